# SPDX-License-Identifier: Apache-2.0
"""The editors of choices: one of a few, one of many found by typing, and boxes to tick.

They know no record, no kind and no page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QListView, QWidget

from desktop.ui import plain, theme
from desktop.ui.fields import ChoiceBox, Choices, Editor
from desktop.ui.flow import FlowLayout
from desktop.ui.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STAYS: Final = (
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
)


class ChoiceEditor(Editor):
    """One choice out of a few, or none."""

    def __init__(self, choices: Choices) -> None:
        self._combo = ChoiceBox()
        self._combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
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


class SearchBox(QComboBox):
    """A choice out of many: typing any part of a name offers those that have it."""

    def __init__(self) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(24)
        # It and its list are parts of the line: it deletes the list, so it has to come first.
        self._offer = QCompleter(self.model(), self.lineEdit())
        self._offer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self._offer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._offer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(self._offer)
        popup = QListView()
        popup.setProperty("look", "offer")
        popup.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._offer.setPopup(popup)
        # As a part of the window it gets the window's style; right inside a combo box, Qt styles
        # no frame but its own.
        popup.setParent(self.lineEdit(), Qt.WindowType.Popup)
        # Of both: the box has the focus, and it is the line that is typed in.
        hint = Qt.InputMethodHint.ImhSensitiveData
        self.setInputMethodHints(hint)
        line = self.lineEdit()
        if line is not None:
            line.setInputMethodHints(hint)

    def set_name(self, name: str) -> None:
        """Give it, its line and its list the name of the field."""
        for part in (self, self.lineEdit(), self._offer.popup(), self.view()):
            if part is not None:
                part.setAccessibleName(name)

    def chosen(self) -> int:
        """Return the row that the text names, -1 when it names none or several."""
        text = self.currentText().strip().casefold()
        current = self.currentIndex()
        if current >= 0 and self.itemText(current).casefold() == text:
            return current
        rows = [row for row in range(self.count()) if self.itemText(row).casefold() == text]
        return rows[0] if len(rows) == 1 else -1

    def settle(self) -> bool:
        """Take the only choice that what was typed can mean; return whether there is one."""
        text = self.currentText().strip().casefold()
        row = self.chosen()
        if row < 0 and text:
            rows = [n for n in range(self.count()) if text in self.itemText(n).casefold()]
            row = rows[0] if len(rows) == 1 else -1
        if row < 0:
            return not text
        self.setCurrentIndex(row)
        self.setEditText(self.itemText(row))
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter take what is meant; where several are, it goes to the first of them."""
        if event.key() not in _ENTER:
            super().keyPressEvent(event)
            return
        event.accept()
        popup = self._offer.popup()
        if popup is None:
            return
        if popup.isVisible() and popup.currentIndex().isValid():
            # Qt takes the one that is marked, also where several have the same name.
            event.ignore()
        elif self.settle():
            popup.hide()
        elif popup.isVisible():
            popup.setCurrentIndex(self._offer.completionModel().index(0, 0))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take what is meant when the person goes on."""
        if event.reason() not in _STAYS:
            self.settle()
        super().focusOutEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll instead."""
        event.ignore()


