# SPDX-License-Identifier: Apache-2.0
"""The print model: a sheet of paper as a row of blocks, and the same sheet as plain text.

It owns what a sheet consists of. It must not know how one is drawn, nor what it is about.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

BlockKind = Literal["heading", "text", "small", "strong", "rule", "entry", "code"]
Direction = Literal["auto", "left-to-right", "right-to-left"]

_RULE: Final = "-" * 40


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an entry.

    Attributes:
        label: what it is, for example “Telephone”; empty where the text speaks for itself.
        text: what it says.
        strong: it stands out, as a telephone number should.
    """

    label: str
    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One part of a sheet.

    Attributes:
        kind: ``heading``, ``text``, ``small`` and ``strong`` are paragraphs; a ``rule`` is a line
            across the sheet; an ``entry`` has a name and lines below it, kept on one page; a
            ``code`` is set large and evenly, to be copied by hand.
        text: the paragraph, or the name of the entry.
        lines: of an entry.
    """

    kind: BlockKind
    text: str = ""
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Something to be printed, saved as a PDF, or saved as plain text.

    Attributes:
        title: stands at the top.
        blocks: in reading order.
        direction: of the paper as a whole; ``auto`` follows each paragraph.
    """

    title: str
    blocks: tuple[Block, ...]
    direction: Direction = "auto"


def as_text(sheet: Sheet) -> str:
    """Return a sheet as plain text, paragraphs apart by an empty line, lines never cut."""
    return "\n".join(_paragraphs(sheet)).rstrip("\n") + "\n"


def _paragraphs(sheet: Sheet) -> Iterator[str]:
    yield sheet.title
    yield "=" * min(max(len(sheet.title), 3), len(_RULE))
    yield ""
    for block in sheet.blocks:
        if block.kind == "rule":
            yield _RULE
        else:
            yield block.text
            yield from (f"  {line_text(line)}" for line in block.lines)
        yield ""


def line_text(line: Line) -> str:
    """Return one line of an entry as it is read: “Telephone: 01632 960 123”."""
    return f"{line.label}: {line.text}" if line.label else line.text
