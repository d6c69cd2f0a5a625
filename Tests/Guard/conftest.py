"""Tests of the guard with a real udevd and a real daemon, sticks being loop devices: level 3. Needs root. The programs are those beside the one that
TUCKBOX names."""
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import sticks

PROGRAM = os.environ.get("TUCKBOX")
PROGRAMS = pathlib.Path(PROGRAM).parent if PROGRAM else None
# Nobody's name: made up by us, as everything here.
PUPILS = b"Pupil name,UPN,Date of birth,SEN status\n" + b"".join(
    b"%s,%s%012d,2015-0%d-1%d,%s\n" % (name, b"ABCDEFGHJK"[i % 10:i % 10 + 1], 100000000000 + i * 7919, i % 9 + 1, i % 9, status)
    for i, (name, status) in enumerate([(b"Amelia Exampleby", b"EHCP"), (b"Bertram Samplewick", b"SEN Support"), (b"Clara Testhampton", b"EHCP"),
                                        (b"Dorian Mockford", b"None"), (b"Edith Placeholm", b"SEN Support")] * 4))
MARK = b"Samplewick"
# Seconds after which something that is waited for has failed: much, for a computer that has much else to do.
PATIENCE = 240
WORKSHEET = b"Fractions. Shade one half of each shape, then three quarters of the circle.\n" * 20


def pytest_collection_modifyitems(items):
    reason = "TUCKBOX does not name the program to test" if not PROGRAM else "these tests need root" if os.geteuid() else None
    for item in items:
        if reason:
            item.add_marker(pytest.mark.skip(reason=reason))


class Guard:
    """tuckboxd with everything of its own in a folder."""

    def __init__(self, folder, policy=None, user=None):
        self.folder = folder
        folder.chmod(0o755)
        self.socket, self.trail, self.mounts, self.log_file = folder / "guard.sock", folder / "trail", folder / "mounts", folder / "log"
        self.policy, self.seat = folder / "policy.yaml", folder / "seats" / "seat0"
        self.seat.parent.mkdir(exist_ok=True)
        self.process = None
        if policy:
            self.policy.write_text("schema: 1\n" + policy)
        if user:
            self.seat.write_text(f"IS_ACTIVE=1\nACTIVE_UID={user}\n")

    def start(self):
        with open(self.log_file, "ab") as log:
            self.process = subprocess.Popen(
                [PROGRAMS / "tuckboxd", "--socket", self.socket, "--trail", self.trail, "--policy", self.policy, "--mounts", self.mounts,
                 "--seat", self.seat], stdin=subprocess.DEVNULL, stdout=log, stderr=log, env={"PATH": "/usr/sbin:/usr/bin"}, start_new_session=True)
        wait_for(lambda: self.socket.exists() and self.ask("status"), "the daemon")
        return self

    def kill(self, with_signal=signal.SIGKILL):
        self.process.send_signal(with_signal)
        return self.process.wait(PATIENCE)

    def connect(self, user=0):
        """A connection as another user would make it."""
        if not user:
            connection = socket.socket(socket.AF_UNIX)
            connection.connect(str(self.socket))
            return connection
        ours, theirs = socket.socketpair()
        child = os.fork()
        if child == 0:
            try:
                os.setgroups([])
                os.setresgid(user, user, user)
                os.setresuid(user, user, user)
                connection = socket.socket(socket.AF_UNIX)
                connection.connect(str(self.socket))
                socket.send_fds(theirs, [b"x"], [connection.fileno()])
            finally:
                os._exit(0)
        theirs.close()
        _, descriptors, _, _ = socket.recv_fds(ours, 1, 1)
        os.waitpid(child, 0)
        return socket.socket(fileno=descriptors[0])

    def ask(self, request, user=0, **fields):
        """The answer's lines, up to the last."""
        with self.connect(user) as connection:
            connection.settimeout(PATIENCE)
            connection.sendall(json.dumps({"schema": 1, "request": request, **fields}).encode() + b"\n")
            lines = []
            for line in connection.makefile("rb"):
                lines.append(json.loads(line))
                if lines[-1]["says"] in ("done", "failed"):
                    return lines

    def listen(self, user=0):
        return Listener(self.connect(user))

    def states(self, user=0):
        # Other tests may have their own loop devices on this computer.
        return {line["device"]: line for line in self.ask("status", user) if line["says"] == "stick" and line["device"].startswith(sticks.NAMES)}

    def state(self, stick, user=0):
        return self.states(user).get(getattr(stick, "name", stick))

    def until(self, stick, seconds=PATIENCE, **wanted):
        """The stick's state once it has these values."""
        def has():
            state = self.state(stick)
            return state if state and all(state.get(key) == value for key, value in wanted.items()) else None
        return wait_for(has, lambda: f"{stick} to be {wanted}; it is {self.state(stick)}; {self.log()}", seconds)

    def place(self, stick):
        return pathlib.Path(wait_for(lambda: (self.state(stick) or {}).get("place"), lambda: f"a place of the stick; {self.log()}"))

    def worker(self, name="tuckbox-gate"):
        """Process numbers of our programs of that name."""
        found = []
        for folder in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                program, parent = os.readlink(folder / "exe"), int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            if parent == self.process.pid and pathlib.Path(program).name == name:
                found.append(int(folder.name))
        return found

    def log(self):
        return self.log_file.read_text(errors="replace")

    def record(self):
        return [json.loads(line) for path in sorted(self.trail.glob("*.log")) for line in path.read_text().splitlines()]

    def entries(self, verb="guard", phase="outcome"):
        return [entry for entry in self.record() if entry["verb"] == verb and entry["phase"] == phase]

    def mounts_now(self):
        return [line.split()[1] for line in open("/proc/self/mounts") if line.split()[1].startswith(str(self.mounts))]


