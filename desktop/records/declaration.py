# SPDX-License-Identifier: Apache-2.0
"""How a kind of record is declared, once.

A kind is a msgspec struct whose fields carry a :class:`Field`, and a :class:`Kind` that says what
it is called, who writes it, and how it appears in lists. Validation, the JSON Schema, the form,
the list columns and the help of the command line are all worked out from that declaration.

Every field of a struct has a default, so that a draft with any part of it filled in can be read.
What has to be filled in before a record is final is said by ``Field.required``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeAlias

import msgspec

from desktop.errors import BadJson
from desktop.records import lenient, strict
from desktop.records.fields import Field, Spec, specs
from desktop.records.lenient import Written
from desktop.wording import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from desktop.records.programme import Programme

__all__ = [
    "HUB",
    "VOLUNTEER",
    "Body",
    "Field",
    "Kind",
    "Labels",
    "Spec",
    "Summary",
    "Written",
    "british_date",
    "specs",
]

VOLUNTEER: Final = "volunteer"
HUB: Final = "hub"

# What a value of a choice list is called: (list name, value) -> label.
Labels = Callable[[str, str], str]

# Names of fields that hold words, each with those inside its entries.
Texts: TypeAlias = "tuple[tuple[str, Texts], ...]"


class Body(msgspec.Struct, frozen=True, kw_only=True):
    """What every kind that people write has in common."""

    withdrawn: Annotated[
        bool,
        Field(
            label=QT_TRANSLATE_NOOP("records", "Withdrawn"),
            help=QT_TRANSLATE_NOOP("records", "Sent by mistake. The reason is kept with it."),
            hint="tick",
            hidden=True,
        ),
    ] = False


_DAY: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _day(text: str) -> str | None:
    """Return a day as written; None for anything else, as a hostile sender may have put there."""
    return text if _DAY.fullmatch(text) else None


def british_date(date: str) -> str:
    """Return ``2026-11-22`` as ``22/11/2026``; anything else as it is, an empty date as a dash."""
    parts = date.split("-")
    return "/".join(reversed(parts)) if len(parts) == 3 else date or "–"


def _plain(_name: str, value: str) -> str:
    return value.replace("-", " ")


def _nothing(_body: Any) -> str:
    return ""


def _neither(_body: Any) -> bool | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What lists and the search need of one body; each is as the method of that name gives it.

    Attributes:
        title: see :meth:`Kind.title_of`.
        when: see :meth:`Kind.when_of`.
        family: see :meth:`Kind.family_of`.
        withdrawn: see :meth:`Kind.withdrawn_of`.
        words: see :meth:`Kind.search_text`.
        due: the day on which something promised falls due (YYYY-MM-DD), if there is one.
        active: whether a contact took place, or a family is being supported; None for neither.
    """

    title: str
    when: str | None
    family: str | None
    withdrawn: bool
    words: str
    due: str | None = None
    active: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of record.

    Attributes:
        name: the stable name, for example ``visit-note``.
        schema: version of the fields, from 1; grows when their meaning changes.
        struct: the fields.
        title: what one is called.
        plural: what several are called.
        about: one sentence on what it is for.
        roles: the workspaces that may write it: ``volunteer``, ``hub``.
        visible: written by people and shown in lists; the others carry news between workspaces.
        private: stays with its writer as a draft for as long as they like: nothing counts it as
            unfinished or unsent, and making it final is what shares it.
        prompts: questions that may help to begin writing; nobody has to answer them.
        heading: makes the short title from a read body; must not use anything clinical.
        date: finds the day it is about in a read body; empty when there is none.
        family: finds the id of the family record in a read body; empty when there is none.
        due: finds the day on which something promised falls due; empty when there is none.
        active: says whether a contact took place, or a family is being supported; None for kinds
            that are neither.
        gist: finds what a glance at a timeline should catch; may be of any length.
    """

    name: str
    schema: int
    struct: type[msgspec.Struct]
    title: str
    plural: str
    about: str
    roles: tuple[str, ...]
    visible: bool = True
    private: bool = False
    prompts: tuple[str, ...] = ()
    heading: Callable[[Any, Labels], str]
    date: Callable[[Any], str] = _nothing
    family: Callable[[Any], str] = _nothing
    due: Callable[[Any], str] = _nothing
    active: Callable[[Any], bool | None] = _neither
    gist: Callable[[Any], str] = _nothing

    @cached_property
    def specs(self) -> tuple[Spec, ...]:
        """The fields, in their order; empty for kinds that people do not write."""
        return specs(self.struct) if self.visible else ()

    @cached_property
    def _texts(self) -> Texts:
        return _texts(self.specs)

    def prepare(self) -> None:
        """Read the declaration of the fields now; otherwise that is done when they are needed."""
        _ = self._texts

    @property
    def columns(self) -> tuple[Spec, ...]:
        """The fields that lists show as columns."""
        return tuple(spec for spec in self.specs if spec.field.column)

    def read(self, body: Written) -> Any:
        """Return the struct of ``body`` with whatever fits; see :func:`lenient.read`.

        Raises:
            BadJson: ``body`` is bytes that are not one strict JSON object, or the kind is one
                that people do not write and ``body`` is not exactly as declared.
        """
        if self.visible:
            return lenient.read(self.struct, self.specs, body)
        data = strict.loads_object(body) if isinstance(body, bytes) else body
        try:
            return msgspec.convert(data, self.struct, strict=True)
        except msgspec.ValidationError:
            raise BadJson from None

    def glance(self, body: Written) -> Any:
        """Return what :meth:`read` does, cut where it is longer than a form would have taken.

        Only for showing; see :func:`lenient.within_limits`.
        """
        return lenient.within_limits(self.read(body), self.specs)

    def summary(self, body: Written, programme: Programme | None = None) -> Summary:
        """Return everything that lists and the search need, reading ``body`` once.

        Args:
            body: a body, or the fields as a form holds them.
            programme: gives the names of choices in the title.
        """
        found = self.read(body)
        withdrawn = bool(getattr(found, "withdrawn", False))
        return Summary(
            title=self._title(found, programme),
            when=_day(self.date(found)),
            family=self.family(found) or None,
            withdrawn=withdrawn,
            words="\n".join(_words(self._texts, found)),
            # What was withdrawn promises nothing and counts for nothing.
            due=None if withdrawn else _day(self.due(found)),
            active=None if withdrawn else self.active(found),
        )

    def _title(self, found: Any, programme: Programme | None) -> str:
        title = self.heading(found, _plain if programme is None else programme.label)
        return " ".join(title.split())[:120]

    def title_of(self, body: Written, programme: Programme | None = None) -> str:
        """Return a short title for lists, without anything clinical.

        Args:
            body: a body, or the fields as a form holds them.
            programme: gives the names of choices; without it their stored values are used.
        """
        return self._title(self.read(body), programme)

    def when_of(self, body: Written) -> str | None:
        """Return the day that the record is about (YYYY-MM-DD as written), if it has one."""
        return self.summary(body).when

    def family_of(self, body: Written) -> str | None:
        """Return the id of the family record that this one belongs to, if it names one."""
        return self.summary(body).family

    def withdrawn_of(self, body: Written) -> bool:
        """Say whether this version withdraws the record."""
        return self.summary(body).withdrawn

    def search_text(self, body: Written) -> str:
        """Return everything a person wrote in words, one field a line."""
        return self.summary(body).words


def _texts(fields: tuple[Spec, ...]) -> Texts:
    """Return the fields that hold words, each with those inside its entries if it is a list."""
    found: list[tuple[str, Texts]] = []
    for spec in fields:
        inner = _texts(spec.items)
        if inner or spec.field.hint in ("text", "long-text"):
            found.append((spec.name, inner))
    return tuple(found)


def _words(texts: Texts, body: msgspec.Struct) -> list[str]:
    found: list[str] = []
    for name, inner in texts:
        value = getattr(body, name)
        if inner:
            for entry in value:
                found += _words(inner, entry)
        elif value:
            found.append(value)
    return found
