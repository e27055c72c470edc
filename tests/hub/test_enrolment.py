# SPDX-License-Identifier: Apache-2.0
"""Who comes to belong to a hub, and who does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from desktop.crypto import keys
from desktop.crypto.age import HybridIdentity
from desktop.crypto.signing import SigningKey
from desktop.errors import DeviceNotFound, InvitationExpired, WordsDiffer, WrongRole
from desktop.hub import enrolment
from desktop.operations import hub, records, sending, workspaces
from desktop.storage import exchange, trust
from desktop.sync import notices, policy, settling, waiting
from tests.pairs import PASSPHRASE, WEAKEST, Pair, a_pair, make_volunteer, open_bundles
from tests.sync.forged import Sender, as_stranger, as_volunteer, held, meta, results, take, titles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from desktop.sync.bundle import Sealed

APPLIED = ("imported", None)
WORDS_OF_NOBODY = "abandon ability able about above absent absorb abstract"


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with a_pair(tmp_path, approved=False) as made:
        yield made


def words(pair: Pair) -> str:
    return " ".join(pair.volunteer_created.words)


def read(pair: Pair, data: bytes) -> notices.Invitation:
    return notices.read_invitation(data, now=pair.clock())


def enrol(
    sender: Sender, *, invite: str, secret: bytes, recipient: HybridIdentity | None = None
) -> Sealed:
    made = notices.make_enrolment(
        invite=invite,
        secret=secret,
        signing=sender.signing.public,
        recipient=(recipient or HybridIdentity.generate()).recipient,
    )
    return sender.next(notices.encode_enrolment(made), kind="enrol")


def test_an_invitation_says_what_a_device_needs(pair: Pair) -> None:
    invited = hub.invite(pair.hub, name="  Wanda \u202e Volunteer\n", carriers=["folder:/stick"])
    found = read(pair, invited.data)
    assert found.name == "Wanda Volunteer"
    assert found.person == invited.volunteer
    assert found.carriers == ("folder:/stick",)
    assert found.hub == pair.hub.hub
    assert keys.hub_words(found.root_public) == pair.hub_created.words
    assert read(pair, hub.invite(pair.hub, name="X").data).carriers == (pair.url,)
    pair.clock.move(days=15)
    with pytest.raises(InvitationExpired):
        read(pair, invited.data)


def test_a_hub_without_its_keyset_invites_nobody(pair: Pair) -> None:
    pair.hub.write(lambda c: _delete(c, "keyset"))
    people = len(pair.hub.read(trust.people))
    with pytest.raises(DeviceNotFound):
        hub.invite(pair.hub, name="Wanda")
    assert len(pair.hub.read(trust.people)) == people


def test_a_hub_without_a_pack_sends_the_shipped_one(pair: Pair) -> None:
    pair.hub.write(lambda c: _delete(c, "programme"))
    found = read(pair, hub.invite(pair.hub, name="Wanda").data)
    assert found.programme.id == pair.hub.programme.id
    assert found.programme.text


def _delete(connection: Any, kind: str) -> None:
    connection.exec_driver_sql("DELETE FROM document WHERE kind = ?", (kind,))


def test_a_device_belongs_once_its_words_were_heard(pair: Pair) -> None:
    device = pair.volunteer_created.device
    assert hub.devices(pair.hub) == ()
    sending.synchronise(pair.volunteer)
    sending.synchronise(pair.hub)
    (row,) = hub.devices(pair.hub)
    assert (row.device, row.name, row.state) == (device, "Vera Volunteer", "waiting")
    assert row.words == pair.volunteer_created.words == sending.own_words(pair.volunteer)
    with pytest.raises(WordsDiffer):
        hub.approve(pair.hub, device, words=WORDS_OF_NOBODY)
    assert hub.devices(pair.hub)[0].state == "waiting"
    assert hub.approve(pair.hub, device, words=words(pair).upper()).state == "approved"
    assert not sending.status(pair.volunteer).approved
    pair.round_trip()
    assert sending.status(pair.volunteer).approved


def waiting_for_approval(pair: Pair, names: Sequence[str]) -> None:
    """Let the hub hold one bundle for each name, of a device that is not approved yet."""
    for name in names:
        records.add(pair.volunteer, "family", {"known_as": name})
        sending.synchronise(pair.volunteer)
    sending.synchronise(pair.hub)
    assert len(held(pair.hub)) == len(names)


@pytest.mark.parametrize("taken_up_by", ["round", "import", "approving again"])
def test_stopped_after_the_approval_the_rest_is_taken_in_with_the_next_round(
    pair: Pair, monkeypatch: pytest.MonkeyPatch, taken_up_by: str
) -> None:
    """The records must not wait for something that has happened already."""
    names = [f"{n}." for n in range(4)]
    waiting_for_approval(pair, names)
    monkeypatch.setattr(waiting, "_TURN_SECONDS", -1)
    settle = settling.Settler.settle_held
    left = [True, True]

    def stop(settler: settling.Settler, file_sha256: str) -> object:
        if not left:
            raise KeyboardInterrupt
        left.pop()
        return settle(settler, file_sha256)

    monkeypatch.setattr(settling.Settler, "settle_held", stop)
    with pytest.raises(KeyboardInterrupt):
        hub.approve(pair.hub, pair.volunteer_created.device, words=words(pair))
    assert hub.devices(pair.hub)[0].state == "approved"
    assert titles(pair.hub) == names[:2]
    left += [True] * 4
    if taken_up_by == "round":
        sending.synchronise(pair.hub)
    elif taken_up_by == "import":
        report = hub.import_files(pair.hub, [])
        assert [bundle.status for bundle in report.bundles] == ["imported"] * 2
    else:
        hub.approve(pair.hub, pair.volunteer_created.device, words=words(pair))
    assert titles(pair.hub) == names
    assert held(pair.hub) == []


def test_saves_get_their_turn_while_what_waited_is_taken_in(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting_for_approval(pair, ["0.", "1.", "2."])
    monkeypatch.setattr(waiting, "_TURN_SECONDS", -1)
    write, turns = pair.hub.write, []

    def counted(work: Any) -> Any:
        turns.append(work)
        return write(work)

    monkeypatch.setattr(pair.hub, "write", counted)
    hub.approve(pair.hub, pair.volunteer_created.device, words=words(pair))
    assert len(turns) >= 4  # the approval, and each of the three
    assert titles(pair.hub) == ["0.", "1.", "2."]


def test_one_that_came_while_others_were_taken_in_is_not_left_behind(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It came out of turn, and waits for the very ones that are being taken in."""
    waiting_for_approval(pair, ["0.", "1."])
    sender = as_volunteer(pair.volunteer)
    late = sender.next(sender.write("2."))
    take_up = waiting.take_up

    def meanwhile(*args: Any, **more: Any) -> Any:
        assert results(take(pair.hub, late)) == [("waiting", "waiting-for-earlier")]
        return take_up(*args, **more)

    monkeypatch.setattr(waiting, "take_up", meanwhile)
    monkeypatch.setattr(waiting, "_TURN_SECONDS", -1)
    hub.approve(pair.hub, pair.volunteer_created.device, words=words(pair))
    assert titles(pair.hub) == ["0.", "1.", "2."]
    assert held(pair.hub) == []


