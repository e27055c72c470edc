# SPDX-License-Identifier: Apache-2.0
"""Days at the ends of the calendar, which only a wrong clock or a hostile device writes."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

import pytest

from desktop.ui import words
from tests.ui.windows import room_of
from tests.ui.workspaces import write_note

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.ui.windows import MakeWindow
    from tests.ui.workspaces import Pair

ENDS = (
    "0001-01-01",
    "0001-01-01T00:00:00.000Z",
    "9999-12-31",
    "9999-12-31T23:59:59.999Z",
    "9999-12-31T23:59:59-23:59",
    "2026-11-22T10:00:00+14:00",
)


@pytest.fixture(params=["UTC", "Europe/London", "Asia/Tokyo", "America/New_York"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    if sys.platform == "win32":
        yield "as it is"
        return
    with monkeypatch.context() as patched:
        patched.setitem(os.environ, "TZ", request.param)
        time.tzset()
        yield request.param
    time.tzset()


@pytest.mark.parametrize("at", ENDS)
def test_any_time_can_be_shown_in_any_zone(zone: str, at: str) -> None:
    for show in (words.time_text, words.short_time_text, words.day_or_time_text):
        assert isinstance(show(at), str)
    assert words.iso_day_text(at)


def test_a_visit_on_the_first_day_of_the_calendar_is_listed(
    pair: Pair, tmp_path: Path, make_window: MakeWindow, zone: str
) -> None:
    for day in ("0001-01-01", "9999-12-31", "2026-11-20"):
        write_note(pair.volunteer, when=day, next_contact=day)
    window = make_window(tmp_path)
    window.show_workspace(pair.volunteer)
    room = room_of(window)
    for name in ("today", "visit-notes", "sending"):
        room.show_page(name)
    page = room.page("visit-notes")
    assert len(page.list.model.faces) == 3  # type: ignore[attr-defined] # a page of records
    page.open_record(page.list.model.rows[0])  # type: ignore[attr-defined] # as above
    window.lock()
