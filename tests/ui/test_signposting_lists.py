# SPDX-License-Identifier: Apache-2.0
"""The page of signposting lists, and the hand-out that a family takes home."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desktop.operations import records
from desktop.ui.controls import Chip
from desktop.ui.records_page import View
from desktop.ui.signposting_lists import ListReader, SignpostingPage

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.operations.workspaces import Workspace
    from desktop.ui.tasks import InlineRunner
    from desktop.ui.theme import Theme
    from tests.ui.recorded import RecordedPrompts
    from tests.ui.workspaces import Pair

SERVICE = {
    "name": "Tuesday circle",
    "phone": "01632 960 123",
    "note": "needle-note",
    "outcome": "helped",
}


def add_list(workspace: Workspace, **fields: object) -> str:
    family = records.add(
        workspace,
        "family",
        {"known_as": "Siobhán Ní", "people": [{"called": "Fiadh"}, {"called": "Mum"}]},
    )
    body = {
        "family": family.record,
        "made_on": "2026-11-20",
        "title": "Near you",
        "services": [SERVICE],
    }
    return records.add(workspace, "signposting-list", body | fields).record


@pytest.fixture
def page(
    pair: Pair, qtbot: QtBot, inline: InlineRunner, prompts: RecordedPrompts, theme: Theme
) -> SignpostingPage:
    made = SignpostingPage(workspace=pair.volunteer, runner=inline, prompts=prompts, theme=theme)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def open_handout(page: SignpostingPage, **fields: object) -> str:
    """Write a list, read it, and ask for its hand-out; return what is on the paper."""
    record = add_list(page.workspace, **fields)
    page.refresh()
    page.open_record(next(row for row in page.list.model.rows if row.record == record))
    reader_of(page).handout.click()
    return page.handout.preview.text


def reader_of(page: SignpostingPage) -> ListReader:
    assert isinstance(page.reader, ListReader)
    return page.reader


def test_the_handout_holds_nothing_personal(page: SignpostingPage) -> None:
    text = open_handout(page)

    assert "Tuesday circle" in text
    assert "Telephone: 01632 960 123" in text
    assert "20 November 2026" in text
    assert page.workspace.programme.neutral_label in text
    for private in ("needle", "Siobh", "Fiadh", "Sam Okafor", "helped", page.workspace.hub_name):
        assert private not in text
    assert page.handout.warning.isHidden()
    assert page.handout.print.hasFocus()


def test_each_service_is_read_with_what_came_of_it(page: SignpostingPage) -> None:
    services = [SERVICE, {"name": "Baby bank", "outcome": "did-not-go"}, {"name": "Sure start"}]
    open_handout(page, services=services)
    page.handout.back.click()

    shown = [one.text() for one in page.reader.findChildren(QLabel) if not one.isHidden()]
    chips = {one.text() for one in page.reader.findChildren(Chip)}
    assert "\u2068Tuesday circle\u2069" in shown
    assert "01632 960 123" in shown
    assert {"It helped", "Did not go"} <= chips


def test_a_list_from_elsewhere_is_read_as_far_as_it_makes_sense(page: SignpostingPage) -> None:
    record = add_list(page.workspace)
    reading = page._read(record, mark=False)
    body: dict[str, object] = {"title": "Near you", "services": [7, {"name": "Tuesday circle"}]}
    strange = replace(reading.detail.revision, body=body)

    page.reader.show_record(
        replace(reading, detail=replace(reading.detail, revision=strange, heads=(strange,)))
    )

    shown = [one.text() for one in page.reader.findChildren(QLabel)]
    assert "\u2068Tuesday circle\u2069" in shown


@pytest.mark.parametrize("name", ["Siobhan", "Fiadh", "Sam"])
def test_words_that_name_somebody_are_left_out_and_shown(page: SignpostingPage, name: str) -> None:
    text = open_handout(page, covering_note=f"For {name}, with love.")

    assert name not in text
    assert f"For {name}, with love." in page.handout.left_out.text()
    assert not page.handout.warning.isHidden()


def test_it_is_printed_with_a_neutral_name(page: SignpostingPage, prompts: RecordedPrompts) -> None:
    open_handout(page)

    page.handout.print.click()

    assert prompts.asked == ["Local services"]
    assert prompts.printed[0].startswith(b"%PDF")
    assert "sent to the printer" in page.banner.message.text()


def test_without_a_printer_the_pdf_is_offered(
    page: SignpostingPage, prompts: RecordedPrompts
) -> None:
    open_handout(page)
    prompts.printing = "cancelled"
    page.handout.print.click()
    assert page.banner.isHidden()
    prompts.printing = "refused"
    page.handout.print.click()
    assert "did not take it" in page.banner.message.text()
    prompts.printing = "no-printer"

    page.handout.print.click()

    assert "no printer" in page.banner.message.text()
    assert page.handout.pdf.hasFocus()


def test_it_is_saved_as_a_pdf_and_as_plain_text(
    page: SignpostingPage, prompts: RecordedPrompts, tmp_path: Path
) -> None:
    open_handout(page)
    page.handout.pdf.click()
    page.handout.text.click()
    assert prompts.asked == ["local-services.pdf", "local-services.txt"]
    assert page.banner.isHidden()
    prompts.saved = tmp_path / "a.pdf"
    page.handout.pdf.click()
    prompts.saved = tmp_path / "a.txt"
    page.handout.text.click()

    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "a.txt").read_text(encoding="utf-8").startswith("Near you\n")
    assert "saved" in page.banner.message.text()
    prompts.saved = tmp_path / "gone" / "a.txt"
    page.handout.text.click()
    assert "folder-unreadable" in page.banner.slug.text()


def test_large_print_is_larger(page: SignpostingPage) -> None:
    open_handout(page, services=[SERVICE] * 12)
    pages = [page.handout.preview.page_count]
    page.handout.large.click()
    pages.append(page.handout.preview.page_count)

    assert pages[0] < pages[1]


def test_escape_goes_back_to_the_list_and_forgets_the_paper(page: SignpostingPage) -> None:
    open_handout(page)
    assert page.where()["view"] == "reading"

    QTest.keyClick(page.handout.preview, Qt.Key.Key_Escape)

    assert page.views.currentIndex() == View.READING
    assert page.handout.preview.text == ""
    assert page.reader.back.hasFocus()
    assert page.where()["view"] == "reading"
    reader_of(page).handout.click()
    page.empty()
    assert page.handout.sheet is None
    page.handout.large.click()
    for press in (page.handout.print, page.handout.pdf, page.handout.text):
        press.click()
    reader_of(page).handout_requested.emit()
    page.show_list()
    assert page.where() == {"view": "list"}


def test_other_keys_are_passed_on(page: SignpostingPage) -> None:
    open_handout(page)

    QTest.keyClick(page.handout, Qt.Key.Key_F2)

    assert page.handout.sheet is not None


def test_a_withdrawn_list_has_no_handout(page: SignpostingPage, prompts: RecordedPrompts) -> None:
    open_handout(page)
    page.handout.back.click()

    page.reader.withdraw.click()

    assert reader_of(page).handout.isHidden()
