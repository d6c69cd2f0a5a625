"""Tests of vault.py: third-party vectors, the conformance kit, round trips, and the worked example.

Run with `python3 -m pytest Tests/Interop`. The vectors of Wycheproof and RFC 9180 are not in this repository: they are looked for
in the folder that TUCKBOX_VECTORS names, or in ../shared/vectors beside the repository.
"""

import hashlib
import io
import json
import os
import stat
import subprocess
import sys
import tarfile
import zlib

import pytest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import make_example
import make_kit
import vault as v
from vault import FILE, FOLDER, LINK, Member

HERE = os.path.dirname(os.path.abspath(__file__))
VECTORS = os.environ.get("TUCKBOX_VECTORS") or os.path.join(HERE, "..", "..", "..", "shared", "vectors")


def vectors(name):
    path = os.path.join(VECTORS, name)
    if not os.path.exists(path):
        pytest.skip(f"no vectors at {path}")
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def wycheproof(name):
    for group in vectors(os.path.join("wycheproof", name))["testGroups"]:
        for test in group["tests"]:
            yield group, test


# ---------------------------------------------------------------- Third-party vectors

def test_cobblestone():
    count = 0
    for _, test in wycheproof("c2sp_chunked_encryption_aes_256_gcm_test.json"):
        count += 1
        key, context = bytes.fromhex(test["key"]), bytes.fromhex(test["ctx"])
        stored = zlib.decompress(bytes.fromhex(test["ct"]))
        if "aeadKey" in test:
            derived = v.message_keys(key, stored[:24], context)
            assert derived.key.hex() == test["aeadKey"] and derived.base_nonce.hex() == test["baseNonce"]
        try:
            message = v.Message(key, context, stored)
            plain = message.read(0, message.length)
        except v.BadMessage:
            assert test["result"] == "invalid", test["comment"]
            continue
        assert test["result"] == "valid", test["comment"]
        assert (len(plain), hashlib.sha512(plain).hexdigest()) == (test["msgLength"], test["msgSha512"])
        assert v.seal(key, context, stored[:24], plain) == stored
    assert count == 35


@pytest.mark.parametrize("algorithm", ["sha256", "sha512"])
def test_hkdf(algorithm):
    for _, test in wycheproof(f"hkdf_{algorithm}_test.json"):
        key, salt, info = (bytes.fromhex(test[name]) for name in ("ikm", "salt", "info"))
        if test["result"] == "valid":
            output = v.hkdf_expand(algorithm, v.hkdf_extract(algorithm, salt, key), info, test["size"])
            assert output.hex() == test["okm"], test["tcId"]


def test_hpke():
    ours = [one for one in vectors("hpke_p256_aes256gcm_rfc9180.json")
            if (one["mode"], one["kem_id"], one["kdf_id"], one["aead_id"]) == (0, 0x10, 1, 2)]
    assert ours
    for one in ours:
        recipient, ephemeral = (v.derive_key_pair(bytes.fromhex(one[name])) for name in ("ikmR", "ikmE"))
        public, enc = v.encode_point(recipient.public_key()), v.encode_point(ephemeral.public_key())
        assert (public.hex(), enc.hex()) == (one["pkRm"], one["enc"])
        shared = v.kem_shared_secret(ephemeral, public, enc, public)
        assert shared == v.kem_shared_secret(recipient, enc, enc, public) == bytes.fromhex(one["shared_secret"])
        schedule = v.key_schedule(shared, bytes.fromhex(one["info"]))
        assert (schedule.context.hex(), schedule.secret.hex(), schedule.exporter_secret.hex()) \
            == (one["key_schedule_context"], one["secret"], one["exporter_secret"])
        for export in one["exports"]:
            assert schedule.export(bytes.fromhex(export["exporter_context"]), export["L"]).hex() == export["exported_value"]


def test_points():
    for _, test in wycheproof("ecdh_secp256r1_test.json"):
        point = bytes.fromhex(test["public"])[26:]
        if test["result"] == "valid" and len(point) == 65:
            assert v.is_point(point)
    for name, _, point in make_kit.bad_points():
        assert not v.is_point(point), name


def test_crc():
    assert v.crc32c(b"123456789") == 0xE3069283
    data = hashlib.shake_128(b"crc").digest(7 * 333)
    assert v.crc32c_side_by_side(data, 333) == [v.crc32c(data[k:k + 333]) for k in range(0, len(data), 333)]


# ---------------------------------------------------------------- The conformance kit

@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    directory = tmp_path_factory.mktemp("kit")
    return directory, make_kit.main(str(directory))


