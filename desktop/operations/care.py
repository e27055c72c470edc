# SPDX-License-Identifier: Apache-2.0
"""Look whether everything is well with a workspace. Changes nothing.

Each check says what it found in plain English, and never anything that a person wrote.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from desktop.carriers.base import TO_HUB, open_carrier
from desktop.crypto import vault
from desktop.errors import (
    AlongsideError,
    DatabaseDamaged,
    HeaderDamaged,
    HeaderParameters,
    HeaderTampered,
)
from desktop.operations import backup_checks, headers, kept_backups, key_checks, sending
from desktop.operations.checks import Check
from desktop.storage import trust
from desktop.storage.database import Database
from desktop.storage.folder import WorkspaceFolder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from desktop.workspace import Workspace

__all__ = ["Check", "Health"]

#: Without a receipt for longer than this, somebody should look why.
OLDEST_DAYS: Final = 7


@dataclass(frozen=True, slots=True)
class Health:
    """Every check; ``ok`` when the workspace itself is whole."""

    ok: bool
    checks: tuple[Check, ...]


def examine(workspace: Workspace) -> Health:
    """Look at the keys, the databases, what waits to be sent, the places, and the programme.

    Raises:
        WorkspaceLocked, DeviceGone: the workspace went away meanwhile.
    """
    checks = tuple(_checks(workspace))
    return Health(ok=all(check.ok or check.advisory for check in checks), checks=checks)


def _checks(workspace: Workspace) -> Iterator[Check]:
    yield _header(workspace)
    yield _database(workspace)
    if workspace.role == "hub":
        yield _found("concerns", _concerns_problems(workspace))
    for name, look in _OTHERS:
        try:
            yield from look(workspace)
        except DatabaseDamaged as fault:  # which page it is, the check of the database says
            yield Check(name, ok=False, detail=str(fault))


def _header(workspace: Workspace) -> Check:
    secrets = workspace.secrets()
    folder = WorkspaceFolder(workspace.folder)
    try:
        found = headers.working(folder, lambda header: vault.require_whole(header, secrets))
    except (HeaderDamaged, HeaderParameters, HeaderTampered) as fault:
        return Check("keys", ok=False, detail=f"{fault} {fault.what_to_do()}")
    if found.previous:
        detail = (
            "The newest header is damaged; opened with the one before, which has the passphrase "
            "from before the last change. Change the passphrase to write a new one."
        )
        return Check("keys", ok=False, detail=detail)
    return Check("keys", ok=True, detail="The file with the keys is whole.")


def _database(workspace: Workspace) -> Check:
    """Check the records; when they are damaged, name the backup that helps."""
    found = _found("database", workspace.maintain(lambda database: database.check()))
    if found.ok:
        return found
    fault, secrets = DatabaseDamaged(), workspace.secrets()
    key = secrets.backup_key()
    kept_backups.offer(fault, workspace.folder, vault=secrets.vault, key=key, clock=workspace.clock)
    return replace(found, detail=f"{found.detail}. {fault.what_to_do()}")


def _found(name: str, problems: tuple[str, ...]) -> Check:
    return Check(name, ok=not problems, detail="; ".join(problems) or "Every page was read.")


def _concerns_problems(workspace: Workspace) -> tuple[str, ...]:
    """Check the second database of a hub, which nothing else keeps open."""
    secrets = workspace.secrets()
    path = WorkspaceFolder(workspace.folder).concerns
    try:
        database = Database.open(path, key=secrets.concerns_key or b"", vault=secrets.vault)
    except AlongsideError as fault:
        return (str(fault),)
    try:
        return database.check()
    finally:
        database.close()


def _sending(workspace: Workspace) -> Iterator[Check]:
    status = sending.status(workspace)
    waiting = status.unsent + status.handed_over + status.needs_attention
    age = status.oldest_days or 0
    yield Check(
        "outbox",
        ok=age <= OLDEST_DAYS and not status.needs_attention,
        detail=(
            f"{waiting} without a receipt, the oldest {age} days; "
            f"{status.needs_attention} could not be used by the other side."
            if waiting
            else "Nothing waits for a receipt."
        ),
        advisory=True,
    )
    if workspace.role == "volunteer":
        checked = status.hub_words_checked
        yield Check(
            "hub-words",
            ok=checked,
            detail=(
                "The hub's words were compared."
                if checked
                else "The hub's words were not compared. Hear them from your coordinator, then use "
                "volunteer confirm-hub."
            ),
            advisory=True,
        )


def _carriers(workspace: Workspace) -> Iterator[Check]:
    rows = sending.list_carriers(workspace)
    if not rows:
        yield Check("carriers", ok=True, detail="None in the list; bundles go by hand.")
    for row in rows:
        try:
            open_carrier(row.url).list(TO_HUB)
        except AlongsideError as fault:
            yield Check("carriers", ok=False, detail=f"{row.label}: {fault}", advisory=True)
        else:
            yield Check("carriers", ok=True, detail=f"{row.label} can be reached.")


def _hub_keys(workspace: Workspace) -> Iterator[Check]:
    if workspace.role == "hub":
        yield from key_checks.of_hub(workspace)


def _programme(workspace: Workspace) -> Iterator[Check]:
    stored = workspace.read(lambda c: trust.newest_document(c, "programme"))
    if stored is None:
        yield Check("programme", ok=False, detail="None was received; the plain default is used.")
        return
    pack = workspace.programme
    yield Check("programme", ok=True, detail=f"{pack.title}, version {pack.version}.")


_OTHERS: Final[Sequence[tuple[str, Callable[[Workspace], Iterator[Check]]]]] = (
    ("outbox", _sending),
    ("hub-keys", _hub_keys),
    ("carriers", _carriers),
    ("programme", _programme),
    ("backup", backup_checks.of),
)
