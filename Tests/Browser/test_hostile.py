"""Vaults whose maker knows the passphrase and chooses every byte: names, sizes and contents that would do harm elsewhere."""
import io
import struct
import time
import zipfile

import make_kit
import samples
import vault as v
from samples import PASSPHRASE
from test_page import done, heading, open_vault, pick, submit
from vault import FILE, FOLDER, Member

SCRIPT = b"<script>window.pwned = true; document.title = 'pwned'</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="parent.pwned = true"><script>parent.pwned = true</script></svg>'


def unharmed(page):
    return page.run("() => [window.pwned ?? null, document.title, document.querySelectorAll('script').length, document.querySelectorAll('main img, main svg, main b').length]") \
        == [None, "Open a vault", 1, 0]


def test_names_with_markup_are_text(page, tmp_path):
    names = [b"<img src=x onerror=window.pwned=true>.txt", b"<b>bold<", SCRIPT.replace(b"/", b"") + b".txt", "cod.\u202etxt.exe".encode(),
             b"line\nbreak\x1b[2J", b"\xff\xfe", b"javascript:window.pwned=true", b"__proto__", b"constructor", b'"><b>x', b"a" * 255]
    members = [Member(name, content=SCRIPT) for name in names]
    open_vault(page, samples.make(tmp_path / "<img src=x onerror=window.pwned=true>.vault", members, label=b"<b>LABEL</b>"))
    shown = page.run("() => Array.from(document.querySelectorAll('#members th'), (cell) => cell.textContent)")
    assert "<b>bold<" in shown and "\\xff\\xfe" in shown and "line\\x0abreak\\x1b[2J" in shown and "cod.\\u{202e}txt.exe" in shown
    assert page.text("[data-label]") == "<b>LABEL</b>".upper()
    # Previewed, the script in a text is text.
    page.run("() => Array.from(document.querySelectorAll('[aria-label^=Preview]')).forEach((button) => button.id = 'preview-' + button.getAttribute('aria-label').length)")
    page.click("[aria-label^='Preview']")
    page.wait("document.querySelector('#preview').open")
    assert page.text("#preview pre") == SCRIPT.decode()
    page.press("Escape")
    page.click("#save-all")
    done(page)
    assert unharmed(page)
    assert all(not set(name) & set('<>:"|?*\\\n\x1b\u202e') for name in zipfile.ZipFile(page.downloaded()).namelist())


def test_active_contents_never_run(page, tmp_path):
    """HTML and SVG have no preview; under another name they are refused by their first bytes, as text they are text."""
    members = [Member(b"a.html", content=SCRIPT), Member(b"b.svg", content=SVG), Member(b"c.png", content=SVG), Member(b"d.pdf", content=SCRIPT),
               Member(b"e.txt", content=SVG), Member(b"f.xhtml", content=SCRIPT), Member(b"g.htm", content=SCRIPT), Member(b"h.js", content=b"pwned = 1")]
    open_vault(page, samples.make(tmp_path / "active.vault", members))
    labels = page.run("() => Array.from(document.querySelectorAll('[aria-label^=Preview]'), (button) => button.getAttribute('aria-label'))")
    assert labels == ["Preview c.png", "Preview d.pdf", "Preview e.txt"]
    for label, words in zip(labels, ("not what its name says", "not what its name says", "onload")):
        page.click(f"[aria-label='{label}']")
        page.wait("document.querySelector('#preview').open")
        assert words in page.text("#preview-body")
        page.press("Escape")
        page.wait("!document.querySelector('#preview').open")
    time.sleep(0.3)
    assert unharmed(page)


