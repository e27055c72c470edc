# SPDX-License-Identifier: Apache-2.0
"""New keys for a hub while volunteers go on working: rotate, retire, and what is due.

The root key, which is kept away from the computer, signs a keyset that names every key of the hub
with its state. Devices encrypt to what is ``active``; the hub opens with what is ``active`` or
``retiring``; of what is ``retired`` only the name is left. Must not know files or windows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, Literal

import msgspec

from desktop.crypto import keys
from desktop.crypto.age import HybridIdentity
from desktop.crypto.signing import SigningKey
from desktop.errors import WrongRootKey
from desktop.hub import enrolment
from desktop.storage import exchange, renewal, trust
from desktop.storage.trust import SecretKey, StoredDocument
from desktop.sync import fields, notices, outgoing, policy
from desktop.workspace import timestamp

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from desktop.storage.database import Connection, Database
    from desktop.storage.trust import KnownDevice
    from desktop.sync.documents import KeyState
    from desktop.sync.notices import Keyset
    from desktop.workspace import Workspace

#: How long a key that was replaced still opens what volunteers had sealed to it.
KEPT_FOR: Final = timedelta(days=365)
#: How old the hub's own keys may become before new ones are due.
GOOD_FOR: Final = timedelta(days=365)
#: A hub that was restored does not know which versions it had published since its backup.
AFTER_RESTORING: Final = 1000

_SINCE: Final = "retiring_since:"
_RESTORED: Final = frozenset({renewal.RESTORED, renewal.COPIED})
NEW_SIGNING_KEY: Final = "new-signing-key"

Audience = Literal["hub", "safeguarding"]
AUDIENCES: Final[tuple[Audience, ...]] = ("hub", "safeguarding")


@dataclass(frozen=True, slots=True)
class Rotated:
    """What rotating did.

    Attributes:
        version: of the new keyset.
        devices: how many devices it is queued for.
        device: id of the key that the hub signs with now.
    """

    version: int
    devices: int
    device: str


@dataclass(frozen=True, slots=True)
class HubKey:
    """One private key of the hub.

    Attributes:
        id: as the keyset names it.
        audience: ``hub``, ``safeguarding`` or ``device`` (the key that signs).
        state: ``active`` or ``retiring``.
        made_at: when it was made.
        retiring_since: when it was replaced; None while it is active.
    """

    id: str
    audience: str
    state: str
    made_at: str
    retiring_since: str | None

    def may_go(self, now: datetime) -> bool:
        """Whether it was replaced long enough ago to be deleted."""
        return self.retiring_since is not None and _age(self.retiring_since, now) >= KEPT_FOR


@dataclass(frozen=True)
class _NewKeys:
    """Keys that a rotation brings. ``signing`` is None when the hub goes on signing as before."""

    identities: Mapping[Audience, HybridIdentity]
    signing: SigningKey | None
    stolen: bool
    gone: frozenset[str]  # deleted keys of the second database


def rotate(
    workspace: Workspace,
    concerns: Database,
    root: SigningKey,
    *,
    signing: bool = False,
    stolen: bool = False,
) -> Rotated:
    """Make new keys for the hub and queue the keyset that names them for every device.

    Nothing that is on its way is lost. The old keys go on opening what was sealed to them. With
    ``signing`` the hub also signs with a new key from now on; what the old one has signed counts
    until it is retired. With ``stolen`` it is retired at once, and what devices have not applied
    yet is sealed again.

    Raises:
        WrongRootKey: ``root`` is not the root key of this hub; nothing was changed.
        DiskFull, ReadOnly, DeviceGone, WorkspaceLocked: doing it again is harmless.
    """
    require_root(workspace, root)
    with concerns.read() as connection:
        gone = trust.retired_keys(connection)
    made = _NewKeys(
        identities={audience: HybridIdentity.generate() for audience in AUDIENCES},
        signing=SigningKey.generate() if signing or stolen else None,
        stolen=stolen,
        gone=gone,
    )
    at = workspace.now()
    # Before any device can seal to it; without the keyset nobody ever does.
    with concerns.write() as connection:
        trust.add_key(
            connection,
            SecretKey.recipient(
                made.identities["safeguarding"], audience="safeguarding", made_at=at
            ),
        )
    rotated = workspace.write_and_reload(
        lambda connection: _rotate(connection, workspace, root, made, at=at)
    )
    keyset = workspace.read(policy.current_keyset)
    with concerns.write() as connection:
        follow(connection, keyset, at=at)
    return rotated


def require_root(workspace: Workspace, root: SigningKey) -> None:
    """Raise WrongRootKey unless ``root`` is the root key of this hub."""
    workspace.read(lambda connection: _require_root(connection, root))


def _require_root(connection: Connection, root: SigningKey) -> None:
    if (trust.get_meta(connection, "root") or "") != root.public.hex():
        raise WrongRootKey


def _rotate(
    connection: Connection, workspace: Workspace, root: SigningKey, made: _NewKeys, *, at: str
) -> Rotated:
    _require_root(connection, root)
    told = [device for device in trust.devices(connection).values() if _is_told(device)]
    if made.signing is not None:
        _seal_with_the_old_key(connection, workspace, made, told)
    trust.add_key(
        connection, SecretKey.recipient(made.identities["hub"], audience="hub", made_at=at)
    )
    before = policy.current_keyset(connection)
    keyset = _next_keyset(connection, before, made)
    _publish(connection, root, keyset, at=at)
    enrolment.send_keyset(connection, workspace, [device.id for device in told])
    device = workspace.device
    if made.signing is not None:
        device = _change_signing(connection, workspace, made, told, at=at)
    return Rotated(version=keyset.version, devices=len(told), device=device)


def _change_signing(
    connection: Connection,
    workspace: Workspace,
    made: _NewKeys,
    told: Sequence[KnownDevice],
    *,
    at: str,
) -> str:
    """Let the hub sign with its new key from here on; return its device id.

    The keyset that says so is the last that the old key signs, unless that one was stolen, and
    the first that the new one does: whichever comes first, a device knows whom to believe.
    """
    signing = made.signing or workspace.party.signing
    if made.stolen:
        unanswered = [item.manifest_sha256 for item in exchange.open_bundles(connection)]
        renewal.take_back(connection, unanswered, at=at)
    else:
        _seal_with_the_old_key(connection, workspace, made, told)
        enrolment.send_keyset(connection, workspace, [device.id for device in told])
    device = _sign_anew(connection, workspace, signing, at=at)
    for each in told:
        enrolment.send_roster(
            connection,
            workspace,
            each,
            signing=signing,
            priority=enrolment.before_all_else(connection),
        )
    return device


def _is_told(device: KnownDevice) -> bool:
    # One that was switched off too: by it, it knows who sends its last receipts.
    return device.role == "volunteer" and device.may_be_sent_to


def _seal_with_the_old_key(
    connection: Connection, workspace: Workspace, made: _NewKeys, devices: Sequence[KnownDevice]
) -> None:
    """Seal all that is queued, so that nothing is left that the old key would have to sign.

    Not with a key that was stolen. Nor in an older copy of a hub, whose numbers may be in use.
    """
    if made.stolen or renewal.is_older_copy(connection):
        return
    for device in devices:
        while outgoing.seal_receipt(connection, workspace, device.id):
            pass
        while outgoing.seal_records(connection, workspace, device.id):
            pass


def _next_keyset(connection: Connection, before: Keyset, made: _NewKeys) -> Keyset:
    gone = trust.retired_keys(connection) | made.gone
    recipients = tuple(
        msgspec.structs.replace(entry, state=_later(entry.state, gone=entry.id in gone))
        if entry.audience in AUDIENCES
        else entry
        for entry in before.recipients
    )
    operational = before.operational
    if made.signing is not None:
        state: KeyState = "retired" if made.stolen else "retiring"
        operational = (
            *(
                msgspec.structs.replace(entry, state=state) if entry.state == "active" else entry
                for entry in before.operational
            ),
            notices.OperationalKey(key=fields.to_base64(made.signing.public), state="active"),
        )
    return msgspec.structs.replace(
        before,
        version=_next_version(connection, before),
        recipients=(*recipients, *map(_keyset_entry, made.identities.items())),
        operational=operational,
        previous=_hash_in_force(connection),
    )


def _later(state: KeyState, *, gone: bool) -> KeyState:
    return "retired" if gone or state == "retired" else "retiring"


def _keyset_entry(item: tuple[Audience, HybridIdentity]) -> notices.KeysetRecipient:
    audience, identity = item
    return notices.KeysetRecipient(
        id=keys.recipient_id(identity.recipient.key),
        audience=audience,
        key=str(identity.recipient),
        state="active",
    )


def _next_version(connection: Connection, before: Keyset) -> int:
    restored = trust.get_meta(connection, "epoch_reason") in _RESTORED
    is_behind = restored or renewal.is_older_copy(connection)
    return before.version + (AFTER_RESTORING if is_behind else 1)


def _hash_in_force(connection: Connection) -> str:
    stored = enrolment.require_document(connection, "keyset")
    return notices.SignedDocument(document=stored.document, signature=stored.signature).sha256


def _publish(connection: Connection, root: SigningKey, keyset: Keyset, *, at: str) -> None:
    """Keep a keyset as the one in force, and bring our own keys and devices to what it says."""
    signed = notices.sign_keyset(root, keyset)
    trust.put_document(
        connection, StoredDocument("keyset", keyset.version, signed.document, signed.signature)
    )
    follow(connection, keyset, at=at)


def follow(connection: Connection, keyset: Keyset, *, at: str) -> None:
    """Give each private key of one of the hub's databases the state that the keyset gives it.

    One that the keyset does not name was left by a rotation that was cut short. Nobody ever
    sealed anything to it, so it goes.
    """
    states = {entry.id: entry.state for entry in keyset.recipients}
    for key in trust.keys(connection, purpose="recipient"):
        if key.id not in states:
            trust.retire_key(connection, key.id)
        elif key.state == "active" and states[key.id] == "retiring":
            trust.set_key_state(connection, key.id, "retiring")
            trust.set_meta(connection, f"{_SINCE}{key.id}", at)


def _sign_anew(
    connection: Connection, workspace: Workspace, signing: SigningKey, *, at: str
) -> str:
    """Let the hub sign with a new key, under a new device id and in a new epoch."""
    device = keys.device_id(signing.public)
    old = workspace.device
    trust.retire_key(connection, old)  # nothing is ever signed with it again
    trust.set_meta(connection, f"{_SINCE}{old}", at)
    trust.add_key(
        connection,
        SecretKey(
            id=device,
            purpose="signing",
            audience="device",
            secret=signing.seed,
            state="active",
            made_at=at,
        ),
    )
    trust.set_meta(connection, "device", device)
    policy.note_operational_keys(connection, policy.current_keyset(connection))
    own = trust.devices(connection)[device]
    trust.put_device(connection, replace(own, person=workspace.person.id, enrolled_at=at))
    # Its numbers start again at one: they are those of a new sender.
    reason = renewal.COPIED if renewal.is_older_copy(connection) else NEW_SIGNING_KEY
    renewal.begin_new_epoch(connection, reason=reason, now=at)
    return device


def hub_keys(connection: Connection) -> tuple[HubKey, ...]:
    """Return the private keys in one of the hub's databases that are not retired."""
    found = (
        *trust.keys(connection, purpose="signing"),
        *trust.keys(connection, purpose="recipient"),
    )
    return tuple(
        HubKey(
            id=key.id,
            audience=key.audience,
            state=key.state,
            made_at=key.made_at,
            retiring_since=trust.get_meta(connection, f"{_SINCE}{key.id}"),
        )
        for key in found
    )


