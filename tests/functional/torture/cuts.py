# SPDX-License-Identifier: Apache-2.0
"""Cut the power while an operation runs: replay what it did to its files up to some moment.

One run is recorded; from it come as many cuts as are asked for, each at another moment and with
another fate of what was not flushed yet.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Final

from tests.functional.torture.disk import Disk, Fate, Tree
from tests.functional.torture.events import Said
from tests.functional.torture.processes import Recording, run_and_record
from tests.functional.torture.telling import Facts, understand
from tests.functional.torture.theatre import Theatre, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

_DATA: Final = (Fate.LOST, Fate.KEPT, Fate.IN_ORDER, Fate.IN_ORDER, *[Fate.TORN] * 4)
_NAMES: Final = (Fate.LOST, Fate.KEPT, Fate.IN_ORDER, Fate.IN_ORDER, Fate.TORN)


@dataclass(frozen=True, slots=True)
class Cut:
    """When the power goes, and what becomes of what was not flushed: of names, and of bytes."""

    after: int
    names: Fate
    data: Fate


@dataclass(frozen=True, slots=True)
class Recorded:
    """One run of an operation, taken down.

    Attributes:
        theatre: where it ran.
        facts: what was known before it.
        before: the files before it.
        recording: what it did to them.
        name, seed: which operation, and which of its runs.
    """

    theatre: Theatre
    facts: Facts
    before: Tree
    recording: Recording
    name: str
    seed: int

    @classmethod
    def make(
        cls, theatre: Theatre, name: str, seed: int, change: Callable[[], None] | None = None
    ) -> Recorded:
        """Run an operation and take it down; ``change`` is done to the program before."""
        facts = theatre.set_up(name, seed)
        before = Tree.read(theatre.stage)
        work = theatre.work(name, seed, facts, change)
        recording = run_and_record(work, theatre.stage)
        assert recording.status == 0, f"{name} {seed} ended with {recording.status}"
        return cls(theatre, facts, before, recording, name, seed)

    def plan(self, number: int) -> Cut:
        """Return cut number ``number`` of this run."""
        chance = self._chance(number)
        after = chance.randrange(len(self.recording.events) + 1)
        return Cut(after, chance.choice(_NAMES), chance.choice(_DATA))

    def cut(self, number: int) -> Verdict:
        """Cut the power, and judge what is left."""
        plan = self.plan(number)
        events = self.recording.events[: plan.after]
        disk = Disk(self.before, self.recording.numbers)
        for event in events:
            disk.apply(event)
        left = disk.cut(self._chance(number), names=plan.names, data=plan.data)
        shutil.rmtree(self.theatre.stage)
        left.write(self.theatre.stage)
        told = understand("".join(event.text for event in events if isinstance(event, Said)))
        problems = self.theatre.judge(self.facts, told)
        return Verdict(killed=True, problems=problems, acknowledged=len(told.done))

    def _chance(self, number: int) -> Random:
        return Random(f"{self.name} {self.seed} cut {number}")  # noqa: S311 - it has to come again
