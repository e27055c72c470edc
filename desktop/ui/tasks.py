# SPDX-License-Identifier: Apache-2.0
"""Work in the background: Python's own threads, and one signal back to the windows.

A task is a function without arguments. It runs on a pool thread; what comes of it is handed to
the windows' thread, unless the widget that asked for it has gone or the task was cancelled. It
knows nothing of what the work is.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop.errors import AlongsideError, InternalFault

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

    from desktop.operations.progress import Progress

T = TypeVar("T")
Failed = Callable[[AlongsideError], None]
ReportFault = Callable[[BaseException], None]

WORKERS: Final = 4


class Task:
    """One piece of work that was started.

    Attributes:
        progress: how far it is, when the work tells; polled, never pushed.
    """

    def __init__(self, *, progress: Progress | None = None) -> None:
        self.progress = progress
        self._cancelled = False

    @property
    def cancelled(self) -> bool:
        """Nobody wants the result any more."""
        return self._cancelled

    def cancel(self) -> None:
        """Ask the work to stop; its result is dropped even when it does not."""
        self._cancelled = True
        if self.progress is not None:
            self.progress.cancel()


class Runner(Protocol):
    """What widgets need of a task runner."""

    def start(
        self,
        work: Callable[[], T],
        *,
        owner: QObject,
        done: Callable[[T], None],
        failed: Failed,
        progress: Progress | None = None,
    ) -> Task:
        """Run ``work`` and hand its result to ``done``, or its fault to ``failed``.

        Both are called on the windows' thread, and neither is called once ``owner`` has gone or
        the task was cancelled.
        """
        ...

    def close(self) -> None:
        """Wait for what is running; nothing is delivered afterwards."""
        ...


def print_fault(fault: BaseException) -> None:
    """Hand a fault of our own to the hook for uncaught exceptions."""
    sys.excepthook(type(fault), fault, fault.__traceback__)


@dataclass(frozen=True, slots=True)
class _Ended:
    task: Task
    owner: QObject
    tell: Callable[[], None]


def _outcome(
    work: Callable[[], T],
    *,
    done: Callable[[T], None],
    failed: Failed,
    report_fault: ReportFault,
) -> Callable[[], None]:
    """Do the work, and return the call that tells the widget about it."""
    try:
        result = work()
    except AlongsideError as error:
        known = error
        return lambda: failed(known)
    except Exception as fault:  # a fault of ours must free the page and be reported
        ours = fault

        def tell() -> None:
            failed(InternalFault(kind=type(ours).__name__))
            report_fault(ours)

        return tell
    return lambda: done(result)


def _deliver(ended: _Ended) -> None:
    if not ended.task.cancelled and shiboken6.isValid(ended.owner):
        ended.tell()


class TaskRunner(QObject):
    """Runs tasks on a few threads that Python owns.

    Signals:
        task_ended: some task has ended; its outcome waits in the queue.
    """

    task_ended = Signal()

    def __init__(self, *, workers: int = WORKERS, report_fault: ReportFault = print_fault) -> None:
        super().__init__()
        self._workers = workers
        self._report_fault = report_fault
        self._lock = Lock()
        self._ended: deque[_Ended] = deque()
        self._running = 0
        self._closed = False
        self.task_ended.connect(self._deliver_next, Qt.ConnectionType.QueuedConnection)

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        # Loaded late: the first window is painted before there is anything to do.
        from concurrent.futures import ThreadPoolExecutor

        return ThreadPoolExecutor(max_workers=self._workers, thread_name_prefix="task")

    @property
    def is_idle(self) -> bool:
        """Nothing is running and nothing waits to be delivered."""
        with self._lock:
            return self._running == 0 and not self._ended

    def start(
        self,
        work: Callable[[], T],
        *,
        owner: QObject,
        done: Callable[[T], None],
        failed: Failed,
        progress: Progress | None = None,
    ) -> Task:
        """Run ``work`` on a pool thread; see :class:`Runner`."""
        task = Task(progress=progress)

        def run() -> None:
            tell = _outcome(work, done=done, failed=failed, report_fault=self._report_fault)
            with self._lock:
                self._running -= 1
                if self._closed:
                    return
                self._ended.append(_Ended(task, owner, tell))
                # Inside the lock: close() cannot finish, and Qt cannot go, between the two.
                self.task_ended.emit()

        with self._lock:
            if self._closed:
                return task
            self._running += 1
        self._pool.submit(run).add_done_callback(_raise_lost_fault)
        return task

    def close(self) -> None:
        """Wait for what is running; nothing is delivered afterwards. Safe to call twice."""
        with self._lock:
            self._closed = True
            self._ended.clear()
        self._pool.shutdown(wait=True, cancel_futures=True)

    @Slot()
    def _deliver_next(self) -> None:
        with self._lock:
            if not self._ended:
                return
            ended = self._ended.popleft()
        _deliver(ended)


def _raise_lost_fault(future: Future[Any]) -> None:
    """Report a fault of the runner itself, which a future would keep to itself."""
    if not future.cancelled() and (fault := future.exception()) is not None:
        print_fault(fault)


class InlineRunner:
    """Runs each task at once, on the thread that asks: for tests and for pictures of the pages."""

    def __init__(self, *, report_fault: ReportFault = print_fault) -> None:
        self._report_fault = report_fault
        self._closed = False

    def start(
        self,
        work: Callable[[], T],
        *,
        owner: QObject,
        done: Callable[[T], None],
        failed: Failed,
        progress: Progress | None = None,
    ) -> Task:
        """Run ``work`` now; see :class:`Runner`."""
        task = Task(progress=progress)
        if not self._closed:
            tell = _outcome(work, done=done, failed=failed, report_fault=self._report_fault)
            _deliver(_Ended(task, owner, tell))
        return task

    def close(self) -> None:
        """Run nothing more."""
        self._closed = True
