# SPDX-License-Identifier: Apache-2.0
"""The steps of setting up that make a workspace and what belongs to it, each a small page.

A hub's names and keys, the passphrase, the recovery sheet, the words, and the practice pair.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from desktop.ui import plain, theme, words
from desktop.ui.controls import Card, button, row_of
from desktop.ui.fields import ChoiceBox, LineBox
from desktop.ui.passphrase import PassphraseChoice
from desktop.ui.recovery_sheet import RecoverySheet
from desktop.ui.steps import Step

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QFrame, QLabel

    from desktop.ui.prompts import Prompts
    from desktop.ui.tasks import Runner


class HubStep(Step):
    """What the new hub is called, and where its offline keys go.

    Signals:
        folder_requested: choose where the offline keys go.
    """

    folder_requested = Signal()

    def __init__(self) -> None:
        super().__init__(
            title=self.tr("A new hub"),
            about=self.tr("Volunteers see the hub’s name. You can invite them afterwards."),
            go_on=self.tr("Go on"),
        )
        self.name = LineBox()
        self.start_at = self.name
        self.staff = LineBox()
        self.programme = ChoiceBox()
        self.folder_text = plain.label(self.tr("Not chosen yet"), style="muted")
        self.choose = button(self.tr("Choose a new, empty folder…"))
        self.choose.clicked.connect(self.folder_requested)
        self.folder: Path | None = None
        for text, control in (
            (self.tr("Name of the hub"), self.name),
            (self.tr("Your own name"), self.staff),
            (self.tr("Programme"), self.programme),
        ):
            self.content.addWidget(plain.buddy_label(text, control))
            self.content.addWidget(control)
        self.content.addSpacing(theme.SMALL)
        self.content.addWidget(self._keys())
        for line in (self.name, self.staff):
            line.textChanged.connect(self._offer)
        self._offer()

    def _keys(self) -> QFrame:
        card = Card()
        card.add(
            plain.label(self.tr("Where the two offline keys go"), style="strong"),
            plain.label(
                self.tr(
                    "A stick is best. Keep the two files away from this computer, in a safe "
                    "place: they make the hub’s keys anew and open everything that was sent, "
                    "concerns too, if this computer is ever lost."
                ),
                style="small",
            ),
            self.folder_text,
        )
        card.content.addLayout(row_of(self.choose, None))
        return card

    def set_programmes(self, choices: tuple[tuple[str, str], ...]) -> None:
        """Offer these programmes."""
        self.programme.clear()
        for value, title in choices:
            self.programme.addItem(plain.shortened(title), value)
        self._offer()

    def set_folder(self, folder: Path) -> None:
        """Show which folder was chosen."""
        self.folder = folder
        plain.set_text(self.folder_text, plain.shortened(str(folder)))
        self._offer()

    def _offer(self) -> None:
        is_named = bool(self.name.text().strip()) and bool(self.staff.text().strip())
        self.next.setEnabled(
            is_named and self.folder is not None and self.programme.currentIndex() >= 0
        )


class PassphraseStep(Step):
    """Choose the passphrase."""

    def __init__(self, *, runner: Runner) -> None:
        super().__init__(
            title=self.tr("A passphrase"),
            about=self.tr(
                "It opens your workspace, and nobody can look it up for you. Six unrelated words "
                "are easy to type and hard to guess. Do not use one that somebody else knows."
            ),
            go_on=self.tr("Make the workspace"),
        )
        self.choice = PassphraseChoice(runner=runner)
        self.start_at = self.choice.again.line
        self.content.addWidget(self.choice)
        self.choice.readiness_changed.connect(lambda: self.next.setEnabled(self.choice.is_ready))
        self.next.setEnabled(False)

    def empty(self) -> None:
        """Hold no passphrase."""
        self.choice.clear()


class RecoveryStep(Step):
    """Put the recovery code on paper, and prove it."""

    def __init__(self, *, prompts: Prompts, runner: Runner) -> None:
        super().__init__(
            title=self.tr("Your recovery sheet"),
            about=self.tr(
                "If you forget the passphrase, only this code opens the workspace. It is shown "
                "once. Put it on paper and keep the paper at a safe place, not with the laptop."
            ),
            go_on=self.tr("Go on"),
        )
        self.sheet = RecoverySheet(prompts=prompts, runner=runner)
        self.start_at = self.sheet.print
        self.content.addWidget(self.sheet)
        self.sheet.proved_changed.connect(lambda: self.next.setEnabled(self.sheet.is_proved))
        self.back.hide()
        self.next.setEnabled(False)

    @property
    def code(self) -> QLabel:
        """Where the code is shown."""
        return self.sheet.code

    @property
    def lines(self) -> tuple[LineBox, ...]:
        """Where the two groups are typed."""
        return self.sheet.lines

    def show_code(self, code: str) -> None:
        """Show a code, and nothing typed."""
        self.sheet.show_code(code)

    def empty(self) -> None:
        """Hold nothing."""
        self.sheet.empty()

    def enter(self) -> None:
        """Go on, or leave it to the sheet to lead to the other group."""
        if self.next.isEnabled():
            self.next.click()


class WordsStep(Step):
    """The words of this device, or of this hub."""

    def __init__(self) -> None:
        super().__init__(
            title=self.tr("Nearly done"), about="", go_on=self.tr("Open the workspace")
        )
        self.words = plain.selectable(plain.label(style="words"))
        self.more = plain.label(style="muted")
        card = Card()
        card.add(self.words)
        self.content.addWidget(card)
        self.content.addWidget(self.more)
        self.back.hide()

    def show_words(self, *, about: str, eight: tuple[str, ...], more: str) -> None:
        """Show eight words, with what to do with them."""
        plain.set_text(self.about, about)
        self.about.setVisible(bool(about))
        plain.set_text(self.words, words.words_text(eight))
        plain.set_text(self.more, more)


class PracticeStep(Step):
    """The practice pair is ready: choose a side.

    Signals:
        side_chosen: carries ``volunteer`` or ``hub``.
    """

    side_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(
            title=self.tr("Practice"),
            about=self.tr(
                "Two workspaces with made-up families are ready: a volunteer’s and a hub’s. "
                "Start with either; lock it to change to the other."
            ),
            go_on=self.tr("Open the volunteer’s"),
        )
        self.said = plain.label(self.tr("The passphrase of both is:"))
        self.passphrase = plain.selectable(plain.label(style="words"))
        self.hub = button(self.tr("Open the hub’s"))
        card = Card()
        card.add(self.said, self.passphrase)
        self.content.addWidget(card)
        self.buttons.insertWidget(1, self.hub)
        self.back.hide()
        self.next.clicked.connect(lambda: self.side_chosen.emit("volunteer"))
        self.hub.clicked.connect(lambda: self.side_chosen.emit("hub"))

    def show_passphrase(self, passphrase: str) -> None:
        """Say what opens both."""
        plain.set_text(self.passphrase, passphrase)
