# SPDX-License-Identifier: Apache-2.0
"""What has the focus can be seen, what is to be hit is large enough (WCAG 2.2: 2.4.7, 2.5.8)."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Final

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget

from desktop.ui.theme import Scheme, contrast
from tests.ui.scenes import settle
from tests.ui.test_access_keyboard import stops
from tests.ui.texts import label_of, own_widgets
from tests.ui.walks import PARTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.ui.theme import Theme
    from tests.ui.scenes import Scene
    from tests.ui.walks import Walker

MARGIN: Final = 4
FEWEST_PIXELS: Final = 60
"""A ring around the smallest control changes more than that; a cursor that blinks does not."""
SMALLEST_TARGET: Final = 24


def pixels(root: QWidget, place: QRect) -> memoryview:
    """Return a part of what is painted, one number for each pixel."""
    image = root.grab(place).toImage().convertToFormat(QImage.Format.Format_RGB32)
    return memoryview(bytes(image.constBits())).cast("I")


def plainly_changed(first: memoryview, second: memoryview) -> int:
    """Return how many pixels have changed so much that it can be seen (WCAG 2.4.13: 3 to 1)."""
    changes = Counter(
        (one, other) for one, other in zip(first, second, strict=True) if one != other
    )
    return sum(
        count
        for (one, other), count in changes.items()
        if contrast(colour_of(one), colour_of(other)) >= 3
    )


def colour_of(pixel: int) -> str:
    return f"#{pixel & 0xFFFFFF:06x}"


def look_of(widget: QWidget) -> tuple[str, ...]:
    """Return what the style sheet tells widgets apart by, and where they are."""
    own = (type(widget).__name__, str(widget.property("look")), str(widget.property("wrong")))
    return (*own, type(widget.parentWidget()).__name__)


def unseen_focus(scene: Scene, seen: set[tuple[str, ...]]) -> Iterator[str]:
    """Yield the controls that look the same with the focus and without.

    Those that look like one in ``seen`` are passed over, and the others added.
    """
    count = len(stops(scene))
    for _ in range(count):
        # With the key, as people do it: that scrolls the control into sight.
        QTest.keyClick(QApplication.focusWidget() or scene.root, Qt.Key.Key_Tab)
        widget = QApplication.focusWidget()
        if widget is None or look_of(widget) in seen:
            continue
        seen.add(look_of(widget))
        settle()
        place = QRect(widget.mapTo(scene.root, QPoint(0, 0)), widget.size())
        place = place.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN) & scene.root.rect()
        with_focus = pixels(scene.root, place)
        widget.clearFocus()
        without = pixels(scene.root, place)
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        if plainly_changed(with_focus, without) < FEWEST_PIXELS:
            yield f"{label_of(widget)} does not show plainly that it has the focus"


def too_small(scene: Scene) -> Iterator[str]:
    for widget in own_widgets(scene.root):
        is_target = isinstance(widget, QAbstractButton | QLineEdit | QComboBox)
        if is_target and min(widget.width(), widget.height()) < SMALLEST_TARGET:
            size = f"{widget.width()}×{widget.height()}"
            yield f"{label_of(widget)} is too small to hit: {size}"


@pytest.mark.parametrize("scheme", list(Scheme))
@pytest.mark.parametrize("part", PARTS)
def test_the_focus_can_be_seen_and_targets_are_large_enough(
    walker: Walker, theme: Theme, part: str, scheme: Scheme
) -> None:
    theme.set_scheme(scheme)

    found = walker.walk(part, partial(unseen_focus, seen=set()), too_small)

    assert found == [], "\n" + "\n".join(found)
