# SPDX-License-Identifier: Apache-2.0
"""The steps of setting up a workspace, each a small page that knows only itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QVBoxLayout, QWidget

from desktop.ui import plain, theme, words
from desktop.ui.controls import button, row_of
from desktop.ui.fields import ChoiceBox, LineBox
from desktop.ui.icons import icon
from desktop.ui.passphrase import PassphraseChoice
from desktop.ui.words_check import WordsCheck

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.operations.workspaces import InvitationView
    from desktop.ui.icons import IconName
    from desktop.ui.tasks import Runner

PROVED: Final = (2, 5)
"""The groups of the recovery code that have to be typed: the third and the sixth."""


class Step(QWidget):
    """One step: a title, what it is about, its own parts, and the buttons.

    Attributes:
        start_at: the control that gets the focus first.

    Signals:
        next_requested: go on.
        back_requested: one step back.
    """

    next_requested = Signal()
    back_requested = Signal()

    def __init__(self, *, title: str, about: str, go_on: str) -> None:
        super().__init__()
        self.next = button(go_on, look="primary")
        self.back = button(self.tr("Back"), look="quiet")
        self.start_at: QWidget = self.next
        self.next.clicked.connect(self.next_requested)
        self.back.clicked.connect(self.back_requested)
        self.content = QVBoxLayout()
        theme.spaced(self.content, spacing=theme.SMALL)
        self.buttons = row_of(self.next, None, self.back)
        layout = QVBoxLayout(self)
        theme.spaced(layout, spacing=theme.MEDIUM)
        layout.addWidget(plain.label(title, style="title"))
        layout.addWidget(plain.label(about))
        layout.addLayout(self.content)
        layout.addSpacing(theme.SMALL)
        layout.addLayout(self.buttons)
        layout.addStretch(1)


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
        self._theme = theme
        self.cards = {
            "volunteer": self._card(
                self.tr("I am a volunteer"), self.tr("I have an invitation file from my hub.")
            ),
            "hub": self._card(
                self.tr("I set up a hub"), self.tr("I look after volunteers and what they send.")
            ),
            "practice": self._card(
                self.tr("I want to try it first"),
                self.tr("With made-up families. Nothing can go wrong."),
            ),
        }
        for role, card in self.cards.items():
            card.clicked.connect(lambda _=False, one=role: self.role_chosen.emit(one))
        self.next.hide()
        self.start_at = self.cards["volunteer"]
        self._tint()
        theme.changed.connect(self._tint)

    def _card(self, title: str, about: str) -> QPushButton:
        card = button(title, look="card")
        card.setAccessibleDescription(about)
        self.content.addWidget(card)
        self.content.addWidget(plain.label(about, style="small"))
        self.content.addSpacing(theme.MEDIUM)
        return card

    def _tint(self) -> None:
        names: dict[str, IconName] = {
            "volunteer": "people",
            "hub": "inbox",
            "practice": "practice",
        }
        for role, card in self.cards.items():
            size = self._theme.pixels(22)
            card.setIconSize(QSize(size, size))
            card.setIcon(icon(names[role], colour=self._theme.colours.accent, size=size))


class InvitationStep(Step):
    """Choose the invitation file and see what it says.

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
        self.choose = button(self.tr("Choose the invitation file…"))
        self.start_at = self.choose
        self.choose.clicked.connect(self.file_requested)
        self.card = QFrame()
        self.card.setProperty("look", "card")
        self.said = plain.label()
        inner = QVBoxLayout(self.card)
        theme.spaced(inner, margin=theme.LARGE)
        inner.addWidget(self.said)
        self.content.addLayout(row_of(self.choose, None))
        self.content.addWidget(self.card)
        self.card.hide()
        self.next.setEnabled(False)

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
        self.card.show()
        self.next.setEnabled(True)
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
        self.later = button(self.tr("I cannot ring now. I will do it before I send anything."))
        self.later.setProperty("look", "quiet")
        self.later.clicked.connect(self.later_requested)
        self.content.addWidget(self.check)
        self.content.addLayout(row_of(self.later, None))
        self.check.checked_changed.connect(lambda: self.next.setEnabled(self.check.is_right))
        self.next.setEnabled(False)


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
        self.content.addWidget(plain.label(self.tr("Where the two offline keys go"), style="field"))
        self.content.addWidget(
            plain.label(
                self.tr(
                    "A stick is best. Keep the two files away from this computer, in a safe "
                    "place: they make the hub’s keys anew and open what was sent, if this "
                    "computer is ever lost."
                ),
                style="small",
            )
        )
        self.content.addLayout(row_of(self.choose, self.folder_text, None))
        for line in (self.name, self.staff):
            line.textChanged.connect(self._offer)
        self._offer()

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


