from __future__ import annotations

import asyncio
import gc
import os
import signal
import subprocess
import sys
import unittest
from typing import Any, List

from support import (
    WAIT,
    Folder,
    LogLines,
    is_alive,
    python_environment,
    quiet_logger,
    until,
)

from strongroom import (
    AsyncStrongroom,
    CallTimeoutError,
    ClosedError,
    ProcessExited,
    ProcessExitedError,
    ProtocolError,
    Restart,
    StartError,
)

QUICK = Restart(initial_delay=0.001, max_delay=0.01)


class ProcessTests(Folder, unittest.IsolatedAsyncioTestCase):
    def client(self, *args: str, **options: Any) -> AsyncStrongroom:
        options.setdefault("logger", quiet_logger())
        options.setdefault("restart", QUICK)
        return AsyncStrongroom(self.fake("server", *args), **options)

    async def test_calls_in_flight_fail_when_the_process_is_killed_and_later_ones_wait(
        self,
    ) -> None:
        async with self.client() as client:
            exits: List[Any] = []
            client.on(ProcessExited, exits.append)
            pid = await client.call("pid")
            calls = [client.call("hang") for _ in range(20)]
            await client.ping()
            os.kill(pid, signal.SIGKILL)
            for call in calls:
                with self.assertRaises(ProcessExitedError) as caught:
                    await call
                self.assertEqual((caught.exception.exit_code, caught.exception.signal), (None, 9))
                self.assertIn("idempotency key", str(caught.exception))
            self.assertNotEqual(await client.call("pid"), pid)
            self.assertEqual(exits, [ProcessExited(pid, None, 9, True)])

    async def test_the_last_lines_of_stderr_are_in_the_error(self) -> None:
        async with self.client() as client:
            with self.assertRaises(ProcessExitedError) as caught:
                await client.call("die")
            self.assertEqual(caught.exception.stderr[-1], "I was told to.")
            self.assertEqual(caught.exception.method, "die")

    async def test_what_was_answered_before_the_end_counts(self) -> None:
        async with self.client() as client:
            exits: List[Any] = []
            client.on(ProcessExited, exits.append)
            self.assertEqual(await client.call("dieAnswering"), "last words")
            await until(lambda: exits)
            self.assertEqual(await client.ping(), {})

    async def test_a_process_that_ends_by_itself_is_told_with_its_code(self) -> None:
        async with self.client() as client:
            hanging = client.call("hang")
            await client.call("dieAnswering")
            with self.assertRaises(ProcessExitedError) as caught:
                await hanging
            self.assertEqual((caught.exception.exit_code, caught.exception.signal), (5, None))

    async def test_the_process_is_started_again_without_a_call(self) -> None:
        state = self.folder / "starts"
        async with self.client(f"state={state}") as client:
            os.kill(await client.call("pid"), signal.SIGTERM)
            await until(lambda: len(state.read_text().split()) == 2)
            self.assertEqual(await client.ping(), {})

    async def test_a_process_that_ends_again_and_again_is_started_ever_later(self) -> None:
        state = self.folder / "starts"
        lines = LogLines()
        waits: List[float] = []
        sleep = asyncio.sleep

        async def note(delay: float, *rest: Any) -> None:
            if delay:
                waits.append(delay)
            await sleep(0)

        # It dies six times as soon as it has answered.
        client = self.client(
            f"state={state}",
            "dieAfter=6",
            restart=Restart(initial_delay=0.1, max_delay=1.0),
            logger=lines.make_logger(),
        )
        asyncio.sleep = note  # type: ignore[assignment]
        try:
            await client.start()
            while len(waits) < 6:
                await sleep(0.005)
        finally:
            asyncio.sleep = sleep
        self.assertEqual(await client.ping(), {})
        await client.close()
        for wait, expected in zip(waits, (0.1, 0.2, 0.4, 0.8, 1.0, 1.0)):
            self.assertTrue(expected * 0.75 <= wait <= expected * 1.25, (wait, expected))
        self.assertEqual(len(state.read_text().split()), 7)

    async def test_a_restart_that_fails_is_told_to_the_calls_that_wait_and_tried_again_by_the_next(
        self,
    ) -> None:
        state = self.folder / "starts"
        client = self.client(f"state={state}")
        pid = await client.call("pid")
        program = self.folder / os.listdir(self.folder)[0]
        if program == state:
            program = self.folder / os.listdir(self.folder)[1]
        content = program.read_text()
        program.write_text("#!/bin/sh\necho no more room >&2\nexit 4\n")
        os.kill(pid, signal.SIGKILL)
        exited = client.call("hang")
        with self.assertRaises((ProcessExitedError, StartError)):
            await exited
        with self.assertRaises(StartError) as caught:
            await client.ping()
        self.assertEqual((caught.exception.reason, caught.exception.exit_code), ("exited", 4))
        program.write_text(content)
        # One more may have been waiting for the start that failed just now.
        self.assertEqual(await client.ping(), {})
        await client.close()

    async def test_without_restart_the_next_call_starts_the_process(self) -> None:
        state = self.folder / "starts"
        async with self.client(f"state={state}", restart=False) as client:
            exits: List[Any] = []
            client.on(ProcessExited, exits.append)
            with self.assertRaises(ProcessExitedError):
                await client.call("die")
            await until(lambda: exits)
            self.assertEqual(len(state.read_text().split()), 1)
            self.assertEqual(await client.ping(), {})
            self.assertFalse(exits[0].will_restart)

    async def test_a_stopped_process_lets_calls_time_out_and_goes_on_later(self) -> None:
        async with self.client() as client:
            pid = await client.call("pid")
            os.kill(pid, signal.SIGSTOP)
            try:
                with self.assertRaises(CallTimeoutError):
                    await client.call("echo", {"late": True}, timeout=0.05)
            finally:
                os.kill(pid, signal.SIGCONT)
            self.assertEqual(await client.call("pid"), pid)

    async def test_a_stopped_process_is_killed_when_the_client_is_closed(self) -> None:
        client = self.client(close_timeout=0.05)
        pid = await client.call("pid")
        hanging = client.call("hang")
        os.kill(pid, signal.SIGSTOP)
        await client.close()
        with self.assertRaises(ClosedError):
            await hanging
        self.assertFalse(is_alive(pid))

    async def test_rubbish_on_stdout_ends_the_process_and_the_calls(self) -> None:
        for framing in ("newline", "contentLength"):
            for text in (
                "hello\n",
                "\xff\xfe\x00\n",
                "[1]\n",
                '{"jsonrpc":"2.0","id":[]}\n',
                "Content-Length: 3\r\n\r\n{}}",
            ):
                with self.subTest(framing=framing, text=text):
                    async with self.client(framing=framing) as client:
                        pid = await client.call("pid")
                        calls = [client.call("hang"), client.call("rubbish", {"text": text})]
                        for call in calls:
                            with self.assertRaises(ProtocolError) as caught:
                                await call
                            self.assertIn(str(caught.exception.method), ("hang", "rubbish"))
                        self.assertNotEqual(await client.call("pid"), pid)
                        self.assertFalse(is_alive(pid))

    async def test_rubbish_on_stderr_is_drained_and_logged_line_by_line(self) -> None:
        lines = LogLines()
        async with self.client(logger=lines.make_logger()) as client:
            for _ in range(3):
                await client.call("noise")
            await until(lambda: sum("it burns" in line for line in lines.lines) == 3)
        long = [line for line in lines.lines if line.startswith("xxx")]
        self.assertEqual([len(line) for line in long], [8 * 1024 + 2] * 3)
        self.assertTrue(all(line.isprintable() for line in lines.lines))
        self.assertEqual(lines.levels, {30, 40})

    async def test_a_logger_that_fails_stops_nothing(self) -> None:
        lines = LogLines()
        lines.emit = lambda record: 1 / 0  # type: ignore[method-assign,assignment]
        async with self.client(logger=lines.make_logger()) as client:
            await client.call("noise")
            self.assertEqual(await client.ping(), {})

    async def test_a_process_that_closes_its_pipes_is_ended(self) -> None:
        for method in ("closeStdout", "closeStdin"):
            with self.subTest(method=method):
                async with self.client(close_timeout=0.05) as client:
                    pid = await client.call("pid")
                    with self.assertRaises((ProtocolError, ProcessExitedError)):
                        await client.call(method)
                    self.assertNotEqual(await client.call("pid"), pid)
                    self.assertFalse(is_alive(pid))

    async def test_a_process_whose_child_keeps_the_pipes_open_has_ended_all_the_same(self) -> None:
        async with self.client() as client:
            hanging = client.call("hang")
            grandchild = await client.call("grandchild")
            self.addCleanup(os.kill, grandchild, signal.SIGKILL)
            with self.assertRaises(ProcessExitedError):
                await hanging
            self.assertEqual(await client.ping(), {})

    async def test_a_call_made_as_the_end_is_noticed_waits_for_the_next_process(self) -> None:
        # The last reply and the end are noticed in one step, and the call is made in the next.
        for _ in range(5):
            async with self.client() as client:
                hanging = client.call("hang")
                await client.call("dieAnswering")
                with self.assertRaises(ProcessExitedError):
                    await hanging
                self.assertEqual(await client.ping(), {})

    async def test_closing_lets_finish_what_the_service_finishes(self) -> None:
        client = self.client()
        finished = client.call("hang", {"atExit": "result"})
        cancelled = client.call("hang")
        forgotten = client.call("hang", {"atExit": "nothing"})
        await client.ping()
        pid = await client.call("pid")
        closing = [asyncio.ensure_future(client.close()) for _ in range(3)]
        self.assertEqual(await finished, {"done": True})
        with self.assertRaisesRegex(Exception, "cancelled"):
            await cancelled
        with self.assertRaises(ClosedError):
            await forgotten
        await asyncio.gather(*closing)
        await client.close()
        self.assertFalse(is_alive(pid))
        with self.assertRaises(ClosedError):
            await client.ping()
        with self.assertRaises(ClosedError):
            await client.start()
        self.assertEqual([event async for event in client.events()], [])

    async def test_a_client_that_was_never_used_can_be_closed(self) -> None:
        client = self.client()
        await client.close()
        with self.assertRaises(ClosedError):
            await client.ping()

    async def test_a_process_that_does_not_end_is_killed(self) -> None:
        client = self.client("stubborn=1", close_timeout=0.05)
        pid = await client.call("pid")
        await client.close()
        self.assertFalse(is_alive(pid))

    async def test_closing_ends_the_wait_for_a_restart(self) -> None:
        client = self.client(restart=Restart(initial_delay=600, max_delay=600))
        with self.assertRaises(ProcessExitedError):
            await client.call("die")
        waiting = client.ping()
        await client.close()
        with self.assertRaises(ClosedError):
            await waiting

    async def test_no_descriptor_and_no_process_is_left(self) -> None:
        async with self.client() as client:
            await client.ping()
        gc.collect()
        before = len(os.listdir("/proc/self/fd"))
        for _ in range(5):
            async with self.client() as client:
                with self.assertRaises(ProcessExitedError):
                    await client.call("die")
                await client.ping()
        self.assertEqual(len(os.listdir("/proc/self/fd")), before)
        children = f"/proc/self/task/{os.getpid()}/children"
        if os.path.exists(children):
            with open(children) as file:
                self.assertEqual([pid for pid in file.read().split() if not is_alive(int(pid))], [])

    async def test_a_closed_loop_leaves_a_process_that_ends_by_itself(self) -> None:
        pids: List[int] = []

        def elsewhere() -> None:
            async def use() -> None:
                pids.append(await self.client().call("pid"))

            asyncio.run(use())

        await asyncio.get_running_loop().run_in_executor(None, elsewhere)
        await until(lambda: not is_alive(pids[0]))


