# SPDX-License-Identifier: Apache-2.0
"""The guides show pictures that are there, and name pages and buttons that are there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from tests.guide_pictures import PICTURES

ROOT: Final = Path(__file__).resolve().parent.parent
GUIDES: Final = ROOT / "docs" / "guide"
MOST_BYTES: Final = 60_000
#: In bold, but not the name of anything on the screen.
EMPHASIS: Final = frozenset(
    {
        "invitation file", "eight words", "passphrase", "recovery sheet", "withdrawn", "drafts",
        "eight words of your laptop", "how to reach them safely", "private reflection", "undone",
        "put aside", "your hub's eight words", "their eight words", "You", "The staff of your hub",
        "Whoever holds your hub's escrow key", "Lock", "Search", "Today", "Review",
        "Forgotten the passphrase", "Lost the laptop", "Somebody is in danger",
    }
)  # fmt: skip


def guides() -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in GUIDES.glob("*.md")}


def test_every_picture_is_there_and_used() -> None:
    used = {
        name for text in guides().values() for name in re.findall(r"pictures/([\w-]+)\.png", text)
    }

    assert used == set(PICTURES)
    assert {path.stem for path in (GUIDES / "pictures").glob("*.png")} == used


def test_pictures_are_small() -> None:
    sizes = {path.name: path.stat().st_size for path in (GUIDES / "pictures").glob("*.png")}

    assert {name for name, size in sizes.items() if size > MOST_BYTES} == set()


@pytest.mark.parametrize("name", ["volunteer.md", "hub.md"])
def test_what_the_guide_names_is_on_the_screen(name: str) -> None:
    source = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in ("ui", "records")
        for path in (ROOT / "desktop" / folder).glob("*.py")
    )
    bold = {" ".join(one.split()) for one in re.findall(r"\*\*([^*]+?)[.:]?\*\*", guides()[name])}
    named = {part.lower() for one in bold - EMPHASIS for part in re.split(" → |, ", one)}

    assert sorted(part for part in named if part not in source.lower()) == []
