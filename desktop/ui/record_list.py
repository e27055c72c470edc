# SPDX-License-Identifier: Apache-2.0
"""The list of what was written: newest first, a page at a time, with an honest state on each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from desktop.ui import plain, theme, words
from desktop.ui.controls import RowsTable, button, row_of
from desktop.ui.models import Column, RowsModel
from desktop.ui.record_text import kind_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.records.rows import RecordRow


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordsWording:
    """What a page of records says about itself, translated.

    Attributes:
        title: the page's title.
        about: one sentence under it.
        new: what the button says that starts a new one; empty where nothing is written.
        new_title: the title of the form for a new one.
        empty: what to say when there is nothing yet.
        finish: what the button says that makes one final.
        finished: what is said once it is final.
        dated: titles begin with the date, so that lists need no column for it.
    """

    title: str
    about: str
    new: str
    new_title: str
    empty: str
    finish: str
    finished: str
    dated: bool = False


class RecordList(QWidget):
    """A list of records.

    Signals:
        open_requested: show this one; carries the :class:`RecordRow`.
        more_requested: the person wants to see older ones.
    """

    open_requested = Signal(object)
    more_requested = Signal()

    def __init__(
        self,
        *,
        wording: RecordsWording,
        theme: theme.Theme,
        at_hub: bool,
        shows_kind: bool,
        shows_family: bool,
    ) -> None:
        super().__init__()
        columns = self._columns(
            at_hub=at_hub,
            shows_kind=shows_kind,
            shows_family=shows_family,
            shows_date=not wording.dated,
        )
        self.model = RowsModel(columns, parent=self)
        self.table = RowsTable(self.model, theme=theme, name=wording.title)
        self.table.open_requested.connect(self._open)
        self.more = button(self.tr("Show older ones"))
        self.more.clicked.connect(self.more_requested)
        self.more.hide()
        self.nothing = plain.label(wording.empty, style="muted")
        # Its widget comes first: without one, what it holds would flash up as windows.
        self._stack = QStackedLayout(self)
        self._lay_out()

    def _lay_out(self) -> None:
        full = QWidget()
        layout = QVBoxLayout(full)
        theme.spaced(layout)
        layout.addWidget(self.table, 1)
        layout.addLayout(row_of(self.more, None))
        none = QWidget()
        layout = QVBoxLayout(none)
        theme.spaced(layout)
        layout.addSpacing(theme.WIDE)
        layout.addWidget(self.nothing)
        layout.addStretch(1)
        self._stack.addWidget(none)
        self._stack.addWidget(full)

    def show_rows(self, rows: Sequence[RecordRow], *, has_more: bool) -> None:
        """Show these rows."""
        self.model.set_rows(rows)
        self.more.setVisible(has_more)
        self._stack.setCurrentIndex(1 if rows else 0)

    def add_rows(self, rows: Sequence[RecordRow], *, has_more: bool) -> None:
        """Show these older rows as well."""
        self.model.append_rows(rows)
        self.more.setVisible(has_more)

    def focus_first(self) -> None:
        """Go to the list, with its first row chosen unless another is."""
        if self.model.rows and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, 0))
        self.table.setFocus()

    def _open(self) -> None:
        row = self.model.row_at(self.table.currentIndex())
        if row is not None:
            self.open_requested.emit(row)

    def _columns(
        self, *, at_hub: bool, shows_kind: bool, shows_family: bool, shows_date: bool
    ) -> tuple[Column[RecordRow], ...]:
        columns: list[Column[RecordRow]] = [
            Column(title=self.tr("Title"), text=lambda row: row.title, stretch=True)
        ]
        if shows_kind:
            columns.append(Column(title=self.tr("Kind"), text=lambda row: kind_title(row.kind)))
        if shows_family:
            # Where there is no column for the date, names share the room with the titles.
            columns.append(
                Column(
                    title=self.tr("Family"),
                    text=lambda row: row.family_name,
                    stretch=not shows_date,
                )
            )
        if at_hub:
            columns.append(Column(title=self.tr("Written by"), text=lambda row: row.author_name))
        if shows_date:
            columns.append(
                Column(title=self.tr("Date"), text=lambda row: words.short_time_text(row.at))
            )
        columns.append(
            Column(
                title=self.tr("State"),
                text=lambda row: self._state_text(row, at_hub=at_hub),
                tone=lambda row: words.state_tone(row.state, at_hub=at_hub),
            )
        )
        return tuple(columns)

    def _state_text(self, row: RecordRow, *, at_hub: bool) -> str:
        state = words.state_text(row.state, at_hub=at_hub)
        if not row.withdrawn:
            return state
        return self.tr("Withdrawn · {state}").format(state=state)
