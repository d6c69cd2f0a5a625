"""'tuckbox watch' and the floor with this computer's own kernel and udev: loop devices that pass for sticks. All is put back."""
import errno
import fcntl
import json
import os
import pathlib
import signal
import subprocess
import tempfile
import time

import pytest

import sticks
from conftest import PROGRAM
from lab import FLOOR

LOOP_CTL_ADD, LOOP_CTL_REMOVE = 0x4C80, 0x4C81
RULES = pathlib.Path("/run/udev/rules.d")
PASSES_FOR_STICK = """
SUBSYSTEM!="block", GOTO="end"
ENV{DEVTYPE}=="disk", KERNEL=="loop*", ATTR{loop/backing_file}=="*/tuckbox-loops-*/usb-*", ENV{ID_BUS}="usb"
ENV{DEVTYPE}=="partition", ATTRS{loop/backing_file}=="*/tuckbox-loops-*/usb-*", ENV{ID_BUS}="usb"
# The kernel keeps to itself that an image is another medium.
ACTION=="change", ENV{ID_BUS}=="usb", IMPORT{db}="TUCKBOX_GUARDED"
ACTION=="change", ENV{ID_BUS}=="usb", ENV{TUCKBOX_GUARDED}!="1", ENV{DISK_MEDIA_CHANGE}="1"
LABEL="end"
"""
FIRST_LOOP = 4000
PATIENCE = 120


def run(*command, check=True):
    return subprocess.run(list(map(str, command)), check=check, capture_output=True, text=True).stdout.strip()


@pytest.fixture(scope="module")
def udev():
    """udevd with the floor's rules and one by which our images called usb-… are on USB. It is started if there is none, and ended again."""
    RULES.mkdir(parents=True, exist_ok=True)
    floor = (FLOOR / "90-tuckbox-guard.rules").read_text().replace("/usr/lib/tuckbox/is-system-disk", str(FLOOR / "is-system-disk"))
    files = {"89-tuckbox-test.rules": PASSES_FOR_STICK, "90-tuckbox-test.rules": floor}
    daemon = None
    try:
        for name, text in files.items():
            (RULES / name).write_text(text)
        if subprocess.run(["udevadm", "control", "--ping", "--timeout=5"], capture_output=True).returncode:
            daemon = subprocess.Popen(["/lib/systemd/systemd-udevd"], stderr=subprocess.DEVNULL)
            ends = time.monotonic() + PATIENCE
            while subprocess.run(["udevadm", "control", "--ping", "--timeout=5"], capture_output=True).returncode:
                assert daemon.poll() is None and time.monotonic() < ends, "udevd does not start"
                time.sleep(0.1)
        run("udevadm", "control", "--reload")
        yield
    finally:
        for name in files:
            (RULES / name).unlink(missing_ok=True)
        if daemon:
            daemon.terminate()
            daemon.wait()
            pathlib.Path("/run/udev/control").unlink(missing_ok=True)
        else:
            run("udevadm", "control", "--reload", check=False)


class Loops:
    """New loop devices, so that they are really added and removed."""
    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="tuckbox-loops-"))
        self.control = os.open("/dev/loop-control", os.O_RDWR | os.O_CLOEXEC)
        self.numbers = []

    def add(self):
        number = FIRST_LOOP
        while os.path.exists(f"/sys/block/loop{number}"):
            number += 1
        fcntl.ioctl(self.control, LOOP_CTL_ADD, number)
        self.numbers.append(number)
        return number

    def remove(self, number):
        ends = time.monotonic() + PATIENCE
        while True:
            try:
                fcntl.ioctl(self.control, LOOP_CTL_REMOVE, number)
                break
            except OSError as error:
                # udev looks at it.
                if error.errno != errno.EBUSY or time.monotonic() > ends:
                    raise
                time.sleep(0.001)
        self.numbers.remove(number)

    def attach(self, number, image):
        run("losetup", f"/dev/loop{number}", image)
        run("udevadm", "settle")

    def detach(self, number):
        run("blockdev", "--setrw", f"/dev/loop{number}", check=False)
        run("losetup", "-d", f"/dev/loop{number}", check=False)

    def close(self):
        # The last first: it may be on another.
        for number in reversed(self.numbers):
            for part in pathlib.Path(f"/sys/block/loop{number}").glob(f"loop{number}p*"):
                run("blockdev", "--setrw", f"/dev/{part.name}", check=False)
            run("partx", "-d", f"/dev/loop{number}", check=False)
            self.detach(number)
        for number in reversed(self.numbers[:]):
            self.remove(number)
        os.close(self.control)
        subprocess.run(["rm", "-r", self.folder])


