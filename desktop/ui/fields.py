# SPDX-License-Identifier: Apache-2.0
"""The controls of a form: one editor for each way that a field is filled in.

An editor shows one value and tells when it was changed. It knows no record, no kind and no page.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.ui import plain, reading, theme
from desktop.ui.clipboard import plain_copy
from desktop.ui.controls import button, row_of
from desktop.ui.flow import FlowLayout
from desktop.ui.reading import NotUnderstoodError, Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


Choices = tuple[tuple[str, str], ...]

_BIDI_OVERRIDES: Final = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e"))
_SENSITIVE: Final = Qt.InputMethodHint.ImhSensitiveData


def pasted(text: str) -> str:
    """Return text from elsewhere as it may be put into a record: no controls, no overrides."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (c for c in lines if c in "\n\t" or c.isprintable() or c.isspace())
    return "".join(c for c in kept if c >= " " or c in "\n\t").translate(_BIDI_OVERRIDES)


class LineBox(QLineEdit):
    """One line of text, without predictive typing; takes over text only.

    With ``columns`` it is as wide as that many letters, at any type size.
    """

    def __init__(self, *, columns: int = 0) -> None:
        super().__init__()
        self._columns = columns
        if columns:
            self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setInputMethodHints(_SENSITIVE)
        self.setMaxLength(2_000)

    def sizeHint(self) -> QSize:
        """Return the room for its columns."""
        size = super().sizeHint()
        if self._columns:
            size.setWidth(self.fontMetrics().averageCharWidth() * self._columns + theme.WIDE)
        return size

    def minimumSizeHint(self) -> QSize:
        """Return the same room when it has columns."""
        return self.sizeHint() if self._columns else super().minimumSizeHint()


class TextBox(QPlainTextEdit):
    """A long text: plain, Tab leaves it, and it grows with what is written."""

    _FEWEST_LINES: Final = 3
    _MOST_LINES: Final = 14

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setInputMethodHints(_SENSITIVE | Qt.InputMethodHint.ImhMultiLine)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste text only, whatever else the clipboard holds."""
        if source.hasText():
            self.insertPlainText(pasted(source.text()))

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Say whether there is text to paste or drop."""
        return source.hasText()

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy text only."""
        return plain_copy(self.textCursor().selection().toPlainText())

    def sizeHint(self) -> QSize:
        """Return the room for what is written, within bounds."""
        lines = round(self.document().size().height())
        shown = min(max(lines, self._FEWEST_LINES), self._MOST_LINES)
        room = self.fontMetrics().lineSpacing() * shown + 2 * theme.MEDIUM
        return QSize(super().sizeHint().width(), room)

    def minimumSizeHint(self) -> QSize:
        """Return the same room: a page that is too small scrolls as a whole."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def _fit(self) -> None:
        self.updateGeometry()


class ChoiceBox(QComboBox):
    """A choice that the mouse wheel does not change by accident."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll instead."""
        event.ignore()


class Editor(QWidget):
    """One value on a form; by itself it holds none.

    Signals:
        edited: the person changed it.
    """

    edited = Signal()

    def __init__(self, control: QWidget | None = None) -> None:
        super().__init__()
        self.box = QVBoxLayout(self)
        theme.spaced(self.box, spacing=theme.TIGHT)
        if control is not None:
            self.box.addWidget(control)
            self.setFocusProxy(control)
        self._control = control

    def buddy(self) -> QWidget | None:
        """Return the control that the field's label belongs to; ``None`` when it says its own."""
        return self._control

    def read(self) -> Reading:
        """Return what is filled in."""
        return Reading(None)

    def fill(self, value: object | None) -> None:
        """Show a value, without telling anybody; ``None`` empties it."""
        del value

    def explain_wrong(self) -> str:
        """Return what to type, when what was typed is not understood."""
        return ""

    def show_wrong(self, is_wrong: bool) -> None:
        """Mark the control as one to look at, or not."""
        if self._control is not None:
            self._control.setProperty("wrong", "true" if is_wrong else "false")
            self._control.style().unpolish(self._control)
            self._control.style().polish(self._control)


class TextEditor(Editor):
    """A short or a long text."""

    def __init__(self, *, is_long: bool, limit: int = 0) -> None:
        self._line = None if is_long else LineBox()
        self._text = TextBox() if is_long else None
        super().__init__(self._text or self._line)
        if self._line is not None:
            if limit:
                self._line.setMaxLength(limit)
            self._line.textEdited.connect(lambda _text: self.edited.emit())
        if self._text is not None:
            self._text.textChanged.connect(self.edited)

    def read(self) -> Reading:
        """Return the text as written, ``None`` when there is none."""
        text = self._line.text() if self._line is not None else ""
        if self._text is not None:
            # toPlainText() would turn no-break spaces into spaces; U+2029 stands between lines.
            raw = self._text.document().toRawText()
            text = raw.replace("\u2029", "\n").replace("\u2028", "\n")
        return Reading(text if text.strip() else None)

    def fill(self, value: object | None) -> None:
        """Show a text."""
        text = value if isinstance(value, str) else ""
        if self._line is not None:
            self._line.setText(text)
        if self._text is not None:
            was_blocked = self._text.blockSignals(True)
            self._text.setPlainText(text)
            # Undo must not bring back what another record held.
            self._text.document().clearUndoRedoStacks()
            self._text.blockSignals(was_blocked)


