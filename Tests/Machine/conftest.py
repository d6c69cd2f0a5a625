"""Tests that need root: real file systems on loop devices. The program is the one that TUCKBOX names."""
import os
import pathlib
import subprocess
import sys

import pytest

sys.path.append(str(pathlib.Path(__file__).parent.parent / "Interop"))
import record

PROGRAM = os.environ.get("TUCKBOX")


@pytest.fixture(scope="session", autouse=True)
def begun_record(tmp_path_factory):
    if PROGRAM:
        record.begin(tmp_path_factory)


def pytest_collection_modifyitems(items):
    reason = "TUCKBOX does not name the program to test" if not PROGRAM else "these tests need root" if os.geteuid() else None
    if reason:
        for item in items:
            item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture
def tuckbox():
    def run(*arguments, **options):
        return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, timeout=300, **options)
    return run


@pytest.fixture
def keys(tmp_path, tuckbox):
    """A recovery key pair in the test's folder: rk and rk.pub."""
    assert tuckbox("key", "generate", "-o", tmp_path / "rk", "--no-passphrase").returncode == 0
    return tmp_path


@pytest.fixture
def file_system(tmp_path):
    """Makes and mounts a file system of a size in a sparse file: file_system("vfat", 16 << 20, "-F", "32"). exFAT goes through FUSE."""
    mounted = []
    loops = []

    def make(kind, size, *options):
        image, place = tmp_path / f"{kind}{len(mounted)}.img", tmp_path / f"{kind}{len(mounted)}"
        with open(image, "wb") as file:
            file.truncate(size)
        subprocess.run([f"mkfs.{kind}", *options, str(image)], check=True, capture_output=True)
        place.mkdir()
        loop = subprocess.run(["losetup", "-f", "--show", str(image)], check=True, capture_output=True, text=True).stdout.strip()
        loops.append(loop)
        # Whoever had the device before may have left it for reading only.
        subprocess.run(["blockdev", "--setrw", loop], check=True)
        if kind == "exfat":
            subprocess.run(["mount.exfat-fuse", loop, str(place)], check=True, capture_output=True)
        else:
            subprocess.run(["mount", "-t", kind, loop, str(place)], check=True)
        mounted.append(place)
        return place

    yield make
    for place in mounted:
        subprocess.run(["umount", "-l", str(place)])
    for loop in loops:
        subprocess.run(["losetup", "-d", loop])


def kernel_has(kind):
    subprocess.run(["modprobe", "-q", kind], check=False)
    return any(line.split()[-1] == kind for line in open("/proc/filesystems"))


def names(folder):
    return sorted(os.listdir(folder))


def write(path, size):
    """A file of random bytes."""
    with open(path, "wb") as file:
        file.write(os.urandom(size))
    return pathlib.Path(path)
