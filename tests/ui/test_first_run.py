# SPDX-License-Identifier: Apache-2.0
"""Setting up: a volunteer, a hub, practice; through the window, with real workspaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desktop.operations import desk, hub, sending, workspaces
from desktop.ui import words_check
from tests.ui.windows import room_of
from tests.ui.workspaces import make_hub

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

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
    first.readers.next.click()
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
    (tmp_path / "in-use").mkdir()
    (tmp_path / "in-use" / "something").touch()
    (tmp_path / "offline").mkdir()
    window = make_window(tmp_path / "home")
    first = window.first_run
    first.role.cards["hub"].click()
    first.hub.name.setText("Rowan Hub")
    first.hub.staff.setText("Priya Shah")
    prompts.folder = tmp_path / "in-use"
    first.hub.choose.click()
    assert "offline-folder-in-use" in first.banner.slug.text()
    assert not first.hub.next.isEnabled()
    prompts.folder = tmp_path / "offline"
    first.hub.choose.click()
    assert first.banner.isHidden()
    first.hub.next.click()
    (tmp_path / "offline" / "something").touch()
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


def test_leaving_the_laptop_in_the_middle_hides_the_recovery_code(
    tmp_path: Path, make_window: MakeWindow, prompts: RecordedPrompts, qtbot: QtBot
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
    # Those who watch over an open workspace begin to watch.
    with qtbot.waitSignal(window.workspace_opened):
        first.passphrase.next.click()
    states = [first.has_made]

    with qtbot.waitSignal(window.workspace_locked):
        window.lock()

    states.append(first.has_made)
    assert states == [True, False]
    assert window.screens.currentWidget() is window.unlock
    assert "recovery sheet" in window.unlock.banner.message.text()
    window.lock()
    with workspaces.open_workspace(tmp_path / "home" / "workspace-1", passphrase) as again:
        assert desk.is_sheet_due(again)


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
    first.readers.back.click()
    first.hub_words.later.click()
    first.readers.next.click()
    first.passphrase.back.click()
    first.readers.next.click()
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
    assert len(first.practice.passphrase.text().split()) == 6

    first.practice.next.click()

    room = room_of(window)
    assert room.workspace.practice
    texts = [one.text() for one in room.findChildren(QLabel)]
    assert any("every family here is made up" in text for text in texts)
    window.lock()
    assert window.unlock.chooser.count() == 2
    window.unlock.practice.click()
    window.unlock.unlock.click()
    assert room_of(window).workspace.practice
    window.lock()
    window.unlock.setup.click()
    first.role.cards["practice"].click()
    first.practice.hub.click()
    assert room_of(window).workspace.role == "hub"
    assert [one.name for one in (tmp_path / "home").iterdir()] == ["practice-1"]
    window.lock()


def press(window: MainWindow, key: Qt.Key) -> None:
    """Press a key where the focus is."""
    QTest.keyClick(window.focusWidget() or window, key)


def write(window: MainWindow, text: str) -> None:
    """Type where the focus is."""
    QTest.keyClicks(window.focusWidget() or window, text)


def test_a_volunteer_sets_up_with_the_keyboard_alone(
    tmp_path: Path, make_window: MakeWindow, prompts: RecordedPrompts
) -> None:
    made = make_hub(tmp_path)
    path = tmp_path / "invitation.alongside"
    path.write_bytes(hub.invite(made.workspace, name="Sam Okafor").data)
    prompts.files = (path,)
    window = make_window(tmp_path / "home")
    first = window.first_run

    press(window, Qt.Key.Key_Return)  # I am a volunteer
    assert first.bar.text.text() == "Step 1 of 6"
    press(window, Qt.Key.Key_Return)  # choose the file
    press(window, Qt.Key.Key_Return)  # go on
    assert first.bar.text.text() == "Step 2 of 6"
    for index in words_check.ASKED:
        write(window, made.words[index].upper())
        press(window, Qt.Key.Key_Return)
    assert first.bar.text.text() == "Step 3 of 6"
    press(window, Qt.Key.Key_Return)  # who can read it
    write(window, first.passphrase.choice.six.text())
    press(window, Qt.Key.Key_Return)
    assert first.bar.text.text() == "Step 5 of 6"
    groups = first.recovery.code.text().replace("\n", "").split("-")
    first.recovery.lines[0].setFocus()
    write(window, groups[2].lower())
    press(window, Qt.Key.Key_Return)
    write(window, groups[5])
    press(window, Qt.Key.Key_Return)
    assert first.bar.text.text() == "Step 6 of 6"
    press(window, Qt.Key.Key_Return)

    assert room_of(window).workspace.person.name == "Sam Okafor"
    window.lock()
    made.workspace.lock()


def test_escape_goes_back_a_step_at_a_time(tmp_path: Path, make_window: MakeWindow) -> None:
    (tmp_path / "home" / "workspace-1").mkdir(parents=True)
    window = make_window(tmp_path / "home")
    window.unlock.setup.click()
    first = window.first_run
    first.role.cards["hub"].click()
    assert not first.bar.isHidden()
    assert first.cancel.isHidden()

    press(window, Qt.Key.Key_Escape)
    assert first.steps.currentWidget() is first.role
    assert first.bar.isHidden()
    press(window, Qt.Key.Key_Escape)

    assert window.screens.currentWidget() is window.unlock


def test_enter_leads_through_the_form_of_a_new_hub(tmp_path: Path, make_window: MakeWindow) -> None:
    window = make_window(tmp_path / "home")
    first = window.first_run
    first.role.cards["hub"].click()
    write(window, "Rowan Hub")
    press(window, Qt.Key.Key_Return)
    assert first.hub.staff.hasFocus()
    QTest.keyClick(window, Qt.Key.Key_F2)

    assert first.steps.currentWidget() is first.hub


def dropped(window: MainWindow, *paths: Path) -> bool:
    """Drop files onto the window; say whether they were taken."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    modifier = Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(QPoint(9, 9), action, data, button, modifier)
    entered.ignore()
    window.first_run.dragEnterEvent(entered)
    fell = QDropEvent(QPointF(9, 9), action, data, button, modifier)
    fell.ignore()
    window.first_run.dropEvent(fell)
    assert entered.isAccepted() == fell.isAccepted()
    return fell.isAccepted()


