"""A plain machine's own documents: harmless by definition. Every second package is learned from, the others only measure."""
import pathlib
import zlib

FOLDERS = ("/usr/share/doc", "/usr/include", "/usr/lib/python3", "/usr/lib/python3.11")


def package_of(path):
    """A folder of its own, or what lies loose in one of FOLDERS."""
    for folder in FOLDERS:
        if path.startswith(folder + "/"):
            return folder + "/" + path[len(folder) + 1:].split("/")[0]
    return path


def is_learned(path):
    return zlib.crc32(package_of(path).encode()) % 2 == 0


def plain_rows(every, others=False):
    """One in `every` of the packages' files that may be learned from, or with `others` of all; a package is a kind."""
    paths = (str(path) for folder in FOLDERS for path in sorted(pathlib.Path(folder).rglob("*")) if path.is_file() and not path.is_symlink())
    for path in paths:
        if (others or is_learned(path)) and zlib.crc32(path.encode()) % every == 0 and "\n" not in path:
            yield {"kind": package_of(path), "positive": False, "style": "plain", "family": package_of(path), "author": "plain", "path": path}