def test_devices_that_cannot_be_approved_or_switched_off(pair: Pair) -> None:
    for nobody in ("ab" * 16, pair.hub.device):
        with pytest.raises(DeviceNotFound):
            hub.approve(pair.hub, nobody, words=WORDS_OF_NOBODY)
        with pytest.raises(DeviceNotFound):
            hub.revoke(pair.hub, nobody)
    pair.approve()
    device = pair.volunteer_created.device
    assert hub.revoke(pair.hub, device).state == "revoked"
    before = pair.hub.read(trust.devices)[device]
    assert hub.revoke(pair.hub, device).state == "revoked"
    assert pair.hub.read(trust.devices)[device] == before
    with pytest.raises(DeviceNotFound):
        hub.approve(pair.hub, device, words=words(pair))


def test_only_a_hub_does_this(pair: Pair) -> None:
    device = pair.volunteer_created.device
    attempts: list[Any] = [
        lambda: hub.invite(pair.volunteer, name="X"),
        lambda: hub.devices(pair.volunteer),
        lambda: hub.approve(pair.volunteer, device, words=""),
        lambda: hub.revoke(pair.volunteer, device),
        lambda: hub.preview(pair.volunteer, []),
        lambda: hub.import_files(pair.volunteer, []),
        lambda: hub.undo_import(pair.volunteer, "ab" * 16),
    ]
    for attempt in attempts:
        with pytest.raises(WrongRole):
            attempt()


