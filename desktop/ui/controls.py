# SPDX-License-Identifier: Apache-2.0
"""Small parts that every page uses: buttons, banners, tables, a strip that shows progress.

They show what they are given. They know no operation and no page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.ui import plain, theme, words
from desktop.ui.models import CHIP_ROLE, RowsModel

if TYPE_CHECKING:
    from desktop.errors import AlongsideError
    from desktop.operations.progress import Progress

Row = TypeVar("Row")
ButtonLook = Literal["ordinary", "primary", "quiet", "card"]
Tone = Literal["bad", "warn", "good"]

POLL_MS: Final = 100
_WIDEST: Final = 28
"""Letters that a column of text gets at most, unless it takes the room that is left."""
_NARROWEST: Final = 20
"""Letters that a column gets at least when it takes the room that is left."""


def button(text: str, *, look: ButtonLook = "ordinary") -> QPushButton:
    """Return a button; Enter presses it when it has the focus."""
    made = QPushButton(plain.button_text(text))
    made.setAccessibleName(plain.one_line(text))
    made.setProperty("look", look)
    made.setAutoDefault(True)
    return made


def row_of(*parts: QWidget | None, spacing: int = theme.SMALL) -> QHBoxLayout:
    """Return widgets side by side; ``None`` is a stretch."""
    layout = QHBoxLayout()
    theme.spaced(layout, spacing=spacing)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        else:
            layout.addWidget(part)
    return layout


def scrolled(inner: QWidget) -> QScrollArea:
    """Return a widget that can be scrolled when there is too little room for it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inner.setProperty("look", "scrolled")
    area.setWidget(inner)
    return area


class Banner(QFrame):
    """A message at the top of a page: what happened, what is safe, what to do."""

    def __init__(self) -> None:
        super().__init__()
        self.message = plain.label(style="strong")
        self.detail = plain.label()
        self.slug = plain.label(style="small")
        self._close = button(self.tr("Close this message"), look="quiet")
        self._close.clicked.connect(self.clear)
        layout = QVBoxLayout(self)
        theme.spaced(layout, margin=theme.MEDIUM, spacing=theme.TIGHT)
        for part in (self.message, self.detail):
            layout.addWidget(part)
        layout.addLayout(row_of(self.slug, None, self._close))
        self.hide()

    def show_fault(self, error: AlongsideError) -> None:
        """Show a fault of the core."""
        text = words.fault_text(error)
        self._show("bad", text.message, f"{text.safe} {text.advice}".strip(), text.slug)

    def show_note(self, message: str, detail: str = "", *, tone: Tone = "good") -> None:
        """Show that something was done, or something to know."""
        self._show(tone, message, detail, "")

    def clear(self) -> None:
        """Show nothing."""
        for part in (self.message, self.detail, self.slug):
            plain.set_text(part, "")
        self.hide()

    def _show(self, tone: Tone, message: str, detail: str, slug: str) -> None:
        theme.set_look(self, f"banner-{tone}")
        plain.set_text(self.message, message)
        plain.set_text(self.detail, detail)
        self.detail.setVisible(bool(detail))
        plain.set_text(
            self.slug, self.tr("Name of this fault: {slug}").format(slug=slug) if slug else ""
        )
        self.setAccessibleName(plain.one_line(f"{message} {detail}"))
        self.show()


class ProgressStrip(QWidget):
    """Shows how far a task is, and lets a person stop it.

    Signals:
        cancel_requested: the person wants it to stop.
    """

    cancel_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._progress: Progress | None = None
        self.text = plain.label(style="muted")
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("Progress"))
        self.stop = button(self.tr("Stop"))
        self.stop.clicked.connect(self._cancel)
        layout = QVBoxLayout(self)
        theme.spaced(layout, spacing=theme.TIGHT)
        layout.addWidget(self.text)
        layout.addLayout(row_of(self.bar, self.stop))
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self.poll)
        self.hide()

    def watch(self, progress: Progress, text: str) -> None:
        """Show how far some work is until :meth:`finish`."""
        self._progress = progress
        plain.set_text(self.text, text)
        self.bar.setRange(0, 0)
        self.stop.setEnabled(True)
        self.show()
        self._timer.start()

    def finish(self) -> None:
        """Show nothing any more."""
        self._timer.stop()
        self._progress = None
        self.hide()

    def poll(self) -> None:
        """Look how far the task is."""
        progress = self._progress
        if progress is None:
            return
        self.bar.setRange(0, progress.total)
        self.bar.setValue(progress.done)
        if progress.text and not progress.cancelled:
            plain.set_text(self.text, words.translated("progress", progress.text))

    def _cancel(self) -> None:
        progress = self._progress
        if progress is not None:
            # The task itself goes on to its next safe stopping point and then says so.
            progress.cancel()
        self.stop.setEnabled(False)
        plain.set_text(self.text, self.tr("Stopping at the next safe point…"))
        self.cancel_requested.emit()


