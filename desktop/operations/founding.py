# SPDX-License-Identifier: Apache-2.0
"""What a new workspace holds on its first day: keys, the first notices, the first bundle."""

from __future__ import annotations

import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop.crypto import keys
from desktop.crypto.age import HybridIdentity
from desktop.crypto.signing import SigningKey
from desktop.errors import NameNeeded
from desktop.records import programme
from desktop.storage import places, trust
from desktop.storage.database import Connection, Database
from desktop.storage.folder import atomic_write
from desktop.storage.renewal import chains_sealed
from desktop.storage.trust import KnownDevice, KnownPerson, SecretKey, StoredDocument
from desktop.sync import fields, notices, outgoing, policy
from desktop.workspace import Workspace, timestamp

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    from desktop.crypto.vault import Secrets
    from desktop.storage.folder import WorkspaceFolder
    from desktop.sync.notices import Invitation, Keyset, SignedDocument

ROOT_FILE: Final = "root-key.txt"
ESCROW_FILE: Final = "escrow-identity.txt"
MAX_NAME: Final = 100
_FIRST_KEYSET: Final = "0" * 64


@dataclass(frozen=True)
class HubFacts:
    """What a new hub is made from."""

    name: str
    staff: str
    programme_text: str
    root: SigningKey
    escrow: HybridIdentity
    practice: bool


@dataclass(frozen=True)
class VolunteerFacts:
    """What a new volunteer workspace is made from."""

    invitation: Invitation
    signing: SigningKey
    identity: HybridIdentity
    hub_words_checked: bool
    practice: bool


def clean_name(name: str) -> str:
    """Return a name of a person or hub as one line without control characters.

    Bidirectional overrides are control characters too (category Cf): a name must not be able to
    turn the text around it.

    Raises:
        NameNeeded: nothing is left of it.
    """
    kept = "".join(
        c if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp") else " " for c in name
    )
    name = unicodedata.normalize("NFC", " ".join(kept.split()))[:MAX_NAME]
    if not name:
        raise NameNeeded
    return name


