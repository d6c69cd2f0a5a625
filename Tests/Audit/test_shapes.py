"""Shapes that are known to trouble readers of file systems: chains and folders in circles, places that many files claim, sizes beyond all bounds, folders
without an end. Each is one lie in a volume that is otherwise whole. The audit ends in time, and has still found the records that lie elsewhere on it."""
import json
import os
import pathlib
import resource
import struct
import subprocess

import pytest

import volumes

MIB = 1 << 20
SECTOR = 512
RECORDS = ("Surname,Forename,Reg,SEN Status\n" + "".join(
    f"{last},{first},7B,K\n" for last, first in (("Ahmed", "Yusuf"), ("Byrne", "Niamh"), ("Kowalska", "Zofia")) * 8)).encode()
HALL = b"The hall is booked on Tuesday.\n" * 40


@pytest.fixture
def survives(tmp_path):
    """Audits an image: within ten minutes, with its records found. The audit as JSON."""
    if "TUCKBOX" not in os.environ:
        pytest.skip("TUCKBOX does not name the program to test")

    def audit(data, name="lie.img"):
        path = tmp_path / name
        path.write_bytes(data)
        done = subprocess.run(
            [os.environ["TUCKBOX"], "audit", "--json", "--show-names", "--trail", tmp_path / "trail", path], capture_output=True, timeout=600)
        assert done.returncode == 21, (done.returncode, done.stderr.decode())
        found = json.loads(done.stdout)
        assert any(f["verdict"] == "protected" for f in found["files"])
        return found
    return audit


def made(kind, path, size, **files):
    """The bytes of a volume with the records in it, a file to lie about, and more."""
    stick = volumes.make(kind, path, size)
    stick.add("records.csv", RECORDS)
    stick.add("notes/hall.txt", HALL)
    for name, content in files.items():
        stick.add(name, content)
    stick.close()
    return bytearray(path.read_bytes())


class Fat16:
    """A FAT16 volume of clusters of one sector, whose tables are written by hand."""

    def __init__(self, path, size=8 * MIB):
        self.data = made("FAT16", path, size)
        reserved, self.copies, self.entries, self.sectors = struct.unpack_from("<HBH", self.data, 14) + struct.unpack_from("<H", self.data, 22)
        self.tables = [(reserved + n * self.sectors) * SECTOR for n in range(self.copies)]
        self.root = (reserved + self.copies * self.sectors) * SECTOR
        self.first = self.root + self.entries * 32

    def chain(self, *clusters, last=0xffff):
        for cluster, following in zip(clusters, [*clusters[1:], last]):
            for table in self.tables:
                struct.pack_into("<H", self.data, table + 2 * cluster, following)

    def place(self, cluster):
        return self.first + (cluster - 2) * SECTOR

    @staticmethod
    def entry(name, cluster, size=0, folder=False):
        # With a date: what is nearly all zeros is taken for no entry.
        return name.encode().ljust(11) + bytes([0x10 if folder else 0x20]) + bytes(12) + struct.pack("<HHI", 0x5b7a, cluster, size)

    def add(self, *entries):
        for entry in entries:
            place = next(p for p in range(self.root, self.first, 32) if self.data[p] == 0)
            self.data[place:place + 32] = entry


def fat_chain_in_a_circle(path):
    volume = Fat16(path)
    volume.chain(9000, 9001, 9002, last=9000)
    volume.add(volume.entry("CIRCLE  TXT", 9000, 0xffffffff), volume.entry("ITSELF  TXT", 9010, 0x7fffffff))
    volume.chain(9010, last=9010)
    return volume.data


