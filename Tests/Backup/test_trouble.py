"""Sticks pulled, disks full, servers gone, kills, clocks set back, two at once: no good backup is lost, no bad one is called good, somebody is told.
TUCKBOX_KILLS says how often it is killed (60), TUCKBOX_SEED repeats a run."""
import os
import random
import signal
import subprocess
import time

from conftest import names, vaults

KILLS = int(os.environ.get("TUCKBOX_KILLS", "60"))


def test_a_stick_that_is_pulled_out_keeps_its_good_backup_and_gets_no_bad_one(school, sticks):
    stick = sticks("A").plug()
    school.targets = [{"name": "sticks", "sticks": [{"name": "A", "id": stick.uuid}]}]
    assert school.run().returncode == 0
    good = names(stick.place)
    wait, go = school.slowly()
    process = school.start()
    wait()
    stick.fail()
    go()
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 1, errors
    assert "no backup on sticks, stick 'A'" in school.messages()
    stick.unplug()
    stick.plug()
    assert [name for name in names(stick.place) if not name.endswith(".part")] == good
    assert school.with_key("verify").returncode == 0
    assert school.run(verb="status").returncode == 3
    # Plugged in again it is as before; what the broken run left goes.
    school.slowly()[1]()
    assert school.run().returncode == 0
    assert len(vaults(stick.place)) == 2 and not [name for name in names(stick.place) if name.endswith(".part")]


def test_a_stick_that_fails_costs_the_other_targets_nothing(school, sticks):
    stick = sticks("A").plug()
    school.targets = [{"name": "sticks", "sticks": [{"name": "A", "id": stick.uuid}]}]
    nas = school.to_folder()
    wait, go = school.slowly()
    process = school.start()
    wait()
    stick.fail()
    go()
    process.communicate(timeout=60)
    assert process.returncode == 3
    assert len(vaults(nas)) == 1 and "no backup on sticks" in school.messages()
    assert school.with_key("verify", "--target", "nas").returncode == 0


def test_a_disk_that_fills_up_keeps_its_good_backup(school, sticks):
    stick = sticks("small", 24 << 20).plug()
    school.targets = [{"name": "sticks", "sticks": [{"name": "A", "id": stick.uuid}]}]
    assert school.run().returncode == 0
    good = names(stick.place)
    school.source = {"command": ["/bin/sh", "-c", "head -c 40000000 /dev/urandom"], "stored_as": "stream"}
    done = school.run()
    assert done.returncode == 1 and "No space left" in done.stderr or "no space left" in done.stderr
    assert names(stick.place) == good and "no backup on sticks" in school.messages()
    assert school.with_key("verify").returncode == 0
    # Folders are measured beforehand.
    (school.folder("source") / "large").write_bytes(os.urandom(40_000_000))
    school.source = {"folders": [str(school.folder("source"))]}
    refused = school.run()
    assert refused.returncode == 1 and "not enough room" in refused.stderr
    assert names(stick.place) == good


def test_a_server_that_goes_away_is_no_backup_and_the_next_run_begins_again(school, webdav):
    school.targets = [{"name": "dav", "remote": "dav:office", "config": str(webdav.configuration)}]
    assert school.run().returncode == 0
    good = vaults(webdav.folder / "office")
    wait, go = school.slowly()
    process = school.start()
    wait()
    webdav.stop()
    go()
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 1 and "rclone could not" in errors
    assert "no backup on dav" in school.messages()
    assert vaults(webdav.folder / "office") == good
    assert school.run(verb="verify").returncode == 1
    webdav.start()
    assert school.with_key("verify").returncode == 0
    school.slowly()[1]()
    assert school.run().returncode == 0
    assert len(vaults(webdav.folder / "office")) == 2
    assert not [name for name in names(webdav.folder / "office") if name.endswith(".part")]


