# SPDX-License-Identifier: Apache-2.0
"""Nothing is cut off at 1366 × 768: not at 200 %, and not in a language that takes more room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QTabBar,
    QTabWidget,
    QToolButton,
    QWidget,
)

from desktop.ui import pseudo_locale
from desktop.ui.row_list import RowsList
from tests.ui.scenes import settle
from tests.ui.texts import label_of, own_widgets
from tests.ui.walks import PARTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication

    from desktop.ui.theme import Theme
    from tests.ui.scenes import Scene
    from tests.ui.walks import Walker

SLACK: Final = 2
"""Pixels that rounding may take."""
FEWEST_LETTERS: Final = 12
"""A text that may be cut, because all of it is told elsewhere, still shows this many letters."""


FEWEST_LINES: Final = 2


def squeezed(widget: QWidget) -> Iterator[str]:
    """Yield a widget that has less room than it needs to be of use."""
    least = widget.minimumSizeHint()
    # What is around others passes on the room that it has; a stack also counts what it hides.
    if widget.layout() is not None or isinstance(widget, QTabWidget) or not least.isValid():
        return
    if isinstance(widget, QPlainTextEdit):
        # It would like room for all of its text, and scrolls where it has less.
        least.setHeight(FEWEST_LINES * widget.fontMetrics().lineSpacing())
    if widget.width() + SLACK < least.width() and not isinstance(widget, QLabel):
        yield f"is {widget.width()} wide and needs {least.width()}"
    if widget.height() + SLACK < least.height() and not isinstance(widget, QLabel):
        yield f"is {widget.height()} high and needs {least.height()}"


def cut_off(widget: QWidget) -> Iterator[str]:
    """Yield a widget that does not show all of its text."""
    if isinstance(widget, QLabel):
        yield from _label_cut_off(widget)
    elif isinstance(widget, QPushButton | QCheckBox | QRadioButton):
        if widget.width() + SLACK < widget.sizeHint().width():
            yield f"is {widget.width()} wide and its text needs {widget.sizeHint().width()}"
    elif isinstance(widget, QTabBar):
        if any(one.isVisible() for one in widget.findChildren(QToolButton)):
            yield "has no room for all of its tabs"
    elif widget.width() < _least_of_a_text(widget):
        yield "shows hardly a letter"


def _least_of_a_text(widget: QWidget) -> int:
    """Return the room for a few letters, where a text may be cut because all of it is told."""
    letters = widget.fontMetrics().averageCharWidth() * FEWEST_LETTERS
    if isinstance(widget, RowsList):
        return 2 * letters if widget.model().rowCount() else 0
    return letters if isinstance(widget, QComboBox) else 0


def _label_cut_off(label: QLabel) -> Iterator[str]:
    if label.pixmap() is not None and not label.pixmap().isNull():
        return
    if not label.text().strip():
        return
    wanted = label.sizeHint()
    if label.wordWrap():
        height = label.heightForWidth(label.width())
        if label.height() + SLACK < height:
            yield f"is {label.height()} high and its text needs {height}"
        words = label.text().replace("\u200b", " ").split()
        widest = max(label.fontMetrics().horizontalAdvance(word) for word in words)
        if label.contentsRect().width() + SLACK < widest:
            yield f"is {label.width()} wide and one of its words needs {widest}"
    elif label.width() + SLACK < wanted.width() or label.height() + SLACK < wanted.height():
        has = f"{label.width()}×{label.height()}"
        yield f"is {has} and its text needs {wanted.width()}×{wanted.height()}"


def outside(widget: QWidget) -> Iterator[str]:
    """Yield a widget of which a part lies where nobody can see it."""
    parent = widget.parentWidget()
    if parent is None or widget.isWindow() or _is_scrolled(widget):
        return
    room = parent.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK)
    if not room.contains(QRect(widget.pos(), widget.size())):
        yield f"lies outside of {type(parent).__name__}"


def _is_scrolled(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    above = parent.parentWidget() if parent is not None else None
    return isinstance(above, QAbstractScrollArea) and above.viewport() is parent


def hidden_sideways(widget: QWidget) -> Iterator[str]:
    """Yield what would have to be scrolled sideways."""
    if not isinstance(widget, QAbstractScrollArea):
        return
    bar = widget.horizontalScrollBar()
    if bar.maximum() > SLACK or bar.isVisible():
        yield f"hides {bar.maximum()} pixels sideways"
    inner = widget.widget() if isinstance(widget, QScrollArea) else None
    if inner is not None and inner.width() > widget.viewport().width() + SLACK:
        yield f"hides {inner.width() - widget.viewport().width()} pixels sideways"


def ill_fitting(scene: Scene) -> Iterator[str]:
    for widget in own_widgets(scene.root):
        for check in (squeezed, cut_off, outside, hidden_sideways):
            for complaint in check(widget):
                yield f"{label_of(widget)} {complaint}"


@pytest.fixture
def longer(qapp: QApplication) -> Iterator[None]:
    made = pseudo_locale.install(qapp)
    yield
    pseudo_locale.remove(qapp, made)


@pytest.mark.parametrize("zoom", [100, 200])
@pytest.mark.parametrize("writing", ["cyrillic", "long"])
@pytest.mark.parametrize("part", PARTS)
def test_nothing_is_cut_off(
    walker: Walker, theme: Theme, part: str, writing: str, zoom: int
) -> None:
    theme.set_zoom(zoom)
    settle()

    found = walker.walk(part, ill_fitting, writing=writing)

    assert found == [], "\n" + "\n".join(found)


@pytest.mark.parametrize("part", PARTS)
def test_a_longer_language_has_room(walker: Walker, longer: None, part: str) -> None:
    found = walker.walk(part, ill_fitting)

    assert found == [], "\n" + "\n".join(found)


def test_the_checks_see_what_is_cut_off(qapp: QApplication) -> None:
    button = QPushButton("A text that is longer than its button")
    button.resize(40, 12)
    label = QLabel("A text that needs more than one line of its own to be read")
    label.setWordWrap(True)
    label.resize(80, 10)
    inner = QWidget(button)
    inner.setGeometry(30, 0, 40, 10)
    area = QScrollArea()
    wide = QWidget()
    wide.setMinimumWidth(900)
    area.setWidget(wide)
    area.resize(200, 100)
    area.show()
    settle()

    assert list(cut_off(button))
    assert list(squeezed(button))
    assert list(cut_off(label))
    assert list(outside(inner))
    assert list(hidden_sideways(area))
