# SPDX-License-Identifier: Apache-2.0
"""Say what a bundle is, and whether it is whole and genuine, without importing it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from desktop.carriers.files import safe_read
from desktop.errors import NotForUs, UnknownDevice, fault_of
from desktop.storage import arrivals, trust
from desktop.sync import bundle
from desktop.sync.examine import Incoming, look, with_body
from desktop.sync.settling import barred

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.errors import AlongsideError
    from desktop.storage.database import Connection
    from desktop.sync.bundle import Opened
    from desktop.sync.examine import Examined
    from desktop.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a bundle is one that an import would take in, when its turn comes.

    Whether earlier bundles of its sender are here plays no part. What an import has found already
    holds.
    """

    ok: bool
    slug: str
    message: str


def inspect_bundle(workspace: Workspace, path: Path) -> dict[str, object]:
    """Return the fields of a bundle's manifest, after its signature was verified.

    Raises:
        NotForUs, BundleDamaged, BadFormat, BadJson, BadSignature, BundleTooLarge, BundleNewer:
            why it cannot be read. FileUnreadable, NotAnOrdinaryFile, DeviceGone.
    """
    found = _look(workspace, path)
    if found.opened is None:
        raise found.fault or NotForUs()
    fields: dict[str, object] = msgspec.to_builtins(found.opened.manifest)
    return {**fields, "manifest_sha256": found.opened.manifest_sha256}


def verify_bundle(workspace: Workspace, path: Path) -> Verdict:
    """Say whether a bundle is whole, genuine, for this workspace, and from who may send it.

    Raises:
        FileUnreadable, NotAnOrdinaryFile, DeviceGone: the file cannot be looked at.
    """
    found = _look(workspace, path)
    fault = found.fault
    if found.opened is not None:
        work = partial(_sender_fault, opened=found.opened, role=workspace.role)
        # As in an import, nothing is unpacked before the sender is known.
        fault = workspace.read(work) or with_body(found).body_fault
    if fault is not None:
        return Verdict(ok=False, slug=fault.slug, message=str(fault))
    return Verdict(ok=True, slug="", message="")


def _sender_fault(connection: Connection, *, opened: Opened, role: str) -> AlongsideError | None:
    """Return why an import would not take in what this sender sent; None when it would."""
    before = arrivals.ledger_entry(connection, opened.manifest_sha256)
    if before is not None and before.status == "applied":
        return None
    if before is not None and before.status == "quarantined":
        return fault_of(before.slug)
    sender = trust.devices(connection).get(opened.manifest.dev)
    if sender is not None:
        return barred(sender, opened.manifest)
    enrols = role == "hub" and opened.manifest.kind == "enrol"
    return None if enrols else UnknownDevice()


def _look(workspace: Workspace, path: Path) -> Examined:
    data = safe_read(path, limit=bundle.MAX_FILE)
    return look(workspace.party, Incoming(path.name, data))
