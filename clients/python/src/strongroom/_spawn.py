"""Starts the process."""

from __future__ import annotations

import errno
import os
import subprocess
import threading
from typing import Callable, List, NamedTuple, Optional, Tuple

from . import _forksafe
from ._errors import StartError
from ._options import Options


class ExitStatus(NamedTuple):
    """How a process ended. Both are None if something else has reaped it."""

    exit_code: Optional[int]
    signal: Optional[int]


class Child:
    """A running process, and our ends of its pipes."""

    def __init__(self, process: "subprocess.Popen[bytes]", pipes: Tuple[int, int, int]) -> None:
        self._process = process
        self.pid = process.pid
        self.stdin, self.stdout, self.stderr = pipes

    def watch(self, on_exit: Callable[[], None]) -> None:
        """Has a thread call when the process has ended, which then waits for `reap`."""

        def wait() -> None:
            try:
                os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOWAIT)
            except OSError:
                pass
            on_exit()

        threading.Thread(target=wait, name="strongroom-exit", daemon=True).start()

    def reap(self) -> ExitStatus:
        """Returns how the process has ended. Its id may be another's from now on."""
        try:
            # Popen cannot tell a process that was reaped elsewhere from one that exited with 0.
            _, status = os.waitpid(self.pid, 0)
            code: Optional[int] = (
                -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
            )
        except OSError:
            code = None
        self._process.returncode = code if code is not None else 0
        if code is None:
            return ExitStatus(None, None)
        return ExitStatus(code, None) if code >= 0 else ExitStatus(None, -code)

    def send_signal(self, number: int) -> None:
        """Only before `reap`."""
        try:
            os.kill(self.pid, number)
        except OSError:
            pass

    def disown(self) -> None:
        """In the child of a fork: the process is another's."""
        self._process.returncode = 0


def spawn(options: Options) -> Child:
    """Starts the process, in a session of its own. Raises StartError."""
    with _forksafe.lock:
        ours: List[int] = []
        theirs: List[int] = []
        try:
            for outwards in (True, False, False):
                reading, writing = os.pipe()
                ours.append(writing if outwards else reading)
                theirs.append(reading if outwards else writing)
            process = subprocess.Popen(
                options.arguments(),
                stdin=theirs[0],
                stdout=theirs[1],
                stderr=theirs[2],
                cwd=options.cwd,
                env=dict(options.env) if options.env is not None else None,
                # Ctrl-C in a terminal goes to the whole group, and would end the process under
                # an application that is still answering its last requests.
                start_new_session=True,
            )
        except BaseException as error:
            for descriptor in ours:
                os.close(descriptor)
            if isinstance(error, OSError):
                raise _start_error(error, options) from None
            raise
        finally:
            for descriptor in theirs:
                os.close(descriptor)
        for descriptor in ours:
            _forksafe.own(descriptor)
    return Child(process, (ours[0], ours[1], ours[2]))


def _start_error(error: OSError, options: Options) -> StartError:
    command = os.fspath(options.command)
    if options.cwd is not None and not os.path.isdir(options.cwd):
        return StartError("notFound", f"The folder to start in, {options.cwd}, does not exist.")
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return StartError(
            "notFound",
            f"The program {command} was not found. Install it, or give its path as `command`.",
        )
    if error.errno in (errno.EACCES, errno.ENOEXEC, errno.EPERM):
        return StartError(
            "notExecutable",
            f"The program {command} cannot be executed ({error.strerror}). Give it the permission"
            " (chmod +x), or see whether it was built for this system.",
        )
    return StartError(
        "notExecutable", f"The program {command} cannot be started: {error.strerror}."
    )
