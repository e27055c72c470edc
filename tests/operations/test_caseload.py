# SPDX-License-Identifier: Apache-2.0
"""The families somebody supports: the list, one family's page, timeline, brief and today."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from desktop.errors import RecordNotFound
from desktop.operations import caseload, records, sending
from desktop.records.caseload_rows import Goal, Person
from desktop.records.kinds import KINDS
from desktop.storage import journal
from tests.pairs import a_pair
from tests.storage.notes import OFFICE, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.operations.workspaces import Workspace
    from tests.pairs import Pair

UNKNOWN = "7" * 32
TODAY = date(2026, 11, 22)
FAMILY: dict[str, Any] = {
    "known_as": "J. and the bump",
    "safe_to_ring": True,
    "safe_times": "weekdays",
    "safe_contact_notes": "Ring twice.",
    "supported": ["mother"],
    "due_date": "2026-12-24",
    "language": "English",
    "access_needs": ["childcare"],
    "barriers": ["too-far"],
    "goals": [{"goal": "Sleep", "score": 2, "scored_on": "2026-11-01"}, {"goal": "Walk"}],
    "people": [{"called": "J.", "role": "mother", "notes": "likes tea"}, {"called": "T."}],
    "support_from": "2026-10-01",
    "planned_ending": "2027-03-01",
    "notes": "Two cats.",
}
NOTE: dict[str, Any] = {"when": "2026-11-20", "how": "home", "minutes": 60, "agreed": "I ring."}


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with a_pair(tmp_path) as pair:
        yield pair


@pytest.fixture
def volunteer(tmp_path: Path) -> Iterator[Workspace]:
    with a_pair(tmp_path, approved=False) as pair:
        yield pair.volunteer


def add(workspace: Workspace, kind: str, **fields: Any) -> str:
    return records.add(workspace, kind, fields).record


def family(workspace: Workspace, **fields: Any) -> str:
    return add(workspace, "family", **(FAMILY | fields))


def note(workspace: Workspace, of: str, when: str, **fields: Any) -> str:
    return add(workspace, "visit-note", **(NOTE | {"family": of, "when": when} | fields))


# The list


def test_a_row_says_what_matters_before_ringing(volunteer: Workspace) -> None:
    record = family(volunteer)
    last = note(volunteer, record, "2026-11-20", next_contact="2026-11-27")
    records.save_draft(volunteer, "visit-note", {"family": record})
    (row,) = caseload.families(volunteer)
    assert (row.record, row.name, row.state) == (record, "J. and the bump", "sealed")
    assert (row.author, row.author_name) == (volunteer.person.id, "Vera Volunteer")
    assert (row.safe_to_ring, row.safe_to_message, row.safe_to_leave_word) == (True, False, False)
    assert (row.safe_times, row.language) == ("weekdays", "English")
    assert (row.last_contact, row.last_contact_kind) == ("2026-11-20", "At home")
    assert (row.last_record, row.next_contact) == (last, "2026-11-27")
    assert (row.planned_ending, row.ended_on, row.ended) == ("2027-03-01", "", False)
    assert (row.withdrawn, row.drafts) == (False, 1)


def test_families_come_in_pages_the_most_urgent_first(volunteer: Workspace) -> None:
    ended = family(volunteer, known_as="ended", ended_on="2026-11-01")
    quiet = family(volunteer, known_as="quiet")
    urgent = family(volunteer, known_as="urgent")
    note(volunteer, urgent, "2026-11-01", next_contact="2026-11-08")
    drafted = records.save_draft(volunteer, "family", {"known_as": "draft"}).record
    order = [urgent, quiet, drafted, ended]
    assert [row.record for row in caseload.families(volunteer)] == order
    first = caseload.families(volunteer, limit=2)
    rest = caseload.families(volunteer, limit=2, after=first[-1].record)
    assert [row.record for row in (*first, *rest)] == order
    assert (rest[0].state, rest[1].ended) == ("draft", True)
    for limit in (0, -1):
        assert caseload.families(volunteer, limit=limit) == ()
    with pytest.raises(RecordNotFound):
        caseload.families(volunteer, after=UNKNOWN)


def test_a_hub_sees_whose_families_they_are(pair: Pair) -> None:
    family(pair.volunteer)
    pair.round_trip()
    (row,) = caseload.families(pair.hub)
    assert (row.author_name, row.state) == ("Vera Volunteer", "received")


# One family


def test_the_page_of_a_family(volunteer: Workspace) -> None:
    record = family(volunteer, ended_on="2026-11-21", how_ended="planned")
    view = caseload.family(volunteer, record)
    assert view.row.record == record
    assert view.revision == records.show(volunteer, record).revision.revision
    assert view.safe_contact_notes == "Ring twice."
    assert view.supported == ("Mother",)
    assert view.access_needs == (volunteer.programme.label("access-needs", "childcare"),)
    assert view.barriers == (volunteer.programme.label("barriers", "too-far"),)
    assert view.how_ended == volunteer.programme.label("endings", "planned")
    assert (view.due_date, view.baby_born, view.site) == ("2026-12-24", "", "")
    assert (view.support_from, view.notes) == ("2026-10-01", "Two cats.")
    assert view.goals == (
        Goal(goal="Sleep", score=2, scored_on="2026-11-01"),
        Goal(goal="Walk", score=None, scored_on=""),
    )
    assert view.people == (
        Person(called="J.", role="Mother", notes="likes tea"),
        Person(called="T.", role="", notes=""),
    )
    assert view.promises == ()


def test_what_is_no_family_has_no_page(volunteer: Workspace) -> None:
    record = note(volunteer, "", "2026-11-20")
    for other in (record, UNKNOWN):
        with pytest.raises(RecordNotFound):
            caseload.family(volunteer, other)
        with pytest.raises(RecordNotFound):
            caseload.brief(volunteer, other)


def test_the_brief_has_the_last_three_contacts_and_what_was_promised(
    volunteer: Workspace,
) -> None:
    record = family(volunteer)
    note(volunteer, record, "2026-10-01", agreed="too long ago")
    oldest = note(volunteer, record, "2026-11-01", agreed=" She rings.\nI wait. ")
    session = add(
        volunteer,
        "listening-session",
        family=record,
        when="2026-11-10",
        how="phone",
        next_contact="2026-11-20",
    )
    tried = note(volunteer, record, "2026-11-20", attempted=True, agreed="")
    brief = caseload.brief(volunteer, record)
    assert brief.family == caseload.family(volunteer, record)
    assert [(c.record, c.day, c.attempted) for c in brief.contacts] == [
        (tried, "2026-11-20", True),
        (session, "2026-11-10", False),
        (oldest, "2026-11-01", False),
    ]
    assert [c.kind for c in brief.contacts] == ["visit-note", "listening-session", "visit-note"]
    last = brief.contacts[2]
    assert (last.how, last.minutes, last.author_name) == ("At home", 60, "Vera Volunteer")
    assert last.agreed == "She rings.\nI wait."
    assert brief.contacts[1].how == volunteer.programme.label("contact-kinds", "phone")
    promises = brief.family.promises
    assert [(p.record, p.agreed, p.next_contact) for p in promises] == [
        (session, "", "2026-11-20"),
        (oldest, "She rings.\nI wait.", ""),
    ]
    assert (promises[0].family, promises[0].family_name) == (record, "J. and the bump")
    assert (promises[0].day, promises[0].kind) == ("2026-11-10", "listening-session")


def test_a_family_whose_text_was_erased_still_has_a_page(volunteer: Workspace) -> None:
    record = family(volunteer)
    note(volunteer, record, "2026-11-20")
    volunteer.write(lambda c: c.exec_driver_sql("UPDATE revision SET body = NULL").close())
    (row,) = caseload.families(volunteer)
    assert (row.name, row.language, row.last_contact_kind) == ("J. and the bump", "", "")
    assert caseload.family(volunteer, record).goals == ()
    assert caseload.brief(volunteer, record).contacts[0].agreed == ""
    assert caseload.timeline(volunteer, record)[0].summary == ""


# The timeline


def test_everything_about_a_family_the_newest_day_first(volunteer: Workspace) -> None:
    record, other = family(volunteer), family(volunteer, known_as="S.")
    late = note(volunteer, record, "2026-11-20", talked_about="The choir.\n\n She   sang.")
    early = note(volunteer, record, "2026-11-01", attempted=True, agreed="I ring again.")
    services = [{"name": "Library"}, {"name": "Pool"}]
    listed = add(
        volunteer, "signposting-list", family=record, made_on="2026-11-10", services=services
    )
    session = add(
        volunteer,
        "listening-session",
        family=record,
        when="2026-11-05",
        how="phone",
        what_was_said="A lot.",
    )
    note(volunteer, other, "2026-11-21")
    draft = records.save_draft(
        volunteer, "visit-note", {"family": record, "when": "2026-11-22", "minutes": "x"}
    ).record
    records.withdraw(volunteer, late, reason="by mistake")
    rows = caseload.timeline(volunteer, record)
    assert [row.record for row in rows] == [draft, late, listed, session, early]
    assert [row.summary for row in rows] == [
        "",
        "The choir. She sang.",
        "Library · Pool",
        "A lot.",
        "I ring again.",
    ]
    assert [row.minutes for row in rows] == [None, 60, None, None, 60]
    assert [row.attempted for row in rows] == [False, False, False, False, True]
    assert [row.withdrawn for row in rows] == [False, True, False, False, False]
    assert [row.state for row in rows][:2] == ["draft", "sealed"]
    assert rows[2].title == records.show(volunteer, listed).title
    assert (rows[4].at, rows[4].author_name) == ("2026-11-01", "Vera Volunteer")
    page = caseload.timeline(volunteer, record, limit=2, after=late)
    assert [row.record for row in page] == [listed, session]
    assert caseload.timeline(volunteer, record, limit=-1) == ()
    with pytest.raises(RecordNotFound):
        caseload.timeline(volunteer, record, after=UNKNOWN)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        (" \n\t ", ""),
        ("two\nlines", "two lines"),
        ("word " * 50, "word " * 31 + "word…"),
        ("x" * 200, "x" * 159 + "…"),
        ("x" * 160, "x" * 160),
        ("a\u0301" * 100_000, "a\u0301" * 79 + "a…"),
    ],
)
def test_a_summary_is_one_short_line(text: str, expected: str) -> None:
    assert caseload.one_line(text) == expected


def test_every_kind_that_is_a_contact_can_be_read_as_one() -> None:
    for kind in KINDS.values():
        fields = kind.read({}) if kind.visible else None
        if fields is not None and kind.family(fields) == "" and kind.active(fields) is not None:
            names = {"agreed", "next_contact", "how", "minutes"}
            assert kind.name == "family" or names <= set(fields.__struct_fields__), kind.name


# Today


def test_an_empty_day(volunteer: Workspace) -> None:
    found = caseload.today(volunteer, today=TODAY)
    assert (found.day, found.families, found.family_count) == ("2026-11-22", (), 0)
    assert (found.promises, found.drafts, found.follow_ups) == ((), (), ())
    assert (found.draft_count, found.follow_up_count) == (0, 0)
    assert (found.conflicts, found.needs_attention) == (0, 0)
    assert found.sending == sending.status(volunteer)


def test_what_a_day_asks_for(volunteer: Workspace) -> None:
    def promised(name: str, day: str, **more: Any) -> str:
        record = family(volunteer, known_as=name)
        note(volunteer, record, "2026-11-01", next_contact=day, **more)
        return record

    promised("next week", "2026-11-29")
    promised("overdue", "2026-11-21")
    promised("in a while", "2026-11-30")
    promised("today", "2026-11-22", agreed="  ")
    family(volunteer, known_as="ended", ended_on="2026-11-01")
    family(volunteer, known_as="new")
    services = [{"name": "Library", "outcome": "told"}, {"name": "Pool", "outcome": "helped"}]
    asked = add(volunteer, "signposting-list", made_on="2026-11-01", services=services)
    add(volunteer, "signposting-list", made_on="2026-11-09", services=services)
    found = caseload.today(volunteer, today=TODAY)
    assert [row.name for row in found.families] == [
        "overdue",
        "today",
        "next week",
        "in a while",
        "new",
    ]
    assert found.family_count == 5
    assert [(p.family_name, p.next_contact, p.overdue) for p in found.promises] == [
        ("overdue", "2026-11-21", True),
        ("next week", "2026-11-29", False),
    ]
    assert [(f.due, f.family_name, f.overdue) for f in found.follow_ups] == [
        ("2026-11-15", "", True),
        ("2026-11-21", "overdue", True),
        ("2026-11-22", "today", False),
        ("2026-11-29", "next week", False),
    ]
    assert found.follow_up_count == 4
    to_ask, planned = found.follow_ups[:2]
    assert (to_ask.record, to_ask.kind, to_ask.waiting) == (
        asked,
        "signposting-list",
        ("Library",),
    )
    assert (planned.kind, planned.waiting) == ("visit-note", ())
    assert planned.title == records.show(volunteer, planned.record).title


def test_a_day_shows_only_the_beginning_and_counts_all(volunteer: Workspace) -> None:
    for number in range(14):
        record = family(volunteer, known_as=f"{number}")
        note(volunteer, record, "2026-11-01", next_contact="2026-11-08")
        services = [{"name": "Library"}]
        add(volunteer, "signposting-list", made_on="2026-11-01", services=services)
        records.save_draft(volunteer, "visit-note", {"when": f"2026-11-{number + 1:02}"})
    found = caseload.today(volunteer, today=TODAY)
    assert (len(found.families), found.family_count) == (12, 14)
    assert len(found.promises) == 12
    assert (len(found.drafts), found.draft_count) == (10, 14)
    assert found.drafts[0].at == "2026-11-14"
    assert (len(found.follow_ups), found.follow_up_count) == (20, 28)
    kinds = [item.kind for item in found.follow_ups]
    assert kinds.count("visit-note") == kinds.count("signposting-list") == 10
    days = [item.due for item in found.follow_ups]
    assert days == sorted(days)


def test_what_somebody_writes_for_themselves_is_not_unfinished(volunteer: Workspace) -> None:
    records.save_draft(volunteer, "reflection", {"when": "2026-11-22"})
    amended = records.add(volunteer, "visit-note", NOTE)
    records.save_amendment(volunteer, amended.record, NOTE, reason="", parents=None)
    found = caseload.today(volunteer, today=TODAY)
    assert [row.record for row in found.drafts] == [amended.record]
    assert found.draft_count == 1


def test_a_day_counts_what_needs_a_person(volunteer: Workspace) -> None:
    row = records.add(volunteer, "visit-note", NOTE)
    records.amend(volunteer, row.record, NOTE | {"agreed": "ours"}, reason="x")
    theirs = write(record=row.record, parents=(row.revision,), device=OFFICE, **NOTE)
    volunteer.write(lambda c: journal.append(c, [theirs], state="needs-attention"))
    found = caseload.today(volunteer, today=TODAY)
    assert (found.conflicts, found.needs_attention) == (1, 1)
