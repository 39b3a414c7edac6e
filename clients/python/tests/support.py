"""What the tests share: the real program, sample databases, and programs that misbehave."""

from __future__ import annotations

import asyncio
import logging
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from typing import Any, Callable, List, Optional, Set

TESTS = Path(__file__).resolve().parent
CLIENT = TESTS.parent
SOURCE = CLIENT / "src"
FAKES = TESTS / "fakes"

sys.path.insert(0, str(SOURCE))

# Taken out, as the program refuses a variable of its prefix that it does not know.
PROGRAM = os.environ.pop("STRONGROOM_PROGRAM", None)
DEVTOOL = os.environ.pop("STRONGROOM_DEVTOOL", None)

needs_program = unittest.skipUnless(
    PROGRAM and DEVTOOL,
    "needs STRONGROOM_PROGRAM and STRONGROOM_DEVTOOL, the paths of strongroom and devtool",
)

WAIT = 30.0
"""How long a test waits for what has to happen, before it fails. No test is meant to take that."""


class Folder(unittest.TestCase):
    """Has a folder of its own for each test."""

    def setUp(self) -> None:
        super().setUp()
        made = tempfile.mkdtemp(prefix="strongroom-test-")
        self.addCleanup(shutil.rmtree, made, ignore_errors=True)
        self.folder = Path(made)

    def fake(self, name: str, *args: str, wrapper: str = "program") -> str:
        """Makes a program of a script of tests/fakes; returns its path."""
        path = self.folder / f"{wrapper}-{len(os.listdir(self.folder))}"
        line = shlex.join([sys.executable, "-S", str(FAKES / f"{name}.py"), *args])
        path.write_text(f'#!/bin/sh\nexec {line} "$@"\n')
        path.chmod(0o755)
        return str(path)

    def sample_database(self) -> str:
        """Makes a copy of a small shop database."""
        path = self.folder / "shop.db"
        shutil.copy(_sample(), path)
        return str(path)


_sample_folder: Optional[tempfile.TemporaryDirectory] = None  # type: ignore[type-arg]


def _sample() -> Path:
    global _sample_folder
    if _sample_folder is None:
        _sample_folder = tempfile.TemporaryDirectory(prefix="strongroom-sample-")
        path = Path(_sample_folder.name) / "shop.db"
        assert DEVTOOL is not None
        subprocess.run(
            [DEVTOOL, "sample-database", "--size", "400KB", "--seed", "1", str(path)],
            check=True,
            stdout=subprocess.DEVNULL,
        )
    return Path(_sample_folder.name) / "shop.db"


def quiet_logger() -> logging.Logger:
    """A logger of its own that writes nowhere."""
    logger = logging.Logger("strongroom-test")
    logger.addHandler(logging.NullHandler())
    return logger


class LogLines(logging.Handler):
    """Keeps what is logged."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: List[str] = []
        self.levels: Set[int] = set()

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())
        self.levels.add(record.levelno)

    def make_logger(self) -> logging.Logger:
        logger = logging.Logger("strongroom-test")
        logger.addHandler(self)
        return logger


async def until(condition: Callable[[], Any]) -> None:
    """Waits until it holds."""

    async def poll() -> None:
        while not condition():
            await asyncio.sleep(0.005)

    await asyncio.wait_for(poll(), WAIT)


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and waits to be reaped does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in ("Z", "X")


def python_environment(**more: str) -> "dict[str, str]":
    """The environment for a script that uses the client."""
    return {**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONUNBUFFERED": "1", **more}
