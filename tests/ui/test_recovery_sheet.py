# SPDX-License-Identifier: Apache-2.0
"""The recovery sheet: on paper, in a file, and proved by typing two groups."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.reports.sheets import as_text
from desktop.ui import recovery_sheet as module
from desktop.ui.recovery_sheet import RecoverySheet, recovery_sheet

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.tasks import InlineRunner
    from tests.ui.recorded import RecordedPrompts

CODE = "ABCD-EFGH-JKM0-PQRS-TVWX-YZ01-2345-6789-A"


@pytest.fixture
def sheet(qtbot: QtBot, inline: InlineRunner, prompts: RecordedPrompts) -> RecoverySheet:
    made = RecoverySheet(prompts=prompts, runner=inline)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.show_code(CODE)
    return made


def test_what_stands_on_the_paper() -> None:
    text = as_text(recovery_sheet(CODE))

    assert "ABCD-EFGH-JKM0-PQRS-\nTVWX-YZ01-2345-6789-A" in text
    assert "Where to keep it" in text
    assert "programme" not in text.lower()


def test_two_groups_prove_it(sheet: RecoverySheet) -> None:
    third, sixth = sheet.lines
    states = [sheet.is_proved]
    third.setText("jkm o")
    states.append(sheet.is_proved)
    sixth.setText("YZOI")
    states.append(sheet.is_proved)

    assert states == [False, False, True]
    assert [one.text() for one in sheet.verdicts] == ["Group 3 is right.", "Group 6 is right."]
    sheet.empty()
    assert not sheet.is_proved
    assert sheet.code.text() == ""
    assert third.text() == ""


def test_it_says_at_once_which_group_is_wrong(sheet: RecoverySheet) -> None:
    sheet.lines[0].setText("JKM")
    assert sheet.verdicts[0].text() == ""
    sheet.lines[0].setText("JKMN")

    assert "Group 3 is not like that" in sheet.verdicts[0].text()
    assert sheet.lines[0].accessibleDescription() == sheet.verdicts[0].text()


def test_enter_moves_on(sheet: RecoverySheet) -> None:
    went_on: list[bool] = []
    sheet.go_on_requested.connect(lambda: went_on.append(True))
    third, sixth = sheet.lines
    third.setFocus()
    QTest.keyClick(third, Qt.Key.Key_Return)
    assert third.hasFocus()
    third.setText("JKM0")
    QTest.keyClick(third, Qt.Key.Key_Return)
    assert sixth.hasFocus()
    sixth.setText("YZ01")
    QTest.keyClick(sixth, Qt.Key.Key_Return)

    assert went_on == [True]


def test_it_is_printed(sheet: RecoverySheet, prompts: RecordedPrompts) -> None:
    sheet.print.click()

    assert prompts.asked == ["A sheet to keep safe"]
    assert prompts.printed[0].startswith(b"%PDF")
    assert "sent to the printer" in sheet.said.text()


def test_without_a_printer_it_says_what_else_there_is(
    sheet: RecoverySheet, prompts: RecordedPrompts
) -> None:
    prompts.printing = "cancelled"
    sheet.print.click()
    assert sheet.said.isHidden()
    prompts.printing = "refused"
    sheet.print.click()
    assert "did not take it" in sheet.said.text()
    prompts.printing = "no-printer"
    sheet.print.click()

    assert "by hand" in sheet.said.text()


def test_it_is_saved_on_a_stick(
    sheet: RecoverySheet,
    prompts: RecordedPrompts,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_is_on_this_computer", lambda _path: False)
    sheet.save.click()
    assert prompts.asked == ["sheet-to-keep.pdf"]
    prompts.saved = tmp_path / "sheet.pdf"
    sheet.save.click()

    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    assert sheet.said.text() == "The sheet is saved."


def test_a_place_on_this_computer_is_asked_about(
    sheet: RecoverySheet,
    prompts: RecordedPrompts,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    prompts.saved = tmp_path / "sheet.pdf"
    prompts.yes = False
    sheet.save.click()
    assert "on this computer" in prompts.asked[-1]
    assert not prompts.saved.exists()
    prompts.yes = True
    sheet.save.click()

    assert prompts.saved.exists()


def test_a_stick_that_went_away_is_said_so(
    sheet: RecoverySheet, prompts: RecordedPrompts, tmp_path: Path
) -> None:
    prompts.saved = tmp_path / "gone" / "sheet.pdf"

    sheet.save.click()

    assert "gone cannot be read" in sheet.said.text()
