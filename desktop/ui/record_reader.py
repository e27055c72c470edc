# SPDX-License-Identifier: Apache-2.0
"""Reading a record: what it says, where it has got to, its versions, and who has read it."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui import plain, record_text, theme, words
from desktop.ui.compare import CompareView
from desktop.ui.controls import Card, Chip, button, row_of, scrolled
from desktop.ui.facts import Facts
from desktop.ui.flow import FlowLayout
from desktop.ui.letting_go import empty_layout

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent
    from PySide6.QtWidgets import QPushButton

    from desktop.records.form import FormField
    from desktop.records.rows import RecordDetail, RevisionView
    from desktop.ui.compare import Side


_MOST_VERSIONS: Final = 200
_WIDEST: Final = 1_000
"""Pixels: longer lines are hard to read."""
_FEW_LINES: Final = 22
"""Lines of text: with less height, nothing but the record and what can be done stays on show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One record, ready to be shown.

    Attributes:
        detail: the record with its versions.
        fields: the fields of its kind.
        families: titles of the families it names, by record id.
        side: for a record in two versions, how they differ.
    """

    detail: RecordDetail
    fields: tuple[FormField, ...]
    families: Mapping[str, str] = field(default_factory=dict)
    side: Side | None = None


class RecordReader(QWidget):
    """One record on the screen.

    Signals:
        close_requested: back to the list.
        amend_requested: write a new version.
        withdraw_requested: take it back, with a reason.
        decided: what holds, of two versions that differ; carries a :class:`Decision`.
    """

    close_requested = Signal()
    amend_requested = Signal()
    withdraw_requested = Signal()
    decided = Signal(object)

    def __init__(self, *, can_write: bool, at_hub: bool) -> None:
        super().__init__()
        self.shown: Reading | None = None
        self._can_write = can_write
        self._at_hub = at_hub
        self.heading = plain.label(style="title")
        self.state = plain.label(style="muted")
        self.chip = Chip()
        self.amend = button(self.tr("Amend…"))
        self.amend.clicked.connect(self.amend_requested)
        self.withdraw = button(self.tr("Withdraw…"), look="quiet")
        self.withdraw.clicked.connect(self.withdraw_requested)
        self.back = button(self.tr("‹ Back to the list"), look="back")
        self.back.clicked.connect(self.close_requested)
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        theme.spaced(self._column, spacing=theme.SMALL)
        self.content = QVBoxLayout()
        theme.spaced(self.content, spacing=theme.LARGE)
        self.content.setContentsMargins(0, 0, theme.MEDIUM, theme.MEDIUM)
        self._column.addLayout(self.content)
        self._head = QWidget()
        self._is_low = False
        self.buttons = FlowLayout(across=theme.SMALL)
        for action in (*self.own_actions(), self.amend, self.withdraw):
            self.buttons.addWidget(action)
        head = QVBoxLayout(self._head)
        theme.spaced(head, spacing=theme.SMALL)
        head.addWidget(self.heading)
        state = row_of(self.chip, self.state, spacing=theme.MEDIUM)
        state.setStretch(1, 1)
        head.addLayout(state)
        head.addSpacing(theme.TIGHT)
        self._outer = QVBoxLayout(self)
        theme.spaced(self._outer, spacing=theme.SMALL)
        self._outer.addLayout(row_of(self.back, None))
        self._outer.addWidget(self._head)
        self._scroller = scrolled(self._inner)
        self._outer.addWidget(self._scroller, 1)
        self._outer.addLayout(self.buttons)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the heading scroll with the record where there is room for few lines only."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Do the same when the type size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll with the keys for it, whatever has the focus."""
        bar = self._scroller.verticalScrollBar()
        page = max(bar.pageStep() - self.fontMetrics().height(), 1)
        to = {
            Qt.Key.Key_PageDown: bar.value() + page,
            Qt.Key.Key_PageUp: bar.value() - page,
            Qt.Key.Key_Home: bar.minimum(),
            Qt.Key.Key_End: bar.maximum(),
        }.get(Qt.Key(event.key()))
        if to is None:
            super().keyPressEvent(event)
        else:
            bar.setValue(to)

    def _fit(self) -> None:
        is_low = self.height() < self.fontMetrics().height() * _FEW_LINES
        if is_low == self._is_low:
            return
        self._is_low = is_low
        theme.set_look(self.heading, "heading" if is_low else "title")
        room = self.content.contentsMargins()
        self._head.setContentsMargins(
            room.left() if is_low else 0, room.top() if is_low else 0, 0, 0
        )
        # A widget that is added again moves.
        if is_low:
            self._column.insertWidget(0, self._head)
        else:
            self._outer.insertWidget(1, self._head)

    def show_record(self, reading: Reading) -> None:
        """Show a record."""
        empty_layout(self.content)
        self.shown = reading
        detail = reading.detail
        is_withdrawn = detail.revision.body.get("withdrawn") is True
        in_conflict = len(detail.heads) > 1
        plain.set_text(self.heading, plain.heading_text(_heading(reading)))
        self._show_state(reading, is_withdrawn=is_withdrawn)
        self.amend.setVisible(self._can_write and not is_withdrawn and not in_conflict)
        self.withdraw.setVisible(self._can_write and not is_withdrawn and not in_conflict)
        if in_conflict:
            self._add_conflict(reading)
        else:
            self.add_content(reading)
        self._add_versions(detail.history)
        self.content.addStretch(1)
        self._scroller.verticalScrollBar().setValue(0)
        self.back.setFocus()

    def own_actions(self) -> tuple[QPushButton, ...]:
        """Return the buttons that a kind with a page of its own brings, the main one first."""
        return ()

    def add_content(self, reading: Reading) -> None:
        """Add what was filled in; a kind with a page of its own may show more."""
        self.add_fields(reading, reading.detail.revision)

    def empty(self) -> None:
        """Hold nothing."""
        self.shown = None
        empty_layout(self.content)
        plain.set_text(self.heading, "")
        plain.set_text(self.state, "")
        self.chip.show_state("", "calm")

    def _show_state(self, reading: Reading, *, is_withdrawn: bool) -> None:
        detail = reading.detail
        state = words.state_text(detail.state, at_hub=self._at_hub)
        tone = words.state_tone(detail.state, at_hub=self._at_hub)
        if is_withdrawn:
            state, tone = self.tr("Withdrawn · {state}").format(state=state), "warn"
        self.chip.show_state(state, tone)
        marks = (
            self.tr("Read by {name}, {time}").format(
                name=plain.isolated(mark.name or self.tr("somebody at the hub")),
                time=words.time_text(mark.at),
            )
            for mark in detail.read_by
        )
        title = record_text.title_text(detail.title)
        about = title if _heading(reading) != title else ""
        plain.set_text(self.state, " · ".join(part for part in (about, *marks) if part))

    def add_fields(self, reading: Reading, revision: RevisionView) -> None:
        """Add a card for each section that has something filled in."""
        lines = tuple(
            record_text.lines_of(reading.fields, revision.body, families=reading.families)
        )
        for section, group in groupby(lines, key=lambda line: line.section):
            card = self._add_card(section)
            card.add(Facts((line.label, line.text) for line in group))
        if not lines:
            text = self.tr("Nothing is filled in.")
            if revision.is_erased:
                text = self.tr("The text of this version has been erased.")
            self._add_card("").add(plain.label(text, style="muted"))

    def _add_card(self, title: str) -> Card:
        card = Card(title)
        card.setMaximumWidth(_WIDEST)
        self.content.addWidget(card)
        return card

    def _add_conflict(self, reading: Reading) -> None:
        """Show the versions side by side, for a person to decide."""
        if reading.side is None:
            return
        compare = CompareView()
        compare.show_comparison(reading.side)
        compare.decided.connect(self.decided)
        self.content.addWidget(compare)

    def _add_versions(self, history: Sequence[RevisionView]) -> None:
        card = self._add_card(self.tr("Versions"))
        # A device can send thousands for one record; the numbers tell that there are earlier ones.
        for number, revision in tuple(enumerate(history, start=1))[-_MOST_VERSIONS:]:
            text = self.tr("{n}. {time}, {who}").format(
                n=number,
                time=words.time_text(revision.at),
                who=plain.isolated(revision.author_name),
            )
            if revision.reason:
                text += "\n" + self.tr("Reason: {reason}").format(
                    reason=plain.isolated(revision.reason)
                )
            card.add(plain.label(text, style="muted"))


def _heading(reading: Reading) -> str:
    """Return the family that a record is about, as in the lists; else the record's own title."""
    names = tuple(reading.families.values())
    return names[0] if len(names) == 1 else record_text.title_text(reading.detail.title)
