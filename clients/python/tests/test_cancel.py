from __future__ import annotations

import asyncio
import gc
import unittest
from typing import Any

from support import Folder, quiet_logger

from strongroom import (
    AsyncStrongroom,
    CancelledError,
    Strongroom,
)


class CancelTests(Folder, unittest.IsolatedAsyncioTestCase):
    def client(self, *args: str, **options: Any) -> AsyncStrongroom:
        options.setdefault("logger", quiet_logger())
        return AsyncStrongroom(self.fake("server", *args), **options)

    async def cancelled_count(self, client: AsyncStrongroom) -> int:
        return int((await client.call("seen")).count("$/cancelRequest"))

    async def test_a_call_cancelled_before_it_was_sent_is_not_sent(self) -> None:
        client = self.client()
        call = client.call("hang")
        call.cancel()
        with self.assertRaises(CancelledError) as caught:
            await call
        self.assertEqual((caught.exception.kind, caught.exception.code), ("cancelled", -32800))
        self.assertNotIn("hang", await client.call("seen"))
        self.assertEqual(await self.cancelled_count(client), 0)
        await client.close()

    async def test_a_call_that_waits_for_room_in_the_pipe_is_not_sent_either(self) -> None:
        async with self.client() as client:
            big = client.call("echo", {"text": "x" * (4 << 20)})
            waiting = client.call("hang")
            waiting.cancel()
            with self.assertRaises(CancelledError):
                await waiting
            self.assertEqual(len((await big)["text"]), 4 << 20)
            self.assertNotIn("hang", await client.call("seen"))

    async def test_a_cancelled_call_ends_with_the_answer_of_the_service(self) -> None:
        async with self.client() as client:
            refused = client.call("hang")
            done = client.call("hang", {"onCancel": "result"})
            refused.cancel()
            refused.cancel()
            done.cancel()
            with self.assertRaises(CancelledError):
                await refused
            self.assertEqual(await done, {"done": True})
            self.assertEqual(await self.cancelled_count(client), 2)

    async def test_a_cancelled_call_without_an_answer_fails_after_the_grace(self) -> None:
        async with self.client(cancel_grace=0.05) as client:
            call = client.call("hang", {"onCancel": "ignore"})
            call.cancel()
            with self.assertRaisesRegex(CancelledError, "may have been done"):
                await call
            await client.call("release")
            self.assertEqual(await client.ping(), {})
            self.assertEqual(await self.cancelled_count(client), 1)

    async def test_after_a_cancellation_the_grace_counts_and_no_longer_the_time_out(self) -> None:
        async with self.client(cancel_grace=0.2) as client:
            await client.start()
            call = client.call("hang", {"onCancel": "ignore"}, timeout=0.05)
            call.cancel()
            with self.assertRaisesRegex(CancelledError, "may have been done"):
                await call

    async def test_cancelling_after_the_end_changes_nothing(self) -> None:
        async with self.client() as client:
            call = client.ping()
            await call
            call.cancel()
            self.assertEqual(await call, {})
            self.assertEqual(await self.cancelled_count(client), 0)

    async def test_cancelling_may_race_with_the_reply(self) -> None:
        async with self.client() as client:
            for turn in range(100):
                call = client.ping()
                for _ in range(turn % 5):
                    await asyncio.sleep(0)
                call.cancel()
                self.assertEqual(await call, {})
            for turn in range(100):
                call = client.call("hang", {"onCancel": "result" if turn % 2 else "cancelled"})
                released = client.call("release") if turn % 3 else None
                call.cancel()
                try:
                    self.assertIn(await call, ({"done": True}, {"released": True}))
                except CancelledError:
                    pass
                if released is not None:
                    await released
            self.assertEqual(await client.ping(), {})

    async def test_a_cancelled_task_cancels_its_call_and_ends_at_once(self) -> None:
        async with self.client() as client:
            task = asyncio.ensure_future(client.call("hang", {"onCancel": "ignore"}))
            await client.ping()
            task.cancel()
            with self.assertRaises(asyncio.CancelledError):
                await task
            self.assertEqual(await self.cancelled_count(client), 1)
            with self.assertRaises(asyncio.TimeoutError):
                await asyncio.wait_for(client.call("hang", {"onCancel": "ignore"}), 0.05)
            self.assertEqual(await self.cancelled_count(client), 2)
            await client.call("release")
            self.assertEqual(await client.ping(), {})

    async def test_a_cancelled_task_withdraws_a_call_that_was_not_sent(self) -> None:
        client = self.client()
        task = asyncio.ensure_future(client.call("hang"))
        await asyncio.sleep(0)
        task.cancel()
        with self.assertRaises(asyncio.CancelledError):
            await task
        self.assertNotIn("hang", await client.call("seen"))
        await client.close()

    async def test_a_cancelled_reader_of_progress_leaves_the_call_alone(self) -> None:
        async with self.client() as client:
            call = client.verify_backup("b1")

            async def read() -> None:
                async for _ in call.progress():
                    pass

            task = asyncio.ensure_future(read())
            await client.ping()
            task.cancel()
            with self.assertRaises(asyncio.CancelledError):
                await task
            self.assertEqual(await self.cancelled_count(client), 0)
            call.cancel()
            with self.assertRaises(CancelledError):
                await call

    async def test_a_cancelled_call_that_nobody_awaits_is_no_news(self) -> None:
        problems = []
        asyncio.get_running_loop().set_exception_handler(lambda _, context: problems.append(context))
        async with self.client() as client:
            call = client.verify_backup("b1")
            await client.ping()
            call.cancel()
            while not call.done():
                await client.ping()
            del call
            gc.collect()
        self.assertEqual(problems, [])

    async def test_nothing_is_kept_of_calls_that_ended(self) -> None:
        async with self.client(cancel_grace=0.01) as client:
            for _ in range(5):
                call = client.call("hang", {"onCancel": "ignore"})
                call.cancel()
                with self.assertRaises(CancelledError):
                    await call
            await client.ping()
            assert client._engine is not None and client._engine._connection is not None
            self.assertEqual(client._engine._connection._in_flight.take_all(), [])
            self.assertEqual(client._engine._waiting, {})


class BlockingCancelTests(Folder):
    def test_a_blocking_call_is_cancelled_with_both_outcomes(self) -> None:
        with Strongroom(self.fake("server"), logger=quiet_logger()) as client:
            call = client.calls.verify_backup("b1")
            with self.assertRaises(TimeoutError):
                call.result(timeout=0.02)
            self.assertFalse(call.done())
            call.cancel()
            with self.assertRaises(CancelledError):
                call.result()
            with self.assertRaises(CancelledError):
                for _ in call:
                    pass
            self.assertTrue(call.done())
            call.cancel()
            self.assertEqual(client.calls.ping().result(), {})


if __name__ == "__main__":
    unittest.main()
