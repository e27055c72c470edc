# SPDX-License-Identifier: Apache-2.0
"""Setting up: a volunteer, a hub, practice; through the window, with real workspaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

from desktop.operations import hub, sending, workspaces
from desktop.ui import words_check
from tests.ui.windows import room_of
from tests.ui.workspaces import make_hub

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.ui.window import MainWindow
    from tests.ui.recorded import RecordedPrompts
    from tests.ui.windows import MakeWindow


def test_a_volunteer_sets_up_with_an_invitation(
    tmp_path: Path, make_window: MakeWindow, prompts: RecordedPrompts
) -> None:
    made = make_hub(tmp_path)
    path = tmp_path / "invitation.alongside"
    path.write_bytes(hub.invite(made.workspace, name="Sam Okafor").data)
    window = make_window(tmp_path / "home")
    first = window.first_run
    assert window.screens.currentWidget() is first
    first.role.cards["volunteer"].click()
    first.invitation.choose.click()
    prompts.files = (tmp_path / "missing",)
    first.invitation.choose.click()
    assert "file-unreadable" in first.banner.slug.text()
    prompts.files = (path,)
    first.invitation.choose.click()
    assert "Rowan Hub" in first.invitation.said.text()
    first.invitation.next.click()
    for index, line in zip(words_check.ASKED, first.hub_words.check.lines, strict=True):
        line.setText(made.words[index])
    first.hub_words.next.click()
    first.passphrase.choice.again.line.setText(first.passphrase.choice.six.text())
    passphrase = first.passphrase.choice.passphrase()
    first.passphrase.next.click()
    assert first.passphrase.choice.six.text() == ""
    prove_recovery_code(window)
    assert "approve" in first.words.about.text()
    first.words.next.click()

    workspace = room_of(window).workspace
    assert workspace.folder == tmp_path / "home" / "workspace-1"
    assert sending.status(workspace).hub_words_checked
    window.lock()
    workspaces.open_workspace(tmp_path / "home" / "workspace-1", passphrase).lock()
    made.workspace.lock()


def prove_recovery_code(window: MainWindow) -> None:
    step = window.first_run.recovery
    groups = step.code.text().replace("\n", "").split("-")
    step.lines[0].setText(groups[2].lower())
    assert not step.next.isEnabled()
    step.lines[1].setText(groups[5])
    step.next.click()
    assert step.code.text() == ""


def test_a_hub_is_set_up(tmp_path: Path, make_window: MakeWindow, prompts: RecordedPrompts) -> None:
    window = make_window(tmp_path / "home")
    first = window.first_run
    first.role.cards["hub"].click()
    first.hub.back.click()
    first.role.cards["hub"].click()
    first.hub.name.setText("Rowan Hub")
    first.hub.staff.setText("Priya Shah")
    first.hub.choose.click()
    assert not first.hub.next.isEnabled()
    prompts.folder = tmp_path / "offline"
    first.hub.choose.click()
    first.hub.next.click()
    first.passphrase.back.click()
    first.hub.next.click()
    first.passphrase.choice.again.line.setText(first.passphrase.choice.six.text())
    first.passphrase.next.click()
    prove_recovery_code(window)
    assert "root-key.txt" in first.words.more.text()
    first.words.next.click()

    assert room_of(window).workspace.hub_name == "Rowan Hub"
    assert len(list((tmp_path / "offline").iterdir())) == 2
    window.lock()


def test_a_hub_that_cannot_be_made_says_why(
    tmp_path: Path, make_window: MakeWindow, prompts: RecordedPrompts
) -> None:
    (tmp_path / "offline").mkdir()
    (tmp_path / "offline" / "something").touch()
    window = make_window(tmp_path / "home")
    first = window.first_run
    first.role.cards["hub"].click()
    first.hub.name.setText("Rowan Hub")
    first.hub.staff.setText("Priya Shah")
    prompts.folder = tmp_path / "offline"
    first.hub.choose.click()
    first.hub.next.click()
    first.passphrase.choice.again.line.setText(first.passphrase.choice.six.text())
    first.passphrase.next.click()

    assert "offline-folder-in-use" in first.banner.slug.text()
    assert first.steps.isEnabled()


def test_closing_in_the_middle_of_setting_up_leaves_nothing_open(
    tmp_path: Path, make_window: MakeWindow, prompts: RecordedPrompts
) -> None:
    window = make_window(tmp_path / "home")
    first = window.first_run
    first.role.cards["hub"].click()
    first.hub.name.setText("Rowan Hub")
    first.hub.staff.setText("Priya Shah")
    prompts.folder = tmp_path / "offline"
    first.hub.choose.click()
    first.hub.next.click()
    first.passphrase.choice.again.line.setText(first.passphrase.choice.six.text())
    passphrase = first.passphrase.choice.passphrase()
    first.passphrase.next.click()

    window.close()

    workspaces.open_workspace(tmp_path / "home" / "workspace-1", passphrase).lock()


def test_the_words_can_be_compared_later(
    tmp_path: Path, make_window: MakeWindow, prompts: RecordedPrompts
) -> None:
    made = make_hub(tmp_path)
    path = tmp_path / "invitation.alongside"
    path.write_bytes(hub.invite(made.workspace, name="Sam Okafor").data)
    window = make_window(tmp_path / "home")
    first = window.first_run
    first.role.cards["volunteer"].click()
    first.invitation.back.click()
    first.role.cards["volunteer"].click()
    prompts.files = (path,)
    first.invitation.choose.click()
    first.invitation.next.click()
    first.hub_words.back.click()
    first.invitation.next.click()
    first.hub_words.later.click()
    first.passphrase.back.click()
    first.hub_words.later.click()
    first.passphrase.choice.again.line.setText(first.passphrase.choice.six.text())
    first.passphrase.next.click()
    prove_recovery_code(window)
    first.words.next.click()

    assert not sending.status(room_of(window).workspace).hub_words_checked
    window.lock()
    window.unlock.setup.click()
    assert window.screens.currentWidget() is first
    first.cancel.click()
    assert window.screens.currentWidget() is window.unlock
    made.workspace.lock()


def test_practice_is_one_press_away(tmp_path: Path, make_window: MakeWindow) -> None:
    window = make_window(tmp_path / "home")
    first = window.first_run
    first.role.cards["practice"].click()
    assert "passphrase of both" in first.practice.passphrase.text()

    first.practice.next.click()

    room = room_of(window)
    assert room.workspace.practice
    texts = [one.text() for one in room.findChildren(QLabel)]
    assert any("every family here is made up" in text for text in texts)
    window.lock()
    assert window.unlock.chooser.count() == 2
