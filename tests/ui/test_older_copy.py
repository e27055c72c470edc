# SPDX-License-Identifier: Apache-2.0
"""Somebody whose workspace is an older copy is told so, and goes on from it when they say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.operations import sending
from desktop.storage import renewal
from desktop.ui.sending import SendingPage
from desktop.ui.status import sending_advice, sending_mood, sending_text
from tests.ui.workspaces import write_note

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.tasks import InlineRunner
    from desktop.ui.theme import Theme
    from tests.ui.recorded import RecordedPrompts
    from tests.ui.workspaces import Pair


@pytest.fixture
def page(
    pair: Pair, qtbot: QtBot, inline: InlineRunner, prompts: RecordedPrompts, theme: Theme
) -> SendingPage:
    made = SendingPage(workspace=pair.volunteer, runner=inline, prompts=prompts, theme=theme)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    made.refresh()
    return made


def become_an_older_copy(pair: Pair) -> None:
    now = pair.volunteer.now()
    pair.volunteer.write(lambda c: renewal.note_older_copy(c, now=now))


def test_nothing_is_said_while_all_is_well(page: SendingPage) -> None:
    assert not page.older_copy.isVisible()
    assert page.send.property("look") == "primary"


def test_an_older_copy_is_told_in_every_place(page: SendingPage, pair: Pair) -> None:
    write_note(pair.volunteer)
    become_an_older_copy(pair)
    page.refresh()

    assert page.older_copy.isVisible()
    assert page.send.property("look") == "ordinary"
    status = sending.status(pair.volunteer)
    assert "older copy" in sending_text(status)
    assert sending_mood(status) == ("alert", "bad")
    assert "which computer" in sending_advice(status)


def test_it_goes_on_when_the_person_says_so(
    page: SendingPage, pair: Pair, prompts: RecordedPrompts
) -> None:
    write_note(pair.volunteer)
    become_an_older_copy(pair)
    page.refresh()
    prompts.yes = False
    page.older_copy.go_on.click()
    assert sending.status(pair.volunteer).older_copy
    prompts.yes = True
    page.older_copy.go_on.click()

    assert not sending.status(pair.volunteer).older_copy
    assert not page.older_copy.isVisible()
    assert page.banner.next.text() == "Send now"
    page.banner.next.click()
    sending.synchronise(pair.hub)
    sending.synchronise(pair.volunteer)
    assert sending.status(pair.volunteer).unsent == 0