class SearchEditor(Editor):
    """One out of many, found by typing a part of its name."""

    def __init__(self, choices: Choices) -> None:
        self._box = SearchBox()
        super().__init__(self._box)
        self.hint = self.tr("Type a part of the name, then Enter.")
        line = self._box.lineEdit()
        if line is not None:
            line.setPlaceholderText(self.tr("Type a name, or pick one"))
            line.textEdited.connect(lambda _text: self.edited.emit())
        self._box.currentIndexChanged.connect(lambda _index: self.edited.emit())
        self.set_choices(choices)

    def set_name(self, name: str) -> None:
        """Give every part of it the name of the field."""
        self._box.set_name(name)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer these choices; what was chosen stays chosen."""
        value = self.read().value
        was_blocked = self._box.blockSignals(True)
        self._box.clear()
        for one, text in choices:
            self._box.addItem(plain.shortened(text), one)
        self._box.blockSignals(was_blocked)
        self.fill(value)

    def read(self) -> Reading:
        """Return the value that is chosen, or say that the text names none."""
        text = self._box.currentText()
        if not text.strip():
            return Reading(None)
        row = self._box.chosen()
        if row < 0:
            return Reading(None, is_understood=False)
        return Reading(self._box.itemData(row))

    def fill(self, value: object | None) -> None:
        """Choose a value; one that is not offered is kept."""
        was_blocked = self._box.blockSignals(True)
        row = self._box.findData(value) if value is not None else -1
        if row < 0 and value is not None:
            self._box.addItem(self.tr("One that is not kept here"), value)
            row = self._box.count() - 1
        self._box.setCurrentIndex(row)
        self._box.setEditText(self._box.itemText(row) if row >= 0 else "")
        self._box.blockSignals(was_blocked)

    def explain_wrong(self) -> str:
        """Return what to do."""
        return self.tr("Choose one from the list. If it is not there, leave this empty.")


class ChoicesEditor(Editor):
    """Any number of choices, each a box to tick.

    Tab comes to the group once and goes on; arrows move inside it and Space ticks.
    """

    def __init__(self, choices: Choices, *, name: str) -> None:
        super().__init__()
        self.hint = self.tr("Arrows move between the boxes, Space ticks.")
        self._kept: list[object] = []
        self._ticks: dict[str, QCheckBox] = {}
        flow = FlowLayout(across=theme.LARGE)
        flow.setSpacing(theme.TIGHT)
        self.box.addLayout(flow)
        for value, text in choices:
            tick = QCheckBox(plain.button_text(text))
            tick.setAccessibleName(plain.one_line(f"{name}: {text}"))
            tick.setAccessibleDescription(self.hint)
            tick.toggled.connect(lambda _on: self.edited.emit())
            tick.installEventFilter(self)
            flow.addWidget(tick)
            self._ticks[value] = tick
        if self._ticks:
            self._let_tab_come_to(next(iter(self._ticks.values())))

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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move between the boxes with the arrows."""
        if isinstance(watched, QCheckBox):
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                target = self._beside(watched, event)
                if target is not None:
                    target.setFocus(Qt.FocusReason.OtherFocusReason)
                    return True
            elif event.type() == QEvent.Type.FocusIn:
                self._let_tab_come_to(watched)
        return super().eventFilter(watched, event)

    def _let_tab_come_to(self, wanted: QCheckBox) -> None:
        for tick in self._ticks.values():
            policy = Qt.FocusPolicy.StrongFocus if tick is wanted else Qt.FocusPolicy.ClickFocus
            tick.setFocusPolicy(policy)
        self.setFocusProxy(wanted)

    def _beside(self, tick: QCheckBox, event: QKeyEvent) -> QCheckBox | None:
        """Return the box to go to; ``None`` for a key that does not move."""
        ticks = list(self._ticks.values())
        at = ticks.index(tick)
        mirrored = -1 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 1
        key = event.key()
        sideways = {Qt.Key.Key_Right: mirrored, Qt.Key.Key_Left: -mirrored}
        if key in sideways:
            return ticks[max(0, min(at + sideways[Qt.Key(key)], len(ticks) - 1))]
        if key == Qt.Key.Key_Home:
            return ticks[0]
        if key == Qt.Key.Key_End:
            return ticks[-1]
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return _in_next_line(ticks, tick, is_down=key == Qt.Key.Key_Down)
        return None


def _in_next_line(ticks: Sequence[QCheckBox], tick: QCheckBox, *, is_down: bool) -> QCheckBox:
    """Return the box in the line below or above that is nearest; the same one at the end."""

    def away(other: QWidget) -> QPoint:
        return other.geometry().topLeft() - tick.geometry().topLeft()

    lines = [one for one in ticks if (away(one).y() > 0 if is_down else away(one).y() < 0)]
    return min(lines, key=lambda one: (abs(away(one).y()), abs(away(one).x())), default=tick)
