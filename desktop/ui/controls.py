# SPDX-License-Identifier: Apache-2.0
"""Small parts that every page uses: buttons, cards, chips, banners, a strip that shows progress.

They show what they are given. They know no operation and no page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.ui import plain, theme, words
from desktop.ui.flow import FlowLayout
from desktop.ui.icons import pixmap
from desktop.ui.letting_go import let_go

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from desktop.errors import AlongsideError
    from desktop.operations.progress import Progress
    from desktop.ui.icons import IconName
    from desktop.ui.models import ChipTone

ButtonLook = Literal["ordinary", "primary", "quiet", "back", "card"]
Tone = Literal["bad", "warn", "good"]

POLL_MS: Final = 100
_EMPTY_WIDEST: Final = 560
_NARROW_BANNER: Final = 96
"""Letters: with less room than this, a banner has its buttons below its text."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """What to do next, offered as a button.

    Attributes:
        text: what the button says.
        go: does it.
    """

    text: str
    go: Callable[[], object]


class Views(QStackedWidget):
    """Views of which one is shown. It asks for the room of that one; Qt's own, for the largest."""

    def hasHeightForWidth(self) -> bool:
        """Say no: each view scrolls what it has no room for."""
        return False

    def minimumSizeHint(self) -> QSize:
        """Return the least room of the view on show."""
        shown = self.currentWidget()
        return shown.minimumSizeHint() if shown is not None else super().minimumSizeHint()


class Banner(QFrame):
    """A message at the top of a page: what happened, what is safe, what to do, and the next step.

    Attributes:
        next: the button of the next step, hidden where none is offered.

    Signals:
        shown_changed: there is a message now, or none any more.
    """

    shown_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._tone: Tone = "good"
        self.picture = plain.label(wrap=False)
        self.message = plain.label(style="strong")
        self.detail = plain.label()
        self.slug = plain.label(style="small")
        self.dismiss = button(self.tr("Close this message"), look="quiet")
        self.dismiss.clicked.connect(self.clear)
        self._step: NextStep | None = None
        self.next = button("")
        self.next.clicked.connect(self._go)
        text = QVBoxLayout()
        theme.spaced(text, spacing=theme.TIGHT)
        for part in (self.message, self.detail, self.slug):
            text.addWidget(part)
        self._below = FlowLayout(across=theme.SMALL)
        self._below.addWidget(self.next)
        text.addLayout(self._below)
        self._row = QHBoxLayout(self)
        theme.spaced(self._row, margin=theme.MEDIUM, spacing=theme.MEDIUM)
        self._row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(text, 1)
        self._row.addWidget(self.dismiss, 0, Qt.AlignmentFlag.AlignTop)
        self._is_narrow = False
        self.hide()

    def show_fault(self, error: AlongsideError, *, step: NextStep | None = None) -> None:
        """Show a fault of the core, and offer the next step where there is one."""
        text = words.fault_text(error)
        said = f"{text.safe} {text.advice}".strip()
        self._show("bad", text.message, said, text.slug, step=step)

    def show_note(
        self, message: str, detail: str = "", *, tone: Tone = "good", step: NextStep | None = None
    ) -> None:
        """Show that something was done, or something to know, and offer the next step."""
        self._show(tone, message, detail, "", step=step)

    def clear(self) -> None:
        """Show nothing."""
        for part in (self.message, self.detail, self.slug):
            plain.set_text(part, "")
        self._step = None
        self.hide()
        self.shown_changed.emit()

    def _go(self) -> None:
        if self._step is not None:
            self._step.go()

    def _show(
        self, tone: Tone, message: str, detail: str, slug: str, *, step: NextStep | None = None
    ) -> None:
        self._tone = tone
        self._step = step
        self.next.setText(plain.button_text(step.text if step else ""))
        self.next.setAccessibleName(plain.one_line(step.text if step else ""))
        self.next.setVisible(step is not None)
        theme.set_look(self, f"banner-{tone}")
        self._draw()
        plain.set_text(self.message, message)
        plain.set_text(self.detail, detail)
        self.detail.setVisible(bool(detail))
        plain.set_text(
            self.slug, self.tr("Name of this fault: {slug}").format(slug=slug) if slug else ""
        )
        self.slug.setVisible(bool(slug))
        self.setAccessibleName(plain.one_line(f"{message} {detail}"))
        self.show()
        self.shown_changed.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the picture again when colours or the type size change."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self._draw()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the button that closes it below the text where there is little room."""
        is_narrow = self.width() < self.fontMetrics().averageCharWidth() * _NARROW_BANNER
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            if is_narrow:
                self._below.addWidget(self.dismiss)
            else:
                self._row.addWidget(self.dismiss, 0, Qt.AlignmentFlag.AlignTop)
        super().resizeEvent(event)

    def _draw(self) -> None:
        # The strong line has the banner's own colour and the type size of the moment.
        self.message.ensurePolished()
        size = self.message.fontMetrics().height() + theme.TIGHT
        colour = self.message.palette().windowText().color().name()
        name: IconName = "tick" if self._tone == "good" else "alert"
        self.picture.setPixmap(pixmap(name, colour=colour, size=size, scale=1))


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


class Chip(QWidget):
    """The words of a state on a quiet ground, by themselves."""

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self._row = row_of(None)
        self.setLayout(self._row)
        # Beside a text of two lines it stays a chip.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_state(self, text: str, tone: ChipTone) -> None:
        """Show a state; an empty text shows nothing."""
        self._text = plain.fitted(text)
        while self._row.count() > 1 and (item := self._row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                let_go(old, self)
        if text:
            # A new one each time: Qt works out the room around a label's text only once.
            label = plain.label(self._text, wrap=False)
            label.setProperty("look", f"chip-{tone}")
            self._row.insertWidget(0, label)

    def text(self) -> str:
        """Return what it says."""
        return self._text


class Card(QFrame):
    """A white area with a heading, for things that belong together.

    Attributes:
        content: where its parts go.
    """

    def __init__(self, title: str = "", *, look: str = "card") -> None:
        super().__init__()
        self.setProperty("look", look)
        self.content = QVBoxLayout(self)
        theme.spaced(self.content, margin=theme.LARGE)
        self.heading = plain.label(title, style="heading")
        # In its place even when it says nothing: without a parent it would be left behind.
        self.content.addWidget(self.heading)
        self.heading.setVisible(bool(title))

    def add(self, *parts: QWidget) -> None:
        """Put parts below each other."""
        for part in parts:
            self.content.addWidget(part)


class EmptyState(QWidget):
    """What a page says when there is nothing to show: a picture, what will be here, what to do."""

    def __init__(self, *, icon: IconName, text: str, theme: theme.Theme) -> None:
        super().__init__()
        self._icon = icon
        self._theme = theme
        self.picture = plain.label(wrap=False)
        self.text = plain.label(text, style="muted")
        self.text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout()
        column.addStretch(2)
        column.addWidget(self.picture)
        column.addSpacing(12)
        column.addWidget(self.text)
        column.addStretch(3)
        middle = QWidget()
        middle.setMaximumWidth(_EMPTY_WIDEST)
        middle.setLayout(column)
        row = row_of(None, middle, None)
        row.setStretch(1, 8)
        self.setLayout(row)
        theme.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        size = self._theme.pixels(44)
        self.picture.setPixmap(
            pixmap(self._icon, colour=self._theme.colours.edge, size=size, scale=1)
        )
