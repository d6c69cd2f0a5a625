"""Media that lie: whatever their bytes, the audit ends in time, says what it could not read, and reads the rest."""
import json
import os
import pathlib
import random
import struct
import subprocess
import time

import pytest

import make_images
import volumes

KINDS = ["fat12", "fat16", "ext2", "ext4", "exfat", "ntfs", "mbr", "gpt", "iso"]
# Of all kinds together; Scripts/soak has thousands.
MUTATIONS = int(os.environ.get("TUCKBOX_AUDIT_MUTATIONS", "72"))
SEED = int(os.environ.get("TUCKBOX_SEED", "0")) or random.SystemRandom().randrange(1 << 32)
SECTOR = 512


def iso(folder):
    """An ISO 9660 image with Joliet and Rock Ridge names."""
    tree = folder / "tree"
    (tree / "notes").mkdir(parents=True)
    for number in range(8):
        (tree / "notes" / f"a longer name {number}.txt").write_text("The hall is booked on Tuesday.\n" * (number + 1) * 20)
    subprocess.run(["xorriso", "-as", "mkisofs", "-quiet", "-J", "-R", "-o", folder / "iso.img", tree], check=True, capture_output=True)
    return folder / "iso.img"


def mutated(data, rng):
    """A copy with a few of its bytes changed: mostly where file systems keep their numbers."""
    data = bytearray(data)
    used = [n for n in range(len(data) // SECTOR) if any(data[n * SECTOR:(n + 1) * SECTOR])]
    early = used[:96]
    for _ in range(rng.choice((1, 1, 2, 4, 16, 64))):
        sector = rng.choice(early if rng.random() < 0.75 else used) * SECTOR
        at = sector + rng.randrange(SECTOR)
        match rng.randrange(6):
            case 0: data[at] ^= 1 << rng.randrange(8)
            case 1: data[at] = rng.choice((0, 1, 0x7f, 0x80, 0xff))
            case 2: data[at:at + 4] = struct.pack("<I", rng.choice((0, 1, 0x7fffffff, 0x80000000, 0xffffffff, rng.getrandbits(32))))[:max(0, len(data) - at)]
            case 3: data[at:at + 8] = struct.pack("<Q", rng.choice((0, 1 << 62, (1 << 63) - 1, (1 << 64) - 1, rng.getrandbits(64))))[:max(0, len(data) - at)]
            case 4: data[sector:sector + SECTOR] = rng.randbytes(SECTOR)
            case 5:
                other = rng.choice(used) * SECTOR
                data[sector:sector + SECTOR] = data[other:other + SECTOR]
    return bytes(data)


@pytest.mark.parametrize("kind", KINDS)
def test_mutated_media_end_in_time_and_bring_nothing_down(image, tmp_path, kind):
    base = (iso(tmp_path) if kind == "iso" else image(kind)[0]).read_bytes()
    left, number = max(1, MUTATIONS // len(KINDS)), 0
    while left:
        count = min(left, 40)
        folder = tmp_path / f"batch-{number}"
        folder.mkdir()
        for index in range(count):
            rng = random.Random(f"{SEED}/{kind}/{number + index}")
            (folder / f"{number + index:06}.img").write_bytes(mutated(base, rng))
        started = time.monotonic()
        done = subprocess.run(
            [os.environ["TUCKBOX"], "audit", "--fleet", folder, "--trail", tmp_path / "trail"], capture_output=True, timeout=60 + 60 * count)
        where = f"seed {SEED}, {kind}, from {number}"
        assert done.returncode in (0, 3, 21), f"{where}: {done.returncode} {done.stderr.decode()[-2000:]}"
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        assert len(lines) == count, where
        assert not [line for line in lines if line["verdict"] == "failed"], where
        print(f"{where}: {count} in {time.monotonic() - started:.1f} s, longest {max(line['milliseconds'] for line in lines)} ms")
        for path in folder.iterdir():
            path.unlink()
        left -= count
        number += count


def audit(path, tmp_path, *options, timeout=120):
    done = subprocess.run(
        [os.environ["TUCKBOX"], "audit", "--json", "--show-names", "--trail", tmp_path / "trail", *options, path], capture_output=True, timeout=timeout)
    assert done.returncode in (0, 3, 21), done.stderr.decode()
    return json.loads(done.stdout)


def test_a_folder_within_itself_ends(image, tmp_path):
    data = bytearray(image("fat12")[0].read_bytes())
    # The first cluster of every folder in the root becomes that of the first one.
    reserved, fats, entries, sectors = struct.unpack_from("<HBH", data, 14) + struct.unpack_from("<H", data, 22)
    root = (reserved + fats * sectors) * SECTOR
    folders = [root + 32 * n for n in range(entries) if data[root + 32 * n + 11] == 0x10]
    first = data[folders[0] + 26:folders[0] + 28]
    cluster = struct.unpack("<H", first)[0]
    start = root + entries * 32 + (cluster - 2) * data[13] * SECTOR
    for place in folders:
        data[place + 26:place + 28] = first
    # And one in it leads back to it.
    data[start + 64:start + 96] = b"AGAIN   " + b"   " + b"\x10" + bytes(14) + first + bytes(4)
    (tmp_path / "loop.img").write_bytes(data)
    found = audit(tmp_path / "loop.img", tmp_path)
    assert len(found["files"]) < 1000


def test_sizes_that_no_medium_has_are_not_believed(image, tmp_path):
    data = bytearray(image("fat16")[0].read_bytes())
    reserved, fats, entries, sectors = struct.unpack_from("<HBH", data, 14) + struct.unpack_from("<H", data, 22)
    root = (reserved + fats * sectors) * SECTOR
    for n in range(entries):
        place = root + 32 * n
        if data[place] not in (0, 0xe5) and data[place + 11] == 0x20:
            data[place + 28:place + 32] = b"\xff\xff\xff\xff"
    (tmp_path / "huge.img").write_bytes(data)
    found = audit(tmp_path / "huge.img", tmp_path)
    # What the entry was for is found all the same.
    truth = {f["sha256"] for f in image("fat16")[1]["files"] if f["path"] == "safeguarding.txt"}
    assert truth & {f["sha256"] for f in found["files"] if f["verdict"] == "protected"}


def test_names_with_escapes_stay_harmless(tmp_path):
    path = tmp_path / "names.img"
    stick = volumes.make("ext4", path, 8 << 20, "NAMES")
    stick.add("evil\x1b[31m\u202e\x07.txt", b"The hall is booked on Tuesday.\n" * 20)
    stick.close()
    done = subprocess.run([os.environ["TUCKBOX"], "audit", "--show-names", "--trail", tmp_path / "trail", path], capture_output=True, timeout=60)
    assert b"\x1b" not in done.stdout and "\u202e".encode() not in done.stdout
    found = audit(path, tmp_path)
    assert [f["path"] for f in found["files"] if f["state"] == "live"] == ["evil\x1b[31m\u202e\x07.txt"]


def test_a_helper_that_dies_at_its_start_is_said(image, tmp_path):
    folder = tmp_path / "program"
    folder.mkdir()
    own = pathlib.Path(os.environ["TUCKBOX"])
    for name in ("tuckbox", "tuckbox-scan"):
        (folder / name).hardlink_to(own.with_name(name)) if own.stat().st_dev == folder.stat().st_dev else (folder / name).write_bytes(own.with_name(name).read_bytes())
        (folder / name).chmod(0o755)
    (folder / "tuckbox-media").write_text("#!/bin/sh\nexit 7\n")
    (folder / "tuckbox-media").chmod(0o755)
    done = subprocess.run([folder / "tuckbox", "audit", "--trail", tmp_path / "trail", image("fat12")[0]], capture_output=True, timeout=120)
    assert done.returncode == 1 and b"cannot enter its sandbox" in done.stderr


def test_iso_9660_is_read(tmp_path):
    found = audit(iso(tmp_path), tmp_path)
    assert [v["file_system"] for v in found["volumes"]] == ["ISO 9660"]
    assert len([f for f in found["files"] if f["state"] == "live"]) == 8
