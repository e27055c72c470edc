# SPDX-License-Identifier: Apache-2.0
"""Where the focus is while a list has no row that could have it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.operations import records
from desktop.ui.conflicts import ConflictsPage
from desktop.ui.review import ReviewPage
from desktop.ui.visit_notes import VisitNotesPage
from tests.ui.workspaces import write_note

if TYPE_CHECKING:
    from tests.ui.pages import ShowPage
    from tests.ui.workspaces import Pair


def test_escape_from_an_empty_form_leads_to_the_button_that_opens_one(
    pair: Pair, show_page: ShowPage
) -> None:
    page = show_page(VisitNotesPage, pair.volunteer)
    assert isinstance(page, VisitNotesPage)
    page.start_new()
    QTest.keyClick(page.editor.form, Qt.Key.Key_Escape)

    assert page.list.nothing.isVisible()
    assert page.new.hasFocus()


def test_rows_that_come_meanwhile_get_the_focus_that_waited_for_them(
    pair: Pair, show_page: ShowPage
) -> None:
    page = show_page(VisitNotesPage, pair.volunteer)
    assert isinstance(page, VisitNotesPage)
    page.list.focus_first()
    assert page.new.hasFocus()
    write_note(pair.volunteer)
    page.refresh()

    assert page.list.rows.hasFocus()
    assert page.list.rows.chosen() == records.list_records(pair.volunteer)[0]


def test_a_list_that_runs_empty_hands_the_focus_on(pair: Pair, show_page: ShowPage) -> None:
    write_note(pair.volunteer)
    page = show_page(VisitNotesPage, pair.volunteer)
    assert isinstance(page, VisitNotesPage)
    page.list.focus_first()
    assert page.list.rows.hasFocus()
    page.list.show_rows((), has_more=False)

    assert page.new.hasFocus()


def test_at_the_hub_an_empty_list_hands_it_to_what_is_there(
    pair: Pair, show_page: ShowPage
) -> None:
    review = show_page(ReviewPage, pair.hub)
    assert isinstance(review, ReviewPage)
    QTest.keyClick(review, Qt.Key.Key_Escape)
    assert review.filter.hasFocus()

    conflicts = show_page(ConflictsPage, pair.hub)
    assert isinstance(conflicts, ConflictsPage)
    conflicts.show_list()
    assert conflicts.list.nothing.hasFocus()
