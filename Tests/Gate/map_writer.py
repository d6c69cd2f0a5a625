"""Copies a file by mapping the copy into memory and writing there. What msync answers is all that such a program hears."""
import mmap
import sys

content = open(sys.argv[1], "rb").read()
with open(sys.argv[2], "r+b") as file:
    file.truncate(len(content))
    with mmap.mmap(file.fileno(), len(content)) as memory:
        memory[:] = content
        memory.flush()
