# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QFileDialog,
    QPlainTextEdit,
    QWidget,
)

from desktop.ui.prompts import Question, WindowPrompts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QPagedPaintDevice
    from pytestqt.qtbot import QtBot

QUESTION = Question(text="Throw it away?", detail="It is gone then.", yes="Throw it away")


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def when_shown(act: Callable[[QDialog], None]) -> None:
    """Do something with the dialog that the next call opens."""

    def do() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        act(dialog)

    QTimer.singleShot(0, do)


def press(text: str) -> Callable[[QDialog], None]:
    def act(dialog: QDialog) -> None:
        (found,) = [one for one in dialog.findChildren(QAbstractButton) if one.text() == text]
        found.click()

    return act


@pytest.mark.parametrize(("answer", "is_yes"), [("Throw it away", True), ("Go back", False)])
def test_a_question_is_answered(parent: QWidget, answer: str, *, is_yes: bool) -> None:
    when_shown(press(answer))

    assert WindowPrompts().confirm(parent, QUESTION) is is_yes


def test_closing_a_question_means_no(parent: QWidget) -> None:
    when_shown(lambda dialog: dialog.reject())

    assert WindowPrompts().confirm(parent, QUESTION) is False


def test_a_reason_is_asked_for(parent: QWidget) -> None:
    def answer(dialog: QDialog) -> None:
        (box,) = dialog.findChildren(QPlainTextEdit)
        yes = next(b for b in dialog.findChildren(QAbstractButton) if b.text() == "Do it")
        assert not yes.isEnabled()
        assert box.accessibleName() == "Why?"
        box.setPlainText("  Because. ")
        yes.click()

    when_shown(answer)
    assert WindowPrompts().reason(parent, text="Sure?", label="Why?", yes="Do it") == "Because."
    when_shown(press("Go back"))
    assert WindowPrompts().reason(parent, text="Sure?", label="Why?", yes="Do it") is None


def test_something_is_told(parent: QWidget) -> None:
    titles: list[str] = []

    def close(dialog: QDialog) -> None:
        titles.append(dialog.windowTitle())
        press("Close")(dialog)

    when_shown(close)
    WindowPrompts().tell(parent, text="It happened.", detail="<b>literally</b>")

    assert titles == [QApplication.applicationDisplayName() or "Alongside"]


def choose(name: str) -> Callable[[QDialog], None]:
    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, QFileDialog)
        dialog.selectFile(name)
        dialog.accept()

    return act


def test_choosing_files_leaves_no_trace(parent: QWidget, tmp_path: Path) -> None:
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(tmp_path))
    needle = tmp_path / "needle-folder"
    needle.mkdir()
    (needle / "one.age").touch()
    prompts = WindowPrompts()

    when_shown(choose(str(needle / "one.age")))
    files = prompts.open_files(parent, title="Files", kinds="Sealed files (*.age)")
    when_shown(choose(str(needle)))
    folder = prompts.open_folder(parent, title="Folder")
    when_shown(choose(str(needle / "two")))
    saved = prompts.save_file(parent, title="Save", name="two.alongside", kinds="Any (*)")
    when_shown(lambda dialog: dialog.reject())
    nothing = prompts.open_folder(parent, title="Folder")

    assert files == (needle / "one.age",)
    assert folder == needle
    assert saved == needle / "two.alongside"
    assert nothing is None
    written = "".join(
        path.read_text(errors="replace") for path in tmp_path.rglob("*.conf") if path.is_file()
    )
    assert "needle" not in written
    settings = QSettings(QSettings.Scope.UserScope, "QtProject")
    assert not [key for key in settings.allKeys() if key.startswith("FileDialog")]


def test_without_a_printer_it_says_so(parent: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))

    assert WindowPrompts().print_pages(parent, title="x", draw=lambda _: True) == "no-printer"


@pytest.mark.parametrize(
    ("chooses", "takes", "outcome"),
    [(True, True, "printed"), (True, False, "refused"), (False, True, "cancelled")],
)
def test_pages_are_drawn_once_a_printer_is_chosen(
    parent: QWidget, monkeypatch: pytest.MonkeyPatch, outcome: str, *, chooses: bool, takes: bool
) -> None:
    drawn: list[str] = []

    def draw(device: QPagedPaintDevice) -> bool:
        assert isinstance(device, QPrinter)
        drawn.append(device.docName())
        return takes

    def answer(dialog: QPrintDialog) -> int:
        assert not dialog.testOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile)
        return int(chooses)

    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(lambda: ["one"]))
    monkeypatch.setattr(QPrintDialog, "exec", answer)

    assert WindowPrompts().print_pages(parent, title="a\nlist", draw=draw) == outcome
    assert drawn == (["a list"] if chooses else [])
