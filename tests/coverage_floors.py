# SPDX-License-Identifier: Apache-2.0
"""Hold every source file to its floor of test coverage, file by file.

A total hides a file that nobody tests behind many that are. So the parts on which nothing may go
wrong are covered completely, and no other file falls below a floor. Reads the JSON report of
coverage.py::

    python tests/coverage_floors.py build/coverage.json
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

#: Every line and every branch: folders with all that is in them, and single files.
COMPLETE: Final = (
    "desktop/records",
    "desktop/crypto",
    "desktop/sync",
    "desktop/storage/backup.py",
    "desktop/storage/plain_zip.py",
    "desktop/storage/quota.py",
    "desktop/storage/chains.py",
    "desktop/storage/drafts.py",
    "desktop/storage/journal.py",
    "desktop/storage/listing.py",
    "desktop/storage/renewal.py",
    "desktop/storage/rekey.py",
    "desktop/hub/keys_over_time.py",
    "desktop/operations/key_change.py",
    "desktop/operations/backups.py",
    "desktop/operations/kept_backups.py",
    "desktop/operations/restoring.py",
    "desktop/carriers/base.py",
)
#: Per cent of lines and branches together, for every other file.
FLOOR: Final = 85.0

ROOT: Final = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """A file below its floor, or an entry of the list that names nothing.

    Attributes:
        path: the file, from the project's root.
        needed: per cent it has to reach.
        reached: per cent it reaches, or None when it was not measured at all.
        where: line numbers and branches that no test runs, or what else is wrong.
    """

    path: str
    needed: float
    reached: float | None
    where: str


def shortfalls(report: Mapping[str, Any], *, root: Path = ROOT) -> Iterator[Shortfall]:
    """Yield what is short in ``report``, the parsed JSON report of coverage.py."""
    for named in COMPLETE:
        place = root / named
        if not place.is_file() and not any(place.glob("**/*.py")):
            where = "tests/coverage_floors.py names it, but there is no such source"
            yield Shortfall(path=named, needed=100.0, reached=None, where=where)
    measured = {_from_root(path, root): file for path, file in report["files"].items()}
    for source in sorted((root / "desktop").glob("**/*.py")):
        path = source.relative_to(root).as_posix()
        needed = 100.0 if is_complete(path) else FLOOR
        if path not in measured:
            where = "not in the coverage report"
            yield Shortfall(path=path, needed=needed, reached=None, where=where)
            continue
        file = measured[path]
        missing = _missing(file)
        reached = float(file["summary"]["percent_covered"])
        # By what is missing, not by the percentage: 99.996 is printed, and compared, as 100.
        if reached < needed or (needed == 100.0 and missing):
            yield Shortfall(path=path, needed=needed, reached=reached, where=missing)


def is_complete(path: str) -> bool:
    """Return whether ``path`` is one of those that have to be covered completely."""
    return any(path == named or path.startswith(f"{named}/") for named in COMPLETE)


def table(found: Sequence[Shortfall]) -> str:
    """Lay ``found`` out for reading in a terminal."""
    width = max(len(one.path) for one in found)
    lines = [f"{'file':<{width}}  needed  reached  not run (lines, then branches from->to)"]
    for one in found:
        reached = "-" if one.reached is None else f"{one.reached:.1f}"
        lines.append(f"{one.path:<{width}}  {one.needed:>6.0f}  {reached:>7}  {one.where}")
    return "\n".join(lines)


def _from_root(path: str, root: Path) -> str:
    place = root / path
    return place.relative_to(root).as_posix() if place.is_relative_to(root) else path


def _missing(file: Mapping[str, Any]) -> str:
    lines = _ranges(file["missing_lines"])
    # A branch whose start or end was never run says nothing that the lines have not said.
    unrun = set(file["missing_lines"])
    branches = [
        f"{start}->{'exit' if end < 0 else end}"
        for start, end in file["missing_branches"]
        if start not in unrun and end not in unrun
    ]
    return ", ".join([*lines, *branches])


def _ranges(numbers: Sequence[int]) -> list[str]:
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return [f"{first}" if first == last else f"{first}-{last}" for first, last in found]


def main(arguments: Sequence[str]) -> int:
    """Read the report named in ``arguments`` and return the exit status."""
    report = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    found = list(shortfalls(report))
    if found:
        sys.stdout.write(f"Coverage is short in {len(found)} places:\n{table(found)}\n")
        return 1
    total = report["totals"]["percent_covered"]
    sys.stdout.write(f"Coverage: every file reaches its floor; {total:.1f} % altogether.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
