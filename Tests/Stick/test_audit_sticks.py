"""`tuckbox audit` of sticks in the guest: as root and as an ordinary user who may read the device, and never mounted."""
import json

import pytest

import sticks
from conftest import PROGRAM, digest

RECORDS = ("Surname,Forename,Reg,SEN Status,Need\n" + "".join(
    f"{last},{first},7B,{level},{need}\n" for last, first, level, need in
    [("Ahmed", "Yusuf", "K", "SLCN"), ("Byrne", "Niamh", "E", "ASD"), ("Kowalska", "Zofia", "K", "MLD"), ("Li", "Mei", "K", "SEMH")])).encode()
# So that the driver has to bring a whole stretch of the stick.
HARMLESS = b"The hall is booked on Tuesday.\n" * 4000


def image(folder):
    """A partition with records, of which one was deleted."""
    path = sticks.vfat(folder, {"sen.csv": RECORDS, "old.csv": RECORDS.replace(b"Byrne", b"Doyle"), "hall.txt": HARMLESS}, size=8)
    sticks.run("mdel", "-i", path, "::old.csv")
    return sticks.partitioned(folder, path)


def audit(guest, user=0, *options, check=True):
    """What it printed, as JSON, and whether anything of the stick was mounted at any time."""
    watcher = guest.run("(while [ ! -e /tmp/over ]; do grep -c '^/dev/sd' /proc/self/mounts >>/tmp/mounts; sleep 0.2; done) </dev/null >/dev/null 2>&1 & echo $!").output
    assert watcher.strip().isdigit()
    # The record of an ordinary user needs a place, and the page cache must not answer for the stick.
    guest.run("mkdir -p /tmp/trails && chmod 777 /tmp/trails && echo 3 >/proc/sys/vm/drop_caches")
    result = guest.host(PROGRAM, "audit", "--json", "--quiet", "--trail", f"/tmp/trails/{user}", *options, "/dev/sda", user=user, timeout=300, check=False)
    counts = guest.run("touch /tmp/over; sleep 0.5; sort -u /tmp/mounts; rm -f /tmp/over /tmp/mounts").output.split()
    assert counts == ["0"]
    assert not check or result.status == 21, result
    return json.loads(result.output[result.output.index("{"):]) if check else result


@pytest.mark.parametrize("uas", [False, True])
@pytest.mark.parametrize("user", [0, 1000])
def test_a_stick_is_audited_and_left_as_it_is(guest, tmp_path, user, uas):
    path = image(tmp_path)
    before = digest(path)
    guest.plug(path, uas=uas, serial="4C530002")
    if user:
        assert audit(guest, user, check=False).status == 1
        guest.run(f"chown :{user} /dev/sda && chmod 640 /dev/sda")
    found = audit(guest, user)
    assert {(f["state"], f["verdict"]) for f in found["files"]} == {("live", "protected"), ("deleted", "protected"), ("live", "clean")}
    # The two lists have three children in common.
    assert found["totals"]["children_estimate"] == 5
    evidence = found["medium"]["evidence"]
    assert (evidence["sha256_before"], evidence["sectors_written"], evidence["proof"]) == (before, 0, "kernel_counters")
    assert found["medium"]["kind"] == "device" and found["medium"]["device"]["bus"] == "usb" and found["medium"]["device"]["vendor"] == "QEMU"
    assert found["medium"]["device"]["serial"] == "4C530002"
    assert found["confidence"]["level"] == "full"
    assert guest.run("cat /sys/block/sda/stat").output.split()[4] == "0"
    assert digest(path) == before


def test_a_stick_that_the_guard_s_rules_have_shut_is_proved_unwritten(guest, tmp_path):
    path = image(tmp_path)
    guest.install_floor()
    guest.plug(path)
    assert guest.run("cat /sys/block/sda/ro").output.strip() == "1"
    assert audit(guest)["medium"]["evidence"]["proof"] == "read_only_device"


def test_a_sector_that_cannot_be_read_is_said_and_the_rest_is_read(guest, tmp_path):
    path = image(tmp_path)
    data = path.read_bytes()
    # In the middle of the harmless file.
    sector = data.index(HARMLESS[:512]) // 512 + 100
    guest.plug(path, failing=sector)
    found = audit(guest)
    assert [(e["offset"], e["size_bytes"]) for e in found["medium"]["read_errors"]] == [(sector * 512, 512)]
    assert {f["verdict"] for f in found["files"] if f["state"] == "live"} == {"protected", "not_examined"}
    assert found["confidence"]["level"] == "partial"
