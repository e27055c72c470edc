# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json

import msgspec
import pytest
from hypothesis import given, settings

from desktop.errors import (
    AlongsideError,
    BadFormat,
    BadSignature,
    BundleTooLarge,
)
from desktop.sync import documents, notices
from desktop.sync.notices import (
    Enrolment,
    Keyset,
    Receipt,
    ReceiptChain,
    ReceiptItem,
)
from tests.sync.makers import (
    DEVICE,
    DEVICE_ID,
    DEVICE_KEY,
    EPOCH,
    ROOT,
    STRANGER,
)
from tests.sync.paperwork import (
    INVITE,
    JSON,
    RECEIPT,
    SECRET,
    fields_of,
    signed_anyway,
)


class TestEnrolment:
    def made(self) -> Enrolment:
        return notices.make_enrolment(
            invite=INVITE, secret=SECRET, signing=DEVICE.public, recipient=DEVICE_KEY.recipient
        )

    def test_round_trip(self) -> None:
        line = notices.encode_enrolment(self.made())
        got = notices.decode_enrolment([line], signer_public=DEVICE.public)
        assert got == self.made()
        assert got.device == DEVICE_ID
        assert got.hybrid == DEVICE_KEY.recipient
        assert got.has_secret(SECRET)
        assert not got.has_secret(bytes(16))

    def test_it_is_bound_to_the_invitation(self) -> None:
        other = msgspec.structs.replace(self.made(), invite="0" * 32)
        assert not other.has_secret(SECRET)

    def test_for_another_key_than_the_one_that_signed(self) -> None:
        line = notices.encode_enrolment(self.made())
        with pytest.raises(BadSignature):
            notices.decode_enrolment([line], signer_public=STRANGER.public)

    @pytest.mark.parametrize(
        "change",
        [
            {"invite": "x"},
            {"signing": ""},
            {"recipient": "age1"},
            {"recipient": "é"},
            {"mac": "00"},
            {"mac": 1},
            {"surprise": 1},
        ],
    )
    def test_fields_that_are_wrong(self, change: dict[str, object]) -> None:
        line = json.dumps({**fields_of(self.made()), **change}).encode()
        with pytest.raises(BadFormat):
            notices.decode_enrolment([line], signer_public=DEVICE.public)

    def test_not_one_line(self) -> None:
        line = notices.encode_enrolment(self.made())
        for lines in ([], [line, line]):
            with pytest.raises(BadFormat):
                notices.decode_enrolment(lines, signer_public=DEVICE.public)
        with pytest.raises(BundleTooLarge):
            notices.decode_enrolment([line.ljust(2_000_000)], signer_public=DEVICE.public)


class TestReceipt:
    def test_round_trip(self) -> None:
        line = notices.encode_receipt(RECEIPT)
        assert notices.decode_receipt([line]) == RECEIPT
        assert line.startswith(b'{"chains":[{"epoch":"00112233445566aa","stream":"hub","high":2,')
        assert b"null" not in line

    def test_the_shortest(self) -> None:
        assert notices.decode_receipt([b'{"chains":[]}']) == Receipt(chains=())

    @pytest.mark.parametrize(
        "change",
        [
            {"epoch": "x"},
            {"stream": "all"},
            {"high": -1},
            {"missing": [0]},
            {"missing": [2]},
            {"missing": [4, 3]},
            {"missing": [3, 3]},
            {"missing": ["3"]},
            {"items": [{"seq": 1, "sha256": "x", "status": "applied"}]},
            {"items": [{"seq": 1, "sha256": "ab" * 32, "status": "applied", "slug": "damaged"}]},
            {"items": [{"seq": 1, "sha256": "ab" * 32, "status": "quarantined"}]},
            {"items": [{"seq": 1, "sha256": "ab" * 32, "status": "lost"}]},
            {"items": [{"seq": 1, "sha256": "ab" * 32, "status": "waiting", "slug": "No!"}]},
            {"items": [{"seq": 1, "sha256": "ab" * 32, "status": "waiting", "slug": None}]},
            {"items": [{"seq": 1, "sha256": "ab" * 32, "status": "applied"}] * 2},
            {"surprise": 1},
        ],
    )
    def test_chains_that_are_wrong(self, change: dict[str, object]) -> None:
        line = json.dumps({"chains": [{**fields_of(RECEIPT.chains[0]), **change}]}).encode()
        with pytest.raises(BadFormat):
            notices.decode_receipt([line])

    def test_a_chain_named_twice(self) -> None:
        chain = fields_of(RECEIPT.chains[0])
        with pytest.raises(BadFormat):
            notices.decode_receipt([json.dumps({"chains": [chain, chain]}).encode()])

    def test_more_than_a_line_can_hold(self) -> None:
        items = tuple(
            ReceiptItem(seq=number, sha256="ab" * 32, status="applied")
            for number in range(1, 20_000)
        )
        chain = ReceiptChain(epoch=EPOCH, stream="hub", high=1, missing=(), items=items)
        with pytest.raises(BundleTooLarge):
            notices.encode_receipt(Receipt(chains=(chain,)))


@settings(max_examples=300)
@given(value=JSON)
def test_any_json_as_a_control_line(value: object) -> None:
    line = json.dumps(value).encode()
    for read in (
        lambda: notices.decode_receipt([line]),
        lambda: notices.decode_enrolment([line], signer_public=DEVICE.public),
        lambda: documents.verified(
            signed_anyway(line.decode()),
            Keyset,
            signers=(ROOT.public,),
            namespace=notices.KEYSET_NAMESPACE,
        ),
    ):
        with pytest.raises(AlongsideError):
            read()
