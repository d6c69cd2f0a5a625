"""Debian's own kernel and a small system in memory for the lab's guest, made once and kept in .build-lab.

make() gives (vmlinux, initramfs, key); the key changes with whatever went in.
"""
import hashlib
import lzma
import os
import pathlib
import re
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDER = pathlib.Path(os.environ.get("TUCKBOX_STICK_LAB", ROOT / ".build-lab"))
GUEST = pathlib.Path(__file__).parent / "guest"

PROGRAMS = """bash udevadm blkid kmod blockdev mount umount findmnt busybox setpriv timeout readlink stat cat dash sfdisk partx losetup""".split()
APPLETS = """ls cp mv rm mkdir sleep dd cmp grep sed awk cut head tail wc sync sh true false id ps kill dmesg chmod chown touch base64 env
    tr sort uniq printf echo seq od hexdump find df mkfifo setsid nohup chroot ln hostname cmp tee mknod""".split()
RULES = "50-udev-default 60-block 60-persistent-storage 60-cdrom_id 60-evdev 60-input-id 64-btrfs 80-drivers 80-debian-compat 99-systemd".split()
MODULES = """virtio_pci 9pnet_virtio 9p virtio_console xhci_pci usb_storage uas sd_mod sr_mod sg vfat nls_ascii nls_cp437 nls_utf8 nls_iso8859-1 exfat
    fuse ext4 loop dm_crypt aesni_intel xts usbhid hid_generic evdev overlay""".split()


def run(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, **options).stdout


def make():
    package = package_file()
    sources = [pathlib.Path(__file__), *sorted(GUEST.iterdir()), pathlib.Path(shutil.which("udevadm"))]
    digest = hashlib.sha256(package.name.encode())
    for source in sources:
        digest.update(source.read_bytes())
    digest.update(run("qemu-system-x86_64", "--version"))
    key = digest.hexdigest()[:16]
    vmlinux, initramfs = FOLDER / f"vmlinux-{key}", FOLDER / f"initramfs-{key}"
    if not initramfs.exists():
        for old in [*FOLDER.glob("vmlinux-*"), *FOLDER.glob("initramfs-*"), *FOLDER.glob("snapshot-*")]:
            old.unlink()
        tree = FOLDER / "kernel"
        shutil.rmtree(tree, ignore_errors=True)
        run("dpkg-deb", "-x", package, tree)
        image = next(tree.glob("boot/vmlinuz-*"))
        version = image.name.removeprefix("vmlinuz-")
        vmlinux.write_bytes(unpacked(image.read_bytes()))
        run("depmod", "-b", tree, version)
        pack(system(tree, version), initramfs)
        shutil.rmtree(tree)
    return vmlinux, initramfs, key


def package_file():
    """The newest kernel package of Debian 12, downloaded if there is none yet; it is never installed."""
    FOLDER.mkdir(exist_ok=True)
    kept = sorted(FOLDER.glob("linux-image-6.1.0-*_amd64.deb"))
    if kept:
        return kept[-1]
    names = re.findall(r"^(linux-image-6\.1\.0-(\d+)-amd64) ", run("apt-cache", "search", "--names-only", "^linux-image-6.1.0-[0-9]+-amd64$", text=True), re.M)
    assert names, "apt knows no kernel package: apt-get update"
    name = max(names, key=lambda found: int(found[1]))[0]
    run("apt-get", "download", name, cwd=FOLDER)
    return next(FOLDER.glob(f"{name}_*.deb"))


def unpacked(image):
    """The ELF kernel in a bzImage: QEMU starts it by PVH, without the slow unpacking in the guest."""
    start = image.index(b"\xfd7zXZ\0")
    return lzma.LZMADecompressor().decompress(image[start:])


def system(tree, version):
    """The guest's files in a folder."""
    place = FOLDER / "system"
    shutil.rmtree(place, ignore_errors=True)
    for folder in "dev proc sys run tmp etc/udev/rules.d usr/lib/udev/rules.d usr/bin usr/lib/systemd lib64 host out mnt root".split():
        (place / folder).mkdir(parents=True)
    for link in ["bin", "sbin", "usr/sbin"]:
        (place / link).symlink_to("/usr/bin")
    (place / "lib").symlink_to("usr/lib")
    for name in PROGRAMS:
        copy_program(place, pathlib.Path(shutil.which(name, path="/usr/sbin:/usr/bin:/sbin:/bin")))
    for name in APPLETS:
        if not (place / "usr/bin" / name).exists():
            (place / "usr/bin" / name).symlink_to("busybox")
    for name in ["modprobe", "lsmod", "insmod"]:
        (place / "usr/bin" / name).symlink_to("kmod")
    (place / "usr/lib/systemd/systemd-udevd").symlink_to("/usr/bin/udevadm")
    for helper in ["scsi_id", "cdrom_id", "ata_id"]:
        copy_program(place, pathlib.Path("/usr/lib/udev") / helper, "usr/lib/udev")
    for name in RULES:
        shutil.copy(f"/usr/lib/udev/rules.d/{name}.rules", place / "usr/lib/udev/rules.d")
    for file in GUEST.iterdir():
        shutil.copy(file, place)
    (place / "etc/passwd").write_text("root:x:0:0::/root:/bin/bash\nteacher:x:1000:1000::/tmp:/bin/bash\n")
    groups = "root:0 tty:5 disk:6 lp:7 kmem:15 dialout:20 cdrom:24 tape:26 audio:29 video:44 input:101 kvm:102 render:103 sgx:104 teacher:1000".split()
    (place / "etc/group").write_text("".join(f"{g.split(':')[0]}:x:{g.split(':')[1]}:\n" for g in groups))
    copy_modules(tree, version, place)
    return place


def copy_program(place, program, folder="usr/bin"):
    shutil.copy(program, place / folder / program.name)
    done = subprocess.run(["ldd", program], capture_output=True, text=True)
    for library in re.findall(r"(/\S+) \(0x", done.stdout):
        target = place / (library.lstrip("/") if "ld-linux" in library else "usr" + library.removeprefix("/usr"))
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists():
            shutil.copy(library, target)


def copy_modules(tree, version, place):
    wanted = place / "usr/lib/modules" / version
    for module in MODULES:
        shown = run("modprobe", "-d", tree, "-S", version, "--show-depends", module, text=True)
        for file in re.findall(r"^insmod (\S+)", shown, re.M):
            target = wanted / pathlib.Path(file).relative_to(tree / "lib/modules" / version)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, target)
    for file in (tree / "lib/modules" / version).glob("modules.*"):
        shutil.copy(file, wanted)
    run("depmod", "-b", place / "usr", version)
    (place / "modules").write_text("\n".join(MODULES) + "\n")


def pack(place, target):
    """A folder as a compressed cpio archive."""
    archive = run("cpio", "-o", "-H", "newc", "--quiet", "-R", "0:0", cwd=place, input=run("find", ".", cwd=place))
    target.write_bytes(run("zstd", "-q", "-3", "-c", input=archive))
    shutil.rmtree(place)


def archive(files):
    """{path in the guest: (bytes, mode)} as an archive that can follow the initramfs: the kernel unpacks one after the other."""
    place = FOLDER / f"more-{os.getpid()}"
    for name, (content, mode) in files.items():
        path = place / name.lstrip("/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        path.chmod(mode)
    packed = run("cpio", "-o", "-H", "newc", "--quiet", "-R", "0:0", cwd=place, input=run("find", ".", cwd=place))
    shutil.rmtree(place)
    return packed
