"""The kit and the second implementation against the tuckbox program: the same verdicts, the same bytes.

The program is the one that TUCKBOX names."""
import concurrent.futures
import hashlib
import json
import os
import pathlib
import stat
import subprocess
import sys

import pytest

HERE = pathlib.Path(__file__).parent
PROGRAM = os.environ.get("TUCKBOX")
pytestmark = pytest.mark.skipif(not PROGRAM, reason="TUCKBOX does not name the program to test")
FLAGS = {"passphrase": "--passphrase-file", "key_file": "--key-file", "recovery_key": "--recovery-key",
         "recovery_passphrase": "--passphrase-file"}


def tuckbox(*arguments, **options):
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, timeout=60, **options)


def other(*arguments):
    return subprocess.run([sys.executable, str(HERE / "vault.py"), *map(str, arguments)], capture_output=True, timeout=60)


def flags(case, kit):
    return [part for name, file in case["secrets"].items() for part in (FLAGS[name], kit / file)]


def facts(path):
    """What is at a path: a hash, a link's target, or all that is in a folder. By open folders, because paths may be too long to name.
    What comes back as nobody may read it is made readable first: only root could look into it."""
    if path.exists() and not path.is_symlink():
        path.chmod(stat.S_IMODE(path.stat().st_mode) | 0o700)
    if path.is_symlink() or path.is_file():
        return os.readlink(path) if path.is_symlink() else hashlib.sha256(path.read_bytes()).digest()
    found = {}
    for folder, folders, files, descriptor in os.fwalk(os.fsencode(path)):
        below = os.path.relpath(folder, os.fsencode(path))
        for name in folders + files:
            status = os.stat(name, dir_fd=descriptor, follow_symlinks=False)
            if not stat.S_ISLNK(status.st_mode):
                os.chmod(name, stat.S_IMODE(status.st_mode) | 0o700, dir_fd=descriptor)
            if stat.S_ISLNK(status.st_mode):
                fact = os.readlink(name, dir_fd=descriptor)
            elif stat.S_ISREG(status.st_mode):
                with open(os.open(name, os.O_RDONLY, dir_fd=descriptor), "rb") as file:
                    fact = hashlib.sha256(file.read()).digest()
            else:
                fact = "folder"
            found[below, name] = fact
    return found


def same_tree(left, right):
    return facts(left) == facts(right)


def check(case, kit, work):
    """Problems of one case."""
    vault, out, theirs = kit / case["file"], work / (case["file"] + ".ours"), work / (case["file"] + ".theirs")
    opened = tuckbox("unwrap", vault, "-o", out, *flags(case, kit))
    verified = tuckbox("verify", vault, *flags(case, kit))
    problems = []
    if opened.returncode != case["open"]:
        problems.append(f"open: {opened.returncode} instead of {case['open']}: {opened.stderr.decode().strip()}")
    if verified.returncode != case["verify"]:
        problems.append(f"verify: {verified.returncode} instead of {case['verify']}: {verified.stderr.decode().strip()}")
    if opened.returncode == 0:
        if (b"warning" in opened.stderr) != case["warning"]:
            problems.append(f"warning: {opened.stderr.decode()}")
        names = {"recovery_passphrase": "--recovery-passphrase-file"}
        secrets = [part for name, file in case["secrets"].items() for part in (names.get(name, FLAGS[name]), kit / file)]
        if case["open"] == 0 and other("open", vault, "-o", theirs, *secrets).returncode != 0:
            problems.append("the second reader does not open it")
        # One top-level name: ours is that member itself, theirs has it inside.
        inside = [theirs / os.fsdecode(name) for name in os.listdir(os.fsencode(theirs))] if theirs.exists() else []
        if not (len(inside) == 1 and same_tree(out, inside[0])) and not same_tree(out, theirs):
            problems.append("the contents differ from the second reader's")
    elif out.exists() or out.is_symlink():
        problems.append("something was written all the same")
    return [f"{case['file']}: {problem}" for problem in problems]


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kit")
    subprocess.run([sys.executable, str(HERE / "make_kit.py"), str(folder)], check=True, capture_output=True)
    return folder


