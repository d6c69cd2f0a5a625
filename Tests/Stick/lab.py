"""A guest computer with a real kernel and a real USB controller, into which sticks are plugged. Needs root; QEMU without KVM is enough.

    with Guest() as guest:                       # restored from a snapshot that was made once: about a second
        guest.install_floor()                    # the udev rules of Scripts/packaging/guard
        stick = guest.plug(vfat(folder))         # sticks.py has images; uas=True for the other driver, wait=False to go on at once
        guest.run("blkid /dev/sda1")             # in the guest's small system; .output, .status; check=False lets it fail
        guest.host(PROGRAM, "watch", "--all")    # the same, with a program, libraries and Python of the computer that runs the tests
        watch = guest.start(PROGRAM, "watch", "--json")   # in the background; watch.text() is what it has written, watch.stop() its status
        guest.wait("[ ! -e /dev/sda ]")          # until a command succeeds
        guest.unplug(stick)                      # stick.path is the image, on this computer

    with Guest(sticks=[…], floor=True) as guest: # started anew, with sticks that are there from the beginning: about 12 s

/host in the guest is this computer's root, read-only, with the guest's own /dev, /proc, /sys, /run, /tmp; /out is a folder for both (guest.out).
User 1000 is in no other group: guest.host(…, user=1000). The serial console is in guest.out/console.
"""
import base64
import json
import os
import pathlib
import shlex
import shutil
import socket
import subprocess
import tempfile
import time

import kernel

ROOT = kernel.ROOT
FLOOR = ROOT / "Scripts/packaging/guard"
FLOOR_FILES = {f"usr/lib/udev/rules.d/{rules.name}": rules for rules in FLOOR.glob("[0-9][0-9]-*.rules") if rules.name != "10-tuckbox-guard.rules"} | {
    "usr/lib/tuckbox/is-system-disk": FLOOR / "is-system-disk"}
COMMAND_LINE = ("console=ttyS0 panic=-1 quiet mitigations=off nokaslr apparmor=0 audit=0 init_on_alloc=0 no_timer_check loglevel=4 "
                "usb-storage.delay_use=0 rdinit=/init")
# Everything in the guest is some ten times slower than here.
PATIENCE = 240


class LabError(AssertionError):
    pass


class Result:
    def __init__(self, status, output):
        self.status, self.output = status, output

    def __repr__(self):
        return f"status {self.status}: {self.output}"


class Stick:
    """What was plugged in: `path` is the image."""
    def __init__(self, name, path, devices):
        self.name, self.path, self.devices = name, pathlib.Path(path), devices


