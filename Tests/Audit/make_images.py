"""make_images: images of sticks with everything on them that an audit has to tell apart, and beside each, as JSON, what that is.

    make_images.py OUT [NAME…] [--seed N]

`truth.json` of an image: `scheme`, `volumes` (number, file_system, offset, size_bytes, label, encrypted_by), `files` (volume, path, state, recoverable,
size_bytes, sha256, kind, verdict, categories, people, encrypted_by). The same seed gives the same documents under the same names; ciphertexts and
identifiers of file systems differ. TUCKBOX names the program that makes the vaults. exFAT and NTFS need FUSE and root.
"""
import argparse
import json
import os
import pathlib
import struct
import sys

import volumes
from contents import Content, Documents, damaged, foreign, noise, picture, seeded, vault

MIB = 1 << 20
# Tables and forms, as any detector has to find them; their names, as people give them, name children.
RECORDS = {
    "SEN/Amelia Novak - register.xlsx": ("sen-register", "xlsx"),
    "SEN/Provision map Oak.csv": ("provision-map", "csv"),
    "Office/Zoë Ní Bhriain/care plan.docx": ("medical-care-plan", "docx"),
    "Office/contacts.csv": ("contact-sheet", "csv-utf16"),
    "Year 6/marks.xlsx": ("marks-and-grades", "xlsx"),
    "safeguarding.txt": ("incident-chronology", "txt"),
}
HARMLESS = {
    "Planning/menu.csv": ("menu-with-allergens", "csv"),
    "Planning/prices.xlsx": ("price-list", "xlsx"),
    "Planning/lesson.docx": ("lesson-plan", "docx"),
    "play.txt": ("play-script", "txt"),
}


class Stick:
    """One volume being filled, and the truth about it."""

    def __init__(self, kind, path, size, label="STICK"):
        self.volume = volumes.make(kind, path, size, label)
        self.path, self.label, self.files = path, label, {}

    def add(self, name, content, modified=volumes.MODIFIED):
        self.volume.add(name, content.data, modified)
        self.files[name] = {
            "path": name, "state": "live", "recoverable": True, "size_bytes": len(content.data), "sha256": content.sha256, "kind": content.kind,
            "verdict": content.verdict, "categories": list(content.categories), "people": content.people, "encrypted_by": content.encrypted_by,
            "modified": modified,
        }

    def delete(self, name):
        self.volume.delete(name)
        self.files[name] |= {"state": "deleted", "recoverable": self.volume.recovers}

    def close(self):
        self.volume.close()

    def facts(self, number, offset):
        return {"number": number, "file_system": self.volume.name, "offset": offset, "size_bytes": os.path.getsize(self.path), "label": self.label}


def fill(stick, seed, records=True):
    """Records, half of them deleted afterwards, and harmless files likewise."""
    documents = Documents("tuning")
    names = {**(RECORDS if records else {}), **HARMLESS}
    for number, (name, (kind, form)) in enumerate(names.items()):
        for copy, suffix in ((name, ""), (f"{pathlib.PurePosixPath(name).parent}/old {pathlib.PurePosixPath(name).name}".removeprefix("./"), "old")):
            content, _ = documents.make(kind, seeded(seed, kind, suffix), form)
            stick.add(copy, content, volumes.MODIFIED - 86400 * (number + (30 if suffix else 0)))
    stick.add("Pictures/trip.jpg", picture(seeded(seed, "picture")))
    for name in [n for n in stick.files if pathlib.PurePosixPath(n).name.startswith("old ")]:
        stick.delete(name)


def plain(kind, size, label="STICK"):
    """One volume on the whole medium."""
    def make(path, seed):
        stick = Stick(kind, path, size, label)
        fill(stick, seed)
        stick.close()
        return "none", [(stick, 0)]
    return make


def split(scheme, *kinds):
    """Several volumes behind a partition table."""
    def make(path, seed):
        sticks = []
        for number, (kind, size) in enumerate(kinds):
            stick = Stick(kind, path.with_suffix(f".{number}"), size, f"PART{number + 1}")
            fill(stick, f"{seed}/{number}", records=number == len(kinds) - 1)
            stick.close()
            sticks.append(stick)
        places = volumes.partitioned(path, scheme, [(s.volume.name, s.path) for s in sticks])
        return scheme, [(stick, offset) for stick, (offset, _) in zip(sticks, places)]
    return make


