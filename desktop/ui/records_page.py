# SPDX-License-Identifier: Apache-2.0
"""One page for one kind of record, or for all of them: the list, the form, and reading.

Which kind it is, and what the page says, comes from outside. It calls the operations on records
and nothing else.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any

from desktop.errors import AlongsideError, RecordInvalid
from desktop.operations import records
from desktop.ui import plain
from desktop.ui.controls import Views, button
from desktop.ui.deciding import decide
from desktop.ui.drafts import Mode
from desktop.ui.record_asking import FAMILY, PAGE_SIZE, AskingPage
from desktop.ui.record_editor import RecordEditor
from desktop.ui.record_list import RecordList
from desktop.ui.record_questions import ask_why_withdrawn, discard_question, where_to_look
from desktop.ui.record_reader import Reading, RecordReader

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desktop.operations.workspaces import Workspace
    from desktop.records.rows import AmendmentDraft, RecordRow
    from desktop.ui.compare import Decision
    from desktop.ui.fields import Choices
    from desktop.ui.models import Face
    from desktop.ui.page import Target
    from desktop.ui.prompts import Prompts
    from desktop.ui.record_list import Listed, RecordsWording
    from desktop.ui.tasks import Runner
    from desktop.ui.theme import Theme


class View(IntEnum):
    """What the page shows."""

    LIST = 0
    FORM = 1
    READING = 2


class RecordsPage(AskingPage):
    """The records of one kind; with ``kind=None``, of every kind, to be read only."""

    def __init__(
        self,
        *,
        kind: str | None,
        wording: RecordsWording,
        workspace: Workspace,
        runner: Runner,
        prompts: Prompts,
        theme: Theme,
        face: Callable[[Any], Face] | None = None,
    ) -> None:
        super().__init__(
            kind=kind,
            title=wording.title,
            workspace=workspace,
            runner=runner,
            prompts=prompts,
            theme=theme,
        )
        self._wording = wording
        self._amended: tuple[str, ...] = ()
        self.about = plain.label(wording.about, style="muted")
        self.new = button(wording.new or self.tr("Write"), look="primary")
        self.list = RecordList(
            wording=wording,
            theme=theme,
            at_hub=self._at_hub,
            shows_kind=kind is None,
            face=face,
        )
        self.reader = self._make_reader()
        self.editor = self._make_editor()
        self.views = Views()
        self._put_together()

    def _make_reader(self) -> RecordReader:
        """Return what shows one record; a page of its own kind may bring its own."""
        return RecordReader(can_write=self._can_write, at_hub=self._at_hub)

    def _make_editor(self) -> RecordEditor:
        """Return what a record is written in; a page of its own kind may bring its own."""
        return RecordEditor(
            fields=self._fields_of(self.kind) if self.kind is not None else (),
            wording=self._wording,
            runner=self.runner,
            save_draft=self._save_draft,
            prompts=self._prompts_of(self.kind),
        )

    def _put_together(self) -> None:
        self.header.addWidget(self.new)
        # Not before it has its place: a widget without a parent would flash up as a window.
        self.new.setVisible(self._can_write)
        self.body.addWidget(self.about)
        for view in (self.list, self.editor, self.reader):
            self.views.addWidget(view)
        self.body.addWidget(self.views, 1)
        if self._can_write:
            self.list.stand_in = self.new
        self.new.clicked.connect(self.start_new)
        self.list.open_requested.connect(self.open_record)
        self.list.more_requested.connect(self._show_more)
        self.editor.finish_requested.connect(self._finish)
        self.editor.discard_requested.connect(self._discard)
        self.editor.close_requested.connect(self._leave_form)
        self.editor.save_failed.connect(self.banner.show_fault)
        self.editor.wide_requested.connect(self.wide_requested)
        self.reader.close_requested.connect(self.show_list)
        self.reader.amend_requested.connect(lambda: self._amend())
        self.reader.withdraw_requested.connect(self._withdraw)
        self.reader.decided.connect(self._decide)

    def refresh(self) -> None:
        """Show the newest records in the list."""
        self.load(
            self._rows, lambda rows: self.list.show_rows(rows, has_more=len(rows) == PAGE_SIZE)
        )

    def pending_saves(self) -> tuple[Callable[[], object], ...]:
        """Return the save that is due."""
        return self.editor.pending_saves()

    def empty(self) -> None:
        """Hold nothing of what people wrote."""
        super().empty()
        self.list.model.clear()
        self.editor.empty()
        self.reader.empty()

    def show_target(self, target: Target) -> None:
        """Open a record, or an empty form for a family."""
        self.banner.clear()
        if target.action == "new":
            self._begin_new({FAMILY: target.family} if target.family else {})
        elif target.record:
            self._open_by_id(target.record)

    def where(self) -> dict[str, object]:
        """Return which record is open, and where in it the person is."""
        view = View(self.views.currentIndex())
        if view is View.FORM:
            return {"view": "form", **self.editor.where()}
        shown = self.reader.shown
        if view is View.READING and shown is not None:
            return {"view": "reading", "record": shown.detail.record}
        return {"view": "list"}

    def go_back_to(self, where: Mapping[str, object]) -> None:
        """Open the same record again, with the cursor where it was."""
        record = where.get("record")
        if where.get("view") == "form":
            self._go_back_to_form(where)
        elif where.get("view") == "reading" and isinstance(record, str):
            self._open_by_id(record, failed=self._pass_over)

    def show_list(self) -> None:
        """Go back to the list."""
        self._show(View.LIST)
        self.editor.empty()
        self.reader.empty()
        self.refresh()
        self.list.focus_first()

    def start_new(self) -> None:
        """Open an empty form."""
        self.banner.clear()
        self._begin_new({})

    def open_record(self, row: Listed) -> None:
        """Open a draft in the form, anything else for reading."""
        self.banner.clear()
        self._open_by_id(row.record)

    def _open_by_id(
        self, record: str, *, failed: Callable[[AlongsideError], None] | None = None
    ) -> None:
        def show(found: tuple[Reading, Choices]) -> None:
            reading, families = found
            if reading.detail.state == "draft" and self._can_write:
                self._open_form(reading.detail.revision.body, record, families)
            else:
                self._show_reading(reading)

        def read() -> None:
            self.run(lambda: (self._read(record, mark=True), self._families()), show, failed=failed)

        self._after_saving(read)

    def _begin_new(self, data: Mapping[str, object]) -> None:
        self._after_saving(
            lambda: self.run(self._families, lambda found: self._open_form(data, None, found))
        )

    def _after_saving(self, go_on: Callable[[], object]) -> None:
        """Go on once all that is on the form is saved; while it cannot be, stay with it."""
        pending = self.editor.pending_saves()
        if not pending:
            go_on()
            return

        def stay(error: AlongsideError) -> None:
            self._show(View.FORM)
            self.banner.show_fault(error)

        # Once more afterwards: somebody may have typed on meanwhile.
        self.run(
            lambda: [save() for save in pending],
            lambda _rows: self._after_saving(go_on),
            failed=stay,
        )

    def _go_back_to_form(self, where: Mapping[str, object]) -> None:
        record = where.get("record")
        if not isinstance(record, str):
            self.start_new()
            return

        def show(found: tuple[Reading, Choices]) -> None:
            reading, families = found
            if reading.detail.state == "draft":
                self._open_form(reading.detail.revision.body, record, families)
                self.editor.go_back_to(where)
                return
            self._show_reading(reading)
            if where.get("mode") == Mode.AMENDMENT.name.lower():
                self._amend(where)

        self.run(
            lambda: (self._read(record, mark=False), self._families()),
            show,
            failed=self._pass_over,
        )

    def _show(self, view: View) -> None:
        self.views.setCurrentIndex(view)
        # The form and the record say in their own headings what they are.
        self.title.setVisible(view is View.LIST)
        self.about.setVisible(view is View.LIST)
        self.new.setVisible(self._can_write and view is View.LIST)

    def _show_more(self) -> None:
        rows = self.list.model.rows
        after = rows[-1].record if rows else None
        self.load(
            lambda: self._rows(after=after),
            lambda older: self.list.add_rows(older, has_more=len(older) == PAGE_SIZE),
        )

    def _show_reading(self, reading: Reading) -> None:
        self.reader.show_record(reading)
        self._show(View.READING)
        if self._at_hub:
            self.changed.emit()

    def _open_form(self, data: Mapping[str, object], draft: str | None, families: Choices) -> None:
        self._show(View.FORM)
        self.editor.open_draft(data, draft=draft, families=families)

    def _finish(self) -> None:
        if not self.editor.form.check():
            return
        if self.editor.mode is Mode.AMENDMENT:
            self._save_amendment()
            return
        workspace, data = self.workspace, self.editor.form.data()
        keeper = self.editor.hold_saving()
        if keeper is None:
            return
        self.run(
            lambda: keeper.end(data, lambda draft: records.finalise(workspace, draft)),
            lambda _row: self._finished(),
            failed=self._finish_failed,
            busy=(self.editor.finish, self.editor.discard),
        )

    def _save_amendment(self) -> None:
        workspace, parents, typed = self.workspace, self._amended, self.editor.amendment()
        keeper = self.editor.hold_saving()
        if keeper is None:
            return

        def amend(record: str) -> RecordRow:
            return records.amend(
                workspace, record, typed.fields, reason=typed.reason, parents=parents
            )

        self.run(
            lambda: keeper.end(typed, amend),
            lambda _row: self._finished(),
            failed=self._finish_failed,
            busy=(self.editor.finish, self.editor.discard),
        )

    def _finished(self) -> None:
        self.show_list()
        self.banner.show_note(self._wording.finished)
        self.changed.emit()

    def _finish_failed(self, error: AlongsideError) -> None:
        self.editor.go_on_saving()
        if isinstance(error, RecordInvalid):
            homeless = self.editor.form.show_problems(error.problems)
            self.banner.show_note(
                self.tr("It is not quite complete yet."), where_to_look(homeless), tone="warn"
            )
        else:
            self.banner.show_fault(error)

    def _discard(self) -> None:
        is_amendment = self.editor.mode is Mode.AMENDMENT
        if not self.prompts.confirm(self, discard_question(is_amendment=is_amendment)):
            return
        keeper, workspace = self.editor.hold_saving(), self.workspace
        if keeper is None:
            return
        discard = records.discard_amendment if is_amendment else records.discard
        self.run(
            lambda: keeper.drop(lambda draft: discard(workspace, draft)),
            lambda _none: self._left(),
            failed=self._finish_failed,
            busy=(self.editor.finish, self.editor.discard),
        )

    def _leave_form(self) -> None:
        is_begun = self.editor.mode is Mode.AMENDMENT and self.editor.is_changed

        def left() -> None:
            self._left()
            if is_begun:
                self.banner.show_note(
                    self.tr("Your change is kept, but it is not a new version yet."),
                    self.tr("Open the record and press “Amend…” to go on with it."),
                )

        self._after_saving(left)

    def _left(self) -> None:
        self.show_list()
        self.changed.emit()

    def _amend(self, where: Mapping[str, object] | None = None) -> None:
        """Open the form for an amendment, with what was typed of it earlier; go to ``where``."""
        reading = self.reader.shown
        if reading is None:
            return
        workspace, detail = self.workspace, reading.detail

        def open_form(found: tuple[AmendmentDraft | None, Choices]) -> None:
            begun, families = found
            self._amended = begun.parents if begun else (detail.revision.revision,)
            self._show(View.FORM)
            self.editor.open_amendment(
                begun.data if begun else detail.revision.body,
                record=detail.record,
                families=families,
                save=self._amendment_keeper(detail.record, self._amended),
                reason=begun.reason if begun else "",
            )
            self.editor.go_back_to(where or {})

        self.run(
            lambda: (records.amendment_draft(workspace, detail.record), self._families()),
            open_form,
        )

    def _withdraw(self) -> None:
        reading = self.reader.shown
        if reading is None:
            return
        workspace, record = self.workspace, reading.detail.record
        reason = ask_why_withdrawn(self, self.prompts)
        if reason is not None:
            self._change(lambda: records.withdraw(workspace, record, reason=reason))

    def _decide(self, decision: Decision) -> None:
        text = self.tr("Decided. The other side gets it next time you send.")
        self._change(lambda: decide(self.workspace, decision), text)

    def _change(self, work: Callable[[], RecordRow], text: str = "") -> None:
        def change() -> Reading:
            return self._read(work().record, mark=False)

        def changed(reading: Reading) -> None:
            self._show_reading(reading)
            self.changed.emit()
            if text:
                self.banner.show_note(text)

        self.run(change, changed)
