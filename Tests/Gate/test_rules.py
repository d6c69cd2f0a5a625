"""What a file system has to do, and what this one must not."""
import ctypes
import errno
import mmap
import os
import pathlib
import random
import subprocess
import sys
import threading
import time

import pytest
from material import CLEAN, MARKER, OLD, PUPILS, traces
from mounted import PROGRAMS, wait


def error_of(call, *arguments):
    try:
        call(*arguments)
    except OSError as error:
        return errno.errorcode[error.errno]
    return None


def write_through(path, content, flags=os.O_WRONLY | os.O_CREAT | os.O_TRUNC):
    """Writes and closes; what close answers."""
    file = os.open(path, flags)
    os.write(file, content)
    return error_of(os.close, file)


def test_what_has_no_place_on_a_stick_is_refused(gate):
    here = gate()
    file = here.mount / "a"
    file.write_bytes(CLEAN)
    assert error_of(os.symlink, "a", here.mount / "b") == "EPERM"
    assert error_of(os.link, file, here.mount / "b") == "EPERM"
    assert error_of(os.mkfifo, here.mount / "b") == "EPERM"
    assert error_of(os.setxattr, file, "user.note", PUPILS[:100]) == "ENOTSUP"
    assert os.listdir(here.mount) == ["lost+found", "a"] or sorted(os.listdir(here.mount)) == ["a", "lost+found"]
    assert os.listxattr(here.real / "a") == []


def test_close_and_fsync_say_permission_denied(gate):
    here = gate()
    assert write_through(here.mount / "a", PUPILS) == "EACCES"
    file = os.open(here.mount / "b", os.O_RDWR | os.O_CREAT)
    os.write(file, PUPILS)
    assert error_of(os.fsync, file) == "EACCES"
    assert error_of(os.fdatasync, file) == "EACCES"
    assert os.pread(file, len(PUPILS), 0) == PUPILS, "whoever wrote it sees it while it is open"
    assert error_of(os.close, file) == "EACCES"
    assert error_of(os.rename, here.mount / "b", here.mount / "c") == "EACCES"
    assert error_of(os.truncate, here.mount / "b", 0) == "EACCES"
    here.wait_for("'b'")
    assert os.listdir(here.mount) == ["lost+found"]


def test_a_refused_file_can_be_written_anew_or_removed(gate):
    here = gate()
    assert write_through(here.mount / "a", PUPILS) == "EACCES"
    assert write_through(here.mount / "a", CLEAN) is None
    assert write_through(here.mount / "b", PUPILS) == "EACCES"
    os.unlink(here.mount / "b")
    assert error_of(os.stat, here.mount / "b") == "ENOENT"
    assert write_through(here.mount / "b", CLEAN, os.O_WRONLY | os.O_CREAT | os.O_EXCL) is None
    here.close()
    assert (here.real / "a").read_bytes() == (here.real / "b").read_bytes() == CLEAN


def test_a_file_that_was_only_read_closes_without_an_error(gate, stick):
    medium = stick()
    (medium.real / "old.csv").write_bytes(PUPILS)
    here = gate(over=medium)
    file = os.open(here.mount / "old.csv", os.O_RDONLY)
    assert os.read(file, 1 << 20) == PUPILS
    assert error_of(os.close, file) is None
    file = os.open(here.mount / "old.csv", os.O_RDWR)
    assert error_of(os.close, file) is None, "nothing was changed"


def test_truncating_a_protected_file_loses_nothing_until_the_new_version_is_good(gate, stick):
    medium = stick()
    (medium.real / "old.csv").write_bytes(PUPILS)
    here = gate(over=medium)
    file = os.open(here.mount / "old.csv", os.O_WRONLY | os.O_TRUNC)
    assert os.fstat(file).st_size == 0
    assert (medium.real / "old.csv").read_bytes() == PUPILS
    os.write(file, PUPILS)
    assert error_of(os.close, file) == "EACCES"
    assert (medium.real / "old.csv").read_bytes() == PUPILS
    assert write_through(here.mount / "old.csv", CLEAN) is None
    wait(lambda: (medium.real / "old.csv").read_bytes() == CLEAN, "the new version")


