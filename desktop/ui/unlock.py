# SPDX-License-Identifier: Apache-2.0
"""The window that asks for the passphrase. It says nothing about what is inside."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui import places, plain, theme
from desktop.ui.controls import Banner, button, row_of, scrolled
from desktop.ui.fields import ChoiceBox, LineBox
from desktop.ui.passphrase import PassphraseChoice, SecretLine

if TYPE_CHECKING:
    from desktop.errors import AlongsideError
    from desktop.operations.workspaces import Workspace
    from desktop.ui.prompts import Prompts
    from desktop.ui.tasks import Runner


def _open(folder: Path, passphrase: str) -> Workspace:
    # Loaded late: this window is painted before the operations are, which takes a moment.
    from desktop.operations import workspaces

    return workspaces.open_workspace(folder, passphrase)


def _recover(folder: Path, *, code: str, new_passphrase: str) -> Workspace:
    from desktop.operations import workspaces

    return workspaces.recover(folder, code=code, new_passphrase=new_passphrase)


def find_workspaces(home: Path) -> tuple[tuple[Path, str], ...]:
    """Return the workspaces on this computer with their neutral names; loads the operations."""
    from desktop.operations import workspaces

    found: list[tuple[Path, str]] = []
    for folder in places.folders(home):
        card = workspaces.kind_of(folder)
        if card.exists:
            inner = folder.parent != home
            found.append((folder, f"{folder.parent.name}, {card.label}" if inner else card.label))
    return tuple(found)


class UnlockScreen(QWidget):
    """Choose a workspace and unlock it.

    Signals:
        unlocked: a workspace was opened; carries it.
        setup_requested: the person wants to set up another one.
        return_requested: go back to what could not be saved.
    """

    unlocked = Signal(object)
    setup_requested = Signal()
    return_requested = Signal()

    def __init__(
        self, *, home: Path, folder: Path | None, runner: Runner, prompts: Prompts
    ) -> None:
        super().__init__()
        self._home = home
        self._runner = runner
        self._prompts = prompts
        self.setProperty("look", "page")
        self.chooser = ChoiceBox()
        self.secret = SecretLine(name=self.tr("Passphrase"))
        self.unlock = button(self.tr("Unlock"), look="primary")
        self.other = button(self.tr("A workspace in another folder…"), look="quiet")
        self.forgotten = button(self.tr("I have forgotten my passphrase"), look="quiet")
        self.setup = button(self.tr("Set up another workspace"), look="quiet")
        self.go_back = button(self.tr("Go back to what I was writing"))
        self.banner = Banner()
        self.message = plain.label(style="muted")
        self.code = LineBox()
        self.choice = PassphraseChoice(runner=runner)
        self.recover = button(self.tr("Open with the recovery code"), look="primary")
        self.cancel = button(self.tr("Back"), look="quiet")
        self.steps = QStackedWidget()
        self._put_together()
        if folder is not None:
            self._add_folder(folder, folder.name)
        self._offer()

    def _put_together(self) -> None:
        self.steps.addWidget(self._unlock_step())
        self.steps.addWidget(self._recovery_step())
        column = QVBoxLayout()
        theme.spaced(column, spacing=theme.MEDIUM)
        column.addStretch(1)
        column.addWidget(plain.label("Alongside", style="title"))
        column.addWidget(self.banner)
        column.addWidget(self.go_back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.steps)
        column.addStretch(2)
        column.addWidget(
            plain.label(
                self.tr(
                    "If somebody is in danger now, ring 999. This program cannot call for help."
                ),
                style="muted",
            )
        )
        middle = QWidget()
        middle.setMaximumWidth(720)
        middle.setLayout(column)
        outer = QWidget()
        across = row_of(None, middle, None)
        across.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.WIDE)
        across.setStretch(1, 8)
        outer.setLayout(across)
        layout = QVBoxLayout(self)
        theme.spaced(layout)
        layout.addWidget(scrolled(outer))
        self.go_back.hide()
        self._connect()

    def _connect(self) -> None:
        self.unlock.clicked.connect(self._unlock)
        self.secret.line.returnPressed.connect(self._unlock)
        self.secret.line.textChanged.connect(lambda _text: self._offer())
        self.chooser.currentIndexChanged.connect(lambda _index: self._offer())
        self.other.clicked.connect(self._choose_folder)
        self.forgotten.clicked.connect(self._show_recovery)
        self.setup.clicked.connect(self.setup_requested)
        self.go_back.clicked.connect(self.return_requested)
        self.recover.clicked.connect(self._recover)
        self.cancel.clicked.connect(self._show_unlock)
        self.code.textChanged.connect(lambda _text: self._offer())
        self.choice.readiness_changed.connect(self._offer)

    def _unlock_step(self) -> QWidget:
        card = QFrame()
        card.setProperty("look", "card")
        layout = QVBoxLayout(card)
        theme.spaced(layout, margin=theme.WIDE)
        layout.addWidget(plain.buddy_label(self.tr("Workspace"), self.chooser))
        layout.addWidget(self.chooser)
        layout.addSpacing(theme.SMALL)
        layout.addWidget(plain.buddy_label(self.tr("Passphrase"), self.secret.line))
        layout.addWidget(self.secret)
        layout.addSpacing(theme.SMALL)
        layout.addLayout(row_of(self.unlock, self.message, None))
        step = QWidget()
        outer = QVBoxLayout(step)
        theme.spaced(outer, spacing=theme.MEDIUM)
        outer.addWidget(card)
        for link in (self.forgotten, self.other, self.setup):
            outer.addLayout(row_of(link, None))
        outer.addStretch(1)
        return step

    def _recovery_step(self) -> QWidget:
        step = QFrame()
        step.setProperty("look", "card")
        layout = QVBoxLayout(step)
        theme.spaced(layout, margin=theme.WIDE)
        layout.addWidget(
            plain.buddy_label(self.tr("The recovery code on your recovery sheet"), self.code)
        )
        layout.addWidget(self.code)
        layout.addSpacing(theme.SMALL)
        layout.addWidget(plain.label(self.tr("A new passphrase"), style="heading"))
        layout.addWidget(self.choice)
        layout.addLayout(row_of(self.recover, None, self.cancel))
        return step

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
        """Be ready for a passphrase, with nothing left of the last one."""
        self.secret.clear()
        self.code.clear()
        self.choice.clear()
        self.banner.clear()
        self.go_back.hide()
        plain.set_text(self.message, message)
        self._show_unlock()

    def show_unsaved(self, error: AlongsideError) -> None:
        """Say that the last words could not be saved, and offer the way back to them."""
        self.banner.show_fault(error)
        self.go_back.show()
        plain.set_text(self.message, "")

    def folder(self) -> Path | None:
        """Return the workspace that is chosen."""
        chosen = self.chooser.currentData()
        return Path(chosen) if chosen else None

    def _show_found(self, found: tuple[tuple[Path, str], ...]) -> None:
        for folder, label in found:
            self._add_folder(folder, label)
        self._offer()

    def _add_folder(self, folder: Path, label: str) -> None:
        if self.chooser.findData(str(folder)) < 0:
            self.chooser.addItem(plain.shortened(label), str(folder))

    def _choose_folder(self) -> None:
        folder = self._prompts.open_folder(self, title=self.tr("The folder of a workspace"))
        if folder is not None:
            self._add_folder(folder, folder.name)
            self.chooser.setCurrentIndex(self.chooser.findData(str(folder)))
            self.secret.setFocus()

    def _offer(self) -> None:
        has_folder = self.folder() is not None
        self.unlock.setEnabled(has_folder and bool(self.secret.text()))
        self.recover.setEnabled(
            has_folder and bool(self.code.text().strip()) and self.choice.is_ready
        )

    def _show_unlock(self) -> None:
        self.steps.setCurrentIndex(0)
        self.secret.setFocus()

    def _show_recovery(self) -> None:
        self.banner.clear()
        self.choice.suggest()
        self.steps.setCurrentIndex(1)
        self.code.setFocus()

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
        folder, code, new = self.folder(), self.code.text(), self.choice.passphrase()
        if folder is not None and self.choice.is_ready:
            self._begin()
            self._runner.start(
                lambda: _recover(folder, code=code, new_passphrase=new),
                owner=self,
                done=self._opened,
                failed=self._failed,
            )

    def _begin(self) -> None:
        self.banner.clear()
        self.steps.setEnabled(False)
        plain.set_text(self.message, self.tr("Unlocking…"))

    def _opened(self, workspace: Workspace) -> None:
        self.steps.setEnabled(True)
        self.prepare()
        self.unlocked.emit(workspace)

    def _failed(self, error: AlongsideError) -> None:
        self.steps.setEnabled(True)
        plain.set_text(self.message, "")
        self.banner.show_fault(error)
        self.secret.line.selectAll()
        self.secret.setFocus()
