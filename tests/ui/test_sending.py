# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QScrollArea

from desktop.errors import Cancelled
from desktop.operations import hub, records, sending
from desktop.operations.sending import SendingStatus
from desktop.ui import sending_views, status, words, words_check
from desktop.ui.controls import Chip
from desktop.ui.sending import SendingPage
from desktop.ui.status import StatusLine, sending_mood, sending_text
from desktop.ui.tab_views import OpenTabs
from tests.ui.workspaces import exchange, make_pair, write_note

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.operations.workspaces import Workspace
    from desktop.ui.models import RowsModel
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


def chips(model: RowsModel[Any]) -> list[str]:
    """Return the chip of each row."""
    return [face.chip for face in model.faces]


def test_a_note_goes_its_way_and_every_state_is_said(pair: Pair, make_page: MakePage) -> None:
    page = make_page(pair.volunteer)
    assert "Everything finished has been received" in page.truth.text()
    write_note(pair.volunteer)
    page.refresh()
    assert page.truth.text() == "1 record only on this laptop"
    assert chips(page.outbox.model) == ["Only on this laptop"]
    assert "Send now" in page.advice.text()
    assert page.tabs.tabText(0) == "On its way (1)"

    page.send.click()
    assert page.banner.message.text() == "1 sealed file handed over."
    assert page.truth.text() == "1 handed over, no receipt yet"
    assert chips(page.outbox.model) == ["Handed over, no receipt yet"]
    page.outbox.rows.choose(0)
    assert "The hub has not said yet" in page.outbox.reason.detail.text()
    sending.synchronise(pair.hub)
    page.send.click()

    assert page.outbox.model.rows == ()
    assert page.outbox.nothing.isVisible()
    assert page.outbox.reason.isHidden()
    assert chips(page.receipts.model)[0] == "Received"
    assert records.list_records(pair.volunteer)[0].state == "received"


def test_a_way_to_send_that_is_away_is_told(pair: Pair, make_page: MakePage) -> None:
    shutil.rmtree(pair.carrier)
    page = make_page(pair.volunteer)

    page.send.click()

    assert page.banner.message.text() == "1 way to send did not work."
    assert "cannot be reached" in page.banner.detail.text()
    assert "Nothing was lost" in page.banner.detail.text()
    assert "Plug in the stick" in page.banner.detail.text()
    assert page.send.isEnabled()
    assert chips(page.ways.model) == ["Did not work"]
    page.tabs.setCurrentIndex(1)
    assert "cannot be reached" in page.ways.reason.message.text()

    pair.carrier.mkdir()
    page.banner.next.click()
    assert chips(page.ways.model) == [""]
    assert page.ways.reason.isHidden()


def test_each_way_to_send_that_does_not_work_is_told(
    pair: Pair, make_page: MakePage, tmp_path: Path
) -> None:
    (tmp_path / "share").mkdir()
    sending.add_carrier(pair.volunteer, f"folder:{tmp_path / 'away'}")
    sending.add_carrier(pair.volunteer, f"folder:{tmp_path / 'share'}")
    sending.add_carrier(pair.volunteer, f"folder:{tmp_path / 'gone'}")
    write_note(pair.volunteer)
    page = make_page(pair.volunteer)

    page.send.click()

    assert page.banner.message.text() == "2 ways to send did not work."
    # Long words may be broken where there is little room.
    told = page.banner.detail.text().replace("\u200b", "")
    assert "handed over" in told.splitlines()[0]
    assert "away" in told
    assert "gone" in told
    assert told.count("Nothing was lost") == 1  # what they have in common, once
    assert chips(page.ways.model) == ["", "Did not work", "", "Did not work"]


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
    assert page.banner.message.text() == "1 sealed file was saved."
    hub_page.take.click()
    prompts.files = tuple(stick.rglob("*.age"))
    hub_page.take.click()

    assert hub_page.banner.message.text() == "1 file was taken in."
    assert "1 new" in hub_page.banner.detail.text()
    hub_page.save.click()
    page.take.click()
    prompts.files = tuple(stick.rglob("*.age"))
    page.take.click()
    assert page.outbox.model.rows == ()
    page.save.click()
    assert page.banner.message.text() == "There was nothing to save."


