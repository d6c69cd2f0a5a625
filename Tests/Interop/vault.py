#!/usr/bin/env python3
"""A second implementation of Docs/FORMAT.md, written from that page alone.

It exists to be compared with the first: section numbers and names are those of
the page, in its order. It is for tests and for people who want to see that the
page is enough; the writer holds the whole vault in memory.
"""

import argparse
import hashlib
import hmac
import mmap
import os
import stat
import struct
import sys
import time
import unicodedata
from dataclasses import dataclass, field
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NOT_A_VAULT, WRONG_KEY, DAMAGED, TOO_NEW = 10, 12, 13, 14


class VaultError(Exception):
    def __init__(self, kind, message):
        super().__init__(message)
        self.kind = kind


class SecretError(Exception):
    """What was given is not a passphrase, a key file or a recovery key at all."""


def damaged(message):
    return VaultError(DAMAGED, message)


# ---------------------------------------------------------------- 1. Conventions

CHUNK, TAG, PREFIX = 16384, 16, 56
STORED_CHUNK = CHUNK + TAG


def D(text):
    return text.encode("ascii") + b"\0"


def hkdf_extract(algorithm, salt, key_material):
    return hmac.digest(salt or bytes(hashlib.new(algorithm).digest_size), key_material, algorithm)


def hkdf_expand(algorithm, key, info, length):
    output = block = b""
    counter = 0
    while len(output) < length:
        counter += 1
        block = hmac.digest(key, block + info + bytes([counter]), algorithm)
        output += block
    return output[:length]


class MessageKeys(NamedTuple):
    key: bytes
    base_nonce: bytes
    commitment: bytes


def message_keys(key, salt, context):
    info = b"c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\0" + salt + context
    output = hkdf_expand("sha512", key, info, 76)
    return MessageKeys(output[:32], output[32:44], output[44:])


def chunk_nonce(base_nonce, number):
    return (int.from_bytes(base_nonce, "big") ^ number).to_bytes(12, "big")


