# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from desktop.errors import AlongsideError, DiskFull
from desktop.records.rows import RecordRow
from desktop.ui.drafts import Autosave, DraftKeeper

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytestqt.qtbot import QtBot

    from desktop.ui.tasks import InlineRunner, TaskRunner


def row(record: str) -> RecordRow:
    return RecordRow(
        record=record, revision="", kind="visit-note", state="draft", title="", at="", author=""
    )


class Journal:
    """Keeps what was saved; the first save gives the draft its id."""

    def __init__(self) -> None:
        self.saves: list[tuple[dict[str, object], str | None]] = []
        self.is_full = False

    def save(self, data: Mapping[str, object], draft: str | None) -> RecordRow:
        if self.is_full:
            raise DiskFull
        self.saves.append((dict(data), draft))
        return row(draft or "d1")


def test_only_the_first_save_makes_a_draft() -> None:
    journal = Journal()
    keeper = DraftKeeper(journal.save)

    keeper.save({"a": 1}, number=1)
    keeper.save({"a": 2}, number=2)

    assert journal.saves == [({"a": 1}, None), ({"a": 2}, "d1")]
    assert keeper.draft == "d1"


def test_a_late_save_never_overwrites_a_newer_one() -> None:
    journal = Journal()
    keeper = DraftKeeper(journal.save)

    keeper.save({"a": 2}, number=2)

    assert keeper.save({"a": 1}, number=1) is None
    assert journal.saves == [({"a": 2}, None)]


def test_ending_waits_for_a_save_that_is_running() -> None:
    begun, may_end = Event(), Event()

    def slow(_data: Mapping[str, object], _draft: str | None) -> RecordRow:
        begun.set()
        may_end.wait()
        return row("d1")

    keeper = DraftKeeper(slow)
    thread = Thread(target=lambda: keeper.save({}, number=1))
    thread.start()
    begun.wait()
    may_end.set()

    assert keeper.end({}, lambda draft: f"{draft} has ended") == "d1 has ended"
    assert keeper.save({}, number=2) is None
    assert keeper.covers(2)
    thread.join()


@pytest.mark.parametrize("is_thrown_away", [False, True])
def test_a_draft_that_could_not_be_ended_is_saved_again(*, is_thrown_away: bool) -> None:
    def fail(_draft: str) -> None:
        raise DiskFull

    journal = Journal()
    keeper = DraftKeeper(journal.save)
    keeper.save({"a": 1}, number=1)

    with pytest.raises(DiskFull):
        keeper.drop(fail) if is_thrown_away else keeper.end({"a": 2}, fail)

    assert not keeper.covers(2)
    keeper.save({"a": 3}, number=2)
    assert journal.saves[-1] == ({"a": 3}, "d1")


def test_a_save_while_a_draft_is_ended_waits_and_counts_if_that_fails() -> None:
    begun, may_end = Event(), Event()

    def fail(_draft: str) -> None:
        begun.set()
        may_end.wait()
        raise DiskFull

    def end() -> None:
        with pytest.raises(DiskFull):
            keeper.end({"a": 1}, fail)

    journal = Journal()
    keeper = DraftKeeper(journal.save)
    ending = Thread(target=end)
    saving = Thread(target=lambda: keeper.save({"a": 2}, number=1))
    ending.start()
    begun.wait()
    saving.start()
    may_end.set()
    ending.join()
    saving.join()

    assert journal.saves == [({"a": 1}, None), ({"a": 2}, "d1")]


@pytest.fixture
def owner() -> QObject:
    return QObject()


def test_a_pause_in_typing_saves_the_draft(
    inline: InlineRunner, owner: QObject, qtbot: QtBot
) -> None:
    journal = Journal()
    autosave = Autosave(
        runner=inline, collect=lambda: {"a": 1}, keeper=DraftKeeper(journal.save), parent=owner
    )

    with qtbot.waitSignal(autosave.saved):
        autosave.note_change()
        autosave.note_change()

    assert journal.saves == [({"a": 1}, None)]
    assert not autosave.has_unsaved
    autosave.save_now()
    assert autosave.pending() is None
    assert len(journal.saves) == 1


def test_what_is_pending_can_be_saved_on_another_thread(
    inline: InlineRunner, owner: QObject
) -> None:
    journal = Journal()
    autosave = Autosave(
        runner=inline, collect=lambda: {"a": 1}, keeper=DraftKeeper(journal.save), parent=owner
    )
    autosave.note_change()

    save = autosave.pending()
    assert save is not None
    thread = Thread(target=save)
    thread.start()
    thread.join()

    assert journal.saves == [({"a": 1}, None)]


def test_a_failed_save_is_told_and_tried_again(
    threads: TaskRunner, owner: QObject, qtbot: QtBot
) -> None:
    journal = Journal()
    journal.is_full = True
    autosave = Autosave(
        runner=threads, collect=lambda: {"a": 1}, keeper=DraftKeeper(journal.save), parent=owner
    )
    told: list[AlongsideError] = []
    autosave.save_failed.connect(told.append)
    autosave.note_change()
    autosave.save_now()
    qtbot.waitUntil(lambda: bool(told))

    assert autosave.has_unsaved
    journal.is_full = False
    with qtbot.waitSignal(autosave.saved):
        autosave.save_now()
    assert journal.saves == [({"a": 1}, None)]


def test_nothing_is_saved_once_it_was_stopped(inline: InlineRunner, owner: QObject) -> None:
    journal = Journal()
    autosave = Autosave(
        runner=inline, collect=lambda: {"a": 1}, keeper=DraftKeeper(journal.save), parent=owner
    )
    autosave.note_change()

    autosave.stop()
    autosave.save_now()

    assert journal.saves == []
