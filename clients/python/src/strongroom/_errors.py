"""The errors of a client. Those that the service answers with are in `_generated/errors.py`."""

from __future__ import annotations

from typing import Any, Literal, Optional, Sequence, Tuple, Type

StartErrorReason = Literal[
    "notFound", "notExecutable", "exited", "noReply", "notStrongroom", "incompatibleVersion"
]


def _remake(cls: Type["StrongroomError"], args: Tuple[Any, ...], state: Any) -> "StrongroomError":
    error = cls.__new__(cls, *args)
    error.args = args
    error.__dict__.update(state)
    return error


class StrongroomError(Exception):
    """The base of all errors of a client."""

    kind: str = "strongroom"
    """What kind of error, as a word: that of the service's error, else one of the client's own."""

    # Errors cross processes (multiprocessing, Celery), which Exception manages only where the
    # arguments of __init__ are its args.
    def __reduce__(self) -> Tuple[Any, ...]:
        return _remake, (type(self), self.args, dict(self.__dict__))


class ServiceError(StrongroomError):
    """The service answered with an error. Each kind that is known has a class of its own."""

    kind: str = "internalError"
    """Which error, as a word, such as `busy`."""
    code: int
    """Its number, such as 1004."""
    message: str
    """One plain sentence."""
    hint: Optional[str]
    """What the person can do about it, where there is something."""
    data: Any
    """What the error says beside that: for a known kind a class of its own, else a dictionary."""
    method: str
    """The method that was called."""

    def __init__(
        self, kind: str, code: int, message: str, hint: Optional[str], data: Any, method: str
    ) -> None:
        super().__init__(f"{method}: {message} {hint}" if hint else f"{method}: {message}")
        self.kind = kind
        self.code = code
        self.message = message
        self.hint = hint
        self.data = data
        self.method = method


class StartError(StrongroomError):
    """The process could not be started, or is not what it should be. The next call tries again."""

    kind = "startFailed"

    def __init__(
        self,
        reason: StartErrorReason,
        message: str,
        *,
        exit_code: Optional[int] = None,
        signal: Optional[int] = None,
        stderr: Sequence[str] = (),
    ) -> None:
        super().__init__(message + _quoted(stderr))
        self.reason: StartErrorReason = reason
        self.exit_code = exit_code
        self.signal = signal
        self.stderr = tuple(stderr)


class ProcessExitedError(StrongroomError):
    """The process ended while the call was under way. Whether it was done is not known."""

    kind = "processExited"

    def __init__(
        self,
        exit_code: Optional[int],
        signal: Optional[int],
        stderr: Sequence[str],
        method: str,
    ) -> None:
        if signal is not None:
            how = f"was ended by signal {signal}"
        elif exit_code is not None:
            how = f"ended with code {exit_code}"
        else:
            how = "ended"
        super().__init__(
            f"{method}: the process {how} before it answered. Look up whether the call was done"
            " before you repeat it, or repeat it with the same idempotency key." + _quoted(stderr)
        )
        self.exit_code = exit_code
        """What it exited with; None after a signal."""
        self.signal = signal
        """The number of the signal that ended it; None after an exit."""
        self.stderr = tuple(stderr)
        """The last lines that it wrote to stderr."""
        self.method = method


class ProtocolError(StrongroomError):
    """What the process wrote is not what the contract says."""

    kind = "protocolError"

    def __init__(self, message: str, *, method: Optional[str] = None) -> None:
        super().__init__(f"{method}: {message}" if method is not None else message)
        self.message = message
        self.method = method


class DecodeError(ProtocolError):
    """A result lacks what the contract promises, or has something else there. The process lives."""

    def __init__(self, path: str, expected: str, found: str, *, method: str) -> None:
        super().__init__(
            f"the answer has {found} at {path}, where the contract has {expected}. Client and"
            " program are of versions that do not fit.",
            method=method,
        )
        self.path = path
        self.expected = expected
        self.found = found


class CallTimeoutError(StrongroomError, TimeoutError):
    """No answer came in time. The call was asked to cancel; whether it was done is not known."""

    kind = "timedOut"

    def __init__(self, method: str, timeout: float) -> None:
        super().__init__(
            f"{method}: no answer within {timeout:g} s. Give the call a longer timeout, or None"
            " for no limit."
        )
        self.method = method
        self.timeout = timeout


class ClosedError(StrongroomError):
    """The client was closed before the call was made or answered."""

    kind = "closed"

    def __init__(self, method: Optional[str] = None) -> None:
        super().__init__(
            f"{method}: the client is closed. Make a new one."
            if method is not None
            else "The client is closed. Make a new one."
        )
        self.method = method


class MessageTooLargeError(StrongroomError):
    """The request is larger than the service takes. It was not sent."""

    kind = "messageTooLarge"

    def __init__(self, size: int, limit: int, method: str) -> None:
        super().__init__(
            f"{method}: the request has {size} bytes, and the service takes {limit}. Send less, or"
            " raise limits.messageBytes in its configuration."
        )
        self.size = size
        self.limit = limit
        self.method = method


class WrongLoopError(StrongroomError, RuntimeError):
    """An `AsyncStrongroom` was used from another event loop than its own."""

    kind = "wrongLoop"

    def __init__(self) -> None:
        super().__init__(
            "An AsyncStrongroom belongs to the event loop that first used it. Make one for each"
            " loop, or use Strongroom, which all threads can share."
        )


def _quoted(stderr: Sequence[str]) -> str:
    return "".join("\n  stderr: " + line for line in stderr[-5:])
