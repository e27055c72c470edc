# SPDX-License-Identifier: Apache-2.0
"""What the desk looked like when it was left: which page, which record, where the cursor was.

It is kept encrypted inside the workspace, beside its settings. It is in no bundle and no export;
nothing about how somebody works leaves the computer.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from desktop.storage import trust

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.workspace import Workspace

LARGEST: Final = 16 * 1024
"""Bytes of JSON; what is larger is no note about a desk."""

_NAME: Final = re.compile("[a-z-]+")
_NOTHING: Final = "{}"
_SHEET: Final = "recovery-sheet"


def remember(workspace: Workspace, name: str, value: Mapping[str, object]) -> None:
    """Keep what the desk looks like, in place of what was kept under this name.

    This is a comfort and must not stand in anybody's way: what is too large is not kept, and then
    nothing is.

    Args:
        workspace: where.
        name: of one part of the desk: lower-case letters and hyphens.
        value: what JSON can hold.

    Raises:
        WorkspaceLocked, DiskFull, ReadOnly, DeviceGone: what was kept before stays.
    """
    key = _key(name)
    written = json.dumps(value)  # in ASCII, so that its length counts bytes
    text = written if len(written) <= LARGEST else _NOTHING
    if text != (workspace.read(lambda c: trust.get_meta(c, key)) or _NOTHING):
        workspace.write(lambda c: trust.set_meta(c, key, text))


def recall(workspace: Workspace, name: str) -> dict[str, object]:
    """Return what was kept under a name; empty when that is nothing, or damaged."""
    key = _key(name)
    text = workspace.read(lambda c: trust.get_meta(c, key))
    try:
        found = json.loads(text or _NOTHING)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def note_sheet(workspace: Workspace, *, is_due: bool) -> None:
    """Note that a new recovery code is not on paper yet, or that it is now. Raises as remember."""
    remember(workspace, _SHEET, {"due": True} if is_due else {})


def is_sheet_due(workspace: Workspace) -> bool:
    """Return whether the last recovery code was never put on paper, as far as anybody said."""
    return recall(workspace, _SHEET).get("due") is True


def _key(name: str) -> str:
    if _NAME.fullmatch(name) is None:
        raise ValueError(name)
    return f"desk.{name}"
