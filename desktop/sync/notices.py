# SPDX-License-Identifier: Apache-2.0
"""Everything a hub and a device tell each other about keys, people and receipts, in one place.

Signed documents are in ``documents``, the invitation file in ``invitation``, the lines of
``enrol`` and ``receipt`` bundles in ``control``; this module only gathers their names.
"""

from desktop.sync.control import (
    Enrolment,
    Receipt,
    ReceiptChain,
    ReceiptItem,
    decode_enrolment,
    decode_receipt,
    encode_enrolment,
    encode_receipt,
    make_enrolment,
)
from desktop.sync.documents import (
    KEYSET_NAMESPACE,
    MAX_DOCUMENT,
    ROSTER_NAMESPACE,
    Keyset,
    KeysetRecipient,
    OperationalKey,
    RevokedAfter,
    Roster,
    RosterEntry,
    RosterPerson,
    SignedDocument,
    open_keyset,
    open_roster,
    roster_version,
    sign_keyset,
    sign_roster,
)
from desktop.sync.invitation import (
    INVITATION_NAMESPACE,
    Invitation,
    ProgrammePack,
    read_invitation,
    write_invitation,
)

__all__ = [
    "INVITATION_NAMESPACE",
    "KEYSET_NAMESPACE",
    "MAX_DOCUMENT",
    "ROSTER_NAMESPACE",
    "Enrolment",
    "Invitation",
    "Keyset",
    "KeysetRecipient",
    "OperationalKey",
    "ProgrammePack",
    "Receipt",
    "ReceiptChain",
    "ReceiptItem",
    "RevokedAfter",
    "Roster",
    "RosterEntry",
    "RosterPerson",
    "SignedDocument",
    "decode_enrolment",
    "decode_receipt",
    "encode_enrolment",
    "encode_receipt",
    "make_enrolment",
    "open_keyset",
    "open_roster",
    "read_invitation",
    "roster_version",
    "sign_keyset",
    "sign_roster",
    "write_invitation",
]
