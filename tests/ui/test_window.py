# SPDX-License-Identifier: Apache-2.0
"""The window: unlocking, setting up, locking, closing; with real workspaces."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from desktop.errors import DiskFull
from desktop.operations import desk, records, workspaces
from desktop.ui.application import Application, default_home
from desktop.ui.fields import TextBox
from desktop.ui.models import RowsModel
from desktop.ui.page import Target
from desktop.ui.prompts import WindowPrompts
from desktop.ui.records_page import RecordsPage
from desktop.ui.search import SearchPage
from desktop.ui.theme import Theme
from tests.ui.windows import room_of
from tests.ui.workspaces import NOTE, PASSPHRASE, make_hub, write_note

if TYPE_CHECKING:
    from collections.abc import Callable

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


def notes_of(room: Workroom) -> RecordsPage:
    room.show_page("visit-notes")
    page = room.page("visit-notes")
    assert isinstance(page, RecordsPage)
    return page


def shown_text(widget: QWidget) -> str:
    """Return everything that a widget and all inside it hold."""
    parts = [one.text() for one in widget.findChildren(QLabel)]
    parts += [one.text() for one in widget.findChildren(QLineEdit)]
    parts += [one.toPlainText() for one in widget.findChildren(QPlainTextEdit)]
    for model in widget.findChildren(RowsModel):
        parts += [face.aloud() for face in model.faces]
    return "\n".join(parts)


def test_the_passphrase_opens_the_workspace(
    made_pair: tuple[Path, object], make_window: MakeWindow
) -> None:
    home = made_pair[0]
    window = make_window(home)
    unlock = window.unlock
    assert set(unlock.chooser.labels()) == {"Hub", "Volunteer"}
    assert not unlock.unlock.isEnabled()
    unlock.chooser.choose(home / "volunteer")
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
    unlock.recovery.code.setText(made.recovery_code)
    assert not unlock.recovery.go.isEnabled()
    unlock.recovery.choice.again.line.setText(unlock.recovery.choice.six.text().upper())
    unlock.recovery.go.click()

    assert room_of(window).workspace.role == "hub"
    window.lock()


def test_a_passphrase_of_ones_own_gets_honest_advice(
    tmp_path: Path, make_window: MakeWindow
) -> None:
    window = make_window(tmp_path, tmp_path / "hub")
    window.unlock.forgotten.click()
    choice = window.unlock.recovery.choice
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
    window.unlock.recovery.back.click()
    assert window.unlock.steps.currentIndex() == 0


def test_locking_saves_first_then_empties_everything(
    pair: Pair, tmp_path: Path, make_window: MakeWindow, qtbot: QtBot
) -> None:
    write_note(pair.volunteer, talked_about="needle one")
    window = make_window(tmp_path)
    room = open_pair(window, pair)
    page = notes_of(room)
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
        body = records.show(again, drafts[0].record).revision.body
        assert body["talked_about"] == "needle two"


def test_words_that_cannot_be_saved_are_kept_behind_the_lock(
    pair: Pair, tmp_path: Path, make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = make_window(tmp_path)
    room = open_pair(window, pair)
    page = notes_of(room)
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
    assert window.screens.currentWidget() is window.unlock
    window.unlock.return_secret.line.setText("somebody else")
    window.unlock.go_back.click()
    assert "wrong-passphrase" in window.unlock.banner.slug.text()
    window.unlock.return_secret.line.setText(PASSPHRASE)
    QTest.keyClick(window.unlock.return_secret.line, Qt.Key.Key_Return)
    assert window.screens.currentWidget() is room
    window.lock()

    assert pair.volunteer.is_locked


def test_locking_while_a_note_is_finished_waits_and_keeps_what_could_not_be_saved(
    pair: Pair,
    tmp_path: Path,
    make_window: MakeWindow,
    threads: TaskRunner,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    may_fail = Event()

    def full(*_args: object, **_options: object) -> None:
        may_fail.wait()
        raise DiskFull

    window = make_window(tmp_path, runner=threads)
    window.show_workspace(pair.volunteer)
    qtbot.waitUntil(lambda: window.workroom is not None)
    page = notes_of(room_of(window))
    page.new.click()
    qtbot.waitUntil(page.editor.isVisible)
    page.editor.form.fill(NOTE)
    (box,) = page.editor.form.fields.places["talked_about"].editor.findChildren(TextBox)
    QTest.keyClicks(box, "Dear ")
    monkeypatch.setattr(records, "save_draft", full)

    page.editor.finish.click()
    window.lock()
    may_fail.set()

    qtbot.waitUntil(window.unlock.go_back.isVisible)
    window.unlock.go_back.click()
    assert "Dear " in str(page.editor.form.data()["talked_about"])
    monkeypatch.undo()
    with qtbot.waitSignal(window.workspace_locked):
        window.lock()


def test_locking_takes_an_open_question_away(
    pair: Pair,
    tmp_path: Path,
    make_window: MakeWindow,
    prompts: RecordedPrompts,
    threads: TaskRunner,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def lock_meanwhile() -> None:
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        (box,) = dialog.findChildren(QPlainTextEdit)
        box.setPlainText("She said so on the telephone.")
        window.lock()

    for name in ("reason", "take_away"):
        monkeypatch.setattr(prompts, name, getattr(WindowPrompts(), name))
    note = write_note(pair.volunteer)
    window = make_window(tmp_path, runner=threads)
    window.show_workspace(pair.volunteer)
    qtbot.waitUntil(lambda: window.workroom is not None)
    page = notes_of(room_of(window))
    page.show_target(Target(record=note))
    qtbot.waitUntil(page.reader.withdraw.isVisible)
    QTimer.singleShot(0, window, lock_meanwhile)

    with qtbot.waitSignal(window.workspace_locked):
        page.reader.withdraw.click()
        assert QApplication.activeModalWidget() is None

    assert window.workroom is None


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


class Watcher(QObject):
    """Notes every widget that is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(f"{type(watched).__name__} {watched.accessibleName()}")
        return False


