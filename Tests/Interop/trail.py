#!/usr/bin/env python3
"""Verifies a trail, written from Docs/TRAIL.md alone. It shares no code with tuckbox.

Usage: trail.py FOLDER [--verification-key FILE] [--checkpoint FILE]…
       trail.py --archive FILE [--verification-key FILE]
Prints one JSON object; exit status 0 if the record is whole, 13 if not, 1 if there is none to read."""
import argparse
import base64
import hashlib
import hmac
import json
import pathlib
import re
import struct
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
TAIL = re.compile(rb',"prev":"([0-9a-f]{64})","seal":"([0-9a-f]{64})"}\Z')
HEX32 = re.compile(r"[0-9a-f]{64}\Z")
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])\Z")


class Bad(Exception):
    """The record is not whole: what is wrong, and the number of the first bad entry."""

    def __init__(self, kind, entry):
        super().__init__(kind)
        self.kind, self.entry = kind, entry


def sha256(data):
    return hashlib.sha256(data).digest()


# Section 4

def polymod(values):
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for i, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            if top >> i & 1:
                check ^= generator
    return check


def read_key(text):
    """K_0 of a verification key's text."""
    text = re.sub(r"[\s-]", "", text).lower()
    prefix, _, data = text.rpartition("1")
    values = [ALPHABET.find(c) for c in data]
    if prefix != "tbtrail" or len(text) != 66 or min(values) < 0:
        raise ValueError("not a verification key")
    expanded = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    if polymod(expanded + values) != 0x2BC830A3:
        raise ValueError("a character of the verification key is wrong")
    bits = "".join(f"{value:05b}" for value in values[:-6])
    if set(bits[256:]) - {"0"}:
        raise ValueError("not a verification key")
    return bytes(int(bits[i:i + 8], 2) for i in range(0, 256, 8))


def next_key(key):
    return hmac.digest(key, b"tuckbox.trail/v1/next", "sha256")


def identifier(key):
    return sha256(b"tuckbox.trail/v1/id\0" + key)[:16].hex()


# Section 6

def leaf_hash(line):
    return sha256(b"\0" + line)


def root(hashes):
    """From the subtree hashes, the largest first."""
    if not hashes:
        return sha256(b"")
    node = hashes[-1]
    for left in reversed(hashes[:-1]):
        node = sha256(b"\1" + left + node)
    return node


class Tree:
    def __init__(self, size=0, hashes=()):
        if bin(size).count("1") != len(hashes):
            raise ValueError("a tree of that size has another number of subtrees")
        self.size, self.hashes = size, list(hashes)

    def append(self, leaf):
        size = self.size
        while size & 1:
            leaf = sha256(b"\1" + self.hashes.pop() + leaf)
            size >>= 1
        self.hashes.append(leaf)
        self.size += 1


def read_note_key(text):
    name, _, rest = text.partition("+")
    given, _, encoded = rest.partition("+")
    data = base64.b64decode(encoded, validate=True)
    if len(data) != 33 or data[0] != 1 or given != sha256(name.encode() + b"\n" + data)[:4].hex():
        raise ValueError("not a verifier key")
    return name, data


def read_checkpoint(note, checkpoint_key):
    """Size and root, if the signature is good."""
    name, data = read_note_key(checkpoint_key)
    text, _, signatures = note.rpartition(b"\n\n")
    text += b"\n"
    wanted = sha256(name.encode() + b"\n" + data)[:4]
    signed = False
    for line in signatures.decode().splitlines():
        dash, signer, encoded = line.split(" ")
        signature = base64.b64decode(encoded, validate=True)
        if dash == "—" and signer == name and signature[:4] == wanted:
            Ed25519PublicKey.from_public_bytes(data[1:]).verify(signature[4:], text)
            signed = True
    lines = text.decode().split("\n")
    if not signed or lines[0] != name or not re.fullmatch(r"0|[1-9]\d*", lines[1]):
        raise InvalidSignature
    return int(lines[1]), base64.b64decode(lines[2], validate=True)


# Section 2

