"""The units under a real systemd: this machine's own system in a container, with a layer on top that is thrown away."""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time
import uuid

import pytest
from conftest import PROGRAM, names, vaults

UNITS = pathlib.Path(__file__).resolve().parents[2] / "Scripts/packaging"


class Machine:
    """A booted container. Its clock is ours, so the timer is told to elapse every few seconds instead of every night."""

    def __init__(self, school, database):
        self.school, self.place = school, pathlib.Path(tempfile.mkdtemp(prefix="tuckbox-machine-", dir="/dev/shm"))
        for name in ("upper", "work", "root"):
            (self.place / name).mkdir()
        self.root = self.place / "root"
        layers = f"lowerdir=/,upperdir={self.place}/upper,workdir={self.place}/work"
        if subprocess.run(["mount", "-t", "overlay", "tuckbox-test", "-o", layers, str(self.root)], capture_output=True).returncode:
            shutil.rmtree(self.place)
            pytest.skip("this kernel cannot put a layer over the machine's own system")
        self.out = school.folder("out")
        self.binds = [f"--bind={self.out}:/mnt/out", f"--bind={database.place}"]
        # Nothing but systemd itself and what is tested.
        for wanted in (self.root / "etc/systemd/system").glob("*.wants"):
            shutil.rmtree(wanted)
        system = self.root / "etc/systemd/system"
        for unit in UNITS.glob("tuckbox-backup*@.*"):
            shutil.copy(unit, system)
        # An identity of its own; without one systemd would take this for its first start and enable everything.
        (self.root / "etc/machine-id").unlink(missing_ok=True)
        (self.root / "etc/machine-id").write_text(f"{uuid.uuid4().hex}\n")
        (self.root / "mnt/out").mkdir(parents=True, exist_ok=True)
        (self.root / "usr/bin/tuckbox").unlink(missing_ok=True)
        shutil.copy(os.path.realpath(PROGRAM), self.root / "usr/bin/tuckbox")
        shutil.rmtree(self.root / "etc/tuckbox", ignore_errors=True)
        (self.root / "etc/tuckbox/backup").mkdir(parents=True)
        shutil.copy(school.path / "rk.pub", self.root / "etc/tuckbox/backup/rk.pub")
        self.process = None

    def add(self, name, source, times):
        job = {"schema": "1", "name": name, "recovery_keys": ["rk.pub"], "source": source, "targets": [{"name": "out", "folder": "/mnt/out"}],
               "tell": {"command": ["/usr/bin/tee", "-a", f"/mnt/out/{name}.told"], "when": "problems"}}
        (self.root / f"etc/tuckbox/backup/{name}.yaml").write_text(json.dumps(job))
        system = self.root / "etc/systemd/system"
        settings = system / f"tuckbox-backup@{name}.timer.d"
        settings.mkdir()
        (settings / "soon.conf").write_text(f"[Timer]\nOnCalendar=\nOnCalendar={times}\nRandomizedDelaySec=0\nAccuracySec=1s\n")
        (system / "timers.target.wants").mkdir(exist_ok=True)
        (system / f"timers.target.wants/tuckbox-backup@{name}.timer").symlink_to("../tuckbox-backup@.timer")

    def boot(self):
        self.process = subprocess.Popen(
            ["systemd-nspawn", "-q", "-D", str(self.root), "--boot", "--private-network", "--register=no", "--keep-unit", "--console=pipe",
             f"--machine=tuckbox{os.getpid()}", *self.binds], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def wait(self, what, seconds=180):
        deadline = time.monotonic() + seconds
        while not what():
            assert time.monotonic() < deadline and self.process.poll() is None, "it did not come about"
            time.sleep(0.2)

    def stop(self):
        if self.process:
            # The container's own first process: it outlives systemd-nspawn if only that is killed.
            children = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
            for child in children:
                os.kill(int(child), signal.SIGKILL)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
            self.process = None
        for _ in range(50):
            if not self.root.is_mount() or subprocess.run(["umount", str(self.root)], capture_output=True).returncode == 0:
                break
            time.sleep(0.2)
        else:
            subprocess.run(["umount", "-l", str(self.root)])
        shutil.rmtree(self.place, ignore_errors=True)


@pytest.fixture
def machine(school, database):
    made = Machine(school, database)
    yield made
    made.stop()


def running(job):
    """The container's process that makes the job's backup, as this machine numbers it."""
    for process in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if words[:3] == [b"/usr/bin/tuckbox", b"backup", b"run"] and words[-2] == f"/etc/tuckbox/backup/{job}.yaml".encode():
            return int(process.name)
    return None


def test_the_timer_makes_backups_and_somebody_is_told_of_failures_and_kills(machine, school, database):
    machine.add("office", {"command": database.words("pg_dump", "--dbname=school"), "stored_as": "school.sql"}, "*:*:0/10")
    machine.add("broken", {"command": ["/bin/sh", "-c", "head -c 1000000 /dev/zero; exit 1"]}, "*:*:0/10")
    machine.add("slow", {"command": ["/bin/sh", "-c", "head -c 1000000 /dev/zero; sleep 600"]}, "*:*:0/10")
    machine.boot()
    told = machine.out / "broken.told"
    machine.wait(lambda: list(machine.out.glob("office.*.vault")))
    machine.wait(lambda: told.exists() and "OVERDUE" in told.read_text())
    assert "no backup was made" in told.read_text(), "by the run itself, and then by OnFailure="

    machine.wait(lambda: running("slow"))
    time.sleep(1)
    os.kill(running("slow"), signal.SIGKILL)
    killed = machine.out / "slow.told"
    machine.wait(lambda: killed.exists() and "cut off" in killed.read_text())
    machine.stop()
    good = vaults(machine.out)
    assert good and all(vault.name.startswith("office.") for vault in good)
    assert not (machine.out / "office.told").exists() and not [name for name in names(machine.out) if name.startswith(".tuckbox.office")]
    # On another machine: with the file and the key.
    done = subprocess.run([PROGRAM, "unwrap", good[0], "contents/school.sql", "-o", "-", "--recovery-key", school.path / "safe/rk"],
                          capture_output=True, check=True)
    database.sql("postgres", "CREATE DATABASE by_timer")
    try:
        subprocess.run(database.words("psql", "--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", "--dbname=by_timer"), input=done.stdout, check=True,
                       capture_output=True)
        assert database.dump("by_timer") == database.dump("school")
    finally:
        database.sql("postgres", "DROP DATABASE by_timer")