class Counting(v.Derivations):
    """Remembers what was derived for another case, and counts all the same."""
    cache = v.Derivations()

    def __init__(self):
        self.asked = []

    def __call__(self, passphrase, salt, rounds):
        assert rounds <= 210_001
        self.asked.append((salt, rounds))
        return self.cache(passphrase, salt, rounds)


def secrets_of(case, directory):
    files = {kind: (directory / name).read_bytes() for kind, name in case["secrets"].items()}
    secrets = v.Secrets()
    if "passphrase" in files:
        secrets.passphrase = v.read_passphrase(files["passphrase"])
    if "key_file" in files:
        secrets.key_file = v.read_key_file(files["key_file"])
    if "recovery_key" in files:
        passphrase = files.get("recovery_passphrase")
        secrets.recovery_key = v.read_recovery_private(files["recovery_key"], passphrase and v.read_passphrase(passphrase))
    return secrets


def outcome(case, directory, verify):
    """The verdict, whether there was a warning, the hash of the tar, and the number of different derivations."""
    derive = Counting()
    try:
        facts, _ = v.open_vault(directory / case["file"], secrets_of(case, directory), derive, verify)
    except v.VaultError as problem:
        return problem.kind, False, None, len(set(derive.asked))
    tar = hashlib.sha256()
    for block in facts.tar.blocks():
        tar.update(block)
    return 0, bool(facts.warnings), tar.hexdigest(), len(set(derive.asked))


def test_kit(kit):
    directory, cases = kit
    wrong = []
    for case in cases:
        kind, warning, tar, derivations = outcome(case, directory, verify=False)
        verified = outcome(case, directory, verify=True)[0]
        if (kind, warning, tar, verified) != (case["open"], case["warning"], case["sha256"], case["verify"]) \
                or derivations > case["derivations_allowed"]:
            wrong.append((case["file"], kind, warning, verified, derivations))
    assert wrong == []
    assert len(cases) > 300


def test_kit_tars_are_tars(kit):
    """Another reader of tar sees the names and contents of the index."""
    directory, cases = kit
    for case in cases:
        if case["open"] == 0:
            facts, members = v.open_vault(directory / case["file"], secrets_of(case, directory), Counting())
            with tarfile.open(fileobj=io.BytesIO(bytes(facts.tar))) as archive:
                seen = archive.getmembers()
                assert [one.name.encode("utf-8", "surrogateescape") for one in seen] \
                    == [v.tar_name(member).rstrip(b"/") for member in members], case["file"]
                for one, member in zip(seen, members):
                    # tarfile reads a date as a fraction.
                    assert (one.size, one.mode, one.mtime) == (member.size, member.mode, float(member.mtime))
                    assert one.linkname.encode("utf-8", "surrogateescape") == member.target
                    assert member.kind != FILE or archive.extractfile(one).read() == bytes(member.content)


# ---------------------------------------------------------------- The command line

def run(*arguments):
    return subprocess.run([sys.executable, os.path.join(HERE, "vault.py"), *map(str, arguments)],
                          capture_output=True, text=True)


def run_case(kit, name, command, *more):
    directory, cases = kit
    case = next(case for case in cases if case["file"] == name + ".vault")
    options = {"passphrase": "--passphrase-file", "key_file": "--key-file", "recovery_key": "--recovery-key",
               "recovery_passphrase": "--recovery-passphrase-file"}
    secrets = [word for kind, file in case["secrets"].items() for word in (options[kind], directory / file)]
    return run(command, directory / case["file"], *secrets, *more)


def test_open_writes_the_members(kit, tmp_path):
    result = run_case(kit, "recovery-encrypted", "open", "-o", tmp_path / "out")
    assert (result.returncode, result.stderr) == (0, "")
    assert (tmp_path / "out/docs/plan.txt").read_bytes() == b"Meet at nine.\n"
    assert os.readlink(tmp_path / "out/docs/latest") == "plan.txt"
    assert stat.S_IMODE(os.stat(tmp_path / "out/list.csv").st_mode) == 0o600
    assert os.stat(tmp_path / "out/docs").st_mtime == 1700000000
    again = run_case(kit, "recovery-encrypted", "open", "-o", tmp_path / "out")
    assert again.returncode == 1


def test_open_joins_parts(kit, tmp_path):
    assert run_case(kit, "parts", "open", "-o", tmp_path / "out").returncode == 0
    assert (tmp_path / "out/s").read_bytes() == b"onetwothree"


