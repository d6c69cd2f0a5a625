"""The images are what their truth says, by the sleuthkit's own tools: otherwise no finding in them proves anything."""
import hashlib
import json
import pathlib
import subprocess

import pytest

import make_images


def recovered(path, offset, folder):
    """Digests of all that tsk_recover finds, live and deleted."""
    subprocess.run(["tsk_recover", "-e", "-o", str(offset // 512), path, folder], check=True, capture_output=True)
    return {hashlib.sha256(p.read_bytes()).hexdigest() for p in pathlib.Path(folder).rglob("*") if p.is_file()}


@pytest.mark.parametrize("name", [n for n in make_images.IMAGES if n not in ("luks1", "luks2", "bitlocker", "bitlocker-to-go", "empty")])
def test_every_file_is_there_and_every_deleted_one_where_it_can_be_had(image, tmp_path, name):
    path, truth = image(name)
    assert truth["files"]
    for volume in truth["volumes"]:
        files = [f for f in truth["files"] if f["volume"] == volume["number"]]
        found = recovered(path, volume["offset"], tmp_path / str(volume["number"]))
        assert {f["path"] for f in files if f["recoverable"] and f["sha256"] not in found} == set()
        assert {f["path"] for f in files if not f["recoverable"] and f["sha256"] in found} == set()


@pytest.mark.parametrize("name", ["luks1", "luks2", "bitlocker", "bitlocker-to-go"])
def test_volumes_that_are_encrypted_as_a_whole_are_known_to_blkid(image, name):
    path, truth = image(name)
    kind = subprocess.run(["blkid", "-p", "-o", "value", "-s", "TYPE", path], check=True, capture_output=True, text=True).stdout.strip()
    assert kind == {"luks": "crypto_LUKS", "bitl": "BitLocker"}[name[:4]]


def test_scan_says_of_the_live_files_what_the_corpus_says(image, tuckbox, tmp_path):
    path, truth = image("fat32")
    subprocess.run(["tsk_recover", "-a", path, tmp_path / "live"], check=True, capture_output=True)
    done = tuckbox("scan", tmp_path / "live", "--json", "--trail", tmp_path / "trail", status=21)
    said = {pathlib.Path(line["path"]).relative_to(tmp_path / "live").as_posix(): line["verdict"] for line in map(json.loads, done.stdout.splitlines())}
    assert said == {file["path"]: file["verdict"] for file in truth["files"] if file["state"] == "live"}