def fat_folder_whose_chain_is_a_circle(path):
    volume = Fat16(path)
    volume.chain(9000, 9001, last=9000)
    for cluster in (9000, 9001):
        # Full, so that nothing says where it ends.
        entries = [volume.entry(f"F{cluster}{n:02}", 3) for n in range(SECTOR // 32)]
        volume.data[volume.place(cluster):volume.place(cluster) + SECTOR] = b"".join(entries)
    volume.add(volume.entry("CIRCLE", 9000, folder=True))
    return volume.data


def fat_folders_within_folders_without_end(path):
    volume = Fat16(path)
    for cluster in range(5000, 9000):
        volume.chain(cluster)
        entries = [volume.entry(".", cluster, folder=True), volume.entry("..", cluster - 1, folder=True), volume.entry("D", cluster + 1, folder=True)]
        volume.data[volume.place(cluster):volume.place(cluster) + 96] = b"".join(entries)
    volume.add(volume.entry("D", 5000, folder=True))
    return volume.data


def fat_files_that_all_claim_the_same_place(path):
    volume = Fat16(path)
    chain = range(4000, 15000)
    volume.chain(*chain)
    volume.data[volume.place(4000):volume.place(4000) + 12] = b"\0\0\0\x20ftypmp42"
    # Each a little longer than the one before: no two places are the same.
    volume.add(*(volume.entry(f"SAME{n:03} TXT", 4000, len(chain) * SECTOR - 400 + n) for n in range(400)))
    return volume.data


def fat_folder_of_more_files_than_there_can_be(path):
    """FAT32: only there a folder other than the root can be of any length."""
    data = made("FAT32", path, 64 * MIB)
    reserved, copies = struct.unpack_from("<HB", data, 14)
    sectors, = struct.unpack_from("<I", data, 36)
    first = (reserved + copies * sectors) * SECTOR
    clusters = range(60_000, 60_000 + 600_000 * 32 // SECTOR)
    for cluster in clusters:
        for copy in range(copies):
            struct.pack_into("<I", data, (reserved + copy * sectors) * SECTOR + 4 * cluster, cluster + 1 if cluster + 1 in clusters else 0x0fffffff)
    start = first + (clusters[0] - 2) * SECTOR
    data[start:start + len(clusters) * SECTOR] = b"".join(Fat16.entry(f"{n:08X}TXT", 0) for n in range(600_000))
    root = first + (struct.unpack_from("<I", data, 44)[0] - 2) * SECTOR
    place = next(p for p in range(root, root + SECTOR, 32) if data[p] == 0)
    entry = bytearray(Fat16.entry("MANY", clusters[0] & 0xffff, folder=True))
    struct.pack_into("<H", entry, 20, clusters[0] >> 16)
    data[place:place + 32] = entry
    return data


def changed_by_debugfs(kind, path, *lines):
    data = made(kind, path, 16 * MIB, lie=HALL)
    path.write_bytes(data)
    volumes.run("debugfs", "-w", "-f", "-", path, input="".join(line + "\n" for line in lines).encode())
    return bytearray(path.read_bytes())


def ext2_blocks_that_lead_to_themselves(path):
    data = changed_by_debugfs("ext2", path, "sif lie block[TIND] 12000", "sif lie size 0x3fffffffff", "sif lie blocks 0xffffffff")
    data[12000 * 1024:12001 * 1024] = struct.pack("<I", 12000) * 256
    return data


def ext2_many_blocks_that_are_one(path):
    """A size that the medium's files together might just have: libtsk makes a list of a million places, and goes through all of it for each."""
    data = changed_by_debugfs("ext2", path, "sif lie block[TIND] 12000", "sif lie size 0x3fffffff", "sif lie blocks 0xffffffff")
    data[12000 * 1024:12001 * 1024] = struct.pack("<I", 12000) * 256
    return data


def ext2_folder_of_many_blocks_that_are_one(path):
    data = changed_by_debugfs("ext2", path, "mkdir pit", "sif pit block[TIND] 12000", "sif pit size 0x3fffffff", "sif pit blocks 0xffffffff")
    data[12000 * 1024:12001 * 1024] = struct.pack("<I", 12000) * 256
    return data


def ext4_extents_that_lead_to_themselves(path):
    # A header of depth 3 with one entry; the block that it leads to says the same of itself.
    data = changed_by_debugfs("ext4", path, "sif lie block[0] 0x0001f30a", "sif lie block[1] 0x00030004", "sif lie block[2] 0", "sif lie block[3] 0",
                              "sif lie block[4] 12000", "sif lie block[5] 0", "sif lie size 0x7fffffffffff")
    size = 1024 << struct.unpack_from("<I", data, 1024 + 24)[0]
    block = 12000 * 1024 // size * size
    data[block:block + 32] = struct.pack("<HHHHIIIII", 0xf30a, 1, 84, 3, 0, 0, 12000, 0, 0) + bytes(4)
    return data


def ext4_sizes_beyond_all_bounds(path):
    return changed_by_debugfs("ext4", path, "sif lie size 0x7fffffffffffffff", "sif notes/hall.txt size 0xffffffffffffffff", "sif notes size 0x7fffffffffffffff")


def ext4_folder_within_itself(path):
    return changed_by_debugfs("ext4", path, "mkdir circle", "link / circle/up", "link circle circle/again", "link notes circle/notes")


def mbr_extended_partitions_in_a_circle(path):
    data = bytearray(MIB) + made("FAT16", path, 8 * MIB)
    entry = struct.pack("<B3sB3sII", 0, bytes(3), 0x0e, bytes(3), MIB // SECTOR, 8 * MIB // SECTOR)
    extended = struct.pack("<B3sB3sII", 0, bytes(3), 0x05, bytes(3), 64, 1000)
    data[446:510] = entry + extended + bytes(32)
    data[510:512] = b"\x55\xaa"
    inner = 64 * SECTOR
    # A small one, and a further table that is this one again.
    data[inner + 446:inner + 510] = struct.pack("<B3sB3sII", 0, bytes(3), 0x83, bytes(3), 8, 8) + struct.pack("<B3sB3sII", 0, bytes(3), 5, bytes(3), 0, 1000) + bytes(32)
    data[inner + 510:inner + 512] = b"\x55\xaa"
    return data


def gpt_of_partitions_that_overlap(path):
    volumes.partitioned(path, "gpt", [("FAT16", place(made("FAT16", path.with_suffix(".0"), 8 * MIB), path.with_suffix(".1")))])
    data = bytearray(path.read_bytes())
    entry = bytes(data[1024:1152])
    for number in range(1, 128):
        # All claim the same volume, each a sector more of it.
        first, last = struct.unpack_from("<QQ", entry, 32)
        data[1024 + 128 * number:1152 + 128 * number] = entry[:16] + os.urandom(16) + struct.pack("<QQ", first, last + number) + entry[48:]
    struct.pack_into("<II", data, 512 + 80, 0xffffffff, 128)
    return data


def place(data, path):
    path.write_bytes(data)
    return path


def iso_folder_within_itself(path):
    tree = path.with_suffix(".tree")
    (tree / "notes").mkdir(parents=True)
    (tree / "records.csv").write_bytes(RECORDS)
    (tree / "notes/hall.txt").write_bytes(HALL)
    subprocess.run(["xorriso", "-as", "mkisofs", "-quiet", "-R", "-o", path, tree], check=True, capture_output=True)
    data = bytearray(path.read_bytes())
    root = struct.unpack_from("<I", data, 16 * 2048 + 156 + 2)[0] * 2048
    at = root
    while data[at]:
        # Every folder in the root is the root, and every further field of a name continues at its own beginning.
        if data[at + 25] & 2:
            data[at + 2:at + 10] = data[16 * 2048 + 158:16 * 2048 + 166]
        fields = data.find(b"CE\x1c\x01", at, at + data[at])
        if fields >= 0:
            for offset, value in ((4, root // 2048), (12, fields - root), (20, 28)):
                data[fields + offset:fields + offset + 8] = struct.pack("<I", value) + struct.pack(">I", value)
        at += data[at]
    return data


def exfat_chains_in_a_circle_and_sizes_beyond_all_bounds(path):
    data = made("exFAT", path, 16 * MIB, lie=HALL)
    table, = struct.unpack_from("<I", data, 80)
    sector = 1 << data[108]
    count = 0
    for at in range(0, len(data) - 32, 32):
        # The stream of a file, behind its entry.
        if data[at] == 0xc0 and data[at - 32] == 0x85 and struct.unpack_from("<I", data, at + 20)[0] >= 2 and data[at + 3] == 3:
            cluster, = struct.unpack_from("<I", data, at + 20)
            data[at + 1] = 1
            struct.pack_into("<Q", data, at + 8, (1 << 63) - 1)
            struct.pack_into("<Q", data, at + 24, (1 << 63) - 1)
            struct.pack_into("<I", data, table * sector + 4 * cluster, cluster)
            count += 1
    assert count
    return data


def ntfs_sizes_beyond_all_bounds(path):
    data = made("NTFS", path, 16 * MIB, lie=HALL * 8)
    count = 0
    for record in range(0, len(data), 1024):
        if data[record:record + 4] != b"FILE" or struct.unpack_from("<I", data, record + 44)[0] < 24:
            continue
        at = record + struct.unpack_from("<H", data, record + 20)[0]
        while at < record + 900 and struct.unpack_from("<I", data, at)[0] != 0xffffffff:
            kind, size = struct.unpack_from("<II", data, at)
            if kind == 0x80 and data[at + 8] and at + 64 < record + 510:
                struct.pack_into("<QQQ", data, at + 40, 1 << 62, (1 << 62) - 1, (1 << 62) - 1)
                count += 1
            at += max(size, 8)
    assert count
    return data


SHAPES = [
    fat_chain_in_a_circle, fat_folder_whose_chain_is_a_circle, fat_folders_within_folders_without_end, fat_files_that_all_claim_the_same_place,
    fat_folder_of_more_files_than_there_can_be, ext2_blocks_that_lead_to_themselves, ext2_many_blocks_that_are_one, ext2_folder_of_many_blocks_that_are_one,
    ext4_extents_that_lead_to_themselves, ext4_sizes_beyond_all_bounds, ext4_folder_within_itself, mbr_extended_partitions_in_a_circle, gpt_of_partitions_that_overlap, iso_folder_within_itself,
]
# What libtsk would go through for minutes or days, without a word.
CIRCLES = [ext2_blocks_that_lead_to_themselves, ext2_many_blocks_that_are_one, ext2_folder_of_many_blocks_that_are_one]
AS_ROOT = [exfat_chains_in_a_circle_and_sizes_beyond_all_bounds, ntfs_sizes_beyond_all_bounds]


def some_are_not_read(found):
    refused = [f for f in found["files"] if f.get("reason") == "the files together are larger than the medium can be"]
    assert 0 < len(refused) < 400
    assert found["confidence"]["level"] != "full"


def the_limit_is_said(found):
    assert "limit_reached" in {gap["kind"] for gap in found["confidence"]["gaps"]}


def the_rest_has_its_names(found):
    the_limit_is_said(found)
    assert {"records.csv", "notes/hall.txt"} <= {f["path"] for f in found["files"] if f["state"] == "live"}


CHECKS = {
    fat_files_that_all_claim_the_same_place: some_are_not_read, fat_folder_of_more_files_than_there_can_be: the_limit_is_said,
    ext2_many_blocks_that_are_one: the_rest_has_its_names, ext2_folder_of_many_blocks_that_are_one: the_limit_is_said,
}


def processor_time():
    """Seconds of all programs that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


@pytest.mark.parametrize("shape", SHAPES + AS_ROOT, ids=lambda shape: shape.__name__)
def test_a_volume_that_lies_is_read_as_far_as_it_goes(survives, tmp_path, shape):
    if shape in AS_ROOT and (os.geteuid() or not pathlib.Path("/dev/fuse").exists()):
        pytest.skip("exFAT and NTFS are made with FUSE, as root")
    lie, before = shape(tmp_path / "made.img"), processor_time()
    found = survives(lie)
    # However busy the machine is: it is processor time that is counted.
    assert shape not in CIRCLES or processor_time() - before < 45
    if shape in CHECKS:
        CHECKS[shape](found)
