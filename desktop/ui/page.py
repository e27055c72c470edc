# SPDX-License-Identifier: Apache-2.0
"""What every page has: a title, a place for messages, progress, and tasks of its own.

It must not know what any page is about.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.errors import Cancelled
from desktop.operations.progress import Progress
from desktop.ui import plain, theme
from desktop.ui.controls import Banner, ProgressStrip

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desktop.errors import AlongsideError
    from desktop.operations.workspaces import Workspace
    from desktop.ui.prompts import Prompts
    from desktop.ui.tasks import Runner, Task

T = TypeVar("T")

COPIES: Final = "copies"
"""As the kind of a target: the safety copies, on the page of settings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where another page sends the person.

    Attributes:
        page: the name of the page; empty for the page of ``kind``.
        kind: the kind of the record.
        record: the record to show there, if any.
        action: what to do there: ``open`` it, ``new`` for an empty form.
        family: for a new record, the family that it is about.
    """

    page: str = ""
    kind: str = ""
    record: str = ""
    action: Literal["open", "new"] = "open"
    family: str = ""


class Page(QWidget):
    """One page of an open workspace.

    Signals:
        changed: something was written or taken in; what others show may be out of date.
        open_requested: show something on another page; carries a :class:`Target`.
        wide_requested: take the whole window, or give the navigation its room again.
    """

    changed = Signal()
    open_requested = Signal(object)
    wide_requested = Signal(bool)

    def __init__(
        self,
        *,
        title: str,
        workspace: Workspace,
        runner: Runner,
        prompts: Prompts,
        theme: theme.Theme,
    ) -> None:
        super().__init__()
        self.workspace = workspace
        self.runner = runner
        self.prompts = prompts
        self.theme = theme
        self.setProperty("look", "page")
        self.setAccessibleName(plain.one_line(title))
        self.title = plain.label(title, style="title", wrap=False)
        self.banner = Banner()
        self.progress = ProgressStrip()
        self._refreshing: Task | None = None
        self.header = QHBoxLayout()
        self.body = QVBoxLayout(self)
        self._lay_out()

    def _lay_out(self) -> None:
        theme.spaced(self.header, spacing=theme.MEDIUM)
        theme.spaced(self.body, margin=theme.WIDE, spacing=theme.MEDIUM)
        self.header.addWidget(self.title)
        self.header.addStretch(1)
        self.body.addLayout(self.header)
        self.body.addWidget(self.banner)
        self.body.addWidget(self.progress)

    def refresh(self) -> None:
        """Show what is true now."""

    def show_target(self, target: Target) -> None:
        """Show what another page sent the person here for; by itself nothing more."""
        del target

    def where(self) -> dict[str, object]:
        """Return where the person is on this page: ids, names and numbers, never a text."""
        return {}

    def go_back_to(self, where: Mapping[str, object]) -> None:
        """Go to where the person was; what is no longer there is passed over."""
        del where

    def pending_saves(self) -> tuple[Callable[[], object], ...]:
        """Return what is still to be saved before the workspace may close, to run elsewhere."""
        return ()

    def empty(self) -> None:
        """Hold and show nothing of what people wrote."""
        self.banner.clear()

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        *,
        failed: Callable[[AlongsideError], None] | None = None,
        busy: tuple[QWidget, ...] = (),
    ) -> Task:
        """Run ``work`` in the background; a fault becomes a message on this page.

        ``busy`` controls are off while it runs.
        """
        tell_failed = failed or self.banner.show_fault
        free = _hold(busy)

        def finished(result: T) -> None:
            free()
            done(result)

        def fault(error: AlongsideError) -> None:
            free()
            tell_failed(error)

        return self.runner.start(work, owner=self, done=finished, failed=fault)

    def load(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Run ``work`` to show its result; a load that is still under way is forgotten."""
        if self._refreshing is not None:
            self._refreshing.cancel()
        self._refreshing = self.run(work, done)

    def run_long(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        *,
        text: str,
        busy: tuple[QWidget, ...] = (),
    ) -> None:
        """Run long work: shows progress, can be stopped, and keeps ``busy`` controls off."""
        self.banner.clear()
        progress = Progress()
        free = _hold(busy)

        def finish() -> None:
            self.progress.finish()
            free()

        def finished(result: T) -> None:
            finish()
            done(result)

        def failed(error: AlongsideError) -> None:
            finish()
            self._show_stopped(error)

        self.progress.watch(progress, text)
        self.runner.start(
            lambda: work(progress), owner=self, done=finished, failed=failed, progress=progress
        )

    def _show_stopped(self, error: AlongsideError) -> None:
        if not isinstance(error, Cancelled):
            self.banner.show_fault(error)
            return
        self.banner.show_note(
            self.tr("Stopped, as you asked."),
            self.tr("What was finished before is kept."),
            tone="warn",
        )
        self.changed.emit()


def _hold(controls: tuple[QWidget, ...]) -> Callable[[], None]:
    """Switch controls off; return what switches them on and gives one its focus back."""
    # The window's own focus: after a file dialog the window is not yet the active one again.
    focused = next((one for one in controls if one.window().focusWidget() is one), None)
    for control in controls:
        control.setEnabled(False)

    def free() -> None:
        for control in controls:
            control.setEnabled(True)
        if focused is not None and focused.isVisible():
            focused.setFocus()

    return free
