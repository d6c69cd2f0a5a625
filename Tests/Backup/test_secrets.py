"""Nothing on the machine that makes backups can open one."""
import json
import os
import re
import threading

from conftest import names, tuckbox, vaults
from cryptography.hazmat.primitives import serialization


def memory(process):
    """Every readable byte of a process."""
    with open(f"/proc/{process}/maps") as maps, open(f"/proc/{process}/mem", "rb", 0) as content:
        for line in maps:
            found = re.match(r"([0-9a-f]+)-([0-9a-f]+) r", line)
            if not found or "[vvar" in line or "[vsyscall" in line:
                continue
            start, end = (int(number, 16) for number in found.groups())
            try:
                content.seek(start)
                yield content.read(end - start)
            except (OSError, OverflowError):
                continue


def test_the_private_key_is_neither_on_the_machine_nor_in_the_memory_of_a_run(school):
    nas = school.to_folder()
    pem = (school.path / "safe/rk").read_bytes()
    private = serialization.load_pem_private_key(pem, None)
    scalar = private.private_numbers().private_value.to_bytes(32, "big")
    point = private.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    words = [scalar, scalar[::-1], pem.splitlines()[1]]
    wait, go = school.slowly()
    # The key is in the safe, not on the machine.
    safe = school.path / "safe"
    safe.rename(school.path.parent / f"{school.path.name}-safe")
    process = school.start()
    try:
        wait()
        regions = list(memory(process.pid))
        assert any(point in region for region in regions), "the search would find a key: it finds the public one"
        assert not any(word in region for region in regions for word in words)
    finally:
        go()
        process.communicate(timeout=60)
        (school.path.parent / f"{school.path.name}-safe").rename(safe)
    assert process.returncode == 0

    searched = 0
    for folder in (school.path, os.environ["XDG_STATE_HOME"]):
        for place, folders, files in os.walk(folder):
            if place == str(school.path):
                folders.remove("safe")
            for name in files:
                with open(os.path.join(place, name), "rb") as file:
                    content = file.read()
                searched += 1
                assert not any(word in content for word in words), name
    assert searched > 5
    # Slots: the school's key, and no other way in.
    facts = json.loads(tuckbox("inspect", vaults(nas)[0], "--json").stdout)
    assert [slot["type"] for slot in facts["vaults"][0]["claimed"]["slots"]] == ["recovery"]
    assert tuckbox("verify", vaults(nas)[0], "--recovery-key", safe / "rk").returncode == 0


def test_a_job_that_others_can_change_is_refused_by_root(school):
    school.to_folder()
    school.write()
    os.chmod(school.file, 0o666)
    done = tuckbox("backup", "run", school.file, "--state", school.path / "state")
    assert done.returncode == 20 and "others than root can change" in done.stderr


def test_no_key_no_backup(school):
    nas = school.to_folder()
    school.write(recovery_keys=[])
    assert school.run().returncode == 1
    assert vaults(nas) == []
    assert "nobody could open" in school.messages()


def test_outside_nothing_is_said_of_what_is_inside(school):
    nas = school.to_folder()
    (school.folder("source") / "Amber Example.docx").write_text("synthetic child")
    assert school.run().returncode == 0
    for place in (nas, school.path / "state"):
        for folder, _, files in os.walk(place):
            for name in files:
                assert "Amber" not in name
                with open(os.path.join(folder, name), "rb") as file:
                    assert b"Amber" not in file.read()


def test_a_file_that_changes_fails_the_backup_and_is_named_nowhere(school):
    nas = school.to_folder()
    restless = school.folder("source") / "Amber Example.docx"
    restless.write_bytes(bytes(20_000_000))
    stop = threading.Event()

    def write():
        while not stop.is_set():
            with open(restless, "ab") as file:
                file.write(b"x")
    writer = threading.Thread(target=write)
    writer.start()
    try:
        done = school.run()
    finally:
        stop.set()
        writer.join()
    assert done.returncode == 1 and "changed while it was read" in done.stderr
    assert "Amber" not in done.stderr + done.stdout + school.messages()
    assert names(nas) == []
    assert school.run().returncode == 0
