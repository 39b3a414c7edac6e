"""Between values on the wire and the classes of the contract.

Fields that a class does not have are ignored, and words that an enumeration does not have are kept,
so that a newer program can be talked to.
"""

from __future__ import annotations

import dataclasses
import re
from datetime import datetime, timezone
from functools import lru_cache
from typing import (
    Any,
    Callable,
    Dict,
    List,
    Literal,
    Tuple,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

Decoder = Callable[[Any], Any]


class Mismatch(Exception):
    """A value is not of its type. The path is collected from the inside out."""

    def __init__(self, expected: str, found: Any) -> None:
        super().__init__(expected)
        self.expected = expected
        self.found = found if isinstance(found, _Missing) else _kind(found)
        self.path: List[str] = []

    @property
    def where(self) -> str:
        return "result" + "".join(reversed(self.path))


class _Missing:
    def __str__(self) -> str:
        return "nothing"


_MISSING = _Missing()


def encode(value: Any) -> Any:
    """Returns a value as it goes over the wire.

    Raises ValueError for a time without a zone, TypeError for what has no form there.
    """
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, datetime):
        return _encode_time(value)
    if isinstance(value, (list, tuple)):
        return [encode(item) for item in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {}
        for name, wire, optional in _fields(type(value)):
            item = getattr(value, name)
            if item is not None or not optional:
                fields[wire] = encode(item)
        return fields
    if hasattr(value, "items"):
        return {str(key): encode(item) for key, item in value.items()}
    raise TypeError(f"A {type(value).__name__} cannot be sent.")


def to_wire(value: Any) -> Any:
    """Returns a result, or a part of one, as it came: for `json.dumps`, with the names of the wire.

    `to_wire(backup)["fileName"]` is `backup.file_name`.
    """
    return encode(value)


@lru_cache(maxsize=None)
def decoder(of: Any) -> Decoder:
    """Returns what makes a value of this type of one from the wire, or raises Mismatch."""
    if of is None or of is type(None):
        return _decode_null
    if of is Any:
        return _decode_any
    if of is datetime:
        return _decode_time
    if of in _SCALARS:
        return _SCALARS[of]
    origin = get_origin(of)
    if origin is Literal:
        return _decode_str
    if origin is Union:
        return _decode_union(get_args(of))
    if origin is list:
        return _decode_list(decoder(get_args(of)[0]))
    if origin is not None and issubclass(origin, dict):
        return _decode_object
    if dataclasses.is_dataclass(of):
        return _decode_class(of)
    raise TypeError(f"There is no decoder for {of!r}.")


@lru_cache(maxsize=None)
def _fields(of: Any) -> Tuple[Tuple[str, str, bool], ...]:
    """The attributes of a class, their names on the wire, and whether they may be absent there."""
    return tuple(
        (field.name, _wire_name(field.name), field.default is not dataclasses.MISSING)
        for field in dataclasses.fields(of)
    )


def _wire_name(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(other[:1].upper() + other[1:] for other in others)


def _decode_class(of: Any) -> Decoder:
    hints = get_type_hints(of)
    plan: List[Tuple[str, str, bool, List[Decoder]]] = [
        (name, wire, optional, []) for name, wire, optional in _fields(of)
    ]

    def decode(value: Any) -> Any:
        if type(value) is not dict:
            raise Mismatch("an object", value)
        found: Dict[str, Any] = {}
        for name, wire, optional, decoders in plan:
            try:
                item = value[wire]
            except KeyError:
                if optional:
                    continue
                mismatch = Mismatch("a value", _MISSING)
                mismatch.path.append("." + wire)
                raise mismatch from None
            if item is None and optional:
                continue
            try:
                # Looked up late, as a type may contain itself.
                if not decoders:
                    decoders.append(decoder(hints[name]))
                found[name] = decoders[0](item)
            except Mismatch as mismatch:
                mismatch.path.append("." + wire)
                raise
        return of(**found)

    return decode


def _decode_union(types: Tuple[Any, ...]) -> Decoder:
    nullable = type(None) in types
    decoders = [decoder(of) for of in types if of is not type(None)]

    def decode(value: Any) -> Any:
        if value is None and nullable:
            return None
        for each in decoders[:-1]:
            try:
                return each(value)
            except Mismatch:
                pass
        return decoders[-1](value)

    return decode


def _decode_list(item: Decoder) -> Decoder:
    def decode(value: Any) -> Any:
        if type(value) is not list:
            raise Mismatch("a list", value)
        found = []
        for index, each in enumerate(value):
            try:
                found.append(item(each))
            except Mismatch as mismatch:
                mismatch.path.append(f"[{index}]")
                raise
        return found

    return decode


def _decode_null(value: Any) -> None:
    if value is not None:
        raise Mismatch("null", value)


def _decode_any(value: Any) -> Any:
    return value


def _decode_object(value: Any) -> Any:
    if type(value) is not dict:
        raise Mismatch("an object", value)
    return value


def _decode_str(value: Any) -> Any:
    if type(value) is not str:
        raise Mismatch("a string", value)
    return value


def _decode_int(value: Any) -> Any:
    if type(value) is int:
        return value
    if type(value) is float and value.is_integer():
        return int(value)
    raise Mismatch("an integer", value)


def _decode_float(value: Any) -> Any:
    if type(value) in (int, float):
        return float(value)
    raise Mismatch("a number", value)


def _decode_bool(value: Any) -> Any:
    if type(value) is not bool:
        raise Mismatch("a boolean", value)
    return value


_SCALARS: Dict[Any, Decoder] = {
    str: _decode_str,
    int: _decode_int,
    float: _decode_float,
    bool: _decode_bool,
}

_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d:\d\d)(?:\.(\d+))?(?:[Zz]|([+-]\d\d:\d\d))", re.ASCII
)


def _decode_time(value: Any) -> datetime:
    match = _TIME.fullmatch(_decode_str(value))
    try:
        if match is None:
            raise ValueError
        day, time, decimals, offset = match.groups()
        micros = ((decimals or "") + "000000")[:6]
        return datetime.fromisoformat(f"{day}T{time}.{micros}{offset or '+00:00'}")
    except ValueError:
        raise Mismatch("a date and time of RFC 3339", value) from None


def _encode_time(value: datetime) -> str:
    if value.utcoffset() is None:
        raise ValueError(
            "A time without a zone can mean several moments. Give it one, such as"
            " datetime(2026, 3, 1, 9, 30, tzinfo=timezone.utc) or datetime.now(timezone.utc)."
        )
    utc = value.astimezone(timezone.utc).replace(tzinfo=None)
    exact = "microseconds" if utc.microsecond % 1000 else "milliseconds"
    return utc.isoformat(timespec=exact) + "Z"


def _kind(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a boolean"
    if isinstance(value, int):
        return "an integer"
    if isinstance(value, float):
        return "a number"
    if isinstance(value, str):
        return "a string"
    return "a list" if isinstance(value, list) else "an object"
