# SPDX-License-Identifier: Apache-2.0
"""The page of families: who is supported, when they were seen, what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication

from desktop.operations import caseload
from desktop.ui import words
from desktop.ui.family_reader import FamilyReader, FamilyReading
from desktop.ui.models import Face, joined
from desktop.ui.record_asking import PAGE_SIZE
from desktop.ui.record_list import RecordsWording
from desktop.ui.records_page import RecordsPage

if TYPE_CHECKING:
    from desktop.operations.workspaces import Workspace
    from desktop.records.caseload_rows import FamilyRow, TimelineRow
    from desktop.ui.prompts import Prompts
    from desktop.ui.record_reader import Reading, RecordReader
    from desktop.ui.tasks import Runner
    from desktop.ui.theme import Theme

KIND: Final = "family"


def wording(*, at_hub: bool) -> RecordsWording:
    """Return what the page says."""
    say = QCoreApplication.translate
    nothing = say(
        "Families",
        "No families yet. Press “Add a family” to start. Initials, or a name they chose, "
        "are enough.",
    )
    return RecordsWording(
        title=say("Families", "Families"),
        about=say("Families", "Who is supported, when you last met, and what comes next."),
        new=say("Families", "Add a family"),
        new_title=say("Families", "New family"),
        empty=say("Families", "No families have been received yet.") if at_hub else nothing,
        finish=say("Families", "Save this family"),
        finished=say("Families", "The family is saved. It is on this laptop until it is sent."),
        icon="families",
    )


def family_face(row: FamilyRow) -> Face:
    """Return what a family shows in a list: the last contact, the next one, its state."""
    say = QCoreApplication.translate
    last = say("Families", "No contact yet")
    if row.last_contact:
        last = say("Families", "Last contact {day}").format(
            day=words.day_or_time_text(row.last_contact)
        )
    coming = ""
    if row.next_contact:
        coming = say("Families", "next {day}").format(day=words.day_or_time_text(row.next_contact))
    if row.ended:
        coming = say("Families", "ended {day}").format(day=words.day_or_time_text(row.ended_on))
    return Face(
        title=row.name,
        details=joined(last, words.translated("records", row.last_contact_kind), coming),
        chip=words.state_text(row.state),
        tone=words.state_tone(row.state),
        icon="families",
    )


class FamiliesPage(RecordsPage):
    """The families."""

    def __init__(
        self, *, workspace: Workspace, runner: Runner, prompts: Prompts, theme: Theme
    ) -> None:
        super().__init__(
            kind=KIND,
            wording=wording(at_hub=workspace.role == "hub"),
            workspace=workspace,
            runner=runner,
            prompts=prompts,
            theme=theme,
            face=family_face,
        )

    def _make_reader(self) -> RecordReader:
        self.family = FamilyReader(can_write=self._can_write, at_hub=self._at_hub, theme=self.theme)
        self.family.target_requested.connect(self.open_requested)
        self.family.older_requested.connect(self._show_older)
        return self.family

    def _rows(self, *, after: str | None = None) -> tuple[FamilyRow, ...]:
        return caseload.families(self.workspace, limit=PAGE_SIZE, after=after)

    def _read(self, record: str, *, mark: bool) -> Reading:
        reading = super()._read(record, mark=mark)
        if reading.detail.state in ("draft", "conflict"):
            return reading
        contacts = self._contacts(record)
        return FamilyReading(
            detail=reading.detail,
            fields=reading.fields,
            families=reading.families,
            brief=caseload.brief(self.workspace, record),
            contacts=contacts,
            has_more=len(contacts) == PAGE_SIZE,
        )

    def _contacts(self, record: str, *, after: str | None = None) -> tuple[TimelineRow, ...]:
        return caseload.timeline(self.workspace, record, limit=PAGE_SIZE, after=after)

    def _show_older(self) -> None:
        rows, reading = self.family.timeline.rows, self.family.shown
        if reading is None or not rows:
            return
        record, after = reading.detail.record, rows[-1].record
        self.load(
            lambda: self._contacts(record, after=after),
            lambda older: self.family.add_contacts(older, has_more=len(older) == PAGE_SIZE),
        )
