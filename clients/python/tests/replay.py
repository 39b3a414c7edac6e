"""Plays calls through the client, for the judge of the examples in schemas/examples.

    replay.py <strongroom> <database> [newline|contentLength]

Reads {"method", "params"} a line, makes the typed call where there is one that the params fit, and
writes {"result"} or {"error"}, made again from the typed values.
"""

from __future__ import annotations

import inspect
import json
import re
import sys
from pathlib import Path
from typing import Any, Callable, Dict, Optional, get_type_hints

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from strongroom import METHODS, UNSET, BlockingMethods, ServiceError, Strongroom
from strongroom._codec import Mismatch, decoder, encode


def main() -> None:
    framing: Any = sys.argv[3] if len(sys.argv) > 3 else "newline"
    with Strongroom(sys.argv[1], sys.argv[2], framing=framing) as client:
        for line in sys.stdin:
            request = json.loads(line)
            print(
                json.dumps(play(client, request["method"], request.get("params") or {})), flush=True
            )


def play(client: Strongroom, method: str, params: Dict[str, Any]) -> Dict[str, Any]:
    typed = find_typed_call(client, method, params)
    try:
        if typed is not None:
            return {"result": encode(typed())}
        # Not by `call`, which refuses what is the client's own, such as initialize.
        request = client._requests.make_raw(method, params, UNSET, None)
        result = client._wait_for(request, None)
        info = METHODS.get(method)
        return {"result": encode(decoder(info.result)(result)) if info is not None else result}
    except ServiceError as error:
        wire = {"code": error.code, "message": error.message, "data": encode(error.data)}
        return {"error": {name: value for name, value in wire.items() if value is not None}}


def find_typed_call(
    client: Strongroom, method: str, params: Dict[str, Any]
) -> Optional[Callable[[], Any]]:
    """Returns the call of the named method; None if there is none that the params fit."""
    name = to_snake_case(method.rpartition(".")[2])
    if not hasattr(BlockingMethods, name) or method not in METHODS:
        return None
    function = getattr(BlockingMethods, name)
    hints = get_type_hints(function)
    known = inspect.signature(function).parameters
    positional = []
    arguments: Dict[str, Any] = {}
    for wire, value in params.items():
        argument = to_snake_case(wire)
        if argument not in known or argument in ("self", "timeout", "on_progress"):
            return None
        try:
            arguments[argument] = decoder(hints[argument])(value)
        except (Mismatch, TypeError):
            return None
    for parameter in known.values():
        if parameter.kind is parameter.POSITIONAL_OR_KEYWORD and parameter.name != "self":
            if parameter.name not in arguments:
                return None
            positional.append(arguments.pop(parameter.name))
        elif parameter.default is parameter.empty and parameter.name not in ("self", *arguments):
            return None
    bound = getattr(client, name)
    return lambda: bound(*positional, **arguments)


def to_snake_case(name: str) -> str:
    return re.sub("[A-Z]", lambda letter: "_" + letter.group().lower(), name)


if __name__ == "__main__":
    main()
