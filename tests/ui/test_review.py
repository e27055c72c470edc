# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from desktop.operations import records, review, sending
from desktop.ui.page import Target
from desktop.ui.review import ReviewPage
from tests.ui.workspaces import exchange, write_note

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from desktop.operations.workspaces import Workspace
    from desktop.records.rows import RecordRow
    from desktop.ui.tasks import InlineRunner
    from desktop.ui.theme import Theme
    from tests.ui.recorded import RecordedPrompts
    from tests.ui.workspaces import Pair

    MakePage = Callable[..., ReviewPage]

ENTER, CONTROL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
LONG = "\n".join(f"Line {number} of a long talk." for number in range(200))


@pytest.fixture
def make_page(
    pair: Pair, qtbot: QtBot, inline: InlineRunner, prompts: RecordedPrompts, theme: Theme
) -> MakePage:
    def make(*, width: int = 1146) -> ReviewPage:
        page = ReviewPage(workspace=pair.hub, runner=inline, prompts=prompts, theme=theme)
        qtbot.addWidget(page)
        page.resize(width, 700)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        page.refresh()
        return page

    return make


def send_notes(pair: Pair, *notes: dict[str, object]) -> list[str]:
    """Write notes at the volunteer's and take them in at the hub; return their ids."""
    written = [write_note(pair.volunteer, **note) for note in notes]
    sending.synchronise(pair.volunteer)
    sending.synchronise(pair.hub)
    return written


def opened(page: ReviewPage) -> str:
    """Return the id of the record that is being read, or nothing."""
    return str(page.where().get("record", ""))


def texts(page: ReviewPage) -> str:
    """Return everything that the reader shows."""
    labels = page.reader.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if not label.isHidden())


def test_the_unread_come_first_and_the_oldest_of_them_first(
    pair: Pair, make_page: MakePage
) -> None:
    first, second = send_notes(pair, {"when": "2026-11-19"}, {"when": "2026-11-20"})
    page = make_page()

    assert [row.record for row in page.list.model.rows] == [first, second]
    assert page.filter.tabText(0) == "Not yet read (2)"
    page.filter.setCurrentIndex(1)
    assert {row.record for row in page.list.model.rows} >= {first, second}


def test_all_are_read_with_the_keyboard_alone(pair: Pair, make_page: MakePage) -> None:
    notes = send_notes(pair, {}, {}, {})
    page = make_page()
    page.list.focus_first()

    QTest.keyClick(page.list.rows, ENTER)
    assert opened(page) == notes[0]
    assert page.reader.area.hasFocus()
    assert page.list.model.faces[0].chip == "Read"
    assert page.filter.tabText(0) == "Not yet read (2)"
    QTest.keyClick(page.reader.area, ENTER, CONTROL)
    assert opened(page) == notes[1]
    QTest.keyClick(page.reader.area, ENTER, CONTROL)
    assert opened(page) == notes[2]
    assert not page.reader.next.isEnabled()
    assert page.reader.next.text() == "Everything is read"
    QTest.keyClick(page.reader.area, ENTER, CONTROL)

    assert opened(page) == ""
    assert page.banner.message.text() == "Everything is read."
    assert page.list.nothing.isVisible()
    assert not page.reader.isVisible()
    assert "Everything is read." in page.list.nothing.text.text()
    assert [row.state for row in records.list_records(pair.hub)] == ["read"] * 3


def test_enter_reads_on_and_goes_to_the_next_at_the_end(pair: Pair, make_page: MakePage) -> None:
    notes = send_notes(pair, {"talked_about": LONG}, {})
    page = make_page()
    page.open_next()
    area = page.reader.area
    bar = area.verticalScrollBar()
    assert bar.maximum() > 0

    QTest.keyClick(area, ENTER)
    assert bar.value() > 0
    assert opened(page) == notes[0]
    bar.setValue(bar.maximum())
    QTest.keyClick(area, ENTER)

    assert opened(page) == notes[1]
    bar.setValue(bar.maximum())
    QTest.keyClick(area, ENTER)  # there is no other
    assert opened(page) == notes[1]


def test_escape_goes_back_to_the_list(pair: Pair, make_page: MakePage) -> None:
    send_notes(pair, {}, {})
    page = make_page()
    page.open_next()
    QTest.keyClick(page.reader.area, Qt.Key.Key_Escape)

    assert opened(page) == ""
    assert page.list.rows.hasFocus()


