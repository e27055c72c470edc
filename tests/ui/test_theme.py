# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette

from desktop.config import resources
from desktop.ui import icons, theme
from desktop.ui.theme import COLOURS, Scheme, Theme, contrast, edge_pairs, text_pairs
from tests import colours_table

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

ROOT = Path(__file__).resolve().parents[2]


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", list(Scheme))
def test_every_text_can_be_read(scheme: Scheme) -> None:
    weak = {
        pair: round(contrast(*pair), 2)
        for pair in text_pairs(COLOURS[scheme])
        if contrast(*pair) < 4.5
    }

    assert weak == {}


@pytest.mark.parametrize("scheme", list(Scheme))
def test_every_control_can_be_seen(scheme: Scheme) -> None:
    assert all(contrast(*pair) >= 3 for pair in edge_pairs(COLOURS[scheme]))


def test_the_style_sheet_uses_only_colours_of_the_theme() -> None:
    text = (resources() / "styles" / "alongside.qss").read_text(encoding="utf-8")

    assert not re.search(r"#[0-9a-fA-F]{3,8}\b", text.replace("$", ""))
    assert set(COLOURS[Scheme.LIGHT]._asdict()) >= set(re.findall(r"\$([a-z_]+)", text))
    for scheme in Scheme:
        assert {path.name for path in (resources() / "styles").glob(f"*-{scheme.value}.svg")} == {
            f"down-{scheme.value}.svg",
            f"tick-{scheme.value}.svg",
        }


def test_zoom_goes_from_100_to_200_per_cent_and_back(theme: Theme, qapp: QApplication) -> None:
    normal = qapp.font().pointSizeF()

    for _ in range(10):
        theme.zoom_in()
    assert theme.zoom == 200
    assert qapp.font().pointSizeF() == pytest.approx(2 * normal, abs=0.2)
    assert theme.pixels(10) == 20
    theme.zoom_out()
    assert theme.zoom == 175
    theme.set_zoom(20)
    assert theme.zoom == 100
    theme.zoom_out()
    assert theme.zoom == 100


def test_a_second_theme_starts_from_the_systems_own_size(qapp: QApplication) -> None:
    first = Theme(app=qapp, scheme=Scheme.LIGHT)
    first.set_zoom(200)
    second = Theme(app=qapp, scheme=Scheme.LIGHT)

    assert second.points() == first.points() / 2


def test_it_follows_the_system(qapp: QApplication) -> None:
    made = Theme(app=qapp)
    hints = qapp.styleHints()

    hints.setColorScheme(Qt.ColorScheme.Dark)
    dark = made.scheme
    hints.setColorScheme(Qt.ColorScheme.Light)
    light = made.scheme
    hints.unsetColorScheme()

    assert (dark, light) in [(Scheme.DARK, Scheme.LIGHT), (Scheme.LIGHT, Scheme.LIGHT)]


def test_a_scheme_can_be_chosen(theme: Theme, qapp: QApplication, qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme.changed):
        theme.set_scheme(Scheme.DARK)

    window = qapp.palette().color(QPalette.ColorRole.Window).name()
    assert window == COLOURS[Scheme.DARK].page
    assert theme.colours is COLOURS[Scheme.DARK]
    theme.set_scheme(None)
    assert theme.scheme in list(Scheme)


def test_every_icon_is_ours_and_drawn_in_the_colour_asked_for(qapp: QApplication) -> None:
    files = {path.stem for path in (resources() / "icons").glob("*.svg")}

    assert files == set(icons.NAMES)
    for name in icons.NAMES:
        image = icons.icon(name, colour="#ff0000", size=32).pixmap(32, 32).toImage()
        drawn = [
            image.pixelColor(x, y)
            for x in range(image.width())
            for y in range(image.height())
            if image.pixelColor(x, y).alpha() == 255
        ]
        assert drawn, name
        assert all(pixel.red() > 200 and pixel.green() < 60 for pixel in drawn), name


def test_space_comes_from_one_scale() -> None:
    scale = [theme.TIGHT, theme.SMALL, theme.MEDIUM, theme.LARGE, theme.WIDE]

    assert scale == sorted(scale)


def test_the_colours_in_the_design_page_are_those_of_the_theme() -> None:
    page = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")

    assert page == colours_table.renewed(page), "docs/design.md is out of date: run `make docs`"
