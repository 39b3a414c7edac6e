"""The client for threads."""

from __future__ import annotations

import atexit
import logging
import threading
import weakref
from concurrent import futures
from types import TracebackType
from typing import (
    Any,
    Callable,
    Coroutine,
    Dict,
    Iterator,
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
from ._acting import ActingAs, BegunCalls
from ._call import BlockingCall
from ._callbacks import LatestProgress, run_callback
from ._engine import Engine
from ._errors import ClosedError
from ._events import BlockingEventStream, EventHub
from ._exchange import Exchange, Request
from ._generated.methods import BlockingCalls, BlockingMethods, InitializeResult
from ._generated.types import Auth, ClientInfo, MessageFraming, ProgressValue
from ._message import make_notification
from ._options import UNSET, OnProgress, Options, PathLike, Restart, Timeout
from ._requests import RequestMaker, check_method
from ._threads import CallbackThread, Latch, LoopThread

E = TypeVar("E")


class Strongroom(BlockingMethods):
    """Runs `strongroom serve` and calls its methods, from any number of threads.

    The process is started by `start()`, by `with`, or with the first call. It is ended by
    `close()`, by `with`, or when the application ends. After a fork the child has its own.

    The arguments are those of `AsyncStrongroom`.
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
        self._closed = False
        self._reset()
        self.calls: BlockingCalls = BegunCalls(self, None)
        """The same methods, each giving a call to wait for, iterate over or cancel."""
        _forksafe.register(self)
        _clients.add(self)

    def start(self) -> InitializeResult:
        """Starts the process if there is none, and returns what it says of itself.

        Raises StartError, with the reason, or ClosedError.
        """
        engine = self._engine_running(None)
        self._run(engine.connected)
        assert engine.server is not None
        return engine.server

    def close(self) -> None:
        """Ends the process in order: what is past its point of no return finishes, the rest is
        cancelled. A second time, it waits for the first.
        """
        self._begin_close()
        self._closing_done.wait()

    def __enter__(self) -> "Strongroom":
        self.start()
        return self

    def __exit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        traceback: Optional[TracebackType],
    ) -> None:
        self.close()

    @property
    def server(self) -> Optional[InitializeResult]:
        """What the process said of itself when it was started last; None before."""
        return self._engine.server if self._engine is not None else None

    def acting_as(self, auth: Auth) -> "ActingAs":
        """Returns the same methods on behalf of one person, for the time of a request."""
        return ActingAs(self, auth)

    def call(
        self,
        method: str,
        params: Optional[Mapping[str, Any]] = None,
        *,
        auth: Optional[Auth] = None,
        on_progress: Optional[OnProgress] = None,
        timeout: Timeout = UNSET,
    ) -> Any:
        """Calls any method by name, with params and result as they are on the wire.

        Raises ValueError or TypeError for what cannot be sent.
        """
        check_method(method)
        request = self._requests.make_raw(method, params, timeout, auth)
        return self._wait_for(request, on_progress)

    def notify(self, method: str, params: Optional[Mapping[str, Any]] = None) -> None:
        """Sends a notification. Raises ValueError or TypeError for what cannot be sent."""
        check_method(method)
        message = make_notification(method, params)
        engine = self._engine_running(None)

        async def send() -> None:
            (await engine.connected()).notify(message)

        self._run(send)

    @overload
    def on(self, event: Type[E], listener: Callable[[E], object]) -> Callable[[], None]: ...

    @overload
    def on(self, event: str, listener: Callable[[Any], object]) -> Callable[[], None]: ...

    def on(
        self, event: Union[str, Type[Any]], listener: Callable[[Any], object]
    ) -> Callable[[], None]:
        """Calls the listener with each event of a class, such as BackupCompletedEvent, or of a
        name, such as "backup/completed", in one thread for all. Returns what ends that.

        An event whose name this client does not know comes as a dictionary.
        """
        return self._events.on(event, listener)

    def events(self) -> Iterator[Any]:
        """Iterates over all events from now on that this client knows, until it is closed.

        At most 1024 wait to be read; then the oldest are dropped, and the log says so.
        """
        stream = BlockingEventStream(self._options.log)
        self._events.add(stream)
        if self._closed:
            stream.end()
        return stream

    def begin_anew(self) -> None:
        """In the child of a fork: the process is the parent's. Not for applications."""
        if self._engine is not None:
            self._engine.disown()
        self._events.begin_anew()
        self._reset()
        if self._closed:
            self._closing_done.set()

    def _reset(self) -> None:
        # A signal handler in the main thread may close the client while that holds it.
        self._lock = threading.RLock()
        self._thread: Optional[LoopThread] = None
        self._engine: Optional[Engine] = None
        self._callbacks = CallbackThread()
        # Not a method of this object: the loop's thread, which knows the events, would keep it.
        self._events.run = self._callbacks.run
        self._closing_done = Latch()

    def _call(
        self,
        method: str,
        params: Dict[str, Any],
        result: Any,
        on_progress: Optional[OnProgress],
        timeout: Timeout,
        nullable: Tuple[str, ...] = (),
        auth: Optional[Auth] = None,
    ) -> Any:
        request = self._requests.make(method, params, result, timeout, nullable, auth)
        return self._wait_for(request, on_progress)

    def _begin(
        self,
        method: str,
        params: Dict[str, Any],
        result: Any,
        on_progress: Optional[OnProgress],
        timeout: Timeout,
        nullable: Tuple[str, ...] = (),
        auth: Optional[Auth] = None,
    ) -> BlockingCall[Any]:
        request = self._requests.make(method, params, result, timeout, nullable, auth)
        return self._launch(request, on_progress)

    def _wait_for(self, request: Request, on_progress: Optional[OnProgress]) -> Any:
        """Runs the callback in this thread, which has nothing else to do."""
        call = self._launch(request, None)
        try:
            if on_progress is not None:
                for value in call:
                    run_callback(on_progress, value, self._options.log, is_callers=True)
            return call.result()
        except Exception:
            raise
        except BaseException:  # Ctrl-C and the like
            call.abandon()
            raise

    def _launch(self, request: Request, on_progress: Optional[OnProgress]) -> BlockingCall[Any]:
        report: Optional[Callable[[ProgressValue], None]] = None
        if on_progress is not None:
            report = LatestProgress(on_progress, self._options.log, self._callbacks.run)

        engine = self._engine_running(request.method)
        call: BlockingCall[Any] = BlockingCall(report, self._in_loop)
        exchange = Exchange(engine, request, call)
        call.attach(exchange)
        with self._lock:
            if self._closed:
                raise ClosedError(request.method)
            if not self._thread_running().run(exchange.begin):
                raise ClosedError(request.method)
        return call

    def _run(self, coroutine: Callable[[], Coroutine[Any, Any, Any]]) -> None:
        """Runs it in the loop's thread, and waits for its end."""
        with self._lock:
            if self._closed:
                raise ClosedError()
            future = self._thread_running().spawn(coroutine())
        ended = Latch()
        future.add_done_callback(lambda _: ended.set())
        try:
            ended.wait()
            future.result()
        except futures.CancelledError:
            raise ClosedError() from None
        except BaseException:
            future.cancel()
            raise

    def _in_loop(self, action: Callable[[], None]) -> None:
        if self._thread is not None:
            self._thread.run(action)

    def _engine_running(self, method: Optional[str]) -> Engine:
        _forksafe.check()
        with self._lock:
            if self._closed:
                raise ClosedError(method)
            if self._engine is None:
                self._thread = LoopThread()
                self._engine = Engine(self._thread.loop, self._options, self._events.emit)
            elif self._thread_running().is_current:
                raise RuntimeError("A Strongroom cannot be called from its own logging handlers.")
            return self._engine

    def _thread_running(self) -> LoopThread:
        assert self._thread is not None
        return self._thread

    def _begin_close(self) -> None:
        _forksafe.check()
        with self._lock:
            first, self._closed = not self._closed, True
            engine, thread = self._engine, self._thread
        if not first:
            return
        events, callbacks, done = self._events, self._callbacks, self._closing_done

        def end() -> None:
            events.end()
            callbacks.stop()
            done.set()

        if engine is None or thread is None:
            end()
            return

        async def close() -> None:
            try:
                await engine.close()
            finally:
                thread.stop()
                end()

        thread.spawn(close())

    def __del__(self) -> None:
        if getattr(self, "_engine", None) is not None and not self._closed:
            self._begin_close()


_clients: "weakref.WeakSet[Strongroom]" = weakref.WeakSet()


def _close_all() -> None:
    clients = list(_clients)
    for client in clients:
        client._begin_close()
    for client in clients:
        client._closing_done.wait()


atexit.register(_close_all)
