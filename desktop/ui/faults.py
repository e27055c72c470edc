# SPDX-License-Identifier: Apache-2.0
"""Our own bugs: told in one window per kind, with a report that holds no record text.

A report names the program's own files, lines and functions, and the kind of the exception. The
exception's own message is left out: it may quote what somebody wrote.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot, qVersion

from desktop import __version__, config

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from PySide6.QtWidgets import QWidget

    from desktop.ui.prompts import Prompts


def report_of(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Return the report of a fault: kind, versions and places, never a value."""
    # Loaded late: most days there is nothing to report.
    import platform
    import traceback

    package = Path(config.__file__).resolve().parent
    lines = [
        f"{kind.__name__}",
        f"Alongside {__version__}, Qt {qVersion()}, Python {platform.python_version()}, "
        f"{platform.system()}",
    ]
    for frame in traceback.extract_tb(trace):
        path = Path(frame.filename).resolve()
        if path.is_relative_to(package):
            place = path.relative_to(package.parent).as_posix()
            lines.append(f"{place}:{frame.lineno} {frame.name}")
    return "\n".join(lines)


class FaultWindow(QObject):
    """Takes over Python's hook for uncaught exceptions, and tells each kind once.

    Signals:
        fault_noted: a fault was noted, on whatever thread; carries its report.
    """

    fault_noted = Signal(str)

    def __init__(self, *, prompts: Prompts, window: Callable[[], QWidget | None]) -> None:
        super().__init__()
        self._prompts = prompts
        self._window = window
        self._told: set[str] = set()
        self._before = sys.excepthook
        self.fault_noted.connect(self._tell)

    def install(self) -> None:
        """Take the hook over."""
        self._before = sys.excepthook
        sys.excepthook = self.note

    def remove(self) -> None:
        """Give the hook back."""
        sys.excepthook = self._before

    def note(
        self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None
    ) -> None:
        """Note an exception that nobody caught."""
        if issubclass(kind, KeyboardInterrupt):
            self._before(kind, fault, trace)
            return
        self.fault_noted.emit(report_of(kind, trace))

    @Slot(str)
    def _tell(self, report: str) -> None:
        if report in self._told:
            return
        self._told.add(report)
        window = self._window()
        if window is None:
            return
        say = QCoreApplication.translate
        self._prompts.tell(
            window,
            text=say("faults", "Something went wrong inside the program."),
            detail=say(
                "faults",
                "What was saved before is safe. Close the program and open it again. If it "
                "happens again, tell whoever looks after your hub. This report holds nothing "
                "that you or anybody wrote:\n\n{report}",
            ).format(report=report),
        )
