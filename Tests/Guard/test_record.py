"""The daemon's record while others append to it too. TUCKBOX_APPEND_SECONDS: for how long (5); TUCKBOX_APPEND_PROCESSES: how many (2)."""
import os
import pathlib
import subprocess
import sys
import time

from conftest import PROGRAM, WORKSHEET

SECONDS = float(os.environ.get("TUCKBOX_APPEND_SECONDS", "5"))
PROCESSES = int(os.environ.get("TUCKBOX_APPEND_PROCESSES", "2"))
VERIFIER = pathlib.Path(__file__).resolve().parent.parent / "Interop/trail.py"
# Prints how many runs came to their end.
VERIFY = 'n=0; while [ ! -e "$2" ]; do "$0" verify -q --trail "$1" in.vault </dev/null || exit 1; n=$((n+1)); done; echo $n'


def test_processes_and_the_daemon_append_at_once_and_nothing_is_lost(guard, stick, tmp_path):
    guard, stick = guard(), stick({"worksheet.txt": WORKSHEET})
    keys = tmp_path / "keys"
    subprocess.run([PROGRAM, "key", "generate", "-q", "-o", tmp_path / "rk", "--no-passphrase", "--trail", keys], check=True)
    (tmp_path / "in").write_bytes(WORKSHEET)
    subprocess.run([PROGRAM, "wrap", "-q", "in", "--recovery-key", "rk.pub", "--without-reader", "--trail", keys], cwd=tmp_path, check=True)
    stick.plug()
    guard.until(stick, access="gate", reason="clean")
    wishes, done = 0, tmp_path / "done"
    others = [subprocess.Popen(["sh", "-c", VERIFY, PROGRAM, guard.trail, done], cwd=tmp_path, stdout=subprocess.PIPE, text=True) for _ in range(PROCESSES)]
    ends = time.monotonic() + SECONDS
    while time.monotonic() < ends:
        # Each is an entry of the daemon's, as is what it then decides.
        answer = guard.ask("allow", device=stick.name, seconds=3600)[-1]
        assert answer["says"] == "done", answer
        wishes += 1
    done.touch()
    counts = [int(process.communicate()[0] or -1) for process in others]
    record = guard.record()
    print(f"{wishes} wishes to the daemon, {counts} runs of processes, {len(record)} entries in {SECONDS:.0f} s")
    assert wishes > 0 and min(counts) > 0
    assert len(guard.entries("guard allow")) == wishes
    assert len(guard.entries("verify")) == len(guard.entries("verify", "intent")) == sum(counts)
    assert [entry["seq"] for entry in record] == list(range(len(record)))
    subprocess.run([PROGRAM, "log", "verify", "-q", "--trail", guard.trail], check=True)
    subprocess.run([sys.executable, VERIFIER, guard.trail, "--verification-key", guard.trail / "verification-key"], check=True, stdout=subprocess.DEVNULL)