def retire(connection: Connection, *, now: datetime) -> tuple[HubKey, ...]:
    """Delete the keys of one database that were replaced 12 months ago or longer; return them.

    Their secrets are overwritten. What is still sealed to them alone can then be opened with the
    escrow key only.
    """
    gone = tuple(key for key in hub_keys(connection) if key.may_go(now))
    for key in gone:
        trust.retire_key(connection, key.id)
    return gone


def retired(connection: Connection) -> frozenset[str]:
    """Return the ids of the keys of one of the hub's databases that were deleted."""
    return trust.retired_keys(connection)


def publish_retired(workspace: Workspace, root: SigningKey, *, also: Collection[str]) -> Rotated:
    """Tell every device which keys are retired, by a keyset that names no new ones.

    A signing key that was replaced 12 months ago or longer is retired too.

    Args:
        workspace: the hub's.
        root: its root key.
        also: ids of deleted keys that its second database held.

    Raises:
        WrongRootKey: ``root`` is not the root key of this hub; nothing was changed.
    """
    now = workspace.clock()

    def work(connection: Connection) -> Rotated:
        _require_root(connection, root)
        keyset = _without(connection, {*trust.retired_keys(connection), *also}, now)
        _publish(connection, root, keyset, at=timestamp(now))
        policy.note_operational_keys(connection, keyset)
        told = [d.id for d in trust.devices(connection).values() if _is_told(d)]
        enrolment.send_keyset(connection, workspace, told)
        return Rotated(version=keyset.version, devices=len(told), device=workspace.device)

    return workspace.write(work)


def _without(connection: Connection, gone: Collection[str], now: datetime) -> Keyset:
    before = policy.current_keyset(connection)
    return msgspec.structs.replace(
        before,
        version=_next_version(connection, before),
        recipients=tuple(
            msgspec.structs.replace(entry, state="retired") if entry.id in gone else entry
            for entry in before.recipients
        ),
        operational=tuple(
            msgspec.structs.replace(entry, state="retired")
            if entry.state == "retiring"
            and _long_ago(connection, keys.device_id(entry.public), now)
            else entry
            for entry in before.operational
        ),
        previous=_hash_in_force(connection),
    )


def _long_ago(connection: Connection, key_id: str, now: datetime) -> bool:
    since = trust.get_meta(connection, f"{_SINCE}{key_id}")
    return since is not None and _age(since, now) >= KEPT_FOR


def is_old(key: HubKey, now: datetime) -> bool:
    """Return whether an active key of a hub has been in use for more than 12 months."""
    return key.state == "active" and _age(key.made_at, now) >= GOOD_FOR


def _age(then: str, now: datetime) -> timedelta:
    return now - datetime.fromisoformat(then)
