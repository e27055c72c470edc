# SPDX-License-Identifier: Apache-2.0
"""Receipts, acknowledgements, keysets, rosters and packs: who is believed, and about what."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from desktop.crypto import keys
from desktop.crypto.age import HybridIdentity
from desktop.crypto.signing import SigningKey
from desktop.errors import BadSignature, NotAllowed
from desktop.operations import records, sending
from desktop.operations.founding import ROOT_FILE
from desktop.records import control, programme
from desktop.storage import exchange, renewal, trust
from desktop.sync import fields, notices, policy, renewing
from desktop.sync.examine import Examined
from desktop.sync.notices import Receipt, ReceiptChain, ReceiptItem
from tests.pairs import Pair, a_pair, open_bundles
from tests.sync.forged import (
    ANY_EPOCH,
    Sender,
    as_hub,
    as_volunteer,
    bundle_states,
    dump,
    meta,
    results,
    revision_states,
    take,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.storage.exchange import SentBundle
    from desktop.sync.documents import KeyState

    Operational = tuple[tuple[SigningKey, KeyState], ...]

APPLIED = ("imported", None)


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with a_pair(tmp_path) as made:
        yield made


@pytest.fixture
def from_hub(pair: Pair) -> Sender:
    """The hub's own chain to the volunteer, for once written by hand."""
    sending.synchronise(pair.volunteer)  # fetch what already lies there
    return as_hub(pair.hub, pair.volunteer)


@pytest.fixture
def root(pair: Pair) -> SigningKey:
    """The key that lies on two sticks in a safe."""
    text = (pair.carrier.parent / "offline" / ROOT_FILE).read_text(encoding="ascii")
    return SigningKey.from_openssh(text)


def handed_over(pair: Pair) -> SentBundle:
    """Write a record, hand it over, and return its bundle."""
    records.add(pair.volunteer, "family", {"known_as": "J."})
    sending.synchronise(pair.volunteer)
    return next(
        item
        for item in open_bundles(pair.volunteer)
        if item.records and item.state == "handed-over"
    )


def receipt(
    ours: SentBundle,
    *,
    status: Any = "applied",
    slug: str | None = None,
    missing: tuple[int, ...] = (),
    **changes: Any,
) -> bytes:
    """Write a receipt for one bundle, perhaps not quite for that one."""
    item = ReceiptItem(seq=ours.seq, sha256=ours.manifest_sha256, status=status, slug=slug)
    item = msgspec.structs.replace(
        item, **{k: v for k, v in changes.items() if k in ("seq", "sha256")}
    )
    chain = ReceiptChain(
        epoch=changes.get("epoch", ours.epoch),
        stream=changes.get("stream", ours.stream),
        high=ours.seq - (status == "waiting"),
        missing=missing,
        items=(item,),
    )
    return notices.encode_receipt(Receipt(chains=(chain,)))


def sent(pair: Pair, ours: SentBundle) -> SentBundle:
    found = pair.volunteer.read(lambda c: exchange.find_bundle(c, ours.manifest_sha256))
    assert found is not None
    return found


def test_applied_clears_exactly_what_the_receipt_names(pair: Pair, from_hub: Sender) -> None:
    ours = handed_over(pair)
    assert ours.data is not None
    records.add(pair.volunteer, "family", {"known_as": "K."})
    sending.synchronise(pair.volunteer)
    line = receipt(ours)
    pair.clock.move(hours=1)
    assert results(take(pair.volunteer, from_hub.next(line, kind="receipt"))) == [APPLIED]
    after = sent(pair, ours)
    assert (after.state, after.data, after.settled_at) == ("applied", None, pair.volunteer.now())
    assert revision_states(pair.volunteer) == {"received", "handed-over"}
    assert [row.title for row in sending.outbox(pair.volunteer)] == ["K."]
    # Nothing takes back what was applied.
    other = receipt(ours, status="quarantined", slug="damaged")
    assert results(take(pair.volunteer, from_hub.next(other, kind="receipt"))) == [APPLIED]
    assert sent(pair, ours) == after


