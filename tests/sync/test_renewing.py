# SPDX-License-Identifier: Apache-2.0
"""Restored and copied workspaces: what was forgotten comes back, and nothing is overwritten."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest

from desktop.operations import hub, records, sending
from desktop.records import control
from desktop.storage import chains, exchange, renewal, trust
from desktop.sync import bundle, fields, notices, renewing, returned
from desktop.sync.manifest import After
from desktop.sync.notices import Receipt, ReceiptChain
from tests.copies import Shelf
from tests.pairs import Pair, a_pair, open_bundles
from tests.sync.forged import (
    Sender,
    as_hub,
    as_volunteer,
    bundle_states,
    held,
    meta,
    results,
    revision_states,
    statuses,
    take,
    titles,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.storage.database import Connection
    from desktop.workspace import Workspace


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with a_pair(tmp_path) as made:
        yield made


@pytest.fixture
def shelf(pair: Pair, tmp_path: Path) -> Iterator[Shelf]:
    (tmp_path / "shelf").mkdir()
    made = Shelf(tmp_path / "shelf", pair.clock)
    yield made
    made.close()


def write(workspace: Workspace, *names: str) -> None:
    for name in names:
        records.add(workspace, "family", {"known_as": name})


def rounds(*workspaces: Workspace, times: int = 3) -> None:
    """Let each do some rounds in turn."""
    for _ in range(times):
        for workspace in workspaces:
            sending.synchronise(workspace)


def keep(pair: Pair, shelf: Shelf) -> None:
    """Keep a copy of the laptop as it is now."""
    pair.volunteer_created = replace(pair.volunteer_created, workspace=shelf.copy(pair.volunteer))


def keep_hub(pair: Pair, shelf: Shelf) -> None:
    pair.hub_created = replace(pair.hub_created, workspace=shelf.copy(pair.hub))


def receipt_up_to(high: int, epoch: str) -> bytes:
    """Return a receipt that says how far a chain was followed, and nothing else."""
    chain = ReceiptChain(epoch=epoch, stream="hub", high=high, missing=(), items=())
    return notices.encode_receipt(Receipt(chains=(chain,)))


def states(workspace: Workspace) -> dict[str, str]:
    return {row.title: row.state for row in records.list_records(workspace, limit=500)}


def test_a_restored_laptop_gets_back_what_the_hub_has(pair: Pair, shelf: Shelf) -> None:
    write(pair.volunteer, "A.")
    rounds(pair.volunteer, pair.hub)
    keep(pair, shelf)
    write(pair.volunteer, "B.", "C.")
    rounds(pair.volunteer, pair.hub)
    records.mark_read(pair.hub, records.list_records(pair.hub)[0].record)
    rounds(pair.hub, pair.volunteer)
    pair.volunteer.lock()
    restored = shelf.restore()
    write(restored, "D.")
    rounds(restored, pair.hub)
    assert titles(pair.hub) == titles(restored) == ["A.", "B.", "C.", "D."]
    assert set(states(restored).values()) <= {"received", "read"}
    assert list(states(restored).values()).count("read") == 1  # the mark came once more
    assert sending.outbox(restored) == () == sending.outbox(pair.hub)
    assert held(pair.hub) == []
    assert not sending.status(restored).older_copy


def test_a_restored_laptop_that_has_written_nothing_tells_the_hub_all_the_same(
    pair: Pair, shelf: Shelf
) -> None:
    keep(pair, shelf)
    write(pair.volunteer, "B.")
    rounds(pair.volunteer, pair.hub)
    pair.volunteer.lock()
    restored = shelf.restore()
    rounds(restored, pair.hub)
    assert titles(restored) == ["B."]


def test_what_the_lost_laptop_had_handed_over_still_counts_and_comes_back(
    pair: Pair, shelf: Shelf
) -> None:
    keep(pair, shelf)
    write(pair.volunteer, "on a stick in a drawer")
    sending.synchronise(pair.volunteer)
    found = {path: path.read_bytes() for path in pair.carrier.rglob("to-hub/*.age")}
    for path in found:
        path.unlink()
    pair.volunteer.lock()
    restored = shelf.restore()
    rounds(restored, pair.hub)
    assert titles(restored) == []
    for path, data in found.items():
        path.write_bytes(data)
    rounds(pair.hub, restored)
    assert titles(pair.hub) == titles(restored) == ["on a stick in a drawer"]


def test_an_older_copy_is_noticed_and_seals_nothing_until_it_begins_anew(
    pair: Pair, shelf: Shelf
) -> None:
    """The folder was put back by hand, so the program does not know that it is an older copy."""
    keep(pair, shelf)
    write(pair.volunteer, "B.")
    rounds(pair.volunteer, pair.hub)
    pair.volunteer.lock()
    copy = shelf.put_back()
    write(copy, "C.")
    rounds(copy, pair.hub)
    assert titles(pair.hub) == ["B."]
    assert held(pair.hub) == [("quarantined", "forked-device")]
    assert hub.quarantine(pair.hub)[0].sender == "Vera Volunteer"
    status = sending.status(copy)
    assert (status.older_copy, status.handed_over) == (True, 1)
    write(copy, "D.")
    before = [item.manifest_sha256 for item in copy.read(exchange.open_bundles)]
    rounds(copy, pair.hub)
    assert [item.manifest_sha256 for item in copy.read(exchange.open_bundles)] == before
    assert states(copy) == {"C.": "handed-over", "D.": "sealed"}

    assert sending.begin_anew(copy) == 2
    assert states(copy) == {"C.": "sealed", "D.": "sealed"}
    rounds(copy, pair.hub)
    assert titles(pair.hub) == titles(copy) == ["B.", "C.", "D."]
    assert set(states(copy).values()) == {"received"}
    assert not sending.status(copy).older_copy
    assert sending.outbox(copy) == ()


def test_two_laptops_with_the_same_workspace_lose_nothing(pair: Pair, shelf: Shelf) -> None:
    keep(pair, shelf)
    twin = shelf.put_back()
    write(pair.volunteer, "first")
    write(twin, "second")
    for _ in range(3):
        rounds(pair.volunteer, twin, pair.hub)
        for workspace in (pair.volunteer, twin):
            if sending.status(workspace).older_copy:
                sending.begin_anew(workspace)
        pair.clock.move(days=8)
    assert titles(pair.hub) == ["first", "second"]


def test_an_older_copy_hears_of_it_although_what_came_before_is_gone(
    pair: Pair, shelf: Shelf
) -> None:
    """The hub's bundles up to that receipt were applied by the other copy, and let go."""
    keep(pair, shelf)
    for name in "BCD":
        write(pair.volunteer, name)
        rounds(pair.volunteer, pair.hub)
    copy = shelf.put_back()
    write(pair.volunteer, "E")
    sending.synchronise(pair.volunteer)
    sending.synchronise(pair.hub)
    sending.synchronise(copy)  # takes the receipt that was for the other
    assert sending.status(copy).older_copy


