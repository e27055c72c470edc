# SPDX-License-Identifier: Apache-2.0
"""Tab goes the way that a page is read, whatever the order in which its parts were made.

It knows layouts and containers of Qt's, and no page. Worked out anew each time: pages change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QLayout,
    QRadioButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QWidget,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

LAST: Final = "comes-last"
"""Property of a control that Tab comes to after everything else in the window."""


def stops(root: QWidget) -> tuple[QWidget, ...]:
    """Return the controls in ``root`` that Tab comes to, in the order of reading."""
    found = tuple(_inside(root))
    return (*(one for one in found if not _is_last(one)), *(one for one in found if _is_last(one)))


def go_on(root: QWidget, *, forward: bool) -> bool:
    """Give the focus to the next control in ``root``, or the one before; bring it into sight."""
    order = stops(root)
    if not order:
        return False
    at = QApplication.focusWidget()
    step = 1 if forward else -1
    if at in order:
        number = (order.index(at) + step) % len(order)
    else:
        number = 0 if forward else len(order) - 1
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    order[number].setFocus(reason)
    _bring_into_sight(order[number])
    return True


def takes_tab(widget: QWidget) -> bool:
    """Say whether Tab comes to this control while it can be seen."""
    if isinstance(widget, QRadioButton) and not _stands_for_its_group(widget):
        return False
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None


def _stands_for_its_group(radio: QRadioButton) -> bool:
    """Say whether a choice is the one stop of its group: the chosen one, or else each.

    A choice that gets the focus without being chosen looks chosen, and is not.
    """
    group = radio.group()
    chosen = group.checkedButton() if group is not None else None
    return chosen is None or chosen is radio


def _is_last(widget: QWidget) -> bool:
    return widget.property(LAST) is True


def _inside(widget: QWidget) -> Iterator[QWidget]:
    if not widget.isVisible() or not widget.isEnabled():
        return
    if takes_tab(widget):
        yield widget
    for part in _parts(widget):
        yield from _inside(part)


def _parts(widget: QWidget) -> Iterator[QWidget]:
    """Yield what is directly in a widget, in the order of reading."""
    parts: list[QWidget | None]
    if isinstance(widget, QTabWidget):
        parts = [widget.tabBar(), widget.currentWidget()]
    elif isinstance(widget, QStackedWidget):
        parts = [widget.currentWidget()]
    elif isinstance(widget, QScrollArea):
        parts = [widget.widget()]
    elif isinstance(widget, QSplitter):
        parts = [widget.widget(number) for number in range(widget.count())]
    elif isinstance(widget, QAbstractScrollArea):
        return
    else:
        layout = widget.layout()
        yield from _laid_out(layout) if layout is not None else _put_by_hand(widget)
        return
    yield from (part for part in parts if part is not None)


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for number in range(layout.count()):
        item = layout.itemAt(number)
        inner, widget = (item.layout(), item.widget()) if item is not None else (None, None)
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _laid_out(inner)


def _put_by_hand(widget: QWidget) -> Iterator[QWidget]:
    inside = [one for one in widget.children() if isinstance(one, QWidget) and not one.isWindow()]
    yield from sorted(inside, key=lambda one: (one.y(), one.x()))


def _bring_into_sight(widget: QWidget) -> None:
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()
