# SPDX-License-Identifier: Apache-2.0
"""Faults of the keys that a hub keeps away from its computer."""

from __future__ import annotations

from desktop.errors.base import AlongsideError
from desktop.wording import QT_TRANSLATE_NOOP


class OfflineKeyError(AlongsideError):
    """A file with an offline key cannot be used as asked."""


class NotARootKey(OfflineKeyError):
    slug = "not-a-root-key"
    message = QT_TRANSLATE_NOOP("errors", "There is no root key in {name}.")
    safe = QT_TRANSLATE_NOOP("errors", "Nothing was changed.")
    advice = QT_TRANSLATE_NOOP(
        "errors",
        "Take root-key.txt from the stick that was made when the hub was set up. If it cannot be read there, use the second stick or the copy on paper.",
    )
    retryable = True


class WrongRootKey(OfflineKeyError):
    slug = "wrong-root-key"
    message = QT_TRANSLATE_NOOP("errors", "That is the root key of another hub.")
    safe = QT_TRANSLATE_NOOP("errors", "Nothing was changed, and nobody was told anything.")
    advice = QT_TRANSLATE_NOOP(
        "errors",
        "Look for the stick that was made when this hub was set up. The sticks of a practice hub do not fit either.",
    )
    retryable = True


class NotAnEscrowKey(OfflineKeyError):
    slug = "not-an-escrow-key"
    message = QT_TRANSLATE_NOOP("errors", "There is no escrow key in {name}.")
    safe = QT_TRANSLATE_NOOP("errors", "Nothing was imported.")
    advice = QT_TRANSLATE_NOOP(
        "errors",
        "Take escrow-identity.txt from the stick that was made when the hub was set up. If it cannot be read there, use the second stick or the copy on paper.",
    )
    retryable = True


class WrongEscrowKey(OfflineKeyError):
    slug = "wrong-escrow-key"
    message = QT_TRANSLATE_NOOP("errors", "That is the escrow key of another hub.")
    safe = QT_TRANSLATE_NOOP("errors", "Nothing was imported.")
    advice = QT_TRANSLATE_NOOP(
        "errors",
        "Look for the stick that was made when this hub was set up. The sticks of a practice hub do not fit either.",
    )
    retryable = True
