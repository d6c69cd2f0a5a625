"""What 'tuckbox watch' says of sticks: recorded ones, and simulated ones in every situation."""
import os
import signal
import subprocess

import pytest

from conftest import HERE, PROGRAM, hidden


def said(lines):
    return [(line["event"], line["device"]["node"]) for line in lines if "device" in line]


@pytest.mark.parametrize("name, nodes, driver", [("plain", ["/dev/sda"], "0001"), ("uas", ["/dev/sda"], "0003"),
                                                 ("partitioned", ["/dev/sda", "/dev/sda1", "/dev/sda2"], "0001")])
def test_a_recorded_stick_is_seen_as_it_was(devices, watch, name, nodes, driver):
    devices.do("load", (HERE / f"Sticks/{name}.umockdev").read_text())
    program = watch("--json")
    assert said(program.lines) == [("present", node) for node in nodes]
    assert program.lines[-1]["sticks"] == 1
    for line in program.lines[:-1]:
        device = line["device"]
        assert device["attachment"] == "usb" and device["guarded"] and device["shut_by_rules"] and device["read_only"] and device["removable"]
        assert device["identity"] == f"46f4:{driver}:4C530001231118115142" and device["identity_is_unique"]
        assert device["usb"] == {"vendor": "46f4", "product": driver, "serial": "4C530001231118115142"}
    partitions = [line["device"] for line in program.lines[1:-1]]
    assert [p["file_system"]["type"] for p in partitions] == ["vfat", "exfat"][:len(partitions)]
    assert all(p["kind"] == "partition" and p["disk"] == program.lines[0]["device"]["syspath"] for p in partitions)


def test_a_stick_comes_with_a_partition_and_goes(devices, watch):
    program = watch("--json")
    usb, disk = devices.stick()
    partition = devices.partition(disk, "sda1", 1)
    devices.do("announce", partition, "remove")
    devices.do("announce", disk, "remove")
    lines = program.next(4)
    assert said(lines) == [("add", "/dev/sda"), ("add", "/dev/sda1"), ("remove", "/dev/sda1"), ("remove", "/dev/sda")]
    assert lines[0]["device"]["identity"] == "0781:5567:4C530001"
    # What is gone is described as it was.
    assert lines[3]["device"]["size_bytes"] == 2048 * 512
    assert program.stop() == 130


def test_another_stick_in_the_same_port_is_another_stick(devices, watch):
    program = watch("--json")
    usb, disk = devices.stick(serial="ONE", more={"DISKSEQ": "7"})
    devices.do("announce", disk, "remove")
    devices.do("set", usb, "serial", "TWO")
    devices.do("property", disk, "DISKSEQ", "8")
    devices.do("announce", disk, "add")
    lines = program.next(3)
    assert [(line["event"], line["device"]["identity"], line["device"]["disk_sequence"]) for line in lines] == [
        ("add", "0781:5567:ONE", 7), ("remove", "0781:5567:ONE", 7), ("add", "0781:5567:TWO", 8)]


def test_a_card_comes_into_a_reader_and_goes(devices, watch):
    reader, slot = devices.stick(sectors="0")
    program = watch("--json")
    assert program.lines[-1]["sticks"] == 0 and program.lines[0]["device"]["size_bytes"] == 0
    for sectors in ["4096", "0"]:
        devices.do("set", slot, "size", sectors)
        devices.do("announce", slot, "change")
        change, = program.next()
        assert change["event"] == "change" and change["device"]["size_bytes"] == int(sectors) * 512


def test_an_addition_of_what_is_known_is_a_change(devices, watch):
    usb, disk = devices.stick()
    program = watch("--json")
    devices.do("announce", disk, "add")
    assert said(program.next()) == [("change", "/dev/sda")]


def test_a_removal_of_what_was_never_there_is_not_told(devices, watch):
    usb, disk = devices.stick()
    program = watch("--json")
    for action in ["remove", "remove", "add"]:
        devices.do("announce", disk, action)
    assert said(program.next(2)) == [("remove", "/dev/sda"), ("add", "/dev/sda")]