def test_open_long_path(kit, tmp_path):
    assert run_case(kit, "path-4095-bytes", "open", "-o", tmp_path / "out").returncode == 0
    assert run_case(kit, "names-not-utf-8", "open", "-o", tmp_path / "out").returncode == 0
    assert b"\xed\xa0\x80" in os.listdir(os.fsencode(tmp_path / "out"))


@pytest.mark.parametrize("name", ["no-magic-left", "wrong-passphrase", "tar-trailing-nonzero", "chunk-last-tag-damaged",
                                  "link-escapes", "unknown-flag"])
def test_a_refused_vault_leaves_nothing(kit, tmp_path, name):
    case = next(case for case in kit[1] if case["file"] == name + ".vault")
    result = run_case(kit, name, "open", "-o", tmp_path / "out")
    assert result.returncode == case["open"] != 0
    assert result.stderr.startswith("error: ") and result.stdout == ""
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["copy-a-bit", "stale-copy-b", "bad-crc-table"])
def test_a_warning_is_an_error_to_verify(kit, tmp_path, name):
    opened = run_case(kit, name, "open", "-o", tmp_path / "out")
    assert opened.returncode == 0 and opened.stderr.startswith("warning: ")
    assert (tmp_path / "out/docs/plan.txt").exists()
    assert run_case(kit, name, "verify").returncode == 13


def test_wrap_and_open(tmp_path):
    top = tmp_path / "top"
    (top / "inner/empty").mkdir(parents=True)
    (top / "inner/data").write_bytes(bytes(range(256)) * 100)
    os.symlink("../inner", top / "inner/self")
    os.symlink("/etc/passwd", top / "outside")
    (top / "inner").chmod(0o500)
    (tmp_path / "secret").write_text("a passphrase\n")
    (tmp_path / "key").write_bytes(v.write_key_file(bytes(16)))
    (tmp_path / "public.pem").write_bytes(read_beside("example.recovery.pub.pem"))
    result = run("wrap", top, "-o", tmp_path / "a.vault", "--passphrase-file", tmp_path / "secret", "--key-file",
                 tmp_path / "key", "--recovery-key", tmp_path / "public.pem", "--label", "A label", "--rounds", "210000")
    assert result.returncode == 0 and "outside" in result.stderr
    both = ["--passphrase-file", tmp_path / "secret", "--key-file", tmp_path / "key"]
    recovery = ["--recovery-key", os.path.join(HERE, "example.recovery.pem")]
    for number, secrets in enumerate([both, recovery]):
        out = tmp_path / f"out{number}"
        assert run("open", tmp_path / "a.vault", *secrets, "-o", out).returncode == 0
        assert (out / "top/inner/data").read_bytes() == bytes(range(256)) * 100
        assert (out / "top/inner/empty").is_dir() and os.readlink(out / "top/inner/self") == "../inner"
        assert stat.S_IMODE(os.stat(out / "top/inner").st_mode) == 0o500
        assert not os.path.lexists(out / "top/outside")
    assert run("verify", tmp_path / "a.vault", *both).returncode == 0
    assert run("verify", tmp_path / "a.vault", *both[:2]).returncode == 12
    for folder in ("top", "out0/top", "out1/top"):
        (tmp_path / folder / "inner").chmod(0o700)


def test_refused_secrets_are_usage_errors(tmp_path):
    (tmp_path / "bad").write_bytes(b"")
    result = run("verify", os.path.join(HERE, "example.vault"), "--passphrase-file", tmp_path / "bad")
    assert result.returncode == 2 and "empty" in result.stderr


# ---------------------------------------------------------------- Round trips

def test_writer_and_reader():
    key = v.derive_key_pair(b"k" * 32)
    members = [Member(b"d", FOLDER, 0o700, -1), Member(b"d/l", LINK, 0o777, 1 << 40, target=b"\xff" * 200),
               Member(b"d/\xff", content=b"x" * 50000), Member(b"s", part=1, content=b"1"), Member(b"s", part=2, content=b"")]
    slots = [v.RecoverySlot(v.encode_point(key.public_key()))]
    data = v.write_vault(list(reversed(members)), slots, label=b"Label", created=7)
    facts, found = v.open_vault(data, v.Secrets(recovery_key=key), verify=True)
    assert (facts.label, facts.created, facts.seq, facts.slot_kinds) == ("Label", 7, 1, [3])
    assert [(m.path, m.kind, m.mode, m.mtime, m.part, m.target, m.size, bytes(m.content)) for m in found] \
        == [(m.path, m.kind, m.mode, m.mtime, m.part, m.target, m.size, m.content) for m in members]


