# SPDX-License-Identifier: Apache-2.0
"""A hub, a volunteer and a folder of files that somebody handed in, with what must hold after each.

Every hostile file goes through what a person does: it lies in a folder, the folder is imported.
"""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from desktop.errors import AlongsideError
from desktop.operations import hub, records, sending, workspaces
from desktop.storage.exchange import FIRST
from tests.pairs import PASSPHRASE, FakeClock, a_pair
from tests.sync.forged import ANY_EPOCH, Sender, as_volunteer, dump, held, titles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from desktop.operations.imports import BundleOutcome
    from desktop.workspace import Workspace

#: What may change although nothing was taken in: the file itself is kept aside, and the act noted.
KEPT_ASIDE: Final = ("held", "intake")
#: Where a body was refused whose sender and number were good, the chain goes on behind it, and the
#: sender gets a receipt that says so.
BODY_REFUSED: Final = (*KEPT_ASIDE, "chain", "ledger", "sent_bundle")


@dataclass
class Desk:
    """Both sides, open, in ``root``."""

    hub: Workspace
    volunteer: Workspace
    root: Path
    clock: FakeClock

    @property
    def carrier(self) -> Path:
        return self.root / "stick"

    @property
    def folder(self) -> Path:
        """Where files lie that somebody handed in."""
        place = self.root / "handed in"
        place.mkdir(exist_ok=True)
        return place

    def sender(self) -> Sender:
        """Return a hand-made sender with the volunteer's keys, in an epoch of its own.

        So the volunteer's own program goes on undisturbed beside it.
        """
        sender = as_volunteer(self.volunteer)
        sender.epoch, sender.seq, sender.last = ANY_EPOCH, 0, FIRST
        return sender

    def import_all(self) -> list[BundleOutcome]:
        """Import the folder; every file in it must be what it was afterwards."""
        before = {path.name: path.read_bytes() for path in self.folder.iterdir()}
        report = hub.import_files(self.hub, [self.folder])
        after = {path.name: path.read_bytes() for path in self.folder.iterdir()}
        assert after == before
        return list(report.bundles)

    def offer(self, *files: bytes) -> list[BundleOutcome]:
        """Import these files alone, one after the other in one act."""
        for old in self.folder.iterdir():
            old.unlink()
        for number, data in enumerate(files):
            (self.folder / f"{number:04}.age").write_bytes(data)
        return self.import_all()

    def refuse(
        self, *files: bytes, slugs: Sequence[str], may_change: Sequence[str] = KEPT_ASIDE
    ) -> None:
        """Require that each file is refused with one of ``slugs`` and that nothing came of it."""
        before = dump(self.hub, without=may_change)
        outcomes = self.offer(*files)
        found = [outcome.slug for outcome in outcomes]
        assert set(found) <= set(slugs), found
        assert len(outcomes) == len(files)
        assert all(one.message and one.advice for one in outcomes)
        assert all(one.new == one.amended == one.conflict == 0 for one in outcomes)
        after = dump(self.hub, without=may_change)
        assert [name for name in before if after[name] != before[name]] == []
        kept = {slug for _status, slug in held(self.hub)}
        assert set(found) - {"not-for-us", "not-a-file"} - kept <= {"too-large", "already-imported"}

    def still_works(self) -> None:
        """Both workspaces, as they are, do their work: a record goes and its receipt comes back."""
        name = f"Family {len(records.list_records(self.volunteer))} goes on"
        record = records.add(self.volunteer, "family", {"known_as": name}).record
        for _ in range(2):
            sending.synchronise(self.volunteer)
            sending.synchronise(self.hub)
        sending.synchronise(self.volunteer)
        assert name in titles(self.hub)
        assert records.show(self.volunteer, record).state == "received"
        assert self.hub.maintain(lambda database: database.check()) == ()


def slug_of(work: Callable[[], object]) -> str:
    """Run ``work`` and return the slug of what it raises; empty when it raises nothing.

    Whatever is raised must be a fault of ours that can be told to a person.
    """
    try:
        work()
    except AlongsideError as fault:
        fault.what_to_do()
        return fault.slug
    return ""


def make_template(root: Path) -> None:
    """Make an approved pair in ``root`` and lock it, to be copied by each test."""
    with a_pair(root) as pair:
        pair.round_trip()


@contextmanager
def open_desk(template: Path, root: Path) -> Iterator[Desk]:
    """Open a copy of the template; quicker than making a pair."""
    shutil.copytree(template, root, dirs_exist_ok=True)
    clock = FakeClock()
    sides: list[Any] = []
    try:
        for name in ("hub", "volunteer"):
            workspace = workspaces.open_workspace(root / name, PASSPHRASE, clock=clock)
            sides.append(workspace)
            for row in sending.list_carriers(workspace):
                sending.remove_carrier(workspace, row.url)
            sending.add_carrier(workspace, f"folder:{root / 'stick'}")
        yield Desk(sides[0], sides[1], root, clock)
    finally:
        for workspace in sides:
            workspace.lock()
