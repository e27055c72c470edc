# SPDX-License-Identifier: Apache-2.0
"""The parts of the settings that ask for the passphrase: change it, and make a new recovery sheet.

Each is a card with one button until it is wanted. They know no operation; the page does the work.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui import plain, theme
from desktop.ui.controls import Card, button, row_of
from desktop.ui.flow import FlowLayout
from desktop.ui.passphrase import PassphraseChoice, SecretLine
from desktop.ui.recovery_sheet import RecoverySheet

if TYPE_CHECKING:
    from desktop.ui.prompts import Prompts
    from desktop.ui.tasks import Runner


class OpeningCard(Card):
    """A card with a sentence and a button that opens the rest of it, and closes it again."""

    def __init__(self, *, title: str, about: str, begin: str) -> None:
        super().__init__(title)
        self.begin = button(begin)
        self.area = QWidget()
        self.inner = QVBoxLayout(self.area)
        theme.spaced(self.inner)
        self.current = SecretLine(name=self.tr("Your passphrase now"))
        self.back = button(self.tr("Do not change anything"), look="quiet")
        self.add(plain.label(about))
        self.content.addLayout(row_of(self.begin, None))
        self.add(self.area)
        self.area.hide()
        self.inner.addWidget(plain.buddy_label(self.tr("Your passphrase now"), self.current.line))
        self.inner.addWidget(self.current)
        self.begin.clicked.connect(self.open)
        self.back.clicked.connect(self.close_again)

    def open(self) -> None:
        """Show the rest, ready for typing."""
        self.begin.hide()
        self.area.show()
        self.current.setFocus()

    def close_again(self) -> None:
        """Hold nothing, and show only the button."""
        had_focus = self.area.isAncestorOf(self.focusWidget() or self)
        self.forget()
        self.area.hide()
        self.begin.show()
        if had_focus:
            self.begin.setFocus()

    def ask_again(self) -> None:
        """Let the person type the passphrase of now once more: it was not right."""
        self.current.clear()
        self.current.setFocus()

    def forget(self) -> None:
        """Hold nothing that was typed."""
        self.current.clear()


class PassphraseChange(OpeningCard):
    """Change the passphrase.

    Signals:
        change_requested: both passphrases are there.
    """

    change_requested = Signal()

    def __init__(self, *, runner: Runner) -> None:
        super().__init__(
            title=self.tr("My passphrase"),
            about=self.tr(
                "After the change only the new passphrase opens this workspace. What you have "
                "written stays as it is, and your recovery sheet stays good."
            ),
            begin=self.tr("Change my passphrase…"),
        )
        self.choice = PassphraseChoice(runner=runner)
        self.change = button(self.tr("Change my passphrase"), look="primary")
        self.inner.addSpacing(theme.SMALL)
        self.inner.addWidget(plain.label(self.tr("The new passphrase"), style="strong"))
        self.inner.addWidget(self.choice)
        self.inner.addLayout(_flowing(self.change, self.back))
        self.change.clicked.connect(self._ask)
        self.choice.again.line.returnPressed.connect(self._ask)
        self.current.line.textChanged.connect(lambda _text: self._offer())
        self.choice.readiness_changed.connect(self._offer)
        self._offer()

    def open(self) -> None:
        """Offer six words as well."""
        self.choice.suggest()
        super().open()

    def forget(self) -> None:
        """Hold neither passphrase."""
        super().forget()
        self.choice.clear()

    def _is_ready(self) -> bool:
        return bool(self.current.text()) and self.choice.is_ready

    def _offer(self) -> None:
        self.change.setEnabled(self._is_ready())

    def _ask(self) -> None:
        if self._is_ready():
            self.change_requested.emit()


class NewSheet(OpeningCard):
    """Make another recovery sheet, which takes the place of the last one.

    Signals:
        sheet_requested: the passphrase is typed.
        finished: the new sheet is on paper.
    """

    sheet_requested = Signal()
    finished = Signal()

    def __init__(self, *, prompts: Prompts, runner: Runner) -> None:
        super().__init__(
            title=self.tr("My recovery sheet"),
            about=self.tr(
                "If the sheet is lost, or somebody else may have seen it, make a new one. The old "
                "sheet stops working at that moment, so have paper ready."
            ),
            begin=self.tr("Make a new recovery sheet…"),
        )
        self.make = button(self.tr("Make a new recovery sheet"), look="primary")
        self.asked = _flowing(self.make, self.back)
        self.sheet = RecoverySheet(prompts=prompts, runner=runner)
        self.done = button(self.tr("I have the new sheet"), look="primary")
        self.inner.addLayout(self.asked)
        self.add(self.sheet)
        self.content.addLayout(row_of(self.done, None))
        self.make.clicked.connect(self._ask)
        self.current.line.returnPressed.connect(self._ask)
        self.current.line.textChanged.connect(lambda _text: self._offer())
        self.sheet.proved_changed.connect(self._offer)
        self.sheet.go_on_requested.connect(self._finish)
        self.done.clicked.connect(self._finish)
        self._show_sheet(False)

    def show_code(self, code: str) -> None:
        """Show the new code until it is on paper."""
        self.current.clear()
        self.area.hide()
        self.sheet.show_code(code)
        self._show_sheet(True)
        self.sheet.print.setFocus()

    def close_again(self) -> None:
        """Hold no code either."""
        super().close_again()
        self._show_sheet(False)

    def forget(self) -> None:
        """Hold neither passphrase nor code."""
        super().forget()
        self.sheet.empty()

    def _show_sheet(self, is_shown: bool) -> None:
        self.sheet.setVisible(is_shown)
        self.done.setVisible(is_shown)
        self._offer()

    def _offer(self) -> None:
        self.make.setEnabled(bool(self.current.text()))
        self.done.setEnabled(self.sheet.is_proved)

    def _ask(self) -> None:
        if self.current.text():
            self.sheet_requested.emit()

    def _finish(self) -> None:
        self.close_again()
        self.begin.setFocus()
        self.finished.emit()


def _flowing(*buttons: QWidget) -> FlowLayout:
    """Return buttons side by side, or below each other where their type is too large for that."""
    flow = FlowLayout(across=theme.SMALL)
    for one in buttons:
        flow.addWidget(one)
    return flow
