# SPDX-License-Identifier: Apache-2.0
"""Take in bundles: order them, check their chains, apply each whole or not at all.

The same code serves both sides: the hub takes in what devices sent, a device what the hub sent.
Several bundles share a transaction, so that one import costs few commits. Bodies are read before it
begins; what decides is asked inside it (settling.py).
"""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from desktop.storage import trust
from desktop.sync.examine import Examined, Incoming, look, with_body
from desktop.sync.settling import Refused, Settler, barred, end_of_chain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.storage.database import Connection
    from desktop.sync.outcomes import Outcome
    from desktop.workspace import Workspace

# What a commit writes into the search index costs nearly as much for one bundle as for three, and a
# save waits for it. A turn ends early when somebody else wants to write; who does is likely to
# want it again, so the turns are short from then on.
_TURN_RECORDS: Final = 2500
_SHORT_TURN_RECORDS: Final = 500
_TURN_RAW: Final = 4 * 1024 * 1024  # bytes of bodies, so that few of the largest are in memory
_TURN_SECONDS: Final = 0.5


class _TakeBack(Exception):  # noqa: N818 - not an error: it ends a rehearsal
    """Ends a transaction that must not be kept."""


def take_in(workspace: Workspace, files: Iterable[Incoming], *, intake: str) -> list[Outcome]:
    """Take in files, in the order of their chains; nothing that they hold can raise.

    Raises:
        DiskFull, ReadOnly, DeviceGone, WorkspaceLocked: what was committed before stays; the
            same files can simply be taken in again.
    """
    waiting = _in_order(workspace, files)
    outcomes: list[Outcome] = []
    most = _TURN_RECORDS
    while waiting:
        ready = _with_bodies(workspace, waiting[: _next_turn(waiting, most=most)])
        waiting = waiting[len(ready) :]
        while ready:
            turn = _take_turn(workspace, ready, intake=intake)
            outcomes += turn.outcomes
            ready = ready[turn.settled :]
            if turn.interrupted:
                most = _SHORT_TURN_RECORDS
    return outcomes


def _next_turn(waiting: Sequence[Examined], *, most: int) -> int:
    """Return how many files make one turn: at least one."""
    records = size = 0
    for place, item in enumerate(waiting):
        if item.opened is not None:
            records += item.opened.manifest.body.n
            size += item.opened.manifest.body.raw
        if place and (records > most or size > _TURN_RAW):
            return place
    return len(waiting)


@dataclass(frozen=True, slots=True)
class _Turn:
    """What one transaction did: how many files it settled, and whether somebody waited for it."""

    settled: int
    outcomes: list[Outcome]
    interrupted: bool


def _take_turn(workspace: Workspace, ready: Sequence[Examined], *, intake: str) -> _Turn:
    turn = partial(_one_turn, workspace=workspace, examined=ready, intake=intake)
    try:
        return workspace.write(partial(turn, careful=False))
    except Refused:
        return workspace.write(partial(turn, careful=True))


def _with_bodies(workspace: Workspace, files: Sequence[Examined]) -> list[Examined]:
    """Read the bodies that will be used next, so that no transaction is open meanwhile.

    A body is unpacked only for a sender that may send, and only when its turn in the chain has
    come (docs/bundle-format.md). All of that is asked again where it counts.
    """
    foreseen = workspace.read(lambda connection: _foreseen(connection, files))
    return [with_body(item) if item.file_sha256 in foreseen else item for item in files]


def _foreseen(connection: Connection, files: Sequence[Examined]) -> set[str]:
    """Return the hashes of those files whose bodies will be asked for, as far as can be told."""
    known = trust.devices(connection)
    ends: dict[tuple[str, str, str], tuple[int, str]] = {}
    found: set[str] = set()
    for item in files:
        if item.opened is None:
            continue
        manifest, sha256 = item.opened.manifest, item.opened.manifest_sha256
        sender = known.get(manifest.dev)
        if sender is None or barred(sender, manifest) is not None:
            continue
        chain = (manifest.dev, manifest.epoch, manifest.stream)
        end = ends.get(chain) or end_of_chain(connection, manifest)
        if (manifest.seq, manifest.prev) == (end[0] + 1, end[1]):
            ends[chain] = (manifest.seq, sha256)
            found.add(item.file_sha256)
    return found


def _in_order(workspace: Workspace, files: Iterable[Incoming]) -> list[Examined]:
    return sorted((look(workspace.party, item) for item in files), key=lambda item: item.order)


def rehearse(
    workspace: Workspace, batches: Iterable[Sequence[Incoming]], *, intake: str
) -> list[Outcome]:
    """Do everything that taking in these batches would do, and take it all back.

    So a preview cannot differ from the import. One batch at a time is in memory.
    """
    outcomes: list[Outcome] = []

    def work(connection: Connection) -> None:
        settler = Settler(connection, workspace.party, now=workspace.now(), intake=intake)
        settler.begin(workspace.person.id)
        for batch in batches:
            for item in _in_order(workspace, batch):
                outcomes.extend(settler.settle(item))
        raise _TakeBack

    with suppress(_TakeBack):
        workspace.write(work)
    return outcomes


def _one_turn(
    connection: Connection,
    workspace: Workspace,
    examined: Sequence[Examined],
    *,
    intake: str,
    careful: bool,
) -> _Turn:
    settler = Settler(
        connection, workspace.party, now=workspace.now(), intake=intake, careful=careful
    )
    settler.begin(workspace.person.id)
    started = time.monotonic()
    outcomes: list[Outcome] = []
    done = 0
    interrupted = False
    for item in examined:
        outcomes += settler.settle(item)
        done += 1
        interrupted = workspace.others_wait
        if interrupted or time.monotonic() - started > _TURN_SECONDS:
            break
    return _Turn(done, outcomes, interrupted)
