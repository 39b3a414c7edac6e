"""Keeps a process running, and brings calls to it."""

from __future__ import annotations

import asyncio
import copy
import logging
import random
from typing import Any, Callable, Dict, Optional, Union

from ._callbacks import log_error, log_line
from ._connection import Connection
from ._errors import ClosedError, StartError, StrongroomError
from ._events import ProcessExited, ProcessStarted
from ._exchange import Exchange
from ._generated.methods import InitializeResult
from ._options import Options

_LONG_LIFE = 10.0


class _Waiter:
    """Waits for a process without a call."""

    def __init__(self, future: "asyncio.Future[Connection]") -> None:
        self.future = future
        self.method: Optional[str] = None

    def send(self, connection: Connection) -> None:
        if not self.future.done():
            self.future.set_result(connection)

    def fail(self, error: StrongroomError) -> None:
        if not self.future.done():
            self.future.set_exception(error)


class Engine:
    """Belongs to the loop's thread."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        options: Options,
        emit: Callable[[str, Any], None],
    ) -> None:
        self.loop = loop
        self.options = options
        self.server: Optional[InitializeResult] = None
        self._emit = emit
        self._log = options.log
        self._connection: Optional[Connection] = None
        self._waiting: "Dict[Union[Exchange, _Waiter], None]" = {}
        self._task: "Optional[asyncio.Task[None]]" = None
        self._closed = False
        self._closing: "Optional[asyncio.Task[None]]" = None

    def submit(self, waiting: Union[Exchange, _Waiter]) -> None:
        """Sends a call, as soon as there is a process."""
        if self._closed:
            waiting.fail(ClosedError(_method_of(waiting)))
        elif self._connection is not None and self._connection.is_open:
            waiting.send(self._connection)
        else:
            self._waiting[waiting] = None
            if self._task is None:
                self._task = self.loop.create_task(self._supervise())

    def forget(self, exchange: Exchange) -> None:
        self._waiting.pop(exchange, None)

    async def connected(self) -> Connection:
        """Starts the process if there is none. Raises StartError or ClosedError."""
        waiter = _Waiter(self.loop.create_future())
        self.submit(waiter)
        try:
            return await waiter.future
        finally:
            self._waiting.pop(waiter, None)

    async def close(self) -> None:
        """Ends the process. A second time, it waits for the first."""
        self._closed = True
        if self._closing is None:
            self._closing = self.loop.create_task(self._close())
        await asyncio.shield(self._closing)

    def disown(self) -> None:
        """In the child of a fork."""
        if self._connection is not None:
            self._connection.disown()

    async def _close(self) -> None:
        self._fail_waiting(None)
        connection, task = self._connection, self._task
        if connection is not None and connection.is_initialized:
            connection.begin_close()
            await asyncio.wait({connection.gone})
        elif task is not None:
            task.cancel()
            if connection is not None:
                connection.kill()
                await asyncio.wait({connection.gone})
        if task is not None:
            await asyncio.wait({task})

    async def _supervise(self) -> None:
        try:
            await self._run()
        except asyncio.CancelledError:
            # The loop is about to end, or the client to be closed.
            if self._connection is not None and not self._closed:
                self._connection.drop()
            self._fail_waiting(None)
            raise
        except Exception as error:
            log_error(self._log, "The process could not be started.")
            self._fail_waiting(
                StartError("notExecutable", f"The process cannot be started: {error}")
            )
        finally:
            self._task = None
            self._connection = None

    async def _run(self) -> None:
        policy = self.options.restart_policy
        delay = policy.initial_delay if policy is not None else 0.0
        while True:
            try:
                connection = await self._open()
            except StartError as error:
                log_line(self._log, logging.ERROR, "%s", error)
                self._fail_waiting(error)
                return
            started = self.loop.time()
            await connection.lost
            status = await connection.gone
            self._connection = None
            goes_on = not self._closed and (policy is not None or bool(self._waiting))
            self._emit(
                "process/exited",
                ProcessExited(connection.pid, status.exit_code, status.signal, goes_on),
            )
            # Whoever heard of it may have called since, or closed the client.
            if self._closed or not (goes_on or self._waiting):
                return
            log_line(
                self._log,
                logging.WARNING,
                "The process %d ended unexpectedly; it is started again.",
                connection.pid,
            )
            if policy is not None:
                if self.loop.time() - started >= _LONG_LIFE:
                    delay = policy.initial_delay
                await asyncio.sleep(delay * random.uniform(0.75, 1.25))
                delay = min(max(delay * 2, 0.001), policy.max_delay)

    async def _open(self) -> Connection:
        connection = Connection(self.loop, self.options, self._emit)
        self._connection = connection
        try:
            self.server = await connection.initialize()
        except StartError:
            connection.kill()
            await connection.gone
            self._connection = None
            raise
        self._emit("process/started", ProcessStarted(connection.pid, self.server))
        for each in list(self._waiting):
            # What ends with it may have others withdraw, and the process may end meanwhile.
            if connection.is_open and each in self._waiting:
                del self._waiting[each]
                each.send(connection)
        return connection

    def _fail_waiting(self, error: Optional[StrongroomError]) -> None:
        waiting, self._waiting = list(self._waiting), {}
        for each in waiting:
            # Each raises one of its own, with a traceback of its own.
            each.fail(ClosedError(_method_of(each)) if error is None else copy.copy(error))


def _method_of(waiting: Union[Exchange, _Waiter]) -> Optional[str]:
    return waiting.request.method if isinstance(waiting, Exchange) else None
