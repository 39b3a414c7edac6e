"""JSON-RPC 2.0 messages."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Dict, List, Mapping, Optional, Union

from ._errors import ProtocolError


@dataclass(frozen=True)
class Reply:
    id: Any
    result: Any
    error: Optional[Mapping[str, Any]]


@dataclass(frozen=True)
class Notification:
    method: str
    params: Dict[str, Any]


@dataclass(frozen=True)
class ServerRequest:
    id: Any
    method: str


Message = Union[Reply, Notification, ServerRequest]

_MAX_DEPTH = 100

_encoder = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def make_request(id: int, method: str, params: Mapping[str, Any]) -> bytes:
    """Returns a request. Raises ValueError or TypeError for what JSON does not have."""
    return _encode({"jsonrpc": "2.0", "id": id, "method": method, "params": params})


def make_notification(method: str, params: Optional[Mapping[str, Any]] = None) -> bytes:
    """Returns a notification. Raises ValueError or TypeError for what JSON does not have."""
    message: Dict[str, Any] = {"jsonrpc": "2.0", "method": method}
    if params is not None:
        message["params"] = params
    return _encode(message)


def make_refusal(id: Any) -> bytes:
    """Returns the answer to a request, for a client takes none. An odd id is answered with null."""
    answer: Dict[str, Any] = {
        "jsonrpc": "2.0",
        "id": id,
        "error": {"code": -32601, "message": "The client takes no requests."},
    }
    try:
        return _encode(answer)
    except (ValueError, TypeError):
        answer["id"] = None
        return _encode(answer)


def parse(data: bytes) -> List[Message]:
    """Reads a message, or an array of them. Raises ProtocolError if it is none.

    The error does not quote it, as it may hold the data of a call.
    """
    try:
        message = json.loads(data.decode("utf-8"), parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise ProtocolError(f"stdout has {len(data)} bytes that are no JSON.") from None
    if type(message) is list and message:
        return [_read(each, len(data)) for each in message]
    return [_read(message, len(data))]


def _read(message: Any, size: int) -> Message:
    if type(message) is not dict or message.get("jsonrpc") != "2.0":
        raise ProtocolError(f"stdout has {size} bytes that are no JSON-RPC 2.0 message.")
    method = message.get("method")
    if type(method) is str:
        if "id" in message:
            return ServerRequest(message["id"], method)
        params = message.get("params")
        return Notification(method, params if type(params) is dict else {})
    error = message.get("error")
    if "id" not in message or ("result" in message) == (error is not None):
        raise ProtocolError(f"stdout has {size} bytes that are neither reply nor event.")
    if error is not None and not _is_error(error):
        raise ProtocolError("stdout has a reply whose error has no code or no message.")
    return Reply(message["id"], message.get("result"), error)


def _is_error(error: Any) -> bool:
    return (
        type(error) is dict and type(error.get("code")) is int and type(error.get("message")) is str
    )


def _encode(message: Mapping[str, Any]) -> bytes:
    """Raises errors that neither quote nor refer to the message, as it may hold a token."""
    try:
        data = _encoder.encode(message).encode("utf-8")
    except UnicodeEncodeError:
        fault = "it has a string with half of a surrogate pair, which UTF-8 does not have"
    except RecursionError:
        fault = _TOO_DEEP
    except ValueError:
        fault = "it has a number that is not finite or too long, or a value that contains itself"
    else:
        # Nothing that is encoded contains itself.
        fault = _find_fault(message)
        if not fault:
            return data
    raise ValueError(f"This cannot be sent: {fault}.")


_TOO_DEEP = f"it is nested deeper than {_MAX_DEPTH} levels"


def _find_fault(message: Any) -> str:
    """Looks for what the service would not read, and so could not answer."""
    depth, level = 0, [message]
    while level:
        depth += 1
        if depth > _MAX_DEPTH:
            return _TOO_DEEP
        inner: List[Any] = []
        for each in level:
            if isinstance(each, dict):
                for key in each:
                    if not isinstance(key, str):
                        return "it has an object with a key that is no string"
                items: Any = each.values()
            else:
                items = each
            inner += [item for item in items if isinstance(item, (dict, list, tuple))]
        level = inner
    return ""


def _refuse(constant: str) -> None:
    raise ValueError(constant)
