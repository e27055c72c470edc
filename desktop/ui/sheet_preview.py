# SPDX-License-Identifier: Apache-2.0
"""A preview of paper: the pages of a sheet as they will print, to be scrolled with the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QScrollArea

from desktop.reports.sheets import as_text
from desktop.ui import plain
from desktop.ui.paper import Pages

if TYPE_CHECKING:
    from desktop.reports.sheets import Sheet
    from desktop.ui.theme import Theme

_WIDEST: Final = 720
"""Pixels at 100 %: a wider page would not fit a laptop's height."""
_EDGE: Final = 8
_PAPER: Final = QColor("#ffffff")
_FRAME: Final = QColor("#8a8a8a")


class SheetPreview(QScrollArea):
    """The pages of a sheet, one below the other, as wide as there is room."""

    def __init__(self, *, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._paper = _PaperView(name=self.tr("How it will look on paper"), theme=theme)
        self.setWidget(self._paper)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(self._paper)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        theme.changed.connect(self._fit)

    @property
    def text(self) -> str:
        """What a screen reader reads out: the sheet as plain text."""
        return self._paper.reading()

    @property
    def page_count(self) -> int:
        """How many pages there are; 0 when nothing is shown."""
        return self._paper.page_count

    def show_sheet(self, sheet: Sheet, *, large: bool) -> None:
        """Show a sheet; a screen reader reads it as plain text."""
        pages = Pages(sheet, large=large)
        self._paper.set_pages(pages)
        self._paper.set_reading(as_text(pages.sheet))
        self._fit()
        self.verticalScrollBar().setValue(0)

    def empty(self) -> None:
        """Hold nothing."""
        self._paper.set_pages(None)
        self._paper.set_reading("")
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to either end; the arrow and page keys are Qt's."""
        bar = self.verticalScrollBar()
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            bar.setValue(bar.minimum() if event.key() == Qt.Key.Key_Home else bar.maximum())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fill the width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._paper.fit(min(self.viewport().width(), self._theme.pixels(_WIDEST)))


class _PaperView(plain.Drawing):
    """Draws the pages; it is as high as all of them."""

    def __init__(self, *, name: str, theme: Theme) -> None:
        super().__init__(name=name)
        self._theme = theme
        self._pages: Pages | None = None

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return self._pages.count if self._pages is not None else 0

    def set_pages(self, pages: Pages | None) -> None:
        """Draw these pages."""
        self._pages = pages
        self.update()

    def fit(self, width: int) -> None:
        """Take this width, and the height that the pages then have."""
        height = self._step(width) * self.page_count + _EDGE
        self.setFixedSize(max(width, 1), max(round(height), 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages that are in sight."""
        pages = self._pages
        if pages is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step = self._step(self.width())
        scale = self._scale(self.width())
        for number in range(pages.count):
            paper = QRectF(_EDGE, number * step + _EDGE, self.width() - 2 * _EDGE, step - _EDGE)
            if not paper.intersects(QRectF(event.rect())):
                continue
            painter.fillRect(paper, _PAPER)
            painter.setPen(self._frame())
            painter.drawRect(paper)
            painter.save()
            painter.translate(paper.topLeft())
            painter.scale(scale, scale)
            pages.draw(painter, number)
            painter.restore()
        painter.end()

    def _frame(self) -> QPen:
        if self.hasFocus():
            return QPen(QColor(self._theme.colours.focus), 5)
        return QPen(_FRAME, 1)

    def _scale(self, width: int) -> float:
        return (width - 2 * _EDGE) / self._pages.size.width() if self._pages is not None else 1.0

    def _step(self, width: int) -> float:
        if self._pages is None:
            return 0.0
        return self._pages.size.height() * self._scale(width) + _EDGE
