# SPDX-License-Identifier: Apache-2.0
"""A clock that stands at 1970 or 2106, or jumps back: numbers give the order, never times."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from desktop.operations import records, sending
from tests.copies import Shelf
from tests.pairs import FakeClock, Pair, a_pair
from tests.sync.forged import held, titles

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EMPTY_BATTERY = datetime(1970, 1, 1, tzinfo=UTC)
FAR_AWAY = datetime(2106, 2, 7, 6, 28, 16, tzinfo=UTC)  # one second more than 32 bits hold


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with a_pair(tmp_path) as made:
        yield made


def at(moment: datetime) -> FakeClock:
    clock = FakeClock()
    clock.now = moment
    return clock


def rounds(pair: Pair) -> None:
    for _ in range(3):
        sending.synchronise(pair.volunteer)
        sending.synchronise(pair.hub)


@pytest.mark.parametrize("here", [EMPTY_BATTERY, FAR_AWAY])
@pytest.mark.parametrize("there", [EMPTY_BATTERY, FAR_AWAY])
def test_a_wrong_clock_loses_and_doubles_nothing(
    pair: Pair, here: datetime, there: datetime
) -> None:
    pair.volunteer.clock, pair.hub.clock = at(here), at(there)
    record = records.add(pair.volunteer, "family", {"known_as": "first"}).record
    rounds(pair)
    records.amend(pair.hub, record, {"known_as": "second"}, reason="asked")
    rounds(pair)
    records.amend(pair.volunteer, record, {"known_as": "third"}, reason="asked")
    rounds(pair)
    for workspace in (pair.volunteer, pair.hub):
        shown = records.show(workspace, record)
        assert [version.body["known_as"] for version in shown.history] == [
            "first",
            "second",
            "third",
        ]
        assert len(shown.heads) == 1
        assert titles(workspace) == ["third"]
        assert sending.outbox(workspace) == ()
        assert held(workspace) == []
    status = sending.status(pair.volunteer)
    assert (status.oldest_days, status.older_copy) == (None, False)


def test_a_clock_that_jumps_back_while_people_work(pair: Pair) -> None:
    clock = pair.clock
    record = records.add(pair.volunteer, "family", {"known_as": "0"}).record
    for number in range(1, 6):
        clock.now += timedelta(days=-4000 if number % 2 else 30)
        workspace = pair.volunteer if number % 2 else pair.hub
        rounds(pair)
        records.amend(workspace, record, {"known_as": f"{number}"}, reason="asked")
    rounds(pair)
    for workspace in (pair.volunteer, pair.hub):
        shown = records.show(workspace, record)
        assert [version.body["known_as"] for version in shown.history] == list("012345")
        assert len(shown.heads) == 1
        assert sending.outbox(workspace) == ()


def test_what_waits_is_never_less_than_no_days_old(pair: Pair) -> None:
    pair.volunteer.clock = at(FAR_AWAY)
    records.add(pair.volunteer, "family", {"known_as": "A."})
    pair.volunteer.clock = at(EMPTY_BATTERY)
    assert sending.status(pair.volunteer).oldest_days == 0


def test_both_sides_restored_with_wrong_clocks(pair: Pair, tmp_path: Path) -> None:
    """Last week's backup of both, opened on computers that do not know the year."""
    laptops, hubs = (Shelf(tmp_path / name, pair.clock) for name in ("laptops", "hubs"))
    for shelf in (laptops, hubs):
        shelf.folder.mkdir()
    records.add(pair.volunteer, "family", {"known_as": "A."})
    rounds(pair)
    laptop, hub = laptops.copy(pair.volunteer), hubs.copy(pair.hub)
    records.add(laptop, "family", {"known_as": "B."})
    for workspace in (laptop, hub, laptop):
        sending.synchronise(workspace)
    hub.lock()
    hub = hubs.restore()
    hub.clock, laptop.clock = at(EMPTY_BATTERY), at(FAR_AWAY)
    for workspace in (hub, laptop, hub, laptop):
        sending.synchronise(workspace)
    assert titles(hub) == ["A.", "B."]
    laptop.lock()
    laptop = laptops.restore()
    laptop.clock = at(EMPTY_BATTERY)
    for workspace in (laptop, hub, laptop, hub, laptop):
        sending.synchronise(workspace)
    assert titles(laptop) == titles(hub) == ["A.", "B."]
    assert sending.outbox(laptop) == () == sending.outbox(hub)
    for shelf in (laptops, hubs):
        shelf.close()