def test_a_copy_that_only_reads_asks_the_hub_and_is_heard(pair: Pair, shelf: Shelf) -> None:
    keep(pair, shelf)
    write(pair.volunteer, "B.")
    rounds(pair.volunteer, pair.hub)
    pair.volunteer.lock()
    copy = shelf.put_back()
    records.mark_read(pair.hub, records.list_records(pair.hub)[0].record)
    rounds(pair.hub, copy, times=4)
    assert sending.status(copy).older_copy
    sending.begin_anew(copy)
    rounds(copy, pair.hub)
    assert states(copy) == {"B.": "read"}


def test_a_restored_hub_is_sent_again_what_it_lost(pair: Pair, shelf: Shelf) -> None:
    write(pair.volunteer, "A.")
    rounds(pair.volunteer, pair.hub)
    keep_hub(pair, shelf)
    write(pair.volunteer, "B.")
    rounds(pair.volunteer, pair.hub)
    write(pair.volunteer, "C.")
    sending.synchronise(pair.volunteer)
    sending.synchronise(pair.hub)  # its receipt is on its way
    pair.hub.lock()
    again = shelf.restore()
    epoch = pair.volunteer.read(lambda c: renewal.epoch_of(c, "hub"))
    sending.synchronise(again)
    assert states(pair.volunteer)["B."] == "received"  # as far as anybody knows here
    sending.synchronise(pair.volunteer)
    # Now it is known; this computer is the only one that has them.
    assert states(pair.volunteer) == {"A.": "received", "B.": "handed-over", "C.": "handed-over"}
    assert pair.volunteer.read(lambda c: renewal.epoch_of(c, "hub")) != epoch
    rounds(again, pair.volunteer)
    assert titles(again) == ["A.", "B.", "C."]
    assert set(states(pair.volunteer).values()) == {"received"}
    assert sending.outbox(pair.volunteer) == ()


