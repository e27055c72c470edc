# SPDX-License-Identifier: Apache-2.0
"""A record can be read to its end without a mouse, at any size, and its beginning comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.operations import records, sending
from desktop.ui.compare import CompareView
from desktop.ui.families import FamiliesPage
from desktop.ui.visit_notes import VisitNotesPage
from tests.ui.workspaces import exchange, write_note

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.theme import Theme
    from tests.ui.pages import ShowPage
    from tests.ui.workspaces import Pair

LONG = "\n".join(f"Line {number} of a long talk." for number in range(120))


def test_a_long_record_is_read_with_the_keyboard(
    pair: Pair, show_page: ShowPage, qtbot: QtBot
) -> None:
    write_note(pair.volunteer, talked_about=LONG)
    page = show_page(VisitNotesPage, pair.volunteer, size=(1000, 560), dressed=True)
    assert isinstance(page, VisitNotesPage)
    page.open_record(page.list.model.rows[0])
    bar = page.reader._scroller.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > bar.pageStep())
    assert page.reader.back.hasFocus()

    QTest.keyClick(page.reader.back, Qt.Key.Key_PageDown)
    first = bar.value()
    assert 0 < first < bar.pageStep()
    QTest.keyClick(page.reader.back, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    QTest.keyClick(page.reader.back, Qt.Key.Key_PageUp)
    assert bar.value() < bar.maximum()
    QTest.keyClick(page.reader.back, Qt.Key.Key_Home)
    assert bar.value() == 0
    QTest.keyClick(page.reader.back, Qt.Key.Key_End)
    page.open_record(page.list.model.rows[0])
    assert bar.value() == 0


def test_at_large_type_the_heading_scrolls_with_the_record(
    pair: Pair, show_page: ShowPage, theme: Theme, qtbot: QtBot
) -> None:
    write_note(pair.volunteer, talked_about=LONG)
    page = show_page(VisitNotesPage, pair.volunteer, size=(1000, 560), dressed=True)
    assert isinstance(page, VisitNotesPage)
    page.resize(1000, 700)
    page.open_record(page.list.model.rows[0])
    reader = page.reader
    assert reader.heading.property("look") == "title"
    assert not reader._inner.isAncestorOf(reader.heading)

    theme.set_zoom(200)
    qtbot.waitUntil(lambda: reader._inner.isAncestorOf(reader.heading))
    assert reader.heading.property("look") == "heading"
    qtbot.waitUntil(reader.heading.isVisible)
    theme.set_zoom(100)
    qtbot.waitUntil(lambda: not reader._inner.isAncestorOf(reader.heading))


def test_nothing_but_the_decision_is_asked_of_a_family_in_two_versions(
    pair: Pair, show_page: ShowPage
) -> None:
    family = records.add(pair.volunteer, "family", {"known_as": "Asha"}).record
    exchange(pair)
    for workspace, time in ((pair.volunteer, "Mondays"), (pair.hub, "Tuesdays")):
        fields = {"known_as": "Asha", "safe_times": time}
        records.amend(workspace, family, fields, reason="They said so.")
    sending.synchronise(pair.hub)
    exchange(pair)
    page = show_page(FamiliesPage, pair.volunteer, size=(1000, 560), dressed=True)
    assert isinstance(page, FamiliesPage)
    page.open_record(page.list.model.rows[0])
    assert not page.family.note.isVisible()
    assert not page.family.session.isVisible()
    compare = page.reader.findChild(CompareView)
    assert isinstance(compare, CompareView)
    compare.use_all[0].click()
    compare.reason.setText("She asked for it.")
    compare.keep.click()

    assert "Decided" in page.banner.message.text()
    assert page.family.note.isVisible()
    assert len(records.show(pair.volunteer, family).heads) == 1
