"""The conformance kit and third-party vectors in the page's own code, in both browsers, opened from a file: the verdicts of the command line."""
import json
import os
import pathlib

import pytest

HERE = pathlib.Path(__file__).parent
VECTORS = pathlib.Path(os.environ.get("TUCKBOX_VECTORS") or HERE.parent.parent.parent / "shared/vectors")


def pick_for_tests(browser, paths):
    """Files for a test's own function: an input that the page does not know."""
    browser.run("""() => {
        const input = document.createElement("input");
        Object.assign(input, { type: "file", multiple: true, id: "test-files" });
        document.body.append(input);
    }""")
    browser.pick("#test-files", paths)


def test_every_case_of_the_kit_gets_the_verdict_of_the_command_line(page, kit):
    folder, cases = kit
    pick_for_tests(page, [folder / case["file"] for case in cases] + sorted((folder / "secrets").iterdir()))
    results = page.run("(cases) => {" + (HERE / "kit.js").read_text() + "; return runKit(cases); }", cases)
    wrong = []
    for case, result in zip(cases, results, strict=True):
        same = all(result[name] == case[name] for name in ("file", "open", "warning", "verify", "sha256"))
        if not same or result["derivations"] > case["derivations_allowed"]:
            wrong.append((case["file"], case["open"], case["verify"], case["warning"], result))
    assert wrong == []
    assert len(results) > 300
    print(f"{page.name}: {len(results)} cases")


def test_wycheproof_vectors_of_cobblestone(page):
    path = VECTORS / "wycheproof/c2sp_chunked_encryption_aes_256_gcm_test.json"
    if not path.exists():
        pytest.skip(f"no vectors at {path}")
    tests = [test for group in json.loads(path.read_text())["testGroups"] for test in group["tests"]]
    results = page.run("""async (tests) => {
        const bytes = (text) => Uint8Array.from(text.match(/../g) ?? [], (byte) => parseInt(byte, 16));
        const results = [];
        for (const test of tests) {
            const stream = new Blob([bytes(test.ct)]).stream().pipeThrough(new DecompressionStream("deflate"));
            const stored = new Uint8Array(await new Response(stream).arrayBuffer());
            try {
                const message = await Message.open(bytes(test.key), bytes(test.ctx), new BlobSource(new Blob([stored]), 0, stored.length));
                const plain = await message.bytes(0, message.length);
                const again = [stored.subarray(0, 24), message.keys.commitment];
                for await (const part of sealChunks(message.keys, [plain])) again.push(part);
                const hash = hex(new Uint8Array(await crypto.subtle.digest("SHA-512", plain)));
                results.push(["valid", message.length, hash, equal(concat(...again), stored)]);
            } catch (problem) {
                results.push([problem instanceof BadMessage ? "invalid" : String(problem)]);
            }
        }
        return results;
    }""", tests)
    assert len(results) == 35
    for test, result in zip(tests, results, strict=True):
        expected = ["valid", test["msgLength"], test["msgSha512"], True] if test["result"] == "valid" else ["invalid"]
        assert result == expected, test["comment"]


def test_hpke_of_rfc_9180(page):
    path = VECTORS / "hpke_p256_aes256gcm_rfc9180.json"
    if not path.exists():
        pytest.skip(f"no vectors at {path}")
    ours = [one for one in json.loads(path.read_text()) if (one["mode"], one["kem_id"], one["kdf_id"], one["aead_id"]) == (0, 0x10, 1, 2)]
    assert ours
    for one in ours:
        # Public keys are needed beside the private ones to import them as JWK.
        results = page.run("""async (one) => {
            const bytes = (text) => Uint8Array.from(text.match(/../g) ?? [], (byte) => parseInt(byte, 16));
            const url = (data) => btoa(String.fromCharCode(...data)).replace(/\\+/g, "-").replace(/\\//g, "_").replace(/=/g, "");
            const key = (secret, point) => crypto.subtle.importKey("jwk", { kty: "EC", crv: "P-256", d: url(bytes(secret)),
                x: url(bytes(point).slice(1, 33)), y: url(bytes(point).slice(33)) }, P256_ECDH, false, ["deriveBits"]);
            const pkR = bytes(one.pkRm), enc = bytes(one.enc);
            const sender = await kemSharedSecret(await key(one.skEm, one.enc), pkR, enc, pkR);
            const receiver = await kemSharedSecret(await key(one.skRm, one.pkRm), enc, enc, pkR);
            const exporter = await exporterSecret(receiver, bytes(one.info));
            const exports = [];
            for (const each of one.exports) exports.push(hex(await hpkeExport(exporter, bytes(each.exporter_context), each.L)));
            return [hex(sender), hex(receiver), hex(exporter), exports];
        }""", one)
        assert results == [one["shared_secret"], one["shared_secret"], one["exporter_secret"], [each["exported_value"] for each in one["exports"]]]


def test_checksums(page):
    sums = page.run("() => [crc(CRC32C, ascii('123456789')), crc(CRC32, ascii('123456789')), crc(CRC32, ascii('789'), 0, 3, crc(CRC32, ascii('123456')))]")
    assert sums == [0xE3069283, 0xCBF43926, 0xCBF43926]


@pytest.mark.parametrize("text, passphrase", [
    ("a", "61"), (" a ", "206120"), ("e\u0301", "c3a9"), ("\ufeffa", "efbbbf61"), ("x" * 1024, "78" * 1024),
    ("", None), ("a\t", None), ("\x7f", None), ("\u0085", None), ("\ud800", None), ("x" * 1025, None), ("\u0958" * 300, None),
])
def test_passphrases(page_once, text, passphrase):
    result = page_once.run("(text) => { try { return hex(readPassphrase(JSON.parse(text))); } catch (problem) { return problem instanceof SecretProblem ? null : String(problem); } }", json.dumps(text))
    assert result == passphrase


@pytest.fixture(scope="module")
def page_once(browser):
    from conftest import PAGE
    browser.open(PAGE)
    return browser


def test_key_files(page_once):
    import vault as v
    line = v.write_key_file(bytes(range(16))).decode()
    text = line.strip()
    good = [line, text, text.upper() + "\r\n", "-".join(text), " ".join(text).title() + "\n", text[:20].upper() + text[20:]]
    swapped = text[:10] + text[11] + text[10] + text[12:]
    # U+212A is a capital whose small letter is k.
    bad = ["", text[:-1], text + "q", text + "\n\n", "\t" + text, swapped, "x" + text[1:], text.replace("tbkey1", "tbkey2"), text.replace("k", "\u212a")]
    read = "(texts) => texts.map((text) => { try { return hex(readKeyFile(ascii(text))); } catch (problem) { return problem instanceof SecretProblem ? null : String(problem); } })"
    assert page_once.run(read, good) == [bytes(range(16)).hex()] * len(good)
    assert page_once.run(read, bad) == [None] * len(bad)
