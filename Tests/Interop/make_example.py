#!/usr/bin/env python3
"""Writes Docs/FORMAT-example.md, and beside this program the vault that it explains and the secrets that open it.

Everything is computed from the constants below, so the same files come out each time.
"""

import hashlib
import os
import struct
import textwrap

from cryptography.hazmat.primitives import serialization

import vault as v
from vault import FILE, FOLDER, LINK, Member

HERE = os.path.dirname(os.path.abspath(__file__))
DOCUMENT = os.path.join(HERE, "..", "..", "Docs", "FORMAT-example.md")

PASSPHRASE = b"seven grey owls at noon"
KEY = bytes(range(0xF0, 0x100))
RECOVERY = v.derive_key_pair(b"\x41" * 32)
DERIVE = v.Derivations()
CREATED, LABEL, ROUNDS = 1767225600, b"Worked example", 600_000
MEMBERS = [
    Member(b"notes", FOLDER, 0o755, 1767225600),
    Member(b"notes/hello.txt", FILE, 0o644, 1767225660, content=b"Hello, vault.\n"),
]
RANDOM = {
    "content_key": bytes(range(0x20)),
    "vault_id": bytes(range(0xA0, 0xB0)),
    "payload_salt": bytes(range(0x50, 0x68)),
    "salt_1": b"\x11" * 32, "message_salt_1": b"\x12" * 24,
    "salt_2": b"\x21" * 32, "message_salt_2": b"\x22" * 24,
    "ephemeral": b"\x31" * 32, "message_salt_3": b"\x32" * 24,
}

# ---------------------------------------------------------------- The page


class Page:
    def __init__(self):
        self.lines = []

    def text(self, *paragraphs):
        for paragraph in paragraphs:
            self.lines += [*textwrap.wrap(paragraph, 120, break_on_hyphens=False), ""]

    def values(self, **named):
        self.lines.append("```")
        width = max(map(len, named))
        for name, value in named.items():
            rows = [value] if isinstance(value, str) else hex_rows(value)
            for row in rows:
                self.lines.append(f"{name:{width}}  {row}")
                name = ""
        self.lines += ["```", ""]

    def dump(self, data):
        """Offsets and bytes; rows of zeros are left out."""
        self.lines.append("```")
        skipped = False
        for offset in range(0, len(data), 32):
            row = data[offset:offset + 32]
            if any(row):
                self.lines.append(f"{offset:5}  {row.hex()}")
            elif not skipped:
                self.lines.append("    …  zeros")
            skipped = not any(row)
        self.lines += ["```", ""]


def hex_rows(data):
    return [data[k:k + 32].hex() for k in range(0, len(data), 32)]


def scalar(private):
    return private.private_numbers().private_value.to_bytes(32, "big")


def describe():
    """The page, without the accumulated hash, and the vault."""
    values = iter(RANDOM.values())
    data = v.write_vault(MEMBERS, [v.PassphraseSlot(PASSPHRASE, None, ROUNDS), v.PassphraseSlot(PASSPHRASE, KEY, ROUNDS),
                                   v.RecoverySlot(v.encode_point(RECOVERY.public_key()))],
                         rng=lambda count: next(values), created=CREATED, label=LABEL, derive=DERIVE)
    copy = v.Copy(data[:4096])
    length = v.payload_length(data)
    page = Page()
    page.text("# A worked example", "This vault holds one folder with one small file, and opens in three ways. "
              "Section numbers are those of [`FORMAT.md`](FORMAT.md). The vault is `Tests/Interop/example.vault`, its "
              "secrets are beside it, and `Tests/Interop/make_example.py` makes this page. Bytes are in hexadecimal, "
              "32 to a line. What a real writer draws at random is a plain pattern here.")
    inputs(page)
    keys(page)
    index_and_tar(page)
    payload(page, copy, data[4096:4096 + length])
    passphrase_slots(page, copy)
    recovery_slot(page, copy)
    header(page, copy, data)
    whole_file(page, data, length)
    return page, data


