# SPDX-License-Identifier: Apache-2.0
"""What doctor says of the keys of a hub, and of what has not come to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.errors import AlongsideError
from desktop.operations import gaps, hub_keys
from desktop.operations.checks import Check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.operations.hub_keys import HubKey
    from desktop.workspace import Workspace


def of_hub(workspace: Workspace) -> Iterator[Check]:
    """Yield the checks of a hub's keys, then the one of files that have not come."""
    try:
        due = hub_keys.due(workspace)
    except AlongsideError as fault:  # the check of the concerns says more
        yield _advice("hub-keys", ok=False, detail=str(fault))
    else:
        yield _advice("hub-keys", ok=not due.old, detail=_age_of(due.old))
        yield _advice("old-keys", ok=not due.to_go, detail=_to_go(due.to_go))
    missing = gaps.find(workspace)
    yield _advice("gaps", ok=not missing, detail=_gaps(missing))


def _advice(check: str, *, ok: bool, detail: str) -> Check:
    return Check(check, ok=ok, detail=detail, advisory=True)


def _age_of(old: tuple[HubKey, ...]) -> str:
    if not old:
        return "The hub's keys are less than 12 months old."
    signs = any(key.audience == "device" for key in old)
    how = "hub rotate --root-key FILE" + (" --signing" if signs else "")
    since = min(key.made_at for key in old)[:10]
    return f"Keys of the hub are in use since {since}. Make new ones: {how}."


def _to_go(keys: tuple[HubKey, ...]) -> str:
    if not keys:
        return "No replaced key is due to be deleted."
    since = min(key.retiring_since or "" for key in keys)[:10]
    return (
        f"{len(keys)} keys were replaced 12 months ago or longer, the first on {since}. "
        "Delete them: hub rotate --retire."
    )


def _gaps(missing: tuple[gaps.Gap, ...]) -> str:
    if not missing:
        return "Nothing is missing between the files that came."
    return " ".join(map(gaps.sentence, missing))