@pytest.mark.parametrize(
    "changes",
    [
        {"sha256": "ab" * 32},
        {"epoch": ANY_EPOCH},
        {"stream": "safeguarding"},
        {"seq": 99},
    ],
)
def test_a_receipt_that_names_anything_else_clears_nothing(
    pair: Pair, from_hub: Sender, changes: dict[str, Any]
) -> None:
    ours = handed_over(pair)
    line = receipt(ours, **changes)
    assert results(take(pair.volunteer, from_hub.next(line, kind="receipt"))) == [APPLIED]
    assert sent(pair, ours) == ours
    assert revision_states(pair.volunteer) == {"handed-over"}


def test_waiting_stays_handed_over(pair: Pair, from_hub: Sender) -> None:
    ours = handed_over(pair)
    line = receipt(ours, status="waiting", slug="waiting-for-earlier")
    take(pair.volunteer, from_hub.next(line, kind="receipt"))
    assert (sent(pair, ours).state, sent(pair, ours).data) == ("waiting", ours.data)
    row = sending.outbox(pair.volunteer)[0]
    assert (row.state, row.slug) == ("handed-over", "waiting-for-earlier")


def test_quarantined_needs_attention_and_says_what_to_do(pair: Pair, from_hub: Sender) -> None:
    ours = handed_over(pair)
    line = receipt(ours, status="quarantined", slug="bad-json")
    take(pair.volunteer, from_hub.next(line, kind="receipt"))
    assert (sent(pair, ours).state, sent(pair, ours).data) == ("quarantined", ours.data)
    row = sending.outbox(pair.volunteer)[0]
    assert (row.state, row.slug) == ("needs-attention", "bad-json")
    assert row.advice
    assert sending.status(pair.volunteer).needs_attention == 1
    # The hub has it: offering it again would not change its mind.
    assert sending.synchronise(pair.volunteer, send_again=True).placed == 0


@pytest.mark.parametrize("approved_by_hub", [True, False])
def test_a_receipt_by_another_device_does_nothing(
    pair: Pair, from_hub: Sender, approved_by_hub: bool
) -> None:
    """Another volunteer's device, even one that this device had somehow come to know."""
    ours = handed_over(pair)
    other = replace(from_hub, signing=SigningKey.generate(), seq=0, last=exchange.FIRST)
    expected = ("quarantined", "unknown-device")
    if approved_by_hub:
        known = trust.KnownDevice(
            id=other.device,
            person="ab" * 16,
            role="volunteer",
            signing=other.signing.public,
            recipient=b"",
            state="approved",
            mailbox="",
            revoked_after=None,
            enrolled_at="",
        )
        pair.volunteer.write(lambda c: trust.put_device(c, known))
        expected = ("quarantined", "not-allowed")
    forged = other.next(receipt(ours), kind="receipt")
    assert results(take(pair.volunteer, forged)) == [expected]
    assert sent(pair, ours) == ours


def test_missing_is_offered_again_byte_for_byte(pair: Pair, from_hub: Sender) -> None:
    ours = handed_over(pair)
    lying = {path.name: path for path in (pair.carrier / "to-hub").iterdir()}
    for path in lying.values():
        path.unlink()
    assert sending.synchronise(pair.volunteer).placed == 0
    empty = ReceiptChain(
        epoch=ours.epoch, stream="hub", high=ours.seq - 1, missing=(ours.seq,), items=()
    )
    line = notices.encode_receipt(Receipt(chains=(empty,)))
    take(pair.volunteer, from_hub.next(line, kind="receipt"))
    row = sending.outbox(pair.volunteer)[0]
    assert (row.state, row.slug, row.advice) == ("handed-over", None, None)
    assert sending.synchronise(pair.volunteer).placed == 1
    again = list((pair.carrier / "to-hub").iterdir())
    assert [path.read_bytes() for path in again] == [ours.data]
    assert again[0].name not in lying
    assert sending.synchronise(pair.volunteer).placed == 0


def test_missing_of_another_epoch_asks_for_nothing(pair: Pair, from_hub: Sender) -> None:
    ours = handed_over(pair)
    chain = ReceiptChain(epoch=ANY_EPOCH, stream="hub", high=0, missing=(ours.seq,), items=())
    line = notices.encode_receipt(Receipt(chains=(chain,)))
    take(pair.volunteer, from_hub.next(line, kind="receipt"))
    assert sent(pair, ours) == ours


