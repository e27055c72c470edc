# SPDX-License-Identifier: Apache-2.0
"""The one theme: colours, type sizes, spacing, zoom.

It follows the system's choice of light, dark or high contrast. Pages say what a widget *is*
(a ``look`` property); how it looks is decided here and in resources/styles/alongside.qss.
"""

from __future__ import annotations

from enum import StrEnum
from string import Template
from typing import TYPE_CHECKING, Final, NamedTuple
from weakref import WeakSet

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette

from desktop.config import resources

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QLayout, QWidget

TIGHT: Final = 4
SMALL: Final = 8
MEDIUM: Final = 12
LARGE: Final = 16
WIDE: Final = 24
ZOOMS: Final = (100, 110, 125, 150, 175, 200)
SMALLEST_TYPE: Final = 10.5
"""Point size of body text at 100 %, unless the system's own is larger."""


class Scheme(StrEnum):
    """A set of colours."""

    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class Colours(NamedTuple):
    """Every colour the windows use, as ``#rrggbb``."""

    page: str
    surface: str
    side: str
    ink: str
    muted: str
    line: str
    edge: str
    accent: str
    on_accent: str
    accent_hover: str
    hover: str
    chosen: str
    on_chosen: str
    focus: str
    bad: str
    bad_soft: str
    warn: str
    warn_soft: str
    good: str
    good_soft: str
    calm: str
    calm_soft: str


COLOURS: Final[dict[Scheme, Colours]] = {
    Scheme.LIGHT: Colours(
        page="#f6f4f0",
        surface="#ffffff",
        side="#ebe7e0",
        ink="#1d2a32",
        muted="#55626b",
        line="#d9d3c9",
        edge="#7d858b",
        accent="#1f5f6b",
        on_accent="#ffffff",
        accent_hover="#174b55",
        hover="#f3f0ea",
        chosen="#d5e6e8",
        on_chosen="#12363d",
        focus="#0b6bcb",
        bad="#8f1d1d",
        bad_soft="#fbe9e7",
        warn="#6b4600",
        warn_soft="#fdf1d7",
        good="#1c5a33",
        good_soft="#e2f2e6",
        calm="#3f4d56",
        calm_soft="#ece9e3",
    ),
    Scheme.DARK: Colours(
        page="#1a1f23",
        surface="#232a2f",
        side="#15191c",
        ink="#e9edef",
        muted="#b0bbc2",
        line="#3a444b",
        edge="#84919a",
        accent="#8ccdd8",
        on_accent="#0c262b",
        accent_hover="#a9dde5",
        hover="#2b343a",
        chosen="#2c4a50",
        on_chosen="#eaf7f9",
        focus="#7fb8ff",
        bad="#ffb4ab",
        bad_soft="#462422",
        warn="#f5cf86",
        warn_soft="#40341a",
        good="#9fdcb0",
        good_soft="#1f3a29",
        calm="#c9d2d7",
        calm_soft="#323b41",
    ),
    Scheme.CONTRAST: Colours(
        page="#000000",
        surface="#000000",
        side="#000000",
        ink="#ffffff",
        muted="#ffffff",
        line="#ffffff",
        edge="#ffffff",
        accent="#ffff00",
        on_accent="#000000",
        accent_hover="#ffffff",
        hover="#262626",
        chosen="#00ffff",
        on_chosen="#000000",
        # Plain on black and on what is chosen alike.
        focus="#d040d0",
        bad="#ff9d9d",
        bad_soft="#000000",
        warn="#ffd24d",
        warn_soft="#000000",
        good="#7dff9a",
        good_soft="#000000",
        calm="#ffffff",
        calm_soft="#000000",
    ),
}


