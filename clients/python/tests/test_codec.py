from __future__ import annotations

import copy
import pickle
import unittest
from datetime import datetime, timedelta, timezone
from typing import Any, Dict, List, Optional

from support import CLIENT as _
from fakes.base import backup

from strongroom import (
    Actor,
    ActorPermissions,
    Auth,
    AuthActor,
    AuthToken,
    Backup,
    BusyError,
    BusyErrorData,
    CallTimeoutError,
    ClosedError,
    DecodeError,
    MessageTooLargeError,
    ProcessExitedError,
    ProtocolError,
    ServiceError,
    StartError,
    StrongroomError,
    WrongLoopError,
)
from strongroom._codec import Mismatch, decoder, encode
from strongroom._options import Options, Restart
from strongroom._generated.events import EVENTS
from strongroom._generated.methods import METHODS
from strongroom._replies import make_service_error
from strongroom._version import fits


class DecodingTests(unittest.TestCase):
    def test_a_backup_comes_back_as_it_was(self) -> None:
        wire = backup(label="café", checksum={"algorithm": "sha256", "value": "0" * 64})
        made = decoder(Backup)(wire)
        self.assertIsInstance(made, Backup)
        self.assertEqual(made.backup_date, datetime(2026, 3, 1, 9, 30, tzinfo=timezone.utc))
        self.assertEqual(encode(made), wire)

    def test_unknown_fields_are_ignored_and_unknown_words_kept(self) -> None:
        made = decoder(Backup)(backup(status="teleported", shoeSize=44))
        self.assertEqual(made.status, "teleported")
        self.assertNotIn("shoeSize", encode(made))

    def test_what_is_missing_or_wrong_is_named_by_its_path(self) -> None:
        missing = backup()
        del missing["checksum"]
        for wire, path, expected in (
            (missing, "result.checksum", "a value"),
            (backup(fileSize="1"), "result.fileSize", "an integer"),
            (backup(fileSize=True), "result.fileSize", "an integer"),
            (backup(fileSize=1.5), "result.fileSize", "an integer"),
            (backup(pinned=0), "result.pinned", "a boolean"),
            (backup(id=None), "result.id", "a string"),
            (backup(status=3), "result.status", "a string"),
            (backup(locations={}), "result.locations", "a list"),
            (backup(locations=[{"storage": "s", "key": 7}]), "result.locations[0].key", "a string"),
            (backup(checksum=[]), "result.checksum", "an object"),
            (backup(createdAt="yesterday"), "result.createdAt", "a date and time of RFC 3339"),
            (backup(createdAt="2026-02-30T00:00:00Z"), "result.createdAt", "a date and time of RFC 3339"),
            ([], "result", "an object"),
        ):
            with self.subTest(path=path), self.assertRaises(Mismatch) as caught:
                decoder(Backup)(wire)
            self.assertEqual((caught.exception.where, caught.exception.expected), (path, expected))

    def test_times_are_read_whatever_their_decimals_and_offset(self) -> None:
        for text, micros, hours in (
            ("2026-03-01T09:30:00Z", 0, 0),
            ("2026-03-01t09:30:00.1z", 100_000, 0),
            ("2026-03-01T09:30:00.123456789Z", 123_456, 0),
            ("2026-03-01T14:30:00.000+05:00", 0, 0),
        ):
            with self.subTest(text=text):
                expected = datetime(2026, 3, 1, 9, 30, 0, micros, tzinfo=timezone.utc)
                self.assertEqual(decoder(datetime)(text), expected)

    def test_every_type_of_the_contract_has_a_decoder(self) -> None:
        for info in METHODS.values():
            decoder(info.result)
        for event in EVENTS.values():
            decoder(event)

    def test_other_types_are_read_as_well(self) -> None:
        self.assertEqual(decoder(Dict[str, Any])({"a": 1}), {"a": 1})
        self.assertEqual(decoder(List[Optional[int]])([1, None, 2.0]), [1, None, 2])
        self.assertEqual(decoder(float)(1), 1.0)
        self.assertIsNone(decoder(None)(None))
        token = decoder(Auth)({"token": "t"})
        self.assertEqual(token, AuthToken("t"))
        with self.assertRaises(Mismatch):
            decoder(None)({})


