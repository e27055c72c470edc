# SPDX-License-Identifier: Apache-2.0
"""Inviting somebody, and the invitations that nobody has answered yet.

They show what they are given and say what the person wants. They call no operation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox

from desktop.operations.hub import InvitationRow
from desktop.ui import plain, theme, words
from desktop.ui.controls import Card, button, row_of
from desktop.ui.fields import LineBox
from desktop.ui.models import Face, RowsModel
from desktop.ui.row_list import RowsList

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST_NAME: Final = 80


class InviteCard(Card):
    """The small step that invites somebody.

    Signals:
        invite_wanted: a name was typed; carries it.
        close_wanted: not now.
    """

    invite_wanted = Signal(str)
    close_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(self.tr("Invite a volunteer"))
        self.name = LineBox()
        self.name.setMaxLength(_LONGEST_NAME)
        self.with_carriers = QCheckBox(self.tr("Tell the laptop this hub’s ways to send"))
        self.with_carriers.setAccessibleName(self.with_carriers.text())
        self.with_carriers.setChecked(True)
        self.save = button(self.tr("Save the invitation file…"), look="primary")
        self.close_it = button(self.tr("Not now"), look="quiet")
        self.add(
            plain.label(
                self.tr(
                    "An invitation is a small file. Give it to the volunteer on a stick or by "
                    "e-mail; it is good for 14 days and for one laptop."
                ),
                style="muted",
            ),
            plain.buddy_label(self.tr("The volunteer’s name"), self.name),
            self.name,
            self.with_carriers,
        )
        self.content.addLayout(row_of(self.save, self.close_it, None))
        self.name.textChanged.connect(self._offer)
        self.name.returnPressed.connect(self._invite)
        self.save.clicked.connect(self._invite)
        self.close_it.clicked.connect(self.close_wanted)
        self._offer()

    def _offer(self) -> None:
        self.save.setEnabled(bool(self.name.text().strip()))

    def _invite(self) -> None:
        name = self.name.text().strip()
        if name:
            self.invite_wanted.emit(name)


class InvitationsCard(Card):
    """The invitations that wait for an answer; one of them can be withdrawn.

    Signals:
        withdraw_wanted: make this one worthless; carries its row.
    """

    withdraw_wanted = Signal(object)

    def __init__(self, *, theme: theme.Theme) -> None:
        super().__init__(self.tr("Invitations that nobody has answered yet"))
        self.model = RowsModel(self._face, parent=self)
        self.rows = RowsList(
            self.model, theme=theme, name=self.heading.text(), opens=False, fits=True
        )
        self.withdraw = button(self.tr("Withdraw this invitation…"))
        self.add(self.rows)
        self.content.addLayout(row_of(self.withdraw, None))
        self.rows.row_chosen.connect(self._offer)
        self.withdraw.clicked.connect(self._withdraw)
        self.show_rows(())

    def show_rows(self, rows: Sequence[InvitationRow]) -> None:
        """Show these invitations; none hides the card."""
        self.rows.show_again(rows, key=lambda row: row.id)
        self.setVisible(bool(rows))

    def _chosen(self) -> InvitationRow | None:
        chosen = self.rows.chosen()
        return chosen if isinstance(chosen, InvitationRow) else None

    def _offer(self) -> None:
        self.withdraw.setEnabled(self._chosen() is not None)

    def _withdraw(self) -> None:
        row = self._chosen()
        if row is not None:
            self.withdraw_wanted.emit(row)

    def _face(self, row: InvitationRow) -> Face:
        until = words.day_or_time_text(row.expires)
        if row.has_expired:
            return Face(
                title=row.name,
                details=self.tr("It ran out on {day}. Invite them again.").format(day=until),
                chip=self.tr("Run out"),
                tone="warn",
                icon="file",
            )
        return Face(
            title=row.name,
            details=self.tr("Good until {day}").format(day=until),
            chip=self.tr("Not answered yet"),
            icon="file",
        )
