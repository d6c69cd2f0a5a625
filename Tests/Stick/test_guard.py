"""The whole guard with real sticks: a real kernel, vfat and exFAT, usb-storage and UAS, a user who is nobody in particular."""
import json
import pathlib
import time

import pytest

import sticks
from conftest import PROGRAM
from lab import FLOOR, FLOOR_FILES, PATIENCE, Guest

PROGRAMS = pathlib.Path(PROGRAM).parent if PROGRAM else None
TEACHER = 1000
# A rule of another package that is to be the last word about nodes.
STUBBORN = 'SUBSYSTEM=="block", KERNEL=="sd*", OWNER:="teacher", MODE:="0666"\n'
WORKSHEET = b"Fractions. Shade one half of each shape, then three quarters of the circle.\n" * 20
MARK = b"Samplewick"
# Invented.
PUPILS = b"Pupil name,UPN,Date of birth,SEN status,Medical\n" + b"".join(
    b"%s,A12345678901%d,0%d/03/2015,EHCP,asthma\n" % (name, i, i + 1) for i, name in enumerate(
        [b"Amelia Exampleby", b"Bertram Samplewick", b"Clara Testhampton", b"Dorian Mockford", b"Edith Placeholm"])) * 3
KINDS = {
    "vfat": lambda folder, files={}: sticks.vfat(folder, files),
    "partition": lambda folder, files={}: sticks.partitioned(folder, sticks.vfat(folder, files)),
    "exfat": lambda folder: sticks.exfat(folder),
}
# As cp does, and wants to know whether it worked.
COPY = """
import os, sys
with open(sys.argv[2], "wb") as file:
    file.write(open(sys.argv[1], "rb").read())
    file.flush()
    os.fsync(file.fileno())
"""


class Guard:
    """tuckboxd in the guest. /tmp is the one of both, the guest's small system and this computer's programs."""

    def __init__(self, guest, policy=None):
        self.guest = guest
        guest.install_floor()
        if policy:
            # Not in /tmp: a policy that others could change is not obeyed.
            guest.put("/run/policy.yaml", policy)
        guest.put("/tmp/seat", f"ACTIVE_UID={TEACHER}\n")
        guest.put("/tmp/copy.py", COPY, 0o644)
        guest.put("/tmp/worksheet.txt", WORKSHEET)
        guest.put("/tmp/list.csv", PUPILS)
        self.start()

    def start(self):
        self.task = self.guest.start(PROGRAMS / "tuckboxd", "--socket", "/tmp/guard.sock", "--trail", "/tmp/trail", "--policy", "/run/policy.yaml",
                                     "--mounts", "/tmp/sticks", "--seat", "/tmp/seat")
        self.guest.wait("[ -S /tmp/guard.sock ]")

    def sticks(self):
        done = self.guest.host(PROGRAM, "guard", "status", "--json", "--socket", "/tmp/guard.sock", check=False)
        return json.loads(done.output)["sticks"] if done.output.startswith("{") else []

    def until(self, seconds=PATIENCE, **wanted):
        ends = time.monotonic() + seconds
        while True:
            found = self.sticks()
            for stick in found:
                if all(stick.get(key) == value for key, value in wanted.items()):
                    return stick
            errors = (self.guest.out / f"{self.task.name}.errors").read_text(errors="replace")
            assert time.monotonic() < ends, f"{wanted}: {found}\n{errors}"
            time.sleep(0.3)

    def copy(self, name, place, target):
        return self.guest.host("python3", "/tmp/copy.py", f"/tmp/{name}", f"{place}/{target}", user=TEACHER, check=False).status

    def pids(self, name):
        return self.guest.run(f"for p in /proc/[0-9]*; do case $(readlink $p/exe) in */{name}) echo ${{p#/proc/}};; esac; done; true").output.split()


