# SPDX-License-Identifier: Apache-2.0
"""A keyset, a roster, an invitation and a receipt of a hub that does not exist."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec
from hypothesis import strategies as st

from desktop.crypto import keys
from desktop.sync import fields, notices
from desktop.sync.notices import (
    Invitation,
    Keyset,
    KeysetRecipient,
    OperationalKey,
    ProgrammePack,
    Receipt,
    ReceiptChain,
    ReceiptItem,
    RevokedAfter,
    Roster,
    RosterEntry,
    RosterPerson,
    SignedDocument,
)
from tests.sync.makers import (
    DEVICE,
    DEVICE_ID,
    DEVICE_KEY,
    EPOCH,
    ESCROW_KEY,
    HUB,
    HUB_KEY,
    OPERATIONAL,
    PERSON,
    ROOT,
    STRANGER,
)

if TYPE_CHECKING:
    from desktop.crypto.age import HybridIdentity
    from desktop.crypto.signing import SigningKey

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(), inside, max_size=4),
    max_leaves=8,
)
NOW = datetime(2026, 11, 22, 10, 15, 30, tzinfo=UTC)
SECRET = bytes(range(16))
INVITE = "0badcafe" * 4


def keyset_recipient(identity: HybridIdentity, audience: str, state: str) -> KeysetRecipient:
    return msgspec.convert(
        {
            "id": keys.recipient_id(identity.recipient.key),
            "audience": audience,
            "key": str(identity.recipient),
            "state": state,
        },
        KeysetRecipient,
    )


KEYSET = Keyset(
    version=1,
    hub=HUB,
    name="Riverside families",
    recipients=(
        keyset_recipient(HUB_KEY, "hub", "active"),
        keyset_recipient(DEVICE_KEY, "hub", "retiring"),
        keyset_recipient(ESCROW_KEY, "escrow", "active"),
    ),
    operational=(
        OperationalKey(key=fields.to_base64(OPERATIONAL.public), state="active"),
        OperationalKey(key=fields.to_base64(STRANGER.public), state="retired"),
    ),
    previous=fields.ZERO_HASH,
)
HUB_ENTRY = RosterEntry(
    device=keys.device_id(OPERATIONAL.public),
    person=PERSON,
    role="hub",
    signing=fields.to_base64(OPERATIONAL.public),
    state="active",
)
DEVICE_ENTRY = RosterEntry(
    device=DEVICE_ID,
    person=PERSON,
    role="volunteer",
    signing=fields.to_base64(DEVICE.public),
    recipient=str(DEVICE_KEY.recipient),
    state="revoked",
    revoked_after=RevokedAfter(epoch=EPOCH, seq=0),
)
ROSTER = Roster(
    version=3,
    hub=HUB,
    entries=(HUB_ENTRY, DEVICE_ENTRY),
    people=(RosterPerson(person=PERSON, name="Ada Lovelace", role="volunteer"),),
)
INVITATION = Invitation(
    invite=INVITE,
    secret=SECRET.hex(),
    keyset=notices.sign_keyset(ROOT, KEYSET),
    root=fields.to_base64(ROOT.public),
    hub_name="Riverside families",
    person=PERSON,
    name="Ada Lovelace",
    mailbox="m" * 26,
    carriers=("folder:/media/stick", "folder:D:\\stick"),
    programme=ProgrammePack(id="general", version=1, text='title = "General"\n'),
    expires="2026-12-06T10:15:30.000Z",
)
RECEIPT = Receipt(
    chains=(
        ReceiptChain(
            epoch=EPOCH,
            stream="hub",
            high=2,
            missing=(3, 5),
            items=(
                ReceiptItem(seq=2, sha256="ab" * 32, status="applied"),
                ReceiptItem(seq=4, sha256="cd" * 32, status="waiting"),
                ReceiptItem(seq=6, sha256="ef" * 32, status="quarantined", slug="bad-json"),
            ),
        ),
        ReceiptChain(epoch=EPOCH, stream="safeguarding", high=0, missing=(), items=()),
    )
)


def signed_anyway(
    text: str, *, key: SigningKey = ROOT, namespace: str = notices.KEYSET_NAMESPACE
) -> SignedDocument:
    """Return a document of any text with a valid signature."""
    message = text.encode("utf-8", "surrogatepass") + b"\n"
    signature = fields.to_base64(key.sign(message, namespace=namespace))
    return SignedDocument(document=text, signature=signature)


def fields_of(value: msgspec.Struct) -> dict[str, object]:
    found: object = json.loads(msgspec.json.encode(value))
    assert isinstance(found, dict)
    return found