def test_every_case_of_the_kit_gets_its_verdict(kit, tmp_path):
    cases = json.loads((kit / "kit.json").read_text())
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        problems = [problem for found in pool.map(lambda case: check(case, kit, tmp_path), cases) for problem in found]
    print(f"kit: {len(cases)} cases, {len(problems)} problems")
    assert not problems, "\n".join(problems)


def test_the_example_of_the_specification_opens_with_each_of_its_keys(tmp_path):
    for number, secrets in enumerate((["--passphrase-file", HERE / "example.passphrase.txt"],
                                      ["--recovery-key", HERE / "example.recovery.pem"])):
        result = tuckbox("verify", HERE / "example.vault", *secrets)
        assert result.returncode == 0, result.stderr.decode()


@pytest.fixture
def tree(tmp_path):
    folder = tmp_path / "tree"
    (folder / "sub" / "deeper").mkdir(parents=True)
    (folder / "empty").mkdir()
    for size in (0, 1, 511, 512, 16383, 16384, 16385, 300_000, 1_500_000):
        (folder / "sub" / f"{size}.bin").write_bytes(os.urandom(size))
    (folder / "sub" / "deeper" / ("long" * 40)).write_text("x")
    (folder / "caf\u00e9").write_text("composed")
    (folder / "cafe\u0301").write_text("decomposed")
    with open(os.fsencode(folder) + b"/\xff\xfe", "wb") as file:
        file.write(b"not UTF-8")
    (folder / "sub" / "link").symlink_to("../caf\u00e9")
    return folder


@pytest.fixture
def keys(tmp_path):
    (tmp_path / "pass").write_text("correct horse battery staple\n")
    for arguments in (["-o", tmp_path / "rk", "--no-passphrase"], ["-o", tmp_path / "kf", "--second-factor"]):
        assert tuckbox("key", "generate", *arguments).returncode == 0
    return tmp_path


WAYS = {
    "passphrase": (["--passphrase-file", "pass"], ["--passphrase-file", "pass"]),
    "two factors": (["--passphrase-file", "pass", "--key-file", "kf"], ["--passphrase-file", "pass", "--key-file", "kf"]),
    "recovery": (["--recovery-key", "rk.pub"], ["--recovery-key", "rk"]),
}


@pytest.mark.parametrize("way", WAYS)
def test_what_we_wrap_the_second_reader_opens(way, tree, keys):
    wrapping, opening = WAYS[way]
    assert tuckbox("wrap", tree, "-o", keys / "v.vault", *wrapping, cwd=keys).returncode == 0
    result = subprocess.run([sys.executable, str(HERE / "vault.py"), "verify", "v.vault", *opening], cwd=keys, capture_output=True)
    assert result.returncode == 0, result.stderr.decode()
    result = subprocess.run([sys.executable, str(HERE / "vault.py"), "open", "v.vault", "-o", "out", *opening], cwd=keys, capture_output=True)
    assert result.returncode == 0, result.stderr.decode()
    assert same_tree(tree, keys / "out" / "tree")


@pytest.mark.parametrize("way", WAYS)
def test_what_the_second_writer_wraps_we_open(way, tree, keys):
    wrapping, opening = WAYS[way]
    result = subprocess.run([sys.executable, str(HERE / "vault.py"), "wrap", str(tree), "-o", "v.vault", *wrapping], cwd=keys, capture_output=True)
    assert result.returncode == 0, result.stderr.decode()
    assert tuckbox("verify", "v.vault", *opening, cwd=keys).returncode == 0
    result = tuckbox("unwrap", "v.vault", "-o", "out", *opening, cwd=keys)
    assert result.returncode == 0, result.stderr.decode()
    assert same_tree(tree, keys / "out")


def test_a_stream_in_parts_opens_on_the_other_side(keys):
    content = os.urandom(20_000_001)
    result = tuckbox("wrap", "-", "-o", "s.vault", "--recovery-key", "rk.pub", cwd=keys, input=content)
    assert result.returncode == 0, result.stderr.decode()
    assert other("open", keys / "s.vault", "-o", keys / "out", "--recovery-key", keys / "rk").returncode == 0
    assert (keys / "out" / "s").read_bytes() == content
