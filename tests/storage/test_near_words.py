# SPDX-License-Identifier: Apache-2.0
"""Words that are nearly what was typed: found when they are there, and never made up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.storage import journal, near_words
from tests.storage.notes import write
from tests.storage.samples import make

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.storage.database import Connection, Database

WRITTEN = (
    "breastfeeding hospital lullaby morning appointment",
    "morning mourning hospital bread breast",
    "Zoë's crèche café pram bath",
    "昨日東京に行きました",
    "मीना क्लिनिक गई",
    "hospital",
)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = make(tmp_path_factory.mktemp("near") / "records.db")
    with database.write() as connection:
        notes = [write(when="2026-11-22", how="home", talked_about=text) for text in WRITTEN]
        journal.append(connection, notes, state="received")
    yield database
    database.close()


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    with database.read() as connection:
        yield connection


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("hospitel", "hospital"),
        ("hopsital", "hospital"),
        ("Hospitalll", "hospital"),
        ("ospital", "hospital"),
        ("jospital", "hospital"),
        ("ohspital", "hospital"),
        ("hhospital", "hospital"),
        ("lulaby", "lullaby"),
        ("brestfeding", "breastfeeding"),
        ("brestf", "breastfeeding"),  # the beginning of a word, with a slip
        ("apointment", "appointment"),
        ("creche", None),  # found as it is
        ("crèhce", "creche"),
        ("cafw", "cafe"),
        ("क्लिनीक", "क्लिनिक"),
        ("mornnig", "morning"),
        ("hosp", None),
        # Too short, too far, or written without spaces.
        ("pra", None),
        ("bxt", None),
        ("lxlxbx", None),
        ("xxxxxxxxxx", None),
        ("大阪城公園", None),
        ("", None),
        ("'%_*", None),
    ],
)
def test_the_nearest_word(connection: Connection, typed: str, near: str | None) -> None:
    expected = () if near is None else ((typed, near),)
    assert near_words.instead(connection, typed) == expected


def test_of_words_as_near_the_one_that_more_records_hold(connection: Connection) -> None:
    assert near_words.instead(connection, "breaf") == (("breaf", "bread"),)
    assert near_words.instead(connection, "mooning") == (("mooning", "morning"),)


def test_only_strange_words_are_replaced_and_not_too_many(connection: Connection) -> None:
    typed = "pram hospitel xqxqxq lulaby mornig apointment"
    found = near_words.instead(connection, typed)
    assert found == (("hospitel", "hospital"), ("lulaby", "lullaby"))
    meant = near_words.corrected(typed, found)
    assert meant == "pram hospital xqxqxq lullaby mornig apointment"


@given(st.text(max_size=40))
def test_no_string_whatsoever_raises(database: Database, typed: str) -> None:
    with database.read() as connection:
        near_words.instead(connection, typed)


_WORDS = st.text("abc", max_size=7)


@given(_WORDS, _WORDS)
def test_a_distance_is_that_to_the_nearest_beginning(word: str, term: str) -> None:
    wanted = min(_slow(word, term[:end]) for end in range(len(term) + 1))
    for most in (1, 2):
        found = near_words.distance(word, term, most=most)
        assert found == wanted if wanted <= most else found > most


def _slow(one: str, other: str) -> int:
    """Optimal string alignment, as it is defined."""
    if not one or not other:
        return len(one) + len(other)
    found = min(
        _slow(one[:-1], other) + 1,
        _slow(one, other[:-1]) + 1,
        _slow(one[:-1], other[:-1]) + (one[-1] != other[-1]),
    )
    if len(one) > 1 and len(other) > 1 and one[-1] == other[-2] and one[-2] == other[-1]:
        found = min(found, _slow(one[:-2], other[:-2]) + 1)
    return found
