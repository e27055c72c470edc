# SPDX-License-Identifier: Apache-2.0
"""Amendments lose nothing that another version wrote, and half-written ones survive everything."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from desktop.errors import (
    AlreadyFinal,
    InConflict,
    KindNotWritable,
    ReasonNeeded,
    RecordInvalid,
    RecordNotFound,
    RevisionNotFound,
)
from desktop.operations import hub, records, workspaces
from desktop.records import revision
from desktop.records.revision import MAX_REASON
from desktop.records.rows import AmendmentDraft
from desktop.storage import arrivals, journal
from tests.pairs import PASSPHRASE, a_pair
from tests.storage.notes import AT, OFFICE, VERA, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from desktop.operations.workspaces import Workspace
    from desktop.records.revision import Revision
    from desktop.records.rows import RecordRow
    from tests.pairs import Pair

NOTE: dict[str, Any] = {"when": "2026-11-22", "how": "home", "talked_about": "lullaby"}
CHANGED = NOTE | {"talked_about": "pram"}
NEWER: dict[str, Any] = {"from_a_newer_version": [{"deep": 1}], "another": "kept"}
UNKNOWN = "7" * 32


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    with a_pair(tmp_path_factory.mktemp("amendments"), approved=False) as pair:
        yield pair


@pytest.fixture
def volunteer(shared: Pair) -> Workspace:
    """Give a workspace that other tests write into too."""
    return shared.volunteer


@pytest.fixture
def office(shared: Pair) -> Workspace:
    return shared.hub


def arrive(workspace: Workspace, *items: Revision, intake: str | None = None) -> None:
    def work(connection: Any) -> None:
        if intake is not None:
            arrivals.open_intake(connection, intake_id=intake, at=AT, person=VERA)
        journal.append(connection, items, state="received", intake=intake)

    workspace.write(work)


def news(of: RecordRow, **fields: Any) -> Revision:
    """Make a version that the other side wrote on top of the shown one."""
    return write(record=of.record, parents=(of.revision,), device=OFFICE, **{**NOTE, **fields})


def body(workspace: Workspace, record: str) -> dict[str, object]:
    return records.show(workspace, record).revision.body


def parents(workspace: Workspace, record: str, version: str) -> tuple[str, ...]:
    history = records.show(workspace, record).history
    return next(item.parents for item in history if item.revision == version)


# What a newer version of the program wrote


def test_fields_of_a_newer_version_survive_an_amendment(volunteer: Workspace) -> None:
    row = records.add(volunteer, "visit-note", NOTE | NEWER)
    records.amend(volunteer, row.record, CHANGED, reason="x")
    assert body(volunteer, row.record) == CHANGED | NEWER
    # A known field that is left out is emptied; an unknown one has to be named for that.
    less = {"when": "2026-11-22", "how": "home", "another": "changed"}
    records.amend(volunteer, row.record, less, reason="x")
    assert body(volunteer, row.record) == less | {
        "from_a_newer_version": NEWER["from_a_newer_version"]
    }


@pytest.mark.parametrize("said", [{}, {"withdrawn": None}, {"withdrawn": True}])
def test_what_was_withdrawn_stays_withdrawn(volunteer: Workspace, said: dict[str, Any]) -> None:
    row = records.add(volunteer, "visit-note", NOTE)
    records.withdraw(volunteer, row.record, reason="x")
    again = records.amend(volunteer, row.record, CHANGED | said, reason="x")
    assert again.withdrawn
    assert body(volunteer, row.record) == CHANGED | {"withdrawn": True}


def test_a_withdrawal_is_taken_back_by_saying_so(volunteer: Workspace) -> None:
    row = records.add(volunteer, "visit-note", NOTE)
    records.withdraw(volunteer, row.record, reason="x")
    back = records.amend(volunteer, row.record, NOTE | {"withdrawn": False}, reason="x")
    assert not back.withdrawn
    assert not records.amend(volunteer, row.record, CHANGED, reason="x").withdrawn


def test_a_version_whose_text_was_erased_has_nothing_to_keep(volunteer: Workspace) -> None:
    erased = revision.read_envelope(write(**NOTE, **NEWER).envelope)
    arrive(volunteer, erased)
    records.amend(volunteer, erased.record, CHANGED, reason="x")
    assert body(volunteer, erased.record) == CHANGED


def torn(workspace: Workspace, ours: dict[str, Any], theirs: dict[str, Any]) -> tuple[str, str]:
    """Make a record with two versions; return its id, and the second one's."""
    row = records.add(workspace, "visit-note", NOTE)
    one, two = (
        write(id=f"{n}{row.revision[1:]}", record=row.record, parents=(row.revision,), **fields)
        for n, fields in (("1", ours), ("f", theirs))
    )
    arrive(workspace, one, two)
    return row.record, two.id


