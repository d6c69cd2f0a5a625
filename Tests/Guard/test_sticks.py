"""What becomes of sticks: level 3."""
import ctypes
import os
import pathlib
import re
import signal
import subprocess
import time

import pytest

from conftest import MARK, PROGRAM, PUPILS, WORKSHEET, is_refused, wait_for
import sticks

# <linux/ptrace.h>, and __WALL of <linux/wait.h>.
PTRACE_SEIZE, WALL = 0x4206, 0x40000000


def copy(content, place):
    """As a program would: write, sync, close."""
    with open(place, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def names(place):
    return sorted(set(os.listdir(place)) - {"lost+found"})


def mounted_writable(guard):
    """Where the stick itself is mounted, without the gate."""
    def find():
        mounts = [line.split() for line in open("/proc/self/mounts")]
        return [m[1] for m in mounts if m[1].startswith(str(guard.mounts)) and m[2] == "ext4" and m[3].startswith("rw")]
    return pathlib.Path(wait_for(find, "a writable mount")[0])


@pytest.fixture(scope="session")
def vault(tmp_path_factory):
    folder = tmp_path_factory.mktemp("vault")
    (folder / "list.csv").write_bytes(PUPILS)
    run = lambda *words: subprocess.run([PROGRAM, *words, "--trail", folder / "trail"], check=True, capture_output=True)
    run("key", "generate", "-o", folder / "rk", "--no-passphrase")
    run("wrap", folder / "list.csv", "--recovery-key", folder / "rk.pub", "-o", folder / "list.vault", "--without-reader")
    return folder


def test_a_clean_stick_works_through_the_gate_and_a_pupil_list_does_not_get_onto_it(guard, stick):
    guard, stick = guard(), stick({"worksheet.txt": WORKSHEET})
    listener, other = guard.listen(), guard.listen(user=65534)
    stick.plug()
    place = guard.place(stick)
    guard.until(stick, access="gate", reason="clean")
    assert (place / "worksheet.txt").read_bytes() == WORKSHEET
    copy(WORKSHEET, place / "another.txt")
    assert is_refused(lambda: copy(PUPILS, place / "list.csv"))
    assert names(place) == ["another.txt", "worksheet.txt"]
    said = wait_for(lambda: listener.heard("refused"), "word of the refusal")
    assert said[0]["reason"] == "protected" and said[0]["people"] > 0 and said[0]["path"] == "list.csv"
    # Who did not write it hears that something was refused, and not what.
    assert "path" not in wait_for(lambda: other.heard("refused"), "word of the refusal")[0]
    entry = wait_for(lambda: guard.entries("guard refuse"), "the record of it")[0]
    assert entry["failed"] >= 1 and entry["code"] == "refused_by_policy" and "list.csv" not in str(entry)
    assert guard.ask("eject", device=stick.name)[-1]["says"] == "done"
    assert not guard.mounts_now() and stick.is_read_only()
    assert guard.state(stick)["reason"] == "ejected"
    stick.unplug()
    raw = stick.image.read_bytes()
    assert MARK not in raw and WORKSHEET[:40] in raw
    assert MARK.decode() not in guard.log() and "list.csv" not in guard.log()


def test_a_stick_with_a_pupil_list_is_blocked_reported_and_recorded_and_can_be_read(guard, stick):
    guard, stick = guard(), stick({"year 6/list.csv": PUPILS, "worksheet.txt": WORKSHEET})
    listener = guard.listen()
    stick.plug()
    state = guard.until(stick, access="read_only", reason="protected_data")
    assert state["counts"]["protected"] == 1 and "sen" in state["categories"]
    place = guard.place(stick)
    assert (place / "year 6/list.csv").read_bytes() == PUPILS
    assert is_refused(lambda: copy(WORKSHEET, place / "new.txt"))
    assert is_refused(lambda: os.remove(place / "worksheet.txt"))
    entry = wait_for(lambda: [e for e in guard.entries() if e["reason"] == "protected_data"], "the record")[0]
    assert entry["protected_files"] == 1 and entry["files"] == 2 and entry["code"] == "protected_data_found" and entry["device"].startswith("0781:5567:")
    assert [e["intent"] for e in guard.entries()] == [entry["intent"]]
    assert any(line["reason"] == "protected_data" for line in listener.heard("stick"))
    for text in (guard.log(), str(guard.record())):
        assert "list.csv" not in text and MARK.decode() not in text


def test_what_is_in_use_is_tried_again_now_and_then(guard, stick):
    guard, stick = guard("guard: {clean_sticks: read_only}\n"), stick({"worksheet.txt": WORKSHEET})
    stick.plug()
    guard.until(stick, access="read_only", reason="clean")

    def spent():
        fields = pathlib.Path(f"/proc/{guard.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    with open(guard.place(stick) / "worksheet.txt", "rb"):
        assert guard.ask("allow", device=stick.name, seconds=600, read_write=True)[-1]["says"] == "done"
        before = spent()
        time.sleep(3)
        # Without a pause between them the tries took nearly all of a processor.
        assert spent() - before < 1
    guard.until(stick, access="unjudged")


def test_a_policy_can_hide_what_is_blocked(guard, stick):
    guard, stick = guard("guard: {blocked_sticks: hidden}\n"), stick({"list.csv": PUPILS})
    stick.plug()
    guard.until(stick, access="hidden", reason="protected_data")
    wait_for(lambda: not guard.mounts_now(), "the stick to be unmounted")
    wait_for(stick.is_read_only, "the flag")


def test_a_stick_of_vaults_works_and_takes_vaults_alone_where_the_policy_says_so(guard, stick, vault):
    content = (vault / "list.vault").read_bytes()
    guard, stick = guard("guard: {accepts: vaults}\n"), stick({"a.vault": content})
    stick.plug()
    guard.until(stick, access="gate", reason="vaults_only")
    place = guard.place(stick)
    copy(content, place / "b.vault")
    assert (place / "b.vault").read_bytes() == content
    assert is_refused(lambda: copy(WORKSHEET, place / "worksheet.txt"))
    assert is_refused(lambda: copy(content[:-100], place / "c.vault"))
    assert names(place) == ["a.vault", "b.vault"]
    assert guard.state(stick)["reason"] == "vaults_only"


def test_a_refused_list_is_saved_as_a_vault_where_the_policy_says_so(guard, stick, vault):
    policy = (vault / "rk.pub").read_text().replace("\n", "\n    ")
    guard = guard(f"recovery_keys:\n  - |\n    {policy}\nguard: {{automatic_wrap: true}}\n")
    stick = stick({"worksheet.txt": WORKSHEET})
    listener = guard.listen()
    stick.plug()
    guard.until(stick, access="gate", reason="clean")
    place = guard.place(stick)
    assert is_refused(lambda: copy(PUPILS, place / "list.csv"))
    saved = wait_for(lambda: listener.heard("saved"), "the vault")
    assert saved[0]["path"] == "list.csv.vault" and names(place) == ["list.csv.vault", "worksheet.txt"]


def test_a_new_policy_reaches_a_stick_that_is_in(guard, stick, vault):
    guard, stick = guard(), stick({"worksheet.txt": WORKSHEET})
    stick.plug()
    guard.until(stick, access="gate", reason="clean")
    copy(WORKSHEET, guard.place(stick) / "before.txt")
    guard.policy.write_text("schema: 1\nguard: {accepts: vaults}\n")
    guard.process.send_signal(signal.SIGHUP)
    wait_for(lambda: "begins anew" in guard.log(), "another gate")
    wait_for(lambda: (guard.place(stick) / "before.txt").exists(), "the stick")
    assert is_refused(lambda: copy(WORKSHEET, guard.place(stick) / "after.txt"))
    copy((vault / "list.vault").read_bytes(), guard.place(stick) / "a.vault")
    assert names(guard.place(stick)) == ["a.vault", "before.txt", "worksheet.txt"]


def test_a_file_belongs_to_who_wrote_it_also_on_the_next_computer(guard, stick):
    guard, stick = guard(user=1000), stick({"worksheet.txt": WORKSHEET})
    stick.plug()
    guard.until(stick, access="gate", reason="clean")
    as_user = ["setpriv", "--reuid=1000", "--regid=1000", "--clear-groups", "tee"]
    subprocess.run([*as_user, guard.place(stick) / "mine.txt"], input=WORKSHEET, stdout=subprocess.DEVNULL, check=True)
    assert guard.ask("eject", device=stick.name)[-1]["says"] == "done"
    stick.unplug()
    said = subprocess.run(["debugfs", "-R", "stat /mine.txt", stick.image], capture_output=True, text=True, check=True).stdout
    assert re.search(r"User:\s+1000\b", said), said


def test_where_nobody_has_logged_in_a_stick_is_everybodys(guard, stick):
    guard, stick = guard(), stick({"worksheet.txt": WORKSHEET})
    # The screen where people log in runs as a user of its own.
    guard.seat.write_text("IS_ACTIVE=1\nACTIVE=c1\nACTIVE_UID=113\n")
    (guard.folder / "sessions").mkdir()
    (guard.folder / "sessions" / "c1").write_text("UID=113\nCLASS=greeter\n")
    stick.plug()
    guard.until(stick, access="gate", reason="clean")
    assert os.stat(guard.place(stick) / "worksheet.txt").st_uid != 113


def test_a_killed_worker_leaves_the_stick_shut_and_plugging_it_in_again_helps(guard, stick):
    guard, stick = guard(), stick({"worksheet.txt": WORKSHEET})
    stick.plug()
    guard.until(stick, access="gate", reason="clean")
    place = guard.place(stick)
    file = open(place / "kept.txt", "wb")
    os.kill(guard.worker()[0], signal.SIGKILL)
    assert is_refused(lambda: (file.write(WORKSHEET), file.flush(), os.fsync(file.fileno())))
    guard.until(stick, access="shut", reason="gate_failed")
    try:
        file.close()
    except OSError:
        pass
    wait_for(lambda: not guard.mounts_now() and stick.is_read_only(), "the stick to be shut")
    assert any(e["reason"] == "gate_failed" for e in guard.entries())
    stick.unplug()
    stick.plug()
    guard.until(stick, access="gate", reason="clean")
    copy(WORKSHEET, guard.place(stick) / "again.txt")


def test_a_gate_that_cannot_die_does_not_hold_up_the_guard(guard, stick):
    guard, stick = guard(), stick({"worksheet.txt": WORKSHEET})
    stick.plug()
    guard.until(stick, access="gate", reason="clean")
    worker = guard.worker()[0]
    # As long as somebody traces it, its parent waits for it in vain, as for one that hangs at a medium that does not answer.
    libc = ctypes.CDLL(None, use_errno=True)
    assert libc.ptrace(PTRACE_SEIZE, worker, None, None) == 0, os.strerror(ctypes.get_errno())
    try:
        os.kill(worker, signal.SIGKILL)
        with guard.connect() as connection:
            connection.settimeout(60)
            connection.sendall(b'{"schema":1,"request":"status"}\n')
            assert connection.recv(1)
        guard.until(stick, access="shut", reason="gate_failed")
        wait_for(lambda: not guard.mounts_now() and stick.is_read_only(), "the stick to be shut")
        assert "it hangs" in guard.log()
        assert "Z" in pathlib.Path(f"/proc/{worker}/stat").read_text().rpartition(")")[2]
    finally:
        os.waitpid(worker, WALL)
    # Nobody is left behind.
    wait_for(lambda: not os.path.exists(f"/proc/{worker}"), "the worker to be waited for")


def test_a_killed_broker_leaves_the_stick_shut_and_the_next_one_tidies_up(guard, stick):
    first, stick = guard(), stick({"worksheet.txt": WORKSHEET})
    stick.plug()
    first.until(stick, access="gate", reason="clean")
    place = first.place(stick)
    copy(WORKSHEET, place / "reported.txt")
    worker = first.worker()[0]
    first.kill()
    wait_for(lambda: not os.path.exists(f"/proc/{worker}") or "Z" in pathlib.Path(f"/proc/{worker}/stat").read_text().rpartition(")")[2], "the worker's end")
    with pytest.raises(OSError):
        copy(WORKSHEET, place / "new.txt")
    # What the unit's ExecStopPost does.
    subprocess.run([pathlib.Path(PROGRAM).parent / "tuckboxd", "--shut", "--mounts", first.mounts], check=True, capture_output=True)
    assert stick.is_read_only() and not first.mounts_now()
    # And without it: a daemon that finds what is left.
    first.start()
    first.until(stick, access="gate", reason="clean")
    assert (first.place(stick) / "reported.txt").read_bytes() == WORKSHEET
    first.kill()
    first.start()
    first.until(stick, access="gate", reason="clean")
    assert len(first.mounts_now()) == 1


def test_a_stick_that_was_mounted_before_the_guard_started_is_taken_over(guard, stick, tmp_path):
    stick = stick({"worksheet.txt": WORKSHEET}).plug()
    place = tmp_path / "before"
    place.mkdir()
    subprocess.run(["mount", stick.node, place], check=True)
    guard = guard()
    guard.until(stick, access="gate", reason="clean")
    assert subprocess.run(["mountpoint", "-q", place]).returncode != 0


def test_a_stick_in_use_when_the_guard_starts_is_made_read_only_and_that_is_said(guard, stick, tmp_path):
    stick = stick({"worksheet.txt": WORKSHEET}).plug()
    place = tmp_path / "before"
    place.mkdir()
    subprocess.run(["mount", stick.node, place], check=True)
    try:
        with open(place / "worksheet.txt"):
            guard = guard()
            guard.until(stick, access="shut", reason="already_mounted")
            assert is_refused(lambda: copy(WORKSHEET, place / "new.txt"))
            assert "in use" in guard.log()
    finally:
        subprocess.run(["umount", "-l", place])


def test_a_permission_ends_with_its_time(guard, stick):
    guard, stick = guard(), stick({"list.csv": PUPILS})
    stick.plug()
    guard.until(stick, access="read_only", reason="protected_data")
    assert guard.ask("allow", device=stick.name, seconds=20, read_write=True)[-1]["says"] == "done"
    guard.until(stick, access="unjudged", reason="allowed_for_a_time")
    place = mounted_writable(guard)
    copy(PUPILS, place / "again.csv")
    entry = guard.entries("guard allow")[0]
    assert entry["seconds"] == 20 and entry["by"] == 0 and entry["access"] == "unjudged"
    guard.until(stick, access="read_only", reason="protected_data")
    wait_for(stick.is_read_only, "the flag")
    assert is_refused(lambda: copy(WORKSHEET, guard.place(stick) / "late.txt"))


def test_a_program_that_still_writes_when_the_time_is_over_keeps_nobody_else_from_being_shut_out(guard, stick):
    guard, stick = guard(), stick({"worksheet.txt": WORKSHEET})
    stick.plug()
    guard.until(stick, access="gate", reason="clean")
    guard.ask("allow", device=stick.name, seconds=15, read_write=True)
    guard.until(stick, access="unjudged")
    place = mounted_writable(guard)
    with open(place / "long.txt", "wb") as file:
        guard.until(stick, reason="being_scanned")
        wait_for(lambda: not place.exists() or not (place / "worksheet.txt").exists(), "the folder to go")
        assert "still writes" in wait_for(lambda: "still writes" in guard.log() and guard.log(), "the warning")
        file.write(WORKSHEET)
    guard.until(stick, access="gate", reason="clean")


def test_denied_is_shut_at_once_and_unplugging_ends_it(guard, stick):
    guard, stick = guard(), stick({"worksheet.txt": WORKSHEET})
    stick.plug()
    guard.until(stick, access="gate", reason="clean")
    assert guard.ask("deny", device=stick.name)[-1]["says"] == "done"
    guard.until(stick, access="shut", reason="denied")
    wait_for(lambda: not guard.mounts_now() and stick.is_read_only(), "the stick to be shut")
    stick.unplug()
    stick.plug()
    guard.until(stick, access="gate", reason="clean")


def test_partitions_are_judged_each_by_itself(guard, tmp_path, udev):
    image = tmp_path / "parts.img"
    with open(image, "wb") as file:
        file.truncate(64 << 20)
    subprocess.run(["sfdisk", "-q", image], input=b"label: dos\nsize=30M\nsize=30M\n", check=True)
    for number, content in ((1, WORKSHEET), (2, PUPILS)):
        part = sticks.make_image(tmp_path / f"part{number}.img", size=30 << 20, files={"file.csv": content})
        offset = 1 if number == 1 else 31
        subprocess.run(["dd", f"if={part}", f"of={image}", "bs=1M", f"seek={offset}", "conv=notrunc", "status=none"], check=True)
    guard, stick = guard(), sticks.Stick(image)
    try:
        stick.plug(partitions=True)
        guard.until(f"{stick.name}p1", access="gate", reason="clean")
        guard.until(f"{stick.name}p2", access="read_only", reason="protected_data")
        wait_for(lambda: stick.name not in guard.states(), "the disk itself to be left out")
        copy(WORKSHEET, guard.place(f"{stick.name}p1") / "new.txt")
        # What udev tells of the disk once more, when somebody has closed it, does not shut its partitions.
        for _ in range(3):
            pathlib.Path(f"/sys/class/block/{stick.name}/uevent").write_text("change")
            sticks.run("udevadm", "settle", "--timeout=20")
            time.sleep(0.3)
        assert guard.log().count(f"{stick.name} (") == 1, guard.log()
        copy(WORKSHEET, guard.place(f"{stick.name}p1") / "newer.txt")
        assert is_refused(lambda: copy(WORKSHEET, guard.place(f"{stick.name}p2") / "new.txt"))
        assert guard.ask("eject", device=stick.name)[-1].get("code") == "ambiguous_device"
        assert guard.ask("eject", device=f"{stick.name}p1")[-1]["says"] == "done"
        wait_for(stick.is_read_only, "the disk's own flag")
    finally:
        stick.unplug()


def test_a_stick_without_a_file_system_stays_shut(guard, tmp_path, udev):
    image = tmp_path / "blank.img"
    with open(image, "wb") as file:
        file.truncate(16 << 20)
    guard, stick = guard(), sticks.Stick(image)
    try:
        stick.plug()
        guard.until(stick, access="shut", reason="no_file_system")
        assert stick.is_read_only() and not guard.mounts_now()
        assert guard.ask("allow", device=stick.name, seconds=60, read_write=True)[-1]["code"] == "impossible"
    finally:
        stick.unplug()


def test_a_listed_device_is_treated_as_the_policy_says(guard, stick):
    stick = stick({"list.csv": PUPILS})
    stick.plug()
    identity = f"0781:5567:TEST{stick.number}X"
    guard = guard(f"guard:\n  devices:\n    - {{device: \"{identity}\", mode: read_only}}\n")
    guard.until(stick, access="read_only", reason="listed")
    assert is_refused(lambda: copy(WORKSHEET, guard.place(stick) / "new.txt"))


def test_a_policy_that_cannot_be_obeyed_leaves_sticks_read_only(guard, stick):
    guard, stick = guard("guard: {clean_sticks: open}\n"), stick({"worksheet.txt": WORKSHEET})
    stick.plug()
    guard.until(stick, access="read_only", reason="policy_unusable")
    assert "policy_unusable" in guard.ask("status")[0]["shortfalls"]
    guard.policy.write_text("schema: 1\n")
    guard.process.send_signal(signal.SIGHUP)
    guard.until(stick, access="gate", reason="clean")


def test_what_cannot_be_recorded_is_not_written(guard, stick):
    guard, stick = guard(), stick({"worksheet.txt": WORKSHEET})
    # A trail that somebody has damaged takes no entry.
    guard.trail.mkdir(mode=0o700)
    (guard.trail / "2026-01.log").write_text("{}\n")
    stick.plug()
    guard.until(stick, access="read_only", reason="record_unavailable")
    assert is_refused(lambda: copy(WORKSHEET, guard.place(stick) / "new.txt"))
    assert "record_unavailable" in guard.ask("status")[0]["shortfalls"]
    assert guard.ask("allow", device=stick.name, seconds=60, read_write=True)[-1]["code"] == "not_recorded"


def test_a_stick_that_is_pulled_out_in_the_middle_leaves_nothing_behind(guard, stick):
    guard, stick = guard(), stick({"worksheet.txt": WORKSHEET})
    for _ in range(3):
        stick.plug()
        place = guard.place(stick)
        file = open(place / "half.txt", "wb")
        file.write(WORKSHEET)
        stick.unplug()
        try:
            file.close()
        except OSError:
            pass
        wait_for(lambda: not guard.states() and not guard.mounts_now() and not guard.worker() and not guard.worker("tuckbox-survey"), "nothing to be left")
    assert not list(guard.mounts.iterdir())


def test_a_file_in_use_keeps_a_stick_from_being_ejected(guard, stick):
    guard, stick = guard(), stick({"worksheet.txt": WORKSHEET})
    stick.plug()
    guard.until(stick, access="gate", reason="clean")
    place = guard.place(stick)
    with open(place / "worksheet.txt"):
        assert guard.ask("eject", device=stick.name)[-1]["code"] == "in_use"
    copy(WORKSHEET, place / "still.txt")
    assert guard.ask("eject", device=stick.name)[-1]["says"] == "done"
