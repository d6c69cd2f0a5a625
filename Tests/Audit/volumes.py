"""File systems in files, made and changed with their own tools: `add` and `delete`, in that order, then `close`. No mount by the kernel; what
needs FUSE says so. Times of files are given; those that tools set themselves are not the same from run to run."""
import os
import pathlib
import subprocess
import tempfile
import time

# Without it mtools doubts small images, and writes names in the code page of DOS.
ENVIRONMENT = {**os.environ, "MTOOLS_SKIP_CHECK": "1", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
MODIFIED = 1_789_000_000


def run(*command, **options):
    done = subprocess.run([str(c) for c in command], capture_output=True, env=ENVIRONMENT, **options)
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stderr.decode(errors='replace')}{done.stdout.decode(errors='replace')}")
    return done.stdout


def sparse(path, size):
    with open(path, "wb") as file:
        file.truncate(size)


def punch(path):
    """Gives back the room of zeros."""
    run("fallocate", "--dig-holes", path)


class Folder:
    """Files in a folder: what the ways that need one have in common."""

    def __init__(self):
        self.made = set()

    def put(self, root, name, data, modified):
        path = pathlib.Path(root, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        os.utime(path, (modified, modified))


class Fat:
    """FAT12, 16 or 32 by mtools."""

    recovers = True
    has_local_times = True

    def __init__(self, path, size, bits=32, label="STICK", cluster=1):
        self.path, self.name = path, f"FAT{bits}"
        sparse(path, size)
        run("mkfs.vfat", "-F", bits, "-s", cluster, "-n", label, path)
        self.folders = set()

    def add(self, name, data, modified=MODIFIED):
        parent = pathlib.PurePosixPath(name).parent
        for folder in [*reversed(parent.parents), parent]:
            if str(folder) != "." and folder not in self.folders:
                run("mmd", "-i", self.path, f"::{folder}")
                self.folders.add(folder)
        with tempfile.NamedTemporaryFile() as file:
            file.write(data)
            file.flush()
            os.utime(file.name, (modified, modified))
            run("mcopy", "-m", "-i", self.path, file.name, f"::{name}")

    def delete(self, name):
        run("mdel", "-i", self.path, f"::{name}")

    def close(self):
        punch(self.path)


class Fused(Folder):
    """exFAT or NTFS, mounted by FUSE. The exFAT program takes block devices only, so that needs a loop device."""

    recovers = True

    def __init__(self, path, size, kind, label="STICK"):
        super().__init__()
        self.path, self.name, self.has_local_times = path, {"exfat": "exFAT", "ntfs": "NTFS"}[kind], kind == "exfat"
        self.loop = None
        sparse(path, size)
        if kind == "exfat":
            run("mkfs.exfat", "-L", label, path)
            self.loop = run("losetup", "-f", "--show", path).decode().strip()
            # Whoever had the device before may have left it for reading only.
            run("blockdev", "--setrw", self.loop)
            mount = ["mount.exfat-fuse", "-d", self.loop]
        else:
            run("mkfs.ntfs", "-F", "-f", "-q", "-L", label, "-s", "512", "-p", "0", "-H", "0", "-S", "0", path)
            mount = ["ntfs-3g", "-o", "no_detach", str(path)]
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="tuckbox-volume-"))
        self.program = subprocess.Popen([*mount, str(self.root)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENVIRONMENT)
        while not os.path.ismount(self.root):
            if self.program.poll() is not None:
                self.release()
                raise RuntimeError(f"{mount[0]} ended with {self.program.returncode}")
            time.sleep(0.01)

    def add(self, name, data, modified=MODIFIED):
        self.put(self.root, name, data, modified)

    def delete(self, name):
        (self.root / name).unlink()

    def close(self):
        # The program writes the last of it after the mount is gone.
        run("umount", self.root)
        self.program.wait(timeout=60)
        self.release()
        punch(self.path)

    def release(self):
        self.root.rmdir()
        if self.loop:
            run("losetup", "-d", self.loop)


class Ext(Folder):
    """ext2, ext3 or ext4 by mke2fs and debugfs."""

    has_local_times = False

    def __init__(self, path, size, version=4, label="STICK"):
        super().__init__()
        self.path, self.size, self.version, self.label, self.name = path, size, version, label, f"ext{version}"
        # Ext3 and ext4 forget where a deleted file was; ext2 does not.
        self.recovers = version == 2
        self.root = tempfile.TemporaryDirectory()
        self.deleted = []

    def add(self, name, data, modified=MODIFIED):
        self.put(self.root.name, name, data, modified)

    def delete(self, name):
        self.deleted.append(name)

    def close(self):
        sparse(self.path, self.size)
        run("mke2fs", "-q", "-t", f"ext{self.version}", "-L", self.label, "-d", self.root.name, self.path)
        lines = []
        for name in self.deleted:
            # As the kernel empties a file before it lets go of it: no places, no size. debugfs alone leaves both.
            if self.version == 4:
                lines += [f'sif "/{name}" block[0] 0xf30a', f'sif "/{name}" size 0']
            if self.version == 3:
                lines += [f'sif "/{name}" block[{place}] 0' for place in [*range(12), "IND", "DIND", "TIND"]] + [f'sif "/{name}" size 0']
            lines.append(f'rm "/{name}"')
        if lines:
            run("debugfs", "-w", "-f", "-", self.path, input="".join(line + "\n" for line in lines).encode())
        self.root.cleanup()
        punch(self.path)


def make(kind, path, size, label="STICK"):
    """A volume by the name of its file system."""
    if kind.startswith("FAT"):
        return Fat(path, size, int(kind[3:]), label)
    if kind.startswith("ext"):
        return Ext(path, size, int(kind[3:]), label)
    return Fused(path, size, kind.lower(), label)


def partitioned(path, scheme, volumes):
    """Puts images of volumes behind a partition table, each at a multiple of 1 MiB. Their places: a list of (offset, size), in bytes."""
    mebibyte = 1 << 20
    places, offset = [], mebibyte
    kinds = {"mbr": {"FAT32": "c", "exFAT": "7", "NTFS": "7", "FAT16": "e"}, "gpt": {}}[scheme]
    lines = [f"label: {'dos' if scheme == 'mbr' else 'gpt'}"]
    for name, image in volumes:
        size = os.path.getsize(image)
        places.append((offset, size))
        kind = kinds.get(name, "83" if scheme == "mbr" else "EBD0A0A2-B9E5-4433-87C0-68B6B72699C7")
        lines.append(f"start={offset // 512}, size={size // 512}, type={kind}")
        offset = -(-(offset + size) // mebibyte) * mebibyte
    sparse(path, offset + mebibyte)
    run("sfdisk", "-q", path, input="\n".join(lines).encode())
    for (offset, _), (_, image) in zip(places, volumes):
        run("dd", f"if={image}", f"of={path}", "bs=64K", f"seek={offset}", "oflag=seek_bytes", "conv=notrunc,sparse", "status=none")
    return places
