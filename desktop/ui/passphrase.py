# SPDX-License-Identifier: Apache-2.0
"""Choosing a passphrase: six words that the program offers, or one's own with honest advice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from desktop.ui import plain, theme, words
from desktop.ui.clipboard import SecretEdit
from desktop.ui.controls import button, row_of

if TYPE_CHECKING:
    from desktop.errors import AlongsideError
    from desktop.operations.workspaces import PassphraseAdvice
    from desktop.ui.tasks import Runner, Task


def suggest() -> str:
    """Return six random words; the first call loads the word list."""
    # Loaded late: the first window is painted before the operations are.
    from desktop.operations import workspaces

    return workspaces.suggest_passphrase()


def advise(text: str) -> PassphraseAdvice:
    """Return how good a passphrase is."""
    from desktop.operations import workspaces

    return workspaces.check_passphrase(text)


class SecretLine(QWidget):
    """A line for a passphrase, hidden unless the person wants to see it."""

    def __init__(self, *, name: str) -> None:
        super().__init__()
        self.line = SecretEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setMaxLength(500)
        self.line.setAccessibleName(name)
        self.show_it = QCheckBox(self.tr("Show"))
        self.show_it.setAccessibleName(self.tr("Show what I type"))
        self.show_it.toggled.connect(self._show_or_hide)
        layout = row_of(self.line, self.show_it)
        self.setLayout(layout)
        self.setFocusProxy(self.line)

    def text(self) -> str:
        """Return what is typed."""
        return self.line.text()

    def clear(self) -> None:
        """Hold nothing."""
        self.line.clear()
        self.show_it.setChecked(False)

    def _show_or_hide(self, is_shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password
        self.line.setEchoMode(mode)


class PassphraseChoice(QWidget):
    """Choose a passphrase and type it once more, to be sure of it.

    Signals:
        readiness_changed: whether it can be used has changed, or may have.
    """

    readiness_changed = Signal()

    def __init__(self, *, runner: Runner) -> None:
        super().__init__()
        self._runner = runner
        self._asking: Task | None = None
        self._is_good = False
        self.offered = QRadioButton(self.tr("Use these six words (recommended)"))
        self.own = QRadioButton(self.tr("Choose my own"))
        self.six = plain.label(style="words")
        self.other = button(self.tr("Other words"), look="quiet")
        self.first = SecretLine(name=self.tr("Your own passphrase"))
        self.again = SecretLine(name=self.tr("The passphrase once more"))
        self.advice = plain.label(style="muted")
        self._own_area = QWidget()
        self._lay_out()
        self.offered.setChecked(True)
        self.offered.toggled.connect(self._mode_changed)
        self.other.clicked.connect(self.suggest)
        self.first.line.textChanged.connect(self._ask_advice)
        self.again.line.textChanged.connect(lambda _text: self._show_state())
        self._mode_changed()

    def _lay_out(self) -> None:
        own = QVBoxLayout(self._own_area)
        theme.spaced(own, spacing=theme.TIGHT)
        own.addWidget(plain.buddy_label(self.tr("Your own passphrase"), self.first.line))
        own.addWidget(self.first)
        layout = QVBoxLayout(self)
        theme.spaced(layout)
        layout.addWidget(self.offered)
        six = row_of(self.six, self.other)
        six.setStretch(0, 1)
        layout.addLayout(six)
        layout.addWidget(self.own)
        layout.addWidget(self._own_area)
        layout.addWidget(
            plain.buddy_label(
                self.tr("Type the passphrase, to be sure that you have it right"), self.again.line
            )
        )
        layout.addWidget(self.again)
        layout.addWidget(self.advice)

    @property
    def is_ready(self) -> bool:
        """The passphrase is good, and was typed the same again."""
        if self.offered.isChecked():
            return bool(self.six.text()) and self._typed_words() == self.six.text().split()
        return self._is_good and self.first.text() == self.again.text()

    def passphrase(self) -> str:
        """Return the passphrase that was chosen."""
        return self.six.text() if self.offered.isChecked() else self.first.text()

    def suggest(self) -> None:
        """Offer six other words."""
        self._runner.start(suggest, owner=self, done=self._offer, failed=self._show_fault)

    def clear(self) -> None:
        """Hold nothing."""
        plain.set_text(self.six, "")
        self.first.clear()
        self.again.clear()
        plain.set_text(self.advice, "")

    def _typed_words(self) -> list[str]:
        return self.again.text().lower().split()

    def _offer(self, six_words: str) -> None:
        plain.set_text(self.six, six_words)
        self._show_state()

    def _mode_changed(self) -> None:
        is_own = self.own.isChecked()
        self._own_area.setVisible(is_own)
        self.six.setEnabled(not is_own)
        self.other.setVisible(not is_own)
        self._show_state()

    def _ask_advice(self) -> None:
        self._is_good = False
        if self._asking is not None:
            self._asking.cancel()
        text = self.first.text()
        self._asking = self._runner.start(
            lambda: advise(text), owner=self, done=self._show_advice, failed=self._show_fault
        )

    def _show_advice(self, advice: PassphraseAdvice) -> None:
        self._is_good = advice.ok
        self._show_state(words.translated("errors", advice.text))

    def _show_state(self, advice: str = "") -> None:
        text = advice
        if self.is_ready:
            text = self.tr("That is right.")
        elif self.again.text() and not advice:
            text = self.tr("Not the same yet.")
        elif self.own.isChecked() and self._is_good:
            text = self.tr("That is a good one. Type it once more below.")
        plain.set_text(self.advice, text)
        self.readiness_changed.emit()

    def _show_fault(self, error: AlongsideError) -> None:
        plain.set_text(self.advice, words.fault_text(error).message)
