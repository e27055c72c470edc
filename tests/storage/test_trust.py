# SPDX-License-Identifier: Apache-2.0
"""Who is known: own keys, people, devices, invitations and accepted notices."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import IntegrityError

from desktop.storage import trust
from desktop.storage.trust import (
    IssuedInvitation,
    KnownDevice,
    KnownPerson,
    SecretKey,
    StoredDocument,
)
from tests.storage.notes import ANN, AT, LATER, VERA, forgotten
from tests.storage.samples import make

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.storage.database import Connection

DEVICE = KnownDevice(
    id="d1" * 16,
    person=VERA,
    role="volunteer",
    signing=bytes(32),
    recipient=bytes(1216),
    state="waiting",
    mailbox="m" * 26,
    revoked_after=None,
    enrolled_at=LATER,
)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    database = make(tmp_path / "records.db")
    with forgotten(database) as connection:
        yield connection
    database.close()


def test_settings_are_kept_and_replaced(connection: Connection) -> None:
    assert trust.get_meta(connection, "hub") is None
    trust.set_meta(connection, "hub", "one")
    trust.set_meta(connection, "hub", "two")
    assert trust.get_meta(connection, "hub") == "two"
    assert trust.all_meta(connection)["hub"] == "two"
    assert trust.all_meta(connection)["role"] == "volunteer"


def test_keys_are_given_by_purpose_oldest_first_without_the_retired(
    connection: Connection,
) -> None:
    new = SecretKey("new", "recipient", "hub", b"\x01" * 32, "active", LATER)
    old = SecretKey("old", "recipient", "hub", b"\x02" * 32, "retiring", AT)
    gone = SecretKey("gone", "recipient", "hub", b"\x03" * 32, "retired", AT)
    own = SecretKey("own", "signing", "device", b"\x04" * 32, "active", AT)
    for key in (new, old, gone, own):
        trust.add_key(connection, key)
    assert trust.keys(connection, purpose="recipient") == (old, new)
    assert trust.keys(connection, purpose="signing") == (own,)
    with pytest.raises(IntegrityError):
        trust.add_key(connection, new)


def test_secrets_do_not_show_in_a_repr() -> None:
    key = SecretKey("own", "signing", "device", b"hush" * 8, "active", AT)
    invitation = IssuedInvitation("i", VERA, b"hush" * 8, "m", LATER, None)
    for item in (key, invitation):
        assert "hush" not in repr(item)
        assert item.id in repr(item)


def test_people_are_brought_up_to_date(connection: Connection) -> None:
    trust.put_person(connection, KnownPerson(VERA, "Vera", "volunteer"))
    trust.put_person(connection, KnownPerson(ANN, "Ann", "staff"))
    trust.put_person(connection, KnownPerson(VERA, "Vera V.", "staff"))
    assert trust.people(connection) == {
        VERA: KnownPerson(VERA, "Vera V.", "staff"),
        ANN: KnownPerson(ANN, "Ann", "staff"),
    }


def test_devices_are_replaced_and_listed_in_the_order_of_enrolment(connection: Connection) -> None:
    early = replace(DEVICE, id="d2" * 16, enrolled_at=AT)
    trust.put_device(connection, DEVICE)
    trust.put_device(connection, early)
    revoked = replace(DEVICE, state="revoked", revoked_after={"e" * 16: 7})
    trust.put_device(connection, revoked)
    assert trust.devices(connection) == {early.id: early, DEVICE.id: revoked}
    assert list(trust.devices(connection)) == [early.id, DEVICE.id]


def test_an_invitation_is_used_by_one_device(connection: Connection) -> None:
    trust.put_person(connection, KnownPerson(VERA, "Vera", "volunteer"))
    item = IssuedInvitation("i" * 32, VERA, b"s" * 32, "m" * 26, LATER, None)
    trust.add_invitation(connection, item)
    assert trust.find_invitation(connection, item.id) == item
    trust.use_invitation(connection, item.id, by=DEVICE.id)
    assert trust.find_invitation(connection, item.id) == replace(item, used_by=DEVICE.id)
    assert trust.find_invitation(connection, "unknown") is None
    with pytest.raises(IntegrityError):
        trust.add_invitation(connection, replace(item, id="other", person="nobody"))


def test_the_newest_notice_of_a_kind_is_the_one_in_force(connection: Connection) -> None:
    assert trust.newest_document(connection, "roster") is None
    for version in (2, 10, 9):
        trust.put_document(connection, StoredDocument("roster", version, f"v{version}", "s"))
    trust.put_document(connection, StoredDocument("keyset", 11, "k", "s"))
    assert trust.newest_document(connection, "roster") == StoredDocument("roster", 10, "v10", "s")
    trust.put_document(connection, StoredDocument("roster", 10, "again", "s"))
    newest = trust.newest_document(connection, "roster")
    assert newest is not None
    assert newest.document == "again"
