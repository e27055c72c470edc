# SPDX-License-Identifier: Apache-2.0
"""One family: how to reach them safely, what to know before a visit, every contact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.ui import plain, theme, words
from desktop.ui.columns import TwoColumns
from desktop.ui.controls import Card, button, row_of
from desktop.ui.facts import Facts
from desktop.ui.models import Face, RowsModel, joined
from desktop.ui.page import Target
from desktop.ui.record_reader import Reading, RecordReader
from desktop.ui.record_text import kind_icon, kind_title, title_text
from desktop.ui.row_list import RowsList

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QPushButton

    from desktop.records.caseload_rows import Brief, FamilyView, TimelineRow


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyReading(Reading):
    """A family, ready to be shown.

    Attributes:
        brief: what to know before a visit.
        contacts: the newest contacts.
        has_more: there are older ones.
    """

    brief: Brief
    contacts: tuple[TimelineRow, ...]
    has_more: bool


class FamilyReader(RecordReader):
    """A family.

    Signals:
        target_requested: go to a contact, or write a new one; carries a :class:`Target`.
        older_requested: fetch older contacts.
    """

    target_requested = Signal(object)
    older_requested = Signal()

    def __init__(self, *, can_write: bool, at_hub: bool, theme: theme.Theme) -> None:
        super().__init__(can_write=can_write, at_hub=at_hub)
        self._theme = theme
        self.timeline = RowsModel(_contact_face)
        self.older: QPushButton | None = None

    def own_actions(self) -> tuple[QPushButton, ...]:
        """Return the buttons that write the next contact."""
        self.note = button(self.tr("Write a visit note"), look="primary")
        self.note.clicked.connect(self._write_note)
        self.session = button(self.tr("Write up a session"))
        self.session.clicked.connect(lambda: self._write("listening-session"))
        return (self.note, self.session)

    def add_content(self, reading: Reading) -> None:
        """Add all that there is to know about a family."""
        if not isinstance(reading, FamilyReading):
            super().add_content(reading)
            return
        family = reading.brief.family
        is_open = not family.row.ended and not family.row.withdrawn
        self.note.setVisible(is_open)
        self.session.setVisible(is_open)
        self.content.addWidget(self._safe_card(family))
        columns = TwoColumns()
        columns.first.addWidget(self._timeline_card(reading))
        columns.first.addStretch(1)
        for card in self._side_cards(reading.brief):
            columns.second.addWidget(card)
        columns.second.addStretch(1)
        self.content.addWidget(columns)

    def _add_conflict(self, reading: Reading) -> None:
        """Show the versions, and nothing else to do before it is decided."""
        self.note.hide()
        self.session.hide()
        super()._add_conflict(reading)

    def add_contacts(self, contacts: tuple[TimelineRow, ...], *, has_more: bool) -> None:
        """Show older contacts as well."""
        self.timeline.append_rows(contacts)
        if self.older is not None:
            self.older.setVisible(has_more)

    def empty(self) -> None:
        """Hold nothing."""
        super().empty()
        self.older = None
        self.timeline.clear()

    def _safe_card(self, family: FamilyView) -> Card:
        row = family.row
        is_safe = row.safe_to_ring or row.safe_to_message or row.safe_to_leave_word
        card = Card(self.tr("How to reach them safely"), look="safe" if is_safe else "banner-warn")
        ways = (
            (self.tr("Ring"), row.safe_to_ring),
            (self.tr("Send a message"), row.safe_to_message),
            (self.tr("Leave a voicemail"), row.safe_to_leave_word),
        )
        yes, no = self.tr("yes, they said so"), self.tr("not unless they ask you to")
        facts = Facts((way, yes if is_fine else no) for way, is_fine in ways)
        for name, text in (
            (self.tr("Safe times"), row.safe_times),
            (self.tr("How"), family.safe_contact_notes),
        ):
            if text:
                facts.add(name, text)
        card.add(facts)
        return card

    def _timeline_card(self, reading: FamilyReading) -> Card:
        card = Card(self.tr("Every contact"))
        self.timeline.set_rows(reading.contacts)
        if not reading.contacts:
            card.add(plain.label(self.tr("No contact is written down yet."), style="muted"))
            return card
        rows = RowsList(self.timeline, theme=self._theme, name=self.tr("Every contact"), fits=True)
        rows.open_requested.connect(self._open)
        self.older = button(self.tr("Show older contacts"))
        self.older.clicked.connect(self.older_requested)
        older = QWidget()
        older.setLayout(row_of(self.older, None))
        self.older.setVisible(reading.has_more)
        card.add(rows, older)
        return card

    def _side_cards(self, brief: Brief) -> Iterator[Card]:
        yield self._visit_card(brief)
        family = brief.family
        if family.goals:
            card = Card(self.tr("Goals, in their words"))
            for goal in family.goals:
                card.add(plain.selectable(plain.label(goal.goal)))
                card.add(plain.label(self._score_text(goal.score, goal.scored_on), style="small"))
            yield card
        if family.people:
            card = Card(self.tr("People in the family"))
            card.add(Facts((one.called, joined(one.role, one.notes)) for one in family.people))
            yield card
        yield self._support_card(family)

    def _visit_card(self, brief: Brief) -> Card:
        card = Card(self.tr("Before the visit"))
        family = brief.family
        facts = Facts()
        for name, text in (
            (self.tr("Language"), family.row.language),
            (self.tr("Makes it easier"), "\n".join(family.access_needs)),
            (self.tr("Next contact"), words.iso_day_text(family.row.next_contact)),
        ):
            if text:
                facts.add(name, text)
        for contact in brief.contacts:
            agreed = contact.agreed or self.tr("nothing written down")
            if contact.attempted:
                agreed = self.tr("You tried, but did not meet.")
            facts.add(
                words.iso_day_text(contact.day), self.tr("Agreed: {text}").format(text=agreed)
            )
        card.add(facts)
        if not brief.contacts:
            card.add(plain.label(self.tr("This would be the first contact."), style="muted"))
        return card

    def _support_card(self, family: FamilyView) -> Card:
        card = Card(self.tr("About the support"))
        facts = Facts()
        for name, text in (
            (self.tr("Baby due"), words.iso_day_text(family.due_date)),
            (self.tr("Baby born"), words.iso_day_text(family.baby_born)),
            (self.tr("Who is supported"), ", ".join(family.supported)),
            (self.tr("Stands in the way"), "\n".join(family.barriers)),
            (self.tr("Site"), family.site),
            (self.tr("Support began"), words.iso_day_text(family.support_from)),
            (self.tr("Planned ending"), words.iso_day_text(family.row.planned_ending)),
            (self.tr("Ended on"), words.iso_day_text(family.row.ended_on)),
            (self.tr("How it ended"), family.how_ended),
            (self.tr("Notes"), family.notes),
        ):
            if text:
                facts.add(name, text)
        if not family.row.planned_ending and not family.row.ended:
            facts.add(self.tr("Planned ending"), self.tr("Not agreed yet. Agree it at the start."))
        card.add(facts)
        return card

    def _score_text(self, score: int | None, asked: str) -> str:
        if score is None:
            return self.tr("Not asked yet")
        text = self.tr("{n} of 5, the parent says").format(n=score)
        if not asked:
            return text
        return self.tr("{text}, {day}").format(text=text, day=words.iso_day_text(asked))

    def _open(self, row: TimelineRow) -> None:
        self.target_requested.emit(Target(kind=row.kind, record=row.record))

    def _write_note(self) -> None:
        self._write("visit-note")

    def _write(self, kind: str) -> None:
        if self.shown is not None:
            family = self.shown.detail.record
            self.target_requested.emit(Target(kind=kind, action="new", family=family))


def _contact_face(row: TimelineRow) -> Face:
    return Face(
        title=joined(words.day_or_time_text(row.at), kind_title(row.kind)),
        details=row.summary or title_text(row.title),
        chip=words.state_text(row.state, read_by=row.read_by),
        tone=words.state_tone(row.state),
        icon=kind_icon(row.kind),
    )
