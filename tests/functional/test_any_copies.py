# SPDX-License-Identifier: Apache-2.0
"""Restored, rolled back and copied workspaces on both sides: nothing is lost or overwritten."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.operations import records, sending
from tests.copies import Shelf
from tests.functional.test_any_order import Play
from tests.pairs import a_pair

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.workspace import Workspace

#: Rounds at all sides, a week and more apart, within which everything has to have arrived.
ENOUGH: Final = 16
#: How many times the usual number of plays are tried, and then new ones.
FUZZ: Final = int(os.environ.get("ALONGSIDE_FUZZ", "1"))
MOST_AT_ONCE: Final = 2  # of each side


@dataclass
class CopiedPlay(Play):
    """A play in which backups are put back, and folders are copied to other computers.

    The first of ``hubs`` is the hub that is there in the end; all of ``laptops`` are.
    """

    laptops: list[Workspace] = field(default_factory=list)
    hubs: list[Workspace] = field(default_factory=list)
    shelves: dict[str, Shelf] = field(default_factory=dict)

    # What people do

    def write(self, number: int) -> None:
        laptop = self.laptops[number % len(self.laptops)]
        records.add(laptop, "family", {"known_as": f"{number}"})

    def amend_here(self, number: int) -> None:
        self._amend(self.laptops[number % len(self.laptops)], number)

    def amend_there(self, number: int) -> None:
        self._amend(self.hubs[number % len(self.hubs)], number)

    def read(self, number: int) -> None:
        shared = records.list_records(self.hubs[0])
        if shared:
            records.mark_read(self.hubs[0], shared[number % len(shared)].record)

    def round_here(self, number: int) -> None:
        sending.synchronise(self.laptops[number % len(self.laptops)])

    def round_there(self, number: int) -> None:
        sending.synchronise(self.hubs[number % len(self.hubs)])

    # What becomes of computers

    def copy_here(self, number: int) -> None:
        self._copy(self.laptops, "laptop", number)

    def copy_there(self, number: int) -> None:
        self._copy(self.hubs, "hub", number)

    def _copy(self, those: list[Workspace], name: str, number: int) -> None:
        place = number % len(those)
        those[place] = self.shelves[name].copy(those[place])

    def restore_here(self, number: int) -> None:
        self._replace(self.laptops, "laptop", number, knowing=True)

    def restore_there(self, number: int) -> None:
        self._replace(self.hubs, "hub", number, knowing=True)

    def put_back_here(self, number: int) -> None:
        self._replace(self.laptops, "laptop", number, knowing=False)

    def put_back_there(self, number: int) -> None:
        self._replace(self.hubs, "hub", number, knowing=False)

    def _replace(self, those: list[Workspace], name: str, number: int, *, knowing: bool) -> None:
        shelf = self.shelves[name]
        if shelf.copies:
            place = number % len(those)
            those[place].lock()
            those[place] = shelf.restore(number) if knowing else shelf.put_back(number)

    def twin_here(self, number: int) -> None:
        self._twin(self.laptops, "laptop", number)

    def twin_there(self, number: int) -> None:
        self._twin(self.hubs, "hub", number)

    def _twin(self, those: list[Workspace], name: str, number: int) -> None:
        shelf = self.shelves[name]
        if shelf.copies and len(those) < MOST_AT_ONCE:
            those.append(shelf.put_back(number))

    def begin_anew(self, number: int) -> None:
        for laptop in self.laptops:
            if sending.status(laptop).older_copy:
                sending.begin_anew(laptop)

    # How it has to end

    def check(self) -> None:
        hub = self.hubs[0]
        written = {laptop: versions(laptop) for laptop in self.laptops}
        # Life goes on. What a second hub, now gone, had taken in and answered, the hub that is
        # left can only hear of with the next thing that comes.
        for number in range(len(self.laptops)):
            self.write(number)
        for _ in range(ENOUGH):
            for workspace in (*self.laptops, hub, *self.laptops, hub):
                sending.synchronise(workspace)
            self.begin_anew(0)
            self.clock_moves()
        there = versions(hub)
        for laptop, before in written.items():
            assert before.items() <= versions(laptop).items()
            assert before.items() <= there.items()
            # What a laptop says of its records is true.
            assert received(laptop) <= there.keys()
        if len(self.laptops) == 1:
            assert sending.outbox(self.laptops[0]) == ()
            laptop = self.laptops[0]
            assert versions(laptop).items() >= versions(hub, by=laptop.device).items()

    def clock_moves(self) -> None:
        self.pair.clock.move(days=8)


def versions(workspace: Workspace, *, by: str = "") -> dict[str, tuple[str, bytes]]:
    """Return envelope hash and body of every version that people see, by id."""
    rows = workspace.read(
        lambda c: c.exec_driver_sql(
            "SELECT id, envelope_sha256, body FROM revision WHERE kind = 'family' AND pending = 0"
            " AND hidden = 0 AND (? = '' OR device = ?)",
            (by, by),
        ).fetchall()
    )
    return {row[0]: (row[1], bytes(row[2])) for row in rows}


def received(workspace: Workspace) -> set[str]:
    """Return the versions that this laptop shows as being at the hub."""
    return workspace.read(
        lambda c: set(
            c.exec_driver_sql(
                "SELECT id FROM revision WHERE kind = 'family' AND state = 'received'"
            ).scalars()
        )
    )


PEOPLE: Final = ("write", "write", "amend_here", "amend_there", "read")
COPIES: Final = ("copy_here", "copy_there")
RETURNS: Final = ("restore_here", "restore_there", "put_back_here", "put_back_there")
TWINS: Final = ("twin_here", "twin_there", "begin_anew")
WORLD: Final = ("double", "lose", "pick_up", "put_back", "wait")
ROUNDS: Final = ("round_here", "round_there") * 4
actions: Final = st.lists(
    st.tuples(
        st.sampled_from((*PEOPLE, *COPIES, *RETURNS, *TWINS, *WORLD, *ROUNDS)), st.integers(0, 30)
    ),
    min_size=15,
    max_size=40,
)


@contextmanager
def a_play(folder: Path) -> Iterator[CopiedPlay]:
    with a_pair(folder) as pair:
        shelves = {}
        for name in ("laptop", "hub"):
            (folder / f"{name} shelf").mkdir()
            shelves[name] = Shelf(folder / f"{name} shelf", pair.clock)
        try:
            yield CopiedPlay(pair, laptops=[pair.volunteer], hubs=[pair.hub], shelves=shelves)
        finally:
            for shelf in shelves.values():
                shelf.close()


@settings(
    max_examples=8 * FUZZ,
    # The same plays each time, unless more are asked for.
    derandomize=FUZZ == 1,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(actions)
def test_whatever_is_restored_or_copied_nothing_is_lost(played: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder, a_play(Path(folder)) as play:
        for action, number in played:
            play.do(action, number)
        play.check()
