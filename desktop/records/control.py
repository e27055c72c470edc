# SPDX-License-Identifier: Apache-2.0
"""Kinds that carry news between workspaces: never in lists, never written on a form.

Owns their fields. What a signed document says, and whether its signature holds, is not known here.
Unlike what people write, nothing unknown is accepted in them.
"""

from __future__ import annotations

from typing import Annotated, Final, TypeVar

import msgspec

from desktop.errors import BadJson
from desktop.records import strict
from desktop.records.declaration import HUB, VOLUNTEER, Kind, Labels
from desktop.wording import QT_TRANSLATE_NOOP

Document = Annotated[str, msgspec.Meta(min_length=1, max_length=512 * 1024)]
Signature = Annotated[str, msgspec.Meta(min_length=1, max_length=4096)]
MAX_RETURNED: Final = 1_000_000  # so that it fits into one line of a bundle
_ID_LENGTH: Final = 32
_HEX: Final = frozenset("0123456789abcdef")


class Control(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What all of them have in common: nothing but strictness."""


class ReadingMark(Control, frozen=True, kw_only=True):
    """The author of this has read a version. ``revision``: its id."""

    revision: str

    def __post_init__(self) -> None:
        if len(self.revision) != _ID_LENGTH or not set(self.revision) <= _HEX:
            raise ValueError("a revision is named by 32 hex characters")


class Roster(Control, frozen=True, kw_only=True):
    """The list of people and devices of a hub, signed."""

    document: Document
    signature: Signature


class Keyset(Control, frozen=True, kw_only=True):
    """The list of keys of a hub, signed."""

    document: Document
    signature: Signature


class ProgrammePack(Control, frozen=True, kw_only=True):
    """A programme pack, as its TOML text."""

    id: str
    version: Annotated[int, msgspec.Meta(ge=1, le=2**31)]
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=256 * 1024)]


class Returned(Control, frozen=True, kw_only=True):
    """A bundle that the hub once signed for this device, given back to a hub that lost it.

    ``inner``: base64 of what was inside the age file.
    """

    inner: Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_RETURNED)]


C = TypeVar("C", bound=Control)


def decode(kind: type[C], body: bytes) -> C:
    """Read the body of a control record.

    Args:
        kind: the struct that it has to be.
        body: the exact bytes.

    Raises:
        BadJson: anything in it is not exactly as declared.
    """
    strict.loads(body)
    try:
        return msgspec.json.decode(body, type=kind, strict=True)
    except msgspec.DecodeError:
        raise BadJson from None


def encode(found: Control) -> bytes:
    """Return the body of a control record: compact JSON.

    Raises:
        BadJson: :func:`decode` would refuse it.
    """
    try:
        body = msgspec.json.encode(found)
    except UnicodeEncodeError:  # a lone surrogate
        raise BadJson from None
    decode(type(found), body)
    return body


def _kind(name: str, struct: type[Control], title: str, *, roles: tuple[str, ...] = (HUB,)) -> Kind:
    def heading(_found: Control, _labels: Labels) -> str:
        return title

    return Kind(
        name=name,
        schema=1,
        struct=struct,
        title=title,
        plural=title,
        about=title,
        roles=roles,
        visible=False,
        heading=heading,
    )


READING_MARK: Final = _kind("reading-mark", ReadingMark, QT_TRANSLATE_NOOP("records", "Read"))
ROSTER: Final = _kind("roster", Roster, QT_TRANSLATE_NOOP("records", "List of people"))
KEYSET: Final = _kind("keyset", Keyset, QT_TRANSLATE_NOOP("records", "List of keys"))
PROGRAMME: Final = _kind("programme", ProgrammePack, QT_TRANSLATE_NOOP("records", "Programme"))
RETURNED: Final = _kind(
    "returned", Returned, QT_TRANSLATE_NOOP("records", "Given back"), roles=(VOLUNTEER,)
)
