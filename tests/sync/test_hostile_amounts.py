# SPDX-License-Identifier: Apache-2.0
"""A sender that makes as many chains, numbers or bytes as it can must not stop the hub."""

from __future__ import annotations

import os
import zlib
from typing import TYPE_CHECKING

import pytest

from desktop.crypto import keys
from desktop.errors import BadFormat
from desktop.storage import exchange
from desktop.sync import bundle, examine, outgoing
from tests.pairs import Pair, a_pair, open_bundles
from tests.sync.forged import Sender, as_stranger, as_volunteer, results, take

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.sync.bundle import Sealed


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with a_pair(tmp_path) as made:
        yield made


def chains(sender: Sender, count: int, *, seq: int, last: str) -> list[Sealed]:
    """Begin many chains, each in an epoch of its own, with the bundle after number ``seq``."""
    made = []
    for _ in range(count):
        sender.epoch, sender.seq, sender.last = keys.random_epoch(), seq, last
        made.append(sender.next())
    return made


def test_a_receipt_asks_for_no_more_than_fits_into_it(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outgoing, "MAX_MISSING", 25)
    sender = as_volunteer(pair.volunteer)
    arrived = take(pair.hub, *chains(sender, 4, seq=10, last="ab" * 32))
    assert set(results(arrived)) == {("waiting", "waiting-for-earlier")}
    assert outgoing.seal_all(pair.hub).receipts == 1
    newest = open_bundles(pair.hub)[-1]
    found = examine.examine(pair.volunteer.party, examine.Incoming("x.age", newest.data or b""))
    assert found.receipt is not None
    assert sorted(len(chain.missing) for chain in found.receipt.chains) == [0, 5, 10, 10]


def test_a_manifest_names_the_newest_chains_only(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outgoing, "MAX_ACKS", 3)
    sender = as_volunteer(pair.volunteer)
    arrived = take(pair.hub, *chains(sender, 5, seq=0, last=exchange.FIRST))
    assert set(results(arrived)) == {("imported", None)}
    assert outgoing.seal_all(pair.hub).receipts == 1
    newest = open_bundles(pair.hub)[-1]
    found = examine.look(pair.volunteer.party, examine.Incoming("x.age", newest.data or b""))
    assert found.opened is not None
    assert len(found.opened.manifest.ack) == 1 + 3  # under the stream's name, and each chain


def test_the_body_of_a_stranger_is_never_unpacked(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger = as_stranger(pair.volunteer)
    made = stranger.next(stranger.write())
    unpacked: list[bytes] = []

    def unpack(packed: bytes, *, raw: int) -> bytes:
        unpacked.append(packed)
        return bytes(raw)

    monkeypatch.setattr(bundle, "_unpack", unpack)
    assert results(take(pair.hub, made)) == [("quarantined", "unknown-device")]
    assert unpacked == []


def test_an_enrolment_of_many_megabytes_is_refused_unread(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger = as_stranger(pair.volunteer)
    half = os.urandom(300_000).hex().encode("ascii")
    made = stranger.next(half, half, kind="enrol")
    monkeypatch.delattr(bundle, "_unpack")
    assert results(take(pair.hub, made)) == [("quarantined", "too-large")]


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 200_000])
@pytest.mark.parametrize("level", [0, 9])
def test_a_body_is_unpacked_piece_by_piece(size: int, level: int) -> None:
    for raw in (os.urandom(size), bytes(min(size, 3_000))):
        packer = zlib.compressobj(level, zlib.DEFLATED, 31)
        packed = packer.compress(raw) + packer.flush()
        assert bundle._unpack(packed, raw=len(raw)) == raw
        for other in (packed[:-1], packed + b"\0", packed + bytes(70_000), packed * 2):
            with pytest.raises(BadFormat):
                bundle._unpack(other, raw=len(raw))
