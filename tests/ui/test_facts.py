# SPDX-License-Identifier: Apache-2.0
"""Names beside texts, and columns beside each other, turn where the room no longer fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

from desktop.ui.columns import TwoColumns
from desktop.ui.facts import Facts

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.theme import Theme


def test_a_name_stands_beside_its_text_or_above_it(qtbot: QtBot, theme: Theme) -> None:
    facts = Facts([("Language", "Igbo")])
    qtbot.addWidget(facts)
    facts.resize(900, 100)
    facts.show()
    name, value = facts.findChildren(QLabel)
    assert name.y() == value.y()

    facts.resize(150, 200)
    qtbot.waitUntil(lambda: value.y() > name.y())
    facts.resize(900, 100)
    facts.add("Site", "North")
    theme.set_zoom(200)
    facts.grab()

    assert value.accessibleName() == "Language: Igbo"
    assert len(facts.findChildren(QLabel)) == 4


def test_columns_stand_below_each_other_where_there_is_little_room(
    qtbot: QtBot, theme: Theme
) -> None:
    columns = TwoColumns()
    first, second = QLabel("first"), QLabel("second")
    columns.first.addWidget(first)
    columns.second.addWidget(second)
    qtbot.addWidget(columns)
    columns.resize(1100, 300)
    columns.show()
    assert not columns.is_narrow

    theme.set_zoom(200)
    qtbot.waitUntil(lambda: columns.is_narrow)
    theme.set_zoom(100)
    qtbot.waitUntil(lambda: not columns.is_narrow)
    assert columns.minimumSizeHint().width() < 1100
