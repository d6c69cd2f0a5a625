"""The sandbox from within: each thing that a document which has taken over the helper would like to do."""
import errno
import os
import subprocess

import pytest

from client import Helper
from conftest import HELPER, PROGRAMS

ATTEMPTS = [
    "open for writing", "open for both", "make a file", "make a nameless file", "empty a file", "truncate", "read a file", "list a folder", "make a folder", "remove",
    "rename", "link", "symbolic link", "change permissions", "change times", "set an attribute", "internet socket", "local socket", "netlink socket",
    "pair of sockets", "run a shell", "run another program", "trace the parent", "read the parent's memory", "signal the parent", "new namespace", "mount",
    "change the root",
]
# These would end or change too much outside, or fail there as well.
ONLY_INSIDE = {"trace the parent", "read the parent's memory", "new namespace", "mount", "change the root", "set an attribute"}


def probe(where, folder, attempts):
    done = subprocess.run([PROGRAMS / "sandbox-probe", where, folder, str(os.getpid()), *attempts], capture_output=True, text=True, timeout=60)
    return {line.split(" ", 1)[1]: int(line.split(" ", 1)[0]) for line in done.stdout.splitlines() if line[0].isdigit()}


@pytest.fixture
def folder(tmp_path):
    """Open to everybody, so that nothing but the sandbox stands in the way."""
    place = tmp_path / "open"
    place.mkdir()
    for path in [place, *place.parents][:4]:
        os.chmod(path, 0o777)
    (place / "there").write_text("as it was")
    os.chmod(place / "there", 0o666)
    return place


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_it_cannot_be_done_inside(folder, attempt):
    assert probe("in", folder, [attempt])[attempt] in (errno.EPERM, errno.EACCES)
    assert (folder / "there").read_text() == "as it was" and os.listdir(folder) == ["there"]


@pytest.mark.parametrize("attempt", [a for a in ATTEMPTS if a not in ONLY_INSIDE])
def test_the_same_can_be_done_outside(folder, attempt):
    assert probe("out", folder, [attempt])[attempt] == 0


def test_the_helper_says_what_protects_it():
    helper = Helper(HELPER)
    kind, landlock, changed = helper.receive()
    assert kind == ord("R") and landlock >= 1 and changed == (os.geteuid() == 0)
    status = open(f"/proc/{helper.process.pid}/status").read()
    fields = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
    assert fields["NoNewPrivs"] == "1" and fields["Seccomp"] == "2"
    if changed:
        assert set(fields["Uid"].split()) == {"65534"} and fields["Groups"].strip() == "" and int(fields["CapEff"], 16) == 0
    helper.end()


@pytest.mark.parametrize("body", [b"", b"D", b"X", b"O\0", b"D\1name without a descriptor", b"\0" * 100])
def test_a_frame_that_is_none_ends_the_helper(body):
    helper = Helper(HELPER)
    assert helper.receive()[:1] == b"R"
    helper.send(body)
    assert helper.receive() is None
    helper.end()


def test_started_by_hand_it_says_so():
    done = subprocess.run([HELPER], capture_output=True, text=True, close_fds=True)
    assert done.returncode == 64 and done.stderr.startswith("tuckbox-scan: error: ")
