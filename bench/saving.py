# SPDX-License-Identifier: Apache-2.0
"""P6: one acknowledged save of one note: checked, kept, listed, indexed and queued."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench import limit, notes, sides
from bench.stage import timed
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
    ]
