# SPDX-License-Identifier: Apache-2.0
"""Reading a record: what it says, where it has got to, its versions, and who has read it."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui import plain, record_text, theme, words
from desktop.ui.compare import CompareView
from desktop.ui.controls import Card, Chip, button, row_of, scrolled
from desktop.ui.facts import Facts
from desktop.ui.flow import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QPushButton

    from desktop.records.form import FormField
    from desktop.records.rows import RecordDetail, RevisionView
    from desktop.ui.compare import Side


_WIDEST: Final = 1_000
"""Pixels: longer lines are hard to read."""


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
        self.content = QVBoxLayout(self._inner)
        theme.spaced(self.content, spacing=theme.LARGE)
        self.content.setContentsMargins(0, 0, theme.MEDIUM, theme.MEDIUM)
        self.buttons = FlowLayout(across=theme.SMALL)
        for action in (*self.own_actions(), self.amend, self.withdraw):
            self.buttons.addWidget(action)
        layout = QVBoxLayout(self)
        theme.spaced(layout, spacing=theme.SMALL)
        layout.addLayout(row_of(self.back, None))
        layout.addWidget(self.heading)
        state = row_of(self.chip, self.state, spacing=theme.MEDIUM)
        state.setStretch(1, 1)
        layout.addLayout(state)
        layout.addSpacing(theme.TIGHT)
        layout.addWidget(scrolled(self._inner), 1)
        layout.addLayout(self.buttons)

    def show_record(self, reading: Reading) -> None:
        """Show a record."""
        self._clear_content()
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
        self._clear_content()
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
        for number, revision in enumerate(history, start=1):
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

    def _clear_content(self) -> None:
        while (item := self.content.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                plain.forget_texts(widget)
                widget.hide()
                widget.deleteLater()


def _heading(reading: Reading) -> str:
    """Return the family that a record is about, as in the lists; else the record's own title."""
    names = tuple(reading.families.values())
    return names[0] if len(names) == 1 else record_text.title_text(reading.detail.title)
