# SPDX-License-Identifier: Apache-2.0
"""The family: who is supported, and above all how it is safe to reach them.

Owns its fields and wording. There is no field for a diagnosis: this is peer support.
"""

from __future__ import annotations

from typing import Annotated, Final

import msgspec

from desktop.records.declaration import HUB, VOLUNTEER, Body, Field, Kind, Labels
from desktop.wording import QT_TRANSLATE_NOOP

_WHO: Final = QT_TRANSLATE_NOOP("records", "Who they are")
_SAFE: Final = QT_TRANSLATE_NOOP("records", "How to reach them safely")
_THEM: Final = QT_TRANSLATE_NOOP("records", "About them")
_HELPS: Final = QT_TRANSLATE_NOOP("records", "What helps and what hinders")
_GOALS: Final = QT_TRANSLATE_NOOP("records", "What they want")
_PEOPLE: Final = QT_TRANSLATE_NOOP("records", "The people")
_SUPPORT: Final = QT_TRANSLATE_NOOP("records", "Beginning and ending")
_NOTES: Final = QT_TRANSLATE_NOOP("records", "Anything else")


class Goal(msgspec.Struct, frozen=True, kw_only=True):
    """One thing the parent wants, in the parent's words."""

    goal: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "Goal, in their own words"),
            required=True,
            limit=500,
        ),
    ] = ""
    score: Annotated[
        int | None,
        Field(
            label=QT_TRANSLATE_NOOP("records", "Where they are now, 0 to 5"),
            help=QT_TRANSLATE_NOOP("records", "The parent gives the number, not you."),
            hint="number",
            maximum=5,
        ),
    ] = None
    scored_on: Annotated[
        str,
        Field(label=QT_TRANSLATE_NOOP("records", "Asked on"), hint="date"),
    ] = ""


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """One person of the family."""

    called: Annotated[
        str,
        Field(label=QT_TRANSLATE_NOOP("records", "Called"), required=True, limit=80),
    ] = ""
    role: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "In the family"),
            hint="choice",
            choices="family-roles",
        ),
    ] = ""
    notes: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "Good to remember"),
            hint="long-text",
            limit=2_000,
        ),
    ] = ""


class Family(Body, frozen=True, kw_only=True):
    """The fields of a family."""

    known_as: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "Known as"),
            section=_WHO,
            help=QT_TRANSLATE_NOOP(
                "records", "Initials or a name they chose. It is shown in lists."
            ),
            required=True,
            limit=60,
            column=True,
        ),
    ] = ""
    safe_to_ring: Annotated[
        bool,
        Field(
            label=QT_TRANSLATE_NOOP("records", "They said it is safe to ring"),
            section=_SAFE,
            hint="tick",
            column=True,
        ),
    ] = False
    safe_to_message: Annotated[
        bool,
        Field(
            label=QT_TRANSLATE_NOOP("records", "They said it is safe to send a message"),
            section=_SAFE,
            hint="tick",
        ),
    ] = False
    safe_to_leave_word: Annotated[
        bool,
        Field(
            label=QT_TRANSLATE_NOOP("records", "They said it is safe to leave a voicemail"),
            section=_SAFE,
            hint="tick",
        ),
    ] = False
    safe_times: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "Safe times"),
            section=_SAFE,
            help=QT_TRANSLATE_NOOP("records", "For example: weekdays between 10 and 2."),
            column=True,
        ),
    ] = ""
    safe_contact_notes: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "How to make contact safely"),
            section=_SAFE,
            help=QT_TRANSLATE_NOOP(
                "records", "For example: let it ring twice, never say where you ring from."
            ),
            hint="long-text",
            limit=2_000,
        ),
    ] = ""
    site: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "Site"),
            section=_THEM,
            hint="choice",
            choices="sites",
            column=True,
        ),
    ] = ""
    supported: Annotated[
        tuple[str, ...],
        Field(
            label=QT_TRANSLATE_NOOP("records", "Who is supported"),
            section=_THEM,
            hint="choices",
            choices="supported",
        ),
    ] = ()
    due_date: Annotated[
        str,
        Field(label=QT_TRANSLATE_NOOP("records", "Baby due"), section=_THEM, hint="date"),
    ] = ""
    baby_born: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "Baby born"),
            section=_THEM,
            tense="past",
            hint="date",
        ),
    ] = ""
    language: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "Language they like to speak"),
            section=_THEM,
        ),
    ] = ""
    access_needs: Annotated[
        tuple[str, ...],
        Field(
            label=QT_TRANSLATE_NOOP("records", "What makes it easier to take part"),
            section=_HELPS,
            hint="choices",
            choices="access-needs",
        ),
    ] = ()
    barriers: Annotated[
        tuple[str, ...],
        Field(
            label=QT_TRANSLATE_NOOP("records", "What stands in the way of using services"),
            section=_HELPS,
            hint="choices",
            choices="barriers",
        ),
    ] = ()
    goals: Annotated[
        tuple[Goal, ...],
        Field(
            label=QT_TRANSLATE_NOOP("records", "Goals"),
            section=_GOALS,
            hint="list-of",
            limit=20,
        ),
    ] = ()
    people: Annotated[
        tuple[Member, ...],
        Field(
            label=QT_TRANSLATE_NOOP("records", "People in the family"),
            section=_PEOPLE,
            help=QT_TRANSLATE_NOOP("records", "First names or initials are enough."),
            hint="list-of",
            limit=30,
        ),
    ] = ()
    support_from: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "Support began"),
            section=_SUPPORT,
            tense="past",
            hint="date",
            column=True,
        ),
    ] = ""
    planned_ending: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "Planned ending"),
            section=_SUPPORT,
            tense="future",
            help=QT_TRANSLATE_NOOP("records", "Agree it at the start. It can be moved."),
            hint="date",
            column=True,
        ),
    ] = ""
    ended_on: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "Ended on"),
            section=_SUPPORT,
            tense="past",
            hint="date",
        ),
    ] = ""
    how_ended: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "How it ended"),
            section=_SUPPORT,
            hint="choice",
            choices="endings",
        ),
    ] = ""
    notes: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "Notes"),
            section=_NOTES,
            help=QT_TRANSLATE_NOOP(
                "records", "Write as if the parent will read it one day. They have a right to."
            ),
            hint="long-text",
        ),
    ] = ""


def _heading(family: Family, _labels: Labels) -> str:
    return family.known_as.strip() or QT_TRANSLATE_NOOP("records", "Family without a name yet")


FAMILY: Final = Kind(
    name="family",
    schema=1,
    struct=Family,
    title=QT_TRANSLATE_NOOP("records", "Family"),
    plural=QT_TRANSLATE_NOOP("records", "Families"),
    about=QT_TRANSLATE_NOOP("records", "A family you support, and how to reach them safely."),
    roles=(VOLUNTEER, HUB),
    heading=_heading,
    date=lambda family: family.support_from,
    active=lambda family: not family.ended_on,
    gist=lambda family: family.notes,
)
