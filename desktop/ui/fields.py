# SPDX-License-Identifier: Apache-2.0
"""The controls of a form: one editor for each way that a field is filled in.

An editor shows one value and tells when it was changed. It knows no record, no kind and no page.
"""

from __future__ import annotations

import unicodedata
from math import ceil
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QElapsedTimer, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.ui import plain, theme
from desktop.ui.clipboard import plain_copy
from desktop.ui.controls import row_of
from desktop.ui.reading import NotUnderstoodError, Reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent, QWheelEvent


Choices = tuple[tuple[str, str], ...]

_LEFT_OUT: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
"""Overrides and isolates of direction. Marks and joiners stay: Arabic and emoji need them."""
_LINE_COLUMNS: Final = 64
_SENSITIVE: Final = Qt.InputMethodHint.ImhSensitiveData


def pasted(text: str) -> str:
    """Return text from elsewhere as it may be put into a record: no controls, no overrides."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        c
        for c in lines
        if c in "\n\t" or (unicodedata.category(c) not in ("Cc", "Cs") and c not in _LEFT_OUT)
    )


class LineBox(QLineEdit):
    """One line of text, without predictive typing; takes over text only.

    With ``columns`` it is as wide as that many letters, at any type size; if it may ``shrink``,
    it is narrower where there is too little room.
    """

    def __init__(self, *, columns: int = 0, shrinks: bool = False) -> None:
        super().__init__()
        self._columns = columns
        self._shrinks = shrinks
        if columns:
            wide = QSizePolicy.Policy.Maximum if shrinks else QSizePolicy.Policy.Fixed
            self.setSizePolicy(wide, QSizePolicy.Policy.Fixed)
        self.setInputMethodHints(_SENSITIVE)
        self.setMaxLength(2_000)
        # Before anybody else hears of it.
        self.textEdited.connect(self._clean)

    def clear(self) -> None:
        """Hold nothing; what was typed does not come back with Undo, as after Qt's own."""
        self.setText("")

    def _clean(self, text: str) -> None:
        """Take out what came in with a paste and no record can keep."""
        clean = pasted(text)
        if clean != text:
            # What stands behind the cursor was there before. Qt counts in its own units.
            place = self.cursorPosition()
            self.end(False)
            behind = self.cursorPosition() - place
            self.setText(clean)
            self.setCursorPosition(self.cursorPosition() - behind)

    def sizeHint(self) -> QSize:
        """Return the room for its columns."""
        size = super().sizeHint()
        if self._columns:
            # Qt's own hint is the room for 17 times "x" and the edges around it.
            edges = size.width() - 17 * self.fontMetrics().horizontalAdvance("x")
            letters = self.fontMetrics().horizontalAdvance("0") * self._columns
            size.setWidth(letters + max(edges, theme.SMALL))
        return size

    def minimumSizeHint(self) -> QSize:
        """Return the same room when it has columns."""
        fixed = self._columns and not self._shrinks
        return self.sizeHint() if fixed else super().minimumSizeHint()


class TextBox(QPlainTextEdit):
    """A long text: plain, Tab leaves it, and it grows with what is written."""

    _LINES: Final = (3, 14)
    _ROOMY: Final = (10, 60)

    def __init__(self) -> None:
        super().__init__()
        self._bounds = self._LINES
        self._room = 0
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
        fewest, most = self._bounds
        shown = min(max(lines, fewest), most)
        edges = self.height() - self.viewport().height() + 2 * self.document().documentMargin()
        # A line takes whole pixels, and with a little more room there is no bar to scroll with.
        line = ceil(QFontMetricsF(self.font()).lineSpacing())
        room = line * shown + ceil(max(edges, 2 * theme.MEDIUM)) + theme.TIGHT
        return QSize(super().sizeHint().width(), room)

    def minimumSizeHint(self) -> QSize:
        """Return the same room: a page that is too small scrolls as a whole."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take more lines where they have become shorter."""
        super().resizeEvent(event)
        self._fit()

    def set_roomy(self, is_roomy: bool) -> None:
        """Take much room, where there is only writing, or as much as a form can give."""
        self._bounds = self._ROOMY if is_roomy else self._LINES
        self._fit()

    def _fit(self) -> None:
        # The page is laid out anew only when the room has changed, not with every letter.
        room = self.sizeHint().height()
        if room != self._room:
            self._room = room
            self.updateGeometry()


class ChoiceBox(QComboBox):
    """A choice that the mouse wheel does not change by accident.

    Letters typed find the choice with a word that begins so: ``tel`` finds "By telephone".
    """

    def __init__(self) -> None:
        super().__init__()
        self._typed = ""
        self._since_typed = QElapsedTimer()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll instead."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Find a choice by its letters."""
        letter = event.text()
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if not letter.isprintable() or not letter.strip() or modifiers:
            super().keyPressEvent(event)
            return
        pause = QGuiApplication.styleHints().keyboardInputInterval()
        if self._since_typed.isValid() and self._since_typed.hasExpired(pause):
            self._typed = ""
        self._typed += letter.lower()
        self._since_typed.start()
        self._find()

    def _find(self) -> None:
        # The same letter again goes to the next choice that begins with it.
        is_again = len(set(self._typed)) == 1
        wanted = self._typed[0] if is_again else self._typed
        start = self.currentIndex() + 1 if is_again else self.currentIndex()
        count = self.count()
        order = [(max(start, 0) + step) % count for step in range(count)] if count else []
        texts = {index: self.itemText(index).lower() for index in order}
        found = [index for index in order if texts[index].startswith(wanted)]
        found += [index for index in order if f" {wanted}" in texts[index]]
        if found:
            self.setCurrentIndex(found[0])


class Editor(QWidget):
    """One value on a form; by itself it holds none.

    Attributes:
        hint: how it is used with the keyboard, for a screen reader.

    Signals:
        edited: the person changed it.
    """

    edited = Signal()
    hint = ""

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
        self._line = None if is_long else LineBox(columns=_LINE_COLUMNS, shrinks=True)
        self._text = TextBox() if is_long else None
        super().__init__(self._text)
        if self._line is not None:
            self._control = self._line
            self.setFocusProxy(self._line)
            self.box.addLayout(row_of(self._line, None))
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
        line: LineBox | None = None,
    ) -> None:
        self.line = line or LineBox(columns=width)
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
            return Reading(None, is_understood=False, typed=text)

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
