# SPDX-License-Identifier: Apache-2.0
"""The declaration of a kind as a form: which questions to put, in which order, with which answers.

Owns that description only. How a question looks on a screen, and in which language, is for those
who draw it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop.wording import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from desktop.records.declaration import Kind
    from desktop.records.fields import Spec
    from desktop.records.programme import Choice, Programme

_IN_PENCE: Final = QT_TRANSLATE_NOOP("records", "In pence: 320 for £3.20.")


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """One question of a form.

    Attributes:
        name: the name in the body.
        label: what it is called.
        help: one sentence under it, or empty.
        hint: ``text``, ``long-text``, ``date``, ``time``, ``minutes``, ``number``, ``tick``,
            ``money``, ``choice``, ``choices``, ``list-of`` or ``record:KIND``.
        required: has to be answered before the record is final.
        choices: for ``choice`` and ``choices``: what is stored, and what is shown.
        fields: for ``list-of``: the questions for one entry.
        limit: the most characters of a text, or entries of a list.
        minimum: smallest number.
        maximum: largest number.
        decimals: digits after the point that a number may have.
        column: shown as a column of lists.
        section: what the part of the form that it stands in is called, or empty.
        default: what a new form begins with: ``today`` for a date, else empty.
        tense: where a date usually lies: ``past``, ``future`` or empty.
    """

    name: str
    label: str
    help: str
    hint: str
    required: bool
    choices: tuple[Choice, ...]
    fields: tuple[FormField, ...]
    limit: int
    minimum: int
    maximum: int
    decimals: int
    column: bool
    section: str = ""
    default: str = ""
    tense: str = ""


def _field(spec: Spec, programme: Programme) -> FormField:
    field = spec.field
    return FormField(
        name=spec.name,
        label=field.label,
        help=field.help,
        hint=field.hint,
        required=field.required,
        choices=programme.choices(field.choices),
        fields=_fields(spec.items, programme),
        limit=spec.limit,
        minimum=field.minimum,
        maximum=field.maximum,
        decimals=field.decimals,
        column=field.column,
        section=field.section,
        default=field.default,
        tense=field.tense,
    )


def _asked(spec: Spec, programme: Programme) -> bool:
    """Hidden fields are not asked for, nor is a choice where the programme has none to offer."""
    field = spec.field
    return not field.hidden and (not field.choices or bool(programme.choices(field.choices)))


def _fields(fields: tuple[Spec, ...], programme: Programme) -> tuple[FormField, ...]:
    return tuple(_field(spec, programme) for spec in fields if _asked(spec, programme))


def form_fields(kind: Kind, programme: Programme) -> tuple[FormField, ...]:
    """Return the questions of the form for ``kind``, in their order."""
    return _fields(kind.specs, programme)


def _lines(field: FormField, indent: str) -> list[str]:
    needed = QT_TRANSLATE_NOOP("records", " (needed)") if field.required else ""
    lines = [f"{indent}{field.name}: {field.label}{needed}"]
    if field.help:
        lines.append(f"{indent}    {field.help}")
    if field.hint == "money":
        lines.append(f"{indent}    {_IN_PENCE}")
    if field.choices:
        values = ", ".join(choice.value for choice in field.choices)
        lines.append(f"{indent}    {values}")
    for inner in field.fields:
        lines += _lines(inner, f"{indent}    ")
    return lines


def describe(kind: Kind, programme: Programme) -> str:
    """Return help for the command line: every field, what it is for, and its choices."""
    lines = [f"{kind.title} ({kind.name})", kind.about, ""]
    section = ""
    for field in form_fields(kind, programme):
        if field.section != section:
            section = field.section
            lines.append(f"  [{section}]")
        lines += _lines(field, "  ")
    return "\n".join(lines)
