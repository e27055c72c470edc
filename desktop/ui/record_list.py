# SPDX-License-Identifier: Apache-2.0
"""The list of what was written: newest first, a page at a time, with an honest state on each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QCoreApplication, QSize, Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from desktop.ui import theme, words
from desktop.ui.controls import EmptyState
from desktop.ui.models import Face, RowsModel, joined
from desktop.ui.record_text import kind_icon, kind_title, title_text
from desktop.ui.row_list import RowsList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.records.rows import RecordRow
    from desktop.ui.icons import IconName


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
        icon: the picture that stands for the page.
    """

    title: str
    about: str
    new: str
    new_title: str
    empty: str
    finish: str
    finished: str
    icon: IconName = "note"


class Listed(Protocol):
    """A row of a list that stands for a record."""

    @property
    def record(self) -> str:
        """The id of the record."""
        ...


class RecordList(QWidget):
    """A list of records.

    Attributes:
        stand_in: where the focus goes while there is no row that could have it.

    Signals:
        open_requested: show this one; carries its row.
        more_requested: the last rows are in sight, and there are older ones.
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
        face: Callable[[Any], Face] | None = None,
    ) -> None:
        super().__init__()
        self._at_hub = at_hub
        self._shows_kind = shows_kind
        self._has_more = False
        shows: Callable[[Any], Face] = face or self._face
        self.model: RowsModel[Listed] = RowsModel(shows, parent=self)
        self.rows = RowsList(self.model, theme=theme, name=wording.title)
        self.rows.open_requested.connect(self.open_requested)
        self.rows.end_reached.connect(self._ask_for_more)
        self.nothing = EmptyState(icon=wording.icon, text=wording.empty, theme=theme)
        # Its widget comes first: without one, what it holds would flash up as windows.
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.nothing)
        self._stack.addWidget(self.rows)
        self.stand_in: QWidget = self.nothing
        self._stands_in = False

    def minimumSizeHint(self) -> QSize:
        """Return the least room of what is shown: the list, or the words that there is none."""
        shown = self._stack.currentWidget()
        return shown.minimumSizeHint() if shown is not None else super().minimumSizeHint()

    def show_rows(self, rows: Sequence[Listed], *, has_more: bool) -> None:
        """Show these rows."""
        self._has_more = has_more
        was_here = self.rows.hasFocus() or (self._stands_in and self.stand_in.hasFocus())
        self.model.set_rows(rows)
        if was_here and not rows:
            # Before the list is hidden: Qt would take the focus anywhere.
            self._go_to_stand_in()
        self._stack.setCurrentIndex(1 if rows else 0)
        if rows and was_here:
            self.focus_first()

    def add_rows(self, rows: Sequence[Listed], *, has_more: bool) -> None:
        """Show these older rows as well."""
        self._has_more = has_more
        self.model.append_rows(rows)

    def focus_first(self) -> None:
        """Go to the list, with its first row chosen unless another is.

        While there is none, go to what stands in; rows that come meanwhile get the focus.
        """
        if self.model.rowCount() == 0:
            self._go_to_stand_in()
            return
        self._stands_in = False
        self._stack.setCurrentIndex(1)
        self.rows.choose_first()
        self.rows.setFocus()

    def _go_to_stand_in(self) -> None:
        self._stands_in = True
        self.stand_in.setFocus()

    def _ask_for_more(self) -> None:
        if self._has_more:
            # Once: until the answer is there, scrolling further asks for nothing.
            self._has_more = False
            self.more_requested.emit()

    def _face(self, row: RecordRow) -> Face:
        return record_face(row, at_hub=self._at_hub, shows_kind=self._shows_kind)


def record_face(row: RecordRow, *, at_hub: bool, shows_kind: bool) -> Face:
    """Return what a record shows in a list: its family or title first, its state as a chip."""
    state = words.state_text(row.state, at_hub=at_hub, read_by=row.read_by)
    if row.withdrawn:
        state = QCoreApplication.translate("RecordList", "Withdrawn · {state}").format(state=state)
    details = [
        kind_title(row.kind) if shows_kind else "",
        title_text(row.title) if row.family_name else words.day_or_time_text(row.at),
        row.author_name if at_hub else "",
    ]
    return Face(
        title=row.family_name or title_text(row.title),
        details=joined(*details),
        chip=state,
        tone=words.state_tone(row.state, at_hub=at_hub),
        icon=kind_icon(row.kind) if shows_kind else None,
        strong=at_hub and row.state == "received",
    )
