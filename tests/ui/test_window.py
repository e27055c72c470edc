# SPDX-License-Identifier: Apache-2.0
"""The window: unlocking, setting up, locking, closing; with real workspaces."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QTableView,
    QWidget,
)

from desktop.errors import DiskFull
from desktop.operations import records, workspaces
from desktop.ui.application import Application, default_home
from desktop.ui.fields import TextBox
from desktop.ui.models import RowsModel
from desktop.ui.records_page import RecordsPage
from desktop.ui.theme import Theme
from tests.ui.windows import room_of
from tests.ui.workspaces import PASSPHRASE, make_hub, write_note

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from desktop.ui.tasks import TaskRunner
    from desktop.ui.window import MainWindow
    from desktop.ui.workroom import Workroom
    from tests.ui.recorded import RecordedPrompts
    from tests.ui.workspaces import Pair

    MakeWindow = Callable[..., MainWindow]

T = TypeVar("T", bound=QWidget)


def open_pair(window: MainWindow, pair: Pair) -> Workroom:
    window.show_workspace(pair.volunteer)
    return room_of(window)


def shown_text(widget: QWidget) -> str:
    """Return everything that a widget and all inside it hold."""
    parts = [one.text() for one in widget.findChildren(QLabel)]
    parts += [one.text() for one in widget.findChildren(QLineEdit)]
    parts += [one.toPlainText() for one in widget.findChildren(QPlainTextEdit)]
    for model in widget.findChildren(RowsModel):
        parts += [
            str(model.data(model.index(row, column)))
            for row in range(model.rowCount())
            for column in range(model.columnCount())
        ]
    return "\n".join(parts)


def test_the_passphrase_opens_the_workspace(
    made_pair: tuple[Path, object], make_window: MakeWindow
) -> None:
    home = made_pair[0]
    window = make_window(home)
    unlock = window.unlock
    assert {unlock.chooser.itemText(n) for n in range(unlock.chooser.count())} == {
        "hub",
        "volunteer",
    }
    assert not unlock.unlock.isEnabled()
    unlock.chooser.setCurrentIndex(unlock.chooser.findText("volunteer"))
    unlock.secret.line.setText("not the passphrase")
    unlock.unlock.click()
    assert "wrong-passphrase" in unlock.banner.slug.text()

    unlock.secret.line.setText(PASSPHRASE)
    QTest.keyClick(unlock.secret.line, Qt.Key.Key_Return)

    assert room_of(window).workspace.role == "volunteer"
    assert unlock.secret.text() == ""
    assert window.windowTitle() == "Alongside"
    window.lock()
    assert window.workroom is None


def test_what_is_typed_can_be_seen_when_wanted(tmp_path: Path, make_window: MakeWindow) -> None:
    window = make_window(tmp_path, tmp_path / "somewhere")
    secret = window.unlock.secret

    secret.show_it.click()
    modes = [secret.line.echoMode()]
    secret.show_it.click()
    modes.append(secret.line.echoMode())

    assert modes == [QLineEdit.EchoMode.Normal, QLineEdit.EchoMode.Password]


def test_another_folder_can_be_chosen(
    tmp_path: Path, make_window: MakeWindow, prompts: RecordedPrompts
) -> None:
    window = make_window(tmp_path, tmp_path / "one")
    window.unlock.other.click()
    prompts.folder = tmp_path / "two"
    window.unlock.other.click()

    assert window.unlock.folder() == tmp_path / "two"
    window.unlock.secret.line.setText("x")
    window.unlock.unlock.click()
    assert "workspace-missing" in window.unlock.banner.slug.text()


def test_the_recovery_code_opens_it_with_a_new_passphrase(
    tmp_path: Path, make_window: MakeWindow
) -> None:
    made = make_hub(tmp_path)
    made.workspace.lock()
    window = make_window(tmp_path, tmp_path / "hub")
    unlock = window.unlock
    unlock.forgotten.click()
    unlock.code.setText(made.recovery_code)
    assert not unlock.recover.isEnabled()
    unlock.choice.again.line.setText(unlock.choice.six.text().upper())
    unlock.recover.click()

    assert room_of(window).workspace.role == "hub"
    window.lock()


def test_a_passphrase_of_ones_own_gets_honest_advice(
    tmp_path: Path, make_window: MakeWindow
) -> None:
    window = make_window(tmp_path, tmp_path / "hub")
    window.unlock.forgotten.click()
    choice = window.unlock.choice
    six = choice.six.text()
    choice.other.click()
    assert choice.six.text() != six
    choice.again.line.setText("something else")
    assert choice.advice.text() == "Not the same yet."
    choice.own.click()
    choice.again.clear()

    choice.first.line.setText("password")
    assert "longer one" in choice.advice.text()
    ready = [choice.is_ready]
    choice.first.line.setText("a heron reads maps at noon")
    assert "good one" in choice.advice.text()
    choice.again.line.setText("a heron reads maps at noon")

    ready.append(choice.is_ready)
    assert ready == [False, True]
    assert choice.advice.text() == "That is right."
    assert choice.passphrase() == "a heron reads maps at noon"
    window.unlock.cancel.click()
    assert window.unlock.steps.currentIndex() == 0


def test_locking_saves_first_then_empties_everything(
    pair: Pair, tmp_path: Path, make_window: MakeWindow, qtbot: QtBot
) -> None:
    write_note(pair.volunteer, talked_about="needle one")
    window = make_window(tmp_path)
    room = open_pair(window, pair)
    page = room.page("visit-notes")
    assert isinstance(page, RecordsPage)
    page.open_record(page.list.model.rows[0])
    page.start_new()
    (box,) = page.editor.form.fields.places["talked_about"].editor.findChildren(TextBox)
    QTest.keyClicks(box, "needle two")
    assert "needle two" in shown_text(window)

    with qtbot.waitSignal(window.workspace_locked):
        QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)

    assert pair.volunteer.is_locked
    assert "needle" not in shown_text(room)
    assert "needle" not in shown_text(window)
    with workspaces.open_workspace(pair.volunteer.folder, PASSPHRASE) as again:
        drafts = [row for row in records.list_records(again) if row.state == "draft"]
        assert records.show(again, drafts[0].record).revision.body == {"talked_about": "needle two"}


def test_words_that_cannot_be_saved_are_kept_behind_the_lock(
    pair: Pair, tmp_path: Path, make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = make_window(tmp_path)
    room = open_pair(window, pair)
    page = room.page("visit-notes")
    assert isinstance(page, RecordsPage)
    page.start_new()
    (box,) = page.editor.form.fields.places["talked_about"].editor.findChildren(TextBox)
    QTest.keyClicks(box, "needle")

    def full(*_args: object, **_more: object) -> None:
        raise DiskFull

    with monkeypatch.context() as patched:
        patched.setattr(records, "save_draft", full)
        room.lock.click()
    assert not pair.volunteer.is_locked
    assert window.screens.currentWidget() is window.unlock
    assert "disk-full" in window.unlock.banner.slug.text()
    window.unlock.go_back.click()
    assert window.screens.currentWidget() is room
    window.lock()

    assert pair.volunteer.is_locked


def test_closing_the_window_locks_first(
    pair: Pair, tmp_path: Path, make_window: MakeWindow
) -> None:
    window = make_window(tmp_path)
    open_pair(window, pair)

    window.close()

    assert pair.volunteer.is_locked
    assert not window.isVisible()


def test_zoom_by_keyboard(tmp_path: Path, make_window: MakeWindow, theme: Theme) -> None:
    window = make_window(tmp_path)
    control = Qt.KeyboardModifier.ControlModifier

    zooms: list[int] = []
    for key in (Qt.Key.Key_Equal, Qt.Key.Key_Minus, Qt.Key.Key_Equal, Qt.Key.Key_0):
        QTest.keyClick(window, key, control)
        zooms.append(theme.zoom)

    assert zooms == [110, 100, 110, 100]


def test_the_status_line_sends_and_pages_have_keys(
    pair: Pair, tmp_path: Path, make_window: MakeWindow
) -> None:
    write_note(pair.volunteer)
    window = make_window(tmp_path)
    room = open_pair(window, pair)
    assert room.status.text.text() == "1 record only on this laptop"
    QTest.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    assert room.navigation.currentRow() == 3

    room.status.send.click()

    assert room.status.text.text() == "1 handed over, no receipt yet"
    assert room.navigation.currentRow() == 4
    assert room.status.send.isHidden()
    window.lock()


def name_of(widget: QWidget) -> str:
    return f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"


CONTROLS = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QTableView, QListView)


def _is_part_of_qt(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    inside = parent.metaObject().className() if parent is not None else ""
    return inside.startswith(("QComboBox", "QTabBar"))


def nameless(widget: QWidget) -> list[str]:
    """Return the controls without an accessible name, parts of Qt's own widgets left out."""
    return [
        name_of(one)
        for kind in CONTROLS
        for one in widget.findChildren(kind)
        if not (one.accessibleName() or (isinstance(one, QAbstractButton) and one.text()))
        and not isinstance(one.parentWidget(), QComboBox | QTableView)
        and not _is_part_of_qt(one)
    ]


