# SPDX-License-Identifier: Apache-2.0
"""The private reflection: what a volunteer thinks about afterwards, only for themselves.

Owns its fields and wording. It stays a draft on the writer's laptop for as long as they like;
making it final is what shares it with the supervisor.
"""

from __future__ import annotations

from typing import Annotated, Final

from desktop.records.declaration import VOLUNTEER, Body, Field, Kind, Labels, british_date
from desktop.wording import QT_TRANSLATE_NOOP

_ONLY_FOR_ME: Final = QT_TRANSLATE_NOOP("records", "Only for me")


class Reflection(Body, frozen=True, kw_only=True):
    """The fields of a reflection."""

    when: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "Date"),
            section=_ONLY_FOR_ME,
            default="today",
            tense="past",
            hint="date",
            required=True,
            column=True,
        ),
    ] = ""
    thoughts: Annotated[
        str,
        Field(
            label=QT_TRANSLATE_NOOP("records", "What stays with me"),
            help=QT_TRANSLATE_NOOP(
                "records", "Nobody sees this unless you share it. Leave out names all the same."
            ),
            section=_ONLY_FOR_ME,
            hint="long-text",
            required=True,
        ),
    ] = ""


def _heading(reflection: Reflection, _labels: Labels) -> str:
    return british_date(reflection.when)


REFLECTION: Final = Kind(
    name="reflection",
    schema=1,
    struct=Reflection,
    title=QT_TRANSLATE_NOOP("records", "Reflection"),
    plural=QT_TRANSLATE_NOOP("records", "Reflections"),
    about=QT_TRANSLATE_NOOP("records", "What stays with you, for yourself until you share it."),
    roles=(VOLUNTEER,),
    private=True,
    prompts=(
        QT_TRANSLATE_NOOP("records", "What am I still thinking about?"),
        QT_TRANSLATE_NOOP("records", "What did I do that I am glad of?"),
        QT_TRANSLATE_NOOP("records", "Was there a moment when I did not know what to say?"),
        QT_TRANSLATE_NOOP("records", "What did I want to do that was not mine to do?"),
        QT_TRANSLATE_NOOP("records", "Did it touch something in my own life?"),
        QT_TRANSLATE_NOOP("records", "What would be good for me now?"),
    ),
    heading=_heading,
    date=lambda reflection: reflection.when,
)
