from __future__ import annotations

import os
import unittest
from typing import Any, Tuple

from support import PROGRAM, Folder, LogLines, is_alive, needs_program, quiet_logger, until

from strongroom import AsyncStrongroom, StartError, Strongroom


class StartTests(Folder, unittest.IsolatedAsyncioTestCase):
    async def fail_to_start(self, command: str, **options: Any) -> StartError:
        options.setdefault("logger", quiet_logger())
        client = AsyncStrongroom(command, **options)
        with self.assertRaises(StartError) as caught:
            await client.ping()
        # It is the next call that tries again, and fails alike.
        with self.assertRaises(StartError) as again:
            await client.start()
        self.assertEqual(again.exception.reason, caught.exception.reason)
        await client.close()
        return caught.exception

    async def test_a_missing_program_is_told_with_the_remedy(self) -> None:
        for command in ("strongroom-that-is-not-there", "/nowhere/strongroom", __file__ + "/x"):
            with self.subTest(command=command):
                error = await self.fail_to_start(command)
                self.assertEqual(error.reason, "notFound")
                self.assertIn("Install it", str(error))

    async def test_a_missing_folder_is_told_as_such(self) -> None:
        error = await self.fail_to_start(self.fake("server"), cwd="/nowhere")
        self.assertEqual(error.reason, "notFound")
        self.assertIn("/nowhere", str(error))

    async def test_a_file_that_cannot_be_executed_is_told(self) -> None:
        plain = self.folder / "plain"
        plain.write_text("text")
        broken = self.folder / "broken"
        broken.write_bytes(b"\x7fELFnot really")
        broken.chmod(0o755)
        for path in (plain, broken, self.folder):
            with self.subTest(path=path):
                self.assertEqual((await self.fail_to_start(str(path))).reason, "notExecutable")

    async def test_a_program_that_exits_at_once_is_told_with_its_last_lines(self) -> None:
        error = await self.fail_to_start(self.fake("exits"))
        self.assertEqual((error.reason, error.exit_code, error.signal), ("exited", 3, None))
        self.assertEqual(len(error.stderr), 20)
        self.assertEqual(error.stderr[-1], "The licence has expired.")
        self.assertIn("The licence has expired.", str(error))

    async def test_a_program_that_exits_without_a_word_is_told_as_such(self) -> None:
        error = await self.fail_to_start("/bin/true")
        self.assertEqual((error.reason, error.exit_code, error.stderr), ("exited", 0, ()))
        self.assertIn("It wrote nothing to stderr", str(error))

    async def test_a_program_that_never_answers_is_told_and_killed(self) -> None:
        lines = LogLines()
        error = await self.fail_to_start(
            self.fake("silent"), start_timeout=0.3, logger=lines.make_logger()
        )
        self.assertEqual(error.reason, "noReply")

    async def test_a_program_that_is_another_is_told(self) -> None:
        self.assertEqual((await self.fail_to_start(self.fake("echoes"))).reason, "notStrongroom")
        answers: Tuple[Tuple[str, str], ...] = (
            ("result", "null"),
            ("result", '{"serverInfo": {"name": "gopls", "version": "1.0.0"}}'),
            ("result", '{"serverInfo": {"name": "strongroom", "version": "1.1.0"}}'),
            ("error", "Method not found"),
            ("bytes", "Welcome to the game!\\n"),
            ("bytes", "\\xff\\xfe\\n"),
        )
        for how, what in answers:
            with self.subTest(what=what):
                error = await self.fail_to_start(self.fake("answers", how, what))
                self.assertEqual(error.reason, "notStrongroom")

    async def test_a_program_of_a_version_that_does_not_fit_is_told(self) -> None:
        for version in ("0.9.0", "2.0.0", "1.0.9", "1.1.0-beta", "latest"):
            with self.subTest(version=version):
                error = await self.fail_to_start(self.fake("answers", "version", version))
                self.assertEqual(error.reason, "incompatibleVersion")
                self.assertIn(version, str(error))

    async def test_a_newer_program_of_the_same_major_version_fits(self) -> None:
        async with AsyncStrongroom(
            self.fake("answers", "version", "1.9.0"), close_timeout=0
        ) as client:
            assert client.server is not None
            self.assertEqual(client.server.server_info.version, "1.9.0")

    async def test_a_program_that_failed_to_start_is_gone(self) -> None:
        state = self.folder / "pids"
        # The state file of the fake has the ids of its processes.
        client = AsyncStrongroom(
            self.fake("server", f"state={state}", "die=1"), logger=quiet_logger()
        )
        with self.assertRaises(StartError):
            await client.ping()
        self.assertEqual(await client.ping(), {})
        await client.close()
        await until(lambda: not any(is_alive(int(pid)) for pid in state.read_text().split()))

    async def test_calls_that_wait_for_one_start_fail_with_an_error_each(self) -> None:
        client = AsyncStrongroom(self.fake("exits"), logger=quiet_logger())
        calls = [client.ping() for _ in range(5)]
        errors = []
        for call in calls:
            with self.assertRaises(StartError) as caught:
                await call
            errors.append(caught.exception)
        self.assertEqual(len(set(map(id, errors))), 5)
        await client.close()

    async def test_closing_does_not_wait_for_a_program_that_answers_nothing(self) -> None:
        client = AsyncStrongroom(self.fake("silent"), start_timeout=600, logger=quiet_logger())
        call = client.ping()
        await until(lambda: client._engine is not None and client._engine._connection is not None)
        await client.close()
        with self.assertRaisesRegex(Exception, "closed"):
            await call

    @needs_program
    async def test_the_real_program_says_why_it_does_not_start(self) -> None:
        assert PROGRAM is not None
        error = await self.fail_to_start(PROGRAM, config="/nowhere.json")
        self.assertEqual((error.reason, error.exit_code), ("exited", 78))
        self.assertIn("/nowhere.json", str(error))

    def test_the_blocking_client_tells_the_same(self) -> None:
        broken = Strongroom("/nowhere/strongroom", logger=quiet_logger())
        for attempt in (broken.start, broken.ping):
            with self.assertRaises(StartError) as caught:
                attempt()
            self.assertEqual(caught.exception.reason, "notFound")
        broken.close()

    def test_no_descriptor_is_left_of_failed_starts(self) -> None:
        client = Strongroom("/nowhere/strongroom", logger=quiet_logger())

        def attempt() -> None:
            with self.assertRaises(StartError):
                client.ping()

        attempt()
        before = os.listdir("/proc/self/fd")
        for _ in range(20):
            attempt()
        self.assertEqual(len(os.listdir("/proc/self/fd")), len(before))
        client.close()


if __name__ == "__main__":
    unittest.main()
