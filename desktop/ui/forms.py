# SPDX-License-Identifier: Apache-2.0
"""Forms, built from the declared fields of a kind.

A form shows one record's fields and gives them back as the data of a record. It knows the
declarations and the editors; it must not know where records are kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.errors import FieldProblem
from desktop.ui import plain, theme
from desktop.ui.controls import button, row_of
from desktop.ui.fields import (
    ChoiceEditor,
    ChoicesEditor,
    DateEditor,
    Editor,
    ParsedEditor,
    TextEditor,
    TickEditor,
)
from desktop.ui.flow import FlowLayout
from desktop.ui.reading import Reading, number_for_editing, read_clock, read_minutes, read_number
from desktop.ui.words import translated

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from desktop.records.form import FormField
    from desktop.ui.fields import Choices

_SHORT_HINTS: Final = frozenset({"date", "time", "minutes", "number", "choice", "tick"})
FAMILY_HINT: Final = "record:family"


class FieldPlace(QWidget):
    """One field on a form: its label, a word of help, its editor, and what is wrong with it."""

    def __init__(self, field: FormField, editor: Editor) -> None:
        super().__init__()
        self.field = field
        self.editor = editor
        name = translated("records", field.label)
        help_text = translated("records", field.help)
        layout = QVBoxLayout(self)
        theme.spaced(layout, spacing=theme.TIGHT)
        self._add_label(layout, name)
        if help_text:
            layout.addWidget(plain.label(help_text, style="small"))
        layout.addWidget(editor)
        self.problem = plain.label(style="problem")
        self.problem.hide()
        layout.addWidget(self.problem)
        if self.is_short():
            # Beside a higher one, it keeps to the top.
            layout.addStretch(1)
        target = editor.buddy() or editor
        target.setAccessibleDescription(plain.one_line(help_text))
        editor.edited.connect(self.clear_problem)

    def is_short(self) -> bool:
        """Return whether other fields may stand beside it."""
        return self.field.hint in _SHORT_HINTS

    def show_problem(self, text: str) -> None:
        """Say under the field what is wrong."""
        plain.set_text(self.problem, text)
        self.problem.setAccessibleName(plain.one_line(text))
        self.problem.show()
        self.editor.show_wrong(True)

    def clear_problem(self) -> None:
        """Say nothing under the field."""
        if self.problem.isHidden():
            return
        plain.set_text(self.problem, "")
        self.problem.hide()
        self.editor.show_wrong(False)

    def _add_label(self, layout: QVBoxLayout, name: str) -> None:
        text = self.tr("{label} (needed)").format(label=name) if self.field.required else name
        buddy = self.editor.buddy()
        if buddy is not None:
            buddy.setAccessibleName(plain.one_line(name))
            layout.addWidget(plain.buddy_label(text, buddy))
        elif self.field.hint != "tick":
            layout.addWidget(plain.label(text, style="field"))
            self.editor.setAccessibleName(plain.one_line(name))


class FieldSet(QWidget):
    """Fields one below the other; short ones side by side where there is room.

    Signals:
        edited: the person changed a field.
    """

    edited = Signal()

    def __init__(self, fields: Sequence[FormField], *, families: Choices = ()) -> None:
        super().__init__()
        self.places: dict[str, FieldPlace] = {}
        layout = QVBoxLayout(self)
        theme.spaced(layout, spacing=theme.LARGE)
        flow: FlowLayout | None = None
        for field in fields:
            place = FieldPlace(field, editor_for(field, families=families))
            place.editor.edited.connect(self.edited)
            self.places[field.name] = place
            if not place.is_short():
                flow = None
                layout.addWidget(place)
                continue
            if flow is None:
                flow = FlowLayout()
                layout.addLayout(flow)
            flow.addWidget(place)

    def data(self) -> dict[str, object]:
        """Return what is filled in, by field name; fields left empty are left out."""
        read = {name: place.editor.read() for name, place in self.places.items()}
        return {name: one.value for name, one in read.items() if one.value is not None}

    def fill(self, data: Mapping[str, object]) -> None:
        """Show this data; fields it does not name are emptied."""
        for name, place in self.places.items():
            place.editor.fill(data.get(name))
            place.clear_problem()

    def set_families(self, families: Choices) -> None:
        """Offer these families wherever one is chosen."""
        for place in self.places.values():
            if place.field.hint == FAMILY_HINT and isinstance(place.editor, ChoiceEditor):
                place.editor.set_choices(families)
            if isinstance(place.editor, ListEditor):
                place.editor.set_families(families)

    def not_understood(self, *, prefix: str = "") -> tuple[FieldProblem, ...]:
        """Return a problem for each field whose text makes no sense."""
        found: list[FieldProblem] = []
        for name, place in self.places.items():
            if isinstance(place.editor, ListEditor):
                found += place.editor.not_understood(prefix=f"{prefix}{name}.")
            elif not place.editor.read().is_understood:
                found.append(FieldProblem(f"{prefix}{name}", place.editor.explain_wrong()))
        return tuple(found)

    def show_problem(self, path: Sequence[str], text: str) -> QWidget | None:
        """Show a problem at the field that ``path`` leads to; return its editor, if any."""
        place = self.places.get(path[0]) if path else None
        if place is None:
            return None
        if len(path) > 2 and isinstance(place.editor, ListEditor):
            inner = place.editor.show_problem(path[1:], text)
            if inner is not None:
                return inner
        place.show_problem(text)
        return place.editor

    def clear_problems(self) -> None:
        """Take every problem away."""
        for place in self.places.values():
            place.clear_problem()
            if isinstance(place.editor, ListEditor):
                place.editor.clear_problems()


class ListEditor(Editor):
    """A list of groups of fields, each of which can be added and taken away."""

    def __init__(self, field: FormField, *, families: Choices) -> None:
        super().__init__()
        self._field = field
        self._families = families
        self._name = translated("records", field.label)
        self.sets: list[FieldSet] = []
        self._frames: list[QFrame] = []
        self.add_button = button(self.tr("Add: {name}").format(name=self._name.lower()))
        self.add_button.clicked.connect(self._add_wanted)
        self.box.addLayout(row_of(self.add_button, None))
        self.setFocusProxy(self.add_button)

    def read(self) -> Reading:
        """Return the groups that have something filled in."""
        groups = [data for one in self.sets if (data := one.data())]
        return Reading(groups or None)

    def fill(self, value: object | None) -> None:
        """Show these groups."""
        for index in reversed(range(len(self.sets))):
            self._take_away(index)
        for group in value if isinstance(value, list | tuple) else ():
            if isinstance(group, dict):
                self._add().fill(group)

    def set_families(self, families: Choices) -> None:
        """Offer these families in every group."""
        self._families = families
        for one in self.sets:
            one.set_families(families)

    def not_understood(self, *, prefix: str) -> tuple[FieldProblem, ...]:
        """Return the problems of every group."""
        return tuple(
            problem
            for index, one in enumerate(self._filled())
            for problem in one.not_understood(prefix=f"{prefix}{index}.")
        )

    def show_problem(self, path: Sequence[str], text: str) -> QWidget | None:
        """Show a problem in the group that ``path`` names by its number."""
        filled = self._filled()
        index = int(path[0]) if path[0].isdecimal() else len(filled)
        return filled[index].show_problem(path[1:], text) if index < len(filled) else None

    def clear_problems(self) -> None:
        """Take the problems of every group away."""
        for one in self.sets:
            one.clear_problems()

    def _filled(self) -> list[FieldSet]:
        # The numbers in a problem's path count the groups that were handed over: the filled ones,
        # and those whose only content is not understood.
        return [one for one in self.sets if one.data() or one.not_understood()]

    def _add_wanted(self) -> None:
        added = self._add()
        self.edited.emit()
        first = next(iter(added.places.values()), None)
        if first is not None:
            first.editor.setFocus()

    def _add(self) -> FieldSet:
        fields = FieldSet(self._field.fields, families=self._families)
        frame = QFrame()
        frame.setProperty("look", "card")
        remove = button(self.tr("Take this one away"), look="quiet")
        layout = QVBoxLayout(frame)
        theme.spaced(layout, margin=theme.MEDIUM, spacing=theme.SMALL)
        layout.addWidget(fields)
        layout.addLayout(row_of(None, remove))
        fields.edited.connect(self.edited)
        remove.clicked.connect(lambda: self._remove_wanted(fields))
        self.sets.append(fields)
        self._frames.append(frame)
        self.box.insertWidget(self.box.count() - 1, frame)
        return fields

    def _remove_wanted(self, fields: FieldSet) -> None:
        self._take_away(self.sets.index(fields))
        self.add_button.setFocus()
        self.edited.emit()

    def _take_away(self, index: int) -> None:
        self.sets.pop(index)
        frame = self._frames.pop(index)
        self.box.removeWidget(frame)
        frame.hide()
        frame.deleteLater()


def editor_for(field: FormField, *, families: Choices = ()) -> Editor:
    """Return the editor for a field; one that is not known is a line of text."""
    name = translated("records", field.label)
    choices = tuple((value, translated("records", text)) for value, text in field.choices)
    makers: dict[str, Callable[[], Editor]] = {
        "long-text": lambda: TextEditor(is_long=True),
        "date": DateEditor,
        "time": _clock_editor,
        "minutes": _minutes_editor,
        "number": lambda: _number_editor(field),
        "tick": lambda: TickEditor(name),
        "choice": lambda: ChoiceEditor(choices),
        "choices": lambda: ChoicesEditor(choices, name=name),
        "list-of": lambda: ListEditor(field, families=families),
        FAMILY_HINT: lambda: ChoiceEditor(families),
    }
    make = makers.get(field.hint)
    return make() if make is not None else TextEditor(is_long=False, limit=field.limit)


def _clock_editor() -> Editor:
    return ParsedEditor(
        parse=read_clock,
        display=str,
        wrong=translated("forms", "Write the time as hours and minutes, for example 14:30."),
        placeholder=translated("forms", "hh:mm"),
        width=10,
    )


def _minutes_editor() -> Editor:
    return ParsedEditor(
        parse=read_minutes,
        display=str,
        wrong=translated("forms", "Write the minutes as a number, for example 45, or 1h 30."),
        placeholder=translated("forms", "minutes"),
        width=10,
    )


def _number_editor(field: FormField) -> Editor:
    wrong = translated("forms", "Write a whole number, for example 12.")
    if field.decimals:
        wrong = translated("forms", "Write a number, for example 12 or 12.5.")
    return ParsedEditor(
        parse=lambda text: read_number(text, decimals=field.decimals),
        display=lambda value: number_for_editing(value) if isinstance(value, int | float) else "",
        wrong=wrong,
        width=12,
    )


class RecordForm(QWidget):
    """The form of one record.

    Signals:
        edited: the person changed something.
    """

    edited = Signal()

    def __init__(self, fields: Sequence[FormField], *, families: Choices = ()) -> None:
        super().__init__()
        self._base: dict[str, object] = {}
        self.fields = FieldSet(fields, families=families)
        self.fields.edited.connect(self.edited)
        layout = QVBoxLayout(self)
        theme.spaced(layout)
        layout.addWidget(self.fields)

    def data(self) -> dict[str, object]:
        """Return the record's data; what it held that has no field here is kept as it was."""
        kept = {name: one for name, one in self._base.items() if name not in self.fields.places}
        return kept | self.fields.data()

    def fill(self, data: Mapping[str, object]) -> None:
        """Show a record's data."""
        self._base = dict(data)
        self.fields.fill(data)

    def clear(self) -> None:
        """Hold nothing."""
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
