# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from desktop.errors import Cancelled
from desktop.operations import hub, records, sending
from desktop.operations.sending import SendingStatus
from desktop.ui import status, words_check
from desktop.ui.sending import SendingPage
from desktop.ui.status import StatusLine, sending_text
from tests.ui.workspaces import exchange, make_pair, write_note

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.operations.workspaces import Workspace
    from desktop.ui.tasks import InlineRunner
    from desktop.ui.theme import Theme
    from tests.ui.recorded import RecordedPrompts
    from tests.ui.workspaces import Pair

    MakePage = Callable[[Workspace], SendingPage]


@pytest.fixture
def make_page(
    qtbot: QtBot, inline: InlineRunner, prompts: RecordedPrompts, theme: Theme
) -> MakePage:
    def make(workspace: Workspace) -> SendingPage:
        page = SendingPage(workspace=workspace, runner=inline, prompts=prompts, theme=theme)
        qtbot.addWidget(page)
        page.show()
        page.refresh()
        return page

    return make


def test_a_note_goes_its_way_and_every_state_is_said(pair: Pair, make_page: MakePage) -> None:
    page = make_page(pair.volunteer)
    assert "Everything finished has been received" in page.truth.text()
    write_note(pair.volunteer)
    page.refresh()
    assert page.truth.text() == "1 record only on this laptop"
    assert [row.state for row in page.outbox.rows] == ["sealed"]

    page.send.click()
    assert page.banner.message.text() == "Done."
    assert page.truth.text() == "1 handed over, no receipt yet"
    assert [row.state for row in page.outbox.rows] == ["handed-over"]
    sending.synchronise(pair.hub)
    page.send.click()

    assert page.outbox.rows == ()
    assert page.nothing.isVisible()
    assert page.receipts.data(page.receipts.index(0, 3)) == "Received"
    assert records.list_records(pair.volunteer)[0].state == "received"


def test_a_way_to_send_that_is_away_is_told(pair: Pair, make_page: MakePage) -> None:
    shutil.rmtree(pair.carrier)
    page = make_page(pair.volunteer)

    page.send.click()

    assert "carrier" in page.banner.slug.text()
    assert page.send.isEnabled()


def test_stopping_says_what_is_kept(
    pair: Pair, make_page: MakePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_args: object, **_more: object) -> None:
        raise Cancelled

    monkeypatch.setattr(sending, "synchronise", stopped)
    page = make_page(pair.volunteer)

    page.send_now()

    assert page.banner.message.text() == "Stopped, as you asked."


