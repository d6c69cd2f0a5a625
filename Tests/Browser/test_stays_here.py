"""The page asks nothing of any network, keeps nothing, and is what its sources give. The browser's proxy is a sink that remembers every request."""
import hashlib
import pathlib
import re
import subprocess
import sys

import browsers
import samples
import vault as v
from conftest import PAGE
from samples import PASSPHRASE
from test_page import done, make_vault, open_vault, pick, submit

ROOT = pathlib.Path(__file__).parent.parent.parent


def test_the_page_is_what_its_sources_give(tuckbox, tmp_path):
    built = subprocess.run([sys.executable, ROOT / "Scripts/build-reader", "--check"], capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    printed = tuckbox("reader", "-o", tmp_path / "page.html").stdout.decode().split()[0]
    assert (tmp_path / "page.html").read_bytes() == PAGE.read_bytes()
    assert printed == built.stdout.split()[0] == hashlib.sha256(PAGE.read_bytes()).hexdigest()


def test_the_script_has_no_way_out():
    """No code that sends, stores, speaks, or makes HTML or code of a string. The policy forbids most of it; this says that it is not even there."""
    script = PAGE.read_text().partition("\n<script>")[2]
    code = re.sub(r"(?m)^\s*(//|\*|/\*).*$", "", script)
    for word in ("fetch(", "XMLHttpRequest", "WebSocket", "EventSource", "sendBeacon", "RTCPeer", "localStorage", "sessionStorage", "indexedDB", "document.cookie",
                 "caches.", "console.", "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(", "Worker(", "import(", "window.open",
                 "location.", "http:", "postMessage", "Math.random", "serviceWorker", "setTimeout(\""):
        assert word not in code, word
    assert re.findall(r"https://[^\s)`\"]+", code) == []


def everything(page, folder):
    """All that the page can do, with hostile contents where there is a choice."""
    members = samples.SCHOOL + [v.Member(b"x.html", content=b'<img src="http://sink.example/html"><script src="http://sink.example/js"></script>'),
                                v.Member(b"y.txt", content=b'<img src="http://sink.example/txt">')]
    vault = samples.make(folder / "all.vault", members, [samples.passphrase_slot(), samples.recovery_slot()])
    open_vault(page, vault)
    page.click("#save-all")
    done(page)
    page.run("() => { for (let i = 0; i < current.vault.index.count; i++) if (current.vault.index.kind(i) === FILE) window.last = i; showFolder(-1); }")
    page.click("[aria-label='Preview y.txt']")
    page.wait("document.querySelector('#preview').open")
    page.press("Escape")
    page.run("() => showFolder(topFolder(current.vault.index) < 0 ? 0 : topFolder(current.vault.index))")
    page.run("() => { for (let i = 0; i < current.vault.index.count; i++) if (displayName(current.vault.index.path(i)).endsWith('scans')) showFolder(i); }")
    for name in ("drawing.png", "letter.pdf"):
        page.click(f"[aria-label='Preview {name}']")
        page.wait("document.querySelector('#preview').open")
        page.click("#preview-close")
    (folder / "plan.txt").write_text("changed")
    page.pick("#return-files", [folder / "plan.txt"])
    page.wait("!document.querySelector('#return-button').disabled")
    page.click("#return-button")
    done(page)
    page.click("#close")
    make_vault(page, [folder / "plan.txt"])
    done(page)


def test_a_sink_sees_no_request_while_the_page_does_everything(page, tmp_path):
    before = len(page.sink.seen)
    everything(page, tmp_path)
    seen = page.sink.seen[before:]
    assert seen == []


def test_the_sink_would_have_seen_it(browser, tmp_path):
    """The same browser, a page without our policy."""
    (tmp_path / "sends.html").write_text("<!DOCTYPE html><img src='http://sink.example/picture'><script>fetch('http://sink.example/fetch', { mode: 'no-cors' }).catch(() => {})</script>")
    before = len(browser.sink.seen)
    browser.open(tmp_path / "sends.html")
    # Firefox tries the port of HTTPS first, so the paths do not show.
    browsers.until(lambda: any("sink.example" in line for line in browser.sink.seen[before:]), "the sink")


def test_the_policy_stops_what_a_script_in_the_page_would_try(page):
    """If something of a vault ever ran, it would still be in a cage."""
    before = len(page.sink.seen)
    outcomes = page.run("""async () => {
        const tries = {
            fetch: () => fetch("http://sink.example/1", { mode: "no-cors" }),
            html: () => { document.createElement("div").innerHTML = "<b>"; },
            code: () => window["ev" + "al"]("1"),
            script: () => new Promise((resolve, reject) => {
                const script = document.createElement("script");
                script.onload = resolve;
                script.onerror = reject;
                script.src = "http://sink.example/2";
                document.head.append(script);
            }),
            picture: () => new Promise((resolve, reject) => {
                const picture = new Image();
                picture.onload = resolve;
                picture.onerror = reject;
                picture.src = "http://sink.example/3";
            }),
            worker: () => new Worker(URL.createObjectURL(new Blob(["1"]))),
        };
        const outcomes = {};
        for (const [name, attempt] of Object.entries(tries)) {
            try {
                await attempt();
                outcomes[name] = "allowed";
            } catch {
                outcomes[name] = "refused";
            }
        }
        return outcomes;
    }""")
    # WebDriver's own functions may evaluate strings; what matters of the rest is that nothing left the browser.
    outcomes.pop("code")
    outcomes.pop("worker")
    assert outcomes == {name: "refused" for name in outcomes}
    assert page.sink.seen[before:] == []
    page.console()


def test_nothing_is_stored(page, tmp_path):
    everything(page, tmp_path)
    page.click("#to-start")
    kept = page.run("""async () => [document.cookie, Object.keys(globalThis.localStorage ?? {}).length, Object.keys(globalThis.sessionStorage ?? {}).length,
        current, picked.file, chosen.length, blobAddresses.size, document.querySelector("#new-passphrase").value]""")
    assert kept == ["", 0, 0, None, None, 0, 0, ""]
    assert [entry for entry in page.console() if "PDF" not in entry and "pdf" not in entry and "fake worker" not in entry and "docBaseUrl" not in entry
            and "injection sink" not in entry] == []


def test_a_page_for_a_parent_opens_with_its_code(browser, tuckbox, tmp_path, shots):
    (tmp_path / "report.txt").write_text("Well done.\n")
    (tmp_path / "pass").write_text(PASSPHRASE + "\n")
    note = tuckbox("wrap", tmp_path / "report.txt", "--for-parent", "--passphrase-file", tmp_path / "pass").stdout.decode()
    code = re.search(r"(?m)^(tbkey1.*)$", note)[1]
    page = tmp_path / "report.html"
    assert code.replace(" ", "") not in page.read_text()
    browser.clear_downloads()
    browser.open(page)
    browser.wait("!document.querySelector('#vault-facts').hidden")
    assert browser.text("h1") == "Open your documents" and browser.run("() => document.querySelector('#vault-field').hidden")
    browser.screenshot(shots / f"{browser.name}-parent.png")
    browser.type("#code", code)
    submit(browser)
    browser.wait("!document.querySelector('#opened').hidden")
    browser.click("[aria-label='Preview report.txt']")
    browser.wait("document.querySelector('#preview').open")
    assert browser.text("#preview pre") == "Well done.\n".rstrip("\n") or browser.text("#preview pre") == "Well done.\n"
    browser.press("Escape")


def test_without_webcrypto_there_is_a_message(browser, tmp_path, shots):
    """The page as it is where the browser gives no crypto.subtle: over plain HTTP, say. The policy's hash would refuse an edited script, so it is taken out."""
    text = PAGE.read_text().replace("\n<script>\n", "\n<script>\nObject.defineProperty(window, 'crypto', { value: {} });\n")
    (tmp_path / "page.html").write_text(re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text))
    browser.open(tmp_path / "page.html")
    assert "cannot open vaults" in browser.text("#unsupported")
    assert browser.run("() => document.querySelector('#start').hidden")
    browser.screenshot(shots / f"{browser.name}-unsupported.png")


def test_without_javascript_there_is_a_message():
    text = PAGE.read_text()
    assert "This page needs JavaScript" in re.search(r"(?s)<noscript>(.*?)</noscript>", text)[1]


def test_a_changed_script_does_not_run(browser, tmp_path):
    """The policy's hash holds in both browsers: one byte more, and nothing runs. Whoever can change the policy too is not stopped by it."""
    (tmp_path / "page.html").write_text(PAGE.read_text().replace("start();\n</script>", "start(); \n</script>"))
    browser.open(tmp_path / "page.html")
    assert browser.run("() => document.querySelector('#start').hidden")
    browser.console()
