"""Versions, as of Semantic Versioning 2.0."""

from __future__ import annotations

import re
from typing import Optional, Tuple

Version = Tuple[int, int, int, bool]
_VERSION = re.compile(r"(\d+)\.(\d+)\.(\d+)(-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?", re.ASCII)


def parse_version(text: str) -> Optional[Version]:
    """Returns the numbers, and whether it is a release."""
    match = _VERSION.fullmatch(text)
    if match is None or max(len(number) for number in match.group(1, 2, 3)) > 9:
        return None
    major, minor, patch = (int(number) for number in match.group(1, 2, 3))
    return major, minor, patch, match.group(4) is None


def fits(program: str, client: str) -> bool:
    """Whether a program's version is at least the client's, within the same major version."""
    theirs, ours = parse_version(program), parse_version(client)
    return theirs is not None and ours is not None and theirs[0] == ours[0] and theirs >= ours
