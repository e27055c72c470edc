# SPDX-License-Identifier: Apache-2.0
"""Every pair of colours that the style sheet really puts together can be read and seen.

WCAG 2.2: 4.5 to 1 for text (1.4.3), also of controls that are switched off, because people read
them too; 3 to 1 for what shows where a control is and that it has the focus (1.4.11).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest

from desktop.config import resources
from desktop.ui.theme import COLOURS, Scheme, contrast

if TYPE_CHECKING:
    from collections.abc import Iterator

_RULE: Final = re.compile(r"([^{}/]+?)\{([^{}]*)\}")
_WITHOUT_TEXT: Final = re.compile(
    r"::(?:indicator|handle|chunk|add-|sub-|pane)|rule|segment|QScrollBar"
)
_INK: Final = "ink"
_GROUNDS: Final = ("page", "surface")
#: Names of colours: the two that a row of a list is painted with (desktop/ui/row_painting.py).
PAINTED: Final = (
    ("ink", "surface"),
    ("ink", "hover"),
    ("on_chosen", "chosen"),
    ("muted", "surface"),
    ("muted", "hover"),
    ("calm", "calm_soft"),
    ("good", "good_soft"),
    ("warn", "warn_soft"),
    ("bad", "bad_soft"),
)


def rules() -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each selector of the style sheet with its properties that name a colour."""
    text = (resources() / "styles" / "alongside.qss").read_text(encoding="utf-8")
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    # Sizes are filled in like colours; their braces would end a rule.
    text = re.sub(r"\$\{(\w+)\}", r"$\1", text)
    for selectors, body in _RULE.findall(text):
        parts = dict(part.split(":", 1) for part in body.split(";") if ":" in part)
        used = {
            name.strip(): found.group(1)
            for name, value in parts.items()
            if (found := re.search(r"\$([a-z_]+)", value))
        }
        transparent = any("transparent" in value for value in parts.values())
        for selector in selectors.split(","):
            yield selector.strip(), used | ({"clear": "yes"} if transparent else {})


def text_pairs() -> Iterator[tuple[str, str, str]]:
    """Yield what stands on what: the selector, the colour of the text and that of the ground."""
    for selector, used in rules():
        ground = used.get("background")
        if "color" in used and ground is not None:
            yield selector, used["color"], ground
        elif "color" in used:
            yield from ((selector, used["color"], one) for one in grounds_of(selector))
        elif ground is not None and holds_text(selector):
            yield selector, inner_ink(selector), ground


def grounds_of(selector: str) -> tuple[str, ...]:
    """Return the grounds that a text without one of its own stands on."""
    for other, used in rules():
        # What is inside a frame with a ground, or is a state of something with one.
        if "background" in used and selector != other and selector.startswith(other):
            return (used["background"],)
    return _GROUNDS


def inner_ink(selector: str) -> str:
    """Return the colour of the labels inside a frame with a ground of its own."""
    inner = (used["color"] for one, used in rules() if one == f"{selector} QLabel")
    return next(inner, _INK)


def holds_text(selector: str) -> bool:
    return not _WITHOUT_TEXT.search(selector)


def test_the_style_sheet_is_read() -> None:
    found = set(text_pairs())

    assert ('QPushButton[look="primary"]', "on_accent", "accent") in found
    assert ('QLabel[look="chip-bad"]', "bad", "bad_soft") in found
    assert ("QPushButton:disabled", "muted", "page") in found
    assert len(found) > 40


@pytest.mark.parametrize("scheme", list(Scheme))
def test_every_text_can_be_read_on_its_ground(scheme: Scheme) -> None:
    colours = COLOURS[scheme]
    painted = (("a row of a list", *pair) for pair in PAINTED)
    weak = [
        f"{selector}: {ink} on {ground} is {ratio:.2f} to 1"
        for selector, ink, ground in (*text_pairs(), *painted)
        if (ratio := contrast(getattr(colours, ink), getattr(colours, ground))) < 4.5
    ]

    assert weak == []


@pytest.mark.parametrize("scheme", list(Scheme))
def test_the_focus_and_the_edges_of_controls_can_be_seen(scheme: Scheme) -> None:
    colours = COLOURS[scheme]
    pairs = [(edge, ground) for edge in ("edge", "focus", "accent") for ground in _GROUNDS]
    # The ring around a chosen row, and around a button in its own colour.
    pairs += [("focus", "side"), ("focus", "chosen")]
    weak = [
        f"{edge} on {ground} is {ratio:.2f} to 1"
        for edge, ground in pairs
        if (ratio := contrast(getattr(colours, edge), getattr(colours, ground))) < 3
    ]

    assert weak == []