def seal(key, context, salt, plaintext):
    """A Cobblestone-256 message."""
    keys = message_keys(key, salt, context)
    cipher = AESGCM(keys.key)
    parts = [salt, keys.commitment]
    for number in range(len(plaintext) // CHUNK + 1):
        chunk = plaintext[number * CHUNK:(number + 1) * CHUNK]
        parts.append(cipher.encrypt(chunk_nonce(keys.base_nonce, number), chunk, None))
    return b"".join(parts)


class BadMessage(Exception):
    pass


class Message:
    """A Cobblestone-256 message whose commitment and last chunk were checked.

    Any other chunk is checked when it is read.
    """

    def __init__(self, key, context, stored):
        body = len(stored) - PREFIX
        if len(key) != 32 or body < TAG or body % STORED_CHUNK < TAG:
            raise BadMessage("length")
        keys = message_keys(key, bytes(stored[:24]), context)
        if not hmac.compare_digest(keys.commitment, bytes(stored[24:PREFIX])):
            raise BadMessage("commitment")
        self.stored = stored
        self.cipher = AESGCM(keys.key)
        self.base_nonce = keys.base_nonce
        self.count = body // STORED_CHUNK + 1
        self.length = body - TAG * self.count
        self.held = (None, b"")
        self.chunk(self.count - 1)

    def chunk(self, number):
        if self.held[0] != number:
            start = PREFIX + number * STORED_CHUNK
            stored = bytes(self.stored[start:start + STORED_CHUNK])
            try:
                plain = self.cipher.decrypt(chunk_nonce(self.base_nonce, number), stored, None)
            except InvalidTag:
                raise BadMessage(f"chunk {number}") from None
            self.held = (number, plain)
        return self.held[1]

    def blocks(self, start, end):
        if not 0 <= start <= end <= self.length:
            raise BadMessage("reading past the end")
        while start < end:
            number, offset = divmod(start, CHUNK)
            block = self.chunk(number)[offset:offset + end - start]
            yield block
            start += len(block)

    def read(self, start, end):
        return b"".join(self.blocks(start, end))


def _crc_table():
    table = []
    for value in range(256):
        for _ in range(8):
            value = value >> 1 ^ (0x82F63B78 if value & 1 else 0)
        table.append(value)
    return table


CRC_TABLE = _crc_table()
CRC_COLUMNS = [bytes(value >> 8 * k & 0xFF for value in CRC_TABLE) for k in range(4)]


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc = CRC_TABLE[(crc ^ byte) & 0xFF] ^ crc >> 8
    return crc ^ 0xFFFFFFFF


def crc32c_side_by_side(data, length):
    """The CRCs of equally long pieces, one byte of all of them at a time: a loop over each byte would take minutes."""
    count = len(data) // length
    ones = int.from_bytes(b"\xff" * count, "big")
    crc = [ones] * 4
    for offset in range(length):
        column = int.from_bytes(data[offset::length], "big")
        index = (crc[0] ^ column).to_bytes(count, "big")
        step = [int.from_bytes(index.translate(table), "big") for table in CRC_COLUMNS]
        crc = [crc[1] ^ step[0], crc[2] ^ step[1], crc[3] ^ step[2], step[3]]
    rows = zip(*((value ^ ones).to_bytes(count, "big") for value in crc))
    return [int.from_bytes(bytes(row), "little") for row in rows]


def crc_table(payload):
    """The CRC-32C of each stored chunk."""
    full = (len(payload) - PREFIX) // STORED_CHUNK
    crcs = []
    for first in range(0, full, 1024):
        last = min(first + 1024, full)
        data = bytes(payload[PREFIX + first * STORED_CHUNK:PREFIX + last * STORED_CHUNK])
        crcs += crc32c_side_by_side(data, STORED_CHUNK)
    crcs.append(crc32c(bytes(payload[PREFIX + full * STORED_CHUNK:])))
    return struct.pack(f">{full + 1}I", *crcs)


# ---------------------------------------------------------------- 2. The file

COPY = 4096


def payload_length(data):
    """The L that the size of the file determines; the L field must agree."""
    full, rest = divmod(len(data) - 8200 - 4 - PREFIX, STORED_CHUNK + 4)
    length = full * STORED_CHUNK + rest + PREFIX
    if len(data) < 8200 + 4 + PREFIX + TAG or not TAG <= rest < STORED_CHUNK:
        raise damaged("no vault has this size")
    if int.from_bytes(data[-COPY - 8:-COPY], "big") != length:
        raise damaged("the length field does not agree with the size")
    return length


def tail(payload):
    return crc_table(payload) + struct.pack(">Q", len(payload))


# ---------------------------------------------------------------- 3. The header copy

FINDER_MAGIC, MAGIC = b"TUCKBOX VAULT ", b"TKBXVLT0"
TWO_FACTORS = 1
FINDER_TEXT = b"""TUCKBOX VAULT 0
This file is locked. It holds files that only people with its passphrase
or its recovery key can read. Nothing in it can be read without them.

To open it, use tuckbox, or any program that follows the published format.

If you found it, please give it back to whoever it belongs to, or hand it in
at the office of the school or the organisation where you found it.
"""


class Copy:
    def __init__(self, raw):
        self.raw = bytes(raw)
        self.finder = self.raw[:1024]
        self.fixed = self.raw[1024:1536]
        self.prefix = self.raw[1536:1592]
        self.seq, self.place, self.slot_count = struct.unpack(">QBB", self.raw[1592:1602])
        self.slots = [self.raw[1664 + 256 * k:1664 + 256 * (k + 1)] for k in range(8)]
        self.mac = self.raw[4000:4064]
        self.checksum = self.raw[4064:]
        self.magic, self.version, self.flags, self.vault_id, self.created, self.label_length = \
            struct.unpack(">8sHH16sQB", self.fixed[:37])

    def is_good(self, place):
        return self.place == place and hashlib.sha256(self.raw[:4064]).digest() == self.checksum

    def mac_is_right(self, key):
        return hmac.compare_digest(hmac.digest(key, self.raw[:4000], "sha512"), self.mac)

    @property
    def used_slots(self):
        return self.slots[:self.slot_count]

    @property
    def label(self):
        return self.fixed[37:37 + self.label_length].decode("ascii")


def has_magic(data):
    starts = [0] + [len(data) - COPY] * (len(data) >= COPY)
    return any(data[start:start + 14] == FINDER_MAGIC or data[start + 1024:start + 1032] == MAGIC for start in starts)


def choose_copy(data):
    """The chosen copy, the other one if it is good too, and what has to be said about them."""
    good = []
    if len(data) >= COPY:
        ends = [Copy(data[:COPY]), Copy(data[-COPY:])]
        good = [copy for place, copy in enumerate(ends) if copy.is_good(place)]
    if not good:
        raise damaged("both copies of the header are damaged") if has_magic(data) \
            else VaultError(NOT_A_VAULT, "this is not a vault")
    if any(copy.magic != MAGIC for copy in good):
        raise damaged("a header without the magic")
    if any(copy.version != 0 or copy.flags & ~TWO_FACTORS for copy in good):
        raise VaultError(TOO_NEW, "this vault was made by a newer version")
    if len(good) == 1:
        return good[0], None, [f"header copy {'BA'[good[0].place]} is damaged"]
    a, b = good
    if a.raw[1024:1592] != b.raw[1024:1592]:
        raise damaged("the two header copies belong to different vaults")
    if a.seq == b.seq:
        if a.raw[:1600] != b.raw[:1600] or a.raw[1601:4000] != b.raw[1601:4000]:
            raise damaged("the two header copies differ")
        return a, b, []
    chosen, other = (a, b) if a.seq > b.seq else (b, a)
    return chosen, other, [f"header copy {'AB'[other.place]} is older: a change was interrupted, or it was put back"]


def require_zero(data, what):
    if any(data):
        raise damaged(f"bytes that must be zero are not: {what}")


def check_copy(copy):
    if not copy.finder.startswith(FINDER_MAGIC + b"0\n") or not all(0x20 <= c <= 0x7E or c == 0x0A for c in copy.finder):
        raise damaged("finder text")
    label = copy.fixed[37:100]
    if copy.label_length > 63 or not all(0x20 <= c <= 0x7E for c in label[:copy.label_length]):
        raise damaged("label")
    require_zero(label[copy.label_length:], "after the label")
    require_zero(copy.fixed[100:], "end of the fixed part")
    require_zero(copy.raw[1602:1664], "after the slot count")
    require_zero(copy.raw[3712:4000], "after the slots")
    if not 1 <= copy.slot_count <= 8:
        raise damaged("slot count")
    require_zero(b"".join(copy.slots[copy.slot_count:]), "unused slots")
    for slot in copy.used_slots:
        check_slot(slot, copy.flags)
    # Python's integers do not overflow; elsewhere this sum needs 64 bits.
    if sum(rounds for _, rounds in {salt_and_rounds(s) for s in copy.used_slots if s[0] != RECOVERY}) > MAX_ROUNDS:
        raise damaged("more rounds than a reader may be asked for")


# ---------------------------------------------------------------- 4. Keys and slots

PASSPHRASE, KEY_FILE, RECOVERY = 1, 2, 3
MIN_ROUNDS, MAX_ROUNDS = 210_000, 10_000_000
P256 = (1 << 256) - (1 << 224) + (1 << 192) + (1 << 96) - 1
P256_B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B


def payload_key(content_key):
    return hkdf_expand("sha512", content_key, D("tuckbox.vault/v0/payload"), 32)


def header_key(content_key):
    return hkdf_expand("sha512", content_key, D("tuckbox.vault/v0/header"), 32)


def slot_context(vault_id, slot):
    return D("tuckbox.vault/v0/slot") + vault_id + slot[:152]


def is_point(encoded):
    x, y = int.from_bytes(encoded[1:33], "big"), int.from_bytes(encoded[33:], "big")
    return encoded[0] == 4 and x < P256 and y < P256 and (y * y - (x * x * x - 3 * x + P256_B)) % P256 == 0


def salt_and_rounds(slot):
    return slot[8:40], int.from_bytes(slot[4:8], "big")


def check_slot(slot, flags):
    require_zero(slot[1:4], "after the slot type")
    if slot[0] == RECOVERY:
        require_zero(slot[134:152], "in a recovery slot")
        if not is_point(slot[4:69]) or not is_point(slot[69:134]):
            raise damaged("a recovery slot with a bad point")
    elif slot[0] in (PASSPHRASE, KEY_FILE):
        require_zero(slot[40:152], "in a slot")
        if salt_and_rounds(slot)[1] < MIN_ROUNDS:
            raise damaged("too few rounds")
        if slot[0] == PASSPHRASE and flags & TWO_FACTORS:
            raise damaged("a passphrase slot where two factors are required")
    else:
        raise damaged("slot type")


class Derivations:
    """PBKDF2, each distinct (passphrase, salt, rounds) once."""

    def __init__(self):
        self.known = {}

    def __call__(self, passphrase, salt, rounds):
        which = (passphrase, salt, rounds)
        if which not in self.known:
            self.known[which] = hashlib.pbkdf2_hmac("sha512", passphrase, salt, rounds, 32)
        return self.known[which]


def kek2(kek1, key_file, salt):
    return hkdf_expand("sha512", hkdf_extract("sha512", salt, kek1 + key_file), D("tuckbox.vault/v0/kek2"), 32)


# HPKE base mode (RFC 9180) for one suite, of which only Export is used.

KEM_SUITE = b"KEM" + struct.pack(">H", 0x0010)
HPKE_SUITE = b"HPKE" + struct.pack(">HHH", 0x0010, 0x0001, 0x0002)


def labeled_extract(suite, salt, label, key_material):
    return hkdf_extract("sha256", salt, b"HPKE-v1" + suite + label + key_material)


def labeled_expand(suite, key, label, info, length):
    return hkdf_expand("sha256", key, struct.pack(">H", length) + b"HPKE-v1" + suite + label + info, length)


def encode_point(public_key):
    return public_key.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


def derive_key_pair(key_material):
    key = labeled_extract(KEM_SUITE, b"", b"dkp_prk", key_material)
    order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
    for counter in range(256):
        scalar = int.from_bytes(labeled_expand(KEM_SUITE, key, b"candidate", bytes([counter]), 32), "big")
        if 0 < scalar < order:
            return ec.derive_private_key(scalar, ec.SECP256R1())
    raise ValueError("no key pair")


def kem_shared_secret(own_private, other_point, enc, recipient_point):
    other = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), other_point)
    dh = own_private.exchange(ec.ECDH(), other)
    key = labeled_extract(KEM_SUITE, b"", b"eae_prk", dh)
    return labeled_expand(KEM_SUITE, key, b"shared_secret", enc + recipient_point, 32)


