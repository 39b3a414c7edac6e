"""Finds out whether a process is the program, and of a version that fits."""

from __future__ import annotations

from typing import Any, Sequence

from ._codec import Mismatch, decoder
from ._errors import StartError
from ._generated.methods import InitializeResult
from ._generated.version import CONTRACT_VERSION
from ._message import Reply
from ._spawn import ExitStatus
from ._version import fits


def check_greeting(answer: Any, stderr: Sequence[str], start_timeout: float) -> InitializeResult:
    """Returns what the program says of itself. Raises StartError if it is not the one.

    `answer` is a message of the process, or how it ended, or None if it did not answer in time.
    """
    if answer is None:
        raise StartError(
            "noReply",
            f"The process did not answer within {start_timeout:g} s. See whether the program is"
            " strongroom, and what it waits for.",
            stderr=stderr,
        )
    if isinstance(answer, ExitStatus):
        how = (
            f"was ended by signal {answer.signal}"
            if answer.signal is not None
            else f"ended with code {answer.exit_code}"
        )
        why = (
            "What it wrote to stderr says why."
            if stderr
            else "It wrote nothing to stderr: see whether the program is strongroom."
        )
        raise StartError(
            "exited",
            f"The process {how} before it answered. {why}",
            exit_code=answer.exit_code,
            signal=answer.signal,
            stderr=stderr,
        )
    other = "The program answers, but is not strongroom. Give the path of strongroom as `command`."
    if not isinstance(answer, Reply) or answer.error is not None:
        raise StartError("notStrongroom", other, stderr=stderr)
    result = answer.result
    info = result.get("serverInfo") if isinstance(result, dict) else None
    if not isinstance(info, dict) or info.get("name") != "strongroom":
        raise StartError("notStrongroom", other, stderr=stderr)
    version = str(info.get("version"))
    if not fits(version, CONTRACT_VERSION):
        major = CONTRACT_VERSION.split(".")[0]
        raise StartError(
            "incompatibleVersion",
            f"The program has version {version[:40]}, and this client needs"
            f" {CONTRACT_VERSION} or a later one of {major}.x. Update the one or the other.",
        )
    try:
        initialized: InitializeResult = decoder(InitializeResult)(result)
    except Mismatch as mismatch:
        raise StartError(
            "notStrongroom", f"{other} ({mismatch.where} is not {mismatch.expected}.)"
        ) from None
    return initialized
