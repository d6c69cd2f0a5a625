"""The control socket and `tuckbox guard`: level 3."""
import json
import os
import random
import socket
import subprocess
import time

from conftest import PROGRAM, PUPILS, WORKSHEET, wait_for
import sticks

NOBODY = 65534


def tuckbox(guard, *words, user=0):
    prefix = ["setpriv", "--reuid", str(user), "--regid", str(user), "--clear-groups"] if user else []
    return subprocess.run([*prefix, PROGRAM, "guard", *map(str, words), "--socket", guard.socket], capture_output=True, text=True, timeout=240)


def test_an_unprivileged_user_may_ask_and_change_nothing(guard, stick):
    guard, stick = guard(), stick({"list.csv": PUPILS})
    stick.plug()
    before = guard.until(stick, access="read_only", reason="protected_data")
    for request in ({"request": "allow", "seconds": 60, "read_write": True}, {"request": "allow", "seconds": 60}, {"request": "deny"}, {"request": "eject"}):
        answer = guard.ask(request.pop("request"), NOBODY, device=stick.name, **request)
        assert answer[-1] == {"schema": 1, "says": "failed", "code": "not_permitted"}
    assert guard.state(stick) == before
    assert not guard.entries("guard allow") and not guard.entries("guard deny")
    # How things are anybody may know; what is on somebody's stick not.
    seen = guard.state(stick, NOBODY)
    assert seen["access"] == "read_only" and "counts" not in seen and "categories" not in seen


def test_its_user_may_eject_a_stick_and_see_what_was_found(guard, stick):
    guard, stick = guard(user=NOBODY), stick({"list.csv": PUPILS})
    stick.plug()
    guard.until(stick, access="read_only", reason="protected_data")
    assert guard.state(stick, NOBODY)["counts"]["protected"] == 1
    assert guard.ask("eject", 12345, device=stick.name)[-1]["code"] == "not_permitted"
    # In use also as long as the guard itself still makes it read-only, which is said before it is done.
    wait_for(lambda: guard.ask("eject", NOBODY, device=stick.name)[-1]["says"] == "done", "the stick to be ejected")


def test_members_of_a_group_that_the_policy_names_are_administrators(guard, stick):
    groups = [line.split(":")[0] for line in open("/etc/group") if line.split(":")[2] == str(NOBODY)]
    guard, stick = guard(f"guard: {{administrator_groups: [{groups[0]}]}}\n"), stick({"worksheet.txt": WORKSHEET})
    stick.plug()
    guard.until(stick, access="gate", reason="clean")
    assert guard.ask("deny", NOBODY, device=stick.name)[-1]["says"] == "done"
    assert guard.entries("guard deny")[0]["by"] == NOBODY