@pytest.fixture
def loops(udev):
    loops = Loops()
    yield loops
    for process in Watch.running:
        process.kill()
        process.wait()
    Watch.running.clear()
    loops.close()


class Watch:
    running = []

    def __init__(self, folder, *arguments, user=None):
        before = ["setpriv", "--reuid", str(user), "--regid", str(user), "--clear-groups"] if user else []
        self.path = folder / f"watch{time.monotonic_ns()}"
        with open(self.path, "wb") as output:
            self.process = subprocess.Popen([*before, PROGRAM, "watch", "--json", *arguments], stdout=output, stderr=subprocess.DEVNULL)
        self.running.append(self.process)
        self.until(lambda lines: any(line["event"] == "watching" for line in lines))

    def lines(self):
        return [json.loads(line) for line in self.path.read_text().splitlines(keepends=True) if line.endswith("\n")]

    def until(self, condition):
        ends = time.monotonic() + PATIENCE
        while not condition(lines := self.lines()):
            assert time.monotonic() < ends and self.process.poll() is None, "waited in vain after:\n" + self.path.read_text()[-3000:]
            time.sleep(0.02)
        return lines

    def stop(self):
        self.process.terminate()
        return self.process.wait(PATIENCE)


def of(lines, number):
    return [line for line in lines if line.get("device", {}).get("node", "").startswith(f"/dev/loop{number}")]


def test_a_medium_is_shut_as_it_comes_and_its_partitions_too(loops):
    image = sticks.partitioned(loops.folder, sticks.vfat(loops.folder), sticks.exfat(loops.folder), name="usb-stick")
    watch = Watch(loops.folder)
    number = loops.add()
    loops.attach(number, image)
    run("partx", "-a", f"/dev/loop{number}")
    lines = watch.until(lambda lines: len({line["device"]["node"] for line in of(lines, number)}) == 3)
    last = {line["device"]["node"]: line["device"] for line in of(lines, number)}
    assert all(device["read_only"] and device["guarded"] and device["shut_by_rules"] for device in last.values())
    assert last[f"/dev/loop{number}p1"]["file_system"]["type"] == "vfat" and last[f"/dev/loop{number}p2"]["file_system"]["type"] == "exfat"
    assert subprocess.run(["dd", "if=/dev/zero", f"of=/dev/loop{number}p1", "count=1"], capture_output=True).returncode != 0
    assert watch.stop() == 130


def test_a_storm_of_a_thousand_additions_and_removals_leaves_nothing_behind(loops):
    watch = Watch(loops.folder, "--all")
    seen = set()
    for _ in range(500):
        number = loops.add()
        seen.add(f"/dev/loop{number}")
        loops.remove(number)
    last = loops.add()
    run("udevadm", "settle", "--timeout=100")
    lines = watch.until(lambda lines: any(line["event"] == "add" for line in of(lines, last)[-1:]) and state(lines).get(f"/dev/loop{last}"))
    assert {node for node in state(lines) if node in seen} == {f"/dev/loop{last}"}
    told_in_turns(lines)
    assert watch.stop() == 130


