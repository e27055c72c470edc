# SPDX-License-Identifier: Apache-2.0
"""The page of listening sessions: its timer, writing a session down, and what is only for me."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.operations import caseload, desk, records, sending
from desktop.ui.fields import TextBox
from desktop.ui.listening_sessions import ListeningPage
from desktop.ui.page import Target
from desktop.ui.records_page import View
from desktop.ui.session_keeping import TIMER
from tests.ui.workspaces import exchange

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from desktop.operations.workspaces import Workspace
    from desktop.ui.session_timer import SessionTimer
    from desktop.ui.tasks import InlineRunner
    from desktop.ui.theme import Theme
    from tests.ui.recorded import RecordedPrompts
    from tests.ui.workspaces import Pair

    MakePage = Callable[..., ListeningPage]

START = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


class Clock:
    """A clock that goes on only when it is told to."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def wait(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def clock(pair: Pair) -> Clock:
    made = Clock()
    pair.volunteer.clock = made
    return made


@pytest.fixture
def make_page(
    qtbot: QtBot, inline: InlineRunner, prompts: RecordedPrompts, theme: Theme
) -> MakePage:
    def make(workspace: Workspace) -> ListeningPage:
        page = ListeningPage(workspace=workspace, runner=inline, prompts=prompts, theme=theme)
        qtbot.addWidget(page)
        page.resize(1100, 700)
        page.show()
        page.refresh()
        return page

    return make


def shown_buttons(timer: SessionTimer) -> list[str]:
    every = (timer.start, timer.pause, timer.go_on, timer.end, timer.write, timer.discard)
    return [one.text() for one in every if one.isVisible()]


def test_the_timer_goes_from_start_to_a_draft(
    pair: Pair, make_page: MakePage, clock: Clock
) -> None:
    page = make_page(pair.volunteer)
    timer = page.timer
    assert shown_buttons(timer) == ["Start listening"]
    timer.start.click()
    assert shown_buttons(timer) == ["Pause", "End"]
    clock.wait(minutes=1, seconds=30)
    timer._ticks.timeout.emit()
    assert timer.figure.text() == "1 minute"
    clock.wait(minutes=20)
    timer.pause.click()
    assert shown_buttons(timer) == ["Go on", "End"]
    assert "rests" in timer.about.text()
    clock.wait(minutes=30)
    timer.go_on.click()
    clock.wait(minutes=10)
    timer.end.click()
    assert shown_buttons(timer) == ["Write it down", "Forget this time"]
    assert timer.figure.text() == "31 minutes"
    timer.write.click()

    assert page.views.currentIndex() == View.FORM
    local = START.astimezone()
    begun = {"when": local.date().isoformat(), "started": f"{local:%H:%M}", "minutes": 31}
    assert page.editor.form.data() == begun
    (draft,) = records.list_records(pair.volunteer, kind="listening-session")
    assert records.show(pair.volunteer, draft.record).revision.body == begun
    assert desk.recall(pair.volunteer, TIMER) == {}
    page.editor.back.click()
    assert shown_buttons(timer) == ["Start listening"]


def test_the_timer_goes_on_through_a_lock_and_a_restart(
    pair: Pair, make_page: MakePage, clock: Clock
) -> None:
    page = make_page(pair.volunteer)
    page.timer.start.click()
    clock.wait(minutes=15)
    page.empty()
    assert shown_buttons(page.timer) == ["Start listening"]
    clock.wait(minutes=15)

    again = make_page(pair.volunteer)

    assert again.timer.figure.text() == "30 minutes"
    assert shown_buttons(again.timer) == ["Pause", "End"]
    again.timer.pause.click()
    clock.wait(hours=8)
    again.refresh()
    assert again.timer.figure.text() == "30 minutes"


def test_the_timer_ticks_only_while_somebody_looks(
    pair: Pair, make_page: MakePage, clock: Clock
) -> None:
    page = make_page(pair.volunteer)
    ticks = page.timer._ticks
    page.timer.start.click()
    assert ticks.isActive()
    assert ticks.interval() == 1_000

    page.start_new()
    assert not ticks.isActive()
    clock.wait(minutes=3)
    page.show_list()
    assert ticks.isActive()
    assert page.timer.figure.text() == "3 minutes"
    page.timer.pause.click()
    assert not ticks.isActive()


def test_a_time_is_forgotten_only_when_the_person_says_so(
    pair: Pair, make_page: MakePage, clock: Clock, prompts: RecordedPrompts
) -> None:
    page = make_page(pair.volunteer)
    page.timer.start.click()
    clock.wait(minutes=3)
    page.timer.end.click()

    prompts.yes = False
    page.timer.discard.click()
    assert desk.recall(pair.volunteer, TIMER)["ended_at"] == "2026-11-22T10:03:00Z"
    prompts.yes = True
    page.timer.discard.click()

    assert desk.recall(pair.volunteer, TIMER) == {}
    assert shown_buttons(page.timer) == ["Start listening"]


