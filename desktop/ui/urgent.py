# SPDX-License-Identifier: Apache-2.0
"""Whom to ring when it is urgent: the same few national lines wherever they are shown, offline.

It must not know any workspace: the lock screen shows it too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from desktop.ui import plain, theme

if TYPE_CHECKING:
    from collections.abc import Iterator

_COLUMNS: Final = 2


def lines() -> Iterator[tuple[str, str]]:
    """Yield telephone numbers of the United Kingdom and what each is for, the most urgent first.

    Sources: 999 and 111 (with its choice for mental health), www.nhs.uk, “When to call 999” and
    “Where to get urgent help for mental health”; NSPCC helpline, www.nspcc.org.uk, “Report abuse”;
    Samaritans, www.samaritans.org, “Talk to us on the phone”. All are free to ring.
    """
    say = QCoreApplication.translate
    yield "999", say("Urgent", "Ambulance, police or fire: somebody is in danger now")
    yield "111", say("Urgent", "NHS: urgent health advice, also for a mental health crisis")
    yield "0808 800 5000", say("Urgent", "NSPCC: you are worried about a child")
    yield "116 123", say("Urgent", "Samaritans: somebody to talk to, day and night")


class UrgentNumbers(QFrame):
    """A calm block of numbers, for the foot of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "soft")
        layout = QVBoxLayout(self)
        theme.spaced(layout, margin=theme.LARGE, spacing=theme.MEDIUM)
        layout.addWidget(
            plain.label(
                self.tr(
                    "If somebody is in danger now, ring 999. This program cannot call for help."
                ),
                style="strong",
            )
        )
        cells = QGridLayout()
        theme.spaced(cells, spacing=theme.MEDIUM)
        for place, (number, about) in enumerate(lines()):
            cells.addWidget(_cell(number, about), place // _COLUMNS, place % _COLUMNS)
        for column in range(_COLUMNS):
            cells.setColumnStretch(column, 1)
        layout.addLayout(cells)


def _cell(number: str, about: str) -> QWidget:
    cell = QWidget()
    column = QVBoxLayout(cell)
    theme.spaced(column, spacing=0)
    column.addWidget(plain.selectable(plain.label(number, style="heading", wrap=False)))
    column.addWidget(plain.label(about, style="small"))
    column.addStretch(1)
    return cell