class ChipDelegate(QStyledItemDelegate):
    """Draws a cell as a chip: the words of a state on a quiet ground."""

    def __init__(self, *, theme: theme.Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint the ground of the row, then the chip."""
        tone = index.data(CHIP_ROLE)
        if tone is None:
            super().paint(painter, option, index)
            return
        self.initStyleOption(option, index)
        text, option.text = option.text, ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        colours = self._theme.colours
        metrics = option.fontMetrics
        room = QRectF(option.rect).adjusted(6, 0, -6, 0)
        width = min(metrics.horizontalAdvance(text) + 20, room.width())
        height = min(metrics.height() + 8, room.height() - 4)
        chip = QRectF(room.left(), room.center().y() - height / 2, width, height)
        if option.direction == Qt.LayoutDirection.RightToLeft:
            chip.moveRight(room.right())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(getattr(colours, tone)))
        painter.setBrush(QColor(getattr(colours, f"{tone}_soft")))
        painter.drawRoundedRect(chip.adjusted(0.5, 0.5, -0.5, -0.5), height / 2, height / 2)
        line = plain.elide(text, width=int(width) - 16, metrics=metrics)
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, line)
        painter.restore()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the room for a chip."""
        size = super().sizeHint(option, index)
        return QSize(size.width() + 34, size.height())


class RowsTable(QTableView):
    """A table of rows, one of which can be chosen and opened with Enter or a double click.

    Signals:
        open_requested: the person wants to see this row; carries the index.
        row_chosen: another row, or none, is chosen now.
    """

    open_requested = Signal(QModelIndex)
    row_chosen = Signal()

    def __init__(self, model: RowsModel[Row], *, theme: theme.Theme, name: str) -> None:
        super().__init__()
        self._rows_model = model
        self._theme = theme
        self.setModel(model)
        self.setAccessibleName(name)
        self.setItemDelegate(ChipDelegate(theme=theme, parent=self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(60)
        theme.changed.connect(self._fit_rows)
        self.doubleClicked.connect(self.open_requested)
        self.selectionModel().selectionChanged.connect(lambda *_: self.row_chosen.emit())
        model.modelReset.connect(self.row_chosen)
        model.modelReset.connect(self._fit_columns)
        self._fit_rows()

    def chosen(self) -> object | None:
        """Return the row that is chosen, or ``None``."""
        rows = self.selectionModel().selectedRows()
        return self._rows_model.row_at(rows[0]) if rows else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the chosen row with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.open_requested.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the room that is left to the columns that take it."""
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 20)
        self._fit_columns()

    def _fit_columns(self) -> None:
        # Unlike Qt's own fitting, no column can take the room of the others, and the columns that
        # take what is left keep a least width: below it the table scrolls sideways.
        header = self.horizontalHeader()
        letter = self.fontMetrics().averageCharWidth()
        columns = self._rows_model.columns
        sizes = {
            n: max(self._content_width(n, most=letter * _WIDEST), header.sectionSizeHint(n))
            for n, column in enumerate(columns)
            if not column.stretch
        }
        wide = len(columns) - len(sizes)
        left = self.viewport().width() - sum(sizes.values())
        for n in range(len(columns)):
            size = sizes.get(n) or max(left // wide, letter * _NARROWEST)
            if header.sectionSize(n) != size:
                header.resizeSection(n, size)

    def _content_width(self, column: int, *, most: int) -> int:
        width = self.sizeHintForColumn(column)
        is_chip = self._rows_model.columns[column].tone is not None
        return width if is_chip else min(width, most)
