"""Against the real program."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sqlite3
import subprocess
import sys
import unittest
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from typing import Any, List

from support import (
    CLIENT,
    PROGRAM,
    WAIT,
    Folder,
    LogLines,
    is_alive,
    needs_program,
    python_environment,
)

from strongroom import (
    Actor,
    AsyncStrongroom,
    AuthActor,
    BackupCompletedEvent,
    CancelledError,
    ConfirmationInvalidError,
    InvalidParamsError,
    MessageTooLargeError,
    NotFoundError,
    PermissionDeniedError,
    ProcessExitedError,
    RestoreCompletedEvent,
    Strongroom,
    SystemRestartRequiredEvent,
    UnauthenticatedError,
)

ADMIN = AuthActor(Actor("user-1", "ADMIN", name="Ayesha Khan"))
STAFF = AuthActor(Actor("user-2", "STAFF"))


@needs_program
class RealTests(Folder, unittest.IsolatedAsyncioTestCase):
    def setUp(self) -> None:
        super().setUp()
        assert PROGRAM is not None
        self.program: str = PROGRAM
        self.database = self.sample_database()

    def query(self, statement: str) -> Any:
        connection = sqlite3.connect(self.database)
        try:
            with connection:
                return connection.execute(statement).fetchone()
        finally:
            connection.close()

    async def test_the_main_job_in_both_framings(self) -> None:
        for framing in ("newline", "contentLength"):
            with self.subTest(framing=framing):
                async with AsyncStrongroom(
                    self.program, self.database, framing=framing, auth=ADMIN
                ) as client:
                    await self.do_main_job(client)

    async def do_main_job(self, client: AsyncStrongroom) -> None:
        events = client.events()
        bills = self.query("SELECT count(*) FROM Bill")
        call = client.create_backup(label="before")
        phases = [value.phase async for value in call.progress()]
        self.assertIn("compress", phases)
        backup = (await call).backup
        self.assertEqual(
            (backup.label, backup.status, backup.created_by.name),
            ("before", "completed", "Ayesha Khan"),
        )  # type: ignore[union-attr]
        found = await client.list_backups(
            since=datetime.now(timezone.utc) - timedelta(hours=1), limit=1
        )
        self.assertEqual(found.backups, [backup])
        manifest = (await client.get_backup(backup.id)).manifest
        assert manifest is not None
        self.assertEqual(manifest.table_count, backup.table_count)
        self.assertIsNone((await client.update_backup(backup.id, label=None)).backup.label)
        self.assertEqual((await client.update_backup(backup.id, label="kept")).backup.label, "kept")
        self.assertEqual((await client.update_backup(backup.id, pinned=False)).backup.label, "kept")
        self.query("DELETE FROM Bill")
        preview = await client.preview_restore(backup.id)
        changed = {table.name: table.added for table in preview.report.tables if table.added}
        self.assertEqual(changed, {"Bill": bills[0]})
        with self.assertRaises(ConfirmationInvalidError):
            await client.restore_backup(backup.id, "made up")
        outcome = await client.restore_backup(backup.id, preview.confirmation_token)
        self.assertEqual(self.query("SELECT count(*) FROM Bill"), bills)
        assert outcome.safety_backup is not None
        undo = await client.preview_restore(outcome.safety_backup.id)
        await client.rollback_restore(outcome.restore.id, undo.confirmation_token)
        self.assertEqual(self.query("SELECT count(*) FROM Bill"), (0,))
        again = await client.preview_restore(backup.id)
        await client.restore_backup(backup.id, again.confirmation_token)
        seen: List[Any] = []
        while sum(isinstance(event, SystemRestartRequiredEvent) for event in seen) < 3:
            seen.append(await asyncio.wait_for(events.__anext__(), WAIT))
        kinds = [type(event) for event in seen]
        self.assertIn(BackupCompletedEvent, kinds)
        self.assertIn(RestoreCompletedEvent, kinds)

    async def test_errors_say_what_they_should(self) -> None:
        async with AsyncStrongroom(self.program, self.database) as client:
            with self.assertRaises(UnauthenticatedError):
                await client.list_backups()
            staff = client.acting_as(STAFF)
            with self.assertRaises(PermissionDeniedError) as denied:
                await staff.create_backup()
            self.assertEqual(
                (denied.exception.data.permission, denied.exception.data.role), ("edit", "STAFF")
            )
            self.assertEqual((await staff.list_backups()).total, 0)
            with self.assertRaises(NotFoundError) as missing:
                await staff.get_backup("nope")
            self.assertEqual(missing.exception.data.id, "nope")
            with self.assertRaises(InvalidParamsError) as invalid:
                await client.call("listBackups", {"limit": "all"}, auth=STAFF)
            self.assertEqual(invalid.exception.data.path, "params.limit")
            with self.assertRaises(MessageTooLargeError):
                await client.create_backup(label="x" * (9 << 20), auth=ADMIN)
            with self.assertRaises(NotFoundError):
                await client.get_backup("x" * 1_000_000, auth=ADMIN)

    async def test_thousands_of_calls_at_once_are_all_answered(self) -> None:
        async with AsyncStrongroom(self.program, self.database, auth=ADMIN) as client:
            calls = [client.list_backups() for _ in range(3000)]
            totals = [page.total for page in await asyncio.gather(*calls)]
            self.assertEqual(totals, [0] * 3000)

    async def test_a_cancelled_backup_is_cancelled_or_done(self) -> None:
        async with AsyncStrongroom(self.program, self.database, auth=ADMIN) as client:
            outcomes = set()
            for _ in range(5):
                call = client.create_backup()
                call.cancel()
                try:
                    outcomes.add((await call).backup.status)
                except CancelledError as error:
                    outcomes.add(error.kind)
            self.assertTrue(outcomes <= {"completed", "cancelled"}, outcomes)
            self.assertEqual(await client.ping(), {})

    async def test_a_killed_program_is_started_again(self) -> None:
        async with AsyncStrongroom(self.program, self.database, auth=ADMIN) as client:
            assert client._engine is not None and client._engine._connection is not None
            pid = client._engine._connection.pid
            call = client.create_backup()
            os.kill(pid, signal.SIGKILL)
            with self.assertRaises(ProcessExitedError):
                await call
            status = await client.get_status()
            self.assertEqual(status.server_version, "1.1.0")
            self.assertFalse(is_alive(pid))

    async def test_closing_waits_for_the_program(self) -> None:
        client = AsyncStrongroom(self.program, self.database, auth=ADMIN)
        await client.start()
        assert client._engine is not None and client._engine._connection is not None
        pid = client._engine._connection.pid
        call = client.create_backup()
        await client.close()
        try:
            self.assertEqual((await call).backup.status, "completed")
        except CancelledError:
            pass
        self.assertFalse(is_alive(pid))

    def test_fifty_threads_each_with_their_own_identity(self) -> None:
        lines = LogLines()
        with Strongroom(self.program, self.database, logger=lines.make_logger()) as client:

            def use(number: int) -> str:
                if number % 2:
                    person = client.acting_as(AuthActor(Actor(f"user-{number}", "STAFF")))
                    with self.assertRaises(PermissionDeniedError):
                        person.delete_backup(f"none-{number}")
                    return f"user-{number}"
                person = client.acting_as(AuthActor(Actor(f"user-{number}", "ADMIN")))
                with self.assertRaises(NotFoundError) as caught:
                    person.get_backup(f"none-{number}")
                self.assertEqual(caught.exception.data.id, f"none-{number}")
                return f"user-{number}"

            with ThreadPoolExecutor(50) as pool:
                people = set(pool.map(use, range(50)))
            refused = client.acting_as(ADMIN).list_activity(outcome="refused", limit=500).activity
            actors = {each.actor.id for each in refused if each.actor is not None}
            self.assertEqual(actors, {person for person in people if int(person[5:]) % 2})
        self.assertEqual(lines.levels & {40, 50}, set(), lines.lines)

    def test_the_example_runs(self) -> None:
        done = subprocess.run(
            [sys.executable, str(CLIENT / "example" / "shop.py"), self.program, self.database],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=python_environment(),
            timeout=WAIT * 4,
        )
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        bills = [line for line in done.stdout.splitlines() if line.endswith("bills")]
        self.assertEqual(len(bills), 4)
        self.assertEqual(bills[1], "0 bills")
        self.assertIn("rolled back: 0 bills", done.stdout)
        connection = sqlite3.connect(self.database)
        self.addCleanup(connection.close)
        (bills_after,) = connection.execute('SELECT count(*) FROM "Bill"').fetchone()
        self.assertEqual(f"{bills_after} bills", bills[0])
        self.assertNotEqual(bills_after, 0)

    def test_calls_are_replayed(self) -> None:
        staff = {"actor": {"id": "u", "role": "STAFF"}}
        calls = [
            {"method": "ping"},
            {"method": "getBackup", "params": {"id": 7, "auth": staff}},
            {"method": "rpc.discover"},
            {"method": "nonsense", "params": {}},
        ]
        for framing in ("newline", "contentLength"):
            done = subprocess.run(
                [
                    sys.executable,
                    str(CLIENT / "tests" / "replay.py"),
                    self.program,
                    self.database,
                    framing,
                ],
                input="".join(json.dumps(call) + "\n" for call in calls),
                stdout=subprocess.PIPE,
                text=True,
                timeout=WAIT * 4,
            )
            answers = [json.loads(line) for line in done.stdout.splitlines()]
            self.assertEqual(answers[0], {"result": {}})
            self.assertEqual(answers[1]["error"]["data"]["path"], "params.id")
            self.assertEqual(answers[2]["result"]["info"]["title"], "Strongroom")
            self.assertEqual(answers[3]["error"]["code"], -32601)


if __name__ == "__main__":
    unittest.main()
