# SPDX-License-Identifier: Apache-2.0
"""How states, times and faults are said in words, in the person's language and local time.

It knows Qt's translations and the wording that the core marks; it must not know any widget.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication

from desktop import errors
from desktop.wording import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from desktop.errors import AlongsideError
    from desktop.ui.models import ChipTone

STATES: Final = {
    "draft": QT_TRANSLATE_NOOP("states", "Draft"),
    "sealed": QT_TRANSLATE_NOOP("states", "Only on this laptop"),
    "handed-over": QT_TRANSLATE_NOOP("states", "Handed over, no receipt yet"),
    "received": QT_TRANSLATE_NOOP("states", "Received by the hub"),
    "read": QT_TRANSLATE_NOOP("states", "Read at the hub"),
    "conflict": QT_TRANSLATE_NOOP("states", "Two versions: please decide"),
    "needs-attention": QT_TRANSLATE_NOOP("states", "Needs attention"),
    "withdrawn": QT_TRANSLATE_NOOP("states", "Withdrawn"),
}
READ_BY: Final = QT_TRANSLATE_NOOP("states", "Read by {name}")
HUB_STATES: Final = {
    "received": QT_TRANSLATE_NOOP("states", "Not yet read"),
    "read": QT_TRANSLATE_NOOP("states", "Read"),
    "sealed": QT_TRANSLATE_NOOP("states", "Written here, not yet sent"),
}
TONES: Final[dict[str, ChipTone]] = {
    "draft": "calm",
    "sealed": "warn",
    "handed-over": "calm",
    "received": "good",
    "read": "good",
    "conflict": "bad",
    "needs-attention": "bad",
}
_DATE_ALONE: Final = re.compile(r"\d{4}-\d{2}-\d{2}(?:T00:00:00(?:\.0+)?Z)?")
_SHORT_MONTHS: Final = (
    QT_TRANSLATE_NOOP("short dates", "Jan"),
    QT_TRANSLATE_NOOP("short dates", "Feb"),
    QT_TRANSLATE_NOOP("short dates", "Mar"),
    QT_TRANSLATE_NOOP("short dates", "Apr"),
    QT_TRANSLATE_NOOP("short dates", "May"),
    QT_TRANSLATE_NOOP("short dates", "Jun"),
    QT_TRANSLATE_NOOP("short dates", "Jul"),
    QT_TRANSLATE_NOOP("short dates", "Aug"),
    QT_TRANSLATE_NOOP("short dates", "Sep"),
    QT_TRANSLATE_NOOP("short dates", "Oct"),
    QT_TRANSLATE_NOOP("short dates", "Nov"),
    QT_TRANSLATE_NOOP("short dates", "Dec"),
)
_MONTHS: Final = (
    QT_TRANSLATE_NOOP("dates", "January"),
    QT_TRANSLATE_NOOP("dates", "February"),
    QT_TRANSLATE_NOOP("dates", "March"),
    QT_TRANSLATE_NOOP("dates", "April"),
    QT_TRANSLATE_NOOP("dates", "May"),
    QT_TRANSLATE_NOOP("dates", "June"),
    QT_TRANSLATE_NOOP("dates", "July"),
    QT_TRANSLATE_NOOP("dates", "August"),
    QT_TRANSLATE_NOOP("dates", "September"),
    QT_TRANSLATE_NOOP("dates", "October"),
    QT_TRANSLATE_NOOP("dates", "November"),
    QT_TRANSLATE_NOOP("dates", "December"),
)

_WEEKDAYS: Final = (
    QT_TRANSLATE_NOOP("dates", "Monday"),
    QT_TRANSLATE_NOOP("dates", "Tuesday"),
    QT_TRANSLATE_NOOP("dates", "Wednesday"),
    QT_TRANSLATE_NOOP("dates", "Thursday"),
    QT_TRANSLATE_NOOP("dates", "Friday"),
    QT_TRANSLATE_NOOP("dates", "Saturday"),
    QT_TRANSLATE_NOOP("dates", "Sunday"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultText:
    """A fault in words.

    Attributes:
        message: what happened.
        safe: what is safe.
        advice: what to do.
        slug: the stable name of the fault, for whoever helps.
    """

    message: str
    safe: str
    advice: str
    slug: str


def translated(context: str, text: str) -> str:
    """Return wording of the core in the person's language."""
    return QCoreApplication.translate(context, text) if text else ""