class RecoveryStep(Step):
    """Write the recovery code down, and prove it."""

    def __init__(self) -> None:
        super().__init__(
            title=self.tr("Your recovery code"),
            about=self.tr(
                "If you forget the passphrase, only this code opens the workspace. It is shown "
                "once. Write it on paper and keep the paper at a safe place, not with the laptop."
            ),
            go_on=self.tr("Go on"),
        )
        self._groups: tuple[str, ...] = ()
        self.code = plain.selectable(plain.label(style="words"))
        self.lines = tuple(LineBox() for _ in PROVED)
        self.start_at = self.lines[0]
        self.content.addWidget(self.code)
        self.content.addWidget(
            plain.label(self.tr("Now type two groups from your paper:"), style="field")
        )
        grid = QGridLayout()
        theme.spaced(grid)
        for column, (index, line) in enumerate(zip(PROVED, self.lines, strict=True)):
            name = self.tr("Group {n}").format(n=index + 1)
            grid.addWidget(plain.buddy_label(name, line), 0, column)
            grid.addWidget(line, 1, column)
            line.textChanged.connect(self._offer)
        self.content.addLayout(grid)
        self.back.hide()

    def show_code(self, code: str) -> None:
        """Show a code, and nothing typed."""
        self._groups = tuple(code.split("-"))
        half = (len(self._groups) + 1) // 2
        plain.set_text(
            self.code, "-".join(self._groups[:half]) + "-\n" + "-".join(self._groups[half:])
        )
        for line in self.lines:
            line.clear()
        self._offer()

    def empty(self) -> None:
        """Hold nothing."""
        self._groups = ()
        plain.set_text(self.code, "")
        for line in self.lines:
            line.clear()

    def _offer(self) -> None:
        self.next.setEnabled(
            len(self._groups) > max(PROVED)
            and all(
                line.text().strip().upper() == self._groups[index]
                for index, line in zip(PROVED, self.lines, strict=True)
            )
        )


class WordsStep(Step):
    """The words of this device, or of this hub."""

    def __init__(self) -> None:
        super().__init__(
            title=self.tr("Nearly done"), about="", go_on=self.tr("Open the workspace")
        )
        self.about = plain.label()
        self.words = plain.selectable(plain.label(style="words"))
        self.more = plain.label(style="muted")
        for part in (self.about, self.words, self.more):
            self.content.addWidget(part)
        self.back.hide()

    def show_words(self, *, about: str, eight: tuple[str, ...], more: str) -> None:
        """Show eight words, with what to do with them."""
        plain.set_text(self.about, about)
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
        self.passphrase = plain.selectable(plain.label())
        self.hub = button(self.tr("Open the hub’s"))
        self.content.addWidget(self.passphrase)
        self.buttons.insertWidget(1, self.hub)
        self.back.hide()
        self.next.clicked.connect(lambda: self.side_chosen.emit("volunteer"))
        self.hub.clicked.connect(lambda: self.side_chosen.emit("hub"))

    def show_passphrase(self, passphrase: str) -> None:
        """Say what opens both."""
        plain.set_text(
            self.passphrase,
            self.tr("The passphrase of both is: {passphrase}").format(passphrase=passphrase),
        )
