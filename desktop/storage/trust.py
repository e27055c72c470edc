# SPDX-License-Identifier: Apache-2.0
"""Who is known: own keys, people, devices, invitations, and the signed notices accepted so far."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import select, text

from desktop.crypto import keys as keys_of
from desktop.storage.tables import device, document, invitation, meta, person, secret_key

if TYPE_CHECKING:
    from desktop.crypto.age import HybridIdentity
    from desktop.storage.database import Connection

SECRET_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class SecretKey:
    """One private key of this workspace: a 32-byte seed. Its repr reveals nothing."""

    id: str
    purpose: str
    audience: str
    secret: bytes
    state: str
    made_at: str

    def __repr__(self) -> str:
        return f"SecretKey(id={self.id!r}, purpose={self.purpose!r})"

    @classmethod
    def recipient(cls, identity: HybridIdentity, *, audience: str, made_at: str) -> SecretKey:
        """Return the key of an identity as it is kept: active, to open what is sealed to it."""
        return cls(
            id=keys_of.recipient_id(identity.recipient.key),
            purpose="recipient",
            audience=audience,
            secret=identity.seed,
            state="active",
            made_at=made_at,
        )


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person: volunteer, staff or safeguarding."""

    id: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class KnownDevice:
    """A device that enrolled: its keys, its person, and whether it was approved.

    ``revoked_after`` maps an epoch to the highest number that still counts.
    """

    id: str
    person: str
    role: str
    signing: bytes
    recipient: bytes
    state: str
    mailbox: str
    revoked_after: dict[str, int] | None
    enrolled_at: str

    @property
    def may_be_sent_to(self) -> bool:
        """Whether bundles for it may be sealed and placed.

        It is approved, or it was: a device that was switched off is told so, and hears of what
        it had sealed before. One that was never approved is told nothing.
        """
        return self.state == "approved" or bool(self.revoked_after)