def fault_text(error: AlongsideError) -> FaultText:
    """Return a fault of the core in the person's language, its facts filled in."""
    advice = translated("errors", error.advice).format(**error.facts)
    if isinstance(error, errors.DamagedWorkspace) and error.offers_backup:
        facts = {**error.facts, "made": time_text(str(error.facts["made"]))}
        advice = f"{advice} {translated('errors', error.offer).format(**facts)}"
    return FaultText(
        message=translated("errors", error.message).format(**error.facts),
        safe=translated("errors", error.safe),
        advice=advice,
        slug=error.slug,
    )


def known_fault(slug: str | None, *, otherwise: str = "") -> FaultText:
    """Return the wording of a fault by its slug, in the person's language.

    One that is not known here, from a newer version, is shown ``otherwise``.
    """
    fault = errors.fault_of(slug)
    if not fault.slug:
        return FaultText(message=otherwise, safe="", advice="", slug=slug or "")
    return fault_text(fault)


def fault_line(slug: str | None, *, otherwise: str = "") -> str:
    """Return all that is said about a fault, on one line."""
    fault = known_fault(slug, otherwise=otherwise)
    return " ".join(part for part in (fault.message, fault.safe, fault.advice) if part)


def state_text(state: str, *, at_hub: bool = False, read_by: str = "") -> str:
    """Return a state in words, with who has read it; one that is not known, by its name."""
    if state == "read" and read_by and not at_hub:
        return translated("states", READ_BY).format(name=read_by)
    wording = HUB_STATES.get(state) if at_hub else None
    return translated("states", wording or STATES.get(state, state))


def state_tone(state: str, *, at_hub: bool = False) -> ChipTone:
    """Return the tone of a state's chip: calm, good, warn or bad."""
    if at_hub and state == "received":
        return "warn"
    return TONES.get(state, "calm")


def count_text(count: int, *, one: str, many: str) -> str:
    """Return ``one`` for 1, and ``many`` for every other number.

    ``many`` is a plural text of Qt's, which a translator gives every form that the language has::

        count_text(n, one=say("status", "1 day"), many=say("status", "%n days", None, n))
    """
    return one if count == 1 else many


def parse_time(text: str) -> datetime | None:
    """Return an RFC 3339 time, or ``None`` when it is not one."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def day_text(day: date) -> str:
    """Return a date the British way: 22 November 2026."""
    return f"{day.day} {translated('dates', _MONTHS[day.month - 1])} {day.year}"


def weekday_text(day: date) -> str:
    """Return a date with its weekday: Sunday 22 November 2026."""
    return f"{translated('dates', _WEEKDAYS[day.weekday()])} {day_text(day)}"


def _short_day_text(day: date) -> str:
    return f"{day.day} {translated('short dates', _SHORT_MONTHS[day.month - 1])} {day.year}"


def _local(at: str) -> datetime | None:
    """Return a time in this computer's zone, or ``None`` where there is no such time."""
    moment = parse_time(at)
    try:
        return None if moment is None else moment.astimezone()
    except (ValueError, OverflowError):
        return None  # the first or the last day of the calendar: whoever sent it had a reason


def time_text(at: str) -> str:
    """Return an RFC 3339 time in local time: 22 November 2026, 14:05."""
    local = _local(at)
    if local is None:
        return at
    return f"{day_text(local.date())}, {local:%H:%M}"


def short_time_text(at: str) -> str:
    """Return an RFC 3339 time for a list: 22 Nov 2026, 14:05; a date alone without a time."""
    local = _local(at)
    if local is None:
        return at
    day = _short_day_text(local.date())
    return day if _DATE_ALONE.fullmatch(at) else f"{day}, {local:%H:%M}"


def day_or_time_text(at: str) -> str:
    """Return a day (YYYY-MM-DD) or an RFC 3339 time as 22 Nov 2026; neither, as nothing."""
    moment = parse_time(at) if len(at) == 10 else _local(at)
    return "" if moment is None else _short_day_text(moment.date())


def iso_day_text(text: str) -> str:
    """Return an ISO date (2026-11-22) the British way; anything else unchanged."""
    try:
        return day_text(date.fromisoformat(text))
    except ValueError:
        return text


def days_since(at: str, *, now: datetime | None = None) -> int:
    """Return whole days since an RFC 3339 time, never less than zero."""
    moment = parse_time(at)
    if moment is None:
        return 0
    return max(0, ((now or datetime.now(UTC)) - moment).days)


def words_text(words: tuple[str, ...]) -> str:
    """Return check words in two groups that are easy to read aloud."""
    half = (len(words) + 1) // 2
    return "   ".join(words[:half]) + "\n" + "   ".join(words[half:])
