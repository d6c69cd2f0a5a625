"""Tests of the audit with images made here. TUCKBOX names the program."""
import os
import pathlib
import subprocess
import sys

import pytest

HERE = pathlib.Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "Interop")]

import make_images
import record

PROGRAM = os.environ.get("TUCKBOX")


@pytest.fixture(scope="session", autouse=True)
def begun_record(tmp_path_factory):
    if PROGRAM:
        record.begin(tmp_path_factory)


@pytest.fixture(scope="session")
def image(tmp_path_factory):
    """An image by its name, made once a run: (path, truth)."""
    folder, made = tmp_path_factory.mktemp("images"), {}

    def get(name, seed=1):
        if not PROGRAM:
            pytest.skip("TUCKBOX does not name the program to test")
        if name in make_images.NEEDS_FUSE and (os.geteuid() or not os.path.exists("/dev/fuse")):
            pytest.skip("exFAT and NTFS are made with FUSE, as root")
        if name not in made:
            made[name] = make_images.build(name, folder, seed)
        return made[name]

    return get


@pytest.fixture
def tuckbox():
    """Runs the program; an exit status other than the given one fails the test."""
    def run(*arguments, status=0, **options):
        done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, timeout=300, **options)
        assert done.returncode == status, done.stderr.decode()
        return done
    return run
