# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.ui.models import Face, RowsModel
from desktop.ui.row_list import RowsList
from desktop.ui.theme import Scheme

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot

    from desktop.ui.theme import Theme

ROWS = tuple(f"A name that is rather long {n}" for n in range(60))


def face(row: str) -> Face:
    return Face(title=row, details="Yesterday", chip="Only on this laptop", icon="note")


def shown(qtbot: QtBot, theme: Theme, *, opens: bool = True) -> RowsList:
    model = RowsModel(face)
    model.set_rows(ROWS)
    rows = RowsList(model, theme=theme, name="Things", opens=opens)
    qtbot.addWidget(rows)
    theme.dress(rows)
    rows.resize(900, 300)
    rows.show()
    return rows


def drawn(rows: RowsList) -> QImage:
    return rows.grab().toImage()


def test_rows_are_drawn_in_both_directions_and_in_every_set_of_colours(
    qtbot: QtBot, theme: Theme
) -> None:
    rows = shown(qtbot, theme)
    pictures = [drawn(rows)]
    rows.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    pictures.append(drawn(rows))
    rows.choose(1)
    pictures.append(drawn(rows))
    theme.set_scheme(Scheme.DARK)
    pictures.append(drawn(rows))

    assert all(one != other for one, other in itertools.pairwise(pictures))


def test_a_narrow_list_gives_the_chip_a_line_of_its_own(qtbot: QtBot, theme: Theme) -> None:
    rows = shown(qtbot, theme)
    wide = rows.measures()
    rows.resize(260, 300)

    assert rows.measures().is_narrow
    assert not wide.is_narrow
    assert rows.measures().height > wide.height
    assert rows.sizeHintForIndex(rows.model().index(0, 0)).height() == rows.measures().height
    drawn(rows)


def test_larger_type_makes_higher_rows(qtbot: QtBot, theme: Theme) -> None:
    rows = shown(qtbot, theme)
    before = rows.measures().height
    theme.set_zoom(200)

    assert rows.measures().height > 1.7 * before
    assert not rows.horizontalScrollBar().isVisible()


def test_rows_of_one_line_are_drawn(qtbot: QtBot, theme: Theme) -> None:
    model: RowsModel[str] = RowsModel(lambda row: Face(title=row, strong=True))
    rows = RowsList(model, theme=theme, name="Things")
    qtbot.addWidget(rows)
    rows.resize(300, 100)
    nothing = drawn(rows)
    model.set_rows(("one",))

    assert drawn(rows) != nothing


def test_the_keyboard_and_the_mouse_open_a_row(qtbot: QtBot, theme: Theme) -> None:
    rows = shown(qtbot, theme)
    assert rows.chosen() is None
    rows.choose_first()
    rows.choose(99)
    assert rows.chosen() == ROWS[0]
    rows.choose_first()

    QTest.keyClick(rows, Qt.Key.Key_Down)
    with qtbot.waitSignal(rows.open_requested) as opened:
        QTest.keyClick(rows, Qt.Key.Key_Return)
    assert opened.args == [ROWS[1]]
    place = rows.visualRect(rows.model().index(2, 0)).center()
    with qtbot.waitSignal(rows.open_requested) as opened:
        QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened.args == [ROWS[2]]


def test_a_list_to_choose_from_is_not_opened_by_a_click(qtbot: QtBot, theme: Theme) -> None:
    rows = shown(qtbot, theme, opens=False)
    opened: list[object] = []
    rows.open_requested.connect(opened.append)
    place = rows.visualRect(rows.model().index(2, 0)).center()
    with qtbot.waitSignal(rows.row_chosen):
        QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert rows.chosen() == ROWS[2]
    assert opened == []


def test_it_tells_when_the_end_is_in_sight(qtbot: QtBot, theme: Theme) -> None:
    rows = shown(qtbot, theme)
    rows.choose_first()
    with qtbot.waitSignal(rows.end_reached):
        QTest.keyClick(rows, Qt.Key.Key_End)


def test_rows_shown_again_keep_what_is_chosen_and_tell_once(qtbot: QtBot, theme: Theme) -> None:
    rows = shown(qtbot, theme)
    rows.choose(3)
    told: list[object] = []
    rows.row_chosen.connect(lambda: told.append(rows.chosen()))

    rows.show_again(("Another one", *ROWS), key=lambda row: row)
    assert told == [ROWS[3]]
    rows.show_again(ROWS[:2], key=lambda row: row)
    assert told == [ROWS[3], ROWS[0]]
    rows.show_again((), key=lambda row: row)
    assert told == [ROWS[3], ROWS[0], None]
