"""The client for asyncio."""

from __future__ import annotations

import asyncio
import logging
from types import TracebackType
from typing import (
    Any,
    AsyncIterator,
    Callable,
    Dict,
    Mapping,
    Optional,
    Sequence,
    Tuple,
    Type,
    TypeVar,
    Union,
    overload,
)

from . import _forksafe
from ._acting import AsyncActingAs
from ._call import Call
from ._callbacks import run_callback
from ._engine import Engine
from ._errors import WrongLoopError
from ._events import EventHub, EventStream
from ._exchange import Exchange, Request
from ._generated.methods import AsyncMethods, InitializeResult
from ._generated.types import Auth, ClientInfo, MessageFraming, ProgressValue
from ._message import make_notification
from ._options import UNSET, OnProgress, Options, PathLike, Restart, Timeout
from ._requests import RequestMaker, check_method

E = TypeVar("E")


class AsyncStrongroom(AsyncMethods):
    """Runs `strongroom serve` and calls its methods, from one event loop.

    The process is started by `start()`, by `async with`, or with the first call.

    - `command`: The program; looked up in PATH unless it is a path.
    - `database`, `config`: Its options `--database` and `--config`. `args` are more of them.
    - `env`, `cwd`: Its whole environment, and its folder; by default those of the application.
    - `framing`: How messages are framed; both ways behave the same.
    - `auth`: Who is asking, for calls that do not say.
    - `client_info`: What to call the application.
    - `timeout`: Seconds for calls of methods that report no progress; None for no limit.
    - `start_timeout`: Seconds that a new process has to answer.
    - `close_timeout`: Seconds that it has to end, before it is killed.
    - `cancel_grace`: Seconds that a cancelled call waits for the answer.
    - `restart`: Whether, and how, a process that ends unexpectedly is started again. If not, the
      next call starts it.
    - `logger`: Takes what the process writes to stderr, and what goes wrong; by default the logger
      `strongroom`.
    """

    def __init__(
        self,
        command: PathLike = "strongroom",
        database: Optional[PathLike] = None,
        config: Optional[PathLike] = None,
        *,
        args: Sequence[str] = (),
        env: Optional[Mapping[str, str]] = None,
        cwd: Optional[PathLike] = None,
        framing: MessageFraming = "newline",
        auth: Optional[Auth] = None,
        client_info: Optional[ClientInfo] = None,
        timeout: Optional[float] = 60.0,
        start_timeout: float = 10.0,
        close_timeout: float = 30.0,
        cancel_grace: float = 5.0,
        restart: Union[bool, Restart] = True,
        logger: Optional[logging.Logger] = None,
    ) -> None:
        self._options = Options(
            command, database, config, args, env, cwd, framing, auth, client_info, timeout,
            start_timeout, close_timeout, cancel_grace, restart, logger,
        )  # fmt: skip
        self._requests = RequestMaker(self._options)
        self._events = EventHub(self._options.log)
        self._engine: Optional[Engine] = None
        self._closed = False
        _forksafe.register(self)

    async def start(self) -> InitializeResult:
        """Starts the process if there is none, and returns what it says of itself.

        Raises StartError, with the reason, or ClosedError.
        """
        engine = self._bound()
        await engine.connected()
        assert engine.server is not None
        return engine.server

    async def close(self) -> None:
        """Ends the process in order: what is past its point of no return finishes, the rest is
        cancelled. A second time, it waits for the first.
        """
        engine = self._bound()
        self._closed = True
        await engine.close()
        self._events.end()

    async def __aenter__(self) -> "AsyncStrongroom":
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        traceback: Optional[TracebackType],
    ) -> None:
        await self.close()

    @property
    def server(self) -> Optional[InitializeResult]:
        """What the process said of itself when it was started last; None before."""
        return self._engine.server if self._engine is not None else None

    def acting_as(self, auth: Auth) -> "AsyncActingAs":
        """Returns the same methods on behalf of one person, for the time of a request."""
        return AsyncActingAs(self, auth)

    def call(
        self,
        method: str,
        params: Optional[Mapping[str, Any]] = None,
        *,
        auth: Optional[Auth] = None,
        on_progress: Optional[OnProgress] = None,
        timeout: Timeout = UNSET,
    ) -> Call[Any]:
        """Calls any method by name, with params and result as they are on the wire.

        Raises ValueError or TypeError for what cannot be sent.
        """
        check_method(method)
        return self._launch(self._requests.make_raw(method, params, timeout, auth), on_progress)

    async def notify(self, method: str, params: Optional[Mapping[str, Any]] = None) -> None:
        """Sends a notification. Raises ValueError or TypeError for what cannot be sent."""
        check_method(method)
        message = make_notification(method, params)
        connection = await self._bound().connected()
        connection.notify(message)

    @overload
    def on(self, event: Type[E], listener: Callable[[E], object]) -> Callable[[], None]: ...

    @overload
    def on(self, event: str, listener: Callable[[Any], object]) -> Callable[[], None]: ...

    def on(
        self, event: Union[str, Type[Any]], listener: Callable[[Any], object]
    ) -> Callable[[], None]:
        """Calls the listener with each event of a class, such as BackupCompletedEvent, or of a
        name, such as "backup/completed". Returns what ends that.

        An event whose name this client does not know comes as a dictionary.
        """
        return self._events.on(event, listener)

    def events(self) -> AsyncIterator[Any]:
        """Iterates over all events from now on that this client knows, until it is closed.

        At most 1024 wait to be read; then the oldest are dropped, and the log says so.
        """
        engine = self._bound()
        stream = EventStream(engine.loop, self._options.log)
        self._events.add(stream)
        if self._closed:
            stream.end()
        return stream

    def begin_anew(self) -> None:
        """In the child of a fork: the process is the parent's. Not for applications."""
        if self._engine is not None:
            self._engine.disown()
        self._engine = None
        self._events.begin_anew()

    def _begin(
        self,
        method: str,
        params: Dict[str, Any],
        result: Any,
        on_progress: Optional[OnProgress],
        timeout: Timeout,
        nullable: Tuple[str, ...] = (),
        auth: Optional[Auth] = None,
    ) -> Call[Any]:
        request = self._requests.make(method, params, result, timeout, nullable, auth)
        return self._launch(request, on_progress)

    def _launch(self, request: Request, on_progress: Optional[OnProgress]) -> Call[Any]:
        engine = self._bound()
        report: Optional[Callable[[ProgressValue], None]] = None
        if on_progress is not None:
            given, log = on_progress, self._options.log

            def report(value: ProgressValue) -> None:
                run_callback(given, value, log)

        call: Call[Any] = Call(engine.loop, report)
        exchange = Exchange(engine, request, call)
        call.attach(exchange)
        exchange.begin()
        return call

    def _bound(self) -> Engine:
        """The engine of this loop, which is the only one."""
        _forksafe.check()
        loop = asyncio.get_running_loop()
        if self._engine is None:
            self._engine = Engine(loop, self._options, self._events.emit)
        elif self._engine.loop is not loop:
            raise WrongLoopError()
        return self._engine