def test_an_invitation_can_be_dropped_onto_the_window(
    tmp_path: Path, make_window: MakeWindow
) -> None:
    made = make_hub(tmp_path)
    path = tmp_path / "invitation.alongside"
    path.write_bytes(hub.invite(made.workspace, name="Sam Okafor").data)
    window = make_window(tmp_path / "home")
    first = window.first_run

    taken = [
        dropped(window, tmp_path / "picture.png"),
        dropped(window, path, path),
        dropped(window, path),
    ]
    assert taken == [False, False, True]
    assert first.steps.currentWidget() is first.invitation
    assert "Sam Okafor" in first.invitation.said.text()
    first.invitation.next.click()
    assert not dropped(window, path)
    made.workspace.lock()


def test_who_can_read_it_is_said_before_the_first_note(
    tmp_path: Path, make_window: MakeWindow
) -> None:
    window = make_window(tmp_path / "home")
    said = " ".join(one.text() for one in window.first_run.readers.findChildren(QLabel))

    for word in ("staff of your hub", "safeguarding staff", "escrow key", "lost", "Drafts never"):
        assert word in said


def test_only_the_step_on_show_asks_for_room(tmp_path: Path, make_window: MakeWindow) -> None:
    first = make_window(tmp_path / "home").first_run
    heights = [first.steps.sizeHint().height()]
    first.role.cards["hub"].click()
    heights.append(first.steps.sizeHint().height())
    first.hub.back.click()
    heights.append(first.steps.sizeHint().height())

    assert heights[0] < heights[1]
    assert heights[2] == heights[0]
    assert first.steps.currentIndex() == 0
    first.steps.setCurrentIndex(1)
    assert first.steps.currentWidget() is first.hub
