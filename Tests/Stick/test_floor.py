"""The static floor, with no daemon: nobody but root can write a byte to a real stick, and nothing else is touched."""
import time

import pytest

import sticks
from conftest import PROGRAM, digest
from lab import Guest

KINDS = {
    "vfat": lambda folder: sticks.vfat(folder, {"NOTE.TXT": b"an old note"}),
    "exfat": lambda folder: sticks.exfat(folder),
    "dos": lambda folder: sticks.partitioned(folder, sticks.vfat(folder, {"NOTE.TXT": b"an old note"}), sticks.exfat(folder)),
    "gpt": lambda folder: sticks.partitioned(folder, sticks.ext4(folder, {"note.txt": b"an old note"}), table="gpt"),
}
# Nodes that belong to the user, as some desktops have them: the floor must hold there as well.
GENEROUS = 'SUBSYSTEM=="block", KERNEL=="sd*", OWNER="teacher"\n'


def race(guest, racer, image, **how):
    """Plugs a stick in before a desktop and a racing writer, lets them try, and pulls it out; what the writer says."""
    guest.put("/etc/udev/rules.d/70-generous.rules", GENEROUS)
    guest.run("udevadm control --reload; mkdir -p /run/media; (setsid /desktop &) ; sleep 0.3")
    task = guest.start(racer, user=1000)
    stick = guest.plug(image, **how)
    guest.wait("findmnt -rn | grep -q /run/media/")
    time.sleep(1)
    task.stop()
    mounts = guest.run("findmnt -rno TARGET,OPTIONS | grep ^/run/media/").output.splitlines()
    guest.run("umount /run/media/*; true")
    guest.unplug(stick)
    said, = task.lines()
    return said, [line.split()[1].split(",")[0] for line in mounts]


@pytest.mark.parametrize("kind, uas", [("vfat", False), ("exfat", True), ("dos", False), ("gpt", True)])
def test_a_racing_writer_writes_no_byte(guest, racer, tmp_path, kind, uas):
    image = KINDS[kind](tmp_path)
    before = digest(image)
    guest.install_floor()
    said, modes = race(guest, racer, image, uas=uas)
    assert said["written"] == 0 and said["refused"] > 1000
    assert modes and set(modes) == {"ro"}
    assert digest(image) == before


def test_without_the_floor_the_racing_writer_does_write(guest, racer, tmp_path):
    """The control: what the tests above measure is there to be measured."""
    image = KINDS["dos"](tmp_path)
    before = digest(image)
    said, modes = race(guest, racer, image)
    assert said["written"] > 0 and "rw" in modes
    assert digest(image) != before and b"THE RACER WAS HERE" in image.read_bytes()


def test_a_stick_that_is_there_at_the_start_is_shut(racer, tmp_path):
    image = KINDS["dos"](tmp_path)
    before = digest(image)
    with Guest(sticks=[image], floor=True) as guest:
        assert guest.run("cat /sys/block/sda/ro /sys/block/sda/sda1/ro /sys/block/sda/sda2/ro").output.split() == ["1", "1", "1"]
        task = guest.start(racer, user=1000)
        guest.run("mkdir -p /run/media/sda1 && mount -o uid=1000 /dev/sda1 /run/media/sda1 && findmnt -rno OPTIONS /run/media/sda1 | grep -q ^ro,")
        time.sleep(1)
        task.stop()
        assert task.lines()[0]["written"] == 0 and task.lines()[0]["refused"] > 100
        assert guest.run("mount -o remount,rw /run/media/sda1", check=False).status != 0
    assert digest(image) == before


def test_what_is_plugged_in_again_is_shut_again(guest, tmp_path):
    image = KINDS["dos"](tmp_path)
    guest.install_floor()
    stick = guest.plug(image)
    # What tuckboxd does after its verdict. Writing causes 'change' events, which must not shut the stick again.
    guest.run("blockdev --setrw /dev/sda /dev/sda1; mount /dev/sda1 /mnt && echo new >/mnt/NEW.TXT && umount /mnt; udevadm settle")
    assert guest.run("cat /sys/block/sda/ro /sys/block/sda/sda1/ro").output.split() == ["0", "0"]
    assert "TUCKBOX_GUARDED=1" in guest.run("udevadm info -q property /dev/sda1").output
    guest.unplug(stick)
    guest.plug(image)
    assert guest.run("cat /sys/block/sda/ro /sys/block/sda/sda1/ro").output.split() == ["1", "1"]
    assert guest.run("echo x >/dev/sda1", check=False).status != 0


