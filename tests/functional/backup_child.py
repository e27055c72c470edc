# SPDX-License-Identifier: Apache-2.0
"""Makes and restores backups in processes that are killed at one step after the other.

Started as ``python -m tests.functional.backup_child WORK FOLDER EVERY``. WORK is ``stick``,
``due`` or ``restore``; FOLDER holds a locked pair; EVERY is how many steps lie between two kills.
A step is whatever touches the disk: a file opened, renamed or removed, a folder made or removed, a
wait for the disk. Loading everything takes longer than the work, so the process that is killed is
each time a new copy of this one. Answers on standard output.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop.operations import backups, records, workspaces
from tests.pairs import PASSPHRASE, FakeClock

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.workspace import Workspace

EVENTS: Final = frozenset(
    {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "fsync"}
)
KILLED: Final = -signal.SIGKILL if hasattr(signal, "SIGKILL") else -9
MOST: Final = 2000


class Killer:
    """Counts steps below a folder, and ends the process without warning at one of them."""

    def __init__(self, folder: Path, number: int) -> None:
        self._folder = str(folder)
        self._left = number
        self._fsync = os.fsync

    def begin(self) -> None:
        """Count from now on."""
        os.fsync = self._waiting  # type: ignore[assignment]  # the same with a step before it
        sys.addaudithook(self._step)

    def _waiting(self, file: int) -> None:
        self._step("fsync", (self._folder,))
        self._fsync(file)

    def _step(self, event: str, facts: tuple[object, ...]) -> None:
        if event not in EVENTS or not facts or self._folder not in str(facts[0]):
            return
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


class Scene:
    """A pair, and a copy of it to start from each time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.copy = folder.with_name(f"{folder.name} copy")
        shutil.copytree(folder, self.copy)
        self.faults: list[str] = []

    @property
    def stick(self) -> Path:
        return self.folder / "away"

    def reset(self) -> None:
        shutil.rmtree(self.folder)
        shutil.copytree(self.copy, self.folder)

    def open(self, name: str = "volunteer") -> Workspace:
        return workspaces.open_workspace(self.folder / name, PASSPHRASE, clock=FakeClock())

    def expect(self, what: str, *, holds: bool) -> None:
        if not holds:
            self.faults.append(what)

    def backups_in(self, folder: Path) -> list[Path]:
        found = sorted(folder.glob("backup-*")) if folder.is_dir() else []
        return [path for path in found if path.is_file()]

    def look_at_backups(self, number: int, *, least: int) -> None:
        """Everything that is called a backup can be restored, and nothing else was left."""
        with self.open() as workspace:
            titles = [row.title for row in records.list_records(workspace)]
            self.expect(f"{number}: records", holds=set(titles) == {"J."})
            for folder in (self.stick, workspace.folder / "backups"):
                for path in self.backups_in(folder):
                    backups.test(workspace, path)
            kept = len(self.backups_in(workspace.folder / "backups"))
            self.expect(f"{number}: only {kept} kept", holds=kept >= least)
            left = workspace.folder / "working"
            self.expect(f"{number}: left over", holds=not left.exists())
            made = backups.make(workspace, self.stick)
            self.expect(f"{number}: again", holds=made.records == len(titles))
            backups.run_due(workspace)
        for folder in (self.stick, self.folder / "volunteer" / "backups"):
            left_over = [path.name for path in folder.glob(".*")]
            self.expect(f"{number}: {left_over}", holds=not left_over)

    def look_at_restored(self, number: int) -> None:
        """There is a whole workspace, or none, and then it can be done again."""
        new = self.folder / "new"
        if not workspaces.kind_of(new).exists:
            file = self.backups_in(self.stick)[0]
            backups.restore(file, new, passphrase=PASSPHRASE, clock=FakeClock())
        with self.open("new") as workspace, self.open() as original:
            titles = [row.title for row in records.list_records(workspace)]
            self.expect(f"{number}: restored", holds=titles == ["J."])
            self.expect(f"{number}: epoch", holds=workspace.party.epoch != original.party.epoch)
        names = {path.name for path in new.iterdir()}
        known = {"vault.json", "records.db", "lock"}
        self.expect(f"{number}: {sorted(names)}", holds=names == known)


def to_stick(scene: Scene) -> None:
    with scene.open() as workspace:
        backups.make(workspace, scene.stick)


def due(scene: Scene) -> None:
    clock = FakeClock()
    clock.move(days=9)
    with workspaces.open_workspace(
        scene.folder / "volunteer", PASSPHRASE, clock=clock
    ) as workspace:
        records.save_draft(workspace, "family", {"known_as": "J."})
        backups.run_due(workspace)


def restore(scene: Scene) -> None:
    file = scene.backups_in(scene.stick)[0]
    backups.restore(file, scene.folder / "new", passphrase=PASSPHRASE, clock=FakeClock())


def killed_at(scene: Scene, work: Callable[[Scene], None], number: int) -> bool:
    """Do the work in a copy of this process that is killed; return whether it came to that."""
    child = os.fork()
    if child == 0:
        Killer(scene.folder, number).begin()
        work(scene)
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    scene.expect(f"{number}: ended with {status}", holds=status in {0, KILLED})
    return status == KILLED


def main() -> None:
    what, where, every = sys.argv[1:]
    scene = Scene(Path(where))
    work = {"stick": to_stick, "due": due, "restore": restore}[what]
    kills = 0
    for number in range(1, MOST, int(every)):
        scene.reset()
        if not killed_at(scene, work, number):
            break
        kills += 1
        if what == "restore":
            scene.look_at_restored(number)
        else:
            scene.look_at_backups(number, least=3 if what == "due" else 0)
    sys.stdout.write(json.dumps({"kills": kills, "faults": scene.faults}))


if __name__ == "__main__":
    main()
