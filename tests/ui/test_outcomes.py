# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.errors import CarrierFull, CarrierUnreachable
from desktop.operations.imports import BundleOutcome
from desktop.operations.sending import RoundReport
from desktop.ui import outcomes
from desktop.ui.controls import Banner, NextStep, button
from desktop.ui.drop_area import CentredFlow
from desktop.ui.inbox_views import FoundView
from desktop.ui.reason import ReasonCard

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.theme import Theme

RIGHT_TO_LEFT = Qt.LayoutDirection.RightToLeft


def one(status: str, **parts: object) -> BundleOutcome:
    values: dict[str, object] = {
        "file": "a.age",
        "slug": None,
        "message": None,
        "advice": None,
        "who": "Sam Okafor",
        "new": 0,
        "amended": 0,
        "duplicate": 0,
        "conflict": 0,
    }
    return BundleOutcome(status=status, **(values | parts))  # type: ignore[arg-type] # names are right


def plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


def test_what_was_found_is_summed_up_in_a_sentence() -> None:
    ready = "would-import"
    two = [one(ready, new=13, amended=1), one(ready, who="Alex", new=1, conflict=1)]

    assert outcomes.found_text([*two, one(ready, new=0)]) == (
        "3 files from 2 volunteers: 14 new records, 1 amended, 1 that differs."
    )
    assert plain(outcomes.found_text([one(ready, duplicate=2, amended=2, conflict=2)])) == (
        "1 file from Sam Okafor: 2 amended, 2 that differ, 2 that are here already."
    )
    assert outcomes.found_text([one(ready, who=None)]) == "1 file from a new laptop: no records."


@pytest.mark.parametrize(
    ("statuses", "text"),
    [
        (["waiting"], "1 file has to wait."),
        (["waiting"] * 2, "2 files have to wait."),
        (["quarantined"] * 2, "2 files cannot be used and will be put aside."),
        (["already-imported"] * 2, "2 files were taken in before."),
        ([], "There are no sealed files there."),
    ],
)
def test_what_cannot_be_taken_in_is_said(statuses: list[str], text: str) -> None:
    assert outcomes.found_text([one(status) for status in statuses]) == text


def test_files_are_grouped_by_who_sent_them_and_what_comes_of_them() -> None:
    groups = outcomes.grouped(
        [
            one("quarantined", who=None, slug="damaged", message="Bad."),
            one("would-import", who="Sam"),
            one("from-the-future", who="Alex"),
            one("waiting", who="Alex", slug="waiting-for-earlier"),
            one("would-import", who="Alex"),
            one("would-import", who="Sam"),
        ]
    )

    assert [(group.who, group.status, len(group.bundles)) for group in groups] == [
        ("Alex", "would-import", 1),
        ("Alex", "waiting", 1),
        ("Alex", "from-the-future", 1),
        ("Sam", "would-import", 2),
        ("", "quarantined", 1),
    ]
    assert groups[-1].message == "Bad."


def test_what_came_of_it_is_told_with_the_figures() -> None:
    message, detail = outcomes.report_text(
        [
            one("imported", new=2),
            one("imported", new=1),
            one("already-imported"),
            one("waiting"),
            one("quarantined"),
        ]
    )
    assert message == "2 files were taken in."
    assert detail == (
        "In them: 3 new records. Taken in before: 1. Waiting: 1. "
        "Put aside for a person to look at: 1."
    )
    assert outcomes.report_tone([one("imported")]) == "good"
    assert outcomes.records_text(0) == "no records"
    assert outcomes.records_text(1) == "1 record"


def test_a_round_is_told_with_the_figures() -> None:
    assert outcomes.round_text(RoundReport()) == ("There was nothing new to send or fetch.", "")
    message, detail = outcomes.round_text(RoundReport(placed=2, received=3, new=1, quarantined=1))
    assert message == "2 sealed files handed over. 3 files fetched."
    assert detail == "In them: 1 new record. Put aside for a person to look at: 1."


def test_ways_that_did_not_work_are_told_each_with_what_to_do() -> None:
    report = RoundReport(
        problems=(
            ("folder:/a", CarrierUnreachable(name="a")),
            ("folder:/b", CarrierFull(name="b")),
        )
    )
    message, detail = outcomes.problems_text(report)
    assert message == "2 ways to send did not work."
    assert len(detail.splitlines()) == 2
    assert "Plug in the stick" in detail
    assert "Free some space" in detail


def test_a_reason_that_is_not_known_here_is_shown_as_it_was_given(
    qtbot: QtBot, theme: Theme
) -> None:
    view = FoundView(theme=theme)
    qtbot.addWidget(view)
    strange = one("quarantined", slug="from-the-future", message="As a newer program said.")
    view.show_files([strange] * 8, is_looked_at=True)

    assert view.reason.message.text() == "As a newer program said."
    assert view.reason.files.text().endswith("…")
    view.show_files((), is_looked_at=False)
    assert view.reason.message.text() == ""


def test_a_reason_without_a_next_step_offers_none(qtbot: QtBot) -> None:
    card = ReasonCard()
    qtbot.addWidget(card)
    card.show_text("It is so.")
    card.next.click()
    assert card.next.isHidden()


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, RIGHT_TO_LEFT])
def test_buttons_stand_in_the_middle_and_wrap_where_they_do_not_fit(
    qtbot: QtBot, direction: Qt.LayoutDirection
) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    holder.setLayoutDirection(direction)
    flow = CentredFlow(holder)
    buttons = [button("Add files…"), button("Add a folder…")]
    for one in buttons:
        flow.addWidget(one)
    holder.resize(800, 80)
    holder.show()

    first, second = (one.geometry() for one in buttons)
    assert first.top() == second.top()
    assert (first.left() < second.left()) is (direction is not RIGHT_TO_LEFT)
    outside = min(first.left(), second.left()) + max(first.right(), second.right())
    assert abs(outside - 800) <= 2
    assert flow.heightForWidth(flow.minimumSize().width()) > flow.heightForWidth(800)


def test_a_banner_offers_the_next_step(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    gone: list[str] = []
    banner.show_note("Done.", step=NextStep(text="Go on", go=lambda: gone.append("on")))
    assert not banner.next.isHidden()
    assert banner.next.accessibleName() == "Go on"
    banner.next.click()
    banner.show_note("Done.")
    assert banner.next.isHidden()
    banner.next.click()
    assert gone == ["on"]


def test_a_narrow_banner_has_its_buttons_below_its_text(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    banner.show_note("Something was done, and this says what it was.")
    tops = []
    for width in (1_200, 240, 1_200):
        banner.resize(width, 200)
        banner.layout().activate()  # type: ignore[union-attr] # it has one
        tops.append(banner.dismiss.geometry().top() > banner.message.geometry().top() + 10)
    assert tops == [False, True, False]
