"""Tests of 'tuckbox watch' with simulated devices: no privileges, and nothing of this computer's is seen. TUCKBOX names the program."""
import json
import os
import pathlib
import select
import shutil
import signal
import subprocess
import time

import pytest

PROGRAM = os.environ.get("TUCKBOX")
HERE = pathlib.Path(__file__).parent
PATIENCE = 15


def pytest_collection_modifyitems(items):
    reason = "TUCKBOX does not name the program to test" if not PROGRAM else "umockdev is not installed" if not shutil.which("umockdev-wrapper") else None
    if reason:
        for item in items:
            item.add_marker(pytest.mark.skip(reason=reason))


def hidden(*command):
    """A command that does not see what this computer's udev knows: numbers of devices are the same there."""
    if not os.path.exists("/run/udev"):
        return command
    return ["unshare", "-m", *([] if os.geteuid() == 0 else ["-r"]), "sh", "-c", 'mount -t tmpfs none /run/udev && exec "$@"', "sh", *command]


class Devices:
    """Simulated devices; see mock.py for what can be done with them."""
    def __init__(self):
        self.process = subprocess.Popen(["umockdev-wrapper", "/usr/bin/python3", HERE / "mock.py"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.root = self._answer()

    def _answer(self):
        line = self.process.stdout.readline()
        assert line, "the simulation has ended"
        return json.loads(line)

    def do(self, *action):
        self.process.stdin.write(json.dumps(action) + "\n")
        self.process.stdin.flush()
        return self._answer()

    def stick(self, port="1-1", disk="sda", minor=0, serial="4C530001", sectors="2048", more={}, attributes={}):
        """A USB device with a disk; the paths of both."""
        usb = self.do("add", "usb", port, None, {"idVendor": "0781", "idProduct": "5567", **({"serial": serial} if serial else {})}, {"DEVTYPE": "usb_device"})
        return usb, self.disk(usb, disk, minor, sectors, more, attributes)

    def disk(self, parent, name, minor, sectors="2048", more={}, attributes={}):
        facts = {"DEVTYPE": "disk", "DEVNAME": f"/dev/{name}", "MAJOR": "8", "MINOR": str(minor), "ID_BUS": "usb", **more}
        return self.do("add", "block", name, parent, {"size": sectors, "removable": "1", "ro": "0", **attributes}, facts)

    def partition(self, disk, name, minor, sectors="1024"):
        facts = {"DEVTYPE": "partition", "DEVNAME": f"/dev/{name}", "MAJOR": "8", "MINOR": str(minor), "ID_BUS": "usb", "ID_FS_TYPE": "vfat"}
        return self.do("add", "block", name, disk, {"size": sectors, "ro": "0", "partition": "1"}, facts)

    def close(self):
        self.process.stdin.close()
        self.process.wait(PATIENCE)


def hear_signals():
    """Whoever runs the tests in the background or under nohup has them ignore some signals, and what they start would too."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


class Watch:
    """A running 'tuckbox watch'."""
    def __init__(self, devices, *arguments, **options):
        environment = {**os.environ, "UMOCKDEV_DIR": devices.root}
        self.process = subprocess.Popen(
            hidden("umockdev-wrapper", PROGRAM, "watch", *arguments), env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            preexec_fn=hear_signals, **options)
        self.text = b""
        if "--json" in arguments:
            self.until(lambda lines: lines and lines[-1]["event"] == "watching")
        else:
            self.said = ""
            while "waiting" not in self.said:
                line = self.process.stderr.readline().decode()
                assert line, self.said
                self.said += line

    @property
    def lines(self):
        return [json.loads(line) for line in self.text.split(b"\n")[:-1]]

    def until(self, condition):
        """Reads until condition(lines of JSON so far) is true; gives what is new."""
        seen, ends = len(self.lines), time.monotonic() + PATIENCE
        while not condition(self.lines[seen:]):
            self._read(ends)
        return self.lines[seen:]

    def until_text(self, text):
        ends = time.monotonic() + PATIENCE
        while text.encode() not in self.text or not self.text.endswith(b"\n"):
            self._read(ends)

    def _read(self, ends):
        ready, _, _ = select.select([self.process.stdout], [], [], max(0, ends - time.monotonic()))
        more = os.read(self.process.stdout.fileno(), 1 << 16) if ready else b""
        assert more, f"waited in vain after:\n{self.text.decode()}{self.errors() if self.process.poll() is not None else ''}"
        self.text += more

    def next(self, count=1):
        return self.until(lambda lines: len(lines) >= count)

    def errors(self):
        return self.process.stderr.read().decode()

    def stop(self, signal=15):
        self.process.send_signal(signal)
        return self.process.wait(PATIENCE)


@pytest.fixture
def devices():
    devices = Devices()
    yield devices
    devices.close()


@pytest.fixture
def watch(devices):
    """watch("--json") starts the program, once there are the devices that it is to find."""
    running = []

    def start(*arguments, **options):
        running.append(Watch(devices, *arguments, **options))
        return running[-1]

    yield start
    for program in running:
        if program.process.poll() is None:
            program.process.kill()
        program.process.wait()
