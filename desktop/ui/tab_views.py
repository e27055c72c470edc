# SPDX-License-Identifier: Apache-2.0
"""The parts of a page that has tabs: each scrolls as a whole, so that nothing is ever cut off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QScrollArea, QTabWidget, QVBoxLayout, QWidget

from desktop.ui import plain, theme
from desktop.ui.column import Column
from desktop.ui.controls import Card, scrolled
from desktop.ui.row_list import RowsList

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex


def tab_view(*parts: QWidget, fills: QWidget | None = None) -> QScrollArea:
    """Return parts below each other, to be scrolled together.

    Args:
        parts: in reading order.
        fills: the one of them that takes the room that is left over.
    """
    inner = Column()
    layout = inner.content
    layout.setContentsMargins(0, theme.LARGE, theme.TIGHT, theme.TIGHT)
    for part in parts:
        layout.addWidget(part, 1000 if part is fills else 0)
    # Takes the room when what fills it is hidden, or there is no such part.
    layout.addStretch(1)
    area = scrolled(inner)
    for rows in inner.findChildren(RowsList):
        follow(area, rows)
    return area


class OpenTabs(QTabWidget):
    """Tabs on a page that scrolls as a whole: as high as the one that is open."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(lambda _index: self.updateGeometry())

    def add(self, title: str, *parts: QWidget) -> None:
        """Add a tab with parts below each other."""
        inner = QWidget()
        layout = QVBoxLayout(inner)
        theme.spaced(layout, spacing=theme.MEDIUM)
        layout.setContentsMargins(0, theme.MEDIUM, 0, 0)
        for part in parts:
            layout.addWidget(part)
        layout.addStretch(1)
        self.addTab(inner, plain.button_text(title))

    def hasHeightForWidth(self) -> bool:
        """Return that a narrower tab is a higher one."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the tab that is open."""
        if not self.count():
            return self.tabBar().sizeHint().height()
        page = self.currentWidget()
        inside = page.minimumSizeHint().height()
        if page.hasHeightForWidth():
            inside = page.heightForWidth(width)
        return self.tabBar().sizeHint().height() + inside

    def sizeHint(self) -> QSize:
        """Return the room that the open tab wants."""
        return QSize(super().sizeHint().width(), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        """Return the least room for the open tab."""
        return QSize(super().minimumSizeHint().width(), self.tabBar().sizeHint().height())


def carded(rows: RowsList) -> Card:
    """Return a list on a white ground of its own."""
    card = Card()
    theme.spaced(card.content, margin=theme.TIGHT)
    card.add(rows)
    return card


def follow(area: QScrollArea, rows: RowsList) -> None:
    """Keep the chosen row of a list in sight when it is as high as all of its rows."""

    def show(current: QModelIndex) -> None:
        inner = area.widget()
        if inner is None or not current.isValid() or not rows.hasFocus():
            return
        place = rows.visualRect(current)
        middle = rows.viewport().mapTo(inner, place.center())
        area.ensureVisible(middle.x(), middle.y(), 0, place.height())

    rows.selectionModel().currentChanged.connect(lambda current, _before: show(current))
