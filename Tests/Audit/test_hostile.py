"""Media that lie: whatever their bytes, the audit ends in time, says what it could not read, and reads the rest."""
import json
import os
import pathlib
import random
import struct
import subprocess
import time
import zlib

import pytest

import make_images
import volumes

KINDS = ["fat12", "fat16", "fat32", "ext2", "ext3", "ext4", "exfat", "ntfs", "mbr", "gpt", "iso", "hfsplus", "udf", "gz", "zst", "split"]
# Of all kinds together; Scripts/soak has thousands.
MUTATIONS = int(os.environ.get("TUCKBOX_AUDIT_MUTATIONS", "240"))
SEED = int(os.environ.get("TUCKBOX_SEED", "0")) or random.SystemRandom().randrange(1 << 32)
# With the images of EnCase.
EACH = -(-MUTATIONS // (len(KINDS) + 1))
SECTOR = 512


def iso(folder):
    """An ISO 9660 image with Joliet and Rock Ridge names."""
    tree = folder / "tree"
    (tree / "notes").mkdir(parents=True)
    for number in range(8):
        (tree / "notes" / f"a longer name {number}.txt").write_text("The hall is booked on Tuesday.\n" * (number + 1) * 20)
    subprocess.run(["xorriso", "-as", "mkisofs", "-quiet", "-J", "-R", "-o", folder / "iso.img", tree], check=True, capture_output=True)
    return folder / "iso.img"


def hfsplus(folder):
    """An HFS+ volume by itself, of those that xorriso puts beside ISO 9660: nothing else in Debian makes one."""
    hybrid = folder / "hybrid.img"
    tree = iso(folder).parent / "tree"
    subprocess.run(["xorriso", "-as", "mkisofs", "-quiet", "-hfsplus", "-V", "APPLE", "-o", hybrid, tree], check=True, capture_output=True)
    data = hybrid.read_bytes()
    # Apple's partition map: an entry of 512 bytes each, behind the driver's.
    entries = [data[n * SECTOR:(n + 1) * SECTOR] for n in range(1, 8)]
    start = next(struct.unpack(">I", e[8:12])[0] for e in entries if e[48:80].rstrip(b"\0") == b"Apple_HFS")
    # Its files lie behind what the map says.
    (folder / "hfsplus.img").write_bytes(data[start * SECTOR:])
    return folder / "hfsplus.img"


def udf(folder):
    """An empty UDF volume with text where it is free: libtsk does not know it."""
    path = folder / "udf.img"
    volumes.sparse(path, 4 << 20)
    volumes.run("mkudffs", "--media-type=hd", "--blocksize=512", path)
    data = bytearray(path.read_bytes())
    data[3 << 20:(3 << 20) + 6200] = b"The hall is booked on Tuesday.\n" * 200
    path.write_bytes(data)
    return path


MADE_HERE = {"iso": iso, "hfsplus": hfsplus, "udf": udf}
# Whose bytes are mutated: those of another image, which is cut into pieces or compressed then.
BASES = {"split": "fat16", "gz": "fat12", "zst": "fat12"}
PACKERS = {"gz": ["gzip", "-1"], "zst": ["zstd", "-q"]}


def put(folder, name, kind, data, rng):
    """An image for `audit --fleet`: of a split one the pieces, now and then without one of them, or with one that is empty or too short; of what is compressed,
    every other is damaged itself."""
    if kind in PACKERS:
        packed = subprocess.run([*PACKERS[kind], "-c"], input=data, check=True, capture_output=True).stdout
        return (folder / f"{name}.{kind}").write_bytes(mutated(packed, rng) if rng.random() < 0.5 else packed)
    if kind != "split":
        return (folder / f"{name}.img").write_bytes(data)
    ends = sorted(rng.sample(range(1, len(data)), rng.randrange(1, 9)))
    pieces = [data[start:end] for start, end in zip([0, *ends], [*ends, len(data)])]
    hurt = rng.randrange(len(pieces))
    for number, piece in enumerate(pieces, 1):
        if number == hurt + 1 and number > 1:
            piece = rng.choice((piece, None, b"", piece[:rng.randrange(len(piece))]))
        if piece is not None:
            (folder / f"{name}.{number:03}").write_bytes(piece)


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
    base = (MADE_HERE[kind](tmp_path) if kind in MADE_HERE else image(BASES.get(kind, kind))[0]).read_bytes()
    left, number = EACH, 0
    while left:
        count = min(left, 40)
        folder = tmp_path / f"batch-{number}"
        folder.mkdir()
        for index in range(count):
            rng = random.Random(f"{SEED}/{kind}/{number + index}")
            put(folder, f"{number + index:06}", kind, mutated(base, rng), rng)
        started = time.monotonic()
        done = subprocess.run(
            [os.environ["TUCKBOX"], "audit", "--fleet", folder, "--trail", tmp_path / "trail"], capture_output=True, timeout=60 + 60 * count)
        where = f"seed {SEED}, {kind}, from {number}"
        assert done.returncode in (0, 3, 21), f"{where}: {done.returncode} {done.stderr.decode()[-2000:]}"
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        assert len(lines) == count, where
        failed = {line["error"] for line in lines if line["verdict"] == "failed"}
        # Only what is compressed can be so damaged that there is no medium.
        assert kind in PACKERS or not failed, f"{where}: {failed}"
        assert all("could not be expanded" in error or "is empty" in error for error in failed), f"{where}: {failed}"
        print(f"{where}: {count} in {time.monotonic() - started:.1f} s, longest {max(line['milliseconds'] for line in lines)} ms")
        for path in folder.iterdir():
            path.unlink()
        left -= count
        number += count


def encase_sections(data):
    """Places of an .E01's section descriptors, in order."""
    place, found = 13, []
    while place + 76 <= len(data):
        found.append((place, bytes(data[place:place + 16]).rstrip(b"\0").decode()))
        following = struct.unpack_from("<Q", data, place + 16)[0]
        if following <= place:
            break
        place = following
    return found


def test_images_of_encase_that_lie_are_refused_or_read_and_nothing_else(image, tmp_path):
    path = tmp_path / "base"
    subprocess.run(["ewfacquire", "-u", "-f", "encase6", "-c", "fast", "-t", path, image("fat12")[0]], check=True, capture_output=True, stdin=subprocess.DEVNULL)
    base = path.with_suffix(".E01").read_bytes()
    sections = encase_sections(base)
    assert {"volume", "table", "done"} <= {kind for _, kind in sections}
    seen = set()
    for number in range(max(24, EACH)):
        rng = random.Random(f"{SEED}/encase/{number}")
        data = bytearray(base)
        place, kind = rng.choice([s for s in sections if s[1] in ("volume", "table", "table2", "sectors", "done", "disk")])
        for _ in range(rng.choice((1, 1, 3))):
            # Mostly in what says where the next section, the medium's size or a chunk is.
            at = place + rng.choice((16, 24, rng.randrange(32), 76 + rng.randrange(24), 100 + 4 * rng.randrange(8)))
            size = rng.choice((1, 4, 8))
            data[at:at + size] = rng.choice((bytes(size), b"\xff" * size, rng.randbytes(size), (place).to_bytes(8, "little")[:size]))[:max(0, len(data) - at)]
        # With the right checksums, so that the numbers themselves are looked at.
        if rng.random() < 0.8:
            struct.pack_into("<I", data, place + 72, zlib.adler32(bytes(data[place:place + 72])))
            if kind.startswith("table"):
                struct.pack_into("<I", data, place + 96, zlib.adler32(bytes(data[place + 76:place + 96])))
        lying = tmp_path / "lying.E01"
        lying.write_bytes(data)
        done = subprocess.run([os.environ["TUCKBOX"], "audit", "-q", "--trail", tmp_path / "trail", lying], capture_output=True, timeout=60)
        assert done.returncode in (0, 1, 3, 21), f"seed {SEED}, {number}: {done.returncode} {done.stderr.decode()[-500:]}"
        assert done.returncode != 1 or b"could not be expanded" in done.stderr or b"too large" in done.stderr, done.stderr
        seen.add(done.returncode)
    assert 1 in seen


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


def test_hfs_plus_is_read(tmp_path):
    found = audit(hfsplus(tmp_path), tmp_path)
    assert [(v["file_system"], v.get("reason")) for v in found["volumes"]] == [("HFS+", None)]
    assert sorted(f["path"] for f in found["files"] if f["state"] == "live") == [f"notes/a longer name {n}.txt" for n in range(8)]
    assert found["confidence"]["level"] == "full"


def test_udf_is_named_and_searched_like_free_space(tmp_path):
    path = udf(tmp_path)
    data = bytearray(path.read_bytes())
    records = "Surname,Forename,Reg,SEN Status\n" + "".join(f"{last},{first},7B,K\n" for last, first in (("Ahmed", "Yusuf"), ("Byrne", "Niamh"), ("Kowalska", "Zofia")) * 4)
    data[2 << 20:(2 << 20) + len(records)] = records.encode()
    path.write_bytes(data)
    found = audit(path, tmp_path)
    assert [v["file_system"] for v in found["volumes"]] == ["UDF"]
    assert [(f["state"], f["verdict"]) for f in found["files"]] == [("carved", "protected")]
    assert "unknown_file_system" in {g["kind"] for g in found["confidence"]["gaps"]}
