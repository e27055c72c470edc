# SPDX-License-Identifier: Apache-2.0
"""Faults that are put into the program on purpose, to prove that the torture would find them.

Each is a function that spoils the program in the process that is about to be killed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from desktop.carriers import folder as carrier
from desktop.operations import records, writing
from desktop.storage import exchange, folder, recipe

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.records.revision import Revision
    from desktop.records.rows import RecordRow
    from desktop.storage.database import Connection
    from desktop.workspace import Workspace


def _replace(owner: object, name: str, by: object) -> None:
    setattr(owner, name, by)


def _synchronous(value: str) -> Callable[[], None]:
    def weaken() -> None:
        others = tuple(setting for setting in recipe.SETTINGS if setting[0] != "synchronous")
        _replace(recipe, "SETTINGS", (*others, ("synchronous", value)))

    return weaken


def _files_are_not_flushed() -> None:
    _replace(folder, "_flush_to_disk", lambda _file: None)


def _names_are_not_flushed() -> None:
    _replace(folder, "sync_folder", lambda _path: None)


def _objects_are_not_flushed() -> None:
    def write(path: Path, data: bytes) -> None:
        path.write_bytes(data)

    _replace(carrier, "_write_whole", write)


def _files_are_written_in_place() -> None:
    def write(self: folder.WorkspaceFolder, header: bytes, *, previous: bytes) -> None:
        self.header.write_bytes(header)
        folder.sync_file(self.header)

    _replace(folder.WorkspaceFolder, "write_header", write)


def _the_outbox_comes_later() -> None:
    """Give what is written one transaction, and its place in the outbox another."""
    later: list[Callable[[Connection], None]] = []
    enqueue, add = exchange.enqueue, records.add

    def postponed(_connection: Connection, *args: Any, **named: Any) -> None:
        later.append(lambda connection: enqueue(connection, *args, **named))

    def in_two(workspace: Workspace, kind: str, data: records.Fields) -> RecordRow:
        row = add(workspace, kind, data)
        workspace.write(later.pop())
        return row

    _replace(exchange, "enqueue", postponed)
    _replace(records, "add", in_two)


def _acknowledged_too_early() -> None:
    """Say that it is saved, and do not save it."""
    finish = writing.finish

    def finish_too_early(connection: Connection, workspace: Workspace, item: Revision) -> RecordRow:
        savepoint = connection.begin_nested()
        row = finish(connection, workspace, item)
        savepoint.rollback()
        return row

    _replace(records, "finish", finish_too_early)


WEAKNESSES: Final[dict[str, Callable[[], None]]] = {
    "synchronous-normal": _synchronous("NORMAL"),
    "synchronous-off": _synchronous("OFF"),
    "files-not-flushed": _files_are_not_flushed,
    "names-not-flushed": _names_are_not_flushed,
    "objects-not-flushed": _objects_are_not_flushed,
    "written-in-place": _files_are_written_in_place,
    "outbox-later": _the_outbox_comes_later,
    "too-early": _acknowledged_too_early,
}
