# SPDX-License-Identifier: Apache-2.0
"""What is sealed into which bundle, how large it gets, and for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.operations import hub, records, sending
from desktop.records import revision
from desktop.storage import arrivals, exchange, renewal, trust
from desktop.sync import bundle, notices, outgoing, policy, renewing
from tests.pairs import Pair, a_pair, make_volunteer, open_bundles
from tests.sync.forged import Sender, as_hub, as_volunteer, meta, take

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.sync.bundle import Opened
    from desktop.workspace import Workspace


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with a_pair(tmp_path) as made:
        made.round_trip()
        yield made


@pytest.fixture
def sender(pair: Pair) -> Sender:
    return as_volunteer(pair.volunteer)


def sealed(workspace: Workspace, reader: Workspace) -> list[Opened]:
    """Seal what is due, and open what was sealed as the other side would."""
    before = {b.manifest_sha256 for b in open_bundles(workspace)}
    outgoing.seal_all(workspace)
    new = [b for b in open_bundles(workspace) if b.manifest_sha256 not in before]
    return [
        bundle.read_manifest(bundle.open_outer(b.data or b"", reader.party.identities))
        for b in sorted(new, key=lambda b: b.seq)
    ]


def add(pair: Pair, count: int, size: int = 1) -> None:
    for number in range(count):
        records.add(pair.volunteer, "family", {"known_as": f"{number}", "notes": "x" * size})


def test_at_most_500_records_go_into_a_bundle(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    assert outgoing.MAX_RECORDS == 500
    monkeypatch.setattr(outgoing, "MAX_RECORDS", 3)
    add(pair, 7)
    made = sealed(pair.volunteer, pair.hub)
    assert [o.manifest.body.n for o in made] == [3, 3, 1]
    assert [o.manifest.seq for o in made] == list(
        range(made[0].manifest.seq, made[0].manifest.seq + 3)
    )
    assert made[1].manifest.prev == made[0].manifest_sha256
    assert made[2].manifest.prev == made[1].manifest_sha256


def test_at_most_a_mebibyte_goes_into_a_bundle_unless_one_record_is_larger(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert outgoing.MAX_RAW == 1024 * 1024
    monkeypatch.setattr(outgoing, "MAX_RAW", 2048)
    for size in (100, 3000, 100, 100):
        records.add(pair.volunteer, "family", {"known_as": "J.", "notes": "x" * size})
    made = sealed(pair.volunteer, pair.hub)
    assert [o.manifest.body.n for o in made] == [1, 1, 2]
    assert [o.manifest.body.raw <= 2048 for o in made] == [True, False, True]


def test_the_exact_bytes_that_were_written_go_out_in_order(pair: Pair) -> None:
    add(pair, 3)
    (made,) = sealed(pair.volunteer, pair.hub)
    lines = [revision.read(line) for line in bundle.read_lines(made)]
    written = pair.volunteer.read(
        lambda c: c.exec_driver_sql("SELECT envelope, body FROM revision ORDER BY number").all()
    )
    ours = [(item.envelope, item.body) for item in lines]
    assert ours == [tuple(row) for row in written if tuple(row) in set(ours)]
    assert len(ours) == 3


def test_the_hub_and_the_escrow_holders_can_open_it_and_nobody_else(pair: Pair) -> None:
    add(pair, 1)
    (made,) = sealed(pair.volunteer, pair.hub)
    keyset = pair.volunteer.read(policy.current_keyset)
    expected = sorted(e.id for e in keyset.recipients if e.audience in ("hub", "escrow"))
    assert list(made.manifest.to) == expected
    assert len(expected) == 2
    assert made.manifest.stream == "hub"


def test_the_hub_seals_for_the_device_alone(pair: Pair) -> None:
    add(pair, 1)
    pair.round_trip()
    record = records.list_records(pair.hub)[0].record
    records.amend(pair.hub, record, {"known_as": "K."}, reason="because")
    (made,) = sealed(pair.hub, pair.volunteer)
    assert set(made.manifest.to) == pair.volunteer.party.recipients
    assert made.manifest.stream == pair.volunteer.device


def test_nothing_is_sealed_for_a_device_before_it_is_approved(tmp_path: Path) -> None:
    with a_pair(tmp_path, approved=False) as pair:
        add(pair, 1)
        sending.synchronise(pair.volunteer)
        report = sending.synchronise(pair.hub)
        assert report.receipts == 0
        due = pair.hub.read(arrivals.devices_with_receipts_due)
        assert due == (pair.volunteer.device,)
        assert open_bundles(pair.hub) == ()


def test_urgent_news_goes_first(pair: Pair) -> None:
    record = records.add(pair.volunteer, "family", {"known_as": "J."}).record
    pair.round_trip()
    pair.round_trip()
    records.amend(pair.hub, record, {"known_as": "K."}, reason="because")
    hub.approve(pair.hub, pair.volunteer.device, words=" ".join(pair.volunteer_created.words))
    made = [
        o
        for b in open_bundles(pair.hub)
        if b.state == "sealed" and b.kind == "records"
        for o in [
            bundle.read_manifest(bundle.open_outer(b.data or b"", pair.volunteer.party.identities))
        ]
    ]
    kinds = [revision.read(line).kind for o in made for line in bundle.read_lines(o)]
    assert kinds == ["roster", "family"]


def test_a_receipt_says_all_there_is_to_say(pair: Pair, sender: Sender) -> None:
    first = sender.seq + 1
    good, bad, lost, late = (
        sender.next(sender.write("1.")),
        sender.next(b"nonsense"),
        sender.next(sender.write("3.")),
        sender.next(sender.write("4.")),
    )
    take(pair.hub, good, bad, late)
    (made,) = sealed(pair.hub, pair.volunteer)
    assert made.manifest.kind == "receipt"
    (chain,) = notices.decode_receipt(bundle.read_lines(made)).chains
    assert (chain.epoch, chain.stream, chain.high) == (sender.epoch, "hub", first + 1)
    assert chain.missing == (first + 2,)
    assert [(i.seq, i.sha256, i.status, i.slug) for i in chain.items] == [
        (first, good.manifest_sha256, "applied", None),
        (first + 1, bad.manifest_sha256, "quarantined", "bad-json"),
        (first + 3, late.manifest_sha256, "waiting", "waiting-for-earlier"),
    ]
    assert sealed(pair.hub, pair.volunteer) == []  # said once
    take(pair.hub, lost)
    (made,) = sealed(pair.hub, pair.volunteer)
    (chain,) = notices.decode_receipt(bundle.read_lines(made)).chains
    assert [(i.seq, i.status) for i in chain.items] == [
        (first + 2, "applied"),
        (first + 3, "applied"),
    ]
    assert (chain.high, chain.missing) == (first + 3, ())


def test_a_receipt_for_two_epochs_and_many_bundles(
    pair: Pair, sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outgoing, "MAX_RECEIPT_ITEMS", 3)
    other = sender.fork()
    other.epoch, other.seq, other.last = "ff" * 8, 0, exchange.FIRST
    made = [s.next(s.write(f"{n}.")) for n in range(2) for s in (sender, other)]
    take(pair.hub, *made)
    opened = sealed(pair.hub, pair.volunteer)
    items = [
        (chain.epoch, item.seq)
        for o in opened
        for chain in notices.decode_receipt(bundle.read_lines(o)).chains
        for item in chain.items
    ]
    assert len(opened) == 2
    assert len(items) == len(set(items)) == 4


def test_an_ack_names_the_stream_and_each_chain(pair: Pair, sender: Sender) -> None:
    from_hub = as_hub(pair.hub, pair.volunteer)
    take(pair.volunteer, from_hub.next())
    (made,) = sealed(pair.volunteer, pair.hub)
    device = pair.volunteer.device
    chain = renewing.chain_id(device=from_hub.device, epoch=from_hub.epoch, stream=device)
    assert made.manifest.ack == {device: from_hub.seq, chain: from_hub.seq}
    # After the hub was restored: a new chain, and the old one is still spoken of.
    restored = from_hub.fork()
    restored.epoch, restored.seq, restored.last = "ff" * 8, 0, exchange.FIRST
    take(pair.volunteer, restored.next())
    (made,) = sealed(pair.volunteer, pair.hub)
    newer = renewing.chain_id(device=from_hub.device, epoch="ff" * 8, stream=device)
    assert made.manifest.ack == {device: 1, chain: from_hub.seq, newer: 1}


def test_the_first_bundle_acknowledges_nothing(tmp_path: Path) -> None:
    with a_pair(tmp_path, approved=False) as pair:
        (first,) = open_bundles(pair.volunteer)
        opened = bundle.read_manifest(
            bundle.open_outer(first.data or b"", pair.hub.party.identities)
        )
        assert (opened.manifest.kind, opened.manifest.ack) == ("enrol", {})


def test_no_key_to_seal_for(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """A keyset without a key for the hub: everything stays where it is, and says so."""
    monkeypatch.setattr(outgoing, "recipients_of", lambda *_: ())
    add(pair, 1)
    pair.volunteer.write(policy.owe_answer)
    assert outgoing.seal_all(pair.volunteer) == outgoing.SealedCount(0, 0)
    assert sending.status(pair.volunteer).unsent == 1
    assert meta(pair.volunteer, renewal.ANSWER_DUE) == "yes"


def test_what_one_volunteer_wrote_goes_back_to_that_one_only(pair: Pair, tmp_path: Path) -> None:
    second = make_volunteer(
        tmp_path / "second", pair.hub_created, pair.clock, name="Wanda", url=pair.url
    )
    with second.workspace:
        sending.synchronise(second.workspace)
        sending.synchronise(pair.hub)
        hub.approve(pair.hub, second.device, words=" ".join(second.words))
        add(pair, 1)
        pair.round_trip()
        record = records.list_records(pair.hub)[0].record
        records.amend(pair.hub, record, {"known_as": "K."}, reason="because")
        queued = pair.hub.read(exchange.streams_waiting)
        assert pair.volunteer.device in queued
        pair.round_trip()
        sending.synchronise(second.workspace)
        assert records.list_records(second.workspace) == ()
        people = second.workspace.read(trust.people)
        assert {p.name for p in people.values()} == {"Wanda", "Ann Coordinator"}
