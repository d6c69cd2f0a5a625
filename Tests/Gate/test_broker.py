"""The gate as the broker starts it: another user without capabilities, with a mounted /dev/fuse, the stick's folder and a socket."""
import ctypes
import itertools
import os
import socket
import subprocess
import urllib.parse

import pytest
from material import CLEAN, OLD, PUPILS
from mounted import PROGRAMS, unmount, wait
from test_rules import error_of, write_through

LIBC = ctypes.CDLL(None, use_errno=True)
NOBODY = 65534


class Worker:
    """Mounts FUSE as root, and starts the gate as nobody, who can do nothing by himself."""

    def __init__(self, medium, *arguments):
        self.real, self.mount = medium.real, medium.real.with_name("seen")
        self.mount.mkdir()
        os.chown(self.real, NOBODY, NOBODY)
        fuse, folder = os.open("/dev/fuse", os.O_RDWR), os.open(self.real, os.O_RDONLY | os.O_DIRECTORY)
        options = f"fd={fuse},rootmode=40000,user_id=0,group_id=0,allow_other,default_permissions"
        if LIBC.mount(b"tuckbox-gate", os.fsencode(self.mount), b"fuse.tuckbox", 6, options.encode()) != 0:
            raise OSError(ctypes.get_errno(), "mount")
        self.socket, theirs = socket.socketpair()
        self.process = subprocess.Popen(
            ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs",
             PROGRAMS / "tuckbox-gate", "--folder-fd", str(folder), "--mount-fd", str(fuse), "--broker-fd", str(theirs.fileno()), "--owner", "1000:1000",
             *map(str, arguments)],
            pass_fds=[fuse, folder, theirs.fileno()], cwd="/", env={})
        for descriptor in fuse, folder:
            os.close(descriptor)
        theirs.close()
        self.lines = self.socket.makefile("rb")
        self.socket.settimeout(60)

    def hear(self):
        word, *fields = self.lines.readline().decode("ascii").split()
        return word, {name: urllib.parse.unquote(value) for name, value in (field.split("=") for field in fields)}

    def say(self, word):
        self.socket.sendall(word.encode() + b"\n")

    def close(self):
        self.process.kill()
        self.process.wait()
        if os.path.ismount(self.mount) or error_of(os.listdir, self.mount) == "ENOTCONN":
            unmount(self.mount)


@pytest.fixture
def worker(stick, tmp_path):
    # pytest's folders are root's alone.
    for folder in tmp_path, *list(tmp_path.parents)[:2]:
        os.chmod(folder, 0o755)
    started = []

    def start(*arguments, over=None):
        started.append(Worker(over or stick(), *arguments))
        assert started[-1].hear() == ("ready", {})
        return started[-1]
    yield start
    for each in started:
        each.close()


def as_user(*command, **options):
    return subprocess.run(["setpriv", "--reuid=1000", "--regid=1000", "--clear-groups", *map(str, command)], capture_output=True, **options)


def test_a_worker_without_rights_serves_a_user(worker):
    here = worker()
    status = dict(line.split(":\t", 1) for line in open(f"/proc/{here.process.pid}/status").read().splitlines() if ":\t" in line)
    assert status["CapEff"].strip("0") == "" and status["NoNewPrivs"] == "1" and status["Uid"].split()[0] == str(NOBODY)
    done = as_user("tee", here.mount / "Zoë's list.csv", input=PUPILS)
    assert b"Permission denied" in done.stderr
    word, said = here.hear()
    assert word == "refused"
    people = int(said.pop("people"))
    assert people > 0
    assert "sen" in said.pop("categories").split(",")
    assert said == {"path": "Zoë's list.csv", "reason": "protected", "size": str(len(PUPILS)), "user": "1000"}
    assert as_user("tee", here.mount / "sheet.txt", input=CLEAN).returncode == 0
    assert as_user("cat", here.mount / "sheet.txt").stdout == CLEAN
    assert as_user("mkdir", here.mount / "d").returncode == 0
    assert as_user("mv", here.mount / "sheet.txt", here.mount / "d").returncode == 0
    assert (here.real / "d" / "sheet.txt").read_bytes() == CLEAN


def test_the_broker_makes_it_read_only(worker):
    here = worker()
    (here.mount / "a").write_bytes(OLD)
    file = os.open(here.mount / "a", os.O_RDWR | os.O_TRUNC)
    os.write(file, CLEAN)
    here.say("read-only")
    # A new name each time: one that is there answers that it is.
    names = itertools.count()
    wait(lambda: error_of(os.mkdir, here.mount / f"d{next(names)}") == "EROFS", "read-only")
    assert error_of(os.write, file, CLEAN) == "EROFS"
    assert error_of(os.close, file) == "EACCES"
    word, said = here.hear()
    assert (word, said["reason"]) == ("refused", "read_only")
    assert (here.mount / "a").read_bytes() == (here.real / "a").read_bytes() == OLD


def test_the_broker_finishes_it(worker):
    here = worker()
    (here.mount / "a").write_bytes(CLEAN)
    file = os.open(here.mount / "b", os.O_RDWR | os.O_CREAT)
    os.write(file, CLEAN)
    here.say("finish")
    assert here.hear() == ("finished", {"lost": "1"})
    assert (here.real / "a").read_bytes() == CLEAN and not (here.real / "b").exists()
    assert error_of(os.close, file) == "EACCES"
    unmount(here.mount)
    assert here.process.wait(30) == 0


def test_without_a_broker_there_is_no_gate(worker):
    here = worker()
    (here.mount / "a").write_bytes(CLEAN)
    here.lines.close()
    here.socket.close()
    here.process.wait(30)
    assert error_of(os.listdir, here.mount) == "ENOTCONN"
    assert (here.real / "a").read_bytes() == CLEAN


def test_nonsense_from_the_broker_is_passed_over(worker):
    here = worker()
    for line in "", "x" * 5000, "read-only now=1", "finish%", "\x00\xff":
        here.say(line)
    here.say("finish")
    assert here.hear() == ("finished", {"lost": "0"})
