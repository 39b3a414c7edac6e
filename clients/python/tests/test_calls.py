from __future__ import annotations

import asyncio
import unittest
from datetime import datetime
from typing import Any, List

from support import Folder, LogLines, quiet_logger, until

from strongroom import (
    AsyncStrongroom,
    BackupCompletedEvent,
    BusyError,
    CallTimeoutError,
    CancelledError,
    ClosedError,
    DecodeError,
    MessageTooLargeError,
    ProcessExited,
    ProcessStarted,
    ServiceError,
    WrongLoopError,
)
from strongroom._events import MAX_EVENTS

FRAMINGS = ("newline", "contentLength")


class CallTests(Folder, unittest.IsolatedAsyncioTestCase):
    def client(self, *args: str, **options: Any) -> AsyncStrongroom:
        options.setdefault("logger", quiet_logger())
        return AsyncStrongroom(self.fake("server", *args), **options)

    async def test_calls_are_answered_each_with_its_own_in_both_framings(self) -> None:
        for framing in FRAMINGS:
            with self.subTest(framing=framing):
                async with self.client(framing=framing) as client:
                    calls = [client.call("echo", {"number": number}) for number in range(300)]
                    found = await asyncio.gather(*calls)
                    self.assertEqual([each["number"] for each in found], list(range(300)))

    async def test_a_reply_of_ten_megabytes_is_read_in_both_framings(self) -> None:
        for framing in FRAMINGS:
            with self.subTest(framing=framing):
                async with self.client(framing=framing) as client:
                    big = client.call("big", {"count": 5 << 20})
                    self.assertEqual(await client.ping(), {})
                    self.assertEqual(await big, "é" * (5 << 20))

    async def test_a_request_of_megabytes_is_written_in_both_framings(self) -> None:
        for framing in FRAMINGS:
            with self.subTest(framing=framing):
                async with self.client(framing=framing) as client:
                    text = "漢" * (2 << 20)
                    calls = [client.call("echo", {"text": text, "n": n}) for n in range(3)]
                    for n, call in enumerate(calls):
                        self.assertEqual(await call, {"text": text, "n": n})

    async def test_characters_may_come_byte_by_byte(self) -> None:
        for framing in FRAMINGS:
            with self.subTest(framing=framing):
                async with self.client(framing=framing) as client:
                    self.assertEqual(await client.call("trickle"), "zażółć 漢字 🗝")

    async def test_results_are_typed(self) -> None:
        async with self.client() as client:
            backup = (await client.create_backup(label="l")).backup
            self.assertEqual(backup.status, "teleported")
            self.assertIsInstance(backup.created_at, datetime)

    async def test_a_result_that_lacks_what_it_should_have_is_an_error_with_its_path(self) -> None:
        async with self.client() as client:
            with self.assertRaises(DecodeError) as caught:
                await client.create_backup(label="missing")
            self.assertEqual(caught.exception.path, "result.backup.checksum")
            self.assertIn("createBackup", str(caught.exception))
            with self.assertRaises(DecodeError) as caught:
                await client.create_backup(label="wrong")
            self.assertEqual(caught.exception.path, "result.backup.locations[0].key")
            self.assertEqual(await client.ping(), {})

    async def test_errors_are_typed(self) -> None:
        async with self.client() as client:
            params = {"code": 1004, "message": "Busy.", "data": {"kind": "busy", "retryAfter": 5}}
            with self.assertRaises(BusyError) as busy:
                await client.call("error", params)
            self.assertEqual(busy.exception.data.retry_after, 5)
            params = {"code": 1999, "message": "New.", "data": {"kind": "tooNew", "moons": 2}}
            with self.assertRaises(ServiceError) as unknown:
                await client.call("error", params)
            self.assertIs(type(unknown.exception), ServiceError)
            self.assertEqual(unknown.exception.kind, "tooNew")
            self.assertEqual(unknown.exception.data["moons"], 2)

    async def test_progress_comes_in_order_by_callback(self) -> None:
        async with self.client() as client:
            values: List[int] = []
            await client.create_backup(on_progress=lambda value: values.append(value.completed))
            self.assertEqual(values, list(range(200)))

    async def test_progress_comes_by_iteration_and_its_last_value_always(self) -> None:
        async with self.client() as client:
            call = client.create_backup()
            values = [value.completed async for value in call.progress()]
            self.assertEqual(values, sorted(set(values)))
            self.assertEqual(values[-1], 199)
            await call
            # Also for who comes late, and for a slow reader.
            self.assertEqual([value.completed async for value in call.progress()], [199])

    async def test_the_error_of_a_call_ends_its_iterators(self) -> None:
        async with self.client() as client:
            call = client.create_backup(label="missing")
            for _ in range(2):
                with self.assertRaises(DecodeError):
                    async for _value in call.progress():
                        pass
            with self.assertRaises(DecodeError):
                await call

    async def test_an_error_in_a_callback_is_logged_and_changes_nothing(self) -> None:
        lines = LogLines()
        async with self.client(logger=lines.make_logger()) as client:
            def fall(value: Any) -> None:
                raise ZeroDivisionError

            await client.create_backup(on_progress=fall)
            client.on("backup/completed", fall)
            await client.call("manyEvents", {"count": 1})
            self.assertEqual(await client.ping(), {})
        self.assertEqual(len([line for line in lines.lines if "callback" in line]), 201)

    async def test_a_callback_may_be_a_coroutine_function(self) -> None:
        async with self.client() as client:
            values: List[int] = []

            async def note(value: Any) -> None:
                await asyncio.sleep(0)
                values.append(value.completed)

            await client.create_backup(on_progress=note)
            await until(lambda: len(values) == 200)

    async def test_events_are_typed_and_unknown_ones_ignored(self) -> None:
        async with self.client() as client:
            seen: List[Any] = []
            client.on(BackupCompletedEvent, lambda event: seen.append(event.backup.id))
            off = client.on("backup/completed", lambda event: seen.append("off"))
            client.on("moon/full", seen.append)
            off()
            off()
            stream = client.events()
            await client.call("events")
            self.assertEqual(seen, [{"phase": 1}, "b2"])
            event = await stream.__anext__()
            self.assertIsInstance(event, BackupCompletedEvent)
        with self.assertRaises(ValueError):
            client.on(int, print)

    async def test_events_tell_of_the_process(self) -> None:
        client = self.client()
        stream = client.events()
        async with client:
            pid = await client.call("pid")
        started, exited = [event async for event in stream]
        assert isinstance(started, ProcessStarted) and isinstance(exited, ProcessExited)
        self.assertEqual((started.pid, started.server.server_info.name), (pid, "strongroom"))
        self.assertEqual(exited, ProcessExited(pid, 0, None, False))

    async def test_events_that_nobody_reads_are_bounded(self) -> None:
        lines = LogLines()
        async with self.client(logger=lines.make_logger()) as client:
            stream = client.events()
            await client.call("manyEvents", {"count": MAX_EVENTS + 10})
            first = await stream.__anext__()
            self.assertEqual(first.backup.id, "10")
        self.assertTrue(any("dropped" in line for line in lines.lines))

    async def test_a_call_times_out_and_its_late_reply_is_dropped(self) -> None:
        async with self.client() as client:
            with self.assertRaises(CallTimeoutError) as caught:
                await client.call("hang", {"onCancel": "ignore"}, timeout=0.05)
            self.assertEqual((caught.exception.method, caught.exception.timeout), ("hang", 0.05))
            await client.call("release")
            self.assertEqual(await client.ping(), {})
            self.assertEqual((await client.call("seen")).count("$/cancelRequest"), 1)

    async def test_the_timeout_of_the_client_is_for_methods_without_progress(self) -> None:
        async with self.client(timeout=0.2) as client:
            unlimited = client.verify_backup("b1")
            with self.assertRaises(CallTimeoutError):
                await client.call("hang", {"onCancel": "ignore"})
            self.assertFalse(unlimited.done())
            with self.assertRaises(CallTimeoutError):
                await client.verify_backup("b1", timeout=0.05)
            self.assertFalse(unlimited.done())
            unlimited.cancel()
            with self.assertRaises(CancelledError):
                await unlimited
            with self.assertRaises(ValueError):
                client.ping(timeout=0)

    async def test_a_request_that_is_too_large_is_not_sent(self) -> None:
        async with self.client("limit=1000") as client:
            with self.assertRaises(MessageTooLargeError) as caught:
                await client.call("echo", {"text": "é" * 500})
            self.assertEqual(caught.exception.limit, 1000)
            self.assertGreater(caught.exception.size, 1000)
            self.assertIn("limits.messageBytes", str(caught.exception))
            self.assertNotIn("echo", await client.call("seen"))

    async def test_what_cannot_be_sent_is_refused_where_it_is_called(self) -> None:
        async with self.client() as client:
            with self.assertRaisesRegex(ValueError, "zone"):
                client.list_backups(since=datetime(2026, 3, 1))
            for params in ({"x": float("nan")}, {"x": object()}, {"x": "\ud800"}):
                with self.assertRaises((ValueError, TypeError)):
                    client.call("echo", params)
            self.assertEqual(await client.ping(), {})

    async def test_identities_go_with_the_calls_they_are_for(self) -> None:
        from strongroom import Actor, AuthActor, AuthToken

        async with self.client(auth=AuthToken("all")) as client:
            self.assertEqual((await client.call("echo"))["auth"], {"token": "all"})
            one = await client.call("echo", auth=AuthActor(Actor("u", "STAFF")))
            self.assertEqual(one["auth"], {"actor": {"id": "u", "role": "STAFF"}})
            given = await client.call("echo", {"auth": {"token": "mine"}})
            self.assertEqual(given["auth"], {"token": "mine"})
            # Not for the methods that take none.
            self.assertEqual(await client.ping(), {})

    async def test_a_request_of_the_program_is_refused(self) -> None:
        async with self.client() as client:
            await client.call("request")
            self.assertEqual(await client.ping(), {})
            self.assertIn(None, await client.call("seen"))

    async def test_notifications_are_sent(self) -> None:
        client = self.client()
        await client.notify("hello", {"a": 1})
        self.assertIn("hello", await client.call("seen"))
        await client.close()
        with self.assertRaises(ClosedError):
            await client.notify("hello")

    async def test_another_loop_is_told_clearly(self) -> None:
        async with self.client() as client:
            def elsewhere() -> None:
                with self.assertRaisesRegex(WrongLoopError, "belongs to the event loop"):
                    asyncio.run(use())

            async def use() -> None:
                await client.ping()

            await asyncio.get_running_loop().run_in_executor(None, elsewhere)

    async def test_calls_can_be_gathered_waited_for_and_given_a_limit(self) -> None:
        async with self.client() as client:
            first, second = await asyncio.gather(client.ping(), client.call("pid"))
            self.assertEqual(first, {})
            self.assertIsInstance(second, int)
            self.assertEqual(await asyncio.wait_for(client.ping(), 30), {})
            call = client.ping()
            self.assertEqual((await call, await call), ({}, {}))


if __name__ == "__main__":
    unittest.main()
