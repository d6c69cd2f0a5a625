"""What a file manager gets: the type of vaults, entries for its menus, and the action behind them, in a terminal of its own."""
import os
import pathlib
import pty
import subprocess

import pytest
from conftest import PROGRAM

DESKTOP = pathlib.Path(__file__).resolve().parents[2] / "Scripts/packaging/desktop"
PASSPHRASE = "wobbly giraffes paint eleven teapots"


def in_terminal(folder, typed, *arguments):
    """Runs the action as a terminal would, types what is given, and returns the status and all that was shown."""
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(folder)
        os.execve(DESKTOP / "desktop-action", ["desktop-action", *arguments],
                  os.environ | {"TUCKBOX": str(PROGRAM), "XDG_STATE_HOME": str(folder / "state")})
    shown = b""
    waiting = list(typed)
    while True:
        try:
            piece = os.read(terminal, 4096)
        except OSError:
            break
        if not piece:
            break
        shown += piece
        if waiting and waiting[0][0] in shown:
            prompt, answer = waiting.pop(0)
            shown = shown.replace(prompt, b"", 1)
            os.write(terminal, answer.encode() + b"\n")
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), shown.decode()


def test_a_menu_encrypts_and_opens_and_waits_to_be_read(tmp_path):
    (tmp_path / "-odd name.txt").write_text("reading ages")
    status, shown = in_terminal(tmp_path, [(b"new passphrase", PASSPHRASE), (b"the same again", PASSPHRASE), (b"Press Enter", "")], "encrypt", "-odd name.txt")
    assert status == 0 and "Done." in shown and (tmp_path / "-odd name.txt.vault").exists(), shown
    (tmp_path / "-odd name.txt").unlink()
    status, shown = in_terminal(tmp_path, [(b"passphrase for", PASSPHRASE), (b"Press Enter", "")], "open", "-odd name.txt.vault")
    assert status == 0 and (tmp_path / "-odd name.txt").read_text() == "reading ages", shown


def test_what_fails_stays_to_be_read(tmp_path):
    (tmp_path / "no.vault").write_text("no vault")
    status, shown = in_terminal(tmp_path, [(b"Press Enter", "")], "open", "no.vault")
    assert status == 10 and "is not a vault" in shown and "That did not work" in shown


@pytest.mark.parametrize("entry", sorted(DESKTOP.glob("tuckbox-*.desktop")), ids=lambda path: path.name)
def test_desktop_entries_are_valid(entry):
    assert subprocess.run(["desktop-file-validate", "--no-hints", entry], capture_output=True, text=True).stdout == ""


def test_a_vault_is_known_by_its_name_and_by_what_is_in_it(tuckbox, keys, tmp_path):
    packages = tmp_path / "share/mime/packages"
    packages.mkdir(parents=True)
    (packages / "tuckbox.xml").write_bytes((DESKTOP / "tuckbox.xml").read_bytes())
    subprocess.run(["update-mime-database", packages.parent], check=True, capture_output=True)
    (tmp_path / "a").write_text("a")
    assert tuckbox("wrap", "a", "-o", "b.vault", "--recovery-key", keys / "rk.pub", cwd=tmp_path).returncode == 0
    (tmp_path / "without a suffix").write_bytes((tmp_path / "b.vault").read_bytes())
    environment = os.environ | {"XDG_DATA_HOME": str(tmp_path / "share"), "XDG_DATA_DIRS": "/usr/share"}
    for name in ("b.vault", "without a suffix"):
        said = subprocess.run(["gio", "info", "-a", "standard::content-type", name], cwd=tmp_path, env=environment, capture_output=True, text=True).stdout
        assert "application/vnd.tuckbox.vault" in said, said
