"""Makes requests of what the application gives. In any thread."""

from __future__ import annotations

import itertools
from typing import Any, Dict, Mapping, Optional, Tuple

from ._codec import encode
from ._exchange import Request
from ._generated.methods import METHODS
from ._generated.types import Auth, AuthActor, AuthToken
from ._message import make_notification, make_request
from ._options import UNSET, MethodInfo, Options, Timeout, Unset, check_timeout
from ._replies import RAW

# What a newer program has is taken for a method like most.
_UNKNOWN = MethodInfo("view", True, False, RAW)


def check_identity(auth: Any, what: str = "acting_as") -> None:
    """Raises TypeError for what is no identity: it must not become that of the client."""
    if not isinstance(auth, (AuthActor, AuthToken)):
        raise TypeError(f"{what} needs an AuthActor(Actor(...)) or an AuthToken(...).")


_OWN = ("initialize", "shutdown", "exit")


def check_method(method: str) -> None:
    """Raises ValueError for what the client itself says to the process."""
    if method in _OWN:
        raise ValueError(f"{method} is the client's to send. Use start() and close().")


class RequestMaker:
    """Numbers the requests of a client.

    Raises ValueError or TypeError for options that cannot be sent.
    """

    def __init__(self, options: Options) -> None:
        if options.auth is not None:
            check_identity(options.auth, "The option auth")
        for each in (options.auth, options.client_info):
            make_notification("", {"option": _encode(each)})
        self._options = options
        self._ids = itertools.count(1)

    def make(
        self,
        method: str,
        params: Mapping[str, Any],
        result: Any,
        timeout: Timeout,
        nullable: Tuple[str, ...] = (),
        auth: Optional[Auth] = None,
    ) -> Request:
        """Takes as `auth` the identity of `acting_as`, beside which there is no other.

        Raises ValueError or TypeError for params that cannot be sent.
        """
        wire: Dict[str, Any] = {}
        own = params.get("auth", UNSET)
        if own is not UNSET and own is not None:
            check_identity(own, f"The auth of {method}")
        for name, value in params.items():
            if value is not UNSET and (value is not None or name in nullable):
                wire[name] = _encode(value)
        if auth is not None and wire.get("auth") is not None:
            raise TypeError(f"{method} is called as somebody: it takes no auth of its own.")
        return self._finish(method, wire, result, timeout, auth)

    def make_raw(
        self,
        method: str,
        params: Optional[Mapping[str, Any]],
        timeout: Timeout,
        auth: Optional[Auth],
    ) -> Request:
        """Takes params as they go over the wire. Raises TypeError for two identities."""
        wire = dict(params or {})
        if auth is not None and "auth" in wire:
            raise TypeError(f"{method} is called with an auth: its params take no other.")
        return self._finish(method, wire, RAW, timeout, auth)

    def _finish(
        self, method: str, wire: Dict[str, Any], result: Any, timeout: Timeout, auth: Optional[Auth]
    ) -> Request:
        info = METHODS.get(method, _UNKNOWN)
        id = next(self._ids)
        if info.takes_auth and wire.get("auth") is None:
            identity = auth if auth is not None else self._options.auth
            if identity is not None:
                wire["auth"] = _encode(identity)
        # Another token would lead to no call.
        if info.reports_progress or "progressToken" in wire:
            wire["progressToken"] = id
        limit: Optional[float]
        if isinstance(timeout, Unset):
            limit = None if info.reports_progress else self._options.timeout
        else:
            limit = timeout
        check_timeout("A timeout", limit)
        return Request(id, method, make_request(id, method, wire), result, limit)


def _encode(value: Any) -> Any:
    try:
        return encode(value)
    except RecursionError:
        pass
    raise ValueError("This cannot be sent: it is nested too deeply, or contains itself.")
