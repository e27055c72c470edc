# SPDX-License-Identifier: Apache-2.0
"""Writing, finishing, amending, withdrawing, reading and deciding, and every way to be refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from desktop.errors import (
    AlreadyFinal,
    InConflict,
    KindNotWritable,
    NotInConflict,
    ReasonNeeded,
    RecordInvalid,
    RecordNotFound,
    RevisionNotFound,
    UnknownKind,
    WrongRole,
)
from desktop.operations import hub, records, searching, sending
from desktop.records.revision import MAX_REASON
from desktop.storage import exchange, journal
from tests.pairs import a_pair
from tests.storage.notes import OFFICE, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from desktop.operations.workspaces import Workspace
    from desktop.records.revision import Revision
    from tests.pairs import Pair

NOTE: dict[str, Any] = {"when": "2026-11-22", "how": "home", "talked_about": "lullaby"}
UNKNOWN = "7" * 32


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    with a_pair(tmp_path_factory.mktemp("records"), approved=False) as pair:
        yield pair


@pytest.fixture
def volunteer(shared: Pair) -> Workspace:
    """Give a workspace that other tests write into too."""
    return shared.volunteer


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with a_pair(tmp_path) as pair:
        yield pair


def arrive(workspace: Workspace, *items: Revision) -> None:
    workspace.write(lambda c: journal.append(c, items, state="received"))


def in_conflict(workspace: Workspace) -> tuple[str, str, str]:
    """Make a record with two versions; return its id and theirs, the shown one first."""
    row = records.add(workspace, "visit-note", NOTE)
    ours = records.amend(workspace, row.record, NOTE | {"agreed": "ours"}, reason="x")
    theirs = write(
        record=row.record,
        parents=(row.revision,),
        device=OFFICE,
        **NOTE,
        agreed="theirs",
    )
    arrive(workspace, theirs)
    shown, other = sorted([ours.revision, theirs.id])
    return row.record, shown, other


def outbox(workspace: Workspace) -> int:
    return workspace.read(exchange.count_outbox)


# What can be written


def test_kinds_forms_and_schemas(volunteer: Workspace) -> None:
    names = [kind.name for kind in records.kinds(volunteer)]
    assert "visit-note" in names
    assert "reading-mark" not in names
    assert names == [kind.name for kind in records.kinds(None)]
    assert [f.name for f in records.form(volunteer, "visit-note")][:2] == ["family", "when"]
    with_pack = records.schema(volunteer, "visit-note")
    assert with_pack["type"] == records.schema(None, "visit-note")["type"] == "object"


@pytest.mark.parametrize("kind", ["", "poem", "reading-mark", "roster", "visit-note "])
def test_what_is_not_a_kind_that_people_write_is_refused(volunteer: Workspace, kind: str) -> None:
    attempts: list[Callable[[], object]] = [
        lambda: records.form(volunteer, kind),
        lambda: records.schema(volunteer, kind),
        lambda: records.add(volunteer, kind, NOTE),
        lambda: records.save_draft(volunteer, kind, NOTE),
        lambda: records.list_records(volunteer, kind=kind),
    ]
    for attempt in attempts:
        with pytest.raises(UnknownKind):
            attempt()


def test_a_kind_is_written_only_where_it_belongs(
    volunteer: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = records.add(volunteer, "visit-note", NOTE)
    draft = records.save_draft(volunteer, "visit-note", NOTE)
    torn = in_conflict(volunteer)
    monkeypatch.setattr(volunteer, "role", "guest")
    attempts: list[Callable[[], object]] = [
        lambda: records.add(volunteer, "visit-note", NOTE),
        lambda: records.save_draft(volunteer, "visit-note", NOTE),
        lambda: records.finalise(volunteer, draft.record),
        lambda: records.amend(volunteer, row.record, NOTE, reason="x"),
        lambda: records.withdraw(volunteer, row.record, reason="x"),
        lambda: records.resolve(volunteer, torn[0], choose=torn[1], reason="x"),
    ]
    for attempt in attempts:
        with pytest.raises(KindNotWritable):
            attempt()


# Drafts


def test_a_draft_is_written_over_and_becomes_final_in_its_place(volunteer: Workspace) -> None:
    first = records.save_draft(volunteer, "visit-note", {"when": "20"})
    assert (first.state, first.revision) == ("draft", "")
    later = records.add(volunteer, "visit-note", NOTE)
    again = records.save_draft(volunteer, "visit-note", NOTE, draft=first.record)
    assert again.record == first.record
    assert records.draft_fields(volunteer, first.record) == NOTE
    shown = records.show(volunteer, first.record)
    assert (shown.state, shown.revision.body, shown.history) == ("draft", NOTE, ())
    assert shown.revision.author_name == "Vera Volunteer"
    before = outbox(volunteer)
    row = records.finalise(volunteer, first.record)
    assert (row.record, row.state) == (first.record, "sealed")
    assert outbox(volunteer) == before + 1
    order = [r.record for r in records.list_records(volunteer, limit=2)]
    assert order == [later.record, first.record]


def test_an_unfinished_draft_cannot_be_made_final_and_stays(volunteer: Workspace) -> None:
    row = records.save_draft(volunteer, "visit-note", {"talked_about": "lullaby"})
    with pytest.raises(RecordInvalid) as caught:
        records.finalise(volunteer, row.record)
    assert {p.field for p in caught.value.problems} == {"when", "how"}
    assert records.draft_fields(volunteer, row.record) == {"talked_about": "lullaby"}
    with pytest.raises(RecordInvalid):
        records.save_draft(volunteer, "visit-note", {"talked_about": "\0"}, draft=row.record)
    assert records.draft_fields(volunteer, row.record) == {"talked_about": "lullaby"}
    records.discard(volunteer, row.record)
    with pytest.raises(RecordNotFound):
        records.show(volunteer, row.record)


def test_what_is_final_is_no_draft_any_more(volunteer: Workspace) -> None:
    final = records.add(volunteer, "visit-note", NOTE).record
    for record, fault in ((final, AlreadyFinal), (UNKNOWN, RecordNotFound)):
        attempts: list[Callable[[str], object]] = [
            lambda r: records.save_draft(volunteer, "visit-note", NOTE, draft=r),
            lambda r: records.draft_fields(volunteer, r),
            lambda r: records.finalise(volunteer, r),
            lambda r: records.discard(volunteer, r),
        ]
        for attempt in attempts:
            with pytest.raises(fault):
                attempt(record)


# Final records


def test_an_incomplete_record_is_not_saved(volunteer: Workspace) -> None:
    before = records.list_records(volunteer)
    with pytest.raises(RecordInvalid):
        records.add(volunteer, "visit-note", {})
    assert records.list_records(volunteer) == before


def test_an_amendment_needs_a_reason_and_keeps_the_old_version_readable(
    volunteer: Workspace,
) -> None:
    row = records.add(volunteer, "visit-note", NOTE)
    for reason in ("", " \n\t "):
        with pytest.raises(ReasonNeeded):
            records.amend(volunteer, row.record, NOTE, reason=reason)
    for reason in ("x" * (MAX_REASON + 1), "a\0b", "\ud800"):
        with pytest.raises(RecordInvalid) as caught:
            records.amend(volunteer, row.record, NOTE, reason=reason)
        assert [p.field for p in caught.value.problems] == ["reason"]
    with pytest.raises(RecordInvalid):
        records.amend(volunteer, row.record, {}, reason="x")
    changed = NOTE | {"talked_about": "pram"}
    again = records.amend(volunteer, row.record, changed, reason=f" {'x' * MAX_REASON} ")
    assert again.record == row.record
    detail = records.show(volunteer, row.record)
    assert [v.body["talked_about"] for v in detail.history] == ["lullaby", "pram"]
    assert detail.history[1].reason == "x" * MAX_REASON
    assert detail.history[1].parents == (row.revision,)
    assert detail.heads == (detail.revision,) == detail.history[1:]


def test_a_record_that_is_not_there_or_a_draft_cannot_be_changed(volunteer: Workspace) -> None:
    draft = records.save_draft(volunteer, "visit-note", NOTE).record
    waiting = write(parents=("6" * 32,), **NOTE)
    arrive(volunteer, waiting)
    for record in (UNKNOWN, draft, waiting.record):
        attempts: list[Callable[[str], object]] = [
            lambda r: records.amend(volunteer, r, NOTE, reason="x"),
            lambda r: records.withdraw(volunteer, r, reason="x"),
            lambda r: records.resolve(volunteer, r, data=NOTE, reason="x"),
        ]
        for attempt in attempts:
            with pytest.raises(RecordNotFound):
                attempt(record)
    for record in (UNKNOWN, waiting.record):
        with pytest.raises(RecordNotFound):
            records.show(volunteer, record)


def test_a_draft_is_found_by_the_words_typed_last(volunteer: Workspace) -> None:
    draft = records.save_draft(volunteer, "visit-note", {"talked_about": "zanzibarine"}).record
    fields = {"talked_about": "vexilloid"}
    records.save_draft(volunteer, "visit-note", fields, draft=draft)
    assert [hit.record for hit in searching.as_typed(volunteer, "vexil").hits] == [draft]
    assert records.search(volunteer, "zanzibarine") == ()
    records.save_draft(volunteer, "visit-note", {"talked_about": "xylophonic"}, draft=draft)
    assert [hit.record for hit in records.search(volunteer, "xylophonic")] == [draft]
    records.save_draft(volunteer, "visit-note", fields, draft=draft)
    records.discard(volunteer, draft)
    assert records.search(volunteer, "xylophonic") == records.search(volunteer, "vexil") == ()


def test_a_withdrawn_record_says_so_with_its_reason_and_keeps_its_words(
    volunteer: Workspace,
) -> None:
    row = records.add(volunteer, "visit-note", NOTE | {"from_a_newer_version": [1]})
    with pytest.raises(ReasonNeeded):
        records.withdraw(volunteer, row.record, reason=" ")
    gone = records.withdraw(volunteer, row.record, reason="sent by mistake")
    assert gone.withdrawn
    detail = records.show(volunteer, row.record)
    assert detail.revision.reason == "sent by mistake"
    assert detail.revision.body == {**NOTE, "from_a_newer_version": [1], "withdrawn": True}
    assert records.search(volunteer, "lullaby")


# Conflicts


def test_a_conflict_is_decided_by_choosing(volunteer: Workspace) -> None:
    record, shown, other = in_conflict(volunteer)
    detail = records.show(volunteer, record)
    assert (detail.state, detail.revision.revision) == ("conflict", shown)
    assert [head.revision for head in detail.heads] == [shown, other]
    with pytest.raises(InConflict):
        records.amend(volunteer, record, NOTE, reason="x")
    with pytest.raises(InConflict):
        records.withdraw(volunteer, record, reason="x")
    with pytest.raises(ReasonNeeded):
        records.resolve(volunteer, record, choose=other, reason="")
    for choose in (None, UNKNOWN, detail.history[0].revision):
        with pytest.raises(RevisionNotFound):
            records.resolve(volunteer, record, choose=choose, reason="x")
    row = records.resolve(volunteer, record, choose=other, reason="both were there")
    assert row.state == "sealed"
    decided = records.show(volunteer, record)
    chosen = next(head for head in detail.heads if head.revision == other)
    assert decided.revision.body == chosen.body
    assert decided.revision.parents == (shown, other)
    assert len(decided.heads) == 1
    with pytest.raises(NotInConflict):
        records.resolve(volunteer, record, choose=other, reason="x")


def test_a_conflict_is_decided_by_writing_what_should_hold(volunteer: Workspace) -> None:
    record, *_ = in_conflict(volunteer)
    with pytest.raises(RecordInvalid):
        records.resolve(volunteer, record, data={}, reason="x")
    wanted = NOTE | {"agreed": "what both mean"}
    records.resolve(volunteer, record, data=wanted, reason="we talked")
    assert records.show(volunteer, record).revision.body == wanted


def test_history_does_not_depend_on_what_arrived_first(volunteer: Workspace) -> None:
    first = write(**NOTE)
    second = write(record=first.record, parents=(first.id,), **NOTE)
    lost = write(record=first.record, parents=("6" * 32,), **NOTE)
    arrive(volunteer, lost)
    arrive(volunteer, second)
    arrive(volunteer, first)
    detail = records.show(volunteer, first.record)
    assert [v.revision for v in detail.history] == [first.id, second.id, lost.id]
    assert [v.state for v in detail.history] == ["received", "received", "waiting"]


# Lists and search


def test_pages_and_their_limits(volunteer: Workspace) -> None:
    made = [records.add(volunteer, "family", {"known_as": f"Family {n}"}).record for n in range(5)]
    newest = made[::-1]

    def page(**more: Any) -> list[str]:
        return [row.record for row in records.list_records(volunteer, kind="family", **more)]

    assert page()[:5] == newest
    assert page(limit=2) == newest[:2]
    assert page(limit=2, after=newest[1]) == newest[2:4]
    assert page(limit=10**9)[:5] == newest
    for limit in (0, -1, -(10**9)):
        assert page(limit=limit) == []
        assert records.search(volunteer, "family", limit=limit) == ()
    with pytest.raises(RecordNotFound):
        page(after=UNKNOWN)


def test_search_says_where_it_was_found(volunteer: Workspace) -> None:
    family = records.add(volunteer, "family", {"known_as": "Quill"}).record
    note = records.add(volunteer, "visit-note", NOTE | {"family": family, "agreed": "zebra"})
    hit = records.search(volunteer, "zebr")[0]
    assert (hit.record, hit.kind, hit.title) == (note.record, "visit-note", note.title)
    assert "zebra" in hit.snippet
    assert hit.family_name == note.family_name == "Quill"
    assert records.search(volunteer, '"); DROP TABLE record; --') == ()


# The life of a record


def test_the_states_of_a_record_over_its_life(pair: Pair) -> None:
    ours, theirs = pair.volunteer, pair.hub

    def state(workspace: Workspace) -> str:
        return records.show(workspace, record).state

    draft = records.save_draft(ours, "visit-note", NOTE)
    record = draft.record
    counts = records.counts(ours)
    assert (counts.drafts, counts.sealed, counts.oldest_unsent_at) == (1, 0, None)
    pair.clock.move(days=1)
    assert records.finalise(ours, record).state == "sealed"
    counts = records.counts(ours)
    assert (counts.drafts, counts.sealed) == (0, 1)
    assert counts.oldest_unsent_at == ours.now()
    sending.synchronise(ours)
    assert state(ours) == "handed-over"
    assert records.counts(ours).handed_over == 1
    sending.synchronise(theirs)
    assert (state(theirs), state(ours)) == ("received", "handed-over")
    sending.synchronise(ours)
    assert state(ours) == "received"
    assert records.counts(ours).oldest_unsent_at is None

    with pytest.raises(WrongRole):
        records.mark_read(ours, record)
    assert records.mark_read(theirs, record).state == "read"
    waiting = outbox(theirs)
    assert waiting == 1
    assert records.mark_read(theirs, record).state == "read"
    assert outbox(theirs) == waiting
    pair.round_trip()
    assert state(ours) == "read"
    assert [mark.name for mark in records.show(ours, record).read_by] == ["Ann Coordinator"]

    records.withdraw(ours, record, reason="wrong family")
    assert state(ours) == "sealed"
    pair.round_trip()
    pair.round_trip()
    assert (state(ours), state(theirs)) == ("received", "received")
    assert records.show(theirs, record).revision.body["withdrawn"] is True
    assert records.show(theirs, record).revision.reason == "wrong family"


def test_what_the_hub_changes_goes_to_whoever_wrote_it(pair: Pair) -> None:
    row = records.add(pair.volunteer, "family", {"known_as": "Quill"})
    pair.round_trip()
    pair.round_trip()
    before = outbox(pair.hub)
    amended = records.amend(pair.hub, row.record, {"known_as": "Quince"}, reason="asked to")
    assert amended.state == "sealed"
    assert outbox(pair.hub) == before + 1
    pair.round_trip()
    detail = records.show(pair.volunteer, row.record)
    assert (detail.title, detail.revision.author_name) == ("Quince", "Ann Coordinator")
    own = records.add(pair.hub, "family", {"known_as": "Reed"})
    assert own.state == "sealed"
    pair.round_trip()
    assert outbox(pair.hub) == 0


def test_nothing_is_queued_for_a_device_that_was_switched_off(pair: Pair) -> None:
    row = records.add(pair.volunteer, "visit-note", NOTE)
    pair.round_trip()
    pair.round_trip()
    hub.revoke(pair.hub, pair.volunteer.device)
    before = outbox(pair.hub)
    assert records.mark_read(pair.hub, row.record).state == "read"
    assert outbox(pair.hub) == before
    for record in (UNKNOWN, records.save_draft(pair.hub, "family", {}).record):
        with pytest.raises(RecordNotFound):
            records.mark_read(pair.hub, record)


def test_a_person_who_is_not_known_has_no_name(volunteer: Workspace) -> None:
    stranger = write(author="9" * 32, **NOTE)
    arrive(volunteer, stranger)
    assert records.show(volunteer, stranger.record).revision.author_name == ""
    assert records.list_records(volunteer, limit=1)[0].author_name == ""