def no_doubles(pairs):
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def canonical(entry):
    """As it has to stand: no white space, only quotes, backslashes and control characters escaped."""
    def value(item):
        if isinstance(item, bool):
            return "true" if item else "false"
        if isinstance(item, int) and 0 <= item < 10 ** 16:
            return str(item)
        if isinstance(item, str):
            return '"' + re.sub(r'["\\]', r"\\\g<0>", re.sub(r"[\x00-\x1f\x7f]", lambda m: f"\0{ord(m[0]):02x}", item)).replace("\0", "\\u00") + '"'
        if isinstance(item, list) and item and all(isinstance(part, str) for part in item):
            return "[" + ",".join(map(value, item)) + "]"
        raise ValueError("a value that no entry has")
    return "{" + ",".join(f"{value(key)}:{value(item)}" for key, item in entry.items()) + "}"


def parse(line, number):
    """An entry, or Bad."""
    try:
        if len(line) > 65536:
            raise ValueError("too long")
        entry = json.loads(line.decode(), object_pairs_hook=no_doubles)
        keys = list(entry)
        if keys[:2] != ["schema", "seq"] or keys[-2:] != ["prev", "seal"] or entry["schema"] != 1 or len(keys) > 64 \
                or not TAIL.search(line) or type(entry["seq"]) is not int or canonical(entry).encode() != line:
            raise ValueError("not of the form")
    except (ValueError, AttributeError, TypeError, RecursionError) as error:
        raise Bad("not_an_entry", number) from error
    if entry["seq"] != number:
        raise Bad("other_number", number)
    return entry


class Walk:
    """Goes through entries in order, sections 4, 6 and 8."""

    def __init__(self, first, tree, last, key):
        self.tree, self.last, self.first = tree, last, first
        self.key = key
        for _ in range(first if key else 0):
            self.key = next_key(self.key)

    def take(self, line):
        number = self.tree.size
        entry = parse(line, number)
        if self.key:
            body = line[:-75]
            if not hmac.compare_digest(hmac.digest(self.key, body, "sha256").hex(), entry["seal"]):
                raise Bad("seal", number)
            self.key = next_key(self.key)
        if entry["prev"] != self.last.hex():
            raise Bad("link", number if self.key or number == self.first else number - 1)
        self.last = leaf_hash(line)
        self.tree.append(self.last)
        return entry


# Section 5

def read_state(data):
    slots = []
    for slot in (data[:4096], data[4096:8192]):
        if len(data) == 8192 and slot[:8] == b"TKBXTRL1" and sha256(slot[:4064]) == slot[4064:]:
            generation, size, length = struct.unpack(">QQQ", slot[8:32])
            count = struct.unpack(">Q", slot[136:144])[0]
            if count <= 63 and bin(size).count("1") == count:
                slots.append({"generation": generation, "size": size, "key": slot[40:72], "last": slot[72:104],
                              "tree": [slot[144 + 32 * i:176 + 32 * i] for i in range(count)]})
    return max(slots, key=lambda slot: slot["generation"], default=None)


# Sections 7 and 8

def read_head(path, size):
    head = json.loads(path.read_text(), object_pairs_hook=no_doubles)
    if head["schema"] != 1 or head["segment"] != path.stem or head["first"] != size or head["next"] <= size:
        raise ValueError("not the head that belongs here")
    return head


