"""LibreOffice saves over an old file on the stick, as its users do: by its own Save, driven without a window."""
import os
import pathlib
import shutil
import subprocess

import pytest
from material import MARKER, PUPILS, traces
from mounted import wait

OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(not OFFICE, reason="LibreOffice is not installed")
SCRIPT = pathlib.Path(__file__).parent / "office_save.py"
PYTHON = "/usr/bin/python3"

# What there is before: made by LibreOffice itself, with nobody in it.
CLEAN_TEXT = "Fractions. A train leaves at noon. How long does it take?"
KINDS = ["docx", "odt", "xlsx", "ods", "fodt"]


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Runs the script in one LibreOffice for all tests."""
    place = tmp_path_factory.mktemp("office")
    pipe = f"tuckbox{os.getpid()}"
    process = subprocess.Popen(
        [OFFICE, "--headless", "--norestore", "--nologo", f"-env:UserInstallation=file://{place}/profile", f"--accept=pipe,name={pipe};urp;"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ | {"HOME": str(place)})

    def run(*arguments):
        return subprocess.run([PYTHON, SCRIPT, pipe, *map(str, arguments)], capture_output=True, text=True, timeout=180)
    wait(lambda: run("ping").returncode == 0, "LibreOffice", 120)
    yield run
    process.terminate()
    process.wait(30)


@pytest.mark.parametrize("kind", KINDS)
def test_saving_protected_data_fails_and_the_old_version_stays(gate, office, tmp_path, kind):
    here = gate()
    target = here.mount / f"report.{kind}"
    made = office("new", target, CLEAN_TEXT)
    assert made.returncode == 0, made.stderr
    old = target.read_bytes()
    listing = tmp_path / "text"
    listing.write_bytes(PUPILS)
    done = office("edit", target, listing)
    assert done.returncode == 3, (done.stdout, done.stderr)
    here.wait_for("protected data")
    assert target.read_bytes() == old
    assert [name for name in os.listdir(here.mount) if name.startswith("report")] == [f"report.{kind}"]
    here.close()
    assert here.medium.holds(MARKER.encode()) == []


@pytest.mark.parametrize("kind", KINDS)
def test_saving_a_worksheet_works(gate, office, tmp_path, kind):
    here = gate()
    target = here.mount / f"report.{kind}"
    assert office("new", target, CLEAN_TEXT).returncode == 0
    old = target.read_bytes()
    (tmp_path / "text").write_text("Question 2. And how long does it take to come back?")
    done = office("edit", target, tmp_path / "text")
    assert done.returncode == 0, (done.stderr, here.said())
    assert target.read_bytes() != old
    here.close()
    assert "report" not in here.said()
    assert (here.real / f"report.{kind}").stat().st_size > 1000
