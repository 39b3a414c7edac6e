from __future__ import annotations

import gc
import sys
import threading
import unittest
from concurrent.futures import ThreadPoolExecutor
from typing import Any, List

from support import WAIT, Folder, LogLines, quiet_logger

from strongroom import (
    Actor,
    AuthActor,
    AuthToken,
    BackupCompletedEvent,
    CallTimeoutError,
    ClosedError,
    DecodeError,
    ProcessExited,
    ProcessExitedError,
    ProcessStarted,
    Restart,
    Strongroom,
)


class BlockingTests(Folder):
    def client(self, *args: str, **options: Any) -> Strongroom:
        options.setdefault("logger", quiet_logger())
        client = Strongroom(self.fake("server", *args), **options)
        self.addCleanup(client.close)
        return client

    def test_acting_as_somebody_takes_nobody_else(self) -> None:
        somebody: Any = Actor("u", "STAFF")
        service = AuthToken("of the service")
        with Strongroom(self.fake("server"), auth=service, logger=quiet_logger()) as client:
            for missing in (None, somebody, {"actor": {"id": "u", "role": "STAFF"}}, "u"):
                with self.assertRaisesRegex(TypeError, "acting_as needs"):
                    client.acting_as(missing)
            acting = client.acting_as(AuthActor(somebody))
            for make in (acting.create_backup, acting.calls.create_backup):
                with self.assertRaisesRegex(TypeError, "takes no auth of its own"):
                    make(auth=service)
            self.assertIsNotNone(acting.ping())

    def test_an_actor_alone_is_no_identity(self) -> None:
        actor: Any = Actor("u", "STAFF")
        with self.assertRaisesRegex(TypeError, "The option auth needs an AuthActor"):
            self.client(auth=actor)
        client = self.client()
        for make in (client.create_backup, client.calls.create_backup):
            with self.assertRaisesRegex(TypeError, r"The auth of createBackup needs an AuthActor"):
                make(auth=actor)

    def test_a_timeout_that_is_none_is_refused(self) -> None:
        wrong: Any
        for wrong, error in (("60", TypeError), (True, TypeError), (0, ValueError), (-1, ValueError)):
            with self.subTest(wrong=wrong):
                with self.assertRaisesRegex(error, "a number of seconds above 0"):
                    self.client(timeout=wrong)
                with self.assertRaisesRegex(error, "a number of seconds above 0"):
                    self.client().ping(timeout=wrong)
                if error is TypeError:
                    with self.assertRaisesRegex(error, "close_timeout is a number of seconds"):
                        self.client(close_timeout=wrong)

    def test_an_exit_in_a_callback_of_the_calling_thread_is_one(self) -> None:
        def leave(_: object) -> None:
            raise SystemExit(3)

        client = self.client()
        with self.assertRaises(SystemExit):
            client.create_backup(on_progress=leave)
        self.assertEqual(client.ping(), {})

    def test_fifty_threads_share_one_process_each_with_its_own_identity(self) -> None:
        client = self.client()
        barrier = threading.Barrier(50)

        def use(number: int) -> None:
            person = AuthActor(Actor(f"user-{number}", "ADMIN"))
            mine = client.acting_as(person)
            barrier.wait(WAIT)
            for _ in range(10):
                # `echo` is no method of the contract; this is what the named ones do as well.
                answer = client._call("echo", {}, Any, None, None, (), mine._auth)
                self.assertEqual(answer["auth"]["actor"]["id"], f"user-{number}")

        with ThreadPoolExecutor(50) as pool:
            list(pool.map(use, range(50)))
        self.assertEqual(client.call("seen").count("initialize"), 1)

    def test_progress_is_called_back_in_the_calling_thread(self) -> None:
        client = self.client()
        values: List[int] = []
        threads = set()

        def note(value: Any) -> None:
            threads.add(threading.current_thread())
            values.append(value.completed)
            # A callback may use the client.
            client.ping()

        client.create_backup(on_progress=note)
        self.assertEqual(threads, {threading.current_thread()})
        self.assertEqual(values, sorted(set(values)))
        self.assertEqual(values[-1], 199)

    def test_a_call_gives_its_progress_and_its_result(self) -> None:
        client = self.client()
        seen: List[int] = []
        last = threading.Event()

        def note(value: Any) -> None:
            client.ping()
            seen.append(value.completed)
            if value.completed == 199:
                last.set()

        call = client.calls.create_backup(on_progress=note)
        values = [value.completed for value in call]
        self.assertEqual(values, sorted(set(values)))
        self.assertEqual(values[-1], 199)
        self.assertEqual(call.result().backup.id, "b1")
        self.assertEqual(call.result(timeout=0).backup.id, "b1")
        self.assertTrue(last.wait(WAIT))
        self.assertEqual(seen, sorted(set(seen)))
        self.assertEqual(seen[-1], 199)
        failing = client.acting_as(AuthActor(Actor("u", "ADMIN"))).calls.create_backup(
            label="missing"
        )
        with self.assertRaises(DecodeError):
            list(failing)

    def test_an_error_in_a_callback_is_logged_and_changes_nothing(self) -> None:
        lines = LogLines()
        client = self.client(logger=lines.make_logger())
        client.create_backup(on_progress=lambda value: 1 // 0)
        self.assertTrue(any("callback" in line for line in lines.lines))
        self.assertEqual(client.ping(), {})

    def test_events_come_to_listeners_and_readers(self) -> None:
        client = self.client()
        reader = client.events()
        ids: List[str] = []
        done = threading.Event()

        def note(event: BackupCompletedEvent) -> None:
            client.ping()
            ids.append(event.backup.id)
            if len(ids) == 3:
                done.set()

        client.on(BackupCompletedEvent, note)
        client.call("manyEvents", {"count": 3})
        self.assertTrue(done.wait(WAIT))
        client.close()
        self.assertEqual(ids, ["0", "1", "2"])
        kinds = [type(event) for event in reader]
        self.assertEqual(kinds, [ProcessStarted] + [BackupCompletedEvent] * 3 + [ProcessExited])
        self.assertEqual(list(client.events()), [])

    def test_listeners_and_readers_may_come_and_go_in_many_threads_at_once(self) -> None:
        self.addCleanup(sys.setswitchinterval, sys.getswitchinterval())
        sys.setswitchinterval(1e-6)
        lines = LogLines()
        client = self.client(logger=lines.make_logger())
        kept = [client.events() for _ in range(30)]
        heard: List[int] = []
        barrier = threading.Barrier(8)

        def use(number: int) -> None:
            barrier.wait(WAIT)
            for _ in range(300):
                client.on("moon/full", lambda _: heard.append(number))
                client.on("moon/full", lambda _: heard.append(-1))()
                client.events()

        with ThreadPoolExecutor(8) as pool:
            used = pool.map(use, range(8))
            for _ in range(5):
                client.call("manyEvents", {"count": 50})
            list(used)
        exited = threading.Event()
        client.on(ProcessExited, lambda _: exited.set())
        client.call("batch")
        client.close()
        self.assertTrue(exited.wait(WAIT))
        self.assertEqual(sorted(heard), sorted(list(range(8)) * 300))
        self.assertEqual({len(list(reader)) for reader in kept}, {252})
        self.assertEqual(lines.lines, [])

    def test_a_listener_that_is_given_twice_is_ended_once_each(self) -> None:
        client = self.client()
        heard: List[Any] = []
        end_first = client.on("moon/full", heard.append)
        client.on("moon/full", heard.append)
        end_first()
        end_first()
        exited = threading.Event()
        client.on(ProcessExited, lambda _: exited.set())
        client.call("batch")
        client.close()
        self.assertTrue(exited.wait(WAIT))
        self.assertEqual(heard, [{"phase": 2}])

    def test_a_killed_process_fails_all_threads_and_is_started_again(self) -> None:
        client = self.client(restart=Restart(0.001, 0.01))
        calls = [client.calls.verify_backup("b") for _ in range(10)]
        with self.assertRaises(ProcessExitedError):
            client.call("die")
        for call in calls:
            with self.assertRaises(ProcessExitedError):
                call.result()
        self.assertEqual(client.ping(), {})

    def test_calls_time_out(self) -> None:
        client = self.client()
        with self.assertRaises(CallTimeoutError):
            client.call("hang", {"onCancel": "ignore"}, timeout=0.05)
        with self.assertRaises(TimeoutError):
            client.verify_backup("b", timeout=0.05)

    def test_closing_ends_all_threads_and_is_done_once(self) -> None:
        client = self.client()
        calls = [client.calls.verify_backup("b") for _ in range(10)]
        client.ping()
        with ThreadPoolExecutor(5) as pool:
            list(pool.map(lambda _: client.close(), range(5)))
        for call in calls:
            with self.assertRaisesRegex(Exception, "cancelled"):
                call.result()
        for use in (client.ping, client.start, lambda: client.notify("x"), client.calls.ping):
            with self.assertRaises(ClosedError):
                use()  # type: ignore[operator]

    def test_calls_that_race_with_closing_end(self) -> None:
        for _ in range(10):
            client = self.client()
            client.ping()
            results: List[str] = []

            def use() -> None:
                try:
                    while True:
                        client.ping()
                        client.start()
                        client.notify("hello")
                except ClosedError:
                    results.append("closed")

            threads = [threading.Thread(target=use) for _ in range(4)]
            for thread in threads:
                thread.start()
            client.close()
            for thread in threads:
                thread.join(WAIT)
            self.assertEqual(results, ["closed"] * 4)

    def test_a_client_can_be_used_in_a_with_statement(self) -> None:
        with self.client() as client:
            assert client.server is not None
            self.assertEqual(client.server.server_info.name, "strongroom")
            client.notify("hello")
            self.assertIn("hello", client.call("seen"))
            self.assertEqual(client.start(), client.server)

    def test_no_thread_is_left_of_a_closed_client(self) -> None:
        before = set(threading.enumerate())
        for _ in range(3):
            with self.client() as client:
                client.on("backup/completed", lambda event: None)
                client.call("manyEvents", {"count": 1})
        for thread in set(threading.enumerate()) - before:
            thread.join(WAIT)
        self.assertEqual(set(threading.enumerate()) - before, set())

    def test_a_client_that_is_dropped_is_closed(self) -> None:
        client = Strongroom(self.fake("server"), logger=quiet_logger())
        client.ping()
        before = set(threading.enumerate())
        ours = [thread for thread in before if thread.name.startswith("strongroom")]
        del client
        gc.collect()
        for thread in ours:
            thread.join(WAIT)
            self.assertFalse(thread.is_alive())

    def test_a_logging_handler_cannot_wait_for_its_own_client(self) -> None:
        lines = LogLines()
        client = self.client(logger=lines.make_logger())
        outcomes: List[str] = []

        def emit(record: Any) -> None:
            try:
                client.ping()
            except RuntimeError as error:
                outcomes.append(str(error))

        lines.emit = emit  # type: ignore[method-assign,assignment]
        client.call("noise")
        client.close()
        self.assertTrue(outcomes)


if __name__ == "__main__":
    unittest.main()
