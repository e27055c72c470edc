# SPDX-License-Identifier: Apache-2.0
"""A process that does one piece of work and is ended, without any warning, at a given step.

Started as ``python -m tests.functional.killed_child WORK FOLDER HOW NUMBER``. WORK is ``round``,
``import`` or ``undo``; HOW is ``exit`` or ``signal``. Leaves with 0 when the work was done before
that step.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.hub import importer
from desktop.operations import hub, sending, workspaces
from desktop.storage import arrivals, chains, exchange, journal, places
from desktop.sync import intake
from tests.pairs import PASSPHRASE, FakeClock

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.workspace import Workspace

EXITED = 9


class Ending:
    """Counts steps, and ends the process at one of them."""

    def __init__(self, *, how: str, number: int) -> None:
        self.how = how
        self.left = number

    def __call__(self, _name: str = "") -> None:
        self.left -= 1
        if self.left:
            return
        if self.how == "exit":
            os._exit(EXITED)
        os.kill(os.getpid(), signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)


def inside(step: Callable[[], None], module: object, *names: str) -> None:
    """Also count the moment before each of these functions does its work in a transaction."""
    for name in names:
        setattr(module, name, _counted(step, getattr(module, name)))


def _counted(step: Callable[[], None], inner: Callable[..., object]) -> Callable[..., object]:
    def counted(*args: object, **named: object) -> object:
        step()
        return inner(*args, **named)

    return counted


def work(what: str, workspace: Workspace, folder: Path, step: Ending) -> None:
    if what == "round":
        sending.synchronise(workspace, step=step)
        return
    if what == "undo":
        importer._UNDO_RECORDS = 1  # type: ignore[misc]  # a turn for each record
        hub.undo_import(workspace, hub.imports(workspace)[0].id)
        return
    hub.import_files(workspace, [folder.parent / "stick"])


def main() -> None:
    what, folder, how, number = sys.argv[1:]
    step = Ending(how=how, number=int(number))
    workspace = workspaces.open_workspace(Path(folder), PASSPHRASE, clock=FakeClock())
    # In the middle of transactions, where nothing that was begun may be seen afterwards.
    inside(step, arrivals, "write_ledger", "release", "hold", "mark_seen", "mark_receipted")
    inside(step, exchange, "keep_bundle", "settle")
    inside(step, places, "plan_placement", "mark_placed")
    inside(step, chains, "advance_chain")
    inside(step, intake, "take_in")
    inside(step, arrivals, "set_intake_hidden")
    inside(step, journal, "hide")
    with workspace:
        work(what, workspace, Path(folder), step)


if __name__ == "__main__":
    main()