def test_files_go_by_hand_both_ways(
    pair: Pair, make_page: MakePage, prompts: RecordedPrompts, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    write_note(pair.volunteer)
    page, hub_page = make_page(pair.volunteer), make_page(pair.hub)

    page.save.click()
    assert not list(stick.iterdir())
    prompts.folder = stick
    page.save.click()
    assert page.banner.message.text() == "One sealed file was saved."
    hub_page.take.click()
    prompts.files = tuple(stick.rglob("*.age"))
    hub_page.take.click()

    assert hub_page.banner.message.text() == "One file was taken in."
    assert "1 new" in hub_page.banner.detail.text()
    hub_page.save.click()
    page.take.click()
    prompts.files = tuple(stick.rglob("*.age"))
    page.take.click()
    assert page.outbox.rows == ()
    page.save.click()
    assert page.banner.message.text() == "There was nothing to save."


def test_ways_to_send_are_added_and_removed(
    pair: Pair, make_page: MakePage, prompts: RecordedPrompts, tmp_path: Path
) -> None:
    page = make_page(pair.volunteer)
    page.add.click()
    prompts.folder = tmp_path / "new"
    page.add.click()
    assert len(page.carriers.rows) == 2

    page.remove.click()
    page.carrier_table.selectRow(1)
    prompts.yes = False
    page.remove.click()
    assert len(page.carriers.rows) == 2
    prompts.yes = True
    page.remove.click()

    assert [row.url for row in page.carriers.rows] == [f"folder:{pair.carrier}"]


def test_the_words_stand_between_a_new_laptop_and_its_hub(
    tmp_path: Path, make_page: MakePage
) -> None:
    pair = make_pair(tmp_path, compares_words=False, is_approved=False)
    page = make_page(pair.volunteer)
    assert page.hub_words.isVisible()
    assert " ".join(pair.words[:4]) in " ".join(page.own_words.words.text().split())

    for line in page.hub_words.check.lines:
        line.setText("wrong")
    assert "not the same words" in page.hub_words.check.verdict.text()
    assert not page.hub_words.confirm.isEnabled()
    for index, line in zip(words_check.ASKED, page.hub_words.check.lines, strict=True):
        line.setText(f" {pair.hub_words[index].upper()} ")
    page.hub_words.confirm.click()

    assert sending.status(pair.volunteer).hub_words_checked
    assert page.hub_words.isHidden()
    assert page.own_words.isVisible()
    pair.lock()


def test_a_laptop_that_was_switched_off_is_told_to_ring(pair: Pair, make_page: MakePage) -> None:
    hub.revoke(pair.hub, pair.volunteer.device)
    exchange(pair)
    page = make_page(pair.volunteer)
    assert "switched off at the hub" in page.truth.text()
    assert "ring your coordinator" in page.truth.text()
    assert page.own_words.isHidden()  # nobody will ask for them
    pair.lock()


def test_a_record_that_needs_attention_says_what_to_do(pair: Pair, make_page: MakePage) -> None:
    page = make_page(pair.volunteer)
    row = sending.OutboxRow(
        record="1",
        revision="2",
        kind="visit-note",
        title="20/11/2026",
        state="needs-attention",
        since="2026-11-20T10:00:00.000Z",
        slug="damaged",
        advice="Send it again.",
    )
    page.outbox.set_rows((row,))
    page.outbox_table.selectRow(0)

    assert page.advice.text() == "Send it again."
    page.empty()
    assert page.outbox.rows == ()


def stand(**parts: object) -> SendingStatus:
    values: dict[str, object] = {
        "unsent": 0,
        "handed_over": 0,
        "needs_attention": 0,
        "oldest_days": None,
        "last_receipt_at": None,
        "has_carrier": True,
        "approved": True,
        "switched_off": False,
        "hub_words_checked": True,
    }
    return SendingStatus(**(values | parts))  # type: ignore[arg-type] # the names are right


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ({}, "Nothing is waiting to be sent."),
        ({"unsent": 3, "oldest_days": 6}, "3 records only on this laptop, oldest 6 days"),
        ({"unsent": 1, "oldest_days": 1}, "1 record only on this laptop, oldest 1 day"),
        (
            {"unsent": 1, "approved": False, "switched_off": True},
            "This laptop was switched off at the hub. Everything that you wrote is still here. "
            "Please ring your coordinator.",
        ),
        (
            {"unsent": 1, "handed_over": 2, "needs_attention": 2},
            "2 records need attention · 1 record only on this laptop · "
            "2 handed over, no receipt yet",
        ),
    ],
)
def test_the_line_tells_the_truth(parts: dict[str, object], text: str) -> None:
    assert sending_text(stand(**parts)) == text


def test_the_line_of_a_hub_speaks_of_things_to_send() -> None:
    assert sending_text(stand(unsent=2), at_hub=True) == "2 things to send"


def test_the_line_follows_and_never_shows_an_old_truth(
    pair: Pair, inline: InlineRunner, qtbot: QtBot
) -> None:
    line = StatusLine(workspace=pair.volunteer, runner=inline)
    qtbot.addWidget(line)
    line.refresh()
    assert line.send.isHidden()
    write_note(pair.volunteer)
    line.refresh()
    assert line.text.text() == "1 record only on this laptop"
    assert not line.send.isHidden()
    line.offer_send(is_offered=False)
    assert line.send.isHidden()

    pair.volunteer.lock()
    line.refresh()
    assert "cannot be seen just now" in line.text.text()
    line.empty()
    assert line.text.text() == ""


def test_the_line_asks_again_by_itself(
    pair: Pair, inline: InlineRunner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(status, "REFRESH_MS", 1)
    line = StatusLine(workspace=pair.volunteer, runner=inline)
    qtbot.addWidget(line)
    write_note(pair.volunteer)

    qtbot.waitUntil(lambda: "1 record" in line.text.text())
    exchange(pair)
    exchange(pair)
    qtbot.waitUntil(lambda: "received" in line.text.text())
