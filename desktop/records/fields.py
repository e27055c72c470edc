# SPDX-License-Identifier: Apache-2.0
"""The vocabulary in which the fields of a kind are declared.

Owns :class:`Field`, which is what is said about a field beside its type, and works a struct out
into specifications. Knows no kind, no form, no check.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, get_args, get_origin, get_type_hints

import msgspec

SHORT_TEXT: Final = 200
LONG_TEXT: Final = 20_000
MAX_ITEMS: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """What is said about one field beside its type.

    Attributes:
        label: what it is called on the form, in a few words.
        help: one sentence under the field; empty where the label says it all.
        hint: how it is best filled in: ``text``, ``long-text``, ``date`` (YYYY-MM-DD), ``time``
            (HH:MM, 24 hours, local), ``minutes``, ``number``, ``tick``, ``choice``, ``choices``,
            ``money`` (kept in pence), ``list-of`` or ``record:KIND`` (the id of a record of that
            kind).
        choices: name of the programme's list that the values come from.
        required: has to be filled in before the record is final.
        limit: the most characters of a text, or entries of a list; 0 for the hint's usual limit.
        minimum: smallest number.
        maximum: largest number.
        decimals: digits after the point that a number may have; 0 for whole numbers.
        column: shown as a column of lists.
        hidden: not part of the form.
        section: the part of the form that it stands in, with those before and after it that name
            the same; empty where a form has no parts.
        default: what a new form begins with: ``today`` for a date, else empty.
        tense: where a date usually lies: ``past``, ``future``, or empty for either.
    """

    label: str
    help: str = ""
    hint: str = "text"
    choices: str = ""
    required: bool = False
    limit: int = 0
    minimum: int = 0
    maximum: int = 0
    decimals: int = 0
    column: bool = False
    hidden: bool = False
    section: str = ""
    default: str = ""
    tense: str = ""


@dataclass(frozen=True, slots=True)
class Spec:
    """One field of one kind, ready to be worked with.

    Attributes:
        name: the name in the body.
        field: what is declared about it.
        shape: ``text``, ``number``, ``tick``, ``texts`` (a list of choices) or ``items`` (a list
            of groups of fields).
        items: for ``items``, the fields of one entry.
        struct: for ``items``, the struct of one entry.
    """

    name: str
    field: Field
    shape: str
    items: tuple[Spec, ...] = ()
    struct: type[msgspec.Struct] = msgspec.Struct

    @property
    def limit(self) -> int:
        """The most characters of a text, or entries of a list."""
        if self.field.limit:
            return self.field.limit
        if self.shape in ("texts", "items"):
            return MAX_ITEMS
        return LONG_TEXT if self.field.hint == "long-text" else SHORT_TEXT

    @property
    def whole(self) -> bool:
        """Whether a number has to be a whole one."""
        return self.field.decimals == 0


def _spec(name: str, annotated: object) -> Spec:
    plain, field = get_args(annotated)
    if get_origin(plain) is not tuple:
        return Spec(name, field, {str: "text", bool: "tick"}.get(plain, "number"))
    entry = get_args(plain)[0]
    if entry is str:
        return Spec(name, field, "texts")
    return Spec(name, field, "items", specs(entry), entry)


def specs(struct: type[msgspec.Struct]) -> tuple[Spec, ...]:
    """Work out the fields of ``struct``, in the order in which they are declared.

    Every field is ``Annotated[type, Field(…)]``, where the type is ``str``, ``bool``,
    ``int | None``, ``float | None``, ``tuple[str, ...]`` or a tuple of another such struct. What
    a struct inherits comes last.
    """
    hints = get_type_hints(struct, include_extras=True)
    own = [name for name in struct.__struct_fields__ if name in struct.__annotations__]
    inherited = [name for name in struct.__struct_fields__ if name not in own]
    return tuple(_spec(name, hints[name]) for name in own + inherited)
