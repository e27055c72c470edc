# SPDX-License-Identifier: Apache-2.0
"""Import files at hand: preview, import, keep aside, undo, and queue the receipts.

The same code takes in what a carrier brought (sync/engine.py); this is the way for files that
somebody dropped, or a whole folder or stick. Files outside are never changed or removed.
"""

from __future__ import annotations

import os
import stat
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop.carriers.files import safe_read
from desktop.crypto import keys
from desktop.errors import AlongsideError, FolderUnreadable, ImportNotFound
from desktop.storage import arrivals, journal
from desktop.sync import intake, outgoing
from desktop.sync.bundle import MAX_FILE
from desktop.sync.examine import Incoming

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.storage.database import Connection
    from desktop.sync.outcomes import Outcome
    from desktop.workspace import Workspace

_BATCH_BYTES: Final = 16 * 1024 * 1024
_BATCH_FILES: Final = 128
_DEEPEST: Final = 4  # a stick holds to-hub/ or a folder with it, not a tree of everything
SUFFIX: Final = ".age"
# A save must get its turn while an import is undone, so each transaction is a short one.
_UNDO_RECORDS: Final = 200
_UNDO_SECONDS: Final = 0.15


def find_files(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Return the files to look at: those named, and what ends in .age inside folders named.

    Raises:
        FolderUnreadable: a folder that was named is not there or may not be read.
    """
    found: list[Path] = []
    for path in paths:
        if _is_folder(path):
            found += _below(path, depth=0)
        else:
            found.append(path)
    return tuple(dict.fromkeys(found))


def _is_folder(path: Path) -> bool:
    try:
        # A person who names a link to a folder means that folder.
        return stat.S_ISDIR(os.stat(path).st_mode)  # noqa: PTH116 - Path.is_dir lets some through
    except (OSError, ValueError):
        return False  # reading it will say why


def _below(folder: Path, *, depth: int) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        if depth:
            return  # a part of a stick that may not be read must not hide the rest
        raise FolderUnreadable(name=folder.name) from error
    for entry in entries:
        if entry.is_dir(follow_symlinks=False) and not entry.name.endswith(SUFFIX):
            if depth < _DEEPEST:
                yield from _below(Path(entry.path), depth=depth + 1)
        elif entry.name.endswith(SUFFIX) and not entry.name.startswith("."):
            yield Path(entry.path)


def read_files(paths: Sequence[Path]) -> Iterator[list[Incoming]]:
    """Read files in batches that bound the memory they need; faults become part of the result."""
    batch: list[Incoming] = []
    size = 0
    for path in paths:
        item = _read(path)
        batch.append(item)
        size += len(item.data)
        if len(batch) >= _BATCH_FILES or size >= _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _read(path: Path) -> Incoming:
    name = "".join(char if char.isprintable() else "\ufffd" for char in path.name)
    try:
        return Incoming(name, safe_read(path, limit=MAX_FILE))
    except AlongsideError as fault:
        return Incoming(name, fault=fault)


def take_in_files(
    workspace: Workspace, batch: Sequence[Incoming], *, intake_id: str
) -> list[Outcome]:
    """Take in one batch. See :func:`desktop.sync.intake.take_in`."""
    return intake.take_in(workspace, batch, intake=intake_id)


def preview(workspace: Workspace, paths: Sequence[Path]) -> list[Outcome]:
    """Say what taking in these files and folders would do; nothing is kept."""
    batches = read_files(find_files(paths))
    return intake.rehearse(workspace, batches, intake=new_intake_id())


def finish(workspace: Workspace) -> int:
    """Seal the receipts that the import made due; return how many bundles that were."""
    return outgoing.seal_all(workspace).receipts


def new_intake_id() -> str:
    """Return an id for one act of importing."""
    return keys.new_id()


@dataclass(frozen=True, slots=True)
class UndoTurn:
    """One turn of undoing or redoing an import.

    Attributes:
        passed: revisions that were looked at.
        changed: those of them, and of the same records, that were not as they should be yet.
        last: number of the last that was looked at.
        finished: there are no more.
    """

    passed: int
    changed: int
    last: int
    finished: bool


def count_brought(workspace: Workspace, intake_id: str) -> int:
    """Return how many revisions one import brought."""
    return workspace.read(lambda connection: journal.count_brought(connection, intake_id))


def undo(workspace: Workspace, intake_id: str, *, redo: bool) -> Iterator[UndoTurn]:
    """Hide everything that one import brought, or show it again, a turn at a time.

    Nothing is erased, and receipts stand: the hub has it, whether it is shown or not. Saves get
    their turn in between. Whatever ends it early, the import stays marked as half changed, and
    doing the same again finishes it.

    Raises:
        ImportNotFound: there is no such import.
    """
    last, finished = 0, False
    while not finished:
        work = partial(_undo_turn, workspace=workspace, intake_id=intake_id, redo=redo, after=last)
        turn = workspace.write(work)
        last, finished = turn.last, turn.finished
        yield turn


def _undo_turn(
    connection: Connection, *, workspace: Workspace, intake_id: str, redo: bool, after: int
) -> UndoTurn:
    hidden = not redo
    if not arrivals.set_intake_hidden(connection, intake_id, hidden=hidden, finished=False):
        raise ImportNotFound
    rows = journal.brought(connection, intake_id, after=after, most=_UNDO_RECORDS)
    started = time.monotonic()
    passed, changed, last = 0, 0, after
    for number, record in rows:
        changed += journal.hide(connection, record, intake=intake_id, hidden=hidden)
        passed, last = passed + 1, number
        if workspace.others_wait or time.monotonic() - started > _UNDO_SECONDS:
            break
    finished = passed == len(rows) < _UNDO_RECORDS
    if finished:
        arrivals.set_intake_hidden(connection, intake_id, hidden=hidden)
    return UndoTurn(passed, changed, last, finished)
