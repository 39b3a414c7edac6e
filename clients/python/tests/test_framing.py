from __future__ import annotations

import unittest
from typing import List

from support import CLIENT as _

from strongroom import ProtocolError
from strongroom._framing import Framing, HeaderFraming, LineFraming, make_framing
from strongroom._message import parse


def feed(framing: Framing, data: bytes, size: int) -> List[bytes]:
    found: List[bytes] = []
    for start in range(0, len(data), size):
        found += framing.feed(data[start : start + size])
    return found


class FramingTests(unittest.TestCase):
    messages = [b"{}", '{"a":"zażółć 漢字"}'.encode(), b"x" * 5000, b"1"]

    def test_messages_come_out_whole_however_they_are_cut(self) -> None:
        for name in ("newline", "contentLength"):
            whole = b"".join(make_framing(name).encode(message) for message in self.messages)
            for size in (1, 2, 3, 7, 64, 4096, 100_000):
                with self.subTest(framing=name, size=size):
                    self.assertEqual(feed(make_framing(name), whole, size), self.messages)

    def test_lines_may_end_in_crlf_and_be_empty(self) -> None:
        self.assertEqual(feed(LineFraming(), b"\r\n\n{}\r\n\n[]\n", 3), [b"{}\r", b"[]"])

    def test_headers_may_come_with_others_in_any_case(self) -> None:
        data = b"content-type: application/json\r\nCONTENT-LENGTH:  2 \r\n\r\n{}"
        self.assertEqual(feed(HeaderFraming(), data, 5), [b"{}"])

    def test_what_is_no_header_is_refused_at_its_first_bytes(self) -> None:
        for data in (
            b'{"jsonrpc"',
            b"Content-Length: x\r\n\r\n",
            b"Content-Length: -1\r\n\r\n",
            b"Content-Length: 0\r\n\r\n",
            b"Content-Length: 99999999999999\r\n\r\n",
            b"Content-Type: text\r\n\r\n",
            b"Content-Nothing\r\n\r\n",
            b'Content-Length: 2\r\n\r\0\n{"a": 1}Content-Length: 2\r\n\r\n{}',
            b"Content-" + b"x" * 9000,
        ):
            with self.subTest(data=data[:40]), self.assertRaises(ProtocolError):
                feed(HeaderFraming(), data, 4)

    def test_what_is_no_message_is_refused(self) -> None:
        for data in (
            b" ", b"hello", b"\xff\xfe", b"[]", b"1", b"{}", b'{"jsonrpc":"1.0","id":1,"result":1}',
            b'{"jsonrpc":"2.0","id":1}', b'{"jsonrpc":"2.0","result":1}',
            b'{"jsonrpc":"2.0","id":1,"result":NaN}', b'{"jsonrpc":"2.0","id":1,"error":7}',
            b'{"jsonrpc":"2.0","id":1,"error":{"code":1}}',
            b'{"jsonrpc":"2.0","id":1,"result":1,"error":{"code":1,"message":"m"}}',
            b"[" * 200_000, b'{"jsonrpc":"2.0","id":1,"result":' + b"9" * 5000 + b"x}",
        ):  # fmt: skip
            with self.subTest(data=data[:60]), self.assertRaises(ProtocolError):
                parse(data)

    def test_an_error_of_the_wire_quotes_nothing_of_it(self) -> None:
        with self.assertRaises(ProtocolError) as caught:
            parse(b"confirmationToken-hush")
        self.assertNotIn("hush", str(caught.exception))


if __name__ == "__main__":
    unittest.main()
