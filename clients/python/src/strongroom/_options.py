"""What a client and a call can be told."""

from __future__ import annotations

import enum
import logging
import os
from dataclasses import dataclass, field
from typing import (
    Any,
    Callable,
    Final,
    List,
    Literal,
    Mapping,
    NamedTuple,
    Optional,
    Sequence,
    Union,
)

from ._generated.types import Auth, ClientInfo, MessageFraming, ProgressValue


class Unset(enum.Enum):
    """The type of `UNSET`."""

    UNSET = "UNSET"

    def __repr__(self) -> str:
        return "UNSET"


UNSET: Final[Literal[Unset.UNSET]] = Unset.UNSET
"""Stands for an argument that was not given, where None means something else."""

Timeout = Union[float, None, Unset]
"""Seconds after which a call fails; None for never. Unset, it is the client's `timeout` for methods
that report no progress, and never for those that do.
"""

OnProgress = Callable[[ProgressValue], object]
"""Is called with each value of a call's progress."""


class MethodInfo(NamedTuple):
    """What the contract says of a method."""

    permission: str
    takes_auth: bool
    reports_progress: bool
    result: Any


PathLike = Union[str, "os.PathLike[str]"]


@dataclass(frozen=True)
class Restart:
    """How long to wait, in seconds, before a process that ended unexpectedly is started again: at
    first, and at most. The wait doubles each time, until a process has lived for ten seconds.
    """

    initial_delay: float = 0.1
    max_delay: float = 10.0

    def __post_init__(self) -> None:
        if not 0 <= self.initial_delay <= self.max_delay:
            raise ValueError("Restart needs 0 <= initial_delay <= max_delay, in seconds.")


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def check_timeout(name: str, seconds: Optional[float]) -> None:
    """Raises TypeError or ValueError for what is no time-out."""
    if seconds is None or (_is_number(seconds) and seconds > 0):
        return
    problem = f"{name} is a number of seconds above 0, or None for no limit."
    raise ValueError(problem) if _is_number(seconds) else TypeError(problem)


@dataclass(frozen=True)
class Options:
    """How a client runs its process. `AsyncStrongroom` says what each means."""

    command: PathLike = "strongroom"
    database: Optional[PathLike] = None
    config: Optional[PathLike] = None
    args: Sequence[str] = ()
    env: Optional[Mapping[str, str]] = None
    cwd: Optional[PathLike] = None
    framing: MessageFraming = "newline"
    auth: Optional[Auth] = field(default=None, repr=False)
    client_info: Optional[ClientInfo] = None
    timeout: Optional[float] = 60.0
    start_timeout: float = 10.0
    close_timeout: float = 30.0
    cancel_grace: float = 5.0
    restart: Union[bool, Restart] = True
    logger: Optional[logging.Logger] = None

    def __post_init__(self) -> None:
        if self.framing not in ("newline", "contentLength"):
            raise ValueError('framing is "newline" or "contentLength".')
        if isinstance(self.args, (str, bytes)):
            raise TypeError('args is a list of arguments, such as ["--log-level", "info"].')
        for name in ("start_timeout", "close_timeout", "cancel_grace"):
            seconds = getattr(self, name)
            if not _is_number(seconds):
                raise TypeError(f"{name} is a number of seconds, 0 or more.")
            if not seconds >= 0:
                raise ValueError(f"{name} is a number of seconds, 0 or more.")
        check_timeout("timeout", self.timeout)

    @property
    def log(self) -> logging.Logger:
        return self.logger if self.logger is not None else logging.getLogger("strongroom")

    @property
    def restart_policy(self) -> Optional[Restart]:
        if isinstance(self.restart, Restart):
            return self.restart
        return Restart() if self.restart else None

    def arguments(self) -> List[str]:
        """The command line."""
        line = [os.fspath(self.command), "serve"]
        if self.database is not None:
            line += ["--database", os.fspath(self.database)]
        if self.config is not None:
            line += ["--config", os.fspath(self.config)]
        return line + list(self.args)
