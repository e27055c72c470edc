# SPDX-License-Identifier: Apache-2.0
"""What a hub makes of bundles that arrive twice, late, in any order, or from the wrong people."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from desktop.carriers.files import safe_read
from desktop.crypto import keys
from desktop.crypto.age import HybridIdentity
from desktop.crypto.signing import SigningKey
from desktop.errors import BundleNewer, DiskFull, FileUnreadable
from desktop.operations import hub, records, sending
from desktop.records.kinds import KINDS
from desktop.storage import arrivals, chains, trust
from desktop.sync import intake, notices, policy, settling, waiting
from desktop.sync.examine import Incoming
from tests.pairs import Pair, a_pair
from tests.sync.forged import (
    ANY_EPOCH,
    Sender,
    again,
    as_stranger,
    as_volunteer,
    bundle_states,
    dump,
    held,
    results,
    statuses,
    take,
    titles,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.sync.bundle import Sealed

APPLIED = ("imported", None)
AGAIN = ("already-imported", None)
GAP = ("waiting", "waiting-for-earlier")
UNAPPROVED = ("waiting", "waiting-for-approval")
FORKED = ("quarantined", "forked-device")


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with a_pair(tmp_path) as made:
        yield made


@pytest.fixture
def unapproved(tmp_path: Path) -> Iterator[Pair]:
    with a_pair(tmp_path, approved=False) as made:
        yield made


@pytest.fixture
def sender(pair: Pair) -> Sender:
    return as_volunteer(pair.volunteer)


def approve(pair: Pair) -> None:
    hub.approve(
        pair.hub, pair.volunteer_created.device, words=" ".join(pair.volunteer_created.words)
    )


def missing(pair: Pair, sender: Sender) -> tuple[int, ...]:
    """Return what the hub's newest receipt asks for again."""
    end = pair.hub.read(
        lambda c: chains.chain_end(c, device=sender.device, epoch=sender.epoch, stream="hub")
    )
    assert end is not None
    return pair.hub.read(
        lambda c: chains.missing_numbers(
            c, device=sender.device, epoch=sender.epoch, stream="hub", high=end[0]
        )
    )


def test_the_same_bundle_twice_is_one_import(pair: Pair, sender: Sender) -> None:
    sealed = sender.next(sender.write("A."))
    assert results(take(pair.hub, sealed)) == [APPLIED]
    before = dump(pair.hub, without=("intake",))
    assert results(take(pair.hub, sealed)) == [AGAIN]
    assert dump(pair.hub, without=("intake",)) == before


def test_a_thousand_copies_under_other_names_are_one_import(pair: Pair, sender: Sender) -> None:
    sealed = sender.next(sender.write("A."))
    outcomes = take(pair.hub, *[sealed] * 1000)
    assert results(outcomes) == [APPLIED] + [AGAIN] * 999
    assert titles(pair.hub) == ["A."]
    assert held(pair.hub) == []


def test_any_order_is_held_and_then_applied(pair: Pair, sender: Sender) -> None:
    first = sender.seq + 1
    one, two, three, four, five = (sender.next(sender.write(f"{n}.")) for n in range(1, 6))
    assert results(take(pair.hub, five)) == [GAP]
    assert missing(pair, sender) == tuple(range(first, first + 4))
    outcomes = take(pair.hub, three)
    assert results(outcomes) == [GAP]
    assert str(outcomes[0].fault) == f"This file is waiting for an earlier one: number {first}."
    assert results(take(pair.hub, one)) == [APPLIED]
    assert results(take(pair.hub, four)) == [GAP]
    assert missing(pair, sender) == (first + 1,)
    assert titles(pair.hub) == ["1."]
    assert [outcome.name for outcome in take(pair.hub, two)] == ["0.age"] * 4
    assert titles(pair.hub) == ["1.", "2.", "3.", "4.", "5."]
    assert missing(pair, sender) == ()
    assert held(pair.hub) == []


def test_one_batch_in_any_order_needs_no_waiting(pair: Pair, sender: Sender) -> None:
    made = [sender.next(sender.write(f"{n}.")) for n in range(1, 6)]
    outcomes = take(pair.hub, *(made[n] for n in (4, 2, 0, 3, 1)))
    assert results(outcomes) == [APPLIED] * 5
    assert [outcome.name for outcome in outcomes] == ["2.age", "4.age", "1.age", "3.age", "0.age"]


