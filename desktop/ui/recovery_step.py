# SPDX-License-Identifier: Apache-2.0
"""Opening a workspace with its recovery code, and choosing a new passphrase for it.

It shows and reads what is typed, and opens nothing. Loaded when somebody has forgotten theirs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from desktop.ui import plain, theme
from desktop.ui.controls import Card, button, row_of
from desktop.ui.fields import LineBox
from desktop.ui.passphrase import PassphraseChoice

if TYPE_CHECKING:
    from desktop.ui.tasks import Runner


class RecoveryStep(Card):
    """The recovery code, a new passphrase, and the button that opens.

    Signals:
        edited: something else is filled in now.
    """

    edited = Signal()

    def __init__(self, *, runner: Runner) -> None:
        super().__init__(self.tr("Open it with the recovery code"))
        self.name = plain.label(style="muted")
        self.said = plain.label(style="muted")
        self.code = LineBox()
        self.choice = PassphraseChoice(runner=runner)
        self.go = button(self.tr("Open with the recovery code"), look="primary")
        self.back = button(self.tr("Back"), look="quiet")
        self.add(
            self.name,
            plain.buddy_label(self.tr("The recovery code on your recovery sheet"), self.code),
            self.code,
        )
        self.content.addSpacing(theme.SMALL)
        self.add(plain.label(self.tr("A new passphrase"), style="heading"), self.choice)
        self.content.addLayout(row_of(self.go, self.back, None))
        self.add(self.said)
        self.said.hide()
        self.code.textChanged.connect(lambda _text: self.edited.emit())
        self.choice.readiness_changed.connect(self.edited)

    def show_name(self, name: str) -> None:
        """Show which workspace it is that is opened."""
        plain.set_text(self.name, self.tr("Workspace: {name}").format(name=plain.isolated(name)))

    def say(self, text: str) -> None:
        """Say what is under way."""
        plain.set_text(self.said, text)
        self.said.setVisible(bool(text))

    @property
    def is_ready(self) -> bool:
        """Everything is filled in."""
        return bool(self.code.text().strip()) and self.choice.is_ready

    def clear(self) -> None:
        """Hold nothing."""
        self.code.clear()
        self.choice.clear()
        self.say("")
