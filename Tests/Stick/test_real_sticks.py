"""'tuckbox watch' with real sticks."""
import pytest

import sticks
from conftest import PROGRAM


def said(lines):
    return [(line["event"], line["device"]["node"]) for line in lines if "device" in line]


@pytest.mark.parametrize("uas", [False, True])
def test_a_stick_is_seen_to_come_and_go(guest, tmp_path, uas):
    image = sticks.partitioned(tmp_path, sticks.vfat(tmp_path), sticks.exfat(tmp_path))
    guest.install_floor()
    watch = guest.start(PROGRAM, "watch", "--json", user=1000)
    watch.wait_for(lambda lines: lines and lines[-1]["event"] == "watching")
    for _ in range(2):
        seen = len(watch.lines())
        stick = guest.plug(image, uas=uas, serial="4C530001")
        guest.unplug(stick)
        lines = watch.wait_for(lambda lines: lines[seen:] if said(lines[seen:])[-1:] == [("remove", "/dev/sda")] else None)
        # Partitions come in any order.
        adds = sorted((line["device"] for line in lines if line["event"] == "add"), key=lambda device: device["node"])
        assert lines[0]["device"]["node"] == "/dev/sda"
        assert [device["node"] for device in adds] == ["/dev/sda", "/dev/sda1", "/dev/sda2"]
        assert sorted(said(lines)[-3:]) == [("remove", "/dev/sda"), ("remove", "/dev/sda1"), ("remove", "/dev/sda2")]
        # The rules had shut it before anybody heard of it.
        assert all(device["read_only"] and device["shut_by_rules"] and device["guarded"] for device in adds)
        assert {device["identity"].split(":", 2)[2] for device in adds} == {"4C530001"}
        assert [device["file_system"]["type"] for device in adds[1:]] == ["vfat", "exfat"]
    assert watch.stop("INT") == 130


def test_a_stick_that_is_already_there_is_told_first(guest, tmp_path):
    guest.plug(sticks.vfat(tmp_path))
    watch = guest.start(PROGRAM, "watch", "--json", user=1000)
    lines = watch.wait_for(lambda lines: lines if lines and lines[-1]["event"] == "watching" else None)
    assert said(lines) == [("present", "/dev/sda")] and lines[-1]["sticks"] == 1
    watch.stop()


def test_waiting_causes_no_wakeup(guest):
    """In 20 seconds in which nothing happens the program is not scheduled once."""
    watch = guest.start(PROGRAM, "watch", "--json")
    watch.wait_for(lambda lines: lines and lines[-1]["event"] == "watching")
    find = f"for p in /proc/[0-9]*; do [ \"$(tr '\\0' ' ' <$p/cmdline 2>/dev/null)\" = '{PROGRAM} watch --json ' ] && echo $p; done; true"
    process = guest.run(find).output.strip()
    count = f"cat {process}/task/*/status | grep ctxt_switches"
    # Until it has come to rest.
    guest.wait(f'before="$({count})"; sleep 2; [ "$before" = "$({count})" ]')
    before = guest.run(count).output
    assert "voluntary_ctxt_switches" in before
    assert guest.run(f"sleep 20; {count}").output == before
    watch.stop()
