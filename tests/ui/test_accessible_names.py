# SPDX-License-Identifier: Apache-2.0
"""Every control has a name for a screen reader, and every label of a field leads to its control."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
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

from desktop.ui.records_page import RecordsPage
from tests.ui.windows import room_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.windows import MakeWindow
    from tests.ui.workspaces import Pair


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
