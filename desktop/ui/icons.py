# SPDX-License-Identifier: Apache-2.0
"""The program's own line icons, drawn in the colour that the theme asks for.

It owns how an SVG becomes an icon, and knows nothing of pages.
"""

from __future__ import annotations

from typing import Final, Literal, get_args

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop.config import resources

IconName = Literal[
    "add", "alongside", "devices", "families", "file", "folder", "inbox", "listening",
    "lock", "note", "people", "practice", "receipt", "send", "signpost", "undo",
]  # fmt: skip

NAMES: Final[tuple[IconName, ...]] = get_args(IconName)


def icon(name: IconName, *, colour: str, size: int = 20) -> QIcon:
    """Return an icon in one colour (``#rrggbb``), ``size`` pixels wide, sharp at twice that."""
    svg = (resources() / "icons" / f"{name}.svg").read_bytes()
    renderer = QSvgRenderer(QByteArray(svg.replace(b"currentColor", colour.encode("ascii"))))
    made = QIcon()
    for scale in (1, 2):
        pixmap = QPixmap(size * scale, size * scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, size * scale, size * scale))
        painter.end()
        pixmap.setDevicePixelRatio(scale)
        made.addPixmap(pixmap)
    return made