def test_without_the_secret_of_the_invitation_nobody_enrols(pair: Pair) -> None:
    found = read(pair, hub.invite(pair.hub, name="Wanda").data)
    stranger = as_stranger(pair.volunteer)
    forged = enrol(stranger, invite=found.invite, secret=b"x" * 16)
    assert results(take(pair.hub, forged)) == [("quarantined", "bad-signature")]
    assert hub.devices(pair.hub) == ()
    # Nor with a secret, but for no invitation of this hub.
    other = as_stranger(pair.volunteer)
    made_up = enrol(other, invite="ab" * 16, secret=bytes.fromhex(found.secret))
    assert results(take(pair.hub, made_up)) == [("quarantined", "unknown-device")]
    # The invitation is still good for whom it was made.
    third = as_stranger(pair.volunteer)
    real = enrol(third, invite=found.invite, secret=bytes.fromhex(found.secret))
    assert results(take(pair.hub, real)) == [APPLIED]


def test_an_invitation_is_good_for_one_device(pair: Pair, tmp_path: Path) -> None:
    invited = hub.invite(pair.hub, name="Wanda", carriers=[pair.url])
    made = [
        workspaces.create_volunteer(
            tmp_path / name,
            invitation=invited.data,
            passphrase=PASSPHRASE,
            strength=WEAKEST,
            clock=pair.clock,
        )
        for name in ("first", "second")
    ]
    for one in made:
        sending.synchronise(one.workspace)
        sending.synchronise(pair.hub)
        one.workspace.lock()
    assert {row.device for row in hub.devices(pair.hub)} == {made[0].device}
    assert held(pair.hub) == [("quarantined", "invitation-used")]


def test_an_invitation_that_ran_out(pair: Pair) -> None:
    found = read(pair, hub.invite(pair.hub, name="Wanda").data)
    pair.clock.move(days=14 + 90, seconds=1)
    stranger = as_stranger(pair.volunteer)
    late = enrol(stranger, invite=found.invite, secret=bytes.fromhex(found.secret))
    assert results(take(pair.hub, late)) == [("quarantined", "invitation-expired")]
    assert hub.devices(pair.hub) == ()


def test_a_first_hand_over_that_lay_on_a_stick_for_weeks_still_waits_for_approval(
    pair: Pair,
) -> None:
    found = read(pair, hub.invite(pair.hub, name="Wanda").data)
    pair.clock.move(days=14 + 89)
    stranger = as_stranger(pair.volunteer)
    late = enrol(stranger, invite=found.invite, secret=bytes.fromhex(found.secret))
    assert results(take(pair.hub, late)) == [APPLIED]
    assert [row.state for row in hub.devices(pair.hub)] == ["waiting"]


def test_an_enrolment_is_the_first_of_its_chain(pair: Pair) -> None:
    found = read(pair, hub.invite(pair.hub, name="Wanda").data)
    stranger = as_stranger(pair.volunteer)
    stranger.seq, stranger.last = 1, "ab" * 32
    second = enrol(stranger, invite=found.invite, secret=bytes.fromhex(found.secret))
    assert results(take(pair.hub, second)) == [("quarantined", "unknown-device")]


