"""The record, by the program and by the second verifier: the same verdicts on a trail that nobody changed, and on every change.

The program is the one that TUCKBOX names."""
import json
import os
import pathlib
import re
import shutil
import subprocess

import pytest
import trail

PROGRAM = os.environ.get("TUCKBOX")
pytestmark = pytest.mark.skipif(not PROGRAM, reason="TUCKBOX does not name the program to test")
PASSPHRASE = "wobbly giraffes paint eleven teapots"
CHILD = "Zebedee Quillfeather"


class Desk:
    """A folder with something to wrap and a trail of its own."""

    def __init__(self, folder):
        self.folder, self.trail = folder, folder / "trail"
        (folder / "pass").write_text(PASSPHRASE + "\n")
        (folder / f"{CHILD}.txt").write_text(f"{CHILD} was born on 3 March 2015")

    def run(self, *arguments, status=0, place=None):
        arguments = [*map(str, arguments), "--trail", str(place or self.trail)]
        result = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, cwd=self.folder, stdin=subprocess.DEVNULL, timeout=60)
        assert result.returncode == status, (arguments, result.stderr)
        return result

    def key(self):
        """Takes the verification key away, and keeps it beside the trail."""
        path = self.folder / "safe"
        path.write_text(self.run("log", "key").stdout)
        return trail.read_key(path.read_text())

    def both(self, *checkpoints, keyed=True):
        """First bad entry by each verifier; None if the trail is whole."""
        flags = ["--verification-key", self.folder / "safe"] if keyed else []
        for checkpoint in checkpoints:
            flags += ["--checkpoint", checkpoint]
        result = subprocess.run([PROGRAM, "log", "verify", "--json", "--trail", self.trail, *flags], capture_output=True, text=True, timeout=60)
        facts = json.loads(result.stdout)
        assert result.returncode == (0 if facts["good"] else 13)
        ours = None if facts["good"] else facts["problems"][0]["entry"]
        key = trail.read_key((self.folder / "safe").read_text()) if keyed else None
        try:
            trail.verify(self.trail, key, [pathlib.Path(path).read_bytes() for path in checkpoints])
            return ours, None
        except trail.Bad as bad:
            return ours, bad.entry

    @property
    def segment(self):
        return max(self.trail.glob("*.log"))

    def entries(self):
        return [json.loads(line) for line in self.segment.read_text().splitlines()]


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


@pytest.fixture(scope="module")
def busy(tmp_path_factory):
    """A trail with every kind of entry that one day brings; copied for each test, because they change it."""
    desk = Desk(tmp_path_factory.mktemp("busy"))
    vault = f"{CHILD}.txt.vault"
    desk.run("wrap", f"{CHILD}.txt", "--passphrase-file", "pass")
    desk.key()
    desk.run("log", "checkpoint", "-o", "early")
    desk.run("verify", vault)
    desk.run("unwrap", vault, "-o", "back.txt", "--passphrase-file", "pass")
    (desk.folder / "wrong").write_text("not the right words at all\n")
    desk.run("unwrap", vault, "-o", "no.txt", "--passphrase-file", "wrong", status=12)
    desk.run("wrap", "pass", "wrong", "-o", "./", "--passphrase-file", "pass")
    desk.run("log", "checkpoint", "-o", "late")
    return desk


@pytest.fixture
def changed(busy, tmp_path):
    shutil.copytree(busy.folder, tmp_path / "copy")
    return Desk(tmp_path / "copy")


def test_a_trail_that_nobody_changed_is_whole(changed):
    count = len(changed.entries())
    assert changed.both(changed.folder / "late", changed.folder / "early") == (None, None)
    assert changed.both(changed.folder / "late", changed.folder / "early", keyed=False) == (None, None)
    facts = json.loads(changed.run("log", "verify", "--json").stdout)
    assert facts["entries"] == count and facts["root"] == trail.verify(changed.trail)["root"]


