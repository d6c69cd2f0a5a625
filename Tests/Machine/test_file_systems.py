"""Sticks and shares as they are: FAT32, full, read-only, failing."""
import filecmp
import os
import subprocess

import pytest
from conftest import kernel_has, names, write

needs_fat = pytest.mark.skipif(not kernel_has("vfat"), reason="this kernel has no vfat")


STICKS = [pytest.param(("vfat", "-F", "32"), marks=needs_fat), ("exfat",)]


@pytest.mark.parametrize("kind", STICKS, ids=["FAT32", "exFAT"])
def test_a_vault_goes_to_a_stick_and_back(tuckbox, keys, file_system, kind):
    stick = file_system(kind[0], 64 << 20, *kind[1:])
    folder = keys / "SEN reviews"
    (folder / "sub").mkdir(parents=True)
    write(folder / "sub" / "a.bin", 3_000_000)
    assert tuckbox("wrap", folder, "-o", stick / "r.vault", "--recovery-key", keys / "rk.pub").returncode == 0
    result = tuckbox("unwrap", stick / "r.vault", "--recovery-key", keys / "rk")
    assert result.returncode == 0, result.stderr
    assert filecmp.cmp(stick / "SEN reviews" / "sub" / "a.bin", folder / "sub" / "a.bin", shallow=False)
    assert names(stick) == ["SEN reviews", "r.vault"]


@needs_fat
def test_what_fat32_cannot_hold_is_refused_before_a_byte_is_written(tuckbox, keys, file_system):
    stick = file_system("vfat", 6 << 30, "-F", "32")
    with open(keys / "huge", "wb") as file:
        file.truncate(4 << 30)
    result = tuckbox("wrap", keys / "huge", "-o", stick / "h.vault", "--recovery-key", keys / "rk.pub")
    assert result.returncode == 1
    assert b"larger than the file system" in result.stderr and b"exFAT" in result.stderr
    assert names(stick) == []


def test_a_medium_without_room_is_refused_before_a_byte_is_written(tuckbox, keys, file_system):
    stick = file_system("ext4", 8 << 20)
    write(keys / "big", 20_000_000)
    result = tuckbox("wrap", keys / "big", "-o", stick / "b.vault", "--recovery-key", keys / "rk.pub")
    assert result.returncode == 1 and b"not enough room" in result.stderr
    assert names(stick) == ["lost+found"]


@pytest.mark.parametrize("free", range(8192, 140_000, 8192))
def test_a_disk_that_fills_up_at_any_write_leaves_no_half_vault(tuckbox, keys, file_system, free):
    """The stream's length is not known, so it cannot be refused beforehand."""
    stick = file_system("ext4", 4 << 20, "-O", "^has_journal", "-m", "0")
    with open(stick / "ballast", "wb") as file:
        available = os.statvfs(stick).f_bavail * os.statvfs(stick).f_bsize
        file.write(bytes(max(0, available - free)))
        file.flush()
        os.fsync(file.fileno())
    result = tuckbox("wrap", "-", "-o", stick / "s.vault", "--recovery-key", keys / "rk.pub", input=os.urandom(300_000))
    assert result.returncode == 1
    assert b"no space left" in result.stderr and b"hint" in result.stderr
    assert "s.vault" not in names(stick) and not [name for name in names(stick) if name.startswith(".tuckbox")]


def test_a_disk_that_fills_up_leaves_the_old_file_as_it_was(tuckbox, keys, file_system):
    stick = file_system("ext4", 4 << 20, "-O", "^has_journal", "-m", "0")
    (stick / "out").write_bytes(b"the old one")
    write(keys / "in", 2_000_000)
    assert tuckbox("wrap", keys / "in", "-o", keys / "v.vault", "--recovery-key", keys / "rk.pub").returncode == 0
    with open(stick / "ballast", "wb") as file:
        file.write(bytes(os.statvfs(stick).f_bavail * 1024 - 1_000_000))
    result = tuckbox("unwrap", keys / "v.vault", "-f", "-o", stick / "out", "--recovery-key", keys / "rk")
    assert result.returncode == 1
    assert (stick / "out").read_bytes() == b"the old one"
    assert names(stick) == ["ballast", "lost+found", "out"]


def test_a_read_only_medium_is_refused_in_plain_words(tuckbox, keys, file_system):
    stick = file_system("ext4", 4 << 20)
    subprocess.run(["mount", "-o", "remount,ro", str(stick)], check=True)
    write(keys / "in", 100)
    result = tuckbox("wrap", keys / "in", "-o", stick / "v.vault", "--recovery-key", keys / "rk.pub")
    assert result.returncode == 1 and b"cannot be written to" in result.stderr


@pytest.mark.parametrize("kind", STICKS, ids=["FAT32", "exFAT"])
def test_names_that_a_stick_cannot_tell_apart_are_refused(tuckbox, keys, file_system, kind):
    stick = file_system(kind[0], 64 << 20, *kind[1:])
    folder = keys / "tree"
    folder.mkdir()
    (folder / "Name").write_text("1")
    (folder / "name").write_text("2")
    assert tuckbox("wrap", folder, "-o", keys / "v.vault", "--recovery-key", keys / "rk.pub").returncode == 0
    result = tuckbox("unwrap", keys / "v.vault", "-o", stick / "out", "--recovery-key", keys / "rk")
    assert result.returncode == 1 and b"the same name on this file system" in result.stderr
    assert names(stick) == []


def test_a_source_that_cannot_be_read_is_named_and_no_vault_is_made(tuckbox, keys, file_system):
    """The medium behind a file goes away: the kernel answers reads with EIO."""
    stick = file_system("ext4", 32 << 20, "-O", "^has_journal")
    write(stick / "register.csv", 16_000_000)
    subprocess.run(["sync"], check=True)
    image = next(keys.glob("ext4*.img"))
    os.truncate(image, 4 << 20)
    with open("/proc/sys/vm/drop_caches", "w") as file:
        file.write("1")
    result = tuckbox("wrap", stick / "register.csv", "-o", keys / "v.vault", "--recovery-key", keys / "rk.pub")
    assert result.returncode == 1, result.stderr
    assert b"register.csv" in result.stderr and b"input/output error" in result.stderr and b"may be failing" in result.stderr
    assert "v.vault" not in names(keys) and not [name for name in names(keys) if name.startswith(".tuckbox")]


def test_a_vault_on_a_failing_medium_is_salvaged_as_far_as_it_reads(tuckbox, keys, file_system):
    stick = file_system("ext4", 32 << 20, "-O", "^has_journal")
    folder = keys / "tree"
    folder.mkdir()
    for number in range(8):
        write(folder / f"{number}", 2_000_000)
    assert tuckbox("wrap", folder, "-o", stick / "t.vault", "--recovery-key", keys / "rk.pub").returncode == 0
    subprocess.run(["sync"], check=True)
    os.truncate(next(keys.glob("ext4*.img")), 12 << 20)
    with open("/proc/sys/vm/drop_caches", "w") as file:
        file.write("1")
    opened = tuckbox("unwrap", stick / "t.vault", "-o", keys / "out", "--recovery-key", keys / "rk")
    assert opened.returncode != 0 and not (keys / "out").exists()
    result = tuckbox("unwrap", "--salvage", stick / "t.vault", "-o", keys / "saved", "--recovery-key", keys / "rk")
    assert result.returncode == 13, result.stderr
    whole = [name for name in names(keys / "saved" / "contents" / "tree") if not name.endswith(".partial")]
    assert whole and all(filecmp.cmp(keys / "saved" / "contents" / "tree" / name, folder / name, shallow=False) for name in whole)