@pytest.mark.parametrize("kind, uas", [("vfat", False), ("exfat", True), ("partition", False)])
def test_a_pupil_list_does_not_get_onto_a_clean_stick_and_a_worksheet_does(guest, tmp_path, kind, uas):
    image = KINDS[kind](tmp_path)
    guard = Guard(guest)
    stick = guest.plug(image, uas=uas)
    place = guard.until(access="gate", reason="clean")["place"]
    assert guard.copy("worksheet.txt", place, "worksheet.txt") == 0
    assert guard.copy("list.csv", place, "list.csv") != 0
    # A name that the file system cannot have is refused at once, so that nothing is lost.
    guest.host("cp", "/tmp/worksheet.txt", "/tmp/notes", user=TEACHER)
    assert guest.host("mv", "/tmp/notes", f"{place}/Notes 12:30.txt", user=TEACHER, check=False).status != 0
    assert guest.host("cat", "/tmp/notes").output.encode() == WORKSHEET
    assert guest.host("ls", place, user=TEACHER).output.split() == ["worksheet.txt"]
    # Nobody but its user looks into it.
    assert guest.host("ls", place, user=1001, check=False).status != 0
    assert guest.host(PROGRAM, "guard", "eject", "sda1" if kind == "partition" else "sda", "--socket", "/tmp/guard.sock", user=TEACHER, check=False).status == 0
    assert guest.run("cat /sys/block/sda/ro").output.strip() == "1"
    guest.unplug(stick)
    raw = image.read_bytes()
    assert MARK not in raw and WORKSHEET[:60] in raw


def test_a_stick_with_a_pupil_list_can_be_read_and_not_written_and_is_on_record(guest, tmp_path):
    image = KINDS["vfat"](tmp_path, {"YEAR6/LIST.CSV": PUPILS})
    guard = Guard(guest)
    guest.plug(image)
    place = guard.until(access="read_only", reason="protected_data")["place"]
    assert guard.copy("worksheet.txt", place, "new.txt") != 0
    assert "Samplewick" in guest.host("cat", f"{place}/YEAR6/LIST.CSV", user=TEACHER).output
    record = guest.run("cat /tmp/trail/*.log").output
    assert '"reason":"protected_data"' in record and "LIST" not in record and "Samplewick" not in record


def test_killed_programs_leave_the_stick_shut_and_plugging_in_again_helps(guest, tmp_path):
    image = KINDS["vfat"](tmp_path)
    guard = Guard(guest)
    stick = guest.plug(image)
    place = guard.until(access="gate", reason="clean")["place"]
    guest.run("kill -9 " + guard.pids("tuckbox-gate")[0])
    assert guard.copy("worksheet.txt", place, "a.txt") != 0
    guard.until(access="shut", reason="gate_failed")
    guest.wait("[ $(cat /sys/block/sda/ro) = 1 ]")
    guest.unplug(stick)
    guest.plug(image, name="again")
    place = guard.until(access="gate", reason="clean")["place"]
    guest.run("kill -9 " + guard.pids("tuckboxd")[0])
    assert guard.copy("worksheet.txt", place, "b.txt") != 0
    assert guest.host("mount", "/dev/sda", "/mnt", user=TEACHER, check=False).status != 0
    guest.host(PROGRAMS / "tuckboxd", "--shut", "--mounts", "/tmp/sticks")
    assert guest.run("cat /sys/block/sda/ro").output.strip() == "1"
    guard.start()
    place = guard.until(access="gate", reason="clean")["place"]
    assert guard.copy("worksheet.txt", place, "c.txt") == 0


def test_pulled_out_in_mid_write_what_was_reported_written_is_there(guest, tmp_path):
    image = KINDS["vfat"](tmp_path)
    guard = Guard(guest)
    stick = guest.plug(image)
    place = guard.until(access="gate", reason="clean")["place"]
    assert guard.copy("worksheet.txt", place, "first.txt") == 0
    guest.start("sh", "-c", f"while :; do python3 /tmp/copy.py /tmp/worksheet.txt {place}/$RANDOM$$.txt; done", user=TEACHER)
    time.sleep(1)
    guest.unplug(stick)
    guest.wait("! grep -q /tmp/sticks /proc/mounts")
    assert guard.sticks() == []
    guest.plug(image, name="again")
    place = guard.until(access="gate", reason="clean")["place"]
    assert guest.host("cat", f"{place}/first.txt", user=TEACHER).output.encode() == WORKSHEET


def race(guest, racer):
    """Lets a writer of the user's loose on nodes, on where a desktop would mount sticks, and with a pupil list on where the guard shows them."""
    guest.put("/tmp/list.csv", PUPILS)
    return guest.start(racer, "/tmp/sticks/STICK", "/tmp/list.csv", user=TEACHER)


def after_race(task):
    """What the writer says, once it has had a moment with the verdict."""
    time.sleep(1)
    task.stop()
    said, = task.lines()
    assert said["written"] == 0 and said["gated"] == 0, said
    assert said["refused"] > 100 and said["tried"] > 0, said