def to_volunteer(pair: Pair) -> dict[int, str]:
    """Return the states of the hub's bundles to the volunteer by number."""
    device = pair.volunteer.device
    return {n: state for (s, n), (state, _slug) in bundle_states(pair.hub).items() if s == device}


def ack_of(
    pair: Pair, number: int, *, epoch: str | None = None, stream: str = ""
) -> dict[str, int]:
    device = stream or pair.volunteer.device
    party = pair.hub.party
    chain = renewing.chain_id(device=party.device, epoch=epoch or party.epoch, stream=device)
    return {device: number, chain: number}


def hub_sends(pair: Pair, times: int) -> None:
    row = records.add(pair.volunteer, "family", {"known_as": "J."})
    pair.round_trip()
    for number in range(times):
        records.amend(pair.hub, row.record, {"known_as": f"{number}"}, reason="because")
        sending.synchronise(pair.hub)


def test_an_ack_clears_up_to_its_number(pair: Pair) -> None:
    hub_sends(pair, 3)
    before = to_volunteer(pair)
    unacked = sorted(n for n, state in before.items() if state != "applied")
    assert len(unacked) >= 3
    sender = as_volunteer(pair.volunteer)
    pair.clock.move(hours=1)
    take(pair.hub, sender.next(ack=ack_of(pair, unacked[1])))
    after = to_volunteer(pair)
    assert [after[n] for n in unacked[:3]] == ["applied", "applied", "handed-over"]
    settled = pair.hub.read(lambda c: exchange.sent_summary(c, limit=1))[0]
    assert settled.settled_at == pair.hub.now()
    take(pair.hub, sender.next(ack=ack_of(pair, unacked[-1])))
    assert set(to_volunteer(pair).values()) == {"applied"}


def test_an_ack_from_before_the_hub_was_restored_clears_nothing(pair: Pair) -> None:
    """The number is right, and so is the stream; only the chain is another one."""
    hub_sends(pair, 2)
    before = to_volunteer(pair)
    sender = as_volunteer(pair.volunteer)
    take(pair.hub, sender.next(ack={pair.volunteer.device: 99}))
    assert to_volunteer(pair) == before
    # A hub in a new epoch: what was acknowledged of the old one is still cleared, and only that.
    pair.hub.write(lambda c: trust.set_meta(c, "epoch", ANY_EPOCH))
    old = ack_of(pair, 99)
    pair.hub.reload()
    records.amend(
        pair.hub, records.list_records(pair.hub)[0].record, {"known_as": "new"}, reason="because"
    )
    sending.synchronise(pair.hub)
    take(pair.hub, sender.next(ack=old))
    states = pair.hub.read(
        lambda c: [
            (row.epoch, row.state)
            for row in c.exec_driver_sql("SELECT epoch, state FROM sent_bundle")
        ]
    )
    assert {state for epoch, state in states if epoch != ANY_EPOCH} == {"applied"}
    assert {state for epoch, state in states if epoch == ANY_EPOCH} == {"handed-over"}


def test_a_hub_in_a_new_epoch_is_acknowledged_anew(pair: Pair) -> None:
    hub_sends(pair, 2)
    pair.hub.write(lambda c: trust.set_meta(c, "epoch", ANY_EPOCH))
    pair.hub.reload()
    record = records.list_records(pair.hub)[0].record
    records.amend(pair.hub, record, {"known_as": "new"}, reason="because")
    sending.synchronise(pair.hub)
    pair.round_trip()
    assert records.show(pair.volunteer, record).title == records.show(pair.hub, record).title
    assert {b.kind for b in pair.hub.read(exchange.open_bundles)} <= {"receipt"}
    assert sending.outbox(pair.hub) == ()


@pytest.mark.parametrize("other", [{"epoch": ANY_EPOCH}, {"stream": "ab" * 16}])
def test_an_ack_of_a_chain_that_is_not_ours_clears_nothing_and_begins_anew(
    pair: Pair, other: dict[str, str]
) -> None:
    """The device followed another copy of this hub: it is sent everything, and once only."""
    hub_sends(pair, 2)
    before = to_volunteer(pair)
    sender = as_volunteer(pair.volunteer)
    take(pair.hub, sender.next(ack=ack_of(pair, 99, **other)))
    after = to_volunteer(pair)
    assert {n for n in after if after[n] == "applied"} <= {
        n for n in before if before[n] == "applied"
    }
    assert set(after.values()) == {"renewed"}
    begun = pair.hub.read(lambda c: renewal.epoch_of(c, pair.volunteer.device))
    assert begun != pair.hub.party.epoch
    take(pair.hub, sender.next(ack=ack_of(pair, 99, **other)))
    assert pair.hub.read(lambda c: renewal.epoch_of(c, pair.volunteer.device)) == begun