def test_a_restored_hub_gets_back_what_its_staff_had_written(pair: Pair, shelf: Shelf) -> None:
    """Else what a volunteer wrote on top of it would never be shown there."""
    write(pair.volunteer, "A.")
    rounds(pair.volunteer, pair.hub)
    keep_hub(pair, shelf)
    record = records.list_records(pair.hub)[0].record
    records.amend(pair.hub, record, {"known_as": "by staff"}, reason="asked")
    rounds(pair.hub, pair.volunteer)
    records.amend(pair.volunteer, record, {"known_as": "on top"}, reason="asked")
    rounds(pair.volunteer, pair.hub)
    assert titles(pair.hub) == ["on top"]
    pair.hub.lock()
    again = shelf.restore()
    rounds(again, pair.volunteer)
    assert titles(again) == ["on top"]
    history = records.show(again, record).history
    assert [version.author_name for version in history] == [
        "Vera Volunteer",
        "Ann Coordinator",
        "Vera Volunteer",
    ]
    assert sending.outbox(pair.volunteer) == ()


def test_a_restored_hub_writes_rosters_that_devices_accept(pair: Pair, shelf: Shelf) -> None:
    keep_hub(pair, shelf)
    before = int(meta(pair.hub, "roster_version") or "0")
    pair.hub.lock()
    again = shelf.restore()
    rounds(again, pair.volunteer)
    hub.revoke(again, pair.volunteer.device)
    rounds(again, pair.volunteer)
    stored = pair.volunteer.read(lambda c: trust.newest_document(c, "roster"))
    assert stored is not None
    assert stored.version > before + renewal.ROSTER_JUMP
    assert sending.status(pair.volunteer).switched_off


def test_a_hub_that_was_put_back_by_hand_is_told_by_its_devices(pair: Pair, shelf: Shelf) -> None:
    keep_hub(pair, shelf)
    write(pair.volunteer, "B.")
    rounds(pair.volunteer, pair.hub)
    pair.hub.lock()
    old = shelf.put_back()
    epoch = meta(old, "epoch")
    write(pair.volunteer, "C.")
    rounds(pair.volunteer, old)
    assert titles(old) == ["B.", "C."]
    assert set(states(pair.volunteer).values()) == {"received"}
    # It began anew for this device alone.
    assert meta(old, "epoch") == epoch
    assert old.read(lambda c: renewal.epoch_of(c, pair.volunteer.device)) != epoch
    assert int(meta(old, "roster_version") or "0") > renewal.ROSTER_JUMP


def test_a_device_that_lies_about_what_it_has_stops_nothing_for_others(pair: Pair) -> None:
    sender, from_hub = as_volunteer(pair.volunteer), as_hub(pair.hub, pair.volunteer)
    name = renewing.chain_id(
        device=from_hub.device, epoch=from_hub.epoch, stream=pair.volunteer.device
    )
    lie = sender.next(sender.write("A."), ack={name: 2**53 - 1})
    assert results(take(pair.hub, lie)) == [("imported", None)]
    assert not sending.status(pair.hub).older_copy
    sending.synchronise(pair.hub)
    assert meta(pair.hub, "epoch") == from_hub.epoch


