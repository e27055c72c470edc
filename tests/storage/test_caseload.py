# SPDX-License-Identifier: Apache-2.0
"""The caseload: what is worked out of a family's records, in any order, and its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import RecordNotFound
from desktop.storage import arrivals, caseload, drafts, journal, lists, trust
from desktop.storage.drafts import StoredDraft
from tests.storage.notes import ANN, AT, LATER, VERA, forgotten, hide_intake, write
from tests.storage.samples import make

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.records.revision import Revision
    from desktop.storage.caseload import ListedFamily
    from desktop.storage.database import Connection, Database


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = make(tmp_path_factory.mktemp("caseload") / "records.db")
    yield database
    database.close()


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    with forgotten(database) as connection:
        yield connection


def add(connection: Connection, *items: Revision) -> str:
    journal.append(connection, items, state="received")
    return items[0].record


def family(connection: Connection, **fields: Any) -> str:
    return add(connection, write("family", **({"known_as": "J."} | fields)))


def note(connection: Connection, of: str, when: str, **fields: Any) -> str:
    return add(connection, write(family=of, when=when, how="home", **fields))


def contact(item: ListedFamily) -> tuple[str, str]:
    return item.last_contact, item.next_contact


# One family


def test_a_family_nobody_met_yet(connection: Connection) -> None:
    record = family(connection)
    found = caseload.one(connection, record)
    assert (found.row.id, found.row.title) == (record, "J.")
    assert contact(found) == ("", "")
    assert (found.last_record, found.next_record, found.last_kind, found.last_body) == (
        "",
        "",
        None,
        None,
    )
    for other in ("7" * 32, note(connection, record, "2026-11-22")):
        with pytest.raises(RecordNotFound):
            caseload.one(connection, other)


def test_the_last_contact_is_the_newest_day_that_took_place(connection: Connection) -> None:
    record = family(connection)
    session = add(
        connection, write("listening-session", family=record, when="2026-11-20", how="phone")
    )
    note(connection, record, "2026-11-10")
    note(connection, record, "2026-11-21", attempted=True)
    note(connection, record, "2026-11-22", withdrawn=True)
    add(connection, write("signposting-list", family=record, made_on="2026-11-23"))
    draft = StoredDraft(
        "d" * 32,
        "visit-note",
        1,
        (),
        b'{"family":"%b","when":"2026-11-24","next_contact":"2026-12-24"}' % record.encode(),
        LATER,
    )
    drafts.save(connection, draft, author=VERA)
    found = caseload.one(connection, record)
    assert contact(found) == ("2026-11-20", "")
    assert (found.last_record, found.last_kind) == (session, "listening-session")
    assert b"phone" in (found.last_body or b"")
    assert caseload.count_drafts(connection, [record, "7" * 32]) == {record: 1}


def test_of_two_contacts_on_a_day_the_one_listed_later_counts(connection: Connection) -> None:
    record = family(connection)
    note(connection, record, "2026-11-20", next_contact="2026-11-25")
    later = note(connection, record, "2026-11-20", next_contact="2026-11-30")
    found = caseload.one(connection, record)
    assert (found.last_record, found.next_record) == (later, later)
    assert found.next_contact == "2026-11-30"


@pytest.mark.parametrize(
    ("contacts", "expected"),
    [
        ([("2026-11-01", "2026-11-08", False)], "2026-11-08"),
        # Kept on the day, or later; a contact in between keeps it open.
        ([("2026-11-01", "2026-11-08", False), ("2026-11-08", "", False)], ""),
        ([("2026-11-01", "2026-11-08", False), ("2026-11-09", "", False)], ""),
        ([("2026-11-01", "2026-11-08", False), ("2026-11-05", "", False)], "2026-11-08"),
        # A try does not keep it, and may promise anew.
        ([("2026-11-01", "2026-11-08", False), ("2026-11-08", "", True)], "2026-11-08"),
        ([("2026-11-01", "2026-11-08", False), ("2026-11-08", "2026-11-12", True)], "2026-11-12"),
        # The newest promise counts, also when it is for an earlier day.
        ([("2026-11-01", "2026-11-30", False), ("2026-11-05", "2026-11-12", False)], "2026-11-12"),
        # What is no day is passed over, and so is one that is past when it is promised.
        ([("2026-11-01", "soon", False)], ""),
        ([("2026-11-01", "2026-10-01", False)], ""),
    ],
)
def test_a_promise_is_open_until_there_was_a_contact(
    connection: Connection, contacts: list[tuple[str, str, bool]], expected: str
) -> None:
    record = family(connection)
    for when, promised, attempted in contacts:
        note(connection, record, when, next_contact=promised, attempted=attempted)
    assert caseload.one(connection, record).next_contact == expected


def test_it_follows_amendments_withdrawals_and_moves(connection: Connection) -> None:
    one, other = family(connection), family(connection)
    first = write(family=one, when="2026-11-20", how="home", next_contact="2026-11-27")
    add(connection, first)
    moved = write(
        record=first.record, parents=(first.id,), family=other, when="2026-11-19", how="home"
    )
    add(connection, moved)
    assert contact(caseload.one(connection, one)) == ("", "")
    assert contact(caseload.one(connection, other)) == ("2026-11-19", "")
    add(
        connection,
        write(
            record=first.record,
            parents=(moved.id,),
            family=other,
            when="2026-11-19",
            how="home",
            withdrawn=True,
        ),
    )
    assert contact(caseload.one(connection, other)) == ("", "")


def test_it_follows_an_undone_import(connection: Connection) -> None:
    record = family(connection)
    arrivals.open_intake(connection, intake_id="i", at=AT, person=ANN)
    journal.append(
        connection,
        [
            write(family=record, when="2026-11-20", how="home", next_contact="2026-11-27"),
            write("family", known_as="S."),
        ],
        state="received",
        intake="i",
    )
    assert contact(caseload.one(connection, record)) == ("2026-11-20", "2026-11-27")
    assert caseload.count_supported(connection) == 2
    hide_intake(connection, "i", hidden=True)
    assert contact(caseload.one(connection, record)) == ("", "")
    assert caseload.count_supported(connection) == 1
    hide_intake(connection, "i", hidden=False)
    assert contact(caseload.one(connection, record)) == ("2026-11-20", "2026-11-27")
    assert caseload.count_supported(connection) == 2


def test_a_draft_of_a_family_is_listed_until_it_is_discarded(connection: Connection) -> None:
    item = StoredDraft("d" * 32, "family", 1, (), b'{"known_as":"J."}', AT)
    drafts.save(connection, item, author=VERA)
    found = caseload.one(connection, item.record)
    assert (found.row.state, found.body) == ("draft", item.body)
    drafts.save(connection, item, author=VERA)
    assert caseload.count_supported(connection) == 1
    drafts.drop(connection, item.record)
    assert caseload.page(connection, limit=9) == ()


_DAYS = st.sampled_from([f"2026-11-{day:02}" for day in range(1, 6)])
_NOTES = st.lists(
    st.tuples(_DAYS, st.none() | _DAYS, st.booleans(), st.booleans()), min_size=1, max_size=6
)


@given(_NOTES, st.randoms(use_true_random=False))
def test_the_order_of_arrival_makes_no_difference(
    database: Database, contacts: list[tuple[str, str | None, bool, bool]], source: Any
) -> None:
    """As far as days can tell: of two contacts on one day, the one listed later counts."""
    home = write("family", known_as="J.")
    unique = {when: rest for when, *rest in contacts}
    written = [
        write(
            family=home.record,
            when=when,
            how="home",
            attempted=attempted,
            withdrawn=withdrawn,
            next_contact=promised or "",
        )
        for when, (promised, attempted, withdrawn) in unique.items()
    ]
    seen = set()
    for _ in range(3):
        arriving = [home, *written]
        source.shuffle(arriving)
        with forgotten(database) as connection:
            for item in arriving:
                add(connection, item)
            found = caseload.one(connection, home.record)
            seen.add((found.last_record, found.next_record, *contact(found)))
    assert len(seen) == 1


# Pages


def test_pages_go_from_the_most_urgent_to_those_that_are_over(connection: Connection) -> None:
    def one(name: str, when: str, promised: str = "", **fields: Any) -> None:
        record = family(connection, known_as=name, **fields)
        if when:
            note(connection, record, when, next_contact=promised)

    one("ended", "2026-11-01", "2026-11-02", ended_on="2026-11-20")
    one("seen lately", "2026-11-21")
    one("tomorrow", "2026-11-20", "2026-11-23")
    one("withdrawn", "2026-11-01", "2026-11-02", withdrawn=True)
    one("seen long ago", "2026-09-01")
    one("overdue", "2026-11-01", "2026-11-08")
    one("never seen", "")
    pages = []
    after = None
    while found := caseload.page(connection, limit=2, after=after):
        pages.append([item.row.title for item in found])
        after = found[-1].row.id
    assert [name for found in pages for name in found] == [
        "overdue",
        "tomorrow",
        "never seen",
        "seen long ago",
        "seen lately",
        "ended",
        "withdrawn",
    ]
    assert [len(found) for found in pages] == [2, 2, 2, 1]
    assert caseload.count_supported(connection) == 5
    ended = caseload.page(connection, limit=9)[5]
    assert contact(ended) == ("2026-11-01", "")
    with pytest.raises(RecordNotFound):
        caseload.page(connection, limit=1, after="7" * 32)


def test_what_is_due_by_a_day(connection: Connection) -> None:
    for day in ("2026-11-20", "2026-11-29", "2026-11-30"):
        note(connection, family(connection, known_as=day), "2026-11-01", next_contact=day)
    family(connection)
    by = "2026-11-29"
    found = caseload.due(connection, by=by, limit=9)
    assert [item.row.title for item in found] == ["2026-11-20", by]
    assert caseload.count_due(connection, by=by) == 2
    assert len(caseload.due(connection, by=by, limit=1)) == 1
    assert caseload.count_due(connection, by="2026-11-19") == 0


def test_a_timeline_goes_by_the_day_it_is_about(connection: Connection) -> None:
    record, other = family(connection), family(connection)
    late = note(connection, record, "2026-11-20")
    early = note(connection, record, "2026-11-01", talked_about="lullaby")
    same = note(connection, record, "2026-11-20", attempted=True)
    note(connection, other, "2026-11-21")
    drafted = StoredDraft(
        "d" * 32, "visit-note", 1, (), b'{"family":"%b"}' % record.encode(), LATER
    )
    drafts.save(connection, drafted, author=VERA)
    found = caseload.timeline(connection, record, limit=9)
    assert [item.row.id for item in found] == [drafted.record, same, late, early]
    assert found[0].body == drafted.body
    assert b"lullaby" in (found[3].body or b"")
    second = caseload.timeline(connection, record, limit=2, after=same)
    assert [item.row.id for item in second] == [late, early]
    with pytest.raises(RecordNotFound):
        caseload.timeline(connection, record, limit=2, after="7" * 32)
    newest = caseload.contacts(connection, record, limit=2)
    assert [item.row.id for item in newest] == [same, late]
    assert caseload.bodies(connection, [early, "7" * 32]).keys() == {early}


def test_lists_to_ask_about(connection: Connection) -> None:
    def made(made_on: str, *outcomes: str, **fields: Any) -> str:
        services = [{"name": f"Service {o}", "outcome": o} for o in outcomes]
        found = write("signposting-list", made_on=made_on, services=services, **fields)
        return add(connection, found)

    waited = made("2026-11-01", "told", "helped")
    home = family(connection)
    planned = made("2026-11-01", "", follow_up="2026-11-10", family=home)
    made("2026-11-01", "helped", "not-helped", follow_up="2026-11-10")
    made("2026-11-01", "told", withdrawn=True)
    made("2026-11-09", "told")
    made("soon", "told")
    made("9999-12-31", "told")
    empty = made("2026-11-01", follow_up="2026-11-15")
    barred = write(
        "signposting-list",
        made_on="2026-10-01",
        services=[{"name": "Far away", "outcome": "told", "why_not": "transport"}],
    )
    add(connection, barred)
    drafts.save(
        connection,
        StoredDraft("d" * 32, "signposting-list", 1, (), b'{"follow_up":"2026-11-01"}', LATER),
        author=VERA,
    )
    made("2026-11-01", "told", family=family(connection, ended_on="2026-11-02"))
    found = caseload.follow_ups(connection, by="2026-11-22", limit=9)
    assert [(item.row.id, item.due) for item in found] == [
        (planned, "2026-11-10"),
        (waited, "2026-11-15"),
        (empty, "2026-11-15"),
    ]
    assert caseload.count_follow_ups(connection, by="2026-11-22") == 3
    assert len(caseload.follow_ups(connection, by="2026-11-22", limit=1)) == 1
    assert caseload.count_follow_ups(connection, by="2026-11-14") == 1


# What a hub has not read


@pytest.fixture
def hub(connection: Connection) -> Connection:
    """Ann's hub."""
    trust.set_meta(connection, "role", "hub")
    trust.set_meta(connection, "person", ANN)
    return connection


