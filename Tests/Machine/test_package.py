"""The Debian packages, of which TUCKBOX_DEB names tuckbox's, on a Debian 12 without Swift: a chroot, made once in .build-chroot, where nothing runs; and the
same booted as a computer of its own, with systemd and udev. Dependencies come from Debian."""
import gzip
import os
import pathlib
import re
import shutil
import subprocess

import pytest
from container import Container

PACKAGE = os.environ.get("TUCKBOX_DEB")
PACKAGES = [PACKAGE, (PACKAGE or "").replace("/tuckbox_", "/tuckbox-guard_")]
PLACE = pathlib.Path(__file__).resolve().parents[2] / ".build-chroot"
SUITE = "bookworm"
# What a computer of a school has besides, of what matters here.
INCLUDED = ["dbus", "e2fsprogs", "fuse3", "libpam-systemd", "man-db", "polkitd", "systemd-sysv", "udev"]
CLEAN = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"}
INSTALL = "apt-get install -qq -y --no-install-recommends"
# With the libraries that came with it, although other packages could use them as well.
PURGE = "apt-get purge -qq -y --auto-remove -o APT::AutoRemove::SuggestsImportant=false -o APT::AutoRemove::RecommendsImportant=false tuckbox tuckbox-guard"

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
    output("debootstrap", "--variant=minbase", "--include=" + ",".join(INCLUDED + ["ca-certificates"] * secure), SUITE, chroot, mirror,
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
    for package in PACKAGES:
        shutil.copy(package, used / "var/tmp" / re.sub("_.*", ".deb", os.path.basename(package)))
    yield used
    if getattr(request.node, "passed", False):
        shutil.rmtree(used / "var/log/journal", ignore_errors=True)
        used.rename(kept)


def everything(root):
    """Every name in the chroot; of /var, where apt, dpkg and the journal keep their books, those that are ours."""
    found = set()
    for folder, folders, files in os.walk(root):
        if folder == str(root):
            folders[:] = [name for name in folders if name not in ("proc", "tmp")]
        place = os.path.relpath(folder, root)
        for name in folders + files:
            if not place.startswith("var") or ("tuckbox" in name and not re.match("var/(tmp|cache/apt|lib/dpkg)", place)):
                found.add(os.path.normpath(os.path.join(place, name)))
    return found


def users(root):
    return sorted((root / "etc/passwd").read_text().splitlines() + (root / "etc/group").read_text().splitlines())


def test_the_packages_install_where_nothing_runs_work_for_an_ordinary_user_and_leave_nothing(root, request, capsys):
    before = everything(root), users(root)
    in_root(root, f"{INSTALL} /var/tmp/tuckbox.deb /var/tmp/tuckbox-guard.deb")
    assert {"usr/bin/tuckbox", "usr/sbin/tuckboxd", "etc/tuckbox/policy.yaml"} <= everything(root) - before[0]
    version = in_root(root, "dpkg-query -W -f '${Version}' tuckbox")
    assert not in_root(root, "dpkg -L tuckbox tuckbox-guard | grep . | xargs -d '\\n' -I{} find {} -maxdepth 0 -type f -perm /6000"), "no program has more rights than its user"

    def teacher(command):
        return in_root(root, f"cd ~; {command}", user="teacher")

    assert teacher("tuckbox --version").split()[:2] == ["tuckbox", version]
    for page in ("tuckbox", "tuckbox wrap", "tuckbox key generate"):
        dashed = page.replace(" ", "-")
        assert teacher(f"man -w {dashed}").strip() == f"/usr/share/man/man1/{dashed}.1.gz"
        assert f"\n     {page} " in teacher(f"man {dashed}"), "the synopsis"
    for page, section in (("tuckbox-policy", 5), ("tuckbox-vault", 5), ("tuckbox-trail", 5), ("tuckbox-backup-job", 5), ("tuckboxd", 8)):
        assert teacher(f"man -w {section} {page}").strip() == f"/usr/share/man/man{section}/{page}.{section}.gz"
        assert "\nDESCRIPTION\n" in teacher(f"man {section} {page}")
    pages = {page.name.removesuffix(".1.gz"): page for page in (root / "usr/share/man/man1").glob("tuckbox*.1.gz")}
    for name, page in pages.items():
        # Of 'key' and the like the examples are in the pages of what they are for.
        is_group = any(other.startswith(name + "-") for other in pages)
        assert name == "tuckbox-help" or is_group or b"\n.Sh EXAMPLES\n" in gzip.decompress(page.read_bytes()), page
    documents = [page for name in ("tuckbox", "tuckbox-guard") for page in (root / "usr/share/doc" / name).rglob("*.md")]
    for page in documents:
        for target in re.findall(r"\]\(([^):#]+)(?:#[^)]*)?\)", page.read_text()):
            assert (page.parent / target).exists(), f"{page}: {target}"
    assert len(documents) > 10
    # The policy that comes with the guard demands nothing.
    assert "policy.yaml" in teacher("tuckbox policy check --json")

    teacher("mkdir -p work/'SEN reviews'/autumn; cd work; printf 'first,last\\n' >'SEN reviews/register.csv'; "
            "head -c 3000000 /dev/urandom >'SEN reviews/autumn/scan.bin'; touch 'SEN reviews/autumn/empty'")
    assert len(teacher("cd work; tuckbox passphrase | tee passphrase").split()) == 6
    teacher("cd work; tuckbox wrap 'SEN reviews' --passphrase-file passphrase")
    teacher("cd work; tuckbox verify 'SEN reviews.vault' --passphrase-file passphrase")
    teacher("cd work; tuckbox unwrap 'SEN reviews.vault' -o opened --passphrase-file passphrase; diff -r 'SEN reviews' opened")

    times = 20
    spent = int(teacher(f"s=$(date +%s%N); for i in $(seq {times}); do tuckbox --version >/dev/null; done; e=$(date +%s%N); echo $((e - s))"))
    installed = {name: int(in_root(root, f"dpkg-query -W -f '${{Installed-Size}}' {name}")) / 1024 for name in ("tuckbox", "tuckbox-guard")}
    size = (root / "usr/bin/tuckbox").stat().st_size / (1 << 20)
    with capsys.disabled():
        packed = ", ".join(f"{os.path.basename(package).split('_')[0]} {os.path.getsize(package) / 1e6:.1f} MB" for package in PACKAGES)
        print(f"\npackages: {packed}; installed {', '.join(f'{name} {mib:.0f} MiB' for name, mib in installed.items())}; "
              f"/usr/bin/tuckbox {size:.0f} MiB, starts in {spent / times / 1e6:.1f} ms")
    assert size < 60

    teacher("rm -r work")
    in_root(root, PURGE)
    # The record of what the teacher did is the teacher's, and stays.
    left = {name for name in everything(root) ^ before[0] if not f"{name}/".startswith("home/teacher/.local/")}
    assert left == set() and users(root) == before[1]
    request.node.passed = True


def make_earlier(package, folder):
    """The package as an earlier version could have been: a lower number, other words in its default policy, and a file that there is no more."""
    output("dpkg-deb", "-R", package, folder / "tree")
    control = folder / "tree/DEBIAN/control"
    control.write_text(re.sub(r"^(Version: |Depends:.*tuckbox \(= )[^)\n]*", r"\g<1>0.0~earlier", control.read_text(), flags=re.M))
    former = folder / "tree/usr/lib/tuckbox/former"
    former.parent.mkdir(parents=True, exist_ok=True)
    former.with_name(control.read_text().split()[1]).write_text("as it was once\n")
    policy = folder / "tree/etc/tuckbox/policy.yaml"
    if policy.exists():
        policy.write_text("# As it was once.\nschema: 1\n")
    output("dpkg-deb", "--root-owner-group", "-Znone", "--build", folder / "tree", folder / "earlier.deb")
    return folder / "earlier.deb"


def test_the_guard_protects_a_computer_from_its_installation_until_it_is_removed(root, request, capsys, tmp_path):
    for package, name in zip(PACKAGES, ("tuckbox", "tuckbox-guard")):
        (tmp_path / name).mkdir()
        shutil.copy(make_earlier(package, tmp_path / name), root / f"var/tmp/earlier-{name}.deb")
    in_root(root, f"{INSTALL} --download-only /var/tmp/tuckbox.deb /var/tmp/tuckbox-guard.deb")

    with Container(root) as computer:
        run = computer.run
        before = everything(root), users(root), run("systemctl list-unit-files --no-legend")
        run(f"{INSTALL} /var/tmp/earlier-tuckbox.deb /var/tmp/earlier-tuckbox-guard.deb", **CLEAN)
        assert run("systemctl is-enabled tuckboxd; systemctl --global is-enabled tuckbox-notify").split() == ["enabled", "enabled"]

        def self_test():
            computer.wait("tuckbox guard status")
            # Again if need be: its own rule has every change of its stick be another medium, so that on a busy computer the floor may shut it once more.
            computer.wait("tuckbox guard selftest")
            run("tuckbox log verify -q --trail /var/log/tuckbox")

        def pid():
            return int(run("systemctl show -P MainPID tuckboxd"))

        self_test()
        run("echo 'organisation: Hillside Primary School' >>/etc/tuckbox/policy.yaml")
        recorded, first = len(list((root / "var/log/tuckbox").glob("*.log"))), pid()
        assert recorded

        # As unattended upgrades do it: what somebody changed stays.
        run(f"{INSTALL} -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold /var/tmp/tuckbox.deb /var/tmp/tuckbox-guard.deb", **CLEAN)
        assert (root / "etc/tuckbox/policy.yaml").read_text().startswith("# As it was once.\n") and "Hillside" in run("tuckbox policy check")
        assert not [name for name in os.listdir(root / "usr/lib/tuckbox") if name.startswith("tuckbox")]
        computer.wait("systemctl is-active tuckboxd")
        assert pid() != first and len(list((root / "var/log/tuckbox").glob("*.log"))) >= recorded
        self_test()

        killed = pid()
        run(f"kill -9 {killed}")
        computer.wait(f"systemctl is-active tuckboxd && test $(systemctl show -P MainPID tuckboxd) != {killed}")
        self_test()
        exposure = run("systemd-analyze security --no-pager tuckboxd").strip().splitlines()[-1]
        with capsys.disabled():
            print(f"\ntuckboxd: {exposure.split(': ')[1]}")
        assert float(re.search(r"[0-9]+\.[0-9]", exposure)[0]) <= 5

        # Removed: the computer is as it was, but for the record and what was set.
        run("apt-get remove -qq -y tuckbox tuckbox-guard", **CLEAN)
        assert run("readlink /proc/[0-9]*/exe | grep tuckbox || true") == "", "a program of ours still runs"
        kept = everything(root) - before[0]
        assert "etc/tuckbox/policy.yaml" in kept and "var/log/tuckbox" in kept
        assert not [name for name in kept if re.search(r"tuckbox.*\.rules|bin/tuckbox|libexec/tuckbox|lib/systemd/(system|user)/tuckbox", name)]
        # Purged: nothing is left.
        run(PURGE, **CLEAN)
        assert everything(root) - before[0] == set()
        assert (users(root), run("systemctl list-unit-files --no-legend")) == before[1:]
        assert run("systemctl --failed --no-legend; find /run /media -name '*tuckbox*'") == ""
    request.node.passed = True