class ApplicationTests(Folder):
    """Whole applications, in a process of their own."""

    def script(self, text: str, *args: str) -> "subprocess.Popen[str]":
        path = self.folder / "application.py"
        path.write_text(text)
        process = subprocess.Popen(
            [sys.executable, "-X", "dev", str(path), self.fake("server"), *args],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=python_environment(),
        )
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        return process

    def wait_until_gone(self, pid: int) -> None:
        asyncio.run(until(lambda: not is_alive(pid)))

    def test_a_script_that_never_closes_ends_by_itself(self) -> None:
        for text in (
            "import sys, strongroom\n"
            "client = strongroom.Strongroom(sys.argv[1])\n"
            "print(client.call('pid'))\n",
            "import asyncio, sys, strongroom\n"
            "async def main():\n"
            "    global client\n"
            "    client = strongroom.AsyncStrongroom(sys.argv[1])\n"
            "    print(await client.call('pid'))\n"
            "asyncio.run(main())\n",
        ):
            with self.subTest(text=text):
                process = self.script(text)
                out, err = process.communicate(timeout=WAIT)
                self.assertEqual((process.returncode, err), (0, ""))
                self.wait_until_gone(int(out))

    def test_leaving_ends_calls_of_other_threads(self) -> None:
        process = self.script(
            "import sys, threading, strongroom\n"
            "client = strongroom.Strongroom(sys.argv[1])\n"
            "def hang():\n"
            "    try: client.call('hang')\n"
            "    except strongroom.CancelledError: print('cancelled', flush=True)\n"
            "threading.Thread(target=hang, daemon=True).start()\n"
            "while 'hang' not in client.call('seen'): pass\n"
            "print(client.call('pid'))\n"
        )
        out, err = process.communicate(timeout=WAIT)
        self.assertEqual((process.returncode, err), (0, ""))
        self.wait_until_gone(int(out.split()[0]))

    def test_a_killed_application_leaves_no_orphan(self) -> None:
        process = self.script(
            "import sys, strongroom\n"
            "client = strongroom.Strongroom(sys.argv[1])\n"
            "print(client.call('pid'), flush=True)\n"
            "client.call('hang')\n"
        )
        assert process.stdout is not None
        pid = int(process.stdout.readline())
        self.assertTrue(is_alive(pid))
        process.kill()
        self.wait_until_gone(pid)

    def test_ctrl_c_reaches_the_application_alone_and_cancels_its_call(self) -> None:
        path = self.folder / "application.py"
        path.write_text(
            "import sys, threading, strongroom\n"
            "client = strongroom.Strongroom(sys.argv[1])\n"
            "def tell():\n"
            "    while 'verifyBackup' not in client.call('seen'): pass\n"
            "    print(client.call('pid'), flush=True)\n"
            "threading.Thread(target=tell, daemon=True).start()\n"
            "try:\n"
            "    client.verify_backup('b1', on_progress=print)\n"
            "except KeyboardInterrupt:\n"
            "    seen = client.call('seen')\n"
            "    print(client.call('pid'), '$/cancelRequest' in seen, flush=True)\n"
        )
        process = subprocess.Popen(
            [sys.executable, str(path), self.fake("server")],
            stdout=subprocess.PIPE,
            text=True,
            env=python_environment(),
            start_new_session=True,
        )
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        assert process.stdout is not None
        pid = process.stdout.readline().strip()
        # As a terminal does: to the whole group.
        os.killpg(process.pid, signal.SIGINT)
        out, _ = process.communicate(timeout=WAIT)
        self.assertEqual(out.split(), [pid, "True"])
        self.assertEqual(process.returncode, 0)

    def test_ctrl_c_that_does_not_wake_the_main_thread_is_not_lost(self) -> None:
        process = self.script(
            "import os, signal, sys, threading, strongroom\n"
            "client = strongroom.Strongroom(sys.argv[1])\n"
            "client.start()\n"
            "def interrupt():\n"
            "    while 'hang' not in client.call('seen'): pass\n"
            "    os.kill(os.getpid(), signal.SIGINT)\n"
            "threading.Thread(target=interrupt, daemon=True).start()\n"
            # Another thread takes the signal, as if it came just before this one sleeps.
            "signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])\n"
            "try: client.call('hang')\n"
            "except KeyboardInterrupt: print('interrupted')\n"
        )
        out, err = process.communicate(timeout=WAIT)
        self.assertEqual((out, err, process.returncode), ("interrupted\n", "", 0))


if __name__ == "__main__":
    unittest.main()
