"""The calls that a process has, and those that wait until it takes more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Dict, List, Optional, Set, Tuple

if TYPE_CHECKING:
    from ._exchange import Exchange


class InFlight:
    """Belongs to the loop's thread."""

    def __init__(self) -> None:
        self.limit = 1
        """How many requests may be unanswered."""
        self._calls: "Dict[int, Exchange]" = {}
        # The requests without an answer, whether somebody waits for it or not.
        self._unanswered: Set[int] = set()
        # How many of them the process has said that it could not read; it could not say which.
        self._unread = 0
        # What the process would refuse now, because it has so many requests already; oldest first.
        self._postponed: "Dict[Exchange, None]" = {}

    def admits(self, exchange: "Exchange") -> bool:
        """Whether there is room for a call. If not, `take_postponed` gives it when there is."""
        if self._has_room:
            return True
        self._postponed[exchange] = None
        return False

    def withdraw_postponed(self, exchange: "Exchange") -> None:
        self._postponed.pop(exchange, None)

    def take_postponed(self) -> "Optional[Exchange]":
        """The oldest call that waited, if there is room for it now."""
        if not self._postponed or not self._has_room:
            return None
        exchange = next(iter(self._postponed))
        del self._postponed[exchange]
        return exchange

    def enter(self, exchange: "Exchange") -> None:
        """The call is sent."""
        self._calls[exchange.request.id] = exchange
        self._unanswered.add(exchange.request.id)

    def find(self, id: Optional[int]) -> "Optional[Exchange]":
        return self._calls.get(id) if id is not None else None

    def take(self, id: int) -> "Optional[Exchange]":
        """The call with this id, for which nothing more will come. Its room is still taken."""
        return self._calls.pop(id, None)

    def take_all(self) -> "Tuple[List[Exchange], List[Exchange]]":
        """The calls that were sent, and those that waited."""
        sent, postponed = list(self._calls.values()), list(self._postponed)
        self._calls.clear()
        self._postponed.clear()
        return sent, postponed

    def answered(self, id: int) -> "List[Exchange]":
        """Makes room. Returns the calls of which only that is left that they were not read."""
        self._unanswered.discard(id)
        return self._take_unread()

    def could_not_read(self) -> "List[Exchange]":
        """The process could not read a request, nor say which. Returns those that it must be."""
        if not self._unanswered:
            return []
        self._unread += 1
        return self._take_unread()

    def _take_unread(self) -> "List[Exchange]":
        if self._unread < len(self._unanswered):
            return []
        unread = [self._calls.pop(id) for id in self._unanswered if id in self._calls]
        self._unanswered.clear()
        self._unread = 0
        return unread

    @property
    def _has_room(self) -> bool:
        return len(self._unanswered) - self._unread < self.limit
