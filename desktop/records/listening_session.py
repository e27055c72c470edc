# SPDX-License-Identifier: Apache-2.0
"""The listening session: time given to one person, in depth.

Owns its fields and wording. A reflection that is only for the writer is no part of it: everything
in a record is sent.
"""

from __future__ import annotations

from typing import Annotated, Final

from desktop.records.declaration import HUB, VOLUNTEER, Body, Field, Kind, Labels, british_date
from desktop.wording import QT_TRANSLATE_NOOP


class ListeningSession(Body, frozen=True, kw_only=True):
    """The fields of a listening session."""

    family: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "Family"),
            hint="record:family",
        ),
    ] = ""
    when: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "Date"),
            hint="date",
            required=True,
            column=True,
        ),
    ] = ""
    started: Annotated[
        str,
        Field(label=QT_TRANSLATE_NOOP("records", "Started at"), hint="time"),
    ] = ""
    minutes: Annotated[
        int | None,
        Field(
            label=QT_TRANSLATE_NOOP("records", "Minutes in all"),
            hint="minutes",
            maximum=1440,
            column=True,
        ),
    ] = None
    how: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "How you met"),
            hint="choice",
            choices="contact-kinds",
            required=True,
            column=True,
        ),
    ] = ""
    what_was_said: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "What was said"),
            help=QT_TRANSLATE_NOOP("records", "Use their own words where you can."),
            hint="long-text",
        ),
    ] = ""
    what_mattered: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "What mattered most to them"),
            hint="long-text",
        ),
    ] = ""
    agreed: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "What we agreed"),
            help=QT_TRANSLATE_NOOP("records", "Who will do what before the next time."),
            hint="long-text",
        ),
    ] = ""
    next_contact: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "Next contact"),
            hint="date",
            column=True,
        ),
    ] = ""
    written_with_her: Annotated[
        bool,
        Field(
            label=QT_TRANSLATE_NOOP("records", "We wrote this together"),
            hint="tick",
        ),
    ] = False
    went_well: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "What I did that helped"),
            help=QT_TRANSLATE_NOOP("records", "Your supervisor sees this."),
            hint="long-text",
        ),
    ] = ""
    found_hard: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "What I found hard"),
            help=QT_TRANSLATE_NOOP("records", "Your supervisor sees this."),
            hint="long-text",
        ),
    ] = ""
    reflection_shared: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "What I want to bring to supervision"),
            help=QT_TRANSLATE_NOOP(
                "records", "Your supervisor sees this. Do not write here what is only for you."
            ),
            hint="long-text",
        ),
    ] = ""
    check_in: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "How are you after this?"),
            help=QT_TRANSLATE_NOOP("records", "About you. Your supervisor sees it."),
            hint="choice",
            choices="check-in",
        ),
    ] = ""
    please_ring_me: Annotated[
        bool,
        Field(
            label=QT_TRANSLATE_NOOP("records", "Please ring me"),
            help=QT_TRANSLATE_NOOP(
                "records", "Seen when this arrives. If it cannot wait, ring them yourself."
            ),
            hint="tick",
        ),
    ] = False


def _heading(session: ListeningSession, labels: Labels) -> str:
    parts = [british_date(session.when)]
    if session.how:
        parts.append(labels("contact-kinds", session.how))
    return " · ".join(parts)


LISTENING_SESSION: Final = Kind(
    name="listening-session",
    schema=1,
    struct=ListeningSession,
    title=QT_TRANSLATE_NOOP("records", "Listening session"),
    plural=QT_TRANSLATE_NOOP("records", "Listening sessions"),
    about=QT_TRANSLATE_NOOP("records", "Time given to listening, and what was heard."),
    roles=(VOLUNTEER, HUB),
    heading=_heading,
    date=lambda session: session.when,
    family=lambda session: session.family,
)
