#!/usr/bin/env python3
"""The conformance kit: `python3 make_kit.py OUTDIR` writes one vault for each case, and kit.json with the verdicts.

Each bad vault has one defect and is right in everything else: checksums, MACs and CRCs are computed after the defect was
made, unless they are the defect. So a reader that misses one check opens the vault, and is caught.
"""

import hashlib
import hmac
import json
import os
import struct
import sys

from cryptography.hazmat.primitives import serialization

import vault as v
from vault import FILE, FOLDER, LINK, Member

# ---------------------------------------------------------------- Secrets

PASSPHRASE, OTHER_PASSPHRASE = b"correct horse", b"battery staple"
KEY, OTHER_KEY = bytes(range(0x40, 0x50)), bytes(range(0x60, 0x70))
RECOVERY = v.derive_key_pair(b"recovery key one".ljust(32, b"."))
OTHER_RECOVERY = v.derive_key_pair(b"recovery key two".ljust(32, b"."))
ACCENTS = "Zoë’s café — naïve".encode()
LONG_PASSPHRASE = b"x" * 1024
TYPED_KEY = v.write_key_file(KEY).decode().strip().upper()

# RECOVERY again, made with openssl so that a second program says what PBES2 is; its passphrase is "locked drawer".
ENCRYPTED_RECOVERY = b"""-----BEGIN ENCRYPTED PRIVATE KEY-----
MIHtMFgGCSqGSIb3DQEFDTBLMCoGCSqGSIb3DQEFDDAdBAgQ3I/EuYGchAIDAzRQ
MAwGCCqGSIb3DQILBQAwHQYJYIZIAWUDBAEqBBBkn24FZ9IEI6N/IfWgQwx7BIGQ
zOf00MRz2QaBvjllABa4ws/I00PvFtcJNoUTVvjBwj7wpaeevprPrVJwo2hdvzZS
eUS4BfvQdkR9s862yeWGozBr+32z3jCXOpLmW2sTihPlRJOSxx6NEH8JCJ7K5/So
psxn8jUa5cS1vbcrgYVM1w48VzHA88pmA4sxl8Qvw4uI1sTVpawKcsbYn2JPI84G
-----END ENCRYPTED PRIVATE KEY-----
"""


def pem(key):
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())


SECRET_FILES = {
    "passphrase.txt": PASSPHRASE,
    "passphrase-crlf.txt": PASSPHRASE + b"\r\n",
    "passphrase-other.txt": OTHER_PASSPHRASE + b"\n",
    "passphrase-accents-nfd.txt": "Zoe\u0308’s cafe\u0301 — nai\u0308ve\n".encode(),
    "passphrase-1024-bytes.txt": LONG_PASSPHRASE,
    "passphrase-of-recovery-key.txt": b"locked drawer\n",
    "key.txt": v.write_key_file(KEY),
    "key-typed.txt": "-".join(TYPED_KEY[k:k + 4] for k in range(0, 38, 4)).replace("-", " - ", 2).encode() + b"\r\n",
    "key-other.txt": v.write_key_file(OTHER_KEY),
    "recovery.pem": pem(RECOVERY),
    "recovery-encrypted.pem": ENCRYPTED_RECOVERY,
    "recovery-other.pem": pem(OTHER_RECOVERY),
}
WITH_PASSPHRASE = {"passphrase": "passphrase.txt"}
WITH_OTHER = {"passphrase": "passphrase-other.txt"}
WITH_KEY = {"passphrase": "passphrase.txt", "key_file": "key.txt"}
WITH_RECOVERY = {"recovery_key": "recovery.pem"}

# ---------------------------------------------------------------- Building

ROUNDS = v.MIN_ROUNDS
SALT, SALT_2 = b"one salt for the kit".ljust(32, b"."), b"a second salt".ljust(32, b".")


class Derive(v.Derivations):
    """Only slots that some secret of the kit opens need a real derivation: the others would take minutes."""

    def __call__(self, passphrase, salt, rounds):
        if rounds != ROUNDS:
            return hashlib.sha256(b"never derived").digest()
        return super().__call__(passphrase, salt, rounds)


DERIVE = Derive()


def slot(passphrase=PASSPHRASE, key=None, rounds=ROUNDS, salt=SALT):
    return v.PassphraseSlot(passphrase, key, rounds, salt)


def recovery_slot(key=RECOVERY):
    return v.RecoverySlot(v.encode_point(key.public_key()))


SAMPLE = [
    Member(b"docs", FOLDER, 0o755, 1700000000),
    Member(b"docs/latest", LINK, 0o777, 1700000001, target=b"plan.txt"),
    Member(b"docs/plan.txt", FILE, 0o644, 1700000002, content=b"Meet at nine.\n"),
    Member(b"list.csv", FILE, 0o600, 1700000003, content=b"a,b\n1,2\n"),
]
LARGE = [Member(b"big.bin", content=hashlib.shake_128(b"big").digest(40000))]


def stream(seed):
    """A generator of bytes: SHAKE-128 of the seed, read from the beginning on."""
    position = 0

    def rng(count):
        nonlocal position
        position += count
        return hashlib.shake_128(seed.encode()).digest(position)[-count:] if count else b""

    return rng


def unchanged(data):
    return data


def build(rng, members=SAMPLE, inner=None, slots=None, label=b"Conformance kit", flags=0, version=0, finder=v.FINDER_TEXT,
          seqs=(1, 1), created=1700000000, fixed=unchanged, late_fixed=unchanged, message=None, payload=unchanged,
          prefix=unchanged, sealed=unchanged, sealed_b=None, count=None, head=unchanged, head_a=unchanged, head_b=unchanged, edit=unchanged):
    """A vault, with one hook for each stage at which a case may want something else."""
    content_key, vault_id, salt = rng(32), rng(16), rng(24)
    fixed_bytes = fixed(v.fixed_part(vault_id, created, label, flags, version))
    inner = v.inner_form(members) if inner is None else inner
    if message is None:
        stored = v.seal(v.payload_key(content_key), v.payload_context(fixed_bytes), salt, inner)
    else:
        stored = message(content_key, fixed_bytes, salt, inner)
    prefix_bytes = prefix(stored[:56])
    stored = payload(stored)
    slots = [slot()] if slots is None else slots
    sealed_a = sealed([s.seal(content_key, vault_id, rng, DERIVE) for s in slots])
    copies = []
    for place, slots_here in enumerate((sealed_a, sealed_a if sealed_b is None else sealed_b(sealed_a))):
        raw = v.header_copy(place, content_key, late_fixed(fixed_bytes), prefix_bytes, slots_here, seqs[place], finder)
        if count is not None:
            raw = at(1601, bytes([count]))(raw)
        raw = (head_a, head_b)[place](head(raw[:4000]))
        copies.append(v.seal_copy(raw, content_key))
    return edit(copies[0] + stored + v.tail(stored) + copies[1])


def inner(members=SAMPLE, archive=None, index=None, zeros=None, footer=None):
    """The inner form, with some piece of it replaced and the others made to fit."""
    archive = v.tar(members) if archive is None else archive
    index = b"".join(map(v.record, members)) if index is None else index
    zeros = bytes(v.padding(len(archive) + len(index) + 32)) if zeros is None else zeros
    footer = v.footer(len(archive), len(index), len(members)) if footer is None else footer
    return archive + index + zeros + footer


def at(offset, new):
    """Replaces bytes; a negative offset counts from the end."""
    def edit(data):
        start = offset % len(data)
        return data[:start] + new + data[start + len(new):]
    return edit


def flip(offset, bit=1):
    return lambda data: at(offset, bytes([data[offset] ^ bit]))(data)


def both(*edits):
    def edit(data):
        for one in edits:
            data = one(data)
        return data
    return edit


def checksummed(data):
    """New checksums and old MACs: what somebody without the content key can do."""
    def fix(copy):
        return copy[:4064] + hashlib.sha256(copy[:4064]).digest()
    return fix(data[:4096]) + data[4096:-4096] + fix(data[-4096:])


def in_both(offset, new):
    return both(at(offset, new), at(offset - 4096, new))


# ---------------------------------------------------------------- The list of cases