def test_made_up_chains_are_noted_up_to_a_limit(pair: Pair) -> None:
    note = partial(renewal.note_chains_of_others, device="d")
    noted = [
        pair.hub.write(partial(note, names=[f"{n:032x}"])) for n in range(renewal.MOST_OTHERS + 2)
    ]
    assert noted == [True] * renewal.MOST_OTHERS + [False] * 2


def test_an_ack_at_a_device_means_nothing(pair: Pair, from_hub: Sender) -> None:
    ours = handed_over(pair)
    take(pair.volunteer, from_hub.next(ack={"hub": 99}))
    assert sent(pair, ours) == ours


def test_a_bundle_without_records_from_the_hub_is_answered_once(
    pair: Pair, from_hub: Sender
) -> None:
    take(pair.volunteer, from_hub.next())
    assert meta(pair.volunteer, renewal.ANSWER_DUE) == "yes"
    assert sending.synchronise(pair.volunteer).placed == 1
    assert sending.synchronise(pair.volunteer).placed == 0


def test_a_refused_bundle_from_the_hub_is_answered_too(pair: Pair, from_hub: Sender) -> None:
    """Else the hub would offer it again every week."""
    assert results(take(pair.volunteer, from_hub.next(b"x"))) == [("quarantined", "bad-json")]
    assert sending.synchronise(pair.volunteer).placed == 1


@pytest.mark.parametrize("kind", ["enrol", "records"])
def test_what_a_hub_device_may_not_send(pair: Pair, from_hub: Sender, kind: str) -> None:
    line = b"{}"
    if kind == "enrol":
        made = notices.make_enrolment(
            invite="ab" * 16,
            secret=b"x" * 16,
            signing=from_hub.signing.public,
            recipient=from_hub.recipients[0],
        )
        line = notices.encode_enrolment(made)
    outcome = take(pair.volunteer, from_hub.next(line, kind=kind))[0]
    assert outcome.slug == ("not-allowed" if kind == "enrol" else "bad-json")


# Keysets and rosters --------------------------------------------------------------------------


def keyset_in_force(pair: Pair) -> notices.SignedDocument:
    stored = pair.volunteer.read(lambda c: trust.newest_document(c, "keyset"))
    assert stored is not None
    return notices.SignedDocument(document=stored.document, signature=stored.signature)


def next_keyset(
    pair: Pair,
    root: SigningKey,
    *,
    operational: Operational,
    version: int = 2,
    previous: str | None = None,
) -> notices.SignedDocument:
    before = keyset_in_force(pair)
    keyset = notices.open_keyset(
        before, root_public=bytes.fromhex(meta(pair.volunteer, "root") or "")
    )
    changed = msgspec.structs.replace(
        keyset,
        version=version,
        previous=previous or before.sha256,
        operational=tuple(
            notices.OperationalKey(key=fields.to_base64(key.public), state=state)
            for key, state in operational
        ),
    )
    return notices.sign_keyset(root, changed)


def keyset_line(sender: Sender, signed: notices.SignedDocument, kind: str = "keyset") -> Any:
    body = control.encode(control.Keyset(document=signed.document, signature=signed.signature))
    return sender.write(kind=kind, body=body)


def test_a_keyset_by_the_root_key_changes_whom_a_device_believes(
    pair: Pair, from_hub: Sender, root: SigningKey
) -> None:
    fresh = SigningKey.generate()
    signed = next_keyset(
        pair, root, operational=((pair.hub.party.signing, "retiring"), (fresh, "active"))
    )
    assert results(take(pair.volunteer, from_hub.next(keyset_line(from_hub, signed)))) == [APPLIED]
    with_new_key = replace(from_hub, signing=fresh, seq=0, last=exchange.FIRST)
    assert results(take(pair.volunteer, with_new_key.next())) == [APPLIED]
    # What the retiring key had signed may still be on its way.
    assert results(take(pair.volunteer, from_hub.next())) == [APPLIED]


