# SPDX-License-Identifier: Apache-2.0
"""The hand-out of a signposting list: a sheet for the family to keep, with nothing personal on it.

It owns what of a list may stand on paper. It must not know how paper is drawn, nor any workspace.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop.records.fields import LONG_TEXT, MAX_ITEMS
from desktop.records.signposting_list import SIGNPOSTING_LIST
from desktop.reports.sheets import Block, Line, Sheet
from desktop.wording import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from desktop.records.fields import Spec

TITLE: Final = QT_TRANSLATE_NOOP("handouts", "Local services")
"""Stands on the paper where a list has no name of its own, and always in the file's own data."""

KEPT_OFF: Final = frozenset({"note", "outcome", "why_not"})
"""Fields of a service that say something about the family, and so never reach the paper."""

_UNLABELLED: Final = frozenset({"what_for"})
_STANDS_OUT: Final = "phone"
_SHORTEST_NAME: Final = 2
_SHORTEST_PART: Final = 3
_NOT_NAMES: Final = frozenset({
    "and", "baby", "brother", "dad", "daughter", "family", "father", "grandma", "granny", "mother",
    "mrs", "mum", "nan", "partner", "sister", "son", "the", "twin", "twins",
})  # fmt: skip
"""What people are called in a family that is nobody's name: “Mum and baby group” is a service."""


@dataclass(frozen=True, slots=True)
class Handout:
    """A hand-out, and whether something was kept off it.

    Attributes:
        sheet: what goes on the paper.
        left_out: texts of the list that name somebody, and were therefore left out.
    """

    sheet: Sheet
    left_out: tuple[str, ...]


def handout(
    body: Mapping[str, object],
    *,
    label: str,
    made_on: str,
    private: Sequence[str] = (),
    say: Callable[[str, str], str] = QT_TRANSLATE_NOOP,
) -> Handout:
    """Return the hand-out of a signposting list.

    Only the services, the name of the list and its covering words are used: no family, nobody's
    name, no note, no outcome, no id. A text in which a private name occurs is left out; of what
    the volunteer wrote freely, also one in which a part of such a name occurs.

    Args:
        body: the body of the list, of this version or another; what is malformed is passed over.
        label: the programme's neutral label, for who put the list together.
        made_on: the day it was made, as it is to be read; empty to leave it out.
        private: names that must not be on the paper: the family's, the volunteer's.
        say: translates wording of this program, from its context and its English.
    """
    texts = _Texts(private)
    title = texts.keep(_text(body, "title"), is_free=True) or say("handouts", TITLE)
    words = texts.keep(_text(body, "covering_note"), is_free=True)
    entries = tuple(_entries(body, texts, say))
    blocks = [Block(kind="text", text=words)] if words else []
    blocks += entries or [
        Block(kind="text", text=say("handouts", _NO_SERVICES)),
    ]
    blocks += [Block(kind="rule"), *_closing(label, made_on, say)]
    return Handout(Sheet(title=title, blocks=tuple(blocks)), tuple(texts.left_out))


_NO_SERVICES: Final = QT_TRANSLATE_NOOP("handouts", "There are no services on this list yet.")
_CHANGES: Final = QT_TRANSLATE_NOOP(
    "handouts", "Times and prices change. Ring or look before you go."
)
_MADE: Final = QT_TRANSLATE_NOOP("handouts", "Put together by {label}, {day}.")
_MADE_SOME_DAY: Final = QT_TRANSLATE_NOOP("handouts", "Put together by {label}.")
_URGENT: Final = QT_TRANSLATE_NOOP("handouts", "If somebody is in danger now, ring 999.")


def _closing(label: str, made_on: str, say: Callable[[str, str], str]) -> Iterator[Block]:
    made = say("handouts", _MADE if made_on else _MADE_SOME_DAY)
    yield Block(kind="small", text=say("handouts", _CHANGES))
    yield Block(kind="small", text=say("handouts", _URGENT))
    yield Block(kind="small", text=made.format(label=label, day=made_on))


class _Texts:
    """Lets texts through that name nobody, and remembers the others."""

    def __init__(self, private: Sequence[str]) -> None:
        plain = {_plain(name) for name in private}
        whole = {name for name in plain if not _NOT_NAMES.issuperset(name.split())}
        parts = {part for name in plain for part in name.split()} - _NOT_NAMES
        self._names = {name for name in whole if len(name) >= _SHORTEST_NAME}
        self._parts = {part for part in parts if len(part) >= _SHORTEST_PART}
        self.left_out: list[str] = []

    def keep(self, text: str, *, is_free: bool = False) -> str:
        """Return the text, or nothing when it names somebody.

        ``is_free``: not the name or the particulars of a service, so that a part of a person's
        name in it is hardly chance.
        """
        names = self._names | self._parts if is_free else self._names
        if any(_names(name, text) for name in names):
            self.left_out.append(text)
            return ""
        return text


def _entries(
    body: Mapping[str, object], texts: _Texts, say: Callable[[str, str], str]
) -> Iterator[Block]:
    services = body.get("services")
    # No form takes more; what came from elsewhere may hold as many as fit into a bundle.
    for service in services[:MAX_ITEMS] if isinstance(services, list | tuple) else ():
        if not isinstance(service, dict):
            continue
        name = texts.keep(_text(service, "name"))
        lines = tuple(_lines(service, texts, say))
        if name or lines:
            yield Block(kind="entry", text=name, lines=lines)


def _lines(
    service: Mapping[str, object], texts: _Texts, say: Callable[[str, str], str]
) -> Iterator[Line]:
    for spec in on_paper():
        text = texts.keep(_text(service, spec.name))
        if text:
            label = "" if spec.name in _UNLABELLED else say("records", spec.field.label)
            yield Line(label, text, strong=spec.name == _STANDS_OUT)


def on_paper() -> tuple[Spec, ...]:
    """Return the fields of a service that stand below its name, in the order of the form."""
    services = next(one for one in SIGNPOSTING_LIST.specs if one.name == "services")
    return tuple(one for one in services.items if one.name != "name" and one.name not in KEPT_OFF)


def _text(body: Mapping[str, object], name: str) -> str:
    value = body.get(name)
    return value[:LONG_TEXT].strip() if isinstance(value, str) else ""


def _plain(text: str) -> str:
    """Return a text without case, accents and extra spaces, for comparing."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).split())


def _names(name: str, text: str) -> bool:
    """Say whether a name occurs in a text as a word of its own."""
    plain, at = _plain(text), -1
    while (at := plain.find(name, at + 1)) >= 0:
        before, after = plain[at - 1 : at], plain[at + len(name) : at + len(name) + 1]
        if not (before.isalnum() or after.isalnum()):
            return True
    return False