class Guest:
    def __init__(self, sticks=(), floor=False, cold=False):
        self.out = pathlib.Path(tempfile.mkdtemp(prefix="tuckbox-guest-"))
        self.out.chmod(0o777)
        self.count = 0
        self.events = []
        self.plugged = {}
        self.process = None
        try:
            vmlinux, initramfs, key = kernel.make()
            if sticks or floor or cold:
                self._boot(vmlinux, initramfs, sticks, kernel.archive(floor_files()) if floor else b"")
            else:
                snapshot = kernel.FOLDER / f"snapshot-{key}"
                if not snapshot.exists():
                    make_snapshot(vmlinux, initramfs, snapshot)
                self._start(vmlinux, initramfs, "-incoming", f"exec:zstd -q -d -c {snapshot}")
                self._until(lambda: self.qmp("query-status")["status"] in ("paused", "prelaunch"), "the snapshot to be there")
                self.qmp("cont")
            self._share()
        except BaseException:
            self.close()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        if self.process:
            self.process.kill()
            self.process.wait()
        for connection in ("control", "agent"):
            if hasattr(self, connection):
                getattr(self, connection).close()
        shutil.rmtree(self.out, ignore_errors=True)

    # Commands.

    def run(self, command, timeout=PATIENCE, check=True):
        """Runs a line of bash in the guest's own small system."""
        self.count += 1
        line = f"{self.count} {timeout} {base64.b64encode(command.encode()).decode()}\n"
        self.agent.sendall(line.encode())
        self.agent.settimeout(timeout + 30)
        while True:
            number, _, rest = self._line(self.agent_lines).partition(" ")
            if number == str(self.count):
                break
        status, _, output = rest.strip().partition(" ")
        result = Result(int(status), base64.b64decode(output).decode(errors="replace"))
        if check and result.status:
            raise LabError(f"in the guest: {command}: {result!r}")
        return result

    def host(self, *command, user=0, **options):
        """Runs a program of this computer in the guest."""
        return self.run(self._host_line(command, user), **options)

    def start(self, *command, user=0):
        """Starts a program of this computer in the guest and does not wait for its end."""
        task = Task(self, f"task{self.count}")
        self.run(f"({self._host_line(command, user)}; echo $? >/out/{task.name}.status) >/out/{task.name} 2>/out/{task.name}.errors & "
                 f"echo $! >/out/{task.name}.process")
        return task

    def wait(self, command, timeout=PATIENCE):
        """Until a line of bash succeeds."""
        ends = time.monotonic() + timeout
        while True:
            result = self.run(command, check=False)
            if result.status == 0:
                return result
            if time.monotonic() > ends:
                raise LabError(f"in the guest, after {timeout} s: {command}: {result!r}")
            time.sleep(0.05)

    @staticmethod
    def _host_line(command, user):
        line = " ".join(shlex.quote(str(part)) for part in command)
        if user:
            line = f"setpriv --reuid {user} --regid {user} --clear-groups {line}"
        return f"chroot /host /usr/bin/env PATH=/usr/sbin:/usr/bin:/sbin:/bin {line}"

    # USB.

    def plug(self, image, uas=False, serial=None, removable=True, wait=True, name=None, failing=None, slow=None):
        """Plugs a stick in. wait: until the guest's udev is done with it and its partitions.
        failing: a sector that cannot be read; slow: bytes that it reads in a second."""
        name = name or f"stick{len(self.plugged)}"
        serial = serial or f"TUCKBOX-{name}"
        below = {"driver": "file", "filename": str(image)}
        if failing is not None:
            below = {"driver": "blkdebug", "image": below, "inject-error": [{"event": "read_aio", "errno": 5, "sector": failing}]}
        if slow:
            self.qmp("object-add", **{"qom-type": "throttle-group", "id": f"{name}-limits", "limits": {"bps-read": slow}})
            below = {"driver": "throttle", "throttle-group": f"{name}-limits", "file": below}
        self.qmp("blockdev-add", **{"node-name": name, "driver": "raw", "file": below})
        before = self.run("ls /sys/block").output.split() if wait else []
        if uas:
            self.qmp("device_add", driver="usb-uas", id=f"{name}-uas", bus="xhci.0", serial=serial)
            self.qmp("device_add", driver="scsi-hd", id=f"{name}-disk", bus=f"{name}-uas.0", drive=name, removable=removable, serial=serial)
            self.qmp("qom-set", path=f"/machine/peripheral/{name}-uas", property="attached", value=True)
            devices = [f"{name}-uas"]
        else:
            self.qmp("device_add", driver="usb-storage", id=f"{name}-usb", bus="xhci.0", drive=name, removable=removable, serial=serial)
            devices = [f"{name}-usb"]
        stick = self.plugged[name] = Stick(name, image, devices)
        if wait:
            self.wait(f'[ "$(ls /sys/block | wc -l)" -gt {len(before)} ]')
            # The kernel has read the partition table when it announces the disk; udev knows of a disk when it is done with it.
            self.wait("for d in /sys/block/sd*; do [ -e /run/udev/data/b$(cat $d/dev) ] || exit 1; done; udevadm settle --timeout=30")
        return stick

    def unplug(self, stick, wait=True):
        """Pulls a stick out, whatever is going on."""
        disks = self.run("ls /sys/block").output
        for device in stick.devices:
            self.events = [event for event in self.events if event["event"] != "DEVICE_DELETED"]
            self.qmp("device_del", id=device)
            self._until(lambda: self._deleted(device), f"{device} to be gone")
        self._until(lambda: self._freed(stick.name), f"the image of {stick.name} to be free")
        del self.plugged[stick.name]
        if wait:
            self.wait(f"[ \"$(ls /sys/block | wc -l)\" -lt {len(disks.split())} ] && udevadm settle --timeout=30")

    def _deleted(self, device):
        self.qmp("query-status")  # so that events are read
        return any(event["event"] == "DEVICE_DELETED" and event["data"].get("device") == device for event in self.events)

    def _freed(self, node):
        try:
            self.qmp("blockdev-del", **{"node-name": node})
            return True
        except LabError as error:
            if "in use" in str(error):
                return False
            raise

    def add_device(self, driver, name, **properties):
        """Any other device of QEMU's: guest.add_device("usb-kbd", "keyboard", bus="xhci.0")."""
        self.qmp("device_add", driver=driver, id=name, **properties)

    # Files.

    def put(self, path, content, mode=0o644):
        """A file in the guest's own system."""
        staged = self.out / "put"
        staged.write_bytes(content if isinstance(content, bytes) else content.encode())
        self.run(f"mkdir -p {shlex.quote(str(pathlib.Path(path).parent))} && cat /out/put >{shlex.quote(str(path))} && chmod {mode:o} {shlex.quote(str(path))}")

    def install_floor(self):
        for target, source in FLOOR_FILES.items():
            self.put("/" + target, source.read_bytes(), source.stat().st_mode & 0o777)
        self.run("udevadm control --reload")

    # The machine below.

    def _boot(self, vmlinux, initramfs, sticks, more):
        whole = self.out / "initramfs"
        content = initramfs.read_bytes()
        whole.write_bytes(content + bytes(-len(content) % 4) + more)
        options = []
        for number, image in enumerate(sticks):
            name = f"stick{number}"
            options += ["-blockdev", json.dumps({"node-name": name, "driver": "raw", "file": {"driver": "file", "filename": str(image)}}),
                        "-device", f"usb-storage,id={name}-usb,bus=xhci.0,drive={name},removable=on,serial=TUCKBOX-{name}"]
            self.plugged[name] = Stick(name, image, [f"{name}-usb"])
        self._start(vmlinux, whole, *options)
        self.qmp("cont")
        self.agent.settimeout(240)
        while self._line(self.agent_lines).strip() != "ready":
            pass

    def _start(self, vmlinux, initramfs, *options):
        sockets = {name: self.out / f"{name}.socket" for name in ("control", "agent")}
        self.process = subprocess.Popen(
            ["qemu-system-x86_64", "-M", "pc", "-nodefaults", "-no-user-config", "-display", "none", "-m", "512", "-smp", "2", "-S",
             "-accel", "tcg,thread=multi", "-cpu", "qemu64,+ssse3,+sse4.1,+sse4.2,+popcnt,+aes,+pclmulqdq,+rdrand",
             "-kernel", vmlinux, "-initrd", initramfs, "-append", COMMAND_LINE,
             "-device", "qemu-xhci,id=xhci", "-serial", f"file:{self.out}/console",
             "-qmp", f"unix:{sockets['control']},server=on,wait=off",
             "-chardev", f"socket,id=agent,path={sockets['agent']},server=on,wait=off", "-device", "virtio-serial-pci", "-device", "virtserialport,chardev=agent",
             "-fsdev", "local,id=host,path=/,security_model=none,readonly=on,multidevs=remap", "-device", "virtio-9p-pci,fsdev=host,mount_tag=host",
             "-fsdev", f"local,id=out,path={self.out},security_model=none", "-device", "virtio-9p-pci,fsdev=out,mount_tag=out", *options],
            stdin=subprocess.DEVNULL, stdout=open(self.out / "qemu", "w"), stderr=subprocess.STDOUT)
        self.control, self.control_lines = self._connect(sockets["control"])
        self.agent, self.agent_lines = self._connect(sockets["agent"])
        self._line(self.control_lines)
        self.qmp("qmp_capabilities")

    def _connect(self, path):
        connection = socket.socket(socket.AF_UNIX)
        def connected():
            if self.process.poll() is not None:
                raise LabError("QEMU: " + (self.out / "qemu").read_text())
            return connection.connect_ex(str(path)) == 0
        self._until(connected, "QEMU to start")
        connection.settimeout(PATIENCE)
        return connection, connection.makefile("rb")

    def qmp(self, command, **arguments):
        """A command of QEMU's machine protocol."""
        self.control.sendall(json.dumps({"execute": command, "arguments": arguments}).encode())
        while True:
            answer = json.loads(self._line(self.control_lines))
            if "event" in answer:
                self.events.append(answer)
            elif "error" in answer:
                raise LabError(f"QEMU: {command}: {answer['error']['desc']}")
            else:
                return answer["return"]

    def _line(self, lines):
        line = lines.readline()
        if not line:
            raise LabError("QEMU has ended: " + (self.out / "qemu").read_text() + self.console()[-2000:])
        return line.decode()

    def console(self):
        return (self.out / "console").read_text(errors="replace")

    def _until(self, condition, what, timeout=PATIENCE):
        ends = time.monotonic() + timeout
        while not condition():
            if time.monotonic() > ends:
                raise LabError(f"waited {timeout} s for {what}")
            time.sleep(0.01)

    def _share(self):
        """Shared folders cannot be part of a snapshot."""
        self.run("mount -t 9p -o trans=virtio,version=9p2000.L,msize=262144,cache=loose,ro host /host && mount -t 9p -o trans=virtio,version=9p2000.L,msize=262144 out /out && "
                 "for d in dev proc sys run tmp; do mount --rbind /$d /host/$d; done; mount --bind /out /host/mnt")


