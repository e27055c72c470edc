# SPDX-License-Identifier: Apache-2.0
"""What the pages about families and about conflicts are handed, ready to show.

Owns the shapes only. A day is YYYY-MM-DD, or empty where there is none; every id is lower-case
hex. What was chosen from a list of the programme is given by its label. Texts are as they were
written: hostile, private, and of any length.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.records.form import FormField
    from desktop.records.rows import RevisionView


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyRow:
    """One family of the caseload.

    Attributes:
        record: id of the family's record.
        name: what the family is called.
        state: as in :class:`desktop.records.rows.RecordRow`.
        author: person id of the writer of the family's record.
        author_name: the writer's name, empty when it is not known here.
        withdrawn: the family's record was withdrawn.
        ended: the support has ended.
        safe_to_ring, safe_to_message, safe_to_leave_word: what they said is safe.
        safe_times: when, in their words.
        language: the one they like to speak.
        last_contact: the day of the newest contact that took place.
        last_contact_kind: how they met then.
        last_record: id of the record of that contact, or empty.
        next_contact: the day promised last, unless there was a contact on that day or later.
        planned_ending: the day on which the support is to end.
        ended_on: the day on which it ended.
        drafts: how many drafts about the family wait on this computer.
    """

    record: str
    name: str
    state: str
    author: str
    author_name: str
    withdrawn: bool
    ended: bool
    safe_to_ring: bool
    safe_to_message: bool
    safe_to_leave_word: bool
    safe_times: str
    language: str
    last_contact: str
    last_contact_kind: str
    last_record: str
    next_contact: str
    planned_ending: str
    ended_on: str
    drafts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What a parent wants, in the parent's words, and where they are now, 0 to 5."""

    goal: str
    score: int | None
    scored_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person of a family."""

    called: str
    role: str
    notes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What was agreed at one contact, and the day promised for the next.

    Attributes:
        record: id of the record of the contact.
        kind: name of its kind.
        family: id of the family.
        family_name: what the family is called.
        day: the day of the contact.
        agreed: what was agreed; may have several lines, or none.
        next_contact: the day promised there.
        overdue: that day is past and nobody met since; known only for the page of a day.
    """

    record: str
    kind: str
    family: str
    family_name: str
    day: str
    agreed: str
    next_contact: str
    overdue: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyView:
    """What stands at the top of a family's page.

    Attributes:
        row: the family as the list shows it.
        revision: id of the version that is shown; empty for a draft.
        safe_contact_notes: how to make contact safely, in their words.
        site: where, if the programme has several places.
        supported: who is supported.
        due_date: when the baby is due.
        baby_born: when the baby was born.
        access_needs: what makes it easier to take part.
        barriers: what stands in the way of using services.
        goals: what the parent wants.
        people: who belongs to the family.
        support_from: when the support began.
        how_ended: how it ended.
        notes: anything else.
        promises: what was agreed at the newest contacts, newest first.
    """

    row: FamilyRow
    revision: str
    safe_contact_notes: str
    site: str
    supported: tuple[str, ...]
    due_date: str
    baby_born: str
    access_needs: tuple[str, ...]
    barriers: tuple[str, ...]
    goals: tuple[Goal, ...]
    people: tuple[Person, ...]
    support_from: str
    how_ended: str
    notes: str
    promises: tuple[Promise, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """One thing that was written about a family.

    Attributes:
        record, revision, kind, state, title, at, author, author_name, withdrawn: as in
            :class:`desktop.records.rows.RecordRow`.
        summary: the beginning of what was written, one line.
        minutes: how long it took, where that was noted.
        attempted: it was tried, and nobody met.
        read_by: who read it first, empty when nobody has.
    """

    record: str
    revision: str
    kind: str
    state: str
    title: str
    at: str
    author: str
    author_name: str
    withdrawn: bool
    summary: str
    minutes: int | None
    attempted: bool
    read_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One contact with a family, or a try that failed.

    Attributes:
        record: id of its record.
        kind: name of its kind.
        day: when it was.
        how: how they met.
        attempted: it was tried, and nobody met.
        minutes: how long it took, where that was noted.
        agreed: what was agreed; may have several lines, or none.
        next_contact: the day promised there.
        author_name: who wrote it, empty when that is not known here.
    """

    record: str
    kind: str
    day: str
    how: str
    attempted: bool
    minutes: int | None
    agreed: str
    next_contact: str
    author_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What to have in mind before a visit: the family, and the newest contacts, newest first."""

    family: FamilyView
    contacts: tuple[Contact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """Something that should be asked or done by a day.

    Attributes:
        record: id of the record where it was promised or listed.
        kind: name of its kind.
        title: that record's title.
        family: id of the family, or empty.
        family_name: what the family is called, or empty.
        due: the day.
        overdue: the day is past.
        waiting: for signposting lists, the services of which nobody knows what came of them.
    """

    record: str
    kind: str
    title: str
    family: str
    family_name: str
    due: str
    overdue: bool
    waiting: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldDifference:
    """One field in which versions of a record differ.

    Attributes:
        name: its name in the body.
        field: its question, or None when the form of this version does not ask it.
        values: what each version has there, as written; None where it is empty.
    """

    name: str
    field: FormField | None
    values: tuple[object, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Versions of a record side by side.

    Attributes:
        record: id of the record.
        kind: name of its kind.
        title: its title, as lists show it.
        versions: those to decide between; the first is the one that is shown until then.
        fields: where they differ, in the order of the form, then what no form asks.
        same: how many fields that are filled in say the same in all of them.
    """

    record: str
    kind: str
    title: str
    versions: tuple[RevisionView, ...]
    fields: tuple[FieldDifference, ...]
    same: int
