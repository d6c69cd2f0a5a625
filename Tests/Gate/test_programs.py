"""Real programs: each saves protected data over an old file, and hears that it may not; each saves a worksheet, and gets what it wrote."""
import filecmp
import os
import pathlib
import shutil
import subprocess
import sys
import tarfile

import pytest
from material import CLEAN, MARKER, OLD, PUPILS, traces

HERE = pathlib.Path(__file__).parent


def run(*command, **options):
    return subprocess.run(list(map(str, command)), capture_output=True, timeout=120, **options)


def shell(script, source, target):
    return run("sh", "-c", script, "sh", source, target)


def tar(source, target):
    archive = source.with_suffix(".tar")
    with tarfile.open(archive, "w") as file:
        file.add(source, target.name)
    return run("tar", "xf", archive, "-C", target.parent)


def sqlite(source, target):
    """Writes the text into a table of a new database, which is then moved over the old file."""
    database = target.with_name("new.db")
    done = run("sqlite3", database, "create table notes(line text);", f".import --csv {source} notes")
    return done if done.returncode or done.stderr else run("mv", database, target)


PROGRAMS = {
    "cp": lambda s, t: run("cp", s, t),
    "cp -p": lambda s, t: run("cp", "-p", s, t),
    "cp --sparse": lambda s, t: run("cp", "--sparse=always", s, t),
    "mv": lambda s, t: run("mv", "-f", s, t),
    "install": lambda s, t: run("install", "-m", "644", s, t),
    "dd": lambda s, t: run("dd", f"if={s}", f"of={t}", "bs=100"),
    "dd fsync": lambda s, t: run("dd", f"if={s}", f"of={t}", "bs=1M", "conv=fsync"),
    "dd direct": lambda s, t: run("dd", f"if={s}", f"of={t}", "bs=4096", "oflag=direct"),
    "tar": tar,
    "rsync": lambda s, t: run("rsync", s, t),
    "rsync -a": lambda s, t: run("rsync", "-a", s, t),
    "rsync --inplace": lambda s, t: run("rsync", "--inplace", "--ignore-times", s, t),
    "gio copy": lambda s, t: run("gio", "copy", s, t),
    "gio save": lambda s, t: shell('gio save "$2" <"$1"', s, t),
    "sed -i": lambda s, t: run("sed", "-i", "-e", f"1r {s}", "-e", "1d", t),
    "cat": lambda s, t: shell('cat "$1" >"$2"', s, t),
    "tee": lambda s, t: shell('tee "$2" <"$1" >/dev/null', s, t),
    "shutil": lambda s, t: run(sys.executable, "-c", "import shutil, sys; shutil.copy2(*sys.argv[1:])", s, t),
    "python": lambda s, t: run(sys.executable, "-c", "import sys; open(sys.argv[2], 'wb').write(open(sys.argv[1], 'rb').read())", s, t),
    "mmap": lambda s, t: run(sys.executable, HERE / "map_writer.py", s, t),
    "small writes": lambda s, t: run(sys.executable, HERE / "small_writer.py", s, t),
    "temporary, rename": lambda s, t: shell('cp "$1" "$2.tmp"; sync "$2.tmp"; mv "$2.tmp" "$2"', s, t),
    "sqlite3": sqlite,
}

# Leaves the file to the garbage collector, which tells nobody what close answers: the old version is kept from it as well.
DEAF = {"python"}


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "source"
    folder.mkdir()
    return folder / "source.txt"