class KeySchedule(NamedTuple):
    context: bytes
    secret: bytes
    exporter_secret: bytes

    def export(self, exporter_context, length):
        return labeled_expand(HPKE_SUITE, self.exporter_secret, b"sec", exporter_context, length)


def key_schedule(shared_secret, info):
    psk_id_hash = labeled_extract(HPKE_SUITE, b"", b"psk_id_hash", b"")
    info_hash = labeled_extract(HPKE_SUITE, b"", b"info_hash", info)
    context = b"\0" + psk_id_hash + info_hash
    secret = labeled_extract(HPKE_SUITE, shared_secret, b"secret", b"")
    return KeySchedule(context, secret, labeled_expand(HPKE_SUITE, secret, b"exp", context, 32))


def kek3(shared_secret, vault_id):
    info = D("tuckbox.vault/v0/recovery") + vault_id
    return key_schedule(shared_secret, info).export(b"tuckbox.vault/v0/kek3", 32)


@dataclass
class Secrets:
    passphrase: bytes = None
    key_file: bytes = None
    recovery_key: ec.EllipticCurvePrivateKey = None


def slot_kek(slot, vault_id, secrets, derive):
    """The key that these secrets give for this slot, or None if they are not for it."""
    if slot[0] == RECOVERY:
        own = secrets.recovery_key
        if own is None or encode_point(own.public_key()) != slot[4:69]:
            return None
        enc = slot[69:134]
        return kek3(kem_shared_secret(own, enc, enc, slot[4:69]), vault_id)
    if secrets.passphrase is None or (slot[0] == KEY_FILE and secrets.key_file is None):
        return None
    salt, rounds = salt_and_rounds(slot)
    kek1 = derive(secrets.passphrase, salt, rounds)
    return kek1 if slot[0] == PASSPHRASE else kek2(kek1, secrets.key_file, salt)