def inputs(page):
    page.text("## Inputs", "The passphrase is the same for the first two slots. Flag bit 0 is clear: with it the first slot "
              "would be refused. The key file is the line below; its 16 bytes are `f0` to `ff`.")
    page.values(passphrase=PASSPHRASE.decode(), key_file=v.write_key_file(KEY).decode().strip(), key_bytes=KEY,
                recovery_key=scalar(RECOVERY), pkR=v.encode_point(RECOVERY.public_key()),
                label=LABEL.decode(), created=f"{CREATED} (2026-01-01T00:00:00Z)", rounds=f"{ROUNDS}")
    page.text("The random values, in the order in which this writer draws them. The ephemeral key pair of the recovery slot "
              "is made from 32 random bytes with DeriveKeyPair of RFC 9180; a writer may make it in any other way.")
    page.values(**RANDOM)


def keys(page):
    content_key = RANDOM["content_key"]
    page.text("## Keys (section 4)", "Both come from the content key CK by HKDF-Expand with SHA-512. The context strings end "
              "with a zero byte, as `D` says.")
    page.values(CK=content_key, D_payload=v.D("tuckbox.vault/v0/payload"), K_payload=v.payload_key(content_key),
                D_header=v.D("tuckbox.vault/v0/header"), K_header=v.header_key(content_key))


def index_and_tar(page):
    folder, file = MEMBERS
    archive, index = v.tar(MEMBERS), b"".join(map(v.record, MEMBERS))
    used = len(archive) + len(index) + 32
    page.text("## Inner form (section 5)", "The index has two records, the folder before what is in it.")
    page.values(folder=v.record(folder), file=v.record(file))
    page.text("The tar has a header of 512 bytes for the folder, one for the file, the file's content filled up to 512 bytes, "
              "and 1,024 zeros. Nothing needs a pax header. The name of the folder ends with a slash.")
    page.dump(archive)
    page.text("The footer gives T, I and the number of records. U = T + I + 32 is below 16,777,216, so it is padded: "
              f"E = {used.bit_length() - 1}, S = {(used.bit_length() - 1).bit_length()}.")
    page.values(T=str(len(archive)), I=str(len(index)), U=str(used), Padmé=str(v.padme(used)), P=str(v.padding(used)),
                footer=v.footer(len(archive), len(index), len(MEMBERS)),
                inner_sha256=hashlib.sha256(v.inner_form(MEMBERS)).digest())


def payload(page, copy, stored):
    inner = v.inner_form(MEMBERS)
    context = v.payload_context(copy.fixed)
    derived = v.message_keys(v.payload_key(RANDOM["content_key"]), RANDOM["payload_salt"], context)
    chunk = stored[56:]
    page.text("## Payload (sections 1 and 5)", "The payload's context is `D(\"tuckbox.vault/v0/context\")` and then F, the 512 "
              "bytes of the fixed part of the header:")
    page.dump(copy.fixed)
    page.text("One HKDF-Expand of 76 bytes gives key, base nonce and commitment. The inner "
              f"form has {len(inner)} bytes, so there is one chunk, which is also the last. Its nonce is the base nonce XOR 0.")
    page.values(context_sha256=hashlib.sha256(context).digest(), key=derived.key, base_nonce=derived.base_nonce,
                commitment=derived.commitment)
    page.text("The message is salt, commitment and the chunk. Of the chunk here are the first 32 bytes, the tag, and the "
              "SHA-256 of the whole with its tag.")
    page.values(prefix=stored[:56], chunk_begins=chunk[:32], tag=chunk[-16:], chunk_sha256=hashlib.sha256(chunk).digest(),
                L=str(len(stored)))


def slot_values(page, copy, number, kek):
    slot = copy.slots[number]
    context = v.slot_context(copy.vault_id, slot)
    derived = v.message_keys(kek, slot[152:176], context)
    page.text("The slot's context is `D(\"tuckbox.vault/v0/slot\")`, the vault id and the slot's first 152 bytes. Under it "
              "CK is sealed as a message of one chunk.")
    page.values(context_sha256=hashlib.sha256(context).digest(), key=derived.key, base_nonce=derived.base_nonce,
                commitment=derived.commitment, chunk=slot[208:])
    page.text("The whole slot:")
    page.dump(slot)


