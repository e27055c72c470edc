# SPDX-License-Identifier: Apache-2.0
"""A family: how to reach them safely comes first, then every contact, then what to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFrame, QLabel

from desktop.operations import records
from desktop.ui import families as families_page
from desktop.ui.families import FamiliesPage
from desktop.ui.page import Target
from tests.ui.workspaces import write_note

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from desktop.operations.workspaces import Workspace
    from desktop.ui.tasks import InlineRunner
    from desktop.ui.theme import Theme
    from tests.ui.recorded import RecordedPrompts
    from tests.ui.workspaces import Pair

    MakePage = Callable[[Workspace], FamiliesPage]

FULL = {
    "known_as": "Amara",
    "safe_to_ring": True,
    "safe_times": "Weekdays between 10 and 2",
    "safe_contact_notes": "Let it ring twice.",
    "language": "Igbo",
    "goals": [
        {"goal": "Sleep a whole night", "score": 2, "scored_on": "2026-11-01"},
        {"goal": "Meet other mothers"},
    ],
    "people": [{"called": "Tobias", "notes": "Likes trains"}],
    "support_from": "2026-10-01",
}


@pytest.fixture
def make_page(
    qtbot: QtBot, inline: InlineRunner, prompts: RecordedPrompts, theme: Theme
) -> MakePage:
    def make(workspace: Workspace) -> FamiliesPage:
        page = FamiliesPage(workspace=workspace, runner=inline, prompts=prompts, theme=theme)
        qtbot.addWidget(page)
        page.resize(1100, 700)
        page.show()
        page.refresh()
        return page

    return make


def texts(page: FamiliesPage) -> str:
    return "\n".join(label.text() for label in page.family.findChildren(QLabel))


def open_first(page: FamiliesPage) -> None:
    page.list.focus_first()
    QTest.keyClick(page.list.rows, Qt.Key.Key_Return)


def test_a_family_shows_what_matters_before_a_visit(pair: Pair, make_page: MakePage) -> None:
    family = records.add(pair.volunteer, "family", FULL).record
    write_note(pair.volunteer, family=family, agreed="Ring the clinic.", next_contact="2026-12-01")
    write_note(pair.volunteer, family=family, when="2026-11-21", attempted=True)
    page = make_page(pair.volunteer)
    (face,) = page.list.model.faces
    assert "next \u20681 Dec 2026\u2069" in face.details or "next 1 Dec 2026" in face.details

    open_first(page)

    shown = texts(page)
    for text in (
        "How to reach them safely",
        "yes, they said so",
        "not unless they ask you to",
        "Let it ring twice.",
        "Agreed: Ring the clinic.",
        "You tried, but did not meet.",
        "2 of 5, the parent says, 1 November 2026",
        "Not asked yet",
        "Not agreed yet. Agree it at the start.",
        "Igbo",
    ):
        assert text in shown, text
    looks = {frame.property("look") for frame in page.family.findChildren(QFrame)}
    assert "safe" in looks
    assert len(page.family.timeline.rows) == 2


def test_nobody_said_how_to_reach_them(pair: Pair, make_page: MakePage) -> None:
    records.add(pair.volunteer, "family", {"known_as": "J."})
    page = make_page(pair.volunteer)
    open_first(page)

    looks = {frame.property("look") for frame in page.family.findChildren(QFrame)}
    assert "banner-warn" in looks
    assert "No contact is written down yet." in texts(page)
    assert "This would be the first contact." in texts(page)


def test_contacts_lead_to_their_pages_and_new_ones_know_the_family(
    pair: Pair, make_page: MakePage
) -> None:
    family = records.add(pair.volunteer, "family", FULL).record
    note = write_note(pair.volunteer, family=family)
    page = make_page(pair.volunteer)
    targets: list[Target] = []
    page.open_requested.connect(targets.append)
    open_first(page)

    page.family.note.click()
    page.family.session.click()
    page.family._open(page.family.timeline.rows[0])

    assert targets == [
        Target(kind="visit-note", action="new", family=family),
        Target(kind="listening-session", action="new", family=family),
        Target(kind="visit-note", record=note),
    ]


def test_older_contacts_are_fetched_when_asked_for(
    pair: Pair, make_page: MakePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(families_page, "PAGE_SIZE", 2)
    family = records.add(pair.volunteer, "family", FULL).record
    for day in (1, 2, 3):
        write_note(pair.volunteer, family=family, when=f"2026-11-0{day}")
    page = make_page(pair.volunteer)
    open_first(page)
    older = page.family.older
    assert older is not None
    assert not older.isHidden()

    older.click()

    assert len(page.family.timeline.rows) == 3
    assert older.isHidden()
    page.empty()
    assert not page.family.timeline.rows


def test_a_family_that_has_ended_takes_no_new_contacts(pair: Pair, make_page: MakePage) -> None:
    records.add(pair.volunteer, "family", FULL | {"ended_on": "2026-11-01"})
    page = make_page(pair.volunteer)
    assert "ended" in page.list.model.faces[0].details
    open_first(page)

    assert page.family.note.isHidden()
