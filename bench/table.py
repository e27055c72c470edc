# SPDX-License-Identifier: Apache-2.0
"""One line of the result, and the table that `make bench` prints."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEADS: Final = ("", "what", "ours", "limit", "ratio", "target", "", "peer")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One measured figure beside what it is measured against.

    Attributes:
        name: the number of the target, such as P1.
        what: what was done.
        ours: the figure of the program.
        unit: of ``ours`` and ``limit``.
        limit: the same done by the least code; None where there is no such thing.
        ratio: what the target is about when that is a ratio; None when it is the figure itself.
        at_most: the target; None for a figure that only explains another.
        peer: what another program takes for it, measured in this run, or why there is none.
    """

    name: str
    what: str
    ours: float
    unit: str
    limit: float | None = None
    ratio: float | None = None
    at_most: float | None = None
    peer: str = ""

    @property
    def is_missed(self) -> bool:
        """Whether there is a target, and it was missed."""
        measured = self.ours if self.ratio is None else self.ratio
        return self.at_most is not None and measured > self.at_most

    @property
    def cells(self) -> tuple[str, ...]:
        """The line of the table."""
        target = "" if self.at_most is None else f"≤ {self.at_most:g}"
        if target:
            target += f" {self.unit}" if self.ratio is None else "×"
        verdict = "MISSED" if self.is_missed else "met" if target else ""
        return (
            self.name,
            self.what,
            _figure(self.ours, self.unit),
            "" if self.limit is None else _figure(self.limit, self.unit),
            "" if self.ratio is None else f"{self.ratio:.2f}×",
            target,
            verdict,
            self.peer,
        )


def against_limit(
    *,
    name: str,
    what: str,
    ours: Sequence[float],
    limit: Sequence[float],
    unit: str,
    at_most: float | None,
    peer: str = "",
) -> Row:
    """Return the row of a job that the limit did too, from several rounds of both.

    The ratio is that of the medians; ours and the limit take turns, so that a busy moment of the
    computer meets both.
    """
    return Row(
        name=name,
        what=what,
        ours=median(ours),
        limit=median(limit),
        ratio=median(ours) / median(limit),
        unit=unit,
        at_most=at_most,
        peer=peer,
    )


def p95(values: Sequence[float]) -> float:
    """Return the value that 95 of 100 do not pass."""
    return sorted(values)[min(len(values) - 1, round(0.95 * len(values)))]


def _figure(value: float, unit: str) -> str:
    digits = 0 if value >= 100 else 1 if value >= 10 else 2 if value >= 0.1 else 3
    return f"{value:,.{digits}f} {unit}"


def text_of(rows: Sequence[Row]) -> str:
    """Return the rows as a table for a terminal of fixed width."""
    lines = [_HEADS, *(row.cells for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(_HEADS))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
