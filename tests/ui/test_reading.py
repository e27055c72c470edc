# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date

import pytest

from desktop.ui import reading
from desktop.ui.reading import NotUnderstoodError

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("22/11/2026", "2026-11-22"),
        ("22.11.26", "2026-11-22"),
        ("1-2-2027", "2027-02-01"),
        ("22 nov", "2026-11-22"),
        ("22nd November 2025", "2025-11-22"),
        ("3/1", "2027-01-03"),
        ("31/12", "2026-12-31"),
        ("today", "2026-11-22"),
        (" Yesterday ", "2026-11-21"),
        ("tomorrow", "2026-11-23"),
        ("2026-11-22", "2026-11-22"),
        ("29/2", "2028-02-29"),
        ("Sun 22/11/2026", "2026-11-22"),
        ("sunday, 22 nov", "2026-11-22"),
        ("tue", "2026-11-24"),
        ("Tuesday", "2026-11-24"),
        ("this tue", "2026-11-24"),
        ("sun", "2026-11-29"),
        ("next tue", "2026-11-24"),
        ("next sun", "2026-11-29"),
        ("last tue", "2026-11-17"),
        ("last sun", "2026-11-15"),
        ("+7", "2026-11-29"),
        ("-2 days", "2026-11-20"),
        ("+2 weeks", "2026-12-06"),
        ("+1w", "2026-11-29"),
    ],
)
def test_days_are_read_generously(typed: str, day: str) -> None:
    today = date(2027, 11, 1) if typed == "29/2" else TODAY

    assert reading.read_day(typed, today=today) == day


@pytest.mark.parametrize(
    "typed",
    [
        "31/2/2026",
        "11/22/2026",
        "soon",
        "22 nob",
        "2026-13-01",
        "0/0",
        "29/2/2027",
        "tu",
        "next week",
        "tuesdays",
        "nob 22/11/2026",
        "+",
        "+9999",
    ],
)
def test_what_is_no_day_is_not_understood(typed: str) -> None:
    with pytest.raises(NotUnderstoodError):
        reading.read_day(typed, today=TODAY)


@pytest.mark.parametrize(
    ("today", "typed", "day"),
    [
        (date(2026, 11, 22), "tue", "2026-11-17"),
        (date(2026, 11, 22), "sun", "2026-11-15"),
        (date(2026, 11, 23), "sun", "2026-11-22"),
        (date(2026, 11, 22), "next tue", "2026-11-24"),
        (date(2026, 11, 23), "next tue", "2026-12-01"),
    ],
)
def test_a_day_of_the_week_lies_behind_where_the_past_is_meant(
    today: date, typed: str, day: str
) -> None:
    assert reading.read_day(typed, today=today, tense="past") == day


def test_a_day_beyond_the_calendar_is_not_understood() -> None:
    with pytest.raises(NotUnderstoodError):
        reading.read_day("+999 weeks", today=date(9999, 1, 1))


@pytest.mark.parametrize(
    ("typed", "pence"),
    [("3.20", 320), ("£3.2", 320), ("£ 3", 300), ("3,05", 305), ("0.99", 99), ("12", 1200)],
)
def test_sums_of_money_are_read_as_pence(typed: str, pence: int) -> None:
    assert reading.read_money(typed) == pence
    assert reading.read_money(reading.money_for_editing(pence)) == pence


@pytest.mark.parametrize("typed", ["-3", "3.205", "a lot", "3.", ""])
def test_what_is_no_sum_of_money_is_not_understood(typed: str) -> None:
    with pytest.raises(NotUnderstoodError):
        reading.read_money(typed)


def test_a_day_without_a_year_near_no_leap_year_is_not_understood() -> None:
    with pytest.raises(NotUnderstoodError):
        reading.read_day("29/2", today=date(2026, 6, 1))


@pytest.mark.parametrize(
    ("typed", "clock"),
    [
        ("14:05", "14:05"),
        ("14.05", "14:05"),
        ("1405", "14:05"),
        ("2pm", "14:00"),
        ("2.05 p.m.", "14:05"),
        ("12am", "00:00"),
        ("12 pm", "12:00"),
        ("9", "09:00"),
        ("930", "09:30"),
    ],
)
def test_times_are_read_generously(typed: str, clock: str) -> None:
    assert reading.read_clock(typed) == clock


@pytest.mark.parametrize("typed", ["25:00", "14:60", "13pm", "later", "1:2:3"])
def test_what_is_no_time_is_not_understood(typed: str) -> None:
    with pytest.raises(NotUnderstoodError):
        reading.read_clock(typed)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("45", 45), ("45 min", 45), ("1h 30", 90), ("1:30", 90), ("2 hours", 120), ("1h30m", 90)],
)
def test_minutes_are_read_generously(typed: str, minutes: int) -> None:
    assert reading.read_minutes(typed) == minutes


def test_what_is_no_number_of_minutes_is_not_understood() -> None:
    with pytest.raises(NotUnderstoodError):
        reading.read_minutes("an hour")


@pytest.mark.parametrize(
    ("typed", "decimals", "number"),
    [("12", 0, 12), ("12.5", 1, 12.5), ("12,5", 1, 12.5), ("-3", 0, -3), ("£320", 0, 320)],
)
def test_numbers_are_read(typed: str, decimals: int, number: float) -> None:
    assert reading.read_number(typed, decimals=decimals) == number


@pytest.mark.parametrize(("typed", "decimals"), [("12.5", 0), ("twelve", 0), ("1.234", 2)])
def test_what_is_no_number_is_not_understood(typed: str, decimals: int) -> None:
    with pytest.raises(NotUnderstoodError):
        reading.read_number(typed, decimals=decimals)


def test_values_are_shown_as_they_are_typed() -> None:
    assert reading.day_for_editing("2026-11-22") == "Sun 22/11/2026"
    assert reading.day_for_editing("not a day") == "not a day"
    assert reading.number_for_editing(12.5) == "12.5"
    assert reading.number_for_editing(12) == "12"
