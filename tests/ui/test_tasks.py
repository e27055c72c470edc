# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING

import pytest
import shiboken6
from PySide6.QtCore import QObject

from desktop.errors import AlongsideError, DiskFull, InternalFault
from desktop.operations.progress import Progress
from desktop.ui import tasks
from desktop.ui.tasks import InlineRunner, Runner, TaskRunner

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class Told:
    """What a task told its owner."""

    def __init__(self) -> None:
        self.results: list[object] = []
        self.faults: list[AlongsideError] = []
        self.threads: list[threading.Thread] = []

    def done(self, result: object) -> None:
        self.results.append(result)
        self.threads.append(threading.current_thread())

    def failed(self, fault: AlongsideError) -> None:
        self.faults.append(fault)


def full() -> None:
    raise DiskFull


def broken() -> None:
    raise ZeroDivisionError


def test_a_result_comes_back_on_the_windows_thread(threads: TaskRunner, qtbot: QtBot) -> None:
    told, owner = Told(), QObject()

    threads.start(threading.current_thread, owner=owner, done=told.done, failed=told.failed)
    qtbot.waitUntil(lambda: bool(told.results))

    assert told.results[0] is not threading.main_thread()
    assert told.threads == [threading.main_thread()]
    assert threads.is_idle


def test_a_known_fault_is_handed_over(threads: TaskRunner, qtbot: QtBot) -> None:
    told, owner = Told(), QObject()

    threads.start(full, owner=owner, done=told.done, failed=told.failed)
    qtbot.waitUntil(lambda: bool(told.faults))

    assert isinstance(told.faults[0], DiskFull)


@pytest.mark.parametrize("is_inline", [True, False])
def test_our_own_bug_frees_the_page_and_is_reported(qtbot: QtBot, *, is_inline: bool) -> None:
    reported: list[BaseException] = []
    runner: Runner = (
        InlineRunner(report_fault=reported.append)
        if is_inline
        else TaskRunner(report_fault=reported.append)
    )
    told, owner = Told(), QObject()

    runner.start(broken, owner=owner, done=told.done, failed=told.failed)
    qtbot.waitUntil(lambda: bool(reported))
    runner.close()

    assert isinstance(told.faults[0], InternalFault)
    assert told.faults[0].facts == {"kind": "ZeroDivisionError"}
    assert isinstance(reported[0], ZeroDivisionError)


def test_a_fault_of_ours_reaches_the_hook(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[type[BaseException]] = []
    monkeypatch.setattr("sys.excepthook", lambda kind, _fault, _trace: seen.append(kind))

    tasks.print_fault(ZeroDivisionError())

    assert seen == [ZeroDivisionError]


def test_a_result_is_dropped_when_its_owner_has_gone(threads: TaskRunner, qtbot: QtBot) -> None:
    told, owner, other = Told(), QObject(), QObject()
    may_end = threading.Event()

    threads.start(may_end.wait, owner=owner, done=told.done, failed=told.failed)
    shiboken6.delete(owner)
    may_end.set()
    after = Told()
    threads.start(lambda: 1, owner=other, done=after.done, failed=after.failed)
    qtbot.waitUntil(lambda: bool(after.results) and threads.is_idle)

    assert told.results == []


def test_a_result_is_dropped_when_the_task_was_cancelled(threads: TaskRunner, qtbot: QtBot) -> None:
    told, owner = Told(), QObject()
    may_end = threading.Event()
    progress = Progress()

    task = threads.start(
        may_end.wait, owner=owner, done=told.done, failed=told.failed, progress=progress
    )
    task.cancel()
    may_end.set()
    qtbot.waitUntil(lambda: threads.is_idle)

    assert task.cancelled
    assert progress.cancelled
    assert told.results == []


def test_nothing_is_delivered_after_the_runner_is_closed(qtbot: QtBot) -> None:
    runner = TaskRunner()
    told, owner = Told(), QObject()
    begun, may_end = threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        may_end.wait()

    runner.start(work, owner=owner, done=told.done, failed=told.failed)
    begun.wait()
    closer = threading.Thread(target=runner.close)
    closer.start()
    may_end.set()
    closer.join()
    runner.start(lambda: 1, owner=owner, done=told.done, failed=told.failed)
    runner.close()

    assert told.results == []


def test_the_inline_runner_runs_at_once_and_not_after_closing() -> None:
    runner, told, owner = InlineRunner(), Told(), QObject()

    runner.start(lambda: 7, owner=owner, done=told.done, failed=told.failed)
    runner.close()
    runner.start(lambda: 8, owner=owner, done=told.done, failed=told.failed)

    assert told.results == [7]


def test_many_results_all_arrive(threads: TaskRunner, qtbot: QtBot) -> None:
    told, owner = Told(), QObject()

    for number in range(200):
        threads.start(partial(abs, number), owner=owner, done=told.done, failed=told.failed)
    qtbot.waitUntil(lambda: len(told.results) == 200)

    assert sorted(map(str, told.results)) == sorted(map(str, range(200)))
