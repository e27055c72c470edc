# SPDX-License-Identifier: Apache-2.0
"""Which editor a declared field gets.

It knows the hints of the declarations and the editors; no form and no record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop.ui.choice_fields import ChoiceEditor, ChoicesEditor, SearchEditor
from desktop.ui.date_field import DateEditor
from desktop.ui.fields import Editor, ParsedEditor, TextEditor, TickEditor
from desktop.ui.reading import (
    money_for_editing,
    number_for_editing,
    read_clock,
    read_minutes,
    read_money,
    read_number,
)
from desktop.ui.share_field import ShareEditor, is_shared_time
from desktop.ui.words import translated

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.records.form import FormField
    from desktop.ui.fields import Choices

FAMILY_HINT: Final = "record:family"


def editor_for(field: FormField, *, families: Choices = ()) -> Editor | None:
    """Return the editor for a field; ``None`` for a list of groups of fields.

    A hint that is not known is a line of text.
    """
    if field.hint == "list-of":
        return ShareEditor(field) if is_shared_time(field) else None
    name = translated("records", field.label)
    choices = tuple((value, translated("records", text)) for value, text in field.choices)
    makers: dict[str, Callable[[], Editor]] = {
        "long-text": lambda: TextEditor(is_long=True),
        "date": lambda: DateEditor(tense=field.tense),
        "time": _clock_editor,
        "minutes": _minutes_editor,
        "number": lambda: _number_editor(field),
        "money": _money_editor,
        "tick": lambda: TickEditor(name),
        "choice": lambda: ChoiceEditor(choices),
        "choices": lambda: ChoicesEditor(choices, name=name),
        FAMILY_HINT: lambda: SearchEditor(families),
    }
    make = makers.get(field.hint)
    return make() if make is not None else TextEditor(is_long=False, limit=field.limit)


def _clock_editor() -> Editor:
    return ParsedEditor(
        parse=read_clock,
        display=str,
        wrong=translated("forms", "Write the time as hours and minutes, for example 14:30."),
        placeholder=translated("forms", "hh:mm"),
        width=7,
    )


def _minutes_editor() -> Editor:
    return ParsedEditor(
        parse=read_minutes,
        display=str,
        wrong=translated("forms", "Write the minutes as a number, for example 45, or 1h 30."),
        placeholder=translated("forms", "minutes"),
        width=8,
    )


def _number_editor(field: FormField) -> Editor:
    wrong = translated("forms", "Write a whole number, for example 12.")
    if field.decimals:
        wrong = translated("forms", "Write a number, for example 12 or 12.5.")
    return ParsedEditor(
        parse=lambda text: read_number(text, decimals=field.decimals),
        display=lambda one: number_for_editing(one) if isinstance(one, int | float) else str(one),
        wrong=wrong,
        width=9,
    )


def _money_editor() -> Editor:
    return ParsedEditor(
        parse=read_money,
        display=lambda one: money_for_editing(one) if isinstance(one, int) else str(one),
        wrong=translated("forms", "Write pounds and pence, for example 3.20."),
        placeholder=translated("forms", "£"),
        width=9,
    )