def test_a_storm_of_a_thousand_events_is_told_whole(devices, watch):
    usb, disk = devices.stick()
    program = watch("--json")
    lines = []
    for _ in range(100):
        # The simulated socket holds few messages, and the simulation gives up when it is full.
        devices.do("storm", disk, 10)
        lines += program.next(10)
    assert said(lines) == [("remove", "/dev/sda"), ("add", "/dev/sda")] * 500
    assert program.stop() == 130


def test_disks_of_the_computer_are_shown_only_on_request(devices, watch):
    devices.do("add", "block", "nvme0n1", None, {"size": "2048"}, {"DEVTYPE": "disk", "DEVNAME": "/dev/nvme0n1", "MAJOR": "259", "MINOR": "0"})
    assert said(watch("--json").lines) == []
    line = watch("--json", "--all").lines[0]
    assert line["device"]["node"] == "/dev/nvme0n1" and line["device"]["attachment"] == "other" and not line["device"]["guarded"]


def test_a_keyboard_is_nothing_to_speak_of(devices, watch):
    program = watch("--json", "--all")
    usb = devices.do("add", "usb", "1-2", None, {"idVendor": "046d", "idProduct": "c31c"}, {"DEVTYPE": "usb_device"})
    devices.do("add", "input", "input7", usb, {}, {"ID_INPUT_KEYBOARD": "1"})
    devices.stick()
    assert said(program.next()) == [("add", "/dev/sda")]


@pytest.mark.parametrize("more, attributes", [
    ({"ID_BUS": "ata"}, {}),                 # a disk behind a bridge, as ata_id has it
    ({"ID_BUS": "ata"}, {"removable": "0"}),  # a USB hard disk
])
def test_what_hangs_on_usb_is_guarded_whatever_it_calls_itself(devices, watch, more, attributes):
    devices.stick(more=more, attributes=attributes)
    device = watch("--json").lines[0]["device"]
    assert device["attachment"] == "usb" and device["guarded"]


@pytest.mark.parametrize("more, field", [({"TUCKBOX_EXEMPT": "1"}, "exempt"), ({"ID_TYPE": "cd"}, "optical")])
def test_what_is_not_guarded_is_shown_with_the_reason(devices, watch, more, field):
    devices.stick(more=more)
    device = watch("--json").lines[0]["device"]
    assert device[field] and not device["guarded"]


def test_a_memory_card_is_guarded_and_the_soldered_kind_is_not(devices, watch):
    for number, (kind, name) in enumerate([("SD", "mmcblk0"), ("MMC", "mmcblk1")]):
        card = devices.do("add", "mmc", f"mmc{number}:0001", None, {"type": kind, "cid": f"1b534d3030303030{number}"}, {})
        devices.do("add", "block", name, card, {"size": "2048", "removable": "0"}, {"DEVTYPE": "disk", "DEVNAME": f"/dev/{name}", "MAJOR": "179", "MINOR": str(number * 8)})
    card, soldered = [line["device"] for line in watch("--json", "--all").lines[:2]]
    assert card["attachment"] == "memory_card" and card["guarded"] and card["identity"] == "card:1b534d30303030300"
    assert soldered["attachment"] == "other" and not soldered["guarded"]


def test_without_a_serial_number_the_identity_is_the_model(devices, watch):
    devices.stick(serial=None)
    device = watch("--json").lines[0]["device"]
    assert device["identity"] == "0781:5567:" and not device["identity_is_unique"]


