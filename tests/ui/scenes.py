# SPDX-License-Identifier: Apache-2.0
"""Every page, view and dialog, one after the other, without knowing what any of them is about.

A page is entered as a person would enter it: by the navigation, by its tabs, by opening rows of
its lists, by asking for something new. So a page that is added is looked at like the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QMessageBox,
    QPushButton,
    QStackedWidget,
    QTabWidget,
    QWidget,
)

from desktop.errors import DiskFull
from desktop.operations.backups import BackupView
from desktop.operations.progress import Progress
from desktop.ui.forms import ListEditor
from desktop.ui.models import FACE_ROLE, Face
from desktop.ui.prompts import Question, WindowPrompts
from desktop.ui.records_page import RecordsPage
from desktop.ui.row_list import RowsList
from desktop.ui.sending import SendingPage
from tests.ui.windows import room_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pytest

    from desktop.operations.workspaces import Workspace
    from desktop.ui.page import Page
    from desktop.ui.window import MainWindow

W = TypeVar("W", bound=QWidget)

EXAMPLE_WORDS: Final = (
    "alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel",
)  # fmt: skip
EXAMPLE_CODE: Final = "ABCD-EFGH-JKMN-PQRS-TVWX-YZ01-2345-6789-A"
EXAMPLE_COPY: Final = Path("backup-20261122-101530.alongside")
EXAMPLE_VIEW: Final = BackupView("2026-11-22T10:15:30.123Z", 12, "volunteer", 4_000_000)
MOST_ROWS: Final = 12


@dataclass(frozen=True)
class Scene:
    """What is on the screen at one moment.

    Attributes:
        name: which page, and which view of it.
        root: the window or dialog.
        page: the part of it that belongs to the page alone.
    """

    name: str
    root: QWidget
    page: QWidget


def settle() -> None:
    """Let layouts and deletions that were put off happen now."""
    # Layouts inside layouts settle one after the other.
    for _ in range(8):
        QCoreApplication.sendPostedEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def entrance(window: MainWindow) -> Iterator[Scene]:
    """Yield the unlock screen, recovery, and every step of the first run."""
    window.screens.setCurrentWidget(window.unlock)
    yield from _scene("unlock", window, window.unlock)
    window.unlock.banner.show_fault(DiskFull())
    yield from _scene("unlock, with a message", window, window.unlock)
    window.unlock.banner.clear()
    window.unlock.forgotten.click()
    yield from _scene("recovery", window, window.unlock)
    window.unlock.show_restoring()
    yield from _scene("restoring", window, window.unlock)
    window.unlock.restoring.show_view(EXAMPLE_COPY, EXAMPLE_VIEW)
    yield from _scene("restoring, with a copy", window, window.unlock)
    window.unlock.restoring.use_code.click()
    yield from _scene("restoring, with the code", window, window.unlock)
    window.unlock.restoring.clear()
    yield from _first_run(window)


def _first_run(window: MainWindow) -> Iterator[Scene]:
    first = window.first_run
    window.screens.setCurrentWidget(first)
    first.start(has_workspace=True)
    first.hub_words.check.set_words(EXAMPLE_WORDS)
    first.recovery.show_code(EXAMPLE_CODE)
    first.words.show_words(about="", eight=EXAMPLE_WORDS, more="")
    first.passphrase.choice.suggest()
    for step in (
        first.role,
        first.invitation,
        first.hub_words,
        first.readers,
        first.hub,
        first.passphrase,
        first.recovery,
        first.words,
        first.practice,
    ):
        first.show_step(step)
        yield from _scene(f"first run, {type(step).__name__}", window, first)
    first.banner.show_fault(DiskFull())
    yield from _scene("first run, with a message", window, first)
    first.banner.clear()


def workspace(window: MainWindow, opened: Workspace) -> Iterator[Scene]:
    """Open a workspace and yield every view of every page of it."""
    window.show_workspace(opened)
    room = room_of(window)
    for place in room.places:
        yield from _page(window, place.name)
    sending = room.page("sending")
    if isinstance(sending, SendingPage):
        room.show_page("sending")
        sending.older_copy.show()
        yield from _scene(f"{opened.role}, sending, an older copy", window, sending)
        sending.refresh()
    room.start_search()
    room.search.setText("a")
    room.search.textEdited.emit("a")
    yield from _scene(f"{opened.role}, search", window, room.page("search"))
    room.search.clear()


def _page(window: MainWindow, name: str) -> Iterator[Scene]:
    room = room_of(window)
    where = f"{room.workspace.role}, {name}"
    room.show_page(name)
    page = room.page(name)
    seen: set[int] = set()
    for view in _views(window, page):
        seen.add(_view_of(page))
        yield from _scene(f"{where}{view}", window, page)
    views = getattr(page, "views", None)
    if isinstance(views, QStackedWidget):
        # A view that nobody came to would be looked at by no test.
        # Where all kinds are together, nothing is written.
        editor = page.editor if isinstance(page, RecordsPage) and page.kind is None else None
        unseen = [views.widget(one) for one in range(views.count()) if one not in seen]
        unseen = [one for one in unseen if one is not editor]
        assert not unseen, f"{where}: {[type(one).__name__ for one in unseen]}"


def _view_of(page: Page) -> int:
    views = getattr(page, "views", None)
    return views.currentIndex() if isinstance(views, QStackedWidget) else -1


def _views(window: MainWindow, page: Page) -> Iterator[str]:
    yield ""
    page.banner.show_fault(DiskFull())
    yield ", with a message"
    page.banner.clear()
    page.progress.watch(Progress(), "Текст")
    yield ", working"
    page.progress.finish()
    for tabs in _visible(page, QTabWidget):
        for index in range(tabs.count()):
            tabs.setCurrentIndex(index)
            yield f", tab {index}"
            yield from (f", tab {index}{view}" for view in _rows(window, page))
        tabs.setCurrentIndex(0)
    yield from _rows(window, page)
    yield from _new(window, page)
    yield from _asked_for(window, page)


def _rows(window: MainWindow, page: Page) -> Iterator[str]:
    """Open one row of each look in each list, and what leads on from there, and come back."""
    for number, rows in enumerate(_visible(page, RowsList)):
        looks: set[str] = set()
        for row in range(min(rows.model().rowCount(), MOST_ROWS)):
            face = rows.model().index(row, 0).data(FACE_ROLE)
            look = f"{face.icon} {face.chip}" if isinstance(face, Face) else ""
            if look not in looks and rows.isVisible():
                looks.add(look)
                yield from _row(window, page, rows, row, f", row {row} of list {number}")


def _row(window: MainWindow, page: Page, rows: RowsList, row: int, view: str) -> Iterator[str]:
    before = _open(window, rows, row)
    if _seen(window) != before:
        yield view
        amend = getattr(getattr(page, "reader", None), "amend", None)
        for text in [
            one.text() for one in _visible(page, QPushButton) if one is amend or _promises_more(one)
        ]:
            _come_back(window, page)
            _open(window, rows, row)
            yield from _pressed(page, text, view)
    _come_back(window, page)


def _open(window: MainWindow, rows: RowsList, row: int) -> frozenset[int]:
    """Open a row; return what was on the screen before."""
    before = _seen(window)
    rows.choose(row)
    rows.open_requested.emit(rows.chosen())
    settle()
    return before


def _pressed(page: Page, text: str, view: str) -> Iterator[str]:
    """Press a button, which may have been made anew since it was seen."""
    before = _seen(page)
    for button in _visible(page, QPushButton):
        if button.text() == text and button.isEnabled():
            button.click()
            break
    if _seen(page) != before:
        yield f"{view}, {text}"


def _asked_for(window: MainWindow, page: Page) -> Iterator[str]:
    """Press what says with three dots that more is to come; in dialogs, nobody says yes."""
    for text in [one.text() for one in _visible(page, QPushButton) if _promises_more(one)]:
        yield from _pressed(page, text, "")
        _come_back(window, page)


def _promises_more(button: QPushButton) -> bool:
    return "…" in button.text()


def _name_of(window: MainWindow, page: Page) -> str:
    room = room_of(window)
    return next(one.name for one in room.places if room.page(one.name) is page)


def _new(window: MainWindow, page: Page) -> Iterator[str]:
    new = getattr(page, "new", None)
    if not (isinstance(new, QAbstractButton) and new.isVisible()):
        return
    before = _seen(page)
    new.click()
    if _seen(page) == before:
        return
    yield ", new"
    for part in _visible(page, ListEditor):
        part.add_button.click()
    yield ", new with groups"
    _come_back(window, page)


def _come_back(window: MainWindow, page: Page) -> None:
    room, name = room_of(window), _name_of(window, page)
    elsewhere = room.pages.currentWidget()
    if elsewhere is not None and elsewhere is not page:
        leave(elsewhere)
        room.show_page(name)
    leave(page)
    settle()


def leave(page: QWidget) -> None:
    """Go back from whatever is open on a page."""
    show_list = getattr(page, "show_list", None)
    if show_list is not None:
        show_list()
    else:
        for stack in page.findChildren(QStackedWidget):
            if not isinstance(stack.parentWidget(), QTabWidget):
                stack.setCurrentIndex(0)
        refresh = getattr(page, "refresh", None)
        if refresh is not None:
            refresh()


def dialogs(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, look: Callable[[Scene], None]
) -> None:
    """Open every dialog that the prompts can ask with, and have each looked at."""

    def exec_instead(dialog: QDialog) -> int:
        dialog.show()
        dialog.activateWindow()
        _become_active(dialog)
        look(Scene(name=f"dialog {type(dialog).__name__}", root=dialog, page=dialog))
        dialog.hide()
        return 0

    monkeypatch.setattr(QDialog, "exec", exec_instead)
    monkeypatch.setattr(QMessageBox, "exec", exec_instead)
    prompts = WindowPrompts()
    # In letters of which nobody would say that they were not translated.
    prompts.confirm(window, Question(text="Текст" * 9, detail="Текст" * 9, yes="Да"))
    prompts.reason(window, text="Текст" * 9, label="Имя", yes="Да")
    prompts.tell(window, text="Текст" * 9, detail="Текст" * 9)


def _become_active(dialog: QDialog) -> None:
    for _ in range(100):
        QCoreApplication.processEvents()
        if dialog.isActiveWindow():
            return
    raise AssertionError(dialog)


def _scene(name: str, window: MainWindow, page: QWidget) -> Iterator[Scene]:
    settle()
    yield Scene(name=name, root=window, page=page)


def _visible(root: QWidget, kind: type[W]) -> list[W]:
    return [one for one in root.findChildren(kind) if one.isVisible()]


def _seen(root: QWidget) -> frozenset[int]:
    settle()
    return frozenset(id(one) for one in root.findChildren(QWidget) if one.isVisible())
