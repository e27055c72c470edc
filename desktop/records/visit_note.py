# SPDX-License-Identifier: Apache-2.0
"""The visit note: one contact with a family, written in two minutes.

Owns its fields and wording. The choices come from the programme.
"""

from __future__ import annotations

from typing import Annotated, Final

import msgspec

from desktop.records.declaration import HUB, VOLUNTEER, Body, Field, Kind, Labels, british_date
from desktop.wording import QT_TRANSLATE_NOOP

_CONTACT: Final = QT_TRANSLATE_NOOP("records", "The contact")
_ABOUT: Final = QT_TRANSLATE_NOOP("records", "What it was about")
_NEXT: Final = QT_TRANSLATE_NOOP("records", "What comes next")
_GETTING_THERE: Final = QT_TRANSLATE_NOOP("records", "Getting there")
_YOU: Final = QT_TRANSLATE_NOOP("records", "And you?")


class Strand(msgspec.Struct, frozen=True, kw_only=True):
    """How long one strand of support took."""

    strand: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "What kind of support"),
            hint="choice",
            choices="strands",
            required=True,
        ),
    ] = ""
    minutes: Annotated[
        int | None,
        Field(label=QT_TRANSLATE_NOOP("records", "Minutes"), hint="minutes", maximum=1440),
    ] = None


class VisitNote(Body, frozen=True, kw_only=True):
    """The fields of a visit note."""

    family: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "Family"),
            section=_CONTACT,
            hint="record:family",
        ),
    ] = ""
    when: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "Date"),
            section=_CONTACT,
            default="today",
            tense="past",
            hint="date",
            required=True,
            column=True,
        ),
    ] = ""
    how: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "How you met"),
            section=_CONTACT,
            hint="choice",
            choices="contact-kinds",
            required=True,
            column=True,
        ),
    ] = ""
    started: Annotated[
        str,
        Field(label=QT_TRANSLATE_NOOP("records", "Started at"), section=_CONTACT, hint="time"),
    ] = ""
    minutes: Annotated[
        int | None,
        Field(
            label=QT_TRANSLATE_NOOP("records", "Minutes in all"),
            section=_CONTACT,
            hint="minutes",
            maximum=1440,
            column=True,
        ),
    ] = None
    attempted: Annotated[
        bool,
        Field(
            label=QT_TRANSLATE_NOOP("records", "I tried, but we did not meet"),
            section=_CONTACT,
            hint="tick",
            column=True,
        ),
    ] = False
    present: Annotated[
        tuple[str, ...],
        Field(
            label=QT_TRANSLATE_NOOP("records", "Who was there"),
            section=_CONTACT,
            hint="choices",
            choices="present",
        ),
    ] = ()
    accompanied_to: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "Where you went together"),
            section=_CONTACT,
            help=QT_TRANSLATE_NOOP(
                "records", "For example the children's centre. Leave empty if you stayed in."
            ),
        ),
    ] = ""
    strands: Annotated[
        tuple[Strand, ...],
        Field(
            label=QT_TRANSLATE_NOOP("records", "What the time went on"),
            section=_ABOUT,
            help=QT_TRANSLATE_NOOP("records", "A rough guess is fine."),
            hint="list-of",
            limit=20,
        ),
    ] = ()
    topics: Annotated[
        tuple[str, ...],
        Field(
            label=QT_TRANSLATE_NOOP("records", "What came up"),
            section=_ABOUT,
            hint="choices",
            choices="topics",
        ),
    ] = ()
    talked_about: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "What we talked about"),
            section=_ABOUT,
            help=QT_TRANSLATE_NOOP(
                "records", "Write as if the parent will read it one day. They have a right to."
            ),
            hint="long-text",
        ),
    ] = ""
    agreed: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "What we agreed"),
            section=_ABOUT,
            help=QT_TRANSLATE_NOOP("records", "Who will do what before the next time."),
            hint="long-text",
        ),
    ] = ""
    written_with_her: Annotated[
        bool,
        Field(
            label=QT_TRANSLATE_NOOP("records", "We wrote this together"),
            section=_ABOUT,
            hint="tick",
        ),
    ] = False
    next_contact: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "Next contact"),
            section=_NEXT,
            tense="future",
            hint="date",
            column=True,
        ),
    ] = ""
    miles: Annotated[
        float | None,
        Field(
            label=QT_TRANSLATE_NOOP("records", "Miles driven"),
            section=_GETTING_THERE,
            hint="number",
            maximum=2_000,
            decimals=1,
        ),
    ] = None
    expenses: Annotated[
        int | None,
        Field(
            label=QT_TRANSLATE_NOOP("records", "Other costs"),
            section=_GETTING_THERE,
            help=QT_TRANSLATE_NOOP("records", "What you paid yourself, for example 3.20."),
            hint="money",
            maximum=1_000_000,
        ),
    ] = None
    check_in: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "How are you after this?"),
            section=_YOU,
            help=QT_TRANSLATE_NOOP("records", "About you. Your supervisor sees it."),
            hint="choice",
            choices="check-in",
        ),
    ] = ""
    please_ring_me: Annotated[
        bool,
        Field(
            label=QT_TRANSLATE_NOOP("records", "Please ring me"),
            section=_YOU,
            help=QT_TRANSLATE_NOOP(
                "records", "Seen when this note arrives. If it cannot wait, ring them yourself."
            ),
            hint="tick",
        ),
    ] = False


def _heading(note: VisitNote, labels: Labels) -> str:
    parts = [british_date(note.when)]
    if note.how:
        parts.append(labels("contact-kinds", note.how))
    if note.attempted:
        parts.append(QT_TRANSLATE_NOOP("records", "did not meet"))
    return " · ".join(parts)


VISIT_NOTE: Final = Kind(
    name="visit-note",
    schema=1,
    struct=VisitNote,
    title=QT_TRANSLATE_NOOP("records", "Visit note"),
    plural=QT_TRANSLATE_NOOP("records", "Visit notes"),
    about=QT_TRANSLATE_NOOP("records", "One contact with a family, or a try that failed."),
    roles=(VOLUNTEER, HUB),
    heading=_heading,
    date=lambda note: note.when,
    family=lambda note: note.family,
    due=lambda note: note.next_contact,
    active=lambda note: not note.attempted,
    gist=lambda note: note.talked_about or note.agreed,
)
