# SPDX-License-Identifier: Apache-2.0
"""What the rows measure on: how much of everything, and workspaces that several rows share."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from bench import limit, sides
from desktop.operations import sending
from desktop.storage import journal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bench.sides import Pair
    from desktop.storage.database import Connection
    from desktop.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class Scale:
    """How much is measured.

    Attributes:
        rounds: how often each thing is measured; the median counts.
        records: records in the bundles that are imported and sealed.
        searched: notes in the store that is searched.
        words: words of which every beginning is searched for.
        kept: records that a volunteer has in the rows about saving, starting and memory.
        saves: how many saves are measured.
        visits: pages that are visited in the row about memory.
        imported: records that are imported while the windows' thread is watched.
    """

    rounds: int
    records: int
    searched: int
    words: int
    kept: int
    saves: int
    visits: int
    imported: int


UNSENT: Final = 20
"""Notes of a usual day that have no receipt yet."""

SHORT: Final = Scale(
    rounds=3,
    records=10_000,
    searched=100_000,
    words=40,
    kept=10_000,
    saves=200,
    visits=400,
    imported=10_000,
)
LONG: Final = Scale(
    rounds=3,
    records=100_000,
    searched=100_000,
    words=120,
    kept=10_000,
    saves=500,
    visits=2_000,
    imported=100_000,
)
TINY: Final = Scale(
    rounds=1, records=60, searched=60, words=3, kept=60, saves=3, visits=8, imported=60
)
"""For the tests: everything runs, nothing is long enough to mean anything."""


@dataclass(frozen=True)
class Stage:
    """A folder to work in, and what several rows need, made when the first one asks for it."""

    folder: Path
    scale: Scale
    keys: limit.Keys = field(default_factory=limit.Keys.generate)

    @cached_property
    def pair(self) -> Pair:
        """A hub and a volunteer that know each other; the volunteer has written nothing."""
        return sides.make_pair(self.folder / "pair")

    @cached_property
    def written(self) -> Path:
        """A copy of the volunteer with ``records`` notes queued, none of them sealed."""
        return self._volunteer_with("written", self.scale.records)

    @cached_property
    def kept(self) -> Path:
        """A copy of the volunteer with ``kept`` notes, the newest few not yet sent: a usual day."""
        place = self.folder / "kept"
        with sides.copied(self.pair.volunteer, place) as volunteer:
            sides.write_notes(volunteer, self.scale.kept - UNSENT)
            with sides.copied(self.pair.hub, self.folder / "hub-of-kept") as hub:
                for side in (volunteer, hub, volunteer):
                    sending.synchronise(side)
            sides.write_notes(volunteer, UNSENT, seed=2)
        return place

    @cached_property
    def searched(self) -> Path:
        """A copy of the volunteer with ``searched`` notes."""
        return self._volunteer_with("searched", self.scale.searched)

    def _volunteer_with(self, name: str, count: int) -> Path:
        place = self.folder / name
        with sides.copied(self.pair.volunteer, place) as volunteer:
            sides.write_notes(volunteer, count)
        return place

    @cached_property
    def bundles(self) -> Path:
        """A folder with the bundles of ``written``, as a person would carry them on a stick."""
        return self._carried("bundles", self.written)

    @cached_property
    def many_bundles(self) -> Path:
        """A folder with the bundles of ``imported`` notes."""
        if self.scale.imported == self.scale.records:
            return self.bundles
        return self._carried("many", self._volunteer_with("busy", self.scale.imported))

    def _carried(self, name: str, volunteer: Path) -> Path:
        place = self.folder / name
        place.mkdir()
        with sides.scratch_copy(volunteer, self.folder / "scratch") as workspace:
            sending.save_to_folder(workspace, place)
        return place

    @cached_property
    def lines(self) -> list[bytes]:
        """The lines of ``written``, as they stand in its bundles."""
        with sides.opened(self.written) as volunteer:
            return lines_of(volunteer)

    @cached_property
    def sealed(self) -> list[Path]:
        """The files of the limit with the same lines."""
        place = self.folder / "sealed"
        place.mkdir()
        return limit.export(self.lines, place, self.keys)

    @contextmanager
    def hub(self) -> Iterator[Workspace]:
        """Unlock a fresh copy of the hub, which has received nothing."""
        with sides.scratch_copy(self.pair.hub, self.folder / "scratch") as workspace:
            yield workspace


def lines_of(workspace: Workspace) -> list[bytes]:
    """Return every record of a workspace as a line of a bundle, in the order of writing."""

    def work(connection: Connection) -> list[bytes]:
        found = connection.exec_driver_sql(
            "SELECT id FROM revision WHERE kind IN ('family', 'visit-note') ORDER BY number"
        )
        pairs = journal.lines_of(connection, list(found.scalars()))
        return [envelope[:-1] + b',"body":' + body + b"}" for envelope, body in pairs]

    return workspace.read(work)


@contextmanager
def timed(into: list[float], *, scale: float = 1.0) -> Iterator[None]:
    """Add the seconds that the ``with`` took, times ``scale``, to a list."""
    started = time.perf_counter()
    yield
    into.append((time.perf_counter() - started) * scale)
