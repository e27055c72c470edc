# SPDX-License-Identifier: Apache-2.0
"""One volunteer's laptop: compare its words and approve it, or switch it off.

It shows a row and says what the person chose. It calls no operation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui import plain, theme
from desktop.ui.controls import Card, button, row_of
from desktop.ui.fields import LineBox

if TYPE_CHECKING:
    from desktop.operations.hub import DeviceRow


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
                "Ring the volunteer on a number you know, and let them read out the eight words "
                "on their screen. Type what you hear: Alongside compares it with the words that "
                "came with the laptop’s first message. If they are not the same, it says so."
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