class Kit:
    def __init__(self, directory):
        self.directory = directory
        self.cases = []
        os.makedirs(os.path.join(directory, "secrets"), exist_ok=True)
        for name, content in SECRET_FILES.items():
            self.write(f"secrets/{name}", content)

    def write(self, name, content):
        with open(os.path.join(self.directory, name), "wb") as file:
            file.write(content)

    def case(self, name, opens, what, verify=None, warning=False, secrets=WITH_PASSPHRASE, early=False, note=None,
             data=None, **how):
        """early: refused before any derivation. note: where the page leaves room for another reading."""
        if data is None:
            data = build(stream(name), **how)
        if verify is None:
            verify = 13 if warning else opens
        released = None
        if opens == 0:
            released = hashlib.sha256(v.tar(how.get("members", SAMPLE))).hexdigest()
        entry = {
            "file": f"{name}.vault",
            "secrets": {kind: f"secrets/{file}" for kind, file in secrets.items()},
            "what": what, "open": opens, "verify": verify, "warning": warning, "sha256": released,
            "derivations_allowed": 0 if early or opens in (10, 14) else most_derivations(data, secrets),
        }
        if note:
            entry["note"] = note
        assert all(case["file"] != entry["file"] for case in self.cases), name
        self.cases.append(entry)
        self.write(entry["file"], data)

    def good(self, name, what, **how):
        self.case(name, 0, what, **how)

    def bad(self, name, what, **how):
        self.case(name, 13, what, **how)

    def early(self, name, what, **how):
        self.case(name, 13, what, early=True, **how)


def most_derivations(data, secrets):
    """Distinct salts and rounds of the slots that these secrets could open."""
    kinds = {1} if "passphrase" in secrets else set()
    if kinds and "key_file" in secrets:
        kinds.add(2)
    pairs = [{v.salt_and_rounds(s) for s in v.Copy(end).used_slots if s[0] in kinds} for end in (data[:4096], data[-4096:])]
    return max(map(len, pairs))


# ---------------------------------------------------------------- Slots and secrets that work

def good_slots(kit):
    all_kinds = [slot(), slot(OTHER_PASSPHRASE, KEY), recovery_slot()]
    kit.good("passphrase", "One passphrase slot.")
    kit.good("passphrase-with-final-newline", "The passphrase file ends with CRLF, which is no part of it.",
             secrets={"passphrase": "passphrase-crlf.txt"})
    kit.good("passphrase-normalised", "The passphrase is given in NFD, and was stored in NFC.",
             slots=[slot(ACCENTS)], secrets={"passphrase": "passphrase-accents-nfd.txt"})
    kit.good("passphrase-1024-bytes", "The longest passphrase that is allowed.",
             slots=[slot(LONG_PASSPHRASE)], secrets={"passphrase": "passphrase-1024-bytes.txt"})
    kit.good("key-file", "One slot with a key file, two factors required.",
             slots=[slot(key=KEY)], flags=1, secrets=WITH_KEY)
    kit.good("key-file-typed", "The key file is in capitals, in groups with hyphens and spaces, and ends with CRLF.",
             slots=[slot(key=KEY)], flags=1, secrets={"passphrase": "passphrase.txt", "key_file": "key-typed.txt"})
    kit.good("recovery", "One recovery slot.", slots=[recovery_slot()], secrets=WITH_RECOVERY)
    kit.good("recovery-two-factors", "A recovery slot stands beside a key file slot where two factors are required.",
             slots=[slot(key=KEY), recovery_slot()], flags=1, secrets=WITH_RECOVERY)
    kit.good("recovery-alone-two-factors", "Two factors are required, and there is only a recovery slot.",
             slots=[recovery_slot()], flags=1, secrets=WITH_RECOVERY)
    kit.good("recovery-encrypted", "The recovery key is an encrypted PKCS#8 file.", slots=[recovery_slot()],
             secrets={"recovery_key": "recovery-encrypted.pem", "recovery_passphrase": "passphrase-of-recovery-key.txt"})
    kit.good("all-kinds-by-passphrase", "Three slots of three kinds, opened by the first.", slots=all_kinds)
    kit.good("all-kinds-by-key-file", "Three slots of three kinds, opened by the second; the first is tried and fails.",
             slots=all_kinds, secrets={"passphrase": "passphrase-other.txt", "key_file": "key.txt"})
    kit.good("all-kinds-by-recovery", "Three slots of three kinds, opened by the third without a derivation.",
             slots=all_kinds, secrets=WITH_RECOVERY)
    kit.good("eight-slots", "Eight slots, opened by the last.",
             slots=[slot(), slot(key=KEY), slot(key=OTHER_KEY), slot(OTHER_PASSPHRASE, OTHER_KEY), slot(salt=SALT_2),
                    recovery_slot(OTHER_RECOVERY), recovery_slot(OTHER_RECOVERY), recovery_slot()], secrets=WITH_RECOVERY)
    kit.good("same-recovery-key-twice", "Two recovery slots for one key; the first has a wrong tag.", secrets=WITH_RECOVERY,
             slots=[recovery_slot(), recovery_slot()], sealed=lambda s: [flip(255)(s[0]), s[1]])
    kit.good("next-slot-opens", "The first slot has the right commitment and a wrong tag; the second opens.",
             slots=[slot(), slot(salt=SALT_2)], sealed=lambda s: [flip(255)(s[0]), s[1]])
    kit.good("slots-reordered", "Two slots changed places; nothing binds a slot to its place.",
             slots=[slot(OTHER_PASSPHRASE), slot()], sealed=lambda s: s[::-1])
    kit.good("two-factors-not-required", "A passphrase slot and a key file slot, bit 0 clear: the passphrase is enough.",
             slots=[slot(key=KEY), slot()])


def wrong_keys(kit):
    def wrong(name, what, **how):
        kit.case(name, 12, what, **how)

    wrong("wrong-passphrase", "Another passphrase.", secrets=WITH_OTHER)
    wrong("wrong-key-file", "Another key file.", slots=[slot(key=KEY)], flags=1,
          secrets={"passphrase": "passphrase.txt", "key_file": "key-other.txt"})
    wrong("key-file-not-given", "The only slot needs a key file, and only the passphrase is given.",
          slots=[slot(key=KEY)], flags=1)
    wrong("key-file-alone", "A key file without a passphrase opens nothing.",
          slots=[slot(key=KEY)], flags=1, secrets={"key_file": "key.txt"})
    wrong("wrong-recovery-key", "A recovery key that no slot is for.", slots=[recovery_slot()],
          secrets={"recovery_key": "recovery-other.pem"})
    wrong("passphrase-for-recovery", "A passphrase, and only a recovery slot.", slots=[recovery_slot()])
    wrong("slot-tag-wrong", "Commitment right, tag wrong, and no other slot.", sealed=lambda s: [flip(255)(s[0])])
    wrong("slot-commitment-wrong", "The commitment of the slot is wrong, its ciphertext right.",
          sealed=lambda s: [flip(180)(s[0])])
    wrong("slot-message-salt-wrong", "The salt of the slot's message was changed.", sealed=lambda s: [flip(152)(s[0])])
    wrong("slot-rounds-edited", "The rounds were raised by one after the slot was made.",
          sealed=lambda s: [at(4, struct.pack(">I", ROUNDS + 1))(s[0])])
    wrong("slot-salt-edited", "The salt was changed after the slot was made.", sealed=lambda s: [at(8, SALT_2)(s[0])])
    wrong("slot-moved-between-vaults", "The slot was made for the same content key, passphrase and salt in a vault with "
          "another id.", sealed=lambda s: moved_slot())
    wrong("slot-retyped", "A slot sealed under the passphrase alone, as if it were of type 2, became one of type 1.",
          sealed=lambda s: [retyped_slot()])
    wrong("slot-context-missing", "The slot's message was made with an empty context.", sealed=lambda s: [plain_slot()])
    wrong("recovery-other-info", "The recovery slot was made for another vault id.", slots=[recovery_slot()],
          sealed=lambda s: moved_slot(recovery_slot()), secrets=WITH_RECOVERY)
    wrong("id-edited-with-mac", "The vault id was changed by someone who could make a MAC.", late_fixed=flip(12))
    wrong("wrong-passphrase-and-bad-mac", "A wrong passphrase, and a wrong MAC that a reader cannot know about.",
          secrets=WITH_OTHER, head=flip(100), edit=lambda d: checksummed(flip(4000)(d)))
    wrong("wrong-passphrase-and-damaged-payload", "A wrong passphrase, and a payload that differs from the header's prefix.",
          secrets=WITH_OTHER, payload=flip(0))


def content_key_of(name):
    return stream(name)(32)


def moved_slot(what=None):
    name = "slot-moved-between-vaults" if what is None else "recovery-other-info"
    return [(what or slot()).seal(content_key_of(name), b"some other vault", stream("moved"), DERIVE)]


def retyped_slot():
    head = struct.pack(">BxxxI32s", 2, ROUNDS, SALT)
    kek = DERIVE(PASSPHRASE, SALT, ROUNDS)
    made = v.seal_slot(head, kek, content_key_of("slot-retyped"), stream_id("slot-retyped"), stream("retyped"))
    return at(0, b"\1")(made)