def test_ways_to_send_are_added_and_removed(
    pair: Pair, make_page: MakePage, prompts: RecordedPrompts, tmp_path: Path
) -> None:
    page = make_page(pair.volunteer)
    ways = page.ways
    ways.add.click()
    prompts.folder = tmp_path / "new"
    ways.add.click()
    assert ways.model.rowCount() == 2

    assert not ways.remove.isEnabled()
    ways.rows.choose(1)
    prompts.yes = False
    ways.remove.click()
    assert ways.model.rowCount() == 2
    prompts.yes = True
    ways.remove.click()

    assert [row.url for row in ways.model.rows] == [f"folder:{pair.carrier}"]
    ways.rows.choose(0)
    ways.remove.click()
    page.tabs.setCurrentIndex(1)
    assert ways.nothing.isVisible()
    write_note(pair.volunteer)
    page.refresh()
    assert "There is no way to send yet" in page.advice.text()
    page.send.click()
    assert "no-carrier" in page.banner.slug.text()


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
    calm = sending.OutboxRow(
        record="1",
        revision="2",
        kind="visit-note",
        title="20/11/2026",
        state="sealed",
        since="2026-11-20T10:00:00.000Z",
        slug=None,
        advice=None,
    )
    page.outbox.show_rows((calm, replace(calm, state="needs-attention", slug="damaged")))

    assert page.outbox.rows.chosen() == page.outbox.model.rows[1]
    assert "damaged" in page.outbox.reason.message.text()
    assert "sent again" in page.outbox.reason.detail.text()
    page.empty()
    assert page.outbox.model.rows == ()
    assert page.truth.text() == ""


def test_a_receipt_that_says_no_says_why(pair: Pair, make_page: MakePage) -> None:
    page = make_page(pair.volunteer)
    bad = sending.ReceiptRow(
        at="2026-11-20T10:00:00.000Z", seq=3, status="quarantined", records=2, slug="damaged"
    )
    page.receipts.show_rows((bad,))
    page.tabs.setCurrentIndex(2)
    page.receipts.rows.choose(0)
    assert chips(page.receipts.model) == ["Could not use it"]
    assert page.receipts.model.faces[0].details == "\u2068File 3\u2069 · \u20682 records\u2069"
    assert "damaged" in page.receipts.reason.message.text()
    page.receipts.show_rows(())
    assert page.receipts.nothing.isVisible()


def test_the_five_states_are_explained_where_they_are_shown(
    pair: Pair, make_page: MakePage
) -> None:
    page = make_page(pair.volunteer)
    states = page.outbox.states
    assert states.card.isHidden()
    states.fold.setFocus()
    QTest.keyClick(states.fold, Qt.Key.Key_Space)

    assert states.card.isVisible()
    chips_shown = [chip.text() for chip in states.card.findChildren(Chip)]
    assert chips_shown == [words.state_text(state) for state in sending_views.STATES]
    assert "its signed receipt" in sending_views.state_about("received", at_hub=False)
    assert "volunteer" in sending_views.state_about("handed-over", at_hub=True)
    assert sending_views.state_about("unheard-of", at_hub=False) == ""


def test_the_page_is_found_again_as_it_was_left(pair: Pair, make_page: MakePage) -> None:
    page = make_page(pair.volunteer)
    page.tabs.setCurrentIndex(2)
    left_at = page.where()
    page.tabs.setCurrentIndex(0)
    page.go_back_to({})
    page.go_back_to(left_at)
    assert page.tabs.currentIndex() == 2


def test_the_open_tab_decides_how_high_the_page_is(
    pair: Pair, make_page: MakePage, qtbot: QtBot
) -> None:
    page = make_page(pair.volunteer)
    row = sending.ReceiptRow(
        at="2026-11-20T10:00:00.000Z", seq=3, status="applied", records=2, slug=None
    )
    page.receipts.show_rows((row,) * 40)
    page.tabs.setCurrentIndex(1)
    short = page.tabs.heightForWidth(600)
    page.tabs.setCurrentIndex(2)
    assert page.tabs.heightForWidth(600) > short + 500
    assert page.tabs.sizeHint().height() > short + 500
    bare = OpenTabs()
    qtbot.addWidget(bare)
    assert bare.heightForWidth(600) == bare.tabBar().sizeHint().height()


