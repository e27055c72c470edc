# SPDX-License-Identifier: Apache-2.0
"""Choosing a passphrase: six words that the program offers, or one's own with honest advice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from desktop.ui import plain, theme, words
from desktop.ui.clipboard import SecretEdit
from desktop.ui.controls import Card, button, row_of

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

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


class _SecretBox(SecretEdit):
    """Hides what is typed, and notices a Caps Lock that is on.

    Signals:
        caps_lock_noticed: a letter was typed that says whether Caps Lock is on.
    """

    caps_lock_noticed = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(500)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Compare a letter with the Shift key: Qt cannot ask for the state of Caps Lock."""
        letter = event.text()
        if len(letter) == 1 and letter.lower() != letter.upper():
            has_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps_lock_noticed.emit(letter.isupper() != has_shift)
        super().keyPressEvent(event)


class SecretLine(QWidget):
    """A line for a passphrase, hidden unless the person wants to see it."""

    def __init__(self, *, name: str) -> None:
        super().__init__()
        self.line = _SecretBox()
        self.line.setAccessibleName(name)
        self.show_it = QCheckBox(self.tr("Show"))
        self.show_it.setAccessibleName(self.tr("Show what I type"))
        self.show_it.toggled.connect(self._show_or_hide)
        self.caps_lock = plain.label(self.tr("Caps Lock seems to be on."), style="problem")
        self.caps_lock.hide()
        self.line.caps_lock_noticed.connect(self.caps_lock.setVisible)
        layout = QVBoxLayout(self)
        theme.spaced(layout, spacing=theme.TIGHT)
        across = row_of(self.line, self.show_it)
        across.setStretch(0, 1)
        layout.addLayout(across)
        layout.addWidget(self.caps_lock)
        self.setFocusProxy(self.line)

    def text(self) -> str:
        """Return what is typed."""
        return self.line.text()

    def clear(self) -> None:
        """Hold nothing."""
        self.line.clear()
        self.show_it.setChecked(False)
        self.caps_lock.hide()

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
        self.strength = plain.label(style="strong")
        self.advice = plain.label(style="strong")
        self._own_area = QWidget()
        self._six_area = Card(look="soft")
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
        own.addWidget(self.strength)
        self._six_area.add(self.six)
        self._six_area.content.addLayout(row_of(self.other, None))
        layout = QVBoxLayout(self)
        theme.spaced(layout)
        layout.addWidget(self.offered)
        layout.addWidget(self._six_area)
        layout.addWidget(self.own)
        layout.addWidget(self._own_area)
        layout.addSpacing(theme.SMALL)
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
        """Hold nothing, and offer the six words again."""
        self.offered.setChecked(True)
        plain.set_text(self.six, "")
        self.first.clear()
        self.again.clear()
        plain.set_text(self.strength, "")
        self._advise("")

    def _typed_words(self) -> list[str]:
        return self.again.text().lower().split()

    def _offer(self, six_words: str) -> None:
        plain.set_text(self.six, six_words)
        self._show_state()

    def _mode_changed(self) -> None:
        is_own = self.own.isChecked()
        self._own_area.setVisible(is_own)
        self._six_area.setVisible(not is_own)
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
        theme.set_look(self.strength, "strong" if advice.ok else "problem")
        plain.set_text(self.strength, self._strength_text(advice) if self.first.text() else "")
        self._show_state(words.translated("errors", advice.text))

    def _strength_text(self, advice: PassphraseAdvice) -> str:
        steps = (
            self.tr("Very easy to guess"),
            self.tr("Easy to guess"),
            self.tr("Could be guessed"),
            self.tr("Hard to guess"),
            self.tr("Very hard to guess"),
        )
        # However hard to guess, one that is too short will not do, and the advice says so.
        known = min(max(advice.score, 0), len(steps) - 1)
        return steps[known if advice.ok else min(known, 2)]

    def _show_state(self, advice: str = "") -> None:
        if self.is_ready:
            self._advise(self.tr("That is right."))
        elif self.again.text() and not advice:
            self._advise(self.tr("Not the same yet."))
        elif self.own.isChecked() and self._is_good:
            self._advise(self.tr("That is a good one. Type it once more below."))
        else:
            self._advise(advice if self.first.text() else "")
        self.readiness_changed.emit()

    def _advise(self, text: str) -> None:
        plain.set_text(self.advice, text)
        self.again.line.setAccessibleDescription(text)

    def _show_fault(self, error: AlongsideError) -> None:
        self._advise(words.fault_text(error).message)
