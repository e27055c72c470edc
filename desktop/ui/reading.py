# SPDX-License-Identifier: Apache-2.0
"""What people type for dates, times, minutes, numbers and sums of money, read generously.

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
_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY_NAMES: Final = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
)  # fmt: skip
_NUMERIC_DAY: Final = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})(?:[/.\- ](\d{2}|\d{4}))?")
_NAMED_DAY: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? +([a-z]{3,9})\.?(?: +(\d{4}))?")
_DAY_OF_WEEK: Final = re.compile(r"(?:(next|last|this) +)?([a-z]{3,9})\.?")
_DAYS_ON: Final = re.compile(r"([+-]) *(\d{1,3}) *(?:(d(?:ays?)?)|(w(?:eeks?)?))?")
_NAMED_BEFORE: Final = re.compile(r"([a-z]{3,9})\.?,? +(?=\d)")
_CLOCK: Final = re.compile(r"(\d{1,2})(?:[:. ]?(\d{2}))? *(am|pm|a\.m\.|p\.m\.)?")
_HOURS: Final = re.compile(r"(\d{1,2}) *h(?:ours?|rs?)? *(?:(\d{1,2}) *(?:m(?:in(?:ute)?s?)?)?)?")
_MINUTES: Final = re.compile(r"(\d{1,4}) *(?:m(?:in(?:ute)?s?)?)?")
_MONEY: Final = re.compile(r"£? *(\d{1,6})(?:[.,](\d{1,2}))?")
_NUMBER: Final = re.compile(r"(-?)(\d{1,9})(?:[.,](\d{1,3}))?")


class NotUnderstoodError(ValueError):
    """What was typed is not a date, a time or a number."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a control holds.

    Attributes:
        value: the value for the record, ``None`` when nothing was filled in.
        is_understood: whether what was typed makes sense.
        typed: what was typed, where it makes no sense; a draft keeps it.
    """

    value: object | None
    is_understood: bool = True
    typed: str = ""

    @property
    def kept(self) -> object | None:
        """What a draft keeps: the value, or else what was typed."""
        return self.typed or None if self.value is None else self.value


def read_day(text: str, *, today: date, tense: str = "") -> str:
    """Return an ISO date for what people write when they mean a day.

    Understood are ``22/11/2026``, ``22 Nov``, ``2026-11-22``, each with or without the name of
    the day before it; ``today``, ``yesterday``, ``tomorrow``; ``+7``, ``-2``, ``+2 weeks``;
    ``tue``, ``last tue``, ``next tue`` (the Tuesday of next week, which begins on a Monday).
    A date without a year is the one nearest to today. A day of the week alone is the last one
    where ``tense`` is ``past`` and the next one otherwise; today is never meant by it.

    Raises:
        NotUnderstoodError: it is none of these, or there is no such day.
    """
    clean = " ".join(text.lower().split())
    words = {"today": 0, "yesterday": -1, "tomorrow": 1}
    if clean in words:
        return (today + timedelta(days=words[clean])).isoformat()
    try:
        if found := _DAYS_ON.fullmatch(clean):
            return _days_on(found, today=today).isoformat()
        if (found := _DAY_OF_WEEK.fullmatch(clean)) and (day := _weekday(found[2])) is not None:
            return _day_of_week(day, found[1] or "", today=today, tense=tense).isoformat()
        return _calendar_day(_without_weekday(clean), today=today)
    except (ValueError, OverflowError) as fault:
        raise NotUnderstoodError from fault


def _calendar_day(clean: str, *, today: date) -> str:
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


def _weekday(name: str) -> int | None:
    """Return 0 for Monday to 6 for Sunday, for at least three letters of the name."""
    found = (n for n, whole in enumerate(_WEEKDAY_NAMES) if whole.startswith(name))
    return next(found, None)


def _without_weekday(clean: str) -> str:
    found = _NAMED_BEFORE.match(clean)
    return clean[found.end() :] if found and _weekday(found[1]) is not None else clean


def _days_on(found: re.Match[str], *, today: date) -> date:
    days = int(found[2]) * (7 if found[4] else 1)
    return today + timedelta(days=days if found[1] == "+" else -days)


def _day_of_week(day: int, which: str, *, today: date, tense: str) -> date:
    if which == "next":
        return today + timedelta(days=7 - today.weekday() + day)
    if which == "last" or (not which and tense == "past"):
        return today - timedelta(days=(today.weekday() - day - 1) % 7 + 1)
    return today + timedelta(days=(day - today.weekday() - 1) % 7 + 1)


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
    """Return an ISO date as ``Sun 22/11/2026``; anything else unchanged."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return value
    return f"{_WEEKDAYS[day.weekday()].capitalize()} {day:%d/%m/%Y}"


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


def read_money(text: str) -> int:
    """Return pence for ``3.20``, ``£3.20``, ``3``.

    Raises:
        NotUnderstoodError: it is no sum of money.
    """
    found = _MONEY.fullmatch(text.strip())
    if found is None:
        raise NotUnderstoodError
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0") or 0)


def money_for_editing(pence: int) -> str:
    """Return pence as pounds and pence: ``3.20``."""
    return f"{pence // 100}.{pence % 100:02}"
