"""Keys that change under kill -9, by shards, and by GNU parallel: nothing lost, nothing done twice. TUCKBOX_KILLS and TUCKBOX_SEED as in test_kills.py."""
import collections
import fcntl
import json
import os
import random
import shutil
import subprocess

import pytest
from conftest import PROGRAM, write
from test_kills import KILLS, duration, run_and_kill

RUNS = max(40, KILLS // 4 // 20 * 20)
OLD, NEW = "correct horse battery staple", "nine purple kettles wander off"


@pytest.fixture
def vaults(keys, tuckbox):
    """Forty small vaults, which a passphrase and a recovery key open."""
    (keys / "old").write_text(OLD)
    (keys / "new").write_text(NEW)
    (keys / "in").mkdir()
    for number in range(40):
        write(keys / "in" / f"{number}", 30_000)
    (keys / "vaults").mkdir()
    result = tuckbox("wrap", *sorted((keys / "in").iterdir()), "-o", f"{keys}/vaults/", "--passphrase-file", keys / "old",
                     "--recovery-key", keys / "rk.pub")
    assert result.returncode == 0, result.stderr
    return keys / "vaults"


def seeded():
    seed = int(os.environ.get("TUCKBOX_SEED", random.randrange(1 << 32)))
    print(f"kills: seed {seed}")
    return random.Random(seed)


def check_all(tuckbox, keys, vaults):
    """Every vault opens. One whose header copies were caught between two writes is not whole until the next run, but it opens."""
    result = tuckbox("verify", *sorted(vaults.glob("*.vault")), "--recovery-key", keys / "rk", "--json")
    for vault in json.loads(result.stdout)["vaults"]:
        if not vault["good"]:
            assert "older than the other" in vault["failure"]["error"], vault
            assert tuckbox("list", vault["path"], "--recovery-key", keys / "rk").returncode == 0


@pytest.mark.parametrize("mode", [[], ["--header-only"]], ids=["new content keys", "header only"])
def test_rewrap_killed_again_and_again_loses_nothing_and_finishes(tuckbox, keys, vaults, mode):
    chance = seeded()
    shutil.copytree(vaults, keys / "spare")
    arguments = ["rewrap", vaults, "-q", "--recovery-key", keys / "rk", "--new-passphrase-file", keys / "new", *mode]

    def renew():
        shutil.rmtree(vaults)
        shutil.copytree(keys / "spare", vaults)

    longest = duration([*arguments, "--journal", keys / "j0"], renew)
    killed = 0
    for number in range(RUNS):
        killed += run_and_kill([*arguments, "--journal", keys / "j"], chance.uniform(0, longest))
        if number % 10 == 9:
            check_all(tuckbox, keys, vaults)
        if number % 20 == 19:
            done = tuckbox("rewrap", vaults, "--json", *arguments[3:], "--journal", keys / "j")
            assert done.returncode == 0, done.stderr.decode()
            receipt = json.loads(done.stdout.decode().splitlines()[-1])
            assert receipt["renewed"] + receipt["already"] == 40
            old = tuckbox("verify", *sorted(vaults.glob("*.vault")), "--passphrase-file", keys / "old", "--json")
            assert not any(vault["good"] for vault in json.loads(old.stdout)["vaults"])
            assert tuckbox("verify", *sorted(vaults.glob("*.vault")), "--passphrase-file", keys / "new").returncode == 0
            renew()
    print(f"kills: {killed} of {RUNS} runs were killed")
    assert killed > RUNS // 10


def test_a_change_of_keys_killed_at_any_moment_leaves_the_old_or_the_new(tuckbox, keys, vaults):
    chance = seeded()
    vault = vaults / "0.vault"
    arguments = ["key", "add", vault, "-q", "--recovery-key", keys / "rk", "--new-recovery-key", keys / "other.pub"]
    assert tuckbox("key", "generate", "-o", keys / "other", "--no-passphrase").returncode == 0
    spare = vault.read_bytes()
    longest = duration(arguments, lambda: vault.write_bytes(spare)) * 1.1
    killed = 0
    for _ in range(KILLS * 5 // 2):
        killed += run_and_kill(arguments, chance.uniform(0, longest))
        assert subprocess.run([PROGRAM, "list", str(vault), "--recovery-key", str(keys / "rk")], capture_output=True).returncode == 0
        vault.write_bytes(spare)
    print(f"kills: {killed} of {KILLS * 5 // 2} changes were killed")


def renewed(output):
    return [line["path"] for line in map(json.loads, output.decode().splitlines()) if line.get("result") == "renewed"]


def test_two_shards_do_each_vault_once(keys, vaults):
    shells = [subprocess.Popen([PROGRAM, "rewrap", str(vaults), "--json", "--recovery-key", "rk", "--new-passphrase-file", "new", "--shard", f"{i}/2"],
                               cwd=keys, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) for i in range(2)]
    outputs = [shell.communicate()[0] for shell in shells]
    assert [shell.returncode for shell in shells] == [0, 0]
    counts = collections.Counter(path for output in outputs for path in renewed(output))
    assert len(counts) == 40 and set(counts.values()) == {1}


@pytest.mark.skipif(not shutil.which("parallel"), reason="GNU parallel is not installed")
def test_gnu_parallel_does_each_vault_once(keys, vaults):
    command = ("find vaults -name '*.vault' -print0 | parallel -0 --pipe -N 7 -j 2 --recend '\\0' "
               f"{PROGRAM} rewrap --files0-from - --json --recovery-key rk --new-passphrase-file new --journal 'j.{{#}}'")
    result = subprocess.run(["sh", "-c", command], cwd=keys, capture_output=True, timeout=120)
    assert result.returncode == 0, result.stderr.decode()
    counts = collections.Counter(renewed(result.stdout))
    assert len(counts) == 40 and set(counts.values()) == {1}


def test_key_operations_do_not_depend_on_the_size(tuckbox, keys):
    """No time is asserted; what is: that the contents are not even read."""
    with open(keys / "large", "wb") as file:
        file.truncate(4 << 30)
    (keys / "small").write_bytes(bytes(4096))
    read = {}
    for name in ("small", "large"):
        assert tuckbox("wrap", keys / name, "-o", keys / f"{name}.vault", "--recovery-key", keys / "rk.pub").returncode == 0
        (keys / "pass").write_text(NEW)
        trace = subprocess.run(["sh", "-c", f"{PROGRAM} key add {keys}/{name}.vault -q --recovery-key {keys}/rk --new-passphrase-file {keys}/pass "
                                "& wait $!; cat /proc/$$/io"], capture_output=True, text=True)
        read[name] = int(next(line.split()[1] for line in trace.stdout.splitlines() if line.startswith("rchar")))
    print(f"bytes read: {read['small']} for 4 KiB, {read['large']} for 4 GiB")
    assert read["large"] < read["small"] + 100_000


def unchanged(vaults, before):
    return {path.name: path.read_bytes() for path in vaults.glob("*.vault")} == before


@pytest.mark.parametrize("mode", [[], ["--header-only"]], ids=["new content keys", "header only"])
def test_vaults_that_may_not_be_changed_are_left_and_the_others_are_done(tuckbox, keys, vaults, mode):
    """As an ordinary user, for whom one folder and one file are read-only; and one vault is in use."""
    shut = keys / "shut"
    shut.mkdir()
    for number in range(5):
        (vaults / f"{number}.vault").rename(shut / f"{number}.vault")
    for path in [keys, vaults, shut, *vaults.iterdir(), *shut.iterdir(), keys / "rk", keys / "new"]:
        os.chown(path, 65534, 65534)
    for path in [*shut.iterdir()]:
        path.chmod(0o444)
    shut.chmod(0o555)
    for folder in [keys, *list(keys.parents)[:-1]]:
        folder.chmod(folder.stat().st_mode | 0o011)
    before = {path.name: path.read_bytes() for path in shut.iterdir()}
    with open(vaults / "7.vault", "rb") as used:
        fcntl.flock(used, fcntl.LOCK_EX)
        in_use = (vaults / "7.vault").read_bytes()
        result = subprocess.run(["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", PROGRAM, "rewrap", str(vaults), str(shut), "--json",
                                 "--recovery-key", str(keys / "rk"), "--new-passphrase-file", str(keys / "new"), "--journal", str(keys / "j"), "--trail", str(keys / "trail"), *mode],
                                capture_output=True, timeout=120)
    assert result.returncode == 3, result.stderr
    receipt = json.loads(result.stdout.decode().splitlines()[-1])
    assert (receipt["renewed"], receipt["failed"]) == (34, 6)
    assert unchanged(shut, before) and (vaults / "7.vault").read_bytes() == in_use
    assert not [name for name in os.listdir(vaults) + os.listdir(shut) if name.endswith(".part")]


def test_a_full_disk_leaves_its_vaults_as_they_were_and_the_others_are_done(tuckbox, keys, vaults, file_system):
    full = file_system("ext4", 8 << 20, "-O", "^has_journal", "-m", "0")
    for number in range(5):
        shutil.move(vaults / f"{number}.vault", full / f"{number}.vault")
    with open(full / "ballast", "wb") as ballast:
        ballast.write(bytes(max(0, os.statvfs(full).f_bavail * os.statvfs(full).f_bsize - 20_000)))
    before = {path.name: path.read_bytes() for path in full.glob("*.vault")}
    result = tuckbox("rewrap", vaults, full, "--json", "--recovery-key", keys / "rk", "--new-passphrase-file", keys / "new", "--journal", keys / "j")
    assert result.returncode == 3 and b"not enough room" in result.stderr
    receipt = json.loads(result.stdout.decode().splitlines()[-1])
    assert (receipt["renewed"], receipt["failed"]) == (35, 5)
    assert unchanged(full, before)
    assert sorted(os.listdir(full)) == sorted([*before, "ballast", "lost+found"])
    (full / "ballast").unlink()
    result = tuckbox("rewrap", vaults, full, "--json", "--recovery-key", keys / "rk", "--new-passphrase-file", keys / "new", "--journal", keys / "j")
    assert result.returncode == 0, result.stderr
    receipt = json.loads(result.stdout.decode().splitlines()[-1])
    assert (receipt["renewed"], receipt["already"]) == (5, 35)
