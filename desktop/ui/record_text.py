# SPDX-License-Identifier: Apache-2.0
"""What was filled in, as text to be read: one field, one text.

Pure functions over the declared fields. They know no widget and no workspace.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication

from desktop.records.fields import LONG_TEXT, MAX_ITEMS
from desktop.records.kinds import KINDS
from desktop.ui import words
from desktop.ui.forms import FAMILY_HINT
from desktop.ui.reading import money_for_editing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from desktop.records.form import FormField
    from desktop.ui.icons import IconName


_MOST_LINES: Final = 2_000

NO_DATE: Final = "–"
"""What the core puts into a title in place of a date that is not filled in."""
_BRITISH_DATE: Final = re.compile(r"(\d{2})/(\d{2})/(\d{4})", re.ASCII)


def kind_title(name: str) -> str:
    """Return what a record of this kind is called; a kind not known here, by its name."""
    found = KINDS.get(name)
    return words.translated("records", found.title) if found is not None else name


def title_text(title: str) -> str:
    """Return a record's title, with what the core put into it in the person's language.

    A title has parts: what a person wrote, a date, a choice, a few words of the core.
    """
    return " · ".join(_part_text(part) for part in title.split(" · "))


def _part_text(part: str) -> str:
    # Titles have dates in figures, as they are typed and searched for; lists spell the month.
    if part == NO_DATE:
        return QCoreApplication.translate("records", "No date yet")
    found = _BRITISH_DATE.fullmatch(part)
    if found is not None:
        return words.day_or_time_text(f"{found[3]}-{found[2]}-{found[1]}")
    return words.translated("records", part)


_ICONS: Final[dict[str, IconName]] = {
    "family": "families",
    "visit-note": "note",
    "listening-session": "listening",
    "reflection": "lock",
    "signposting-list": "signpost",
}


def kind_icon(name: str) -> IconName:
    """Return the picture that stands for a kind of record."""
    return _ICONS.get(name, "file")


@dataclass(frozen=True, slots=True)
class Line:
    """One field that was filled in: the section it belongs to, its label, its text."""

    section: str
    label: str
    text: str


def lines_of(
    fields: Sequence[FormField], body: Mapping[str, object], *, families: Mapping[str, str]
) -> Iterator[Line]:
    """Yield each field that was filled in."""
    for field in fields:
        value = body.get(field.name)
        if value in (None, "", (), [], False):
            continue
        yield Line(
            words.translated("records", field.section),
            words.translated("records", field.label),
            value_text(field, value, families=families),
        )


def value_text(field: FormField, value: object, *, families: Mapping[str, str]) -> str:
    """Return the text of one value, no more of it than this program would ever have written."""
    return _bounded(_value_text(field, value, families=families))


def _bounded(text: str) -> str:
    # A version that came from elsewhere may hold a megabyte in any field, which takes minutes to
    # lay out. All of it is kept.
    if len(text) <= LONG_TEXT and text.count("\n") <= _MOST_LINES:
        return text
    shown = "\n".join(text[:LONG_TEXT].split("\n")[:_MOST_LINES])
    note = QCoreApplication.translate("records", "The rest is too long to be shown.")
    return f"{shown} …\n{note}"


def _value_text(field: FormField, value: object, *, families: Mapping[str, str]) -> str:
    if isinstance(value, list | tuple):
        shown = [_entry_text(field, one, families=families) for one in value[:MAX_ITEMS]]
        return "\n".join([*shown, *("…" for _ in value[MAX_ITEMS : MAX_ITEMS + 1])])
    if value is True:
        return QCoreApplication.translate("records", "Yes")
    text = str(value)
    if field.hint == "date":
        return words.iso_day_text(text)
    if field.hint == "minutes":
        return QCoreApplication.translate("records", "{n} minutes").format(n=text)
    if field.hint == "money" and isinstance(value, int):
        return f"£{money_for_editing(value)}"
    if field.hint == FAMILY_HINT:
        return families.get(text, QCoreApplication.translate("records", "A family not kept here"))
    return _choice_text(field, text)


def _entry_text(field: FormField, entry: object, *, families: Mapping[str, str]) -> str:
    if not isinstance(entry, dict):
        return _choice_text(field, str(entry))
    return " · ".join(
        line.text if inner.hint in ("choice", "text") else f"{line.label}: {line.text}"
        for inner in field.fields
        for line in lines_of((inner,), entry, families=families)
    )


def _choice_text(field: FormField, value: str) -> str:
    return next(
        (words.translated("records", text) for one, text in field.choices if one == value), value
    )


def family_ids(fields: Sequence[FormField], body: Mapping[str, object]) -> tuple[str, ...]:
    """Return the record ids of the families that a body names."""
    named = (body.get(field.name) for field in fields if field.hint == FAMILY_HINT)
    return tuple(one for one in named if isinstance(one, str) and one)
