"""Images of memory sticks, made without mounting anything. Each function gives the path of a new image in `folder`; sizes are in MiB."""
import pathlib
import subprocess

MIB = 1 << 20
SECTOR = 512


def run(*command, **options):
    subprocess.run(list(map(str, command)), check=True, capture_output=True, **options)


def blank(folder, size=16, name="blank"):
    """Nothing but zeros."""
    path = pathlib.Path(folder) / f"{name}.img"
    with open(path, "xb") as file:
        file.truncate(size * MIB)
    return path


def vfat(folder, files={}, size=48, name="vfat", label="STICK"):
    """A whole-disk FAT32 (FAT16 below 33 MiB) with files: {"FOLDER/FILE.TXT": bytes}."""
    path = blank(folder, size, name)
    run("mkfs.vfat", "-n", label, *(["-F", "32"] if size >= 34 else []), path)
    made = set()
    for target, content in files.items():
        for parent in [p for p in reversed(pathlib.PurePosixPath(target).parents) if str(p) != "."]:
            if parent not in made:
                run("mmd", "-i", path, f"::{parent}")
                made.add(parent)
        run("mcopy", "-i", path, "-", f"::{target}", input=content)
    return path


def exfat(folder, size=32, name="exfat"):
    """A whole-disk exFAT, empty."""
    path = blank(folder, size, name)
    run("mkfs.exfat", path)
    return path


def ext4(folder, files={}, size=32, name="ext4"):
    """A whole-disk ext4 with files, all of user 1000."""
    path = blank(folder, size, name)
    source = pathlib.Path(folder) / f"{name}.files"
    source.mkdir()
    for target, content in files.items():
        (source / target).parent.mkdir(parents=True, exist_ok=True)
        (source / target).write_bytes(content)
    run("mkfs.ext4", "-q", "-E", "root_owner=1000:1000", "-d", source, path)
    return path


def partitioned(folder, *parts, name="partitioned", table="dos"):
    """A disk with a partition for each image, in this order, 1 MiB apart; table: dos or gpt."""
    places, position = [], MIB
    for part in parts:
        places.append(position)
        position += -(-part.stat().st_size // MIB) * MIB + MIB
    path = blank(folder, position // MIB + 1, name)
    types = {"dos": "7", "gpt": "EBD0A0A2-B9E5-4433-87C0-68B6B72699C7"}
    lines = [f"start={place // SECTOR}, size={part.stat().st_size // SECTOR}, type={types[table]}" for place, part in zip(places, parts)]
    run("sfdisk", "-q", path, input=("\n".join([f"label: {table}", *lines]) + "\n").encode())
    with open(path, "r+b") as disk:
        for place, part in zip(places, parts):
            disk.seek(place)
            disk.write(part.read_bytes())
    return path
