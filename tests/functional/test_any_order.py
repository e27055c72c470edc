# SPDX-License-Identifier: Apache-2.0
"""Whatever is written, in whatever order things travel, get lost or come twice: one same end."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.crypto import keys
from desktop.errors import InConflict, NotInConflict
from desktop.operations import records, sending
from desktop.storage import exchange
from tests.pairs import Pair, a_pair

if TYPE_CHECKING:
    from desktop.workspace import Workspace

#: Rounds at both sides, a week and more apart, within which everything has to have arrived.
ENOUGH: Final = 12
WHY: Final = "because"


@dataclass
class Play:
    """A pair, and what a careless world does to the carrier between them."""

    pair: Pair
    written: list[str] = field(default_factory=list)
    revisions: set[str] = field(default_factory=set)
    pocket: list[tuple[Path, bytes]] = field(default_factory=list)

    def do(self, action: str, number: int) -> None:
        getattr(self, action)(number)

    # What people do

    def write(self, number: int) -> None:
        row = records.add(self.pair.volunteer, "family", {"known_as": f"{number}"})
        self.written.append(row.record)
        self.revisions.add(row.revision)

    def amend_here(self, number: int) -> None:
        self._amend(self.pair.volunteer, number)

    def amend_there(self, number: int) -> None:
        self._amend(self.pair.hub, number)

    def _amend(self, workspace: Workspace, number: int) -> None:
        shared = records.list_records(workspace)
        if not shared:
            return
        row = shared[number % len(shared)]
        try:
            new = records.amend(workspace, row.record, {"known_as": f"{number}"}, reason=WHY)
        except InConflict:
            return
        self.revisions.add(new.revision)

    def read(self, number: int) -> None:
        shared = records.list_records(self.pair.hub)
        if shared:
            records.mark_read(self.pair.hub, shared[number % len(shared)].record)

    def resolve_here(self, number: int) -> None:
        self._resolve(self.pair.volunteer, number)

    def resolve_there(self, number: int) -> None:
        self._resolve(self.pair.hub, number)

    def _resolve(self, workspace: Workspace, number: int) -> None:
        for row in records.list_records(workspace):
            heads = records.show(workspace, row.record).heads
            if len(heads) > 1:
                choose = heads[number % len(heads)].revision
                try:
                    new = records.resolve(workspace, row.record, choose=choose, reason=WHY)
                except NotInConflict:
                    raise AssertionError("it has two heads") from None
                self.revisions.add(new.revision)
                return

    def round_here(self, _number: int) -> None:
        sending.synchronise(self.pair.volunteer)

    def round_there(self, _number: int) -> None:
        sending.synchronise(self.pair.hub)

    def wait(self, _number: int) -> None:
        self.pair.clock.move(days=8)

    # What the world does

    def _object(self, number: int) -> Path | None:
        lying = sorted(self.pair.carrier.rglob("*.age"))
        return lying[number % len(lying)] if lying else None

    def double(self, number: int) -> None:
        found = self._object(number)
        if found is not None:
            (found.parent / f"{keys.random_name()}.age").write_bytes(found.read_bytes())

    def lose(self, number: int) -> None:
        found = self._object(number)
        if found is not None:
            found.unlink()

    def pick_up(self, number: int) -> None:
        found = self._object(number)
        if found is not None:
            self.pocket.append((found, found.read_bytes()))
            found.unlink()

    def put_back(self, number: int) -> None:
        if self.pocket:
            path, data = self.pocket.pop(number % len(self.pocket))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)

    # How it has to end

    def come_to_rest(self) -> int:
        """Let both sides look at the carrier from time to time; return how often it took."""
        both = (self.pair.volunteer, self.pair.hub)
        for times in range(ENOUGH):
            for workspace in (*both, *both, *both):
                sending.synchronise(workspace)
            is_quiet = not any(workspace.read(exchange.count_outbox) for workspace in both)
            # What the volunteer answers with may itself have been lost, and is then placed again.
            if is_quiet and not self.pair.volunteer.read(exchange.open_bundles):
                return times
            self.pair.clock.move(days=8)
        return ENOUGH

    def check(self) -> None:
        assert self.come_to_rest() < ENOUGH
        here, there = shape(self.pair.volunteer), shape(self.pair.hub)
        assert here == there
        assert {record for record, *_ in here} == set(self.written)
        for workspace in (self.pair.volunteer, self.pair.hub):
            assert self.revisions <= ids(workspace)
            assert sending.outbox(workspace) == ()
        assert sending.status(self.pair.volunteer).needs_attention == 0
        assert {row.state for row in records.list_records(self.pair.volunteer)} <= {
            "received",
            "read",
            "conflict",
        }
        # Receipts have no answer until the volunteer writes again; nothing else is on its way.
        left = {b.kind for b in self.pair.hub.read(exchange.open_bundles)}
        assert left <= {"receipt"}
        assert self.pair.volunteer.read(exchange.open_bundles) == ()


def shape(workspace: Workspace) -> set[tuple[str, ...]]:
    """Return what is shown of each record, with all its heads."""
    return {
        (row.record, row.title, *(h.revision for h in records.show(workspace, row.record).heads))
        for row in records.list_records(workspace, limit=1000)
    }


def ids(workspace: Workspace) -> set[str]:
    return workspace.read(
        lambda c: set(
            c.exec_driver_sql("SELECT id FROM revision WHERE pending = 0 AND hidden = 0").scalars()
        )
    )


PEOPLE: Final = ("write", "amend_here", "amend_there", "read", "resolve_here", "resolve_there")
WORLD: Final = ("double", "lose", "pick_up", "put_back", "wait")
ROUNDS: Final = ("round_here", "round_there") * 3
actions: Final = st.lists(
    st.tuples(st.sampled_from((*PEOPLE, *WORLD, *ROUNDS)), st.integers(0, 30)),
    min_size=15,
    max_size=50,
)


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(actions)
def test_everything_arrives_once_and_both_sides_agree(played: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder, a_pair(Path(folder)) as pair:
        play = Play(pair)
        for action, number in played:
            play.do(action, number)
        play.check()
