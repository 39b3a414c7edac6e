"""Where one message ends and the next begins: lines, or the headers of the Language Server Protocol."""

from __future__ import annotations

import re
from typing import Iterator, List, Protocol

from ._errors import ProtocolError
from ._generated.types import MessageFraming

_MAX_MESSAGE = 512 * 1024 * 1024
_MAX_HEADERS = 8 * 1024


class Framing(Protocol):
    def encode(self, message: bytes) -> bytes:
        """Returns the message as it goes through the pipe."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Takes what came through the pipe; gives each message that is complete with it.

        Raises ProtocolError where no message can begin.
        """


def make_framing(name: MessageFraming) -> Framing:
    return HeaderFraming() if name == "contentLength" else LineFraming()


class LineFraming:
    """A message is a line. Parts of one are kept apart until its end, so that none is copied twice."""

    def __init__(self) -> None:
        self._parts: List[bytes] = []
        self._size = 0

    def encode(self, message: bytes) -> bytes:
        return message + b"\n"

    def feed(self, data: bytes) -> Iterator[bytes]:
        start = 0
        while True:
            end = data.find(b"\n", start)
            if end < 0:
                break
            line = data[start:end]
            if self._parts:
                self._parts.append(line)
                line = b"".join(self._parts)
                self._parts.clear()
                self._size = 0
            start = end + 1
            if line and line != b"\r":
                yield line
        if start < len(data):
            rest = data[start:] if start else data
            self._parts.append(rest)
            self._size += len(rest)
            if self._size > _MAX_MESSAGE:
                raise ProtocolError(f"A line on stdout has more than {_MAX_MESSAGE} bytes.")


class HeaderFraming:
    """A message follows `Content-Length: <bytes>` and an empty line."""

    def __init__(self) -> None:
        self._head = b""
        self._parts: List[bytes] = []
        self._missing = 0

    def encode(self, message: bytes) -> bytes:
        return b"Content-Length: %d\r\n\r\n%b" % (len(message), message)

    def feed(self, data: bytes) -> Iterator[bytes]:
        at = 0
        while at < len(data):
            if not self._missing:
                at = self._read_headers(data, at)
                continue
            part = data[at : at + self._missing]
            at += len(part)
            self._parts.append(part)
            self._missing -= len(part)
            if not self._missing:
                message = b"".join(self._parts)
                self._parts.clear()
                yield message

    def _read_headers(self, data: bytes, at: int) -> int:
        """Returns where the headers end, or else the data."""
        known = len(self._head)
        head = self._head + data[at : at + _MAX_HEADERS]
        end = head.find(b"\r\n\r\n")
        if end >= 0:
            self._head = b""
            self._missing = _content_length(head[:end])
            return at + end + 4 - known
        if len(head) >= _MAX_HEADERS or not _may_be_headers(head):
            raise ProtocolError("stdout has something else than a Content-Length header.")
        self._head = head
        return len(data)


def _may_be_headers(head: bytes) -> bool:
    beginning = b"content-"
    return head[: len(beginning)].lower() == beginning[: len(head)]


# https://www.rfc-editor.org/rfc/rfc9110#name-field-names; nothing else may pass for a header, or a
# message behind a damaged one could be taken for a part of it.
_HEADER = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\t\x20-\x7e]*)")


def _content_length(headers: bytes) -> int:
    length = None
    for line in headers.split(b"\r\n"):
        match = _HEADER.fullmatch(line)
        if match is None:
            raise ProtocolError("stdout has a line that is no header before a message.")
        name, value = match.groups()
        value = value.strip()
        if name.lower() == b"content-length":
            if not value.isdigit() or len(value) > 12:
                raise ProtocolError("A Content-Length on stdout is no number.")
            length = int(value)
    if length is None or not 0 < length <= _MAX_MESSAGE:
        raise ProtocolError("A message on stdout has no usable Content-Length.")
    return length
