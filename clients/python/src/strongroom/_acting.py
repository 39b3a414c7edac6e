"""The methods of a client on behalf of one person, and those that only begin a call."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, Any, Dict, Mapping, Optional, Tuple

from ._call import BlockingCall, Call
from ._errors import ClosedError
from ._generated.methods import AsyncMethods, BlockingCalls, BlockingMethods
from ._generated.types import Auth
from ._options import UNSET, OnProgress, Timeout
from ._requests import check_identity

if TYPE_CHECKING:
    from ._blocking import Strongroom
    from ._client import AsyncStrongroom


class AsyncActingAs(AsyncMethods):
    """The methods of a client on behalf of one person."""

    def __init__(self, client: "AsyncStrongroom", auth: Auth) -> None:
        check_identity(auth)
        self._client = client
        self._auth = auth

    def call(
        self,
        method: str,
        params: Optional[Mapping[str, Any]] = None,
        *,
        on_progress: Optional[OnProgress] = None,
        timeout: Timeout = UNSET,
    ) -> Call[Any]:
        """Calls any method by name, with params and result as they are on the wire.

        Raises ValueError or TypeError for what cannot be sent, such as an auth in the params.
        """
        return self._client.call(
            method, params, auth=self._auth, on_progress=on_progress, timeout=timeout
        )

    def _begin(
        self,
        method: str,
        params: Dict[str, Any],
        result: Any,
        on_progress: Optional[OnProgress],
        timeout: Timeout,
        nullable: Tuple[str, ...] = (),
    ) -> Call[Any]:
        return self._client._begin(
            method, params, result, on_progress, timeout, nullable, self._auth
        )


class ActingAs(BlockingMethods):
    """The methods of a client on behalf of one person."""

    def __init__(self, client: "Strongroom", auth: Auth) -> None:
        check_identity(auth)
        self._client = client
        self._auth = auth
        self.calls: BlockingCalls = BegunCalls(client, auth)
        """The same methods, each giving a call to wait for, iterate over or cancel."""

    def call(
        self,
        method: str,
        params: Optional[Mapping[str, Any]] = None,
        *,
        on_progress: Optional[OnProgress] = None,
        timeout: Timeout = UNSET,
    ) -> Any:
        """Calls any method by name, with params and result as they are on the wire.

        Raises ValueError or TypeError for what cannot be sent, such as an auth in the params.
        """
        return self._client.call(
            method, params, auth=self._auth, on_progress=on_progress, timeout=timeout
        )

    def _call(
        self,
        method: str,
        params: Dict[str, Any],
        result: Any,
        on_progress: Optional[OnProgress],
        timeout: Timeout,
        nullable: Tuple[str, ...] = (),
    ) -> Any:
        return self._client._call(
            method, params, result, on_progress, timeout, nullable, self._auth
        )


class BegunCalls(BlockingCalls):
    """The methods of a client, each giving a call to wait for, iterate over or cancel."""

    def __init__(self, client: "Strongroom", auth: Optional[Auth]) -> None:
        # The client refers to these; a cycle would keep it until the next collection.
        self._client = weakref.ref(client) if auth is None else lambda: client
        self._auth = auth

    def _begin(
        self,
        method: str,
        params: Dict[str, Any],
        result: Any,
        on_progress: Optional[OnProgress],
        timeout: Timeout,
        nullable: Tuple[str, ...] = (),
    ) -> BlockingCall[Any]:
        client = self._client()
        if client is None:
            raise ClosedError(method)
        return client._begin(method, params, result, on_progress, timeout, nullable, self._auth)
