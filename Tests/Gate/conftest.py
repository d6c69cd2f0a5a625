"""Tests of tuckbox-gate with real programs, as root. TUCKBOX names the program beside which it was built."""
import os
import pathlib
import random
import subprocess
import sys
import time

import pytest

HERE = pathlib.Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "Interop")]
import record
from mounted import PROGRAMS, Gate, Medium


@pytest.fixture(scope="session", autouse=True)
def begun_record(tmp_path_factory):
    if (PROGRAMS / "tuckbox").exists():
        record.begin(tmp_path_factory)


def pytest_collection_modifyitems(items):
    reason = "TUCKBOX does not name the programs to test" if not (PROGRAMS / "tuckbox-gate").exists() else "these tests need root" if os.geteuid() else None
    if reason:
        for item in items:
            item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture
def stick(tmp_path):
    """Makes a medium: stick() is ext4, stick("exfat"), stick("ntfs"), stick("folder")."""
    made = []

    def make(kind="ext4", size=64 << 20):
        made.append(Medium(kind, tmp_path / f"medium{len(made)}", size))
        return made[-1]
    yield make
    for medium in made:
        medium.close()


@pytest.fixture
def gate(stick):
    """Starts a gate over a new medium, or over one that is given: gate("--vaults-only", over=stick("exfat"))."""
    started = []

    def start(*arguments, over=None, **options):
        started.append(Gate(over or stick(), *arguments, **options))
        return started[-1]
    yield start
    for gate in started:
        gate.close()


@pytest.fixture
def tuckbox():
    def run(*arguments, **options):
        return subprocess.run([PROGRAMS / "tuckbox", *map(str, arguments)], capture_output=True, timeout=300, check=True, **options)
    return run


@pytest.fixture
def keys(tmp_path, tuckbox):
    """The school's recovery key pair and another one: rk, rk.pub, other, other.pub."""
    for name in "rk", "other":
        tuckbox("key", "generate", "-o", tmp_path / name, "--no-passphrase")
    return tmp_path


@pytest.fixture
def seed():
    value = int(os.environ.get("TUCKBOX_SEED", random.SystemRandom().randrange(1 << 32)))
    print(f"seed {value}: TUCKBOX_SEED={value} repeats it")
    return value
