"""`tuckbox audit` finds what was put on a medium, says what it is, and leaves the medium as it was."""
import hashlib
import json
import os
import pathlib
import shutil
import subprocess

import pytest

import make_images
import volumes
from contents import Documents, seeded, vault

READABLE = [n for n in make_images.IMAGES if n not in ("luks1", "luks2", "bitlocker", "bitlocker-to-go", "empty", "vaults", "encrypted")]
STATES = {"live": {"live"}, "deleted": {"deleted", "orphan"}, "formatted": {"orphan", "carved"}}


@pytest.fixture
def audit(tuckbox, tmp_path):
    """An audit as JSON with names. The medium is hashed before and after."""
    def run(path, *options, status=None):
        before = digest(path)
        command = [os.environ["TUCKBOX"], "audit", "--json", "--show-names", "--trail", tmp_path / "trail", *options, path]
        done = subprocess.run([str(c) for c in command], capture_output=True, timeout=600)
        assert done.stdout, done.stderr.decode()
        if status is not None:
            assert done.returncode == status, done.stderr.decode()
        assert digest(path) == before
        found = json.loads(done.stdout)
        found["status"] = done.returncode
        assert found["medium"]["evidence"]["sha256_before"] == before
        return found
    return run


def digest(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def by_digest(found):
    files = {}
    for file in found["files"]:
        files.setdefault(file.get("sha256"), []).append(file)
    return files


@pytest.mark.parametrize("name", READABLE)
def test_findings_equal_the_construction(image, audit, name):
    path, truth = image(name)
    found = audit(path)
    files = by_digest(found)
    for file in truth["files"]:
        if not file["recoverable"]:
            assert all(f["state"] == "carved" for f in files.get(file["sha256"], []))
            continue
        same = [f for f in files.get(file["sha256"], []) if f["volume"] == file["volume"] and f["state"] in STATES[file["state"]]]
        assert same, f"{file['path']} is not found"
        assert {f["verdict"] for f in same} == {file["verdict"]}, file["path"]
        if file["state"] == "live":
            assert file["path"] in [f["path"] for f in same]
    # Of fragments, deleted files that others have overwritten come as well: their contents are partly those of others.
    if name != "fragmented":
        assert {f.get("path") for f in found["files"] if f.get("sha256") not in {t["sha256"] for t in truth["files"]}} <= {None}
    assert found["medium"]["partition_scheme"] == truth["scheme"]
    assert [(v["file_system"], v["label"], v["offset"]) for v in found["volumes"]] == [
        (v["file_system"], v["label"], v["offset"]) for v in truth["volumes"]]
    assert found["status"] == 21


@pytest.mark.parametrize("name", ["fat32", "exfat", "ntfs", "ext2", "mbr"])
def test_the_sleuthkit_lists_the_same_live_files(image, audit, name):
    path, truth = image(name)
    found = audit(path)
    for volume in truth["volumes"]:
        listed = subprocess.run(["fls", "-r", "-p", "-u", "-F", "-o", str(volume["offset"] // 512), path], check=True, capture_output=True, text=True).stdout
        names = {line.partition("\t")[2] for line in listed.splitlines()}
        names = {n for n in names if not n.startswith("$") and "Volume Label Entry" not in n and "/$" not in n}
        assert {f["path"] for f in found["files"] if f["state"] == "live" and f["volume"] == volume["number"]} == {n for n in names if ":" not in n}


@pytest.mark.parametrize("name, tool", [("luks1", "LUKS 1"), ("luks2", "LUKS 2"), ("bitlocker", "BitLocker"), ("bitlocker-to-go", "BitLocker To Go")])
def test_whole_volumes_that_others_encrypted_are_named(image, audit, name, tool):
    found = audit(image(name)[0], status=3)
    assert [v["encrypted_by"] for v in found["volumes"]] == [tool]
    assert found["files"] == []
    assert "encrypted_volume" in {g["kind"] for g in found["confidence"]["gaps"]}


def test_a_blank_medium_is_examined_and_has_nothing(image, audit):
    found = audit(image("empty")[0], status=0)
    assert (found["files"], found["confidence"]["level"]) == ([], "full")


def test_vaults_are_whole_or_damaged(image, audit):
    path, truth = image("vaults")
    found = audit(path)
    files = by_digest(found)
    for file in truth["files"]:
        (same,) = files[file["sha256"]]
        assert same["verdict"] == file["verdict"]
        if file["verdict"] == "vault":
            assert same["vault"]["is_whole"] and len(same["vault"]["vault_id"]) == 32
    assert found["totals"]["children"]["at_most"] == 0


@pytest.mark.parametrize("hurt, verdict", [
    ("first header", "vault"), ("last header", "vault"), ("contents", "vault"), ("end", "vault"), ("first header and end", "not_examined")])
def test_a_vault_with_one_good_header_is_a_damaged_vault(image, audit, tmp_path, hurt, verdict):
    data = bytearray(vault(b"The hall is booked on Tuesday.\n" * 4000).data)
    for part in hurt.split(" and "):
        match part:
            case "first header": data[2000] ^= 1
            case "last header": data[-4096 + 2000] ^= 1
            case "contents": data[4096 + 20_000] ^= 1
            case "end": del data[-5000:]
    path = tmp_path / "hurt.img"
    stick = volumes.make("FAT16", path, 8 << 20, "HURT")
    stick.add("plan.vault", bytes(data))
    stick.close()
    (found,) = audit(path)["files"]
    assert found["verdict"] == verdict and found["reason"]
    if verdict == "vault":
        assert not found["vault"]["is_whole"] and len(found["vault"]["vault_id"]) == 32


def test_files_that_others_encrypted_are_named(image, audit):
    path, truth = image("encrypted")
    found = audit(path, status=0)
    files = by_digest(found)
    for file in truth["files"]:
        (same,) = files[file["sha256"]]
        assert (same["verdict"], same.get("encrypted_by")) == (file["verdict"], file["encrypted_by"])
    weak = {f["path"]: f.get("encryption_is_weak") for f in found["files"] if f.get("encrypted_by") == "zip"}
    assert weak == {"reports.zip": False, "old.zip": True}


def test_deleted_files_of_ext4_are_found_where_they_lie_in_one_piece(image, audit):
    """Without their names, for the records: only free space still has them."""
    path, truth = image("ext4")
    found = audit(path, status=21)
    gone = {f["sha256"]: f for f in truth["files"] if f["state"] == "deleted" and f["verdict"] == "protected"}
    carved = {f["sha256"]: f for f in found["files"] if f["state"] == "carved"}
    assert len(gone) == 6 and gone.keys() <= carved.keys()
    assert {carved[d]["verdict"] for d in gone} == {"protected"} and not [d for d in gone if "path" in carved[d]]
    assert [g for g in found["confidence"]["gaps"] if g["kind"] == "deleted_not_kept"] == [{"kind": "deleted_not_kept", "volume": 1, "files": 10}]


def test_names_are_not_shown_unless_they_are_asked_for(image, tuckbox, tmp_path):
    path, truth = image("fat32")
    for options in ([], ["--json"]):
        done = tuckbox("audit", *options, "--trail", tmp_path / "trail", path, status=21)
        for file in truth["files"]:
            assert pathlib.PurePosixPath(file["path"]).name.encode() not in done.stdout + done.stderr


def test_a_child_in_several_files_counts_once(audit, tmp_path):
    path = tmp_path / "class.img"
    stick = volumes.make("FAT16", path, 8 << 20, "CLASS")
    children = [("Ahmed", "Yusuf"), ("Byrne", "Niamh"), ("Kowalska", "Zofia"), ("Li", "Mei"), ("Okafor", "Chidi"), ("Novak", "Amelia")]
    register = "Surname,Forename,Reg,SEN Status,Need\n" + "".join(f"{last},{first},7B,K,SLCN\n" for last, first in children)
    marks = "Pupil name,Class,Reading,Maths,Behaviour points\n" + "".join(f"{first} {last},7B,EXS,WTS,3\n" for last, first in children[2:])
    note = "Spoke to mum about Niamh. She has been very tearful since dad moved out. Logged on CPOMS and passed to our DSL.\n"
    for name, text in {"sen.csv": register, "copy of sen.csv": register, "sen old.csv": register.replace("SLCN", "MLD"), "marks.csv": marks, "note.txt": note}.items():
        stick.add(name, text.encode())
    stick.delete("sen old.csv")
    stick.close()
    totals = audit(path, status=21)["totals"]
    # The register twice, once more with other needs, and deleted; the marks; the note.
    assert totals["children"] == {"at_least": 6, "at_most": 17}
    assert totals["children_estimate"] == 6


def test_an_image_with_holes_is_the_medium_that_it_stands_for(audit, tuckbox, tmp_path):
    path = tmp_path / "sparse.img"
    subprocess.run(["truncate", "-s", "3G", path], check=True)
    subprocess.run(["mkfs.vfat", "-F", "32", path], check=True, capture_output=True)
    records = "Surname,Forename,Reg,SEN Status\n" + "".join(f"{last},{first},7B,K\n" for last, first in (("Ahmed", "Yusuf"), ("Byrne", "Niamh")) * 8)
    with open(path, "r+b") as file:
        # Begins within a block of the file system that the image is on, and behind most of it.
        file.seek((5 << 29) + 512)
        file.write(records.encode())
    assert path.stat().st_blocks * 512 < 64 << 20
    found = audit(path, "--image", tmp_path / "copy.img", status=21)
    assert [(f["state"], f["offset"], f["size_bytes"]) for f in found["files"]] == [("carved", (5 << 29) + 512, len(records))]
    assert digest(tmp_path / "copy.img") == digest(path)
    assert (tmp_path / "copy.img").stat().st_blocks * 512 < 64 << 20


# Free space.

@pytest.fixture
def free_space(tmp_path):
    """A FAT32 image with documents in its free space that no folder has ever named: (path, {name: bytes})."""
    path = tmp_path / "free.img"
    stick = volumes.make("FAT32", path, 40 << 20, "FREE")
    stick.add("readme.txt", b"The hall is booked on Tuesday.\n" * 200)
    stick.close()
    documents = Documents("tuning")
    contents = {}
    with open(path, "r+b") as file:
        for number, (kind, form) in enumerate([
                ("sen-register", "xlsx"), ("contact-sheet", "csv"), ("contact-sheet", "csv-utf16"), ("medical-care-plan", "docx"), ("marks-and-grades", "csv")]):
            content, _ = documents.make(kind, seeded("free", kind, form), form)
            contents[f"{kind}.{form}"] = content
            file.seek((16 << 20) + number * (1 << 20))
            file.write(content.data)
    return path, contents


def test_documents_in_free_space_are_found_without_names(free_space, audit):
    path, contents = free_space
    found = audit(path, status=21)
    carved = {f["sha256"]: f for f in found["files"] if f["state"] == "carved"}
    for name, content in contents.items():
        assert content.sha256 in carved, name
        assert carved[content.sha256]["verdict"] == "protected", name
        assert "path" not in carved[content.sha256]
    assert len(carved) == len(contents)


def test_text_in_the_slack_of_a_file_is_found(tmp_path, audit):
    path = tmp_path / "slack.img"
    stick = volumes.Fat(path, 64 << 20, 16, "SLACK", cluster=16)
    stick.add("short.txt", b"short\n")
    content, _ = Documents("tuning").make("contact-sheet", seeded("slack"), "csv")
    stick.close()
    data = bytearray(path.read_bytes())
    at = data.index(b"short\n") + 512
    data[at:at + len(content.data)] = content.data
    path.write_bytes(data)
    found = audit(path, status=21)
    assert {f["sha256"] for f in found["files"] if f["state"] == "carved"} == {content.sha256}


# Media, and what else comes out.

def test_a_folder_is_audited_as_far_as_it_shows(image, tuckbox, tmp_path):
    path, truth = image("fat32")
    folder = tmp_path / "stick"
    subprocess.run(["tsk_recover", "-a", path, folder], check=True, capture_output=True)
    found = json.loads(tuckbox("audit", "--json", "--show-names", "--trail", tmp_path / "trail", folder, status=21).stdout)
    live = {f["path"]: f["verdict"] for f in truth["files"] if f["state"] == "live"}
    assert {f["path"]: f["verdict"] for f in found["files"]} == live
    assert found["medium"]["kind"] == "folder"
    assert {g["kind"] for g in found["confidence"]["gaps"]} == {"folder_only"}


def test_a_report_names_no_file(image, tuckbox, tmp_path):
    path, truth = image("fat32")
    tuckbox("audit", "-q", "--report", tmp_path / "report.html", "--trail", tmp_path / "trail", path, status=21)
    page = (tmp_path / "report.html").read_text()
    assert page.startswith("<!DOCTYPE html>")
    assert not [f["path"] for f in truth["files"] if pathlib.PurePosixPath(f["path"]).name in page]
    tuckbox("audit", "-q", "--report", tmp_path / "report.html", "--trail", tmp_path / "trail", path, status=1)


def test_a_copy_is_the_medium_with_a_map(image, tuckbox, tmp_path):
    path, _ = image("mbr")
    copy = tmp_path / "copy.img"
    tuckbox("audit", "-q", "--image", copy, "--trail", tmp_path / "trail", path, status=21)
    assert digest(copy) == digest(path)
    assert copy.stat().st_mode & 0o777 == 0o600
    lines = (tmp_path / "copy.img.map").read_text().splitlines()
    assert [line.split() for line in lines if not line.startswith("#")][1:] == [["0x00000000", f"0x{path.stat().st_size:08X}", "+"]]
    done = tuckbox("audit", "--image", copy, "--trail", tmp_path / "trail", path, status=1)
    assert b"is there already" in done.stderr
    assert {p.name for p in tmp_path.iterdir()} == {"copy.img", "copy.img.map", "trail"}


def test_a_second_reading_is_compared(image, audit):
    evidence = audit(image("fat12")[0], "--read-twice")["medium"]["evidence"]
    assert evidence["sha256_after"] == evidence["sha256_before"]


def test_a_fleet_has_a_line_for_each_image(image, tuckbox, tmp_path):
    folder = tmp_path / "fleet"
    folder.mkdir()
    for name in ("fat12", "empty", "vaults"):
        os.symlink(image(name)[0], folder / f"{name}.link")
        shutil.copy(image(name)[0], folder / f"{name}.img")
    (folder / "broken.img").write_bytes(b"")
    done = tuckbox("audit", "--fleet", folder, "--trail", tmp_path / "trail", status=21)
    lines = {line["image"]: line for line in map(json.loads, done.stdout.splitlines())}
    assert {name: line["verdict"] for name, line in lines.items()} == {
        "broken.img": "failed", "empty.img": "clean", "fat12.img": "protected", "vaults.img": "incomplete"}
    assert lines["fat12.img"]["sha256"] == digest(folder / "fat12.img")
    assert lines["vaults.img"]["vaults"] == 3



def test_a_split_image_is_one_medium(image, tuckbox, tmp_path):
    path, _ = image("fat32")
    data = path.read_bytes()
    for number in range(5):
        (tmp_path / f"stick.{number + 1:03}").write_bytes(data[number * (9 << 20):(number + 1) * (9 << 20)])
    done = tuckbox("audit", "--json", "--trail", tmp_path / "trail", tmp_path / "stick.001", status=21)
    found = json.loads(done.stdout)
    assert found["medium"]["evidence"]["sha256_before"] == hashlib.sha256(data).hexdigest()
    assert found["medium"]["name"] == "split"


@pytest.mark.parametrize("program, suffix", [("gzip", "gz"), ("zstd", "zst")])
def test_compressed_images_are_expanded(image, tuckbox, tmp_path, program, suffix):
    path, truth = image("fat32")
    packed = tmp_path / f"stick.img.{suffix}"
    with open(packed, "wb") as file:
        subprocess.run([program, "-c", path], stdout=file, check=True)
    found = json.loads(tuckbox("audit", "--json", "--trail", tmp_path / "trail", packed, status=21).stdout)
    assert found["medium"]["evidence"]["sha256_before"] == digest(path)
    assert (found["medium"]["name"], len(found["files"])) == (program, len(truth["files"]))
    cut = tmp_path / f"cut.img.{suffix}"
    cut.write_bytes(packed.read_bytes()[:-1000])
    assert b"could not be expanded" in tuckbox("audit", "--trail", tmp_path / "trail", cut, status=1).stderr


@pytest.mark.parametrize("form, compression", [("encase6", "fast"), ("encase5", "none"), ("encase2", "best"), ("ftk", "empty-block"), ("linen6", "fast")])
def test_images_of_encase_are_expanded(image, tuckbox, tmp_path, form, compression):
    path, truth = image("fat16")
    subprocess.run(
        ["ewfacquire", "-u", "-f", form, "-c", compression, "-S", "1 MiB", "-t", tmp_path / "stick", path], check=True, capture_output=True, stdin=subprocess.DEVNULL)
    pieces = sorted(tmp_path.glob("stick.E*"))
    assert form == "ftk" or compression != "none" or len(pieces) > 2
    found = json.loads(tuckbox("audit", "--json", "--trail", tmp_path / "trail", tmp_path / "stick.E01", status=21).stdout)
    assert found["medium"]["evidence"]["sha256_before"] == digest(path)
    assert (found["medium"]["name"], len([f for f in found["files"] if f["state"] != "carved"])) == ("encase", len(truth["files"]))
    # A segment that is missing or damaged is said.
    data = bytearray(pieces[-1].read_bytes())
    data[len(data) // 2] ^= 1
    pieces[-1].write_bytes(data)
    assert b"could not be expanded" in tuckbox("audit", "--trail", tmp_path / "trail", tmp_path / "stick.E01", status=1).stderr
    pieces[-1].unlink()
    if len(pieces) > 1:
        assert b"could not be expanded" in tuckbox("audit", "--trail", tmp_path / "trail", tmp_path / "stick.E01", status=1).stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="needs loop devices")
def test_a_device_that_refuses_writes_is_audited_by_an_ordinary_user(image, tmp_path):
    path, truth = image("mbr")
    node = subprocess.run(["losetup", "-r", "-f", "--show", path], check=True, capture_output=True, text=True).stdout.strip()
    try:
        os.chmod(node, 0o664)
        folder = tmp_path / "program"
        folder.mkdir()
        for name in ("tuckbox", "tuckbox-scan", "tuckbox-media"):
            shutil.copy(pathlib.Path(os.environ["TUCKBOX"]).with_name(name), folder / name)
        tmp_path.chmod(0o755)
        folder.chmod(0o755)
        trail = tmp_path / "trail"
        trail.mkdir(mode=0o700)
        os.chown(trail, 65534, 6)
        for place in tmp_path.parents:
            if place.stat().st_mode & 0o001 == 0 and place != pathlib.Path("/"):
                place.chmod(place.stat().st_mode | 0o001)
        os.chown(node, 0, 6)
        command = ["setpriv", "--reuid=65534", "--regid=6", "--clear-groups", folder / "tuckbox", "audit", "--json", "--trail", trail, node]
        os.chmod(node, 0o640)
        done = subprocess.run([str(c) for c in command], capture_output=True, timeout=300)
        assert done.returncode == 21, done.stderr.decode()
        found = json.loads(done.stdout)
        assert found["medium"]["evidence"]["proof"] == "read_only_device"
        assert found["medium"]["evidence"].get("sectors_written", 0) == 0
        assert found["medium"]["kind"] == "device"
        assert len(found["files"]) == len(truth["files"])
    finally:
        # The flag outlives the image.
        subprocess.run(["blockdev", "--setrw", node])
        subprocess.run(["losetup", "-d", node], check=True)


def test_an_audit_is_on_record(image, tuckbox, tmp_path):
    tuckbox("audit", "-q", "--trail", tmp_path / "trail", image("fat32")[0], status=21)
    shown = tuckbox("log", "show", "--json", "--trail", tmp_path / "trail").stdout.decode()
    assert '"audit"' in shown and "protected_data_found" in shown


@pytest.mark.parametrize("medium, status", [("/dev/null", 1), ("/nowhere", 1)])
def test_what_is_no_medium_is_refused(tuckbox, tmp_path, medium, status):
    done = tuckbox("audit", "--trail", tmp_path / "trail", medium, status=status)
    assert done.stderr.startswith(b"tuckbox: error: ")