class Listener:
    def __init__(self, connection):
        self.connection, self.lines = connection, []
        connection.setblocking(False)
        self.rest = b""
        connection.sendall(b'{"schema":1,"request":"listen"}\n')

    def heard(self, says):
        try:
            while data := self.connection.recv(65536):
                self.rest += data
        except BlockingIOError:
            pass
        *lines, self.rest = self.rest.split(b"\n")
        self.lines += [json.loads(line) for line in lines]
        return [line for line in self.lines if line["says"] == says]


def wait_for(condition, what, seconds=PATIENCE):
    ends = time.monotonic() + seconds
    while True:
        try:
            result = condition()
        except (ConnectionError, FileNotFoundError):
            result = None
        if result:
            return result
        assert time.monotonic() < ends, f"waited {seconds} s for {what() if callable(what) else what}"
        time.sleep(0.1)


@pytest.fixture(scope="session")
def udev():
    with sticks.Udev() as udev:
        yield udev


@pytest.fixture
def guard(udev):
    """guard(policy="guard: …", user=1000) starts a daemon."""
    made = []

    def start(policy=None, user=None):
        # Where other users can go, unlike pytest's own folders.
        made.append(Guard(pathlib.Path(tempfile.mkdtemp(prefix="tuckbox-guard-", dir="/var/tmp")), policy, user))
        return made[-1].start()

    yield start
    for guard in made:
        if guard.process.poll() is None:
            guard.kill(signal.SIGTERM)
        for place in guard.mounts_now():
            subprocess.run(["umount", "-l", place], check=False)
        shutil.rmtree(guard.folder)


@pytest.fixture
def stick(tmp_path, udev):
    """stick({"a.txt": b"…"}) makes one that is not plugged in yet."""
    made = []

    def make(files=None, **options):
        made.append(sticks.Stick(sticks.make_image(tmp_path / f"stick{len(made)}.img", files=files, **options)))
        return made[-1]

    yield make
    for one in made:
        one.unplug()


def is_refused(write):
    try:
        write()
        return False
    except OSError:
        return True