def contrast(first: str, second: str) -> float:
    """Return the contrast of two ``#rrggbb`` colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def text_pairs(colours: Colours) -> tuple[tuple[str, str], ...]:
    """Return every pair of text and background that the windows use (WCAG 1.4.3: at least 4.5)."""
    c = colours
    grounds = (c.page, c.surface, c.side)
    pairs = [(ink, ground) for ink in (c.ink, c.muted, c.accent, c.bad) for ground in grounds]
    pairs += [(c.on_accent, c.accent), (c.on_accent, c.accent_hover), (c.on_chosen, c.chosen)]
    pairs += [(c.bad, c.bad_soft), (c.warn, c.warn_soft), (c.good, c.good_soft)]
    pairs += [(c.calm, c.calm_soft), (c.ink, c.bad_soft), (c.ink, c.warn_soft)]
    pairs += [(c.ink, c.good_soft), (c.ink, c.calm_soft), (c.muted, c.calm_soft)]
    pairs += [(c.ink, c.hover), (c.muted, c.hover)]
    return tuple(pairs)


def edge_pairs(colours: Colours) -> tuple[tuple[str, str], ...]:
    """Return the pairs that show where a control is (WCAG 1.4.11: at least 3)."""
    grounds = (colours.page, colours.surface)
    return tuple((edge, ground) for edge in (colours.edge, colours.focus) for ground in grounds)


class Theme(QObject):
    """Colours and type size of the whole program.

    Signals:
        changed: colours or type size are others now.
    """

    changed = Signal()

    def __init__(self, *, app: QApplication, scheme: Scheme | None = None) -> None:
        super().__init__()
        self._app = app
        self._fixed = scheme
        self._zoom = ZOOMS[0]
        self._text = ""
        self._dressed: WeakSet[QWidget] = WeakSet()
        general = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        self._base = max(general.pointSizeF(), SMALLEST_TYPE)
        app.setStyle("Fusion")
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._system_changed)
        hints.accessibility().contrastPreferenceChanged.connect(self._system_changed)
        self.apply()

    @property
    def scheme(self) -> Scheme:
        """The set of colours on show."""
        if self._fixed is not None:
            return self._fixed
        hints = self._app.styleHints()
        if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            return Scheme.CONTRAST
        return Scheme.DARK if hints.colorScheme() == Qt.ColorScheme.Dark else Scheme.LIGHT

    @property
    def colours(self) -> Colours:
        """The colours on show."""
        return COLOURS[self.scheme]

    @property
    def zoom(self) -> int:
        """Type size in per cent."""
        return self._zoom

    def zoom_in(self) -> None:
        """Make everything one step larger, up to 200 %."""
        self.set_zoom(next((step for step in ZOOMS if step > self._zoom), ZOOMS[-1]))

    def zoom_out(self) -> None:
        """Make everything one step smaller, down to 100 %."""
        self.set_zoom(next((step for step in reversed(ZOOMS) if step < self._zoom), ZOOMS[0]))

    def set_zoom(self, zoom: int) -> None:
        """Set the type size in per cent, within 100 to 200."""
        wanted = min(max(zoom, ZOOMS[0]), ZOOMS[-1])
        if wanted != self._zoom:
            self._zoom = wanted
            self.apply()

    def set_scheme(self, scheme: Scheme | None) -> None:
        """Use these colours; ``None`` follows the system."""
        self._fixed = scheme
        self.apply()

    def points(self, factor: float = 1.0) -> float:
        """Return a type size in points: body text times ``factor``, zoomed."""
        return round(self._base * factor * self._zoom / 100, 1)

    def pixels(self, at_normal: int) -> int:
        """Return a length in pixels that grows with the zoom."""
        return round(at_normal * self._zoom / 100)

    def apply(self) -> None:
        """Show colours and type size everywhere."""
        font = QFont(self._app.font())
        font.setPointSizeF(self.points())
        self._app.setFont(font)
        self._app.setPalette(_palette(self.colours))
        self._text = self._style_sheet()
        for window in self._dressed:
            if shiboken6.isValid(window):
                window.setStyleSheet(self._text)
        self.changed.emit()

    def dress(self, window: QWidget) -> None:
        """Let a window, and all that is put into it, follow the theme from now on.

        The style sheet is the window's and not the application's: Qt works a style sheet out anew
        for every part each time that it gets another parent, and a page is put together from
        hundreds of parts before it comes into the window.
        """
        self._dressed.add(window)
        window.setStyleSheet(self._text)

    def _style_sheet(self) -> str:
        folder = resources() / "styles"
        text = (folder / "alongside.qss").read_text(encoding="utf-8")
        dot, ring = self.pixels(16), self.pixels(5)
        sizes = {
            "body_pt": self.points(),
            "small_pt": self.points(0.9),
            "heading_pt": self.points(1.2),
            "title_pt": self.points(1.55),
            "words_pt": self.points(1.25),
            "figure_pt": self.points(2.4),
            "chip_round": self.pixels(9),
            "chip_pad": self.pixels(2),
            "pad": self.pixels(6),
            "pad_wide": self.pixels(14),
            "row": self.pixels(8),
            "tick": self.pixels(17),
            "drop": self.pixels(26),
            "dot": dot,
            "dot_round": dot // 2 + 1,
            "dot_ring": ring,
            # A border adds to the size, and a ring is a thicker border.
            "dot_in": dot + 2 - 2 * ring,
        }
        words = {"images": folder.as_posix(), "scheme": self.scheme.value}
        return Template(text).substitute(self.colours._asdict(), **sizes, **words)

    def _system_changed(self) -> None:
        if self._fixed is None:
            self.apply()


def _palette(colours: Colours) -> QPalette:
    role = QPalette.ColorRole
    wanted = {
        role.Window: colours.page,
        role.WindowText: colours.ink,
        role.Base: colours.surface,
        role.AlternateBase: colours.page,
        role.Text: colours.ink,
        role.Button: colours.surface,
        role.ButtonText: colours.ink,
        role.ToolTipBase: colours.surface,
        role.ToolTipText: colours.ink,
        role.PlaceholderText: colours.muted,
        role.Highlight: colours.chosen,
        role.HighlightedText: colours.on_chosen,
        role.Link: colours.accent,
        role.Accent: colours.accent,
    }
    palette = QPalette()
    for which, colour in wanted.items():
        palette.setColor(which, QColor(colour))
    for which in (role.Text, role.ButtonText, role.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(colours.muted))
    return palette


def set_look(widget: QWidget, look: str) -> None:
    """Say what a widget is, so that the style sheet finds it."""
    widget.setProperty("look", look)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def spaced(layout: QLayout, *, margin: int = 0, spacing: int = SMALL) -> None:
    """Give a layout its margins and the space between its parts, in pixels of the scale above."""
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(spacing)
