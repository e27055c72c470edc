# SPDX-License-Identifier: Apache-2.0
"""Writing a record: the form, its buttons, and the line that says whether the draft is saved.

It tells what the person wants and knows no operation.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QTime, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui import plain, theme
from desktop.ui.controls import button, row_of, scrolled
from desktop.ui.drafts import Autosave, DraftKeeper
from desktop.ui.fields import LineBox
from desktop.ui.forms import RecordForm

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from desktop.records.form import FormField
    from desktop.ui.drafts import SaveDraft
    from desktop.ui.fields import Choices
    from desktop.ui.record_list import RecordsWording
    from desktop.ui.tasks import Runner


class Mode(Enum):
    """What the form is open for."""

    CLOSED = auto()
    DRAFT = auto()
    AMENDMENT = auto()


class RecordEditor(QWidget):
    """The form of a draft, or of an amendment.

    Signals:
        finish_requested: make the draft final, or save the amendment.
        discard_requested: throw the draft away.
        close_requested: back to the list.
        save_failed: the draft could not be saved; carries the fault.
    """

    finish_requested = Signal()
    discard_requested = Signal()
    close_requested = Signal()
    save_failed = Signal(object)

    def __init__(
        self,
        *,
        fields: Sequence[FormField],
        wording: RecordsWording,
        runner: Runner,
        save_draft: SaveDraft,
    ) -> None:
        super().__init__()
        self._wording = wording
        self._runner = runner
        self._save_draft = save_draft
        self._autosave: Autosave | None = None
        self._is_changed = False
        self.mode = Mode.CLOSED
        self.form = RecordForm(fields)
        self.form.edited.connect(self._note_change)
        self.reason = LineBox()
        self.reason.setMaxLength(200)
        self._reason_area = QWidget()
        self.heading = plain.label(style="title")
        self.saved_line = plain.label(style="muted")
        self.finish = button(wording.finish or self.tr("Finish"), look="primary")
        self.finish.clicked.connect(self.finish_requested)
        self.discard = button(self.tr("Throw this draft away"))
        self.discard.clicked.connect(self.discard_requested)
        self.back = button(self.tr("Back to the list"), look="quiet")
        self.back.clicked.connect(self.close_requested)
        self._lay_out()

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
        inner = QWidget()
        column = QVBoxLayout(inner)
        theme.spaced(column, spacing=theme.LARGE)
        column.setContentsMargins(0, 0, theme.MEDIUM, theme.MEDIUM)
        column.addWidget(self._reason_area)
        column.addWidget(self.form)
        column.addStretch(1)
        self.area = scrolled(inner)
        layout = QVBoxLayout(self)
        theme.spaced(layout, spacing=theme.MEDIUM)
        top = row_of(self.heading, self.back)
        top.setStretch(0, 1)
        layout.addLayout(top)
        layout.addWidget(self.area, 1)
        layout.addWidget(self.saved_line)
        layout.addLayout(row_of(self.finish, None, self.discard))

    @property
    def draft(self) -> str | None:
        """The record id of the draft on the form, once it has one."""
        return self._autosave.keeper.draft if self._autosave is not None else None

    @property
    def is_changed(self) -> bool:
        """The person changed something since the form was opened."""
        return self._is_changed

    def open_draft(
        self, data: Mapping[str, object], *, draft: str | None, families: Choices
    ) -> None:
        """Show a draft, or an empty form for a new record."""
        self._open(Mode.DRAFT, data, families)
        keeper = DraftKeeper(self._save_draft, draft=draft)
        self._autosave = Autosave(
            runner=self._runner, collect=self.form.data, keeper=keeper, parent=self
        )
        self._autosave.saved.connect(self._show_saved)
        self._autosave.save_failed.connect(self._show_save_failed)
        plain.set_text(self.heading, self.tr("Draft") if draft else self._wording.new_title)
        self.finish.setText(plain.button_text(self._wording.finish))
        plain.set_text(
            self.saved_line,
            self.tr("What you write is saved by itself, as a draft on this laptop."),
        )

    def open_amendment(self, data: Mapping[str, object], *, families: Choices) -> None:
        """Show a final record to be amended."""
        self._open(Mode.AMENDMENT, data, families)
        plain.set_text(self.heading, self.tr("Amend"))
        self.finish.setText(plain.button_text(self.tr("Save the amendment")))
        plain.set_text(
            self.saved_line,
            self.tr("An amendment is saved when you press the button, as a new version."),
        )

    def where(self) -> dict[str, object]:
        """Return which draft is open; never a text."""
        return {"record": self.draft}

    def go_back_to(self, where: Mapping[str, object]) -> None:
        """Put the cursor where it was."""
        del where

    def set_families(self, families: Choices) -> None:
        """Offer these families."""
        self.form.fields.set_families(families)

    def pending_saves(self) -> tuple[Callable[[], object], ...]:
        """Return the save that is due before the workspace may close."""
        if self.mode is Mode.AMENDMENT and self._is_changed:
            # There is no draft of an amendment: what was typed is kept as a draft of its own.
            data, save = self.form.data(), self._save_draft
            return (lambda: save(data, None),)
        pending = self._autosave.pending() if self._autosave is not None else None
        return () if pending is None else (pending,)

    def save_now(self) -> None:
        """Save the draft without waiting."""
        if self._autosave is not None:
            self._autosave.save_now()

    def stop_saving(self) -> DraftKeeper | None:
        """Save nothing from now on; return what kept the draft."""
        if self._autosave is None:
            return None
        self._autosave.stop()
        return self._autosave.keeper

    def go_on_saving(self) -> None:
        """Take saving up again after it was stopped: what is on the screen counts as unsaved."""
        if self._autosave is not None:
            self._autosave.note_change()

    def empty(self) -> None:
        """Hold nothing."""
        self.stop_saving()
        if self._autosave is not None:
            self._autosave.deleteLater()
            self._autosave = None
        self.mode = Mode.CLOSED
        self._is_changed = False
        self.form.clear()
        self.reason.clear()
        self.set_families(())
        plain.set_text(self.saved_line, "")

    def _open(self, mode: Mode, data: Mapping[str, object], families: Choices) -> None:
        self.empty()
        self.mode = mode
        self.set_families(families)
        self.form.fill(data)
        self._reason_area.setVisible(mode is Mode.AMENDMENT)
        self.discard.setVisible(mode is Mode.DRAFT)
        self.area.verticalScrollBar().setValue(0)
        first = next(iter(self.form.fields.places.values()), None)
        if mode is Mode.AMENDMENT:
            self.reason.setFocus()
        elif first is not None:
            first.editor.setFocus()

    def _note_change(self) -> None:
        self._is_changed = True
        if self._autosave is not None:
            plain.set_text(self.saved_line, self.tr("Saving…"))
            self._autosave.note_change()

    def _show_saved(self) -> None:
        now = QTime.currentTime().toString("HH:mm")
        plain.set_text(
            self.saved_line,
            self.tr("Draft saved on this laptop at {time}.").format(time=now),
        )

    def _show_save_failed(self, error: object) -> None:
        plain.set_text(self.saved_line, self.tr("Not saved yet. What you wrote is on the screen."))
        self.save_failed.emit(error)
