"""Reads, and never answers."""

import sys

print("starting", file=sys.stderr, flush=True)
while sys.stdin.buffer.readline():
    pass
