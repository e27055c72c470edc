# SPDX-License-Identifier: Apache-2.0
"""The keys of a hub over the years: new ones, deleting old ones, and the two offline keys."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop.crypto import keys as key_ids
from desktop.crypto.age import HybridIdentity
from desktop.crypto.signing import SigningKey
from desktop.errors import (
    BundleTooLarge,
    NotAnEscrowKey,
    NotARootKey,
    WrongEscrowKey,
    WrongRole,
)
from desktop.hub import keys_over_time
from desktop.hub.keys_over_time import HubKey, Rotated
from desktop.operations import files
from desktop.storage.database import Database
from desktop.storage.folder import WorkspaceFolder
from desktop.sync import policy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.workspace import Workspace

__all__ = ["Due", "HubKey", "Retired", "Rotated"]

_LONGEST: Final = 64 * 1024  # bytes of a file with an offline key
_IDENTITY: Final = "AGE-SECRET-KEY-"


@dataclass(frozen=True, slots=True)
class Retired:
    """Keys that were deleted; ``version`` is that of the keyset that says so, if one does yet."""

    keys: tuple[HubKey, ...]
    version: int | None


@dataclass(frozen=True, slots=True)
class Due:
    """What is due: ``old`` keys, in use for 12 months, and ``to_go``, replaced 12 months ago."""

    old: tuple[HubKey, ...]
    to_go: tuple[HubKey, ...]


def rotate(
    workspace: Workspace, *, root_key: Path, signing: bool = False, stolen: bool = False
) -> Rotated:
    """Make new keys for a hub; see :func:`desktop.hub.keys_over_time.rotate`.

    Args:
        workspace: a hub's.
        root_key: the file ``root-key.txt`` that was written when the hub was made.
        signing: the hub also signs with a new key.
        stolen: so it does, and the old one counts no more from now on.

    Raises:
        WrongRole: this is not a hub, or whoever opened it does not hold its concerns.
        FileUnreadable, NotARootKey, WrongRootKey: nothing was changed.
        DiskFull, ReadOnly, DeviceGone: doing it again is harmless.
    """
    workspace.require_role("hub")
    root = _read_root(root_key)
    with _concerns(workspace) as concerns:
        return keys_over_time.rotate(workspace, concerns, root, signing=signing, stolen=stolen)


def retire(workspace: Workspace, *, root_key: Path | None = None) -> Retired:
    """Delete the keys of a hub that were replaced 12 months ago or longer.

    With ``root_key`` every device is told so. Without, the next rotation says it.

    Raises:
        WrongRole, FileUnreadable, NotARootKey, WrongRootKey: nothing was changed.
        DiskFull, ReadOnly, DeviceGone: doing it again is harmless.
    """
    workspace.require_role("hub")
    root = None if root_key is None else _read_root(root_key)
    if root is not None:
        keys_over_time.require_root(workspace, root)
    now = workspace.clock()
    with _concerns(workspace) as concerns:
        keyset = workspace.read(policy.current_keyset)
        gone = workspace.write_and_reload(lambda c: keys_over_time.retire(c, now=now))
        with concerns.write() as connection:
            # A rotation that was cut short may not have come this far.
            keys_over_time.follow(connection, keyset, at=workspace.now())
            gone += keys_over_time.retire(connection, now=now)
            retired = keys_over_time.retired(connection)
    if root is None:
        return Retired(gone, None)
    published = keys_over_time.publish_retired(workspace, root, also=retired)
    return Retired(gone, published.version)


def keys(workspace: Workspace) -> tuple[HubKey, ...]:
    """Return the private keys of a hub that are not retired. Raises WrongRole."""
    workspace.require_role("hub")
    with _concerns(workspace) as concerns, concerns.read() as connection:
        safeguarding = keys_over_time.hub_keys(connection)
    return (*workspace.read(keys_over_time.hub_keys), *safeguarding)


def due(workspace: Workspace) -> Due:
    """Say which keys of a hub should be replaced, and which replaced ones deleted."""
    now = workspace.clock()
    found = keys(workspace)
    return Due(
        old=tuple(key for key in found if keys_over_time.is_old(key, now)),
        to_go=tuple(key for key in found if key.may_go(now)),
    )


def read_escrow(workspace: Workspace, path: Path) -> HybridIdentity:
    """Return the escrow identity of a hub from its file, as ``age`` reads it too.

    Raises:
        FileUnreadable, NotAnEscrowKey: there is none in it.
        WrongEscrowKey: it is another hub's.
    """
    for line in _lines(path, NotAnEscrowKey(name=path.name)):
        if line.startswith(_IDENTITY):
            break
    else:
        raise NotAnEscrowKey(name=path.name)
    try:
        identity = HybridIdentity.parse(line)
    except ValueError:
        raise NotAnEscrowKey(name=path.name) from None
    keyset = workspace.read(policy.current_keyset)
    ours = {entry.id for entry in keyset.recipients if entry.audience == "escrow"}
    if key_ids.recipient_id(identity.recipient.key) not in ours:
        raise WrongEscrowKey
    return identity


def _read_root(path: Path) -> SigningKey:
    try:
        return SigningKey.from_openssh("\n".join(_lines(path, NotARootKey(name=path.name))) + "\n")
    except ValueError:
        raise NotARootKey(name=path.name) from None


def _lines(path: Path, otherwise: Exception) -> list[str]:
    try:
        text = files.read(path, limit=_LONGEST).decode("utf-8-sig")
    except (UnicodeDecodeError, BundleTooLarge):
        raise otherwise from None
    return [line.strip() for line in text.splitlines()]


@contextmanager
def _concerns(workspace: Workspace) -> Iterator[Database]:
    """Open the second database of a hub, which nothing else keeps open."""
    secrets = workspace.secrets()
    if secrets.concerns_key is None:
        raise WrongRole(needed="safeguarding")
    path = WorkspaceFolder(workspace.folder).concerns
    database = Database.open(path, key=secrets.concerns_key, vault=secrets.vault)
    try:
        yield database
    finally:
        database.close()
