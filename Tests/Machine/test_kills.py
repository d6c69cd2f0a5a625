"""kill -9 at random moments: nothing lost, nothing half under its final name. TUCKBOX_KILLS says how often (200), TUCKBOX_SEED repeats a run."""
import filecmp
import os
import random
import shutil
import signal
import subprocess
import time

import pytest
from conftest import PROGRAM, write

KILLS = int(os.environ.get("TUCKBOX_KILLS", "200"))


def run_and_kill(arguments, delay):
    """True if it was killed, False if it was done before."""
    process = subprocess.Popen([PROGRAM, *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    return process.wait() == -signal.SIGKILL


def duration(arguments, undo):
    """Seconds of an undisturbed run: the second of two, when the files are in memory."""
    for _ in range(2):
        start = time.monotonic()
        subprocess.run([PROGRAM, *map(str, arguments)], check=True, capture_output=True)
        seconds = time.monotonic() - start
        undo()
    return seconds


@pytest.fixture
def source(keys):
    folder = keys / "source"
    folder.mkdir()
    for number in range(20):
        write(folder / f"{number}.bin", 1_000_000)
    return folder


def same(left, right):
    return not (comparison := filecmp.dircmp(left, right)).diff_files and comparison.left_list == comparison.right_list


def test_wrap_killed_at_any_moment_leaves_a_whole_vault_or_none(keys, source, tuckbox):
    seed = int(os.environ.get("TUCKBOX_SEED", random.randrange(1 << 32)))
    print(f"kills: seed {seed}")
    chance = random.Random(seed)
    vault = keys / "v.vault"
    arguments = ["wrap", source, "-o", vault, "-q", "--recovery-key", keys / "rk.pub"]
    longest = duration(arguments, vault.unlink) * 1.1
    killed = 0
    for _ in range(KILLS):
        killed += run_and_kill(arguments, chance.uniform(0, longest))
        if vault.exists():
            assert tuckbox("verify", vault, "--recovery-key", keys / "rk").returncode == 0
            vault.unlink()
    assert len(os.listdir(source)) == 20
    assert killed > KILLS // 10, "hardly any run was caught at work"
    print(f"kills: {killed} of {KILLS} runs of wrap were killed")


def test_unwrap_killed_at_any_moment_leaves_a_whole_folder_or_none(keys, source, tuckbox):
    seed = int(os.environ.get("TUCKBOX_SEED", random.randrange(1 << 32)))
    print(f"kills: seed {seed}")
    chance = random.Random(seed)
    vault, out = keys / "v.vault", keys / "out"
    assert tuckbox("wrap", source, "-o", vault, "--recovery-key", keys / "rk.pub").returncode == 0
    arguments = ["unwrap", vault, "-q", "-o", out, "--recovery-key", keys / "rk"]
    longest = duration(arguments, lambda: shutil.rmtree(out)) * 1.1
    killed = 0
    for _ in range(KILLS):
        killed += run_and_kill(arguments, chance.uniform(0, longest))
        if out.exists():
            assert same(source, out)
        subprocess.run(f"rm -rf {out} {keys}/.tuckbox-*", shell=True, check=True)
    assert killed > KILLS // 10, "hardly any run was caught at work"
    assert tuckbox("verify", vault, "--recovery-key", keys / "rk").returncode == 0
    print(f"kills: {killed} of {KILLS} runs of unwrap were killed")
