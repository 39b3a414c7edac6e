# Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Dict, List, Mapping, Optional, Union

from .types import (
    Backup,
    HealthWarning,
    Reset,
    RestartRequiredReason,
    Restore,
)


@dataclass(frozen=True)
class BackupCompletedEvent:
    """A backup has completed, whoever asked for it."""

    backup: Backup
    """The backup."""


@dataclass(frozen=True)
class BackupFailedEvent:
    """A backup has failed; see its `error`."""

    backup: Backup
    """The entry of the catalog."""


@dataclass(frozen=True)
class BackupCancelledEvent:
    """A backup was stopped because the caller wished so. It is no failure."""

    backup: Backup
    """The entry of the catalog."""


@dataclass(frozen=True)
class RestoreCompletedEvent:
    """The database was restored. Connections to it should be opened anew."""

    restore: Restore
    """The entry in the history."""


@dataclass(frozen=True)
class RestoreFailedEvent:
    """A restore has failed; see its `error`."""

    restore: Restore
    """The entry in the history."""


@dataclass(frozen=True)
class RestoreCancelledEvent:
    """A restore was stopped because the caller wished so. It is no failure."""

    restore: Restore
    """The entry in the history."""


@dataclass(frozen=True)
class ResetCompletedEvent:
    """All data was deleted except what is configured to be kept. Connections to the database
    should be reopened.
    """

    reset: Reset
    """What was done."""


@dataclass(frozen=True)
class SystemRestartRequiredEvent:
    """The host application should be restarted, because its database has been replaced."""

    reason: RestartRequiredReason
    """What replaced the database."""
    restore_id: Optional[str] = None
    """The restore that did."""


@dataclass(frozen=True)
class RetentionAppliedEvent:
    """The retention policy was applied, and removed backups."""

    removed: List[str]
    """The ids of the backups that it removed, at least one."""
    freed_bytes: int
    """What their files took, in bytes."""


@dataclass(frozen=True)
class HealthWarningEvent:
    """Something needs attention."""

    warning: HealthWarning
    """What it is."""


EVENTS: Mapping[str, Any] = {
    "backup/completed": BackupCompletedEvent,
    "backup/failed": BackupFailedEvent,
    "backup/cancelled": BackupCancelledEvent,
    "restore/completed": RestoreCompletedEvent,
    "restore/failed": RestoreFailedEvent,
    "restore/cancelled": RestoreCancelledEvent,
    "reset/completed": ResetCompletedEvent,
    "system/restartRequired": SystemRestartRequiredEvent,
    "retention/applied": RetentionAppliedEvent,
    "health/warning": HealthWarningEvent,
}
"""The classes of the events by their names on the wire."""

__all__ = [
    "BackupCancelledEvent",
    "BackupCompletedEvent",
    "BackupFailedEvent",
    "EVENTS",
    "HealthWarningEvent",
    "ResetCompletedEvent",
    "RestoreCancelledEvent",
    "RestoreCompletedEvent",
    "RestoreFailedEvent",
    "RetentionAppliedEvent",
    "SystemRestartRequiredEvent",
]
