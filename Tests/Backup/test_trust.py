"""What a target says of itself is compared with what this computer remembers: exchanged, foreign and lost backups are told and never restored unseen."""
import json
import os
import shutil
import signal
import socket
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


def test_an_exchanged_backup_is_not_believed_after_the_next_run(school):
    nas = school.to_folder()
    _, new = two_nights(school, nas)
    shutil.copyfile(evil(school), new)
    checksum(new)
    assert school.run(verb="verify").returncode == 13
    night = school.run()
    assert night.returncode == 3 and "exchanged" in night.stderr and new.name in school.messages(), night.stderr
    assert school.run(verb="status").returncode == 3
    assert school.run("--all", verb="verify").returncode == 13
    assert school.with_key("restore", new.name, "-o", school.path / "out").returncode == 13
    assert school.with_key("restore", "-o", school.path / "good").returncode == 0


def test_a_backup_that_this_computer_did_not_make_is_told_and_not_taken_for_the_newest(school):
    nas = school.to_folder()
    two_nights(school, nas)
    planted = nas / "office.20991231T235959Z.vault"
    shutil.copyfile(evil(school), planted)
    checksum(planted)
    verify = school.run(verb="verify")
    assert verify.returncode == 3 and "not known here" in verify.stderr, verify.stderr
    restored = school.with_key("restore", "-o", school.path / "out")
    assert restored.returncode == 0 and planted.name in restored.stderr, restored.stderr
    assert (school.path / "out/contents/source/register").read_text() == "new\n"
    school.write(keep={"daily": 1})
    night = school.run()
    assert night.returncode == 3 and "another computer" in night.stderr and "another computer" in school.messages(), night.stderr
    assert len(vaults(nas)) == 4, "nothing is removed where somebody else is at work"
    status = school.run(verb="status")
    assert status.returncode == 3 and planted.name in status.stdout, status.stdout
    for path in (planted, planted.with_name(planted.name + ".sha256")):
        path.unlink()
    assert school.run().returncode == 0 and len(vaults(nas)) == 1


def test_backups_that_are_gone_are_told_once(school, sftp):
    nas = school.to_folder()
    configuration, remote = sftp
    school.targets.append({"name": "away", "remote": f"ssh:{remote}", "config": str(configuration)})
    two_nights(school, nas)
    for path in nas.iterdir():
        path.unlink()
    shutil.rmtree(remote)
    assert school.run(verb="verify").returncode not in (0, 13)
    night = school.run()
    assert night.returncode == 3 and night.stderr.count("gone") >= 2 and "gone" in school.messages(), night.stderr
    assert school.run(verb="status").returncode == 3
    assert school.run().returncode == 0
    assert school.run(verb="status").returncode == 0


def test_lost_checksums_on_one_target_are_told(school):
    nas, _ = school.to_folder(), school.to_folder("second")
    two_nights(school, nas)
    for path in nas.glob("*.sha256"):
        path.unlink()
    verify = school.run("--all", verb="verify")
    assert verify.returncode == 13 and "checksum" in verify.stderr, verify.stderr
    night = school.run()
    assert night.returncode == 3 and "checksum" in school.messages(), night.stderr
    assert school.run(verb="status").returncode == 3


def test_a_target_without_backups_is_not_verified(school):
    school.to_folder()
    assert school.run().returncode == 0
    second = school.to_folder("second")
    verify = school.run(verb="verify")
    assert verify.returncode == 3 and "second" in verify.stderr, verify.stderr
    assert names(second) == []


def test_two_computers_with_one_jobs_name_remove_nothing_of_each_other(school):
    nas = school.to_folder()
    school.write(keep={"daily": 7})

    def run(state):
        return school.run("--state", school.path / state)
    assert run("a").returncode == 0
    first = vaults(nas)
    time.sleep(1)
    other = run("b")
    assert other.returncode == 3 and "another computer" in other.stderr, other.stderr
    assert first[0].exists() and len(vaults(nas)) == 2
    again = run("a")
    assert again.returncode == 3 and "another computer" in again.stderr, again.stderr
    assert run("b").returncode == 3
    assert len(vaults(nas)) == 4


def test_a_remote_keeps_what_another_computer_is_writing(school, sftp):
    configuration, folder = sftp
    school.targets = [{"name": "away", "remote": f"ssh:{folder}", "config": str(configuration)}]
    assert school.run().returncode == 0
    theirs = {".tuckbox.office.0123456789abc.1f.part", "office.20270101T000000Z.vault.sha256"}
    for name in theirs:
        (folder / name).write_text("theirs\n")
    assert school.run().returncode == 0
    assert theirs <= set(names(folder))


@pytest.mark.parametrize("there", ["vault and checksum", "checksum"])
def test_what_another_computer_made_in_the_same_second_is_not_replaced_on_a_remote(school, sftp, there):
    configuration, folder = sftp
    school.targets = [{"name": "away", "remote": f"ssh:{folder}", "config": str(configuration)}]
    assert school.run().returncode == 0
    wait, go = school.slowly()
    began = time.time()
    process = school.start()
    wait()
    theirs = {}
    # Whichever of these seconds the run has taken for its name.
    for second in range(int(began) - 1, int(time.time()) + 2):
        name = time.strftime("office.%Y%m%dT%H%M%SZ.vault", time.gmtime(second))
        if not (folder / name).exists():
            theirs |= {name: "their vault", name + ".sha256": "their checksum"}
    if there == "checksum":
        # Their vault is still being read back, under another name.
        theirs = {name: content for name, content in theirs.items() if name.endswith(".sha256")}
    for name, content in theirs.items():
        (folder / name).write_text(content)
    go()
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 1 and "another computer" in errors and "name or a folder of its own" in errors, errors
    assert not [name for name in names(folder) if name.endswith(".part")]
    school.slowly()[1]()
    school.run()
    assert {name: (folder / name).read_text() for name in theirs} == theirs


def test_what_a_run_found_is_told_by_the_next_one_if_it_was_interrupted(school):
    nas = school.to_folder()
    old, _ = two_nights(school, nas)
    old.unlink()
    old.with_name(old.name + ".sha256").unlink()
    # A server that takes a call and says nothing.
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(60)
        configuration = school.path / "rclone.conf"
        configuration.write_text(f"[dav]\ntype = webdav\nurl = http://127.0.0.1:{server.getsockname()[1]}\nvendor = other\n")
        school.targets.append({"name": "dav", "remote": "dav:office", "config": str(configuration)})
        process = school.start()
        call, _ = server.accept()
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
        call.close()
    assert process.returncode not in (0, 3)
    school.targets.pop()
    night = school.run()
    assert night.returncode == 3 and "gone" in night.stderr, night.stderr
    assert school.run().returncode == 0


def test_a_backup_that_is_named_and_gone_from_one_target_or_without_its_checksum_is_said(school):
    one, two = school.to_folder("one"), school.to_folder("two")
    old, new = two_nights(school, one)
    (two / old.name).unlink()
    (two / (old.name + ".sha256")).unlink()
    gone = school.with_key("verify", old.name)
    assert gone.returncode == 3 and "gone" in gone.stderr, gone.stderr
    (two / (new.name + ".sha256")).unlink()
    unproven = school.with_key("verify", new.name)
    assert unproven.returncode == 13, unproven.stderr
    assert school.with_key("verify", "office.20200101T000000Z.vault").returncode == 1
