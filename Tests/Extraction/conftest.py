"""Tests of the sandboxed helper with real documents. TUCKBOX names the program beside which tuckbox-scan and scan-driver were built."""
import json
import os
import pathlib
import subprocess
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
PROGRAMS = pathlib.Path(os.environ.get("TUCKBOX", ".build-test/release/tuckbox")).resolve().parent
HELPER, DRIVER = PROGRAMS / "tuckbox-scan", PROGRAMS / "scan-driver"


def pytest_collection_modifyitems(items):
    if not HELPER.exists() or not DRIVER.exists():
        for item in items:
            item.add_marker(pytest.mark.skip(reason="TUCKBOX does not name the programs to test"))


@pytest.fixture
def scan(tmp_path):
    """The outcome and pieces of documents, by way of helpers: scan({name: bytes}) or scan([path]), each a dictionary."""
    def run(documents, *flags, timeout=300):
        if isinstance(documents, dict):
            folder = tmp_path / "documents"
            folder.mkdir(exist_ok=True)
            paths = []
            for name, content in documents.items():
                (folder / name).write_bytes(content)
                paths.append(folder / name)
        else:
            paths = documents
        done = subprocess.run([DRIVER, HELPER, *flags], input=b"\0".join(os.fsencode(p) for p in paths), capture_output=True, timeout=timeout)
        assert done.returncode == 0, done.stderr.decode()
        return [json.loads(line) for line in done.stdout.splitlines()]
    return run


def strings(result):
    """All text of all pieces, a cell or a piece a line."""
    found = []
    for piece in result["content"]:
        for value in piece.values():
            found += value if isinstance(value, list) else [value]
    return "\n".join(found)
