# SPDX-License-Identifier: Apache-2.0
"""How parts of a page that have served are let go: texts forgotten, hidden, and deleted later.

A part may be on the way of the very key that lets it go: its event handler is still running, and
the focus may be in it. So it is never deleted at once and never loses its parent on the way, and
the focus leaves it before it is hidden: Qt would otherwise look for another place for it among
parts that are going too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.ui import plain

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayout, QWidget


def empty_layout(layout: QLayout) -> None:
    """Let go of every widget in a layout."""
    holder = layout.parentWidget()
    while (item := layout.takeAt(0)) is not None:
        part = item.widget()
        if part is not None:
            let_go(part, holder)


def let_go(part: QWidget, holder: QWidget | None) -> None:
    """Let go of one widget; ``holder``, which stays, takes the focus over from it."""
    focused = part.window().focusWidget()
    if holder is not None and focused is not None and _is_inside(focused, part):
        # Only until whoever lets it go says where it belongs; keys find their way meanwhile.
        holder.setFocus()
    plain.forget_texts(part)
    part.hide()
    part.deleteLater()


def _is_inside(widget: QWidget, part: QWidget) -> bool:
    return widget is part or part.isAncestorOf(widget)
