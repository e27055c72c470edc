# SPDX-License-Identifier: Apache-2.0
"""The timer of a listening session: how long, in large calm type, and what to do with it.

It shows and changes one :class:`SessionTime`. Where that is kept is for the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui import plain, theme, words
from desktop.ui.controls import Card, button
from desktop.ui.flow import FlowLayout
from desktop.ui.session_time import SessionTime

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from PySide6.QtGui import QHideEvent, QShowEvent

    Clock = Callable[[], datetime]

TICK_MS: Final = 1_000


class SessionTimer(Card):
    """A card with the timer.

    Signals:
        changed: begun, paused, gone on with, ended or thrown away; to be kept.
        write_requested: write the session down.
        discard_requested: forget this time.
    """

    changed = Signal()
    write_requested = Signal()
    discard_requested = Signal()

    def __init__(self, *, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self.time: SessionTime | None = None
        self.figure = plain.label(style="figure", wrap=False)
        self.about = plain.label(style="muted")
        self.start = button(self.tr("Start listening"), look="primary")
        self.pause = button(self.tr("Pause"))
        self.go_on = button(self.tr("Go on"), look="primary")
        self.end = button(self.tr("End"))
        self.write = button(self.tr("Write it down"), look="primary")
        self.discard = button(self.tr("Forget this time"), look="quiet")
        self._ticks = QTimer(self)
        self._ticks.setInterval(TICK_MS)
        self._ticks.timeout.connect(self._show_figure)
        self._lay_out()
        self._connect()
        self.show_time(None)

    def show_time(self, time: SessionTime | None) -> None:
        """Show a session, or that there is none."""
        self.time = time
        is_over = time is not None and time.ended_at is not None
        self.start.setVisible(time is None)
        self.pause.setVisible(time is not None and time.is_running)
        self.go_on.setVisible(time is not None and time.is_paused)
        self.end.setVisible(time is not None and not is_over)
        self.write.setVisible(is_over)
        self.discard.setVisible(is_over)
        plain.set_text(self.about, self._about(time))
        self._show_figure()
        self._tick_if_needed()

    def showEvent(self, event: QShowEvent) -> None:
        """Count while somebody looks."""
        super().showEvent(event)
        self._show_figure()
        self._tick_if_needed()

    def hideEvent(self, event: QHideEvent) -> None:
        """Count no longer: nobody looks."""
        super().hideEvent(event)
        self._ticks.stop()

    def _lay_out(self) -> None:
        said = QVBoxLayout()
        theme.spaced(said, spacing=theme.TIGHT)
        said.addWidget(self.figure)
        said.addWidget(self.about)
        buttons = QWidget()
        flow = FlowLayout(buttons, across=theme.SMALL, in_line=True)
        flow.setSpacing(theme.SMALL)
        for one in (self.start, self.pause, self.go_on, self.end, self.write, self.discard):
            flow.addWidget(one)
        row = QHBoxLayout()
        theme.spaced(row, spacing=theme.WIDE)
        row.addLayout(said, 1)
        row.addWidget(buttons)
        self.content.addLayout(row)

    def _connect(self) -> None:
        self.start.clicked.connect(lambda: self._become(SessionTime(started=self._clock())))
        self.pause.clicked.connect(lambda: self._change(SessionTime.pause, self.go_on))
        self.go_on.clicked.connect(lambda: self._change(SessionTime.go_on, self.pause))
        self.end.clicked.connect(lambda: self._change(SessionTime.end, self.write))
        self.write.clicked.connect(self.write_requested)
        self.discard.clicked.connect(self.discard_requested)

    def _become(self, time: SessionTime) -> None:
        self.show_time(time)
        self.pause.setFocus()
        self.changed.emit()

    def _change(
        self, change: Callable[[SessionTime, datetime], SessionTime], focus: QWidget
    ) -> None:
        if self.time is None:
            return
        self.show_time(change(self.time, self._clock()))
        # The button that was pressed is gone, and the focus must not get lost with it.
        focus.setFocus()
        self.changed.emit()

    def _show_figure(self) -> None:
        minutes = 0 if self.time is None else self.time.minutes(self._clock())
        say = QCoreApplication.translate
        text = words.count_text(
            minutes,
            one=say("SessionTimer", "1 minute"),
            many=say("SessionTimer", "%n minutes", None, minutes),
        )
        if text != self.figure.text():
            plain.set_text(self.figure, text)

    def _tick_if_needed(self) -> None:
        if self.time is not None and self.time.is_running and self.isVisible():
            self._ticks.start()
        else:
            self._ticks.stop()

    def _about(self, time: SessionTime | None) -> str:
        if time is None:
            return self.tr("Keeps the time while you listen, also when Alongside is locked.")
        began = f"{time.started.astimezone():%H:%M}"
        if time.ended_at is not None:
            ended = f"{time.ended_at.astimezone():%H:%M}"
            return self.tr("From {start} to {end}.").format(start=began, end=ended)
        if time.is_paused:
            return self.tr("Started at {start}. It rests now.").format(start=began)
        return self.tr("Started at {start}. You can lock or close Alongside.").format(start=began)
