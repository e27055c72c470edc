# SPDX-License-Identifier: Apache-2.0
"""The process is ended at every step of a round, in turn; the end is the same each time.

Real processes on real folders. Afterwards the program is started again and goes on; then both
sides are compared with a pair to which nothing had happened.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from desktop.operations import hub, records, sending, workspaces
from tests.functional.killed_child import EXITED
from tests.pairs import PASSPHRASE, FakeClock, Pair, a_pair
from tests.sync.forged import objects

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.workspace import Workspace

ROOT: Final = Path(__file__).resolve().parents[2]
MOST_STEPS: Final = 200
LOOKS: Final = {
    "heads": "SELECT id, shown, heads, title FROM record",
    "revisions": "SELECT id, state, hidden, pending FROM revision",
    "outbox": "SELECT o.revision, o.stream, b.seq FROM outbox AS o"
    " LEFT JOIN sent_bundle AS b ON b.manifest_sha256 = o.bundle",
    "ledger": "SELECT device, epoch, stream, seq, kind, status, slug, records,"
    " receipt IS NULL FROM ledger",
    "chain": "SELECT device, epoch, stream, high FROM chain",
    "sent": "SELECT kind, stream, epoch, seq, records, state, slug, data IS NULL FROM sent_bundle",
    "held": "SELECT status, slug FROM held",
    "readings": "SELECT revision, person FROM reading",
    "undone": "SELECT hidden FROM intake WHERE hidden <> 0",
}


@dataclass
class Scene:
    """A pair that is locked, with work to do, and a copy of it to start from each time."""

    folder: Path
    copy: Path

    def reset(self) -> None:
        shutil.rmtree(self.folder)
        shutil.copytree(self.copy, self.folder)

    def open(self, role: str) -> Workspace:
        return workspaces.open_workspace(self.folder / role, PASSPHRASE, clock=FakeClock())

    def run(self, role: str, work: str, how: str, number: int) -> int:
        """Do the work in a process of its own, which ends at a step; return how it ended."""
        command = (sys.executable, "-m", "tests.functional.killed_child")
        arguments = (work, str(self.folder / role), how, str(number))
        return subprocess.run((*command, *arguments), cwd=ROOT, check=False).returncode

    def finish(self, role: str, work: str) -> dict[str, Any]:
        """Do the work to its end, let both sides go on, and say how everything stands."""
        with self.open(role) as workspace:
            if work == "round":
                sending.synchronise(workspace)
            elif work == "undo":
                hub.undo_import(workspace, hub.imports(workspace)[0].id)
            else:
                hub.import_files(workspace, [self.folder / "stick"])
            state = {"now": look(workspace), "carrier": carrier(self.folder / "stick")}
        with self.open("hub") as at_hub, self.open("volunteer") as at_volunteer:
            for workspace in (at_hub, at_volunteer, at_hub, at_volunteer, at_hub):
                sending.synchronise(workspace)
            state |= {"hub": look(at_hub), "volunteer": look(at_volunteer)}
        return state | {"rest": carrier(self.folder / "stick")}


def look(workspace: Workspace) -> dict[str, list[str]]:
    return workspace.read(
        lambda c: {
            name: sorted(repr(tuple(row)) for row in c.exec_driver_sql(statement))
            for name, statement in LOOKS.items()
        }
    )


def carrier(stick: Path) -> list[str]:
    """Say how much lies where: names and, in new bundles, bytes differ from time to time."""
    left = [path.relative_to(stick).as_posix() for path in stick.rglob("*.tmp")]
    return sorted(str(Path(path).parent) for path in objects(stick)) + left


def volunteer_places(pair: Pair) -> None:
    for name in ("A.", "B."):
        records.add(pair.volunteer, "family", {"known_as": name})


def volunteer_fetches(pair: Pair) -> None:
    """Receipts, a mark and an amendment wait in the mailbox, and an amendment is unsent."""
    made = [records.add(pair.volunteer, "family", {"known_as": n}).record for n in ("A.", "B.")]
    sending.synchronise(pair.volunteer)
    sending.synchronise(pair.hub)
    records.mark_read(pair.hub, made[0])
    records.amend(pair.hub, made[1], {"known_as": "B. and the bump"}, reason="news")
    sending.synchronise(pair.hub)
    records.amend(pair.volunteer, made[0], {"known_as": "A. and the bump"}, reason="news")


def hub_imports(pair: Pair) -> None:
    """Two bundles in order and one that came too early, on the carrier."""
    for name in ("A.", "B.", "C."):
        records.add(pair.volunteer, "family", {"known_as": name})
        sending.synchronise(pair.volunteer)


def hub_tidies(pair: Pair) -> None:
    """Everything was imported by hand; its receipts are not placed and the objects lie there."""
    hub_imports(pair)
    hub.import_files(pair.hub, [pair.carrier])


CASES: Final = {
    "volunteer-places": (volunteer_places, "volunteer", "round"),
    "volunteer-fetches": (volunteer_fetches, "volunteer", "round"),
    "hub-round": (hub_imports, "hub", "round"),
    "hub-import": (hub_imports, "hub", "import"),
    "hub-receipts-and-tidying": (hub_tidies, "hub", "round"),
    "hub-undo": (hub_tidies, "hub", "undo"),
}


@pytest.fixture
def scene(tmp_path: Path, request: pytest.FixtureRequest) -> Scene:
    prepare: Callable[[Pair], None] = request.param
    folder = tmp_path / "scene"
    folder.mkdir()
    with a_pair(folder) as pair:
        pair.round_trip()
        prepare(pair)
    shutil.copytree(folder, tmp_path / "copy")
    return Scene(folder, tmp_path / "copy")


@pytest.mark.parametrize("how", ["exit", "signal"])
@pytest.mark.parametrize(("scene", "role", "work"), CASES.values(), ids=CASES, indirect=["scene"])
def test_ended_at_every_step(scene: Scene, role: str, work: str, how: str) -> None:
    undisturbed = scene.finish(role, work)
    # Both ways to end are the same to the disk; the second time, every third step is enough.
    steps = range(1, MOST_STEPS) if how == "exit" else range(2, MOST_STEPS, 3)
    ends = 0
    for number in steps:
        scene.reset()
        code = scene.run(role, work, how, number)
        assert scene.finish(role, work) == undisturbed, f"ended at step {number}"
        if code == 0:
            break
        assert code == (EXITED if how == "exit" else -9)
        ends += 1
    else:
        pytest.fail("it never came to its end")
    assert ends >= 3


@pytest.mark.parametrize("scene", [volunteer_places], indirect=True)
def test_ended_again_and_again(scene: Scene) -> None:
    """One step further each time, and never once to the end, until there is nothing left to do."""
    undisturbed = scene.finish("volunteer", "round")
    scene.reset()
    codes = [scene.run("volunteer", "round", "exit", number) for number in range(1, 12)]
    assert EXITED in codes
    assert scene.finish("volunteer", "round") == undisturbed
