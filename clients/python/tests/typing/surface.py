"""What a type checker has to understand of an application. Never run."""

from __future__ import annotations

import asyncio
from datetime import datetime, timezone
from typing import AsyncIterator, Callable, Dict, List, Mapping, Optional

from strongroom import (
    UNSET,
    ActingAs,
    Actor,
    AsyncStrongroom,
    Auth,
    AuthActor,
    AuthToken,
    Backup,
    BackupCompletedEvent,
    BlockingCall,
    BusyError,
    Call,
    CallTimeoutError,
    CreateBackupResult,
    InitializeResult,
    ListBackupsResult,
    ProcessExited,
    ProcessExitedError,
    ProgressValue,
    Restart,
    RestoreOutcome,
    ServiceError,
    StartError,
    StartErrorReason,
    Strongroom,
    StrongroomError,
)


async def use_async(auth: Auth) -> None:
    async with AsyncStrongroom(
        "strongroom",
        database="app.db",
        framing="contentLength",
        restart=Restart(max_delay=5),
        timeout=None,
    ) as client:
        server: Optional[InitializeResult] = client.server
        call: Call[CreateBackupResult] = client.create_backup(format="sql", auth=auth)
        values: AsyncIterator[ProgressValue] = call.progress()
        async for value in values:
            phase: str = value.phase
        backup: Backup = (await call).backup
        created: datetime = backup.created_at
        label: Optional[str] = backup.label
        call.cancel()
        page, status = await asyncio.gather(client.list_backups(limit=1), client.get_status())
        found: ListBackupsResult = page
        last: Optional[Backup] = status.last_success
        await client.update_backup(backup.id, label=None)
        await client.update_backup(backup.id, label=UNSET, timeout=5)
        preview = await client.acting_as(auth).preview_restore(backup.id)
        outcome: RestoreOutcome = await client.restore_backup(
            backup.id, preview.confirmation_token, at=datetime.now(timezone.utc)
        )
        client.on(BackupCompletedEvent, on_backup)
        off: Callable[[], None] = client.on("process/exited", print)
        client.on(ProcessExited, lambda event: event.will_restart)
        await asyncio.wait_for(client.ping(), 5)
        print(server, phase, created, label, found, last, outcome, off)


def on_backup(event: BackupCompletedEvent) -> None:
    print(event.backup.id)


def on_progress(progress: ProgressValue) -> None:
    print(progress.completed / max(progress.total, 1))


def use_blocking() -> List[Backup]:
    client = Strongroom(command="strongroom", config="strongroom.json", auth=AuthToken("…"))
    person: ActingAs = client.acting_as(AuthActor(Actor("u", "ADMIN")))
    result: CreateBackupResult = person.create_backup(on_progress=on_progress, timeout=600)
    call: BlockingCall[CreateBackupResult] = client.calls.create_backup()
    for value in call:
        print(value.unit)
    try:
        backups: List[Backup] = client.list_backups(status="completed", order="oldest").backups
        client.discover()["methods"]
        answer: Dict[str, object] = client.call("later", {"a": 1})
        client.notify("later")
    except BusyError as busy:
        after: Optional[int] = busy.data.retry_after
        print(after)
        raise
    except ServiceError as error:
        kind: str = error.kind
        print(kind)
        raise
    except StartError as error:
        reason: StartErrorReason = error.reason
        print(reason)
        raise
    except (ProcessExitedError, CallTimeoutError):
        raise
    except StrongroomError:
        raise
    finally:
        client.close()
    print(call.result(timeout=1).backup, result, answer)
    return backups


def environment(given: Mapping[str, str]) -> Strongroom:
    return Strongroom(args=["--log-level", "info"], env=given, cwd="/srv")