def verify(folder, key=None, checkpoints=()):
    folder = pathlib.Path(folder)
    segments = sorted(path for path in folder.glob("*.log") if MONTH.match(path.stem))
    heads = sorted(path for path in folder.glob("*.head") if MONTH.match(path.stem))
    segments = [path for path in segments if not path.with_suffix(".head").exists()]
    size, hashes, last = 0, [], bytes(32)
    left = {}
    for path in heads:
        try:
            head = read_head(path, size)
            hashes, last, size = [bytes.fromhex(item) for item in head["tree"]], bytes.fromhex(head["last"]), head["next"]
            Tree(size, hashes)
        except (ValueError, KeyError, TypeError) as error:
            raise Bad("head", size) from error
        left[path.stem] = {"segment": path.stem, "first": head["first"], "next": size, "root": root(hashes).hex()}
    walk = Walk(size, Tree(size, hashes), last, key)
    roots, begin, pruned, torn = {size: root(hashes)}, {}, {}, 0
    state = read_state((folder / "state").read_bytes()) if (folder / "state").exists() else None
    wanted = {state["size"]} if state else set()
    for note in checkpoints:
        number = note.split(b"\n")[1]
        wanted.add(int(number) if number.isdigit() else -1)
    for path in segments:
        *lines, rest = path.read_bytes().split(b"\n")
        for line in lines:
            entry = walk.take(line)
            if entry.get("phase") == "event":
                if entry.get("event") == "begin":
                    if walk.tree.size != 1:
                        raise Bad("not_an_entry", walk.tree.size - 1)
                    begin = entry
                    if key and entry.get("trail") != identifier(key):
                        raise Bad("other_trail", 0)
                elif entry.get("event") == "pruned":
                    begin = begin or entry
                    if key and begin.get("trail") != identifier(key):
                        raise Bad("other_trail", walk.tree.size - 1)
                    pruned[entry.get("segment")] = {name: entry.get(name) for name in ("segment", "first", "next", "root")}
            if walk.tree.size in wanted:
                roots[walk.tree.size] = root(walk.tree.hashes)
        torn = len(rest)
        if rest and path != segments[-1] or len(rest) > 65536:
            raise Bad("not_an_entry", walk.tree.size)
    count = walk.tree.size
    for name, head in left.items():
        if pruned.get(name) != head:
            raise Bad("head", head["first"])
    if state is None:
        raise Bad("no_state", count)
    if state["size"] > count:
        raise Bad("removed", count)
    agrees = state["size"] < size or roots[state["size"]] == root(state["tree"])
    if state["size"] == count:
        agrees = agrees and state["last"] == walk.last and (not key or state["key"] == walk.key)
    if not agrees:
        raise Bad("state_disagrees", max(0, count - 1))
    for note in checkpoints:
        try:
            at, wanted_root = read_checkpoint(note, begin["checkpoint_key"]) if begin else (int(note.split(b"\n")[1]), base64.b64decode(note.split(b"\n")[2]))
        except (InvalidSignature, ValueError, KeyError) as error:
            raise Bad("checkpoint_signature", 0) from error
        if at > count:
            raise Bad("rolled_back", count)
        if at >= size and roots[at] != wanted_root:
            raise Bad("other_root", 0)
    return {"good": True, "entries": count, "first": size, "root": root(walk.tree.hashes).hex(), "sealed": bool(key), "torn_bytes": torn}


def verify_archive(path, key=None):
    data = pathlib.Path(path).read_bytes()
    line, _, rest = data.partition(b"\n")
    try:
        head = json.loads(line, object_pairs_hook=no_doubles)
        walk = Walk(head["first"], Tree(head["first"], [bytes.fromhex(item) for item in head.get("before", [])]), bytes.fromhex(head["prev"]), key)
        segment, note = rest[:head["bytes"]], rest[head["bytes"]:]
        if head["schema"] != 1 or not segment.endswith(b"\n"):
            raise ValueError("not an archive")
    except (ValueError, KeyError, TypeError) as error:
        raise Bad("archive", 0) from error
    for line in segment[:-1].split(b"\n"):
        walk.take(line)
    try:
        at, wanted = read_checkpoint(note, head["checkpoint_key"])
    except (InvalidSignature, ValueError, KeyError, IndexError) as error:
        raise Bad("checkpoint_signature", head["first"]) from error
    if at != walk.tree.size or at != head["next"] or wanted != root(walk.tree.hashes) or key and head["trail"] != identifier(key):
        raise Bad("other_root", head["first"])
    return {"good": True, "entries": walk.tree.size - head["first"], "first": head["first"], "root": wanted.hex(), "sealed": bool(key)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?")
    parser.add_argument("--archive")
    parser.add_argument("--verification-key")
    parser.add_argument("--checkpoint", action="append", default=[])
    options = parser.parse_args()
    key = read_key(pathlib.Path(options.verification_key).read_text()) if options.verification_key else None
    try:
        if options.archive:
            result = verify_archive(options.archive, key)
        else:
            result = verify(options.folder, key, [pathlib.Path(path).read_bytes() for path in options.checkpoint])
    except Bad as bad:
        print(json.dumps({"good": False, "problem": bad.kind, "entry": bad.entry}))
        sys.exit(13)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
