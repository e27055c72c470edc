# SPDX-License-Identifier: Apache-2.0
"""How an import is cut into transactions: what one holds, and what is read before it begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from desktop.crypto.signing import SigningKey
from desktop.sync import bundle, intake
from tests.pairs import Pair, a_pair
from tests.sync.forged import Sender, as_volunteer, results, take

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.operations.workspaces import Workspace

APPLIED = ("imported", None)


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with a_pair(tmp_path) as made:
        yield made


@pytest.fixture
def sender(pair: Pair) -> Sender:
    return as_volunteer(pair.volunteer)


@pytest.mark.parametrize(("name", "most"), [("_TURN_RECORDS", 2), ("_TURN_RAW", 1)])
def test_a_turn_takes_no_more_than_it_may(
    pair: Pair, sender: Sender, monkeypatch: pytest.MonkeyPatch, name: str, most: int
) -> None:
    made = [sender.next(sender.write(f"{n}."), sender.write(f"{n}!")) for n in range(3)]
    turns = count_turns(pair.hub, monkeypatch)
    monkeypatch.setattr(intake, name, most)
    assert results(take(pair.hub, *made)) == [APPLIED] * 3
    assert len(turns) == 3


def test_turns_are_short_once_somebody_had_to_wait(
    pair: Pair, sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [sender.next(sender.write(f"{n}.")) for n in range(4)]
    turns = count_turns(pair.hub, monkeypatch)
    monkeypatch.setattr(intake, "_TURN_RECORDS", 2)
    monkeypatch.setattr(intake, "_SHORT_TURN_RECORDS", 1)
    # They wait during the first turn, which then ends after one of its two bundles.
    monkeypatch.setattr(type(pair.hub), "others_wait", property(lambda _hub: len(turns) == 1))
    assert results(take(pair.hub, *made)) == [APPLIED] * 4
    assert len(turns) == 4


def count_turns(hub: Workspace, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    turns: list[int] = []
    write = hub.write

    def counted(work: Any) -> Any:
        turns.append(1)
        return write(work)

    monkeypatch.setattr(hub, "write", counted)
    return turns


def test_one_refused_body_takes_nothing_with_it_and_costs_one_more_turn(
    pair: Pair, sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first try goes without savepoints; what is refused in it leaves no trace."""
    first = sender.next(sender.write("One."))
    bad = sender.next(sender.write("Two."), sender.write("Three.", author="9" * 32))
    last = sender.next(sender.write("Four."))
    turns = count_turns(pair.hub, monkeypatch)
    found = results(take(pair.hub, first, bad, last))
    assert found == [APPLIED, ("quarantined", "not-allowed"), APPLIED]
    assert len(turns) == 2


def test_no_body_is_unpacked_before_its_sender_and_its_turn_are_known(
    pair: Pair, sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, missing, third = (sender.next(sender.write(f"{n}.")) for n in range(3))
    stranger = sender.fork()
    stranger.signing, stranger.seq, stranger.last = SigningKey.generate(), 0, "0" * 64
    unknown = stranger.next(stranger.write())
    read: list[int] = []
    read_lines = bundle.read_lines

    def noted(opened: Any, **named: Any) -> Any:
        read.append(opened.manifest.seq)
        return read_lines(opened, **named)

    monkeypatch.setattr(bundle, "read_lines", noted)
    take(pair.hub, first, third, unknown)
    assert read == [first.manifest.seq]
    take(pair.hub, missing)
    assert read == [first.manifest.seq, missing.manifest.seq, third.manifest.seq]
