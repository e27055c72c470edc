# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from desktop.operations import records, review, sending
from desktop.ui import conflicts, deciding
from desktop.ui.compare import CompareView, Decision
from desktop.ui.conflicts import ConflictsPage
from desktop.ui.page import Target
from tests.ui.workspaces import exchange, write_note

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from desktop.ui.tasks import InlineRunner
    from desktop.ui.theme import Theme
    from tests.ui.recorded import RecordedPrompts
    from tests.ui.workspaces import Pair

ENTER, SPACE, TAB = Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Tab


def differ(pair: Pair, **volunteers: object) -> str:
    """Let both sides change the same note; return its id."""
    family = records.add(pair.volunteer, "family", {"known_as": "Amara"}).record
    note = write_note(pair.volunteer, family=family)
    exchange(pair)
    body = dict(records.show(pair.hub, note).revision.body)
    records.amend(pair.hub, note, body | {"minutes": 20, "agreed": "Ring."}, reason="Mistake.")
    records.amend(
        pair.volunteer,
        note,
        body | {"minutes": 70, "talked_about": "Sleep."} | volunteers,
        reason="It was longer.",
    )
    sending.synchronise(pair.volunteer)
    sending.synchronise(pair.hub)
    return note


@pytest.fixture
def page(
    pair: Pair, qtbot: QtBot, inline: InlineRunner, prompts: RecordedPrompts, theme: Theme
) -> ConflictsPage:
    made = ConflictsPage(workspace=pair.hub, runner=inline, prompts=prompts, theme=theme)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.refresh()
    return made


@pytest.fixture
def open_first(page: ConflictsPage) -> Callable[[], CompareView]:
    def open_it() -> CompareView:
        page.refresh()
        page.open_record(page.list.model.rows[0])
        return page.compare

    return open_it


def texts(part: QWidget) -> str:
    return "\n".join(label.text() for label in part.findChildren(QLabel))


def press(widget: QWidget | None, key: Qt.Key) -> QWidget | None:
    """Press a key where the focus is; return where it is then."""
    assert widget is not None
    window = widget.window()
    QTest.keyClick(widget, key)
    return window.focusWidget()


def test_without_conflicts_the_page_says_what_it_is_for(page: ConflictsPage) -> None:
    assert page.list.nothing.isVisible()
    assert "No record is in two versions" in page.list.nothing.text.text()


def test_each_field_that_differs_shows_both_texts(
    pair: Pair, page: ConflictsPage, open_first: Callable[[], CompareView]
) -> None:
    note = differ(pair)
    compare = open_first()

    assert page.where() == {"record": note}
    assert "Amara" in page.heading.text()
    assert [choice.label for choice in compare.choices] == [
        "Minutes in all",
        "What we talked about",
        "What we agreed",
    ]
    said = texts(compare)
    for text in ("20 minutes", "70 minutes", "Sleep.", "Ring.", "Left empty"):
        assert text in said
    assert "Priya Shah" in said
    assert "Reason: \u2068It was longer.\u2069" in said
    assert {radio.accessibleName() for radio in compare.choices[0].radios} in (
        {"Minutes in all. Version 1, Sam Okafor", "Minutes in all. Version 2, Priya Shah"},
        {"Minutes in all. Version 1, Priya Shah", "Minutes in all. Version 2, Sam Okafor"},
    )
    # Who looks at both has read them.
    assert note not in {row.record for row in review.unread(pair.hub)}


def test_fields_that_are_the_same_are_folded_away(
    pair: Pair, open_first: Callable[[], CompareView]
) -> None:
    differ(pair)
    compare = open_first()
    assert compare.same.text() == "Show what is the same (3)"
    assert not compare.same_facts.isVisible()

    QTest.keyClick(compare.same, SPACE)
    assert compare.same_facts.isVisible()
    assert "20 November 2026" in texts(compare.same_facts)
    assert "Sleep." not in texts(compare.same_facts)


def test_a_decision_is_made_with_the_keyboard_alone(
    pair: Pair, page: ConflictsPage, open_first: Callable[[], CompareView]
) -> None:
    note = differ(pair)
    page.refresh()
    page.list.focus_first()
    QTest.keyClick(page.list.rows, ENTER)
    compare = page.compare
    assert compare.use_all[0].hasFocus()

    at: QWidget | None = compare.use_all[0]
    at = press(at, TAB)
    assert at is compare.use_all[1]
    texts_20 = [20 in choice_values(pair, note, number) for number in range(2)]
    hub_first = texts_20[0]
    for choice in compare.choices:
        while at not in choice.radios:
            at = press(at, TAB)
        at = press(at, SPACE)
        assert choice.chosen() == choice.radios.index(at)  # type: ignore[arg-type] # one of them
        if choice.name == "agreed":
            at = press(at, Qt.Key.Key_Right)
            at = press(at, Qt.Key.Key_Left) if hub_first else at
    while at is not compare.reason:
        at = press(at, TAB)
    at = press(at, ENTER)
    assert "say why" in compare.problem.text()
    assert at is compare.reason
    QTest.keyClicks(compare.reason, "Both were right in part.")
    QTest.keyClick(compare.reason, ENTER)

    assert review.count_conflicts(pair.hub) == 0
    detail = records.show(pair.hub, note)
    assert detail.revision.reason == "Both were right in part."
    assert detail.revision.body["agreed"] == "Ring."
    assert page.banner.message.text().startswith("Decided.")
    exchange(pair)
    assert records.show(pair.volunteer, note).revision.body["agreed"] == "Ring."


def choice_values(pair: Pair, note: str, number: int) -> tuple[object, ...]:
    """Return what a version says, as the page orders them."""
    return tuple(review.compare(pair.hub, note).versions[number].body.values())


