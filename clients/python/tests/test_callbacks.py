"""What the application's callbacks may do to a client: nothing."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import threading
import unittest
from typing import Any, List

from support import WAIT, Folder, LogLines, quiet_logger, until

from strongroom import (
    AsyncStrongroom,
    CancelledError,
    ClosedError,
    ProcessExited,
    ProcessExitedError,
    StartError,
    Strongroom,
)

RAISED = (asyncio.CancelledError, SystemExit, ValueError)


class CallbackTests(Folder, unittest.IsolatedAsyncioTestCase):
    async def test_what_a_listener_raises_loses_no_reply(self) -> None:
        lines = LogLines()
        async with AsyncStrongroom(self.fake("server"), logger=lines.make_logger()) as client:
            for error in RAISED:

                def listen(event: Any) -> None:
                    raise error

                off = client.on("moon/full", listen)
                self.assertEqual(await asyncio.wait_for(client.call("batch"), WAIT), "both")
                off()
                result = await asyncio.wait_for(client.create_backup(on_progress=listen), WAIT)
                self.assertEqual(result.backup.id, "b1")

                async def listen_later(event: Any) -> None:
                    raise error

                off = client.on("moon/full", listen_later)
                self.assertEqual(await asyncio.wait_for(client.call("batch"), WAIT), "both")
                await asyncio.sleep(0)
                off()
        self.assertGreater(len(lines.lines), len(RAISED) * 2)

    async def test_two_may_read_the_progress_of_a_call(self) -> None:
        async with AsyncStrongroom(self.fake("server"), logger=quiet_logger()) as client:
            call = client.verify_backup("b1")
            values = call.progress()

            async def read() -> None:
                async for _ in values:
                    pass

            readers = [asyncio.ensure_future(read()) for _ in range(3)]
            await client.ping()
            readers.pop().cancel()
            call.cancel()
            for reader in readers:
                with self.assertRaises(CancelledError):
                    await asyncio.wait_for(reader, WAIT)
            with self.assertRaises(CancelledError):
                await call

    async def test_a_log_handler_that_raises_changes_nothing(self) -> None:
        class Handler(logging.Handler):
            def emit(self, record: logging.LogRecord) -> None:
                raise OSError("The disk is full.")

        logger = logging.Logger("strongroom-test")
        logger.addHandler(Handler())
        with self.assertRaises(StartError) as caught:
            await AsyncStrongroom("/no/such/strongroom", logger=logger).start()
        self.assertEqual(caught.exception.reason, "notFound")
        async with AsyncStrongroom(self.fake("server"), logger=logger) as client:
            reader = client.events()
            heard: List[Any] = []
            calls: List[Any] = []
            client.on("backup/completed", heard.append)
            off = client.on(ProcessExited, lambda _: calls.append(client.ping()))
            await client.call("manyEvents", {"count": 1100})
            with self.assertRaises(ProcessExitedError):
                await client.call("die")
            await until(lambda: calls)
            self.assertEqual(await asyncio.wait_for(calls[0], WAIT), {})
            self.assertEqual(len(heard), 1100)
            off()
            del reader

    async def test_a_call_that_a_listener_makes_at_the_end_starts_the_process(self) -> None:
        client = AsyncStrongroom(self.fake("server"), restart=False, logger=quiet_logger())
        calls: List[Any] = []
        async with client:
            off = client.on(ProcessExited, lambda event: calls.append(client.ping()))
            await client.call("dieAnswering")
            while not calls:
                await asyncio.sleep(0.005)
            off()
            await until(lambda: calls)
            self.assertEqual(await asyncio.wait_for(calls[0], WAIT), {})


class BlockingCallbackTests(Folder):
    def client(self) -> Strongroom:
        client = Strongroom(self.fake("server"), logger=quiet_logger())
        self.addCleanup(client.close)
        return client

    def test_what_a_listener_raises_leaves_the_thread_of_callbacks(self) -> None:
        client = self.client()
        for error in (*RAISED, KeyboardInterrupt):
            heard = threading.Event()

            def listen(event: Any) -> None:
                raise error

            off = [client.on("moon/full", listen), client.on("moon/full", lambda _: heard.set())]
            self.assertEqual(client.call("batch"), "both")
            self.assertTrue(heard.wait(WAIT))
            for each in off:
                each()
            result = client.calls.create_backup(on_progress=listen).result(WAIT)
            self.assertEqual(result.backup.id, "b1")

    def test_a_signal_handler_may_close_the_client_whatever_it_interrupts(self) -> None:
        before = signal.getsignal(signal.SIGUSR1)
        self.addCleanup(signal.signal, signal.SIGUSR1, before)
        for call in ("ping", "start", "notify", "begin"):
            for late in (True, False):
                client = self.client()
                client.ping()
                thread = client._thread_running()
                run, spawn = thread.run, thread.spawn

                def interrupt(action: Any, then: Any) -> Any:
                    thread.run, thread.spawn = run, spawn  # type: ignore[method-assign]
                    outcome = then(action) if late else None
                    signal.raise_signal(signal.SIGUSR1)
                    return outcome if late else then(action)

                signal.signal(signal.SIGUSR1, lambda *_: client.close())
                thread.run = lambda action: interrupt(action, run)  # type: ignore
                thread.spawn = lambda action: interrupt(action, spawn)  # type: ignore
                # What was sent before may still have been answered.
                with contextlib.suppress(ClosedError):
                    if call == "ping":
                        client.ping(timeout=None)
                    elif call == "start":
                        client.start()
                    elif call == "notify":
                        client.notify("later")
                    else:
                        client.calls.ping(timeout=None).result()
                with self.assertRaises(ClosedError):
                    client.ping()

    def test_a_signal_handler_may_close_the_client_while_a_call_is_waited_for(self) -> None:
        before = signal.getsignal(signal.SIGUSR1)
        self.addCleanup(signal.signal, signal.SIGUSR1, before)
        client = self.client()
        signal.signal(signal.SIGUSR1, lambda *_: client.close())
        client.on("moon/full", lambda _: os.kill(os.getpid(), signal.SIGUSR1))
        client.calls.create_backup().result()
        hanging = client.calls.verify_backup("b1")
        client._in_loop(lambda: client._events.emit("moon/full", {}))
        with self.assertRaises((ClosedError, CancelledError)):
            hanging.result()

    def test_a_slow_callback_gets_the_latest_value(self) -> None:
        client = self.client()
        values: List[int] = []
        go, last = threading.Event(), threading.Event()

        def slow(value: Any) -> None:
            go.wait(WAIT)
            values.append(value.completed)
            if value.completed == 199:
                last.set()

        client.calls.create_backup(on_progress=slow).result(WAIT)
        go.set()
        self.assertTrue(last.wait(WAIT))
        self.assertLessEqual(len(values), 3)
        self.assertEqual(values, sorted(values))


if __name__ == "__main__":
    unittest.main()