def test_what_was_lost_in_a_storm_is_made_good(loops):
    """The program of a user who may have a small buffer only is stopped until that has overflowed."""
    present = loops.add()
    run("udevadm", "settle")
    loops.folder.chmod(0o755)
    limit = pathlib.Path("/proc/sys/net/core/rmem_max")
    usual = limit.read_text()
    try:
        limit.write_text("212992")
        watch = Watch(loops.folder, "--all", user=65534)
    finally:
        limit.write_text(usual)
    watch.process.send_signal(signal.SIGSTOP)
    added = [loops.add() for _ in range(250)]
    run("udevadm", "settle", "--timeout=100")
    loops.remove(present)
    for number in added[:-1]:
        loops.remove(number)
    run("udevadm", "settle", "--timeout=100")
    watch.process.send_signal(signal.SIGCONT)
    lines = watch.until(lambda lines: any(line["event"] == "overrun" for line in lines) and f"/dev/loop{added[-1]}" in state(lines)
                        and f"/dev/loop{present}" not in state(lines) and f"/dev/loop{added[0]}" not in state(lines))
    ours = {f"/dev/loop{number}" for number in [present, *added]}
    assert state(lines).keys() & ours == {f"/dev/loop{added[-1]}"}
    assert watch.stop() == 130


def state(lines):
    """What is there, by what was said."""
    there = {}
    for line in lines:
        if "device" in line:
            if line["event"] == "remove":
                there.pop(line["device"]["node"], None)
            else:
                there[line["device"]["node"]] = line["device"]
    return there


def told_in_turns(lines):
    """Nothing is removed that was not there, and nothing is added twice."""
    there = set()
    for line in lines:
        node = line.get("device", {}).get("node")
        if line["event"] in ("add", "present"):
            assert line["event"] == "present" or node not in there, line
            there.add(node)
        elif line["event"] == "remove":
            assert node in there, line
            there.remove(node)


def test_rules_and_programs_agree_on_what_the_computer_runs_from(loops):
    """A live system: its medium is mounted in one place, its root is an image on it; swap is elsewhere; one stick is just a stick."""
    medium, image, swap, stick = [loops.add() for _ in range(4)]
    loops.attach(medium, sticks.ext4(loops.folder, {"live/image": bytes(4 << 20)}, name="medium"))
    loops.attach(stick, sticks.vfat(loops.folder, name="stick"))
    loops.attach(swap, sticks.blank(loops.folder, name="swap"))
    run("mkswap", f"/dev/loop{swap}")
    # In a private world of mounts, so that nobody else sees them.
    script = f"""
        set -e
        mount /dev/loop{medium} /home
        losetup /dev/loop{image} /home/live/image
        mkfs.ext4 -q /dev/loop{image}
        mount /dev/loop{image} /var
        for n in {medium} {image} {swap} {stick}; do {FLOOR}/is-system-disk $(cat /sys/block/loop$n/dev) && echo $n; done >{loops.folder}/rules || true
        timeout -s TERM 20 {PROGRAM} watch --json --all >{loops.folder}/program & p=$!
        until grep -q '"watching"' {loops.folder}/program; do sleep 0.1; done
        kill $p
        wait $p || true
        umount /var; losetup -d /dev/loop{image}; umount /home
    """
    try:
        run("swapon", f"/dev/loop{swap}")
        done = subprocess.run(["unshare", "-m", "sh", "-c", script], capture_output=True, text=True)
    finally:
        run("swapoff", f"/dev/loop{swap}", check=False)
    assert (loops.folder / "program").exists(), done.stderr
    by_rules = {int(line) for line in (loops.folder / "rules").read_text().split()}
    devices = state([json.loads(line) for line in (loops.folder / "program").read_text().splitlines()])
    by_program = {number for number in [medium, image, swap, stick] if devices[f"/dev/loop{number}"]["system_disk"]}
    assert by_rules == by_program == {medium, image, swap}