@pytest.mark.parametrize("listed", [True, False])
def test_a_key_that_the_hub_gave_up_is_not_believed_any_more(
    pair: Pair, from_hub: Sender, root: SigningKey, listed: bool
) -> None:
    fresh = SigningKey.generate()
    old: Operational = ((pair.hub.party.signing, "retired"),)
    signed = next_keyset(pair, root, operational=((fresh, "active"), *(old if listed else ())))
    # In one and the same act of importing, too.
    bundles = [from_hub.next(keyset_line(from_hub, signed)), from_hub.next()]
    assert results(take(pair.volunteer, *bundles)) == [APPLIED, ("quarantined", "revoked-device")]


def test_keysets_that_are_not_accepted(pair: Pair, from_hub: Sender, root: SigningKey) -> None:
    own: Operational = ((pair.hub.party.signing, "active"),)
    before = keyset_in_force(pair)
    bad = ("quarantined", "bad-signature")
    by_another = next_keyset(pair, SigningKey.generate(), operational=own)
    unchained = next_keyset(pair, root, operational=own, previous="ab" * 32)
    for signed in (by_another, unchained):
        assert results(take(pair.volunteer, from_hub.next(keyset_line(from_hub, signed)))) == [bad]
    assert keyset_in_force(pair) == before
    # An older one, or the same again, changes nothing and harms nothing.
    newer = next_keyset(pair, root, operational=own)
    older = before
    for signed in (newer, older, newer):
        outcome = take(pair.volunteer, from_hub.next(keyset_line(from_hub, signed)))
        assert results(outcome) == [APPLIED]
    assert keyset_in_force(pair) == newer
    # One that was missed leaves no link to check; the root key alone vouches for it.
    later = next_keyset(pair, root, operational=own, version=9, previous="cd" * 32)
    assert results(take(pair.volunteer, from_hub.next(keyset_line(from_hub, later)))) == [APPLIED]
    assert keyset_in_force(pair) == later


def test_the_first_keyset_of_all_needs_no_link(pair: Pair, root: SigningKey) -> None:
    signed = keyset_in_force(pair)

    def work(connection: Any) -> None:
        connection.exec_driver_sql("DELETE FROM document WHERE kind = 'keyset'")
        with pytest.raises(BadSignature):
            policy.current_keyset(connection)
        policy.accept_keyset(connection, signed)

    pair.volunteer.write(work)
    assert keyset_in_force(pair) == signed


def roster(pair: Pair, *, version: int, by: SigningKey | None = None, state: Any = "active") -> Any:
    entry = notices.RosterEntry(
        device=pair.volunteer.device,
        person=pair.volunteer.person.id,
        role="volunteer",
        signing=fields.to_base64(pair.volunteer.party.signing.public),
        recipient=str(pair.volunteer.party.identities[0].recipient),
        state=state,
    )
    made = notices.Roster(version=version, hub=pair.hub.hub, entries=(entry,), people=())
    return notices.sign_roster(by or pair.hub.party.signing, made)


def test_a_roster_says_whether_this_device_belongs(pair: Pair, from_hub: Sender) -> None:
    assert meta(pair.volunteer, "approval") == "active"
    bad = ("quarantined", "bad-signature")
    steps = [
        (roster(pair, version=9, by=SigningKey.generate(), state="revoked"), bad, "active"),
        (roster(pair, version=5, state="revoked"), APPLIED, "revoked"),
        (roster(pair, version=4), APPLIED, "revoked"),
        (roster(pair, version=5), APPLIED, "revoked"),
        (roster(pair, version=6), APPLIED, "active"),
    ]
    for signed, expected, approval in steps:
        line = keyset_line(from_hub, signed, kind="roster")
        assert results(take(pair.volunteer, from_hub.next(line))) == [expected]
        assert meta(pair.volunteer, "approval") == approval
    nobody = notices.Roster(version=7, hub=pair.hub.hub, entries=(), people=())
    signed = notices.sign_roster(pair.hub.party.signing, nobody)
    line = keyset_line(from_hub, signed, kind="roster")
    assert results(take(pair.volunteer, from_hub.next(line))) == [APPLIED]
    assert meta(pair.volunteer, "approval") == "active"  # it says nothing about this device