HOSTILE = {
    "escape sequences": {"ID_MODEL": "\x1b[2JCruzer", "ID_VENDOR": "a\u202eb"},
    "a long text": {"ID_MODEL": "x" * 4000},
    "a number of a disk that is none": {"DISKSEQ": "-1"},
    "a number of a disk beyond all": {"DISKSEQ": "99999999999999999999"},
    "no numbers": {"MAJOR": "", "MINOR": ""},
    "numbers beyond all": {"MAJOR": "4294967296", "MINOR": "-7"},
    "a node that is none": {"DEVNAME": "/dev/../../etc/passwd\n"},
    "a type that is none": {"DEVTYPE": "partition"},
    "a vendor that is none": {"ID_VENDOR_ID": "zzzz", "ID_MODEL_ID": "123456789"},
    "names without an end": {"ID_FS_TYPE": "v" * 3000, "ID_FS_UUID": "\u0000"[:0], "ID_FS_LABEL": "\u2028" * 500},
}


@pytest.mark.parametrize("defect", HOSTILE)
def test_a_malformed_property_does_no_harm(devices, watch, defect):
    program = watch("--json")
    devices.stick(more=HOSTILE[defect])
    devices.stick(port="1-2", disk="sdb", minor=16)
    lines = program.until(lambda lines: any(line.get("device", {}).get("node") == "/dev/sdb" for line in lines))
    assert all(len(str(line)) < 8000 for line in lines)
    assert program.stop() == 130


@pytest.mark.parametrize("defect", HOSTILE)
def test_a_malformed_property_is_shown_harmlessly(devices, watch, defect):
    devices.stick(more=HOSTILE[defect])
    program = watch()
    devices.stick(port="1-2", disk="sdb", minor=16)
    program.until_text("/dev/sdb")
    assert program.stop() == 130
    assert not set(program.text) & (set(range(0x20)) - {0x0a} | {0x7f}) and "\u202e".encode() not in program.text


@pytest.mark.parametrize("attribute, value", [("size", "18446744073709551615"), ("size", "-1"), ("size", "99999999999999999999999"), ("size", ""), ("ro", "2"), ("removable", "yes")])
def test_a_malformed_attribute_does_no_harm(devices, watch, attribute, value):
    devices.stick(attributes={attribute: value})
    line = watch("--json").lines[0]
    assert line["device"]["node"] == "/dev/sda" and line["device"]["size_bytes"] == (2048 * 512 if attribute != "size" else 0)


def test_a_serial_number_cannot_pass_for_another_identity(devices, watch):
    devices.stick(serial="A:B C%41\x1b\u00e9")
    assert watch("--json").lines[0]["device"]["identity"] == "0781:5567:A%3AB%20C%2541%1B%C3%A9"


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_at_once_and_quietly(devices, watch, how):
    program = watch("--json")
    assert program.stop(how) == 130
    assert b"error" not in program.process.stderr.read()


def test_it_ends_when_nobody_reads_any_more_though_nothing_happens(devices, watch):
    program = watch("--json")
    program.process.stdout.close()
    assert program.process.wait(60) == 1
    assert b"error" not in program.process.stderr.read()


def test_a_full_disk_is_an_error(devices, watch):
    devices.stick()
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            hidden("umockdev-wrapper", PROGRAM, "watch", "--json"), stdout=full, stderr=subprocess.PIPE, timeout=60,
            env={**os.environ, "UMOCKDEV_DIR": devices.root})
    assert done.returncode == 1 and b"no space left" in done.stderr


def test_people_are_told_what_is_there_in_words(devices, watch):
    usb, disk = devices.stick(more={"ID_VENDOR": "SanDisk", "ID_MODEL": "Cruzer", "ID_FS_TYPE": "vfat"}, attributes={"ro": "1"})
    devices.partition(disk, "sda1", 1)
    program = watch()
    program.until_text("sda1    partition")
    first, second = program.text.decode().splitlines()
    assert first.split("  ", 1)[1].strip() == "there    /dev/sda     disk, 1.0 MB, vfat, read-only, SanDisk Cruzer, 0781:5567:4C530001"
    assert second.split("  ", 1)[1].strip() == "there    /dev/sda1    partition, 524.3 kB, vfat"
    assert program.stop() == 130
    assert "1 stick is plugged in; waiting" in program.said
