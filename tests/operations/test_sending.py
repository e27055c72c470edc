# SPDX-License-Identifier: Apache-2.0
"""Carriers, rounds, files by hand, and what the status line says: always the truth."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.errors import (
    Cancelled,
    CarrierExists,
    CarrierNotFound,
    CarrierUnknown,
    CarrierUnreachable,
    NoCarrier,
    WordsDiffer,
    WrongRole,
)
from desktop.operations import care, hub, records, sending, workspaces
from desktop.operations.progress import Progress
from tests.pairs import PASSPHRASE, WEAKEST, Pair, a_pair
from tests.sync.forged import objects, titles

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.workspace import Workspace


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with a_pair(tmp_path) as made:
        made.round_trip()
        made.round_trip()
        yield made


def write(workspace: Workspace, name: str = "J.") -> str:
    return records.add(workspace, "family", {"known_as": name}).record


def test_the_list_of_carriers(pair: Pair, tmp_path: Path) -> None:
    (first,) = sending.list_carriers(pair.volunteer)
    assert (first.url, first.label) == (pair.url, str(pair.carrier))
    added = sending.add_carrier(pair.volunteer, f"  folder:{tmp_path}/later ")
    assert added.label == f"{tmp_path}/later"
    assert sending.list_carriers(pair.volunteer) == (first, added)
    with pytest.raises(CarrierExists):
        sending.add_carrier(pair.volunteer, added.url)
    with pytest.raises(CarrierUnknown):
        sending.add_carrier(pair.volunteer, "pigeon:coop")
    sending.remove_carrier(pair.volunteer, added.url)
    with pytest.raises(CarrierNotFound):
        sending.remove_carrier(pair.volunteer, added.url)
    sending.remove_carrier(pair.volunteer, first.url)
    assert not sending.status(pair.volunteer).has_carrier
    with pytest.raises(NoCarrier):
        sending.synchronise(pair.volunteer)
    assert sending.synchronise(pair.volunteer, carrier=pair.url).problems == ()
    assert len(sending.list_carriers(pair.volunteer)) == 1


def test_what_the_status_line_says(pair: Pair) -> None:
    before = sending.status(pair.volunteer)
    assert (before.unsent, before.handed_over, before.oldest_days) == (0, 0, None)
    write(pair.volunteer)
    pair.clock.move(days=3, hours=23)
    write(pair.volunteer)
    found = sending.status(pair.volunteer)
    assert (found.unsent, found.handed_over, found.oldest_days) == (2, 0, 3)
    assert found.has_carrier
    assert found.approved
    assert found.hub_words_checked
    sending.synchronise(pair.volunteer)
    found = sending.status(pair.volunteer)
    assert (found.unsent, found.handed_over, found.oldest_days) == (0, 2, 3)
    sending.synchronise(pair.hub)
    sending.synchronise(pair.volunteer)
    found = sending.status(pair.volunteer)
    assert (found.unsent, found.handed_over, found.oldest_days) == (0, 0, None)
    assert found.last_receipt_at == pair.volunteer.now()
    assert sending.status(pair.hub).approved
    assert sending.status(pair.hub).hub_words_checked


def test_a_new_hub_has_heard_nothing(tmp_path: Path) -> None:
    with a_pair(tmp_path, approved=False) as pair:
        assert sending.status(pair.hub).last_receipt_at is None
        assert sending.receipts(pair.volunteer) == ()
        assert not sending.status(pair.volunteer).approved


def test_the_outbox_says_how_far_each_version_got(pair: Pair) -> None:
    record = write(pair.volunteer)
    records.amend(pair.volunteer, record, {"known_as": "K."}, reason="because")
    rows = sending.outbox(pair.volunteer)
    assert [(row.record, row.title, row.state, row.slug, row.advice) for row in rows] == [
        (record, "K.", "sealed", None, None)
    ] * 2
    sending.synchronise(pair.volunteer)
    assert {row.state for row in sending.outbox(pair.volunteer)} == {"handed-over"}
    sending.synchronise(pair.hub)
    sending.synchronise(pair.volunteer)
    assert sending.outbox(pair.volunteer) == ()
    newest = sending.receipts(pair.volunteer)[0]
    assert (newest.status, newest.records, newest.slug) == ("applied", 2, None)
    assert newest.at == pair.volunteer.now()


def test_progress_counts_and_cancels(pair: Pair) -> None:
    for name in ("A.", "B."):
        write(pair.volunteer, name)
    progress = Progress()
    sending.synchronise(pair.volunteer, progress=progress)
    assert progress.done == 1
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        sending.synchronise(pair.hub, progress=progress)
    assert titles(pair.hub) == []
    assert sending.synchronise(pair.hub).new == 2


def test_by_hand_on_a_stick_all_the_way(tmp_path: Path) -> None:
    """Invitation, enrolment, records and receipts, and never a carrier in the list."""
    with a_pair(tmp_path, approved=False) as pair:
        for workspace in (pair.hub, pair.volunteer):
            sending.remove_carrier(workspace, pair.url)
        write(pair.volunteer)
        there, back = tmp_path / "there", tmp_path / "back"
        there.mkdir()
        back.mkdir()
        assert sending.save_to_folder(pair.volunteer, there) == 2
        assert sending.status(pair.volunteer).handed_over == 1
        assert sending.save_to_folder(pair.hub, back) == 0
        assert hub.import_files(pair.hub, [there]).totals.waiting == 1
        words = " ".join(pair.volunteer_created.words)
        hub.approve(pair.hub, pair.volunteer.device, words=words)
        assert titles(pair.hub) == ["J."]
        assert sending.save_to_folder(pair.hub, back) > 0
        progress = Progress()
        report = sending.take_in(pair.volunteer, [back], progress=progress)
        assert progress.done == progress.total == len(report.bundles) > 0
        assert report.totals.imported == len(report.bundles)
        assert sending.outbox(pair.volunteer) == ()
        assert sending.status(pair.volunteer).approved
        # Once more makes no difference, at either side.
        again = sending.take_in(pair.volunteer, [back])
        assert again.totals.already_imported == len(report.bundles)
        assert len(objects(there)) == 2
        with pytest.raises(CarrierUnreachable):
            sending.save_to_folder(pair.volunteer, tmp_path / "nowhere")


def test_a_device_that_was_switched_off_hears_so_from_a_stick(pair: Pair, tmp_path: Path) -> None:
    record = write(pair.volunteer)
    pair.round_trip()
    pair.round_trip()
    records.amend(pair.hub, record, {"known_as": "K."}, reason="because")
    assert sending.status(pair.hub).unsent == len(sending.outbox(pair.hub)) == 1
    hub.revoke(pair.hub, pair.volunteer.device)
    # Nobody waits for what it can never clear.
    assert sending.status(pair.hub).unsent == len(sending.outbox(pair.hub)) == 0
    pair.clock.move(days=30)
    assert care.examine(pair.hub).ok
    (tmp_path / "by-hand").mkdir()
    # The last list of people, and a receipt that nothing has answered yet; not the record.
    assert sending.save_to_folder(pair.hub, tmp_path / "by-hand") == 2
    assert not sending.status(pair.volunteer).switched_off
    sending.take_in(pair.volunteer, [tmp_path / "by-hand"])
    status = sending.status(pair.volunteer)
    assert (status.approved, status.switched_off) == (False, True)
    assert records.show(pair.volunteer, record).title == "J."
    hub_status = sending.status(pair.hub)
    assert (hub_status.approved, hub_status.switched_off) == (True, False)


def test_what_was_sealed_before_the_switching_off_and_comes_late_has_its_receipt(
    pair: Pair, tmp_path: Path
) -> None:
    first = write(pair.volunteer)
    sending.synchronise(pair.volunteer)
    (name,) = objects(pair.carrier, "to-hub")
    late = (pair.carrier / name).rename(tmp_path / "late.age")
    second = write(pair.volunteer)
    sending.synchronise(pair.volunteer)
    sending.synchronise(pair.hub)  # the second waits for the first
    hub.revoke(pair.hub, pair.volunteer.device)
    hub.import_files(pair.hub, [late])
    sending.synchronise(pair.hub)
    sending.synchronise(pair.volunteer)
    for record in (first, second):
        assert records.show(pair.volunteer, record).state == "received"
    assert sending.status(pair.volunteer).switched_off


def test_taking_in_can_be_cancelled_and_refused(pair: Pair, tmp_path: Path) -> None:
    (tmp_path / "x.age").write_bytes(b"x")
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        sending.take_in(pair.volunteer, [tmp_path / "x.age"], progress=progress)
    report = sending.take_in(pair.volunteer, [tmp_path / "gone"])
    assert [one.slug for one in report.bundles] == ["file-unreadable"]


def test_the_words_of_both_sides(pair: Pair, tmp_path: Path) -> None:
    assert sending.hub_words(pair.volunteer) == pair.hub_created.words
    assert sending.own_words(pair.volunteer) == pair.volunteer_created.words
    invited = hub.invite(pair.hub, name="Wanda")
    made = workspaces.create_volunteer(
        tmp_path / "w",
        invitation=invited.data,
        passphrase=PASSPHRASE,
        strength=WEAKEST,
        clock=pair.clock,
    )
    with made.workspace as workspace:
        assert not sending.status(workspace).hub_words_checked
        with pytest.raises(WordsDiffer):
            sending.confirm_hub_words(workspace, " ".join(made.words))
        assert not sending.status(workspace).hub_words_checked
        sending.confirm_hub_words(workspace, ", ".join(made.hub_words).upper())
        assert sending.status(workspace).hub_words_checked
    with pytest.raises(WrongRole):
        sending.confirm_hub_words(pair.hub, "")
