# SPDX-License-Identifier: Apache-2.0
"""A program that gives a workspace new keys and is killed at one step after the other.

Usage: ``python -m tests.functional.new_keys_child SCENE FOLDER STRIDE``. SCENE is a folder with a
locked workspace, FOLDER where each try is made. For every step it makes a copy of the scene, gives
it new keys in a process that is killed there, and prints one line of JSON: how that process ended,
and what a process after it finds. The last line is of a try that came to its end. While the copies
are made only each STRIDE-th step is tried; from the switch on, every one.

A step is each file that is opened for writing, renamed or removed, each flush to the disk, and each
part of the work that the database library does by itself.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from desktop.errors import WrongPassphrase
from desktop.operations import care, key_change, records, workspaces
from desktop.storage import copies, recipe, rekey
from desktop.storage.folder import WorkspaceFolder
from tests.functional.killed_child import inside
from tests.pairs import PASSPHRASE, WEAKEST, FakeClock

if TYPE_CHECKING:
    from collections.abc import Callable

NEW_PASSPHRASE: Final = "seven herons under the early bridge"
NEVER: Final = 0  # the number of a step that does not come
_WRITES: Final = os.O_WRONLY | os.O_RDWR


class Killer:
    """Counts steps, and kills the process at one of them."""

    def __init__(self, folder: Path, *, number: int) -> None:
        self._folder = str(folder)
        self._number = number
        self.steps = 0
        self.switched_at = 0

    def step(self) -> None:
        self.steps += 1
        if self.steps == self._number:
            os.kill(os.getpid(), signal.SIGKILL)

    def switch(self) -> None:
        """Take note of the step before which the new header is written."""
        self.switched_at = self.steps

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Listen to what the interpreter does with files."""
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITES
        if (writes or event in ("os.rename", "os.remove")) and self._is_ours(arguments[0]):
            self.step()

    def _is_ours(self, path: object) -> bool:
        return isinstance(path, str | os.PathLike) and os.fspath(path).startswith(self._folder)


def new_keys(folder: Path, number: int) -> tuple[int, int]:
    """Return how many steps there were, and how many before the switch."""
    killer = Killer(folder, number=number)
    inside(killer.step, os, "fsync")
    inside(killer.step, recipe, "opened", "connect", "apply_settings")
    inside(killer.step, copies, "_backup")
    inside(killer.step, rekey, "_row_counts", "_take_over", "finish", "discard")
    inside(killer.switch, WorkspaceFolder, "replace_header")
    sys.addaudithook(killer.hear)
    renewed = key_change.renew(
        folder,
        current=PASSPHRASE,
        new=NEW_PASSPHRASE,
        strength=WEAKEST,
        clock=FakeClock(),
    )
    renewed.workspace.lock()
    return killer.steps, killer.switched_at


def look(folder: Path) -> dict[str, Any]:
    """Say which passphrases open it, and what is found with the one that does."""
    found: dict[str, Any] = {"opens": []}
    for name, passphrase in (("old", PASSPHRASE), ("new", NEW_PASSPHRASE)):
        try:
            workspace = workspaces.open_workspace(folder, passphrase, clock=FakeClock())
        except WrongPassphrase:
            continue
        with workspace:
            found["opens"].append(name)
            found["titles"] = sorted(row.title for row in records.list_records(workspace))
            found["drafts"] = sum(r.state == "draft" for r in records.list_records(workspace))
            found["ill"] = [
                check.detail
                for check in care.examine(workspace).checks
                if not (check.ok or check.advisory)
            ]
    found["files"] = sorted(path.name for path in folder.iterdir() if path.is_file())
    return found


def in_a_process(work: Callable[[], object]) -> tuple[int, Any]:
    """Do ``work`` in a process of its own; return how it ended, and its result."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        status = 1
        try:
            os.write(writing, json.dumps(work()).encode("ascii"))
            status = 0
        finally:
            os._exit(status)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        said = stream.read()
    _pid, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), json.loads(said) if said else None


def fresh(scene: Path, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(scene, folder)


def main(scene: Path, folder: Path, stride: int) -> None:
    fresh(scene, folder)
    _code, (steps, switched_at) = in_a_process(lambda: new_keys(folder, NEVER))
    tried = [n for n in range(1, steps + 1) if n % stride == 0 or n >= switched_at]
    for number in [*tried, NEVER]:
        fresh(scene, folder)
        code, _steps = in_a_process(partial(new_keys, folder, number))
        looked, found = in_a_process(lambda: look(folder))
        line = {"step": number, "code": code, "looked": looked, **(found or {})}
        sys.stdout.write(f"{json.dumps(line)}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
