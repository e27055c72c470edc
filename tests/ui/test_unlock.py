# SPDX-License-Identifier: Apache-2.0
"""Unlocking: choosing a workspace, Caps Lock, practice, and what is shown while it is busy."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desktop.errors import DiskFull
from desktop.ui import urgent, workspace_choice
from desktop.ui.fields import LineBox
from desktop.ui.passphrase import SecretLine
from desktop.ui.unlock import UnlockScreen
from desktop.ui.workspace_choice import (
    Found,
    WorkspaceChoice,
    find_workspace,
    find_workspaces,
    passphrase_file,
)

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.ui.tasks import InlineRunner
    from desktop.ui.theme import Theme
    from tests.ui.recorded import RecordedPrompts


@pytest.fixture
def screen(
    qtbot: QtBot, tmp_path: Path, inline: InlineRunner, prompts: RecordedPrompts, theme: Theme
) -> UnlockScreen:
    made = UnlockScreen(home=tmp_path, folder=None, runner=inline, prompts=prompts, theme=theme)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def make_workspaces(home: Path, *names: str) -> tuple[Path, ...]:
    """Make folders that look like workspaces from outside; the last one was used last."""
    made = tuple(home / name for name in names)
    for age, folder in enumerate(made):
        folder.mkdir(parents=True)
        (folder / "vault.json").touch()
        os.utime(folder, (age, age))
    return made


def test_workspaces_are_found_by_neutral_names(tmp_path: Path) -> None:
    make_workspaces(tmp_path, "workspace-1", "practice-1/hub", "practice-1/volunteer")
    (tmp_path / "practice-1" / "passphrase.txt").write_text("six words", encoding="utf-8")
    (tmp_path / "empty").mkdir()

    found = find_workspaces(tmp_path)

    assert [(one.label, one.is_practice) for one in found] == [
        ("Practice 1: hub", True),
        ("Practice 1: volunteer", True),
        ("Workspace 1", False),
    ]


def test_a_workspace_goes_by_the_name_that_it_was_given(
    screen: UnlockScreen, tmp_path: Path
) -> None:
    first, second = make_workspaces(tmp_path, "workspace-1", "practice-1/hub")
    for found in find_workspaces(tmp_path):
        screen.chooser.add(found)
    (first / "name.txt").write_text("Blue notebook\n", encoding="utf-8")
    (second / "name.txt").write_text("<b>Garden</b>", encoding="utf-8")

    for found in find_workspaces(tmp_path):
        screen.chooser.add(found)

    assert sorted(screen.chooser.labels()) == ["<b>Garden</b>", "Blue notebook"]
    assert find_workspace(first).label == "Blue notebook"


def test_a_real_workspace_is_never_taken_for_practice(tmp_path: Path) -> None:
    (folder,) = make_workspaces(tmp_path, "workspace-1")
    (tmp_path / "passphrase.txt").touch()

    assert passphrase_file(folder) is None


def test_a_folder_that_is_gone_was_never_used(tmp_path: Path) -> None:
    assert workspace_choice._changed(tmp_path / "gone") == 0.0


def test_the_one_used_last_is_chosen(screen: UnlockScreen, tmp_path: Path) -> None:
    folders = make_workspaces(tmp_path, "a", "c", "b")

    screen.look_for_workspaces()
    screen.look_for_workspaces()

    assert screen.chooser.labels() == ("A", "B", "C")
    assert screen.folder() == folders[-1]


def test_nothing_changes_under_the_hands_of_somebody_who_types(
    screen: UnlockScreen, tmp_path: Path
) -> None:
    folders = make_workspaces(tmp_path, "a", "b")
    screen.chooser.add(Found(folder=folders[0], label="A"))
    screen.secret.line.setText("x")

    screen.look_for_workspaces()

    assert screen.folder() == folders[0]


def test_the_wanted_one_is_chosen(
    qtbot: QtBot, tmp_path: Path, inline: InlineRunner, prompts: RecordedPrompts, theme: Theme
) -> None:
    folders = make_workspaces(tmp_path, "a", "b")
    made = UnlockScreen(
        home=tmp_path, folder=folders[0], runner=inline, prompts=prompts, theme=theme
    )
    qtbot.addWidget(made)

    made.look_for_workspaces()

    assert made.folder() == folders[0]


def test_one_workspace_is_named_and_several_are_rows(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    choice = WorkspaceChoice(theme=theme)
    qtbot.addWidget(choice)
    choice.choose_last_used()
    assert choice.chosen() is None
    choice.add(Found(folder=tmp_path, label="Workspace 1"))
    assert choice.single.text() == "Workspace 1"
    assert not choice.single.isHidden()

    choice.add(Found(folder=tmp_path / "x", label="Practice 1: hub", is_practice=True))

    assert choice.single.isHidden()
    assert [row.text() for _found, row in choice._rows] == [
        "Workspace 1",
        "Practice 1: hub (made-up families)",
    ]
    assert all(not row.isHidden() for _found, row in choice._rows)
    with qtbot.waitActive(choice):
        choice.show()
        choice.activateWindow()
    choice._rows[0][1].setFocus()
    QTest.keyClick(choice._rows[0][1], Qt.Key.Key_Down)
    assert choice.chosen() == tmp_path / "x"


def test_caps_lock_is_noticed_while_typing(screen: UnlockScreen) -> None:
    line = screen.secret.line
    none, shift = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
    seen = []
    for text, modifier in (("a", none), ("A", none), ("7", none), ("A", shift), ("a", shift)):
        event = QKeyEvent(QEvent.Type.KeyPress, ord(text.upper()), modifier, text)
        line.keyPressEvent(event)
        seen.append(not screen.secret.caps_lock.isHidden())

    assert seen == [False, True, True, False, True]
    assert screen.secret.text() == "aA7Aa"
    screen.prepare()
    assert screen.secret.caps_lock.isHidden()


def test_what_was_typed_does_not_come_back_with_undo(qtbot: QtBot) -> None:
    code, secret = LineBox(), SecretLine(name="Passphrase")
    for part in (code, secret):
        qtbot.addWidget(part)
        part.show()
    secret.show_it.setChecked(True)

    for part, line in ((code, code), (secret, secret.line)):
        QTest.keyClicks(line, "plum otter")
        part.clear()
        line.setEchoMode(LineBox.EchoMode.Normal)
        assert not line.isUndoAvailable()
        QTest.keySequence(line, QKeySequence(QKeySequence.StandardKey.Undo))
        assert line.text() == ""


def test_while_it_locks_nothing_is_asked(screen: UnlockScreen) -> None:
    screen.prepare("Locking…")
    assert screen.busy_text.text() == "Locking…"
    assert screen.steps.isHidden()

    screen.prepare()

    assert screen.busy.isHidden()
    assert not screen.steps.isHidden()


def test_unsaved_words_leave_one_thing_to_do(screen: UnlockScreen) -> None:
    screen.prepare("Locking…")

    screen.show_unsaved(DiskFull())

    assert screen.busy.isHidden()
    assert screen.steps.isHidden()
    assert screen.return_secret.line.hasFocus()
    typed: list[str] = []
    screen.return_requested.connect(typed.append)
    QTest.keyClick(screen.go_back, Qt.Key.Key_Return)
    screen.return_secret.line.setText("plum otter")
    QTest.keyClick(screen.go_back, Qt.Key.Key_Return)
    assert typed == ["plum otter"]


def test_the_passphrase_of_practice_is_filled_in(screen: UnlockScreen, tmp_path: Path) -> None:
    make_workspaces(tmp_path, "practice-1/hub", "practice-1/volunteer", "workspace-1")
    (tmp_path / "practice-1" / "passphrase.txt").write_text("six words\n", encoding="utf-8")
    screen.look_for_workspaces()
    assert screen.practice.isHidden()
    screen.chooser.choose(tmp_path / "practice-1" / "hub")
    assert not screen.practice.isHidden()

    screen.practice.click()

    assert screen.secret.text() == "six words"
    assert screen.unlock.isEnabled()


def test_escape_leaves_the_recovery_code_and_enter_opens(
    screen: UnlockScreen, tmp_path: Path
) -> None:
    (folder,) = make_workspaces(tmp_path, "workspace-1")
    screen.chooser.add(Found(folder=folder, label="Workspace 1"))
    screen.forgotten.click()
    assert screen.recovery.code.hasFocus()
    screen.recovery.code.setText("ABCD")
    screen.recovery.choice.again.line.setText(screen.recovery.choice.six.text())
    QTest.keyClick(screen.recovery.choice.again.line, Qt.Key.Key_Return)
    assert "vault-damaged" in screen.banner.slug.text()
    QTest.keyClick(screen.recovery.code, Qt.Key.Key_Escape)
    assert screen.steps.currentIndex() == 0
    QTest.keyClick(screen.secret.line, Qt.Key.Key_Escape)

    assert screen.secret.hasFocus()


def test_urgent_numbers_are_on_the_lock_screen(screen: UnlockScreen) -> None:
    texts = {one.text() for one in screen.urgent.findChildren(QLabel)}

    assert {number for number, _about in urgent.lines()} <= texts
    assert "999" in texts