def mutations(lines):
    """Names, changed lines and first bad entry."""
    for i in range(len(lines)):
        yield f"line {i} deleted", lines[:i] + lines[i + 1:], i
        yield f"line {i} doubled", lines[:i] + lines[i:i + 1] + lines[i:], i + 1
        yield f"cut before line {i}", lines[:i], i
        for j in range(i + 1, len(lines)):
            swapped = list(lines)
            swapped[i], swapped[j] = lines[j], lines[i]
            yield f"lines {i} and {j} swapped", swapped, i
        for key, value in json.loads(lines[i]).items():
            other = value + 1 if type(value) is int else not value if value in (True, False) else ["ab" * 16] if isinstance(value, list) \
                else value[:-1] + ("1" if value[-1:] != "1" else "2")
            old = trail.canonical({key: value})[1:-1]
            assert old in lines[i]
            yield f"{key} of line {i} edited", lines[:i] + [lines[i].replace(old, trail.canonical({key: other})[1:-1])] + lines[i + 1:], i
            if key not in ("schema", "seq", "prev", "seal"):
                gone = lines[i].replace(old + ",", "")
                yield f"{key} of line {i} left out", lines[:i] + [gone] + lines[i + 1:], i


def test_every_change_is_found_by_both_and_the_first_bad_entry_named(changed):
    lines = changed.segment.read_text().splitlines()
    tried = 0
    for name, altered, first in mutations(lines):
        assert altered != lines, name
        changed.segment.write_text("".join(line + "\n" for line in altered))
        assert changed.both() == (first, first), name
        if tried % 5 == 0:
            ours, theirs = changed.both(keyed=False)
            assert ours == theirs and ours in (first, first - 1), name
        tried += 1
    assert tried > 300
    print(f"{tried} changes")


def test_a_trail_that_was_put_back_is_found_by_a_checkpoint(changed, tmp_path):
    shutil.copytree(changed.trail, tmp_path / "old")
    changed.run("verify", "pass.vault")
    changed.run("log", "checkpoint", "-o", "newest")
    count = len(changed.entries()) - 2
    shutil.rmtree(changed.trail)
    shutil.copytree(tmp_path / "old", changed.trail)
    assert changed.both() == (None, None)
    assert changed.both(changed.folder / "newest") == (count, count)
    changed.run("verify", "wrong.vault")
    assert changed.both(changed.folder / "newest") == (0, 0)


def test_both_find_a_trail_without_its_state(changed):
    (changed.trail / "state").unlink()
    count = len(changed.entries())
    assert changed.both() == (count, count)


def test_what_failed_is_on_record_and_what_is_secret_or_personal_is_not(busy):
    text = busy.segment.read_text()
    for secret in (CHILD, *CHILD.split(), PASSPHRASE, "wobbly", "pass.vault", ".txt", str(busy.folder), "3 March"):
        assert secret not in text
    entries = busy.entries()
    assert [entry["verb"] for entry in entries if entry.get("code") == "wrong_key"] == ["unwrap"]
    outcomes = {entry["intent"] for entry in entries if entry["phase"] == "outcome"}
    assert outcomes == {entry["seq"] for entry in entries if entry["phase"] == "intent"}
    wrapped = [entry for entry in entries if entry["verb"] == "wrap" and entry["phase"] == "outcome"]
    assert len(wrapped[0]["vault_id"]) == 32 and wrapped[0]["files"] == 1 and wrapped[1]["vaults"] == 2


def test_an_intent_without_an_outcome_is_shown(desk):
    desk.run("verify", "pass", status=10)
    desk.run("log", "verify")
    lines = desk.segment.read_bytes().splitlines(keepends=True)
    # As a kill leaves it: the outcome was never written. The state of that moment is made by a new trail.
    other = desk.folder / "other"
    process = subprocess.Popen([PROGRAM, "wrap", "-", "-o", "x.vault", "--passphrase-file", "pass", "--trail", other], cwd=desk.folder, stdin=subprocess.PIPE)
    while not list(other.glob("*.log")) or b'"intent"' not in max(other.glob("*.log")).read_bytes():
        assert process.poll() is None
    process.kill()
    process.wait()
    process.stdin.close()
    assert len(lines) == 3
    shown = desk.run("log", "show", place=other).stdout
    assert "no outcome" in shown and "begun and never ended" in shown
    desk.run("log", "verify", place=other)