def test_the_volunteer_hears_who_read_it_in_the_next_round(pair: Pair, make_page: MakePage) -> None:
    (note,) = send_notes(pair, {})
    page = make_page()
    heard: list[None] = []
    page.changed.connect(lambda: heard.append(None))
    page.open_next()
    assert heard  # the line about sending asks again
    exchange(pair)

    assert records.show(pair.volunteer, note).state == "read"
    (mark,) = records.show(pair.volunteer, note).read_by
    assert mark.name == "Priya Shah"
    page.open_record(page.list.model.rows[0])
    assert review.count_unread(pair.hub) == 0
    assert len(records.show(pair.hub, note).read_by) == 1


def test_who_asks_to_be_rung_stands_at_the_top(pair: Pair, make_page: MakePage) -> None:
    send_notes(
        pair, {"please_ring_me": True, "check_in": "need-to-talk"}, {"check_in": "tired"}, {}
    )
    page = make_page()
    page.open_next()
    said = texts(page)
    assert "\u2068Sam Okafor\u2069 asks to be rung." in said
    assert "“I need to talk about it”" in said
    assert said.index("asks to be rung") < said.index("Feeding at night.")
    assert "Written by \u2068Sam Okafor\u2069" in said
    assert "Received " in said

    page.open_next()
    said = texts(page)
    assert "asks to be rung" not in said
    assert "about themselves: “Tired, but all right”" in said
    page.open_next()
    assert "about themselves" not in texts(page)


def test_what_the_hub_wrote_itself_was_not_received(pair: Pair, make_page: MakePage) -> None:
    note = write_note(pair.hub)
    page = make_page()
    page.filter.setCurrentIndex(1)
    (row,) = (row for row in page.list.model.rows if row.record == note)
    page.open_record(row)

    assert "Received " not in texts(page)
    assert records.show(pair.hub, note).read_by == ()


def test_the_record_stands_beside_the_list_where_there_is_room(
    pair: Pair, make_page: MakePage
) -> None:
    send_notes(pair, {}, {})
    page = make_page()
    assert page.list.isVisible()
    assert not page.reader.isVisible()
    page.open_next()
    assert page.list.isVisible()
    assert page.reader.isVisible()
    assert not page.reader.back.isVisible()

    page.resize(700, 700)
    assert not page.list.isVisible()
    assert page.reader.back.isVisible()
    page.reader.back.click()
    assert page.list.isVisible()
    assert not page.reader.isVisible()


def test_the_page_is_found_again_as_it_was_left(pair: Pair, make_page: MakePage) -> None:
    first, _second = send_notes(pair, {}, {})
    page = make_page()
    page.filter.setCurrentIndex(1)
    page.open_next()
    left_at = page.where()
    assert left_at == {"filter": 1, "record": first}
    page.show_list()
    page.filter.setCurrentIndex(0)

    page.go_back_to({})
    page.go_back_to(left_at)
    assert opened(page) == first
    page.go_back_to({"record": "00" * 16})  # gone meanwhile: passed over
    page.empty()
    assert page.list.model.rows == ()


def test_of_two_versions_the_one_of_the_volunteer_is_marked_read(
    pair: Pair, make_page: MakePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    (note,) = send_notes(pair, {})
    exchange(pair)
    body = dict(records.show(pair.hub, note).revision.body)
    records.amend(pair.hub, note, body | {"minutes": 20}, reason="Typing mistake.")
    later = body | {"minutes": 70, "please_ring_me": True}
    records.amend(pair.volunteer, note, later, reason="It was longer.")
    exchange(pair)
    page = make_page()
    page.filter.setCurrentIndex(1)
    marked: list[str] = []
    mark = records.mark_read

    def note_mark(workspace: Workspace, record: str) -> RecordRow:
        marked.append(record)
        return mark(workspace, record)

    monkeypatch.setattr(records, "mark_read", note_mark)
    page.open_record(page.list.model.rows[0])

    assert opened(page) == note
    assert marked == [note]
    assert texts(page).count("\u2068Sam Okafor\u2069 asks to be rung.") == 1
    wanted: list[Target] = []
    page.open_requested.connect(wanted.append)
    (compare,) = (
        one for one in page.reader.findChildren(QPushButton) if one.text() == "Compare the versions"
    )
    compare.click()
    assert wanted == [Target(page="conflicts", record=note)]
