"""The page as people see it: every state, by mouse and by keyboard, with axe and a screenshot of each.

The screenshots go to .build-shots, to be looked at."""
import hashlib
import io
import pathlib
import zipfile

import pytest

import samples
import vault as v
from conftest import PAGE
from samples import PASSPHRASE
from seen import Seen


@pytest.fixture
def seen(page, shots):
    looked = Seen(page, shots)
    yield looked
    assert looked.problems == []
    assert page.console() == []


@pytest.fixture(scope="session")
def vaults(tmp_path_factory, kit):
    folder = tmp_path_factory.mktemp("vaults")
    kinds = {
        "plain": {}, "two": {"slots": [samples.passphrase_slot(samples.CODE)], "flags": 1},
        "recovery": {"slots": [samples.recovery_slot()]},
        "many": {"slots": [samples.passphrase_slot(), samples.passphrase_slot(text="somebody else's passphrase"), samples.recovery_slot()]},
    }
    return {name: samples.make(folder / f"SEN {name}.vault", **how) for name, how in kinds.items()}


def pick(page, path):
    page.pick("#vault-file", [path])
    page.wait("!document.querySelector('#vault-facts').hidden || document.querySelector('#open-problem').textContent")


def submit(page, passphrase=PASSPHRASE):
    if passphrase is not None:
        page.run("() => { document.querySelector('#passphrase').value = ''; }")
        page.type("#passphrase", passphrase)
    page.click("#open-button")
    page.wait("document.querySelector('#working').hidden && (!document.querySelector('#opened').hidden || document.querySelector('#open-problem').textContent)")


def open_vault(page, path):
    pick(page, path)
    submit(page)
    page.wait("!document.querySelector('#opened').hidden")


def heading(page):
    return page.run("() => document.querySelector('#open-problem strong')?.textContent")


def done(page):
    page.wait("document.querySelector('#working').hidden && document.querySelector('#status').textContent")


def test_start(page, seen):
    seen("start", wide=True)
    page.click("#open-button")
    assert heading(page) == "Pick a vault first"
    seen("nothing-picked")


def test_opening_tells_five_things_apart(page, seen, vaults, kit, tmp_path):
    folder, _ = kit
    pick(page, vaults["plain"])
    assert "OFFICIAL-SENSITIVE" in page.text("#vault-summary")
    seen("picked")
    submit(page, "not this one")
    assert heading(page) == "That passphrase does not open this vault"
    assert page.run("() => document.activeElement.id") == "passphrase"
    seen("wrong-passphrase")
    for name, words, passphrase in [
        ("random-bytes", "This is not a vault", None), ("unknown-version", "This vault was made by a newer tuckbox", None),
        ("cut-at-the-end", "This vault is damaged", None), ("mac-wrong", "This vault was altered", "correct horse"),
        ("tar-header-differs", "This vault was altered", "correct horse"), ("chunk-last-tag-damaged", "This vault is damaged", "correct horse"),
    ]:
        pick(page, folder / f"{name}.vault")
        if passphrase:
            submit(page, passphrase)
        assert heading(page) == words, name
        assert page.run("() => document.querySelector('#opened').hidden")
        seen(f"refused-{name}")


def test_a_second_factor_is_asked_for(page, seen, vaults):
    pick(page, vaults["two"])
    assert page.run("() => document.querySelector('#code-field').open")
    submit(page)
    assert heading(page) == "This vault also needs a code"
    seen("code-missing")
    text = v.write_key_file(samples.CODE).decode().strip()
    page.type("#code", text[:-1] + ("q" if text[-1] != "q" else "p"))
    page.click("#open-button")
    page.wait("document.querySelector('#open-problem').textContent.includes('mistake')")
    seen("code-mistyped", wide=True)
    page.run("() => { document.querySelector('#code').value = ''; }")
    page.type("#code", f" {text[:10].upper()} {text[10:20]}-{text[20:]} ")
    submit(page, None)
    page.wait("!document.querySelector('#opened').hidden")


