"""A real database to a stick, a folder, a WebDAV server and an SFTP server, and back. TUCKBOX_BACKUP_ROWS says how many rows (60000)."""
import hashlib
import json
import subprocess

from conftest import PROGRAM, tuckbox, vaults


def everywhere(school, sticks, webdav, sftp):
    configuration, _ = sftp
    stick = sticks("A", 1 << 30).plug()
    school.targets = [
        {"name": "sticks", "sticks": [{"name": "A", "id": stick.uuid}], "folder": "backups"},
        {"name": "nas", "folder": str(school.folder("nas"))},
        {"name": "dav", "remote": "dav:school/office", "config": str(webdav.configuration)},
        {"name": "ssh", "remote": f"ssh:{school.path}/sftp-store", "config": str(configuration)},
    ]
    return stick.place / "backups", school.path / "nas", webdav.folder / "school/office", school.path / "sftp-store"


def test_a_database_goes_to_all_targets_and_comes_back_the_same(school, sticks, webdav, sftp, database):
    places = everywhere(school, sticks, webdav, sftp)
    school.source = {"command": database.words("pg_dump", "--dbname=school"), "stored_as": "school.sql", "at_least": "100 kB"}
    done = school.run("--json")
    assert done.returncode == 0, done.stderr
    facts = json.loads(done.stdout)
    assert [target["target"] for target in facts["targets"]] == ["sticks", "nas", "dav", "ssh"]
    files = [vaults(place) for place in places]
    assert all(len(found) == 1 for found in files)
    assert {hashlib.sha256(found[0].read_bytes()).hexdigest() for found in files} == {target["sha256"] for target in facts["targets"]}
    for place in places:
        assert subprocess.run(["sha256sum", "-c", "--quiet", files[0][0].name + ".sha256"], cwd=place).returncode == 0
    assert school.run(verb="verify").returncode == 0
    assert school.with_key("verify").returncode == 0
    assert school.run(verb="status").returncode == 0

    before = database.dump("school")
    for number, target in enumerate(["sticks", "dav", "ssh"]):
        name = f"restored{number}"
        database.sql("postgres", f"CREATE DATABASE {name}")
        restored = subprocess.run(
            [PROGRAM, "backup", "restore", school.file, "--state", school.path / "state", "--target", target, "-o", "-", "--recovery-key",
             school.path / "safe/rk"], capture_output=True, check=True).stdout
        subprocess.run(database.words("psql", "--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", f"--dbname={name}"), input=restored, check=True,
                       capture_output=True)
        assert database.dump(name) == before
        database.sql("postgres", f"DROP DATABASE {name}")

    # Where there is no job and no state: an ordinary vault.
    unwrapped = tuckbox("unwrap", files[0][0], "contents/school.sql", "-o", school.path / "school.sql", "--recovery-key", school.path / "safe/rk")
    assert unwrapped.returncode == 0, unwrapped.stderr
    assert (school.path / "school.sql").read_bytes() == restored


def test_a_rehearsal_loads_the_database_and_writes_a_certificate(school, database):
    school.to_folder()
    school.source = {"command": database.words("pg_dump", "--dbname=school"), "stored_as": "school.sql"}
    assert school.run().returncode == 0
    database.sql("postgres", "CREATE DATABASE drill")
    load = database.words("psql", "--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", "--dbname=drill")
    check = database.words("psql", "-At", "--dbname=drill", "--command=select count(*) || ' pupils' from pupil")
    school.write(drill={"load": load, "check": check})
    try:
        scratch = school.folder("scratch")
        done = school.with_key("drill", "-o", school.path / "certificate.html", "--scratch", scratch)
        assert done.returncode == 0, done.stderr
        page = (school.path / "certificate.html").read_text()
        assert "PASSED" in page and "1200 pupils" in page and "Forename" not in page
        assert list(scratch.iterdir()) == []
        assert database.dump("drill") == database.dump("school")
        # The same again cannot be loaded: the tables are there. That has to be said.
        failed = school.with_key("drill", "-o", school.path / "certificate2.txt")
        assert failed.returncode == 1
        assert "FAILED" in (school.path / "certificate2.txt").read_text()
        assert school.last_drill()["passed"] is False
        assert list(scratch.iterdir()) == []
    finally:
        database.sql("postgres", "DROP DATABASE drill")


def test_a_database_that_stops_half_way_is_no_backup(school, database):
    nas = school.to_folder()
    school.source = {"command": database.words("pg_dump", "--dbname=school"), "stored_as": "school.sql"}
    assert school.run().returncode == 0
    good = vaults(nas)
    # pg_dump begins to write, then meets a table that it may not read.
    database.sql("school", "CREATE ROLE clerk LOGIN; GRANT SELECT ON attendance TO clerk")
    try:
        school.source = {"command": [*(word.replace("--username=postgres", "--username=clerk") for word in database.words("pg_dump")),
                                     "--dbname=school"], "stored_as": "school.sql"}
        done = school.run()
    finally:
        database.sql("school", "DROP OWNED BY clerk; DROP ROLE clerk")
    assert done.returncode == 1 and "pg_dump' failed with status 1" in done.stderr
    assert vaults(nas) == good and "no backup was made" in school.messages()
    assert school.run(verb="verify").returncode == 0
    assert school.run(verb="status").returncode == 3
