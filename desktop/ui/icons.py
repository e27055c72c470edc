# SPDX-License-Identifier: Apache-2.0
"""The program's own line icons, drawn in the colour that the theme asks for.

It owns how an SVG becomes an icon, and knows nothing of pages.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, Literal, get_args

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap, QTransform
from PySide6.QtSvg import QSvgRenderer

from desktop.config import resources

IconName = Literal[
    "add", "alert", "alongside", "back", "clock", "compare", "devices", "families", "file",
    "folder", "help", "inbox", "listening", "lock", "note", "pause", "people", "phone", "play",
    "practice", "print", "receipt", "review", "search", "send", "settings", "shield", "signpost",
    "stop", "tick", "today", "undo",
]  # fmt: skip

NAMES: Final[tuple[IconName, ...]] = get_args(IconName)
POINTING: Final[tuple[IconName, ...]] = ("back", "send", "signpost", "undo")
"""Icons that point along the line of reading: from right to left they point the other way."""


def pixmap(name: IconName, *, colour: str, size: int, scale: int = 1) -> QPixmap:
    """Return an icon as a picture ``size`` pixels wide, drawn ``scale`` times as finely."""
    is_turned = name in POINTING and QGuiApplication.isRightToLeft()
    return _drawn(name, colour, size, scale, is_turned)


@lru_cache(maxsize=256)
def _drawn(name: IconName, colour: str, size: int, scale: int, is_turned: bool) -> QPixmap:
    drawn = _pixmap(_svg(name), colour, size=size, scale=scale)
    if not is_turned:
        return drawn
    turned = drawn.transformed(QTransform.fromScale(-1, 1))
    turned.setDevicePixelRatio(scale)
    return turned


@lru_cache(maxsize=64)
def _svg(name: IconName) -> bytes:
    return (resources() / "icons" / f"{name}.svg").read_bytes()


def icon(name: IconName, *, colour: str, chosen: str = "", size: int = 20) -> QIcon:
    """Return an icon ``size`` pixels wide, sharp at twice that.

    Args:
        name: which one.
        colour: ``#rrggbb``.
        chosen: its colour on a row that is chosen; by default the same.
        size: in pixels.
    """
    made = QIcon()
    for mode, wanted in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Selected, chosen or colour)):
        for scale in (1, 2):
            made.addPixmap(pixmap(name, colour=wanted, size=size, scale=scale), mode)
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