def test_a_number_that_fell_in_any_receipt_means_send_again(pair: Pair, shelf: Shelf) -> None:
    write(pair.volunteer, "A.")
    rounds(pair.volunteer, pair.hub)
    epoch = pair.volunteer.party.epoch
    from_hub = as_hub(pair.hub, pair.volunteer)
    take(pair.volunteer, from_hub.next(receipt_up_to(1, epoch), kind="receipt"))
    assert states(pair.volunteer) == {"A.": "sealed"}
    assert pair.volunteer.read(lambda c: renewal.epoch_of(c, "hub")) != epoch


def test_an_older_receipt_of_an_earlier_epoch_does_not_count_as_a_fall(
    pair: Pair, shelf: Shelf
) -> None:
    late = as_hub(pair.hub, pair.volunteer)
    write(pair.volunteer, "A.")
    rounds(pair.volunteer, pair.hub)
    # The hub went on in another epoch; a receipt of the one before comes only now.
    before = as_hub(pair.hub, pair.volunteer)
    newer = replace(before, epoch="ff" * 8, seq=0, last=exchange.FIRST)
    epoch = pair.volunteer.party.epoch
    take(pair.volunteer, newer.next(receipt_up_to(99, "ee" * 8), kind="receipt"))
    assert late.seq < before.seq
    now = pair.volunteer.read(lambda c: renewal.epoch_of(c, "hub"))
    take(pair.volunteer, before.next(receipt_up_to(0, epoch), kind="receipt"))
    assert pair.volunteer.read(lambda c: renewal.epoch_of(c, "hub")) == now


def test_what_was_sealed_again_is_not_believed_to_be_there(pair: Pair) -> None:
    """A receipt that is still on its way may speak of a hub that is no more."""
    write(pair.volunteer, "A.")
    sending.synchronise(pair.volunteer)
    ours = next(item for item in open_bundles(pair.volunteer) if item.records)
    pair.volunteer.write(
        lambda c: renewal.take_back(c, [ours.manifest_sha256], at=pair.volunteer.now())
    )
    assert revision_states(pair.volunteer) == {"sealed"}
    item = notices.ReceiptItem(seq=ours.seq, sha256=ours.manifest_sha256, status="applied")
    chain = ReceiptChain(epoch=ours.epoch, stream="hub", high=ours.seq, missing=(), items=(item,))
    line = notices.encode_receipt(Receipt(chains=(chain,)))
    sending.synchronise(pair.volunteer)
    take(pair.volunteer, as_hub(pair.hub, pair.volunteer).next(line, kind="receipt"))
    assert bundle_states(pair.volunteer)["hub", ours.seq][0] == "renewed"
    assert revision_states(pair.volunteer) == {"handed-over"}


def test_what_an_older_program_had_sent_is_queued_as_a_whole(pair: Pair) -> None:
    """It did not write down what was in a bundle once that was applied."""
    write(pair.volunteer, "A.", "B.")
    rounds(pair.volunteer, pair.hub)
    pair.volunteer.write(lambda c: c.exec_driver_sql("DELETE FROM carried"))
    lost = pair.volunteer.read(lambda c: renewal.beyond(c, pair.volunteer.party.epoch, "hub", 1))
    pair.volunteer.write(lambda c: renewal.take_back(c, lost, at=pair.volunteer.now()))
    assert states(pair.volunteer) == {"A.": "sealed", "B.": "sealed"}


def receipts_due(workspace: Workspace) -> int:
    return workspace.read(
        lambda c: len(
            c.exec_driver_sql("SELECT manifest_sha256 FROM ledger WHERE receipt IS NULL").all()
        )
    )