def unread(connection: Connection) -> list[str]:
    found = [row.id for row in lists.unread(connection, limit=99)]
    assert lists.count_unread(connection) == len(found)
    return found


def mark(revision: str, *, author: str = ANN) -> Revision:
    return write("reading-mark", revision=revision, author=author)


def test_what_others_wrote_is_unread_until_it_is_read_here(hub: Connection) -> None:
    first = write(when="2026-11-20", author=VERA)
    second = write(when="2026-11-01", author=VERA)
    add(hub, first, second, write(when="2026-11-22", author=ANN))
    drafts.save(hub, StoredDraft("d" * 32, "visit-note", 1, (), b"{}", AT), author=VERA)
    assert unread(hub) == [first.record, second.record]
    assert [row.id for row in lists.unread(hub, limit=1, after=first.record)] == [second.record]
    add(hub, mark(first.id, author=VERA))
    assert unread(hub) == [first.record, second.record]
    add(hub, mark(first.id))
    assert unread(hub) == [second.record]
    with pytest.raises(RecordNotFound):
        lists.unread(hub, limit=1, after="7" * 32)


def test_a_newer_version_is_unread_again_in_its_old_place(hub: Connection) -> None:
    first, second = write(when="2026-11-20"), write(when="2026-11-20")
    add(hub, first, second, mark(first.id), mark(second.id))
    assert unread(hub) == []
    again = write(record=first.record, parents=(first.id,), when="2026-11-20")
    add(hub, write(when="2026-11-21"), again)
    assert unread(hub)[0] == first.record
    add(hub, mark(first.id))  # the old version, once more
    assert unread(hub)[0] == first.record
    ours = write(record=first.record, parents=(again.id,), when="2026-11-20", author=ANN)
    add(hub, ours)
    assert first.record not in unread(hub)


