# SPDX-License-Identifier: Apache-2.0
"""What was pressed last is what is kept, and a session is written down once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest

from desktop.errors import DiskFull
from desktop.operations import desk, records
from desktop.ui.session_keeping import KIND, TIMER, SessionKeeper
from desktop.ui.session_time import SessionTime, from_dict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.operations.workspaces import Workspace
    from tests.ui.workspaces import Pair

START = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
DATA: dict[str, object] = {"when": "2026-11-22", "minutes": 20}


def drafts(workspace: Workspace) -> list[str]:
    rows = records.list_records(workspace, kind=KIND)
    return [row.record for row in rows if row.state == "draft"]


def test_the_newest_press_is_kept_whatever_order_the_threads_run_in(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = SessionKeeper(pair.volunteer)
    began, may_go_on = Event(), Event()
    real = desk.remember
    written: list[Mapping[str, object]] = []

    def slowly(workspace: Workspace, name: str, value: Mapping[str, object]) -> None:
        if not written:
            began.set()
            assert may_go_on.wait(10)
        written.append(value)
        real(workspace, name, value)

    monkeypatch.setattr(desk, "remember", slowly)
    running = SessionTime(started=START)
    keeper.note(running)
    first = Thread(target=keeper.keep)
    first.start()
    assert began.wait(10)
    paused = running.pause(START + timedelta(minutes=5))
    keeper.note(paused)
    second = Thread(target=keeper.keep)
    second.start()
    assert keeper.pending()
    may_go_on.set()
    first.join(10)
    second.join(10)

    assert from_dict(desk.recall(pair.volunteer, TIMER)) == paused
    assert [one.get("paused_at") is None for one in written] == [True, False]
    assert keeper.pending() == ()


def test_what_is_not_kept_yet_is_kept_before_it_locks(pair: Pair) -> None:
    keeper = SessionKeeper(pair.volunteer)
    assert keeper.pending() == ()
    keeper.note(SessionTime(started=START))
    (save,) = keeper.pending()
    save()
    assert from_dict(desk.recall(pair.volunteer, TIMER)) == SessionTime(started=START)
    keeper.note(None)
    keeper.keep()
    assert desk.recall(pair.volunteer, TIMER) == {}


def cut_short(keeper: SessionKeeper, monkeypatch: pytest.MonkeyPatch) -> None:
    """Write down; the draft is made, and then the disk is full."""

    def full(*_args: object) -> None:
        raise DiskFull

    with monkeypatch.context() as before:
        before.setattr(desk, "remember", full)
        with pytest.raises(DiskFull):
            keeper.write_down(DATA)


def test_doing_it_again_goes_on_with_the_same_draft(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = SessionKeeper(pair.volunteer)
    keeper.note(SessionTime(started=START))
    keeper.keep()
    cut_short(keeper, monkeypatch)
    (made,) = drafts(pair.volunteer)
    assert desk.recall(pair.volunteer, TIMER) != {}

    assert keeper.write_down(DATA) == made

    assert drafts(pair.volunteer) == [made]
    assert desk.recall(pair.volunteer, TIMER) == {}


def test_a_draft_that_was_thrown_away_meanwhile_is_made_anew(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = SessionKeeper(pair.volunteer)
    keeper.note(SessionTime(started=START))
    cut_short(keeper, monkeypatch)
    (made,) = drafts(pair.volunteer)
    records.discard(pair.volunteer, made)

    again = keeper.write_down(DATA)

    assert again != made
    assert drafts(pair.volunteer) == [again]


def test_another_session_is_another_draft(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    keeper = SessionKeeper(pair.volunteer)
    keeper.note(SessionTime(started=START))
    cut_short(keeper, monkeypatch)
    keeper.note(SessionTime(started=START + timedelta(hours=2)))

    keeper.write_down(DATA)

    assert len(drafts(pair.volunteer)) == 2
