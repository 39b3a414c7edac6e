"""The threads under a blocking client. They are daemons: they keep no application alive."""

from __future__ import annotations

import asyncio
import queue
import selectors
import threading
from typing import Any, Callable, Coroutine, Optional, TypeVar

T = TypeVar("T")


class LoopThread:
    """An event loop in a thread of its own."""

    def __init__(self) -> None:
        # poll, unlike epoll, has no state in the kernel that the child of a fork would share.
        self.loop = asyncio.SelectorEventLoop(selectors.PollSelector())
        self._thread = threading.Thread(target=self._run, name="strongroom", daemon=True)
        self._thread.start()

    @property
    def is_current(self) -> bool:
        return threading.current_thread() is self._thread

    def run(self, action: Callable[[], Any]) -> None:
        """Runs it in the thread. Does nothing once the loop has ended."""
        try:
            self.loop.call_soon_threadsafe(action)
        except RuntimeError:
            pass

    def spawn(self, coroutine: Coroutine[Any, Any, Any]) -> None:
        asyncio.run_coroutine_threadsafe(coroutine, self.loop)

    def wait_for(self, coroutine: Coroutine[Any, Any, T]) -> T:
        future = asyncio.run_coroutine_threadsafe(coroutine, self.loop)
        try:
            return future.result()
        except BaseException:
            future.cancel()
            raise

    def stop(self) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)

    def _run(self) -> None:
        asyncio.set_event_loop(self.loop)
        try:
            self.loop.run_forever()
        finally:
            self.loop.close()


class CallbackThread:
    """Runs what the application gave to be called, one after the other, in a thread that there is
    once there is something to run.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
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
