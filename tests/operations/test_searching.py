# SPDX-License-Identifier: Apache-2.0
"""Search while somebody is typing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.operations import records, searching
from tests.pairs import a_pair

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.operations.workspaces import Workspace


@pytest.fixture(scope="module")
def volunteer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with a_pair(tmp_path_factory.mktemp("searching"), approved=False) as pair:
        note(pair.volunteer, "lullaby hospital and a lullaby")
        note(pair.volunteer, "hospital tea")
        note(pair.volunteer, "A pram.\n\nThen   the\thospital, 東京")
        records.add(pair.volunteer, "family", {"known_as": "J. K."})
        yield pair.volunteer


def note(workspace: Workspace, text: str) -> None:
    fields = {"when": "2026-11-22", "how": "home", "talked_about": text}
    records.add(workspace, "visit-note", fields)


def snippets(workspace: Workspace, typed: str) -> list[str]:
    return [hit.snippet for hit in searching.as_typed(workspace, typed).hits]


def test_the_newest_comes_first_on_one_line(volunteer: Workspace) -> None:
    assert snippets(volunteer, "hosp") == [
        "A pram. Then the hospital, 東京",
        "hospital tea",
        "lullaby hospital and a lullaby",
    ]
    hit = searching.as_typed(volunteer, "hospital", limit=1).hits[0]
    assert (hit.kind, hit.at) == ("visit-note", "2026-11-22")
    assert hit.snippet.startswith("A pram")
    for limit in (0, -1):
        assert searching.as_typed(volunteer, "hospital", limit=limit).hits == ()


@pytest.mark.parametrize("typed", ["", " ", "h", " H ", "h.", "'", "é", "h\u0301"])
def test_one_letter_finds_nothing(volunteer: Workspace, typed: str) -> None:
    assert searching.as_typed(volunteer, typed) == searching.Found()


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("ho", 3),
        ("hospital t", 3),  # still being typed
        ("hospital te", 1),
        ("hospital a ", 2),  # a word of one letter
        ("hospital a x", 2),
        ("hospital x ", 0),
        ("a hospital", 2),
        ("j k ", 1),
        ("j k.", 1),
        ("東", 1),
        ("東京", 1),
        ("京東", 0),
    ],
)
def test_every_keystroke_finds_what_it_can(volunteer: Workspace, typed: str, count: int) -> None:
    found = searching.as_typed(volunteer, typed)
    assert len(found.hits) == count
    assert found.instead_of == ()


def test_what_nobody_wrote_is_read_as_the_nearest_word(volunteer: Workspace) -> None:
    found = searching.as_typed(volunteer, "hospitel lulaby")
    assert found.instead_of == (("hospitel", "hospital"), ("lulaby", "lullaby"))
    assert [hit.snippet for hit in found.hits] == ["lullaby hospital and a lullaby"]
    assert searching.as_typed(volunteer, "hospitel xqxqxq") == searching.Found()
    assert searching.as_typed(volunteer, "tea pram") == searching.Found()
