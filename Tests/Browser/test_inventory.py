"""The page that `tuckbox inventory` writes, with axe and pictures."""
from seen import Seen


def test_the_inventory_is_accessible_and_shows_no_markup_of_a_name(browser, tuckbox, shots, tmp_path):
    (tmp_path / "pass").write_text("wobbly giraffes paint twelve teapots")
    (tmp_path / "a").write_text("a")
    vaults = tmp_path / "vaults"
    vaults.mkdir()
    for name, more in {"one": (), "<img src=x onerror=alert(1)>": (), "away": ("--due", "8888-01-31"), "out": ("--due", "9999-12-31")}.items():
        tuckbox("wrap", tmp_path / "a", "-q", "-o", vaults / f"{name}.vault", "--passphrase-file", tmp_path / "pass",
                "--trail", tmp_path / "trail", *more)
    (vaults / "away.vault").unlink()
    # No vault is made that is overdue already: time is made to pass in the record, which only shows what it says here.
    for month in (tmp_path / "trail").glob("*.log"):
        month.write_text(month.read_text().replace("8888-01-31", "2020-01-31"))
    tuckbox("inventory", vaults, "-q", "--page", tmp_path / "inventory.html", "--show-names", "--trail", tmp_path / "trail")
    browser.open(tmp_path / "inventory.html")
    assert browser.run("() => document.images.length") == 0
    assert "onerror" in browser.run("() => document.body.innerText")
    assert browser.run("() => document.querySelectorAll('tbody tr.overdue').length") == 1
    seen = Seen(browser, shots)
    seen("inventory")
    assert seen.problems == []
