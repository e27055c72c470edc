# SPDX-License-Identifier: Apache-2.0
"""What is printed, and how: plain text that is safe for a terminal, or JSON for other programs.

Everything that goes out passes through here, so that no name, file or record can move the cursor,
change a colour or turn the direction of the text around it. Must not know any command.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

import click

from desktop.cli.call import call

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.errors import AlongsideError

_TAB: Final = "    "
_DATE: Final = len("2026-11-22")
# Controls, formats (bidirectional overrides are among them), lone surrogates, line and paragraph
# separators. The two joiners are ordinary letters of Persian, of Indian scripts and of emoji.
_UNSAFE: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_JOINERS: Final = frozenset({"\u200c", "\u200d"})
_NOT_PLAIN: Final = re.compile(r"[^\x20-\x7e]")


def visible(text: str) -> str:
    """Return one line of text in which everything that a terminal would obey is an escape."""
    return _NOT_PLAIN.sub(_shown, text.replace("\t", _TAB))


def _shown(found: re.Match[str]) -> str:
    character = found[0]
    if character in _JOINERS or unicodedata.category(character) not in _UNSAFE:
        return character
    return json.dumps(character)[1:-1] if ord(character) != 0x7F else "\\u007f"


def as_json(value: object) -> str:
    """Return JSON text with the same escapes, which mean the same value to whoever reads it."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return "\n".join(_NOT_PLAIN.sub(_shown, line) for line in text.split("\n"))


def show(value: object, lines: Iterable[str]) -> None:
    """Print a result: ``value`` as JSON where that was asked for, else ``lines``."""
    if call().as_json:
        click.echo(as_json(value))
        return
    for line in lines:
        click.echo(visible(line))


def tell(text: str) -> None:
    """Print one line about what is going on, beside the result."""
    click.echo(visible(text), err=True)


def complain(fault: AlongsideError) -> None:
    """Print a fault with its slug, and on the next line what to do."""
    tell(f"error[{fault.slug}]: {fault}")
    tell(f"  {fault.what_to_do()}")


def fields_of(row: object, **more: object) -> dict[str, Any]:
    """Return the fields of a row by name, and ``more`` in place of those that differ."""
    found: dict[str, Any] = asdict(row)  # type: ignore[call-overload]  # every row is a dataclass
    return {**found, **more}


def paragraphs(text: str, *, indent: str = _TAB) -> list[str]:
    """Return a longer text as lines, set in so that none can pass for one of ours."""
    return [f"{indent}{line}" for line in re.split(r"\r\n|\r|\n", text)]


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows as lines with columns below one another; the last column is left as it is."""
    safe = [[visible(cell) for cell in row] for row in rows]
    widths = [max(len(cell) for cell in column) for column in zip(*safe, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in safe
    ]


def local_time(at: str) -> str:
    """Return a stored time in this computer's zone, or a stored date, the British way.

    What is neither is returned as it is.
    """
    try:
        if len(at) == _DATE:  # the day of a visit has no zone
            return f"{date.fromisoformat(at):%d/%m/%Y}"
        return f"{datetime.fromisoformat(at).astimezone():%d/%m/%Y %H:%M}"
    except (ValueError, OverflowError):
        return at


def state_words(state: str) -> str:
    """Return what the state of a record means."""
    return _STATES.get(state, state)


_STATES: Final = {
    "draft": "a draft",
    "sealed": "final, only on this computer",
    "handed-over": "handed over; no receipt yet",
    "received": "received",
    "read": "read",
    "conflict": "in conflict: decide with record resolve",
    "needs-attention": "needs attention: the other side could not use it",
    "waiting": "waiting for an earlier version",
}
