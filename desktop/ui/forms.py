# SPDX-License-Identifier: Apache-2.0
"""The form of one record, built from the declared fields of its kind.

It shows a record's fields and gives them back as the data of a record, and knows where in it the
person is. It must not know where records are kept.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop.ui import cursor, theme
from desktop.ui.editors import FAMILY_HINT
from desktop.ui.field_set import FieldSet, ListEditor
from desktop.ui.words import translated

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtGui import QShowEvent

    from desktop.errors import FieldProblem
    from desktop.records.form import FormField
    from desktop.ui.fields import Choices

__all__ = ["FAMILY_HINT", "FieldSet", "ListEditor", "RecordForm"]


class RecordForm(QWidget):
    """The form of one record.

    Signals:
        edited: the person changed something.
    """

    edited = Signal()

    def __init__(self, fields: Sequence[FormField], *, families: Choices = ()) -> None:
        super().__init__()
        self._last: QWidget | None = None
        self._awaited: QWidget | None = None
        self.fields = FieldSet(fields, families=families, in_cards=True)
        self.fields.edited.connect(self.edited)
        layout = QVBoxLayout(self)
        theme.spaced(layout)
        layout.addWidget(self.fields)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._note_focus)

    def beginning(self, today: Callable[[], date] = date.today) -> dict[str, object]:
        """Return what a new record begins with, by field name: a date of today where declared."""
        day = today().isoformat()
        places = self.fields.places.values()
        return {one.field.name: day for one in places if one.field.default == "today"}

    def go_to_first(self) -> None:
        """Go to the first field."""
        first = next(iter(self.fields.places.values()), None)
        if first is not None:
            first.editor.setFocus()

    def where(self) -> dict[str, object]:
        """Return the path of the field the person was last in, and where in its text."""
        path = cursor.path_to(self.fields, self._last) if self._last is not None else ""
        if self._last is None or not path:
            return {}
        return {"field": path, **cursor.spot_in(self._last)}

    def go_back_to(self, where: Mapping[str, object]) -> None:
        """Go to the field and the place in its text that :meth:`where` returned."""
        control = cursor.control_at(self.fields, str(where.get("field", "")))
        if control is None:
            return
        control.setFocus(Qt.FocusReason.OtherFocusReason)
        self._last = control
        # A form that is not on show yet loses the focus again when it is put in its place.
        self._awaited = None if self.isVisible() else control
        at, anchor = where.get("cursor"), where.get("anchor")
        if isinstance(at, int) and isinstance(anchor, int):
            cursor.put_in(control, cursor=at, anchor=anchor)

    def data(self) -> dict[str, object]:
        """Return the record's data; what it held that has no field here is kept as it was."""
        return self.fields.data()

    def fill(self, data: Mapping[str, object]) -> None:
        """Show a record's data."""
        self.fields.fill(data)

    def clear(self) -> None:
        """Hold nothing."""
        self._last = self._awaited = None
        self.fill({})

    def check(self) -> bool:
        """Return whether everything typed makes sense; say under each field where it does not."""
        problems = self.fields.not_understood()
        self.show_problems(problems)
        return not problems

    def show_problems(self, problems: Sequence[FieldProblem]) -> tuple[FieldProblem, ...]:
        """Show each problem under its field and go to the first; return those without a field."""
        self.fields.clear_problems()
        homeless: list[FieldProblem] = []
        first: QWidget | None = None
        for problem in problems:
            place = self.fields.show_problem(
                problem.field.split("."), translated("records", problem.text)
            )
            if place is None:
                homeless.append(problem)
            first = first or place
        if first is not None:
            first.setFocus()
        return tuple(homeless)

    def showEvent(self, event: QShowEvent) -> None:
        """Go where the person was before."""
        super().showEvent(event)
        if self._awaited is not None:
            self._awaited.setFocus(Qt.FocusReason.OtherFocusReason)
            self._awaited = None

    def _note_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        # Remembered, because the button that locks takes the focus away.
        if now is not None and self.isAncestorOf(now):
            self._last = now
