# SPDX-License-Identifier: Apache-2.0
"""Measure, and print the table: ``python -m bench [--scale long] [P1 P6 …]``.

The exit status is 1 when a target is missed, so that a script can notice; what was missed stands
in the table either way.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bench import importing, saving, sealing, searching, stalls, starting, wire
from bench.stage import LONG, SHORT, TINY, Stage
from bench.table import text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bench.table import Row

JOBS: Final[dict[tuple[str, ...], Callable[[Stage], list[Row]]]] = {
    ("P1", "P3"): importing.measure,
    ("P2",): sealing.measure,
    ("P5",): searching.measure,
    ("P6",): saving.measure,
    ("P7",): starting.measure,
    ("P8",): starting.measure_memory,
    ("P9",): wire.measure,
    ("P10",): stalls.measure,
}
_SCALES: Final = {"short": SHORT, "long": LONG, "tiny": TINY}


def run(stage: Stage, names: Sequence[str]) -> list[Row]:
    """Measure the rows of these targets, or all; say on the error output how it goes on."""
    rows: list[Row] = []
    for covered, job in JOBS.items():
        if names and not set(covered) & set(names):
            continue
        started = time.monotonic()
        rows += [row for row in job(stage) if not names or row.name in names]
        took = time.monotonic() - started
        sys.stderr.write(f"{' and '.join(covered)} measured in {took:.0f} s\n")
    return rows


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what was asked for; return 1 when a target is missed."""
    known = [name for covered in JOBS for name in covered]
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("rows", nargs="*", metavar="ROW", help=f"which: {' '.join(known)}")
    parser.add_argument(
        "--scale", choices=_SCALES, default="short", help="how much of everything (default: short)"
    )
    chosen = parser.parse_args(arguments)
    names = [name.upper() for name in chosen.rows]
    if unknown := set(names) - set(known):
        parser.error(f"there is no row {' '.join(sorted(unknown))}")
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        rows = run(Stage(Path(folder), _SCALES[chosen.scale]), names)
    sys.stdout.write(_heading() + text_of(rows) + "\n")
    missed = [row for row in rows if row.is_missed]
    if missed:
        sys.stdout.write(f"\n{len(missed)} of {sum(r.at_most is not None for r in rows)} missed.\n")
    return 1 if missed else 0


def _heading() -> str:
    cores = os.cpu_count()
    return f"{cores} cores, Python {platform.python_version()}, {time.strftime('%d %B %Y')}\n\n"


if __name__ == "__main__":
    sys.exit(main())
