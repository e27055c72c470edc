# SPDX-License-Identifier: Apache-2.0
"""Try again what was held, once what it waited for has come: an approval, or a newer program.

Each transaction is a short one, so that a save gets its turn while much is tried again. Whatever
ends it early, the rest is tried with the next round or import.
"""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Final

from desktop.errors import BundleNewer, WaitingForApproval
from desktop.storage import arrivals
from desktop.sync.settling import Settler

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.storage.database import Connection
    from desktop.sync.outcomes import Outcome
    from desktop.workspace import Workspace

_TURN_SECONDS: Final = 0.15


def try_again(workspace: Workspace, *, intake: str) -> list[Outcome]:
    """Try once more what has no more reason to wait; return what became of it.

    That is what a newer version of the program made, and what devices sent before they were
    approved. What still waits is left out.
    """
    hashes = workspace.read(_may_be_ready)
    return [o for o in _in_turns(workspace, hashes, intake=intake) if o.status != "waiting"]


def take_up(workspace: Workspace, device: str, *, intake: str) -> list[Outcome]:
    """Take in what a device sent before it was approved."""
    hashes = workspace.read(partial(_unapproved, device=device))
    return _in_turns(workspace, hashes, intake=intake)


def _may_be_ready(connection: Connection) -> list[str]:
    waiting = arrivals.held_files(connection, status="waiting")
    ready = [item.file_sha256 for item in waiting if item.slug == BundleNewer.slug]
    for device in arrivals.approved_but_held(connection, slug=WaitingForApproval.slug):
        ready += _unapproved(connection, device=device)
    return ready


def _unapproved(connection: Connection, *, device: str) -> tuple[str, ...]:
    return arrivals.held_of_device(connection, device, slugs=(WaitingForApproval.slug,))


def _in_turns(workspace: Workspace, hashes: Sequence[str], *, intake: str) -> list[Outcome]:
    outcomes: list[Outcome] = []
    done = 0
    while done < len(hashes):
        turn = partial(_one_turn, workspace=workspace, hashes=hashes[done:], intake=intake)
        settled, more = workspace.write(turn)
        outcomes += more
        done += settled
    return outcomes


def _one_turn(
    connection: Connection, workspace: Workspace, hashes: Sequence[str], *, intake: str
) -> tuple[int, list[Outcome]]:
    settler = Settler(connection, workspace.party, now=workspace.now(), intake=intake, later=hashes)
    settler.begin(workspace.person.id)
    started = time.monotonic()
    outcomes: list[Outcome] = []
    done = 0
    for file_sha256 in hashes:
        outcomes += settler.settle_held(file_sha256)
        done += 1
        if workspace.others_wait or time.monotonic() - started > _TURN_SECONDS:
            break
    return done, outcomes
