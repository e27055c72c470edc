# SPDX-License-Identifier: Apache-2.0
"""P2: building and sealing the bundles of everything that is queued."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench import limit, sides
from bench.stage import timed
from bench.table import Row, against_limit
from desktop.sync import outgoing

if TYPE_CHECKING:
    from bench.stage import Stage


def measure(stage: Stage) -> list[Row]:
    """Seal five hundred a bundle, each one durably kept before the next; the limit likewise."""
    ours: list[float] = []
    least: list[float] = []
    for _ in range(stage.scale.rounds):
        with sides.scratch_copy(stage.written, stage.folder / "scratch") as volunteer, timed(ours):
            outgoing.seal_all(volunteer)
        path = stage.folder / "limit.db"
        connection = limit.store(path)
        connection.execute("BEGIN")
        limit.put(connection, stage.lines)
        connection.execute("COMMIT")
        with timed(least):
            limit.seal_all(connection, stage.keys)
        connection.close()
        path.unlink()
    return [
        against_limit(
            name="P2",
            what=f"build and seal {stage.scale.records:,} records",
            ours=ours,
            limit=least,
            unit="s",
            at_most=2,
        )
    ]