def test_a_refused_twin_is_told_again_when_it_offers_its_bundle_again(pair: Pair) -> None:
    sender = as_volunteer(pair.volunteer)
    twin = sender.fork()
    take(pair.hub, sender.next(sender.write("A.")))
    other = twin.next(twin.write("B."))
    take(pair.hub, other)
    sending.synchronise(pair.hub)
    assert receipts_due(pair.hub) == 0
    assert results(take(pair.hub, other)) == [("quarantined", "forked-device")]
    assert receipts_due(pair.hub) == 1
    assert len([row for row in statuses(pair.hub, sender.device) if row[0] == sender.seq]) == 2


def begin(sender: Sender, after: After | None) -> bundle.Sealed:
    """Make the first bundle of a new epoch."""
    sealed = bundle.build(
        kind="records",
        stream=sender.stream,
        hub=sender.hub,
        recipients=sender.recipients,
        signing=sender.signing,
        epoch="0f" * 8,
        seq=1,
        prev=exchange.FIRST,
        after=after,
        ack={},
        made="2026-11-22T10:15:30.123Z",
        lines=[],
    )
    sender.epoch, sender.seq, sender.last = "0f" * 8, 1, sealed.manifest_sha256
    return sealed


def sent_back(pair: Pair) -> set[str]:
    """Return the titles of what the hub has queued for the volunteer."""
    return pair.hub.read(
        lambda c: set(
            c.exec_driver_sql(
                "SELECT r.title FROM outbox AS o JOIN revision AS v ON v.id = o.revision"
                " JOIN record AS r ON r.id = v.record"
            ).scalars()
        )
    )


def test_only_what_is_not_remembered_is_sent_back(pair: Pair) -> None:
    sender = as_volunteer(pair.volunteer)
    one = sender.next(sender.write("A."))
    take(pair.hub, one)
    after = After(epoch=sender.epoch, seq=sender.seq, hash=one.manifest_sha256)
    take(pair.hub, sender.next(sender.write("B.")))
    take(pair.hub, begin(sender, after))
    assert sent_back(pair) == {"B."}


@pytest.mark.parametrize("arrived", [True, False])
def test_who_remembers_another_bundle_of_this_number_is_sent_everything(
    pair: Pair, arrived: bool
) -> None:
    sender = as_volunteer(pair.volunteer)
    twin = sender.fork()
    take(pair.hub, sender.next(sender.write("A.")))
    other = twin.next(twin.write("C."))
    if arrived:
        assert results(take(pair.hub, other)) == [("quarantined", "forked-device")]
    after = After(epoch=twin.epoch, seq=twin.seq, hash=other.manifest_sha256)
    take(pair.hub, begin(twin, after))
    assert sent_back(pair) == {"A."}


def test_who_remembers_more_than_is_here_is_sent_nothing(pair: Pair) -> None:
    """It is this hub that has lost something, or its files are late."""
    sender = as_volunteer(pair.volunteer)
    take(pair.hub, sender.next(sender.write("A.")))
    take(pair.hub, begin(sender, After(epoch=sender.epoch, seq=99, hash="ab" * 32)))
    assert sent_back(pair) == set()


def test_epochs_that_name_each_other_in_a_circle_end(pair: Pair) -> None:
    def work(connection: Connection) -> chains.Memory:
        for epoch, before in (("aa" * 8, "bb" * 8), ("bb" * 8, "aa" * 8)):
            chains.advance_chain(
                connection, device="d", epoch=epoch, stream="hub", high=1, last="ab" * 32
            )
            chains.note_after(connection, device="d", epoch=epoch, stream="hub", after=(before, 3))
        return chains.memories(connection, stream="hub")["d"]

    memory = pair.hub.write(work)
    assert memory.remembers("bb" * 8, 10**6)
    assert (memory.remembers("aa" * 8, 3), memory.remembers("aa" * 8, 4)) == (True, False)
    assert (memory.speaks_for("cc" * 8, 9), memory.speaks_for("aa" * 8, 4)) == (True, False)


