"""What the process writes to stderr: into the log a line at a time, the last ones kept."""

from __future__ import annotations

import logging
import re
from collections import deque
from typing import Deque, Tuple

_MAX_LINE = 8 * 1024
_KEPT = 20
_LEVELS = {
    "trace": logging.DEBUG,
    "debug": logging.DEBUG,
    "info": logging.INFO,
    "notice": logging.INFO,
    "warning": logging.WARNING,
    "error": logging.ERROR,
    "critical": logging.CRITICAL,
}
_LEVEL = re.compile(r"\S+ (trace|debug|info|notice|warning|error|critical) ")


class StderrLog:
    """Splits what it is fed into lines; a line is cut at 8 KiB."""

    def __init__(self, logger: logging.Logger) -> None:
        self._logger = logger
        self._kept: Deque[str] = deque(maxlen=_KEPT)
        self._line = bytearray()
        self._cut = False

    @property
    def last_lines(self) -> Tuple[str, ...]:
        return tuple(self._kept)

    def feed(self, data: bytes) -> None:
        lines = data.split(b"\n")
        for line in lines[:-1]:
            self._append(line)
            self._finish()
        self._append(lines[-1])

    def end(self) -> None:
        """Takes what is there for the last line."""
        self._finish()

    def _append(self, part: bytes) -> None:
        room = _MAX_LINE - len(self._line)
        self._line += part[:room]
        self._cut = self._cut or len(part) > room

    def _finish(self) -> None:
        text = self._line.decode("utf-8", "replace").rstrip().expandtabs()
        # A line of the log stays a line of text, whatever a terminal would make of it.
        if not text.isprintable():
            text = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
        if self._cut:
            text += " …"
        self._line.clear()
        self._cut = False
        if not text:
            return
        self._kept.append(text)
        match = _LEVEL.match(text)
        try:
            self._logger.log(_LEVELS[match.group(1)] if match else logging.WARNING, "%s", text)
        except (
            Exception
        ):  # A handler of the application's; the process must be drained all the same.
            pass
