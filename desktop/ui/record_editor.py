# SPDX-License-Identifier: Apache-2.0
"""Writing a record: the form, its buttons, and the line that says whether it is saved.

It tells what the person wants and knows no operation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, QTime, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui import plain, theme
from desktop.ui.controls import button, row_of, scrolled
from desktop.ui.drafts import Amendment, Autosave, DraftKeeper, Mode
from desktop.ui.field_set import LONG_HINT
from desktop.ui.fields import LineBox, TextBox
from desktop.ui.fold import FoldOut
from desktop.ui.forms import RecordForm

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtGui import QKeyEvent

    from desktop.records.form import FormField
    from desktop.records.rows import RecordRow
    from desktop.ui.drafts import SaveAmendment, SaveDraft
    from desktop.ui.fields import Choices
    from desktop.ui.record_list import RecordsWording
    from desktop.ui.tasks import Runner

_WIDEST: Final = 1_100
"""Pixels: a wider form makes the eye travel."""
_LETTERS: Final = 75
"""Letters in a line when there is only writing: longer lines are hard to read."""


class RecordEditor(QWidget):
    """The form of a draft, or of an amendment. Both save themselves.

    Signals:
        finish_requested: make the draft final, or save the amendment.
        discard_requested: throw the draft, or the amendment so far, away.
        close_requested: back to the list.
        save_failed: it could not be saved; carries the fault.
        wide_requested: only the writing, on the whole window (``True``), or everything again.
    """

    finish_requested = Signal()
    discard_requested = Signal()
    close_requested = Signal()
    save_failed = Signal(object)
    wide_requested = Signal(bool)

    def __init__(
        self,
        *,
        fields: Sequence[FormField],
        wording: RecordsWording,
        runner: Runner,
        save_draft: SaveDraft,
        prompts: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self._wording = wording
        self._runner = runner
        self._save_draft = save_draft
        self._autosave: Autosave[Any] | None = None
        self._is_changed = False
        self._saved_at = ""
        self._scroll = 0
        self.mode = Mode.CLOSED
        self.is_only_writing = False
        self.form = RecordForm(fields)
        self.form.edited.connect(self._note_change)
        self.reason = LineBox()
        self.reason.setMaxLength(200)
        self.reason.textEdited.connect(lambda _text: self._note_change())
        self._reason_area = QWidget()
        self.heading = plain.label(style="title")
        self.saved_line = plain.label(style="muted")
        self.prompts = FoldOut(self.tr("questions that may help you begin"), prompts)
        self.only_writing = button("", look="quiet")
        self.finish = button(wording.finish or self.tr("Finish"), look="primary")
        self.discard = button(self.tr("Throw this draft away"))
        self.back = button(self.tr("Back to the list"), look="quiet")
        self._lay_out()
        # Not before they have their places: a widget without a parent would flash up as a window.
        self.prompts.setVisible(bool(prompts))
        self.only_writing.setVisible(any(field.hint == LONG_HINT for field in fields))
        self._connect()
        self._show_writing()

    def _lay_out(self) -> None:
        reason = QVBoxLayout(self._reason_area)
        theme.spaced(reason, spacing=theme.TIGHT)
        reason.addWidget(
            plain.buddy_label(self.tr("Why are you changing it? (needed)"), self.reason)
        )
        reason.addWidget(
            plain.label(
                self.tr("The earlier version stays readable, with this reason."), style="small"
            )
        )
        reason.addWidget(self.reason)
        self._column = QWidget()
        column = QVBoxLayout(self._column)
        theme.spaced(column, spacing=theme.LARGE)
        for part in (self._reason_area, self.prompts, self.form):
            column.addWidget(part)
        column.addStretch(1)
        inner = QWidget()
        self._across = QHBoxLayout(inner)
        theme.spaced(self._across)
        self._across.setContentsMargins(0, 0, theme.MEDIUM, theme.MEDIUM)
        self._across.addStretch(0)
        self._across.addWidget(self._column, 1_000)
        self._across.addStretch(1)
        self.area = scrolled(inner)
        self.area.verticalScrollBar().rangeChanged.connect(lambda _low, _high: self._scroll_on())
        layout = QVBoxLayout(self)
        theme.spaced(layout, spacing=theme.MEDIUM)
        top = row_of(self.heading, self.only_writing, self.back)
        top.setStretch(0, 1)
        layout.addLayout(top)
        layout.addWidget(self.area, 1)
        layout.addWidget(self.saved_line)
        layout.addLayout(row_of(self.finish, None, self.discard))

    def _connect(self) -> None:
        self.finish.clicked.connect(self.finish_requested)
        self.discard.clicked.connect(self.discard_requested)
        self.back.clicked.connect(self.close_requested)
        self.only_writing.clicked.connect(self._toggle_writing)
        plain.set_tooltip(self.finish, self.tr("Ctrl+Enter"))
        for keys, wanted in (
            ("Ctrl+Return", self.finish.click),
            ("Ctrl+Enter", self.finish.click),
            ("Ctrl+S", self._say_saved),
            ("F11", self._toggle_writing),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(wanted)

    @property
    def draft(self) -> str | None:
        """The record id of what is on the form, once it has one."""
        return self._autosave.keeper.draft if self._autosave is not None else None

    @property
    def is_changed(self) -> bool:
        """The person changed something since the form was opened."""
        return self._is_changed

    def open_draft(
        self, data: Mapping[str, object], *, draft: str | None, families: Choices
    ) -> None:
        """Show a draft, or a form for a new record that begins with ``data``."""
        beginning = self.form.beginning() if draft is None else {}
        self._open(Mode.DRAFT, {**beginning, **data}, families)
        save = self._save_draft

        def keep(data: Mapping[str, object], draft: str | None) -> RecordRow:
            return save(data, draft)

        self._start_saving(DraftKeeper(keep, draft=draft), self.form.data)
        plain.set_text(self.heading, self.draft_title(is_new=draft is None))
        self.finish.setText(plain.button_text(self._wording.finish))
        self.discard.setText(plain.button_text(self.tr("Throw this draft away")))
        plain.set_text(self.saved_line, self.draft_begun())
        self.form.go_to_first()

    def draft_title(self, *, is_new: bool) -> str:
        """Return the heading of a draft."""
        return self._wording.new_title if is_new else self.tr("Draft")

    def draft_begun(self) -> str:
        """Return what is said before anything is written."""
        return self.tr("What you write is saved by itself, as a draft on this laptop.")

    def draft_saved(self) -> str:
        """Return what is said once a draft is saved, with ``{time}`` in it."""
        return self.tr("Draft saved on this laptop at {time}.")

    def open_amendment(
        self,
        data: Mapping[str, object],
        *,
        record: str,
        families: Choices,
        save: SaveAmendment,
        reason: str = "",
    ) -> None:
        """Show a final record to be amended, or an amendment begun earlier.

        Args:
            data: the fields as they are now.
            record: the record's id.
            families: the families to choose from.
            save: keeps the amendment so far: its fields, and the reason as far as it is typed.
            reason: as far as it was typed earlier.
        """
        self._open(Mode.AMENDMENT, data, families)
        self.reason.setText(reason)

        def keep(amendment: Amendment, _record: str | None) -> RecordRow:
            return save(amendment.fields, amendment.reason)

        self._start_saving(DraftKeeper(keep, draft=record), self.amendment)
        plain.set_text(self.heading, self.tr("Amend"))
        self.finish.setText(plain.button_text(self.tr("Save the amendment")))
        self.discard.setText(plain.button_text(self.tr("Throw this change away")))
        plain.set_text(
            self.saved_line,
            self.tr(
                "What you write is kept by itself. It becomes a new version when you press "
                "the button."
            ),
        )
        self.reason.setFocus()

    def amendment(self) -> Amendment:
        """Return what was typed so far of an amendment."""
        return Amendment(self.form.data(), self.reason.text().strip())

    def where(self) -> dict[str, object]:
        """Return what is open, and where in it the person is: ids, names and numbers, no text."""
        if self.mode is Mode.CLOSED:
            return {}
        return {
            "record": self.draft,
            "mode": self.mode.name.lower(),
            "scroll": self.area.verticalScrollBar().value(),
            **self.form.where(),
        }

    def go_back_to(self, where: Mapping[str, object]) -> None:
        """Put the cursor and the page where they were."""
        self.form.go_back_to(where)
        scroll = where.get("scroll")
        self._scroll = scroll if isinstance(scroll, int) else 0
        self._scroll_on()

    def set_families(self, families: Choices) -> None:
        """Offer these families."""
        self.form.fields.set_families(families)

    def pending_saves(self) -> tuple[Callable[[], object], ...]:
        """Return the save that is due before the workspace may close."""
        pending = self._autosave.pending() if self._autosave is not None else None
        return () if pending is None else (pending,)

    def save_now(self) -> None:
        """Save without waiting."""
        if self._autosave is not None:
            self._autosave.save_now()

    def hold_saving(self) -> DraftKeeper[Any] | None:
        """Wait with saving while the draft is ended; return what keeps it."""
        if self._autosave is None:
            return None
        self._autosave.hold()
        return self._autosave.keeper

    def go_on_saving(self) -> None:
        """Take saving up again, as the draft has not ended."""
        if self._autosave is not None:
            self._autosave.note_change()

    def empty(self) -> None:
        """Hold nothing."""
        if self._autosave is not None:
            self._autosave.stop()
            self._autosave.deleteLater()
            self._autosave = None
        self.mode = Mode.CLOSED
        self._is_changed = False
        self._saved_at = ""
        self._scroll = 0
        self.form.clear()
        self.reason.clear()
        self.set_families(())
        self.prompts.fold()
        self.show_only_writing(False)
        plain.set_text(self.saved_line, "")

    def show_only_writing(self, is_only_writing: bool) -> None:
        """Show the long texts alone, or everything."""
        if is_only_writing == self.is_only_writing:
            return
        self.is_only_writing = is_only_writing
        self._show_writing()
        self.wide_requested.emit(is_only_writing)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with Esc: from the writing to everything, from there to the list."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.is_only_writing:
            self.show_only_writing(False)
        else:
            self.back.click()

    def _open(self, mode: Mode, data: Mapping[str, object], families: Choices) -> None:
        self.empty()
        self.mode = mode
        self.set_families(families)
        self.form.fill(data)
        self._reason_area.setVisible(mode is Mode.AMENDMENT)
        self.area.verticalScrollBar().setValue(0)

    def _scroll_on(self) -> None:
        # The room to scroll grows while what was filled in is laid out, until it is enough.
        bar = self.area.verticalScrollBar()
        if self._scroll:
            bar.setValue(min(self._scroll, bar.maximum()))
        if bar.maximum() >= self._scroll:
            self._scroll = 0

    def _start_saving(self, keeper: DraftKeeper[Any], collect: Callable[[], object]) -> None:
        autosave: Autosave[Any] = Autosave(
            runner=self._runner, collect=collect, keeper=keeper, parent=self
        )
        autosave.saved.connect(self._show_saved)
        autosave.save_failed.connect(self._show_save_failed)
        self._autosave = autosave

    def _toggle_writing(self) -> None:
        if not self.only_writing.isHidden():
            self.show_only_writing(not self.is_only_writing)

    def _show_writing(self) -> None:
        is_only = self.is_only_writing
        self.form.fields.show_only_long(is_only)
        self._reason_area.setVisible(not is_only and self.mode is Mode.AMENDMENT)
        self.discard.setVisible(not is_only)
        self.back.setVisible(not is_only)
        text = self.tr("Show everything (Esc)") if is_only else self.tr("Just write (F11)")
        self.only_writing.setText(plain.button_text(text))
        self.only_writing.setAccessibleName(plain.one_line(text))
        letters = self.fontMetrics().averageCharWidth() * _LETTERS + 4 * theme.WIDE
        self._column.setMaximumWidth(letters if is_only else _WIDEST)
        self._across.setStretch(0, 1 if is_only else 0)
        boxes = self.form.findChildren(TextBox)
        for box in boxes:
            box.set_roomy(is_only)
        if is_only and boxes and not any(box.hasFocus() for box in boxes):
            boxes[0].setFocus()

    def _note_change(self) -> None:
        self._is_changed = True
        self._scroll = 0
        if self._autosave is not None:
            if not self._autosave.has_unsaved:
                plain.set_text(self.saved_line, self.tr("Saving…"))
            self._autosave.note_change()

    def _say_saved(self) -> None:
        """Say what is true when somebody presses Ctrl+S out of habit."""
        if self._autosave is not None and self._autosave.has_unsaved:
            self.save_now()
        elif self._saved_at:
            text = self.tr("It was saved already, at {time}. You never need to press anything.")
            plain.set_text(self.saved_line, text.format(time=self._saved_at))
        else:
            text = self.tr("There is nothing new to save. What you write is saved by itself.")
            plain.set_text(self.saved_line, text)

    def _show_saved(self) -> None:
        self._saved_at = QTime.currentTime().toString("HH:mm")
        if self.mode is Mode.AMENDMENT:
            text = self.tr("Kept on this laptop at {time}. It is not a new version yet.")
        else:
            text = self.draft_saved()
        plain.set_text(self.saved_line, text.format(time=self._saved_at))

    def _show_save_failed(self, error: object) -> None:
        plain.set_text(self.saved_line, self.tr("Not saved yet. What you wrote is on the screen."))
        self.save_failed.emit(error)
