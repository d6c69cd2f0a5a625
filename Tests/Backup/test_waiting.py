"""A program that does not end is ended, with all that it started, when a signal comes."""
import os
import signal
import subprocess
import time

import pytest

PROGRAM = os.environ.get("TUCKBOX")


def ends(process):
    """After one SIGTERM, in far less time than what it waits for."""
    process.send_signal(signal.SIGTERM)
    return process.communicate(timeout=30)[1]


@pytest.mark.parametrize("where", ["source", "tell"])
def test_a_wait_for_a_program_is_ended_by_a_signal(school, where):
    school.to_folder()
    flag = school.path / "waits"
    line = ["/bin/sh", "-c", f"echo hi; exec >&-; touch {flag}; exec sleep 300"]
    if where == "source":
        school.source = {"command": line}
    else:
        school.write(tell={"command": line, "when": "always"})
    process = school.start()
    deadline = time.monotonic() + 60
    while not flag.exists():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    time.sleep(0.5)
    errors = ends(process)
    assert process.returncode in ((130,) if where == "source" else (3, 130)), errors


def test_a_drill_that_is_killed_leaves_nothing_behind_the_next_one(school):
    school.to_folder()
    scratch = school.folder("scratch")
    assert school.run().returncode == 0
    school.write(drill={"load": ["/bin/sh", "-c", "exec sleep 300"]})
    command = [PROGRAM, "backup", "drill", school.file, "--state", school.path / "state", "--recovery-key", school.path / "safe/rk", "--scratch", scratch]
    process = subprocess.Popen([*command, "-o", school.path / "one.txt"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while not list(scratch.glob("*/restored/contents/source/register")):
        assert time.monotonic() < deadline and process.poll() is None, process.communicate()
        time.sleep(0.05)
    time.sleep(0.5)
    process.kill()
    process.wait(timeout=30)
    assert list(scratch.iterdir())
    school.write(drill={"load": ["/bin/sh", "-c", "true"]})
    second = school.with_key("drill", "--scratch", scratch, "-o", school.path / "two.txt")
    assert second.returncode == 0, second.stderr
    assert not list(scratch.iterdir())
