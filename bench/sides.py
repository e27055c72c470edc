# SPDX-License-Identifier: Apache-2.0
"""A hub and a volunteer for measuring, made by the program's own operations.

Everything is as in real use but two things: the passphrase is stretched little, and notes are
queued five hundred in a transaction instead of one.
"""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from bench import notes
from desktop.crypto import keys
from desktop.crypto.vault import Argon2Parameters
from desktop.operations import hub as hubs
from desktop.operations import sending, workspaces
from desktop.records import revision, validation
from desktop.records.kinds import kind as find_kind
from desktop.storage import exchange, journal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from desktop.records.revision import Revision
    from desktop.storage.database import Connection
    from desktop.workspace import Workspace

# Memory of at least 32 MiB goes back to the system at once, as that of the real strength does.
WEAKEST: Final = Argon2Parameters(m=65536, t=1, p=1)
PASSPHRASE: Final = "a lamp beside the quiet window"  # noqa: S105 - it protects made-up notes
IN_A_TURN: Final = 500


@dataclass(frozen=True)
class Pair:
    """Where a hub and a volunteer lie that know each other; both are locked."""

    hub: Path
    volunteer: Path


def make_pair(folder: Path) -> Pair:
    """Make a hub and a volunteer below ``folder``, and let the hub approve the volunteer."""
    stick = folder / "stick"
    stick.mkdir(parents=True)
    made = workspaces.create_hub(
        folder / "hub",
        name="Riverside hub",
        staff="Ann Coordinator",
        programme="default",
        offline_out=folder / "offline",
        passphrase=PASSPHRASE,
        strength=WEAKEST,
    )
    with made.workspace as hub:
        sending.add_carrier(hub, f"folder:{stick}")
        invited = hubs.invite(hub, name="Vera Volunteer")
        joined = workspaces.create_volunteer(
            folder / "volunteer",
            invitation=invited.data,
            passphrase=PASSPHRASE,
            hub_words=" ".join(made.words),
            strength=WEAKEST,
        )
        with joined.workspace as volunteer:
            sending.synchronise(volunteer)
            sending.synchronise(hub)
            hubs.approve(hub, joined.device, words=" ".join(joined.words))
            for side in (hub, volunteer, hub, volunteer):
                sending.synchronise(side)
    return Pair(folder / "hub", folder / "volunteer")


@contextmanager
def opened(folder: Path) -> Iterator[Workspace]:
    """Unlock a workspace for the length of a ``with``."""
    with workspaces.open_workspace(folder, PASSPHRASE) as workspace:
        yield workspace


@contextmanager
def copied(folder: Path, place: Path) -> Iterator[Workspace]:
    """Unlock a copy of a locked workspace, which stays where it is."""
    shutil.copytree(folder, place)
    with opened(place) as workspace:
        yield workspace


@contextmanager
def scratch_copy(folder: Path, place: Path) -> Iterator[Workspace]:
    """Unlock a copy of a locked workspace that is removed at the end."""
    try:
        with copied(folder, place) as workspace:
            yield workspace
    finally:
        shutil.rmtree(place)


def write_notes(workspace: Workspace, count: int, *, seed: int = 1) -> None:
    """Write so many notes, about one family in 25 of them, and queue them for the hub."""
    known = _compose(workspace, "family", notes.families(max(1, count // 25), seed=seed))
    families = [item.record for item in _kept(workspace, known)]
    topics = [choice.value for choice in workspace.programme.choices("topics")]
    made = notes.visits(count - len(families), topics=topics, families=families, seed=seed)
    for _ in _kept(workspace, _compose(workspace, "visit-note", made)):
        pass


def _compose(
    workspace: Workspace, kind_name: str, made: Iterable[dict[str, object]]
) -> Iterator[Revision]:
    kind = find_kind(kind_name)
    for fields in made:
        yield revision.write(
            id=keys.new_id(),
            record=keys.new_id(),
            kind=kind.name,
            schema=kind.schema,
            parents=(),
            author=workspace.person.id,
            device=workspace.device,
            at=workspace.now(),
            reason=None,
            body=validation.validate(kind, fields, workspace.programme),
        )


def _kept(workspace: Workspace, revisions: Iterator[Revision]) -> Iterator[Revision]:
    while turn := list(islice(revisions, IN_A_TURN)):
        _keep(workspace, turn)
        yield from turn


def _keep(workspace: Workspace, turn: Sequence[Revision]) -> None:
    def work(connection: Connection) -> None:
        journal.append(connection, turn, state="sealed")
        exchange.enqueue(
            connection,
            [item.id for item in turn],
            stream="hub",
            priority=exchange.PRIORITY_RECORD,
            at=turn[0].at,
        )

    workspace.write(work)


def line_of(workspace: Workspace, revision_id: str) -> bytes:
    """Return one version as a line of a bundle."""
    found = workspace.read(lambda connection: journal.lines_of(connection, [revision_id]))
    envelope, body = found[0]
    return envelope[:-1] + b',"body":' + body + b"}"
