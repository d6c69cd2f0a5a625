"""A folder that everybody may write to, and somebody who puts links in the way of whoever works there. TUCKBOX_RACES says how often (5)."""
import os
import subprocess
import sys

import pytest
from conftest import PROGRAM, write

RACES = int(os.environ.get("TUCKBOX_RACES", "5"))
VICTIM, ATTACKER = 64001, 64002

# As long as it runs, whatever turns up under a name of tuckbox's gives way to a link to what the victim owns, and so does the result: to a file. (A link to
# a folder, given as -o, is followed, as cp does.)
ATTACK = """
import os, sys
folder, target, file, wanted = sys.argv[1:]
number = 0
while True:
    for name in [*os.listdir(folder), wanted]:
        if name.startswith(".tuckbox") or name == wanted:
            try:
                number += 1
                if os.path.lexists(os.path.join(folder, name)) and not os.path.islink(os.path.join(folder, name)):
                    os.rename(os.path.join(folder, name), os.path.join(folder, "taken%d" % number))
                os.symlink(file if name == wanted else target, os.path.join(folder, name))
                print(name, flush=True)
            except OSError:
                pass
"""


def as_user(user, *command):
    return ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups", *map(str, command)]


@pytest.fixture
def shared(tmp_path):
    """Where both may write; and a folder of the victim's, with a file in it, that only links from here lead to."""
    # pytest's own folders let nobody else in.
    for folder in [tmp_path, *tmp_path.parents][:-2]:
        folder.chmod(folder.stat().st_mode | 0o011)
    (tmp_path / "shared").mkdir()
    (tmp_path / "own").mkdir()
    (tmp_path / "own/diary").write_text("nobody changes this\n")
    (tmp_path / "record").mkdir()
    write(tmp_path / "input", 300_000).chmod(0o644)
    for path in (tmp_path / "own", tmp_path / "own/diary", tmp_path / "record"):
        os.chown(path, VICTIM, VICTIM)
    return tmp_path


def facts(folder):
    return {path.name: (path.read_bytes(), path.stat().st_mode, path.stat().st_uid) for path in folder.iterdir()}


@pytest.mark.parametrize("mode", [0o1777, 0o777], ids=["as /tmp is", "not sticky"])
@pytest.mark.parametrize("target", ["diary", "."], ids=["a file", "a folder"])
@pytest.mark.parametrize("verb", ["wrap", "unwrap"])
def test_links_that_others_put_in_the_way_lead_nowhere(shared, keys, tuckbox, verb, target, mode):
    own, place = shared / "own", shared / "shared"
    place.chmod(mode)
    assert tuckbox("wrap", shared / "input", "-o", shared / "input.vault", "--recovery-key", keys / "rk.pub").returncode == 0
    for path in (keys / "rk", keys / "rk.pub", shared / "input.vault"):
        path.chmod(0o644)
    before = facts(own)
    command = {
        "wrap": ["wrap", shared / "input", "-q", "-o", place / "result", "--recovery-key", keys / "rk.pub"],
        "unwrap": ["unwrap", shared / "input.vault", "-q", "-o", place / "result", "--recovery-key", keys / "rk"],
    }[verb]
    attacked = 0
    with subprocess.Popen(as_user(ATTACKER, sys.executable, "-c", ATTACK, place, own / target, own / "diary", "result"), stdout=subprocess.PIPE) as attack:
        try:
            attack.stdout.readline()
            for _ in range(RACES):
                done = subprocess.run(as_user(VICTIM, PROGRAM, *command, "-f", "--trail", shared / "record/trail"), capture_output=True, timeout=60)
                attacked += done.returncode != 0
                assert done.returncode in (0, 1), done.stderr
        finally:
            attack.kill()
    # A link to a folder that has taken the result's place is one that the next run's -o follows.
    left = {name: fact for name, fact in facts(own).items() if name not in ("input.vault", "input")}
    assert left == before, "what a link led to was written to"
    print(f"{verb}: {attacked} of {RACES} runs were refused or had their file taken away")