def test_a_missing_number_is_named_in_the_receipt(pair: Pair, sender: Sender) -> None:
    """The volunteer's program offers it again, and nothing else."""
    for name in ("1", "2", "3"):
        records.add(pair.volunteer, "family", {"known_as": name})
        sending.synchronise(pair.volunteer)
        if name == "2":
            lost = max(
                (pair.carrier / "to-hub").iterdir(), key=lambda path: path.stat().st_mtime_ns
            )
            exact = lost.read_bytes()
            lost.unlink()
    sending.synchronise(pair.hub)
    assert titles(pair.hub) == ["1"]
    report = sending.synchronise(pair.volunteer)
    assert report.placed == 1
    assert exact in {path.read_bytes() for path in (pair.carrier / "to-hub").iterdir()}
    states = bundle_states(pair.volunteer)
    assert states["hub", sender.seq + 3] == ("waiting", "waiting-for-earlier")
    sending.synchronise(pair.hub)
    assert titles(pair.hub) == ["1", "2", "3"]
    sending.synchronise(pair.volunteer)
    assert sending.outbox(pair.volunteer) == ()


def test_the_same_number_with_other_contents_keeps_both(pair: Pair, sender: Sender) -> None:
    copy = sender.fork()
    mine, other = sender.next(sender.write("mine")), copy.next(copy.write("other"))
    assert results(take(pair.hub, mine)) == [APPLIED]
    assert results(take(pair.hub, other)) == [FORKED]
    assert results(take(pair.hub, other)) == [FORKED]
    assert titles(pair.hub) == ["mine"]
    assert held(pair.hub) == [FORKED]
    file = pair.hub.read(
        lambda c: arrivals.held_file(c, arrivals.held_files(c, status="quarantined")[0].file_sha256)
    )
    assert file is not None
    assert file.data == other.data
    # The one that was first goes on, and so does everybody else.
    assert results(take(pair.hub, sender.next(sender.write("more")))) == [APPLIED]
    assert results(take(pair.hub, copy.next(copy.write("other more")))) == [FORKED]
    elsewhere = as_volunteer(pair.volunteer)
    elsewhere.epoch, elsewhere.seq, elsewhere.last = ANY_EPOCH, 0, "0" * 64
    assert results(take(pair.hub, elsewhere.next(elsewhere.write("new epoch")))) == [APPLIED]


def test_both_of_a_fork_may_be_waiting(pair: Pair, sender: Sender) -> None:
    first = sender.next(sender.write("1."))
    copy = sender.fork()
    outcomes = take(pair.hub, sender.next(sender.write("2.")), copy.next(copy.write("not 2.")))
    assert results(outcomes) == [GAP, GAP]
    assert sorted(results(take(pair.hub, first))) == [APPLIED, APPLIED, FORKED]
    assert len(titles(pair.hub)) == 2


def test_receipts_of_a_fork_name_each_manifest_in_its_turn(pair: Pair, sender: Sender) -> None:
    copy = sender.fork()
    mine, other = sender.next(sender.write("mine")), copy.next(copy.write("other"))
    take(pair.hub, mine, other)
    counts = sending.synchronise(pair.hub)
    assert counts.receipts == 2
    assert statuses(pair.hub, sender.device)[-2:] == [
        (sender.seq, "applied", None),
        (sender.seq, "quarantined", "forked-device"),
    ]
    sending.synchronise(pair.volunteer)  # it knows neither; nothing comes of it
    assert sending.outbox(pair.volunteer) == ()


def test_a_wrong_prev_does_not_advance_the_chain(pair: Pair, sender: Sender) -> None:
    copy = sender.fork()
    wrong = copy.next(copy.write("wrong"), prev="ab" * 32)
    assert results(take(pair.hub, wrong)) == [FORKED]
    assert results(take(pair.hub, sender.next(sender.write("right")))) == [APPLIED]
    assert titles(pair.hub) == ["right"]


def test_a_bundle_for_another_hub_is_left_alone(pair: Pair, sender: Sender) -> None:
    before = dump(pair.hub, without=("intake",))
    sender.hub = "ab" * 16
    assert results(take(pair.hub, sender.next(sender.write()))) == [("quarantined", "not-for-us")]
    assert dump(pair.hub, without=("intake",)) == before


def test_a_bundle_that_somebody_passed_on_is_left_alone(pair: Pair, sender: Sender) -> None:
    """Another hub may open what was sent to it, and encrypt it again for us."""
    before = dump(pair.hub, without=("intake",))
    theirs = HybridIdentity.generate()
    sealed = sender.next(sender.write(), recipients=[theirs.recipient])
    forwarded = again(sealed, theirs, pair.hub.party.identities[0].recipient)
    assert results(take(pair.hub, forwarded)) == [("quarantined", "not-for-us")]
    assert dump(pair.hub, without=("intake",)) == before


