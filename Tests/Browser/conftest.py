import os
import pathlib
import subprocess
import sys

import pytest

HERE = pathlib.Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "Interop")]

import browsers
import make_kit
import record
from sink import Sink

PAGE = HERE.parent.parent / "Sources/CReaderPage/open-vault.html"


@pytest.fixture(scope="session")
def kit(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kit")
    return folder, make_kit.main(str(folder))


@pytest.fixture(scope="session", params=["chromium", "firefox"])
def browser(request):
    if not browsers.installed(request.param):
        pytest.skip(f"{request.param} is not installed: Scripts/install-packages --all")
    sink = Sink()
    made = {"chromium": browsers.Chromium, "firefox": browsers.Firefox}[request.param](sink)
    made.sink = sink
    yield made
    made.close()


@pytest.fixture
def page(browser):
    """The page, freshly opened from disk."""
    browser.clear_downloads()
    browser.open(PAGE)
    browser.console()
    return browser


@pytest.fixture(scope="session")
def shots():
    """Where the screenshots go: TUCKBOX_SHOTS, or .build-shots in the project."""
    folder = pathlib.Path(os.environ.get("TUCKBOX_SHOTS") or HERE.parent.parent / ".build-shots")
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def tuckbox(tmp_path_factory):
    program = os.environ.get("TUCKBOX")
    if not program:
        pytest.skip("TUCKBOX does not name the program")
    record.begin(tmp_path_factory)

    def run(*arguments, status=0, **options):
        result = subprocess.run([program, *map(str, arguments)], capture_output=True, timeout=120, **options)
        assert result.returncode == status, result.stderr.decode()
        return result

    return run
