# SPDX-License-Identifier: Apache-2.0
"""Whatever a file holds, looking at it gives an answer and never an error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import AlongsideError, FileUnreadable
from desktop.sync import examine, notices
from desktop.sync.examine import Examined, Incoming
from desktop.sync.notices import Receipt
from desktop.workspace import Party
from tests.sync import makers
from tests.sync.forged import Sender

if TYPE_CHECKING:
    from desktop.crypto.age import HybridIdentity
    from desktop.sync.bundle import Sealed

HUB = Party(
    role="hub",
    hub=makers.HUB,
    device="ab" * 16,
    epoch=makers.EPOCH,
    signing=makers.OPERATIONAL,
    identities=(makers.HUB_KEY,),
    recipients=frozenset([notices.KeysetRecipient.__name__]),
)


def party(role: str, identity: HybridIdentity = makers.HUB_KEY) -> Party:
    from desktop.crypto import keys

    return Party(
        role=role,
        hub=makers.HUB,
        device=makers.DEVICE_ID,
        epoch=makers.EPOCH,
        signing=makers.DEVICE,
        identities=(identity,),
        recipients=frozenset([keys.recipient_id(identity.recipient.key)]),
    )


def sender(stream: str = "hub") -> Sender:
    return Sender(
        makers.DEVICE, makers.PERSON, makers.HUB, [makers.HUB_KEY.recipient], stream, makers.EPOCH
    )


def look(sealed: Sealed | bytes, role: str = "hub") -> Examined:
    data = sealed if isinstance(sealed, bytes) else sealed.data
    return examine.examine(party(role), Incoming("x.age", data))


def slug(fault: AlongsideError | None) -> str:
    return "" if fault is None else fault.slug


def test_records() -> None:
    made = sender()
    written = [made.write("A."), made.write("B.")]
    sealed = made.next(*written)
    found = look(sealed)
    assert (found.fault, found.body_fault) == (None, None)
    assert list(found.revisions) == written
    assert found.opened is not None
    assert found.opened.manifest_sha256 == sealed.manifest_sha256
    assert found.order == (makers.DEVICE_ID, makers.EPOCH, "hub", 1)


def test_an_enrolment() -> None:
    made = notices.make_enrolment(
        invite="ab" * 16,
        secret=b"x" * 16,
        signing=makers.DEVICE.public,
        recipient=makers.DEVICE_KEY.recipient,
    )
    found = look(sender().next(notices.encode_enrolment(made), kind="enrol"))
    assert found.enrolment == made
    other = notices.make_enrolment(
        invite="ab" * 16,
        secret=b"x" * 16,
        signing=makers.STRANGER.public,
        recipient=makers.DEVICE_KEY.recipient,
    )
    found = look(sender().next(notices.encode_enrolment(other), kind="enrol"))
    assert (slug(found.body_fault), found.enrolment) == ("bad-signature", None)


def test_a_receipt_for_a_device() -> None:
    receipt = Receipt(chains=())
    made = sender(stream=makers.DEVICE_ID)
    found = look(made.next(notices.encode_receipt(receipt), kind="receipt"), "volunteer")
    assert found.receipt == receipt


def test_a_file_that_could_not_be_read() -> None:
    fault = FileUnreadable(name="x")
    found = examine.examine(party("hub"), Incoming("x.age", fault=fault))
    assert (found.fault, found.file_sha256, found.data) == (fault, "", b"")
    assert Incoming("x.age", fault=fault).file_sha256 == ""
    assert found.order == ("", "", "", 0)


def test_a_stream_of_somebody_else() -> None:
    assert slug(look(sender(stream="safeguarding").next()).fault) == "not-for-us"
    assert slug(look(sender(stream="ab" * 16).next(), "volunteer").fault) == "not-for-us"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"kind": "concern"}, "newer-version"),
        ({"schema": 2}, "newer-version"),
        ({"kind": "reading-mark"}, "bad-json"),
        ({"kind": "roster", "body": b'{"document":"d","signature":"s","more":1}'}, "bad-json"),
        ({"body": b'{"known_as":["not",{"what":"it is"}],"unknown":1}'}, ""),
    ],
)
def test_lines_of_records(changes: dict[str, Any], expected: str) -> None:
    made = sender()
    found = look(made.next(made.write("first"), made.write(**changes)))
    assert slug(found.body_fault) == expected
    assert bool(found.revisions) == (not expected)
    assert found.opened is not None


@given(st.binary(max_size=300))
def test_any_bytes_as_a_line(line: bytes) -> None:
    line = line.replace(b"\n", b"") or b"x"
    found = look(sender().next(line))
    assert slug(found.body_fault) in {"bad-json", "newer-version", "bad-format"}


@given(st.binary(max_size=300))
def test_any_bytes_as_a_file(data: bytes) -> None:
    assert slug(look(data).fault) in {"damaged", "bad-format", "not-for-us"}