def test_large_sizes_are_in_pax():
    for size in ((1 << 33) - 1, 1 << 33, 1 << 40):
        header = v.tar_header(Member(b"big", size=size))
        assert len(header) == (512 if size < 1 << 33 else 1536)
        with tarfile.open(fileobj=io.BytesIO(header)) as archive:
            assert archive.next().size == size


def test_padme():
    assert [v.padme(n) for n in (1600, 1601, 8192, 8193, 16385)] == [1600, 1664, 8192, 8704, 17408]
    for length in range(1600, 100000, 37):
        assert length <= v.padme(length) <= length * 1.12


# ---------------------------------------------------------------- Secrets

@pytest.mark.parametrize("data, passphrase", [
    (b"a\n", b"a"), (b"a\r\n", b"a"), (b" a ", b" a "), ("e\u0301".encode(), "é".encode()), (b"x" * 1024 + b"\n", b"x" * 1024),
    (b"", None), (b"\n", None), (b"a\n\n", None), (b"a\r", None), (b"\x7f", None), ("\u0085".encode(), None), (b"\xff", None),
    (b"\xed\xa0\x80", None), (b"x" * 1025, None), ("\u0958".encode() * 300, None),
])
def test_passphrases(data, passphrase):
    if passphrase is None:
        with pytest.raises(v.SecretError):
            v.read_passphrase(data)
    else:
        assert v.read_passphrase(data) == passphrase


def test_key_files():
    line = v.write_key_file(bytes(range(16)))
    assert len(line) == 39
    text = line.decode().strip()
    for good in (text, text.upper() + "\r\n", "-".join(text), " ".join(text).title() + "\n", text[:20].upper() + text[20:]):
        assert v.read_key_file(good.encode()) == bytes(range(16))
    swapped = text[:10] + text[11] + text[10] + text[12:]
    for bad in ("", text[:-1], text + "q", text + "\n\n", "\t" + text, swapped, "x" + text[1:], text.replace("tbkey1", "tbkey2")):
        with pytest.raises(v.SecretError):
            v.read_key_file(bad.encode())
    values = [v.BECH32.index(character) for character in text[6:32]]
    values[25] |= 1
    remainder = v.bech32m_remainder(values + [0] * 6)
    values += [remainder >> 5 * k & 31 for k in reversed(range(6))]
    with pytest.raises(v.SecretError):
        v.read_key_file(("tbkey1" + "".join(v.BECH32[value] for value in values)).encode())


def test_recovery_files():
    public = v.read_recovery_public(read_beside("example.recovery.pub.pem"))
    private = v.read_recovery_private(read_beside("example.recovery.pem"))
    assert v.encode_point(private.public_key()) == public
    encrypted = make_kit.ENCRYPTED_RECOVERY
    assert v.encode_point(v.read_recovery_private(encrypted, b"locked drawer").public_key()) \
        == v.encode_point(make_kit.RECOVERY.public_key())
    for bad, passphrase in ((encrypted, b"other"), (encrypted, None), (b"", None), (read_beside("example.recovery.pub.pem"), None)):
        with pytest.raises(v.SecretError):
            v.read_recovery_private(bad, passphrase)


# ---------------------------------------------------------------- The worked example

def read_beside(name):
    with open(os.path.join(HERE, name), "rb") as file:
        return file.read()


def test_example_reproduces():
    for path, content in make_example.generate().items():
        with open(path, "rb") as file:
            assert file.read() == content, path


def test_example_opens():
    passphrase, key = v.read_passphrase(read_beside("example.passphrase.txt")), v.read_key_file(read_beside("example.key.txt"))
    recovery = v.read_recovery_private(read_beside("example.recovery.pem"))
    data, derive = read_beside("example.vault"), v.Derivations()
    for secrets in (v.Secrets(passphrase), v.Secrets(passphrase, key), v.Secrets(recovery_key=recovery)):
        _, members = v.open_vault(data, secrets, derive, verify=True)
        assert [(m.path, bytes(m.content)) for m in members] == [(b"notes", b""), (b"notes/hello.txt", b"Hello, vault.\n")]
    only_key_file_slot = v.Copy(data[:4096]).slots[1]
    kek = v.slot_kek(only_key_file_slot, v.Copy(data[:4096]).vault_id, v.Secrets(passphrase, key), derive)
    context = v.slot_context(v.Copy(data[:4096]).vault_id, only_key_file_slot)
    assert v.Message(kek, context, only_key_file_slot[152:]).read(0, 32) == make_example.RANDOM["content_key"]
