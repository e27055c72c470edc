# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.crypto import passphrase
from desktop.crypto.keys import word_list
from desktop.errors import RecoveryCodeMistyped, WeakPassphrase

SECRET = st.binary(min_size=20, max_size=20)
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
FIXED = passphrase.format_recovery_code(bytes(range(20)))


def test_offered_passphrases_are_six_words_and_strong() -> None:
    offered = {passphrase.suggest() for _ in range(20)}
    assert len(offered) == 20
    for one in offered:
        words = one.split(" ")
        assert len(words) == 6
        assert set(words) <= set(word_list())
        passphrase.check(one)
        assert passphrase.score(one) == 4


@pytest.mark.parametrize(
    "weak", ["", " ", "password", "Password2026!", "aaaaaaaaaaaaaaaa", "qwertyuiop", "kX9$mq2!v"]
)
def test_weak_passphrases_are_refused(weak: str) -> None:
    with pytest.raises(WeakPassphrase) as caught:
        passphrase.check(weak)
    if weak.strip():
        assert weak not in str(caught.value)


@pytest.mark.parametrize(
    "strong", ["kX9$mq2!vZ", "three odd llamas knit", "x7 Läufer überm Fluß", "word salad " * 20]
)
def test_strong_passphrases_are_accepted(strong: str) -> None:
    passphrase.check(strong)


def test_a_long_repetition_is_scored_without_failing() -> None:
    assert passphrase.score("a" * 10_000) < 3


def test_scores_run_from_nought_to_four() -> None:
    assert passphrase.score("") == 0
    assert passphrase.score("password") == 0
    assert passphrase.score("correct zebra anvil tulip moss") == 4


def test_length_counts_characters_as_they_are_seen() -> None:
    typed = unicodedata.normalize("NFD", "éèêëüöäïô")
    assert len(typed) > 10
    with pytest.raises(WeakPassphrase):
        passphrase.check(typed)


def test_the_same_characters_from_two_keyboards_are_the_same_bytes() -> None:
    text = "Zoë naïve café"
    decomposed = unicodedata.normalize("NFD", text)
    assert decomposed != text
    assert passphrase.normalise(decomposed) == passphrase.normalise(text) == text.encode("utf-8")


def test_nothing_is_trimmed() -> None:
    assert passphrase.normalise(" a ") == b" a "


@given(st.text(st.characters(), max_size=30))
def test_any_text_can_be_a_passphrase(text: str) -> None:
    assert isinstance(passphrase.normalise(text), bytes)
    assert passphrase.score(text) in range(5)


def test_half_a_character_has_bytes_too() -> None:
    assert passphrase.normalise("\ud800") == b"\xed\xa0\x80"


def test_a_recovery_code_looks_as_it_is_described() -> None:
    codes = {passphrase.new_recovery_code() for _ in range(50)}
    assert len(codes) == 50
    assert all(re.fullmatch(f"([{ALPHABET}]{{4}}-){{8}}[{ALPHABET}]", code) for code in codes)


def test_the_recovery_code_of_fixed_bytes_is_what_it_always_was() -> None:
    assert FIXED == "000G-40R4-0M30-E209-185G-R38E-1W81-24GK-8"
    assert passphrase.parse_recovery_code(FIXED) == bytes(range(20))


@given(SECRET)
def test_a_recovery_code_reads_back(secret: bytes) -> None:
    assert passphrase.parse_recovery_code(passphrase.format_recovery_code(secret)) == secret


@given(SECRET)
def test_a_recovery_code_may_be_typed_carelessly(secret: bytes) -> None:
    code = passphrase.format_recovery_code(secret)
    for typed in (
        code.lower(),
        code.replace("-", " "),
        code.replace("-", ""),
        f"  {code.replace('-', ' – ')}\n",
        code.replace("0", "O").replace("1", "I"),
        code.replace("0", "o").replace("1", "l"),
        code.translate({ord(c): chr(ord(c) + 0xFEE0) for c in ALPHABET}),
    ):
        assert passphrase.parse_recovery_code(typed) == secret


def test_every_single_wrong_character_is_found() -> None:
    bare = FIXED.replace("-", "")
    for place, right in enumerate(bare):
        for wrong in ALPHABET.replace(right, ""):
            with pytest.raises(RecoveryCodeMistyped):
                passphrase.parse_recovery_code(bare[:place] + wrong + bare[place + 1 :])


@given(SECRET, st.integers(0, 32), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_found_in_any_code(secret: bytes, place: int, wrong: str) -> None:
    bare = passphrase.format_recovery_code(secret).replace("-", "")
    typed = bare[:place] + wrong + bare[place + 1 :]
    if typed != bare:
        with pytest.raises(RecoveryCodeMistyped):
            passphrase.parse_recovery_code(typed)


@given(SECRET, st.integers(0, 31))
def test_two_neighbours_exchanged_are_found(secret: bytes, place: int) -> None:
    bare = passphrase.format_recovery_code(secret).replace("-", "")
    typed = bare[:place] + bare[place + 1] + bare[place] + bare[place + 2 :]
    if typed != bare:
        with pytest.raises(RecoveryCodeMistyped):
            passphrase.parse_recovery_code(typed)


@given(SECRET, st.integers(0, 32), st.sampled_from(ALPHABET))
def test_a_missing_or_doubled_character_is_found(secret: bytes, place: int, more: str) -> None:
    bare = passphrase.format_recovery_code(secret).replace("-", "")
    for typed in (bare[:place] + bare[place + 1 :], bare[:place] + more + bare[place:]):
        with pytest.raises(RecoveryCodeMistyped):
            passphrase.parse_recovery_code(typed)


@given(st.text(max_size=60))
def test_other_text_is_a_mistyped_code(text: str) -> None:
    with pytest.raises(RecoveryCodeMistyped) as caught:
        passphrase.parse_recovery_code(text)
    assert caught.value.facts == {}


@pytest.mark.parametrize("text", ["", "U" * 33, FIXED + FIXED, FIXED.replace("-", "*")])
def test_codes_that_are_nearly_right(text: str) -> None:
    with pytest.raises(RecoveryCodeMistyped):
        passphrase.parse_recovery_code(text)
