"""Random operations, each done through the gate and in a plain folder: the answers have to be the same, and so has everything in the end.
The idea is that of fsx, with folders, renames and several handles of one file."""
import errno
import mmap
import os
import pathlib
import random
import shutil
import stat

NAMES = ["a", "b", "c.txt", "Ünicode", "with space", "d.tmp"]
FOLDERS = ["", "x", "y", "x/z"]
MOST = 300_000
# Operations after which everything is compared and removed: folders that are moved into each other take files ever deeper, where nothing reaches them.
ROUND = 5000


def shown(answers):
    if all(isinstance(answer, bytes) for answer in answers):
        place = next((n for n, pair in enumerate(zip(*answers)) if pair[0] != pair[1]), min(map(len, answers)))
        answers = [f"{len(answer)} bytes, at {place} {answer[place:place + 20]}" for answer in answers]
    return f"{str(answers[0])[:300]} through the gate, {str(answers[1])[:300]} in the folder"


class Pair:
    """The same place twice."""

    def __init__(self, gate, plain, seed):
        self.roots, self.chance = (pathlib.Path(gate), pathlib.Path(plain)), random.Random(seed)
        self.open = []
        self.done = 0

    def both(self, what, call, *arguments):
        """Does it on both sides and compares results and errors."""
        answers = []
        for side in 0, 1:
            try:
                answers.append(call(side, *arguments))
            except OSError as error:
                answers.append(errno.errorcode[error.errno])
        assert answers[0] == answers[1], f"operation {self.done}: {what} {arguments}: {shown(answers)}"
        return answers[1]

    def path(self):
        return os.path.join(self.chance.choice(FOLDERS), self.chance.choice(NAMES))

    def text(self, size):
        line = bytes(self.chance.choice(b"bcdfghjklm") for _ in range(self.chance.randrange(5, 60))) + b"\n"
        return (line * (size // len(line) + 1))[:size]

    def offset(self):
        return min(MOST, int(self.chance.expovariate(1 / 20_000)))

    # Each of these is one operation.

    def do_open(self):
        if len(self.open) >= 6:
            return self.do_close()
        flags = self.chance.choice([os.O_RDONLY, os.O_RDWR, os.O_RDWR | os.O_CREAT, os.O_RDWR | os.O_CREAT | os.O_EXCL,
                                    os.O_RDWR | os.O_CREAT | os.O_TRUNC, os.O_RDWR | os.O_TRUNC, os.O_RDWR | os.O_APPEND])
        path, handles = self.path(), {}

        def call(side):
            handles[side] = os.open(self.roots[side] / path, flags, 0o644)
            return "open"
        if self.both(f"open {flags:o} {path}", call) == "open":
            self.open.append((handles, flags))

    def handle(self):
        return self.chance.choice(self.open) if self.open else None

    def do_close(self):
        if self.open:
            handles, _ = self.open.pop(self.chance.randrange(len(self.open)))
            self.both("close", lambda side: os.close(handles[side]))

    def with_handle(self, what, call, *arguments):
        if chosen := self.handle():
            self.both(what, lambda side: call(chosen[0][side], *arguments))

    def do_write(self):
        self.with_handle("write", os.pwrite, self.text(self.chance.choice([1, 7, 100, 4096, 5000, 70_000])), self.offset())

    def do_append(self):
        self.with_handle("append", os.write, self.text(self.chance.randrange(1, 3000)))

    def do_read(self):
        self.with_handle("read", os.pread, self.chance.choice([1, 100, 4096, 70_000, MOST]), self.offset())

    def do_truncate_handle(self):
        self.with_handle("ftruncate", os.ftruncate, self.offset())

    def do_allocate(self):
        self.with_handle("fallocate", os.posix_fallocate, self.offset(), self.chance.randrange(1, 10_000))

    def do_sync(self):
        self.with_handle("fsync", os.fsync)

    def do_duplicate(self):
        self.with_handle("dup, close", lambda handle: os.close(os.dup(handle)))

    def do_size(self):
        self.with_handle("fstat", lambda handle: stat.S_ISREG(os.fstat(handle).st_mode) and os.fstat(handle).st_size)

    def do_map(self):
        chosen = self.handle()
        if not chosen or not chosen[1] & os.O_RDWR:
            return
        start, content = self.chance.randrange(5000), self.text(self.chance.randrange(1, 9000))

        def call(side):
            size = os.fstat(chosen[0][side]).st_size
            if size <= start:
                return "short"
            with mmap.mmap(chosen[0][side], size) as memory:
                end = min(size, start + len(content))
                memory[start:end] = content[:end - start]
                return bytes(memory[:])
        self.both("mmap", call)

    def do_truncate(self):
        size, path = self.offset(), self.path()
        self.both(f"truncate {path}", lambda side: os.truncate(self.roots[side] / path, size))

    def do_remove(self):
        path = self.path()
        self.both(f"unlink {path}", lambda side: os.unlink(self.roots[side] / path))

    def do_rename(self):
        old, new = self.path(), self.path()
        self.both(f"rename {old} {new}", lambda side: os.rename(self.roots[side] / old, self.roots[side] / new))

    def do_rename_folder(self):
        old, new = self.chance.choice(FOLDERS[1:]), self.chance.choice(FOLDERS[1:] + NAMES)
        self.both(f"rename {old} {new}", lambda side: os.rename(self.roots[side] / old, self.roots[side] / new))

    def do_make_folder(self):
        path = self.chance.choice(FOLDERS[1:] + [self.path()])
        self.both(f"mkdir {path}", lambda side: os.mkdir(self.roots[side] / path))

    def do_remove_folder(self):
        path = self.chance.choice(FOLDERS[1:])
        self.both(f"rmdir {path}", lambda side: os.rmdir(self.roots[side] / path))

    def do_list(self):
        path = self.chance.choice(FOLDERS)
        self.both(f"list {path}", lambda side: sorted(os.listdir(self.roots[side] / path)))

    def do_look(self):
        path = self.path()

        def call(side):
            seen = os.lstat(self.roots[side] / path)
            return seen.st_mode, None if os.path.isdir(self.roots[side] / path) else seen.st_size
        self.both(f"stat {path}", call)

    def do_whole(self):
        path = self.path()
        self.both(f"read {path}", lambda side: (self.roots[side] / path).read_bytes())

    def do_attributes(self):
        path, mode, time = self.path(), self.chance.choice([0o644, 0o600, 0o755]), self.chance.randrange(1 << 31)

        def call(side):
            os.chmod(self.roots[side] / path, mode)
            os.utime(self.roots[side] / path, (time, time))
            seen = os.stat(self.roots[side] / path)
            return seen.st_mode, seen.st_mtime
        self.both(f"chmod, utime {path}", call)

    WEIGHTS = {
        do_open: 14, do_close: 10, do_write: 14, do_append: 6, do_read: 12, do_truncate_handle: 4, do_allocate: 1, do_sync: 3, do_duplicate: 3, do_size: 4,
        do_map: 4, do_truncate: 2, do_remove: 5, do_rename: 7, do_rename_folder: 2, do_make_folder: 4, do_remove_folder: 2, do_list: 4, do_look: 6, do_whole: 6,
        do_attributes: 3,
    }

    def run(self, count):
        operations, weights = list(self.WEIGHTS), list(self.WEIGHTS.values())
        try:
            for self.done in range(count):
                if self.done and self.done % ROUND == 0:
                    self.finish()
                    self.clear()
                self.chance.choices(operations, weights)[0](self)
            self.finish()
        finally:
            for handles, _ in self.open:
                for handle in handles.values():
                    os.close(handle)

    def finish(self):
        while self.open:
            self.do_close()
        self.compare(*self.roots)

    def clear(self):
        for root in self.roots:
            for place in root.iterdir():
                if place.is_dir():
                    shutil.rmtree(place)
                else:
                    place.unlink()

    @staticmethod
    def compare(*roots):
        trees = []
        for root in roots:
            tree = {}
            for folder, _, files in os.walk(root):
                place = os.path.relpath(folder, root)
                tree[place] = None
                for name in files:
                    tree[os.path.join(place, name)] = pathlib.Path(folder, name).read_bytes()
            trees.append(tree)
        assert trees[0].keys() == trees[1].keys()
        assert trees[0] == trees[1]