def test_another_card_in_the_same_reader_is_shut(guest, tmp_path):
    guest.install_floor()
    # QEMU's sticks have no slot: the kernel's word for another card comes from a rule.
    guest.put("/etc/udev/rules.d/10-card.rules", 'ENV{SYNTH_ARG_CARD}=="1", ENV{DISK_MEDIA_CHANGE}="1"\n')
    guest.run("udevadm control --reload")
    guest.plug(KINDS["vfat"](tmp_path))
    guest.run("blockdev --setrw /dev/sda; echo change >/sys/block/sda/uevent; udevadm settle")
    assert guest.run("cat /sys/block/sda/ro").output.strip() == "0"
    guest.run("echo change 3c4fa6b2-9c5b-4f4a-8f6e-000000000001 CARD=1 >/sys/block/sda/uevent; udevadm settle")
    assert guest.run("cat /sys/block/sda/ro").output.strip() == "1"


def test_a_keyboard_types_with_the_floor_in_place(guest):
    guest.install_floor()
    guest.add_device("usb-kbd", "keyboard", bus="xhci.0")
    # event0 is the keyboard of the computer itself.
    guest.wait("[ -e /dev/input/event1 ] && udevadm settle")
    assert set(guest.run("cat /sys/bus/usb/devices/*/authorized").output.split()) == {"1"}
    guest.run("(dd if=/dev/input/event1 bs=24 count=4 of=/tmp/typed 2>/dev/null &) ; sleep 1")
    guest.qmp("send-key", keys=[{"type": "qcode", "data": "a"}])
    guest.wait("[ $(wc -c </tmp/typed) -eq 96 ]")
    assert "TUCKBOX" not in guest.run("udevadm info --export-db").output


def test_what_the_computer_runs_from_is_left_alone_and_other_sticks_are_not(guest, tmp_path):
    """A computer that was started from a stick: udev announces everything again once its own rules are there."""
    (tmp_path / "other").mkdir()
    guest.plug(KINDS["gpt"](tmp_path), serial="SYSTEM")
    guest.run("mkdir -p /boot && mount /dev/sda1 /boot && mount --bind /boot /host/boot")
    guest.install_floor()
    guest.run("udevadm trigger --type=devices --action=add && udevadm settle")
    guest.plug(KINDS["vfat"](tmp_path / "other"), serial="OTHER")
    assert guest.run("cat /sys/block/sda/ro /sys/block/sda/sda1/ro /sys/block/sdb/ro").output.split() == ["0", "0", "1"]
    guest.run("touch /boot/still-writable")
    watch = guest.start(PROGRAM, "watch", "--json")
    lines = watch.wait_for(lambda lines: lines if lines and lines[-1]["event"] == "watching" else None)
    assert {line["device"]["node"]: (line["device"]["system_disk"], line["device"]["guarded"]) for line in lines[:-1]} == {
        "/dev/sda": (True, False), "/dev/sda1": (True, False), "/dev/sdb": (False, True)}
    watch.stop()


def test_an_administrators_exemption_holds(guest, tmp_path):
    guest.install_floor()
    guest.put("/etc/udev/rules.d/89-tuckbox-exempt.rules", 'SUBSYSTEM=="block", ENV{ID_SERIAL_SHORT}=="MINE", ENV{TUCKBOX_EXEMPT}="1"\n')
    guest.run("udevadm control --reload")
    guest.plug(KINDS["dos"](tmp_path), serial="MINE")
    assert guest.run("cat /sys/block/sda/ro /sys/block/sda/sda1/ro").output.split() == ["0", "0"]
