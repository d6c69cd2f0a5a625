"""Where the commands of tests keep their record: a folder of the run's own, where it has begun before."""
import os
import pathlib
import subprocess
import tempfile


def begin(tmp_path_factory):
    """With TUCKBOX_RECORDS the folder is below that, and stays: Scripts/test looks through all of them at the end."""
    kept = os.environ.get("TUCKBOX_RECORDS")
    place = pathlib.Path(tempfile.mkdtemp(dir=kept)) if kept else tmp_path_factory.mktemp("state")
    os.environ["XDG_STATE_HOME"] = str(place)
    subprocess.run([os.environ["TUCKBOX"], "log", "init", "-q"], check=True)
