"""A conversation that is cut, or gets a wrong byte, at every place."""

from __future__ import annotations

import asyncio
import unittest
from typing import Any, List

from support import WAIT, Folder, quiet_logger

from strongroom import (
    AsyncStrongroom,
    NotFoundError,
    ProcessExitedError,
    ProtocolError,
    Restart,
    StartError,
)

# More than the whole conversation has in either framing.
LENGTH = 2800
STRIDE = 29


class FaultTests(Folder, unittest.IsolatedAsyncioTestCase):
    async def test_each_call_ends_with_its_result_or_a_typed_error(self) -> None:
        places = [
            (how, framing, place)
            for how in ("die", "slip")
            for framing in ("newline", "contentLength")
            # Each turn begins elsewhere, so that together they meet more places.
            for place in range((how == "die") * 13 + (framing == "newline") * 7, LENGTH, STRIDE)
        ]
        results: List[str] = []
        limit = asyncio.Semaphore(4)

        async def run(how: str, framing: Any, place: int) -> None:
            async with limit:
                results.append(await asyncio.wait_for(self.converse(how, framing, place), WAIT * 2))

        await asyncio.gather(*(run(*each) for each in places))
        # The fault was there, and not everywhere the same.
        self.assertGreater(results.count("fault"), len(results) // 2)
        self.assertGreater(results.count("whole"), 0)

    async def converse(self, how: str, framing: Any, place: int) -> str:
        state = self.folder / f"{how}-{framing}-{place}"
        client = AsyncStrongroom(
            self.fake("recorded", how, str(place), str(state), wrapper=f"{how}-{framing}-{place}"),
            framing=framing,
            logger=quiet_logger(),
            restart=Restart(0.001, 0.01),
        )
        outcome = "whole"
        for turn in range(2):
            progress: List[int] = []
            calls = [
                client.ping(timeout=WAIT),
                client.create_backup(
                    timeout=WAIT,
                    on_progress=lambda value, into=progress: into.append(value.completed),  # type: ignore[misc]
                ),
                client.get_backup("x", timeout=WAIT),
                client.list_backups(timeout=WAIT) if turn else client.ping(timeout=WAIT),
            ]
            for number, call in enumerate(calls):
                try:
                    result: Any = await call
                    self.assertIn(number, (0, 1, 3))
                    if number == 1:
                        self.assertEqual(result.backup.label, "zażółć")
                    else:
                        self.assertEqual(result, {})
                except NotFoundError as error:
                    self.assertEqual((number, error.data.id), (2, "x"))
                except (ProtocolError, ProcessExitedError, StartError):
                    # The fake's list of backups is none.
                    if (turn, number) != (1, 3):
                        outcome = "fault"
            self.assertEqual(progress, [0, 1, 2][: len(progress)])
        await client.close()
        return outcome


if __name__ == "__main__":
    unittest.main()
