# SPDX-License-Identifier: Apache-2.0
"""From right to left, every page is its own mirror image, and names keep their own order.

The same pages with the same (Hebrew) texts are laid out both ways, and every widget has to stand
where its mirror image would. So nothing can be fixed to the left by accident.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui import icons, plain, pseudo_locale
from desktop.ui.models import Face, RowsModel
from desktop.ui.row_list import RowsList
from tests.ui.scenes import settle
from tests.ui.texts import label_of, own_widgets
from tests.ui.walks import PARTS
from tests.ui.windows import room_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.ui.theme import Theme
    from tests.ui.scenes import Scene
    from tests.ui.walks import Walker
    from tests.ui.windows import MakeWindow
    from tests.ui.workspaces import Pair

SLACK: Final = 16
"""Pixels: Qt turns layouts round, but not the margins of a layout."""
LEFT: Final = Qt.LayoutDirection.LeftToRight
RIGHT: Final = Qt.LayoutDirection.RightToLeft


@pytest.fixture
def hebrew(qapp: QApplication) -> Iterator[None]:
    made = pseudo_locale.install(qapp, mirrored=True)
    yield
    pseudo_locale.remove(qapp, made)


def places(root: QWidget) -> dict[QWidget, QRect]:
    return {
        one: QRect(one.mapTo(root, QPoint(0, 0)), one.size())
        for one in own_widgets(root)
        if one is not root
    }


def mirrored(place: QRect, width: int) -> QRect:
    return QRect(width - place.left() - place.width(), place.top(), place.width(), place.height())


def is_near(one: QRect, other: QRect) -> bool:
    return abs(one.left() - other.left()) <= SLACK and abs(one.right() - other.right()) <= SLACK


def not_mirrored(scene: Scene) -> Iterator[str]:
    """Yield the widgets that do not stand where their mirror image would."""
    right = places(scene.root)
    _turn(LEFT)
    left = places(scene.root)
    _turn(RIGHT)
    wrong = {
        one
        for one, place in right.items()
        if one in left and not is_near(place, mirrored(left[one], scene.root.width()))
    }
    # Parts follow the whole that they are in.
    for one in wrong:
        if one.parentWidget() not in wrong:
            yield f"{label_of(one)} is not mirrored"


def _turn(way: Qt.LayoutDirection) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.setLayoutDirection(way)
    settle()


@pytest.mark.parametrize("part", PARTS)
def test_every_page_is_its_own_mirror_image(walker: Walker, hebrew: None, part: str) -> None:
    found = walker.walk(part, not_mirrored)

    assert found == [], "\n" + "\n".join(found)


@pytest.mark.parametrize("side", ["volunteer", "hub"])
def test_the_navigation_stands_on_the_right(
    make_window: MakeWindow,
    open_full_pair: Callable[[str], Pair],
    tmp_path: Path,
    hebrew: None,
    side: str,
) -> None:
    pair = open_full_pair("cyrillic")
    window = make_window(tmp_path)
    window.show_workspace(pair.hub if side == "hub" else pair.volunteer)
    settle()
    room = room_of(window)

    navigation, page = (places(window)[one] for one in (room.navigation, room.pages))
    assert navigation.left() > page.center().x()
    assert page.right() <= navigation.left()
    window.lock()


def ink(image: QImage, colour: str) -> list[int]:
    """Return the columns in which a colour is to be seen."""
    wanted = QColor(colour).rgb()
    return [
        x
        for x in range(image.width())
        if any(image.pixel(x, y) == wanted for y in range(image.height()))
    ]


@pytest.mark.parametrize(("way", "is_on_left"), [(LEFT, False), (RIGHT, True)])
def test_the_chip_of_a_row_is_at_its_end(
    theme: Theme, qtbot: QtBot, way: Qt.LayoutDirection, is_on_left: bool
) -> None:
    model = RowsModel[str](lambda row: Face(title=row, details="More", chip="No", tone="bad"))
    rows = RowsList(model, theme=theme, name="Rows")
    qtbot.addWidget(rows)
    rows.setLayoutDirection(way)
    rows.resize(800, 120)
    model.set_rows(("שם",))
    image = rows.grab().toImage()

    middle = image.width() // 2
    columns = ink(image, theme.colours.bad_soft)
    assert columns
    assert all((x < middle) is is_on_left for x in columns)
    titles = ink(image, theme.colours.ink)
    assert titles
    assert all((x > middle) is is_on_left for x in titles)


@pytest.mark.parametrize("name", sorted(icons.POINTING))
def test_an_icon_that_points_points_the_other_way(qapp: QApplication, name: icons.IconName) -> None:
    def drawn() -> QImage:
        return icons.pixmap(name, colour="#000000", size=32, scale=1).toImage()

    straight = drawn()
    qapp.setLayoutDirection(RIGHT)
    turned = drawn()
    qapp.setLayoutDirection(LEFT)

    assert turned == straight.flipped(Qt.Orientation.Horizontal)
    assert turned != straight


def test_an_icon_that_does_not_point_stays_as_it_is(qapp: QApplication) -> None:
    straight = icons.pixmap("note", colour="#000000", size=32, scale=1).toImage()
    qapp.setLayoutDirection(RIGHT)
    turned = icons.pixmap("note", colour="#000000", size=32, scale=1).toImage()
    qapp.setLayoutDirection(LEFT)

    assert turned == straight


@pytest.mark.parametrize("name", ["דנה לוי", "Dana Levy", "دانا", "Dana (לוי), 3"])
def test_a_name_keeps_its_own_order_in_any_sentence(name: str) -> None:
    text = plain.isolated(name)

    assert text == f"\u2068{name}\u2069"
