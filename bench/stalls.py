# SPDX-License-Identifier: Apache-2.0
"""P10: the windows' thread, and saves, while a large import runs in the background."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Final

from bench import notes
from bench.stage import timed
from bench.table import Row, p95
from desktop import heap
from desktop.operations import hub as hubs
from desktop.operations import records

if TYPE_CHECKING:
    from pathlib import Path

    from bench.stage import Stage
    from desktop.errors import AlongsideError
    from desktop.workspace import Workspace

_BEAT_MS: Final = 1
_BETWEEN_SAVES_MS: Final = 250


def measure(stage: Stage) -> list[Row]:
    """Import while a timer beats on the windows' thread and notes are saved now and then."""
    gaps: list[float] = []
    saves: list[float] = []
    files = stage.many_bundles
    heap.settle()  # as the program does when its windows are loaded (desktop/ui/ahead.py)
    for _ in range(stage.scale.rounds):
        with stage.hub() as hub:
            watch = _Watch(hub)
            watch.run(files)
            gaps.append(max(watch.gaps, default=0.0))
            saves += watch.saves
    count = f"{stage.scale.imported:,}"
    return [
        Row(
            name="P10",
            what=f"longest stall of the windows’ thread, importing {count}",
            ours=max(gaps),
            unit="ms",
            at_most=50,
        ),
        Row(
            name="P10",
            what=f"a save meanwhile, p95 of {len(saves)}",
            ours=p95(saves),
            unit="ms",
            at_most=150,
        ),
    ]


class _Watch:
    """Runs one import on the real task runner and measures what goes on beside it."""

    def __init__(self, hub: Workspace) -> None:
        self._hub = hub
        self.gaps: list[float] = []
        self.saves: list[float] = []
        self._last = 0.0
        self._fault: AlongsideError | None = None

    def run(self, files: Path) -> None:
        """Import everything; raises what the import raised."""
        # Late: the other rows need no window.
        from PySide6.QtCore import QEventLoop, QObject, QTimer

        from bench.windows import application
        from desktop.ui.tasks import TaskRunner

        application()
        runner, owner, loop = TaskRunner(), QObject(), QEventLoop()
        beat, saver = QTimer(owner), QTimer(owner)
        topics = [choice.value for choice in self._hub.programme.choices("topics")]
        fields = next(notes.visits(1, topics=topics, families=[""], seed=3))

        def failed(fault: AlongsideError) -> None:
            self._fault = fault
            loop.quit()

        save = partial(self._save, fields)
        beat.timeout.connect(self._beat)
        saver.timeout.connect(
            lambda: runner.start(save, owner=owner, done=lambda _row: None, failed=failed)
        )
        runner.start(
            lambda: hubs.import_files(self._hub, [files]),
            owner=owner,
            done=lambda _report: loop.quit(),
            failed=failed,
        )
        beat.start(_BEAT_MS)
        saver.start(_BETWEEN_SAVES_MS)
        loop.exec()
        saver.stop()
        beat.stop()
        runner.close()
        if self._fault is not None:
            raise self._fault
        save()

    def _beat(self) -> None:
        now = time.perf_counter()
        if self._last:
            self.gaps.append((now - self._last) * 1000)
        self._last = now

    def _save(self, fields: dict[str, object]) -> None:
        with timed(self.saves, scale=1000):
            records.save_draft(self._hub, "visit-note", fields)
