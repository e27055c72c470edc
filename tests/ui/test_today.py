# SPDX-License-Identifier: Apache-2.0
"""Today: what there is to do, at a glance; every row leads to what it is about."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.operations import records
from desktop.ui.page import Target
from desktop.ui.today import TodayPage
from tests.ui.workspaces import exchange, write_note

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from desktop.operations.workspaces import Workspace
    from desktop.ui.tasks import InlineRunner
    from desktop.ui.theme import Theme
    from tests.ui.recorded import RecordedPrompts
    from tests.ui.workspaces import Pair

    MakePage = Callable[[Workspace], TodayPage]

SUNDAY = date(2026, 11, 22)


@pytest.fixture
def make_page(
    qtbot: QtBot, inline: InlineRunner, prompts: RecordedPrompts, theme: Theme
) -> MakePage:
    def make(workspace: Workspace) -> TodayPage:
        page = TodayPage(
            workspace=workspace,
            runner=inline,
            prompts=prompts,
            theme=theme,
            today=lambda: SUNDAY,
        )
        qtbot.addWidget(page)
        page.resize(1100, 700)
        page.show()
        page.refresh()
        return page

    return make


def sent(page: TodayPage) -> list[Target]:
    """Collect where the page sends the person."""
    targets: list[Target] = []
    page.open_requested.connect(targets.append)
    return targets


def test_an_empty_day_says_what_to_do_first(pair: Pair, make_page: MakePage) -> None:
    page = make_page(pair.volunteer)

    assert page.day.text() == "Sunday 22 November 2026"
    assert page.coming.nothing.isVisible()
    assert "add a family" in page.families.nothing.text()
    assert not page.drafts.rows.isVisible()
    assert page.attention.isHidden()
    assert page.unsent_text.text()
    targets = sent(page)
    page.families.more.click()
    assert targets == [Target(page="families", kind="family", action="new")]


def test_what_is_due_comes_first_and_says_when_it_is_late(pair: Pair, make_page: MakePage) -> None:
    family = records.add(pair.volunteer, "family", {"known_as": "Amara"}).record
    other = records.add(pair.volunteer, "family", {"known_as": "The Osei family"}).record
    write_note(
        pair.volunteer,
        family=family,
        when="2026-11-10",
        agreed="Ring the clinic.",
        next_contact="2026-11-20",
    )
    note = write_note(pair.volunteer, family=other, agreed="A walk.", next_contact="2026-11-25")
    page = make_page(pair.volunteer)
    targets = sent(page)

    faces = page.coming.model.faces
    assert [face.title for face in faces] == ["Amara", "The Osei family"]
    assert (faces[0].chip, faces[0].tone) == ("Overdue: 20 Nov 2026", "bad")
    assert (faces[1].chip, faces[1].details) == ("25 Nov 2026", "A walk.")
    page.coming.rows.choose(1)
    QTest.keyClick(page.coming.rows, Qt.Key.Key_Return)

    assert targets == [Target(kind="visit-note", record=note)]


def test_a_promised_contact_is_due_also_where_nothing_was_agreed(
    pair: Pair, make_page: MakePage
) -> None:
    family = records.add(pair.volunteer, "family", {"known_as": "Amara"}).record
    note = write_note(pair.volunteer, family=family, when="2026-11-10", next_contact="2026-11-20")
    page = make_page(pair.volunteer)
    targets = sent(page)

    (face,) = page.coming.model.faces
    assert (face.title, face.details, face.tone) == ("Amara", "Next contact", "bad")
    page.coming.rows.choose(0)
    QTest.keyClick(page.coming.rows, Qt.Key.Key_Return)
    assert targets == [Target(kind="visit-note", record=note)]


def test_signposts_without_an_answer_are_asked_about(pair: Pair, make_page: MakePage) -> None:
    family = records.add(pair.volunteer, "family", {"known_as": "Amara"}).record
    services = [{"name": "The baby bank"}]
    records.add(
        pair.volunteer,
        "signposting-list",
        {"title": "Things", "family": family, "made_on": "2026-10-01", "services": services},
    )
    page = make_page(pair.volunteer)

    (face,) = page.coming.model.faces
    assert face.details == "Ask how it went: The baby bank"
    assert face.icon == "signpost"


def test_families_and_drafts_are_one_click_away(pair: Pair, make_page: MakePage) -> None:
    family = records.add(pair.volunteer, "family", {"known_as": "Amara"}).record
    draft = records.save_draft(pair.volunteer, "visit-note", {"family": family}).record
    page = make_page(pair.volunteer)
    targets = sent(page)

    for card in (page.families, page.drafts):
        card.rows.choose(0)
        QTest.keyClick(card.rows, Qt.Key.Key_Return)
    page.note.click()
    page.send.click()

    assert targets == [
        Target(kind="family", record=family),
        Target(kind="visit-note", record=draft),
        Target(kind="visit-note", action="new"),
        Target(page="sending"),
    ]


def test_two_versions_stand_out(pair: Pair, make_page: MakePage) -> None:
    family = records.add(pair.volunteer, "family", {"known_as": "J."}).record
    exchange(pair)
    records.amend(pair.volunteer, family, {"known_as": "J. here"}, reason="Mine.")
    records.amend(pair.hub, family, {"known_as": "J. there"}, reason="Theirs.")
    exchange(pair)
    exchange(pair)
    page = make_page(pair.volunteer)
    targets = sent(page)

    assert page.attention.isVisible()
    assert "changed in two places" in page.attention_text.text()
    page.decide.click()
    assert targets == [Target(page="families")]
    page.empty()
    assert page.families.model.rows == ()
