"""A folder with a Debian booted by systemd-nspawn as a computer of its own: its systemd, its udev (the kernel tells it of devices as it tells ours), no network."""
import os
import pathlib
import signal
import subprocess
import time

# Nodes of loop devices that it may use. The kernel's devices are everybody's: what is free here is free there.
LOOPS = 64


class Container:
    def __init__(self, root):
        self.root = root

    def __enter__(self):
        # /sys writable, for without that udev does not start; all rights, for devices and FUSE; what is bound has a place in its own /dev.
        self.process = subprocess.Popen(
            ["systemd-nspawn", "-q", "-D", str(self.root), "--boot", "--private-network", "--register=no", "--keep-unit", "--console=pipe",
             f"--machine=tuckbox{os.getpid()}", "--capability=all", "--bind=/dev/fuse", "--bind=/dev/loop-control"],
            env=os.environ | {"SYSTEMD_NSPAWN_API_VFS_WRITABLE": "yes"}, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            self.wait("systemctl is-system-running | grep -qE 'running|degraded'")
            self.run(f"for number in $(seq 0 {LOOPS}); do mknod /dev/loop$number b 7 $number; done")
        except BaseException:
            self.__exit__()
            raise
        return self

    def first(self):
        """The container's first process, as this machine numbers it; None until there is one."""
        children = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return int(children[0]) if children else None

    def try_run(self, command, **environment):
        first = self.first()
        if first is None:
            return None
        return subprocess.run(["nsenter", "-a", "-t", str(first), "sh", "-euc", command], capture_output=True, text=True, timeout=600,
                              env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", "HOME": "/root"} | environment)

    def run(self, command, **environment):
        """What the shell command prints."""
        done = self.try_run(command, **environment)
        assert done.returncode == 0, f"{command}: status {done.returncode}\n{done.stdout}{done.stderr}"
        return done.stdout

    def wait(self, command, seconds=180):
        """Until the command succeeds."""
        deadline = time.monotonic() + seconds
        while (done := self.try_run(command)) is None or done.returncode:
            assert time.monotonic() < deadline and self.process.poll() is None, f"it did not come about: {command}\n{done and done.stdout + done.stderr}"
            time.sleep(0.3)

    def __exit__(self, *_):
        # It outlives systemd-nspawn if only that is killed.
        if (first := self.first()) is not None:
            os.kill(first, signal.SIGKILL)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
