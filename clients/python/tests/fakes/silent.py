"""Reads, and never answers."""

import sys

print("starting", file=sys.stderr, flush=True)
for line in sys.stdin.buffer:
    pass
