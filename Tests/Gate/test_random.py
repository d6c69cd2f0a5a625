"""Random operations through the gate and in a plain folder. TUCKBOX_GATE_OPERATIONS says how many; Scripts/soak does more."""
import os
import time

import pytest
from random_operations import Pair

COUNT = int(os.environ.get("TUCKBOX_GATE_OPERATIONS", 1500))
EVERYTHING = ["--allow", "unknown-formats", "--allow", "encrypted-by-others", "--allow", "encrypted-or-random"]


@pytest.mark.parametrize("staging", [[], ["--staging-memory", 100_000]], ids=["staged in memory", "staged on disk"])
def test_clean_files_are_as_on_a_plain_file_system(gate, stick, tmp_path, seed, staging):
    here = gate(*EVERYTHING, *staging, over=stick("ext4", 256 << 20))
    plain = tmp_path / "plain"
    plain.mkdir()
    (here.mount / "lost+found").rmdir()
    pair = Pair(here.mount, plain, seed)
    pair.run(COUNT)
    here.close()
    assert "refused" not in here.said()
    Pair.compare(here.real, plain)


def test_what_is_removed_takes_no_room(gate, stick, tmp_path, seed):
    here = gate(*EVERYTHING, over=stick("ext4", 64 << 20))
    plain = tmp_path / "plain"
    plain.mkdir()
    (here.mount / "lost+found").rmdir()
    pair = Pair(here.mount, plain, seed)
    free = room(here.real)
    for _ in range(3):
        pair.run(COUNT)
        pair.clear()
    deadline = time.monotonic() + 30
    # What was removed stays for a moment; and the file system needs some room for folders.
    while room(here.real) < free - (1 << 20):
        assert time.monotonic() < deadline, f"{(free - room(here.real)) >> 10} KiB are gone"
        time.sleep(0.2)


def room(folder):
    os.sync()
    state = os.statvfs(folder)
    return state.f_bavail * state.f_frsize