@pytest.mark.parametrize("flags, verbs", [
    (["--verb", "unwrap"], ["unwrap"] * 4), (["--failed"], ["unwrap"]), (["--user", "nobody at all"], []), (["--since", "2999-01"], []),
    (["--until", "2001-01-01"], []), (["--label", "PROTECT"], []), (["--device", "none"], []), (["--verb", "trail"], ["trail"] * 2)])
def test_show_has_filters(busy, flags, verbs):
    shown = [json.loads(line)["verb"] for line in busy.run("log", "show", "--json", *flags).stdout.splitlines()]
    assert shown == verbs


def test_a_vault_s_history_is_found_by_its_identifier(busy):
    identifier = next(entry["vault_id"] for entry in busy.entries() if entry["verb"] == "wrap" and "vault_id" in entry)
    shown = [json.loads(line) for line in busy.run("log", "show", "--json", "--vault", identifier[:10].upper()).stdout.splitlines()]
    assert {entry["verb"] for entry in shown} == {"wrap", "verify", "unwrap"}
    many = next(entry for entry in busy.entries() if entry["phase"] == "progress")
    assert busy.run("log", "show", "--json", "--vault", many["vault_ids"][1]).stdout.count("\n") == 1


def test_export_is_a_table_with_a_row_for_each_entry(busy):
    import csv
    import io
    rows = list(csv.DictReader(io.StringIO(busy.run("log", "export", "--csv").stdout, newline="")))
    assert [int(row["seq"]) for row in rows] == list(range(len(busy.entries())))
    assert busy.run("log", "export", "--json").stdout == busy.segment.read_text()
    busy.run("log", "export", status=64)


def test_the_worked_checkpoint_is_a_signed_note(busy):
    note = (busy.folder / "late").read_text()
    assert re.fullmatch(r"tuckbox/trail/[0-9a-f]{32}\n\d+\n[A-Za-z0-9+/]{43}=\n\n— tuckbox/trail/[0-9a-f]{32} [A-Za-z0-9+/]{91}=\n", note)
    begin = busy.entries()[0]
    size, root = trail.read_checkpoint(note.encode(), begin["checkpoint_key"])
    walk = trail.Walk(0, trail.Tree(), bytes(32), None)
    for line in busy.segment.read_bytes().splitlines()[:size]:
        walk.take(line)
    assert trail.root(walk.tree.hashes) == root


def test_a_policy_that_changes_is_on_record(desk):
    for number, text in enumerate(["schema: 1\n", "schema: 1\n", "schema: 1\norganisation: Hillside\n"]):
        (desk.folder / "policy.yaml").write_text(text)
        desk.run("wrap", "pass", "-o", f"{number}.vault", "--policy", "policy.yaml", "--passphrase-file", "pass")
    events = [entry for entry in desk.entries() if entry.get("event") == "policy_changed"]
    assert len(events) == 2 and events[0]["policy"] != events[1]["policy"]
    assert desk.entries()[-2]["organisation"] == "Hillside"


def test_what_cannot_be_recorded_is_not_done(desk):
    (desk.folder / "file").write_text("")
    result = desk.run("wrap", "pass", "--passphrase-file", "pass", place=desk.folder / "file" / "trail", status=1)
    assert "cannot be recorded, so it was not done" in result.stderr and "--trail FOLDER" in result.stderr
    assert not (desk.folder / "pass.vault").exists()
    (desk.folder / "policy.yaml").write_text("schema: 1\ntrail: best-effort\n")
    result = desk.run("wrap", "pass", "--policy", "policy.yaml", "--passphrase-file", "pass", place=desk.folder / "file" / "trail")
    assert "there will be no record of this" in result.stderr and (desk.folder / "pass.vault").exists()


def test_processes_that_append_at_the_same_time_lose_nothing(desk):
    desk.run("log", "init")
    script = f'i=0; while [ $i -lt 25 ]; do "{PROGRAM}" verify pass.vault -q --trail "{desk.trail}" || exit 1; i=$((i+1)); done'
    desk.run("wrap", "pass", "--passphrase-file", "pass")
    processes = [subprocess.Popen(["sh", "-c", script], cwd=desk.folder) for _ in range(3)]
    assert [process.wait() for process in processes] == [0, 0, 0]
    desk.key()
    assert desk.both() == (None, None)
    assert sum(entry["verb"] == "verify" and entry["phase"] == "outcome" for entry in desk.entries()) == 75
