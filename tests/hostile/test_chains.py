# SPDX-License-Identifier: Apache-2.0
"""H06 to H09, H21, H23, H24: who sent it, for whom, in which order, and how often."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.crypto.age import HybridIdentity
from desktop.operations import hub, records, sending
from desktop.storage import arrivals
from tests.hostile.desk import BODY_REFUSED
from tests.sync.forged import (
    again,
    as_stranger,
    bundle_states,
    dump,
    held,
    statuses,
    titles,
)

if TYPE_CHECKING:
    import pytest

    from tests.hostile.desk import Desk


def test_h06_a_forwarded_bundle_is_not_for_us(desk: Desk) -> None:
    """Another hub that may open a bundle encrypts it again for this one; and the plain mix-ups."""
    recipient = desk.hub.party.identities[0].recipient
    theirs = HybridIdentity.generate()
    other_hub = desk.sender()
    other_hub.hub = "ab" * 16
    for_others = desk.sender()
    for_others.recipients = [theirs.recipient]
    forwarded = again(for_others.next(for_others.write("secret")), theirs, recipient)
    desk.refuse(
        forwarded,
        other_hub.next(other_hub.write("elsewhere")).data,
        for_others.next(for_others.write("theirs")).data,
        slugs=("not-for-us",),
    )
    assert held(desk.hub) == []  # left where it is, and nothing of it kept
    desk.still_works()


def test_h07_the_same_bundle_a_thousand_times_is_one_import(desk: Desk) -> None:
    sender = desk.sender()
    data = sender.next(sender.write("once")).data
    found = [one.status for one in desk.offer(*[data] * 1001)]
    assert (found.count("imported"), found.count("already-imported")) == (1, 1000)
    assert titles(desk.hub) == ["once"]
    before = dump(desk.hub, without=("intake",))
    assert [one.status for one in desk.offer(data, data)] == ["already-imported"] * 2
    assert dump(desk.hub, without=("intake",)) == before
    desk.still_works()


def test_h08_out_of_order_is_held_then_applied_and_what_is_missing_is_named(desk: Desk) -> None:
    sender = desk.sender()
    made = {number: sender.next(sender.write(f"{number}")).data for number in range(1, 6)}
    for number in (5, 3):
        (outcome,) = desk.offer(made[number])
        assert (outcome.status, outcome.slug) == ("waiting", "waiting-for-earlier")
        assert "number 1" in (outcome.message or "")
    assert [one.status for one in desk.offer(made[1])] == ["imported"]
    (outcome,) = desk.offer(made[4])
    assert outcome.slug == "waiting-for-earlier"
    assert "number 2" in (outcome.message or "")
    assert titles(desk.hub) == ["1"]
    assert [one.status for one in desk.offer(made[2])] == ["imported"] * 4
    assert titles(desk.hub) == ["1", "2", "3", "4", "5"]
    assert held(desk.hub) == []
    desk.still_works()


def test_h09_one_number_with_two_contents_is_a_fork_and_both_are_kept(desk: Desk) -> None:
    mine = desk.sender()
    twin = mine.fork()
    first, second = mine.next(mine.write("mine")).data, twin.next(twin.write("twin")).data
    assert [one.status for one in desk.offer(first)] == ["imported"]
    (outcome,) = desk.offer(second)
    assert (outcome.status, outcome.slug) == ("quarantined", "forked-device")
    assert titles(desk.hub) == ["mine"]
    (kept,) = desk.hub.read(lambda c: arrivals.held_files(c, status="quarantined"))
    exact = desk.hub.read(lambda c: arrivals.held_file(c, kept.file_sha256))
    assert exact is not None
    assert exact.data == second
    assert [one.status for one in desk.offer(mine.next(mine.write("more")).data)] == ["imported"]
    desk.still_works()


def test_h21_conflict_copies_and_half_written_files_do_no_harm(desk: Desk) -> None:
    """What folder-sync programs leave behind, and a copy that was never finished."""
    records.add(desk.volunteer, "family", {"known_as": "J."})
    sending.synchronise(desk.volunteer)
    (placed,) = (desk.carrier / "to-hub").glob("*.age")
    data = placed.read_bytes()
    box = placed.parent
    (box / f"{placed.stem} (conflicted copy).age").write_bytes(data)
    (box / f".{placed.stem}.tmp").write_bytes(data[:100])
    (box / f"{placed.stem}.age.partial").write_bytes(data[:100])
    (box / f"{'z' * 26}.age").write_bytes(b"")
    left = {path.name for path in box.iterdir()} - {placed.name}
    sending.synchronise(desk.hub)
    assert titles(desk.hub) == ["J."]
    assert held(desk.hub) == []
    assert {path.name for path in box.iterdir()} >= left
    # The same folder, dropped by a person: the copy is known, what is not finished is not a file.
    found = {one.file: one.slug or one.status for one in hub.import_files(desk.hub, [box]).bundles}
    assert found.pop(f"{placed.stem} (conflicted copy).age") == "already-imported"
    assert found.pop(f"{'z' * 26}.age") == "damaged"
    assert set(found.values()) <= {"already-imported"}
    desk.still_works()


def test_h23_a_switched_off_device_counts_up_to_its_cut_off(desk: Desk) -> None:
    sender = desk.sender()
    one, late, after = (sender.next(sender.write(name)).data for name in ("1", "late", "after"))
    assert [found.status for found in desk.offer(one)] == ["imported"]
    (device,) = [row.device for row in hub.devices(desk.hub) if row.state == "approved"]
    assert [found.status for found in desk.offer(after)] == ["waiting"]
    # The cut-off is what had arrived, waiting or not, when somebody switched it off.
    hub.revoke(desk.hub, device)
    # Number 2 was made before the cut-off and comes late: it counts, and so does 3 that waited.
    assert [found.status for found in desk.offer(late)] == ["imported", "imported"]
    assert titles(desk.hub) == ["1", "after", "late"]
    beyond = sender.next(sender.write("beyond")).data
    desk.refuse(beyond, slugs=("revoked-device",), may_change=BODY_REFUSED)
    assert ("quarantined", "revoked-device") in held(desk.hub)  # put aside, never dropped
    assert titles(desk.hub) == ["1", "after", "late"]


def test_h23_a_stranger_is_kept_aside(desk: Desk) -> None:
    stranger = as_stranger(desk.volunteer)
    desk.refuse(stranger.next(stranger.write("hello")).data, slugs=("unknown-device",))
    assert held(desk.hub) == [("quarantined", "unknown-device")]
    desk.still_works()


def test_h24_a_newer_bundle_waits_and_comes_in_after_an_update(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.sync.test_intake import update

    sender = desk.sender()
    newer = sender.next(sender.write("newer", schema=2)).data
    (outcome,) = desk.offer(newer)
    assert (outcome.status, outcome.slug) == ("waiting", "newer-version")
    assert titles(desk.hub) == []
    assert (1, "waiting", "newer-version") in statuses(desk.hub, sender.device)
    desk.still_works()
    before = titles(desk.hub)
    update(monkeypatch)
    report = hub.import_files(desk.hub, [])
    assert [one.status for one in report.bundles] == ["imported"]
    assert sorted([*before, "newer"]) == titles(desk.hub)
    assert all(state == "applied" for state, _slug in bundle_states(desk.volunteer).values())
