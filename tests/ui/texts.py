# SPDX-License-Identifier: Apache-2.0
"""Every text that a widget shows or says aloud, whatever kind of widget it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QTabWidget,
    QWidget,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROLES: Final = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
)


def everything(root: QWidget) -> Iterator[QWidget]:
    """Yield a widget and every visible one inside it."""
    yield root
    yield from (one for one in root.findChildren(QWidget) if one.isVisible())


def texts_of(widget: QWidget) -> Iterator[tuple[str, str]]:
    """Yield what a widget itself shows and says: which of its texts, and the text."""
    yield "tooltip", widget.toolTip()
    yield "name", widget.accessibleName()
    yield "description", widget.accessibleDescription()
    yield "help", widget.whatsThis()
    if widget.isWindow():
        yield "title", widget.windowTitle()
    if isinstance(widget, QLabel | QAbstractButton):
        yield "text", widget.text()
    elif isinstance(widget, QLineEdit | QPlainTextEdit):
        yield "placeholder", widget.placeholderText()
    elif isinstance(widget, QGroupBox):
        yield "title", widget.title()
    elif isinstance(widget, QProgressBar):
        yield "text", widget.text()
    elif isinstance(widget, QComboBox):
        yield from (("choice", widget.itemText(row)) for row in range(widget.count()))
    elif isinstance(widget, QTabWidget):
        yield from (("tab", widget.tabText(number)) for number in range(widget.count()))
    elif isinstance(widget, QHeaderView):
        pass  # Its texts are the model's, and come with the view.
    elif isinstance(widget, QAbstractItemView):
        yield from _of_model(widget.model())


def typed_into(widget: QWidget) -> str:
    """Return what is typed into a widget, and so belongs to the person."""
    if isinstance(widget, QLineEdit):
        return widget.text()
    return widget.toPlainText() if isinstance(widget, QPlainTextEdit) else ""


def _of_model(model: QAbstractItemModel | None) -> Iterator[tuple[str, str]]:
    if model is None:
        return
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    for row in range(model.rowCount()):
        for column in range(columns):
            index = model.index(row, column)
            for role in _ROLES:
                said = index.data(role)
                if isinstance(said, str):
                    yield f"row {row}", said


def label_of(widget: QWidget) -> str:
    """Return which widget it is, for a person who has to find it: its class, name and place."""
    chain: list[str] = []
    at: QWidget | None = widget
    while at is not None and len(chain) < 4:
        chain.append(type(at).__name__)
        at = at.parentWidget()
    text = next((text for _what, text in texts_of(widget) if text.strip()), "")
    return f"{' in '.join(chain)} {text[:40]!r}"


def own_widgets(root: QWidget) -> Iterator[QWidget]:
    """Yield every visible widget that is ours; the inner parts of Qt's own are left out."""
    for one in everything(root):
        if not one.objectName().startswith("qt_") and not is_inside_qt(one):
            yield one


def is_inside_qt(widget: QWidget) -> bool:
    """Say whether a widget is a part that Qt made inside one of its own."""
    parent = widget.parentWidget()
    if parent is None:
        return False
    inside = parent.metaObject().className()
    is_part = inside.startswith(("QComboBox", "QTabBar", "QLineEdit", "QSpinBox"))
    return is_part or isinstance(parent, QComboBox | QLineEdit)
