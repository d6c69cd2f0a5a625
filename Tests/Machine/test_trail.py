"""The record on disks that are full or read-only, under kills, and forwarded to a real rsyslog."""
import json
import os
import pathlib
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import time

import pytest
from conftest import PROGRAM

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "Interop"))
import trail as verifier  # noqa: E402

RSYSLOG = shutil.which("rsyslogd") or "/usr/sbin/rsyslogd"
needs_rsyslog = pytest.mark.skipif(not os.path.exists(RSYSLOG), reason="rsyslog is not installed")
PASSPHRASE = "wobbly giraffes paint eleven teapots"
CHILD = "Zebedee Quillfeather"


@pytest.fixture
def desk(tmp_path):
    (tmp_path / "pass").write_text(PASSPHRASE + "\n")
    (tmp_path / f"{CHILD}.txt").write_text(f"{CHILD}, born 3 March 2015")
    return tmp_path


def entries(folder):
    return [json.loads(line) for path in sorted(folder.glob("*.log")) for line in path.read_text().splitlines()]


def wrap(tuckbox, desk, folder, name, *more):
    return tuckbox("wrap", f"{CHILD}.txt", "-o", name, "--passphrase-file", "pass", "--trail", folder, *more, cwd=desk)


def test_a_full_disk_refuses_the_action_and_leaves_the_record_whole(tuckbox, desk, file_system):
    home = file_system("ext4", 8 << 20, "-O", "^has_journal", "-m", "0")
    folder = home / "trail"
    assert wrap(tuckbox, desk, folder, "a.vault").returncode == 0
    refused = 0
    for free in (0, 100, 300, 500, 700, 900):
        with open(home / "ballast", "wb") as file:
            try:
                while True:
                    file.write(bytes(4096))
                    file.flush()
            except OSError:
                pass
        # The segment's last block still has room for a while: entries fill it, then the disk is full in the middle of a line.
        for number in range(30):
            result = wrap(tuckbox, desk, folder, f"{free}-{number}.vault")
            if result.returncode:
                break
        assert result.returncode in (1, 3), result.stderr
        assert b"cannot be recorded, so it was not done" in result.stderr or b"cannot be made to say how it ended" in result.stderr
        if result.returncode == 1:
            refused += 1
            assert not (desk / f"{free}-{number}.vault").exists()
        assert verifier.verify(folder)["good"]
        assert tuckbox("log", "verify", "--trail", folder).returncode == 0
        (home / "ballast").unlink()
        assert wrap(tuckbox, desk, folder, f"{free}.vault").returncode == 0
        for path in desk.glob("*.vault"):
            path.unlink()
    assert refused
    assert verifier.verify(folder)["torn_bytes"] == 0


def test_a_read_only_home_refuses_and_says_the_ways_out(tuckbox, desk, file_system):
    home = file_system("ext4", 8 << 20)
    assert wrap(tuckbox, desk, home / "trail", "a.vault").returncode == 0
    subprocess.run(["mount", "-o", "remount,ro", str(home)], check=True)
    result = wrap(tuckbox, desk, home / "trail", "b.vault")
    assert result.returncode == 1 and b"read-only" in result.stderr and b"--trail FOLDER" in result.stderr
    assert not (desk / "b.vault").exists()
    for verb in ("show", "verify"):
        assert tuckbox("log", verb, "--trail", home / "trail").returncode == 0
    (desk / "policy.yaml").write_text("schema: 1\ntrail: best-effort\n")
    result = wrap(tuckbox, desk, home / "trail", "b.vault", "--policy", "policy.yaml")
    assert result.returncode == 0 and b"there will be no record of this" in result.stderr and (desk / "b.vault").exists()


def test_a_kill_at_any_moment_leaves_a_record_that_is_whole(tuckbox, desk):
    seed = int(os.environ.get("TUCKBOX_SEED", random.randrange(1 << 32)))
    print(f"seed {seed}")
    dice = random.Random(seed)
    folder = desk / "trail"
    assert wrap(tuckbox, desk, folder, "a.vault").returncode == 0
    key = verifier.read_key((folder / "verification-key").read_text())
    kills = int(os.environ.get("TUCKBOX_KILLS", "200"))
    unfinished = 0
    for number in range(kills):
        process = subprocess.Popen([PROGRAM, "verify", "a.vault", "-q", "--trail", str(folder)], cwd=desk)
        time.sleep(dice.random() * 0.012)
        process.kill()
        unfinished += process.wait() != 0
        if number % 10 == 9:
            assert verifier.verify(folder, key)["good"]
    assert unfinished > kills // 10, "too few kills came in time"
    assert tuckbox("verify", "a.vault", "--trail", folder, cwd=desk).returncode == 0
    assert verifier.verify(folder, key)["torn_bytes"] == 0
    assert tuckbox("log", "verify", "--trail", folder).returncode == 0
    found = entries(folder)
    begun = {entry["seq"] for entry in found if entry["phase"] == "intent"}
    ended = {entry["intent"] for entry in found if entry["phase"] == "outcome"}
    assert ended <= begun
    shown = tuckbox("log", "show", "--trail", folder).stdout.decode()
    assert shown.count("no outcome") == len(begun - ended)