def test_the_enrolment_of_another_key_is_refused(pair: Pair) -> None:
    """Signed by one key, enrolling another: nobody can speak for a key that they do not hold."""
    found = read(pair, hub.invite(pair.hub, name="Wanda").data)
    stranger = as_stranger(pair.volunteer)
    made = notices.make_enrolment(
        invite=found.invite,
        secret=bytes.fromhex(found.secret),
        signing=SigningKey.generate().public,
        recipient=HybridIdentity.generate().recipient,
    )
    sealed = stranger.next(notices.encode_enrolment(made), kind="enrol")
    assert results(take(pair.hub, sealed)) == [("quarantined", "bad-signature")]
    assert hub.devices(pair.hub) == ()


def test_the_same_enrolment_twice_is_one_device(pair: Pair) -> None:
    (first,) = open_bundles(pair.volunteer)
    assert first.data is not None
    assert results(take(pair.hub, first.data, first.data)) == [APPLIED, ("already-imported", None)]
    assert len(hub.devices(pair.hub)) == 1


def test_the_roster_names_the_hub_its_staff_and_that_device_only(
    pair: Pair, tmp_path: Path
) -> None:
    other = make_volunteer(tmp_path / "w", pair.hub_created, pair.clock, name="Wanda", url=pair.url)
    with other.workspace:
        sending.synchronise(other.workspace)
        pair.approve()
    stored = pair.volunteer.read(lambda c: trust.newest_document(c, "roster"))
    assert stored is not None
    signed = notices.SignedDocument(document=stored.document, signature=stored.signature)
    roster = notices.open_roster(signed, keyset=pair.volunteer.read(policy.current_keyset))
    assert {(e.device, e.role) for e in roster.entries} == {
        (pair.hub.device, "hub"),
        (pair.volunteer.device, "volunteer"),
    }
    assert {(p.name, p.role) for p in roster.people} == {
        ("Ann Coordinator", "safeguarding"),
        ("Vera Volunteer", "volunteer"),
    }
    assert "Wanda" not in stored.document
    assert meta(pair.volunteer, "approval") == "active"


def roster_of(pair: Pair) -> notices.Roster:
    stored = pair.volunteer.read(lambda c: trust.newest_document(c, "roster"))
    assert stored is not None
    signed = notices.SignedDocument(document=stored.document, signature=stored.signature)
    return notices.open_roster(signed, keyset=pair.volunteer.read(policy.current_keyset))


def test_the_last_roster_says_after_which_bundle_nothing_counts(pair: Pair) -> None:
    pair.approve()
    records.add(pair.volunteer, "family", {"known_as": "J."})
    pair.round_trip()
    before = roster_of(pair).version
    epoch = pair.volunteer.party.epoch
    high, _last = pair.volunteer.read(lambda c: exchange.end_of_chain(c, epoch=epoch, stream="hub"))
    hub.revoke(pair.hub, pair.volunteer.device)
    pair.round_trip()
    roster = roster_of(pair)
    assert roster.version == before + 1
    (own,) = (e for e in roster.entries if e.device == pair.volunteer.device)
    assert (own.state, own.revoked_after) == (
        "revoked",
        notices.RevokedAfter(epoch=epoch, seq=high),
    )
    assert meta(pair.volunteer, "approval") == "revoked"
    assert held(pair.hub) == []  # it has answered nothing that would have to be put aside


def test_a_device_that_was_never_approved_is_told_nothing(pair: Pair) -> None:
    sending.synchronise(pair.volunteer)
    sending.synchronise(pair.hub)
    hub.revoke(pair.hub, pair.volunteer.device)
    assert sending.synchronise(pair.hub).placed == 0
    assert open_bundles(pair.hub) == ()


def test_roles_on_the_roster() -> None:
    assert [enrolment._roster_role(r) for r in ("volunteer", "safeguarding", "staff", "new")] == [
        "volunteer",
        "safeguarding",
        "staff",
        "staff",
    ]
