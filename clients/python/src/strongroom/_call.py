"""Calls under way, as the application holds them."""

from __future__ import annotations

import asyncio
from typing import (
    TYPE_CHECKING,
    Any,
    AsyncIterator,
    Awaitable,
    Callable,
    Generator,
    Generic,
    Iterator,
    List,
    Optional,
    Tuple,
    TypeVar,
    cast,
)

from ._errors import StrongroomError
from ._generated.errors import CancelledError
from ._generated.types import ProgressValue
from ._threads import Bell

if TYPE_CHECKING:
    from ._exchange import Exchange

R = TypeVar("R")


class Call(Awaitable[R]):
    """A call that was begun. Await it for its result.

    Where the task that awaits it is cancelled, the call is cancelled too.
    """

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        on_progress: Optional[Callable[[ProgressValue], None]],
    ) -> None:
        self._loop = loop
        self._future: "asyncio.Future[Any]" = loop.create_future()
        self._on_progress = on_progress
        self._latest: Optional[ProgressValue] = None
        self._streams: "List[_ProgressStream]" = []
        self._exchange: "Optional[Exchange]" = None

    def __await__(self) -> Generator[Any, None, R]:
        try:
            return cast(R, (yield from self._future))
        except asyncio.CancelledError:
            if self._exchange is not None:
                self._exchange.abandon()
            raise

    def progress(self) -> AsyncIterator[ProgressValue]:
        """Iterates over how far the call has come, until it ends; with its error if it fails.

        A value that is not taken in time is replaced by a newer one; the last one always arrives.
        Where the iterating task is cancelled, the call goes on: there may be others who follow it.
        """
        stream = _ProgressStream(self._loop, self._future, self._latest)
        self._streams.append(stream)
        return stream

    def cancel(self) -> None:
        """Asks the service to cancel the call. Await it as before: it gives its result if it was
        past its point of no return, and otherwise raises the CancelledError of this package.
        """
        if self._exchange is not None:
            self._exchange.cancel()

    def done(self) -> bool:
        return self._future.done()

    def attach(self, exchange: "Exchange") -> None:
        self._exchange = exchange

    def take_progress(self, value: ProgressValue) -> None:
        self._latest = value
        for stream in self._streams:
            stream.put(value)
        if self._on_progress is not None:
            self._on_progress(value)

    def take_result(self, result: Any) -> None:
        if not self._future.done():
            self._future.set_result(result)

    def take_error(self, error: StrongroomError) -> None:
        if not self._future.done():
            self._future.set_exception(error)
            # Whoever cancelled it knows, also if nobody awaits it.
            if isinstance(error, CancelledError):
                self._future.exception()


class _ProgressStream(AsyncIterator[ProgressValue]):
    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        end: "asyncio.Future[Any]",
        latest: Optional[ProgressValue],
    ) -> None:
        self._loop = loop
        self._end = end
        self._value = latest
        self._waiter: "Optional[asyncio.Future[None]]" = None
        end.add_done_callback(lambda _: self._wake())

    def put(self, value: ProgressValue) -> None:
        self._value = value
        self._wake()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    async def __anext__(self) -> ProgressValue:
        while self._value is None:
            if self._end.done():
                if not self._end.cancelled():
                    error = self._end.exception()
                    if error is not None:
                        raise error
                raise StopAsyncIteration
            # Shared by all who read; each looks again.
            if self._waiter is None or self._waiter.done():
                self._waiter = self._loop.create_future()
            await asyncio.shield(self._waiter)
        value, self._value = self._value, None
        return value


class BlockingCall(Generic[R]):
    """A call that was begun, and goes on by itself. Any thread may use it."""

    def __init__(
        self,
        on_progress: Optional[Callable[[ProgressValue], None]],
        in_loop: Callable[[Callable[[], None]], None],
    ) -> None:
        self._bell = Bell()
        self._done = False
        self._result: Any = None
        self._error: Optional[StrongroomError] = None
        # How many there were, and the latest; replaced as one.
        self._progress: Tuple[int, Optional[ProgressValue]] = (0, None)
        self._on_progress = on_progress
        self._in_loop = in_loop
        self._exchange: "Optional[Exchange]" = None

    def result(self, timeout: Optional[float] = None) -> R:
        """Waits for the result. After `timeout` seconds it raises TimeoutError, and the call goes
        on: a limit for the call itself is the `timeout` that it was begun with.
        """
        if not self._bell.wait_for(self.done, timeout):
            raise TimeoutError(f"There is no result after {timeout:g} s; the call goes on.")
        if self._error is not None:
            raise self._error
        return cast(R, self._result)

    def __iter__(self) -> Iterator[ProgressValue]:
        """Iterates over how far the call has come, until it ends; with its error if it fails.

        A value that is not taken in time is replaced by a newer one; the last one always arrives.
        """
        seen = 0

        def is_news() -> bool:
            return self._done or self._progress[0] != seen

        while True:
            self._bell.wait_for(is_news)
            # In this order: once it is done, there is no more progress.
            done = self._done
            count, value = self._progress
            if count != seen and value is not None:
                seen = count
                yield value
            elif done:
                break
        if self._error is not None:
            raise self._error

    def cancel(self) -> None:
        """Asks the service to cancel the call. `result` then gives its result if it was past its
        point of no return, and otherwise raises CancelledError.
        """
        if self._exchange is not None:
            self._in_loop(self._exchange.cancel)

    def done(self) -> bool:
        return self._done

    def abandon(self) -> None:
        """Asks to cancel, for nobody waits any more."""
        if self._exchange is not None:
            self._in_loop(self._exchange.abandon)

    def attach(self, exchange: "Exchange") -> None:
        self._exchange = exchange

    def take_progress(self, value: ProgressValue) -> None:
        self._progress = (self._progress[0] + 1, value)
        self._bell.ring()
        if self._on_progress is not None:
            self._on_progress(value)

    def take_result(self, result: Any) -> None:
        self._result = result
        self._done = True
        self._bell.ring()

    def take_error(self, error: StrongroomError) -> None:
        self._error = error
        self._done = True
        self._bell.ring()
