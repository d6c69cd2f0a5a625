"""What a target says of itself is compared with what this computer remembers: exchanged, foreign and lost backups are told and never restored unseen."""
import json
import os
import shutil
import subprocess
import time

import pytest
from conftest import names, vaults


def checksum(vault):
    """Makes the checksum beside a vault fit it."""
    line = subprocess.run(["sha256sum", vault.name], cwd=vault.parent, capture_output=True, text=True, check=True).stdout
    vault.with_name(vault.name + ".sha256").write_text(line)


def two_nights(school, *places):
    (school.folder("source") / "register").write_text("old\n")
    assert school.run().returncode == 0
    (school.folder("source") / "register").write_text("new\n")
    assert school.run().returncode == 0
    return vaults(places[0])


def evil(school):
    """A vault that the school's key opens, with other contents: of another job, as anybody can make it who has the public key."""
    place = school.folder("evil")
    source = school.folder("evil-source")
    (source / "register").write_text("evil\n")
    job = {"schema": "1", "name": "evil", "recovery_keys": ["rk.pub"], "source": {"folders": [str(source)]},
           "targets": [{"name": "out", "folder": str(place)}]}
    (school.path / "evil.yaml").write_text(json.dumps(job))
    subprocess.run([os.environ["TUCKBOX"], "backup", "run", school.path / "evil.yaml", "--state", school.path / "evil-state"], check=True,
                   capture_output=True)
    return vaults(place)[0]


@pytest.mark.parametrize("other", ["older", "foreign"])
def test_a_vault_in_anothers_place_is_neither_restored_nor_passes_a_drill(school, other):
    nas = school.to_folder()
    old, new = two_nights(school, nas)
    shutil.copyfile(old if other == "older" else evil(school), new)
    restored = school.with_key("restore", "-o", school.path / "out")
    assert restored.returncode == 13 and "not what was written" in restored.stderr, restored.stderr
    assert not (school.path / "out").exists()
    drill = school.with_key("drill", "-o", school.path / "drill.txt")
    assert drill.returncode == 13, drill.stderr
    assert not (school.path / "drill.txt").exists() or "PASSED" not in (school.path / "drill.txt").read_text()


def test_on_a_computer_that_remembers_nothing_the_manifest_must_be_that_of_the_name(school):
    nas = school.to_folder()
    school.source = {"command": ["/bin/cat", str(school.folder("source") / "register")], "stored_as": "stream"}
    assert school.run().returncode == 0
    new = vaults(nas)[0]
    good = school.with_key("restore", "-o", "-")
    assert good.returncode == 0 and good.stdout == "synthetic\n", good.stderr
    time.sleep(1)
    (school.folder("source") / "register").write_text("later\n")
    assert school.run().returncode == 0
    shutil.copyfile(vaults(nas)[1], new)
    checksum(new)
    shutil.rmtree(school.path / "state")
    for output in ("-", school.path / "out"):
        restored = school.with_key("restore", new.name, "-o", output)
        assert restored.returncode == 13 and "manifest" in restored.stderr, restored.stderr
        assert restored.stdout == ""
    assert school.with_key("restore", "-o", "-").stdout == "later\n"
