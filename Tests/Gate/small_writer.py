"""Copies a file seven bytes at a time, the odd pieces first."""
import os
import sys

content = open(sys.argv[1], "rb").read()
file = os.open(sys.argv[2], os.O_RDWR | os.O_TRUNC)
for first in 7, 0:
    for offset in range(first, len(content), 14):
        os.pwrite(file, content[offset:offset + 7], offset)
os.close(file)
