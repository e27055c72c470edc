# SPDX-License-Identifier: Apache-2.0
"""Undoing a large import: in short turns, and finished by doing it again wherever it stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from desktop.errors import Cancelled, ImportNotFound
from desktop.hub import importer
from desktop.operations import hub, records
from desktop.operations.progress import Progress
from desktop.storage import journal
from tests.pairs import Pair, a_pair
from tests.sync.forged import Sender, as_volunteer, dump, titles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from desktop.operations.workspaces import Workspace

# How the index of words is laid out depends on the order of what was done.
INSIDE_SEARCH = ("search_data", "search_idx", "search_content", "search_docsize")
BROUGHT = 7


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with a_pair(tmp_path) as made:
        yield made


@pytest.fixture
def sender(pair: Pair) -> Sender:
    return as_volunteer(pair.volunteer)


@pytest.fixture
def import_id(pair: Pair, sender: Sender, tmp_path: Path) -> str:
    """Import five records, one of them with two versions more."""
    path = tmp_path / "x.age"
    first = sender.write("0.")
    second = sender.write("0..", record=first.record, parents=(first.id,), reason="x")
    third = sender.write("0...", record=first.record, parents=(second.id,), reason="x")
    rest = [sender.write(f"{n}.") for n in range(1, 5)]
    path.write_bytes(sender.next(first, *rest[:2], second, *rest[2:], third).data)
    found = hub.import_files(pair.hub, [path]).import_id
    assert found is not None
    return found


def state(workspace: Workspace) -> Any:
    return dump(workspace, without=INSIDE_SEARCH)


def in_small_turns(monkeypatch: pytest.MonkeyPatch, limit: str = "_UNDO_RECORDS") -> None:
    monkeypatch.setattr(importer, limit, 2 if limit == "_UNDO_RECORDS" else -1.0)


def row(workspace: Workspace) -> tuple[bool, bool]:
    newest = hub.imports(workspace)[0]
    return newest.hidden, newest.unfinished


@pytest.mark.parametrize("limit", ["_UNDO_RECORDS", "_UNDO_SECONDS"])
def test_many_turns_come_to_the_same_end_as_one(
    pair: Pair, import_id: str, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    assert [turn.finished for turn in importer.undo(pair.hub, import_id, redo=False)] == [True]
    undone = state(pair.hub)
    assert titles(pair.hub) == []
    assert hub.undo_import(pair.hub, import_id, redo=True).hidden == BROUGHT
    shown = state(pair.hub)
    assert titles(pair.hub) == ["0...", "1.", "2.", "3.", "4."]
    in_small_turns(monkeypatch, limit)
    turns = list(importer.undo(pair.hub, import_id, redo=False))
    assert len(turns) >= 4
    assert sum(turn.changed for turn in turns) == sum(turn.passed for turn in turns) == BROUGHT
    assert state(pair.hub) == undone
    assert hub.undo_import(pair.hub, import_id, redo=True).hidden == BROUGHT
    assert state(pair.hub) == shown


@pytest.mark.parametrize("redo", [False, True])
def test_wherever_it_was_stopped_doing_it_again_finishes_it(
    pair: Pair, import_id: str, monkeypatch: pytest.MonkeyPatch, *, redo: bool
) -> None:
    in_small_turns(monkeypatch)
    before = (redo, False)
    hub.undo_import(pair.hub, import_id, redo=not redo)
    hub.undo_import(pair.hub, import_id, redo=redo)
    wanted = state(pair.hub)
    hide, left = journal.hide, 0

    def stop(*args: Any, **more: Any) -> int:
        nonlocal left
        left -= 1
        if left < 0:
            raise KeyboardInterrupt
        return hide(*args, **more)

    for calls in range(BROUGHT):
        hub.undo_import(pair.hub, import_id, redo=not redo)
        assert row(pair.hub) == before
        left = calls
        with monkeypatch.context() as patch:
            patch.setattr(journal, "hide", stop)
            with pytest.raises(KeyboardInterrupt):
                hub.undo_import(pair.hub, import_id, redo=redo)
        # The first turn is taken back whole; from the second on, the mark says what was begun.
        assert row(pair.hub) == (redo, calls >= 2)
        hub.undo_import(pair.hub, import_id, redo=redo)
        assert row(pair.hub) == (not redo, False)
        assert titles(pair.hub) == (["0...", "1.", "2.", "3.", "4."] if redo else [])
        if not redo:
            assert state(pair.hub) == wanted


def test_what_was_begun_can_be_taken_back_too(
    pair: Pair, import_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_small_turns(monkeypatch)
    before = records.list_records(pair.hub)
    next(importer.undo(pair.hub, import_id, redo=False))
    assert row(pair.hub) == (False, True)
    assert len(titles(pair.hub)) == 3
    hub.undo_import(pair.hub, import_id, redo=True)
    assert row(pair.hub) == (False, False)
    assert {r.record for r in records.list_records(pair.hub)} == {r.record for r in before}


def test_it_says_how_far_it_is_and_can_be_stopped(
    pair: Pair, import_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_small_turns(monkeypatch)
    progress = Progress()
    seen: list[int] = []
    step: Callable[..., None] = progress.step

    def stop_soon(*, done: int) -> None:
        step(done=done)
        seen.append(progress.done)
        progress.cancel()

    monkeypatch.setattr(progress, "step", stop_soon)
    with pytest.raises(Cancelled):
        hub.undo_import(pair.hub, import_id, progress=progress)
    assert (progress.total, seen) == (BROUGHT, [2])
    assert row(pair.hub) == (False, True)
    whole = Progress()
    # What is hidden already is looked at again, and not counted as hidden.
    assert hub.undo_import(pair.hub, import_id, progress=whole).hidden == 2
    assert (whole.total, whole.done) == (BROUGHT, BROUGHT)
    assert row(pair.hub) == (True, False)


def test_saves_get_their_turn_in_between(
    pair: Pair, import_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_small_turns(monkeypatch)
    turns = importer.undo(pair.hub, import_id, redo=False)
    next(turns)
    note = records.add(pair.hub, "family", {"known_as": "new"})
    list(turns)
    assert titles(pair.hub) == ["new"]
    assert records.show(pair.hub, note.record).state == "sealed"


def test_an_import_that_brought_no_records_and_one_that_is_not_there(pair: Pair) -> None:
    (first, *_) = hub.imports(pair.hub)
    assert hub.undo_import(pair.hub, first.id).hidden == 0
    assert row(pair.hub) == (True, False)
    with pytest.raises(ImportNotFound):
        hub.undo_import(pair.hub, "ab" * 16, progress=Progress())
