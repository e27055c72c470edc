# SPDX-License-Identifier: Apache-2.0
"""Where on a form the person is: names of fields and numbers, never a text.

A path is the name of a field; inside a list of groups it goes on with the number of the group and
the name there (``goals.0.score``). A number at the end counts the controls of one field.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from desktop.ui.field_set import ListEditor

if TYPE_CHECKING:
    from desktop.ui.field_set import FieldPlace, FieldSet

_CONTROLS = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractButton)


def path_to(fields: FieldSet, control: QWidget) -> str:
    """Return the path of the field that a control belongs to, empty when it belongs to none."""
    for name, place in fields.places.items():
        if not (place.editor is control or place.editor.isAncestorOf(control)):
            continue
        if isinstance(place.editor, ListEditor):
            for number, group in enumerate(place.editor.sets):
                if group.isAncestorOf(control):
                    return f"{name}.{number}.{path_to(group, control)}".rstrip(".")
            return name
        controls = _controls(place)
        at = controls.index(control) if control in controls else 0
        return f"{name}.{at}" if at else name
    return ""


def control_at(fields: FieldSet, path: str) -> QWidget | None:
    """Return the control at a path; where the path goes astray, the nearest before it."""
    name, _dot, rest = path.partition(".")
    place = fields.places.get(name)
    if place is None:
        return None
    number, _dot, inner = rest.partition(".")
    at = int(number) if number.isdecimal() else 0
    if isinstance(place.editor, ListEditor):
        groups = place.editor.sets
        found = control_at(groups[at], inner) if inner and at < len(groups) else None
        return found or place.editor.add_button
    controls = _controls(place)
    if not controls:
        return None
    return controls[at] if at < len(controls) else controls[0]


def spot_in(control: QWidget) -> dict[str, object]:
    """Return where in a text the cursor is: ``cursor`` and ``anchor``; nothing without a text."""
    if isinstance(control, QPlainTextEdit):
        cursor = control.textCursor()
        return {"cursor": cursor.position(), "anchor": cursor.anchor()}
    if isinstance(control, QLineEdit):
        position, start = control.cursorPosition(), control.selectionStart()
        if start < 0:
            return {"cursor": position, "anchor": position}
        end = start + len(control.selectedText())
        return {"cursor": position, "anchor": start if position == end else end}
    return {}


def put_in(control: QWidget, *, cursor: int, anchor: int) -> None:
    """Put the cursor there; beyond the end, at the end."""
    if isinstance(control, QPlainTextEdit):
        end = control.document().characterCount() - 1
        made = control.textCursor()
        made.setPosition(min(max(anchor, 0), end))
        made.setPosition(min(max(cursor, 0), end), QTextCursor.MoveMode.KeepAnchor)
        control.setTextCursor(made)
    elif isinstance(control, QLineEdit):
        end = len(control.text())
        start, stop = min(max(anchor, 0), end), min(max(cursor, 0), end)
        control.deselect()
        control.setCursorPosition(stop)
        if start != stop:
            control.setSelection(start, stop - start)


def _controls(place: FieldPlace) -> list[QWidget]:
    inside = place.editor.findChildren(QWidget)
    return [
        one
        for one in inside
        if isinstance(one, _CONTROLS) and one.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]