@pytest.mark.parametrize("name", PROGRAMS)
def test_protected_data_do_not_land(gate, source, name):
    here = gate()
    target = here.mount / "list.csv"
    target.write_bytes(OLD)
    source.write_bytes(PUPILS)
    done = PROGRAMS[name](source, target)
    if name not in DEAF:
        assert done.returncode != 0 or done.stderr, done
    here.wait_for("refused")
    assert target.read_bytes() == OLD
    assert here.close() == 0
    assert (here.real / "list.csv").read_bytes() == OLD
    assert set(os.listdir(here.real)) <= {"lost+found", "list.csv"} | ({"new.db"} if name == "sqlite3" else set())
    assert here.medium.holds(*traces(PUPILS)) == []


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_worksheet_lands_as_it_is(gate, source, name):
    # A database's journal is in no format that anybody could read.
    here = gate(*["--allow", "unknown-formats"] * (name == "sqlite3"))
    target = here.mount / "work.txt"
    target.write_bytes(OLD)
    source.write_bytes(CLEAN)
    copy = source.with_name("kept")
    shutil.copyfile(source, copy)
    done = PROGRAMS[name](source, target)
    assert done.returncode == 0 and not (done.stderr and name == "sqlite3"), done
    assert here.close() == 0
    assert "refused" not in here.said()
    if name != "sqlite3":
        assert filecmp.cmp(here.real / "work.txt", copy, shallow=False)
    assert set(os.listdir(here.real)) <= {"lost+found", "work.txt"}


def test_the_search_of_the_image_finds_what_is_there(gate):
    """So that the tests above can fail."""
    here = gate()
    here.close()
    with open(here.real / "list.csv", "wb") as file:
        file.write(PUPILS)
        file.flush()
        os.fsync(file.fileno())
    (here.real / "list.csv").unlink()
    assert here.medium.holds(*traces(PUPILS)) != []


@pytest.mark.parametrize("kind", ["exfat", "ntfs"])
def test_other_file_systems(gate, stick, source, kind):
    here = gate(over=stick(kind))
    target = here.mount / "list.csv"
    target.write_bytes(OLD)
    source.write_bytes(PUPILS)
    for name in "cp", "mv", "rsync", "temporary, rename", "cat":
        shutil.copyfile(source, source.with_name("again.txt"))
        PROGRAMS[name](source.with_name("again.txt"), target)
        assert target.read_bytes() == OLD, name
    source.write_bytes(CLEAN)
    for name in "cp", "rsync", "temporary, rename", "tar":
        assert PROGRAMS[name](source, here.mount / f"work {name}").returncode == 0
    assert here.close() == 0
    for name in "cp", "rsync", "temporary, rename", "tar":
        assert (here.real / f"work {name}").read_bytes() == CLEAN
    assert (here.real / "list.csv").read_bytes() == OLD
    assert here.medium.holds(*traces(PUPILS)) == []


def test_a_tree_keeps_what_is_clean(gate, tmp_path):
    """cp -r goes on after a refusal, and says which file it was."""
    tree = tmp_path / "tree"
    for number in range(20):
        folder = tree / f"term {number % 3}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"sheet {number}.txt").write_bytes(CLEAN + str(number).encode())
    (tree / "term 1" / "pupils.csv").write_bytes(PUPILS)
    here = gate()
    done = run("cp", "-r", tree, here.mount)
    assert done.returncode == 1 and b"pupils.csv" in done.stderr and done.stderr.count(b"\n") == 1
    here.close()
    difference = run("diff", "-r", tree, here.real / "tree").stdout.decode().strip()
    assert difference == f"Only in {tree}/term 1: pupils.csv"


def test_git_keeps_a_repository_on_it(gate, tmp_path):
    here = gate("--allow", "unknown-formats", "--allow", "encrypted-or-random")
    work = here.mount / "lessons"
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "safe.directory=*", "-c", "init.defaultBranch=main", "-C", work]
    assert run("git", "-c", "init.defaultBranch=main", "init", work).returncode == 0
    for number in range(3):
        (work / "a.txt").write_bytes(CLEAN * (number + 1))
        assert run(*git, "add", "a.txt").returncode == 0
        done = run(*git, "commit", "-qm", f"Version {number}")
        assert done.returncode == 0, done.stderr
    assert run(*git, "fsck", "--strict").returncode == 0
    here.close()
    assert run("git", "-c", "safe.directory=*", "-C", here.real / "lessons", "fsck", "--strict").returncode == 0
