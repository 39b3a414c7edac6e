"""One call on its way, whoever waits for it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, NamedTuple, Optional, Protocol

from ._codec import Mismatch, decoder
from ._errors import CallTimeoutError, MessageTooLargeError, ProtocolError, StrongroomError
from ._generated.types import ProgressValue
from ._message import Reply
from ._pipes import QueuedMessage
from ._replies import make_cancelled_error, make_service_error, read_result

if TYPE_CHECKING:
    from ._connection import Connection
    from ._engine import Engine


class Request(NamedTuple):
    """What is sent, and what is expected for it."""

    id: int
    method: str
    message: bytes
    result: Any
    timeout: Optional[float]


class Sink(Protocol):
    """Takes what comes of a call: values of its progress, then one end. In the loop's thread."""

    def take_progress(self, value: ProgressValue) -> None: ...

    def take_result(self, result: Any) -> None: ...

    def take_error(self, error: StrongroomError) -> None: ...


class Exchange:
    """Belongs to the loop's thread."""

    def __init__(self, engine: "Engine", request: Request, sink: Sink) -> None:
        self.request = request
        self.done = False
        self._engine = engine
        self._sink = sink
        self._connection: Optional[Connection] = None
        self._queued: Optional[QueuedMessage] = None
        self._timer: Optional[asyncio.TimerHandle] = None
        self._grace: Optional[asyncio.TimerHandle] = None

    def begin(self) -> None:
        if self.done:
            return
        if self.request.timeout is not None:
            self._timer = self._engine.loop.call_later(self.request.timeout, self._time_out)
        self._engine.submit(self)

    def send(self, connection: "Connection") -> None:
        """Called once there is a process."""
        if self.done:
            return
        size = len(self.request.message)
        if size > connection.message_limit:
            self.fail(MessageTooLargeError(size, connection.message_limit, self.request.method))
            return
        self._connection = connection
        self._queued = connection.send(self)

    def cancel(self) -> None:
        """Asks to cancel. The call then ends with the answer, which may still be its result."""
        if self.done or self._grace is not None:
            return
        if self._connection is None or self._withdrawn():
            self.fail(make_cancelled_error("The call was cancelled.", self.request.method))
            return
        self._connection.request_cancellation(self.request.id)
        # The answer to this is waited for, and not for long.
        if self._timer is not None:
            self._timer.cancel()
        self._grace = self._engine.loop.call_later(self._engine.options.cancel_grace, self._give_up)

    def abandon(self) -> None:
        """Asks to cancel, and drops whatever answer comes. The sink takes nothing more."""
        if self.done:
            return
        asked = self._grace is not None
        self._finish()
        if self._connection is not None:
            self._connection.forget(self.request.id)
            if not asked and not self._withdrawn():
                self._connection.request_cancellation(self.request.id)

    def on_reply(self, reply: Reply) -> None:
        if self.done:
            return
        method = self.request.method
        try:
            if reply.error is not None:
                self.fail(make_service_error(reply.error, method))
                return
            result = read_result(reply.result, self.request.result, method)
        except StrongroomError as error:
            self.fail(error)
            return
        except Exception as error:
            what = type(error).__name__
            self.fail(ProtocolError(f"The answer could not be read ({what}).", method=method))
            return
        self._finish()
        self._sink.take_result(result)

    def on_progress(self, value: Any) -> None:
        if self.done:
            return
        try:
            progress = decoder(ProgressValue)(value)
        except Mismatch:
            return
        self._sink.take_progress(progress)

    def fail(self, error: StrongroomError) -> None:
        if not self.done:
            self._finish()
            self._sink.take_error(error)

    def _withdrawn(self) -> bool:
        return (
            self._connection is not None
            and self._queued is not None
            and self._connection.withdraw(self.request.id, self._queued)
        )

    def _time_out(self) -> None:
        timeout = self.request.timeout
        if not self.done and timeout is not None:
            self.abandon()
            self._sink.take_error(CallTimeoutError(self.request.method, timeout))

    def _give_up(self) -> None:
        if not self.done:
            self.abandon()
            message = "The call was cancelled, and not answered since; it may have been done."
            self._sink.take_error(make_cancelled_error(message, self.request.method))

    def _finish(self) -> None:
        self.done = True
        for timer in (self._timer, self._grace):
            if timer is not None:
                timer.cancel()
        self._engine.forget(self)