def test_deciding_by_writing_keeps_what_either_holds_and_the_shown_one_first(
    volunteer: Workspace,
) -> None:
    record, _ = torn(
        volunteer, NOTE | {"new_a": 1, "new_b": "shown"}, NOTE | {"new_b": "other", "new_c": [2]}
    )
    row = records.resolve(volunteer, record, data=CHANGED, reason="x")
    assert body(volunteer, record) == CHANGED | {"new_a": 1, "new_b": "shown", "new_c": [2]}
    assert not row.withdrawn


@pytest.mark.parametrize("how", [{"data": CHANGED}, {"choose": "the other"}])
def test_what_came_while_somebody_compared_is_not_covered_up(
    volunteer: Workspace, how: dict[str, Any]
) -> None:
    record, theirs = torn(volunteer, NOTE, CHANGED)
    compared = [head.revision for head in records.show(volunteer, record).heads]
    third = write(record=record, parents=(theirs,), **NOTE | {"talked_about": "came late"})
    arrive(volunteer, third)
    choice: dict[str, Any] = {
        name: theirs if name == "choose" else value for name, value in how.items()
    }

    row = records.resolve(volunteer, record, reason="x", parents=compared, **choice)

    assert row.state == "conflict"
    left = {head.body["talked_about"] for head in records.show(volunteer, record).heads}
    assert left == {"came late", CHANGED["talked_about"]}


@pytest.mark.parametrize("which", [0, 1])
def test_deciding_by_writing_does_not_take_back_a_withdrawal(
    volunteer: Workspace, which: int
) -> None:
    sides = [dict(NOTE), dict(NOTE)]
    sides[which]["withdrawn"] = True
    record, _ = torn(volunteer, *sides)
    assert records.resolve(volunteer, record, data=CHANGED, reason="x").withdrawn
    record, _ = torn(volunteer, *sides)
    said = CHANGED | {"withdrawn": False}
    assert not records.resolve(volunteer, record, data=said, reason="x").withdrawn


def test_what_was_chosen_is_written_as_the_kind_that_it_is(volunteer: Workspace) -> None:
    """Nobody's program makes such a conflict, but a record must not change under the decision."""
    row = records.add(volunteer, "visit-note", NOTE)
    mine = write(id="1" + row.revision[1:], record=row.record, parents=(row.revision,), **NOTE)
    other = revision.write(
        id="f" + row.revision[1:],
        record=row.record,
        kind="family",
        schema=7,
        parents=(row.revision,),
        author=VERA,
        device=OFFICE,
        at=AT,
        reason="x",
        body=b'{"known_as":"Quill"}',
    )
    volunteer.write(lambda c: journal.append(c, [mine, other], state="received"))
    decided = records.resolve(volunteer, row.record, choose=other.id, reason="x")
    assert (decided.kind, decided.title) == ("family", "Quill")
    stored = volunteer.read(lambda c: journal.require(c, row.record))
    assert [(v.kind, v.schema) for v in stored if v.id == decided.revision] == [("family", 7)]


def test_what_is_written_anew_takes_no_fields_from_another_kind(volunteer: Workspace) -> None:
    record = records.add(volunteer, "visit-note", NOTE)
    beneath: dict[str, Any] = {"record": record.record, "parents": (record.revision,)}
    note = write(id="1" + record.revision[1:], **beneath, **NOTE, newer=1)
    family = write("family", id="f" + record.revision[1:], **beneath, known_as="Q", other=2)
    arrive(volunteer, note, family)
    row = records.resolve(volunteer, record.record, data=NOTE, reason="x")
    assert row.kind == "visit-note"
    assert body(volunteer, record.record) == NOTE | {"newer": 1}


# On top of what


def test_what_came_meanwhile_is_not_covered_up(volunteer: Workspace) -> None:
    row = records.add(volunteer, "visit-note", NOTE)
    theirs = news(row, agreed="theirs")
    arrive(volunteer, theirs)
    ours = records.amend(
        volunteer, row.record, CHANGED, reason="x", parents=(row.revision, row.revision)
    )
    assert ours.state == "conflict"
    heads = {head.revision: head for head in records.show(volunteer, row.record).heads}
    assert len(heads) == 2
    mine = next(head for name, head in heads.items() if name != theirs.id)
    assert mine.parents == (row.revision,)
    assert heads[theirs.id].body["agreed"] == "theirs"
    # While that is open, the person may go on with what they have in hand.
    more = records.amend(volunteer, row.record, NOTE, reason="x", parents=(mine.revision,))
    assert more.state == "conflict"
    assert len(records.show(volunteer, row.record).heads) == 2