class EncodingTests(unittest.TestCase):
    def test_what_is_not_given_is_left_out(self) -> None:
        actor = Actor("u", "STAFF", tenant_id="t", permissions=ActorPermissions(backup="EDIT"))
        self.assertEqual(
            encode(AuthActor(actor)),
            {"actor": {"id": "u", "role": "STAFF", "tenantId": "t", "permissions": {"backup": "EDIT"}}},
        )

    def test_times_are_sent_in_utc(self) -> None:
        there = timezone(timedelta(hours=5))
        self.assertEqual(encode(datetime(2026, 3, 1, 14, 30, tzinfo=there)), "2026-03-01T09:30:00.000Z")
        fine = datetime(2026, 3, 1, 9, 30, 0, 123_456, tzinfo=timezone.utc)
        self.assertEqual(encode(fine), "2026-03-01T09:30:00.123456Z")

    def test_a_time_without_a_zone_is_refused_with_the_remedy(self) -> None:
        with self.assertRaisesRegex(ValueError, "tzinfo=timezone.utc"):
            encode(datetime(2026, 3, 1))

    def test_what_has_no_form_is_refused(self) -> None:
        for value in (object(), {1, 2}, b"bytes", Actor):
            with self.subTest(value=value), self.assertRaises(TypeError):
                encode(value)


class ErrorTests(unittest.TestCase):
    def test_each_kind_has_its_class_with_typed_data(self) -> None:
        error = make_service_error(
            {
                "code": 1004,
                "message": "Another operation holds the database.",
                "data": {"kind": "busy", "hint": "Wait.", "since": "2026-03-01T09:30:00Z", "mood": 1},
            },
            "createBackup",
        )
        assert isinstance(error, BusyError)
        self.assertEqual((error.kind, error.code, error.hint), ("busy", 1004, "Wait."))
        self.assertIsInstance(error.data, BusyErrorData)
        self.assertEqual(str(error), "createBackup: Another operation holds the database. Wait.")

    def test_an_unknown_kind_is_a_service_error_with_its_data_as_it_came(self) -> None:
        for data, kind in (({"kind": "moonless", "x": 1}, "moonless"), (None, "unknown"), ([], "unknown")):
            error = make_service_error({"code": 1999, "message": "M.", "data": data}, "m")
            assert isinstance(error, ServiceError)
            self.assertIs(type(error), ServiceError)
            self.assertEqual((error.kind, error.data), (kind, data))

    def test_a_known_kind_with_other_data_is_a_general_error(self) -> None:
        error = make_service_error({"code": 1, "message": "M.", "data": {"kind": "invalidParams"}}, "m")
        self.assertIs(type(error), ServiceError)

    def test_errors_can_be_pickled_and_copied(self) -> None:
        busy = make_service_error({"code": 1, "message": "M.", "data": {"kind": "busy"}}, "m")
        errors: List[StrongroomError] = [
            busy,
            StartError("exited", "It ended.", exit_code=3, stderr=["why"]),
            ProcessExitedError(None, 9, ["why"], "ping"),
            ProtocolError("M.", method="ping"),
            DecodeError("result.a", "a string", "null", method="ping"),
            CallTimeoutError("ping", 1.5),
            ClosedError("ping"),
            MessageTooLargeError(2, 1, "ping"),
            WrongLoopError(),
        ]
        for error in errors:
            for again in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
                with self.subTest(error=error):
                    self.assertIs(type(again), type(error))
                    self.assertEqual(str(again), str(error))
                    self.assertEqual(vars(again), vars(error))

    def test_a_timeout_is_also_the_builtin_one(self) -> None:
        self.assertIsInstance(CallTimeoutError("ping", 1), TimeoutError)


class OptionTests(unittest.TestCase):
    def test_wrong_options_are_refused(self) -> None:
        for wrong in (
            {"framing": "smoke"}, {"timeout": 0}, {"timeout": float("nan")}, {"close_timeout": -1},
            {"args": "--log-level"},
        ):  # fmt: skip
            with self.subTest(wrong=wrong), self.assertRaises((ValueError, TypeError)):
                Options(**wrong)  # type: ignore[arg-type]
        with self.assertRaises(ValueError):
            Restart(initial_delay=2, max_delay=1)

    def test_a_version_fits_that_is_as_new_within_the_major_version(self) -> None:
        for program, client, expected in (
            ("1.0.0", "1.0.0", True), ("1.2.0", "1.0.9", True), ("1.0.0+build", "1.0.0", True),
            ("0.9.9", "1.0.0", False), ("2.0.0", "1.0.0", False), ("1.0.0", "1.0.1", False),
            ("1.0.0-rc.1", "1.0.0", False), ("1.1.0-rc.1", "1.0.0", True), ("1.0", "1.0.0", False),
            ("new", "1.0.0", False), ("1.0.0\n", "1.0.0", False), ("9" * 5000 + ".0.0", "1.0.0", False),
        ):  # fmt: skip
            with self.subTest(program=program[:20], client=client):
                self.assertEqual(fits(program, client), expected)


if __name__ == "__main__":
    unittest.main()
