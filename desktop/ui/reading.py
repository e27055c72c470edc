# SPDX-License-Identifier: Apache-2.0
"""What people type for dates, times, minutes and numbers, read generously.

Pure functions: text in, the value of a record out. No widget, no clock of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

_MONTH_STARTS: Final = (
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
)  # fmt: skip
_NUMERIC_DAY: Final = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})(?:[/.\- ](\d{2}|\d{4}))?")
_NAMED_DAY: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? +([a-z]{3,9})\.?(?: +(\d{4}))?")
_CLOCK: Final = re.compile(r"(\d{1,2})(?:[:. ]?(\d{2}))? *(am|pm|a\.m\.|p\.m\.)?")
_HOURS: Final = re.compile(r"(\d{1,2}) *h(?:ours?|rs?)? *(?:(\d{1,2}) *(?:m(?:in(?:ute)?s?)?)?)?")
_MINUTES: Final = re.compile(r"(\d{1,4}) *(?:m(?:in(?:ute)?s?)?)?")
_NUMBER: Final = re.compile(r"(-?)(\d{1,9})(?:[.,](\d{1,3}))?")


class NotUnderstoodError(ValueError):
    """What was typed is not a date, a time or a number."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a control holds.

    Attributes:
        value: the value for the record, ``None`` when nothing was filled in.
        is_understood: whether what was typed makes sense.
    """

    value: object | None
    is_understood: bool = True


def read_day(text: str, *, today: date) -> str:
    """Return an ISO date for ``22/11/2026``, ``22 Nov``, ``today``, ``yesterday``, ``2026-11-22``.

    A date without a year is the one nearest to today.

    Raises:
        NotUnderstoodError: it is none of these, or there is no such day.
    """
    clean = " ".join(text.lower().split())
    words = {"today": 0, "yesterday": -1, "tomorrow": 1}
    if clean in words:
        return (today + timedelta(days=words[clean])).isoformat()
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", clean):
            return date.fromisoformat(clean).isoformat()
        if found := _NUMERIC_DAY.fullmatch(clean):
            day, month, year = int(found[1]), int(found[2]), found[3]
        elif (found := _NAMED_DAY.fullmatch(clean)) and found[2][:3] in _MONTH_STARTS:
            day, month, year = int(found[1]), _MONTH_STARTS.index(found[2][:3]) + 1, found[3]
        else:
            raise NotUnderstoodError
        if year is None:
            return _nearest(day, month, today=today).isoformat()
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day).isoformat()
    except ValueError as fault:
        raise NotUnderstoodError from fault


def _nearest(day: int, month: int, *, today: date) -> date:
    possible = [
        date(year, month, day)
        for year in (today.year - 1, today.year, today.year + 1)
        if not (month == 2 and day == 29 and not _is_leap(year))
    ]
    return min(possible, key=lambda that: abs(that - today))


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def day_for_editing(value: str) -> str:
    """Return an ISO date as ``22/11/2026``; anything else unchanged."""
    try:
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    except ValueError:
        return value


def read_clock(text: str) -> str:
    """Return ``HH:MM`` for ``14:05``, ``14.05``, ``1405``, ``2pm``, ``2.05 pm``.

    Raises:
        NotUnderstoodError: it is none of these.
    """
    found = _CLOCK.fullmatch(" ".join(text.lower().split()))
    if found is None:
        raise NotUnderstoodError
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "")[:1]
    if half and not 1 <= hour <= 12:
        raise NotUnderstoodError
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59:
        raise NotUnderstoodError
    return f"{hour:02}:{minute:02}"


def read_minutes(text: str) -> int:
    """Return minutes for ``45``, ``45 min``, ``1h 30``, ``1:30``, ``2 hours``.

    Raises:
        NotUnderstoodError: it is none of these.
    """
    clean = " ".join(text.lower().split())
    if found := re.fullmatch(r"(\d{1,2}):(\d{2})", clean):
        return int(found[1]) * 60 + int(found[2])
    if found := _MINUTES.fullmatch(clean):
        return int(found[1])
    if found := _HOURS.fullmatch(clean):
        return int(found[1]) * 60 + int(found[2] or 0)
    raise NotUnderstoodError


def read_number(text: str, *, decimals: int = 0) -> int | float:
    """Return a whole number, or one with up to ``decimals`` digits after the point.

    Raises:
        NotUnderstoodError: it is not a number, or it has more digits after the point.
    """
    found = _NUMBER.fullmatch(text.strip().removeprefix("£").strip())
    if found is None or len(found[3] or "") > decimals:
        raise NotUnderstoodError
    sign = -1 if found[1] else 1
    if not found[3]:
        return sign * int(found[2])
    return sign * float(f"{found[2]}.{found[3]}")


def number_for_editing(value: float) -> str:
    """Return a number as it is typed."""
    return f"{value:g}" if isinstance(value, float) else str(value)
