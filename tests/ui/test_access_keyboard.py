# SPDX-License-Identifier: Apache-2.0
"""With the keyboard alone: every control can be reached and left, in the order of reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QRadioButton, QWidget

from desktop.ui.tab_order import takes_tab
from tests.ui.texts import everything, label_of
from tests.ui.walks import PARTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.ui.scenes import Scene
    from tests.ui.walks import Walker

TOLERANCE = 4
"""Pixels by which two controls of one row may stand higher or lower."""


def stops(scene: Scene) -> list[QWidget]:
    """Return every control that a person should come to with Tab."""
    found = [one for one in everything(scene.root) if takes_tab(one) and one.isEnabled()]
    return [one for one in found if not (isinstance(one, QRadioButton) and not one.isChecked())]


def way_round(key: Qt.Key, start: QWidget) -> list[QWidget]:
    """Return the controls that have the focus in turn, from ``start`` until one comes again."""
    start.setFocus(Qt.FocusReason.TabFocusReason)
    seen: list[QWidget] = []
    at = QApplication.focusWidget()
    while at is not None and at not in seen:
        seen.append(at)
        QTest.keyClick(at, key)
        at = QApplication.focusWidget()
    return seen


def ill_reached(scene: Scene) -> Iterator[str]:
    """Yield what Tab does not come to, where it is caught, and where it goes up or back."""
    wanted = stops(scene)
    if not wanted:
        return
    forward = way_round(Qt.Key.Key_Tab, wanted[0])
    backward = way_round(Qt.Key.Key_Backtab, wanted[0])
    for one in wanted:
        if one not in forward:
            yield f"{label_of(one)} is not reached with Tab, which ends at {label_of(forward[-1])}"
        elif one not in backward:
            yield f"{label_of(one)} is not reached with Shift+Tab"
    if set(forward) == set(backward) and forward[1:] != backward[:0:-1]:
        yield f"{label_of(scene.page)}: Shift+Tab does not go the way of Tab backwards"
    yield from out_of_order(scene, forward)


def out_of_order(scene: Scene, forward: list[QWidget]) -> Iterator[str]:
    """Yield where Tab goes up or back inside a page."""
    inside = [scene.page.isAncestorOf(one) for one in forward]
    is_mirrored = scene.root.layoutDirection() is Qt.LayoutDirection.RightToLeft
    backwards = [
        f"Tab goes from {label_of(forward[number - 1])} back to {label_of(later)}"
        for number, later in enumerate(forward)
        if inside[number - 1]
        and inside[number]
        and not is_read_after(forward[number - 1], later, is_mirrored=is_mirrored)
    ]
    # Where the page is all there is, the way from its last control to its first goes up.
    yield from backwards[1 if all(inside) else 0 :]


def place_of(widget: QWidget, root: QWidget) -> QRect:
    return QRect(widget.mapTo(root, QPoint(0, 0)), widget.size())


def branch_below(widget: QWidget, ancestor: QWidget) -> QWidget:
    """Return the part of ``ancestor`` that ``widget`` is in."""
    at = widget
    while (above := at.parentWidget()) is not None and above is not ancestor:
        at = above
    return at


def common_ancestor(first: QWidget, second: QWidget) -> QWidget:
    at = first
    while not at.isAncestorOf(second):
        above = at.parentWidget()
        assert above is not None
        at = above
    return at


def follows(earlier: QRect, later: QRect, *, is_mirrored: bool) -> bool:
    """Say whether ``later`` is read after ``earlier``: below it, or beyond it in the line."""
    if later.top() >= earlier.bottom() - TOLERANCE:
        return True
    if is_mirrored:
        return later.right() <= earlier.left() + TOLERANCE
    return later.left() >= earlier.right() - TOLERANCE


def is_read_after(earlier: QWidget, later: QWidget, *, is_mirrored: bool) -> bool:
    if earlier is later or earlier.isAncestorOf(later) or later.isAncestorOf(earlier):
        return True
    root = common_ancestor(earlier, later)
    places = [place_of(branch_below(one, root), root) for one in (earlier, later)]
    return follows(*places, is_mirrored=is_mirrored)


@pytest.mark.parametrize("part", PARTS)
def test_the_keyboard_goes_everywhere(walker: Walker, part: str) -> None:
    found = walker.walk(part, ill_reached)

    assert found == [], "\n" + "\n".join(found)
