"""What was written is read back from where it is kept, not from the computer's memory: bytes that change there before a backup has its name are noticed."""
import fcntl
import os
import struct
import threading
import time

import pytest
from conftest import names, vaults

FIBMAP = 1


def part(place):
    found = [path for path in place.iterdir() if path.name.endswith(".part")]
    assert len(found) == 1
    return found[0]


def spoil(stick, path, offset):
    """Turns a bit on the medium below the file system, which keeps in its memory what was written."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
        size = os.statvfs(path).f_bsize
        block = struct.unpack("I", fcntl.ioctl(handle, FIBMAP, struct.pack("I", offset // size)))[0]
        kept = os.pread(handle, 1, offset)
    finally:
        os.close(handle)
    assert block, "nothing is written there yet"
    with open(stick.image, "r+b") as image:
        image.seek(block * size + offset % size)
        assert image.read(1) == kept, "that is not where the byte is"
        image.seek(-1, os.SEEK_CUR)
        image.write(bytes([kept[0] ^ 1]))


# The first has been read back by then, with the piece of 16 MiB that it is in; the other has not.
@pytest.mark.parametrize("offset", [1000, 20 << 20])
def test_a_block_that_goes_bad_on_a_stick_before_the_backup_has_its_name_is_noticed(school, sticks, offset):
    stick = sticks("A").plug()
    school.targets = [{"name": "sticks", "sticks": [{"name": "A", "id": stick.uuid}]}]
    assert school.run().returncode == 0
    good = names(stick.place)
    wait, go = school.slowly(size=30_000_000)
    process = school.start()
    wait()
    deadline = time.monotonic() + 60
    while part(stick.place).stat().st_size < 24 << 20:
        assert time.monotonic() < deadline, "the backup does not grow"
        time.sleep(0.02)
    # Time for the first piece to be read.
    time.sleep(1)
    spoil(stick, part(stick.place), offset)
    go()
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 1 and "does not read back the same" in errors, errors
    assert "does not read back the same" in school.messages()
    assert names(stick.place) == good and school.with_key("verify").returncode == 0


def test_a_server_that_keeps_other_bytes_has_no_backup(school, webdav):
    school.targets = [{"name": "dav", "remote": "dav:office", "config": str(webdav.configuration)}]
    assert school.run().returncode == 0
    folder, done = webdav.folder / "office", threading.Event()
    good = names(folder)
    school.source = {"command": ["/bin/sh", "-c", "head -c 100000000 /dev/urandom"], "stored_as": "stream"}

    def turn():
        while not done.is_set():
            for path in folder.iterdir():
                if path.name not in good and path.stat().st_size > 1_000_000:
                    with open(path, "r+b") as file:
                        file.seek(500_000)
                        byte = file.read(1)[0]
                        file.seek(500_000)
                        file.write(bytes([byte ^ 1]))
                    return
            time.sleep(0.001)
    thread = threading.Thread(target=turn)
    thread.start()
    try:
        run = school.run()
    finally:
        done.set()
        thread.join()
    assert run.returncode == 1 and "does not read back the same" in run.stderr, run.stderr
    assert names(folder) == good == sorted([*(vault.name for vault in vaults(folder)), vaults(folder)[0].name + ".sha256"])
    assert school.with_key("verify").returncode == 0
