"""Commands of the tests record what they do in a folder of the run's own, where the record has begun before."""
import os
import subprocess

import pytest


@pytest.fixture(scope="session", autouse=True)
def record(tmp_path_factory):
    if "TUCKBOX" in os.environ:
        os.environ["XDG_STATE_HOME"] = str(tmp_path_factory.mktemp("state"))
        subprocess.run([os.environ["TUCKBOX"], "log", "init", "-q"], check=True)