def test_a_session_is_at_most_a_day(pair: Pair, make_page: MakePage, clock: Clock) -> None:
    page = make_page(pair.volunteer)
    page.timer.start.click()
    clock.wait(days=3)
    page.timer.end.click()
    page.timer.write.click()

    assert page.editor.form.data()["minutes"] == 1_440


def test_questions_that_may_help_are_folded_away(pair: Pair, make_page: MakePage) -> None:
    page = make_page(pair.volunteer)
    page.start_new()
    fold = page.editor.prompts

    assert not fold.lines.isVisible()
    fold.toggle.click()
    assert fold.lines.isVisible()
    assert fold.toggle.text().startswith("Hide")
    page.editor.back.click()
    page.start_new()
    assert not fold.lines.isVisible()


def write_own(page: ListeningPage, text: str) -> None:
    page.own.click()
    page.reflections.new.click()
    (box,) = page.reflections.editor.form.findChildren(TextBox)
    QTest.keyClicks(box, text)
    page.reflections.editor.save_now()


def test_a_reflection_stays_with_its_writer(
    pair: Pair, make_page: MakePage, prompts: RecordedPrompts
) -> None:
    page = make_page(pair.volunteer)
    write_own(page, "I wanted to fill every silence.")
    assert "only for you" in page.reflections.editor.saved_line.text()
    page.reflections.editor.back.click()

    assert page.is_own
    (face,) = page.reflections.list.model.faces
    assert face.chip == "Only for me"
    assert records.counts(pair.volunteer).drafts == 0
    assert caseload.today(pair.volunteer, today=START.date()).draft_count == 0
    assert sending.status(pair.volunteer).unsent == 0
    exchange(pair)
    assert records.list_records(pair.hub, kind="reflection") == ()
    page.reflections.back.click()
    assert page.list.model.rows == ()
    assert page.timer.isVisible()


def test_a_reflection_is_shared_only_when_the_person_says_so(
    pair: Pair, make_page: MakePage, prompts: RecordedPrompts
) -> None:
    page = make_page(pair.volunteer)
    write_own(page, "I wanted to fill every silence.")
    own = page.reflections

    prompts.yes = False
    own.editor.finish.click()
    assert own.views.currentIndex() == View.FORM
    prompts.yes = True
    own.editor.finish.click()

    assert prompts.asked == ["Share this with your supervisor?"] * 2
    (face,) = own.list.model.faces
    assert (face.details, face.chip) == ("Shared with my supervisor", "Only on this laptop")
    exchange(pair)
    (row,) = records.list_records(pair.hub, kind="reflection")
    body = records.show(pair.hub, row.record).revision.body
    assert body["thoughts"] == "I wanted to fill every silence."


def test_an_empty_reflection_is_not_shared(
    pair: Pair, make_page: MakePage, prompts: RecordedPrompts
) -> None:
    page = make_page(pair.volunteer)
    page.own.click()
    page.reflections.start_new()
    page.reflections.editor.form.fill({})

    page.reflections.editor.finish.click()

    assert page.reflections.views.currentIndex() == View.FORM
    page.reflections.editor.discard.click()
    assert page.reflections.list.model.rows == ()


def test_what_is_open_of_the_reflections_is_remembered_and_emptied(
    pair: Pair, make_page: MakePage
) -> None:
    page = make_page(pair.volunteer)
    write_own(page, "private words")
    (box,) = page.reflections.editor.form.findChildren(TextBox)
    QTest.keyClick(box, Qt.Key.Key_Exclam)
    (save,) = page.pending_saves()
    save()
    where = page.where()
    page.empty()
    assert page.reflections.editor.form.data() == {}

    again = make_page(pair.volunteer)
    again.go_back_to(where)

    assert again.is_own
    assert again.reflections.editor.form.data()["thoughts"] == "private words!"
    again.reflections.editor.back.click()
    again.show_list()
    assert again.where() == {"view": "list"}
    again.go_back_to({"view": "own"})
    assert again.is_own
    again.go_back_to({"view": "list"})
    again.refresh()


def test_other_pages_lead_to_a_reflection(pair: Pair, make_page: MakePage) -> None:
    draft = records.save_draft(pair.volunteer, "reflection", {"thoughts": "Mine."}).record
    page = make_page(pair.volunteer)

    page.show_target(Target(kind="reflection", record=draft))
    assert page.reflections.editor.form.data() == {"thoughts": "Mine."}
    page.show_target(Target(kind="listening-session", action="new"))
    assert page.views.currentIndex() == View.FORM
