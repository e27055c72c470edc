# SPDX-License-Identifier: Apache-2.0
"""What the steps of setting up are made of: a step, a large choice, a row of facts, where one is.

It must not know which steps there are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.ui import plain, theme
from desktop.ui.controls import button, row_of
from desktop.ui.icons import pixmap
from desktop.ui.letting_go import empty_layout

if TYPE_CHECKING:
    from desktop.ui.icons import IconName

WIDEST: Final = 680
"""Pixels at 100 %: the one column of the entrance."""


class StepStack(QWidget):
    """Pages of which one is shown, as high as that one.

    A QStackedWidget is as high as its highest page, and pulls the others apart. The names are
    the same as there.
    """

    def __init__(self) -> None:
        super().__init__()
        self._pages: list[QWidget] = []
        self._layout = QVBoxLayout(self)
        theme.spaced(self._layout)

    def addWidget(self, page: QWidget) -> None:
        """Take one more page; the first is shown."""
        self._layout.addWidget(page)
        self._pages.append(page)
        page.setVisible(len(self._pages) == 1)

    def pages(self) -> tuple[QWidget, ...]:
        """Return all pages."""
        return tuple(self._pages)

    def currentIndex(self) -> int:
        """Return which page is shown."""
        return next(n for n, page in enumerate(self._pages) if not page.isHidden())

    def currentWidget(self) -> QWidget:
        """Return the page that is shown."""
        return self._pages[self.currentIndex()]

    def setCurrentIndex(self, number: int) -> None:
        """Show this page."""
        self.setCurrentWidget(self._pages[number])

    def setCurrentWidget(self, wanted: QWidget) -> None:
        """Show this page. The others go first, so that the window never needs room for two."""
        for page in self._pages:
            if page is not wanted:
                page.hide()
        wanted.show()
        # Else the layouts above go on with what they knew while the page was hidden, find out one
        # after the other, and move the page each time.
        for part in (*wanted.findChildren(QWidget), wanted):
            part.updateGeometry()


class Step(QWidget):
    """One step: a title, what it is about, its own parts, and the buttons.

    Attributes:
        start_at: the control that gets the focus first.

    Signals:
        next_requested: go on.
        back_requested: one step back.
    """

    next_requested = Signal()
    back_requested = Signal()

    def __init__(self, *, title: str, about: str, go_on: str) -> None:
        super().__init__()
        self.setAccessibleName(plain.one_line(title))
        self.next = button(go_on, look="primary")
        self.back = button(self.tr("Back"), look="quiet")
        self.start_at: QWidget = self.next
        self.next.clicked.connect(self.next_requested)
        self.back.clicked.connect(self.back_requested)
        self.title = plain.label(title, style="title")
        self.about = plain.label(about)
        self.about.setVisible(bool(about))
        self.content = QVBoxLayout()
        theme.spaced(self.content, spacing=theme.SMALL)
        self.buttons = row_of(self.next, self.back, None)
        layout = QVBoxLayout(self)
        theme.spaced(layout, spacing=theme.MEDIUM)
        layout.addWidget(self.title)
        layout.addWidget(self.about)
        layout.addSpacing(theme.TIGHT)
        layout.addLayout(self.content)
        layout.addSpacing(theme.SMALL)
        layout.addLayout(self.buttons)
        layout.addStretch(1)

    def empty(self) -> None:
        """Hold nothing secret; most steps hold nothing of the kind."""

    def enter(self) -> None:
        """Do what Enter does: go on where that is possible, else to the next control."""
        if self.next.isEnabled() and self.next.isVisibleTo(self):
            self.next.click()
        else:
            self.focusNextChild()


class Tile(QPushButton):
    """A large button with a picture, a title and a sentence below it."""

    def __init__(self, *, icon: IconName, title: str, about: str, theme: theme.Theme) -> None:
        super().__init__()
        self._icon = icon
        self._theme = theme
        self.setProperty("look", "tile")
        self.setAutoDefault(True)
        self.setAccessibleName(plain.one_line(title))
        self.setAccessibleDescription(plain.one_line(about))
        self._picture = plain.label(wrap=False)
        self._lay_out(title, about)
        theme.changed.connect(self._draw)
        self._draw()

    def _lay_out(self, title: str, about: str) -> None:
        column = QVBoxLayout()
        theme.spaced(column, spacing=theme.TIGHT)
        column.addWidget(plain.label(title, style="strong"))
        column.addWidget(plain.label(about, style="small"))
        layout = QHBoxLayout(self)
        theme.spaced(layout, margin=theme.LARGE, spacing=theme.LARGE)
        layout.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addLayout(column, 1)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        """Return the room for its parts; a button knows only of its own text."""
        layout = self.layout()
        return layout.totalSizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the least room for its parts."""
        layout = self.layout()
        return layout.totalMinimumSize() if layout is not None else super().minimumSizeHint()

    def _draw(self) -> None:
        size = self._theme.pixels(28)
        colour = self._theme.colours.accent
        self._picture.setPixmap(pixmap(self._icon, colour=colour, size=size, scale=1))


class Fact(QWidget):
    """A picture with a bold line and a sentence: one thing to know."""

    def __init__(self, *, icon: IconName, title: str, text: str, theme: theme.Theme) -> None:
        super().__init__()
        self._icon = icon
        self._theme = theme
        self._picture = plain.label(wrap=False)
        self.text = plain.label(text)
        self._lay_out(title)
        theme.changed.connect(self._draw)
        self._draw()

    def _lay_out(self, title: str) -> None:
        column = QVBoxLayout()
        theme.spaced(column, spacing=theme.TIGHT)
        column.addWidget(plain.label(title, style="strong"))
        column.addWidget(self.text)
        layout = QHBoxLayout(self)
        theme.spaced(layout, spacing=theme.LARGE)
        layout.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(column, 1)

    def _draw(self) -> None:
        size = self._theme.pixels(24)
        colour = self._theme.colours.accent
        self._picture.setPixmap(pixmap(self._icon, colour=colour, size=size, scale=1))


class StepBar(QWidget):
    """Says and shows which step this is: “Step 2 of 5”."""

    def __init__(self) -> None:
        super().__init__()
        self.text = plain.label(style="eyebrow", wrap=False)
        self._segments = QHBoxLayout()
        theme.spaced(self._segments, spacing=theme.TIGHT)
        layout = QVBoxLayout(self)
        theme.spaced(layout, spacing=theme.TIGHT)
        layout.addWidget(self.text)
        layout.addLayout(self._segments)

    def show_step(self, number: int, count: int) -> None:
        """Show that this is step ``number``, counted from 1; 0 for a page that is no step."""
        self.setVisible(number > 0)
        plain.set_text(
            self.text, self.tr("Step {n} of {all}").format(n=number, all=count) if number else ""
        )
        empty_layout(self._segments)
        for one in range(count if number else 0):
            segment = QFrame()
            segment.setProperty("look", "segment-done" if one < number else "segment")
            segment.setFixedHeight(theme.TIGHT)
            self._segments.addWidget(segment)