def test_a_long_list_follows_the_chosen_row(pair: Pair, make_page: MakePage) -> None:
    page = make_page(pair.volunteer)
    row = sending.ReceiptRow(
        at="2026-11-20T10:00:00.000Z", seq=3, status="applied", records=2, slug=None
    )
    page.receipts.show_rows((row,) * 40)
    page.tabs.setCurrentIndex(2)
    QTest.qWaitForWindowExposed(page)
    page.receipts.rows.setFocus()
    page.receipts.rows.choose(0)
    QTest.keyClick(page.receipts.rows, Qt.Key.Key_End)
    area = page.findChildren(QScrollArea)[0]
    assert area.verticalScrollBar().value() > 0


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


@pytest.mark.parametrize(
    ("parts", "icon", "tone", "advice"),
    [
        ({}, "tick", "good", ""),
        ({"handed_over": 1}, "clock", "calm", "A receipt comes back"),
        ({"unsent": 1}, "send", "warn", "Send now"),
        ({"unsent": 1, "has_carrier": False}, "send", "warn", "There is no way to send yet"),
        ({"unsent": 1, "hub_words_checked": False}, "send", "warn", "compared the hub’s words"),
        ({"unsent": 1, "needs_attention": 1}, "alert", "bad", "see what to do"),
        ({"unsent": 1, "switched_off": True}, "alert", "bad", ""),
    ],
)
def test_a_picture_and_the_next_step_go_with_the_truth(
    parts: dict[str, object], icon: str, tone: str, advice: str
) -> None:
    assert status.sending_mood(stand(**parts)) == (icon, tone)
    said = status.sending_advice(stand(**parts))
    assert advice in said
    assert bool(advice) == bool(said)


def test_the_line_of_a_hub_speaks_of_things_to_send() -> None:
    assert sending_text(stand(unsent=2), at_hub=True) == "2 things to send"


def test_the_line_follows_and_never_shows_an_old_truth(
    pair: Pair, inline: InlineRunner, qtbot: QtBot
) -> None:
    line = StatusLine(workspace=pair.volunteer, runner=inline)
    qtbot.addWidget(line)
    assert line.text.text() == "Looking where everything is…"  # never blank
    line.refresh()
    assert line.send.isHidden()
    write_note(pair.volunteer)
    line.refresh()
    assert line.text.text() == "1 record only on this laptop"
    assert not line.send.isHidden()
    assert line.look.isHidden()
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


def test_the_line_leads_to_what_needs_attention(
    pair: Pair, inline: InlineRunner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, theme: Theme
) -> None:
    monkeypatch.setattr(sending, "status", lambda _workspace: stand(unsent=1, needs_attention=1))
    line = StatusLine(workspace=pair.volunteer, runner=inline)
    qtbot.addWidget(line)
    line.refresh()

    assert line.text.text().startswith("1 record needs attention")
    assert line.send.isHidden()
    with qtbot.waitSignal(line.look_requested):
        line.look.click()
    theme.set_zoom(200)  # the picture is drawn again in the size of the text
    pictures = [label for label in line.findChildren(QLabel) if not label.pixmap().isNull()]
    assert pictures
    theme.set_zoom(100)


def test_the_hub_says_that_answers_are_not_sent_yet(pair: Pair) -> None:
    assert sending.status(pair.hub).unanswered == 0
    write_note(pair.volunteer)
    sending.synchronise(pair.volunteer)
    folder = next(path.parent for path in pair.carrier.rglob("*.age"))
    hub.import_files(pair.hub, [folder])
    found = sending.status(pair.hub)

    assert found.unanswered == 1
    assert sending_text(found, at_hub=True) == "Answers for 1 laptop are not sent yet"
    assert sending_mood(found) == ("send", "warn")
    sending.synchronise(pair.hub)
    assert sending.status(pair.hub).unanswered == 0


def test_a_new_laptop_is_told_to_send_once(tmp_path: Path) -> None:
    pair = make_pair(tmp_path, is_approved=False)
    found = sending.status(pair.volunteer)

    assert "send once" in sending_text(found)
    assert sending_mood(found) == ("send", "warn")
    pair.lock()
