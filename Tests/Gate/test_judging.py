"""What may go onto a stick: vaults that are whole, clean files, and nothing that nobody could look into."""
import os
import subprocess
import time

import pytest
from material import CLEAN, OLD, PUPILS, in_zip, protected_documents, traces
from mounted import wait
from test_rules import error_of, write_through


@pytest.mark.parametrize("name", ["list.csv", "list.csv.gz", "list.zip", "zip-in-zip.zip", "list.xlsx", "list.docx", "list.odt", "list.pdf", "list.sqlite"])
def test_protected_data_do_not_land_in_any_format(gate, name):
    here = gate()
    content = protected_documents()[name]
    (here.mount / name).write_bytes(OLD)
    assert write_through(here.mount / name, content) == "EACCES"
    here.wait_for("protected data")
    assert (here.mount / name).read_bytes() == OLD
    assert write_through(here.mount / f"new-{name}", content) == "EACCES"
    here.close()
    assert here.medium.holds(*traces(content)) == []


def test_a_name_says_nothing(gate):
    here = gate()
    for name in "holiday.jpg", "list.vault", "a.docx":
        assert write_through(here.mount / name, PUPILS) == "EACCES"


@pytest.fixture
def vault(keys, tuckbox):
    (keys / "in").write_bytes(PUPILS * 200)
    tuckbox("wrap", keys / "in", "-o", keys / "v.vault", "--recovery-key", keys / "rk.pub")
    return (keys / "v.vault").read_bytes()


def fingerprint(tuckbox, path):
    import hashlib
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key
    point = load_pem_public_key(path.read_bytes()).public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return hashlib.sha256(point).hexdigest()[:16]


def test_a_whole_vault_lands_as_it_is(gate, vault, keys, tuckbox):
    here = gate("--vaults-only", "--demand-recovery", fingerprint(tuckbox, keys / "rk.pub"))
    assert write_through(here.mount / "v.vault", vault) is None
    assert write_through(here.mount / "clean.txt", CLEAN) == "EACCES"
    here.wait_for("only vaults")
    here.close()
    assert (here.real / "v.vault").read_bytes() == vault
    assert sorted(os.listdir(here.real)) == ["lost+found", "v.vault"]


