"""The report of an audit and the form of an incident, with axe, in light and dark, and as pictures; also with a medium that says hostile things."""
import pathlib
import sys

import pytest

sys.path.append(str(pathlib.Path(__file__).parent.parent / "Audit"))
import audits
from seen import Seen

MADE = {"typical": audits.typical, "hostile": audits.hostile, "huge": lambda: audits.huge(4_000),
        "clean": lambda: audits.audit([audits.file(1, "clean")], confidence={"level": "full", "gaps": []}, owner_hints=[])}


@pytest.mark.parametrize("name", MADE)
def test_pages_are_accessible_and_show_no_markup_of_a_medium(browser, tuckbox, shots, tmp_path, name):
    audit = audits.write(tmp_path / "audit.json", MADE[name]())
    tuckbox("incident", "new", "-q", "--from", audit, "-o", tmp_path / "form.html", "--annex", tmp_path / "report.html",
            "--became-aware", "2026-10-23 09:10", "--trail", tmp_path / "trail")
    seen = Seen(browser, shots)
    for page in ("report", "form"):
        browser.open(tmp_path / f"{page}.html")
        assert browser.run("() => document.images.length + document.scripts.length + document.links.length") == 0
        assert browser.run("() => [...document.querySelectorAll('*')].filter((one) => [...one.attributes].some((a) => a.name.startsWith('on'))).length") == 0
        # Small enough to be looked at.
        assert browser.run("() => document.querySelectorAll('*').length") < 12_000
        seen(f"{page}-{name}", wide=name != "huge")
    assert seen.problems == []


def test_what_is_typed_into_the_form_is_printed(browser, tuckbox, tmp_path):
    audit = audits.write(tmp_path / "audit.json", audits.typical())
    tuckbox("incident", "new", "-q", "--from", audit, "-o", tmp_path / "form.html", "--trail", tmp_path / "trail")
    browser.open(tmp_path / "form.html")
    unnamed = browser.run("() => [...document.querySelectorAll('textarea, input')].filter((one) => !one.labels.length && !one.ariaLabel).length")
    assert unnamed == 0
    browser.type("textarea", "Example Primary School")
    assert browser.run("() => document.querySelector('textarea').value") == "Example Primary School"
