# SPDX-License-Identifier: Apache-2.0
"""The journal: set union, what lists and search show of it, drafts, and undone imports."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import IdReused, NotADraft, RecordNotFound
from desktop.records import merge, revision
from desktop.records.kinds import KINDS
from desktop.storage import arrivals, drafts, journal, lists
from desktop.storage.drafts import StoredDraft
from desktop.storage.journal import Merged
from desktop.storage.lists import Reading
from tests.storage.notes import (
    ANN,
    AT,
    LATER,
    OFFICE,
    VERA,
    forgotten,
    found,
    hide_intake,
    listed,
    write,
)
from tests.storage.samples import make

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from desktop.records.revision import Revision
    from desktop.storage.database import Connection, Database

WORDS = ("lullaby", "midwife", "pram", "window")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = make(tmp_path_factory.mktemp("journal") / "records.db")
    yield database
    database.close()


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    with forgotten(database) as connection:
        yield connection


def append(connection: Connection, *revisions: Revision, **more: Any) -> Merged:
    return journal.append(connection, revisions, state="received", **more)


def a_draft(record: str, **fields: Any) -> StoredDraft:
    made = write(**fields)
    assert made.body is not None
    return StoredDraft(record, made.kind, 1, (), made.body, LATER)


# Any order, any number of times, any batches


fields: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        "when": st.sampled_from(["2026-01-01", "2026-02-02"]),
        "known_as": st.sampled_from(WORDS),
        "talked_about": st.sampled_from(WORDS),
        "notes": st.sampled_from(WORDS),
        "family": st.just("e" * 32),
        "withdrawn": st.booleans(),
    },
)


@st.composite
def histories(draw: st.DrawFn) -> list[Revision]:
    """Make the revisions of a few records, some with parents that will never arrive."""
    made: list[Revision] = []
    for number in range(draw(st.integers(1, 7))):
        record = draw(st.sampled_from(["1" * 32, "2" * 32, "3" * 32]))
        before = [r.id for r in made if r.record == record] + ["f" * 32]
        # Ids that do not grow with the order of writing: clocks of two laptops differ.
        ident = f"{draw(st.integers(0, 255)):02x}{number:030x}"
        parents = draw(st.lists(st.sampled_from(before), unique=True, max_size=3))
        made.append(
            write(
                draw(st.sampled_from(["visit-note", "family"])),
                id=ident,
                record=record,
                parents=tuple(parents),
                at=draw(st.sampled_from([AT, LATER])),
                author=draw(st.sampled_from([VERA, ANN])),
                **draw(fields),
            )
        )
    return made


@st.composite
def deliveries(draw: st.DrawFn) -> list[list[Revision]]:
    """Bring a history in any order, some of it more than once, in any batches."""
    history = draw(histories())
    repeated = draw(st.lists(st.sampled_from(history), max_size=4))
    everything = draw(st.permutations(history + repeated))
    cuts = sorted(draw(st.sets(st.integers(0, len(everything)), max_size=4)))
    edges = [0, *cuts, len(everything)]
    return [everything[a:b] for a, b in pairwise(edges)]


def expected_rows(present: Sequence[Revision]) -> dict[str, tuple[object, ...]]:
    """Say what lists must show, from the pure rules of merging alone."""
    by_record: dict[str, dict[str, Revision]] = defaultdict(dict)
    for item in present:
        by_record[item.record][item.id] = item
    rows: dict[str, tuple[object, ...]] = {}
    for record, items in by_record.items():
        heads = merge.heads(items.values())
        if not heads:
            continue
        shown = items[heads[0]]
        assert shown.body is not None
        about = KINDS[shown.kind].summary(shown.body)
        rows[record] = (
            shown.id,
            shown.kind,
            "conflict" if len(heads) > 1 else "received",
            about.title,
            about.when or shown.at,
            shown.author,
            about.family,
            about.withdrawn,
        )
    return rows


def actual_rows(connection: Connection) -> dict[str, tuple[object, ...]]:
    return {
        row.id: (
            row.shown,
            row.kind,
            row.state,
            row.title,
            row.at,
            row.author,
            row.family,
            row.withdrawn,
        )
        for row in listed(connection).values()
    }


def expected_hits(present: Sequence[Revision], word: str) -> set[str]:
    shown = {row[0]: record for record, row in expected_rows(present).items()}
    hits = set()
    for item in present:
        assert item.body is not None
        about = KINDS[item.kind].summary(item.body)
        if item.id in shown and word in f"{about.title} {about.words}":
            hits.add(item.record)
    return hits


def check(connection: Connection, present: Sequence[Revision]) -> None:
    """Compare everything that is shown with what the pure rules say of the same revisions."""
    assert actual_rows(connection) == expected_rows(present)
    for word in WORDS:
        assert set(found(connection, word)) == expected_hits(present, word)
    for record in {item.record for item in present}:
        items = {item.id: item for item in present if item.record == record}
        stored = journal.versions_of(connection, record)
        assert {item.id for item in stored if item.pending} == set(merge.pending(items.values()))
        assert {item.id: item.parents for item in stored} == {
            item.id: tuple(sorted(item.parents)) for item in items.values()
        }


@given(deliveries())
def test_any_order_any_number_of_times_in_any_batches_ends_the_same(
    database: Database, batches: list[list[Revision]]
) -> None:
    arrived: dict[str, Revision] = {}
    with forgotten(database) as connection:
        for batch in batches:
            merged = append(connection, *batch)
            new = {item.id: item for item in batch if item.id not in arrived}
            assert merged.new == sum(not item.parents for item in new.values())
            assert merged.amended == sum(bool(item.parents) for item in new.values())
            assert merged.duplicate == len(batch) - len(new)
            arrived |= new
            check(connection, list(arrived.values()))


@given(deliveries(), st.data())
def test_an_undone_import_is_as_if_it_had_never_come_and_redone_as_if_it_had(
    database: Database, batches: list[list[Revision]], data: st.DataObject
) -> None:
    came_with: dict[str, int] = {}
    arrived: dict[str, Revision] = {}
    undone: set[int] = set()

    def present() -> list[Revision]:
        return [item for item in arrived.values() if came_with[item.id] not in undone]

    with forgotten(database) as connection:
        for number, batch in enumerate(batches):
            arrivals.open_intake(connection, intake_id=f"{number}", at=AT, person=ANN)
            append(connection, *batch, intake=f"{number}")
            for item in batch:
                came_with.setdefault(item.id, number)
                arrived[item.id] = item
            which = data.draw(st.integers(0, number))
            hidden = data.draw(st.booleans())
            changed = hide_intake(connection, f"{which}", hidden=hidden)
            own = sum(came == which for came in came_with.values())
            assert changed == (own if hidden != (which in undone) else 0)
            undone = undone | {which} if hidden else undone - {which}
            check(connection, present())
        for number in sorted(undone):
            hide_intake(connection, f"{number}", hidden=False)
        undone.clear()
        check(connection, present())


# What the counts say


def test_only_what_people_see_is_counted(connection: Connection) -> None:
    note = write(when="2026-11-22")
    mark = write("reading-mark", revision=note.id)
    assert append(connection, note, mark) == Merged(new=1)
    assert append(connection, note, mark) == Merged(duplicate=1)
    assert append(connection) == Merged()
    assert list(listed(connection)) == [note.record]


def test_two_amendments_of_the_same_version_are_a_conflict_and_the_smaller_id_is_shown(
    connection: Connection,
) -> None:
    first = write(when="2026-11-22")
    here, there = (
        write(id=f"{n}" * 32, record=first.record, parents=(first.id,), talked_about=word)
        for n, word in ((1, "lullaby"), (2, "pram"))
    )
    append(connection, first)
    assert append(connection, there) == Merged(amended=1)
    assert listed(connection)[first.record].shown == there.id
    assert append(connection, here) == Merged(amended=1, conflict=1)
    row = listed(connection)[first.record]
    assert (row.shown, row.state) == (here.id, "conflict")
    assert found(connection, "lullaby") == [first.record]
    assert found(connection, "pram") == []
    decided = write(record=first.record, parents=(here.id, there.id), talked_about="window")
    assert append(connection, decided) == Merged(amended=1)
    assert listed(connection)[first.record].state == "received"


def test_a_version_whose_parent_has_not_arrived_is_kept_and_shown_when_it_has(
    connection: Connection,
) -> None:
    first = write(when="2026-11-22")
    second = write(record=first.record, parents=(first.id,), talked_about="lullaby")
    third = write(record=first.record, parents=(second.id,), talked_about="pram")
    append(connection, third)
    append(connection, second)
    assert listed(connection) == {}
    assert found(connection, "pram") == []
    assert [r.pending for r in journal.revisions_of(connection, first.record)] == [True, True]
    append(connection, first)
    assert listed(connection)[first.record].shown == third.id
    assert found(connection, "pram") == [first.record]
    assert not any(r.pending for r in journal.revisions_of(connection, first.record))


def test_a_parent_in_another_record_never_settles_anything(connection: Connection) -> None:
    other = write(when="2026-11-22")
    child = write(parents=(other.id,), when="2026-11-23")
    append(connection, child, other)
    assert list(listed(connection)) == [other.record]


def test_the_same_id_with_other_contents_is_refused(connection: Connection) -> None:
    first = write(when="2026-11-22")
    forged = write(id=first.id, record=first.record, when="2026-11-23")
    append(connection, first)
    before = actual_rows(connection)
    with pytest.raises(IdReused):
        append(connection, write(when="2026-11-22"), forged)
    assert actual_rows(connection) == before
    with pytest.raises(IdReused):
        append(connection, write(id="9" * 32, at=AT), write(id="9" * 32, at=LATER))


def test_an_erased_body_is_listed_without_anything_of_it(connection: Connection) -> None:
    whole = write(when="2026-11-22", talked_about="lullaby")
    append(connection, revision.read_envelope(whole.envelope))
    row = listed(connection)[whole.record]
    assert (row.title, row.at) == (KINDS["visit-note"].title_of({}), AT)
    assert journal.lines_of(connection, [whole.id]) == [(whole.envelope, b"null")]
    assert found(connection, "lullaby") == []


def test_exact_bytes_come_back_in_the_order_asked_for(connection: Connection) -> None:
    items = [write(when="2026-11-22", unknown_to_us=n) for n in range(3)]
    append(connection, *items)
    asked = [items[2], items[0], items[1]]
    assert journal.lines_of(connection, [r.id for r in asked]) == [
        (r.envelope, r.body) for r in asked
    ]


def test_what_steers_the_program_is_never_shown_even_inside_a_record(
    connection: Connection,
) -> None:
    note = write(when="2026-11-22")
    mark = write("reading-mark", id="0" * 32, record=note.record, revision=note.id)
    append(connection, mark)
    append(connection, note)
    assert listed(connection)[note.record].shown == note.id
    assert [r.id for r in journal.require(connection, note.record)] == [note.id]
    with pytest.raises(RecordNotFound):
        journal.require(connection, "7" * 32)


# Who has read it


def test_a_reading_counts_once_a_person_and_the_earliest_whatever_comes_first(
    connection: Connection,
) -> None:
    note = write(when="2026-11-22")
    late = write("reading-mark", revision=note.id, author=ANN, device=OFFICE, at=LATER)
    early = write("reading-mark", revision=note.id, author=ANN, device=OFFICE, at=AT)
    erased = revision.read_envelope(write("reading-mark", revision=note.id).envelope)
    append(connection, note)
    assert listed(connection)[note.record].state == "received"
    append(connection, late, erased)
    append(connection, early)
    append(connection, write("reading-mark", revision=note.id, author=ANN, at=LATER))
    assert lists.readings(connection, [note.id]) == (Reading(note.id, ANN, AT),)
    assert listed(connection)[note.record].state == "read"


# Drafts


def test_a_draft_is_listed_found_and_written_over_in_its_place(connection: Connection) -> None:
    record = "5" * 32
    drafts.save(connection, a_draft(record, talked_about="lullaby"), author=VERA)
    append(connection, write(when="2026-11-22"))
    place = listed(connection)[record].number
    again = a_draft(record, when="2026-11-21", talked_about="pram")
    drafts.save(connection, again, author=VERA)
    row = listed(connection)[record]
    assert (row.number, row.state, row.shown, row.at) == (place, "draft", "", "2026-11-21")
    assert row.author == VERA
    assert found(connection, "lullaby") == []
    assert found(connection, "pram") == [record]
    assert drafts.get(connection, record) == again
    assert lists.count_drafts(connection) == 1


def test_a_draft_without_a_day_is_listed_under_when_it_was_saved(connection: Connection) -> None:
    drafts.save(connection, a_draft("5" * 32), author=VERA)
    assert listed(connection)["5" * 32].at == LATER


def test_a_discarded_draft_is_gone_and_a_final_record_is_not(connection: Connection) -> None:
    record = "5" * 32
    drafts.save(connection, a_draft(record, talked_about="lullaby"), author=VERA)
    drafts.drop(connection, record)
    assert listed(connection) == {}
    assert found(connection, "lullaby") == []
    with pytest.raises(NotADraft):
        drafts.get(connection, record)
    note = write(when="2026-11-22")
    append(connection, note)
    drafts.drop(connection, note.record)
    drafts.drop(connection, "7" * 32)
    assert list(listed(connection)) == [note.record]


def test_making_a_draft_final_keeps_its_place(connection: Connection) -> None:
    record = "5" * 32
    drafts.save(connection, a_draft(record, talked_about="lullaby"), author=VERA)
    place = listed(connection)[record].number
    append(connection, write(when="2026-11-22"), write(when="2026-11-23"))
    drafts.drop(connection, record, keep_place=True)
    append(connection, write(record=record, when="2026-11-20", talked_about="pram"))
    row = listed(connection)[record]
    assert (row.number, row.state) == (place, "received")
    assert found(connection, "pram") == [record]
    assert found(connection, "lullaby") == []
    assert lists.count_drafts(connection) == 0


def test_an_amendment_keeps_the_place_of_its_record(connection: Connection) -> None:
    first = write(when="2026-11-22")
    append(connection, first, write(when="2026-11-23"))
    place = listed(connection)[first.record].number
    append(connection, write(record=first.record, parents=(first.id,), when="2026-11-24"))
    assert listed(connection)[first.record].number == place


def an_amendment(of: Revision) -> StoredDraft:
    body = b'{"talked_about":"pram"}'
    return StoredDraft(of.record, of.kind, 1, (of.id,), body, LATER, reason="the wr")


def test_a_draft_that_amends_changes_nothing_in_lists_and_survives_an_undone_import(
    connection: Connection,
) -> None:
    arrivals.open_intake(connection, intake_id="i", at=AT, person=ANN)
    first = write(when="2026-11-22", talked_about="lullaby")
    append(connection, first, intake="i")
    before = listed(connection)[first.record]
    assert not before.amending
    item = an_amendment(first)
    drafts.save(connection, item, author=VERA)
    assert listed(connection)[first.record] == replace(before, amending=True)
    assert lists.count_drafts(connection) == 1
    # It goes into hiding with its record, and comes back with it.
    assert hide_intake(connection, "i", hidden=True) == 1
    assert listed(connection) == {}
    assert found(connection, "pram") == found(connection, "lullaby") == []
    assert lists.count_drafts(connection) == 0
    assert drafts.get(connection, first.record) == item
    assert hide_intake(connection, "i", hidden=False) == 1
    assert listed(connection)[first.record] == replace(before, amending=True)
    assert found(connection, "lullaby") == [first.record]
    assert drafts.get(connection, first.record) == item
    drafts.drop(connection, first.record)
    assert listed(connection)[first.record] == before


def test_a_draft_that_amends_is_never_a_row_of_its_own(connection: Connection) -> None:
    first = write(when="2026-11-22", talked_about="lullaby")
    drafts.save(connection, an_amendment(first), author=VERA)
    assert listed(connection) == {}
    drafts.save(connection, a_draft(first.record, talked_about="window"), author=VERA)
    assert listed(connection)[first.record].state == "draft"
    drafts.save(connection, an_amendment(first), author=VERA)
    assert listed(connection) == {}
    assert found(connection, "window") == []


def test_a_first_draft_takes_the_place_of_a_record_that_is_hidden(connection: Connection) -> None:
    """As after a restored copy, when what was a draft in it comes back from the other side."""
    arrivals.open_intake(connection, intake_id="i", at=AT, person=ANN)
    first = write(when="2026-11-22", talked_about="lullaby")
    append(connection, first, intake="i")
    place = listed(connection)[first.record].number
    drafts.save(connection, a_draft(first.record, talked_about="pram"), author=VERA)
    assert not listed(connection)[first.record].amending
    hide_intake(connection, "i", hidden=True)
    row = listed(connection)[first.record]
    assert (row.state, row.number) == ("draft", place)
    assert found(connection, "pram") == [first.record]
    assert found(connection, "lullaby") == []


def test_undoing_an_import_that_brought_only_news_changes_no_list(connection: Connection) -> None:
    note = write(when="2026-11-22")
    append(connection, note)
    arrivals.open_intake(connection, intake_id="i", at=AT, person=ANN)
    append(connection, write("reading-mark", revision=note.id), intake="i")
    before = actual_rows(connection)
    assert hide_intake(connection, "i", hidden=True) == 1
    assert actual_rows(connection) == before
    assert hide_intake(connection, "unknown", hidden=True) == 0


def test_what_an_import_brought_is_gone_through_in_parts(connection: Connection) -> None:
    arrivals.open_intake(connection, intake_id="i", at=AT, person=ANN)
    arrivals.open_intake(connection, intake_id="other", at=AT, person=ANN)
    notes = [write(when="2026-11-22") for _ in range(3)]
    amended = write(record=notes[0].record, parents=(notes[0].id,), when="2026-11-23")
    elsewhere = write(record=notes[0].record, parents=(amended.id,), when="2026-11-24")
    append(connection, *notes, amended, intake="i")
    append(connection, elsewhere, intake="other")
    assert journal.count_brought(connection, "i") == 4
    assert journal.count_brought(connection, "unknown") == 0
    seen: list[str] = []
    last = 0
    while part := journal.brought(connection, "i", after=last, most=3):
        seen += [record for _, record in part]
        last = part[-1][0]
    assert seen == [item.record for item in (*notes, amended)]
    # All that it brought of a record at once, and nothing that another brought.
    assert journal.hide(connection, notes[0].record, intake="i", hidden=True) == 2
    assert journal.hide(connection, notes[0].record, intake="i", hidden=True) == 0
    stored = journal.revisions_of(connection, notes[0].record)
    assert [item.hidden for item in stored] == [True, True, False]
    assert notes[0].record not in listed(connection)
    assert journal.hide(connection, notes[0].record, intake="i", hidden=False) == 2
    assert listed(connection)[notes[0].record].shown == elsewhere.id


# What is left of words that were thrown away


def test_nothing_of_a_discarded_draft_is_left_in_the_index(tmp_path: Path) -> None:
    """The index would otherwise keep deleted words until its next merge."""
    database = make(tmp_path / "records.db")
    record = "5" * 32
    with database.write() as connection:
        append(connection, *(write(when="2026-11-22", talked_about="window") for _ in range(3)))
    for word in ("zanzibarine", "zanzibarland"):
        with database.write() as connection:
            drafts.save(connection, a_draft(record, talked_about=word), author=VERA)
            assert b"zanzibar" in raw_index(connection)
    with database.write() as connection:
        assert b"zanzibarine" not in raw_index(connection)  # what an autosave wrote over
        drafts.drop(connection, record)
    with database.write() as connection:
        assert b"window" in raw_index(connection)
        assert b"zan" not in raw_index(connection)
    database.close()


def test_words_of_a_draft_may_wait_but_go_when_their_turn_comes(tmp_path: Path) -> None:
    """While somebody types, the words of the save before stay; afterwards none is left."""
    database = make(tmp_path / "records.db")
    record, other = "5" * 32, "6" * 32
    with database.write() as connection:
        for word in ("zanzibarine", "zanzibarland"):
            item = a_draft(record, when="2026-11-20", talked_about=word)
            drafts.save(connection, item, author=VERA, words_later=True)
        drafts.save(connection, a_draft(other, talked_about="pram"), author=VERA)
        assert listed(connection)[record].number == 1
        assert found(connection, "zanzibarine") == [record]
        drafts.index(connection, [other])
        assert found(connection, "zanzibarland") == []
    with database.write() as connection:
        drafts.index(connection, [record, "7" * 32])
        assert found(connection, "zanzibarland") == [record]
        assert found(connection, "pram") == [other]
    with database.write() as connection:
        assert b"zanzibarine" not in raw_index(connection)
        item = a_draft(record, talked_about="quiltstitch")
        drafts.save(connection, item, author=VERA, words_later=True)
        drafts.drop(connection, record)
        drafts.index(connection)
    with database.write() as connection:
        assert b"zan" not in raw_index(connection)
        assert b"quilt" not in raw_index(connection)
        assert found(connection, "pram") == [other]
    database.close()


def test_a_draft_whose_words_wait_becomes_final_with_its_own(connection: Connection) -> None:
    record = "5" * 32
    for word in ("lullaby", "pram"):
        item = a_draft(record, talked_about=word)
        drafts.save(connection, item, author=VERA, words_later=True)
    drafts.drop(connection, record, keep_place=True)
    append(connection, write(record=record, when="2026-11-20", talked_about="window"))
    drafts.index(connection)
    assert found(connection, "lullaby") == found(connection, "pram") == []
    assert found(connection, "window") == [record]


def raw_index(connection: Connection) -> bytes:
    """Return everything that the tables behind the index hold."""
    return b"\n".join(
        part if isinstance(part, bytes) else str(part).encode()
        for table in ("search_data", "search_idx", "search_content", "search_docsize")
        for row in connection.exec_driver_sql(f"SELECT * FROM {table}")  # noqa: S608 - those four
        for part in row
    )
