# SPDX-License-Identifier: Apache-2.0
"""How a device comes to know a new signing key of its hub: by a keyset that the root key signed.

Among the first that a new key signs for a device is the keyset that names it. Nothing else makes an
unknown sender known: the root key is what the eight words vouched for (docs/bundle-format.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from desktop.crypto import keys
from desktop.errors import AlongsideError
from desktop.records import control
from desktop.storage import trust
from desktop.sync import notices, policy
from desktop.sync.examine import with_body
from desktop.sync.notices import SignedDocument

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.storage.database import Connection
    from desktop.sync.examine import Examined

#: The most that such a bundle may unpack to; builders make none that is larger.
MOST_RAW: Final = 2 * 1024 * 1024


def vouched_for(connection: Connection, item: Examined) -> bool:
    """Accept the keyset in a bundle of an unknown key, if it makes that key one of the hub's.

    Returns:
        Whether the sender is known now. A keyset that is older than the one in force makes no
        difference, whoever kept it.
    """
    opened = item.opened
    if opened is None or opened.manifest.kind != "records" or opened.manifest.body.raw > MOST_RAW:
        return False
    root = bytes.fromhex(trust.get_meta(connection, "root") or "")
    for signed in _keysets(item):
        try:
            keyset = notices.open_keyset(signed, root_public=root)
            if opened.manifest.dev in map(keys.device_id, keyset.active_operational()):
                policy.accept_keyset(connection, signed)
        except AlongsideError:
            continue
    return opened.manifest.dev in trust.devices(connection)


def _keysets(item: Examined) -> Iterator[SignedDocument]:
    for revision in with_body(item).revisions:
        if revision.kind == "keyset" and revision.body is not None:
            found = msgspec.json.decode(revision.body, type=control.Keyset)
            yield SignedDocument(document=found.document, signature=found.signature)
