# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from desktop.records.rows import RecordRow
from desktop.ui.namesakes import told_apart


def family(record: str, title: str, at: str = "2026-11-03") -> RecordRow:
    return RecordRow(
        record=record, revision="r", kind="family", state="sealed", title=title, at=at, author="a"
    )


def test_a_name_that_nobody_shares_stays_as_it_is() -> None:
    rows = (family("1", "Asha"), family("2", "Mina and Jo"))
    assert told_apart(rows) == (("1", "Asha"), ("2", "Mina and Jo"))


def test_the_day_tells_two_of_one_name_apart() -> None:
    rows = (family("1", "Asha"), family("2", " ASHA", at="2026-10-01"), family("3", "Mina"))
    assert told_apart(rows) == (
        ("1", "Asha, since 3 Nov 2026"),
        ("2", " ASHA, since 1 Oct 2026"),
        ("3", "Mina"),
    )


def test_a_number_does_where_the_day_is_the_same_too() -> None:
    rows = (family("1", "Asha"), family("2", "Asha"), family("3", "Asha", at="2026-11-04"))
    assert [name for _record, name in told_apart(rows)] == [
        "Asha, since 3 Nov 2026 (1)",
        "Asha, since 3 Nov 2026 (2)",
        "Asha, since 4 Nov 2026",
    ]
