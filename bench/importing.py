# SPDX-License-Identifier: Apache-2.0
"""P1 and P3: importing sealed bundles at a hub, and importing the same ones again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench import limit, peers
from bench.stage import timed
from bench.table import Row, against_limit
from desktop.operations import hub as hubs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.stage import Stage


def measure(stage: Stage) -> list[Row]:
    """Import everything into a fresh hub, then again; the limit does the first of the two."""
    ours: list[float] = []
    again: list[float] = []
    foreseen: list[float] = []
    same: list[float] = []
    least: list[float] = []
    count = stage.scale.records
    stage.bundles.stat()
    for _ in range(stage.scale.rounds):
        with stage.hub() as hub:
            with timed(foreseen):
                hubs.preview(hub, [stage.bundles])
            with timed(ours):
                report = hubs.import_files(hub, [stage.bundles])
            _require(report.totals.new, count)
            with timed(again):
                report = hubs.import_files(hub, [stage.bundles])
            _require(report.totals.imported, 0)
        _limit(stage, limit.SAME_INDEX, same)
        _limit(stage, limit.LEAST_INDEX, least)
    return [
        against_limit(
            name="P1",
            what=f"import {count:,} records",
            ours=ours,
            limit=same,
            unit="s",
            at_most=1.5,
            peer=peers.carry(stage),
        ),
        against_limit(
            name="P1",
            what="… beside a store that only counts hits",
            ours=ours,
            limit=least,
            unit="s",
            at_most=None,
        ),
        against_limit(
            name="P1",
            what=f"preview of {count:,} records",
            ours=foreseen,
            limit=same,
            unit="s",
            at_most=None,
        ),
        against_limit(
            name="P3",
            what="import of the same bundles again",
            ours=again,
            limit=ours,
            unit="s",
            at_most=0.15,
        ),
    ]


def _limit(stage: Stage, index: Sequence[str], into: list[float]) -> None:
    path = stage.folder / "limit.db"
    connection = limit.store(path, index=index)
    with timed(into):
        limit.take_in(connection, stage.sealed, stage.keys)
    connection.close()
    path.unlink()


def _require(found: int, wanted: int) -> None:
    """Refuse to time work that was not done."""
    if found != wanted:
        raise ValueError(f"{found} instead of {wanted}")