class Task:
    """A program in the background of the guest."""
    def __init__(self, guest, name):
        self.guest, self.name = guest, name

    def text(self):
        path = self.guest.out / self.name
        return path.read_text(errors="replace") if path.exists() else ""

    def errors(self):
        return (self.guest.out / f"{self.name}.errors").read_text(errors="replace")

    def lines(self):
        return [json.loads(line) for line in self.text().splitlines(keepends=True) if line.endswith("\n")]

    def wait_for(self, condition, what="it to be said", timeout=PATIENCE):
        """Until condition(the lines of JSON so far); gives what it gave."""
        ends = time.monotonic() + timeout
        while True:
            found = condition(self.lines())
            if found:
                return found
            if time.monotonic() > ends:
                raise LabError(f"waited {timeout} s for {what}; said so far:\n{self.text()}{self.errors()}")
            time.sleep(0.02)

    def stop(self, signal="TERM", timeout=PATIENCE):
        """Ends it; its status."""
        process = (self.guest.out / f"{self.name}.process").read_text().strip()
        self.guest.run(f"for p in $(ps -o pid,ppid | awk '$2 == {process} {{print $1}}'); do kill -{signal} $p; done", check=False)
        return self.ended(timeout)

    def ended(self, timeout=PATIENCE):
        status = self.guest.out / f"{self.name}.status"
        self.guest._until(lambda: status.exists() and status.read_text().endswith("\n"), f"{self.name} to end", timeout)
        return int(status.read_text())


def floor_files():
    return {target: (source.read_bytes(), source.stat().st_mode & 0o777) for target, source in FLOOR_FILES.items()}


def make_snapshot(vmlinux, initramfs, path):
    """Boots once and keeps the running guest."""
    guest = Guest.__new__(Guest)
    guest.out = pathlib.Path(tempfile.mkdtemp(prefix="tuckbox-guest-"))
    guest.count, guest.events, guest.plugged = 0, [], {}
    part = path.with_suffix(f".{os.getpid()}")
    try:
        guest._boot(vmlinux, initramfs, [], b"")
        guest.run("udevadm settle; sync; echo 3 >/proc/sys/vm/drop_caches")
        guest.qmp("stop")
        guest.qmp("migrate", uri=f"exec:zstd -q -1 -c >{part}")
        guest._until(lambda: guest.qmp("query-migrate").get("status") in ("completed", "failed"), "the snapshot", 120)
        if guest.qmp("query-migrate")["status"] != "completed":
            raise LabError("no snapshot could be made")
        guest.qmp("quit")
        guest.process.wait(30)
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)
        guest.close()
