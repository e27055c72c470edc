# SPDX-License-Identifier: Apache-2.0
"""What waits for a person at the hub, and versions side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from desktop.errors import NotInConflict, RecordNotFound
from desktop.operations import records, review
from desktop.storage import journal
from tests.pairs import a_pair
from tests.storage.notes import OFFICE, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.operations.workspaces import Workspace
    from desktop.records.caseload_rows import Comparison
    from tests.pairs import Pair

NOTE: dict[str, Any] = {"when": "2026-11-22", "how": "home", "talked_about": "lullaby"}
UNKNOWN = "7" * 32


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with a_pair(tmp_path) as pair:
        yield pair


@pytest.fixture(scope="module")
def volunteer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with a_pair(tmp_path_factory.mktemp("review"), approved=False) as pair:
        yield pair.volunteer


def ids(rows: tuple[Any, ...]) -> list[str]:
    return [row.record for row in rows]


def in_conflict(workspace: Workspace, ours: dict[str, Any], *others: dict[str, Any]) -> str:
    """Make a record with several versions, the first of which is shown."""
    row = records.add(workspace, "visit-note", NOTE)
    versions = [
        write(record=row.record, parents=(row.revision,), device=OFFICE, **fields)
        for fields in (ours, *others)
    ]
    workspace.write(lambda c: journal.append(c, versions, state="received"))
    return row.record


# Review


def test_reading_takes_a_record_off_until_a_newer_version_comes(pair: Pair) -> None:
    first, second, third = (records.add(pair.volunteer, "visit-note", NOTE) for _ in range(3))
    assert review.unread(pair.volunteer) == ()
    pair.round_trip()
    records.add(pair.hub, "visit-note", NOTE)
    assert ids(review.unread(pair.hub)) == [first.record, second.record, third.record]
    assert review.count_unread(pair.hub) == 3
    page = review.unread(pair.hub, limit=1, after=first.record)
    assert ids(page) == [second.record]
    assert (page[0].state, page[0].author_name) == ("received", "Vera Volunteer")
    records.mark_read(pair.hub, first.record)
    assert ids(review.unread(pair.hub)) == [second.record, third.record]
    # From the row that was just read one can go on only from the beginning.
    assert ids(review.unread(pair.hub, after=first.record)) == [second.record, third.record]
    pair.round_trip()
    records.amend(pair.volunteer, first.record, NOTE | {"agreed": "tea"}, reason="forgot")
    pair.round_trip()
    assert ids(review.unread(pair.hub)) == [first.record, second.record, third.record]
    assert review.count_unread(pair.volunteer) == 0
    for limit in (0, -1):
        assert review.unread(pair.hub, limit=limit) == ()
    with pytest.raises(RecordNotFound):
        review.unread(pair.hub, after=UNKNOWN)


def test_when_a_version_came(pair: Pair) -> None:
    row = records.add(pair.volunteer, "visit-note", NOTE)
    pair.clock.move(days=2)
    pair.round_trip()
    assert review.received_at(pair.hub, row.revision).startswith("2026-11-24T10:15:30")
    assert review.received_at(pair.volunteer, row.revision) == ""


def test_conflicts_are_listed_at_both_sides(pair: Pair) -> None:
    assert review.conflicts(pair.volunteer) == ()
    torn = [in_conflict(pair.volunteer, NOTE, NOTE | {"agreed": "x"}) for _ in range(3)]
    assert ids(review.conflicts(pair.volunteer)) == torn[::-1]
    assert review.count_conflicts(pair.volunteer) == 3
    assert {row.state for row in review.conflicts(pair.volunteer)} == {"conflict"}
    assert ids(review.conflicts(pair.volunteer, limit=1, after=torn[2])) == [torn[1]]
    assert review.conflicts(pair.volunteer, limit=-5) == ()
    with pytest.raises(RecordNotFound):
        review.conflicts(pair.volunteer, after=UNKNOWN)
    assert review.count_conflicts(pair.hub) == 0


# Versions side by side


def compared(workspace: Workspace, *versions: dict[str, Any]) -> Comparison:
    return review.compare(workspace, in_conflict(workspace, *versions))


def differing(comparison: Comparison) -> dict[str, tuple[object, ...]]:
    return {difference.name: difference.values for difference in comparison.fields}


def test_only_what_differs_is_shown_in_the_order_of_the_form(volunteer: Workspace) -> None:
    strands = [{"strand": "listening", "minutes": 30}]
    comparison = compared(
        volunteer,
        NOTE | {"agreed": "tea", "strands": strands, "topics": ["sleep"], "minutes": 0},
        NOTE | {"agreed": "cake", "attempted": True, "topics": ["sleep"], "miles": 2.5},
    )
    assert comparison.kind == "visit-note"
    assert comparison.title == records.show(volunteer, comparison.record).title
    assert len(comparison.versions) == 2
    assert differing(comparison) == {
        "agreed": ("tea", "cake"),
        "strands": (strands, None),
        "minutes": (0, None),
        "attempted": (None, True),
        "miles": (None, 2.5),
    }
    asked = [field.name for field in records.form(volunteer, "visit-note")]
    names = [difference.name for difference in comparison.fields]
    assert names == sorted(names, key=asked.index)
    labels = [d.field.label for d in comparison.fields if d.field is not None]
    assert "What we agreed" in labels
    assert len(labels) == 5
    assert comparison.same == 4  # when, how, talked_about, topics


def test_what_no_form_asks_is_shown_too(volunteer: Workspace) -> None:
    comparison = compared(
        volunteer,
        NOTE | {"newer": 1, "new_list": [], "alike": {"a": 1}},
        NOTE | {"newer": True, "withdrawn": True, "alike": {"a": 1}},
        NOTE,
    )
    assert differing(comparison) == {
        "withdrawn": (None, True, None),
        "alike": ({"a": 1}, {"a": 1}, None),
        "new_list": ([], None, None),
        "newer": (1, True, None),
    }
    assert all(difference.field is None for difference in comparison.fields)
    assert comparison.same == 3


def test_versions_that_say_the_same_are_still_versions(volunteer: Workspace) -> None:
    comparison = compared(volunteer, NOTE, NOTE | {"attempted": False, "agreed": ""})
    assert comparison.fields == ()
    assert review.combine(comparison, {}) == NOTE
    records.resolve(volunteer, comparison.record, data=review.combine(comparison, {}), reason="x")
    with pytest.raises(NotInConflict):
        review.compare(volunteer, comparison.record)


def test_there_is_nothing_to_compare_without_versions(volunteer: Workspace) -> None:
    draft = records.save_draft(volunteer, "visit-note", NOTE).record
    for record in (draft, records.add(volunteer, "visit-note", NOTE).record):
        with pytest.raises(NotInConflict):
            review.compare(volunteer, record)
    with pytest.raises(RecordNotFound):
        review.compare(volunteer, UNKNOWN)


def test_versions_are_put_together_field_by_field(volunteer: Workspace) -> None:
    comparison = compared(
        volunteer,
        NOTE | {"agreed": "tea", "minutes": 30, "newer": 1},
        NOTE | {"agreed": "cake", "miles": 3, "newer": 2, "other": "x"},
    )
    assert review.combine(comparison, {}) == NOTE | {
        "agreed": "tea",
        "minutes": 30,
        "newer": 1,
        "other": "x",
    }
    data = review.combine(comparison, {"agreed": 1, "minutes": 1, "newer": 1, "miles": 1})
    assert data == NOTE | {"agreed": "cake", "miles": 3, "newer": 2, "other": "x"}
    records.resolve(volunteer, comparison.record, data=data, reason="we talked")
    assert records.show(volunteer, comparison.record).revision.body == data


def test_a_withdrawal_is_decided_like_any_other_field(volunteer: Workspace) -> None:
    for pick, withdrawn in ((0, False), (1, True)):
        comparison = compared(volunteer, NOTE, NOTE | {"withdrawn": True})
        data = review.combine(comparison, {"withdrawn": pick})
        assert data["withdrawn"] is withdrawn
        row = records.resolve(volunteer, comparison.record, data=data, reason="x")
        assert row.withdrawn is withdrawn


def test_a_pick_has_to_fit(volunteer: Workspace) -> None:
    comparison = compared(volunteer, NOTE, NOTE | {"agreed": "x"})
    with pytest.raises(ValueError, match="does not differ"):
        review.combine(comparison, {"when": 1})
    with pytest.raises(IndexError):
        review.combine(comparison, {"agreed": 2})
