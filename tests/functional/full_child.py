# SPDX-License-Identifier: Apache-2.0
"""A process whose disk is full whenever it matters, and that goes on when there is room again.

Started as ``python -m tests.functional.full_child HOW FOLDER``. HOW is ``disk`` (FOLDER is a small
disk, which is filled) or ``limit`` (files may not grow). Answers on standard output.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.crypto import keys
from desktop.errors import AlongsideError
from desktop.operations import hub, records, sending
from desktop.storage import exchange
from desktop.sync import intake
from desktop.sync.examine import Incoming
from tests.pairs import Pair, a_pair
from tests.sync.forged import dump

if TYPE_CHECKING:
    from desktop.workspace import Workspace

Full = Callable[[], contextlib.AbstractContextManager[None]]


@contextlib.contextmanager
def full_disk(folder: Path) -> Iterator[None]:
    """Use up every byte of the disk."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        size = 65536
        while size:
            try:
                file.write(bytes(size))
            except OSError:
                size //= 2
    try:
        yield
    finally:
        ballast.unlink()


@contextlib.contextmanager
def no_growth() -> Iterator[None]:
    """Let no file be written to beyond its first byte."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def attempt(full: Full, workspace: Workspace, work: Callable[[], object]) -> dict[str, object]:
    """Try ``work`` on a full disk, then with room, in the same workspace; say how it went."""
    workspace.maintain(lambda database: database.checkpoint())  # leave no room in the log either
    before = dump(workspace)
    slug = ""
    with full():
        try:
            work()
        except AlongsideError as fault:
            slug = fault.slug
    unchanged = dump(workspace) == before
    work()
    return {
        "slug": slug,
        "unchanged": unchanged,
        "works afterwards": dump(workspace) != before,
        "problems": workspace.maintain(lambda database: database.check()),
    }


def everything(pair: Pair, full: Full) -> dict[str, object]:
    volunteer, at_hub, stick = pair.volunteer, pair.hub, pair.carrier
    text = {"known_as": "J.", "notes": "word " * 2000}
    answer: dict[str, object] = {
        "note": attempt(full, volunteer, lambda: records.add(volunteer, "family", text)),
        "draft": attempt(full, volunteer, lambda: records.save_draft(volunteer, "family", text)),
        "round": attempt(full, volunteer, lambda: sending.synchronise(volunteer)),
        "import": attempt(full, at_hub, lambda: hub.import_files(at_hub, [stick])),
    }
    records.add(volunteer, "family", text)
    sending.synchronise(volunteer)
    files = [Incoming(path.name, path.read_bytes()) for path in sorted(stick.rglob("*.age"))]
    intake.take_in(at_hub, files, intake=keys.new_id())
    answer["receipt"] = attempt(full, at_hub, lambda: sending.synchronise(at_hub))
    sending.synchronise(volunteer)
    answer["received"] = volunteer.read(exchange.count_outbox)
    records.add(volunteer, "family", text)
    sending.synchronise(volunteer)
    answer["fetch"] = attempt(full, at_hub, lambda: sending.synchronise(at_hub))
    return answer


def stick_is_full(pair: Pair, full: Full) -> dict[str, object]:
    """Here only the stick is full: the workspaces are elsewhere."""
    record = records.add(pair.volunteer, "family", {"known_as": "J."}).record
    with full():
        report = sending.synchronise(pair.volunteer)
    state = records.show(pair.volunteer, record).state
    left = [path.name for path in pair.carrier.rglob("*.tmp")]
    again = sending.synchronise(pair.volunteer)
    return {
        "problems": [fault.slug for _url, fault in report.problems],
        "placed": report.placed,
        "state": state,
        "left": left,
        "again": (again.placed, again.problems == ()),
    }


def main() -> None:
    how, where = sys.argv[1:]
    folder = Path(where)

    def full() -> contextlib.AbstractContextManager[None]:
        return full_disk(folder) if how.endswith("disk") else no_growth()

    if how == "stick-disk":
        with a_pair(folder.parent / "elsewhere") as pair:
            stick = folder / "stick"
            stick.mkdir()
            sending.remove_carrier(pair.volunteer, pair.url)
            sending.add_carrier(pair.volunteer, f"folder:{stick}")
            pair.carrier = stick
            sending.synchronise(pair.volunteer)
            answer = stick_is_full(pair, full)
    else:
        with a_pair(folder) as pair:
            pair.round_trip()
            answer = everything(pair, full)
    sys.stdout.write(json.dumps(answer))
    sys.stdout.flush()


if __name__ == "__main__":
    os.umask(0o077)
    main()
