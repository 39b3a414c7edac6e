"""Keeps a client usable across fork().

The child of a fork must not hold the pipes of its parent's process: it would keep the process
from seeing the end of its input, and could write into it. So all pipe ends are listed here, and
the child closes them; every client then begins anew there, with a process of its own.
"""

from __future__ import annotations

import os
import threading
import weakref
from typing import Protocol, Set

lock = threading.RLock()
"""Held while descriptors come and go, and by whoever forks, so that no fork falls in between."""


class ForkAware(Protocol):
    def begin_anew(self) -> None:
        """Forgets everything of the parent's, without touching it."""


_descriptors: Set[int] = set()
_clients: "weakref.WeakSet[ForkAware]" = weakref.WeakSet()
_process = os.getpid()


def own(descriptor: int) -> int:
    """Lists a descriptor. The lock has to be held since before it was opened."""
    _descriptors.add(descriptor)
    return descriptor


def close(descriptor: int) -> None:
    """Closes a descriptor that is listed; does nothing for one that is not."""
    with lock:
        if descriptor in _descriptors:
            _descriptors.remove(descriptor)
            os.close(descriptor)


def register(client: ForkAware) -> None:
    """Has a client begin anew in the child of a fork."""
    with lock:
        _clients.add(client)


def check() -> None:
    """Finds out about a fork that did not run Python's hooks."""
    if os.getpid() != _process:
        _in_child()


def _in_child() -> None:
    # The lock may be held by a thread that does not exist here, if C code forked.
    global lock, _process
    lock = threading.RLock()
    _process = os.getpid()
    for descriptor in _descriptors:
        try:
            os.close(descriptor)
        except OSError:
            pass
    _descriptors.clear()
    for client in list(_clients):
        client.begin_anew()


def _before() -> None:
    lock.acquire()


def _in_parent() -> None:
    lock.release()


os.register_at_fork(before=_before, after_in_parent=_in_parent, after_in_child=_in_child)