def passphrase_slots(page, copy):
    kek1 = DERIVE(PASSPHRASE, RANDOM["salt_1"], ROUNDS)
    page.text("## Slot 1: passphrase (section 4)", "KEK1 is 32 bytes of PBKDF2 with HMAC-SHA-512.")
    page.values(salt=RANDOM["salt_1"], KEK1=kek1)
    slot_values(page, copy, 0, kek1)
    salt = RANDOM["salt_2"]
    kek1 = DERIVE(PASSPHRASE, salt, ROUNDS)
    page.text("## Slot 2: passphrase and key file (section 4)", "KEK1 is derived with this slot's own salt, and then goes "
              "into HKDF together with the key file's 16 bytes. PRK is what HKDF-Extract gives.")
    page.values(salt=salt, KEK1=kek1, PRK=v.hkdf_extract("sha512", salt, kek1 + KEY), KEK2=v.kek2(kek1, KEY, salt))
    slot_values(page, copy, 1, v.kek2(kek1, KEY, salt))


def recovery_slot(page, copy):
    ephemeral = v.derive_key_pair(RANDOM["ephemeral"])
    public, enc = v.encode_point(RECOVERY.public_key()), v.encode_point(ephemeral.public_key())
    shared = v.kem_shared_secret(ephemeral, public, enc, public)
    info = v.D("tuckbox.vault/v0/recovery") + copy.vault_id
    schedule = v.key_schedule(shared, info)
    page.text("## Slot 3: recovery key (section 4)", "HPKE in base mode. The key schedule context is the mode, the hash of an "
              "empty psk_id and the hash of the info. Only the exporter secret is used of what the key schedule gives.")
    page.values(skE=scalar(ephemeral), enc=enc, dh=ephemeral.exchange(v.ec.ECDH(), RECOVERY.public_key()),
                shared_secret=shared, info=info, key_schedule_context=schedule.context, secret=schedule.secret,
                exporter_secret=schedule.exporter_secret, KEK3=v.kek3(shared, copy.vault_id))
    slot_values(page, copy, 2, v.kek3(shared, copy.vault_id))


def header(page, copy, data):
    other = v.Copy(data[-4096:])
    page.text("## Header copies (section 3)", "The finder text is the same in both copies. An LF ends its last line, too; then "
              "there are spaces up to 1,024 bytes.")
    page.lines += ["```", *copy.finder.decode().rstrip(" \n").split("\n"), "```", ""]
    page.text("After F come the 56 bytes that begin the payload, seq 1, the copy byte and the slot count 3, then the three "
              "slots above. Copy B differs in the copy byte, and so in MAC and checksum.")
    page.values(A_1536_1663=copy.raw[1536:1664], A_MAC=copy.mac, A_checksum=copy.checksum,
                B_1592_1601=other.raw[1592:1602], B_MAC=other.mac, B_checksum=other.checksum)


def whole_file(page, data, length):
    crcs, field = data[4096 + length:-4104], data[-4104:-4096]
    page.text("## The file (section 2)", "One CRC-32C for the one stored chunk, then L, then copy B.")
    page.values(crc=crcs, L_field=field, size=str(len(data)), sha256=hashlib.sha256(data).digest())


# ---------------------------------------------------------------- The accumulated hash

ACCUMULATED = """## Accumulated hash

To test a writer further: 300 small vaults, each made from a stream of bytes of its own, and the SHA-256 of all the files joined.
Vault i takes its bytes from SHAKE-128 of the ASCII bytes `tuckbox.vault/v0/accumulate` and i as u32. Below, *take(n)* is the
next n bytes of the stream and *below(n)* is take(8) as u64, modulo n. In this order:

1. created is take(4) as u32. The label has below(64) characters, each the byte 0x20 + below(95).
2. The folder `f` has mode 0755 and mtime 0. There are 1 + below(6) further entries; for entry j:
   - the name is j in decimal, and then take(below(110)) with each 0x00 and 0x2f replaced by 0x5f;
   - the kind is below(8): 0 a folder, 1 a link, 2 a stream, otherwise a file;
   - it is in `f` if it is a link or if below(2) is 1 (which is taken also for a link, and first), otherwise at the top;
   - the mode is below(512); the mtime is take(8) as i64 if below(4) is 0, otherwise take(4) as u32;
   - a link has a target of 1 + below(150) bytes, each 0x61 + below(26);
   - a stream has 1 + below(3) parts, each take(1 + below(300));
   - a file is take(n), where n is below(20000) if below(4) is 0, otherwise below(600).
3. The slots: if i modulo 4 is 1, a passphrase slot; if it is 2, a key file slot, and flag bit 0 is set; and in every vault
   a last slot for the recovery key. Secrets are those of the example; these slots have 210,000 rounds and the salt of 32 bytes 0x5a.
4. The random values come from the stream in the order of the example: content key (32 bytes), vault id (16), payload salt (24),
   then for each slot the input of the ephemeral key pair (32; only a recovery slot) and the salt of its message (24).

Seq is 1, and the finder text is that of the example.
"""


