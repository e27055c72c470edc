# SPDX-License-Identifier: Apache-2.0
"""Reading a record: what it says, where it has got to, its versions, and who has read it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.ui import plain, record_text, theme, words
from desktop.ui.controls import button, row_of, scrolled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.records.form import FormField
    from desktop.records.rows import RecordDetail, RevisionView


_WIDEST: Final = 1_000
"""Pixels: longer lines are hard to read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One record, ready to be shown.

    Attributes:
        detail: the record with its versions.
        fields: the fields of its kind.
        families: titles of the families it names, by record id.
    """

    detail: RecordDetail
    fields: tuple[FormField, ...]
    families: Mapping[str, str] = field(default_factory=dict)


class RecordReader(QWidget):
    """One record on the screen.

    Signals:
        close_requested: back to the list.
        amend_requested: write a new version.
        withdraw_requested: take it back, with a reason.
        version_chosen: of two versions that differ, this one holds; carries the revision id.
    """

    close_requested = Signal()
    amend_requested = Signal()
    withdraw_requested = Signal()
    version_chosen = Signal(str)

    def __init__(self, *, can_write: bool, at_hub: bool) -> None:
        super().__init__()
        self.shown: Reading | None = None
        self._can_write = can_write
        self._at_hub = at_hub
        self.heading = plain.label(style="title")
        self.state = plain.label(style="strong")
        self.amend = button(self.tr("Amend…"))
        self.amend.clicked.connect(self.amend_requested)
        self.withdraw = button(self.tr("Withdraw…"))
        self.withdraw.clicked.connect(self.withdraw_requested)
        self.back = button(self.tr("Back to the list"), look="quiet")
        self.back.clicked.connect(self.close_requested)
        self._inner = QWidget()
        self._content = QVBoxLayout(self._inner)
        theme.spaced(self._content, spacing=theme.LARGE)
        self._content.setContentsMargins(0, 0, theme.MEDIUM, theme.MEDIUM)
        layout = QVBoxLayout(self)
        theme.spaced(layout, spacing=theme.MEDIUM)
        top = row_of(self.heading, self.back)
        top.setStretch(0, 1)
        layout.addLayout(top)
        layout.addWidget(self.state)
        layout.addWidget(scrolled(self._inner), 1)
        layout.addLayout(row_of(self.amend, None, self.withdraw))

    def show_record(self, reading: Reading) -> None:
        """Show a record."""
        self._clear_content()
        self.shown = reading
        detail = reading.detail
        is_withdrawn = detail.revision.body.get("withdrawn") is True
        in_conflict = len(detail.heads) > 1
        plain.set_text(self.heading, detail.title)
        plain.set_text(self.state, self._state_text(detail, is_withdrawn=is_withdrawn))
        self.amend.setVisible(self._can_write and not is_withdrawn and not in_conflict)
        self.withdraw.setVisible(self._can_write and not is_withdrawn and not in_conflict)
        if in_conflict:
            self._add_conflict(reading)
        else:
            self._add_fields(self._add_card(), reading, detail.revision)
        self._add_versions(detail.history)
        self._content.addStretch(1)
        self.back.setFocus()

    def empty(self) -> None:
        """Hold nothing."""
        self.shown = None
        self._clear_content()
        plain.set_text(self.heading, "")
        plain.set_text(self.state, "")

    def _state_text(self, detail: RecordDetail, *, is_withdrawn: bool) -> str:
        state = words.state_text(detail.state, at_hub=self._at_hub)
        marks = [
            self.tr("Read by {name}, {time}").format(
                name=plain.isolated(mark.name or self.tr("somebody at the hub")),
                time=words.time_text(mark.at),
            )
            for mark in detail.read_by
        ]
        if detail.state != "read" or not marks:
            marks = [state, *marks]
        return " · ".join([self.tr("Withdrawn"), *marks] if is_withdrawn else marks)

    def _add_card(self) -> QVBoxLayout:
        card = QFrame()
        card.setProperty("look", "card")
        card.setMaximumWidth(_WIDEST)
        layout = QVBoxLayout(card)
        theme.spaced(layout, margin=theme.LARGE, spacing=theme.TIGHT)
        self._content.addWidget(card)
        return layout

    def _add_fields(self, layout: QVBoxLayout, reading: Reading, revision: RevisionView) -> None:
        lines = tuple(
            record_text.lines_of(reading.fields, revision.body, families=reading.families)
        )
        for name, text in lines:
            layout.addWidget(plain.label(name, style="small"))
            layout.addWidget(plain.selectable(plain.label(text)))
            layout.addSpacing(theme.SMALL)
        if not lines:
            layout.addWidget(plain.label(self.tr("Nothing is filled in."), style="muted"))

    def _add_conflict(self, reading: Reading) -> None:
        self._content.addWidget(
            plain.label(
                self.tr(
                    "This record was changed in two places. Both versions are kept. "
                    "Read them and choose the one that holds; the other stays in the history."
                )
            )
        )
        for number, revision in enumerate(reading.detail.heads, start=1):
            layout = self._add_card()
            title = self.tr("Version {n}: {who}, {time}").format(
                n=number,
                who=plain.isolated(revision.author_name),
                time=words.time_text(revision.at),
            )
            layout.addWidget(plain.label(title, style="strong"))
            self._add_fields(layout, reading, revision)
            choose = button(self.tr("Keep version {n}…").format(n=number))
            choose.clicked.connect(
                lambda _=False, chosen=revision.revision: self.version_chosen.emit(chosen)
            )
            layout.addLayout(row_of(choose, None))

    def _add_versions(self, history: Sequence[RevisionView]) -> None:
        self._content.addWidget(plain.label(self.tr("Versions"), style="strong"))
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
            self._content.addWidget(plain.label(text, style="muted"))

    def _clear_content(self) -> None:
        while (item := self._content.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                plain.forget_texts(widget)
                widget.hide()
                widget.deleteLater()
