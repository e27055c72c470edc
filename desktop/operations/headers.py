# SPDX-License-Identifier: Apache-2.0
"""Find the header of a workspace that works: the newest, or the one before when it is damaged.

Whoever opens, checks or rewrites a header asks here, so that they all come to the same one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from desktop.errors import HeaderDamaged

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.storage.folder import WorkspaceFolder

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Working(Generic[T]):
    """A header that could be used.

    Attributes:
        data: its bytes.
        result: what using it gave.
        previous: it is the one from before the last change, with the passphrase of that time,
            because the newest is damaged.
    """

    data: bytes
    result: T
    previous: bool


def working(folder: WorkspaceFolder, use: Callable[[bytes], T]) -> Working[T]:
    """Use the newest header; if it is damaged, the one before it.

    A wrong passphrase and a header that somebody altered are no damage: they are not passed over.

    Raises:
        WorkspaceMissing: there is no workspace in the folder.
        HeaderDamaged: neither header is whole.
        FileUnreadable, DeviceGone: as the folder behaves.
        Others: as ``use`` raises them.
    """
    found = folder.read_header()
    try:
        return Working(found.data, use(found.data), previous=found.previous)
    except HeaderDamaged:
        before = folder.read_previous_header()
        if found.previous or before is None:
            raise
    return Working(before, use(before), previous=True)