def test_the_same_bundle_in_other_wrapping_is_the_same_bundle(pair: Pair, sender: Sender) -> None:
    """Whoever holds the hub's key may encrypt again; the manifest is what names a bundle."""
    own = pair.hub.party.identities[0]
    first, second = sender.next(sender.write("1.")), sender.next(sender.write("2."))
    assert results(take(pair.hub, second, again(second, own, own.recipient))) == [GAP, GAP]
    assert results(take(pair.hub, first)) == [APPLIED, APPLIED, AGAIN]
    assert held(pair.hub) == []


def test_a_bundle_for_a_stream_that_is_not_ours_is_left_alone(pair: Pair, sender: Sender) -> None:
    sender.stream, sender.seq, sender.last = "safeguarding", 0, "0" * 64
    assert results(take(pair.hub, sender.next(sender.write()))) == [("quarantined", "not-for-us")]
    assert held(pair.hub) == []


def test_an_unknown_device_is_kept_aside(pair: Pair) -> None:
    stranger = as_stranger(pair.volunteer)
    unknown = ("quarantined", "unknown-device")
    assert results(take(pair.hub, stranger.next(stranger.write("X.")))) == [unknown]
    # Calling itself an enrolment does not help: it holds none, or is not the first.
    pretended = stranger.next(b"{}", kind="enrol")
    assert results(take(pair.hub, pretended)) == [("quarantined", "bad-format")]
    assert titles(pair.hub) == []
    assert held(pair.hub) == [unknown, ("quarantined", "bad-format")]
    assert statuses(pair.hub, stranger.device) == []


def test_what_comes_before_approval_waits_and_is_applied_on_approval(unapproved: Pair) -> None:
    records.add(unapproved.volunteer, "family", {"known_as": "J."})
    sending.synchronise(unapproved.volunteer)
    report = sending.synchronise(unapproved.hub)
    assert (report.received, report.new, report.placed) == (2, 0, 0)
    assert held(unapproved.hub) == [UNAPPROVED]
    assert titles(unapproved.hub) == []
    approve(unapproved)
    assert titles(unapproved.hub) == ["J."]
    assert held(unapproved.hub) == []
    assert sending.synchronise(unapproved.hub).receipts >= 1
    sending.synchronise(unapproved.volunteer)
    assert sending.outbox(unapproved.volunteer) == ()


def test_what_comes_before_the_enrolment_is_settled_after_it(unapproved: Pair) -> None:
    volunteer = unapproved.volunteer
    stick = unapproved.carrier / "to-hub"
    for name in ("1.", "2."):
        records.add(volunteer, "family", {"known_as": name})
        sending.synchronise(volunteer)
    files = [
        path.read_bytes() for path in sorted(stick.iterdir(), key=lambda p: p.stat().st_mtime_ns)
    ]
    unknown = ("quarantined", "unknown-device")
    assert results(take(unapproved.hub, files[2])) == [unknown]
    assert results(take(unapproved.hub, files[1])) == [unknown]
    assert results(take(unapproved.hub, files[0])) == [APPLIED, UNAPPROVED, UNAPPROVED]
    approve(unapproved)
    assert titles(unapproved.hub) == ["1.", "2."]
    assert held(unapproved.hub) == []


def test_on_approval_each_waiting_bundle_is_settled_once(unapproved: Pair) -> None:
    """The first brings its followers along; they must not be counted twice."""
    sending.synchronise(unapproved.volunteer)
    sender = as_volunteer(unapproved.volunteer)
    made = [sender.next(sender.write(f"{n}.")) for n in range(3)]
    sending.synchronise(unapproved.hub)
    assert results(take(unapproved.hub, *reversed(made))) == [UNAPPROVED] * 3
    device = unapproved.volunteer_created.device

    def work(connection: Any) -> list[tuple[str, str | None]]:
        known = trust.devices(connection)[device]
        trust.put_device(connection, replace(known, state="approved"))
        settler = settling.Settler(
            connection, unapproved.hub.party, now=unapproved.hub.now(), intake="ab" * 16
        )
        settler.begin(unapproved.hub.person.id)
        return results(settler.retry_device(device))

    assert unapproved.hub.write(work) == [APPLIED] * 3