@pytest.mark.parametrize("side", ["volunteer", "hub"])
def test_nothing_flashes_up_while_a_workspace_opens(
    pair: Pair, tmp_path: Path, make_window: MakeWindow, qapp: QApplication, side: str
) -> None:
    window = make_window(tmp_path)
    watcher = Watcher()
    qapp.installEventFilter(watcher)

    window.show_workspace(pair.hub if side == "hub" else pair.volunteer)
    for place in room_of(window).places:
        room_of(window).show_page(place.name)
        page = room_of(window).page(place.name)
        if isinstance(page, RecordsPage) and page.new.isVisible():
            page.start_new()
    window.lock()
    qapp.removeEventFilter(watcher)

    assert watcher.shown == []


def test_the_status_line_sends_and_pages_have_keys(
    pair: Pair, tmp_path: Path, make_window: MakeWindow
) -> None:
    write_note(pair.volunteer)
    window = make_window(tmp_path)
    room = open_pair(window, pair)
    assert room.status.text.text() == "1 record only on this laptop"
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert room.navigation.currentRow() == 1
    room.navigation.setFocus()
    QTest.keyClick(room.navigation, Qt.Key.Key_Return)
    focused = window.focusWidget()
    assert focused is not None
    assert room.page("families").isAncestorOf(focused)

    room.status.send.click()

    assert room.status.text.text() == "1 handed over, no receipt yet"
    assert room.places[room.navigation.currentRow()].name == "sending"
    assert room.status.send.isHidden()
    window.lock()


def test_after_unlocking_everything_is_where_it_was(
    pair: Pair, tmp_path: Path, make_window: MakeWindow
) -> None:
    window = make_window(tmp_path)
    page = notes_of(open_pair(window, pair))
    page.start_new()
    (box,) = page.editor.form.fields.places["talked_about"].editor.findChildren(TextBox)
    QTest.keyClicks(box, "half a sentence")
    window.lock()

    window.show_workspace(workspaces.open_workspace(pair.volunteer.folder, PASSPHRASE))
    room = room_of(window)
    again = room.page("visit-notes")
    assert isinstance(again, RecordsPage)

    assert room.pages.currentWidget() is again
    (box,) = again.editor.form.fields.places["talked_about"].editor.findChildren(TextBox)
    assert box.toPlainText() == "half a sentence"
    again.show_list()
    again.open_record(again.list.model.rows[0])
    window.lock()


def test_what_was_read_is_open_again_and_what_has_gone_is_passed_over(
    pair: Pair, tmp_path: Path, make_window: MakeWindow
) -> None:
    record = write_note(pair.volunteer)
    window = make_window(tmp_path)
    page = notes_of(open_pair(window, pair))
    page.open_record(page.list.model.rows[0])
    page.go_back_to({"view": "reading", "record": "0" * 32})
    page.go_back_to({"view": "form", "record": "0" * 32})
    assert page.reader.shown is not None
    assert page.where() == {"view": "reading", "record": record}
    window.lock()

    window.show_workspace(workspaces.open_workspace(pair.volunteer.folder, PASSPHRASE))
    again = room_of(window).page("visit-notes")

    assert again.where() == {"view": "reading", "record": record}
    assert again.banner.isHidden()
    window.lock()


