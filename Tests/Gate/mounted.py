"""Media on loop devices, gates over them, and what lies on a medium afterwards."""
import mmap
import os
import pathlib
import subprocess
import time

PROGRAMS = pathlib.Path(os.environ.get("TUCKBOX", ".build-test/release/tuckbox")).resolve().parent


class Medium:
    """A file system in a file, mounted where only the gate is to reach it; or a plain folder."""

    def __init__(self, kind, place, size):
        self.kind, self.image, self.real, self.loop = kind, place.with_suffix(".img"), place, None
        place.mkdir()
        if kind == "folder":
            return
        with open(self.image, "wb") as file:
            file.truncate(size)
        make = {"ext4": ["mkfs.ext4", "-q", "-m", "0"], "exfat": ["mkfs.exfat"], "ntfs": ["mkfs.ntfs", "-q", "-F", "-f"]}[kind]
        subprocess.run([*make, self.image], check=True, capture_output=True)
        try:
            self.bind()
        except BaseException:
            self.close()
            raise

    def bind(self):
        self.loop = subprocess.run(["losetup", "-f", "--show", self.image], check=True, capture_output=True, text=True).stdout.strip()
        # Whoever had the device before may have left it for reading only.
        subprocess.run(["blockdev", "--setrw", self.loop], check=True)
        mount = {"ext4": ["mount", "-t", "ext4"], "exfat": ["mount.exfat-fuse"], "ntfs": ["ntfs-3g"]}[self.kind]
        subprocess.run([*mount, self.loop, self.real], check=True, capture_output=True)

    def holds(self, *needles):
        """Which of some bytes stand anywhere on the medium, in files that were deleted too. Unmounts it."""
        self.close()
        os.sync()
        with open(self.image, "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as image:
            return [needle for needle in needles if image.find(needle) >= 0]

    def close(self):
        if self.loop:
            if os.path.ismount(self.real):
                unmount(self.real)
            subprocess.run(["losetup", "-d", self.loop], check=True)
            self.loop = None


class Gate:
    """A gate over a medium, mounted at `mount`."""

    def __init__(self, medium, *arguments, program=(PROGRAMS / "tuckbox-gate",), **options):
        self.medium, self.real = medium, medium.real
        self.mount = medium.real.with_name(medium.real.name + "-gate")
        self.mount.mkdir(exist_ok=True)
        self.log = open(self.mount.with_suffix(".log"), "w+")
        self.process = subprocess.Popen(
            [*program, "--folder", self.real, "--mount", self.mount, *map(str, arguments)], stderr=self.log, stdin=subprocess.DEVNULL, **options)
        try:
            wait(lambda: os.path.ismount(self.mount) or self.process.poll() is not None, "the gate to be mounted")
        except BaseException:
            self.close()
            raise
        assert self.process.poll() is None, self.said()

    def said(self):
        """What the gate has told so far."""
        return pathlib.Path(self.log.name).read_text()

    def wait_for(self, text):
        wait(lambda: text in self.said(), repr(text))

    def close(self):
        """Unmounts; everything that was good is on the medium then."""
        if os.path.ismount(self.mount):
            unmount(self.mount)
        elif self.process.poll() is None:
            self.process.terminate()
        try:
            return self.process.wait(10)
        except subprocess.TimeoutExpired:
            # Somebody's mount namespace has a copy of the mount, which keeps it alive.
            self.process.terminate()
            return self.process.wait(60)


def unmount(place):
    for _ in range(100):
        if subprocess.run(["umount", place], capture_output=True).returncode == 0:
            return
        time.sleep(0.1)
    subprocess.run(["umount", "-l", place], check=True)


def wait(condition, what, seconds=240):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"waited for {what}"
        time.sleep(0.01)