def test_only_versions_that_are_here_can_be_written_on(volunteer: Workspace) -> None:
    row = records.add(volunteer, "visit-note", NOTE)
    other = records.add(volunteer, "visit-note", NOTE)
    waiting = write(record=row.record, parents=("6" * 32,), **NOTE)
    arrive(volunteer, waiting)
    for wrong in ((), (UNKNOWN,), (other.revision,), (row.revision, UNKNOWN), (waiting.id,)):
        with pytest.raises(RevisionNotFound):
            records.amend(volunteer, row.record, CHANGED, reason="x", parents=wrong)
        with pytest.raises(RevisionNotFound):
            records.save_amendment(volunteer, row.record, CHANGED, reason="x", parents=wrong)
    assert len(records.show(volunteer, row.record).heads) == 1


def test_a_version_that_was_hidden_meanwhile_makes_a_conflict_when_it_comes_back(
    office: Workspace,
) -> None:
    row = records.add(office, "visit-note", NOTE)
    middle = write(record=row.record, parents=(row.revision,), **NOTE, agreed="middle")
    theirs = write(record=row.record, parents=(middle.id,), **NOTE, agreed="theirs")
    arrive(office, middle, theirs, intake="ab" * 16)
    records.save_amendment(office, row.record, CHANGED, reason="x")
    hub.undo_import(office, "ab" * 16)
    draft = records.amendment_draft(office, row.record)
    assert draft is not None
    assert draft.parents == (theirs.id,)
    ours = records.amend(office, row.record, draft.data, reason="x", parents=draft.parents)
    assert ours.state == "sealed"
    assert parents(office, row.record, ours.revision) == (row.revision,)
    hub.undo_import(office, "ab" * 16, redo=True)
    assert records.show(office, row.record).state == "conflict"


# Half-written amendments


def test_a_half_written_amendment_is_kept_and_shows_nothing_of_itself(
    volunteer: Workspace,
) -> None:
    row = records.add(volunteer, "visit-note", NOTE | NEWER)
    before = records.counts(volunteer).drafts
    assert records.amendment_draft(volunteer, row.record) is None
    half: dict[str, object] = {"when": "20", "talked_about": "zebra"}
    kept = records.save_amendment(volunteer, row.record, half, reason="")
    assert (kept.state, kept.revision, kept.amending) == ("sealed", row.revision, True)
    again = records.save_amendment(volunteer, row.record, half | {"how": "x"}, reason=" the wr")
    assert again == kept
    draft = records.amendment_draft(volunteer, row.record)
    assert draft == AmendmentDraft(
        data=half | {"how": "x"},
        reason=" the wr",
        parents=(row.revision,),
        saved_at=volunteer.now(),
    )
    assert records.counts(volunteer).drafts == before + 1
    assert records.list_records(volunteer, limit=1) == (kept,)
    detail = records.show(volunteer, row.record)
    assert (detail.state, detail.amending, detail.revision.body) == ("sealed", True, NOTE | NEWER)
    assert records.search(volunteer, "zebra") == ()
    records.discard_amendment(volunteer, row.record)
    records.discard_amendment(volunteer, row.record)
    assert records.amendment_draft(volunteer, row.record) is None
    assert not records.show(volunteer, row.record).amending
    assert records.counts(volunteer).drafts == before
    assert records.show(volunteer, row.record).heads == detail.heads


def test_it_is_written_on_what_was_there_when_it_was_begun(volunteer: Workspace) -> None:
    row = records.add(volunteer, "visit-note", NOTE)
    records.save_amendment(volunteer, row.record, CHANGED, reason="x")
    theirs = news(row, agreed="theirs")
    arrive(volunteer, theirs)
    records.save_amendment(volunteer, row.record, CHANGED, reason="xy")
    draft = records.amendment_draft(volunteer, row.record)
    assert draft is not None
    assert draft.parents == (row.revision,)
    done = records.amend(
        volunteer, row.record, draft.data, reason=draft.reason, parents=draft.parents
    )
    assert (done.state, done.amending) == ("conflict", False)
    assert records.amendment_draft(volunteer, row.record) is None
    # A form that was filled from an older version says so with its first save.
    late = records.add(volunteer, "visit-note", NOTE)
    arrive(volunteer, news(late))
    records.save_amendment(volunteer, late.record, CHANGED, reason="", parents=(late.revision,))
    found = records.amendment_draft(volunteer, late.record)
    assert found is not None
    assert found.parents == (late.revision,)


