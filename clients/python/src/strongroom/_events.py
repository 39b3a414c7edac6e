"""Events: what the service says by itself, and what becomes of its process."""

from __future__ import annotations

import asyncio
import logging
import weakref
from collections import deque
from dataclasses import dataclass
from typing import Any, Callable, Deque, Dict, List, Mapping, Optional, Type, TypeVar, Union

from ._callbacks import log_line, run_callback
from ._codec import Mismatch, decoder
from ._generated.events import EVENTS
from ._generated.methods import InitializeResult
from ._threads import Bell

E = TypeVar("E")
Listener = Callable[[Any], object]

MAX_EVENTS = 1024
"""How many events wait for a reader; then the oldest are dropped."""


@dataclass(frozen=True)
class ProcessStarted:
    """The process has been started, and has answered. On the wire there is no such event."""

    pid: int
    server: InitializeResult


@dataclass(frozen=True)
class ProcessExited:
    """The process has ended. On the wire there is no such event."""

    pid: int
    exit_code: Optional[int]
    signal: Optional[int]
    will_restart: bool


EVENT_CLASSES: Mapping[str, Any] = {
    **EVENTS,
    "process/started": ProcessStarted,
    "process/exited": ProcessExited,
}
_NAMES: Mapping[Any, str] = {cls: name for name, cls in EVENT_CLASSES.items()}


class Reader:
    """Takes events for later, at most `MAX_EVENTS`."""

    def __init__(self, logger: logging.Logger) -> None:
        self._events: Deque[Any] = deque()
        self._ended = False
        self._logger = logger

    def push(self, event: Any) -> None:
        if len(self._events) >= MAX_EVENTS:
            self._events.popleft()
            log_line(
                self._logger,
                logging.WARNING,
                "An event was dropped, as %d wait to be read.",
                MAX_EVENTS,
            )
        self._events.append(event)
        self.wake()

    def end(self) -> None:
        self._ended = True
        self.wake()

    def wake(self) -> None:
        raise NotImplementedError


class EventStream(Reader):
    """The events since it was made, for `async for`. Ends when the client is closed."""

    def __init__(self, loop: asyncio.AbstractEventLoop, logger: logging.Logger) -> None:
        super().__init__(logger)
        self._loop = loop
        self._waiter: "Optional[asyncio.Future[None]]" = None

    def wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def __aiter__(self) -> "EventStream":
        return self

    async def __anext__(self) -> Any:
        while not self._events:
            if self._ended:
                raise StopAsyncIteration
            if self._waiter is None or self._waiter.done():
                self._waiter = self._loop.create_future()
            await asyncio.shield(self._waiter)
        return self._events.popleft()


class BlockingEventStream(Reader):
    """The events since it was made, for `for`. Ends when the client is closed."""

    def __init__(self, logger: logging.Logger) -> None:
        super().__init__(logger)
        self._bell = Bell()

    def wake(self) -> None:
        self._bell.ring()

    def __iter__(self) -> "BlockingEventStream":
        return self

    def __next__(self) -> Any:
        while True:
            self._bell.wait_for(lambda: self._events or self._ended)
            ended = self._ended
            try:
                return self._events.popleft()
            except IndexError:  # Another reader was faster.
                if ended:
                    raise StopIteration from None


class _Entry:
    """One listener as it was given once; the same one may be given again."""

    __slots__ = ("listener",)

    def __init__(self, listener: Listener) -> None:
        self.listener = listener


class EventHub:
    """Brings each event to those who listen. What it calls, it calls by `run`.

    Threads add to its lists while another one reads. Each change and each copy of a list is one
    step, and takes no lock, which what a signal handler has interrupted could hold.
    """

    def __init__(
        self, logger: logging.Logger, run: Optional[Callable[[Callable[[], None]], None]] = None
    ) -> None:
        self._logger = logger
        self.run = run
        self._listeners: Dict[str, List[_Entry]] = {}
        self._readers: "List[weakref.ref[Reader]]" = []

    def on(self, event: Union[str, Type[Any]], listener: Listener) -> Callable[[], None]:
        name = event if isinstance(event, str) else _NAMES.get(event)
        if name is None:
            raise ValueError(f"{event!r} is no event. Give its name or one of the event classes.")
        entries = self._listeners.setdefault(name, [])
        entry = _Entry(listener)
        entries.append(entry)

        def off() -> None:
            try:
                entries.remove(entry)
            except ValueError:
                pass

        return off

    def add(self, reader: Reader) -> None:
        self._readers.append(weakref.ref(reader, self._readers.remove))

    def end(self) -> None:
        for reader in self._present():
            reader.end()

    def begin_anew(self) -> None:
        """In the child of a fork, whose readers belong to threads that do not exist here."""
        self._readers = []

    def _present(self) -> List[Reader]:
        readers = (reference() for reference in list(self._readers))
        return [reader for reader in readers if reader is not None]

    def emit(self, name: str, params: Any) -> None:
        """Takes the params of an event as they came, or an event that is typed already."""
        of = EVENT_CLASSES.get(name)
        event = params
        if of is not None and not isinstance(params, of):
            try:
                event = decoder(of)(params)
            except Mismatch as mismatch:
                log_line(
                    self._logger,
                    logging.WARNING,
                    "The event %s is not as the contract says: %s",
                    name,
                    mismatch.where,
                )
                return
        if of is not None:
            for reader in self._present():
                reader.push(event)
        for entry in list(self._listeners.get(name, [])):
            self._call(entry.listener, event)

    def _call(self, listener: Listener, event: Any) -> None:
        if self.run is None:
            run_callback(listener, event, self._logger)
        else:
            self.run(lambda: run_callback(listener, event, self._logger))
