# SPDX-License-Identifier: Apache-2.0
"""Reading what a volunteer wrote: what they ask for stands first, and the next one is a key away.

It shows a record and says what the person wants. It calls no operation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout

from desktop.ui import plain, record_text, theme, words
from desktop.ui.controls import Card, button, row_of
from desktop.ui.record_reader import RecordReader
from desktop.ui.status import MoodText

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from desktop.records.rows import RevisionView
    from desktop.ui.record_reader import Reading

_RING = "please_ring_me"
_CHECK_IN = "check_in"


class ReviewReader(RecordReader):
    """One record at the hub.

    Signals:
        next_wanted: show the next one that is not read yet.
        compare_wanted: show its versions side by side; carries the record id.
    """

    next_wanted = Signal()
    compare_wanted = Signal(str)

    def __init__(self, *, can_write: bool, at_hub: bool) -> None:
        super().__init__(can_write=can_write, at_hub=at_hub)
        self.received = ""
        # Clear of the ring that shows where the focus is.
        self.content.setContentsMargins(theme.SMALL, theme.SMALL, theme.MEDIUM, theme.MEDIUM)
        self.area = self.findChildren(QScrollArea)[0]
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName(self.tr("What is written"))
        theme.set_look(self.area, "reading")
        self.area.installEventFilter(self)

    def own_actions(self) -> tuple[QPushButton, ...]:
        """Return the button that goes on to the next."""
        self.next = button(self.tr("Next unread  (Ctrl+Enter)"), look="primary")
        self.next.clicked.connect(self.next_wanted)
        return (self.next,)

    def show_record(self, reading: Reading) -> None:
        """Show a record from its beginning."""
        super().show_record(reading)
        self.area.verticalScrollBar().setValue(0)
        self.area.setFocus()

    def offer_next(self, left: int) -> None:
        """Offer the next one while there is one; ``left``: how many are not read yet."""
        self.next.setEnabled(left > 0)
        text = self.tr("Everything is read")
        if left:
            text = self.tr("Next unread ({n})  Ctrl+Enter").format(n=left)
        self.next.setText(plain.button_text(text))
        self.next.setAccessibleName(plain.one_line(text))

    def add_content(self, reading: Reading) -> None:
        """Add who asks for what, who wrote it and when it came, then what was filled in."""
        self._add_ask(reading, reading.detail.revision)
        self.content.addWidget(plain.label(self._origin(reading), style="muted"))
        super().add_content(reading)

    def _add_conflict(self, reading: Reading) -> None:
        """Lead to where the versions stand side by side; what either asks for stands first."""
        told: list[tuple[object, object]] = []
        for head in reading.detail.heads:
            asked = (head.body.get(_RING), head.body.get(_CHECK_IN))
            if asked not in told:
                self._add_ask(reading, head)
            told.append(asked)
        card = Card()
        line = MoodText(style="strong")
        line.show_text(
            self.tr("This record was changed in two places. Both versions are kept."),
            icon="compare",
            tone="warn",
        )
        compare = button(self.tr("Compare the versions"))
        record = reading.detail.record
        compare.clicked.connect(lambda: self.compare_wanted.emit(record))
        card.add(line)
        card.content.addLayout(row_of(compare, None))
        self.content.addWidget(card)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter reads on, a page at a time, and goes to the next record at the end."""
        if watched is self.area and isinstance(event, QKeyEvent):
            is_press = event.type() == QEvent.Type.KeyPress
            is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if is_press and is_enter and not event.modifiers():
                self._read_on()
                return True
        return super().eventFilter(watched, event)

    def _read_on(self) -> None:
        bar = self.area.verticalScrollBar()
        if bar.value() < bar.maximum():
            bar.setValue(bar.value() + bar.pageStep() - self.fontMetrics().height())
        elif self.next.isEnabled():
            self.next_wanted.emit()

    def _add_ask(self, reading: Reading, revision: RevisionView) -> None:
        wants_ring = revision.body.get(_RING) is True
        check_in = self._check_in(reading, revision)
        if not wants_ring and not check_in:
            return
        # Who wrote it first speaks of themselves; others may have amended it since.
        writer = reading.detail.history[0].author_name if reading.detail.history else ""
        name = plain.isolated(writer or self.tr("The volunteer"))
        frame = QFrame()
        frame.setProperty("look", "banner-warn" if wants_ring else "soft")
        layout = QVBoxLayout(frame)
        theme.spaced(layout, margin=theme.MEDIUM, spacing=theme.TIGHT)
        if wants_ring:
            line = MoodText(style="strong")
            line.show_text(
                self.tr("{name} asks to be rung.").format(name=name), icon="phone", tone="warn"
            )
            layout.addWidget(line)
        if check_in:
            said = self.tr("{name} about themselves: “{answer}”").format(name=name, answer=check_in)
            layout.addWidget(plain.label(said))
        self.content.addWidget(frame)

    def _check_in(self, reading: Reading, revision: RevisionView) -> str:
        value = revision.body.get(_CHECK_IN)
        field = next((one for one in reading.fields if one.name == _CHECK_IN), None)
        if not isinstance(value, str) or not value or field is None:
            return ""
        return record_text.value_text(field, value, families={})

    def _origin(self, reading: Reading) -> str:
        revision = reading.detail.revision
        written = self.tr("Written by {name}, {time}").format(
            name=plain.isolated(revision.author_name or self.tr("somebody not known here")),
            time=words.time_text(revision.at),
        )
        if not self.received:
            return written
        came = self.tr("Received {time}").format(time=words.time_text(self.received))
        return f"{written} · {came}"