def unlabelled(widget: QWidget) -> list[str]:
    """Return the labels of fields that lead to no control."""
    return [
        one.text()
        for one in widget.findChildren(QLabel)
        if one.property("look") == "field" and one.buddy() is None
    ]


@pytest.mark.parametrize("side", ["volunteer", "hub"])
def test_every_control_has_a_name_and_every_field_a_label(
    pair: Pair, tmp_path: Path, make_window: MakeWindow, side: str
) -> None:
    window = make_window(tmp_path)
    window.show_workspace(pair.hub if side == "hub" else pair.volunteer)
    for place in room_of(window).places:
        page = place.page
        if isinstance(page, RecordsPage) and page.kind is not None:
            for list_field in page.editor.form.fields.places.values():
                button = list_field.editor.findChild(QAbstractButton)
                if list_field.field.hint == "list-of" and button is not None:
                    assert isinstance(button, QAbstractButton)
                    button.click()

    assert nameless(window) == []
    groups = {"choices", "list-of"}
    headings = {
        one.field.label
        for place in room_of(window).places
        if isinstance(place.page, RecordsPage)
        for one in place.page.editor.form.fields.places.values()
        if one.field.hint in groups
    }
    headings |= {"Where the two offline keys go", "Now type two groups from your paper:"}
    assert [
        text for text in unlabelled(window) if text.removesuffix(" (needed)") not in headings
    ] == []
    window.lock()


