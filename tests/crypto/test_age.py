# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.crypto import age
from desktop.crypto.age_format import (
    CHUNK_SIZE,
    decode_base64,
    derive_key,
    encode_base64,
    write_stanzas,
)
from tests.crypto.classic_identities import X25519Identity

ALICE = age.HybridIdentity.from_seed(bytes(range(32)))
BOB = age.HybridIdentity.from_seed(bytes(range(1, 33)))

SIZES = [0, 1, CHUNK_SIZE - 1, CHUNK_SIZE, CHUNK_SIZE + 1, 2 * CHUNK_SIZE, 3 * CHUNK_SIZE + 17]


@dataclass(frozen=True)
class Fixed:
    """A recipient that writes the stanza it is told."""

    stanza: age.Stanza

    def wrap(self, file_key: bytes) -> age.Stanza:
        return self.stanza


def shortened(value: object) -> str:
    return str(value)[:24]


@pytest.mark.parametrize("size", SIZES)
def test_what_is_sealed_comes_out_again(size: int) -> None:
    plaintext = (bytes(range(256)) * (size // 256 + 1))[:size]
    sealed = age.encrypt(plaintext, [ALICE.recipient])
    assert age.decrypt(sealed, [ALICE], allowed=age.is_not_classic) == plaintext
    assert plaintext == b"".join(age.open_chunks(sealed, [ALICE]))


@given(st.binary(max_size=300), st.integers(1, 3))
def test_any_of_several_recipients_can_open_it(plaintext: bytes, others: int) -> None:
    recipients = [BOB.recipient] * others + [ALICE.recipient]
    sealed = age.encrypt(plaintext, recipients)
    assert age.decrypt(sealed, [ALICE]) == plaintext
    assert age.decrypt(sealed, [BOB]) == plaintext


def test_sealing_twice_gives_different_bytes_that_do_not_show_the_text() -> None:
    first, second = (age.encrypt(b"a needle in here", [ALICE.recipient]) for _ in range(2))
    assert first != second
    assert b"needle" not in first


@pytest.mark.parametrize("count", [0, 65])
def test_a_number_of_recipients_that_nobody_would_read_is_refused(count: int) -> None:
    with pytest.raises(ValueError, match="recipients"):
        age.encrypt(b"", [ALICE.recipient] * count)


def test_somebody_else_cannot_open_it() -> None:
    with pytest.raises(age.NoMatch):
        age.decrypt(age.encrypt(b"text", [ALICE.recipient]), [BOB])
    with pytest.raises(age.NoMatch):
        age.decrypt(age.encrypt(b"text", [ALICE.recipient]), [])


def test_every_flipped_byte_is_found() -> None:
    sealed = age.encrypt(b"text", [ALICE.recipient])
    for place in range(len(sealed)):
        damaged = bytearray(sealed)
        damaged[place] ^= 1 << place % 8
        with pytest.raises(age.AgeError):
            age.decrypt(bytes(damaged), [ALICE])


def test_every_truncation_is_found() -> None:
    sealed = age.encrypt(b"text", [ALICE.recipient])
    for size in range(len(sealed)):
        with pytest.raises(age.AgeError):
            age.decrypt(sealed[:size], [ALICE])


@given(st.binary(max_size=400))
@example(b"")
@example(b"\n")
@example(b"-> mlkem768x25519 \xff\n\n--- x\n")
def test_no_header_escapes_the_named_errors(header: bytes) -> None:
    with pytest.raises(age.AgeError):
        age.decrypt(b"age-encryption.org/v1\n" + header, [ALICE])
    with pytest.raises(age.AgeError):
        age.decrypt(header, [ALICE])


def test_armor_and_other_versions_are_refused() -> None:
    for start in (b"-----BEGIN AGE ENCRYPTED FILE-----\n", b"age-encryption.org/v2\n", b""):
        with pytest.raises(age.NotAccepted):
            age.decrypt(start, [ALICE])


def test_a_refused_stanza_stops_before_any_key_is_tried() -> None:
    for name in ("scrypt", "X25519", "ssh-rsa", "ssh-ed25519", "p256tag", "piv-p256"):
        classic = Fixed(age.Stanza(name, ("AAAA", "23"), bytes(32)))
        sealed = age.encrypt(b"text", [classic])
        with pytest.raises(age.NotAccepted):
            age.decrypt(sealed, [ALICE], allowed=age.is_not_classic)
        mixed = age.encrypt(b"text", [ALICE.recipient, classic])
        with pytest.raises(age.NotAccepted):
            age.decrypt(mixed, [ALICE], allowed=age.is_not_classic)


@pytest.mark.parametrize("size", [0, 1, 47, 48, 49, 96, 200])
def test_unknown_stanzas_are_passed_over(size: int) -> None:
    grease = Fixed(age.Stanza("x-grease", ("~!", "b"), bytes(size)))
    sealed = age.encrypt(b"text", [grease, ALICE.recipient, grease])
    assert age.decrypt(sealed, [ALICE], allowed=age.is_not_classic) == b"text"


def test_a_passphrase_stanza_must_stand_alone() -> None:
    scrypt = Fixed(age.Stanza("scrypt", ("AAAA", "10"), bytes(32)))
    with pytest.raises(age.HeaderFailure):
        age.decrypt(age.encrypt(b"", [scrypt, ALICE.recipient]), [ALICE])


def malformed() -> list[age.Stanza]:
    good = ALICE.recipient.wrap(bytes(16))
    share = decode_base64(good.args[0].encode("ascii"))
    kind = good.type
    return [
        age.Stanza(kind, (), good.body),
        age.Stanza(kind, (*good.args, "more"), good.body),
        age.Stanza(kind, good.args, good.body + b"x"),
        age.Stanza(kind, (good.args[0] + "=",), good.body),
        age.Stanza(kind, (encode_base64(share[:-1]),), good.body),
        age.Stanza(kind, (encode_base64(share[:-32] + bytes(32)),), good.body),
    ]


def test_a_malformed_stanza_of_a_known_type_refuses_the_file() -> None:
    for stanza in malformed():
        with pytest.raises(age.HeaderFailure):
            ALICE.unwrap(stanza)


def test_a_stanza_that_does_not_decrypt_is_for_somebody_else() -> None:
    good = ALICE.recipient.wrap(bytes(16))
    assert ALICE.unwrap(good) == bytes(16)
    assert ALICE.unwrap(age.Stanza(good.type, good.args, bytes(32))) is None
    assert ALICE.unwrap(age.Stanza("other", good.args, good.body)) is None
    assert BOB.unwrap(good) is None


HEADER_LINE = b"age-encryption.org/v1\n"
MAC_LINE = b"--- " + encode_base64(bytes(32)).encode("ascii") + b"\n"


@pytest.mark.parametrize(
    ("rest", "reason"),
    [
        (MAC_LINE, "no stanza"),
        (b"-> a\n\n--- AAAA\n", "wrong length"),
        (b"-> a\n\n" * 65 + MAC_LINE, "too many"),
        (b"-> " + b"a" * 4096 + b"\n\n" + MAC_LINE, "too long"),
        (b"-> a\n" + b"A" * 65 + b"\n" + MAC_LINE, "line that is too long"),
        (b"-> a\n" + (b"A" * 64 + b"\n") * 4100 + b"\n" + MAC_LINE, "too long"),
        (b"-> \n\n" + MAC_LINE, "empty argument"),
        (b"-> a  b\n\n" + MAC_LINE, "empty argument"),
        (b"-> a\x7f\n\n" + MAC_LINE, "forbidden character"),
        (b"-> a\nA\n" + MAC_LINE, "not base64"),
        (b"-> a\nAB\n" + MAC_LINE, "not canonical"),
        (b"-> a\nA-AA\n" + MAC_LINE, "not base64|not canonical"),
        (b"garbage\n", "neither"),
    ],
    ids=shortened,
)
def test_headers_that_do_not_follow_the_specification(rest: bytes, reason: str) -> None:
    with pytest.raises(age.HeaderFailure, match=reason):
        age.decrypt(HEADER_LINE + rest, [ALICE])


def test_a_body_of_exactly_the_permitted_header_is_read() -> None:
    limits = age.Limits(stanzas=1, line=100, header=len(HEADER_LINE + b"-> a\n\n" + MAC_LINE))
    with pytest.raises(age.NoMatch):
        age.decrypt(HEADER_LINE + b"-> a\n\n" + MAC_LINE, [ALICE], limits=limits)
    with pytest.raises(age.HeaderFailure):
        age.decrypt(HEADER_LINE + b"-> aa\n\n" + MAC_LINE, [ALICE], limits=limits)


@pytest.mark.parametrize(
    "rest",
    [
        b"-> a\n\n" * 200_000,
        b"-> " + b"a" * 30_000_000,
        b"-> a\n" + (b"A" * 64 + b"\n") * 492_000,
    ],
    ids=["200,000 stanzas", "a line of 30 MB", "a body of 32 MB"],
)
def test_a_hostile_header_costs_next_to_nothing(rest: bytes) -> None:
    started = time.perf_counter()
    with pytest.raises(age.HeaderFailure):
        age.decrypt(HEADER_LINE + rest + MAC_LINE, [ALICE])
    # Measured: a few milliseconds. The bound is generous, because the machine may be busy; a
    # reader whose work grows with the square of the size would need minutes.
    assert time.perf_counter() - started < 2


def test_the_most_stanzas_that_are_permitted_are_read_in_linear_time() -> None:
    stanza = b"-> a\n" + (b"A" * 64 + b"\n") * 60 + b"\n"
    started = time.perf_counter()
    with pytest.raises(age.NoMatch):
        age.decrypt(HEADER_LINE + stanza * 64 + MAC_LINE, [ALICE])
    assert time.perf_counter() - started < 2


def test_a_file_over_the_limit_is_refused_unread() -> None:
    with pytest.raises(age.TooLarge):
        age.decrypt(bytes(11), [ALICE], limits=age.Limits(file=10))
    with pytest.raises(age.TooLarge):
        age.decrypt(bytes(40 * 1024 * 1024 + 1), [ALICE])


def test_a_changed_mac_is_its_own_failure() -> None:
    sealed = age.encrypt(b"text", [ALICE.recipient])
    place = sealed.index(b"\n--- ") + 5
    changed = b"B" if sealed[place : place + 1] != b"B" else b"C"
    with pytest.raises(age.HmacFailure):
        age.decrypt(sealed[:place] + changed + sealed[place + 1 :], [ALICE])


def test_the_written_header_is_the_one_that_was_read() -> None:
    stanzas = [age.Stanza("a", (), b""), age.Stanza("b", ("c", "d"), bytes(48))]
    expected = b"-> a\n\n-> b c d\n" + b"A" * 64 + b"\n\n---"
    assert write_stanzas(stanzas) == HEADER_LINE + expected


@given(st.binary(max_size=100))
def test_base64_round_trip(data: bytes) -> None:
    assert decode_base64(encode_base64(data).encode("ascii")) == data


def test_keys_round_trip_as_text() -> None:
    identity = age.HybridIdentity.generate()
    assert age.HybridIdentity.parse(identity.to_text()).seed == identity.seed
    assert age.HybridRecipient.parse(str(identity.recipient)) == identity.recipient
    assert identity.to_text().startswith("AGE-SECRET-KEY-PQ-1")
    assert str(identity.recipient).startswith("age1pq1")
    assert len(str(identity.recipient)) == 1959


def test_the_seed_expands_as_in_other_programs() -> None:
    """The hash of the recipient that the age-encryption package prints for this identity."""
    text = "AGE-SECRET-KEY-PQ-1HZLGZUPT4ETPKDEV8HSGFDCYZ4E522W0A7PU2LHT8EH9W6YLNC3SW78XKG"
    recipient = str(age.HybridIdentity.parse(text).recipient)
    assert (
        hashlib.sha256(recipient.encode("ascii")).hexdigest()
        == "3391361ba4a3d211173b3161b1460630cee790d95b732cd447313243226cb082"
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "age1pq1",
        str(ALICE.recipient)[:-1],
        str(ALICE.recipient).upper()[:-1] + "q",
        ALICE.to_text(),
    ],
    ids=shortened,
)
def test_text_that_is_not_a_recipient(text: str) -> None:
    with pytest.raises(ValueError, match=r"prefix|case|checksum|recipient"):
        age.HybridRecipient.parse(text)


@pytest.mark.parametrize("text", ["", str(ALICE.recipient), ALICE.to_text().lower()], ids=shortened)
def test_text_that_is_not_an_identity(text: str) -> None:
    with pytest.raises(ValueError, match=r"prefix|identity"):
        age.HybridIdentity.parse(text)


@pytest.mark.parametrize(
    "key",
    [
        b"",
        ALICE.recipient.key[:-1],
        ALICE.recipient.key + b"x",
        ALICE.recipient.key[:1184] + bytes(32),
        b"\xff" * 1184 + ALICE.recipient.key[1184:],
    ],
    ids=len,
)
def test_an_unusable_recipient_key_is_found_when_it_is_read(key: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        age.HybridRecipient(key)


def test_a_seed_has_32_bytes() -> None:
    with pytest.raises(ValueError, match="32"):
        age.HybridIdentity.from_seed(bytes(31))


def test_an_identity_shows_nothing_of_itself() -> None:
    assert repr(ALICE) == str(ALICE) == "HybridIdentity(…)"


def test_errors_say_nothing_of_the_content() -> None:
    sealed = age.encrypt(b"needle" * 20_000, [ALICE.recipient])
    with pytest.raises(age.PayloadFailure) as caught:
        age.decrypt(sealed[:-1] + b"?", [ALICE])
    assert "needle" not in str(caught.value)


def test_an_empty_chunk_after_a_full_one_is_refused() -> None:
    """A second spelling of the same plaintext would be a second file that says the same."""
    sealed = age.encrypt(bytes(CHUNK_SIZE), [ALICE.recipient])
    with pytest.raises(age.PayloadFailure):
        age.decrypt(sealed[: -CHUNK_SIZE - 16], [ALICE])


def test_keys_are_separated_by_their_purpose() -> None:
    assert derive_key(bytes(16), salt=None, info=b"header") != derive_key(
        bytes(16), salt=None, info=b"payload"
    )


def test_the_reader_takes_other_identities() -> None:
    with pytest.raises(age.NoMatch):
        age.decrypt(
            age.encrypt(b"", [ALICE.recipient]),
            [
                X25519Identity(
                    "AGE-SECRET-KEY-1EGTZVFFV20835NWYV6270LXYVK2VKNX2MMDKWYKLMGR48UAWX40Q2P2LM0"
                )
            ],
        )
