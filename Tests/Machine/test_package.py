"""The Debian package that TUCKBOX_DEB names, on a Debian 12 without Swift: a chroot, made once in .build-chroot. Dependencies come from Debian."""
import os
import pathlib
import shutil
import subprocess

import pytest

PACKAGE = os.environ.get("TUCKBOX_DEB")
PLACE = pathlib.Path(__file__).resolve().parents[2] / ".build-chroot"
SUITE = "bookworm"
CLEAN = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"}

pytestmark = pytest.mark.skipif(not PACKAGE, reason="TUCKBOX_DEB does not name the package to test; Scripts/package-deb builds it")


def output(*command, **options):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=600, **options)
    assert done.returncode == 0, f"{' '.join(map(str, command))}: status {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout


def in_root(root, command, user=None, **options):
    """Runs a shell command in the chroot, with /proc as long as it runs, and returns what it prints."""
    who = [f"--userspec={user}:{user}"] if user else []
    environment = CLEAN | {"HOME": f"/home/{user}" if user else "/root"}
    return output("unshare", "--mount", "--pid", "--fork", f"--mount-proc={root}/proc", "chroot", *who, root, "sh", "-euc", command,
                  env=environment, **options)


def sources():
    """This machine's apt sources for Debian 12, as sources.list has them, the mirror of the release first."""
    targets = output("apt-get", "indextargets", "--format", "$(REPO_URI) $(RELEASE) $(COMPONENT)", "Created-By: Packages").splitlines()
    ours = [target for target in dict.fromkeys(targets) if target.split()[1].split("-")[0] == SUITE and target.endswith(" main")]
    return sorted((f"deb {target}" for target in ours), key=lambda line: line.split()[2] != SUITE)


def make(chroot):
    lines = sources()
    if not lines or lines[0].split()[2] != SUITE:
        pytest.skip(f"this machine's apt sources name no mirror of Debian {SUITE}")
    mirror = lines[0].split()[1]
    # A mirror over TLS needs the certificates that this machine trusts.
    secure = any("https:" in line for line in lines)
    # Nothing here has to survive a power cut; the other flags are dpkg's own defaults.
    output("debootstrap", "--variant=minbase", "--include=man-db" + (",ca-certificates" if secure else ""), SUITE, chroot, mirror,
           env=os.environ | {"DPKG_FORCE": "security-mac,downgrade,unsafe-io"})
    if secure:
        shutil.copy("/etc/ssl/certs/ca-certificates.crt", chroot / "etc/ssl/certs/ca-certificates.crt")
    (chroot / "etc/apt/sources.list").write_text("\n".join(lines) + "\n")
    settings = output("apt-config", "dump").splitlines()
    kept = [line for line in settings if line.startswith(("Acquire::http", "Acquire::https", "Acquire::Check-"))]
    (chroot / "etc/apt/apt.conf.d/90machine").write_text("\n".join(kept) + "\n")
    in_root(chroot, "useradd --create-home teacher")


@pytest.fixture
def root(request):
    """The chroot, with the package lists of today. It has its name only while it is as it was made: a test that fails spends it."""
    kept, used = PLACE / SUITE, PLACE / "used"
    PLACE.mkdir(exist_ok=True)
    shutil.rmtree(used, ignore_errors=True)
    if kept.exists():
        kept.rename(used)
    else:
        make(used)
    shutil.copy("/etc/resolv.conf", used / "etc/resolv.conf")
    in_root(used, "apt-get update -qq")
    yield used
    if getattr(request.node, "passed", False):
        used.rename(kept)


def everything(root):
    """Every name in the chroot; not /var, where apt and dpkg keep their books, nor /proc."""
    found = set()
    for folder, folders, files in os.walk(root):
        if folder == str(root):
            folders[:] = [name for name in folders if name not in ("var", "proc")]
        found.update(os.path.relpath(os.path.join(folder, name), root) for name in folders + files)
    return found


def test_the_package_installs_works_for_an_ordinary_user_and_leaves_nothing(root, request, capsys):
    before = everything(root)
    shutil.copy(PACKAGE, root / "var/tmp/tuckbox.deb")
    in_root(root, "apt-get install -qq -y --no-install-recommends /var/tmp/tuckbox.deb")
    assert "usr/bin/tuckbox" in everything(root) - before
    version = in_root(root, "dpkg-query -W -f '${Version}' tuckbox")

    def teacher(command):
        return in_root(root, f"cd ~; {command}", user="teacher")

    assert teacher("tuckbox --version").split()[:2] == ["tuckbox", version]
    for page in ("tuckbox", "tuckbox wrap", "tuckbox key generate"):
        dashed = page.replace(" ", "-")
        assert teacher(f"man -w {dashed}").strip() == f"/usr/share/man/man1/{dashed}.1.gz"
        assert f"\n     {page} " in teacher(f"man {dashed}"), "the synopsis"

    for page in ("tuckbox-policy", "tuckbox-vault", "tuckbox-trail"):
        assert teacher(f"man -w 5 {page}").strip() == f"/usr/share/man/man5/{page}.5.gz"
        assert "\nDESCRIPTION\n" in teacher(f"man 5 {page}")
    teacher("mkdir -p work/'SEN reviews'/autumn; cd work; printf 'first,last\\n' >'SEN reviews/register.csv'; "
            "head -c 3000000 /dev/urandom >'SEN reviews/autumn/scan.bin'; touch 'SEN reviews/autumn/empty'")
    assert len(teacher("cd work; tuckbox passphrase | tee passphrase").split()) == 6
    teacher("cd work; tuckbox wrap 'SEN reviews' --passphrase-file passphrase")
    teacher("cd work; tuckbox verify 'SEN reviews.vault' --passphrase-file passphrase")
    teacher("cd work; tuckbox unwrap 'SEN reviews.vault' -o opened --passphrase-file passphrase; diff -r 'SEN reviews' opened")

    times = 20
    spent = int(teacher(f"s=$(date +%s%N); for i in $(seq {times}); do tuckbox --version >/dev/null; done; e=$(date +%s%N); echo $((e - s))"))
    with capsys.disabled():
        print(f"\npackage: {os.path.getsize(PACKAGE) / 1e6:.1f} MB, starts in {spent / times / 1e6:.1f} ms")

    teacher("rm -r work")
    in_root(root, "apt-get purge -qq -y --auto-remove tuckbox")
    # The record of what the teacher did is the teacher's, and stays.
    left = {name for name in everything(root) ^ before if not f"{name}/".startswith("home/teacher/.local/")}
    assert left == set()
    request.node.passed = True
