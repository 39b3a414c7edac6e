"""Measures ping through the client.

    bench.py <strongroom> <database> <round trips> <pipelined> <async|blocking>

Prints {"roundTripMicroseconds", "pipelinedPerSecond"}.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from strongroom import AsyncStrongroom, Strongroom  # noqa: E402


async def measure(command: str, database: str, trips: int, pipelined: int) -> "tuple[float, float]":
    async with AsyncStrongroom(command=command, database=database) as client:
        start = time.perf_counter()
        for _ in range(trips):
            await client.ping()
        middle = time.perf_counter()
        await asyncio.gather(*(client.ping() for _ in range(pipelined)))
        return middle - start, time.perf_counter() - middle


def measure_blocking(
    command: str, database: str, trips: int, pipelined: int
) -> "tuple[float, float]":
    with Strongroom(command=command, database=database) as client:
        start = time.perf_counter()
        for _ in range(trips):
            client.ping()
        middle = time.perf_counter()
        for call in [client.calls.ping() for _ in range(pipelined)]:
            call.result()
        return middle - start, time.perf_counter() - middle


def main(command: str, database: str, trips: str, pipelined: str, form: str) -> None:
    counts = int(trips), int(pipelined)
    if form == "async":
        one, many = asyncio.run(measure(command, database, *counts))
    else:
        one, many = measure_blocking(command, database, *counts)
    print(
        json.dumps(
            {
                "roundTripMicroseconds": one / counts[0] * 1e6,
                "pipelinedPerSecond": counts[1] / many,
            }
        )
    )


main(*sys.argv[1:])