def test_a_recovery_sheet_that_is_not_on_paper_is_asked_for(
    pair: Pair, tmp_path: Path, make_window: MakeWindow
) -> None:
    desk.note_sheet(pair.volunteer, is_due=True)
    window = make_window(tmp_path)
    room = open_pair(window, pair)
    banner = room.page("today").banner

    assert banner.message.text() == "Your recovery sheet is not on paper."
    banner.next.click()
    assert room.pages.currentWidget() is room.page("settings")
    window.lock()


def test_search_is_everywhere_and_gives_the_place_back(
    pair: Pair, tmp_path: Path, make_window: MakeWindow
) -> None:
    record = write_note(pair.volunteer, talked_about="the yellow pram")
    window = make_window(tmp_path)
    room = open_pair(window, pair)
    control = Qt.KeyboardModifier.ControlModifier
    room.show_page("families")
    QTest.keyClick(window, Qt.Key.Key_F, control)
    assert room.search.hasFocus()

    QTest.keyClicks(room.search, "yel")
    found = room.page("search")
    assert isinstance(found, SearchPage)
    assert room.pages.currentWidget() is found
    assert [hit.record for hit in found.model.rows] == [record]
    QTest.keyClick(room.search, Qt.Key.Key_Escape)
    assert room.pages.currentWidget() is room.page("families")
    QTest.keyClicks(room.search, "yel")
    QTest.keyClick(room.search, Qt.Key.Key_Down)
    QTest.keyClick(found.hits, Qt.Key.Key_Return)

    assert room.pages.currentWidget() is room.page("visit-notes")
    assert room.page("visit-notes").where() == {"view": "reading", "record": record}
    QTest.keyClicks(room.search, "zzz")
    assert found.views.currentWidget() is found.nothing
    room.search.clear()
    room.search.textEdited.emit("")
    assert room.pages.currentWidget() is room.page("visit-notes")
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


RUN_AND_QUIT = """
import pathlib, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from desktop.ui.application import run
app = QApplication(sys.argv[:1])
QTimer.singleShot(0, app, app.quit)
sys.exit(run(home=pathlib.Path(sys.argv[1])))
"""


def test_the_program_stays_until_it_is_closed(tmp_path: Path) -> None:
    """In a process of its own: an application that has been told to quit runs no more loops."""
    ended = subprocess.run(
        (sys.executable, "-c", RUN_AND_QUIT, str(tmp_path)),
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (0, b"")


def test_workspaces_lie_in_the_systems_place_for_data() -> None:
    assert default_home().name == "workspaces"


def test_events_of_a_gone_room_reach_nobody(
    pair: Pair, tmp_path: Path, make_window: MakeWindow, threads: TaskRunner, qtbot: QtBot
) -> None:
    window = make_window(tmp_path, runner=threads)
    with qtbot.waitSignal(window.workspace_opened):
        window.show_workspace(pair.volunteer)
    room_of(window).page("visit-notes").refresh()
    with qtbot.waitSignal(window.workspace_locked):
        window.lock()
    QWidget.event(window, QEvent(QEvent.Type.User))
    qtbot.waitUntil(lambda: threads.is_idle)

    assert window.workroom is None


def test_locking_before_the_first_page_is_there_locks(
    pair: Pair, tmp_path: Path, make_window: MakeWindow, threads: TaskRunner, qtbot: QtBot
) -> None:
    window = make_window(tmp_path, runner=threads)
    window.show_workspace(pair.volunteer)
    with qtbot.waitSignal(window.workspace_locked):
        window.lock()
    qtbot.waitUntil(lambda: threads.is_idle)

    assert pair.volunteer.is_locked
    assert window.workroom is None
    assert window.screens.currentWidget() is window.unlock


def test_closing_before_the_first_page_is_there_locks(
    pair: Pair, tmp_path: Path, make_window: MakeWindow, threads: TaskRunner, qtbot: QtBot
) -> None:
    window = make_window(tmp_path, runner=threads)
    window.show_workspace(pair.volunteer)
    window.close()
    qtbot.waitUntil(lambda: threads.is_idle)

    assert pair.volunteer.is_locked
