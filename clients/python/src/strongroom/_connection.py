"""One process, and the conversation with it."""

from __future__ import annotations

import asyncio
import logging
import signal
from typing import TYPE_CHECKING, Any, Callable, Dict, List, Optional

from ._callbacks import log_error, log_line
from ._codec import encode
from ._errors import (
    ClosedError,
    ProcessExitedError,
    ProtocolError,
    StartError,
    StrongroomError,
)
from ._framing import make_framing
from ._generated.methods import InitializeResult
from ._generated.types import ClientInfo
from ._generated.version import CONTRACT_VERSION
from ._greeting import check_greeting
from ._in_flight import InFlight
from ._message import (
    Message,
    Reply,
    ServerRequest,
    make_notification,
    make_refusal,
    make_request,
    parse,
)
from ._options import Options
from ._pipes import PipeReader, PipeWriter, QueuedMessage
from ._spawn import Child, ExitStatus, spawn
from ._stderr import StderrLog

if TYPE_CHECKING:
    from ._exchange import Exchange

# A client's calls have ids from 1.
_INITIALIZE = 0
_SHUTDOWN = -1
_DRAINED = 16 * 1024 * 1024
_EXIT_GRACE = 1.0


class Connection:
    """Belongs to the loop's thread."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        options: Options,
        on_event: Callable[[str, Dict[str, Any]], None],
    ) -> None:
        """Starts the process. Raises StartError."""
        self.lost: "asyncio.Future[None]" = loop.create_future()
        """Done when nothing can be sent any more."""
        self.gone: "asyncio.Future[ExitStatus]" = loop.create_future()
        """Done when the process has ended."""
        self.message_limit = 0
        self._loop = loop
        self._options = options
        self._log = options.log
        self._on_event = on_event
        self._in_flight = InFlight()
        self._greeting: "Optional[asyncio.Future[Any]]" = None
        self._fault: Optional[ProtocolError] = None
        self._closing = False
        self._exited = False
        self._kill_timer: Optional[asyncio.TimerHandle] = None
        self._framing = make_framing(options.framing)
        self._stderr_log = StderrLog(self._log)
        self._child: Child = spawn(options)
        self.pid = self._child.pid
        self._stdin = PipeWriter(loop, self._child.stdin, self._on_stdin_broken)
        self._stdout = PipeReader(loop, self._child.stdout, self._on_stdout, self._on_stdout_end)
        self._stderr = PipeReader(
            loop, self._child.stderr, self._stderr_log.feed, self._stderr_log.end
        )
        try:
            self._child.watch(self._exit_seen)
        except RuntimeError as error:
            self.kill()
            self._clean_up()
            raise StartError(
                "notExecutable", f"There is no thread to watch the process: {error}."
            ) from None

    @property
    def is_open(self) -> bool:
        """Whether calls can be sent."""
        return self.is_initialized and not self.lost.done()

    @property
    def is_initialized(self) -> bool:
        return self.message_limit > 0

    async def initialize(self) -> InitializeResult:
        """Finds out whether this is the program, and of a version that fits. Raises StartError."""
        self._greeting = self._loop.create_future()
        timer = self._loop.call_later(self._options.start_timeout, self._greet, None)
        info = self._options.client_info or ClientInfo("strongroom-python", CONTRACT_VERSION)
        self._write(make_request(_INITIALIZE, "initialize", {"clientInfo": encode(info)}))
        try:
            answer = await self._greeting
        finally:
            timer.cancel()
            self._greeting = None
        initialized = check_greeting(
            answer, self._stderr_log.last_lines, self._options.start_timeout
        )
        self.message_limit = initialized.capabilities.limits.message_bytes
        return initialized

    def send(self, exchange: "Exchange") -> Optional[QueuedMessage]:
        self._in_flight.enter(exchange)
        return self._write(exchange.request.message)

    def withdraw(self, id: int, queued: QueuedMessage) -> bool:
        """Takes a call back whose message waits to be written."""
        if not self._stdin.withdraw(queued):
            return False
        self._in_flight.take(id)
        self._answered(id)
        return True

    def forget(self, id: int) -> None:
        """Drops the answer to a call, when it comes."""
        self._in_flight.take(id)

    def request_cancellation(self, id: int) -> None:
        self._write(make_notification("$/cancelRequest", {"id": id}))

    def notify(self, message: bytes) -> None:
        self._write(message)

    def begin_close(self) -> None:
        """Asks the process to end, and kills it if it does not."""
        if self._closing:
            return
        self._closing = True
        self._write(make_request(_SHUTDOWN, "shutdown", {}))
        self._write(make_notification("exit"))
        self._stdin.end()
        self._lose()
        self._kill_after(self._options.close_timeout)

    def drop(self) -> None:
        """Lets the process end by itself, with nobody there to wait for it."""
        self._closing = True
        self._stdin.close()

    def kill(self) -> None:
        if not self._exited:
            self._child.send_signal(signal.SIGKILL)

    def disown(self) -> None:
        self._child.disown()

    def _write(self, message: bytes) -> Optional[QueuedMessage]:
        return self._stdin.write(self._framing.encode(message))

    def _greet(self, answer: Any) -> bool:
        if self._greeting is None or self._greeting.done():
            return False
        self._greeting.set_result(answer)
        return True

    def _on_stdout(self, data: bytes) -> None:
        interrupt: Optional[KeyboardInterrupt] = None
        try:
            for raw in self._framing.feed(data):
                if self._fault is not None:
                    return
                for message in parse(raw):
                    try:
                        self._dispatch(message)
                    except KeyboardInterrupt as error:
                        interrupt = error
                    except Exception:
                        # The messages behind it are those of other calls.
                        log_error(self._log, "A message of the process could not be handled.")
        except ProtocolError as error:
            self._fail(error)
        if interrupt is not None:
            raise interrupt

    def _dispatch(self, message: Message) -> None:
        if isinstance(message, Reply):
            self._take_reply(message)
        elif isinstance(message, ServerRequest):
            # `cat` gives back what it is sent.
            if not self._greet(message):
                self._write(make_refusal(message.id))
        elif message.method == "$/progress":
            id = _read_id(message.params.get("token"))
            exchange = self._in_flight.find(id)
            if exchange is not None:
                exchange.on_progress(message.params.get("value"))
        else:
            self._on_event(message.method, message.params)

    def _take_reply(self, reply: Reply) -> None:
        id = _read_id(reply.id)
        if reply.id is None:
            error = reply.error or {}
            log_line(
                self._log,
                logging.WARNING,
                "The process could not read a message: %s",
                error.get("message"),
            )
            # Before it has answered, it was asked nothing but who it is.
            if not self._greet(reply):
                self._fail_unread(self._in_flight.could_not_read())
        elif id == _INITIALIZE:
            self._greet(reply)
        elif id is not None:
            exchange = self._in_flight.take(id)
            try:
                if exchange is not None:
                    exchange.on_reply(reply)
            finally:
                self._answered(id)

    def _answered(self, id: int) -> None:
        self._fail_unread(self._in_flight.answered(id))

    def _fail_unread(self, unread: "List[Exchange]") -> None:
        for exchange in unread:
            exchange.fail(
                ProtocolError(
                    "The process answered that it could not read the request.",
                    method=exchange.request.method,
                )
            )

    def _on_stdout_end(self) -> None:
        self._expect_exit("The process closed its stdout.")

    def _on_stdin_broken(self) -> None:
        self._expect_exit("The process closed its stdin.")

    def _expect_exit(self, otherwise: str) -> None:
        """Waits a moment, as an exit says more than a closed pipe."""
        if not self._exited:
            self._lose()
            self._stdin.close()
            self._loop.call_later(_EXIT_GRACE, self._fail, ProtocolError(otherwise))

    def _fail(self, fault: ProtocolError) -> None:
        """Ends a process that does not keep to the protocol."""
        if self._fault is not None or self.gone.done():
            return
        self._fault = fault
        self._lose()
        self._fail_pending(ExitStatus(None, None))
        if self._exited or self._closing:
            return
        self._stdin.close()
        self._stdout.close()
        if self._greet(fault):
            self.kill()
        else:
            self._child.send_signal(signal.SIGTERM)
            self._kill_after(self._options.close_timeout)

    def _kill_after(self, seconds: float) -> None:
        if self._kill_timer is None:
            self._kill_timer = self._loop.call_later(seconds, self.kill)

    def _exit_seen(self) -> None:
        """In a thread of its own."""
        try:
            self._loop.call_soon_threadsafe(self._on_exit)
        except RuntimeError:  # The loop was closed without the client.
            self._clean_up()

    def _on_exit(self) -> None:
        self._exited = True
        self._lose()
        if self._kill_timer is not None:
            self._kill_timer.cancel()
        try:
            # Something that the process started may still hold the other ends.
            self._stdout.drain(_DRAINED)
            self._stderr.drain(_DRAINED)
            self._stderr_log.end()
        except Exception:
            log_error(self._log, "The last output of the process could not be handled.")
        finally:
            status = self._clean_up()
            self._lose()
            self._greet(status)
            try:
                self._fail_pending(status)
            finally:
                self.gone.set_result(status)

    def _clean_up(self) -> ExitStatus:
        self._exited = True
        self._stdin.close()
        self._stdout.close()
        self._stderr.close()
        return self._child.reap()

    def _lose(self) -> None:
        if not self.lost.done():
            self.lost.set_result(None)

    def _fail_pending(self, status: ExitStatus) -> None:
        for exchange in self._in_flight.take_all():
            exchange.fail(self._error_of_end(status, exchange.request.method))

    def _error_of_end(self, status: ExitStatus, method: str) -> StrongroomError:
        if self._closing:
            return ClosedError(method)
        if self._fault is not None:
            return ProtocolError(
                f"{self._fault.message} The process was ended.",
                method=method,
            )
        return ProcessExitedError(
            status.exit_code, status.signal, self._stderr_log.last_lines, method
        )


def _read_id(id: Any) -> Optional[int]:
    """JSON has one kind of number: 5.0 is 5."""
    if type(id) is float and id.is_integer():
        return int(id)
    return id if type(id) is int else None
