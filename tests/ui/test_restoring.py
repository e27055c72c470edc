# SPDX-License-Identifier: Apache-2.0
"""The way back from a safety copy, on the window that asks for the passphrase."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.crypto import vault
from desktop.errors import NotABackup, WrongPassphrase, WrongRecoveryCode
from desktop.operations import backups, records, workspaces
from desktop.storage.folder import RECORDS
from desktop.ui import plain
from desktop.ui.unlock import UnlockScreen
from desktop.ui.workspace_choice import Found
from tests.ui.workspaces import PASSPHRASE, QUICK, write_note

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.operations.workspaces import Workspace
    from desktop.ui.tasks import InlineRunner
    from desktop.ui.theme import Theme
    from tests.ui.recorded import RecordedPrompts
    from tests.ui.windows import MakeWindow
    from tests.ui.workspaces import Pair


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def screen(
    qtbot: QtBot, home: Path, inline: InlineRunner, prompts: RecordedPrompts, theme: Theme
) -> UnlockScreen:
    made = UnlockScreen(home=home, folder=None, runner=inline, prompts=prompts, theme=theme)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture
def copy(pair: Pair, tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    write_note(pair.volunteer)
    return backups.make(pair.volunteer, folder).file


def test_a_workspace_comes_back_from_its_copy(
    screen: UnlockScreen, copy: Path, home: Path, prompts: RecordedPrompts
) -> None:
    screen.restore.click()
    step = screen.restoring
    assert step.choose.hasFocus()
    assert not step.go.isEnabled()
    step.choose.click()
    prompts.files = (copy,)
    step.choose.click()
    assert copy.name in plain.as_written(step.about.text())
    assert "1 record" in step.about.text()
    assert "a volunteer" in step.about.text()
    assert str(home / "workspace-1") in plain.as_written(step.place.text())
    assert step.secret.line.hasFocus()
    QTest.keyClicks(step.secret.line, PASSPHRASE)
    QTest.keyClick(step.secret.line, Qt.Key.Key_Return)

    assert screen.folder() == home / "workspace-1"
    assert screen.banner.message.text() == "1 record is back."
    assert "Workspace 1" in screen.banner.detail.text()
    assert screen.secret.line.hasFocus()
    with workspaces.open_workspace(home / "workspace-1", PASSPHRASE) as back:
        assert [row.kind for row in records.list_records(back)] == ["visit-note"]
    assert step.secret.text() == ""


def test_the_recovery_code_of_that_time_opens_it_too(
    screen: UnlockScreen,
    pair: Pair,
    home: Path,
    tmp_path: Path,
    prompts: RecordedPrompts,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(vault, "calibrate", lambda: QUICK)
    code = workspaces.new_recovery_code(pair.hub, passphrase=PASSPHRASE)
    file = backups.make(pair.hub, tmp_path).file
    screen.show_restoring(file)
    step = screen.restoring
    assert "a hub" in step.about.text()
    step.use_code.click()
    assert step.code.hasFocus()
    step.code.setText("AAAA-BBBB")
    step.go.click()
    assert screen.banner.slug.text()
    prompts.folder = tmp_path / "elsewhere"
    step.elsewhere.click()
    step.code.setText(code)
    step.go.click()

    assert screen.folder() == tmp_path / "elsewhere"
    assert WrongRecoveryCode.slug not in screen.banner.slug.text()
    assert "back" in screen.banner.message.text()


def test_a_wrong_passphrase_makes_nothing(screen: UnlockScreen, copy: Path, home: Path) -> None:
    screen.show_restoring(copy)
    step = screen.restoring
    step.secret.line.setText("not the passphrase of that time")
    step.go.click()

    assert WrongPassphrase.slug in screen.banner.slug.text()
    assert list(home.iterdir()) == []
    assert step.secret.line.hasFocus()
    assert step.go.isEnabled()
    step.use_code.click()
    step.use_code.click()
    assert step.secret.line.hasFocus()
    assert screen.banner.isVisible()


def test_what_is_no_copy_is_told(
    screen: UnlockScreen, tmp_path: Path, prompts: RecordedPrompts
) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"no copy")
    prompts.files = (tmp_path / "photo.jpg",)
    screen.restore.click()
    screen.restoring.choose.click()

    assert NotABackup.slug in screen.banner.slug.text()
    assert not screen.restoring.go.isEnabled()
    QTest.keyClick(screen, Qt.Key.Key_Return)
    assert screen.steps.currentWidget() is screen.restoring


def test_escape_leads_back(screen: UnlockScreen, home: Path, qtbot: QtBot) -> None:
    screen.restore.click()
    with qtbot.waitSignal(screen.setup_requested):  # there is no workspace to unlock
        QTest.keyClick(screen, Qt.Key.Key_Escape)
    (home / "workspace-1").mkdir()
    (home / "workspace-1" / "vault.json").touch()
    screen.look_for_workspaces()
    screen.restore.click()
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    assert screen.steps.currentIndex() == 0
    assert screen.secret.line.hasFocus()


def damage(workspace: Workspace) -> None:
    file = workspace.folder / RECORDS
    data = bytearray(file.read_bytes())
    data[100:4000] = bytes(3900)
    file.write_bytes(bytes(data))


def test_a_damaged_workspace_leads_to_its_newest_copy(
    screen: UnlockScreen, pair: Pair, home: Path
) -> None:
    write_note(pair.volunteer)
    made = backups.run_due(pair.volunteer)
    assert made is not None
    folder = pair.volunteer.folder
    pair.volunteer.lock()
    damage(pair.volunteer)
    screen.chooser.add(Found(folder=folder, label="Mine"))
    screen.chooser.choose(folder)
    screen.secret.line.setText(PASSPHRASE)
    screen.unlock.click()

    assert screen.banner.next.text() == "Restore from this copy…"
    before = (folder / RECORDS).read_bytes()
    screen.banner.next.click()
    step = screen.restoring
    assert made.file.name in plain.as_written(step.about.text())
    step.secret.line.setText(PASSPHRASE)
    step.go.click()

    assert screen.folder() == home / "workspace-1"
    assert (folder / RECORDS).read_bytes() == before


def test_on_a_new_computer_the_first_window_leads_there(
    make_window: MakeWindow, tmp_path: Path, copy: Path
) -> None:
    window = make_window(tmp_path / "nothing here")
    first = window.first_run
    assert first.restore.isVisible()
    first.restore.click()

    assert window.screens.currentWidget() is window.unlock
    assert window.unlock.steps.currentWidget() is window.unlock.restoring
    window.unlock.restoring.back.click()
    assert window.screens.currentWidget() is first