def test_a_mark_may_come_before_what_it_is_about(hub: Connection) -> None:
    note = write(when="2026-11-20")
    add(hub, mark(note.id))
    add(hub, note)
    assert unread(hub) == []


def test_an_import_that_is_done_again_stays_read(hub: Connection) -> None:
    arrivals.open_intake(hub, intake_id="i", at=AT, person=ANN)
    seen, new = write(when="2026-11-20"), write(when="2026-11-20")
    journal.append(hub, [seen, new], state="received", intake="i")
    add(hub, mark(seen.id))
    hide_intake(hub, "i", hidden=True)
    assert unread(hub) == []
    hide_intake(hub, "i", hidden=False)
    assert unread(hub) == [new.record]


def test_a_volunteer_has_nothing_to_review(connection: Connection) -> None:
    trust.set_meta(connection, "person", VERA)
    add(connection, write(when="2026-11-20", author=ANN))
    assert unread(connection) == []


# Every question is answered by an index


def plan(connection: Connection, statement: Any, **parameters: object) -> str:
    text = str(statement.compile())
    rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", parameters).fetchall()
    # Who has read one version is sorted inside a row of the result: they are few.
    readers = {row[1] for row in rows if str(row[3]).startswith("SEARCH m USING ")}
    return "\n".join(
        str(row[3]) for row in rows if row[1] not in readers or "TEMP B-TREE" not in row[3]
    )


