# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import hashlib
import hmac
import re
import threading
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.crypto import keys

if TYPE_CHECKING:
    from collections.abc import Callable

SIGNING = bytes(range(32))
RECIPIENT = bytes(range(256)) * 4 + bytes(192)
WORDS = ("dolphin", "nose", "load", "goat", "problem", "run", "goose", "hour")


def test_ids_are_of_fixed_keys_what_they_always_were() -> None:
    """Published: a change of any of them would cut every workspace off from its hub."""
    assert keys.hub_id(SIGNING) == "f9524f10b70283fddb5d7005d7c3635c"
    assert keys.device_id(SIGNING) == "a0b3ca5c3b1c46d08b17c17e5360becb"
    assert keys.recipient_id(RECIPIENT) == "3256851d3172c724bdafe5f31edee718"
    expected = hashlib.sha256(b"alongside-hub/1" + SIGNING).digest()[:16].hex()
    assert keys.hub_id(SIGNING) == expected


def test_sha256() -> None:
    """FIPS 180-2, appendix B.1."""
    assert keys.sha256_hex(b"abc").startswith("ba7816bf8f01cfea414140de5dae2223")
    assert len(keys.sha256_hex(b"")) == 64


def test_fingerprints_are_of_fixed_keys_what_they_always_were() -> None:
    assert keys.hub_words(SIGNING) == WORDS
    assert keys.fingerprint_digits(SIGNING) == "25714 38083 33317 96035 81336 08244"
    digest = b"alongside-fingerprint/1" + SIGNING
    for _ in range(5200):
        digest = hashlib.sha512(digest).digest()
    assert keys.fingerprint(SIGNING) == digest[:11]
    bits = f"{int.from_bytes(digest[:11], 'big'):088b}"
    places = [int(bits[start : start + 11], 2) for start in range(0, 88, 11)]
    assert tuple(keys.word_list()[place] for place in places) == WORDS


def test_a_device_is_compared_by_both_of_its_keys() -> None:
    words = keys.device_words(signing=SIGNING, recipient=RECIPIENT)
    assert words == keys.fingerprint_words(SIGNING + RECIPIENT)
    assert words != keys.device_words(signing=SIGNING, recipient=RECIPIENT[::-1])
    assert words != keys.device_words(signing=SIGNING[::-1], recipient=RECIPIENT)


def test_digits_are_six_groups_of_five() -> None:
    assert re.fullmatch(r"(\d{5} ){5}\d{5}", keys.fingerprint_digits(b"anything"))


def test_the_word_list_is_that_of_bip_39() -> None:
    words = keys.word_list()
    assert (len(words), words[0], words[-1]) == (2048, "abandon", "zoo")


@pytest.mark.parametrize(
    "ask",
    [
        lambda: keys.hub_id(bytes(31)),
        lambda: keys.device_id(bytes(33)),
        lambda: keys.recipient_id(bytes(32)),
        lambda: keys.hub_words(b""),
        lambda: keys.device_words(signing=b"", recipient=RECIPIENT),
        lambda: keys.device_words(signing=SIGNING, recipient=b""),
        lambda: keys.enrol_mac(b"s", invite="00", signing=SIGNING, recipient=RECIPIENT),
    ],
)
def test_a_key_of_another_length_has_no_name(ask: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match="bytes are needed"):
        ask()


@pytest.mark.parametrize(
    "typed",
    [
        "outside kingdom rhythm",
        "  Outside,KINGDOM ,\n rhythm.",
        "outside-kingdom-rhythm",
        "1. outside 2. kingdom 3. rhythm",
    ],
)
def test_the_same_words_however_they_are_typed(typed: str) -> None:
    assert keys.same_words(typed, ("outside", "kingdom", "rhythm"))


@pytest.mark.parametrize(
    "typed",
    ["", "outside kingdom", "kingdom outside rhythm", "outsidekingdomrhythm", "outside kïngdom x"],
)
def test_other_words_are_not_the_same(typed: str) -> None:
    assert not keys.same_words(typed, ("outside", "kingdom", "rhythm"))


def test_an_enrolment_proves_its_invitation_and_its_keys() -> None:
    invite = "0123456789abcdef" * 2
    mac = keys.enrol_mac(b"secret", invite=invite, signing=SIGNING, recipient=RECIPIENT)
    message = b"alongside-enrol/1" + bytes.fromhex(invite) + SIGNING + RECIPIENT
    assert mac == hmac.new(b"secret", message, "sha256").digest()
    assert mac != keys.enrol_mac(b"other", invite=invite, signing=SIGNING, recipient=RECIPIENT)


def test_random_names_have_their_alphabet_and_length() -> None:
    names = {keys.random_name() for _ in range(200)}
    assert len(names) == 200
    assert all(re.fullmatch("[a-z2-7]{26}", name) for name in names)
    assert re.fullmatch("[0-9a-f]{32}", keys.random_id())
    assert re.fullmatch("[0-9a-f]{16}", keys.random_epoch())


def test_new_ids_rise_and_are_uuids_of_version_7() -> None:
    ids = [keys.new_id() for _ in range(10_000)]
    assert ids == sorted(set(ids))
    assert all(re.fullmatch("[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}", one) for one in ids)


def test_an_id_carries_the_time_it_was_made() -> None:
    """The example of RFC 9562, appendix A.6: 2022-02-22 19:22:22 UTC."""
    made = keys.IdSource(lambda: 0x017F22E279B0 * 1_000_000)()
    assert made.startswith("017f22e279b07")


@given(st.lists(st.integers(0, 2**47 * 1_000_000), min_size=2, max_size=30))
def test_ids_rise_whatever_the_clock_does(times: list[int]) -> None:
    clock = iter(times)
    source = keys.IdSource(lambda: next(clock))
    ids = [source() for _ in times]
    assert ids == sorted(set(ids))


def test_more_ids_than_fit_into_a_millisecond_borrow_from_the_next() -> None:
    source = keys.IdSource(lambda: 0)
    ids = [source() for _ in range(10_000)]
    assert ids == sorted(set(ids))
    assert int(ids[-1][:12], 16) >= 2


def test_ids_made_in_several_threads_are_all_different() -> None:
    made: list[str] = []

    def work() -> None:
        made.extend([keys.new_id() for _ in range(2_000)])

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 8_000