def test_appending_protected_data_to_a_worksheet_is_refused(gate):
    here = gate()
    (here.mount / "a.txt").write_bytes(CLEAN)
    assert write_through(here.mount / "a.txt", b"and so on\n", os.O_WRONLY | os.O_APPEND) is None
    assert write_through(here.mount / "a.txt", PUPILS, os.O_WRONLY | os.O_APPEND) == "EACCES"
    here.wait_for("refused")
    assert (here.mount / "a.txt").read_bytes() == CLEAN + b"and so on\n"


def test_protected_data_in_pieces_by_two_programs_are_seen_whole(gate):
    here = gate()
    first, second = (os.open(here.mount / "a", os.O_RDWR | os.O_CREAT) for _ in range(2))
    half = len(PUPILS) // 2
    os.write(first, PUPILS[:half])
    assert os.pread(second, half, 0) == PUPILS[:half], "each sees what the other wrote"
    os.pwrite(second, PUPILS[half:], half)
    assert os.pread(first, len(PUPILS), 0) == PUPILS
    assert error_of(os.close, second) == "EACCES"
    assert error_of(os.close, first) == "EACCES"
    here.close()
    assert os.listdir(here.real) == ["lost+found"]


def test_a_reader_sees_the_new_version_as_soon_as_it_is_there(gate):
    here = gate()
    (here.mount / "a").write_bytes(OLD)
    with open(here.mount / "a", "rb", buffering=0) as reader:
        assert reader.read() == OLD
        (here.mount / "a").write_bytes(CLEAN)
        reader.seek(0)
        assert b"".join(iter(lambda: reader.read(4096), b"")) == CLEAN


def test_readers_see_what_others_write_meanwhile(gate):
    """Who only writes goes past the page cache, and who reads, or has the file in memory, does not."""
    here = gate()
    content = bytearray(CLEAN * 40)
    (here.mount / "a").write_bytes(content)
    writer, reader, both = (os.open(here.mount / "a", flags) for flags in (os.O_WRONLY, os.O_RDONLY, os.O_RDWR))
    seen, shared = mmap.mmap(reader, 0, access=mmap.ACCESS_READ), mmap.mmap(both, 0)
    assert os.pread(reader, len(content), 0) == seen[:] == shared[:] == content
    for place in 5, 4090, 8192, 100_000, len(content) - 10:
        content[place:place + 10] = b"0123456789"
        os.pwrite(writer, b"0123456789", place)
        assert os.pread(reader, len(content), 0) == seen[:] == shared[:] == content
        content[place:place + 2] = b"by"
        shared[place:place + 2] = b"by"
        assert os.pread(reader, len(content), 0) == seen[:] == content
    # Within the page that holds the present end, and beyond it.
    for size in 7, 5000:
        os.pwrite(writer, CLEAN[:size], len(content))
        content += CLEAN[:size]
        assert os.pread(reader, 1 << 20, 0) == os.pread(both, 1 << 20, 0) == content
    # What is changed in memory is the kernel's until it is told to write it.
    shared.flush()
    for file in both, reader, writer:
        assert error_of(os.close, file) is None
    seen.close()
    shared.close()
    here.close()
    assert (here.real / "a").read_bytes() == content