def test_what_only_begins_like_a_vault_does_not_land(gate, vault):
    here = gate("--allow", "encrypted-by-others", "--allow", "encrypted-or-random", "--allow", "unknown-formats")
    changed = bytearray(vault)
    changed[len(vault) // 2] ^= 1
    for number, content in enumerate([vault[:4096], vault[:-1], vault + b"x", bytes(changed), vault[:4096] + PUPILS + vault[-4096:], b"TUCKBOX VAULT 0\n" + CLEAN]):
        assert write_through(here.mount / f"{number}.vault", content) == "EACCES", number
    wait(lambda: here.said().count("refused") == 6, "six refusals")
    here.close()
    assert sorted(os.listdir(here.real)) == ["lost+found"]


def test_a_vault_that_the_school_cannot_open_does_not_land(gate, vault, keys, tuckbox):
    here = gate("--demand-recovery", fingerprint(tuckbox, keys / "other.pub"))
    assert write_through(here.mount / "v.vault", vault) == "EACCES"
    here.wait_for("recovery key")
    tuckbox("key", "add", keys / "v.vault", "--recovery-key", keys / "rk", "--new-recovery-key", keys / "other.pub")
    assert write_through(here.mount / "v.vault", (keys / "v.vault").read_bytes()) is None


def test_the_policy_names_the_keys(gate, vault, keys):
    (keys / "policy.yaml").write_text("schema: 1\norganisation: Hillside\nrecovery_keys: [rk.pub]\nguard: {vaults_need_recovery_key: true}\n")
    here = gate("--policy", keys / "policy.yaml")
    assert write_through(here.mount / "v.vault", vault) is None
    (keys / "policy.yaml").write_text("schema: 1\nrecovery_keys: [other.pub]\nguard: {vaults_need_recovery_key: true}\n")
    here = gate("--policy", keys / "policy.yaml")
    assert write_through(here.mount / "v.vault", vault) == "EACCES"


def test_tuckbox_itself_works_on_the_stick(gate, keys, tuckbox):
    here = gate()
    (keys / "SEN").write_bytes(PUPILS)
    tuckbox("wrap", keys / "SEN", "-o", here.mount / "v.vault", "--recovery-key", keys / "rk.pub")
    tuckbox("verify", here.mount / "v.vault", "--recovery-key", keys / "rk")
    tuckbox("key", "add", here.mount / "v.vault", "--recovery-key", keys / "rk", "--new-recovery-key", keys / "other.pub")
    tuckbox("unwrap", here.mount / "v.vault", "-o", keys / "out", "--recovery-key", keys / "other")
    assert (keys / "out").read_bytes() == PUPILS
    here.close()
    tuckbox("verify", here.real / "v.vault", "--recovery-key", keys / "rk")


def test_unwrapping_onto_the_stick_is_refused(gate, vault, keys, tuckbox):
    here = gate()
    assert write_through(here.mount / "v.vault", vault) is None
    with pytest.raises(subprocess.CalledProcessError) as error:
        tuckbox("unwrap", here.mount / "v.vault", "-o", here.mount / "out.csv", "--recovery-key", keys / "rk")
    assert b"ermission denied" in error.value.stderr
    here.close()
    assert sorted(os.listdir(here.real)) == ["lost+found", "v.vault"]


def test_what_others_encrypted_lands_only_if_the_policy_says_so(gate):
    secret = subprocess.run(["openssl", "enc", "-aes-256-cbc", "-pbkdf2", "-pass", "pass:x"], input=PUPILS, capture_output=True, check=True).stdout
    here = gate()
    assert write_through(here.mount / "s", secret) == "EACCES"
    here.wait_for("encrypted by another program")
    assert write_through(here.mount / "r", os.urandom(3 << 20)) == "EACCES"
    here.close()
    here = gate("--allow", "encrypted-by-others", "--allow", "encrypted-or-random")
    assert write_through(here.mount / "s", secret) is None
    assert write_through(here.mount / "r", os.urandom(3 << 20)) is None


HELPERS = {
    "crashes": "kill -SEGV $$",
    "is gone": "exit 0",
    "hangs": "exec sleep 1000",
    "babbles": "exec cat /dev/zero >&3",
    "eats memory": "a=x; while :; do a=$a$a; done",
}


@pytest.mark.parametrize("way", HELPERS)
def test_a_file_whose_reader_fails_does_not_land(gate, tmp_path, way):
    """The helper gets into its sandbox, and fails when a document comes."""
    stub = tmp_path / "tuckbox-scan"
    # The frame `ready`: length 3, R, a Landlock version, whether the user was changed.
    stub.write_text(f"#!/bin/sh\nulimit -v 400000\nprintf '\\003\\000\\000\\000R\\006\\001' >&3\nhead -c 1 <&3 >/dev/null\n{HELPERS[way]}\n")
    stub.chmod(0o755)
    here = gate("--scanner", stub, "--time-limit", "2", "--allow", "encrypted-by-others", "--allow", "encrypted-or-random", "--allow", "unknown-formats")
    (here.mount / "empty").touch()
    start = time.monotonic()
    # Plain text needs no helper.
    assert write_through(here.mount / "a.zip", in_zip("a.txt", CLEAN)) == "EACCES"
    here.wait_for("could not be examined")
    here.close()
    assert sorted(os.listdir(here.real)) == ["empty", "lost+found"]


def test_a_refused_list_is_saved_as_a_vault(gate, keys, tuckbox):
    here = gate("--auto-wrap", "--recovery-key", keys / "rk.pub")
    (here.mount / "list.csv").write_bytes(OLD)
    for number in 1, 2:
        assert write_through(here.mount / "list.csv", PUPILS + b"%d" % number) == "EACCES", "what the program was asked for has not happened"
        wait(lambda: here.said().count("saved as a vault") == number, "the vault")
    assert write_through(here.mount / ".list.csv.Xy12", PUPILS) == "EACCES"
    assert write_through(here.mount / "list.tmp", PUPILS) == "EACCES"
    assert sorted(os.listdir(here.mount)) == ["list.csv", "list.csv-2.vault", "list.csv.vault", "lost+found"]
    here.close()
    assert (here.real / "list.csv").read_bytes() == OLD
    for number, name in enumerate(["list.csv.vault", "list.csv-2.vault"], 1):
        tuckbox("unwrap", here.real / name, "-o", keys / f"out{number}", "--recovery-key", keys / "rk")
        assert (keys / f"out{number}").read_bytes() == PUPILS + b"%d" % number
    assert here.medium.holds(*traces(PUPILS)) == []