def write_offline_files(folder: Path, hub: HubFacts) -> tuple[Path, ...]:
    """Write the root key and the escrow identity into their folder, for two sticks and paper.

    Raises:
        DiskFull, ReadOnly, DeviceGone: as the folder behaves.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    root, escrow = folder / ROOT_FILE, folder / ESCROW_FILE
    atomic_write(root, hub.root.to_openssh().encode("ascii"))
    atomic_write(
        escrow,
        (
            "# Escrow identity of a hub, as age text. It opens every bundle sent to the hub.\n"
            f"# public key: {hub.escrow.recipient}\n"
            f"{hub.escrow.to_text()}\n"
        ).encode("ascii"),
    )
    return root, escrow


def remove_offline_files(folder: Path) -> None:
    """Remove what write_offline_files wrote, as far as the folder lets us."""
    for name in (ROOT_FILE, ESCROW_FILE):
        with suppress(OSError):
            (folder / name).unlink(missing_ok=True)


def found_hub(folder: WorkspaceFolder, secrets: Secrets, hub: HubFacts, *, now: datetime) -> None:
    """Make the databases of a hub with its keys and its first keyset."""
    at = timestamp(now)
    signing, hub_key, safeguarding = (
        SigningKey.generate(),
        HybridIdentity.generate(),
        HybridIdentity.generate(),
    )
    keyset = _first_keyset(hub, signing, hub_key, safeguarding)
    signed = notices.sign_keyset(hub.root, keyset)
    person = KnownPerson(keys.new_id(), hub.staff, "safeguarding")
    device = keys.device_id(signing.public)
    facts = {
        "role": "hub",
        "practice": "yes" if hub.practice else "no",
        "person": person.id,
        "device": device,
        "hub": keyset.hub,
        "hub_name": hub.name,
        "epoch": keys.random_epoch(),
        "root": hub.root.public.hex(),
    }

    def fill(connection: Connection) -> None:
        _fill(connection, facts, person, signing, at)
        trust.add_key(connection, SecretKey.recipient(hub_key, audience="hub", made_at=at))
        _keep_notices(connection, signed, keyset, hub.programme_text)
        trust.put_device(connection, _hub_device(device, person.id, signing, hub_key, at))

    _make(folder.records, secrets.database_key(), secrets.vault, "hub", fill)
    _make(
        folder.concerns,
        secrets.concerns_key or b"",
        secrets.vault,
        "hub",
        lambda c: trust.add_key(
            c, SecretKey.recipient(safeguarding, audience="safeguarding", made_at=at)
        ),
    )


def _make(
    path: Path,
    key: bytes,
    vault: str,
    role: str,
    fill: Callable[[Connection], None],
) -> None:
    database = Database.create(path, key=key, vault=vault, role=role)
    try:
        with database.write() as connection:
            fill(connection)
    finally:
        database.close()


def _fill(
    connection: Connection,
    facts: Mapping[str, str],
    person: KnownPerson,
    signing: SigningKey,
    at: str,
) -> None:
    for key, value in facts.items():
        trust.set_meta(connection, key, value)
    trust.put_person(connection, person)
    trust.add_key(
        connection,
        SecretKey(
            id=facts["device"],
            purpose="signing",
            audience="device",
            secret=signing.seed,
            state="active",
            made_at=at,
        ),
    )


def _keep_notices(
    connection: Connection, signed: SignedDocument, keyset: Keyset, programme_text: str
) -> None:
    trust.put_document(
        connection, StoredDocument("keyset", keyset.version, signed.document, signed.signature)
    )
    pack = programme.parse(programme_text)
    trust.put_document(connection, StoredDocument("programme", pack.version, programme_text, ""))


def _first_keyset(
    hub: HubFacts, signing: SigningKey, hub_key: HybridIdentity, safeguarding: HybridIdentity
) -> Keyset:
    audiences = (("hub", hub_key), ("safeguarding", safeguarding), ("escrow", hub.escrow))
    return notices.Keyset(
        version=1,
        hub=keys.hub_id(hub.root.public),
        name=hub.name,
        recipients=tuple(
            notices.KeysetRecipient(
                id=keys.recipient_id(identity.recipient.key),
                audience=audience,  # type: ignore[arg-type]  # the three above are the only ones
                key=str(identity.recipient),
                state="active",
            )
            for audience, identity in audiences
        ),
        operational=(notices.OperationalKey(key=fields.to_base64(signing.public), state="active"),),
        previous=_FIRST_KEYSET,
    )


def _hub_device(
    device: str, person: str, signing: SigningKey, hub_key: HybridIdentity, at: str
) -> KnownDevice:
    return KnownDevice(
        id=device,
        person=person,
        role="hub",
        signing=signing.public,
        recipient=hub_key.recipient.key,
        state="approved",
        mailbox="",
        revoked_after=None,
        enrolled_at=at,
    )


def found_volunteer(
    folder: WorkspaceFolder, secrets: Secrets, facts: VolunteerFacts, *, now: datetime
) -> None:
    """Make the database of a volunteer with the device's keys and what the invitation says."""
    at = timestamp(now)
    invitation = facts.invitation
    keyset = invitation.open_keyset()
    person = KnownPerson(invitation.person, clean_name(invitation.name), "volunteer")
    settings = {
        "role": "volunteer",
        "practice": "yes" if facts.practice else "no",
        "person": person.id,
        "device": keys.device_id(facts.signing.public),
        "hub": invitation.hub,
        "hub_name": clean_name(invitation.hub_name),
        "epoch": keys.random_epoch(),
        "root": invitation.root_public.hex(),
        "mailbox": invitation.mailbox,
        "hub_words_checked": "yes" if facts.hub_words_checked else "no",
        "invite": invitation.invite,
        "invite_secret": invitation.secret,
        "approval": "waiting",
    }

    def fill(connection: Connection) -> None:
        _fill(connection, settings, person, facts.signing, at)
        trust.add_key(
            connection, SecretKey.recipient(facts.identity, audience="device", made_at=at)
        )
        _keep_notices(connection, invitation.keyset, keyset, invitation.programme.text)
        policy.note_operational_keys(connection, keyset)
        for url in invitation.carriers:
            places.add_carrier(connection, url, at=at)

    _make(folder.records, secrets.database_key(), secrets.vault, "volunteer", fill)


def seal_enrolment(workspace: Workspace) -> None:
    """Seal the first bundle, which tells the hub this device's keys. Doing it again is harmless.

    Called after set-up and at every opening, so that a crash in between costs nothing.
    """

    def work(connection: Connection) -> None:
        facts = trust.all_meta(connection)
        party = workspace.party
        # In whatever epoch: a restored workspace has enrolled before, and is offered on as it is.
        begun = any(stream == outgoing.HUB_STREAM for _, stream in chains_sealed(connection))
        if begun or "invite_secret" not in facts:
            return
        line = notices.encode_enrolment(
            notices.make_enrolment(
                invite=facts["invite"],
                secret=bytes.fromhex(facts["invite_secret"]),
                signing=party.signing.public,
                recipient=party.identities[0].recipient,
            )
        )
        sealed = outgoing.seal(
            connection,
            workspace,
            kind="enrol",
            stream=outgoing.HUB_STREAM,
            recipients=outgoing.recipients_of(connection, party, outgoing.HUB_STREAM),
            lines=[line],
        )
        outgoing.keep(connection, workspace, sealed)

    workspace.write(work)