@pytest.mark.parametrize("files, uas, reason", [({}, False, "clean"), ({"LIST.CSV": PUPILS}, True, "protected_data")])
def test_a_racing_writer_writes_nothing_before_the_guard_has_judged(guest, racer, tmp_path, files, uas, reason):
    image = KINDS["vfat"](tmp_path, files)
    # The writer keeps a node open as soon as it may: the gate's mount has the flag lifted.
    guest.put("/etc/udev/rules.d/10-generous.rules", STUBBORN)
    guard = Guard(guest)
    task = race(guest, racer)
    stick = guest.plug(image, uas=uas)
    guard.until(reason=reason)
    after_race(task)
    guest.unplug(stick)
    raw = image.read_bytes()
    assert b"THE RACER WAS HERE" not in raw and raw.count(MARK) == len(files) * PUPILS.count(MARK)


def test_a_stick_that_is_there_at_the_start_is_judged_too(racer, tmp_path):
    image = KINDS["vfat"](tmp_path, {"LIST.CSV": PUPILS})
    with Guest(sticks=[image], floor=True) as guest:
        assert guest.run("cat /sys/block/sda/ro").output.strip() == "1"
        task = race(guest, racer)
        Guard(guest).until(access="read_only", reason="protected_data")
        after_race(task)
    assert b"THE RACER WAS HERE" not in image.read_bytes()


def test_sticks_that_fail_or_are_too_slow_are_read_only_and_the_guard_goes_on(guest, tmp_path):
    for name in "bad", "slow", "good":
        (tmp_path / name).mkdir()
    content = b"BAD SECTOR HERE " + WORKSHEET * 40
    bad = sticks.vfat(tmp_path / "bad", {"NOTE.TXT": content}, label="BAD")
    # Some 90 seconds of reading.
    slow = sticks.vfat(tmp_path / "slow", {f"NOTE{i}.TXT": b"%d " % i + WORKSHEET * 700 for i in range(8)}, label="SLOW")
    guard = Guard(guest, "schema: 1\nguard: {scan_minutes: 1}\n")
    guest.plug(slow, slow=100_000)
    guest.plug(bad, failing=bad.read_bytes().find(b"BAD SECTOR HERE") // 512)
    for device in "sdb", "sda":
        place = guard.until(device=device, access="read_only", reason="scan_unfinished")["place"]
        assert guard.copy("worksheet.txt", place, "NEW.TXT") != 0
    assert not guard.pids("tuckbox-survey")
    # Nothing can be read of this one, not even what kind it is.
    guest.plug(sticks.vfat(tmp_path / "good", label="DEAD", name="dead"), failing=0, wait=False)
    guard.until(device="sdc", access="shut", reason="no_file_system")
    guest.plug(sticks.vfat(tmp_path / "good"))
    guard.copy("worksheet.txt", guard.until(device="sdd", access="gate", reason="clean")["place"], "worksheet.txt")


def test_after_its_removal_sticks_are_as_without_it(guest, tmp_path):
    """What the package's scripts do to a computer that runs: first the daemon is stopped, then its files go, then postrm is run."""
    script, = FLOOR.parent.glob("**/*guard*postrm")
    guard = Guard(guest)
    stick = guest.plug(KINDS["partition"](tmp_path))
    guard.until(access="gate", reason="clean")
    guest.run("kill -TERM " + guard.pids("tuckboxd")[0])
    guard.task.ended()
    guest.host(PROGRAMS / "tuckboxd", "--shut", "--mounts", "/tmp/sticks")
    assert guest.run("cat /sys/block/sda/ro /sys/block/sda/sda1/ro").output.split() == ["1", "1"]
    guest.run("rm " + " ".join(f"/{name}" for name in FLOOR_FILES))
    guest.put("/tmp/postrm", script.read_bytes(), 0o755)
    guest.run("/tmp/postrm remove && udevadm settle")
    for again in False, True:
        if again:
            guest.unplug(stick)
            guest.plug(stick.path, name="again")
        assert guest.run("cat /sys/block/sda/ro /sys/block/sda/sda1/ro").output.split() == ["0", "0"]
        known = guest.run("udevadm info --export-db").output
        assert "TUCKBOX_GUARDED" not in known and "UDISKS_IGNORE" not in known
        guest.run("mount /dev/sda1 /mnt && echo new >/mnt/NEW.TXT && umount /mnt")
    assert not any(guard.pids(name) for name in ("tuckboxd", "tuckbox-gate", "tuckbox-survey", "tuckbox-scan"))
    assert guest.run("grep -c /tmp/sticks /proc/mounts", check=False).output.strip() == "0"
