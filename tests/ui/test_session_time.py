# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.ui import session_time
from desktop.ui.session_time import SessionTime

START = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


def after(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def test_time_passes_without_the_pauses() -> None:
    time = SessionTime(started=START)
    assert (time.is_running, time.minutes(after(12.9))) == (True, 12)
    time = time.pause(after(20))
    assert (time.is_paused, time.minutes(after(50))) == (True, 20)
    time = time.go_on(after(50))
    assert (time.is_running, time.minutes(after(55))) == (True, 25)
    time = time.end(after(60))
    assert not time.is_running
    assert not time.is_paused
    assert time.minutes(after(500)) == 30


def test_a_session_that_rests_ended_when_the_rest_began() -> None:
    time = SessionTime(started=START).pause(after(20)).end(after(90))

    assert time.minutes(after(91)) == 20
    assert time.ended_at == after(20)


def test_what_makes_no_sense_changes_nothing() -> None:
    time = SessionTime(started=START)
    assert time.go_on(after(1)) is time
    paused = time.pause(after(2))
    assert paused.pause(after(3)) is paused
    ended = paused.end(after(4))
    assert ended.end(after(5)) is ended
    assert ended.go_on(after(6)) is ended
    assert ended.pause(after(7)) is ended


def test_a_clock_that_was_put_back_never_gives_less_than_nothing() -> None:
    time = SessionTime(started=START, pauses=((after(20), after(5)),))

    assert time.minutes(after(-60)) == 0
    assert time.minutes(after(30)) == 30


@given(
    st.lists(st.integers(0, 600), max_size=9).map(sorted),
    st.booleans(),
)
def test_what_is_kept_comes_back(moments: list[int], is_ended: bool) -> None:
    time = SessionTime(started=START.astimezone(timezone(timedelta(hours=5))))
    for number, minute in enumerate(moments):
        time = time.go_on(after(minute)) if number % 2 else time.pause(after(minute))
    if is_ended:
        time = time.end(after(601))

    again = session_time.from_dict(time.to_dict())

    assert again == time
    assert str(time.to_dict()["started"]) == "2026-11-22T10:00:00Z"


@pytest.mark.parametrize(
    "kept",
    [{}, {"started": 5}, {"started": "soon"}, {"started": "2026-11-22T10:00:00"}],
)
def test_what_is_no_session_is_passed_over(kept: dict[str, object]) -> None:
    assert session_time.from_dict(kept) is None


def test_damaged_pauses_are_passed_over() -> None:
    kept = {
        "started": "2026-11-22T10:00:00Z",
        "pauses": [["2026-11-22T10:05:00Z"], "x", ["a", "b"], [None, None]],
        "paused_at": "later",
    }

    assert session_time.from_dict(kept) == SessionTime(started=START)
    assert session_time.from_dict(kept | {"pauses": "none"}) == SessionTime(started=START)
