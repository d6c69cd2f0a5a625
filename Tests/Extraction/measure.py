#!/usr/bin/env python3
"""What documents cost: milliseconds a document of each format through the helpers, beside the program's own time where one reads it, and peak memory.

Usage: measure.py FOLDER [FORMAT…]     FOLDER has tuckbox-scan and scan-driver."""
import os
import pathlib
import subprocess
import sys
import tempfile
import time

from client import Helper
from documents import all_documents

COUNT = 40
OWN = {"pdf": ["pdftotext", "-layout", "-", "-"], "doc": ["catdoc"], "xls": ["xls2csv", "/dev/stdin"], "7z": ["bsdtar", "-xOf", "-"]}


def main():
    programs = pathlib.Path(sys.argv[1])
    wanted = sys.argv[2:]
    print(f"{'format':16} {'bytes':>8} {'ms each':>8} {'own ms':>8} {'MiB':>5}  outcome")
    with tempfile.TemporaryDirectory() as folder:
        for name, content, outcome, _ in all_documents():
            if wanted and not any(name.endswith(w) for w in wanted):
                continue
            path = pathlib.Path(folder, name)
            path.write_bytes(content)
            start = time.monotonic()
            subprocess.run([programs / "scan-driver", programs / "tuckbox-scan", "--counts"], input=b"\0".join([os.fsencode(path)] * COUNT), check=True, capture_output=True)
            each = (time.monotonic() - start) / COUNT * 1000
            own = ""
            if command := OWN.get(path.suffix[1:]):
                start = time.monotonic()
                try:
                    for _ in range(COUNT // 2):
                        with open(path, "rb") as file:
                            subprocess.run(command, stdin=file, capture_output=True)
                    own = f"{(time.monotonic() - start) / (COUNT // 2) * 1000:.1f}"
                except FileNotFoundError:
                    pass
            helper = Helper(programs / "tuckbox-scan")
            helper.receive()
            helper.examine(path)
            print(f"{name:16} {len(content):8} {each:8.1f} {own:>8} {helper.end():5.0f}  {outcome}", flush=True)


main()