class ParsedEditor(Editor):
    """A line that has to make sense as a date, a time, minutes or a number."""

    def __init__(
        self,
        *,
        parse: Callable[[str], object],
        display: Callable[[object], str],
        wrong: str,
        placeholder: str = "",
        width: int = 16,
    ) -> None:
        self.line = LineBox(columns=width)
        super().__init__()
        self._parse = parse
        self._display = display
        self._wrong = wrong
        self._control = self.line
        self.setFocusProxy(self.line)
        self.line.setPlaceholderText(placeholder)
        self.line.textEdited.connect(lambda _text: self.edited.emit())
        self.line.editingFinished.connect(self._tidy)
        self.row = row_of(self.line)
        self.row.addStretch(1)
        self.box.addLayout(self.row)

    def read(self) -> Reading:
        """Return the value, or say that the text makes no sense."""
        text = self.line.text().strip()
        if not text:
            return Reading(None)
        try:
            return Reading(self._parse(text))
        except NotUnderstoodError:
            return Reading(None, is_understood=False)

    def fill(self, value: object | None) -> None:
        """Show a value."""
        self.line.setText("" if value is None else self._display(value))

    def explain_wrong(self) -> str:
        """Return an example of what to type."""
        return self._wrong

    def _tidy(self) -> None:
        value = self.read().value
        if value is not None:
            self.line.setText(self._display(value))


class DateEditor(ParsedEditor):
    """A day, typed or picked with a button."""

    def __init__(self, *, today: Callable[[], date] = date.today) -> None:
        super().__init__(
            parse=lambda text: reading.read_day(text, today=today()),
            display=lambda value: reading.day_for_editing(str(value)),
            wrong=self.tr("Write the date as day/month/year, for example 22/11/2026."),
            placeholder=self.tr("dd/mm/yyyy"),
        )
        self._today = today
        for text, days in ((self.tr("Today"), 0), (self.tr("Yesterday"), 1)):
            pick = button(text, look="quiet")
            pick.clicked.connect(lambda _=False, back=days: self._pick(back))
            self.row.insertWidget(self.row.count() - 1, pick)
            self._name_pick(pick, text)

    def _name_pick(self, pick: QWidget, text: str) -> None:
        plain.set_tooltip(pick, self.tr("Fill in the date of: {day}").format(day=text.lower()))

    def _pick(self, days_back: int) -> None:
        self.fill(date.fromordinal(self._today().toordinal() - days_back).isoformat())
        self.edited.emit()


class ChoiceEditor(Editor):
    """One choice out of a few, or none."""

    def __init__(self, choices: Choices) -> None:
        self._combo = ChoiceBox()
        super().__init__(self._combo)
        self.set_choices(choices)
        self._combo.currentIndexChanged.connect(lambda _index: self.edited.emit())

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer these choices; what was chosen stays chosen."""
        chosen = self._combo.currentData()
        was_blocked = self._combo.blockSignals(True)
        self._combo.clear()
        self._combo.addItem(self.tr("Not filled in"), None)
        for value, text in choices:
            self._combo.addItem(plain.shortened(text), value)
        self._combo.blockSignals(was_blocked)
        self.fill(chosen)

    def read(self) -> Reading:
        """Return the value that is chosen."""
        return Reading(self._combo.currentData())

    def fill(self, value: object | None) -> None:
        """Choose a value; one that is no longer offered is kept and shown as it is."""
        was_blocked = self._combo.blockSignals(True)
        index = self._combo.findData(value) if value is not None else 0
        if index < 0:
            self._combo.addItem(plain.shortened(str(value)), value)
            index = self._combo.count() - 1
        self._combo.setCurrentIndex(index)
        self._combo.blockSignals(was_blocked)


class ChoicesEditor(Editor):
    """Any number of choices, each a box to tick."""

    def __init__(self, choices: Choices, *, name: str) -> None:
        super().__init__()
        self._kept: list[object] = []
        self._ticks: dict[str, QCheckBox] = {}
        flow = FlowLayout(across=theme.LARGE)
        self.box.addLayout(flow)
        for value, text in choices:
            tick = QCheckBox(plain.button_text(text))
            tick.setAccessibleName(plain.one_line(f"{name}: {text}"))
            tick.toggled.connect(lambda _on: self.edited.emit())
            flow.addWidget(tick)
            self._ticks[value] = tick
        if self._ticks:
            self.setFocusProxy(next(iter(self._ticks.values())))

    def read(self) -> Reading:
        """Return the ticked values, in the order in which they are offered."""
        ticked = [value for value, tick in self._ticks.items() if tick.isChecked()]
        return Reading([*ticked, *self._kept] or None)

    def fill(self, value: object | None) -> None:
        """Tick these values; those no longer offered are kept."""
        wanted = list(value) if isinstance(value, list | tuple) else []
        self._kept = [one for one in wanted if one not in self._ticks]
        for name, tick in self._ticks.items():
            was_blocked = tick.blockSignals(True)
            tick.setChecked(name in wanted)
            tick.blockSignals(was_blocked)


class TickEditor(Editor):
    """Yes or not: a box to tick that carries its own text."""

    def __init__(self, label: str) -> None:
        self._tick = QCheckBox(plain.button_text(label))
        self._tick.setAccessibleName(plain.one_line(label))
        super().__init__(self._tick)
        self._tick.toggled.connect(lambda _on: self.edited.emit())

    def buddy(self) -> QWidget | None:
        """Return ``None``: its text is beside the box."""
        return None

    def read(self) -> Reading:
        """Return ``True``, or ``None`` when it is not ticked."""
        return Reading(True if self._tick.isChecked() else None)

    def fill(self, value: object | None) -> None:
        """Tick it or not."""
        was_blocked = self._tick.blockSignals(True)
        self._tick.setChecked(value is True)
        self._tick.blockSignals(was_blocked)