def test_another_laptop_does_not_speak_for_the_one_that_goes_on(pair: Pair, shelf: Shelf) -> None:
    keep(pair, shelf)
    restored = shelf.restore()
    sending.synchronise(restored)
    rounds(pair.hub, times=1)
    write(pair.volunteer, "on the other laptop")
    sending.synchronise(pair.volunteer)  # it fetches what was meant for the restored one
    rounds(pair.hub, restored)
    assert titles(pair.hub) == titles(restored) == ["on the other laptop"]


def test_two_hubs_with_the_same_workspace_lose_nothing(pair: Pair, shelf: Shelf) -> None:
    """The device follows whichever it hears first; the other begins anew for it by itself."""
    keep_hub(pair, shelf)
    twin = shelf.put_back()
    write(pair.volunteer, "A.")
    rounds(pair.volunteer, twin)
    assert states(pair.volunteer) == {"A.": "received"}
    # This hub seals as many, so that no number tells it that there is another.
    records.add(pair.hub, "family", {"known_as": "of staff"})
    for _ in range(3):
        pair.hub.write(lambda c: renewal.tell_all(c, pair.volunteer.device))
        sending.synchronise(pair.hub)
    rounds(pair.volunteer, pair.hub, times=4)
    assert "A." in titles(pair.hub)
    assert sending.outbox(pair.volunteer) == ()


def given_back(pair: Pair, sender: Sender, inner: str) -> list[tuple[str, str | None]]:
    body = control.encode(control.Returned(inner=inner))
    line = sender.write(kind=returned.KIND, body=body)
    return results(take(pair.hub, sender.next(line)))


def test_only_what_the_hub_signed_for_this_device_can_be_given_back(pair: Pair) -> None:
    from_hub, own = as_hub(pair.hub, pair.volunteer), as_volunteer(pair.volunteer)
    identity = pair.volunteer.party.identities

    def inner(sender: Sender, **changes: object) -> str:
        made = replace(sender, **changes)  # type: ignore[arg-type] # of its fields
        made.recipients = from_hub.recipients
        sealed = made.next(made.write("words of staff", author=pair.hub.person.id))
        return fields.to_base64(bundle.open_outer(sealed.data, list(identity)))

    assert given_back(pair, own, "no base64 at all") == [("quarantined", "bad-format")]
    assert given_back(pair, own, fields.to_base64(b"no bundle")) == [("quarantined", "bad-format")]
    refused = [("quarantined", "not-allowed")]
    assert given_back(pair, own, inner(as_volunteer(pair.volunteer))) == refused
    assert given_back(pair, own, inner(from_hub, stream="ab" * 16)) == refused
    assert given_back(pair, own, inner(from_hub, hub="ab" * 16)) == refused
    assert titles(pair.hub) == []
    assert given_back(pair, own, inner(from_hub)) == [("imported", None)]
    assert titles(pair.hub) == ["words of staff"]


def test_what_no_line_can_hold_is_not_given_back(
    pair: Pair, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(pair.volunteer, "A.")
    rounds(pair.volunteer, pair.hub)
    keep_hub(pair, shelf)
    record = records.list_records(pair.hub)[0].record
    records.amend(pair.hub, record, {"known_as": "by staff"}, reason="asked")
    rounds(pair.hub, pair.volunteer)
    monkeypatch.setattr(control, "MAX_RETURNED", 10)
    pair.hub.lock()
    again = shelf.restore()
    rounds(again, pair.volunteer)
    assert titles(again) == ["A."]
    assert sending.outbox(pair.volunteer) == ()


def test_since_when_an_older_copy_is_known_stays(pair: Pair) -> None:
    for now in ("2026-11-22T10:15:30.123Z", "2026-11-23T10:15:30.123Z"):
        pair.volunteer.write(partial(renewal.note_older_copy, now=now))
    assert meta(pair.volunteer, renewal.OLDER_COPY) == "2026-11-22T10:15:30.123Z"
    assert sending.status(pair.volunteer).older_copy