@pytest.mark.parametrize(
    ("module", "name", "index"),
    [
        (caseload, "_PAGE", "SEARCH c USING INDEX ix_caseload_sort"),
        (caseload, "_DUE", "SEARCH c USING INDEX ix_caseload_sort"),
        (caseload, "_SUPPORTED", "SEARCH caseload USING COVERING INDEX ix_caseload_sort"),
        (caseload, "_TIMELINE", "SEARCH r USING INDEX ix_record_family"),
        (caseload, "_CONTACTS", "SEARCH r USING INDEX ix_record_family"),
        (caseload, "_FOLLOW_UPS", "SEARCH r USING INDEX ix_record_follow_up"),
        (caseload, "_COUNT_FOLLOW_UPS", "USING INDEX ix_record_follow_up"),
        (caseload, "_WORK_OUT", "SEARCH c USING COVERING INDEX ix_record_family"),
        (lists, "_UNREAD", "SEARCH r USING INDEX ix_record_unread"),
        (lists, "_CONFLICTS", "SEARCH r USING INDEX ix_record_conflict"),
        (lists, "_COUNT_UNREAD", "COVERING INDEX ix_record_unread"),
        (lists, "_COUNT_CONFLICTS", "USING INDEX ix_record_conflict"),
        (lists, "_COUNT_ATTENTION", "COVERING INDEX ix_revision_attention"),
        (lists, "_PAGE_OF_KIND", "SEARCH r USING INDEX ix_record_kind"),
    ],
)
def test_nothing_is_looked_for_row_by_row(
    connection: Connection, module: Any, name: str, index: str
) -> None:
    values = {
        "sort": "0",
        "family": "f",
        "limit": 1,
        "below": "1",
        "at": "~",
        "number": 1,
        "day": "2026-11-22",
        "ids": "[]",
        "kind": "visit-note",
        "before": 1,
    }
    statement = getattr(module, name)
    names = statement.compile().params
    found = plan(connection, statement, **{key: values[key] for key in names})
    assert index in found
    assert "TEMP B-TREE FOR ORDER BY" not in found
    assert "SCAN r\n" not in found
