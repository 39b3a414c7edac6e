"""Runs what the application gave to be called."""

from __future__ import annotations

import asyncio
import inspect
import logging
from typing import Any, Awaitable, Callable, Set

_running: "Set[asyncio.Future[Any]]" = set()


def run_callback(callback: Callable[[Any], object], value: Any, logger: logging.Logger) -> None:
    """Calls it. What it raises is logged and changes nothing. A coroutine that it returns is run,
    where there is a loop to run it.
    """
    try:
        outcome = callback(value)
        if inspect.isawaitable(outcome):
            _run(outcome, logger)
    except Exception:
        logger.exception("A callback of the application raised an error.")


def _run(outcome: Awaitable[Any], logger: logging.Logger) -> None:
    async def run() -> None:
        try:
            await outcome
        except Exception:
            logger.exception("A callback of the application raised an error.")

    task = asyncio.ensure_future(run())
    # The loop itself refers to its tasks weakly.
    _running.add(task)
    task.add_done_callback(_running.discard)
