# SPDX-License-Identifier: Apache-2.0
"""P6: one acknowledged save of one note: checked, kept, listed, indexed and queued."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench import limit, notes, sides
from bench.stage import timed
from bench.starting import child_of, home_of
from bench.table import Row, against_limit
from desktop.operations import records

if TYPE_CHECKING:
    from bench.stage import Stage


def measure(stage: Stage) -> list[Row]:
    """Save notes one by one beside bare commits of the same bytes, in turn."""
    ours: list[float] = []
    drafts: list[float] = []
    least: list[float] = []
    with sides.scratch_copy(stage.kept, stage.folder / "scratch") as volunteer:
        topics = [choice.value for choice in volunteer.programme.choices("topics")]
        family = records.list_records(volunteer, kind="family", limit=1)[0].record
        made = list(notes.visits(stage.scale.saves, topics=topics, families=[family], seed=2))
        path = stage.folder / "limit.db"
        connection = limit.store(path)
        connection.execute("BEGIN")
        limit.put(connection, stage.lines)
        connection.execute("COMMIT")
        for fields in made:
            with timed(ours, scale=1000):
                row = records.add(volunteer, "visit-note", fields)
            line = sides.line_of(volunteer, row.revision)
            with timed(least, scale=1000):
                limit.save(connection, line)
        draft = records.save_draft(volunteer, "visit-note", made[0]).record
        for fields in made:
            with timed(drafts, scale=1000):
                records.save_draft(volunteer, "visit-note", fields, draft=draft)
        connection.close()
        path.unlink()
    return [
        against_limit(
            name="P6",
            what=f"one save at {stage.scale.kept:,} records",
            ours=ours,
            limit=least,
            unit="ms",
            at_most=2,
        ),
        against_limit(
            name="P6",
            what="… of a draft, over the one before",
            ours=drafts,
            limit=least,
            unit="ms",
            at_most=None,
        ),
        _keystroke(stage),
    ]


def _keystroke(stage: Stage) -> Row:
    """Type into a long note in a real window while its draft is saved after every fourth key."""
    count = str(stage.scale.saves)
    times = child_of(stage, "keystrokes", str(home_of(stage)), count)["times"]
    return Row(
        name="P6",
        what=f"a key in a long note while its draft is saved, longest of {count}",
        ours=max(times) * 1000,
        unit="ms",
        at_most=8,
    )