def test_an_amendment_that_is_refused_keeps_its_draft(volunteer: Workspace) -> None:
    row = records.add(volunteer, "visit-note", NOTE)
    records.save_amendment(volunteer, row.record, {"talked_about": "pram"}, reason="x")
    with pytest.raises(RecordInvalid):
        records.amend(volunteer, row.record, {"talked_about": "pram"}, reason="x")
    with pytest.raises(ReasonNeeded):
        records.amend(volunteer, row.record, CHANGED, reason=" ")
    draft = records.amendment_draft(volunteer, row.record)
    assert draft is not None
    assert draft.data == {"talked_about": "pram"}
    records.withdraw(volunteer, row.record, reason="x")
    assert records.amendment_draft(volunteer, row.record) == draft


def test_what_cannot_be_kept_is_refused_and_what_was_kept_stays(volunteer: Workspace) -> None:
    row = records.add(volunteer, "visit-note", NOTE)
    records.save_amendment(volunteer, row.record, CHANGED, reason="x")
    for data, reason in (
        ({"talked_about": "\0"}, ""),
        (CHANGED, "\ud800"),
        (CHANGED, "x" * (MAX_REASON + 1)),
    ):
        with pytest.raises(RecordInvalid):
            records.save_amendment(volunteer, row.record, data, reason=reason)
    draft = records.amendment_draft(volunteer, row.record)
    assert draft is not None
    assert (draft.data, draft.reason) == (CHANGED, "x")


def test_a_draft_of_an_amendment_is_no_draft_of_a_record(volunteer: Workspace) -> None:
    row = records.add(volunteer, "visit-note", NOTE)
    records.save_amendment(volunteer, row.record, CHANGED, reason="x")
    attempts: list[Callable[[], object]] = [
        lambda: records.save_draft(volunteer, "visit-note", NOTE, draft=row.record),
        lambda: records.draft_fields(volunteer, row.record),
        lambda: records.finalise(volunteer, row.record),
        lambda: records.discard(volunteer, row.record),
    ]
    for attempt in attempts:
        with pytest.raises(AlreadyFinal):
            attempt()
    assert records.amendment_draft(volunteer, row.record) is not None


def test_a_draft_of_a_record_is_no_amendment(volunteer: Workspace) -> None:
    draft = records.save_draft(volunteer, "visit-note", NOTE)
    assert not draft.amending
    assert records.amendment_draft(volunteer, draft.record) is None
    records.discard_amendment(volunteer, draft.record)
    assert records.draft_fields(volunteer, draft.record) == NOTE
    for record in (draft.record, UNKNOWN):
        for on in (None, (UNKNOWN,)):
            with pytest.raises(RecordNotFound):
                records.save_amendment(volunteer, record, NOTE, reason="x", parents=on)
            with pytest.raises(RecordNotFound):
                records.amend(volunteer, record, NOTE, reason="x", parents=on)


def test_no_amendment_is_begun_between_two_versions(
    volunteer: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    record, _ = torn(volunteer, NOTE, CHANGED)
    with pytest.raises(InConflict):
        records.save_amendment(volunteer, record, NOTE, reason="x")
    row = records.add(volunteer, "visit-note", NOTE)
    monkeypatch.setattr(volunteer, "role", "guest")
    with pytest.raises(KindNotWritable):
        records.save_amendment(volunteer, row.record, NOTE, reason="x")


def test_it_survives_locking_and_lies_encrypted(tmp_path: Path) -> None:
    with a_pair(tmp_path, approved=False) as pair:
        row = records.add(pair.volunteer, "visit-note", NOTE)
        records.save_amendment(
            pair.volunteer, row.record, {"talked_about": "zanzibar"}, reason="hippopotamus"
        )
        pair.volunteer.lock()
        for path in pair.volunteer.folder.iterdir():
            data = path.read_bytes()
            assert b"zanzibar" not in data
            assert b"hippopotamus" not in data
        with workspaces.open_workspace(pair.volunteer.folder, PASSPHRASE) as again:
            draft = records.amendment_draft(again, row.record)
            assert draft is not None
            assert json.dumps(draft.data) == '{"talked_about": "zanzibar"}'
            assert draft.reason == "hippopotamus"
