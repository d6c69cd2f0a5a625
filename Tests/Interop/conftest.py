"""Commands of the tests record what they do in a folder of the run's own."""
import os

import pytest
import record


@pytest.fixture(scope="session", autouse=True)
def begun_record(tmp_path_factory):
    if "TUCKBOX" in os.environ:
        record.begin(tmp_path_factory)
