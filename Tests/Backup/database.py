"""A PostgreSQL of one's own with a synthetic school in it, for tests and for Scripts/bench-backup."""
import pathlib
import shutil
import subprocess
import tempfile


class Database:
    """A PostgreSQL of the test's own, on a socket, as the user postgres."""

    def __init__(self):
        self.place = pathlib.Path(tempfile.mkdtemp(prefix="tuckbox-backup-", dir="/var/tmp"))
        shutil.chown(self.place, "postgres", "postgres")
        self.bin = max(pathlib.Path("/usr/lib/postgresql").iterdir(), key=lambda path: int(path.name)) / "bin"
        self.server(f"{self.bin}/initdb", "-D", self.place / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        options = f"-c listen_addresses='' -c unix_socket_directories={self.place} -c fsync=off"
        self.server(f"{self.bin}/pg_ctl", "-D", self.place / "data", "-l", self.place / "log", "-w", "-o", options, "start")

    def server(self, *command):
        subprocess.run(["runuser", "-u", "postgres", "--", *map(str, command)], check=True, capture_output=True, cwd=self.place)

    def words(self, program, *arguments):
        return [f"/usr/bin/{program}", f"--host={self.place}", "--username=postgres", *arguments]

    def sql(self, database, text):
        return subprocess.run(self.words("psql", "--quiet", "--no-psqlrc", "-At", "--set=ON_ERROR_STOP=1", f"--dbname={database}"), input=text,
                              check=True, capture_output=True, text=True).stdout

    def dump(self, database):
        """The whole database as text, less the words that pg_dump invents anew each time."""
        text = subprocess.run(self.words("pg_dump", f"--dbname={database}"), check=True, capture_output=True, text=True).stdout
        return [line for line in text.splitlines() if not line.startswith(("\\restrict", "\\unrestrict"))]

    def make_school(self, pupils, rows):
        """Nobody's child: names are numbers."""
        self.sql("postgres", "CREATE DATABASE school")
        self.sql("school", f"""
            CREATE TABLE pupil (id int PRIMARY KEY, forename text NOT NULL, surname text NOT NULL, born date, upn text UNIQUE, photo bytea);
            CREATE TABLE attendance (pupil int REFERENCES pupil, day date, mark char(1), note text);
            CREATE INDEX ON attendance (pupil, day);
            INSERT INTO pupil SELECT n, 'Forename' || n, 'Surname' || n % 400, date '2015-09-01' + n % 2000, 'X' || lpad(n::text, 12, '0'),
                decode(string_agg(md5((n * 1000 + k)::text), ''), 'hex') FROM generate_series(1, {pupils}) n, generate_series(1, 500) k GROUP BY n;
            INSERT INTO attendance SELECT 1 + n % {pupils}, date '2026-01-05' + n / {pupils}, substr('/\\LMO', 1 + n % 5, 1),
                CASE WHEN n % 50 = 0 THEN E'late\\tand "tired"' END FROM generate_series(0, {rows - 1}) n;""")

    def stop(self):
        self.server(f"{self.bin}/pg_ctl", "-D", self.place / "data", "-m", "immediate", "stop")
        shutil.rmtree(self.place)
