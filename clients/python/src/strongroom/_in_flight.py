"""The calls that a process has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Dict, List, Optional, Set

if TYPE_CHECKING:
    from ._exchange import Exchange


class InFlight:
    """Belongs to the loop's thread."""

    def __init__(self) -> None:
        self._calls: "Dict[int, Exchange]" = {}
        # The requests without an answer, whether somebody waits for it or not.
        self._unanswered: Set[int] = set()
        # How many of them the process has said that it could not read; it could not say which.
        self._unread = 0

    def enter(self, exchange: "Exchange") -> None:
        """The call is sent."""
        self._calls[exchange.request.id] = exchange
        self._unanswered.add(exchange.request.id)

    def find(self, id: Optional[int]) -> "Optional[Exchange]":
        return self._calls.get(id) if id is not None else None

    def take(self, id: int) -> "Optional[Exchange]":
        """The call with this id, for which nothing more will come."""
        return self._calls.pop(id, None)

    def take_all(self) -> "List[Exchange]":
        calls = list(self._calls.values())
        self._calls.clear()
        return calls

    def answered(self, id: int) -> "List[Exchange]":
        """Returns the calls of which only that is left that they were not read."""
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