class Rsyslog:
    """A real rsyslogd on loopback that writes raw messages to a file."""

    def __init__(self, folder, protocol):
        self.folder, self.protocol, self.process = folder, protocol, None
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.output = folder / "received"
        module = "imtcp" if protocol == "tcp" else "imudp"
        (folder / "rsyslog.conf").write_text(f'''
global(workDirectory="{folder}" maxMessageSize="64k")
module(load="{module}")
template(name="raw" type="string" string="%rawmsg%\\n")
input(type="{module}" address="127.0.0.1" port="{self.port}" ruleset="keep")
ruleset(name="keep") {{ action(type="omfile" file="{self.output}" template="raw" asyncWriting="off" flushOnTXEnd="on") }}
''')

    def start(self):
        self.process = subprocess.Popen([RSYSLOG, "-n", "-f", str(self.folder / "rsyslog.conf"), "-i", str(self.folder / "pid")])
        deadline = time.monotonic() + 30
        while not self.listens():
            assert self.process.poll() is None and time.monotonic() < deadline
            time.sleep(0.05)

    def listens(self):
        table = pathlib.Path(f"/proc/net/{self.protocol}").read_text()
        return re.search(f" 0100007F:{self.port:04X} 00000000:0000 (0A|07)", table)

    def stop(self):
        self.process.terminate()
        self.process.wait()

    def numbers(self):
        text = self.output.read_text() if self.output.exists() else ""
        return [json.loads(line[line.index("{"):])["seq"] for line in text.splitlines()]

    def wait_for(self, wanted):
        deadline = time.monotonic() + 30
        while not set(wanted) <= set(self.numbers()):
            assert time.monotonic() < deadline, (sorted(set(wanted) - set(self.numbers())))
            time.sleep(0.05)


@pytest.fixture
def rsyslog(desk):
    servers = []

    def make(protocol):
        servers.append(Rsyslog(desk, protocol))
        (desk / "policy.yaml").write_text(
            f"schema: 1\nforward:\n  syslog:\n    host: 127.0.0.1\n    port: {servers[-1].port}\n    protocol: {protocol}\n")
        return servers[-1]

    yield make
    for server in servers:
        if server.process and server.process.poll() is None:
            server.process.send_signal(signal.SIGCONT)
            server.stop()


@needs_rsyslog
def test_nothing_is_lost_while_rsyslog_is_down_slow_or_restarted(tuckbox, desk, rsyslog):
    server, folder = rsyslog("tcp"), desk / "trail"

    def act(name):
        result = wrap(tuckbox, desk, folder, name, "--policy", "policy.yaml")
        assert result.returncode == 0, result.stderr

    def recorded():
        return [entry["seq"] for entry in entries(folder)]

    act("down.vault")
    server.start()
    act("up.vault")
    server.wait_for(recorded())
    server.process.send_signal(signal.SIGSTOP)
    act("slow.vault")
    act("slower.vault")
    server.process.send_signal(signal.SIGCONT)
    act("quick.vault")
    server.wait_for(recorded())
    server.process.kill()
    server.process.wait()
    act("killed.vault")
    server.start()
    act("again.vault")
    server.wait_for(recorded())
    text = server.output.read_text()
    for secret in (CHILD, *CHILD.split(), PASSPHRASE, "3 March", ".vault", str(desk)):
        assert secret not in text
    assert re.match(r"<1\d\d>1 \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ \S+ tuckbox - \S+ \[tuckbox@32473 seq=\"0\"", text)
    # What was received can be verified: the lines are the record's own.
    lines = {json.loads(line[line.index("{"):])["seq"]: line[line.index("{"):] for line in text.splitlines()}
    assert "".join(lines[number] + "\n" for number in sorted(lines)) == "".join(path.read_text() for path in sorted(folder.glob("*.log")))


@needs_rsyslog
def test_syslog_over_udp(tuckbox, desk, rsyslog):
    server, folder = rsyslog("udp"), desk / "trail"
    assert wrap(tuckbox, desk, folder, "down.vault", "--policy", "policy.yaml").returncode == 0
    server.start()
    assert wrap(tuckbox, desk, folder, "up.vault", "--policy", "policy.yaml").returncode == 0
    server.wait_for(entry["seq"] for entry in entries(folder))


@pytest.mark.skipif(os.path.exists("/run/systemd/journal/socket"), reason="journald runs here; its socket cannot be borrowed")
def test_journald_gets_a_field_for_each_value(tuckbox, desk):
    place = pathlib.Path("/run/systemd/journal/socket")
    made = [path for path in (place.parent, place.parent.parent) if not path.exists()]
    place.parent.mkdir(parents=True, exist_ok=True)
    journal = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    journal.bind(str(place))
    try:
        (desk / "policy.yaml").write_text("schema: 1\nforward:\n  journald: true\n")
        assert wrap(tuckbox, desk, desk / "trail", "a.vault", "--policy", "policy.yaml").returncode == 0
        journal.settimeout(10)
        received = [dict(line.split("=", 1) for line in journal.recv(1 << 17).decode().splitlines()) for _ in entries(desk / "trail")]
    finally:
        journal.close()
        place.unlink()
        for path in made:
            path.rmdir()
    assert [json.loads(message["TUCKBOX_ENTRY"]) for message in received] == entries(desk / "trail")
    assert received[-1]["TUCKBOX_VERB"] == "wrap" and received[-1]["TUCKBOX_CODE"] == "done" and received[-1]["PRIORITY"] == "6"
    assert received[-1]["MESSAGE"].startswith("tuckbox: wrap outcome done")
    for message in received:
        assert CHILD not in str(message) and PASSPHRASE not in str(message)
