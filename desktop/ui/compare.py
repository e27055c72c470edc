# SPDX-License-Identifier: Apache-2.0
"""Versions of a record side by side, field by field, and the choice between them.

It shows a comparison and says what was decided. It calls no operation that reads or writes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from desktop.operations import review
from desktop.ui import plain, record_text, theme, words
from desktop.ui.controls import Card, button, row_of
from desktop.ui.facts import Facts
from desktop.ui.fields import LineBox
from desktop.ui.letting_go import empty_layout

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QPushButton

    from desktop.operations.review import Comparison, FieldDifference
    from desktop.records.form import FormField
    from desktop.records.rows import RevisionView

_NARROW: Final = 84
"""Letters: with less room than this, versions stand below each other."""
_LONGEST_REASON: Final = 200
_WITHDRAWN: Final = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A comparison with what is needed to say it in words.

    Attributes:
        comparison: the versions side by side.
        fields: the fields of its kind.
        families: titles of the families that the versions name, by record id.
    """

    comparison: Comparison
    fields: tuple[FormField, ...]
    families: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What is to hold from now on.

    Attributes:
        record: id of the record.
        compared: ids of the versions that were on the screen.
        choose: the version that holds as a whole; empty when they are put together.
        data: the fields that hold, put together; None when one version holds as a whole.
        reason: why, as it was typed.
    """

    record: str
    compared: tuple[str, ...]
    choose: str
    data: dict[str, object] | None
    reason: str


class CompareView(QWidget):
    """The versions of one record; the person chooses for each field that differs, and says why.

    Signals:
        decided: carries a :class:`Decision`.
    """

    decided = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._side: Side | None = None
        self._boxes: list[QBoxLayout] = []
        self.choices: list[FieldChoice] = []
        self.use_all: list[QPushButton] = []
        self.about = plain.label()
        self.same = button("", look="quiet")
        self.same.setCheckable(True)
        self.same_facts = QWidget()
        self.reason = LineBox()
        self.reason.setMaxLength(_LONGEST_REASON)
        self.problem = plain.label(style="problem")
        self.keep = button(self.tr("Keep this"), look="primary")
        self._versions = QWidget()
        self._fields = QWidget()
        self._lay_out()
        self.same.toggled.connect(self.same_facts.setVisible)
        self.keep.clicked.connect(self._decide)
        self.reason.returnPressed.connect(self._decide)
        self.empty()

    def _lay_out(self) -> None:
        for holder in (self._versions, self._fields, self.same_facts):
            theme.spaced(QVBoxLayout(holder), spacing=theme.MEDIUM)
        end = Card()
        end.add(
            plain.buddy_label(self.tr("Why does this hold? (needed)"), self.reason),
            self.reason,
            self.problem,
        )
        end.content.addLayout(row_of(self.keep, None))
        fold = QWidget()
        fold.setLayout(row_of(self.same, None))
        layout = QVBoxLayout(self)
        theme.spaced(layout, spacing=theme.MEDIUM)
        for part in (self.about, self._versions, self._fields, fold, self.same_facts, end):
            layout.addWidget(part)

    def show_comparison(self, side: Side) -> None:
        """Show the versions of a record, with nothing chosen yet."""
        self.empty()
        self._side = side
        comparison = side.comparison
        self._add_versions(comparison.versions)
        for difference in comparison.fields:
            self._add_field(difference, side)
        text = self.tr(
            "This record was changed in two places, and both versions are kept. Choose for each "
            "field what holds. The versions stay in the history, with your reason."
        )
        if not comparison.fields:
            text = self.tr("The versions say the same. Keep this, and there is one again.")
        plain.set_text(self.about, text)
        self._add_same(side)
        self._turn()

    def empty(self) -> None:
        """Hold nothing of what people wrote."""
        self._side = None
        self._boxes = []
        self.choices = []
        self.use_all = []
        for holder in (self._versions, self._fields, self.same_facts):
            empty_layout(_column(holder))
        self.same.setChecked(False)
        self.same_facts.hide()
        self.reason.clear()
        self._say("")
        plain.set_text(self.about, "")

    def focus_first(self) -> None:
        """Go to where the choice begins."""
        first = self.use_all[0] if self.use_all else self.reason
        first.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set versions below each other where there is too little room."""
        super().resizeEvent(event)
        self._turn()

    def changeEvent(self, event: QEvent) -> None:
        """Do the same when the type size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._turn()

    def _turn(self) -> None:
        count = len(self._side.comparison.versions) if self._side is not None else 0
        room = self.fontMetrics().averageCharWidth() * _NARROW * count // 2
        across = QBoxLayout.Direction.LeftToRight
        wanted = across if self.width() >= room else QBoxLayout.Direction.TopToBottom
        for box in self._boxes:
            box.setDirection(wanted)

    def _add_versions(self, versions: Sequence[RevisionView]) -> None:
        box = self._new_box(self._versions)
        for number, version in enumerate(versions):
            card = Card(self.tr("Version {n}").format(n=number + 1), look="soft")
            card.add(plain.label(_who_and_when(version)))
            reason = self.tr("No reason was given.")
            if version.reason:
                reason = self.tr("Reason: {reason}").format(reason=plain.isolated(version.reason))
            card.add(plain.label(reason, style="muted"))
            all_of_it = button(self.tr("Use all of version {n}").format(n=number + 1))
            all_of_it.clicked.connect(lambda _=False, chosen=number: self._use_all(chosen))
            self.use_all.append(all_of_it)
            card.content.addStretch(1)
            card.content.addLayout(row_of(all_of_it, None))
            box.addWidget(card, 1)

    def _add_field(self, difference: FieldDifference, side: Side) -> None:
        choice = FieldChoice(difference, side)
        self.choices.append(choice)
        self._boxes.append(choice.box)
        _column(self._fields).addWidget(choice)

    def _add_same(self, side: Side) -> None:
        count = side.comparison.same
        differing = {one.name for one in side.comparison.fields}
        alike = tuple(one for one in side.fields if one.name not in differing)
        lines = record_text.lines_of(
            alike, side.comparison.versions[0].body, families=side.families
        )
        text = self.tr("Show what is the same ({n})").format(n=count)
        self.same.setText(plain.button_text(text))
        self.same.setAccessibleName(plain.one_line(text))
        self.same.setVisible(count > 0)
        card = Card()
        card.add(Facts((line.label, line.text) for line in lines))
        _column(self.same_facts).addWidget(card)

    def _new_box(self, holder: QWidget) -> QBoxLayout:
        inner = QWidget()
        box = QBoxLayout(QBoxLayout.Direction.LeftToRight, inner)
        theme.spaced(box, spacing=theme.MEDIUM)
        self._boxes.append(box)
        _column(holder).addWidget(inner)
        return box

    def _use_all(self, number: int) -> None:
        for choice in self.choices:
            choice.choose(number)
        self._say("")
        self.reason.setFocus()

    def _decide(self) -> None:
        side = self._side
        if side is None:
            return
        open_ones = [choice for choice in self.choices if choice.chosen() is None]
        if open_ones:
            names = ", ".join(plain.isolated(choice.label) for choice in open_ones)
            self._say(self.tr("Please choose a version for: {names}.").format(names=names))
            open_ones[0].radios[0].setFocus()
            return
        reason = self.reason.text().strip()
        if not reason:
            self._say(self.tr("Please say why this holds."))
            self.reason.setFocus()
            return
        self._say("")
        self.decided.emit(self._decision(side.comparison, reason))

    def _decision(self, comparison: Comparison, reason: str) -> Decision:
        picks = {choice.name: choice.chosen() or 0 for choice in self.choices}
        chosen = set(picks.values()) or {0}
        compared = tuple(version.revision for version in comparison.versions)
        whole, data = "", None
        if len(chosen) == 1:
            whole = compared[chosen.pop()]
        else:
            data = review.combine(comparison, picks)
        return Decision(
            record=comparison.record, compared=compared, choose=whole, data=data, reason=reason
        )

    def _say(self, text: str) -> None:
        plain.set_text(self.problem, text)
        self.problem.setVisible(bool(text))


class FieldChoice(Card):
    """One field that differs: what each version says, and which of them holds.

    Attributes:
        name: of the field.
        label: what it is called.
        radios: one for each version.
        box: holds the versions; whoever shows the card turns it.
    """

    def __init__(self, difference: FieldDifference, side: Side) -> None:
        self.name = difference.name
        self.label = _label_of(difference)
        super().__init__(self.label)
        self.radios: list[QRadioButton] = []
        self._group = QButtonGroup(self)
        inner = QWidget()
        self.box = QBoxLayout(QBoxLayout.Direction.LeftToRight, inner)
        theme.spaced(self.box, spacing=theme.LARGE)
        for number, value in enumerate(difference.values):
            version = side.comparison.versions[number]
            text = _value_text(difference, value, families=side.families)
            self._add_version(number, version, text, is_empty=value is None)
        self.add(inner)

    def chosen(self) -> int | None:
        """Return the number of the version that was chosen, or None."""
        number = self._group.checkedId()
        return number if number >= 0 else None

    def choose(self, number: int) -> None:
        """Choose a version."""
        self.radios[number].setChecked(True)

    def _add_version(
        self, number: int, version: RevisionView, text: str, *, is_empty: bool
    ) -> None:
        said = self.tr("Version {n}").format(n=number + 1)
        radio = QRadioButton(plain.button_text(said))
        who = version.author_name
        radio.setAccessibleName(plain.one_line(f"{self.label}. {said}, {who}"))
        radio.setAccessibleDescription(plain.one_line(text))
        self._group.addButton(radio, number)
        self.radios.append(radio)
        column = QWidget()
        layout = QVBoxLayout(column)
        theme.spaced(layout, spacing=theme.TIGHT)
        layout.addWidget(radio)
        layout.addWidget(plain.label(plain.isolated(who), style="small"))
        value = plain.label(text, style="muted" if is_empty else "body")
        layout.addWidget(value if is_empty else plain.selectable(value))
        layout.addStretch(1)
        self.box.addWidget(column, 1)


def _label_of(difference: FieldDifference) -> str:
    say = QCoreApplication.translate
    if difference.field is not None:
        return words.translated("records", difference.field.label)
    return say("CompareView", "Withdrawn") if difference.name == _WITHDRAWN else difference.name


def _value_text(difference: FieldDifference, value: object, *, families: Mapping[str, str]) -> str:
    say = QCoreApplication.translate
    if difference.name == _WITHDRAWN and difference.field is None:
        yes, no = say("CompareView", "It is withdrawn"), say("CompareView", "It is not withdrawn")
        return yes if value is True else no
    if value is None:
        return say("CompareView", "Left empty")
    if difference.field is None:
        return str(value)
    return record_text.value_text(difference.field, value, families=families)


def _who_and_when(version: RevisionView) -> str:
    say = QCoreApplication.translate
    return say("CompareView", "{who}, {time}").format(
        who=plain.isolated(version.author_name or say("CompareView", "Somebody not known here")),
        time=words.time_text(version.at),
    )


def _column(holder: QWidget) -> QBoxLayout:
    layout = holder.layout()
    if not isinstance(layout, QBoxLayout):
        raise TypeError(layout)
    return layout
