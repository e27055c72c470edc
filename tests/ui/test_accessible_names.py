# SPDX-License-Identifier: Apache-2.0
"""Every control says what it is and what it is called; every label of a field leads to its control.

What a screen reader is told is asked of Qt's accessibility interface, not of the widgets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QLabel, QScrollArea, QWidget

from desktop.ui.fields import Editor
from desktop.ui.tab_order import takes_tab
from tests.ui.texts import label_of, own_widgets
from tests.ui.walks import PARTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QObject

    from tests.ui.scenes import Scene
    from tests.ui.walks import Walker

#: What a control that takes the keyboard may say that it is.
ROLES: Final = frozenset(
    {
        QAccessible.Role.Button,
        QAccessible.Role.ButtonMenu,
        QAccessible.Role.CheckBox,
        QAccessible.Role.ComboBox,
        QAccessible.Role.Dial,
        QAccessible.Role.EditableText,
        QAccessible.Role.Link,
        QAccessible.Role.List,
        QAccessible.Role.PageTabList,
        QAccessible.Role.RadioButton,
        QAccessible.Role.Slider,
        QAccessible.Role.SpinBox,
        QAccessible.Role.StaticText,
        QAccessible.Role.Table,
        QAccessible.Role.Tree,
    }
)


def told(widget: QObject) -> tuple[QAccessible.Role, str]:
    """Return what a screen reader is told: the role and the name."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.role(), interface.text(QAccessible.Text.Name)


def unnamed(scene: Scene) -> Iterator[str]:
    for widget in own_widgets(scene.root):
        if not takes_tab(widget):
            continue
        role, name = told(widget)
        if not name.strip():
            yield f"{label_of(widget)} has no name"
        # A part of a page that is scrolled with the keys says its name, and that it is a part.
        if role not in ROLES and not isinstance(widget, QScrollArea):
            yield f"{label_of(widget)} says it is a {role.name}"


def unlabelled(scene: Scene) -> Iterator[str]:
    """Yield the labels of fields that lead nowhere, unless a group of controls carries the name."""
    named = {one.accessibleName() for one in scene.root.findChildren(Editor)}
    for label in scene.root.findChildren(QLabel):
        if label.property("look") != "field" or not label.isVisible():
            continue
        is_of_group = any(name and label.text().startswith(name) for name in named)
        if label.buddy() is None and not is_of_group:
            yield f"{label_of(label)} leads to no control"


def alike(scene: Scene) -> Iterator[str]:
    """Yield the controls that cannot be told apart by what is said of them."""
    said: dict[tuple[object, ...], QWidget] = {}
    for widget in own_widgets(scene.page):
        if not takes_tab(widget) or isinstance(widget, QScrollArea):
            continue
        place = widget.parentWidget()
        key = (id(place), *told(widget), widget.accessibleDescription())
        if key in said and not isinstance(widget, QAbstractScrollArea):
            yield f"{label_of(widget)} is said like its neighbour"
        said[key] = widget


@pytest.mark.parametrize("part", PARTS)
def test_every_control_can_be_told_by_what_is_said_of_it(walker: Walker, part: str) -> None:
    found = walker.walk(part, unnamed, unlabelled, alike)

    assert found == [], "\n" + "\n".join(found)
