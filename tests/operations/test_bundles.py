# SPDX-License-Identifier: Apache-2.0
"""Looking at a bundle tells what it is, and does nothing with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.errors import FileUnreadable, NotAnOrdinaryFile, NotForUs
from desktop.operations import bundles
from tests.pairs import Pair, a_pair, open_bundles
from tests.sync.forged import as_stranger, as_volunteer, dump

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with a_pair(tmp_path) as made:
        yield made


def test_a_good_bundle(pair: Pair, tmp_path: Path) -> None:
    sender = as_volunteer(pair.volunteer)
    sealed = sender.next(sender.write())
    path = tmp_path / "good.age"
    path.write_bytes(sealed.data)
    before = dump(pair.hub)
    assert bundles.verify_bundle(pair.hub, path) == bundles.Verdict(ok=True, slug="", message="")
    fields = bundles.inspect_bundle(pair.hub, path)
    assert fields["manifest_sha256"] == sealed.manifest_sha256
    assert (fields["dev"], fields["seq"], fields["kind"]) == (sender.device, sender.seq, "records")
    assert dump(pair.hub) == before


def test_bundles_that_would_not_pass(pair: Pair, tmp_path: Path) -> None:
    sender, stranger = as_volunteer(pair.volunteer), as_stranger(pair.volunteer)
    good = sender.next(sender.write()).data
    for expected, data in {
        "damaged": good[:-1],
        "bad-format": b"nonsense",
        "bad-json": sender.next(b"x").data,
        "unknown-device": stranger.next().data,
    }.items():
        path = tmp_path / f"{expected}.age"
        path.write_bytes(data)
        verdict = bundles.verify_bundle(pair.hub, path)
        assert (verdict.ok, verdict.slug) == (False, expected)
        assert verdict.message
    path.write_bytes(good)
    with pytest.raises(NotForUs):  # it went to the hub; whoever sent it cannot open it
        bundles.inspect_bundle(pair.volunteer, path)


def test_an_enrolment_comes_from_nobody_yet(tmp_path: Path) -> None:
    with a_pair(tmp_path, approved=False) as pair:
        (first,) = open_bundles(pair.volunteer)
        path = tmp_path / "first.age"
        path.write_bytes(first.data or b"")
        assert bundles.verify_bundle(pair.hub, path).ok


def test_files_that_cannot_be_looked_at(pair: Pair, tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable):
        bundles.verify_bundle(pair.hub, tmp_path / "gone.age")
    with pytest.raises(NotAnOrdinaryFile):
        bundles.inspect_bundle(pair.hub, tmp_path)
