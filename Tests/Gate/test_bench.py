"""Scripts/bench-gate measures, and leaves nothing behind when it is ended."""
import os
import pathlib
import signal
import subprocess
import time

import pytest
from mounted import PROGRAMS, wait

BENCH = pathlib.Path(__file__).resolve().parents[2] / "Scripts/bench-gate"


def start(folder, *arguments):
    return subprocess.Popen(
        [BENCH, "--disk", folder, "--size", "2", "--files", "5", *arguments], env=os.environ | {"TUCKBOX": str(PROGRAMS / "tuckbox")},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def left(folder):
    mounts = [line.split()[1] for line in pathlib.Path("/proc/mounts").read_text().splitlines() if str(folder) in line]
    loops = subprocess.run(["losetup", "-a"], capture_output=True, text=True, check=True).stdout.splitlines()
    return mounts + [line for line in loops if str(folder) in line] + list(folder.iterdir())


def test_single_lines_are_measured(tmp_path):
    bench = start(tmp_path, "--only", "small", "--runs", "1")
    said, wrong = bench.communicate(timeout=300)
    assert bench.returncode == 0, wrong
    lines = [line.split() for line in said.splitlines() if "MiB" in line or "KiB" in line]
    assert [line[:2] for line in lines] == [["5", "files"], ["peak", "memory"]]
    assert all(float(seconds) > 0 for seconds in lines[0][5:8])
    assert left(tmp_path) == []


@pytest.mark.parametrize(
    ("number", "moment"), [(signal.SIGTERM, "while it makes the medium"), (signal.SIGTERM, "while it measures"), (signal.SIGINT, "while it measures")])
def test_nothing_is_left_when_it_is_ended(tmp_path, number, moment):
    bench = start(tmp_path, "--only", "vault", "--runs", "1000")
    if moment == "while it measures":
        wait(lambda: any("-gate" in str(found) for found in left(tmp_path)), "the gate to be mounted")
        time.sleep(1)
    else:
        wait(lambda: any("stick" in str(found) for found in left(tmp_path)) or list(tmp_path.glob("*/stick*")), "the medium")
    bench.send_signal(number)
    said, wrong = bench.communicate(timeout=300)
    assert bench.returncode == 128 + number, said + wrong
    assert left(tmp_path) == []