def test_a_recovery_key_opens(page, seen, vaults, tmp_path):
    from cryptography.hazmat.primitives import serialization
    key = tmp_path / "school.pem"
    key.write_bytes(samples.RECOVERY.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    pick(page, vaults["recovery"])
    assert page.run("() => document.querySelector('#passphrase-field').hidden")
    seen("recovery")
    page.pick("#recovery", [key])
    submit(page, None)
    page.wait("!document.querySelector('#opened').hidden")


def test_a_protected_recovery_key_opens(page, seen, kit):
    folder, _ = kit
    pick(page, folder / "recovery-encrypted.vault")
    page.pick("#recovery", [folder / "secrets/recovery-encrypted.pem"])
    page.wait("!document.querySelector('#recovery-passphrase-field').hidden")
    page.type("#recovery-passphrase", "wrong")
    submit(page, None)
    assert "does not open this recovery key" in heading(page)
    seen("recovery-protected")
    page.run("() => { document.querySelector('#recovery-passphrase').value = ''; }")
    page.type("#recovery-passphrase", "locked drawer")
    submit(page, None)
    page.wait("!document.querySelector('#opened').hidden")


def names(page):
    return page.run("() => Array.from(document.querySelectorAll('#members th'), (cell) => cell.textContent)")


def test_contents_are_browsed_previewed_and_saved(page, seen, vaults):
    open_vault(page, vaults["plain"])
    assert page.run("() => document.activeElement.id") == "opened-title"
    assert names(page) == ["latest → plan.txt", "plan.txt", "register.csv", "report.docx", "scans/"]
    seen("opened", wide=True)
    page.click("#crumbs button")
    assert names(page) == ["SEN reviews/"]
    seen("top")
    page.click("#members button")
    page.click("[aria-label='Preview plan.txt']")
    page.wait("document.querySelector('#preview').open")
    assert "Café at noon" in page.text("#preview pre")
    seen("preview-text", wide=True)
    page.press("Escape")
    page.wait("!document.querySelector('#preview').open && !document.querySelector('#preview-body').children.length")
    assert not page.run("() => Boolean(document.querySelector(\"[aria-label='Preview report.docx']\"))")

    page.click("[aria-label='Save report.docx']")
    done(page)
    saved = page.downloaded()
    assert saved.name == "report.docx" and saved.read_bytes() == samples.SCHOOL[4].content
    seen("saved")

    page.run("() => Array.from(document.querySelectorAll('#members th button')).pop().click()")
    assert names(page) == ["drawing.png", "letter.pdf"]
    page.click("[aria-label='Preview drawing.png']")
    page.wait("document.querySelector('#preview img')?.naturalWidth === 320")
    seen("preview-picture")
    page.click("#preview-close")
    page.click("[aria-label='Preview letter.pdf']")
    page.wait("document.querySelector('#preview iframe')")
    import time
    time.sleep(1.5)
    seen("preview-pdf")
    page.click("#preview-close")
    # Firefox's own viewer talks to the console, of what our policy keeps it from.
    page.console()

    known = {path.name for path in page.downloads.iterdir()}
    page.click("#save-all")
    done(page)
    archive = zipfile.ZipFile(page.downloaded(known))
    assert archive.testzip() is None
    expected = {m.path.decode(): bytes(m.content) for m in samples.SCHOOL if m.kind == v.FILE}
    assert {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")} == expected
    page.click("#close")
    page.wait("!document.querySelector('#start').hidden")
    assert page.run("() => [current, picked.file, document.querySelector('#passphrase').value, document.querySelector('#members').children.length]") == [None, None, "", 0]


def test_changes_are_taken_back(page, seen, vaults, tmp_path):
    open_vault(page, vaults["many"])
    (tmp_path / "register.csv").write_bytes(b"name,hours\nA. Example,4\n")
    (tmp_path / "note.txt").write_bytes(b"new\n")
    page.pick("#return-files", [tmp_path / "register.csv", tmp_path / "note.txt"])
    page.wait("document.querySelectorAll('#return-plan li').length === 2")
    assert "takes the place of “SEN reviews/register.csv”" in page.text("#return-plan")
    page.click("#return-button")
    page.wait("document.querySelector('#return-problem').textContent")
    seen("return-consent", wide=True)
    page.click("#return-consent")
    page.click("#return-button")
    done(page)
    seen("returned")
    path = page.downloaded()
    assert path.name == "SEN many (changed).vault"
    before, _ = v.open_vault(vaults["many"], v.Secrets(passphrase=PASSPHRASE.encode()))
    for secrets in (v.Secrets(passphrase=PASSPHRASE.encode()), v.Secrets(recovery_key=samples.RECOVERY)):
        facts, members = v.open_vault(path, secrets, verify=True)
        assert (facts.vault_id, facts.label, facts.seq, facts.slot_kinds, facts.created) == (before.vault_id, before.label, 1, [1, 3], before.created)
    found = {m.path: bytes(m.content) for m in members}
    expected = {m.path: bytes(m.content) for m in samples.SCHOOL} | {b"SEN reviews/register.csv": b"name,hours\nA. Example,4\n", b"SEN reviews/note.txt": b"new\n"}
    assert found == expected
    assert next(m.mode for m in members if m.path.endswith(b"plan.txt")) == 0o640
    with pytest.raises(v.VaultError):
        v.open_vault(path, v.Secrets(passphrase=b"somebody else's passphrase"))


def test_two_factors_are_kept_on_the_way_back(page, vaults, tmp_path):
    pick(page, vaults["two"])
    page.type("#code", v.write_key_file(samples.CODE).decode().strip())
    submit(page)
    page.wait("!document.querySelector('#opened').hidden")
    (tmp_path / "plan.txt").write_bytes(b"changed\n")
    page.pick("#return-files", [tmp_path / "plan.txt"])
    page.wait("!document.querySelector('#return-button').disabled")
    page.click("#return-button")
    done(page)
    facts, members = v.open_vault(page.downloaded(), v.Secrets(passphrase=PASSPHRASE.encode(), key_file=samples.CODE), verify=True)
    assert (facts.two_factors, facts.slot_kinds) == (True, [2])


def test_a_name_that_is_taken_is_said(page, vaults, tmp_path):
    open_vault(page, vaults["plain"])
    (tmp_path / "scans").write_bytes(b"a file with the name of a folder")
    page.pick("#return-files", [tmp_path / "scans"])
    page.wait("!document.querySelector('#return-button').disabled")
    page.click("#return-button")
    page.wait("document.querySelector('#return-problem').textContent")
    assert "One of the names does not fit" in page.text("#return-problem")


def make_vault(page, files, passphrase="violet umbrella trains"):
    page.click("#to-make")
    page.pick("#make-files", files)
    page.type("#new-passphrase", passphrase)
    page.type("#new-again", passphrase)
    page.click("#make-button")


def test_a_new_vault_is_made(page, seen, tmp_path, tuckbox):
    from cryptography.hazmat.primitives import serialization
    (tmp_path / "a.txt").write_bytes(b"A\n" * 100000)
    (tmp_path / "<b>é.txt").write_bytes(b"")
    public = tmp_path / "school.pub"
    public.write_bytes(samples.RECOVERY.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo))
    page.click("#to-make")
    seen("make")
    page.pick("#make-files", [tmp_path / "a.txt", tmp_path / "<b>é.txt"])
    page.type("#new-passphrase", "short")
    page.click("#make-button")
    page.wait("document.querySelector('#make-problem').textContent.includes('too short')")
    seen("make-refused", wide=True)
    page.type("#new-passphrase", " umbrella trains")
    page.type("#new-again", "short umbrella trains")
    page.run("() => { document.querySelector('#make details').open = true; }")
    page.pick("#new-recovery", [public])
    page.click("#make-button")
    done(page)
    seen("made")
    path = page.downloaded()
    (tmp_path / "pass").write_text("short umbrella trains\n")
    tuckbox("verify", path, "--passphrase-file", tmp_path / "pass")
    tuckbox("unwrap", path, "--passphrase-file", tmp_path / "pass", "-o", tmp_path / "out")
    out = tmp_path / "out"
    assert (out / "a.txt").read_bytes() == b"A\n" * 100000 and (out / "<b>é.txt").read_bytes() == b""
    facts, _ = v.open_vault(path, v.Secrets(recovery_key=samples.RECOVERY), verify=True)
    assert facts.slot_kinds == [1, 3] and facts.label == "OFFICIAL-SENSITIVE"


def test_suggested_passphrases_differ(page):
    page.click("#to-make")
    texts = set()
    for _ in range(3):
        page.click("#suggest")
        texts.add(page.run("() => document.querySelector('#new-passphrase').value"))
    assert len(texts) == 3 and all(len(text) == 24 for text in texts)


def test_what_tuckbox_wraps_opens_here(page, tuckbox, tmp_path):
    (tmp_path / "pass").write_text(PASSPHRASE + "\n")
    (tmp_path / "tree").mkdir()
    for size in (0, 1, 16384, 300_000):
        (tmp_path / "tree" / f"{size}.bin").write_bytes(hashlib.shake_128(str(size).encode()).digest(size))
    tuckbox("wrap", tmp_path / "tree", "-o", tmp_path / "tree.vault", "--passphrase-file", tmp_path / "pass")
    open_vault(page, tmp_path / "tree.vault")
    page.click("#save-all")
    done(page)
    archive = zipfile.ZipFile(page.downloaded())
    for path in (tmp_path / "tree").iterdir():
        assert archive.read(f"tree/{path.name}") == path.read_bytes()


def test_a_stream_in_parts_is_one_file(page, kit):
    folder, _ = kit
    pick(page, folder / "parts.vault")
    submit(page, "correct horse")
    assert names(page) == ["s", "t"]
    page.click("[aria-label='Save s']")
    done(page)
    assert page.downloaded().read_bytes() == b"onetwothree"


def test_a_damaged_part_costs_only_its_files(page, seen, tmp_path):
    members = [v.Member(b"broken.bin", content=bytes(40000)), v.Member(b"whole.txt", content=b"still here\n" * 5000)]
    data = bytearray(samples.make(tmp_path / "a.vault", members).read_bytes())
    data[4096 + 56 + 20000] ^= 1
    (tmp_path / "a.vault").write_bytes(data)
    open_vault(page, tmp_path / "a.vault")
    assert "broken.bin" in page.text("#opened-problem") and "whole.txt" not in page.text("#opened-problem")
    assert page.run("() => [document.querySelector('#save-all').hidden, document.querySelector('#return').hidden]") == [True, True]
    seen("damaged-part", wide=True)
    assert not page.run("() => Boolean(document.querySelector(\"[aria-label='Save broken.bin']\"))")
    page.click("[aria-label='Save whole.txt']")
    done(page)
    assert page.downloaded().read_bytes() == b"still here\n" * 5000


def test_a_damaged_header_copy_is_said(page, seen, kit):
    folder, _ = kit
    pick(page, folder / "copy-b-bit.vault")
    submit(page, "correct horse")
    assert "Make a new vault" in page.text("#opened-problem")
    seen("warning")


def test_by_keyboard_alone(page, vaults):
    """From the address bar to a saved file: Tab, typing, Enter. Picking the file is the browser's own dialogue."""
    page.take_focus()
    page.open(PAGE)
    page.pick("#vault-file", [vaults["plain"]])
    page.wait("!document.querySelector('#vault-facts').hidden")
    page.run("() => document.querySelector('#vault-file').focus()")

    def tab_to(condition):
        for _ in range(30):
            page.press("Tab")
            if page.run(f"() => Boolean({condition})"):
                return
        raise AssertionError(f"Tab never reaches {condition}")

    tab_to("document.activeElement.id === 'passphrase'")
    page.press(*PASSPHRASE, "Enter")
    page.wait("!document.querySelector('#opened').hidden")
    tab_to("document.activeElement.textContent === 'scans/'")
    page.press("Enter")
    page.wait("document.querySelector('#here') === document.activeElement")
    page.press("Shift+Tab", "Enter")
    page.wait("document.querySelector('#here') === document.activeElement && document.activeElement.textContent === 'SEN reviews'")
    tab_to("document.activeElement.getAttribute('aria-label') === 'Preview plan.txt'")
    page.press("Enter")
    page.wait("document.querySelector('#preview').open")
    page.press("Escape")
    page.wait("document.activeElement.getAttribute('aria-label') === 'Preview plan.txt'")
    tab_to("document.activeElement.getAttribute('aria-label') === 'Save plan.txt'")
    page.press("Enter")
    done(page)
    assert page.downloaded().name == "plan.txt"


def test_it_takes_three_actions(page, vaults):
    """Pick the vault, type the passphrase, Enter: the documents are there."""
    actions = 0
    page.pick("#vault-file", [vaults["plain"]])
    actions += 1
    page.type("#passphrase", PASSPHRASE)
    actions += 1
    page.press("Enter")
    actions += 1
    page.wait("document.querySelector('#members').children.length")
    assert actions == 3
