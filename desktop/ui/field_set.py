# SPDX-License-Identifier: Apache-2.0
"""Fields on a form: each with its label, its help and its problem, set out in parts.

It knows the declarations and the editors; it must not know where records are kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.errors import FieldProblem
from desktop.ui import plain, theme
from desktop.ui.choice_fields import SearchEditor
from desktop.ui.controls import Card, button, row_of
from desktop.ui.editors import FAMILY_HINT, editor_for
from desktop.ui.fields import Editor
from desktop.ui.flow import FlowLayout
from desktop.ui.letting_go import let_go
from desktop.ui.reading import Reading
from desktop.ui.words import translated
from desktop.wording import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from desktop.records.form import FormField
    from desktop.ui.fields import Choices

_SHORT_HINTS: Final = frozenset({"date", "time", "minutes", "number", "money", "choice"})
LONG_HINT: Final = "long-text"
_ONE_LINE: Final = 45
"""Letters of help that fit beside other fields on one line, even at 200 %."""


_ADD: Final = {
    "services": QT_TRANSLATE_NOOP("ListEditor", "Add a service"),
    "goals": QT_TRANSLATE_NOOP("ListEditor", "Add a goal"),
    "people": QT_TRANSLATE_NOOP("ListEditor", "Add a person"),
    "strands": QT_TRANSLATE_NOOP("ListEditor", "Add what the time went on"),
}
"""What the button says that adds one, by the name of the field."""


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
        help_line = plain.label(help_text, style="small")
        help_line.setWordWrap(not self.flows or len(help_text) > _ONE_LINE)
        # Beside others, help comes last, so that the boxes stand in one line.
        is_first = not self.flows and field.hint != "tick"
        order = (help_line, editor) if is_first else (editor, help_line)
        for part in order if help_text else (editor,):
            layout.addWidget(part)
        self.problem = plain.label(style="problem")
        self.problem.hide()
        layout.addWidget(self.problem)
        if self.flows:
            layout.addStretch(1)
        target = editor.buddy() or editor
        target.setAccessibleDescription(plain.one_line(f"{help_text} {editor.hint}"))
        editor.edited.connect(self.clear_problem)

    @property
    def flows(self) -> str:
        """Beside which others it may stand: ``boxes``, ``ticks``, or nothing for none."""
        if self.field.hint == "tick":
            return "" if len(self.field.help) > _ONE_LINE else "ticks"
        return "boxes" if self.field.hint in _SHORT_HINTS else ""

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
            label = plain.buddy_label(text, buddy)
            label.setWordWrap(not self.flows)
            layout.addWidget(label)
        elif self.field.hint != "tick":
            layout.addWidget(plain.label(text, style="field"))
            self.editor.setAccessibleName(plain.one_line(name))
        if isinstance(self.editor, SearchEditor):
            self.editor.set_name(plain.one_line(name))


class FieldSet(QWidget):
    """Fields one below the other; short ones side by side where there is room.

    With ``in_cards``, fields of one section stand together on a card under its name.

    Attributes:
        places: every field, by name, in order.

    Signals:
        edited: the person changed a field.
    """

    edited = Signal()

    def __init__(
        self, fields: Sequence[FormField], *, families: Choices = (), in_cards: bool = False
    ) -> None:
        super().__init__()
        self.places: dict[str, FieldPlace] = {}
        self._kept: dict[str, object] = {}
        self._families = families
        self._cards: list[tuple[Card, tuple[str, ...]]] = []
        layout = QVBoxLayout(self)
        theme.spaced(layout, spacing=theme.LARGE)
        for section, inside in _by_section(fields, in_cards=in_cards):
            if not in_cards:
                self._add(layout, inside)
                continue
            card = Card(translated("records", section))
            card.content.setSpacing(theme.MEDIUM)
            column = QVBoxLayout()
            theme.spaced(column, spacing=theme.LARGE)
            self._add(column, inside)
            card.content.addLayout(column)
            self._cards.append((card, tuple(field.name for field in inside)))
            layout.addWidget(card)

    def _add(self, layout: QVBoxLayout, fields: Sequence[FormField]) -> None:
        flow, kind = FlowLayout(), ""
        for field in fields:
            editor = editor_for(field, families=self._families)
            place = FieldPlace(field, editor or ListEditor(field, families=self._families))
            place.editor.edited.connect(self.edited)
            self.places[field.name] = place
            if not place.flows:
                layout.addWidget(place)
            else:
                if kind != place.flows:
                    flow = FlowLayout()
                    layout.addLayout(flow)
                flow.addWidget(place)
            kind = place.flows

    def data(self) -> dict[str, object]:
        """Return what is filled in, by field name; fields left empty are left out.

        What makes no sense yet is there as it was typed, so that a draft keeps it. What was filled
        in that has no field here, because a newer version of the program wrote it, is kept.
        """
        read = {name: place.editor.read().kept for name, place in self.places.items()}
        return self._kept | {name: value for name, value in read.items() if value is not None}

    def fill(self, data: Mapping[str, object]) -> None:
        """Show this data; fields it does not name are emptied."""
        self._kept = {name: one for name, one in data.items() if name not in self.places}
        for name, place in self.places.items():
            place.editor.fill(data.get(name))
            place.clear_problem()

    def show_only_long(self, is_only_long: bool) -> None:
        """Show long texts alone, or everything."""
        for place in self.places.values():
            place.setVisible(not is_only_long or place.field.hint == LONG_HINT)
        for card, names in self._cards:
            has_long = any(self.places[name].field.hint == LONG_HINT for name in names)
            card.setVisible(not is_only_long or has_long)

    def set_families(self, families: Choices) -> None:
        """Offer these families wherever one is chosen."""
        self._families = families
        for place in self.places.values():
            if place.field.hint == FAMILY_HINT and isinstance(place.editor, SearchEditor):
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


def _by_section(
    fields: Sequence[FormField], *, in_cards: bool
) -> Iterator[tuple[str, tuple[FormField, ...]]]:
    """Yield each section with its fields, in order; all at once where there are no cards."""
    if not in_cards:
        yield "", tuple(fields)
        return
    inside: list[FormField] = []
    for field in fields:
        if inside and field.section != inside[0].section:
            yield inside[0].section, tuple(inside)
            inside = []
        inside.append(field)
    if inside:
        yield inside[0].section, tuple(inside)


class ListEditor(Editor):
    """A list of groups of fields, each of which can be added and taken away."""

    def __init__(self, field: FormField, *, families: Choices) -> None:
        super().__init__()
        self._field = field
        self._families = families
        self._name = translated("records", field.label)
        self.sets: list[FieldSet] = []
        self._frames: list[QFrame] = []
        self.add_button = button(self._add_text())
        self.add_button.clicked.connect(self._add_wanted)
        self.box.addLayout(row_of(self.add_button, None))
        self.setFocusProxy(self.add_button)

    def _add_text(self) -> str:
        found = _ADD.get(self._field.name)
        if found is not None:
            return translated("ListEditor", found)
        return self.tr("Add another: {name}").format(name=self._name)

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
        let_go(frame, self)