@dataclass(frozen=True, slots=True)
class IssuedInvitation:
    """An invitation that this hub wrote; ``secret`` is what the device proves to know."""

    id: str
    person: str
    secret: bytes
    mailbox: str
    expires: str
    used_by: str | None

    def __repr__(self) -> str:
        return f"IssuedInvitation(id={self.id!r})"


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A signed notice (keyset, roster, programme) as it was accepted."""

    kind: str
    version: int
    document: str
    signature: str


def get_meta(connection: Connection, key: str) -> str | None:
    """Return one setting of the workspace, or None."""
    return connection.execute(select(meta.c.value).where(meta.c.key == key)).scalar()


def all_meta(connection: Connection) -> dict[str, str]:
    """Return all settings of the workspace."""
    return {row.key: row.value for row in connection.execute(select(meta))}


def set_meta(connection: Connection, key: str, value: str) -> None:
    """Set one setting of the workspace."""
    connection.execute(meta.delete().where(meta.c.key == key))
    connection.execute(meta.insert(), {"key": key, "value": value})


def forget_meta(connection: Connection, key: str) -> None:
    """Take one setting of the workspace away, if it is there."""
    connection.execute(meta.delete().where(meta.c.key == key))


def add_key(connection: Connection, item: SecretKey) -> None:
    """Keep a private key."""
    connection.execute(
        secret_key.insert(), {name: getattr(item, name) for name in SecretKey.__slots__}
    )


def keys(connection: Connection, *, purpose: str) -> tuple[SecretKey, ...]:
    """Return the private keys for a purpose (signing, recipient) that are not retired."""
    rows = connection.execute(
        select(secret_key)
        .where(secret_key.c.purpose == purpose, secret_key.c.state != "retired")
        .order_by(secret_key.c.made_at)
    )
    return tuple(SecretKey(**{n: getattr(r, n) for n in SecretKey.__slots__}) for r in rows)


def set_key_state(connection: Connection, key_id: str, state: str) -> None:
    """Change the state of a private key to ``active`` or ``retiring``; both still open bundles."""
    connection.execute(secret_key.update().where(secret_key.c.id == key_id).values(state=state))


def retire_key(connection: Connection, key_id: str) -> None:
    """Give up a private key: its secret is overwritten, and only its name stays."""
    connection.execute(
        secret_key.update()
        .where(secret_key.c.id == key_id)
        .values(state="retired", secret=bytes(SECRET_BYTES))
    )


def retired_keys(connection: Connection) -> frozenset[str]:
    """Return the ids of the private keys that were given up."""
    rows = connection.execute(select(secret_key.c.id).where(secret_key.c.state == "retired"))
    return frozenset(rows.scalars())


def put_person(connection: Connection, item: KnownPerson) -> None:
    """Add a person or bring the name and role up to date."""
    connection.execute(
        text(
            "INSERT INTO person (id, name, role) VALUES (:id, :name, :role)"
            " ON CONFLICT (id) DO UPDATE SET name = :name, role = :role"
        ),
        {"id": item.id, "name": item.name, "role": item.role},
    )


def people(connection: Connection) -> dict[str, KnownPerson]:
    """Return the known people by id."""
    return {
        row.id: KnownPerson(row.id, row.name, row.role)
        for row in connection.execute(select(person))
    }


def put_device(connection: Connection, item: KnownDevice) -> None:
    """Add a device or replace what is known of it."""
    values = {name: getattr(item, name) for name in KnownDevice.__slots__}
    values["revoked_after"] = (
        None if item.revoked_after is None else json.dumps(item.revoked_after, sort_keys=True)
    )
    connection.execute(device.delete().where(device.c.id == item.id))
    connection.execute(device.insert(), values)


def devices(connection: Connection) -> dict[str, KnownDevice]:
    """Return the known devices by id, in the order of enrolment."""
    found: dict[str, KnownDevice] = {}
    for row in connection.execute(select(device).order_by(device.c.enrolled_at, device.c.id)):
        values = {name: getattr(row, name) for name in KnownDevice.__slots__}
        if values["revoked_after"] is not None:
            values["revoked_after"] = json.loads(values["revoked_after"])
        found[row.id] = KnownDevice(**values)
    return found


def add_invitation(connection: Connection, item: IssuedInvitation) -> None:
    """Keep an invitation that was issued."""
    connection.execute(
        invitation.insert(), {name: getattr(item, name) for name in IssuedInvitation.__slots__}
    )


def find_invitation(connection: Connection, invitation_id: str) -> IssuedInvitation | None:
    """Return an issued invitation, or None."""
    row = connection.execute(select(invitation).where(invitation.c.id == invitation_id)).first()
    if row is None:
        return None
    return IssuedInvitation(**{n: getattr(row, n) for n in IssuedInvitation.__slots__})


def use_invitation(connection: Connection, invitation_id: str, *, by: str) -> None:
    """Note that device ``by`` used an invitation."""
    connection.execute(
        invitation.update().where(invitation.c.id == invitation_id).values(used_by=by)
    )


def open_invitations(connection: Connection) -> tuple[IssuedInvitation, ...]:
    """Return the invitations that no device has used, those that run out first before others."""
    rows = connection.execute(
        select(invitation)
        .where(invitation.c.used_by.is_(None))
        .order_by(invitation.c.expires, invitation.c.id)
    )
    return tuple(
        IssuedInvitation(**{n: getattr(row, n) for n in IssuedInvitation.__slots__}) for row in rows
    )


def withdraw_invitation(connection: Connection, invitation_id: str) -> bool:
    """Forget an invitation that no device has used; return whether there was one."""
    done = connection.execute(
        invitation.delete().where(invitation.c.id == invitation_id, invitation.c.used_by.is_(None))
    )
    return done.rowcount > 0


def put_document(connection: Connection, item: StoredDocument) -> None:
    """Keep a signed notice that was accepted."""
    connection.execute(
        document.insert().prefix_with("OR REPLACE"),
        {name: getattr(item, name) for name in StoredDocument.__slots__},
    )


def newest_document(connection: Connection, kind: str) -> StoredDocument | None:
    """Return the newest accepted notice of a kind, or None."""
    row = connection.execute(
        select(document).where(document.c.kind == kind).order_by(document.c.version.desc()).limit(1)
    ).first()
    if row is None:
        return None
    return StoredDocument(**{n: getattr(row, n) for n in StoredDocument.__slots__})
