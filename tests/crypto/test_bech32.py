# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.crypto import bech32

PREFIX = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=20).map(
    str.lower
)


@given(PREFIX, st.binary(max_size=60))
def test_round_trip(prefix: str, data: bytes) -> None:
    text = bech32.encode(prefix, data)
    assert bech32.decode(text) == (prefix, data)
    assert bech32.decode(text.upper()) == (prefix.upper(), data)


@given(st.text(max_size=40))
def test_other_text_is_refused_with_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        bech32.decode(text)


@given(st.binary(min_size=1, max_size=40), st.data())
def test_one_wrong_character_is_found(data: bytes, draw: st.DataObject) -> None:
    text = bech32.encode("age", data)
    place = draw.draw(st.integers(4, len(text) - 1))
    other = draw.draw(st.sampled_from([c for c in "qpzry9x8gf2tvdw0" if c != text[place]]))
    with pytest.raises(ValueError, match="checksum"):
        bech32.decode(text[:place] + other + text[place + 1 :])


@pytest.mark.parametrize("text", ["A12UEL5L", "a12uel5l"])
def test_published_vectors_without_content(text: str) -> None:
    """From BIP 173, "Test vectors"."""
    assert bech32.decode(text) == (text[0], b"")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("A12uEL5L", "mixed case"),
        ("pzry9x0s0muk", "no prefix"),
        ("1pzry9x0s0muk", "no prefix"),
        ("x1b4n0q5v", "alphabet"),
        ("li1dgmt3", "no checksum"),
        ("a b12uel5l", "alphabet"),
        ("de1lg7wt\xff", "alphabet"),
        ("A1G7SGD8", "checksum"),
    ],
)
def test_published_refusals(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        bech32.decode(text)


@pytest.mark.parametrize("words", [[0], [0, 0, 0], [0, 1]])
def test_padding_has_one_spelling(words: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bech32, "_to_words", lambda data: words)
    with pytest.raises(ValueError, match="padding"):
        bech32.decode(bech32.encode("age", b""))