def unlock(copy, secrets, derive):
    """The content key and the number of the slot that gave it."""
    for number, slot in enumerate(copy.used_slots):
        kek = slot_kek(slot, copy.vault_id, secrets, derive)
        if kek is not None:
            try:
                return Message(kek, slot_context(copy.vault_id, slot), slot[152:]).read(0, 32), number
            except BadMessage:
                pass
    raise VaultError(WRONG_KEY, "nothing that was given opens this vault")


def without_final_newline(data):
    return data[:-2] if data.endswith(b"\r\n") else data[:-1] if data.endswith(b"\n") else data


def read_passphrase(data):
    """The bytes to derive from, out of the bytes of a passphrase file."""
    data = without_final_newline(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise SecretError("the passphrase is not UTF-8") from None
    normal = unicodedata.normalize("NFC", text).encode("utf-8")
    if not text:
        raise SecretError("the passphrase is empty")
    if any(unicodedata.category(character) == "Cc" for character in text):
        raise SecretError("the passphrase has a control character")
    if max(len(data), len(normal)) > 1024:
        raise SecretError("the passphrase is longer than 1,024 bytes")
    return normal


BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
KEY_FILE_PREFIX = "tbkey"


def bech32m_remainder(values):
    prefix = [ord(c) >> 5 for c in KEY_FILE_PREFIX] + [0] + [ord(c) & 31 for c in KEY_FILE_PREFIX]
    remainder = 1
    for value in prefix + values:
        top = remainder >> 25
        remainder = (remainder & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            remainder ^= generator if top >> bit & 1 else 0
    return remainder ^ 0x2BC830A3


def read_key_file(data):
    try:
        text = without_final_newline(data).decode("ascii").replace(" ", "").replace("-", "").lower()
    except UnicodeDecodeError:
        raise SecretError("this is not a key file") from None
    values = [BECH32.find(character) for character in text[6:]]
    if text[:6] != KEY_FILE_PREFIX + "1" or len(values) != 32 or -1 in values or bech32m_remainder(values) != 0:
        raise SecretError("this is not a key file, or it was mistyped")
    bits = 0
    for value in values[:26]:
        bits = bits << 5 | value
    if bits & 3:
        raise SecretError("this is not a key file")
    return (bits >> 2).to_bytes(16, "big")


def write_key_file(key):
    bits = int.from_bytes(key, "big") << 2
    values = [bits >> 5 * k & 31 for k in reversed(range(26))]
    remainder = bech32m_remainder(values + [0] * 6)
    values += [remainder >> 5 * k & 31 for k in reversed(range(6))]
    return (KEY_FILE_PREFIX + "1" + "".join(BECH32[value] for value in values) + "\n").encode("ascii")


def read_recovery_public(pem):
    try:
        if b"-----BEGIN PUBLIC KEY-----" not in pem:
            raise ValueError
        key = serialization.load_pem_public_key(pem)
        if not isinstance(key.curve, ec.SECP256R1):
            raise ValueError
        return encode_point(key)
    except (ValueError, AttributeError):
        raise SecretError("this is not a recovery public key") from None


def read_recovery_private(pem, passphrase=None):
    try:
        encrypted = b"-----BEGIN ENCRYPTED PRIVATE KEY-----" in pem
        if not encrypted and b"-----BEGIN PRIVATE KEY-----" not in pem:
            raise ValueError
        key = serialization.load_pem_private_key(pem, passphrase if encrypted else None)
        if not isinstance(key.curve, ec.SECP256R1):
            raise ValueError
        return key
    except (ValueError, TypeError, AttributeError):
        raise SecretError("this is not a recovery key, or its passphrase is another") from None


# ---------------------------------------------------------------- 5. The payload

FOOTER_MAGIC = b"TKBXEND0"
MAX_COUNT, MAX_INDEX, PADDED_BELOW = 4_194_304, 536_870_912, 16_777_216


def payload_context(fixed):
    return D("tuckbox.vault/v0/context") + fixed


def padme(length):
    e = length.bit_length() - 1
    mask = (1 << e - e.bit_length()) - 1
    return (length + mask) & ~mask


def padding(length):
    return padme(length) - length if length < PADDED_BELOW else 0


# ---------------------------------------------------------------- 5.1 Index

FILE, FOLDER, LINK = 0x30, 0x35, 0x32
RECORD = struct.Struct(">BBHIqQHH")


@dataclass
class Member:
    """One record of the index; content is bytes for the writer, Stored from the reader."""
    path: bytes
    kind: int = FILE
    mode: int = 0o644
    mtime: int = 0
    part: int = 0
    target: bytes = b""
    content: object = b""
    size: int = None

    def __post_init__(self):
        if self.size is None:
            self.size = len(self.content)


@dataclass
class Stored:
    """Content that is still in the vault, and decrypted when it is asked for."""
    message: Message
    start: int
    end: int

    def blocks(self):
        return self.message.blocks(self.start, self.end)

    def __bytes__(self):
        return b"".join(self.blocks())


def record(member):
    return RECORD.pack(member.kind, 0, member.mode, member.part, member.mtime, member.size,
                       len(member.path), len(member.target)) + member.path + member.target


def order(path):
    return path.replace(b"/", b"\0")


def parse_index(data, count):
    members, position = [], 0
    while position < len(data):
        if position + RECORD.size > len(data):
            raise damaged("index: half a record")
        kind, zero, mode, part, mtime, size, path_length, target_length = RECORD.unpack_from(data, position)
        position += RECORD.size
        end = position + path_length + target_length
        if zero or end > len(data) or len(members) == count:
            raise damaged("index: bad record")
        names = data[position:end]
        members.append(Member(names[:path_length], kind, mode, mtime, part, names[path_length:], size=size))
        position = end
    if len(members) != count:
        raise damaged("index: number of records")
    return members


def is_path(path):
    return 1 <= len(path) <= 4095 and b"\0" not in path \
        and all(1 <= len(name) <= 255 and name not in (b".", b"..") for name in path.split(b"/"))


def is_target(target, path):
    if not 1 <= len(target) <= 4095 or b"\0" in target:
        return False
    depth = path.count(b"/") + 1
    names = target.split(b"/")
    ups = 0
    while ups < len(names) and names[ups] == b"..":
        ups += 1
    rest_is_plain = all(name not in (b"", b".", b"..") for name in names[ups:])
    return depth >= 2 and ups <= depth - 2 and (rest_is_plain or target == b".")


def check_record(member):
    if member.kind not in (FILE, FOLDER, LINK):
        raise damaged("index: type")
    if member.mode > 0o777:
        raise damaged("index: mode")
    if not is_path(member.path):
        raise damaged("index: path")
    if member.kind != FILE and (member.part or member.size):
        raise damaged("index: only files have parts or a size")
    if member.kind == LINK and not is_target(member.target, member.path):
        raise damaged("index: link target")
    if member.kind != LINK and member.target:
        raise damaged("index: only links have a target")


def continues(member, before):
    """Whether this is the next part of the stream that the record before belongs to."""
    return before is not None and before.kind == member.kind == FILE and before.part >= 1 and before.size >= 1 \
        and member.part == before.part + 1 \
        and (member.path, member.mode, member.mtime) == (before.path, before.mode, before.mtime)


def check_index(members):
    folders, before = set(), None
    for member in members:
        check_record(member)
        if not continues(member, before):
            if member.part > 1:
                raise damaged("index: a part without the one before")
            if before is not None and order(member.path) <= order(before.path):
                raise damaged("index: order")
            if b"/" in member.path and member.path.rpartition(b"/")[0] not in folders:
                raise damaged("index: no folder for a path")
        if member.kind == FOLDER:
            folders.add(member.path)
        before = member


# ---------------------------------------------------------------- 5.2 Tar

BLOCK, LARGE = 512, 1 << 33


def octal(value, digits):
    return f"{value:0{digits}o}".encode("ascii") + b"\0"


def ustar(name, mode, size, mtime, kind, target=b""):
    block = bytearray(BLOCK)

    def put(offset, data):
        block[offset:offset + len(data)] = data

    put(0, name[:100])
    put(100, octal(mode, 7) + octal(0, 7) + octal(0, 7) + octal(size, 11) + octal(mtime, 11))
    put(148, b" " * 8)
    put(156, bytes([kind]))
    put(157, target[:100])
    put(257, b"ustar\x0000")
    put(329, octal(0, 7) + octal(0, 7))
    put(148, octal(sum(block), 6) + b" ")
    return bytes(block)


def pax_record(key, value):
    # Counted up from below: sometimes two lengths count themselves rightly, and this finds the smaller.
    rest = b" " + key + b"=" + value + b"\n"
    length = len(rest)
    while length != len(rest) + len(str(length)):
        length = len(rest) + len(str(length))
    return str(length).encode("ascii") + rest


def is_utf8(data):
    try:
        data.decode("utf-8")
        return True
    except UnicodeDecodeError:
        return False


def needs_pax(name):
    return len(name) > 100 or any(byte > 0x7F for byte in name)


def tar_name(member):
    if member.part:
        return member.path + b"/part%06d" % member.part
    return member.path + b"/" * (member.kind == FOLDER)


def fill(length):
    """Zeros up to a multiple of the block."""
    return bytes(-length % BLOCK)


def pax_records(member):
    name = tar_name(member)
    records = b""
    if not is_utf8(name) or not is_utf8(member.target):
        records += pax_record(b"hdrcharset", b"BINARY")
    if needs_pax(name):
        records += pax_record(b"path", name)
    if needs_pax(member.target):
        records += pax_record(b"linkpath", member.target)
    if member.size >= LARGE:
        records += pax_record(b"size", b"%d" % member.size)
    if not 0 <= member.mtime < LARGE:
        records += pax_record(b"mtime", b"%d" % member.mtime)
    return records


def tar_header(member):
    records = pax_records(member)
    pax = ustar(b"tuckbox/pax", 0o644, len(records), 0, ord("x")) + records + fill(len(records)) if records else b""
    size = member.size if member.size < LARGE else 0
    mtime = member.mtime if 0 <= member.mtime < LARGE else 0
    return pax + ustar(tar_name(member), member.mode, size, mtime, member.kind, member.target)


def tar(members):
    parts = [tar_header(member) + member.content + fill(member.size) for member in members]
    return b"".join(parts) + bytes(2 * BLOCK)


def footer(tar_length, index_length, count):
    return FOOTER_MAGIC + struct.pack(">QQQ", tar_length, index_length, count)


def inner_form(members):
    archive, index = tar(members), b"".join(record(member) for member in members)
    zeros = bytes(padding(len(archive) + len(index) + 32))
    return archive + index + zeros + footer(len(archive), len(index), len(members))


def read_inner(message):
    """The tar's length and the members, when everything in the payload is as it must be."""
    end = message.length - 32
    if end < 0:
        raise damaged("no footer")
    foot = message.read(end, message.length)
    tar_length, index_length, count = struct.unpack(">QQQ", foot[8:])
    if foot[:8] != FOOTER_MAGIC or not 1 <= count <= MAX_COUNT or index_length > MAX_INDEX:
        raise damaged("footer")
    used = tar_length + index_length
    if used + padding(used + 32) != end:
        raise damaged("length of the inner form")
    for block in message.blocks(used, end):
        require_zero(block, "padding")
    members = parse_index(message.read(tar_length, used), count)
    check_index(members)
    check_tar(message, members, tar_length)
    return tar_length, members


def check_tar(message, members, tar_length):
    headers = sum(len(tar_header(member)) for member in members)
    if headers + sum(member.size + -member.size % BLOCK for member in members) + 2 * BLOCK != tar_length:
        raise damaged("tar: length")
    position = 0

    def expect(data):
        nonlocal position
        if message.read(position, position + len(data)) != data:
            raise damaged("tar: not the one of the index")
        position += len(data)

    for member in members:
        expect(tar_header(member))
        member.content = Stored(message, position, position + member.size)
        for _ in member.content.blocks():
            pass
        position += member.size
        expect(fill(member.size))
    expect(bytes(2 * BLOCK))


# ---------------------------------------------------------------- Opening and verifying

@dataclass
class Facts:
    version: int
    two_factors: bool
    vault_id: bytes
    created: int
    label: str
    seq: int
    slot_kinds: list
    opened_slot: int
    tar: Stored
    warnings: list = field(default_factory=list)


def as_data(source):
    if isinstance(source, (bytes, bytearray)):
        return bytes(source)
    with open(source, "rb") as file:
        if os.fstat(file.fileno()).st_size == 0:
            return b""
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def open_vault(source, secrets, derive=None, verify=False):
    """The facts of the header and the members. Every byte of the payload was checked when this returns."""
    data = as_data(source)
    copy, other, warnings = choose_copy(data)
    length = payload_length(data)
    check_copy(copy)
    content_key, number = unlock(copy, secrets, derive or Derivations())

    payload = memoryview(data)[COPY:COPY + length]
    if not copy.mac_is_right(header_key(content_key)):
        raise damaged("the header was altered")
    if payload[:PREFIX] != copy.prefix:
        raise damaged("header and payload do not belong together")
    try:
        message = Message(payload_key(content_key), payload_context(copy.fixed), payload)
        tar_length, members = read_inner(message)
    except BadMessage as problem:
        raise damaged(f"payload: {problem}") from None

    if crc_table(payload) != data[COPY + length:-COPY - 8]:
        warnings.append("the table of checksums is damaged")
    if verify:
        if warnings:
            raise damaged(warnings[0])
        if not other.mac_is_right(header_key(content_key)):
            raise damaged("the second header was altered")
    facts = Facts(copy.version, bool(copy.flags & TWO_FACTORS), copy.vault_id, copy.created, copy.label, copy.seq,
                  [slot[0] for slot in copy.used_slots], number, Stored(message, 0, tar_length), warnings)
    return facts, members


# ---------------------------------------------------------------- 6. Writing

@dataclass
class PassphraseSlot:
    """Type 1, or type 2 with a key file."""
    passphrase: bytes
    key_file: bytes = None
    rounds: int = 600_000
    salt: bytes = None

    def seal(self, content_key, vault_id, rng, derive):
        salt = self.salt or rng(32)
        kek = derive(self.passphrase, salt, self.rounds)
        kind = PASSPHRASE
        if self.key_file is not None:
            kind, kek = KEY_FILE, kek2(kek, self.key_file, salt)
        return seal_slot(struct.pack(">BxxxI32s", kind, self.rounds, salt), kek, content_key, vault_id, rng)


@dataclass
class RecoverySlot:
    public: bytes

    def seal(self, content_key, vault_id, rng, derive):
        ephemeral = derive_key_pair(rng(32))
        enc = encode_point(ephemeral.public_key())
        kek = kek3(kem_shared_secret(ephemeral, self.public, enc, self.public), vault_id)
        return seal_slot(struct.pack(">Bxxx65s65s", RECOVERY, self.public, enc), kek, content_key, vault_id, rng)


def seal_slot(head, kek, content_key, vault_id, rng):
    head = head.ljust(152, b"\0")
    return head + seal(kek, slot_context(vault_id, head), rng(24), content_key)


def fixed_part(vault_id, created, label=b"", flags=0, version=0):
    return struct.pack(">8sHH16sQB63s", MAGIC, version, flags, vault_id, created, len(label), label).ljust(512, b"\0")


def seal_copy(raw, content_key):
    """A header copy with its MAC and checksum, from its first 4,000 bytes."""
    raw = bytes(raw[:4000])
    raw += hmac.digest(header_key(content_key), raw, "sha512")
    return raw + hashlib.sha256(raw).digest()


def header_copy(place, content_key, fixed, prefix, slots, seq=1, finder=FINDER_TEXT):
    raw = finder.ljust(1024, b" ") + fixed + prefix + struct.pack(">QBB", seq, place, len(slots))
    return seal_copy((raw.ljust(1664, b"\0") + b"".join(slots)).ljust(4000, b"\0"), content_key)


def write_vault(members, slots, rng=os.urandom, created=None, label=b"", flags=0, seq=1, derive=None):
    """A vault. What is random is taken from rng in this order: the content key (32 bytes), the vault id (16), the
    payload's salt (24); then for each slot its salt (32, unless given) or the input of the ephemeral key pair (32,
    DeriveKeyPair of RFC 9180), and the salt of its message (24)."""
    members = sorted(members, key=lambda member: (order(member.path), member.part))
    check_index(members)
    created = int(time.time()) if created is None else created
    content_key, vault_id, salt = rng(32), rng(16), rng(24)
    fixed = fixed_part(vault_id, created, label, flags)
    payload = seal(payload_key(content_key), payload_context(fixed), salt, inner_form(members))
    derive = derive or Derivations()
    sealed = [slot.seal(content_key, vault_id, rng, derive) for slot in slots]
    a, b = (header_copy(place, content_key, fixed, payload[:PREFIX], sealed, seq) for place in (0, 1))
    for copy in (a, b):
        check_copy(Copy(copy))
    return a + payload + tail(payload) + b


# ---------------------------------------------------------------- The command line

def say(message):
    print(message, file=sys.stderr)


def gather(paths):
    """Members from the file system. What the format cannot hold is left out, and said."""
    members = []

    def add(full, path):
        info = os.lstat(full)
        member = Member(path, FILE, stat.S_IMODE(info.st_mode) & 0o777, info.st_mtime_ns // 10**9)
        if stat.S_ISDIR(info.st_mode):
            member.kind = FOLDER
        elif stat.S_ISLNK(info.st_mode):
            member.kind, member.target = LINK, os.readlink(full)
        elif stat.S_ISREG(info.st_mode):
            with open(full, "rb") as file:
                member.content = file.read()
            member.size = len(member.content)
        else:
            return say(f"note: not stored, it is no file, folder or link: {os.fsdecode(full)}")
        if member.kind == LINK and not is_target(member.target, path):
            return say(f"note: not stored, the link leads outside: {os.fsdecode(full)}")
        members.append(member)
        if member.kind == FOLDER:
            for name in os.listdir(full):
                add(os.path.join(full, name), path + b"/" + name)

    for path in map(os.fsencode, paths):
        add(path, os.path.basename(os.path.abspath(path)))
    return members


def open_folder(path, start):
    """A descriptor of a folder below start, one name at a time: so no link is followed, and no path is too long."""
    folder = os.dup(start)
    for name in path.split(b"/") if path else []:
        below = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=folder)
        os.close(folder)
        folder = below
    return folder


def set_time(name, mtime, folder):
    try:
        os.utime(name, (mtime, mtime), dir_fd=folder, follow_symlinks=False)
    except (OverflowError, OSError):
        say(f"note: this file system cannot hold the date {mtime}")


def extract(members, directory):
    os.makedirs(directory, exist_ok=True)
    root = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    for member in members:
        parent, _, name = member.path.rpartition(b"/")
        folder = open_folder(parent, root)
        if member.kind == FOLDER:
            os.mkdir(name, 0o700, dir_fd=folder)
        elif member.kind == LINK:
            os.symlink(member.target, name, dir_fd=folder)
            set_time(name, member.mtime, folder)
        else:
            how = os.O_APPEND if member.part > 1 else os.O_CREAT | os.O_EXCL
            with open(os.open(name, os.O_WRONLY | os.O_NOFOLLOW | how, 0o600, dir_fd=folder), "wb") as file:
                for block in member.content.blocks():
                    file.write(block)
            set_time(name, member.mtime, folder)
        os.close(folder)
    # Last and from the inside out: a folder may forbid writing, and what is put into it changes its date.
    for member in reversed(members):
        if member.kind != LINK:
            parent, _, name = member.path.rpartition(b"/")
            folder = open_folder(parent, root)
            os.chmod(name, member.mode, dir_fd=folder)
            if member.kind == FOLDER:
                set_time(name, member.mtime, folder)
            os.close(folder)
    os.close(root)


def read_file(path):
    with open(path, "rb") as file:
        return file.read()


def given_secrets(arguments):
    secrets = Secrets()
    if arguments.passphrase_file:
        secrets.passphrase = read_passphrase(read_file(arguments.passphrase_file))
    if arguments.key_file:
        secrets.key_file = read_key_file(read_file(arguments.key_file))
    if arguments.recovery_key:
        passphrase = arguments.recovery_passphrase_file and read_passphrase(read_file(arguments.recovery_passphrase_file))
        secrets.recovery_key = read_recovery_private(read_file(arguments.recovery_key), passphrase)
    return secrets


def command_open(arguments):
    facts, members = open_vault(arguments.vault, given_secrets(arguments), verify=arguments.command == "verify")
    for warning in facts.warnings:
        say(f"warning: {warning}")
    if arguments.command == "open":
        extract(members, arguments.output)


def command_wrap(arguments):
    slots = []
    if arguments.passphrase_file:
        key = arguments.key_file and read_key_file(read_file(arguments.key_file))
        slots.append(PassphraseSlot(read_passphrase(read_file(arguments.passphrase_file)), key, arguments.rounds))
    slots += [RecoverySlot(read_recovery_public(read_file(path))) for path in arguments.recovery_key]
    flags = TWO_FACTORS if arguments.passphrase_file and arguments.key_file else 0
    vault = write_vault(gather(arguments.path), slots, label=arguments.label.encode(), flags=flags)
    unfinished = arguments.output + ".unfinished"
    with open(unfinished, "xb") as file:
        file.write(vault)
        file.flush()
        os.fsync(file.fileno())
    os.rename(unfinished, arguments.output)


def parse_arguments():
    parser = argparse.ArgumentParser(description="Open, verify and make vaults (Docs/FORMAT.md).")
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("open", "verify"):
        command = commands.add_parser(name)
        command.add_argument("vault")
        command.add_argument("--passphrase-file")
        command.add_argument("--key-file")
        command.add_argument("--recovery-key", help="PEM file of the private key")
        command.add_argument("--recovery-passphrase-file", help="the passphrase of that file, if it is encrypted")
        if name == "open":
            command.add_argument("-o", "--output", required=True, help="folder to write to")
    command = commands.add_parser("wrap")
    command.add_argument("path", nargs="+")
    command.add_argument("-o", "--output", required=True, help="the vault")
    command.add_argument("--passphrase-file")
    command.add_argument("--key-file")
    command.add_argument("--recovery-key", action="append", default=[], help="PEM file of the public key; repeatable")
    command.add_argument("--label", default="")
    command.add_argument("--rounds", type=int, default=600_000)
    arguments = parser.parse_args()
    if arguments.command == "wrap" and not (arguments.passphrase_file or arguments.recovery_key):
        parser.error("a vault needs a passphrase or a recovery key")
    return arguments


def main():
    arguments = parse_arguments()
    try:
        command_wrap(arguments) if arguments.command == "wrap" else command_open(arguments)
    except VaultError as problem:
        say(f"error: {problem}")
        return problem.kind
    except SecretError as problem:
        say(f"error: {problem}")
        return 2
    except OSError as problem:
        say(f"error: {problem}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
