# SPDX-License-Identifier: Apache-2.0
"""Turn what is stored of a family and its contacts into the rows that pages are handed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.records.caseload_rows import Contact, FamilyRow, FamilyView, Goal, Person, Promise
from desktop.records.family import FAMILY
from desktop.records.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.records.programme import Programme
    from desktop.storage.caseload import ListedBody, ListedFamily


def row_of(item: ListedFamily, *, drafts: int, programme: Programme) -> FamilyRow:
    """Return one family as the list shows it."""
    row = item.row
    fields: Any = FAMILY.glance(item.body or {})
    how = ""
    if item.last_kind is not None:
        last: Any = KINDS[item.last_kind].glance(item.last_body or {})
        how = programme.label("contact-kinds", last.how)
    return FamilyRow(
        record=row.id,
        name=row.title,
        state=row.state,
        author=row.author,
        author_name=row.author_name or "",
        withdrawn=row.withdrawn,
        ended=not FAMILY.active(fields),
        safe_to_ring=fields.safe_to_ring,
        safe_to_message=fields.safe_to_message,
        safe_to_leave_word=fields.safe_to_leave_word,
        safe_times=fields.safe_times,
        language=fields.language,
        last_contact=item.last_contact,
        last_contact_kind=how,
        last_record=item.last_record,
        next_contact=item.next_contact,
        planned_ending=fields.planned_ending,
        ended_on=fields.ended_on,
        drafts=drafts,
    )


def family_of(
    item: ListedFamily, row: FamilyRow, newest: Sequence[ListedBody], programme: Programme
) -> FamilyView:
    """Return one family as its page shows it; ``newest``: its newest contacts."""
    fields: Any = FAMILY.glance(item.body or {})
    promises = [promise_of(contact, row.name) for contact in newest]
    return FamilyView(
        row=row,
        revision=item.row.shown,
        safe_contact_notes=fields.safe_contact_notes,
        site=_label(programme, "sites", fields.site),
        supported=_labels(programme, "supported", fields.supported),
        due_date=fields.due_date,
        baby_born=fields.baby_born,
        access_needs=_labels(programme, "access-needs", fields.access_needs),
        barriers=_labels(programme, "barriers", fields.barriers),
        goals=tuple(Goal(goal=g.goal, score=g.score, scored_on=g.scored_on) for g in fields.goals),
        people=tuple(
            Person(called=p.called, role=_label(programme, "family-roles", p.role), notes=p.notes)
            for p in fields.people
        ),
        support_from=fields.support_from,
        how_ended=_label(programme, "endings", fields.how_ended),
        notes=fields.notes,
        promises=tuple(promise for promise in promises if promise.agreed or promise.next_contact),
    )


def promise_of(item: ListedBody, family_name: str, *, day: str = "") -> Promise:
    """Return what was agreed at a contact; with ``day``, whether the next one is overdue then."""
    fields: Any = KINDS[item.row.kind].glance(item.body or {})
    return Promise(
        record=item.row.id,
        kind=item.row.kind,
        family=item.row.family or "",
        family_name=family_name,
        day=item.row.at[:10],
        agreed=fields.agreed.strip(),
        next_contact=fields.next_contact,
        overdue=fields.next_contact < day,
    )


def contact_of(item: ListedBody, programme: Programme) -> Contact:
    """Return one contact as the brief shows it."""
    fields: Any = KINDS[item.row.kind].glance(item.body or {})
    return Contact(
        record=item.row.id,
        kind=item.row.kind,
        day=item.row.at[:10],
        how=_label(programme, "contact-kinds", fields.how),
        attempted=getattr(fields, "attempted", False),
        minutes=fields.minutes,
        agreed=fields.agreed.strip(),
        next_contact=fields.next_contact,
        author_name=item.row.author_name or "",
    )


def _label(programme: Programme, name: str, value: str) -> str:
    return programme.label(name, value) if value else ""


def _labels(programme: Programme, name: str, values: Iterable[str]) -> tuple[str, ...]:
    return tuple(programme.label(name, value) for value in values)