def test_with_real_threads_it_unlocks_locks_and_ends(
    made_pair: tuple[Path, object],
    tmp_path: Path,
    qapp: QApplication,
    qtbot: QtBot,
    prompts: RecordedPrompts,
) -> None:
    application = Application(app=qapp, home=made_pair[0], prompts=prompts, theme=Theme(app=qapp))
    window = application.window
    application.start()
    qtbot.waitUntil(lambda: window.unlock.chooser.count() == 2)
    window.unlock.secret.line.setText(PASSPHRASE)
    with qtbot.waitSignal(window.workspace_opened):
        window.unlock.unlock.click()
    room = room_of(window)
    qtbot.waitUntil(lambda: bool(room.status.text.text()))
    workspace = room.workspace
    with qtbot.waitSignal(window.workspace_locked):
        application.idle.idled.emit()

    assert workspace.is_locked
    window.close()
    application.end()
    assert prompts.asked == []


def test_workspaces_lie_in_the_systems_place_for_data() -> None:
    assert default_home().name == "workspaces"


def test_events_of_a_gone_room_reach_nobody(
    pair: Pair, tmp_path: Path, make_window: MakeWindow, threads: TaskRunner, qtbot: QtBot
) -> None:
    window = make_window(tmp_path, runner=threads)
    room = open_pair(window, pair)
    room.page("visit-notes").refresh()
    with qtbot.waitSignal(window.workspace_locked):
        window.lock()
    QWidget.event(window, QEvent(QEvent.Type.User))
    qtbot.waitUntil(lambda: threads.is_idle)

    assert window.workroom is None
