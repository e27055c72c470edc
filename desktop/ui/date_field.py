# SPDX-License-Identifier: Apache-2.0
"""The editor of a day: typed in many ways, picked with a button, or chosen in a calendar.

It knows no record and no page.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPalette, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.ui import plain, reading, theme
from desktop.ui.controls import button
from desktop.ui.fields import LineBox, ParsedEditor
from desktop.ui.flow import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Callable

_COLUMNS: Final = 15
_WIDE: Final = 44
_HIGH: Final = 13
"""Room for a month: in letters, and in lines."""


class DayLine(LineBox):
    """The line in which a day is typed.

    Signals:
        calendar_wanted: Alt and the down arrow were pressed.
        stepped: a day later (1) or earlier (-1).
    """

    calendar_wanted = Signal()
    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the arrows up and down."""
        arrows = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        step = arrows.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.calendar_wanted.emit()
        else:
            self.stepped.emit(step)


class CalendarPopup(QFrame):
    """A month to choose a day from; Enter takes it, Esc leaves it as it was.

    Signals:
        day_chosen: carries the day as an ISO date.
    """

    day_chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("look", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.calendar = QCalendarWidget()
        self.calendar.setAccessibleName(self.tr("Calendar"))
        self.calendar.setLocale(QLocale())
        self.calendar.setFirstDayOfWeek(QLocale().firstDayOfWeek())
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        letters = self.fontMetrics()
        self.calendar.setMinimumSize(
            _WIDE * letters.averageCharWidth(), _HIGH * letters.lineSpacing()
        )
        self._name_controls()
        self._colour()
        self.calendar.activated.connect(self._take)
        self.calendar.clicked.connect(self._take)
        layout = QVBoxLayout(self)
        theme.spaced(layout, margin=theme.SMALL)
        layout.addWidget(self.calendar)

    def show_under(self, target: QWidget, *, day: date) -> None:
        """Open below a control, on the month of a day."""
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self.adjustSize()
        self.move(self._room_for(target))
        self.show()
        # Its size is certain only now.
        self.move(self._room_for(target))
        self.calendar.setFocus()

    def _name_controls(self) -> None:
        """Give the controls that Qt makes itself a name, and signs in the colour of text."""
        named = {
            "qt_calendar_prevmonth": (self.tr("The month before"), "‹"),
            "qt_calendar_nextmonth": (self.tr("The month after"), "›"),
            "qt_calendar_monthbutton": (self.tr("Month"), ""),
            "qt_calendar_yearbutton": (self.tr("Year"), ""),
            "qt_calendar_yearedit": (self.tr("Year"), ""),
            "qt_calendar_calendarview": (self.tr("Days"), ""),
        }
        for inner in self.calendar.findChildren(QWidget):
            name, sign = named.get(inner.objectName(), ("", ""))
            if name:
                inner.setAccessibleName(name)
            if sign and isinstance(inner, QToolButton):
                inner.setIcon(QIcon())
                inner.setText(sign)

    def _room_for(self, target: QWidget) -> QPoint:
        place = target.mapToGlobal(QPoint(0, target.height()))
        screen = target.screen().availableGeometry()
        if place.y() + self.height() > screen.bottom():
            place.setY(max(screen.top(), target.mapToGlobal(QPoint(0, 0)).y() - self.height()))
        place.setX(max(screen.left(), min(place.x(), screen.right() + 1 - self.width())))
        return place

    def _colour(self) -> None:
        # Qt paints the days of the weekend red, on any ground.
        ordinary = QTextCharFormat()
        ordinary.setForeground(self.palette().brush(QPalette.ColorRole.Text))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(day, ordinary)
        head = QTextCharFormat()
        head.setForeground(self.palette().brush(QPalette.ColorRole.Text))
        head.setBackground(self.palette().brush(QPalette.ColorRole.Base))
        self.calendar.setHeaderTextFormat(head)

    def _take(self, chosen: QDate) -> None:
        self.day_chosen.emit(date(chosen.year(), chosen.month(), chosen.day()).isoformat())
        self.close()


class DateEditor(ParsedEditor):
    """A day, typed or picked.

    The buttons beside it are for the mouse, so that Tab goes on to the next field; the keyboard
    has words (``today``, ``tue``, ``+7``), the arrows, and Alt with the down arrow.
    """

    def __init__(self, *, tense: str = "", today: Callable[[], date] = date.today) -> None:
        super().__init__(
            parse=lambda text: reading.read_day(text, today=today(), tense=tense),
            display=lambda value: reading.day_for_editing(str(value)),
            wrong=self.tr("Write the date as day/month/year, for example 22/11/2026."),
            placeholder=self.tr("dd/mm/yyyy"),
            line=DayLine(columns=_COLUMNS),
        )
        self._today = today
        self.hint = self.tr(
            "You can also write today, tue, next tue or +7. Arrow up and down change the day. "
            "Alt and arrow down open a calendar."
        )
        # At large type the buttons go below the line.
        self.row.removeWidget(self.line)
        self._beside = FlowLayout(across=theme.TIGHT, in_line=True)
        self._beside.setSpacing(theme.TIGHT)
        self._beside.addWidget(self.line)
        self.box.addLayout(self._beside)
        for text, days in self._picks(tense):
            self._add(text).clicked.connect(lambda _=False, on=days: self._pick(on))
        self.calendar_button = self._add(self.tr("Calendar"))
        self.calendar_button.clicked.connect(self.open_calendar)
        if isinstance(self.line, DayLine):
            self.line.calendar_wanted.connect(self.open_calendar)
            self.line.stepped.connect(self._step)

    def open_calendar(self) -> None:
        """Show a month to choose from."""
        popup = CalendarPopup(self.line)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.day_chosen.connect(self._take)
        popup.show_under(self.line, day=self._day())

    def _picks(self, tense: str) -> tuple[tuple[str, int], ...]:
        if tense == "past":
            return ((self.tr("Today"), 0), (self.tr("Yesterday"), -1))
        if tense == "future":
            return ((self.tr("In a week"), 7), (self.tr("In two weeks"), 14))
        return ((self.tr("Today"), 0),)

    def _add(self, text: str) -> QPushButton:
        pick = button(text, look="quiet")
        pick.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        plain.set_tooltip(pick, self.tr("Fill in the date: {day}").format(day=text))
        self._beside.addWidget(pick)
        return pick

    def _day(self) -> date:
        value = self.read().value
        return date.fromisoformat(value) if isinstance(value, str) else self._today()

    def _pick(self, days: int) -> None:
        self._take((self._today() + timedelta(days=days)).isoformat())

    def _step(self, days: int) -> None:
        is_empty = self.read().value is None
        with suppress(OverflowError):  # the calendar ends somewhere
            day = self._today() if is_empty else self._day() + timedelta(days=days)
            self._take(day.isoformat())

    def _take(self, day: str) -> None:
        self.fill(day)
        self.line.setFocus()
        self.edited.emit()