def test_before_the_cut_off_and_late_is_applied_after_it_is_kept(
    pair: Pair, sender: Sender
) -> None:
    first, second = sender.next(sender.write("1.")), sender.next(sender.write("2."))
    assert results(take(pair.hub, second)) == [GAP]
    hub.revoke(pair.hub, sender.device)
    assert results(take(pair.hub, first)) == [APPLIED, APPLIED]
    later = sender.next(sender.write("3."))
    revoked = ("quarantined", "revoked-device")
    assert results(take(pair.hub, later)) == [revoked]
    assert results(take(pair.hub, later)) == [revoked]
    assert titles(pair.hub) == ["1.", "2."]
    assert held(pair.hub) == [revoked]
    # A new epoch does not get round it.
    sender.epoch, sender.seq, sender.last = ANY_EPOCH, 0, "0" * 64
    assert results(take(pair.hub, sender.next(sender.write("4.")))) == [revoked]


def test_nothing_of_a_device_that_was_never_approved_counts(unapproved: Pair) -> None:
    sending.synchronise(unapproved.volunteer)
    sending.synchronise(unapproved.hub)
    sender = as_volunteer(unapproved.volunteer)
    first, second = sender.next(sender.write("1.")), sender.next(sender.write("2."))
    assert results(take(unapproved.hub, second)) == [UNAPPROVED]
    hub.revoke(unapproved.hub, sender.device)
    revoked = ("quarantined", "revoked-device")
    assert results(take(unapproved.hub, first, second)) == [revoked, revoked]
    assert titles(unapproved.hub) == []


def test_a_bad_body_advances_the_chain(pair: Pair, sender: Sender) -> None:
    assert results(take(pair.hub, sender.next(b"not json"))) == [("quarantined", "bad-json")]
    assert results(take(pair.hub, sender.next(sender.write("next")))) == [APPLIED]
    assert titles(pair.hub) == ["next"]
    assert held(pair.hub) == [("quarantined", "bad-json")]


def test_what_waits_for_a_bundle_with_a_bad_body_goes_on(pair: Pair, sender: Sender) -> None:
    bad, good = sender.next(b"not json"), sender.next(sender.write("next"))
    assert results(take(pair.hub, good)) == [GAP]
    assert results(take(pair.hub, bad)) == [("quarantined", "bad-json"), APPLIED]


def test_one_record_that_is_not_allowed_takes_the_whole_bundle_back(
    pair: Pair, sender: Sender
) -> None:
    wrong = sender.write("wrong", author="ab" * 16)
    lines = [*(sender.write(f"{n}") for n in range(498)), wrong, sender.write("last")]
    assert results(take(pair.hub, sender.next(*lines))) == [("quarantined", "not-allowed")]
    assert titles(pair.hub) == []
    assert dump(pair.hub)["revision_parent"] == []
    assert results(take(pair.hub, sender.next(sender.write("next")))) == [APPLIED]


def test_a_used_id_with_other_contents_is_refused(pair: Pair, sender: Sender) -> None:
    known = sender.write("known")
    take(pair.hub, sender.next(known))
    reused = sender.write("other", id=known.id, record=known.record)
    bundle = sender.next(sender.write("before"), reused)
    assert results(take(pair.hub, bundle)) == [("quarantined", "id-reused")]
    assert titles(pair.hub) == ["known"]


@pytest.mark.parametrize(
    "changes",
    [
        {"device": "ab" * 16},
        {"author": "ab" * 16},
        {"kind": "reading-mark", "body": b'{"revision":"%s"}' % (b"ab" * 16)},
        {"kind": "roster", "body": b'{"document":"d","signature":"s"}'},
        {"kind": "keyset", "body": b'{"document":"d","signature":"s"}'},
        {"kind": "programme", "body": b'{"id":"x","version":9,"text":"t"}'},
    ],
)
def test_what_a_volunteer_may_not_write(
    pair: Pair, sender: Sender, changes: dict[str, Any]
) -> None:
    documents = dump(pair.hub)["document"]
    bundle = sender.next(sender.write(**changes))
    assert results(take(pair.hub, bundle)) == [("quarantined", "not-allowed")]
    after = dump(pair.hub)
    assert after["document"] == documents
    assert after["reading"] == []


