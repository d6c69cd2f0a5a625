"""The polkit rule of the floor, asked of a real polkitd on a bus of its own, in a private world of mounts. It needs root."""
import pathlib
import shutil
import subprocess
import tempfile

import pytest

from lab import FLOOR

POLICY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE policyconfig PUBLIC "-//freedesktop//DTD PolicyKit Policy Configuration 1.0//EN" "http://www.freedesktop.org/standards/PolicyKit/1/policyconfig.dtd">
<policyconfig><action id="org.freedesktop.udisks2.filesystem-mount"><description>mount</description><message>mount</message>
<defaults><allow_any>yes</allow_any><allow_inactive>yes</allow_inactive><allow_active>yes</allow_active></defaults></action></policyconfig>
"""
# udev knows two disks; daemon (user 1) is in the group sudo, nobody (65534) is not. Everyone may have udisks mount what is not guarded.
SCRIPT = """
set -eu
mkdir -p /run/udev/data && mount -t tmpfs none /run/udev/data
printf 'I:1\\nE:TUCKBOX_GUARDED=1\\n' >/run/udev/data/b7:1
printf 'I:1\\nE:TUCKBOX_GUARDED=0\\n' >/run/udev/data/b7:2
mount -t tmpfs -o mode=755 none /etc/polkit-1/rules.d
[ -z "$RULE" ] || install -m 644 "$RULE" /etc/polkit-1/rules.d/10-tuckbox-guard.rules
sed 's/^sudo:.*/sudo:x:27:daemon/' /etc/group >"$FOLDER/group" && mount --bind "$FOLDER/group" /etc/group
mkdir "$FOLDER/actions" && cp /usr/share/polkit-1/actions/* "$FOLDER/policy/"* "$FOLDER/actions" && mount --bind "$FOLDER/actions" /usr/share/polkit-1/actions
export DBUS_SYSTEM_BUS_ADDRESS="unix:path=$FOLDER/bus"
dbus-daemon --config-file=/usr/share/dbus-1/system.conf --address="$DBUS_SYSTEM_BUS_ADDRESS" --nofork --nopidfile >/dev/null 2>&1 & bus=$!
until [ -S "$FOLDER/bus" ]; do sleep 0.05; done
/usr/lib/polkit-1/polkitd >"$FOLDER/polkitd" 2>&1 & polkit=$!
until grep -q 'Acquired the name' "$FOLDER/polkitd"; do sleep 0.05; done
for user in 65534 1; do
    setpriv --reuid $user --regid $user --clear-groups sleep 100 & subject=$!
    sleep 0.2
    for disk in loop1 loop2; do
        status=0
        timeout 30 pkcheck --action-id org.freedesktop.udisks2.filesystem-mount --process $subject --detail device /dev/$disk >/dev/null 2>&1 || status=$?
        echo "$user $disk $status"
    done
    kill $subject
done
kill $polkit $bus
"""
# pkcheck(1).
ALLOWED, REFUSED, WITH_PASSWORD = 0, 1, 2


def answers(folder, rule):
    # polkitd is a user of its own and reads what is here.
    folder = folder / ("with" if rule else "without")
    (folder / "policy").mkdir(parents=True)
    (folder / "policy/org.freedesktop.udisks2.policy").write_text(POLICY)
    done = subprocess.run(["unshare", "-m", "sh", "-c", SCRIPT], capture_output=True, text=True, timeout=120,
                          env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "FOLDER": str(folder), "RULE": str(rule or "")})
    assert done.returncode == 0, done.stderr
    return {(int(user), disk): int(status) for user, disk, status in map(str.split, done.stdout.splitlines())}


@pytest.mark.skipif(not shutil.which("pkcheck") or not shutil.which("dbus-daemon"), reason="polkit or D-Bus is not installed")
def test_ordinary_users_may_not_have_a_guarded_disk_mounted_and_administrators_need_their_password():
    with tempfile.TemporaryDirectory(prefix="tuckbox-polkit-") as folder:
        folder = pathlib.Path(folder)
        folder.chmod(0o755)
        assert answers(folder, None) == {(65534, "loop1"): ALLOWED, (65534, "loop2"): ALLOWED, (1, "loop1"): ALLOWED, (1, "loop2"): ALLOWED}
        assert answers(folder, FLOOR / "10-tuckbox-guard.rules") == {
            (65534, "loop1"): REFUSED, (65534, "loop2"): ALLOWED, (1, "loop1"): WITH_PASSWORD, (1, "loop2"): ALLOWED}
