# SPDX-License-Identifier: Apache-2.0
"""Programme packs: what one charity's programme offers and asks for, as data.

Owns reading a pack from its TOML text and finding the packs that come with the program. Does not
know which record uses which list, how a pack is signed, or how it travels.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Final, Literal, NamedTuple

import msgspec

from desktop import config
from desktop.errors import BadJson, ProgrammeDamaged, ProgrammeUnknown
from desktop.records.strict import check_texts

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_TEXT: Final = 256 * 1024
DEFAULT: Final = "default"

_ID: Final = re.compile("[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_MAX_ID: Final = 64
# The reader of TOML needs time and memory by the square of the parts of a dotted key, and gigabytes
# for a key that fills a pack. No honest pack has more than a table in a table.
_LONG_KEY: Final = re.compile(
    r"""(?<![^\s\[{,])(?:(?:[\w-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){12}""",
    re.ASCII,
)
# Without these two lists no contact could be written down.
_NEEDED_LISTS: Final = ("contact-kinds", "strands")

Line = Annotated[str, msgspec.Meta(min_length=1, max_length=300)]
Days = Annotated[int, msgspec.Meta(ge=1, le=366)]


class Choice(NamedTuple):
    """One entry of a choice list: what is stored, and what is shown."""

    value: str
    label: str


class Supervision(msgspec.Struct, frozen=True):
    """How often a volunteer is supervised, in days, and in what forms."""

    every_days: Days
    forms: tuple[Line, ...] = ()


class Meeting(msgspec.Struct, frozen=True):
    """A meeting that comes round, every so many days."""

    title: Line
    every_days: Days
    about: str = ""


class TrainingPart(msgspec.Struct, frozen=True):
    """One part of the training plan. ``needed_before_match``: no family before it is done."""

    title: Line
    sessions: Annotated[int, msgspec.Meta(ge=1, le=200)] = 1
    minutes: Annotated[int, msgspec.Meta(ge=0, le=1440)] = 0
    needed_before_match: bool = False


class Check(msgspec.Struct, frozen=True):
    """A check on a volunteer, of which only the fact and the date are kept."""

    title: Line
    needed_before_match: bool = True


class Eligibility(msgspec.Struct, frozen=True):
    """Who may be referred, and from when until when. Empty text: the charity decides."""

    who: str = ""
    opens: str = ""
    closes: str = ""
    questions: tuple[Line, ...] = ()


class Measure(msgspec.Struct, frozen=True):
    """A measure and its time points."""

    id: str
    title: Line
    points: tuple[Line, ...]


class Statement(msgspec.Struct, frozen=True):
    """One statement of the survey at the end, agreed or disagreed with."""

    id: str
    text: Line


class RunSheetStep(msgspec.Struct, frozen=True):
    """One step of a group session."""

    title: Line
    minutes: Annotated[int, msgspec.Meta(ge=0, le=480)] = 0


class Programme(msgspec.Struct, frozen=True):
    """One programme pack.

    Attributes:
        id: stable name; the name of the file in which a shipped pack comes.
        version: grows with every change.
        title: the full name, shown only inside an open workspace.
        neutral_label: what may stand in window titles, file names and on paper that others see.
        confidentiality: ``standard``, or ``discloses`` when the name alone says something
            about a person's health.
        about: what is offered, in the words for referrers and families.
        lists: choice lists, by name; each maps what is stored to what is shown, in order.
        supervision: how often, and in what forms.
        meetings: meetings that come round.
        training: the training plan.
        checks: what is checked about a volunteer.
        eligibility: who is supported and when.
        measures: measures and their time points.
        end_survey: statements of the survey at the end of support.
        answers: the possible answers to those statements, in order.
        run_sheet: the steps of a group session; empty where there are no groups.
    """

    id: str
    version: Annotated[int, msgspec.Meta(ge=1, le=2**31)]
    title: Line
    neutral_label: Line
    confidentiality: Literal["standard", "discloses"]
    supervision: Supervision
    lists: dict[str, dict[str, Line]]
    about: str = ""
    meetings: tuple[Meeting, ...] = ()
    training: tuple[TrainingPart, ...] = ()
    checks: tuple[Check, ...] = ()
    eligibility: Eligibility = Eligibility()
    measures: tuple[Measure, ...] = ()
    end_survey: tuple[Statement, ...] = ()
    answers: tuple[Line, ...] = ()
    run_sheet: tuple[RunSheetStep, ...] = ()

    def choices(self, name: str) -> tuple[Choice, ...]:
        """Return a choice list in its order; empty when the pack has no list of that name."""
        return tuple(Choice(value, label) for value, label in self.lists.get(name, {}).items())

    def label(self, name: str, value: str) -> str:
        """Return what ``value`` of the list ``name`` is called here, or the value itself.

        Records outlive lists: a value that a pack no longer has is still shown.
        """
        return self.lists.get(name, {}).get(value, value)


def is_id(text: str) -> bool:
    """Say whether ``text`` can be the name of a programme, a list or a choice."""
    return len(text) <= _MAX_ID and _ID.fullmatch(text) is not None


def _names(programme: Programme) -> list[str]:
    names = [programme.id, *programme.lists]
    for entries in programme.lists.values():
        names += entries
    names += [measure.id for measure in programme.measures]
    names += [statement.id for statement in programme.end_survey]
    return names


def parse(text: str) -> Programme:
    """Read a pack. Entries that this version does not know are passed over.

    Raises:
        ProgrammeDamaged: it is not TOML, too long, an entry is missing or malformed, or a list
            that every contact needs is empty.
    """
    if len(text) > MAX_TEXT or _LONG_KEY.search(text):
        raise ProgrammeDamaged(name="?")
    try:
        entries = msgspec.toml.decode(text)
        check_texts(entries)
        programme = msgspec.convert(entries, Programme, strict=True)
    except (msgspec.DecodeError, BadJson, RecursionError, ValueError):
        # ValueError: what Python says of a number of thousands of digits.
        raise ProgrammeDamaged(name="?") from None
    if not all(is_id(name) for name in _names(programme)):
        raise ProgrammeDamaged(name="?")
    if not all(programme.lists.get(name) for name in _NEEDED_LISTS):
        raise ProgrammeDamaged(name=programme.id)
    return programme


@lru_cache(maxsize=4)
def parsed(text: str) -> Programme:
    """Return the pack of this text, read once; for those who need it again and again.

    Raises:
        ProgrammeDamaged: as for :func:`parse`.
    """
    return parse(text)


def shipped() -> Mapping[str, str]:
    """Return the text of every pack that comes with the program, by id, the default first."""
    folder = config.resources() / "programmes"
    found = {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.toml")}
    return {name: found[name] for name in sorted(found, key=lambda n: (n != DEFAULT, n))}


def shipped_text(name: str) -> str:
    """Return the text of the shipped pack ``name``.

    Raises:
        ProgrammeUnknown: no pack of that name comes with the program.
    """
    packs = shipped()
    if name not in packs:
        raise ProgrammeUnknown(name=name, known=", ".join(packs))
    return packs[name]


def load(name: str) -> Programme:
    """Return the shipped pack ``name``.

    Raises:
        ProgrammeUnknown: no pack of that name comes with the program.
        ProgrammeDamaged: the file was altered.
    """
    return parse(shipped_text(name))