def test_every_way_of_writing_lands_whole(gate, tmp_path):
    here = gate()
    content = b"".join(b"Question %d. A train leaves at noon.\n" % number for number in range(60_000))
    (tmp_path / "source").write_bytes(content)
    (here.mount / "source").write_bytes(content)

    def moved(move, source):
        left = len(content)
        with open(source, "rb", buffering=0) as read:
            file = os.open(here.mount / "a", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            while left:
                left -= move(read.fileno(), file, left)
            assert error_of(os.close, file) is None
        return (here.mount / "a").read_bytes()

    assert moved(lambda source, file, left: os.sendfile(file, source, None, left), tmp_path / "source") == content
    assert moved(os.copy_file_range, here.mount / "source") == content
    for command in ("cat {s} | dd of={t} bs=777", "dd if={s} of={t} bs=64k oflag=direct", "dd if={s} of={t} bs=5M oflag=sync", "tee {t} < {s}"):
        subprocess.run(command.format(s=tmp_path / "source", t=here.mount / "b"), shell=True, check=True, capture_output=True)
        assert (here.mount / "b").read_bytes() == content, command

    def append(letter):
        file = os.open(here.mount / "c", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        for number in range(300):
            os.write(file, b"%s line %d\n" % (letter, number))
        os.close(file)
    threads = [threading.Thread(target=append, args=(letter,)) for letter in (b"a", b"b", b"c")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lines = (here.mount / "c").read_bytes().splitlines()
    assert sorted(lines) == sorted(b"%s line %d" % (letter, number) for letter in (b"a", b"b", b"c") for number in range(300))


def test_what_is_refused_after_a_large_good_part_is_nowhere_on_the_medium(gate):
    """The medium may begin with a large file while it is still copied: only of what was found good."""
    here = gate()
    good = CLEAN * (24 << 20 >> 12)
    file = os.open(here.mount / "a", os.O_WRONLY | os.O_CREAT)
    os.write(file, good)
    os.fsync(file)
    os.write(file, PUPILS)
    assert error_of(os.close, file) == "EACCES"
    here.wait_for("refused")
    assert (here.mount / "a").read_bytes() == good
    assert here.close() == 0
    assert here.medium.holds(*traces(PUPILS)) == []


def test_what_a_shell_wrote_before_is_kept(gate):
    """The shell closes the file before anything is in it, and again after each program: the old version must outlive all of them."""
    here = gate()
    (here.mount / "a").write_bytes(OLD)
    (here.real.with_name("p.csv")).write_bytes(PUPILS)
    subprocess.run(["sh", "-c", 'exec >"$1"; echo a worksheet; /bin/cat "$2"; true', "sh", here.mount / "a", here.real.with_name("p.csv")])
    here.wait_for("refused")
    assert (here.mount / "a").read_bytes() == OLD


def test_a_removed_file_that_is_open_can_still_be_used(gate):
    here = gate()
    with open(here.mount / "a", "w+b") as file:
        file.write(CLEAN)
        file.flush()
        os.unlink(here.mount / "a")
        file.seek(0)
        assert file.read() == CLEAN
        file.write(PUPILS)
    here.close()
    assert os.listdir(here.real) == ["lost+found"] and "refused" not in here.said()


def test_a_removed_file_is_gone(gate):
    here = gate()
    for name in "a", "b":
        (here.mount / name).write_bytes(CLEAN)
    os.unlink(here.mount / "a")
    assert error_of(os.stat, here.mount / "a") == "ENOENT" and "a" not in os.listdir(here.mount)
    wait(lambda: not (here.real / "a").exists(), "the file to be removed")
    os.mkdir(here.mount / "d")
    os.rename(here.mount / "b", here.mount / "d" / "b")
    assert error_of(os.rmdir, here.mount / "d") == "ENOTEMPTY"
    os.unlink(here.mount / "d" / "b")
    os.rmdir(here.mount / "d")
    assert sorted(os.listdir(here.real)) == ["lost+found"]


def test_what_was_removed_makes_room_at_once(gate, stick):
    here = gate("--allow", "encrypted-or-random", "--allow", "unknown-formats", over=stick("ext4", 24 << 20))
    for _ in range(4):
        assert write_through(here.mount / "a", os.urandom(12 << 20)) is None
        os.unlink(here.mount / "a")


def test_a_full_stick_says_so_and_keeps_the_old_version(gate, stick):
    here = gate("--allow", "encrypted-or-random", "--allow", "unknown-formats", over=stick("ext4", 16 << 20))
    old = os.urandom(6 << 20)
    assert write_through(here.mount / "a", old) is None
    assert write_through(here.mount / "a", os.urandom(12 << 20)) == "ENOSPC"
    here.wait_for("not written")
    assert (here.mount / "a").read_bytes() == old
    assert write_through(here.mount / "b", os.urandom(12 << 20)) == "ENOSPC"
    wait(lambda: error_of(os.stat, here.mount / "b") == "ENOENT", "the name to be free")


def test_a_terabyte_of_nothing_takes_the_machine_nowhere(gate):
    here = gate("--staging-limit", 64 << 20)
    file = os.open(here.mount / "a", os.O_RDWR | os.O_CREAT)
    assert error_of(os.ftruncate, file, 1 << 40) == "EFBIG"
    assert error_of(os.pwrite, file, b"x", 1 << 40) == "EFBIG"
    assert error_of(os.posix_fallocate, file, 0, 1 << 40) == "EFBIG"
    os.pwrite(file, CLEAN, 0)
    assert error_of(os.close, file) is None


def test_memory_and_disk_that_wait_are_bounded(gate):
    here = gate("--staging-memory", 1 << 20, "--staging-limit", 8 << 20, "--allow", "encrypted-or-random", "--allow", "unknown-formats")
    content = os.urandom(6 << 20)
    assert write_through(here.mount / "a", content) is None, "it goes on on the disk"
    assert (here.mount / "a").read_bytes() == content
    first = os.open(here.mount / "b", os.O_WRONLY | os.O_CREAT)
    os.write(first, content)
    second = os.open(here.mount / "c", os.O_WRONLY | os.O_CREAT)
    assert error_of(lambda: [os.write(second, content[:1 << 20]) for _ in range(6)]) == "ENOSPC"
    os.unlink(here.mount / "c")
    os.close(second)
    assert error_of(os.close, first) is None
    assert write_through(here.mount / "d", content) is None, "what waited was given back"


def test_holes_stay_holes(gate):
    here = gate("--allow", "unknown-formats", "--allow", "encrypted-or-random")
    with open(here.mount / "a", "wb") as file:
        file.write(CLEAN)
        file.truncate(20 << 20)
        file.seek(10 << 20)
        file.write(CLEAN)
    here.close()
    content = (here.real / "a").read_bytes()
    assert len(content) == 20 << 20 and content.startswith(CLEAN) and content[10 << 20:].startswith(CLEAN)
    assert (here.real / "a").stat().st_blocks * 512 < 1 << 20


def test_times_and_permissions_are_kept(gate):
    here = gate()
    file = os.open(here.mount / "a", os.O_WRONLY | os.O_CREAT, 0o640)
    os.write(file, CLEAN)
    os.utime(file, (1_000_000_000, 1_100_000_000))
    os.fchmod(file, 0o604)
    os.close(file)
    seen = os.stat(here.mount / "a")
    assert (seen.st_mode & 0o777, seen.st_mtime) == (0o604, 1_100_000_000)
    os.utime(here.mount / "a", (1, 2))
    os.chmod(here.mount / "a", 0o600)
    write_through(here.mount / "a", b"more\n", os.O_WRONLY | os.O_APPEND)
    here.close()
    kept = os.stat(here.real / "a")
    assert kept.st_mode & 0o777 == 0o600 and kept.st_mtime > 1_200_000_000


def test_times_that_are_set_after_a_sync_are_kept(gate):
    here = gate()
    with open(here.mount / "a", "wb") as file:
        file.write(CLEAN)
        file.flush()
        os.fsync(file.fileno())
        os.utime(file.fileno(), (1_000_000_000, 1_100_000_000))
    here.close()
    assert os.stat(here.real / "a").st_mtime == 1_100_000_000


def test_a_new_version_is_on_the_medium_before_it_takes_the_old_ones_name(gate, stick):
    medium = stick()
    (medium.real / "doc.txt").write_bytes(OLD)
    os.sync()
    # ext4 would see to it by itself, FAT would not.
    subprocess.run(["mount", "-o", "remount,noauto_da_alloc", medium.real], check=True)
    here = gate(over=medium)
    new = b"This is version two of the plan for the school garden.\n" * 2000
    (here.mount / "doc.tmp").write_bytes(new)
    # The last close is told to the gate after the program has gone on.
    wait(lambda: (here.real / "doc.tmp").exists(), "the first name")
    os.rename(here.mount / "doc.tmp", here.mount / "doc.txt")
    assert new in medium.image.read_bytes(), "pulled out now, neither version would be whole"


def test_many_files_at_once_need_no_more_descriptors_than_there_are(gate):
    here = gate(program=("prlimit", "--nofile=128:4096", PROGRAMS / "tuckbox-gate"))
    names = [f"{number:04}" for number in range(600)]
    for name in names:
        (here.mount / name).touch()
    assert set(names) <= set(os.listdir(here.mount))
    here.close()
    assert set(names) <= set(os.listdir(here.real))


def test_a_folder_of_many_files_is_listed_whole(gate, stick):
    medium = stick("folder")
    for number in range(20_000):
        (medium.real / f"{number:05} {'x' * (number % 100)}").touch()
    here = gate(over=medium)
    assert sorted(os.listdir(here.mount)) == sorted(os.listdir(here.real))
    assert len(list(os.scandir(here.mount))) == 20_000
    subprocess.run(["find", here.mount, "-name", "????7*", "-delete"], check=True)
    assert len(os.listdir(here.mount)) == 18_000
    here.close()
    assert len(os.listdir(here.real)) == 18_000


def test_folders_move_with_everything_that_waits_in_them(gate):
    here = gate()
    (here.mount / "a" / "b").mkdir(parents=True)
    with open(here.mount / "a" / "b" / "sheet.txt", "wb") as file:
        file.write(CLEAN)
        file.flush()
        os.rename(here.mount / "a", here.mount / "c")
        assert os.listdir(here.mount / "c" / "b") == ["sheet.txt"]
    assert (here.mount / "c" / "b" / "sheet.txt").read_bytes() == CLEAN
    here.close()
    assert (here.real / "c" / "b" / "sheet.txt").read_bytes() == CLEAN


def test_the_gates_own_names_are_nobodys(gate):
    here = gate()
    assert error_of(os.mkdir, here.mount / ".tuckbox-gate-x") == "EACCES"
    assert error_of(os.open, here.mount / ".tuckbox-gate-x", os.O_CREAT | os.O_WRONLY) == "EACCES"


def test_a_worker_that_is_killed_leaves_a_closed_mount_and_nothing_half_written(gate, stick, seed):
    """Again and again, while programs write; each time the next one finds whole files alone."""
    medium, chance = stick(), random.Random(seed)
    for round in range(int(os.environ.get("TUCKBOX_GATE_KILLS", 6))):
        here = gate(over=medium)
        assert not [name for name in os.listdir(medium.real) if name.startswith(".tuckbox-gate-")]
        script = 'n=0; while cat "$2" "$2" "$2" >"$1/sheet $((n % 5)).txt"; do n=$((n+1)); done 2>/dev/null'
        sheet = medium.real.with_name("sheet")
        sheet.write_bytes(CLEAN * 50)
        writer = subprocess.Popen(["sh", "-c", script, "sh", here.mount, sheet])
        time.sleep(chance.uniform(0.05, 0.6))
        here.process.kill()
        here.process.wait()
        writer.wait(30)
        assert error_of(os.listdir, here.mount) == "ENOTCONN"
        assert error_of(os.open, here.mount / "x", os.O_CREAT | os.O_WRONLY) == "ENOTCONN"
        subprocess.run(["umount", "-l", here.mount], check=True)
        for name in os.listdir(medium.real):
            if name.startswith("sheet"):
                assert (medium.real / name).read_bytes() == CLEAN * 150, (round, name)


def test_read_only_is_read_only(gate, stick):
    medium = stick()
    (medium.real / "old.csv").write_bytes(PUPILS)
    here = gate("--read-only", over=medium)
    assert (here.mount / "old.csv").read_bytes() == PUPILS
    assert error_of(os.open, here.mount / "a", os.O_CREAT | os.O_WRONLY) == "EROFS"
    for call in (lambda: os.unlink(here.mount / "old.csv"), lambda: os.mkdir(here.mount / "d"), lambda: os.truncate(here.mount / "old.csv", 0),
                 lambda: os.rename(here.mount / "old.csv", here.mount / "b"), lambda: os.chmod(here.mount / "old.csv", 0o600)):
        assert error_of(call) == "EROFS"


def test_free_space_is_the_sticks(gate):
    here = gate()
    assert os.statvfs(here.mount).f_bavail == os.statvfs(here.real).f_bavail


def test_one_owner_of_everything(gate, stick):
    medium = stick()
    (medium.real / "a").write_bytes(CLEAN)
    here = gate("--owner", "1000:1000", "--mount-options", "allow_other", over=medium)
    assert (os.stat(here.mount / "a").st_uid, os.stat(here.mount / "a").st_gid) == (1000, 1000)
    assert error_of(os.chown, here.mount / "a", 0, 0) == "EPERM"
    assert error_of(os.chown, here.mount / "a", 1000, -1) is None


def test_slow_judgements_do_not_hold_others_up(gate, stick):
    """A reader of another file is served while a large one is judged."""
    here = gate("--allow", "unknown-formats")
    (here.mount / "small").write_bytes(CLEAN)
    large = os.open(here.mount / "large", os.O_WRONLY | os.O_CREAT)
    for _ in range(100):
        os.write(large, CLEAN * 150)
    answers = []
    thread = threading.Thread(target=lambda: answers.append(error_of(os.close, large)))
    thread.start()
    looks = 0
    while thread.is_alive():
        assert (here.mount / "small").read_bytes() == CLEAN and "small" in os.listdir(here.mount)
        looks += 1
    assert looks > 20 and len(answers) == 1


def test_a_file_lands_in_the_folder_that_has_the_name_now(gate):
    here = gate()
    os.makedirs(here.mount / "a/deep")
    (here.mount / "a/deep/one").write_bytes(CLEAN)
    os.rename(here.mount / "a", here.mount / "b")
    assert error_of((here.mount / "a/deep/two").write_bytes, CLEAN) == "ENOENT"
    os.makedirs(here.mount / "a/deep")
    (here.mount / "a/deep/three").write_bytes(CLEAN)
    (here.mount / "b/deep/four").write_bytes(CLEAN)
    os.unlink(here.mount / "a/deep/three")
    os.rmdir(here.mount / "a/deep")
    assert error_of((here.mount / "a/deep/five").write_bytes, CLEAN) == "ENOENT"
    os.rename(here.mount / "b/deep", here.mount / "a/deep")
    (here.mount / "a/deep/six").write_bytes(CLEAN)
    here.close()
    assert sorted(os.listdir(here.real / "a/deep")) == ["four", "one", "six"] and os.listdir(here.real / "b") == []


def test_what_is_opened_again_at_once_has_its_content(gate):
    """The kernel tells of the last close when it likes: the new version may be on its way to its name while somebody opens it again."""
    here = gate("--allow", "unknown-formats")
    for number in range(1000):
        content, file = b"number %d is what it is\n" % number * 200, here.mount / f"{number % 500}"
        assert write_through(file, content) is None
        again = os.open(file, os.O_RDWR)
        os.pwrite(again, b"the end\n", 6000)
        assert os.pread(again, 20, 0) == content[:20], number
        os.close(again)
        assert file.read_bytes()[:20] == content[:20], number


def test_who_has_answered_looks_out_for_the_next_request_for_a_moment_only(gate):
    here = gate()
    for number in range(200):
        (here.mount / f"sheet {number}.txt").write_bytes(CLEAN)

    def spent():
        fields = pathlib.Path(f"/proc/{here.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    time.sleep(1)
    before = spent()
    time.sleep(2)
    # A thread that went on looking would take all of it.
    assert spent() - before < 1
