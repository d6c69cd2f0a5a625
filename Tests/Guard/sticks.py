"""Loop devices that pose as USB sticks to a real udevd: level 3. Needs root."""
import fcntl
import os
import pathlib
import subprocess
import time

LOOP_SET_FD, LOOP_CLR_FD, LOOP_CTL_ADD, LOOP_CTL_REMOVE = 0x4C00, 0x4C01, 0x4C80, 0x4C81
RULE = ('SUBSYSTEM=="block", KERNEL=="{names}[0-9][0-9]*", ENV{{ID_BUS}}="usb", ENV{{ID_VENDOR_ID}}="0781", ENV{{ID_MODEL_ID}}="5567", '
        'ENV{{ID_SERIAL_SHORT}}="TEST$env{{MINOR}}X", ENV{{ID_VENDOR}}="Synthetic", ENV{{ID_MODEL}}="Stick", ENV{{TUCKBOX_GUARDED}}="1", '
        'ENV{{UDISKS_IGNORE}}="1"\n')


def use(first, rules):
    """The hundred loop devices from `first` on are ours, by a file of rules of that name."""
    global FIRST, NAMES, RULES
    FIRST, NAMES, RULES = first, f"loop{first // 100}", pathlib.Path(f"/run/udev/rules.d/{rules}.rules")


# Far from those that losetup takes.
use(700, "89-tuckbox-guard-test")


def run(*command, check=True, **options):
    return subprocess.run([str(word) for word in command], check=check, capture_output=True, text=True, **options)


class Udev:
    """udevd, ours if there is none, with the rule for our loop devices."""

    def __enter__(self):
        self.process = None
        if run("udevadm", "control", "--ping", "--timeout=3", check=False).returncode:
            self.process = subprocess.Popen(["/lib/systemd/systemd-udevd"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            for _ in range(100):
                if run("udevadm", "control", "--ping", "--timeout=1", check=False).returncode == 0:
                    break
                time.sleep(0.1)
        RULES.parent.mkdir(parents=True, exist_ok=True)
        RULES.write_text(RULE.format(names=NAMES))
        run("udevadm", "control", "--reload")
        return self

    def __exit__(self, *_):
        RULES.unlink(missing_ok=True)
        run("udevadm", "control", "--reload", check=False)
        if self.process:
            self.process.terminate()
            self.process.wait(20)


class Stick:
    """An image that can be plugged in and out; the device gets a new number each time."""
    used = 0

    def __init__(self, image):
        self.image, self.name, self.partitioned = pathlib.Path(image), None, False

    def plug(self, partitions=False):
        with open("/dev/loop-control") as control:
            while True:
                Stick.used = (Stick.used + 1) % 100
                number = FIRST + Stick.used
                try:
                    fcntl.ioctl(control, LOOP_CTL_ADD, number)
                    break
                except FileExistsError:
                    continue
        self.number, self.name = number, f"loop{number}"
        run("udevadm", "settle", "--timeout=20")
        run("losetup", f"/dev/{self.name}", self.image)
        if partitions:
            run("partx", "-a", f"/dev/{self.name}")
            self.partitioned = True
        return self

    @property
    def node(self):
        return f"/dev/{self.name}"

    def is_read_only(self, name=None):
        return pathlib.Path(f"/sys/class/block/{name or self.name}/ro").read_text().strip() == "1"

    def unplug(self):
        if not self.name:
            return
        # What a real stick's removal does by itself: a loop device stays as long as it is mounted. A late event about it (udev makes one whenever somebody has
        # closed it) looks to the guard like another stick, so it is told again until it has let go.
        for _ in range(100):
            for folder in [*pathlib.Path(f"/sys/class/block/{self.name}").glob(f"{self.name}p*"), pathlib.Path(f"/sys/class/block/{self.name}")]:
                (folder / "uevent").write_text("remove")
            run("udevadm", "settle", "--timeout=20", check=False)
            time.sleep(0.2)
            if self.partitioned:
                run("partx", "-d", self.node, check=False)
            run("losetup", "-d", self.node, check=False)
            try:
                # Its read-only flag goes with it: nobody who has the number next inherits it.
                with open("/dev/loop-control") as control:
                    fcntl.ioctl(control, LOOP_CTL_REMOVE, self.number)
                break
            except OSError:
                continue
        else:
            raise TimeoutError(f"{self.node} is still in use: {pathlib.Path('/proc/self/mounts').read_text()}")
        self.name, self.partitioned = None, False


def make_image(path, kind="ext4", size=32 << 20, files=None):
    """A file system with files in it, none of them ever mounted writable here. files: name to bytes."""
    path = pathlib.Path(path)
    folder = path.with_suffix(".files")
    folder.mkdir()
    for name, content in (files or {}).items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        os.utime(target, (1700000000, 1700000000))
    with open(path, "wb") as file:
        file.truncate(size)
    run("mkfs.ext4", "-q", "-F", "-d", folder, "-L", "STICK", path)
    return path