def quick_format(path, seed):
    """Filled, and formatted again without anything being wiped: the root's names are gone, what lay in folders can be found."""
    stick = Stick("FAT32", path, 40 * MIB)
    documents = Documents("tuning")
    for name, (kind, form) in {n: v for n, v in RECORDS.items() if "/" in n}.items():
        stick.add(name, documents.make(kind, seeded(seed, kind), form)[0])
    volumes.run("mkfs.vfat", "-F", "32", "-s", "1", "-n", "EMPTY", path)
    for facts in stick.files.values():
        facts["state"] = "formatted"
    stick.label = "EMPTY"
    stick.close()
    return "none", [(stick, 0)]


def fragmented(path, seed):
    """Files in pieces: the medium is filled with small ones, every other is deleted, and large ones go into the gaps; of these one is deleted."""
    stick = Stick("FAT16", path, 4 * MIB)
    documents = Documents("tuning")
    filler = Content(b"The hall is booked on Tuesday.\n" * 130, kind="filler")
    count = 0
    while True:
        try:
            stick.add(f"{count // 200}/{count}.txt", filler)
        except RuntimeError:
            break
        count += 1
    for number in range(0, count, 2):
        stick.delete(f"{number // 200}/{number}.txt")
        del stick.files[f"{number // 200}/{number}.txt"]
    for name, kind in (("register.csv", "sen-register"), ("contacts.csv", "contact-sheet"), ("gone.csv", "mail-merge-source")):
        rng, rows = seeded(seed, kind), b""
        content, _ = documents.make(kind, rng, "csv")
        # Large enough for many gaps.
        header, _, body = content.data.partition(b"\n")
        rows = header + b"\n" + body * (40_000 // max(1, len(body)) + 1)
        stick.add(name, Content(rows, content.verdict, content.categories, content.people, kind=kind))
    stick.delete("gone.csv")
    stick.close()
    return "none", [(stick, 0)]


def vaults(path, seed):
    """Our vaults, whole, damaged and deleted; nothing that is unencrypted."""
    stick = Stick("FAT32", path, 40 * MIB)
    document, _ = Documents("tuning").make("sen-register", seeded(seed, "inside"), "xlsx")
    for name in ("vault-0001.vault", "Reviews/register.vault", "gone.vault"):
        stick.add(name, vault(document.data))
    stick.add("hurt.vault", damaged(vault(document.data)))
    stick.delete("gone.vault")
    stick.close()
    return "none", [(stick, 0)]


def encrypted(path, seed):
    """What other tools encrypted, and noise."""
    stick = Stick("FAT32", path, 48 * MIB)
    for name, content in foreign().items():
        stick.add(name, content)
    stick.add("noise.bin", noise(seeded(seed, "noise")))
    stick.close()
    return "none", [(stick, 0)]


class Locked:
    """A volume that is encrypted as a whole."""

    def __init__(self, name, path):
        self.name, self.path, self.label, self.files = name, path, None, {}

    def facts(self, number, offset):
        return {"number": number, "file_system": None, "offset": offset, "size_bytes": os.path.getsize(self.path), "label": None, "encrypted_by": self.name}


def luks(version):
    def make(path, seed):
        volumes.sparse(path, 20 * MIB)
        layout = ["--luks2-metadata-size", "16k", "--luks2-keyslots-size", "256k"] if version == 2 else []
        volumes.run("cryptsetup", "luksFormat", "-q", "--type", f"luks{version}", "--pbkdf", "pbkdf2", "--pbkdf-force-iterations", "1000", *layout,
                    path, "-", input=b"correct horse")
        return "none", [(Locked("LUKS", path), 0)]
    return make


def bitlocker(to_go):
    """Sectors as Windows writes them, as far as they tell that BitLocker is there: no tool of ours makes the rest."""
    def make(path, seed):
        rng, size, metadata = seeded(seed, "bitlocker"), 24 * MIB, 2 * MIB
        sector = bytearray(512)
        sector[0:11] = b"\xeb\x58\x90" + (b"MSWIN4.1" if to_go else b"-FVE-FS-")
        sector[11:14] = struct.pack("<HB", 512, 8)
        # {4967d63b-2e29-4ad8-8399-f6a339e3d001} and the three places of the metadata.
        at = 424 if to_go else 160
        sector[at:at + 16] = bytes.fromhex("3bd66749292ed84a8399f6a339e3d001")
        sector[at + 16:at + 40] = struct.pack("<3Q", metadata, metadata + MIB, metadata + 2 * MIB)
        sector[510:] = b"\x55\xaa"
        with open(path, "wb") as file:
            file.write(sector)
            file.write(rng.randbytes(metadata - 512))
            for _ in range(3):
                file.write(b"-FVE-FS-" + struct.pack("<HH", 64, 2) + bytes(52) + struct.pack("<IIII", 48, 1, 48, 48) + rng.randbytes(16) + bytes(16))
                file.seek(-(file.tell() % MIB) % MIB, os.SEEK_CUR)
            file.write(rng.randbytes(4 * MIB))
            file.truncate(size)
        return "none", [(Locked("BitLocker To Go" if to_go else "BitLocker", path), 0)]
    return make


def empty(path, seed):
    """A blank medium: no partition table, no file system."""
    volumes.sparse(path, 8 * MIB)
    return "none", []


IMAGES = {
    "fat12": plain("FAT12", 2 * MIB), "fat16": plain("FAT16", 8 * MIB), "fat32": plain("FAT32", 40 * MIB), "exfat": plain("exFAT", 16 * MIB),
    "ntfs": plain("NTFS", 16 * MIB), "ext2": plain("ext2", 8 * MIB), "ext3": plain("ext3", 8 * MIB), "ext4": plain("ext4", 16 * MIB),
    "mbr": split("mbr", ("FAT16", 8 * MIB), ("FAT32", 40 * MIB)), "gpt": split("gpt", ("ext4", 16 * MIB), ("FAT32", 40 * MIB)),
    "mbr-fuse": split("mbr", ("exFAT", 16 * MIB), ("NTFS", 16 * MIB)), "gpt-fuse": split("gpt", ("NTFS", 16 * MIB), ("exFAT", 16 * MIB)),
    "quick-format": quick_format, "fragmented": fragmented, "vaults": vaults, "encrypted": encrypted, "luks1": luks(1), "luks2": luks(2),
    "bitlocker": bitlocker(False), "bitlocker-to-go": bitlocker(True), "empty": empty,
}
# What cannot be made without FUSE.
NEEDS_FUSE = {"exfat", "ntfs", "mbr-fuse", "gpt-fuse"}


def build(name, folder, seed=1):
    """Makes an image in a folder. Its path and its truth, which is also beside it as NAME.json."""
    path = pathlib.Path(folder, f"{name}.img")
    scheme, parts = IMAGES[name](path, seed)
    truth = {
        "name": name, "scheme": scheme, "size_bytes": os.path.getsize(path),
        "volumes": [{"encrypted_by": None, **part.facts(number, offset)} for number, (part, offset) in enumerate(parts, 1)],
        "files": [{"volume": number, **facts} for number, (part, _) in enumerate(parts, 1) for facts in part.files.values()],
    }
    for part, _ in parts:
        if part.path != path:
            pathlib.Path(part.path).unlink()
    path.with_suffix(".json").write_text(json.dumps(truth, indent=1, ensure_ascii=False) + "\n")
    return path, truth


def main():
    arguments = argparse.ArgumentParser(description="Make images of sticks, each with the truth about it as JSON.")
    arguments.add_argument("directory", metavar="OUT")
    arguments.add_argument("names", nargs="*", metavar="NAME", help=f"of: {', '.join(IMAGES)} (default: all)")
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()
    pathlib.Path(options.directory).mkdir(parents=True, exist_ok=True)
    for name in options.names or IMAGES:
        if name not in IMAGES:
            sys.exit(f"make_images: error: there is no image {name!r}")
        path, truth = build(name, options.directory, options.seed)
        print(f"{path}: {len(truth['volumes'])} volumes, {len(truth['files'])} files")


if __name__ == "__main__":
    main()
