"""Runs what the application gave to be called."""

from __future__ import annotations

import asyncio
import inspect
import logging
import threading
from collections import deque
from typing import Any, Awaitable, Callable, Deque, Set

_running: "Set[asyncio.Future[Any]]" = set()


def run_callback(
    callback: Callable[[Any], object],
    value: Any,
    logger: logging.Logger,
    *,
    is_callers: bool = False,
) -> None:
    """Calls it. What it raises is logged and changes nothing, also a CancelledError or SystemExit:
    it would end the thread that reads the replies, unless this thread is the caller's. A coroutine
    that it returns is run, where there is a loop to run it.
    """
    try:
        outcome = callback(value)
        if inspect.isawaitable(outcome):
            _run(outcome, logger)
    except BaseException as error:
        # Ctrl-C is the main thread's, whatever it interrupts there.
        if isinstance(error, KeyboardInterrupt) and _is_main():
            raise
        if isinstance(error, SystemExit) and is_callers:
            raise
        log_error(logger, "A callback of the application raised an error.")


def log_error(logger: logging.Logger, message: str) -> None:
    """Logs the error that is handled. A handler of the application's may raise one itself."""
    try:
        logger.exception(message)
    except Exception:
        pass


def log_line(logger: logging.Logger, level: int, message: str, *args: object) -> None:
    """Logs a line. A handler of the application's may raise an error, which changes nothing."""
    try:
        logger.log(level, message, *args)
    except Exception:
        pass


def _is_main() -> bool:
    return threading.current_thread() is threading.main_thread()


def _run(outcome: Awaitable[Any], logger: logging.Logger) -> None:
    async def run() -> None:
        try:
            await outcome
        except (Exception, SystemExit):
            log_error(logger, "A callback of the application raised an error.")

    task = asyncio.ensure_future(run())
    # The loop itself refers to its tasks weakly.
    _running.add(task)
    task.add_done_callback(_running.discard)


class LatestProgress:
    """Has a callback run with the latest value, however slow it is."""

    def __init__(
        self,
        callback: Callable[[Any], object],
        logger: logging.Logger,
        run: Callable[[Callable[[], None]], None],
    ) -> None:
        self._callback = callback
        self._logger = logger
        self._run = run
        self._latest: Deque[Any] = deque(maxlen=1)
        self._is_due = False

    def __call__(self, value: Any) -> None:
        self._latest.append(value)
        if not self._is_due:
            self._is_due = True
            self._run(self._report)

    def _report(self) -> None:
        # In this order: a value that comes in between is reported by one of the two turns.
        self._is_due = False
        try:
            value = self._latest.pop()
        except IndexError:
            return
        run_callback(self._callback, value, self._logger)