class Stream:
    def __init__(self, number):
        self.bytes = hashlib.shake_128(b"tuckbox.vault/v0/accumulate" + struct.pack(">I", number)).digest(1 << 18)
        self.position = 0

    def take(self, count):
        self.position += count
        assert self.position <= len(self.bytes)
        return self.bytes[self.position - count:self.position]

    def below(self, limit):
        return int.from_bytes(self.take(8), "big") % limit


def random_entry(stream, number):
    name = b"%d" % number + stream.take(stream.below(110)).replace(b"\0", b"_").replace(b"/", b"_")
    kind = stream.below(8)
    inside = stream.below(2) == 1
    path = b"f/" + name if inside or kind == 1 else name
    mode = stream.below(512)
    mtime = int.from_bytes(stream.take(8), "big", signed=True) if stream.below(4) == 0 \
        else int.from_bytes(stream.take(4), "big")
    if kind == 0:
        return [Member(path, FOLDER, mode, mtime)]
    if kind == 1:
        target = bytes(0x61 + stream.below(26) for _ in range(1 + stream.below(150)))
        return [Member(path, LINK, mode, mtime, target=target)]
    if kind == 2:
        return [Member(path, FILE, mode, mtime, part, content=stream.take(1 + stream.below(300)))
                for part in range(1, 2 + stream.below(3))]
    size = stream.below(20000) if stream.below(4) == 0 else stream.below(600)
    return [Member(path, FILE, mode, mtime, content=stream.take(size))]


def random_vault(number, derive):
    stream = Stream(number)
    created = int.from_bytes(stream.take(4), "big")
    label = bytes(0x20 + stream.below(95) for _ in range(stream.below(64)))
    members = [Member(b"f", FOLDER, 0o755)]
    for entry in range(1 + stream.below(6)):
        members += random_entry(stream, entry)
    slots = [v.RecoverySlot(v.encode_point(RECOVERY.public_key()))]
    if number % 4 in (1, 2):
        key = KEY if number % 4 == 2 else None
        slots.insert(0, v.PassphraseSlot(PASSPHRASE, key, v.MIN_ROUNDS, b"\x5a" * 32))
    flags = v.TWO_FACTORS if number % 4 == 2 else 0
    return v.write_vault(members, slots, stream.take, created, label, flags, derive=derive)


def accumulate(page):
    page.lines += ACCUMULATED.split("\n")
    total, reached = hashlib.sha256(), {}
    for number in range(300):
        data = random_vault(number, DERIVE)
        total.update(data)
        if number == 0:
            page.text(f"Vault 0 has {len(data)} bytes, vault 0 to vault i together have the hash:")
        if number + 1 in (1, 2, 3, 10, 100, 300):
            reached[f"i_{number}"] = total.digest()
    page.values(**{name.replace("_", " = "): value for name, value in reached.items()})


# ---------------------------------------------------------------- Writing

def generate():
    """What this program writes: for each path its bytes."""
    page, data = describe()
    accumulate(page)
    private, public = serialization.PrivateFormat.PKCS8, serialization.PublicFormat.SubjectPublicKeyInfo
    encoding = serialization.Encoding.PEM
    beside = {
        "example.vault": data,
        "example.passphrase.txt": PASSPHRASE + b"\n",
        "example.key.txt": v.write_key_file(KEY),
        "example.recovery.pem": RECOVERY.private_bytes(encoding, private, serialization.NoEncryption()),
        "example.recovery.pub.pem": RECOVERY.public_key().public_bytes(encoding, public),
    }
    files = {os.path.join(HERE, name): content for name, content in beside.items()}
    files[DOCUMENT] = "\n".join(page.lines).rstrip("\n").encode() + b"\n"
    return files


if __name__ == "__main__":
    for path, content in generate().items():
        with open(path, "wb") as file:
            file.write(content)
