# SPDX-License-Identifier: Apache-2.0
"""The signposting list: services chosen for one family, and what came of each.

Owns its fields and wording. Does not know the directory that services are found in: a list keeps
what it was told, so that it reads the same in ten years.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Final

import msgspec

from desktop.records.declaration import HUB, VOLUNTEER, Body, Field, Kind, Labels
from desktop.wording import QT_TRANSLATE_NOOP

# After so many days without news somebody should ask how it went.
ASK_AFTER_DAYS: Final = 14
# Outcomes that are steps on the way: nobody knows yet whether it helped.
_ON_THE_WAY: Final = ("", "told", "contacted")


_LIST: Final = QT_TRANSLATE_NOOP("records", "The list")
_SERVICES: Final = QT_TRANSLATE_NOOP("records", "The services")
_WITH_IT: Final = QT_TRANSLATE_NOOP("records", "To go with it")
_NEXT: Final = QT_TRANSLATE_NOOP("records", "What comes next")


class Service(msgspec.Struct, frozen=True, kw_only=True):
    """One service on the list."""

    name: Annotated[
        str,
        Field(label=QT_TRANSLATE_NOOP("records", "Service"), required=True),
    ] = ""
    what_for: Annotated[
        str,
        Field(label=QT_TRANSLATE_NOOP("records", "What it may help with"), limit=500),
    ] = ""
    phone: Annotated[
        str,
        Field(label=QT_TRANSLATE_NOOP("records", "Telephone")),
    ] = ""
    website: Annotated[
        str,
        Field(label=QT_TRANSLATE_NOOP("records", "Website"), limit=500),
    ] = ""
    when_open: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "When it is open"),
            help=QT_TRANSLATE_NOOP("records", "For example: Thursdays 10 to 12, in term time."),
            limit=500,
        ),
    ] = ""
    cost: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "What it costs"),
            help=QT_TRANSLATE_NOOP("records", "For example: free, or £2 a family."),
        ),
    ] = ""
    note: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "Good to know"),
            help=QT_TRANSLATE_NOOP("records", "For example: ring the side bell; bring a towel."),
            hint="long-text",
            limit=2_000,
        ),
    ] = ""
    outcome: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "How far it got"),
            hint="choice",
            choices="outcomes",
        ),
    ] = ""
    why_not: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "What stood in the way"),
            hint="choice",
            choices="barriers",
        ),
    ] = ""


class SignpostingList(Body, frozen=True, kw_only=True):
    """The fields of a signposting list."""

    family: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "Family"),
            section=_LIST,
            hint="record:family",
        ),
    ] = ""
    made_on: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "Made on"),
            section=_LIST,
            default="today",
            tense="past",
            hint="date",
            required=True,
            column=True,
        ),
    ] = ""
    title: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "Name of the list"),
            section=_LIST,
            help=QT_TRANSLATE_NOOP(
                "records", "Shown in lists and on paper: keep anything private out of it."
            ),
            limit=80,
            column=True,
        ),
    ] = ""
    services: Annotated[
        tuple[Service, ...],
        Field(
            label=QT_TRANSLATE_NOOP("records", "Services"),
            section=_SERVICES,
            hint="list-of",
        ),
    ] = ()
    covering_note: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "A few words to go with it"),
            section=_WITH_IT,
            help=QT_TRANSLATE_NOOP("records", "Printed above the list, without any names."),
            hint="long-text",
            limit=2_000,
        ),
    ] = ""
    follow_up: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "Ask how it went on"),
            section=_NEXT,
            tense="future",
            hint="date",
            column=True,
        ),
    ] = ""


def _heading(made: SignpostingList, _labels: Labels) -> str:
    return made.title.strip() or QT_TRANSLATE_NOOP("records", "Signposting list")


def waiting(made: SignpostingList) -> tuple[str, ...]:
    """Return the names of the services of which nobody knows yet what came of them."""
    return tuple(
        service.name
        for service in made.services
        if service.outcome in _ON_THE_WAY and not service.why_not
    )


def _due(made: SignpostingList) -> str:
    if made.services and not waiting(made):
        return ""
    if made.follow_up or not made.services:
        return made.follow_up
    try:
        asked = date.fromisoformat(made.made_on) + timedelta(days=ASK_AFTER_DAYS)
    except (ValueError, OverflowError):
        return ""  # a draft, or a day that a hostile sender put there
    return asked.isoformat()


def _gist(made: SignpostingList) -> str:
    return " · ".join(service.name for service in made.services) or made.covering_note


SIGNPOSTING_LIST: Final = Kind(
    name="signposting-list",
    schema=1,
    struct=SignpostingList,
    title=QT_TRANSLATE_NOOP("records", "Signposting list"),
    plural=QT_TRANSLATE_NOOP("records", "Signposting lists"),
    about=QT_TRANSLATE_NOOP("records", "Services for a family, and what came of each."),
    roles=(VOLUNTEER, HUB),
    heading=_heading,
    date=lambda made: made.made_on,
    family=lambda made: made.family,
    due=_due,
    gist=_gist,
)
