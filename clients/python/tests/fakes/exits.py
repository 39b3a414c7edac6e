"""Says why on stderr, and exits."""

import sys

for number in range(30):
    print(f"line {number}", file=sys.stderr)
print("The licence has expired.", file=sys.stderr)
sys.exit(3)