def pack(sender: Sender, *, version: int, text: str) -> Any:
    body = control.encode(control.ProgrammePack(id="general", version=version, text=text))
    return sender.write(kind="programme", body=body)


def test_a_programme_pack_replaces_an_older_one(pair: Pair, from_hub: Sender) -> None:
    text = programme.shipped_text(pair.hub.programme.id)
    current = programme.parse(text).version
    newer = text.replace(f"version = {current}", f"version = {current + 1}", 1)
    assert newer != text
    for version, body in ((current + 1, newer), (current, text)):
        line = pack(from_hub, version=version, text=body)
        assert results(take(pair.volunteer, from_hub.next(line))) == [APPLIED]
        stored = pair.volunteer.read(lambda c: trust.newest_document(c, "programme"))
        assert stored is not None
        assert (stored.version, stored.document) == (current + 1, newer)
    broken = pack(from_hub, version=9, text="not a pack")
    refused = [("quarantined", "not-allowed")]
    assert results(take(pair.volunteer, from_hub.next(broken))) == refused


def test_a_device_without_a_pack_takes_the_first(pair: Pair, from_hub: Sender) -> None:
    pair.volunteer.write(
        lambda c: c.exec_driver_sql("DELETE FROM document WHERE kind = 'programme'") and None
    )
    line = pack(from_hub, version=1, text=programme.shipped_text(pair.hub.programme.id))
    assert results(take(pair.volunteer, from_hub.next(line))) == [APPLIED]
    assert pair.volunteer.read(lambda c: trust.newest_document(c, "programme")) is not None


def test_no_hub_takes_notices_from_a_volunteer(pair: Pair) -> None:
    sender = as_volunteer(pair.volunteer)
    before = dump(pair.hub)["document"]
    line = keyset_line(sender, keyset_in_force(pair))
    assert results(take(pair.hub, sender.next(line))) == [("quarantined", "not-allowed")]
    assert dump(pair.hub)["document"] == before


def test_what_the_hub_passes_on_of_others_keeps_its_author(pair: Pair, from_hub: Sender) -> None:
    other = from_hub.write("written by another volunteer", author="cd" * 16, device="ef" * 16)
    assert results(take(pair.volunteer, from_hub.next(other))) == [APPLIED]
    shown = records.show(pair.volunteer, other.record).revision
    assert (shown.author, shown.device) == ("cd" * 16, "ef" * 16)


def test_an_erased_notice_says_nothing(pair: Pair) -> None:
    """A revision whose body was erased is known by its envelope alone."""
    sender = as_hub(pair.hub, pair.volunteer)
    erased = replace(
        sender.write(kind="roster", body=b'{"document":"d","signature":"s"}'), body=None
    )
    known = pair.volunteer.read(trust.devices)[sender.device]
    item = Examined("erased.age", b"", "", revisions=(erased,))
    pair.volunteer.write(
        lambda c: policy.apply(
            c, pair.volunteer.party, known, item, intake=_intake(c), now=pair.volunteer.now()
        )
    )
    assert any(erased.id in row for row in dump(pair.volunteer)["revision"])


def _intake(connection: Any) -> str:
    from desktop.storage import arrivals

    arrivals.open_intake(connection, intake_id="ab" * 16, at="", person="")
    return "ab" * 16


def test_only_a_hub_is_enrolled_with(pair: Pair) -> None:
    """An enrolment inside a chain that is known already is refused whatever it says."""
    made = notices.make_enrolment(
        invite="ab" * 16,
        secret=b"x" * 16,
        signing=SigningKey.generate().public,
        recipient=HybridIdentity.generate().recipient,
    )
    known = pair.hub.read(trust.devices)[pair.volunteer.device]
    item = Examined("enrol.age", b"", "", enrolment=made)
    with pytest.raises(NotAllowed):
        pair.hub.write(
            lambda c: policy.apply(c, pair.hub.party, known, item, intake="", now=pair.hub.now())
        )


def test_a_chain_has_a_name_that_only_its_readers_can_know() -> None:
    one = renewing.chain_id(device="ab" * 16, epoch=ANY_EPOCH, stream="hub")
    expected = keys.sha256_hex(b"alongside-chain/1" + bytes.fromhex("ab" * 16 + ANY_EPOCH) + b"hub")
    assert one == expected[:32]
