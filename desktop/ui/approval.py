# SPDX-License-Identifier: Apache-2.0
"""What still stands between a new laptop and its hub: two sets of words to compare by telephone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from desktop.ui import plain, theme, words
from desktop.ui.controls import button, row_of
from desktop.ui.words_check import WordsCheck

if TYPE_CHECKING:
    from collections.abc import Sequence


class HubWordsCard(QFrame):
    """The hub's words were not compared yet; nothing is sent before they are.

    Signals:
        words_confirmed: the words were typed right; carries all of them.
    """

    words_confirmed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "banner-warn")
        self.check = WordsCheck()
        self.confirm = button(self.tr("These are the hub’s words"), look="primary")
        self.confirm.clicked.connect(self._confirm)
        self.check.checked_changed.connect(self._offer)
        self.check.go_on_requested.connect(self._confirm)
        layout = QVBoxLayout(self)
        theme.spaced(layout, margin=theme.MEDIUM)
        layout.addWidget(
            plain.label(self.tr("Before anything is sent: is it really your hub?"), style="strong")
        )
        layout.addWidget(
            plain.label(
                self.tr(
                    "Ring your coordinator on a number you know. Ask for the hub’s eight words, "
                    "and type the three that are missing here."
                )
            )
        )
        layout.addWidget(self.check)
        layout.addLayout(row_of(self.confirm, None))
        self._offer()
        self.hide()

    def show_words(self, hub_words: Sequence[str]) -> None:
        """Show the hub's words to be compared; none hides the card."""
        # What somebody has begun to type stays while the page refreshes.
        if self.isHidden() or not hub_words:
            self.check.set_words(hub_words)
        self.setVisible(bool(hub_words))

    def _offer(self) -> None:
        self.confirm.setEnabled(self.check.is_right)

    def _confirm(self) -> None:
        if self.check.is_right:
            self.words_confirmed.emit(self.check.words())


class OwnWordsCard(QFrame):
    """The hub has not approved this laptop yet; these are the words to read out."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.words = plain.selectable(plain.label(style="words"))
        layout = QVBoxLayout(self)
        theme.spaced(layout, margin=theme.MEDIUM)
        layout.addWidget(
            plain.label(
                self.tr("Your coordinator has not approved this laptop yet."), style="strong"
            )
        )
        layout.addWidget(
            plain.label(
                self.tr(
                    "When they ring you, read out these eight words. You can go on writing; the "
                    "hub keeps what you send until then."
                )
            )
        )
        layout.addWidget(self.words)
        self.hide()

    def show_words(self, own_words: Sequence[str]) -> None:
        """Show this laptop's words; none hides the card."""
        plain.set_text(self.words, words.words_text(tuple(own_words)))
        self.setVisible(bool(own_words))
