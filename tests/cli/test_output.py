# SPDX-License-Identifier: Apache-2.0
"""What is printed cannot steer a terminal, and JSON means the same with its escapes."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.cli import output

HOSTILE = "a\x1b[31mb\x07\u202ec\u2066d\u200be\u2028f\x9bg\x7fh\ud800i\rj\nk"


def is_harmless(character: str) -> bool:
    return character in "\u200c\u200d" or unicodedata.category(character) not in output._UNSAFE


def test_controls_and_overrides_are_shown_as_escapes() -> None:
    shown = output.visible(HOSTILE)

    assert shown == (r"a\u001b[31mb\u0007\u202ec\u2066d\u200be\u2028f\u009bg\u007fh\ud800i\rj\nk")


def test_letters_of_every_script_are_left_alone() -> None:
    text = "أم ليلى · Siobhán · می‌خواهم · 👩‍👧 · £3.20 – “so”"

    assert output.visible(text) == text


def test_a_tab_becomes_spaces() -> None:
    assert output.visible("a\tb") == "a    b"


@given(st.text(alphabet=st.characters()))
def test_nothing_that_a_terminal_obeys_is_left(text: str) -> None:
    assert all(is_harmless(character) for character in output.visible(text))


@given(st.recursive(st.text(alphabet=st.characters()), st.lists))
def test_json_is_harmless_and_means_the_same(value: object) -> None:
    text = output.as_json({"value": value})

    assert json.loads(text) == {"value": value}
    assert all(is_harmless(character) for character in text.replace("\n", ""))


@dataclass(frozen=True)
class Row:
    name: str
    count: int


def test_rows_can_be_printed() -> None:
    row = Row("a", 1)

    assert json.loads(output.as_json(output.fields_of(row))) == {"name": "a", "count": 1}
    assert output.fields_of(row, count=2, more=True) == {"name": "a", "count": 2, "more": True}


def test_columns_stand_below_one_another() -> None:
    assert output.table([("a", "bb", "c"), ("aaa", "b", "")]) == ["a    bb  c", "aaa  b"]
    assert output.table([]) == []


def test_no_line_of_a_longer_text_can_pass_for_one_of_ours() -> None:
    assert output.paragraphs("one\r\nerror[x]: two\rthree") == [
        "    one",
        "    error[x]: two",
        "    three",
    ]


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("2026-11-22", "22/11/2026"),
        ("2026-13-99", "2026-13-99"),
        ("yesterday", "yesterday"),
        ("0001-01-01T00:00:00.000Z", None),
    ],
)
def test_times_are_shown_the_british_way(stored: str, shown: str | None) -> None:
    assert output.local_time(stored) == shown or shown is None


def test_a_time_is_shown_in_the_zone_of_this_computer() -> None:
    assert output.local_time("2026-07-01T10:15:30.123Z").startswith("01/07/2026 ")


def test_every_state_is_put_in_words() -> None:
    for state in ("draft", "sealed", "handed-over", "received", "read", "conflict"):
        assert output.state_words(state)
    assert output.state_words("something newer") == "something newer"
