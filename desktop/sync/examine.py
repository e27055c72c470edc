# SPDX-License-Identifier: Apache-2.0
"""Look at one file from outside: everything that can be said of it without the database.

Opens, verifies and decodes; decides nothing and keeps nothing. Whatever the file holds, the
result is an :class:`Examined`, never an exception.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.crypto import keys
from desktop.errors import AlongsideError, BundleNewer, NotForUs
from desktop.records import revision
from desktop.records.kinds import KINDS
from desktop.sync import bundle, control, notices

if TYPE_CHECKING:
    from desktop.records.revision import Revision
    from desktop.sync.bundle import Opened
    from desktop.sync.notices import Enrolment, Receipt
    from desktop.workspace import Party


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that was fetched or dropped in: its bytes, or why it could not be read.

    ``name`` is what it was called outside: for display only.
    """

    name: str
    data: bytes = b""
    fault: AlongsideError | None = None

    @property
    def file_sha256(self) -> str:
        """The hash of its bytes; empty when they could not be read."""
        return "" if self.fault is not None else keys.sha256_hex(self.data)


@dataclass(frozen=True, slots=True)
class Examined:
    """What a file turned out to be.

    Attributes:
        name: what it was called outside.
        data: its bytes.
        file_sha256: their hash; empty when it could not be read.
        opened: the verified manifest; None when there is none, or it is not for this workspace.
        fault: why it has no verified manifest.
        body_fault: why its body cannot be used although the manifest verified.
        revisions, enrolment, receipt: the body, by the kind of bundle.
    """

    name: str
    data: bytes
    file_sha256: str
    opened: Opened | None = None
    fault: AlongsideError | None = None
    body_fault: AlongsideError | None = None
    revisions: tuple[Revision, ...] = ()
    enrolment: Enrolment | None = None
    receipt: Receipt | None = None

    @property
    def has_body(self) -> bool:
        """Whether the body was read, or found to be unusable; an empty one is soon read again."""
        return bool(self.body_fault or self.revisions or self.enrolment or self.receipt)

    @property
    def order(self) -> tuple[str, str, str, int]:
        """Sort key that brings each chain into its own order."""
        if self.opened is None:
            return ("", "", "", 0)
        manifest = self.opened.manifest
        return (manifest.dev, manifest.epoch, manifest.stream, manifest.seq)


def examine(party: Party, incoming: Incoming) -> Examined:
    """Open and verify one file as far as it can be without knowing who may send."""
    return with_body(look(party, incoming))


def look(party: Party, incoming: Incoming) -> Examined:
    """Open one file up to its verified manifest. Its body is left as it is.

    Whoever knows the public key of a hub can make files that get this far, so nothing is
    unpacked before the roster was asked about the sender (docs/bundle-format.md).
    """
    if incoming.fault is not None:
        return Examined(incoming.name, b"", "", fault=incoming.fault)
    found = Examined(incoming.name, incoming.data, incoming.file_sha256)
    try:
        inner = bundle.open_outer(incoming.data, party.identities)
        opened = bundle.read_manifest(inner)
        bundle.require_addressed(opened, hub=party.hub, recipients=party.recipients)
        if opened.manifest.stream != party.inbound_stream:
            raise NotForUs
    except AlongsideError as fault:
        return replace(found, fault=fault)
    return replace(found, opened=opened)


def with_body(found: Examined) -> Examined:
    """Return what was found with its body, or with what is the matter with it."""
    if found.opened is None or found.has_body:
        return found
    try:
        return _read_body(found, found.opened)
    except AlongsideError as fault:
        return replace(found, body_fault=fault)


def _read_body(found: Examined, opened: Opened) -> Examined:
    kind = opened.manifest.kind
    if kind == "records":
        lines = bundle.read_lines(opened)
        return replace(found, revisions=tuple(_read_line(line) for line in lines))
    lines = bundle.read_lines(opened, max_raw=control.MAX_CONTROL_LINE + 1)
    if kind == "enrol":
        enrolment = notices.decode_enrolment(lines, signer_public=opened.signer_public)
        return replace(found, enrolment=enrolment)
    return replace(found, receipt=notices.decode_receipt(lines))


def _read_line(line: bytes) -> Revision:
    item = revision.read(line)
    kind = KINDS.get(item.kind)
    if kind is None or item.schema > kind.schema:
        raise BundleNewer
    if item.body is not None and not kind.visible:
        kind.read(item.body)  # what steers the program must be exactly as declared
    return item
