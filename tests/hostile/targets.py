# SPDX-License-Identifier: Apache-2.0
"""Everything of ours that reads bytes which somebody else may have made, and good bytes for each.

A target takes bytes and either does its work or raises a fault of the error tree. To keep an input
that once broke one, put its bytes into ``corpus/<target>--<what it was>``; all of them are read
again before anything else is tried.
"""

from __future__ import annotations

import json
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from desktop.crypto import age, vault
from desktop.errors import AlongsideError
from desktop.records import programme, revision
from desktop.records.kinds import KINDS
from desktop.sync import bundle, documents, notices, strict_json
from desktop.sync.documents import Keyset, Roster
from tests.pairs import WEAKEST
from tests.records import samples
from tests.sync import makers, paperwork

if TYPE_CHECKING:
    from collections.abc import Callable

CORPUS: Final = Path(__file__).with_name("corpus")
#: Must be found in no fault, whatever field it was put into.
CANARY: Final = "Zanzibarischer-Kanarienvogel-7431"
PASSPHRASE: Final = "a lamp beside the quiet window"
BODY: Final = makers.packed(b'{"n":1}\n')
PACK: Final = programme.shipped_text("default")


@dataclass(frozen=True)
class Target:
    """One reader, and good bytes that it takes."""

    read: Callable[[bytes], object]
    samples: tuple[bytes, ...]


def _outer(data: bytes) -> object:
    return bundle.open_outer(data, [makers.HUB_KEY])


def _inner(data: bytes) -> object:
    return bundle.read_lines(bundle.read_manifest(data))


def _manifest(line: bytes) -> object:
    """Sign whatever the line is: a valid signature makes nothing harmless."""
    return _inner(makers.inner(line, BODY))


def _packed(body: bytes) -> object:
    """Describe the bytes truly, so that it is the body itself that is at fault."""
    return _inner(makers.inner(makers.described(body, raw=min(20_000, 200 * len(body))), body))


def _revision(line: bytes) -> object:
    return revision.read(line)


def _body(body: bytes) -> object:
    """Everything that lists, search and pages make of a body, for each kind."""
    for kind in KINDS.values():
        if kind.visible:
            found = kind.read(body)
            kind.summary(body, samples.GENERAL)
            kind.gist(found)
    return None


def _header(data: bytes) -> object:
    """By the recovery code, so that no example costs a key derivation."""
    return vault.unlock_with_recovery(data, RECOVERY_CODE)


def _invitation(data: bytes) -> object:
    made = notices.read_invitation(data, now=paperwork.NOW)
    return programme.parse(made.programme.text)


def _signed_invitation(line: bytes) -> object:
    text = line.decode("utf-8", "surrogateescape")
    signed = paperwork.signed_anyway(
        text, key=makers.OPERATIONAL, namespace=notices.INVITATION_NAMESPACE
    )
    return _invitation(signed.message + signed.signature.encode("ascii") + b"\n")


def _keyset(line: bytes) -> object:
    text = line.decode("utf-8", "surrogateescape")
    found = notices.open_keyset(paperwork.signed_anyway(text), root_public=makers.ROOT.public)
    return (found.active_recipients("hub"), found.active_operational())


def _roster(line: bytes) -> object:
    text = line.decode("utf-8", "surrogateescape")
    signed = paperwork.signed_anyway(
        text, key=makers.OPERATIONAL, namespace=notices.ROSTER_NAMESPACE
    )
    found = notices.open_roster(signed, keyset=paperwork.KEYSET)
    return [entry.hybrid for entry in found.entries]


def _receipt(line: bytes) -> object:
    return notices.decode_receipt([line])


def _enrolment(line: bytes) -> object:
    found = notices.decode_enrolment([line], signer_public=makers.DEVICE.public)
    return (found.device, found.hybrid, found.has_secret(paperwork.SECRET))


def _programme(data: bytes) -> object:
    return programme.parse(data.decode("utf-8", "surrogateescape"))


def _line_of(kind: str, body: bytes) -> bytes:
    made = revision.write(
        id="01" * 16,
        record="02" * 16,
        kind=kind,
        schema=1,
        parents=(),
        author=makers.PERSON,
        device=makers.DEVICE_ID,
        at=makers.MADE,
        reason=None,
        body=body,
    )
    return revision.line(made)


_BODIES: Final = tuple(
    json.dumps(fields, separators=(",", ":"), ensure_ascii=False).encode()
    for fields in (samples.VISIT, samples.SESSION, samples.SIGNPOSTS, samples.FAMILY)
)
_MADE: Final = vault.create(PASSPHRASE, parameters=WEAKEST, with_concerns=True)
RECOVERY_CODE: Final = _MADE[2]
_INVITED: Final = notices.write_invitation(
    makers.OPERATIONAL,
    msgspec.structs.replace(
        paperwork.INVITATION,
        programme=notices.ProgrammePack(id="default", version=1, text=PACK),
    ),
)
_ENROLS: Final = notices.encode_enrolment(
    notices.make_enrolment(
        invite=paperwork.INVITE,
        secret=paperwork.SECRET,
        signing=makers.DEVICE.public,
        recipient=makers.DEVICE_KEY.recipient,
    )
)

TARGETS: Final = {
    "age": Target(_outer, (makers.sealed().data, age.encrypt(b"", [makers.HUB_KEY.recipient]))),
    "inner": Target(_inner, (makers.inner(makers.manifest(BODY), BODY),)),
    "manifest": Target(_manifest, (json.dumps(makers.manifest(BODY)).encode(),)),
    "packed": Target(_packed, (BODY, makers.packed(b'{"n":1}\n' * 500))),
    "revision": Target(_revision, (_line_of("visit-note", _BODIES[0]),)),
    "body": Target(_body, _BODIES),
    "header": Target(_header, (_MADE[0],)),
    "invitation": Target(_invitation, (_INVITED,)),
    "signed-invitation": Target(_signed_invitation, (_INVITED.split(b"\n")[0],)),
    "keyset": Target(_keyset, (strict_json.encode(paperwork.KEYSET),)),
    "roster": Target(_roster, (strict_json.encode(paperwork.ROSTER),)),
    "receipt": Target(_receipt, (strict_json.encode(paperwork.RECEIPT),)),
    "enrolment": Target(_enrolment, (_ENROLS,)),
    "programme": Target(_programme, (PACK.encode(),)),
    "document": Target(lambda data: documents.decode(data, Keyset), (b'{"type":"x"}',)),
    "any-json": Target(lambda data: strict_json.decode(data, Roster), (b"{}",)),
}


def judge(target: str, data: bytes) -> str:
    """Let a target read ``data``; return the slug of the fault, empty where there was none.

    Anything but a fault of the error tree goes through, and so fails the test. A fault must be
    one that can be told to a person, and must tell nothing of what was read.
    """
    try:
        TARGETS[target].read(data)
    except AlongsideError as fault:
        told = (
            str(fault)
            + repr(fault)
            + fault.what_to_do()
            + repr(fault.facts)
            + repr(fault.__cause__)
            + "".join(traceback.format_exception_only(fault))
        )
        if CANARY in told:
            raise AssertionError("a fault tells what it read") from None
        if not fault.slug:
            raise AssertionError("a fault without a name") from None
        return fault.slug
    return ""
