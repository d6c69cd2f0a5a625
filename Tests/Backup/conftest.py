"""Backups as they run at night, as root: a real PostgreSQL, sticks that are ext4 on loop devices, servers on loopback. The program is the one
that TUCKBOX names."""
import fcntl
import json
import os
import pathlib
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import time

import pytest

sys.path.append(str(pathlib.Path(__file__).parent.parent / "Interop"))
import record
from database import Database

PROGRAM = os.environ.get("TUCKBOX")
BY_UUID = pathlib.Path("/dev/disk/by-uuid")


@pytest.fixture(scope="session", autouse=True)
def begun_record(tmp_path_factory):
    if PROGRAM:
        record.begin(tmp_path_factory)


def pytest_collection_modifyitems(items):
    reason = "TUCKBOX does not name the program to test" if not PROGRAM else "these tests need root" if os.geteuid() else None
    if reason:
        for item in items:
            item.add_marker(pytest.mark.skip(reason=reason))


def tuckbox(*arguments, **options):
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, timeout=300, **options)


class School:
    """A job with its folders: what it says is a dict that becomes the job file (JSON is YAML)."""

    def __init__(self, path):
        self.path = path
        self.told = path / "told"
        self.file = path / "office.yaml"
        self.targets = []
        self.settings = {}
        (path / "safe").mkdir()
        assert tuckbox("key", "generate", "-o", path / "safe/rk", "--no-passphrase").returncode == 0
        shutil.copy(path / "safe/rk.pub", path / "rk.pub")
        self.source = {"folders": [str(self.folder("source"))]}
        (path / "source/register").write_text("synthetic\n")

    def folder(self, name):
        place = self.path / name
        place.mkdir(exist_ok=True)
        return place

    def to_folder(self, name="nas"):
        self.targets.append({"name": name, "folder": str(self.folder(name))})
        return self.path / name

    def write(self, **settings):
        self.settings |= settings
        tell = {"command": ["/usr/bin/tee", "-a", str(self.told)], "when": "problems"}
        job = {"schema": "1", "name": "office", "recovery_keys": ["rk.pub"], "source": self.source, "targets": self.targets, "tell": tell}
        self.file.write_text(json.dumps(job | self.settings))

    def run(self, *options, verb="run", before=(), **keywords):
        self.write()
        command = [*before, PROGRAM, "backup", verb, str(self.file), "--state", str(self.path / "state"), *map(str, options)]
        # faketime changes the program's time, not the files'.
        environment = os.environ | {"NO_FAKE_STAT": "1", "TZ": "UTC"}
        return subprocess.run(command, capture_output=True, text=True, timeout=300, env=environment, **keywords)

    def start(self):
        self.write()
        return subprocess.Popen([PROGRAM, "backup", "run", str(self.file), "--state", str(self.path / "state")],
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def with_key(self, verb, *options):
        return self.run(*options, "--recovery-key", self.path / "safe/rk", verb=verb)

    def last_drill(self):
        return json.loads((self.path / "state/office/drill.json").read_text())

    def messages(self):
        return self.told.read_text() if self.told.exists() else ""

    def slowly(self, size=20_000_000):
        """A source that stops half-way until `go` is called; `wait` returns when it is there."""
        half, rest = self.path / "half", self.path / "rest"
        for flag in (half, rest):
            flag.unlink(missing_ok=True)
        script = f"head -c {size} /dev/urandom; touch {half}; while [ ! -e {rest} ]; do sleep 0.05; done; head -c {size} /dev/urandom"
        self.source = {"command": ["/bin/sh", "-c", script], "stored_as": "stream"}

        def wait():
            deadline = time.monotonic() + 60
            while not half.exists():
                assert time.monotonic() < deadline, "the source was not asked"
                time.sleep(0.02)
        return wait, rest.touch


def vaults(folder):
    return sorted(path for path in pathlib.Path(folder).iterdir() if path.suffix == ".vault")


def names(folder):
    return sorted(os.listdir(folder))


@pytest.fixture
def tmp_path():
    """A folder that is root's alone up to the top, as root demands of a job; pytest's own may be below one that other tests have opened to all."""
    place = pathlib.Path(tempfile.mkdtemp(prefix="tuckbox-backup-test-", dir="/var/tmp"))
    yield place
    shutil.rmtree(place, ignore_errors=True)


@pytest.fixture
def school(tmp_path):
    return School(tmp_path)


class Stick:
    """An ext4 file system in a file, plugged in by way of a loop device. udev's link is made here where no udev runs."""

    def __init__(self, path, size):
        self.image, self.place = path.with_suffix(".img"), path
        self.place.mkdir()
        with open(self.image, "wb") as file:
            file.truncate(size)
        subprocess.run(["mkfs.ext4", "-q", "-m", "0", str(self.image)], check=True)
        self.uuid = subprocess.run(["blkid", "-p", "-o", "value", "-s", "UUID", str(self.image)], check=True, capture_output=True,
                                   text=True).stdout.strip()
        self.loop = None

    def plug(self):
        self.loop = subprocess.run(["losetup", "-f", "--show", str(self.image)], check=True, capture_output=True, text=True).stdout.strip()
        # Whoever had the device before may have left it for reading only.
        subprocess.run(["blockdev", "--setrw", self.loop], check=True)
        BY_UUID.mkdir(parents=True, exist_ok=True)
        link = BY_UUID / self.uuid
        if not link.is_symlink():
            link.symlink_to(self.loop)
        subprocess.run(["mount", self.loop, str(self.place)], check=True)
        return self

    def fail(self):
        """From now on every access is an error, as when it is pulled out: EXT4_IOC_SHUTDOWN without flushing the journal."""
        handle = os.open(self.place, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.ioctl(handle, 0x8004587D, struct.pack("I", 2))
        finally:
            os.close(handle)

    def unplug(self):
        if self.loop:
            subprocess.run(["umount", "-l", str(self.place)])
            subprocess.run(["losetup", "-d", self.loop])
            (BY_UUID / self.uuid).unlink(missing_ok=True)
            self.loop = None


@pytest.fixture
def sticks(tmp_path):
    made = []

    def make(name, size=256 << 20):
        made.append(Stick(tmp_path / f"stick-{name}", size))
        return made[-1]
    yield make
    for stick in made:
        stick.unplug()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port):
    deadline = time.monotonic() + 30
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert time.monotonic() < deadline, "the server does not answer"
            time.sleep(0.05)


class WebDAV:
    """rclone's own server of a folder."""

    def __init__(self, path):
        self.folder, self.port, self.process = path, free_port(), None
        path.mkdir()
        self.configuration = path.with_suffix(".conf")
        self.configuration.write_text(f"[dav]\ntype = webdav\nurl = http://127.0.0.1:{self.port}\nvendor = other\n")

    def start(self):
        self.process = subprocess.Popen(["rclone", "serve", "webdav", "--addr", f"127.0.0.1:{self.port}", str(self.folder)],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for(self.port)
        return self

    def stop(self):
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None


@pytest.fixture
def webdav(tmp_path):
    server = WebDAV(tmp_path / "dav").start()
    yield server
    server.stop()


@pytest.fixture
def sftp(tmp_path):
    """A real sshd with nothing but SFTP. Returns rclone's configuration and the folder."""
    place = tmp_path / "ssh"
    place.mkdir()
    for name in ("host", "user"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(place / name)], check=True)
    port = free_port()
    (place / "sshd_config").write_text(
        f"ListenAddress 127.0.0.1:{port}\nHostKey {place}/host\nAuthorizedKeysFile {place}/user.pub\nStrictModes no\nUsePAM no\n"
        f"PermitRootLogin prohibit-password\nPasswordAuthentication no\nPidFile none\nSubsystem sftp internal-sftp\nForceCommand internal-sftp\n")
    os.makedirs("/run/sshd", exist_ok=True)
    server = subprocess.Popen(["/usr/sbin/sshd", "-D", "-f", str(place / "sshd_config")], stderr=subprocess.DEVNULL)
    wait_for(port)
    folder = tmp_path / "sftp-store"
    configuration = place / "rclone.conf"
    configuration.write_text(f"[ssh]\ntype = sftp\nhost = 127.0.0.1\nport = {port}\nuser = root\nkey_file = {place}/user\nshell_type = none\n"
                             "md5sum_command = none\nsha1sum_command = none\n")
    yield configuration, folder
    server.kill()
    server.wait()


@pytest.fixture(scope="session")
def database():
    made = Database()
    made.make_school(1200, int(os.environ.get("TUCKBOX_BACKUP_ROWS", "60000")))
    yield made
    made.stop()
