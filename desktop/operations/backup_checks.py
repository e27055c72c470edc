# SPDX-License-Identifier: Apache-2.0
"""What the doctor says about backups: whether there are any, and whether they are any good."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from desktop.operations import backups
from desktop.operations.checks import Check
from desktop.operations.kept_backups import is_older
from desktop.storage import changes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.workspace import Workspace

#: Changes that are in no backup for longer than this.
OLDEST_BACKUP: Final = timedelta(days=7)


def of(workspace: Workspace) -> Iterator[Check]:
    """Yield what the doctor says about the backups of a workspace; all of it is for a person."""
    status, now = backups.status(workspace), workspace.clock()
    newest = status.kept[0] if status.kept else None
    old = newest is None or is_older(newest.made, than=OLDEST_BACKUP, now=now)
    nothing_yet = newest is None and workspace.read(changes.count_records) == 0
    yield Check(
        "backup",
        ok=not old or nothing_yet or not backups.is_due(workspace),
        detail=(
            "None was made yet. One is made by itself with the next round."
            if newest is None
            else f"The newest is from {newest.made[:10]}; {len(status.kept)} are kept."
        ),
        advisory=True,
    )
    yield Check("backup-test", ok=not status.test_failed, detail=_tested(status), advisory=True)
    if workspace.role == "hub":
        yield Check("away-backup", ok=not status.away_due, detail=_away(status), advisory=True)


def _tested(status: backups.BackupStatus) -> str:
    if status.tested_at is None:
        return "There was nothing to test yet."
    if status.test_failed:
        return (
            "The newest backup could not be restored, and no better one was made since. Free some "
            "space, make a backup on a stick, and look whether this disk is failing."
        )
    return f"A backup was restored as a test on {status.tested_at[:10]}."


def _away(status: backups.BackupStatus) -> str:
    if status.away_at is None:
        last = "No backup was made on another disk or in another place yet."
    else:
        last = f"The last one in another place is from {status.away_at[:10]}."
    if not status.away_due:
        return last
    return f"{last} Make one on a stick that is kept elsewhere: alongside backup DIR."
