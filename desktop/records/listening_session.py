# SPDX-License-Identifier: Apache-2.0
"""The listening session: time given to one person, in depth.

Owns its fields and wording. A reflection that is only for the writer is no part of it: everything
in a record is sent.
"""

from __future__ import annotations

from typing import Annotated, Final

from desktop.records.declaration import HUB, VOLUNTEER, Body, Field, Kind, Labels, british_date
from desktop.wording import QT_TRANSLATE_NOOP

_SESSION: Final = QT_TRANSLATE_NOOP("records", "The session")
_HEARD: Final = QT_TRANSLATE_NOOP("records", "What you heard")
_NEXT: Final = QT_TRANSLATE_NOOP("records", "What comes next")
_LOOKING_BACK: Final = QT_TRANSLATE_NOOP("records", "Looking back")
_YOU: Final = QT_TRANSLATE_NOOP("records", "And you?")


class ListeningSession(Body, frozen=True, kw_only=True):
    """The fields of a listening session."""

    family: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "Family"),
            section=_SESSION,
            hint="record:family",
        ),
    ] = ""
    when: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "Date"),
            section=_SESSION,
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
            section=_SESSION,
            hint="choice",
            choices="contact-kinds",
            required=True,
            column=True,
        ),
    ] = ""
    started: Annotated[
        str,
        Field(label=QT_TRANSLATE_NOOP("records", "Started at"), section=_SESSION, hint="time"),
    ] = ""
    minutes: Annotated[
        int | None,
        Field(
            label=QT_TRANSLATE_NOOP("records", "Minutes in all"),
            section=_SESSION,
            hint="minutes",
            maximum=1440,
            column=True,
        ),
    ] = None
    what_was_said: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "What was said"),
            section=_HEARD,
            help=QT_TRANSLATE_NOOP("records", "Use their own words where you can."),
            hint="long-text",
        ),
    ] = ""
    what_mattered: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "What mattered most to them"),
            section=_HEARD,
            hint="long-text",
        ),
    ] = ""
    agreed: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "What we agreed"),
            section=_HEARD,
            help=QT_TRANSLATE_NOOP("records", "Who will do what before the next time."),
            hint="long-text",
        ),
    ] = ""
    written_with_her: Annotated[
        bool,
        Field(
            label=QT_TRANSLATE_NOOP("records", "We wrote this together"),
            section=_HEARD,
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
    went_well: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "What I did that helped"),
            section=_LOOKING_BACK,
            help=QT_TRANSLATE_NOOP("records", "Your supervisor sees this."),
            hint="long-text",
        ),
    ] = ""
    found_hard: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "What I found hard"),
            section=_LOOKING_BACK,
            help=QT_TRANSLATE_NOOP("records", "Your supervisor sees this."),
            hint="long-text",
        ),
    ] = ""
    reflection_shared: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "What I want to bring to supervision"),
            section=_LOOKING_BACK,
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
    prompts=(
        QT_TRANSLATE_NOOP("records", "What did they want you to understand?"),
        QT_TRANSLATE_NOOP("records", "Which of their words do you remember best?"),
        QT_TRANSLATE_NOOP("records", "When was it quiet, and what came after?"),
        QT_TRANSLATE_NOOP("records", "What did they say that they can do themselves?"),
        QT_TRANSLATE_NOOP("records", "What did you leave open for the next time?"),
    ),
    heading=_heading,
    date=lambda session: session.when,
    family=lambda session: session.family,
    due=lambda session: session.next_contact,
    active=lambda _session: True,
    gist=lambda session: session.what_mattered or session.what_was_said or session.agreed,
)
