# SPDX-License-Identifier: Apache-2.0
"""Say what a bundle is, and whether it is whole and genuine, without importing it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from desktop.carriers.files import safe_read
from desktop.errors import AlongsideError, UnknownDevice
from desktop.storage import trust
from desktop.sync import bundle
from desktop.sync.examine import Examined, Incoming, examine

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a bundle would pass every check that does not depend on what came before it."""

    ok: bool
    slug: str
    message: str


def inspect_bundle(workspace: Workspace, path: Path) -> dict[str, object]:
    """Return the fields of a bundle's manifest, after its signature was verified.

    Raises:
        NotForUs, BundleDamaged, BadFormat, BadJson, BadSignature, BundleTooLarge, BundleNewer:
            why it cannot be read. FileUnreadable, NotAnOrdinaryFile, DeviceGone.
    """
    found = _examine(workspace, path)
    if found.opened is None:
        raise found.fault or UnknownDevice()
    fields: dict[str, object] = msgspec.to_builtins(found.opened.manifest)
    return {**fields, "manifest_sha256": found.opened.manifest_sha256}


def verify_bundle(workspace: Workspace, path: Path) -> Verdict:
    """Say whether a bundle is whole, genuine, for this workspace, and from a known device.

    Raises:
        FileUnreadable, NotAnOrdinaryFile, DeviceGone: the file cannot be looked at.
    """
    found = _examine(workspace, path)
    fault = found.fault or found.body_fault
    if fault is None and found.opened is not None and found.enrolment is None:
        known = workspace.read(trust.devices)
        if found.opened.manifest.dev not in known:
            fault = UnknownDevice()
    if fault is not None:
        return Verdict(ok=False, slug=fault.slug, message=str(fault))
    return Verdict(ok=True, slug="", message="")


def _examine(workspace: Workspace, path: Path) -> Examined:
    data = safe_read(path, limit=bundle.MAX_FILE)
    return examine(workspace.party, Incoming(path.name, data))


__all__ = ["AlongsideError", "Verdict", "inspect_bundle", "verify_bundle"]
