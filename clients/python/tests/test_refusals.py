"""What is not sent, and what the process could not read all the same."""

from __future__ import annotations

import asyncio
import unittest
from typing import Any, Callable, Dict, List

from support import PROGRAM, WAIT, Folder, LogLines, needs_program, quiet_logger

from strongroom import (
    Actor,
    AsyncStrongroom,
    AuthActor,
    AuthToken,
    ClientInfo,
    ProtocolError,
    Strongroom,
)

TOKEN = "hush-hush"


def nested(levels: int) -> Any:
    value: Any = 1
    for _ in range(levels):
        value = [value]
    return value


def circular() -> Any:
    value: Any = []
    value.append(value)
    return value


# The message and its params are two levels by themselves.
UNREADABLE: "List[Dict[Any, Any]]" = [
    {"a": "\ud800"},
    {"\udfff": 1},
    {"a": [{"b\ud800": 1}]},
    {"a": nested(99)},
    {"a": nested(100_000)},
    {"a": circular()},
    {"a": float("nan")},
    {"a": float("inf")},
    {1: "a", "1": "b"},
]


class RefusalTests(Folder):
    def client(self, *args: str, **options: Any) -> Strongroom:
        options.setdefault("logger", quiet_logger())
        client = Strongroom(self.fake("server", *args), **options)
        self.addCleanup(client.close)
        return client

    def refused(self, call: Callable[[], Any]) -> None:
        with self.assertRaisesRegex(ValueError, "cannot be sent") as caught:
            call()
        error = caught.exception
        self.assertIs(type(error), ValueError)
        self.assertNotIn(TOKEN, str(error))
        self.assertIsNone(error.__context__)
        self.assertIsNone(error.__cause__)

    def test_what_could_not_be_read_is_not_sent_and_not_quoted(self) -> None:
        client = self.client(auth=AuthToken(TOKEN))
        for params in UNREADABLE:
            with self.subTest(next(iter(params))):
                self.refused(lambda: client.call("echo", params))
                self.refused(lambda: client.notify("echo", params))
        self.refused(lambda: client.create_backup(label="\ud800"))
        self.refused(lambda: client.call("echo\ud800"))
        self.assertEqual(client.call("seen"), ["initialize", "seen"])

    def test_a_hundred_levels_are_sent(self) -> None:
        self.assertEqual(self.client().call("echo", {"a": nested(98)}), {"a": nested(98)})

    def test_options_that_cannot_be_sent_are_refused_when_the_client_is_made(self) -> None:
        for options in ({"auth": AuthToken("\ud800")}, {"client_info": ClientInfo("\ud800", "1")}):
            for cls in (Strongroom, AsyncStrongroom):
                self.refused(lambda: cls("strongroom", **options))

    def test_a_raw_call_has_one_identity(self) -> None:
        client = self.client(auth=AuthToken("of the service"))
        mine, other = AuthActor(Actor("me", "ADMIN")), {"token": "other"}
        with self.assertRaisesRegex(TypeError, "take no other"):
            client.call("echo", {"auth": other}, auth=mine)
        acting = client.acting_as(mine)
        with self.assertRaisesRegex(TypeError, "take no other"):
            acting.call("echo", {"auth": other})
        self.assertEqual(acting.call("echo", {"a": 1})["auth"]["actor"]["id"], "me")
        self.assertEqual(client.call("echo", {"auth": other})["auth"], other)
        self.assertEqual(client.call("seen").count("echo"), 2)

    def test_what_the_client_itself_says_is_refused(self) -> None:
        client = self.client()
        acting = client.acting_as(AuthToken("mine"))
        for method in ("initialize", "shutdown", "exit"):
            for call in (client.call, client.notify, acting.call):
                with self.assertRaisesRegex(ValueError, "is the client's to send"):
                    call(method)
        self.assertEqual(client.ping(), {})

    def test_the_token_of_progress_is_the_clients(self) -> None:
        client = self.client()
        values: List[int] = []
        client.call(
            "createBackup",
            {"progressToken": "of the caller"},
            on_progress=lambda value: values.append(value.completed),
        )
        self.assertEqual(values[-1], 199)

    @needs_program
    def test_what_is_sent_the_program_can_read(self) -> None:
        client = Strongroom(str(PROGRAM), self.sample_database(), logger=quiet_logger())
        self.addCleanup(client.close)
        for params in ({"a": nested(98)}, {"a": "\x00\x1f\u2028"}, {"a": 10**300}):
            with self.assertRaisesRegex(Exception, "takes no parameter a"):
                client.call("ping", params, timeout=WAIT)


class AsyncRefusalTests(Folder, unittest.IsolatedAsyncioTestCase):
    def client(self, *args: str, **options: Any) -> AsyncStrongroom:
        options.setdefault("logger", quiet_logger())
        return AsyncStrongroom(self.fake("server", *args), **options)

    async def test_the_same_with_asyncio(self) -> None:
        async with self.client() as client:
            acting = client.acting_as(AuthToken("mine"))
            self.assertEqual(await acting.call("echo"), {"auth": {"token": "mine"}})
            with self.assertRaises(TypeError):
                acting.call("echo", {"auth": {"token": "other"}})
            with self.assertRaises(ValueError):
                client.call("shutdown")
            with self.assertRaises(ValueError):
                await client.notify("exit")
            with self.assertRaises(ValueError):
                client.call("echo", {"a": nested(200)})

    async def test_the_only_request_fails_if_it_was_not_read(self) -> None:
        lines = LogLines()
        async with self.client(logger=lines.make_logger()) as client:
            for _ in range(10):
                with self.assertRaisesRegex(ProtocolError, "could not read the request"):
                    await asyncio.wait_for(client.call("unread"), WAIT)
            self.assertEqual(await client.ping(), {})
            self.assertIn("could not read a message", " ".join(lines.lines))

    async def test_one_of_several_fails_once_the_others_are_answered(self) -> None:
        async with self.client() as client:
            other, unread = client.call("hang"), client.call("unread")
            self.assertEqual(await asyncio.wait_for(client.ping(), WAIT), {})
            self.assertFalse(other.done() or unread.done())
            other.cancel()
            with self.assertRaises(Exception):
                await other
            with self.assertRaisesRegex(ProtocolError, "could not read the request"):
                await asyncio.wait_for(unread, WAIT)

    async def test_ids_are_numbers_and_messages_may_come_together(self) -> None:
        async with self.client() as client:
            told: List[Any] = []
            client.on("moon/full", told.append)
            self.assertEqual(await asyncio.wait_for(client.call("float", {"a": 1}), WAIT), {"a": 1})
            self.assertEqual(await asyncio.wait_for(client.call("batch"), WAIT), "both")
            self.assertEqual(told, [{"phase": 2}])

    async def test_a_request_of_the_process_with_an_odd_id_loses_nothing(self) -> None:
        for framing in ("newline", "contentLength"):
            async with self.client(framing=framing) as client:
                for id in ("1e999", '"\\ud800"', "[" * 300 + "]" * 300):
                    call = client.call("oddRequest", {"id": id})
                    self.assertEqual(await asyncio.wait_for(call, WAIT), "still there")
                call = client.call("oddRequest", {"id": "1e999", "last": True})
                self.assertEqual(await asyncio.wait_for(call, WAIT), "still there")


if __name__ == "__main__":
    unittest.main()