def test_what_is_missing_is_said_and_gone_to(
    pair: Pair, open_first: Callable[[], CompareView]
) -> None:
    differ(pair)
    compare = open_first()
    compare.choices[0].choose(1)

    compare.keep.click()

    assert "What we talked about" in compare.problem.text()
    assert "Minutes" not in compare.problem.text()
    assert compare.choices[1].radios[0].hasFocus()


def test_one_version_can_hold_as_a_whole(
    pair: Pair, page: ConflictsPage, open_first: Callable[[], CompareView], qtbot: QtBot
) -> None:
    note = differ(pair)
    wanted: list[Target] = []
    page.open_requested.connect(wanted.append)
    compare = open_first()
    version = review.compare(pair.hub, note).versions[1]
    QTest.keyClick(compare.use_all[1], SPACE)
    assert [choice.chosen() for choice in compare.choices] == [1, 1, 1]
    assert compare.reason.hasFocus()
    QTest.keyClicks(compare.reason, "This is what was said.")
    decisions: list[Decision] = []
    compare.decided.connect(decisions.append)
    compare.keep.click()

    assert [one.choose for one in decisions] == [version.revision]
    assert records.show(pair.hub, note).revision.body == version.body
    assert page.list.nothing.isVisible()
    page.banner.next.click()
    assert wanted == [Target(page="review")]


def test_several_conflicts_are_decided_one_after_the_other(
    pair: Pair, page: ConflictsPage, open_first: Callable[[], CompareView]
) -> None:
    differ(pair)
    differ(pair)
    compare = open_first()
    compare.use_all[0].click()
    compare.reason.setText("So it was.")
    compare.keep.click()

    assert page.banner.detail.text() == "1 more record is in two versions."
    assert page.banner.next.isHidden()
    assert page.list.rows.hasFocus()


def test_versions_that_say_the_same_need_only_a_reason(
    pair: Pair, open_first: Callable[[], CompareView]
) -> None:
    note = differ(pair, minutes=20, agreed="Ring.", talked_about="Feeding at night.")
    compare = open_first()
    assert compare.choices == []
    assert "say the same" in compare.about.text()
    compare.reason.setText("The same.")
    compare.keep.click()
    assert records.show(pair.hub, note).state != "conflict"


def test_what_one_version_withdraws_is_said_in_words(
    pair: Pair, open_first: Callable[[], CompareView]
) -> None:
    note = write_note(pair.volunteer)
    exchange(pair)
    body = dict(records.show(pair.hub, note).revision.body)
    records.amend(pair.hub, note, body | {"minutes": 20}, reason="Typing mistake.")
    records.withdraw(pair.volunteer, note, reason="Wrong family.")
    sending.synchronise(pair.volunteer)
    sending.synchronise(pair.hub)
    compare = open_first()

    (withdrawn,) = (choice for choice in compare.choices if choice.name == "withdrawn")
    assert withdrawn.label == "Withdrawn"
    assert "It is withdrawn" in texts(withdrawn)
    assert "It is not withdrawn" in texts(withdrawn)


def test_versions_stand_below_each_other_where_there_is_little_room(
    pair: Pair, open_first: Callable[[], CompareView], theme: Theme
) -> None:
    differ(pair)
    compare = open_first()
    first, second = compare.choices[0].radios
    assert first.mapTo(compare, first.pos()).y() == second.mapTo(compare, second.pos()).y()

    theme.set_zoom(200)
    compare.resize(400, 2_000)
    assert compare.choices[0].box.direction() == compare.choices[0].box.Direction.TopToBottom


def test_the_page_is_found_again_as_it_was_left(
    pair: Pair, page: ConflictsPage, open_first: Callable[[], CompareView]
) -> None:
    note = differ(pair)
    compare = open_first()
    left_at = page.where()
    page.back.click()
    assert page.where() == {}
    assert compare.choices == []

    page.go_back_to({})
    page.go_back_to(left_at)
    assert page.where() == left_at
    page.show_target(Target(page="conflicts", record=note))
    assert len(compare.choices) == 3
    page.show_target(Target(page="conflicts"))
    page.show_list()
    page.go_back_to({"record": "00" * 16})  # decided meanwhile: passed over
    assert page.banner.isHidden()
    page.empty()
    assert page.list.model.rows == ()
    assert texts(compare.same_facts).strip() == ""


def test_escape_goes_back_to_the_list(
    pair: Pair, page: ConflictsPage, open_first: Callable[[], CompareView]
) -> None:
    differ(pair)
    compare = open_first()
    QTest.keyClick(compare.use_all[0], Qt.Key.Key_Escape)
    assert page.where() == {}
    assert page.list.rows.hasFocus()
    QTest.keyClick(page.list.rows, Qt.Key.Key_Escape)
    assert page.list.rows.hasFocus()


def test_a_volunteer_decides_as_well(pair: Pair) -> None:
    note = differ(pair)
    exchange(pair)
    side = deciding.find_side(pair.volunteer, note)
    assert side.families.values()
    chosen = side.comparison.versions[0]
    row = deciding.decide(
        pair.volunteer,
        Decision(
            record=note,
            compared=tuple(version.revision for version in side.comparison.versions),
            choose=chosen.revision,
            data=None,
            reason="It was so.",
        ),
    )
    assert row.state == "sealed"


def test_more_conflicts_are_fetched_at_the_end_of_the_list(
    pair: Pair, page: ConflictsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conflicts, "PAGE_SIZE", 1)
    differ(pair)
    differ(pair)
    page.refresh()
    assert len(page.list.model.rows) == 1
    page.list.more_requested.emit()
    assert len(page.list.model.rows) == 2
