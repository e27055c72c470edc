# SPDX-License-Identifier: Apache-2.0
"""Families that are called the same, told apart wherever one of them is chosen.

Pure functions over rows. They know no widget and no workspace.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.ui import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.records.rows import RecordRow
    from desktop.ui.fields import Choices


def told_apart(rows: Iterable[RecordRow]) -> Choices:
    """Return families by record id, each with a name that no other has.

    Those that are called the same get the day on which the support began added, or the day on
    which they were written down; where that is the same as well, a number.
    """
    known = [(row.record, row.title, _since(row)) for row in rows]
    names = Counter(_heard(title) for _record, title, _text in known)
    dated = [
        (record, title if names[_heard(title)] == 1 else text) for record, title, text in known
    ]
    texts = Counter(_heard(text) for _record, text in dated)
    numbers: Counter[str] = Counter()
    found: list[tuple[str, str]] = []
    for record, text in dated:
        heard = _heard(text)
        numbers[heard] += 1
        found.append((record, text if texts[heard] == 1 else f"{text} ({numbers[heard]})"))
    return tuple(found)


def _since(row: RecordRow) -> str:
    return QCoreApplication.translate("namesakes", "{name}, since {day}").format(
        name=row.title, day=words.day_or_time_text(row.at)
    )


def _heard(text: str) -> str:
    """Return a name as it sounds: capitals and spaces tell nobody apart."""
    return " ".join(text.casefold().split())
