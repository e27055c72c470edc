# SPDX-License-Identifier: Apache-2.0
"""Parts of a page go while the key that lets them go is still being handled."""

from __future__ import annotations

import ast
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget

import desktop.ui
from desktop.operations import records, review, sending
from desktop.ui.letting_go import empty_layout
from desktop.ui.review import ReviewPage
from tests.ui.workspaces import write_note

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.tasks import InlineRunner
    from desktop.ui.theme import Theme
    from tests.ui.recorded import RecordedPrompts
    from tests.ui.workspaces import Pair

PRESSES: Final = 200


@pytest.fixture
def holder(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    QVBoxLayout(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def layout_of(holder: QWidget) -> QVBoxLayout:
    layout = holder.layout()
    assert isinstance(layout, QVBoxLayout)
    return layout


def delete_what_is_due() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_the_focus_leaves_a_part_before_it_goes(holder: QWidget) -> None:
    outside, inside = QPushButton("stays"), QLineEdit("goes")
    layout_of(holder).addWidget(inside)
    outside.setParent(holder)
    outside.show()
    inside.show()
    inside.setFocus()
    assert inside.hasFocus()

    empty_layout(layout_of(holder))

    assert holder.hasFocus()
    assert inside.isHidden()
    assert layout_of(holder).count() == 0


def test_the_focus_stays_where_it_is_when_it_is_elsewhere(holder: QWidget) -> None:
    outside, inside = QPushButton("stays"), QLineEdit("goes")
    layout_of(holder).addWidget(inside)
    outside.setParent(holder)
    outside.show()
    outside.setFocus()

    empty_layout(layout_of(holder))

    assert outside.hasFocus()


def test_a_button_may_let_itself_go_while_it_is_pressed(holder: QWidget) -> None:
    pressed = QPushButton("goes")
    layout_of(holder).addWidget(pressed)
    pressed.setFocus()
    alive: list[bool] = []

    def press() -> None:
        empty_layout(layout_of(holder))
        alive.append(shiboken6.isValid(pressed) and pressed.parent() is holder)

    pressed.clicked.connect(press)
    QTest.keyClick(pressed, Qt.Key.Key_Space)
    assert alive == [True]

    delete_what_is_due()
    assert not shiboken6.isValid(pressed)


def test_hundreds_of_records_are_read_one_after_the_other(
    pair: Pair,
    qtbot: QtBot,
    inline: InlineRunner,
    prompts: RecordedPrompts,
    theme: Theme,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The list goes and the record comes in its place, and the next in the place of that one."""
    for day in ("2026-11-19", "2026-11-20", "2026-11-21"):
        write_note(pair.volunteer, when=day)
    sending.synchronise(pair.volunteer)
    sending.synchronise(pair.hub)
    theme.set_zoom(110)
    page = ReviewPage(workspace=pair.hub, runner=inline, prompts=prompts, theme=theme)
    qtbot.addWidget(page)
    page.resize(1_000, 700)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.refresh()
    page.list.focus_first()
    ever = cycle(records.list_records(pair.hub))
    monkeypatch.setattr(review, "unread", lambda *_args, **_more: (next(ever),))
    parts: set[int] = set()

    for number in range(PRESSES):
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert page.reader.area.hasFocus(), number
        if number % 7 == 3:
            QTest.keyClick(page.reader.area, Qt.Key.Key_Escape)
            assert page.list.rows.hasFocus(), number
        if number % 5 == 0:
            delete_what_is_due()
            parts.add(len(page.findChildren(QWidget)))

    assert len(parts) <= 2, "parts that were let go are still there"


def test_no_filter_of_ours_looks_at_every_event_of_every_object() -> None:
    """PySide makes a Python object for whatever a filter is shown.

    On the application, that is also what Qt is just building or taking apart, which has one
    already, or had; with two for the same place in memory the process dies, now and then.
    """
    watched: list[str] = []
    for file in sorted(Path(str(desktop.ui.__file__)).parent.glob("*.py")):
        watched += [
            ast.unparse(node.value)
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            if isinstance(node, ast.Attribute) and node.attr == "installEventFilter"
        ]

    assert watched
    forbidden = ("app", "_app", "application", "instance()", "qApp")
    assert [one for one in watched if one.rsplit(".", 1)[-1] in forbidden] == []
    assert isinstance(QApplication.instance(), QApplication)
