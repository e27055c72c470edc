# SPDX-License-Identifier: Apache-2.0
"""The window that asks for the passphrase. It says nothing about what is inside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui import plain, theme
from desktop.ui.controls import Banner, Card, button, row_of, scrolled
from desktop.ui.flow import FlowLayout
from desktop.ui.icons import pixmap
from desktop.ui.passphrase import SecretLine
from desktop.ui.steps import WIDEST, StepStack
from desktop.ui.urgent import UrgentNumbers
from desktop.ui.workspace_choice import (
    Found,
    WorkspaceChoice,
    find_workspaces,
    passphrase_file,
    spoken,
)

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QKeyEvent

    from desktop.errors import AlongsideError
    from desktop.operations.workspaces import Workspace
    from desktop.ui.prompts import Prompts
    from desktop.ui.recovery_step import RecoveryStep
    from desktop.ui.tasks import Runner


def _open(folder: Path, passphrase: str) -> Workspace:
    # Loaded late: this window is painted before the operations are, which takes a moment.
    from desktop.operations import workspaces

    return workspaces.open_workspace(folder, passphrase)


def _recover(folder: Path, *, code: str, new_passphrase: str) -> Workspace:
    from desktop.operations import workspaces

    return workspaces.recover(folder, code=code, new_passphrase=new_passphrase)


def _practice_passphrase(folder: Path) -> str:
    from desktop.operations import files

    file = passphrase_file(folder)
    return files.read_first_line(file) if file is not None else ""


class UnlockScreen(QWidget):
    """Choose a workspace and unlock it.

    Signals:
        unlocked: a workspace was opened; carries it.
        setup_requested: the person wants to set up another one.
        return_requested: go back to what could not be saved; carries the passphrase.
    """

    unlocked = Signal(object)
    setup_requested = Signal()
    return_requested = Signal(str)

    def __init__(
        self,
        *,
        home: Path,
        folder: Path | None,
        runner: Runner,
        prompts: Prompts,
        theme: theme.Theme,
    ) -> None:
        super().__init__()
        self._home = home
        self._wanted = folder
        self._recovery: RecoveryStep | None = None
        self._runner = runner
        self._prompts = prompts
        self._theme = theme
        self.setProperty("look", "page")
        self._make_parts()
        self._put_together()
        self._connect()
        if folder is not None:
            self.chooser.add(Found(folder=folder, label=spoken(folder.name)))
        self._fit()
        self._offer()

    def _make_parts(self) -> None:
        self.picture = plain.label(wrap=False)
        self.chooser = WorkspaceChoice(theme=self._theme)
        self.secret = SecretLine(name=self.tr("Passphrase"))
        self.unlock = button(self.tr("Unlock"), look="primary")
        self.practice = button(self.tr("Fill in the practice passphrase"), look="quiet")
        self.other = button(self.tr("Open another folder…"), look="quiet")
        self.forgotten = button(self.tr("I have forgotten my passphrase"), look="quiet")
        self.setup = button(self.tr("Set up another workspace"), look="quiet")
        self.return_secret = SecretLine(name=self.tr("Passphrase"))
        self.go_back = button(self.tr("Go back to what I was writing"), look="primary")
        self._way_back = Card()
        self.banner = Banner()
        self.message = plain.label(style="muted")
        self.urgent = UrgentNumbers()
        self.steps = StepStack()
        self.busy = Card(look="soft")
        self.busy_text = plain.label(style="strong")
        self.busy.add(self.busy_text)
        self._links = QWidget()
        self._middle = QWidget()

    def _put_together(self) -> None:
        self.steps.addWidget(self._unlock_step())
        column = QVBoxLayout(self._middle)
        theme.spaced(column, spacing=theme.MEDIUM)
        column.addStretch(1)
        column.addLayout(self._name())
        column.addWidget(self.banner)
        self._way_back.add(
            plain.buddy_label(self.tr("Passphrase"), self.return_secret.line), self.return_secret
        )
        self._way_back.content.addLayout(row_of(self.go_back, None))
        column.addWidget(self._way_back)
        column.addWidget(self.busy)
        column.addWidget(self.steps)
        column.addWidget(self._links)
        column.addStretch(2)
        column.addWidget(self.urgent)
        outer = QWidget()
        across = row_of(None, self._middle, None)
        across.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.WIDE)
        across.setStretch(1, 8)
        outer.setLayout(across)
        # Else Qt takes the height that the texts would have in the narrowest column.
        outer.setMinimumHeight(1)
        layout = QVBoxLayout(self)
        theme.spaced(layout)
        layout.addWidget(scrolled(outer))
        self._way_back.hide()

    def _name(self) -> QHBoxLayout:
        return row_of(
            self.picture,
            plain.label("Alongside", style="title", wrap=False),
            None,
            spacing=theme.MEDIUM,
        )

    def _connect(self) -> None:
        self.unlock.clicked.connect(self._unlock)
        self.secret.line.returnPressed.connect(self._unlock)
        self.secret.line.textChanged.connect(lambda _text: self._offer())
        self.chooser.chosen_changed.connect(self._chosen)
        self.practice.clicked.connect(self._fill_in)
        self.other.clicked.connect(self._choose_folder)
        self.forgotten.clicked.connect(self._show_recovery)
        self.setup.clicked.connect(self.setup_requested)
        self.go_back.clicked.connect(self._go_back)
        self.return_secret.line.returnPressed.connect(self._go_back)
        self._theme.changed.connect(self._fit)

    def _unlock_step(self) -> QWidget:
        card = Card()
        card.add(
            self.chooser, plain.buddy_label(self.tr("Passphrase"), self.secret.line), self.secret
        )
        card.content.addLayout(row_of(self.practice, None))
        card.content.addSpacing(theme.SMALL)
        go = row_of(self.unlock, self.message, spacing=theme.MEDIUM)
        go.setStretch(1, 1)
        card.content.addLayout(go)
        flow = FlowLayout(self._links, across=theme.MEDIUM)
        for link in (self.forgotten, self.other, self.setup):
            flow.addWidget(link)
        return card

    @property
    def recovery(self) -> RecoveryStep:
        """The way in without the passphrase, made when it is first asked for."""
        if self._recovery is None:
            # Loaded late: most days nobody needs it.
            from desktop.ui.recovery_step import RecoveryStep

            made = RecoveryStep(runner=self._runner)
            made.go.clicked.connect(self._recover)
            made.back.clicked.connect(self._show_unlock)
            made.edited.connect(self._offer)
            self.steps.addWidget(made)
            self._recovery = made
        return self._recovery

    def _fit(self) -> None:
        self._middle.setMaximumWidth(self._theme.pixels(WIDEST))
        size = self._theme.pixels(32)
        colour = self._theme.colours.accent
        self.picture.setPixmap(pixmap("alongside", colour=colour, size=size, scale=1))

    def look_for_workspaces(self) -> None:
        """Look for workspaces in the background; this loads the rest of the program as well."""
        home = self._home
        self._runner.start(
            lambda: find_workspaces(home),
            owner=self,
            done=self._show_found,
            failed=self.banner.show_fault,
        )

    def prepare(self, message: str = "") -> None:
        """Be ready for a passphrase, with nothing left of the last one.

        With a message the window is busy, for example with locking, and takes none yet.
        """
        self.secret.clear()
        if self._recovery is not None:
            self._recovery.clear()
        self.return_secret.clear()
        self.banner.clear()
        self._way_back.hide()
        self._be_busy("")
        self._show_unlock()
        plain.set_text(self.busy_text, message)
        self._show_parts(is_asking=not message)

    def show_unsaved(self, error: AlongsideError) -> None:
        """Say that the last words could not be saved, and offer the way back to them.

        The workspace is still open, but whoever stands there now may be somebody else.
        """
        self._show_parts(is_asking=False)
        self.busy.hide()
        self.banner.show_fault(error)
        self.return_secret.clear()
        self._way_back.show()
        self.return_secret.setFocus()

    def _go_back(self) -> None:
        if self.return_secret.text():
            self.return_requested.emit(self.return_secret.text())

    def folder(self) -> Path | None:
        """Return the workspace that is chosen."""
        return self.chooser.chosen()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back from the recovery code with Escape; Enter opens."""
        is_recovery = self.steps.currentIndex() == 1
        if event.key() == Qt.Key.Key_Escape and is_recovery:
            self.recovery.back.click()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and is_recovery:
            self.recovery.go.click()
        else:
            super().keyPressEvent(event)

    def _show_found(self, found: tuple[Found, ...]) -> None:
        for one in found:
            self.chooser.add(one)
        if self._wanted is not None:
            self.chooser.choose(self._wanted)
        elif not self.secret.text():
            # Not under the hands of somebody who is typing already.
            self.chooser.choose_last_used()
        self._offer()

    def _choose_folder(self) -> None:
        folder = self._prompts.open_folder(self, title=self.tr("The folder of a workspace"))
        if folder is not None:
            self.chooser.add(Found(folder=folder, label=spoken(folder.name)))
            self.chooser.choose(folder)
            self.secret.setFocus()

    def _chosen(self) -> None:
        self.banner.clear()
        self._offer()

    def _offer(self) -> None:
        folder = self.folder()
        self.unlock.setEnabled(folder is not None and bool(self.secret.text()))
        self.practice.setVisible(folder is not None and passphrase_file(folder) is not None)
        if self._recovery is not None:
            self._recovery.go.setEnabled(folder is not None and self._recovery.is_ready)

    def _show_unlock(self) -> None:
        self._show_parts(is_asking=True)
        self.steps.setCurrentIndex(0)
        self.secret.setFocus()

    def _show_recovery(self) -> None:
        self.banner.clear()
        self.recovery.choice.suggest()
        self._links.hide()
        self.steps.setCurrentWidget(self.recovery)
        self.recovery.code.setFocus()

    def _show_parts(self, *, is_asking: bool) -> None:
        self.busy.setVisible(not is_asking)
        self.steps.setVisible(is_asking)
        self._links.setVisible(is_asking)

    def _fill_in(self) -> None:
        folder = self.folder()
        if folder is not None:
            self._runner.start(
                lambda: _practice_passphrase(folder),
                owner=self,
                done=self._filled_in,
                failed=self._failed,
            )

    def _filled_in(self, passphrase: str) -> None:
        self.secret.line.setText(passphrase)
        self.unlock.setFocus()

    def _unlock(self) -> None:
        folder, passphrase = self.folder(), self.secret.text()
        if folder is not None and passphrase:
            self._begin()
            self._runner.start(
                lambda: _open(folder, passphrase),
                owner=self,
                done=self._opened,
                failed=self._failed,
            )

    def _recover(self) -> None:
        step, folder = self.recovery, self.folder()
        code, new = step.code.text(), step.choice.passphrase()
        if folder is not None and step.choice.is_ready:
            self._begin()
            self._runner.start(
                lambda: _recover(folder, code=code, new_passphrase=new),
                owner=self,
                done=self._opened,
                failed=self._failed,
            )

    def _begin(self) -> None:
        self.banner.clear()
        self._be_busy(self.tr("Unlocking…"))

    def _be_busy(self, message: str) -> None:
        plain.set_text(self.message, message)
        for part in (self.steps, self._links):
            part.setEnabled(not message)

    def _opened(self, workspace: Workspace) -> None:
        self.prepare()
        self.unlocked.emit(workspace)

    def _failed(self, error: AlongsideError) -> None:
        self._be_busy("")
        self.banner.show_fault(error)
        if self.steps.currentIndex() == 0:
            self.secret.line.selectAll()
            self.secret.setFocus()
