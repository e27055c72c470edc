# SPDX-License-Identifier: Apache-2.0
"""Looking at a bundle tells what it is, and does nothing with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.errors import FileUnreadable, NotAnOrdinaryFile, NotForUs
from desktop.operations import bundles, hub, records, sending
from tests.pairs import Pair, a_pair, open_bundles
from tests.sync.forged import as_stranger, as_volunteer, dump

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.operations.workspaces import Workspace


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


def verdict(workspace: Workspace, path: Path, data: bytes) -> tuple[bool, str]:
    path.write_bytes(data)
    found = bundles.verify_bundle(workspace, path)
    assert bool(found.message) is not found.ok
    return found.ok, found.slug


def test_a_device_that_is_not_approved_yet(tmp_path: Path) -> None:
    path = tmp_path / "x.age"
    with a_pair(tmp_path, approved=False) as pair:
        sending.synchronise(pair.volunteer)
        sending.synchronise(pair.hub)
        sender = as_volunteer(pair.volunteer)
        first, second = sender.next(sender.write()), sender.next(sender.write())
        waits = (False, "waiting-for-approval")
        assert verdict(pair.hub, path, first.data) == waits
        hub.import_files(pair.hub, [path])
        assert verdict(pair.hub, path, first.data) == waits
        (enrolment,) = (b for b in open_bundles(pair.volunteer) if b.kind == "enrol")
        assert verdict(pair.hub, path, enrolment.data or b"") == (True, "")
        words = " ".join(pair.volunteer_created.words)
        hub.approve(pair.hub, sender.device, words=words)
        assert verdict(pair.hub, path, first.data) == (True, "")
        assert verdict(pair.hub, path, second.data) == (True, "")


def test_a_device_that_was_switched_off(pair: Pair, tmp_path: Path) -> None:
    path = tmp_path / "x.age"
    sender = as_volunteer(pair.volunteer)
    here, late = sender.next(sender.write()), sender.next(sender.write())
    path.write_bytes(here.data)
    hub.import_files(pair.hub, [path])
    assert verdict(pair.hub, path, late.data) == (True, "")
    hub.revoke(pair.hub, sender.device)
    assert verdict(pair.hub, path, here.data) == (True, "")
    assert verdict(pair.hub, path, late.data) == (False, "revoked-device")
    [outcome] = hub.import_files(pair.hub, [path]).bundles
    assert (outcome.status, outcome.slug) == ("quarantined", "revoked-device")
    assert verdict(pair.hub, path, late.data) == (False, "revoked-device")


def test_what_an_import_has_refused_is_not_called_good(pair: Pair, tmp_path: Path) -> None:
    """What is wrong with it can depend on what came before."""
    path = tmp_path / "x.age"
    sender = as_volunteer(pair.volunteer)
    twin = sender.fork()
    path.write_bytes(sender.next(sender.write()).data)
    hub.import_files(pair.hub, [path])
    forked = twin.next(twin.write())
    assert verdict(pair.hub, path, forked.data) == (True, "")
    hub.import_files(pair.hub, [path])
    assert verdict(pair.hub, path, forked.data) == (False, "forked-device")


def test_at_a_volunteer_only_the_hub_may_send(pair: Pair, tmp_path: Path) -> None:
    path = tmp_path / "x.age"
    records.add(pair.volunteer, "family", {"known_as": "J."})
    sending.synchronise(pair.volunteer)
    sending.synchronise(pair.hub)
    (answer,) = open_bundles(pair.hub)
    assert verdict(pair.volunteer, path, answer.data or b"") == (True, "")
    pair.volunteer.write(lambda c: c.exec_driver_sql("DELETE FROM device") and None)
    assert verdict(pair.volunteer, path, answer.data or b"") == (False, "unknown-device")


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
