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


def icon(name: IconName, *, colour: str, chosen: str = "", size: int = 20) -> QIcon:
    """Return an icon ``size`` pixels wide, sharp at twice that.

    Args:
        name: which one.
        colour: ``#rrggbb``.
        chosen: its colour on a row that is chosen; by default the same.
        size: in pixels.
    """
    svg = (resources() / "icons" / f"{name}.svg").read_bytes()
    made = QIcon()
    for mode, wanted in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Selected, chosen or colour)):
        for scale in (1, 2):
            made.addPixmap(_pixmap(svg, wanted, size=size, scale=scale), mode)
    return made


def _pixmap(svg: bytes, colour: str, *, size: int, scale: int) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(svg.replace(b"currentColor", colour.encode("ascii"))))
    pixmap = QPixmap(size * scale, size * scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, size * scale, size * scale))
    painter.end()
    pixmap.setDevicePixelRatio(scale)
    return pixmap