def test_a_pdf_with_a_script_does_nothing_to_the_page(page, tmp_path):
    plain = samples.pdf("(app.alert)")
    evil = plain.replace(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(parent.pwned=true;app.launchURL('http://sink.example/pdf'))>>>>")
    open_vault(page, samples.make(tmp_path / "p.vault", [Member(b"p.pdf", content=evil)]))
    page.click("[aria-label='Preview p.pdf']")
    page.wait("document.querySelector('#preview iframe')")
    time.sleep(1.5)
    page.click("#preview-close")
    assert unharmed(page)
    page.console()


def test_names_that_climb_on_other_systems_are_tamed_in_the_zip(page, tmp_path):
    folder = Member(b"..\\..\\up", FOLDER, 0o755)
    members = [folder, Member(b"..\\..\\up/CON", content=b"1"), Member(b"..\\..\\up/con.txt", content=b"2"), Member(b"C:\\windows\\evil.exe", content=b"3"),
               Member(b"Same", content=b"4"), Member(b"same", content=b"5"), Member(b"trailing. ", content=b"6"), Member(b"...", content=b"7")]
    open_vault(page, samples.make(tmp_path / "z.vault", members))
    page.click("#save-all")
    done(page)
    archive = zipfile.ZipFile(page.downloaded())
    names = archive.namelist()
    assert len({name.lower() for name in names}) == len(names) == 8
    for name in names:
        assert "\\" not in name and ":" not in name and not name.startswith("/") and ".." not in name.split("/")
        assert all(part.rstrip(". ") == part and part.split(".")[0].lower() != "con" for part in name.rstrip("/").split("/"))
    assert sorted(archive.read(name) for name in names if not name.endswith("/")) == [b"1", b"2", b"3", b"4", b"5", b"6", b"7"]


def refused(page, path, words="This vault was altered"):
    pick(page, path)
    submit(page)
    assert heading(page) == words
    assert page.run("() => document.querySelector('#opened').hidden")


def test_huge_counts_are_refused_at_once(page, tmp_path):
    t, i = len(v.tar(samples.SCHOOL)), len(b"".join(map(v.record, samples.SCHOOL)))
    for name, footer in {"billion": v.footer(t, i, 1_000_000_000), "most": v.footer(t, i, 4_194_304), "all": v.footer(t, i, (1 << 64) - 1),
                         "index": v.footer(t, (1 << 64) - 1, 8), "tar": v.footer((1 << 64) - 1, i, 8), "wrap": v.footer((1 << 64) - i, i, 8)}.items():
        begun = time.monotonic()
        refused(page, samples.make_from(tmp_path / f"{name}.vault", make_kit.inner(samples.SCHOOL, footer=footer)))
        print(f"{page.name}: {name} refused in {time.monotonic() - begun:.1f} s")


def test_climbing_names_are_refused(page, tmp_path):
    for number, path in enumerate((b"../up", b"/etc/passwd", b"a/../../b", b"a//b", b".", b"a\0b")):
        parts = [Member(b"a", FOLDER, 0o755)] if path.startswith(b"a/") else []
        refused(page, samples.make_from(tmp_path / f"{number}.vault", make_kit.inner(parts + [Member(path)])))


def test_many_members_are_shown_in_portions(page, tmp_path):
    members = [Member(b"many", FOLDER, 0o755)] + [Member(b"many/%06d.txt" % number) for number in range(30_000)]
    open_vault(page, samples.make(tmp_path / "many.vault", members))
    assert page.run("() => document.querySelectorAll('#members tr').length") == 200
    page.click("#more")
    assert page.run("() => document.querySelectorAll('#members tr').length") == 400


def test_a_vault_that_would_keep_the_computer_busy_is_refused_before_any_work(page, kit):
    folder, _ = kit
    page.run("() => { window.derived = 0; const real = pbkdf2; pbkdf2 = (...all) => { window.derived++; return real(...all); }; }")
    for name in ("rounds-max-u32-eight-slots", "rounds-sum-over-limit", "slot-count-9"):
        pick(page, folder / f"{name}.vault")
        assert heading(page) == "This vault was altered"
    assert page.run("() => window.derived") == 0
