# SPDX-License-Identifier: Apache-2.0
"""Begin anew: go on with a copy of a workspace that knows, or was told, that it is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.storage import exchange, renewal

if TYPE_CHECKING:
    from desktop.storage.database import Connection
    from desktop.workspace import Workspace


def begin_anew(workspace: Workspace) -> int:
    """Go on from what is here, after an older copy was put back or the folder was copied.

    Bundles are counted anew, so that they cannot be taken for those of the other copy. What has
    no receipt yet is queued once more; what was written here stays as it is.

    Returns:
        How many versions wait to be sent.

    Raises:
        DiskFull, WorkspaceLocked and others: nothing was changed.
    """

    def work(connection: Connection) -> int:
        renewal.begin_new_epoch(connection, reason=renewal.COPIED, now=workspace.now())
        return exchange.count_outbox(connection)

    return workspace.write_and_reload(work)