def test_rubbish_on_the_socket_harms_nobody(guard):
    guard = guard()
    seed = int(os.environ.get("TUCKBOX_SEED", random.randrange(2**32)))
    print("seed:", seed)
    chance = random.Random(seed)
    good = b'{"schema":1,"request":"status"}\n'
    for _ in range(300):
        data = bytearray(chance.choice([good, b'{"schema":1,"request":"allow","device":"x","seconds":9}\n', chance.randbytes(60)]))
        for _ in range(chance.randrange(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        with guard.connect() as connection:
            connection.settimeout(5)
            try:
                connection.sendall(bytes(data) * chance.randrange(1, 4))
                if chance.random() < 0.5:
                    connection.shutdown(socket.SHUT_WR)
                    connection.recv(65536)
            except OSError:
                pass
    with guard.connect() as connection:
        connection.sendall(b"[" * 4000 + b"\n" + good)
        lines = connection.makefile()
        assert json.loads(lines.readline())["code"] == "bad_request" and json.loads(lines.readline())["says"] == "guard"
    with guard.connect() as connection:
        # A line without an end is given up.
        try:
            connection.sendall(b"x" * 100_000)
            assert connection.recv(1) == b""
        except ConnectionError:
            pass
    assert guard.ask("status")[-1]["says"] == "done"


def test_many_who_do_not_listen_do_not_keep_others_from_being_answered(guard):
    guard = guard()
    idle = [guard.connect() for _ in range(60)]
    deaf = guard.connect()
    deaf.sendall(b'{"schema":1,"request":"listen"}\n' + b'{"schema":1,"request":"status"}\n' * 4000)
    assert guard.ask("status")[-1]["says"] == "done"
    more = [guard.connect() for _ in range(30)]
    for connection in [*idle, deaf, *more]:
        connection.close()
    wait_for(lambda: guard.ask("status")[-1]["says"] == "done", "an answer")


def test_a_thousand_sticks_that_come_and_go_leave_it_as_it_was(guard, stick, udev):
    guard, real = guard(), stick({"worksheet.txt": WORKSHEET})
    blank = stick({})
    for _ in range(5):
        blank.plug()
        blank.unplug()
    real.plug()
    folder = f"/sys/class/block/{real.name}/uevent"
    for number in range(1000):
        action = {0: "remove", 1: "add"}.get(number % 20, "change")
        with open(folder, "w") as file:
            file.write(action)
    guard.until(real, access="gate", reason="clean")
    assert len(guard.states()) == 1 and len(guard.mounts_now()) == 1
    wait_for(lambda: len(guard.worker()) == 1, "one worker")


def test_status_says_what_is_and_what_is_missing(guard, stick):
    guard, stick = guard(), stick({"list.csv": PUPILS})
    stick.plug()
    guard.until(stick, access="read_only", reason="protected_data")
    done = tuckbox(guard, "status")
    assert "can be read, not written, because there is unencrypted protected data on it" in done.stdout
    assert "1 protected" in done.stdout and "list.csv" not in done.stdout
    report = json.loads(tuckbox(guard, "status", "--json").stdout)
    assert report["running"] and any(found["identity"].startswith("0781:5567:") for found in report["sticks"])
    assert (done.returncode == 0) == report["protecting"] == (not report["shortfalls"])
    guard.kill()
    done = tuckbox(guard, "status")
    assert done.returncode == 1 and "NOT RUNNING" in done.stdout + done.stderr or "INACTIVE" in done.stdout
    assert json.loads(tuckbox(guard, "status", "--json").stdout)["shortfalls"][0] == "not_running"
    assert tuckbox(guard, "eject", stick.name).returncode == 1


def test_the_verbs_do_what_they_say(guard, stick):
    guard, stick = guard(), stick({"list.csv": PUPILS})
    stick.plug()
    guard.until(stick, access="read_only", reason="protected_data")
    assert tuckbox(guard, "allow", stick.name, "--for", "10m", user=NOBODY).returncode == 20
    assert tuckbox(guard, "allow", stick.name, "--for", "10m", "--read-write").returncode == 0
    guard.until(stick, access="unjudged")
    assert 0 < guard.state(stick)["seconds_left"] <= 600
    assert tuckbox(guard, "deny", guard.state(stick)["identity"]).returncode == 0
    guard.until(stick, access="shut", reason="denied")
    assert tuckbox(guard, "deny", "sdz").returncode == 1
    for time_text in ("0m", "25h", "10", "-5m", "9999999999999999999h", "m", ""):
        assert tuckbox(guard, "allow", stick.name, "--for", time_text).returncode == 64


def left_behind():
    """What a self-test makes; other programs make and remove things meanwhile."""
    loops = subprocess.run(["losetup", "-a"], capture_output=True, text=True).stdout
    return [name for name in [*os.listdir("/run"), *os.listdir("/run/udev/rules.d"), *loops.split()] if "selftest" in name or "/run/.tuckbox" in name or name.startswith(".tuckbox-")]


def test_the_self_test_passes_where_the_guard_works_and_leaves_nothing(guard, udev):
    guard = guard()
    done = tuckbox(guard, "selftest")
    assert done.returncode == 0, done.stdout + done.stderr + guard.log()
    assert done.stdout.count("yes  ") == 6 and "NO" not in done.stdout
    guard.kill()
    done = tuckbox(guard, "selftest")
    assert done.returncode == 1 and "NO   the guard is running" in done.stdout
    assert not left_behind() and not guard.mounts_now()


def test_the_self_test_fails_where_the_gate_lets_everything_through(guard, udev, tmp_path):
    """A guard whose gate does not judge: the stick is listed as one that goes unjudged."""
    guard = guard('guard:\n  devices:\n    - {device: "0000:0000:TUCKBOX-SELFTEST", mode: unjudged}\n')
    done = tuckbox(guard, "selftest")
    assert done.returncode == 1 and "NO   a stick is noticed and mounted" in done.stdout