@pytest.mark.parametrize("kind", ["receipt", "enrol"])
def test_other_bundles_that_a_volunteer_may_not_send(pair: Pair, sender: Sender, kind: str) -> None:
    line = b'{"chains":[]}'
    if kind == "enrol":
        made = notices.make_enrolment(
            invite="ab" * 16,
            secret=b"x" * 16,
            signing=sender.signing.public,
            recipient=sender.recipients[0],
        )
        line = notices.encode_enrolment(made)
    assert results(take(pair.hub, sender.next(line, kind=kind))) == [("quarantined", "not-allowed")]
    assert results(take(pair.hub, sender.next(sender.write("next")))) == [APPLIED]


@pytest.mark.parametrize("changes", [{"schema": 2}, {"kind": "concern"}])
def test_what_is_newer_waits_and_is_applied_after_an_update(
    pair: Pair, sender: Sender, changes: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = sender.next(sender.write("newer", **changes))
    waits = ("waiting", "newer-version")
    assert results(take(pair.hub, newer, sender.next(sender.write("next")))) == [waits, GAP]
    assert missing(pair, sender) == ()  # it is here; there is no use in sending it again
    assert waiting.try_again(pair.hub, intake=keys.new_id()) == []
    pair.clock.move(days=1)
    sending.synchronise(pair.hub)
    assert hub.quarantine(pair.hub)[0].at == "2026-11-22T10:15:30.123Z"  # when it came
    update(monkeypatch)
    report = hub.import_files(pair.hub, [])
    assert [(one.status, one.new) for one in report.bundles] == [("imported", 1)] * 2
    assert titles(pair.hub) == ["newer", "next"]
    assert held(pair.hub) == []


def update(monkeypatch: pytest.MonkeyPatch) -> None:
    """Become a program that knows more kinds, and later schemas."""
    family = KINDS["family"]
    newer = type(family)(**{**_fields(family), "schema": 2})
    concern = type(family)(**{**_fields(family), "name": "concern"})
    known = {**KINDS, "family": newer, "concern": concern}
    for module in ("sync.examine", "sync.policy", "storage.journal", "storage.listing"):
        monkeypatch.setattr(f"desktop.{module}.KINDS", known)


def _fields(kind: Any) -> dict[str, Any]:
    return {name: getattr(kind, name) for name in kind.__dataclass_fields__}


def test_a_newer_bundle_waits_once_however_often_it_comes(pair: Pair, sender: Sender) -> None:
    newer = sender.next(sender.write(schema=2))
    for _ in range(3):
        assert results(take(pair.hub, newer)) == [("waiting", "newer-version")]
    assert held(pair.hub) == [("waiting", "newer-version")]


def test_a_newer_document_inside_a_bundle_waits_too(
    pair: Pair, sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What turns out to be newer only while it is applied keeps its place in the chain."""
    apply = policy.apply

    def too_new(*args: Any, **named: Any) -> Any:
        raise BundleNewer

    monkeypatch.setattr(policy, "apply", too_new)
    assert results(take(pair.hub, sender.next(sender.write("1.")))) == [
        ("waiting", "newer-version")
    ]
    assert results(take(pair.hub, sender.next(sender.write("2.")))) == [GAP]
    monkeypatch.setattr(policy, "apply", apply)
    assert results(waiting.try_again(pair.hub, intake=keys.new_id())) == [APPLIED, APPLIED]


@pytest.mark.parametrize("data", [b"", b"age-encryption.org/v1\n", b"<html>please log in</html>"])
def test_what_is_no_bundle_is_kept_aside(pair: Pair, data: bytes) -> None:
    outcome = take(pair.hub, data)[0]
    assert outcome.slug == ("bad-format" if data.startswith(b"<") else "damaged")
    assert held(pair.hub) == [("quarantined", outcome.slug)]


def test_every_damaged_copy_is_noticed_and_the_whole_one_still_counts(
    pair: Pair, sender: Sender
) -> None:
    sealed = sender.next(sender.write("whole"))
    size = len(sealed.data)
    bent = [
        sealed.data[:at] + bytes([sealed.data[at] ^ 1]) + sealed.data[at + 1 :]
        for at in range(0, size, size // 40)
    ]
    cut = [sealed.data[:at] for at in range(0, size, size // 20)]
    outcomes = take(pair.hub, *bent, *cut)
    assert {outcome.status for outcome in outcomes} == {"quarantined"}
    assert {o.slug for o in outcomes} <= {"damaged", "bad-format", "not-for-us", "too-large"}
    assert titles(pair.hub) == []
    assert results(take(pair.hub, sealed)) == [APPLIED]


def test_a_file_that_cannot_be_read_is_not_kept(pair: Pair, tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable) as raised:
        safe_read(tmp_path / "gone.age", limit=1)
    unread = Incoming("gone.age", fault=raised.value)
    outcome = intake.take_in(pair.hub, [unread], intake=keys.new_id())
    assert results(outcome) == [("quarantined", "file-unreadable")]
    assert held(pair.hub) == []


def test_a_full_disk_is_no_fault_of_a_bundle(
    pair: Pair, sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of the turn is kept, and the same files can simply be taken in again."""
    made = [sender.next(sender.write(f"{n}.")) for n in range(3)]
    before = dump(pair.hub)
    apply, count = policy.apply, [0]

    def full(*args: Any, **named: Any) -> Any:
        count[0] += 1
        if count[0] == 3:
            raise DiskFull
        return apply(*args, **named)

    monkeypatch.setattr(policy, "apply", full)
    monkeypatch.setattr(intake, "_TURN_SECONDS", 60)
    with pytest.raises(DiskFull):
        take(pair.hub, *made)
    assert dump(pair.hub) == before
    assert results(take(pair.hub, *made)) == [APPLIED] * 3


def test_a_long_import_lets_others_have_their_turn(
    pair: Pair, sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [sender.next(sender.write(f"{n}.")) for n in range(3)]
    turns: list[int] = []
    write = pair.hub.write

    def counted(work: Any) -> Any:
        turns.append(1)
        return write(work)

    monkeypatch.setattr(pair.hub, "write", counted)
    monkeypatch.setattr(intake, "_TURN_SECONDS", -1)
    assert results(take(pair.hub, *made)) == [APPLIED] * 3
    assert len(turns) == 3


def test_an_import_makes_way_as_soon_as_somebody_waits(
    pair: Pair, sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [sender.next(sender.write(f"{n}.")) for n in range(3)]
    turns: list[int] = []
    write = pair.hub.write

    def counted(work: Any) -> Any:
        turns.append(1)
        return write(work)

    monkeypatch.setattr(pair.hub, "write", counted)
    monkeypatch.setattr(intake, "_TURN_SECONDS", 60)
    monkeypatch.setattr(pair.hub, "_waiting", 1)
    assert results(take(pair.hub, *made)) == [APPLIED] * 3
    assert len(turns) == 3


def test_a_preview_changes_nothing_and_tells_the_truth(pair: Pair, sender: Sender) -> None:
    made = [sender.next(sender.write(f"{n}.")) for n in range(3)]
    files: list[Sealed | bytes] = [made[2], made[0], b"nonsense", made[0]]
    before = dump(pair.hub)
    foreseen = take(pair.hub, *files, dry_run=True)
    assert dump(pair.hub) == before
    done = take(pair.hub, *files)
    assert results(done) == results(foreseen)
    assert [replace(o, fault=None) for o in done] == [replace(o, fault=None) for o in foreseen]
    assert dump(pair.hub) != before


def test_a_preview_of_nothing_is_empty(pair: Pair) -> None:
    assert take(pair.hub, dry_run=True) == []
    assert take(pair.hub) == []


def test_one_turn_looks_the_devices_up_twice(
    pair: Pair, sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before it, to read bodies, and inside it, where it counts; never once a bundle."""
    looked: list[int] = []
    devices = trust.devices

    def counted(connection: Any) -> Any:
        looked.append(1)
        return devices(connection)

    monkeypatch.setattr(trust, "devices", counted)
    monkeypatch.setattr(intake, "_TURN_SECONDS", 60)
    take(pair.hub, *[sender.next(sender.write(f"{n}.")) for n in range(20)])
    assert len(looked) == 2


def test_a_key_that_was_never_spoken_of_is_not_trusted(pair: Pair, sender: Sender) -> None:
    """A genuine person's records under a key that somebody made up."""
    sender.signing, sender.seq, sender.last = SigningKey.generate(), 0, "0" * 64
    assert results(take(pair.hub, sender.next(sender.write()))) == [
        ("quarantined", "unknown-device")
    ]


def test_a_mark_that_a_hub_made_is_applied_by_the_device(pair: Pair) -> None:
    """Control kinds from the hub steer; what a device was sent needs no receipt."""
    row = records.add(pair.volunteer, "family", {"known_as": "J."})
    pair.round_trip()
    records.mark_read(pair.hub, row.record)
    pair.round_trip()
    assert records.show(pair.volunteer, row.record).read_by
    assert {e[1] for e in statuses(pair.volunteer, pair.hub.device)} == {"applied"}