def test_killed_at_any_moment_there_are_only_whole_backups(school):
    seed = int(os.environ.get("TUCKBOX_SEED", random.randrange(1 << 32)))
    print(f"kills: seed {seed}")
    chance = random.Random(seed)
    nas, second = school.to_folder(), school.to_folder("second")
    (school.folder("source") / "large").write_bytes(os.urandom(20_000_000))
    school.write(keep={"daily": 1, "weekly": 1})
    start = time.monotonic()
    assert school.run().returncode == 0
    longest = (time.monotonic() - start) * 1.2
    killed = 0
    for _ in range(KILLS):
        process = school.start()
        time.sleep(chance.uniform(0, longest))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        if process.returncode == -signal.SIGKILL:
            killed += 1
        for place in (nas, second):
            # Whatever has the name of a backup is one, and there always is one.
            assert vaults(place)
            for vault in vaults(place):
                assert subprocess.run(["sha256sum", "-c", "--status", f"{vault.name}.sha256"], cwd=place).returncode == 0
    assert killed > KILLS // 5, "hardly any run was caught at work"
    print(f"kills: {killed} of {KILLS} runs were killed")
    process = school.start()
    time.sleep(0.03)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    done = school.run()
    assert done.returncode == 0, done.stderr
    assert len(names(nas)) == 2 == len(names(second)), "what kills have left is gone, and one backup is kept"
    assert school.with_key("verify", "--all").returncode == 0


def test_a_run_that_was_cut_off_shows_in_the_status(school):
    school.to_folder()
    assert school.run().returncode == 0
    wait, go = school.slowly()
    process = school.start()
    wait()
    assert school.run(verb="status").returncode == 0, "a run that goes on is no fault"
    process.kill()
    go()
    process.communicate()
    status = school.run("--tell", verb="status")
    assert status.returncode == 3 and "cut off" in status.stdout and "cut off" in school.messages()


def test_with_the_clock_set_back_a_backup_is_made_and_none_removed(school):
    nas = school.to_folder()
    school.write(keep={"daily": 1})
    assert school.run().returncode == 0
    back = school.run(before=["faketime", "2024-01-05 02:00:00"])
    assert back.returncode == 3, back.stderr
    assert len(vaults(nas)) == 2 and vaults(nas)[0].name.startswith("office.20240105T")
    assert "clock is behind" in school.messages()
    assert school.run(verb="status", before=["faketime", "2024-01-05 03:00:00"]).returncode == 3
    # Set right again, the shelf is put in order, and the newest stays.
    newest = vaults(nas)[1]
    assert school.run().returncode == 0
    assert len(vaults(nas)) == 1 and vaults(nas)[0].name > newest.name


def test_an_old_backup_is_reported(school):
    school.to_folder()
    assert school.run().returncode == 0
    late = school.run("--tell", verb="status", before=["faketime", "-f", "+37h"])
    assert late.returncode == 1 and "OVERDUE" in late.stdout and "OVERDUE" in school.messages()
    assert school.run(verb="status", before=["faketime", "-f", "+35h"]).returncode == 0


def test_nights_of_three_months_are_kept_as_the_job_says(school):
    nas = school.to_folder()
    school.write(keep={"daily": 3, "weekly": 2, "monthly": 2})
    for night in range(1, 64):
        day = f"2027-01-{night:02}" if night <= 31 else f"2027-02-{night - 31:02}" if night <= 59 else f"2027-03-{night - 59:02}"
        done = school.run(before=["faketime", f"{day} 02:00:00"])
        assert done.returncode == 0, done.stderr
    # The last is Thursday 4 March: three days, this week and the last, this month and the last.
    assert [vault.name[7:15] for vault in vaults(nas)] == ["20270228", "20270302", "20270303", "20270304"]


def test_two_runs_at_once_do_not_disturb_each_other(school):
    nas = school.to_folder()
    wait, go = school.slowly()
    process = school.start()
    wait()
    second = school.run()
    assert second.returncode == 11 and "at work" in school.messages()
    go()
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    assert len(vaults(nas)) == 1 and school.with_key("verify").returncode == 0


