"""The threads under a blocking client. They are daemons: they keep no application alive."""

from __future__ import annotations

import asyncio
import queue
import selectors
import threading
import time
from concurrent.futures import Future
from typing import Any, Callable, Coroutine, List, Optional, TypeVar

T = TypeVar("T")

_SIGNAL_PERIOD = 0.5


class Bell:
    """Wakes threads that wait.

    Neither side holds a lock meanwhile, unlike with a Condition: so a signal handler may close a
    client whatever it has interrupted in the main thread.
    """

    def __init__(self) -> None:
        self._waiters: "List[threading.Lock]" = []

    def ring(self) -> None:
        """Has all who wait look again."""
        for waiter in list(self._waiters):
            try:
                waiter.release()
            except RuntimeError:  # Rung already.
                pass

    def wait_for(self, condition: Callable[[], object], timeout: Optional[float] = None) -> bool:
        """Returns whether it holds; False only after `timeout` seconds."""
        end = None if timeout is None else time.monotonic() + timeout
        # A signal that comes just before the main thread sleeps does not wake it, and its handler
        # runs in this thread alone: Ctrl-C would be lost.
        is_main = threading.current_thread() is threading.main_thread()
        longest = _SIGNAL_PERIOD if is_main else threading.TIMEOUT_MAX
        while not condition():
            waiter = threading.Lock()
            waiter.acquire()
            self._waiters.append(waiter)
            try:
                if condition():
                    break
                left = longest if end is None else min(end - time.monotonic(), longest)
                if left <= 0:
                    return False
                waiter.acquire(True, left)
            finally:
                self._waiters.remove(waiter)
        return True


class Latch:
    """Something that happens once, and that threads wait for."""

    def __init__(self) -> None:
        self._bell = Bell()
        self._is_set = False

    def set(self) -> None:
        self._is_set = True
        self._bell.ring()

    def wait(self) -> None:
        self._bell.wait_for(lambda: self._is_set)


class LoopThread:
    """An event loop in a thread of its own."""

    def __init__(self) -> None:
        # poll, unlike epoll, has no state in the kernel that the child of a fork would share.
        self.loop = asyncio.SelectorEventLoop(selectors.PollSelector())
        self._lock = threading.RLock()
        self._stopping = False
        self._ended = False
        self._thread = threading.Thread(target=self._run, name="strongroom", daemon=True)
        self._thread.start()

    @property
    def is_current(self) -> bool:
        return threading.current_thread() is self._thread

    def run(self, action: Callable[[], Any]) -> bool:
        """Runs it in the thread. Returns False, and does nothing, once the loop has ended."""
        with self._lock:
            if not self._ended:
                self.loop.call_soon_threadsafe(action)
            return not self._ended

    def spawn(self, coroutine: Coroutine[Any, Any, T]) -> "Future[T]":
        """Returns what is cancelled once the loop has ended."""
        with self._lock:
            if not self._ended:
                return asyncio.run_coroutine_threadsafe(coroutine, self.loop)
        coroutine.close()
        ended: "Future[T]" = Future()
        ended.cancel()
        return ended

    def stop(self) -> None:
        """Ends the thread after what it was given already. Called in the thread."""
        if not self._stopping:
            self._stopping = True
            self.loop.stop()

    def _run(self) -> None:
        asyncio.set_event_loop(self.loop)
        try:
            self.loop.run_forever()
            with self._lock:
                self._ended = True
            # What was given before that finds the client closed.
            self.loop.run_until_complete(asyncio.sleep(0))
            # Whoever waits for what is left gets to know.
            left = asyncio.all_tasks(self.loop)
            for task in left:
                task.cancel()
            if left:
                self.loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        finally:
            self.loop.close()


class CallbackThread:
    """Runs what the application gave to be called, one after the other, in a thread that there is
    once there is something to run.
    """

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._actions: "queue.SimpleQueue[Optional[Callable[[], None]]]" = queue.SimpleQueue()
        self._runs = False
        self._stopped = False

    def run(self, action: Callable[[], None]) -> None:
        with self._lock:
            if not self._runs and not self._stopped:
                self._runs = True
                threading.Thread(
                    target=_run_actions,
                    args=(self._actions,),
                    name="strongroom-callbacks",
                    daemon=True,
                ).start()
        self._actions.put(action)

    def stop(self) -> None:
        """Ends the thread after what is there already."""
        with self._lock:
            self._stopped = True
        self._actions.put(None)


def _run_actions(actions: "queue.SimpleQueue[Optional[Callable[[], None]]]") -> None:
    while True:
        action = actions.get()
        if action is None:
            return
        action()
        # What waits for the next action should not keep what the last one refers to.
        del action
