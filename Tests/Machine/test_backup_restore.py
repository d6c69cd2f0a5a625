"""A backup comes back on another machine: a Debian 12 with a PostgreSQL of its own, the package that TUCKBOX_DEB names, one vault and the key from
the safe; no job, no state, no record of the machine that made it. TUCKBOX names the program that makes the backup."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import pytest

sys.path.append(str(pathlib.Path(__file__).parents[1] / "Backup"))
from database import Database
from test_package import PACKAGE, in_root, output, root  # noqa: F401, a fixture

PROGRAM = os.environ.get("TUCKBOX")
pytestmark = pytest.mark.skipif(not PACKAGE or not PROGRAM or os.geteuid() != 0, reason="needs TUCKBOX_DEB, TUCKBOX and root")

LOAD = """
cd /var/tmp
tuckbox unwrap office.vault -o restored --recovery-key rk --quiet
(cd restored && sha256sum --check --quiet manifest.sha256)
install -d -o postgres pg
install -o postgres restored/contents/school.sql pg/
cd pg
as() { setpriv --reuid=postgres --regid=postgres --clear-groups -- "$@"; }
programs=$(echo /usr/lib/postgresql/*/bin)
as "$programs/initdb" -D data -U postgres -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
as "$programs/pg_ctl" -D data -l log -w -o "-c listen_addresses='' -c unix_socket_directories=/var/tmp/pg -c fsync=off" start >/dev/null
as psql -q -h /var/tmp/pg -U postgres -c 'CREATE DATABASE school'
as psql -q -h /var/tmp/pg -U postgres -v ON_ERROR_STOP=1 -f school.sql school >/dev/null
as pg_dump -h /var/tmp/pg -U postgres school >again.sql
as "$programs/pg_ctl" -D data -m immediate stop >/dev/null
"""


def lines(dump):
    """Without what pg_dump invents anew each time, and without its own version, which need not be the other machine's."""
    return [line for line in dump.splitlines() if not line.startswith(("\\restrict", "\\unrestrict", "-- Dumped "))]


@pytest.fixture
def machine(root, request):  # noqa: F811
    """A copy of the chroot, so that the chroot stays as it was made."""
    copy = root.with_name("restore")
    shutil.rmtree(copy, ignore_errors=True)
    output("cp", "-a", "--reflink=auto", root, copy)
    request.node.passed = True
    yield copy
    shutil.rmtree(copy)


@pytest.fixture
def office():
    """Where the backup is made: root's alone, as a job must be."""
    place = pathlib.Path(tempfile.mkdtemp(prefix="tuckbox-office-", dir="/var/tmp"))
    yield place
    shutil.rmtree(place)


def test_the_database_is_the_same_on_another_machine(machine, office):
    database = Database()
    try:
        database.make_school(1200, int(os.environ.get("TUCKBOX_BACKUP_ROWS", "60000")))
        output(PROGRAM, "key", "generate", "-o", office / "rk", "--no-passphrase")
        (office / "nas").mkdir()
        source = {"command": database.words("pg_dump", "--dbname=school"), "stored_as": "school.sql"}
        (office / "office.yaml").write_text(json.dumps({"schema": "1", "name": "office", "recovery_keys": ["rk.pub"], "source": source,
                                                        "targets": [{"name": "nas", "folder": str(office / "nas")}]}))
        output(PROGRAM, "backup", "run", office / "office.yaml", "--state", office / "state")
        before = subprocess.run(database.words("pg_dump", "--dbname=school"), check=True, capture_output=True, text=True).stdout
    finally:
        database.stop()
    shutil.copy(PACKAGE, machine / "var/tmp/tuckbox.deb")
    in_root(machine, "apt-get install -qq -y --no-install-recommends /var/tmp/tuckbox.deb postgresql")
    shutil.copy(next((office / "nas").glob("*.vault")), machine / "var/tmp/office.vault")
    shutil.copy(office / "rk", machine / "var/tmp/rk")
    in_root(machine, LOAD)
    assert lines((machine / "var/tmp/pg/again.sql").read_text()) == lines(before)