def test_a_stick_with_another_file_in_a_backups_place_is_found_out(school, sticks):
    stick = sticks("A").plug()
    school.targets = [{"name": "sticks", "sticks": [{"name": "A", "id": stick.uuid}]}]
    assert school.run().returncode == 0
    vault = vaults(stick.place)[0]
    content = bytearray(vault.read_bytes())
    content[len(content) // 2] ^= 1
    vault.write_bytes(content)
    assert school.run(verb="verify").returncode == 13
    # With the checksum made to fit as well.
    line = subprocess.run(["sha256sum", vault.name], cwd=stick.place, capture_output=True, text=True).stdout
    vault.with_name(vault.name + ".sha256").write_text(line)
    assert school.run(verb="verify").returncode == 13
    assert school.with_key("restore", "-o", school.path / "out").returncode == 13
    assert not (school.path / "out").exists()


def test_a_folder_whose_medium_is_not_mounted_gets_nothing(school, sticks):
    stick = sticks("A").plug()
    folder = stick.place / "office"
    folder.mkdir()
    school.targets = [{"name": "disk", "folder": str(folder), "must_be_mounted": str(stick.place)}]
    assert school.run().returncode == 0 and len(vaults(folder)) == 1
    stick.unplug()
    # What the medium covered, and what fills up this computer's disk night by night if nobody asks.
    folder.mkdir()
    refused = school.run()
    assert refused.returncode == 1 and "nothing is mounted" in refused.stderr, refused.stderr
    assert names(folder) == []
    folder.rmdir()
    refused = school.run()
    assert refused.returncode == 1 and "nothing is mounted" in refused.stderr, refused.stderr


def test_a_rehearsal_that_ends_during_a_run_is_remembered(school):
    school.to_folder()
    assert school.run().returncode == 0
    wait, go = school.slowly()
    process = school.start()
    wait()
    assert school.with_key("drill", "-o", school.path / "certificate.txt").returncode == 0
    go()
    process.communicate(timeout=60)
    assert process.returncode == 0 and "last rehearsal" in school.run(verb="status").stdout
    # What is spoilt there keeps nobody from hearing of the backups.
    (school.path / "state/office/drill.json").write_text("")
    status = school.run(verb="status")
    assert status.returncode == 0 and "no rehearsal yet" in status.stdout


def test_two_sticks_take_turns(school, sticks):
    a, b = sticks("A").plug(), sticks("B")
    school.targets = [{"name": "sticks", "sticks": [{"name": "A", "id": a.uuid}, {"name": "B", "id": b.uuid}]}]
    first = school.run()
    assert first.returncode == 0 and "take stick 'A' home; stick 'B' comes back" in first.stderr
    assert "stick 'B' is due" in school.run(verb="status").stdout
    a.unplug()
    missing = school.run()
    assert missing.returncode == 1 and "plug in stick 'B', or else stick 'A'" in missing.stderr and "plug in stick 'B'" in school.messages()
    b.plug()
    second = school.run()
    assert second.returncode == 0 and "take stick 'B' home; stick 'A' comes back" in second.stderr
    listed = school.run(verb="list").stdout
    assert "stick 'A'  away" in listed and len(listed.splitlines()) == 2


def test_a_stick_that_the_job_does_not_know_gets_nothing(school, sticks):
    known, foreign = sticks("A"), sticks("foreign").plug()
    school.targets = [{"name": "sticks", "sticks": [{"name": "A", "id": known.uuid}]}]
    assert school.run().returncode == 1
    assert names(foreign.place) == ["lost+found"]


def test_a_link_on_a_stick_leads_nowhere(school, sticks):
    stick = sticks("A").plug()
    elsewhere = school.folder("elsewhere")
    (stick.place / "backups").symlink_to(elsewhere)
    school.targets = [{"name": "sticks", "sticks": [{"name": "A", "id": stick.uuid}], "folder": "backups"}]
    assert school.run().returncode == 1
    school.targets[0]["folder"] = "backups/deeper"
    assert school.run().returncode == 1
    assert names(elsewhere) == []
