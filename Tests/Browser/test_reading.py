"""Reading a vault's file: as a stream, in slices where there is none, and when the file goes away meanwhile."""
import hashlib
import os
import shutil

import pytest

import browsers
import samples
import vault as v
from test_page import done, open_vault

CONTENT = os.urandom(1 << 20)
HASH = """async () => {
    const parts = [];
    for await (const { pieces } of current.vault.allContents()) parts.push(...pieces);
    return hex(await sha256(concat(...parts)));
}"""


@pytest.fixture(scope="session")
def several_steps(tmp_path_factory):
    """A vault whose contents are read in several steps of half a MiB."""
    return samples.make(tmp_path_factory.mktemp("reading") / "a.vault", [v.Member(b"a.bin", content=CONTENT), v.Member(b"b.bin", content=CONTENT)])


@pytest.fixture
def opened(page, several_steps, tmp_path):
    shutil.copy(several_steps, tmp_path / "a.vault")
    open_vault(page, tmp_path / "a.vault")
    return page


def expected():
    return hashlib.sha256(CONTENT + CONTENT).hexdigest()


def test_a_stream_gives_all_and_is_let_go(opened):
    assert opened.run(HASH) == expected()
    assert opened.run("""async () => {
        const seen = [];
        for await (const { record } of current.vault.allContents()) {
            seen.push(readers.size);
            if (record === 1) break;
        }
        return [Math.max(...seen), readers.size];
    }""") == [1, 0]


NO_STREAM = "() => { ReadableStream.prototype.getReader = () => { throw new TypeError('not a byte stream'); }; }"
# The stream gives two pieces, and then this.
CUT = """() => {
    const read = ReadableStreamBYOBReader.prototype.read;
    let calls = 0;
    ReadableStreamBYOBReader.prototype.read = function (view) { return ++calls > 2 ? %s : read.call(this, view); };
}"""


@pytest.mark.parametrize("change", [NO_STREAM, CUT % "Promise.reject(new TypeError('failed'))", CUT % "Promise.resolve({ done: true })"], ids=["none", "fails", "ends"])
def test_slices_give_what_a_stream_does_not(opened, change):
    opened.run(change)
    assert opened.run(HASH) == expected()
    assert opened.run("() => readers.size") == 0


def test_a_vault_that_is_gone_is_said(opened, tmp_path):
    (tmp_path / "a.vault").unlink()
    opened.click("#save-all")
    done(opened)
    assert opened.run("() => document.querySelector('#status strong').textContent") == "The vault can no longer be read"


def test_collecting_garbage_ends_no_read(opened):
    """Chromium took readers that nothing referred to, and the page waited for ever."""
    if opened.name != "chromium":
        pytest.skip("Firefox has no command for collecting garbage, and was never seen to take a reader")
    opened.run("""() => {
        window.rounds = 0;
        (async () => {
            for (; rounds < 20; window.rounds++) for await (const _ of current.vault.allContents());
        })();
    }""")

    def all_read():
        opened.driver.execute_cdp_cmd("HeapProfiler.collectGarbage", {})
        return opened.run("() => rounds") == 20

    browsers.until(all_read, "twenty readings")
