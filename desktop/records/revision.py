# SPDX-License-Identifier: Apache-2.0
"""The revision codec: one version of a record, as one line of JSON (docs/bundle-format.md).

Owns the exact bytes of an envelope and of a body. Does not know what the fields of a body mean,
where revisions are kept or how they travel.

A line is compact JSON: the envelope fields in their order, then any that a newer version added,
and ``body`` last. The envelope is the same line without ``,"body":…``. A body can be erased later
and every envelope, and everything that names one by its hash, stays verifiable.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final

import msgspec

from desktop.errors import BadJson, BundleTooLarge
from desktop.records import strict

MAX_LINE: Final = 1024 * 1024
MAX_REASON: Final = 2_000
MAX_PARENTS: Final = 64

_ID: Final = re.compile("[0-9a-f]{32}")
_IDS: Final = re.compile("(?:[0-9a-f]{32} ){4}[0-9a-f]{64}")  # four ids and a hash
_KIND: Final = re.compile("[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_AT: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-9]{2}:[0-9]{2}\.[0-9]{3}Z",
)
_MAX_KIND: Final = 64


@dataclass(frozen=True, slots=True)
class Revision:
    """One version of a record.

    Attributes:
        id: UUIDv7, 32 hex characters.
        record: id of the record it is a version of.
        kind: name of the kind, for example ``visit-note``.
        schema: version of the kind's fields, from 1.
        parents: the revisions it was written on top of; empty for the first.
        author: person id.
        device: device id.
        at: writer's clock, RFC 3339 UTC with milliseconds; for display, never for order.
        reason: why the record was changed; needed unless it is a first version.
        body_sha256: SHA-256 of the exact bytes of the body, 64 hex characters.
        envelope: the exact bytes of the line without its body.
        body: the exact bytes of the body; ``None`` once erased.
    """

    id: str
    record: str
    kind: str
    schema: int
    parents: tuple[str, ...]
    author: str
    device: str
    at: str
    reason: str | None
    body_sha256: str
    envelope: bytes
    body: bytes | None

    @property
    def envelope_sha256(self) -> str:
        """SHA-256 of the envelope, 64 hex characters: with ``id``, what identifies a revision."""
        return hashlib.sha256(self.envelope).hexdigest()


class _Envelope(msgspec.Struct, frozen=True, gc=False):
    id: str
    record: str
    kind: str
    schema: Annotated[int, msgspec.Meta(ge=1, le=65_535)]
    parents: tuple[str, ...]
    author: str
    device: str
    at: str
    reason: str | None
    body_sha256: str


class _Line(_Envelope, frozen=True, gc=False):
    body: msgspec.Raw


_ENVELOPE: Final = msgspec.json.Decoder(_Envelope, strict=True)
_LINE: Final = msgspec.json.Decoder(_Line, strict=True)
_ENCODE: Final = msgspec.json.Encoder().encode


def _is_time(text: str) -> bool:
    if _AT.fullmatch(text) is None:
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _good_parents(fields: _Envelope) -> bool:
    parents = fields.parents
    if not parents:
        return True
    if len(parents) > MAX_PARENTS or len(set(parents)) != len(parents) or fields.id in parents:
        return False
    return all(_ID.fullmatch(parent) for parent in parents)


def _good_reason(fields: _Envelope) -> bool:
    if fields.reason is None:
        return not fields.parents
    return len(fields.reason) <= MAX_REASON and fields.reason.strip() != ""


def _check(fields: _Envelope) -> None:
    ids = f"{fields.id} {fields.record} {fields.author} {fields.device} {fields.body_sha256}"
    good = (
        _IDS.fullmatch(ids)  # all in one look
        and len(fields.kind) <= _MAX_KIND
        and _KIND.fullmatch(fields.kind)
        and _is_time(fields.at)
        and _good_parents(fields)
        and _good_reason(fields)
    )
    if not good:
        raise BadJson


def _revision(fields: _Envelope, envelope: bytes, body: bytes | None) -> Revision:
    _check(fields)
    return Revision(
        fields.id,
        fields.record,
        fields.kind,
        fields.schema,
        fields.parents,
        fields.author,
        fields.device,
        fields.at,
        fields.reason,
        fields.body_sha256,
        envelope,
        body,
    )


def read(line: bytes) -> Revision:
    """Read one line, trusting nothing in it.

    The exact bytes of envelope and body are kept, and so are envelope fields that this version
    does not know. A kind that is not known here is accepted: it belongs to a newer version.

    Args:
        line: the bytes without the line feed.

    Raises:
        BundleTooLarge: the line is longer than 1 MiB.
        BadJson: it is not strict JSON, a field is missing or malformed, ``body`` is not an object
            or not last, or ``body_sha256`` is not the hash of the body.
    """
    if len(line) > MAX_LINE:
        raise BundleTooLarge
    strict.loads(line)
    try:
        fields = _LINE.decode(line)
    except msgspec.DecodeError:
        raise BadJson from None
    body = bytes(fields.body)
    # Bytes that spell a member at the very end can only be the last member of the outermost
    # object: inside a string their quotation marks would be escaped.
    tail = b',"body":' + body + b"}"
    if not body.startswith(b"{") or not line.endswith(tail):
        raise BadJson
    if hashlib.sha256(body).hexdigest() != fields.body_sha256:
        raise BadJson
    return _revision(fields, line[: -len(tail)] + b"}", body)


def read_envelope(envelope: bytes) -> Revision:
    """Read an envelope whose body has been erased; ``body`` of the result is ``None``.

    Raises:
        BundleTooLarge: it is longer than 1 MiB.
        BadJson: it is not strict JSON, a field is missing or malformed, or a body is there.
    """
    if len(envelope) > MAX_LINE:
        raise BundleTooLarge
    found = strict.loads(envelope)
    if not isinstance(found, dict) or "body" in found or not envelope.endswith(b"}"):
        raise BadJson
    try:
        fields = _ENVELOPE.decode(envelope)
    except msgspec.DecodeError:
        raise BadJson from None
    return _revision(fields, envelope, None)


def line(revision: Revision) -> bytes:
    """Return the line of ``revision``: the exact bytes that were written or read, no line feed.

    Raises:
        ValueError: the body has been erased.
    """
    if revision.body is None:
        raise ValueError("an erased revision has no line")
    return revision.envelope[:-1] + b',"body":' + revision.body + b"}"


def write(
    *,
    id: str,  # noqa: A002 - the field's name in the format
    record: str,
    kind: str,
    schema: int,
    parents: tuple[str, ...],
    author: str,
    device: str,
    at: str,
    reason: str | None,
    body: bytes,
) -> Revision:
    """Make a revision from its fields and the exact bytes of its body.

    What is written is read back before it is returned, so that nothing can be kept or sent that
    the other side would refuse.

    Raises:
        BundleTooLarge: the line would be longer than 1 MiB.
        BadJson: a field or the body is not as :func:`read` needs it.
    """
    fields = {
        "id": id,
        "record": record,
        "kind": kind,
        "schema": schema,
        "parents": parents,
        "author": author,
        "device": device,
        "at": at,
        "reason": reason,
        "body_sha256": hashlib.sha256(body).hexdigest(),
    }
    try:
        envelope = _ENCODE(fields)
    except UnicodeEncodeError:  # a lone surrogate
        raise BadJson from None
    return read(envelope[:-1] + b',"body":' + body + b"}")
