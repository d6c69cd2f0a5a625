"""Tests with real sticks in a guest (lab.py), and with loop devices and this computer's own udev. They need root. TUCKBOX names the program."""
import hashlib
import os
import pathlib
import shutil
import subprocess
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import kernel
import lab

PROGRAM = os.path.abspath(os.environ["TUCKBOX"]) if "TUCKBOX" in os.environ else None


def pytest_collection_modifyitems(items):
    reason = None
    if not PROGRAM:
        reason = "TUCKBOX does not name the program to test"
    elif os.geteuid():
        reason = "these tests need root"
    elif not shutil.which("qemu-system-x86_64") or not shutil.which("udevadm"):
        reason = "QEMU or udev is not installed"
    if reason:
        for item in items:
            item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture
def guest():
    with lab.Guest() as guest:
        yield guest


@pytest.fixture(scope="session")
def racer():
    """A static program that tries to write to sticks in a tight loop."""
    kernel.FOLDER.mkdir(exist_ok=True)
    source, program = pathlib.Path(__file__).parent / "racer.c", kernel.FOLDER / "racer"
    if not program.exists() or program.stat().st_mtime < source.stat().st_mtime:
        subprocess.run(["cc", "-O2", "-static", "-Wall", "-Werror", "-o", program, source], check=True)
    return program


def digest(path):
    return hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()
