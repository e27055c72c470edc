# SPDX-License-Identifier: Apache-2.0
"""What of other people's files is kept aside: so much and no more, and nobody else pays for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.operations import sending
from desktop.storage import quota
from tests.pairs import Pair, a_pair
from tests.sync.forged import as_stranger, as_volunteer, dump, held, results, take, titles

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FULL = ("quarantined", "kept-aside-full")
UNKNOWN = ("quarantined", "unknown-device")


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with a_pair(tmp_path) as made:
        made.round_trip()
        yield made


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quota, "STRANGERS_FILES", 3)
    monkeypatch.setattr(quota, "DEVICE_FILES", 3)


@pytest.mark.usefixtures("few")
def test_strangers_fill_no_more_than_their_share(pair: Pair) -> None:
    stranger = as_stranger(pair.volunteer)
    made = [stranger.next(stranger.write(f"{n}")) for n in range(3)]
    assert results(take(pair.hub, *made[:2], b"junk")) == [
        ("quarantined", "bad-format"),
        *[UNKNOWN] * 2,
    ]
    before = dump(pair.hub, without=("intake",))
    assert results(take(pair.hub, made[2], b"other junk")) == [FULL, FULL]
    assert dump(pair.hub, without=("intake",)) == before
    # What is kept already does not count against itself, and people who belong are not held up.
    assert results(take(pair.hub, made[0], b"junk")) == [("quarantined", "bad-format"), UNKNOWN]
    sender = as_volunteer(pair.volunteer)
    assert results(take(pair.hub, sender.next(sender.write("known")))) == [("imported", None)]
    assert titles(pair.hub) == ["known"]


def test_bytes_count_as_well(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quota, "STRANGERS_BYTES", 1000)
    assert results(take(pair.hub, bytes(600))) == [("quarantined", "bad-format")]
    assert results(take(pair.hub, bytes(401))) == [FULL]
    assert results(take(pair.hub, bytes(400))) == [("quarantined", "bad-format")]


@pytest.mark.usefixtures("few")
def test_what_waits_of_one_device_is_bounded_and_comes_in_when_its_turn_is_there(
    pair: Pair,
) -> None:
    """Nobody is told that the rest is here: it is offered again, and then there is room."""
    sender = as_volunteer(pair.volunteer)
    first, *rest = [sender.next(sender.write(f"{n}")) for n in range(6)]
    waiting = ("waiting", "waiting-for-earlier")
    assert results(take(pair.hub, *rest)) == [waiting] * 3 + [FULL] * 2
    assert results(take(pair.hub, first)) == [("imported", None)] * 4
    assert results(take(pair.hub, *rest[3:])) == [("imported", None)] * 2
    assert titles(pair.hub) == ["0", "1", "2", "3", "4", "5"]
    assert held(pair.hub) == []


@pytest.mark.usefixtures("few")
def test_a_body_that_was_refused_is_kept_whatever_room_there_is(pair: Pair) -> None:
    """Its sender's chain went on behind it, so it will not come again."""
    sender = as_volunteer(pair.volunteer)
    made = [sender.next(b"not json %d" % n) for n in range(5)]
    assert results(take(pair.hub, *made)) == [("quarantined", "bad-json")] * 5
    assert held(pair.hub) == [("quarantined", "bad-json")] * 5


@pytest.mark.usefixtures("few")
def test_what_there_is_no_room_for_stays_on_the_stick_and_is_read_again(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger = as_stranger(pair.volunteer)
    for number in range(5):
        sealed = stranger.next(stranger.write("x"))
        (pair.carrier / "to-hub" / f"{number + 2}{'a' * 25}.age").write_bytes(sealed.data)
    assert sending.synchronise(pair.hub).quarantined == 5
    assert len(held(pair.hub)) == 3
    assert len(list((pair.carrier / "to-hub").glob("*a.age"))) == 5
    assert sending.synchronise(pair.hub).received == 2
    monkeypatch.undo()
    sending.synchronise(pair.hub)
    assert len(held(pair.hub)) == 5
    assert sending.synchronise(pair.hub).received == 0


def test_there_is_an_end_to_it_by_default() -> None:
    assert quota.STRANGERS_FILES == 200
    assert quota.STRANGERS_BYTES == 256 * 1024 * 1024
