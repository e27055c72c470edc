# SPDX-License-Identifier: Apache-2.0
"""One volunteer's laptop: compare its words and approve it, or switch it off.

It shows a row and says what the person chose. It calls no operation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from desktop.ui import plain, theme
from desktop.ui.controls import Card, button, row_of
from desktop.ui.fields import LineBox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from desktop.operations.hub import DeviceRow

_BESIDE, _APART = 4, 2
"""Words to a line: where there is room, and where there is not."""


class LaptopCard(Card):
    """What there is to do about the laptop that is chosen.

    Signals:
        approve_wanted: the words were typed; carries them.
        revoke_wanted: switch it off.
    """

    approve_wanted = Signal(str)
    revoke_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.name = plain.label(style="heading")
        self.about = plain.label()
        self.words = WordGrid()
        self.typed = LineBox()
        self.typed.setMaxLength(400)
        self.approve = button(self.tr("Approve this laptop"), look="primary")
        self.revoke = button(self.tr("Switch off…"))
        self._compare = QWidget()
        self._lay_out()
        self.typed.textChanged.connect(self._offer)
        self.typed.returnPressed.connect(self._approve)
        self.approve.clicked.connect(self._approve)
        self.revoke.clicked.connect(self.revoke_wanted)
        self.show_laptop(None)

    def _lay_out(self) -> None:
        compare = QVBoxLayout(self._compare)
        theme.spaced(compare)
        compare.addWidget(self.words)
        compare.addSpacing(theme.SMALL)
        compare.addWidget(
            plain.buddy_label(self.tr("Type the eight words that you hear"), self.typed)
        )
        compare.addWidget(self.typed)
        compare.addLayout(row_of(self.approve, None))
        self.add(self.name, self.about, self._compare)
        self.content.addLayout(row_of(self.revoke, None))

    def show_laptop(self, row: DeviceRow | None) -> None:
        """Show a laptop, or nothing."""
        state = row.state if row is not None else ""
        self.setVisible(row is not None)
        self.typed.clear()
        self.words.show_words(row.words if row is not None and state == "waiting" else ())
        self._compare.setVisible(state == "waiting")
        self.revoke.setVisible(state in ("approved", "waiting"))
        plain.set_text(self.name, "" if row is None else self._title(row))
        plain.set_text(self.about, self._about_state(state))
        self._offer()

    def _title(self, row: DeviceRow) -> str:
        return self.tr("{name}’s laptop").format(name=plain.isolated(row.name))

    def _about_state(self, state: str) -> str:
        if state == "waiting":
            return self.tr(
                "Ring the volunteer on a number you know, and ask for the eight words on their "
                "screen. They must be these, in this order. If they are not, do not approve it."
            )
        if state == "approved":
            return self.tr("What it sends is used as soon as it is taken in.")
        if state == "revoked":
            return self.tr(
                "It is switched off. Nothing that it sends from now on is used; what was received "
                "before stays. To let the volunteer go on, invite them again."
            )
        return ""

    def _offer(self) -> None:
        self.approve.setEnabled(bool(self.typed.text().strip()))

    def _approve(self) -> None:
        if self.typed.text().strip():
            self.approve_wanted.emit(self.typed.text())


class WordGrid(QWidget):
    """Words to compare, large and numbered, four to a line or two where there is little room.

    Attributes:
        columns: words to a line now.
    """

    def __init__(self) -> None:
        super().__init__()
        self._words: tuple[str, ...] = ()
        self._labels: list[QLabel] = []
        self.columns = _BESIDE
        self._grid = QGridLayout(self)
        theme.spaced(self._grid, spacing=theme.SMALL)
        self._grid.setHorizontalSpacing(theme.WIDE)

    def text(self) -> str:
        """Return the words."""
        return " ".join(self._words)

    def show_words(self, eight: Sequence[str]) -> None:
        """Show these words."""
        self._words = tuple(eight)
        # As words are read aloud: one after the other.
        self.setAccessibleName(plain.one_line(self.text()))
        self._fill()

    def minimumSizeHint(self) -> QSize:
        """Return the least room: two words beside each other."""
        widest = max((one.sizeHint().width() for one in self._labels), default=0)
        return QSize(2 * widest + theme.WIDE, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set two to a line where four do not fit."""
        super().resizeEvent(event)
        self._turn()

    def changeEvent(self, event: QEvent) -> None:
        """Do the same when the type size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._turn()

    def _turn(self) -> None:
        wanted = sum(sorted(one.sizeHint().width() for one in self._labels)[-_BESIDE:])
        columns = _BESIDE if self.width() >= wanted + _BESIDE * theme.WIDE else _APART
        if columns != self.columns:
            self.columns = columns
            self._fill()

    def _fill(self) -> None:
        for old in self._labels:
            old.clear()
            old.hide()
            old.deleteLater()
        self._labels = [
            plain.label(f"{number}.\u2002{word}", style="words", wrap=False)
            for number, word in enumerate(self._words, start=1)
        ]
        for index, made in enumerate(self._labels):
            self._grid.addWidget(made, index // self.columns, index % self.columns)
        self._grid.setColumnStretch(_BESIDE, 1)