def plain_slot():
    head = struct.pack(">BxxxI32s", 1, ROUNDS, SALT).ljust(152, b"\0")
    kek = DERIVE(PASSPHRASE, SALT, ROUNDS)
    return head + v.seal(kek, b"", bytes(24), content_key_of("slot-context-missing"))


def stream_id(name):
    return stream(name)(48)[32:]


# ---------------------------------------------------------------- Section 2: the file

def sizes(kit):
    plain = build(stream("sizes"))
    random = hashlib.shake_128(b"nothing").digest(20000)
    for name, what, data in [
        ("empty-file", "Nothing at all.", b""),
        ("random-bytes", "20,000 random bytes.", random),
        ("finder-text-cut", "The first 13 of the 14 bytes that say vault.", b"TUCKBOX VAULT"),
        ("no-magic-left", "Checksums and all four places of the magic are overwritten.",
         both(in_both(0, b"XXXXXXXXXXXXXX"), in_both(1024, b"XXXXXXXX"))(plain)),
    ]:
        kit.case(name, 10, what, data=data)
    lost = both(in_both(0, bytes(1024)), in_both(4064, bytes(32)))(plain)
    for name, what, data in [
        ("fourteen-bytes", "Only the 14 bytes that say vault.", b"TUCKBOX VAULT "),
        ("only-magic-in-b", "All that is left of both copies' magic is TKBXVLT0 in B.", at(1024, bytes(8))(lost)),
        ("only-text-in-b", "All that is left of the magic is the finder text of B.",
         both(at(0, bytes(1032)), at(-4096 + 1024, bytes(8)), at(-1, b"\0"))(plain)),
        ("both-copies-damaged", "One bit of each copy is wrong.", both(flip(2000), flip(-2000))(plain)),
        ("header-alone", "The first 4,096 bytes of a vault.", plain[:4096]),
        ("cut-at-the-end", "The last byte is missing.", plain[:-1]),
        ("one-byte-more", "One byte follows the end.", plain + b"\0"),
        ("cut-at-the-beginning", "The first byte is missing.", plain[1:]),
        ("byte-inserted", "One byte was inserted into the payload.", plain[:5000] + b"\0" + plain[5000:]),
        ("sector-missing", "512 bytes of the payload are missing, the length field is as it was.", plain[:5000] + plain[5512:]),
        ("crc-word-missing", "The CRC table is empty.", plain[:-4108] + plain[-4104:]),
        ("crc-word-more", "The CRC table has a word too many.", plain[:-4108] + bytes(4) + plain[-4108:]),
        ("l-field-off-by-one", "The length field is one too high.", at(-4104, struct.pack(">Q", len(plain) - 8203))(plain)),
        ("l-field-zero", "The length field is zero.", at(-4104, bytes(8))(plain)),
        ("l-field-top-bit", "The top bit of the length field is set.", flip(-4104, 0x80)(plain)),
    ]:
        kit.early(name, what, data=data)
    kit.early("size-of-no-length", "The size lies between those of two lengths: no L gives it.", members=LARGE,
              payload=lambda p: p[:56 + 16399], edit=lambda d: d[:-4104] + b"\0\0" + d[-4104:])
    # The rule on the remainder: no length of payload gives these sizes, or only one that ends in a fragment of a tag.
    for name, what, length in [
        ("payload-71-bytes", "L is 71: one byte too few for an empty chunk.", 71),
        ("payload-56-bytes", "L is 56: a prefix and no chunk.", 56),
        ("last-chunk-15-bytes", "The last chunk has 15 bytes, which is not a tag.", 56 + 16400 + 15),
        ("last-chunk-missing", "The only full chunk is followed by nothing.", 56 + 16400),
    ]:
        kit.early(name, what, members=LARGE, payload=lambda p, length=length: p[:length])


def payload_edges(kit):
    for size in (0, 1, 511, 512, 513, 16383, 16384, 16385):
        content = hashlib.shake_128(b"content").digest(size)
        kit.good(f"file-{size}-bytes", f"One file of {size} bytes.", members=[Member(b"file.bin", content=content)])
    for used in (8192, 8193, 16384, 16385, 32768, 32769, 65535, 65537):
        total = v.padme(used)
        kit.good(f"inner-{used}-bytes", f"U is {used}, which is padded to {total}.", members=members_of(used))
    kit.good("inner-largest-padded", "U is 2^24 - 1, padded by one byte; the last chunk is empty.",
             members=members_of((1 << 24) - 1))
    large = members_of((1 << 24) + 1)
    kit.good("inner-smallest-unpadded", "U is 2^24 + 1: no padding, and the footer spans two chunks.", members=large)
    kit.bad("padding-above-limit", "U is 2^24 + 1 and padded all the same.", members=large,
            inner=inner(large, zeros=bytes(v.padme((1 << 24) + 1) - (1 << 24) - 1)))


