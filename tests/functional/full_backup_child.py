# SPDX-License-Identifier: Apache-2.0
"""A process that makes and restores backups on a disk with ever less room.

Started as ``python -m tests.functional.full_backup_child HOW FOLDER``. HOW is ``own`` (FOLDER is a
small disk with the workspace on it), ``stick`` (only the backups go to the small disk) or
``limit`` (files may not grow, where no disk can be mounted). Answers on standard output.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.errors import AlongsideError
from desktop.operations import backups, records
from tests.functional.full_child import no_growth
from tests.pairs import PASSPHRASE, Pair, a_pair
from tests.sync.forged import dump

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_STEP = 96 * 1024
_ROOMS = range(0, 20 * _STEP, _STEP)


@contextlib.contextmanager
def room(folder: Path, size: int) -> Iterator[None]:
    """Leave only ``size`` bytes on the disk."""
    ballast = folder / "ballast"
    status = os.statvfs(folder)
    ballast.write_bytes(bytes(max(0, status.f_bavail * status.f_bsize - size)))
    try:
        yield
    finally:
        ballast.unlink()


def attempt(work: Callable[[], object]) -> str:
    try:
        work()
    except AlongsideError as fault:
        return fault.slug
    return ""


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.name != "ballast"}


def making(pair: Pair, disk: Path, target: Path) -> dict[str, object]:
    """Make backups with ever more room; say what the faults were and whether any left a trace."""
    workspace = pair.volunteer
    first = backups.make(workspace, target).file
    before, inside = dump(workspace, without=["meta"]), names(workspace.folder)
    slugs: list[str] = []
    traces: list[object] = []
    for size in _ROOMS:
        here = names(target)
        with room(disk, size):
            slug = attempt(lambda: backups.make(workspace, target))
        slugs.append(slug)
        if slug and (names(target) != here or names(workspace.folder) - inside - {"ballast"}):
            traces.append((size, sorted(names(target) - here), sorted(names(workspace.folder))))
        for path in sorted(names(target) - here):
            backups.test(workspace, target / path)
            (target / path).unlink()
    backups.test(workspace, first)
    return {
        "slugs": sorted(set(slugs)),
        "faults": slugs.count("disk-full") > 1,
        "successes": slugs.count("") > 1,
        "traces": traces,
        "unchanged": dump(workspace, without=["meta"]) == before,
        "empty": [path.name for path in target.iterdir() if not path.stat().st_size],
    }


def restoring(pair: Pair, disk: Path, file: Path) -> dict[str, object]:
    """Restore onto the small disk with ever more room."""
    slugs, traces = [], []
    new = disk / "restored"
    for size in _ROOMS:
        with room(disk, size):
            slug = attempt(lambda: backups.restore(file, new, passphrase=PASSPHRASE))
        slugs.append(slug)
        if slug and new.exists():
            traces.append((size, sorted(names(new))))
        if not slug:
            break
    return {
        "slugs": sorted(set(slugs)),
        "last": slugs[-1],
        "traces": traces,
        "restored": (new / "vault.json").exists(),
    }


def limited(pair: Pair, target: Path) -> dict[str, object]:
    """The same where files may not grow at all."""
    here = names(pair.volunteer.folder)
    with no_growth():
        slugs = [
            attempt(lambda: backups.make(pair.volunteer, target)),
            attempt(lambda: backups.run_due(pair.volunteer)),
        ]
    left = (names(target), names(pair.volunteer.folder) - here - {"backups"})
    made = backups.make(pair.volunteer, target)
    with no_growth():
        slugs.append(
            attempt(lambda: backups.restore(made.file, target / "new", passphrase=PASSPHRASE))
        )
    return {
        "slugs": slugs,
        "left": [sorted(names) for names in left],
        "after": sorted(names(target)) == [made.file.name],
    }


def main() -> None:
    how, where = sys.argv[1:]
    folder = Path(where)
    home = folder.parent / f"{folder.name} home" if how == "stick" else folder
    home.mkdir(exist_ok=True)
    with a_pair(home, approved=False) as pair:
        for number in range(20):
            records.add(pair.volunteer, "family", {"known_as": f"{number}", "notes": "w " * 3000})
        target = folder / "target"
        target.mkdir()
        if how == "limit":
            answer = limited(pair, target)
        else:
            answer = {"making": making(pair, folder, target)}
            file = backups.make(pair.volunteer, home).file
            answer["restoring"] = restoring(pair, folder, file)
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    os.umask(0o077)
    main()
