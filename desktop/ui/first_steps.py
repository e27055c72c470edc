# SPDX-License-Identifier: Apache-2.0
"""The steps of setting up a workspace, each a small page that knows only itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from desktop.ui import plain, theme, words
from desktop.ui.controls import Card, button, row_of
from desktop.ui.steps import Fact, Step, Tile
from desktop.ui.words_check import WordsCheck

if TYPE_CHECKING:
    from desktop.operations.workspaces import InvitationView


class RoleStep(Step):
    """What is this computer for?

    Signals:
        role_chosen: carries ``volunteer``, ``hub`` or ``practice``.
    """

    role_chosen = Signal(str)

    def __init__(self, *, theme: theme.Theme) -> None:
        super().__init__(
            title=self.tr("Welcome to Alongside"),
            about=self.tr(
                "Write down visits and listening, safely and without a connection. "
                "What would you like to do?"
            ),
            go_on=self.tr("Go on"),
        )
        self.cards = {
            "volunteer": Tile(
                icon="people",
                title=self.tr("I am a volunteer"),
                about=self.tr("I have an invitation file from my hub. You can also drop it here."),
                theme=theme,
            ),
            "hub": Tile(
                icon="inbox",
                title=self.tr("I set up a hub"),
                about=self.tr("I look after volunteers and what they send."),
                theme=theme,
            ),
            "practice": Tile(
                icon="practice",
                title=self.tr("I want to try it first"),
                about=self.tr("With made-up families. Nothing can go wrong."),
                theme=theme,
            ),
        }
        for role, card in self.cards.items():
            card.clicked.connect(lambda _=False, one=role: self.role_chosen.emit(one))
            self.content.addWidget(card)
        self.next.hide()
        self.back.hide()
        self.start_at = self.cards["volunteer"]


class InvitationStep(Step):
    """Choose the invitation file, or drop it here, and see what it says.

    Signals:
        file_requested: choose a file.
    """

    file_requested = Signal()

    def __init__(self) -> None:
        super().__init__(
            title=self.tr("Your invitation"),
            about=self.tr(
                "Your hub has given you a file, on a stick or by e-mail. Its name ends in "
                ".alongside. It works once, and is not needed afterwards."
            ),
            go_on=self.tr("Go on"),
        )
        self.choose = button(self.tr("Choose the invitation file…"), look="primary")
        self.start_at = self.choose
        self.choose.clicked.connect(self.file_requested)
        self.drop = Card(look="drop")
        self.drop.add(plain.label(self.tr("Drop the file here, or choose it:"), style="muted"))
        self.drop.content.addLayout(row_of(self.choose, None))
        self.card = Card()
        self.said = plain.label()
        self.other = button(self.tr("Another file…"), look="quiet")
        self.other.clicked.connect(self.file_requested)
        self.card.add(plain.label(self.tr("This invitation says"), style="small"), self.said)
        self.card.content.addLayout(row_of(self.other, None))
        self.content.addWidget(self.drop)
        self.content.addWidget(self.card)
        self.card.hide()
        self.next.setEnabled(False)
        self.next.hide()

    def show_invitation(self, view: InvitationView) -> None:
        """Show what the invitation says."""
        plain.set_text(
            self.said,
            self.tr(
                "Hub: {hub}\nFor: {person}\nProgramme: {programme}\nTo be used before: {until}"
            ).format(
                hub=plain.isolated(view.hub_name),
                person=plain.isolated(view.person_name),
                programme=plain.isolated(view.programme_title),
                until=words.time_text(view.expires),
            ),
        )
        self.drop.hide()
        self.card.show()
        self.next.setEnabled(True)
        self.next.show()
        self.next.setFocus()


class HubWordsStep(Step):
    """Make sure that the invitation comes from the right hub.

    Signals:
        later_requested: the person cannot ring now.
    """

    later_requested = Signal()

    def __init__(self) -> None:
        super().__init__(
            title=self.tr("Is it really your hub?"),
            about=self.tr(
                "Ring your coordinator on a number you know. Ask for the hub’s eight words, and "
                "type the three that are missing here. Nobody can then stand in between."
            ),
            go_on=self.tr("Go on"),
        )
        self.check = WordsCheck()
        self.start_at = self.check.lines[0]
        self.later = button(
            self.tr("I cannot ring now. I will do it before I send anything."), look="quiet"
        )
        self.later.clicked.connect(self.later_requested)
        self.content.addWidget(self.check)
        self.content.addLayout(row_of(self.later, None))
        self.check.checked_changed.connect(lambda: self.next.setEnabled(self.check.is_right))
        self.next.setEnabled(False)

    def enter(self) -> None:
        """Go on, or leave it to the words to lead to the next one."""
        if self.next.isEnabled():
            self.next.click()


class ReadersStep(Step):
    """Says who can open what is written, before anything is."""

    def __init__(self, *, theme: theme.Theme) -> None:
        super().__init__(
            title=self.tr("Who can read what you write"),
            about=self.tr("You should know this before your first note."),
            go_on=self.tr("I have read this"),
        )
        self.facts = (
            Fact(
                icon="lock",
                title=self.tr("On this laptop: only you"),
                text=self.tr(
                    "What you write is locked with your passphrase. Drafts never leave the laptop."
                ),
                theme=theme,
            ),
            Fact(
                icon="inbox",
                title=self.tr("The staff of your hub"),
                text=self.tr("They can open every note, list and family page that you send."),
                theme=theme,
            ),
            Fact(
                icon="shield",
                title=self.tr("The hub’s safeguarding staff"),
                text=self.tr(
                    "They can open all of that too, and whatever is sent to them alone about "
                    "somebody’s safety."
                ),
                theme=theme,
            ),
            Fact(
                icon="file",
                title=self.tr("Whoever keeps the hub’s spare key"),
                text=self.tr(
                    "The hub has a spare key, called the escrow key, away from its computers. It "
                    "opens everything that was ever sent to the hub, also what was sent to "
                    "safeguarding staff alone. It is for the day when the hub’s computer is lost."
                ),
                theme=theme,
            ),
            Fact(
                icon="people",
                title=self.tr("The parent it is about"),
                text=self.tr(
                    "Parents may ask to see what is written about them. Tell them honestly who "
                    "reads it, and never promise to keep a danger secret."
                ),
                theme=theme,
            ),
        )
        self._lay_out()

    def _lay_out(self) -> None:
        card = Card()
        card.content.setSpacing(theme.LARGE)
        card.add(*self.facts)
        self.content.addWidget(card)
