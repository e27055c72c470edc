# SPDX-License-Identifier: Apache-2.0
"""A hub gets new keys while volunteers are away: nothing is lost, nobody is believed wrongly."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from desktop.crypto import keys
from desktop.crypto.signing import SigningKey
from desktop.errors import NotARootKey, WrongRole, WrongRootKey
from desktop.hub import keys_over_time
from desktop.operations import care, hub, hub_keys, records, sending
from desktop.storage import exchange, renewal, trust
from desktop.sync import bundle, notices, policy
from tests.pairs import Pair, a_pair, make_volunteer, open_bundles
from tests.sync.forged import as_hub, dump, held, objects, results, statuses, take, titles

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.operations.workspaces import Workspace
    from desktop.sync.notices import Keyset

APPLIED = ("imported", None)
SIGNING = [{}, {"signing": True}, {"stolen": True}]
WAYS = ["recipients", "signing", "stolen"]


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with a_pair(tmp_path) as made:
        made.round_trip()
        yield made


def root_key(pair: Pair) -> Path:
    return pair.hub_created.offline_files[0]


def rotate(pair: Pair, **how: bool) -> hub_keys.Rotated:
    pair.clock.move(minutes=1)
    return hub_keys.rotate(pair.hub, root_key=root_key(pair), **how)


def keyset(workspace: Workspace) -> Keyset:
    return workspace.read(policy.current_keyset)


def states(workspace: Workspace, audience: str) -> list[str]:
    return [e.state for e in keyset(workspace).recipients if e.audience == audience]


def add(workspace: Workspace, name: str) -> str:
    return records.add(workspace, "family", {"known_as": name}).record


def rounds(pair: Pair, number: int = 3) -> None:
    for _ in range(number):
        sending.synchronise(pair.volunteer)
        sending.synchronise(pair.hub)


def sealed_to(pair: Pair) -> set[str]:
    """Return the ids of the keys that the newest bundle of the volunteer is sealed to."""
    data = open_bundles(pair.volunteer)[-1].data or b""
    inner = bundle.open_outer(data, pair.hub.party.identities)
    return set(bundle.read_manifest(inner).manifest.to)


def test_new_keys_for_both_audiences_and_the_old_ones_retire(pair: Pair) -> None:
    before = keyset(pair.hub)
    rotated = rotate(pair)
    after = keyset(pair.hub)
    assert (rotated.version, rotated.devices, rotated.device) == (2, 1, pair.hub.device)
    assert after.version == before.version + 1
    assert after.previous == _sha256_of(pair.hub, 1)
    for audience in ("hub", "safeguarding"):
        assert states(pair.hub, audience) == ["retiring", "active"]
    assert states(pair.hub, "escrow") == ["active"]
    assert after.operational == before.operational
    assert len(pair.hub.party.identities) == 2
    found = hub_keys.keys(pair.hub)
    assert sorted((key.audience, key.state) for key in found) == [
        ("device", "active"),
        ("hub", "active"),
        ("hub", "retiring"),
        ("safeguarding", "active"),
        ("safeguarding", "retiring"),
    ]
    named = {entry.id: entry.state for entry in after.recipients}
    assert all(named[key.id] == key.state for key in found if key.audience != "device")
    assert care.examine(pair.hub).ok


def test_devices_seal_to_the_new_key_and_escrow_alone(pair: Pair) -> None:
    def named(state: str) -> set[str]:
        entries = keyset(pair.hub).recipients
        return {e.id for e in entries if e.state == state and e.audience != "safeguarding"}

    add(pair.volunteer, "before")
    sending.synchronise(pair.volunteer)
    before = named("active")
    assert sealed_to(pair) == before
    rotate(pair)
    add(pair.volunteer, "before it was heard of")
    sending.synchronise(pair.volunteer)
    sending.synchronise(pair.hub)
    sending.synchronise(pair.volunteer)
    add(pair.volunteer, "after")
    sending.synchronise(pair.volunteer)
    assert sealed_to(pair) == named("active") != before
    assert not sealed_to(pair) & named("retiring")


@pytest.mark.parametrize("how", SIGNING, ids=WAYS)
def test_a_volunteer_who_is_invited_afterwards(
    tmp_path: Path, pair: Pair, how: dict[str, bool]
) -> None:
    rotate(pair, **how)
    made = make_volunteer(tmp_path / "new", pair.hub_created, pair.clock, name="New", url=pair.url)
    assert made.hub_words == pair.hub_created.words
    with made.workspace as workspace:
        add(workspace, "of the new one")
        sending.synchronise(workspace)
        sending.synchronise(pair.hub)
        hub.approve(pair.hub, made.device, words=" ".join(made.words))
        for side in (pair.hub, workspace, pair.hub, workspace):
            sending.synchronise(side)
        assert sending.status(workspace).approved
        assert records.list_records(workspace)[0].state == "received"
        assert held(workspace) == []


def _sha256_of(workspace: Workspace, version: int) -> str:
    def work(connection: Any) -> str:
        row = connection.exec_driver_sql(
            "SELECT document, signature FROM document WHERE kind = 'keyset' AND version = ?",
            (version,),
        ).one()
        return notices.SignedDocument(document=row[0], signature=row[1]).sha256

    return workspace.read(work)


@pytest.mark.parametrize("how", SIGNING, ids=WAYS)
def test_both_sides_go_on_as_if_nothing_had_happened(pair: Pair, how: dict[str, bool]) -> None:
    add(pair.volunteer, "before")
    rotate(pair, **how)
    rounds(pair)
    assert keyset(pair.volunteer).version == 2
    record = add(pair.volunteer, "after")
    rounds(pair, 1)
    active = {e.id for e in keyset(pair.hub).recipients if e.state == "active"}
    assert titles(pair.hub) == ["after", "before"]
    rounds(pair)
    assert records.show(pair.volunteer, record).state == "received"
    records.mark_read(pair.hub, record)
    rounds(pair)
    assert records.show(pair.volunteer, record).state == "read"
    assert {e.id for e in keyset(pair.volunteer).recipients if e.state == "active"} == active
    assert held(pair.volunteer) == held(pair.hub) == []
    assert sending.status(pair.hub).unsent + sending.status(pair.hub).handed_over == 0


@pytest.mark.parametrize("how", SIGNING, ids=WAYS)
def test_a_volunteer_who_was_away_meanwhile_loses_nothing(pair: Pair, how: dict[str, bool]) -> None:
    """Bundles both ways were sealed with the old keys, twice over, and the carrier has them."""
    early = add(pair.volunteer, "early")
    rounds(pair)
    add(pair.volunteer, "placed before")
    sending.synchronise(pair.volunteer)
    records.amend(pair.hub, early, {"known_as": "early, amended"}, reason="news")
    records.mark_read(pair.hub, early)
    sending.synchronise(pair.hub)  # sealed with the old key, and placed
    records.amend(pair.hub, early, {"known_as": "early, amended twice"}, reason="more news")
    rotate(pair, **how)
    rotate(pair, **how)
    add(pair.volunteer, "written while away")
    rounds(pair, 4)
    expected = ["early, amended twice", "placed before", "written while away"]
    assert titles(pair.hub) == titles(pair.volunteer) == expected
    assert keyset(pair.volunteer).version == 3
    for row in records.list_records(pair.volunteer):
        assert row.state in ("received", "read"), row
    assert sending.status(pair.volunteer).approved
    assert sending.status(pair.hub).unsent + sending.status(pair.hub).handed_over == 0


@pytest.mark.parametrize("how", SIGNING, ids=WAYS)
def test_the_bundles_come_one_by_one_in_the_wrong_order(pair: Pair, how: dict[str, bool]) -> None:
    early = add(pair.volunteer, "early")
    rounds(pair)
    records.amend(pair.hub, early, {"known_as": "amended"}, reason="news")
    sending.synchronise(pair.hub)
    rotate(pair, **how)
    records.amend(pair.hub, early, {"known_as": "amended twice"}, reason="news")
    sending.synchronise(pair.hub)
    mailbox = sorted(objects(pair.carrier, "to").items())
    for _path, data in reversed(mailbox):
        take(pair.volunteer, data)
    for _path, data in mailbox:
        take(pair.volunteer, data)
    assert titles(pair.volunteer) == ["amended twice"]
    assert keyset(pair.volunteer).version == 2
    rounds(pair, 4)
    assert sending.status(pair.hub).handed_over == 0


@pytest.mark.parametrize("how", SIGNING, ids=WAYS)
def test_devices_invited_before_and_approved_after(
    tmp_path: Path, pair: Pair, how: dict[str, bool]
) -> None:
    late = make_volunteer(
        tmp_path / "late", pair.hub_created, pair.clock, name="Late", url=pair.url
    )
    with late.workspace as workspace:
        add(workspace, "of the late one")
        sending.synchronise(workspace)
        rotate(pair, **how)
        sending.synchronise(pair.hub)
        hub.approve(pair.hub, late.device, words=" ".join(late.words))
        for _ in range(3):
            sending.synchronise(pair.hub)
            sending.synchronise(workspace)
        assert sending.status(workspace).approved
        assert keyset(workspace).version == 2
        assert records.list_records(workspace)[0].state == "received"
        assert titles(pair.hub) == ["of the late one"]


def test_a_new_signing_key_is_another_sender(pair: Pair) -> None:
    old = pair.hub.device
    rotated = rotate(pair, signing=True)
    assert rotated.device == pair.hub.device != old
    assert pair.hub.party.device == rotated.device
    assert keys.device_id(pair.hub.party.signing.public) == rotated.device
    assert [e.state for e in keyset(pair.hub).operational] == ["retiring", "active"]
    assert secret_of(pair.hub, old) == bytes(32)
    rounds(pair)
    known = pair.volunteer.read(trust.devices)
    assert known[old].state == known[rotated.device].state == "approved"


def secret_of(workspace: Workspace, key_id: str) -> bytes:
    def work(connection: Any) -> bytes:
        found = connection.exec_driver_sql("SELECT secret FROM secret_key WHERE id = ?", (key_id,))
        return bytes(found.scalar_one())

    return workspace.read(work)


def test_what_a_stolen_key_signs_counts_no_more(pair: Pair) -> None:
    thief = as_hub(pair.hub, pair.volunteer)
    stolen = rotate(pair, stolen=True)
    assert [e.state for e in keyset(pair.hub).operational] == ["retired", "active"]
    rounds(pair)
    (outcome,) = results(take(pair.volunteer, thief.next(thief.write("false"))))
    assert outcome == ("quarantined", "revoked-device")
    assert "false" not in titles(pair.volunteer)
    assert pair.volunteer.read(trust.devices)[stolen.device].state == "approved"


def test_a_thief_cannot_bring_the_old_keyset_back(pair: Pair) -> None:
    """Neither as the hub nor as an unknown sender, and not with a root key of his own."""
    old = pair.hub.read(lambda c: trust.newest_document(c, "keyset"))
    assert old is not None
    thief = as_hub(pair.hub, pair.volunteer)
    rotate(pair)
    rounds(pair)
    assert keyset(pair.volunteer).version == 2
    body = _keyset_body(old.document, old.signature)
    from_hub = as_hub(pair.hub, pair.volunteer)
    line = from_hub.write(kind="keyset", body=body)
    assert results(take(pair.volunteer, from_hub.next(line))) == [APPLIED]
    assert keyset(pair.volunteer).version == 2
    stranger = thief.fork()
    stranger.signing, stranger.seq, stranger.last = SigningKey.generate(), 0, "0" * 64
    own = notices.sign_keyset(SigningKey.generate(), _naming(keyset(pair.hub), stranger.signing))
    again = stranger.write(kind="keyset", body=_keyset_body(own.document, own.signature))
    outcome = results(take(pair.volunteer, stranger.next(again)))
    assert outcome == [("quarantined", "unknown-device")]
    assert keyset(pair.volunteer).version == 2


def _keyset_body(document: str, signature: str) -> bytes:
    from desktop.records import control

    return control.encode(control.Keyset(document=document, signature=signature))


def _naming(found: Keyset, signing: SigningKey) -> Keyset:
    import msgspec

    from desktop.sync import fields

    extra = notices.OperationalKey(key=fields.to_base64(signing.public), state="active")
    return msgspec.structs.replace(
        found, version=9, operational=(*found.operational, extra), previous="1" * 64
    )


def test_a_strangers_bundle_without_a_keyset_stays_unknown(pair: Pair) -> None:
    sender = as_hub(pair.hub, pair.volunteer)
    sender.signing, sender.seq, sender.last = SigningKey.generate(), 0, "0" * 64
    for made in (
        sender.next(sender.write("x")),
        sender.next(b"not json"),
        sender.next(kind="receipt"),
    ):
        assert results(take(pair.volunteer, made)) == [("quarantined", "unknown-device")]


@pytest.mark.parametrize("how", SIGNING, ids=WAYS)
def test_the_root_key_of_another_hub_changes_nothing(
    tmp_path: Path, pair: Pair, how: dict[str, bool]
) -> None:
    wrong = tmp_path / "root-key.txt"
    wrong.write_text(SigningKey.generate().to_openssh(), encoding="ascii")
    before = dump(pair.hub)
    with pytest.raises(WrongRootKey):
        hub_keys.rotate(pair.hub, root_key=wrong, **how)
    with pytest.raises(WrongRootKey):
        hub_keys.retire(pair.hub, root_key=wrong)
    assert dump(pair.hub) == before
    assert len(hub_keys.keys(pair.hub)) == 3


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"not a key\n", b"x" * 70_000])
def test_a_file_without_a_root_key(tmp_path: Path, pair: Pair, content: bytes) -> None:
    wrong = tmp_path / "root-key.txt"
    wrong.write_bytes(content)
    with pytest.raises(NotARootKey, match=r"root-key\.txt"):
        hub_keys.rotate(pair.hub, root_key=wrong)


def test_a_root_key_that_was_copied_with_other_line_ends(tmp_path: Path, pair: Pair) -> None:
    copied = tmp_path / "copied.txt"
    copied.write_bytes(b"\xef\xbb\xbf" + root_key(pair).read_bytes().replace(b"\n", b"\r\n"))
    assert hub_keys.rotate(pair.hub, root_key=copied).version == 2


def test_only_a_hub_has_such_keys(pair: Pair) -> None:
    for act in (
        lambda: hub_keys.rotate(pair.volunteer, root_key=root_key(pair)),
        lambda: hub_keys.retire(pair.volunteer),
        lambda: hub_keys.keys(pair.volunteer),
    ):
        with pytest.raises(WrongRole):
            act()


def test_whoever_cannot_read_the_concerns_cannot_rotate(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pair.hub.secrets(), "_concerns", None)
    before = dump(pair.hub)
    with pytest.raises(WrongRole):
        rotate(pair)
    assert dump(pair.hub) == before


def test_stopped_between_the_two_databases_it_can_be_done_again(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first leaves a key that nobody seals to; the second does everything."""

    def stop(*_args: object, **_named: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(keys_over_time, "_rotate", stop)
        with pytest.raises(KeyboardInterrupt):
            rotate(pair)
    assert keyset(pair.hub).version == 1
    rotate(pair)
    assert states(pair.hub, "safeguarding") == ["retiring", "active"]
    found = [key for key in hub_keys.keys(pair.hub) if key.audience == "safeguarding"]
    named = {e.id: e.state for e in keyset(pair.hub).recipients}
    assert sorted(named[key.id] for key in found) == ["active", "retiring"]


def test_stopped_before_the_second_database_knows(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It still opens with everything; deleting old keys catches up with it first."""

    def stop(*_args: object, **_named: object) -> None:
        raise KeyboardInterrupt

    reload = pair.hub.reload
    with monkeypatch.context() as patch:
        patch.setattr(pair.hub, "reload", stop)
        with pytest.raises(KeyboardInterrupt):
            rotate(pair)
    reload()
    assert keyset(pair.hub).version == 2
    assert hub_keys.retire(pair.hub).keys == ()
    found = [key.state for key in hub_keys.keys(pair.hub) if key.audience == "safeguarding"]
    assert sorted(found) == ["active", "retiring"]
    pair.clock.move(days=365)
    assert len(hub_keys.retire(pair.hub).keys) == 2


def test_retiring_keys_are_deleted_after_twelve_months(pair: Pair) -> None:
    (old,) = [e.id for e in keyset(pair.hub).recipients if e.audience == "hub"]
    rotate(pair, signing=True)
    rounds(pair)
    pair.clock.move(days=364)
    assert hub_keys.retire(pair.hub) == hub_keys.Retired((), None)
    assert hub_keys.due(pair.hub).to_go == ()
    assert _check(pair, "old-keys").ok
    pair.clock.move(days=1)
    assert sorted(key.audience for key in hub_keys.due(pair.hub).to_go) == ["hub", "safeguarding"]
    assert not _check(pair, "old-keys").ok
    retired = hub_keys.retire(pair.hub)
    assert sorted(key.audience for key in retired.keys) == ["hub", "safeguarding"]
    assert retired.version is None
    assert secret_of(pair.hub, old) == bytes(32)
    assert len(pair.hub.party.identities) == 1
    assert sorted(key.state for key in hub_keys.keys(pair.hub)) == ["active"] * 3
    assert hub_keys.retire(pair.hub).keys == ()
    assert _check(pair, "old-keys").ok
    add(pair.volunteer, "still works")
    rounds(pair)
    assert titles(pair.hub) == ["still works"]


def test_everybody_is_told_what_is_retired(pair: Pair) -> None:
    old_device = pair.hub.device
    rotate(pair, signing=True)
    pair.clock.move(days=366)
    retired = hub_keys.retire(pair.hub, root_key=root_key(pair))
    assert retired.version == 3
    for audience in ("hub", "safeguarding"):
        assert states(pair.hub, audience) == ["retired", "active"]
    assert [e.state for e in keyset(pair.hub).operational] == ["retired", "active"]
    rounds(pair, 4)
    assert keyset(pair.volunteer).version == 3
    assert pair.volunteer.read(trust.devices)[old_device].state == "revoked"
    rotate(pair)
    assert states(pair.hub, "hub") == ["retired", "retiring", "active"]


def test_a_later_rotation_says_what_was_deleted_without_the_root_key(pair: Pair) -> None:
    rotate(pair)
    pair.clock.move(days=366)
    hub_keys.retire(pair.hub)
    assert states(pair.hub, "hub") == ["retiring", "active"]
    rotate(pair)
    assert states(pair.hub, "hub") == ["retired", "retiring", "active"]
    assert states(pair.hub, "safeguarding") == ["retired", "retiring", "active"]


def test_what_was_sealed_to_a_deleted_key_is_left_alone(pair: Pair) -> None:
    add(pair.volunteer, "very late")
    sending.synchronise(pair.volunteer)
    (bundle,) = objects(pair.carrier, "to-hub").values()
    rotate(pair)
    pair.clock.move(days=366)
    hub_keys.retire(pair.hub)
    assert results(take(pair.hub, bundle)) == [("quarantined", "not-for-us")]
    assert held(pair.hub) == []


def _check(pair: Pair, name: str) -> care.Check:
    return next(check for check in care.examine(pair.hub).checks if check.check == name)


def test_the_doctor_says_when_new_keys_are_due(pair: Pair) -> None:
    assert _check(pair, "hub-keys").ok
    pair.clock.move(days=366)
    due = _check(pair, "hub-keys")
    assert not due.ok
    assert due.advisory
    assert "hub rotate" in due.detail
    rotate(pair)
    assert _check(pair, "hub-keys").ok is False  # the key that signs is as old
    rotate(pair, signing=True)
    assert _check(pair, "hub-keys").ok


def test_a_device_that_was_switched_off_still_hears_of_what_counted(pair: Pair) -> None:
    add(pair.volunteer, "in time")
    sending.synchronise(pair.volunteer)
    sending.synchronise(pair.hub)
    hub.revoke(pair.hub, pair.volunteer.device)
    rotate(pair, stolen=True)
    sending.synchronise(pair.hub)
    sending.synchronise(pair.volunteer)
    assert records.list_records(pair.volunteer)[0].state == "received"


def test_late_bundles_of_a_revoked_device_before_and_after_the_cut_off(pair: Pair) -> None:
    """Those before it are applied whenever they come; those after it are kept for a person."""
    device = pair.volunteer.device
    for name in ("1.", "2.", "3."):
        add(pair.volunteer, name)
        sending.synchronise(pair.volunteer)
    bundles = objects(pair.carrier, "to-hub")
    first, second, third = (b.data for b in open_bundles(pair.volunteer)[-3:])
    assert {first, second, third} <= set(bundles.values())
    shutil.rmtree(pair.carrier / "to-hub")
    take(pair.hub, second or b"")  # it waits for the first: so far the device had got
    hub.revoke(pair.hub, device)
    rotate(pair)
    assert results(take(pair.hub, third or b"")) == [("quarantined", "revoked-device")]
    assert ("imported", None) in results(take(pair.hub, first or b""))
    assert titles(pair.hub) == ["1.", "2."]
    assert ("quarantined", "revoked-device") in held(pair.hub)
    assert [s for s in statuses(pair.hub, device) if s[1] == "quarantined"] != []


def test_an_older_copy_of_a_hub_seals_nothing_in_its_old_epoch(pair: Pair) -> None:
    """Its numbers may be in use; with a new key it begins anew, and everybody understands it."""
    early = add(pair.volunteer, "early")
    rounds(pair)
    records.amend(pair.hub, early, {"known_as": "amended"}, reason="news")
    pair.hub.write(lambda c: renewal.note_older_copy(c, now=pair.hub.now()))
    sealed = pair.hub.read(exchange.open_bundles)
    rotated = rotate(pair, signing=True)
    assert pair.hub.read(exchange.open_bundles) == sealed
    assert rotated.version == 1 + keys_over_time.AFTER_RESTORING
    rounds(pair, 4)
    assert titles(pair.volunteer) == ["amended"]
    assert keyset(pair.volunteer).version == rotated.version
