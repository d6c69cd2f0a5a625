"""Random operations through the gate and in a plain folder. TUCKBOX_GATE_OPERATIONS says how many; Scripts/soak does more."""
import os

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
