# SPDX-License-Identifier: Apache-2.0
"""A typical visit note, written with the keyboard alone, with every key counted."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView

from desktop.operations import records
from desktop.ui.date_field import CalendarPopup
from desktop.ui.records_page import RecordsPage, View
from tests.ui.keyboard import Typist
from tests.ui.windows import room_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.ui.windows import MakeWindow
    from tests.ui.workspaces import Pair

# What the platform without a screen says of itself when a list or a calendar pops up.
pops_up = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

MOST_KEYS = 45
TALKED = "Nights are long. She laughed about the pram."
AGREED = "I look for a baby group near the park."


@pytest.fixture
def page(pair: Pair, tmp_path: Path, make_window: MakeWindow) -> Iterator[RecordsPage]:
    for name in ("The Osei family", "J. and the bump", "Marek and Ola"):
        records.add(pair.volunteer, "family", {"known_as": name})
    window = make_window(tmp_path)
    window.resize(1366, 768)
    window.show_workspace(pair.volunteer)
    room = room_of(window)
    room.show_page("visit-notes")
    made = room.page("visit-notes")
    assert isinstance(made, RecordsPage)
    made.start_new()
    yield made
    window.lock()


def this_day() -> date:
    return datetime.now(tz=UTC).astimezone().date()


def field_with_focus(page: RecordsPage) -> str:
    return str(page.editor.form.where().get("field", ""))


@pops_up
def test_a_typical_note_needs_few_keys(pair: Pair, page: RecordsPage) -> None:
    typist = Typist()
    assert field_with_focus(page) == "family"
    typist.keys("osei")
    typist.press(Qt.Key.Key_Return)
    typist.tab(2)  # the date of today is there already
    assert field_with_focus(page) == "how"
    typist.keys("h")
    typist.tab(2)
    typist.keys("60")
    typist.tab(4)  # not an attempt; who was there; nowhere together
    assert field_with_focus(page) == "strands"
    typist.keys("45")
    typist.tab(2)
    typist.keys("15")
    typist.tab(2)
    assert field_with_focus(page) == "topics"
    typist.press(Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Space)
    typist.press(Qt.Key.Key_Right, Qt.Key.Key_Space)
    typist.tab()
    typist.write(TALKED)
    typist.tab()
    typist.write(AGREED)
    typist.tab(2)
    assert field_with_focus(page) == "next_contact"
    typist.keys("+7")
    typist.press(Qt.Key.Key_Return, ctrl=True)

    assert page.views.currentIndex() == View.LIST
    (row,) = records.list_records(pair.volunteer, kind="visit-note")
    assert (row.state, row.family_name) == ("sealed", "The Osei family")
    today = this_day()
    assert records.show(pair.volunteer, row.record).revision.body == {
        "family": row.family,
        "when": today.isoformat(),
        "how": "home",
        "minutes": 60,
        "strands": [
            {"strand": "listening", "minutes": 45},
            {"strand": "signposting", "minutes": 15},
        ],
        "topics": ["feeding", "sleep"],
        "talked_about": TALKED,
        "agreed": AGREED,
        "next_contact": (today + timedelta(days=7)).isoformat(),
    }
    assert typist.written == len(TALKED) + len(AGREED)
    assert typist.pressed <= MOST_KEYS, typist.pressed


def test_esc_keeps_the_draft_and_goes_back(pair: Pair, page: RecordsPage) -> None:
    typist = Typist()
    typist.tab(2)
    typist.keys("h")
    typist.press(Qt.Key.Key_Escape)

    assert page.views.currentIndex() == View.LIST
    (row,) = records.list_records(pair.volunteer, kind="visit-note")
    assert row.state == "draft"


def test_a_note_left_as_it_opened_is_no_draft(pair: Pair, page: RecordsPage) -> None:
    typist = Typist()
    typist.tab(2)
    typist.press(Qt.Key.Key_Escape)

    assert page.views.currentIndex() == View.LIST
    assert records.list_records(pair.volunteer, kind="visit-note") == ()


def test_ctrl_s_says_that_it_is_saved_already(page: RecordsPage) -> None:
    typist = Typist()
    typist.press(Qt.Key.Key_S, ctrl=True)
    assert "nothing new to save" in page.editor.saved_line.text()
    typist.tab(2)
    typist.keys("h")
    typist.press(Qt.Key.Key_S, ctrl=True)
    assert "Draft saved" in page.editor.saved_line.text()
    typist.press(Qt.Key.Key_S, ctrl=True)
    assert "saved already" in page.editor.saved_line.text()


@pops_up
def test_a_day_is_chosen_in_the_calendar(page: RecordsPage) -> None:
    typist = Typist()
    typist.tab()
    typist.press(Qt.Key.Key_Down, alt=True)
    assert isinstance(typist.at, CalendarPopup)
    # Without a screen a popup does not get the focus by itself.
    (days,) = typist.at.calendar.findChildren(QTableView)
    QTest.keyClick(days, Qt.Key.Key_Left)
    QTest.keyClick(days, Qt.Key.Key_Return)

    yesterday = this_day() - timedelta(days=1)
    assert page.editor.form.data()["when"] == yesterday.isoformat()
    typist.press(Qt.Key.Key_Up, Qt.Key.Key_Up)
    assert page.editor.form.data()["when"] == (yesterday + timedelta(days=2)).isoformat()


@pops_up
def test_esc_closes_the_calendar_and_not_the_form(page: RecordsPage) -> None:
    typist = Typist()
    typist.tab()
    typist.press(Qt.Key.Key_Down, alt=True)
    typist.press(Qt.Key.Key_Escape)

    assert QApplication.activePopupWidget() is None
    assert page.views.currentIndex() == View.FORM


def test_only_the_writing_is_shown_when_asked_for(page: RecordsPage) -> None:
    told: list[bool] = []
    page.wide_requested.connect(told.append)
    typist = Typist()
    typist.press(Qt.Key.Key_F11)

    places = page.editor.form.fields.places
    assert field_with_focus(page) == "talked_about"
    assert not places["family"].isVisible()
    assert places["agreed"].isVisible()
    typist.write("Quiet.")
    typist.press(Qt.Key.Key_Escape)
    assert page.views.currentIndex() == View.FORM
    assert places["family"].isVisible()
    assert told == [True, False]
