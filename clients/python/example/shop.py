"""Backs up a copy of a shop's database, loses its bills, and gets them back. The database itself is only read.

    python shop.py <strongroom> <database>

`devtool sample-database --size 400KB shop.db` makes a database to try it on.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from pathlib import Path

from strongroom import Actor, AuthActor, ProgressValue, Strongroom, StrongroomError


def count_bills(database: str) -> int:
    connection = sqlite3.connect(database)
    try:
        return int(connection.execute('SELECT count(*) FROM "Bill"').fetchone()[0])
    finally:
        connection.close()


def lose_bills(database: str) -> None:
    connection = sqlite3.connect(database)
    try:
        with connection:
            connection.execute('DELETE FROM "Bill"')
    finally:
        connection.close()


def copy(database: str, target: str) -> None:
    source = sqlite3.connect(f"{Path(database).resolve().as_uri()}?mode=ro", uri=True)
    try:
        connection = sqlite3.connect(target)
        try:
            source.backup(connection)
        finally:
            connection.close()
    finally:
        source.close()


def show(progress: ProgressValue) -> None:
    print(f"  {progress.phase}: {progress.completed} of {progress.total} {progress.unit}")


def main(command: str, database: str) -> None:
    with Strongroom(command, database) as strongroom:
        ayesha = strongroom.acting_as(AuthActor(Actor("user-1", "ADMIN", name="Ayesha Khan")))

        print(f"{count_bills(database)} bills")
        backup = ayesha.create_backup(label="before the accident", on_progress=show).backup
        print(f"backed up as {backup.file_name}, {backup.file_size} bytes")
        for each in ayesha.list_backups(limit=5).backups:
            print(f"  {each.created_at:%Y-%m-%d %H:%M} {each.status} {each.label}")

        lose_bills(database)
        print(f"{count_bills(database)} bills")

        preview = ayesha.preview_restore(backup.id)
        for table in preview.report.tables:
            if table.added or table.removed or table.changed:
                print(f"  {table.name}: {table.added} added, {table.removed} removed")
        restored = ayesha.restore_backup(backup.id, preview.confirmation_token)
        print(f"restored as {restored.restore.id}: {count_bills(database)} bills")

        # It was right to lose them after all.
        assert restored.safety_backup is not None
        undo = ayesha.preview_restore(restored.safety_backup.id)
        ayesha.rollback_restore(restored.restore.id, undo.confirmation_token)
        print(f"rolled back: {count_bills(database)} bills")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    try:
        with tempfile.TemporaryDirectory() as folder:
            trial = str(Path(folder) / "shop.db")
            copy(sys.argv[2], trial)
            main(sys.argv[1], trial)
    except StrongroomError as error:
        sys.exit(str(error))
