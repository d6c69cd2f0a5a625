"""make_fleet: many images of sticks as schools have them, with the truth about each.

    make_fleet.py OUT [--sticks 933] [--seed N] [--records 0.49] [--split testing]

The survey that the figures come from counted schools, not sticks: the share is taken as that of sticks. Documents are of the corpus's kinds that the
author of the rules never saw, unless `--split tuning`. OUT gets `0001.img` and so on, and `fleet.jsonl`: a line for each with `name`, `records` (whether
unencrypted records can be read from it), `children` (distinct ones in them: one record in four is there in two formats), `staff`, `file_system`, `scheme`, `what`, and `files`.
"""
import argparse
import json
import multiprocessing
import os
import pathlib
import sys

import volumes
from contents import Documents, foreign, picture, seeded, vault

MIB = 1 << 20
# Of a hundred sticks.
SYSTEMS = [("FAT32", 45, 34), ("FAT16", 25, 6), ("exFAT", 10, 6), ("NTFS", 10, 6), ("ext4", 10, 6)]
WITH = [("records", 55), ("records that were deleted", 20), ("records beside vaults", 25)]
WITHOUT = [("harmless files", 60), ("vaults", 20), ("files that others encrypted", 12), ("nothing", 8)]
FOLDERS = ["", "Year 6", "Planning", "Oak class", "SEN", "Old/2024", "New folder"]
NAMES = ["plan", "list", "notes", "letter", "report", "data", "copy of plan", "final", "Amelia N", "for Monday", "Zoë", "meeting"]


def weighted(rng, choices):
    return rng.choices(choices, [choice[1] for choice in choices])[0]


def prepare(split):
    """What every worker needs once: documents, some vaults, others' ciphertexts."""
    global documents, vaults, encrypted
    documents = Documents(split)
    menu, _ = documents.make(documents.names(False)[0], seeded("vault"))
    vaults = [vault(menu.data) for _ in range(3)]
    encrypted = list(foreign().items())


def make(task):
    """One stick; its line of `fleet.jsonl`."""
    folder, number, seed, has_records, with_fuse = task
    rng, name = seeded(seed, number), f"{number:04d}"
    what, _ = weighted(rng, WITH if has_records else WITHOUT)
    kind, _, size = weighted(rng, [s for s in SYSTEMS if with_fuse or s[0] not in ("exFAT", "NTFS")])
    if "deleted" in what and kind == "ext4":
        # Nobody can have them back from there, so it would hold no records.
        kind, size = "FAT16", 6
    scheme = rng.choice(["mbr", "none"])
    image = pathlib.Path(folder, f"{name}.img")
    path = image.with_suffix(".part") if scheme == "mbr" else image
    stick, files = volumes.make(kind, path, size * MIB, rng.choice(["STICK", "SCHOOL", "USB", "OAK CLASS"])), []

    def add(content, suffix, deleted=False, document=None):
        parent = rng.choice(FOLDERS)
        file = f"{parent}/" * bool(parent) + f"{rng.choice(NAMES)} {len(files)}.{suffix}"
        stick.add(file, content.data, volumes.MODIFIED - 86400 * rng.randrange(700))
        files.append({"path": file, "deleted": deleted, "kind": content.kind, "verdict": content.verdict, "people": content.people,
                      "document": len(files) if document is None else document,
                      "children": content.children, "sha256": content.sha256})

    def document(positive, deleted=False):
        add(*documents.make(rng.choice(documents.names(positive)), rng), deleted)

    if what != "nothing":
        for _ in range(rng.randint(1, 5)):
            document(False, deleted=rng.random() < 0.2)
        add(picture(rng, 96, 96), "jpg")
    if has_records:
        for _ in range(rng.randint(1, 4)):
            gone = "deleted" in what or (kind != "ext4" and rng.random() < 0.15)
            if rng.random() < 0.75:
                document(True, gone)
            else:
                # The same children again.
                number = len(files)
                for content, suffix in documents.make_twice(rng.choice(documents.names(True)), rng):
                    add(content, suffix, gone, number)
    if "vaults" in what:
        for content in rng.sample(vaults, rng.randint(1, 3)):
            add(content, "vault")
    if "encrypted" in what:
        for original, content in rng.sample(encrypted, 2):
            add(content, original.rpartition(".")[2])
    for file in files:
        if file["deleted"]:
            stick.delete(file["path"])
    stick.close()
    if scheme == "mbr":
        volumes.partitioned(image, "mbr", [(stick.name, path)])
        path.unlink()
    records = {f["document"]: f for f in files if f["verdict"] == "protected"}.values()
    return {"name": name, "records": has_records, "children": sum(f["children"] for f in records),
            "staff": sum(f["people"] for f in records if not f["children"]), "file_system": kind, "scheme": scheme, "what": what, "files": files}


def fleet(folder, sticks, seed, share, split, workers=None):
    """Makes them; the lines of `fleet.jsonl`."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    chosen = [True] * round(sticks * share) + [False] * (sticks - round(sticks * share))
    seeded(seed, "order").shuffle(chosen)
    with_fuse = os.geteuid() == 0 and os.path.exists("/dev/fuse")
    tasks = [(folder, number, seed, has_records, with_fuse) for number, has_records in enumerate(chosen, 1)]
    with multiprocessing.Pool(workers, prepare, (split,)) as pool:
        lines = pool.map(make, tasks, chunksize=4)
    (folder / "fleet.jsonl").write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))
    return lines


def main():
    arguments = argparse.ArgumentParser(description="Make images of many sticks, with the truth about each.")
    arguments.add_argument("directory", metavar="OUT")
    arguments.add_argument("--sticks", type=int, default=933)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--records", type=float, default=0.49, metavar="SHARE")
    arguments.add_argument("--split", choices=("testing", "tuning"), default="testing")
    options = arguments.parse_args()
    if "TUCKBOX" not in os.environ:
        sys.exit("make_fleet: error: TUCKBOX does not name the program that makes the vaults")
    lines = fleet(options.directory, options.sticks, options.seed, options.records, options.split)
    print(f"seed {options.seed}: {len(lines)} sticks, {sum(line['records'] for line in lines)} with records of {sum(line['children'] for line in lines)} children")


if __name__ == "__main__":
    main()