def members_of(used):
    """Six files whose tar, index and footer are this long: the lengths of the names make up the last 511 bytes."""
    names = (used - 32 - 6 * 28) % 512
    names += 512 if names < 60 else 0
    lengths = [(names + k) // 6 for k in range(6)]
    members = [Member(b"%d" % k + b"-" * (length - 1)) for k, length in enumerate(lengths)]
    rest = used - 32 - len(b"".join(map(v.record, members))) - len(v.tar(members))
    members[5] = Member(members[5].path, content=bytes(rest))
    return members


# ---------------------------------------------------------------- Section 3: the two copies

def copies(kit):
    def warns(name, what, **how):
        kit.good(name, what, warning=True, **how)

    warns("copy-a-bit", "One bit of copy A is wrong.", edit=flip(1700))
    warns("copy-b-bit", "One bit of copy B is wrong.", edit=flip(-1700))
    warns("copy-a-erased", "Copy A is all zeros.", edit=at(0, bytes(4096)))
    warns("copy-b-erased", "Copy B is all zeros.", edit=at(-4096, bytes(4096)))
    warns("copy-a-checksum-wrong", "Only the checksum of copy A is wrong.", edit=flip(4095))
    warns("copy-byte-wrong-in-a", "The copy byte of A is 1; MAC and checksum fit it.", head_a=at(1600, b"\1"))
    warns("copy-byte-2-in-b", "The copy byte of B is 2; MAC and checksum fit it.", head_b=at(1600, b"\2"))
    warns("stale-copy-b", "B is of an older header: an update was interrupted.", seqs=(2, 1))
    warns("stale-copy-a", "A is of an older header.", seqs=(1, 2))
    warns("stale-copy-breaks-rules", "B is older and has nine slots; only the chosen copy is checked.",
          seqs=(2, 1), head_b=at(1601, b"\x09"))
    warns("seq-top-bit", "A has seq 2^63: the number is unsigned, and B, which does not open, is older.",
          seqs=(1 << 63, 1), sealed_b=lambda s: [flip(255)(s[0])])
    warns("higher-seq-bad-checksum", "B has the higher seq and a wrong checksum, so A is chosen.",
          seqs=(1, 2), edit=flip(-1))
    warns("stale-copy-other-finder-text", "B is older and has another finder text.",
          seqs=(2, 1), head_b=at(20, b"T"), note="Rule 3 of the page does not compare finder texts of different seq.")
    kit.good("bad-crc-table", "One bit of the CRC table is wrong.", warning=True, edit=flip(-4108))
    kit.good("crc-table-erased", "The CRC table is all zeros.", warning=True, edit=at(-4108, bytes(4)))
    kit.good("crc-in-little-endian", "The CRC is in the other byte order.", warning=True,
             edit=lambda d: at(-4108, d[-4108:-4104][::-1])(d))
    kit.good("other-mac-wrong", "The MAC of copy B is wrong, its checksum right.", verify=13,
             edit=lambda d: checksummed(flip(-96)(d)), note="The page does not say that a verification checks both MACs.")

    kit.early("copy-byte-swapped", "A says that it is B, and B that it is A.",
              head_a=at(1600, b"\1"), head_b=at(1600, b"\0"))
    kit.early("copies-exchanged", "A and B changed places.", edit=lambda d: d[-4096:] + d[4096:-4096] + d[:4096])
    kit.early("equal-seq-different", "Two good copies with one seq and different slots.",
              sealed_b=lambda s: [flip(255)(s[0])])
    kit.early("equal-seq-other-finder-text", "Two good copies with one seq and different finder texts.", head_b=at(20, b"T"))
    kit.early("mixed-f", "Two good copies with different labels.", head_b=at(1024 + 37, b"D"))
    kit.early("mixed-f-higher-seq", "Two good copies with different labels, B with the higher seq.",
              head_b=at(1024 + 37, b"D"), seqs=(1, 2))
    kit.early("mixed-salt", "Two good copies with different payload salts, B with the higher seq.",
              head_b=flip(1536), seqs=(1, 2))
    other = build(stream("another vault"))
    kit.early("copies-of-two-vaults", "A of one vault and B of another.", edit=lambda d: d[:-4096] + other[-4096:])
    kit.early("higher-seq-breaks-rules", "B has the higher seq and nine slots; A must not be used instead.",
              head_b=at(1601, b"\x09"), seqs=(1, 2))
    kit.bad("higher-seq-bad-mac", "B has the higher seq and a wrong MAC; A must not be used instead.",
            seqs=(1, 2), edit=lambda d: checksummed(flip(-96)(d)))
    kit.case("removed-slot-in-stale-copy", 12, "The passphrase was removed in A; the older B still has its slot.",
             slots=[slot(OTHER_PASSPHRASE)], seqs=(2, 1), sealed_b=lambda s: old_slots())
    kit.bad("mac-wrong", "The MAC of both copies is wrong, the checksums are right.",
            edit=lambda d: checksummed(both(flip(4000), flip(-96))(d)))
    kit.bad("mac-under-content-key", "The MAC was made with CK and not with K_header.", edit=mac_under_content_key)
    kit.bad("finder-text-edited", "The finder text was changed by someone without the content key.",
            edit=lambda d: checksummed(in_both(20, b"T")(d)))
    kit.bad("slot-added", "Someone without the content key added a slot of their own, which opens to another key.",
            edit=add_slot, secrets=WITH_OTHER)
    kit.bad("slot-added-owner", "The same, opened with the owner's passphrase.", edit=add_slot)
    kit.bad("slot-removed", "Someone without the content key removed the second slot.", slots=[slot(), recovery_slot()],
            edit=lambda d: checksummed(both(in_both(1601, b"\1"), in_both(1920, bytes(256)))(d)))


def old_slots():
    name = "removed-slot-in-stale-copy"
    return [slot().seal(content_key_of(name), stream_id(name), stream("old"), DERIVE)]


def mac_under_content_key(data):
    key = content_key_of("mac-under-content-key")
    for start in (0, len(data) - 4096):
        data = at(start + 4000, hmac.digest(key, data[start:start + 4000], "sha512"))(data)
    return checksummed(data)


def add_slot(data):
    fixed = data[1024:1536]
    added = slot(OTHER_PASSPHRASE).seal(b"a content key of my own choosing", fixed[12:28], stream("added"), DERIVE)
    return checksummed(both(in_both(1601, b"\2"), in_both(1920, added))(data))


def headers(kit):
    for name, what, how in [
        ("finder-text-start", "The finder text does not start as it must.", {"finder": b"tuckbox vault 0\n"}),
        ("finder-text-version", "The finder text says version 1, the header 0.", {"finder": b"TUCKBOX VAULT 1\n"}),
        ("finder-text-control", "The finder text has a tab.", {"head": at(100, b"\t")}),
        ("finder-text-not-ascii", "The finder text has a byte above 0x7f.", {"head": at(100, b"\xe9")}),
        ("finder-text-delete", "The finder text has the byte 0x7f.", {"head": at(100, b"\x7f")}),
        ("finder-text-padded-with-zeros", "The finder text ends in zeros.", {"head": at(1000, bytes(24))}),
        ("magic-wrong", "Both copies are good and their magic is another.", {"fixed": at(0, b"TKBXVLT1")}),
        ("magic-wrong-in-one-copy", "Both copies are good, the magic of B is another.",
         {"head_b": at(1024, b"TKBXVLT1"), "note": "The page may be read so that B alone counts as damaged."}),
        ("label-length-64", "The length of the label is 64.", {"fixed": at(36, b"\x40" + b"L" * 63)}),
        ("label-length-255", "The length of the label is 255.", {"fixed": at(36, b"\xff")}),
        ("label-nonprintable", "The label has a control character.", {"label": b"two\nlines"}),
        ("label-delete", "The label has the byte 0x7f.", {"label": b"\x7f"}),
        ("label-not-ascii", "The label has a byte above 0x7f.", {"label": b"caf\xe9"}),
        ("label-shorter-than-written", "A byte follows the end of the label.", {"fixed": at(99, b"L")}),
        ("nonzero-reserved-fixed-part", "The first byte after the label's field is not zero.", {"fixed": at(100, b"\1")}),
        ("nonzero-reserved-fixed-part-end", "The last byte of F is not zero.", {"fixed": at(511, b"\1")}),
        ("nonzero-reserved-after-count", "The byte after the slot count is not zero.", {"head": at(1602, b"\1")}),
        ("nonzero-reserved-before-slots", "The byte before the slots is not zero.", {"head": at(1663, b"\1")}),
        ("nonzero-reserved-after-slots", "The first byte after the slots is not zero.", {"head": at(3712, b"\1")}),
        ("nonzero-reserved-before-mac", "The byte before the MAC is not zero.", {"head": at(3999, b"\1")}),
        ("nonzero-unused-slot", "The last byte of the last unused slot is not zero.", {"head": at(3711, b"\1")}),
        ("slot-count-0", "The slot count is 0, and all slots are zero.", {"slots": []}),
        ("slot-count-0-slot-there", "The slot count is 0, and there is a slot.", {"count": 0}),
        ("slot-count-9", "The slot count is 9, and all eight slots are used.", {"slots": [slot()] * 8, "count": 9}),
        ("slot-count-255", "The slot count is 255.", {"count": 255}),
        ("slot-count-too-low", "Two slots, and the count is 1.", {"slots": [slot(), slot()], "count": 1}),
        ("slot-count-too-high", "One slot, and the count is 2.", {"count": 2}),
        ("hole-in-slots", "Three slots, of which the second is zero.",
         {"slots": [slot()] * 3, "sealed": lambda s: [s[0], bytes(256), s[2]]}),
    ]:
        kit.early(name, what, **how)
    for name, what, how in [
        ("unknown-version", "Version 1.", {"version": 1}),
        ("unknown-version-high-byte", "Version 256.", {"version": 256}),
        ("unknown-version-one-copy", "Version 1 in B alone.", {"head_b": at(1024 + 9, b"\1")}),
        ("unknown-version-older-copy", "Version 1 in B alone, which is older.",
         {"head_b": at(1024 + 9, b"\1"), "seqs": (2, 1)}),
        ("unknown-version-and-size", "Version 1, and a size that no vault of version 0 has.",
         {"version": 1, "payload": lambda p: p[:60]}),
        ("unknown-version-and-slots", "Version 1, and slots that version 0 does not know.",
         {"version": 1, "head": at(1664, b"\x09")}),
        ("unknown-version-damaged-copy", "Version 1 in A; B is damaged.", {"version": 1, "edit": flip(-3000)}),
        ("unknown-flag", "Bit 1 of the flags is set.", {"flags": 2}),
        ("unknown-flag-high-bit", "Bit 15 of the flags is set.", {"flags": 0x8000}),
    ]:
        kit.case(name, 14, what, **how)
    kit.good("seq-largest", "Both copies have seq 2^64 - 1.", seqs=((1 << 64) - 1,) * 2)
    kit.good("created-largest", "The date is 2^64 - 1.", created=(1 << 64) - 1)
    kit.good("label-empty", "No label.", label=b"")
    kit.good("label-63-bytes", "The longest label.", label=b" ~" * 31 + b"!")
    kit.good("finder-text-short", "The finder text is its first line and spaces.", finder=b"TUCKBOX VAULT 0\n")
    kit.good("finder-text-full", "The finder text fills its 1,024 bytes.", finder=b"TUCKBOX VAULT 0\n" + b"x" * 1008)
    kit.bad("label-edited-with-mac", "The label was changed by someone who could make a MAC.", late_fixed=at(37, b"D"))
    kit.bad("created-edited-with-mac", "The date was changed by someone who could make a MAC.", late_fixed=flip(35))
    kit.bad("flag-cleared-with-mac", "Two factors are no longer required, says someone who could make a MAC.",
            slots=[slot(key=KEY)], flags=1, late_fixed=flip(11), secrets=WITH_KEY)


# ---------------------------------------------------------------- Section 4: slots that must be refused

def slots_refused(kit):
    def on_slot(edit, base=None):
        """The edit made to the second slot; the first would open."""
        return {"slots": [slot(), base or slot(key=KEY, salt=SALT_2)], "sealed": lambda s: [s[0], edit(s[1])]}

    def rounds(*counts, salts=None):
        made = [slot(OTHER_PASSPHRASE, rounds=count, salt=bytes([k]) * 32) for k, count in enumerate(counts)]
        for one, salt in zip(made, salts or []):
            one.salt = salt
        return {"slots": made}

    on_recovery = recovery_slot(OTHER_RECOVERY)
    limit = v.MAX_ROUNDS - ROUNDS
    for name, what, how in [
        ("slot-type-4", "A slot of type 4.", on_slot(at(0, b"\4"))),
        ("slot-type-255", "A slot of type 255.", on_slot(at(0, b"\xff"))),
        ("nonzero-reserved-slot-1", "Byte 1 of a passphrase slot is not zero.", on_slot(at(1, b"\1"))),
        ("nonzero-reserved-slot-3", "Byte 3 of a passphrase slot is not zero.", on_slot(at(3, b"\1"))),
        ("nonzero-reserved-slot-40", "The byte after the salt of a slot is not zero.", on_slot(at(40, b"\1"))),
        ("nonzero-reserved-slot-151", "The byte before the message of a slot is not zero.", on_slot(at(151, b"\1"))),
        ("nonzero-reserved-recovery-slot-1", "Byte 1 of a recovery slot is not zero.", on_slot(at(1, b"\1"), on_recovery)),
        ("nonzero-reserved-recovery-slot-134", "The byte after enc is not zero.", on_slot(at(134, b"\1"), on_recovery)),
        ("nonzero-reserved-recovery-slot-151", "The byte before the message of a recovery slot is not zero.",
         on_slot(at(151, b"\1"), on_recovery)),
        ("flag-two-factor-with-passphrase-slot", "Two factors are required, and there is a passphrase slot.", {"flags": 1}),
        ("flag-two-factor-with-passphrase-slot-last", "The same, behind a key file slot.",
         {"flags": 1, "slots": [slot(key=KEY), slot()], "secrets": WITH_KEY}),
        ("rounds-0", "A slot of no rounds.", rounds(0)),
        ("rounds-209999", "One round too few.", rounds(209_999)),
        ("rounds-209999-key-file", "One round too few in a key file slot that is not needed.",
         {"slots": [slot(), slot(key=KEY, rounds=209_999, salt=SALT_2)]}),
        ("rounds-sum-over-limit", "Rounds that sum to 10,000,001.", {"slots": [slot(), slot(rounds=limit + 1, salt=SALT_2)]}),
        ("rounds-sum-over-limit-recovery", "The same, opened with a recovery key, which needs no derivation.",
         {"slots": [slot(), slot(rounds=limit + 1, salt=SALT_2), recovery_slot()], "secrets": WITH_RECOVERY}),
        ("rounds-one-salt-over-limit", "One salt with two numbers of rounds: two pairs, and over the limit.",
         {"slots": [slot(), slot(rounds=limit + 1, salt=SALT)]}),
        ("rounds-max-u32", "One slot of 2^32 - 1 rounds.", rounds((1 << 32) - 1)),
        ("rounds-max-u32-eight-slots", "Eight slots of 2^32 - 1 rounds.", rounds(*[(1 << 32) - 1] * 8)),
        ("rounds-sum-wraps", "Eight slots of 2^29 rounds, which sum to 0 in 32 bits.", rounds(*[1 << 29] * 8)),
        ("rounds-negative", "2^31 rounds, which is negative as a signed number.", rounds(1 << 31)),
    ]:
        kit.early(name, what, **how)
    for name, what, point in bad_points():
        for field, offset in (("pkr", 4), ("enc", 69)):
            kit.early(f"{field}-{name}", f"The {'public key' if field == 'pkr' else 'encapsulated key'} of a slot is {what}.",
                      **on_slot(at(offset, point), on_recovery))
    kit.good("rounds-sum-at-limit", "Rounds that sum to 10,000,000; the first slot opens.",
             slots=[slot(), slot(rounds=limit, salt=SALT_2)])
    kit.good("rounds-shared-pair", "Two slots of 6,000,000 rounds share salt and rounds, which count once; the first opens.",
             slots=[slot(), slot(rounds=6_000_000, salt=SALT_2), slot(key=KEY, rounds=6_000_000, salt=SALT_2)])


def point(x, y):
    return b"\4" + x.to_bytes(32, "big") + y.to_bytes(32, "big")


def bad_points():
    p = v.P256
    good = v.encode_point(OTHER_RECOVERY.public_key())
    small = next(x for x in range(1, 99) if pow(x**3 - 3 * x + v.P256_B, (p - 1) // 2, p) == 1)
    root = pow(small**3 - 3 * small + v.P256_B, (p + 1) // 4, p)
    # The x of the points whose y is 5: the root of a cubic, found once.
    of_five = 0xD7325D7646CD60D80A92738CEB345F844CFFAF35841022CAB176F692DE8DE1D7
    return [
        ("off-curve", "not on the curve", flip(64)(good)),
        ("all-zero", "all zeros", bytes(65)),
        ("origin", "0x04 and zeros", b"\4" + bytes(64)),
        ("compressed", "compressed, and filled with zeros", bytes([2 + (good[64] & 1)]) + good[1:33] + bytes(32)),
        ("hybrid", "in the hybrid form", bytes([6 + (good[64] & 1)]) + good[1:]),
        ("x-not-reduced", "on the curve, but its x is not below p", point(small + p, root)),
        ("y-not-reduced", "on the curve, but its y is not below p", point(of_five, 5 + p)),
    ]


def two_keys(kit):
    other_key = b"a content key of my own choosing"

    def other(passphrase, name):
        return slot(passphrase).seal(other_key, stream_id(name), stream("two"), DERIVE)

    name = "two-content-keys"
    kit.bad(name, "Two slots with different content keys; the MAC is under the other one.", secrets=WITH_OTHER,
            slots=[slot(), slot(OTHER_PASSPHRASE)], sealed=lambda s: [s[0], other(OTHER_PASSPHRASE, "two-content-keys")])
    kit.bad("two-content-keys-same-passphrase", "Two slots for one passphrase; the first gives a key that the MAC is not "
            "under, and the second must not be tried.", slots=[slot(), slot()],
            sealed=lambda s: [other(PASSPHRASE, "two-content-keys-same-passphrase"), s[1]])
    kit.good("two-content-keys-first", "Two slots with different content keys; the one that the MAC is under is opened.",
             slots=[slot(), slot(OTHER_PASSPHRASE)], sealed=lambda s: [s[0], other(OTHER_PASSPHRASE, "two-content-keys-first")])


# ---------------------------------------------------------------- Section 5: the payload as a message

def messages(kit):
    def chunks(p):
        return [p[k:k + 16400] for k in range(56, len(p), 16400)]

    def rearranged(*places):
        return lambda p: p[:56] + b"".join(chunks(p)[k] for k in places)

    for name, what, how in [
        ("payload-prefix-differs", "The salt in the payload is not the one in the header.", {"payload": flip(0)}),
        ("payload-commitment-differs", "The commitment in the payload is not the one in the header.", {"payload": flip(55)}),
        ("header-prefix-differs", "The header repeats another commitment, under a right MAC.", {"prefix": flip(55)}),
        ("payload-salt-wrong", "Header and payload have the same wrong salt.", {"prefix": flip(0), "payload": flip(0)}),
        ("payload-commitment-wrong", "Header and payload have the same wrong commitment.",
         {"prefix": flip(55), "payload": flip(55)}),
        ("payload-key-wrong", "The payload was made with CK and not with K_payload.",
         {"message": lambda ck, f, salt, data: v.seal(ck, v.payload_context(f), salt, data)}),
        ("payload-context-without-f", "F is not in the context of the payload.",
         {"message": lambda ck, f, salt, data: v.seal(v.payload_key(ck), v.payload_context(b""), salt, data)}),
        ("chunk-counter-little-endian", "The chunk numbers are in the other byte order.", {"message": little_endian}),
        ("chunk-first-damaged", "One bit of the first chunk is wrong; the CRCs are right.", {"payload": flip(60)}),
        ("chunk-middle-tag-damaged", "The last bit of the second chunk's tag is wrong.", {"payload": flip(56 + 2 * 16400 - 1)}),
        ("chunk-last-tag-damaged", "The last bit of the last chunk's tag is wrong.", {"payload": flip(-1)}),
        ("chunk-swapped", "The first two chunks changed places.", {"payload": rearranged(1, 0, 2)}),
        ("chunk-repeated", "The first chunk stands in the place of the second.", {"payload": rearranged(0, 0, 2)}),
        ("chunk-removed", "The second chunk is missing.", {"payload": rearranged(0, 2)}),
        ("chunk-inserted", "The second chunk stands there twice.", {"payload": rearranged(0, 1, 1, 2)}),
        ("chunk-last-cut", "The last chunk lacks its last byte.", {"payload": lambda p: p[:-1]}),
        ("chunk-last-longer", "The last chunk has one byte more.", {"payload": lambda p: p + b"\0"}),
    ]:
        kit.bad(name, what, members=LARGE, **how)
    kit.bad("chunk-damaged-in-storage", "One bit of the second chunk is wrong, and its CRC says so.",
            members=LARGE, edit=flip(4096 + 56 + 20000))


def little_endian(content_key, fixed, salt, data):
    keys = v.message_keys(v.payload_key(content_key), salt, v.payload_context(fixed))
    cipher = v.AESGCM(keys.key)
    parts = [salt, keys.commitment]
    for number in range(len(data) // 16384 + 1):
        mask = number.to_bytes(12, "little")
        nonce = bytes(a ^ b for a, b in zip(keys.base_nonce, mask))
        parts.append(cipher.encrypt(nonce, data[number * 16384:(number + 1) * 16384], None))
    return b"".join(parts)


def inner_forms(kit):
    t, i = len(v.tar(SAMPLE)), len(b"".join(map(v.record, SAMPLE)))
    zeros = v.padding(t + i + 32)
    for name, what, content in [
        ("inner-empty", "The payload is empty.", b""),
        ("inner-31-bytes", "The payload is shorter than a footer.", bytes(31)),
        ("inner-footer-alone", "Nothing but a footer.", v.footer(0, 0, 0)),
        ("footer-magic", "The footer has another magic.", inner(footer=b"TKBXEND1" + v.footer(t, i, 4)[8:])),
        ("footer-count-wrong", "The footer counts one record too many.", inner(footer=v.footer(t, i, 5))),
        ("footer-count-low", "The footer counts one record too few.", inner(footer=v.footer(t, i, 3))),
        ("footer-count-zero", "No records, an empty index and a tar of nothing but its end.",
         inner([], footer=v.footer(1024, 0, 0))),
        ("footer-count-over-limit", "The footer counts 4,194,305 records.", inner(footer=v.footer(t, i, 4_194_305))),
        ("footer-index-over-limit", "The index has 536,870,913 bytes, says the footer.",
         inner(footer=v.footer(t, 536_870_913, 4))),
        ("footer-tar-off", "T is 512 too high and I 512 too low.", inner(footer=v.footer(t + 512, i - 512 & (1 << 64) - 1, 4))),
        ("footer-boundary-moved", "T is one too high and I one too low.", inner(footer=v.footer(t + 1, i - 1, 4))),
        ("footer-overflow", "T and I sum to the right number modulo 2^64, I being within its limit.",
         inner(footer=v.footer((1 << 64) - 64, t + i + 64, 4))),
        ("footer-overflow-both", "T and I each have 2^63 too much.", inner(footer=v.footer(t + (1 << 63), i + (1 << 63), 4))),
        ("footer-largest", "T, I and the count are 2^64 - 1.", inner(footer=v.footer(*[(1 << 64) - 1] * 3))),
        ("padding-nonzero", "The last byte of the padding is not zero.", inner(zeros=bytes(zeros - 1) + b"\1")),
        ("padding-nonzero-first", "The first byte of the padding is not zero.", inner(zeros=b"\1" + bytes(zeros - 1))),
        ("padding-wrong-length", "The padding is one byte too long.", inner(zeros=bytes(zeros + 1))),
        ("padding-short", "The padding is one byte too short.", inner(zeros=bytes(zeros - 1))),
        ("padding-missing", "There is no padding.", inner(zeros=b"")),
        ("padding-to-power-of-two", "Padded to a power of two.", inner(zeros=bytes(4096 - (t + i + 32) % 4096))),
    ]:
        assert content != inner()
        kit.bad(name, what, inner=content)


# ---------------------------------------------------------------- Section 5.1: the index

def names(kit):
    deep = b"/".join([b"d" * 255] * 16)
    parents = [Member(deep[:256 * k - 1], FOLDER, 0o755) for k in range(1, 16)]
    plain = [b"back\\slash", b"colon:", b"dot.", b" ", b"...", b"-rf", b"two\nlines", b"\x01", b"CON", b"case", b"CASE", b"~"]
    for name, what, members in [
        ("one-empty-folder", "Nothing but a folder.", [Member(b"empty", FOLDER, 0o755)]),
        ("folders", "Folders in folders.", [Member(p, FOLDER, 0o755) for p in (b"a", b"a/b", b"a/b/c", b"a/d", b"b")]),
        ("names-odd", "Names that some systems do not like.", [Member(path) for path in sorted(plain)]),
        ("names-utf-8", "Names in UTF-8, composed and decomposed.",
         [Member(path.encode()) for path in ("Cafe\u0301", "Café", "日本語", "😀")]),
        ("names-not-utf-8", "Names that are not well-formed UTF-8: Latin-1, overlong, a surrogate, above U+10FFFF.",
         [Member(path) for path in (b"caf\xe9", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xff")]),
        ("names-around-100", "Names of 99 to 101 bytes, which decide whether there is a pax header.",
         [Member(c * n, kind, mode) for c, n, kind, mode in
          ((b"f", 99, FILE, 0o644), (b"g", 100, FILE, 0o644), (b"h", 101, FILE, 0o644),
           (b"p", 99, FOLDER, 0o755), (b"q", 100, FOLDER, 0o755), (b"r", 101, FOLDER, 0o755))]),
        ("name-255-bytes", "The longest component.", [Member(b"n" * 255)]),
        ("path-4095-bytes", "The longest path.", parents + [Member(deep)]),
        ("order-slash-as-zero", "The order takes the slash as 0: a, a/b, a!b.",
         [Member(b"a", FOLDER, 0o755), Member(b"a/b"), Member(b"a\x01"), Member(b"a!b")]),
        ("order-unsigned", "The order compares unsigned bytes.", [Member(b"z"), Member(b"\x80"), Member(b"\xff")]),
        ("modes", "The lowest and the highest mode.", [Member(b"a", mode=0), Member(b"b", mode=0o777),
                                                     Member(b"c", FOLDER, 0), Member(b"d", FOLDER, 0o777)]),
        ("times", "Dates around what eleven octal digits hold, and the ends of i64.",
         [Member(b"%d" % k, mtime=mtime) for k, mtime in
          enumerate((0, -1, (1 << 33) - 1, 1 << 33, -(1 << 63), (1 << 63) - 1))]),
    ]:
        kit.good(name, what, members=members)


def indexes(kit):
    folder, text = Member(b"d", FOLDER, 0o755), b"content"
    for name, what, members in [
        ("index-path-empty", "A path of no bytes.", [Member(b"")]),
        ("index-path-absolute", "An absolute path, with a folder of no name.", [Member(b"/etc")]),
        ("index-path-dot", "A path that is a dot.", [Member(b".", FOLDER, 0o755)]),
        ("index-path-dotdot", "A path that climbs.", [Member(b"..", FOLDER, 0o755), Member(b"../x")]),
        ("index-path-inner-dotdot", "A path with .. in it, directly in a folder with a record.",
         [folder, Member(b"d/..", FOLDER, 0o755)]),
        ("index-path-inner-dot", "A path with a dot as a component.", [folder, Member(b"d/.")]),
        ("index-path-double-slash", "A path with an empty component, directly in a folder with a record.",
         [folder, Member(b"d//x")]),
        ("index-path-trailing-slash", "A path that ends in a slash.", [folder, Member(b"d/")]),
        ("index-path-zero-byte", "A path with a zero byte.", [Member(b"a\0b")]),
        ("index-path-zero-byte-at-end", "A path that ends in a zero byte.", [Member(b"a\0")]),
        ("index-path-component-256", "A component of 256 bytes.", [Member(b"n" * 256)]),
        ("index-path-4096-bytes", "A path of 4,096 bytes.",
         [Member((b"d" * 255 + b"/") * k + b"d" * 255, FOLDER, 0o755) for k in range(15)]
         + [Member((b"d" * 255 + b"/") * 15 + b"d" * 253, FOLDER, 0o755),
            Member((b"d" * 255 + b"/") * 15 + b"d" * 253 + b"/xx")]),
        ("index-duplicate", "One path twice.", [Member(b"a", content=b"1"), Member(b"a", content=b"2")]),
        ("index-duplicate-file-and-folder", "One path as a file and as a folder.", [Member(b"a"), Member(b"a", FOLDER, 0o755)]),
        ("index-duplicate-apart", "One path twice, with another between.", [Member(b"a"), Member(b"b"), Member(b"a")]),
        ("index-unsorted", "Two files in the wrong order.", [Member(b"b"), Member(b"a")]),
        ("index-order-plain-bytes", "Sorted with the slash as itself.",
         [Member(b"a", FOLDER, 0o755), Member(b"a!b"), Member(b"a/b")]),
        ("index-order-signed", "Sorted as signed bytes.", [Member(b"\x80"), Member(b"a")]),
        ("index-order-longest-first", "A path before its prefix.", [Member(b"ab"), Member(b"a")]),
        ("index-order-folder-after", "A folder after what is in it.", [Member(b"d/x"), folder]),
        ("index-missing-parent", "A path whose folder has no record.", [Member(b"d/x")]),
        ("index-missing-parent-between", "A path whose folder has no record, but the folder above it has.",
         [folder, Member(b"d/e/x")]),
        ("index-missing-parent-sibling", "A path whose folder has no record, after a folder whose name begins alike.",
         [folder, Member(b"dd/x")]),
        ("index-file-as-parent", "A path directly in a file.", [Member(b"d", content=text), Member(b"d/x")]),
        ("index-link-as-parent", "A path directly in a link.",
         [folder, Member(b"d/l", LINK, 0o777, target=b"."), Member(b"d/l/x")]),
        ("mode-over-0777", "The sticky bit is set.", [Member(b"a", mode=0o1000)]),
        ("mode-setuid", "The set-user-id bit is set.", [Member(b"a", mode=0o4755)]),
        ("mode-with-type", "The mode has the file type in it, as stat gives it.", [Member(b"a", mode=0o100644)]),
        ("index-type-zero", "A record of type 0.", [Member(b"a", kind=0)]),
        ("index-type-hard-link", "A record of the type of a hard link.", [Member(b"a"), Member(b"b", kind=0x31, target=b"a")]),
        ("index-type-device", "A record of the type of a device.", [Member(b"a", kind=0x33)]),
        ("index-type-pax", "A record of the type of a pax header.", [Member(b"a", kind=0x78)]),
        ("index-folder-size", "A folder with content.", [Member(b"d", FOLDER, 0o755, content=text)]),
        ("index-link-size", "A link with content.", [folder, Member(b"d/l", LINK, 0o777, target=b"x", content=text)]),
        ("index-file-target", "A file with a link target.", [folder, Member(b"d/f", target=b"x")]),
        ("index-folder-target", "A folder with a link target.", [folder, Member(b"d/f", FOLDER, 0o755, target=b"x")]),
        ("index-folder-part", "A folder with a part number.", [Member(b"d", FOLDER, 0o755, part=1)]),
        ("index-link-part", "A link with a part number.", [folder, Member(b"d/l", LINK, 0o777, part=1, target=b"x")]),
    ]:
        kit.bad(name, what, inner=inner(members))
    records = [v.record(member) for member in SAMPLE]
    overrun = at(24, struct.pack(">H", 4000))(records[3])
    for name, what, index, count in [
        ("index-empty", "No index at all.", b"", 4),
        ("index-record-cut", "The last record lacks its last byte.", b"".join(records)[:-1], 4),
        ("index-record-head-cut", "The last record ends within its fixed fields.", b"".join(records[:3]) + records[3][:27], 4),
        ("index-record-overruns", "The last path is longer than the index.", b"".join(records[:3]) + overrun, 4),
        ("index-trailing-bytes", "A zero byte follows the last record.", b"".join(records) + b"\0", 4),
        ("index-record-byte-1", "Byte 1 of a record is not zero.", at(1, b"\1")(b"".join(records)), 4),
        ("index-record-missing", "The tar has a member that the index has not.", b"".join(records[:3]), 3),
    ]:
        kit.bad(name, what, inner=inner(index=index, footer=v.footer(len(v.tar(SAMPLE)), len(index), count)))
    kit.bad("index-size-overflow", "The size of a file makes the length of the tar wrap around 2^64 to the right number.",
            inner=overflowing())
    huge = [Member(b"a", size=(1 << 64) - 1)]
    kit.bad("index-size-largest", "A file of 2^64 - 1 bytes, which wraps when it is rounded up.",
            inner=inner(huge, archive=v.tar_header(huge[0]) + bytes(1024)))


def overflowing():
    members = [Member(b"a", size=(1 << 64) - 1024), Member(b"b", size=1024)]
    return inner(members, archive=b"".join(map(v.tar_header, members)) + bytes(1024))


def links(kit):
    def linked(target, path=b"a/b/l"):
        parts = path.split(b"/")
        folders = [Member(b"/".join(parts[:k]), FOLDER, 0o755) for k in range(1, len(parts))]
        return folders + [Member(path, LINK, 0o777, target=target)]

    for name, what, target in [
        ("link-plain", "A link to a name beside it.", b"x"),
        ("link-dot", "A link to its own folder.", b"."),
        ("link-down", "A link to something further in.", b"c/d/e"),
        ("link-up-once", "A link to the folder above, which is the highest it may reach.", b".."),
        ("link-up-and-down", "A link up and down again.", b"../c/x"),
        ("link-dots-in-name", "A link to a name of three dots, and one that begins with two.", b".../..x"),
        ("link-to-itself", "A link to itself.", b"l"),
        ("link-long", "A link whose target is longer than 100 bytes.", b"t" * 101),
        ("link-100-bytes", "A link whose target has 100 bytes, and so needs no pax header.", b"t" * 100),
        ("link-not-utf-8", "A link whose target is not UTF-8, while its path is.", b"caf\xe9"),
        ("link-utf-8", "A link whose target is UTF-8.", "café".encode()),
        ("link-4095-bytes", "The longest target.", b"x/" * 2047 + b"x"),
    ]:
        kit.good(name, what, members=linked(target))
    for name, what, members in [
        ("link-escapes", "A link that leaves the folder it was stored in.", linked(b"../../x")),
        ("link-escapes-to-top", "A link to the top, above the folder it was stored in.", linked(b"../..")),
        ("link-escapes-at-two", "A link of two components that goes up.", linked(b"..", b"a/l")),
        ("link-absolute", "An absolute target.", linked(b"/etc/passwd")),
        ("link-root", "A target that is a slash.", linked(b"/")),
        ("link-inner-dotdot", "A target that goes down and up again.", linked(b"x/../y")),
        ("link-inner-dotdot-through-link", "A target that goes up through another link, to where that leads.",
         linked(b".", b"a/b/k")[:2] + [Member(b"a/b/k", LINK, 0o777, target=b".."),
                                      Member(b"a/b/l", LINK, 0o777, target=b"k/..")]),
        ("link-dot-first", "A target that begins with a dot.", linked(b"./x")),
        ("link-dot-last", "A target that ends with a dot.", linked(b"x/.")),
        ("link-dotdot-dot", "A target of .. and a dot.", linked(b"../.")),
        ("link-double-slash", "A target with an empty component.", linked(b"x//y")),
        ("link-trailing-slash", "A target that ends in a slash.", linked(b"x/")),
        ("link-dotdot-slash", "A target of .. and a slash.", linked(b"../")),
        ("link-empty", "A link without a target.", linked(b"")),
        ("link-zero-byte", "A target with a zero byte.", linked(b"x\0y")),
        ("link-4096-bytes", "A target of 4,096 bytes.", linked(b"x/" * 2047 + b"xx")),
        ("link-at-top", "A link of one component.", linked(b"x", b"l")),
        ("link-at-top-dot", "A link of one component to a dot.", linked(b".", b"l")),
    ]:
        kit.bad(name, what, inner=inner(members))


def parts(kit):
    def part(number, content=b"x", path=b"s", mode=0o644, mtime=5):
        return Member(path, FILE, mode, mtime, number, content=content)

    one, two, three, other = part(1, b"one"), part(2, b"two"), part(3, b"three"), Member(b"t")
    for name, what, members in [
        ("parts", "A stream in three parts, and a file after it.", [one, two, three, other]),
        ("parts-one", "A stream of one part.", [one]),
        ("parts-one-empty", "A stream of one part with no bytes.", [part(1, b"")]),
        ("parts-last-empty", "A stream whose last part is empty.", [one, part(2, b"")]),
        ("parts-two-streams", "Two streams, one after the other.", [one, two, part(1, path=b"t"), part(2, path=b"t")]),
        ("parts-long-name", "A part whose name is long only with its number.",
         [part(1, path=b"n" * 90), part(2, path=b"n" * 90)]),
        ("parts-in-folder", "A stream in a folder.", [Member(b"d", FOLDER, 0o755), part(1, path=b"d/s"), part(2, path=b"d/s")]),
    ]:
        kit.good(name, what, members=members)
    for name, what, members in [
        ("part-gap", "Parts 1 and 3.", [one, three]),
        ("part-from-2", "The first part has number 2.", [two]),
        ("part-from-2-after-stream", "Part 2 of another stream follows part 1.", [one, part(2, path=b"t")]),
        ("part-repeated", "Part 1 twice.", [one, one]),
        ("part-order", "Part 2 before part 1.", [two, one]),
        ("part-0-then-1", "A file, and then part 1 of the same path.", [part(0), one]),
        ("part-1-then-0", "Part 1, and then a file of the same path.", [one, part(0)]),
        ("part-apart", "The parts are not consecutive.", [one, other, two]),
        ("part-mode-differs", "Two parts with different modes.", [one, part(2, mode=0o600)]),
        ("part-mtime-differs", "Two parts with different dates.", [one, part(2, mtime=6)]),
        ("part-middle-empty", "A part before the last has no bytes.", [one, part(2, b""), three]),
        ("part-first-empty", "The first of two parts has no bytes.", [part(1, b""), two]),
    ]:
        kit.bad(name, what, inner=inner(members))


# ---------------------------------------------------------------- Section 5.2: the tar

def tar_edit(offset, new, checksum=True):
    """The sample's tar with bytes of one header changed, and its checksum made to fit."""
    data = at(offset, new)(v.tar(SAMPLE))
    start = offset // 512 * 512
    block = at(148, b" " * 8)(data[start:start + 512])
    if checksum:
        block = at(148, v.octal(sum(block), 6) + b" ")(block)
        data = data[:start] + block + data[start + 512:]
    return data


def tars(kit):
    pieces = [v.tar_header(m) + m.content + v.fill(m.size) for m in SAMPLE]
    end = bytes(1024)
    # Where the headers are: the folder at 0, the link at 512, plan.txt at 1024 (content at 1536), list.csv at 2048.
    for name, what, archive in [
        ("tar-header-differs", "The tar names a file otherwise than the index.", tar_edit(1024, b"docs/PLAN.txt")),
        ("tar-folder-without-slash", "The tar's name of a folder lacks the slash.", tar_edit(4, b"\0")),
        ("tar-mode-differs", "The tar has another mode.", tar_edit(1024 + 100, b"0000755")),
        ("tar-mode-with-space", "The mode ends with a space.", tar_edit(1024 + 107, b" ")),
        ("tar-uid", "The tar has an owner.", tar_edit(1024 + 108, b"0001750")),
        ("tar-owner-name", "The tar has an owner's name.", tar_edit(1024 + 265, b"root")),
        ("tar-mtime-differs", "The tar has another date.", tar_edit(1024 + 136, b"00000000000")),
        ("tar-size-differs", "The tar has another size, of the same number of blocks.", tar_edit(1024 + 124, b"00000000001")),
        ("tar-type-differs", "The tar has a regular file of the old type.", tar_edit(1024 + 156, b"\0")),
        ("tar-link-differs", "The tar has another link target.", tar_edit(512 + 157, b"list.csv")),
        ("tar-magic-gnu", "The tar has the magic of GNU tar.", tar_edit(1024 + 257, b"ustar  \0")),
        ("tar-device", "The device number is empty.", tar_edit(1024 + 329, bytes(8))),
        ("tar-prefix", "The tar uses the prefix field of ustar.",
         tar_prefix(at(1024, b"plan.txt".ljust(100, b"\0"))(v.tar(SAMPLE)))),
        ("tar-header-end", "The last byte of a header is not zero.", tar_edit(1024 + 511, b"\1")),
        ("tar-checksum", "A header has a wrong checksum.", tar_edit(1024 + 148, b"007777", checksum=False)),
        ("tar-checksum-form", "The checksum ends with a space and a zero byte.",
         tar_edit(1024 + 154, b" \0", checksum=False)),
        ("tar-content-padding", "A byte after a file's content is not zero.", tar_edit(1536 + 100, b"\1", checksum=False)),
        ("tar-trailing-nonzero", "The last byte of the tar is not zero.", b"".join(pieces) + end[:-1] + b"\1"),
        ("tar-end-first-block", "The first of the two blocks at the end is not zero.", b"".join(pieces) + b"\1" + end[1:]),
        ("tar-end-short", "One block of zeros at the end.", b"".join(pieces) + end[:512]),
        ("tar-end-long", "Three blocks of zeros at the end.", b"".join(pieces) + end + end[:512]),
        ("tar-end-to-10240", "The tar is filled up to 10,240 bytes.", (b"".join(pieces) + end).ljust(10240, b"\0")),
        ("tar-member-more", "The tar has a member that the index has not.",
         b"".join(pieces) + v.tar_header(Member(b"zz")) + end),
        ("tar-member-more-after-end", "A member follows the end of the tar.",
         b"".join(pieces) + end + v.tar_header(Member(b"zz")) + end),
        ("tar-member-missing", "The tar lacks the last member.", b"".join(pieces[:3]) + end),
        ("tar-member-order", "Two members of the tar changed places.",
         b"".join([pieces[0], pieces[2], pieces[1], pieces[3]]) + end),
        ("tar-pax-not-needed", "A pax header where none is needed.",
         b"".join([pieces[0], pax(v.pax_record(b"path", b"docs/latest"))] + pieces[1:]) + end),
        ("tar-pax-global", "A global pax header at the beginning.",
         pax(v.pax_record(b"comment", b"x"), b"g") + b"".join(pieces) + end),
    ]:
        assert archive != v.tar(SAMPLE), name
        kit.bad(name, what, inner=inner(archive=archive))
    path = b"caf\xe9"
    member, plain = Member(path, mtime=-5), v.ustar(path, 0o644, 0, 0, FILE)
    charset, name_record = v.pax_record(b"hdrcharset", b"BINARY"), v.pax_record(b"path", path)
    time = v.pax_record(b"mtime", b"-5")
    for name, what, records in [
        ("pax-order", "The pax records are in another order.", charset + time + name_record),
        ("pax-record-more", "A pax record that no table lists.", charset + name_record + time + v.pax_record(b"comment", b"x")),
        ("pax-record-missing", "The pax record of the path is missing.", charset + time),
        ("pax-charset-missing", "The name is not UTF-8 and nothing says so.", name_record + time),
        ("pax-mtime-fraction", "The date in pax has a fraction.", charset + name_record + v.pax_record(b"mtime", b"-5.0")),
        ("pax-path-differs", "The path in pax is not the one of the index.", charset + v.pax_record(b"path", b"caf\xe8") + time),
        ("pax-length-with-zero", "The length of a record begins with a zero.", charset + name_record + b"013 mtime=-5\n"),
    ]:
        kit.bad(name, what, inner=inner([member], archive=pax(records) + plain + end))
    # " path=", 90 bytes and LF are 97: both "99" and "100" count themselves rightly. So for 1 byte with "9" and "10".
    two_lengths = Member(b"\xff" * 90)
    plain = v.ustar(two_lengths.path, 0o644, 0, 0, FILE)
    smallest, longer = (charset + length + b" path=" + two_lengths.path + b"\n" for length in (b"99", b"100"))
    note = "The page does not say which LENGTH it is where two are right."
    kit.good("pax-length-smallest", "Names for which a pax record has two possible lengths; the smaller is used.", note=note,
             members=[two_lengths, Member(b"\xff" * 91)], inner=inner([two_lengths, Member(b"\xff" * 91)], archive=b"".join(
                 [pax(smallest), plain, v.tar_header(Member(b"\xff" * 91)), end])))
    kit.bad("pax-length-not-smallest", "A pax record with the larger of two possible lengths.", note=note,
            inner=inner([two_lengths], archive=pax(longer) + plain + end))
    kit.bad("pax-missing", "A name of 101 bytes, and no pax header.",
            inner=inner([Member(b"n" * 101)], archive=v.ustar(b"n" * 101, 0o644, 0, 0, FILE) + end))
    kit.bad("pax-content-end", "A byte after the pax records is not zero.",
            inner=inner([member], archive=at(1023, b"\1")(v.tar([member]))))
    kit.bad("pax-header-name", "The pax header has another name.",
            inner=inner([member], archive=pax(charset + name_record + time, header=b"PaxHeaders/x") + plain + end))


def tar_prefix(data):
    block = at(345, b"docs")(data[1024:1536])
    block = at(148, b" " * 8)(block)
    return at(1024, at(148, v.octal(sum(block), 6) + b" ")(block))(data)


def pax(records, kind=b"x", header=b"tuckbox/pax"):
    return v.ustar(header, 0o644, len(records), 0, kind[0]) + records + v.fill(len(records))


# ---------------------------------------------------------------- All of it

def main(directory):
    kit = Kit(directory)
    for cases in (good_slots, wrong_keys, sizes, payload_edges, copies, headers, slots_refused, two_keys, messages,
                  inner_forms, names, indexes, links, parts, tars):
        cases(kit)
    kit.write("kit.json", json.dumps(kit.cases, indent=1, ensure_ascii=False).encode() + b"\n")
    return kit.cases


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python3 make_kit.py OUTDIR")
    print(len(main(sys.argv[1])), "cases")
