"""The two ends of pipes that a client holds, without blocking.

asyncio's own transports close and unregister by themselves when they are collected, also in the
child of a fork, where the parent's selector would feel it. These do so only when told.
"""

from __future__ import annotations

import asyncio
import os
from collections import deque
from typing import Callable, Deque, Optional

from . import _forksafe

_CHUNK = 256 * 1024


class PipeReader:
    """Hands on what comes out of a pipe, and then its end."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        descriptor: int,
        on_data: Callable[[bytes], None],
        on_end: Callable[[], None],
    ) -> None:
        self._loop = loop
        self._descriptor: Optional[int] = descriptor
        self._on_data = on_data
        self._on_end = on_end
        os.set_blocking(descriptor, False)
        loop.add_reader(descriptor, self._ready)

    def _ready(self) -> None:
        data = self._read()
        if data is None:
            return
        if data:
            self._on_data(data)
        else:
            self.close()
            self._on_end()

    def _read(self) -> Optional[bytes]:
        """Returns what is there, nothing at the end, and None if there is nothing yet."""
        if self._descriptor is None:
            return None
        try:
            return os.read(self._descriptor, _CHUNK)
        except (BlockingIOError, InterruptedError):
            return None
        except OSError:
            return b""

    def drain(self, limit: int) -> None:
        """Hands on what is there already, up to a number of bytes, and closes."""
        while limit > 0:
            data = self._read()
            if not data:
                break
            limit -= len(data)
            self._on_data(data)
        self.close()

    def close(self) -> None:
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is None:
            return
        if not self._loop.is_closed():
            self._loop.remove_reader(descriptor)
        _forksafe.close(descriptor)


class QueuedMessage:
    """A message that waits for room in the pipe."""

    __slots__ = ("rest", "begun")

    def __init__(self, rest: memoryview, begun: bool) -> None:
        self.rest = rest
        self.begun = begun


class PipeWriter:
    """Writes messages into a pipe, one after the other."""

    def __init__(
        self, loop: asyncio.AbstractEventLoop, descriptor: int, on_broken: Callable[[], None]
    ) -> None:
        self._loop = loop
        self._descriptor: Optional[int] = descriptor
        self._on_broken = on_broken
        self._queue: Deque[QueuedMessage] = deque()
        self._ends = False
        os.set_blocking(descriptor, False)
        # Nothing is ever to be read here: it is how a closed other end shows.
        loop.add_reader(descriptor, self._break)

    def write(self, message: bytes) -> Optional[QueuedMessage]:
        """Writes a message at once, or else returns it as it waits."""
        if self._descriptor is None or self._ends:
            return None
        written = 0
        if not self._queue:
            written = self._put(message)
            if written == len(message) or self._descriptor is None:
                return None
            self._loop.add_writer(self._descriptor, self._ready)
        queued = QueuedMessage(memoryview(message)[written:], written > 0)
        self._queue.append(queued)
        return queued

    def withdraw(self, message: QueuedMessage) -> bool:
        """Takes back a message that waits, unless its beginning is on its way."""
        if message.begun or message not in self._queue:
            return False
        self._queue.remove(message)
        return True

    def end(self) -> None:
        """Closes the pipe once everything is written."""
        self._ends = True
        if not self._queue:
            self.close()

    def close(self) -> None:
        descriptor, self._descriptor = self._descriptor, None
        self._queue.clear()
        if descriptor is None:
            return
        if not self._loop.is_closed():
            self._loop.remove_reader(descriptor)
            self._loop.remove_writer(descriptor)
        _forksafe.close(descriptor)

    def _break(self) -> None:
        if self._descriptor is not None:
            self.close()
            self._on_broken()

    def _put(self, data: "bytes | memoryview") -> int:
        if self._descriptor is None:
            return 0
        try:
            return os.write(self._descriptor, data)
        except (BlockingIOError, InterruptedError):
            return 0
        except OSError:
            self._loop.call_soon(self._break)
            return 0

    def _ready(self) -> None:
        while self._queue:
            first = self._queue[0]
            written = self._put(first.rest)
            if self._descriptor is None:
                return
            first.begun = first.begun or written > 0
            if written < len(first.rest):
                first.rest = first.rest[written:]
                return
            self._queue.popleft()
        if self._descriptor is not None:
            self._loop.remove_writer(self._descriptor)
        if self._ends:
            self.close()
