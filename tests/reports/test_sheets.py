# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from desktop.reports.sheets import Block, Line, Sheet, as_text

SHEET = Sheet(
    title="Local services",
    blocks=(
        Block(kind="text", text="Come back and ask."),
        Block(
            kind="entry",
            text="Tuesday circle",
            lines=(Line("", "Meeting others"), Line("Telephone", "01632 960 123", strong=True)),
        ),
        Block(kind="rule"),
        Block(kind="small", text="Times change."),
    ),
)


def test_a_sheet_as_plain_text() -> None:
    assert as_text(SHEET) == (
        "Local services\n"
        "==============\n"
        "\n"
        "Come back and ask.\n"
        "\n"
        "Tuesday circle\n"
        "  Meeting others\n"
        "  Telephone: 01632 960 123\n"
        "\n"
        "----------------------------------------\n"
        "\n"
        "Times change.\n"
    )


def test_a_sheet_without_a_title_is_still_text() -> None:
    assert as_text(Sheet(title="", blocks=())) == "\n===\n"
