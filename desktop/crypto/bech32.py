# SPDX-License-Identifier: Apache-2.0
"""Bech32 text for age keys (BIP 173, without its limit of 90 characters, as age has it).

Owns the encoding and its checksum. It must not know which keys are written with it.
"""

from __future__ import annotations

from typing import Final

_CHARSET: Final = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_VALUES: Final = {character: value for value, character in enumerate(_CHARSET)}
_GENERATOR: Final = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECKSUM_LENGTH: Final = 6
_FIRST_PRINTABLE: Final = 33
_LAST_PRINTABLE: Final = 126


def encode(prefix: str, data: bytes) -> str:
    """Return ``data`` as lower-case Bech32 text with the given lower-case prefix."""
    words = _to_words(data)
    checksum = _polymod([*_expand(prefix), *words, *[0] * _CHECKSUM_LENGTH]) ^ 1
    tail = [(checksum >> 5 * (5 - place)) & 31 for place in range(_CHECKSUM_LENGTH)]
    return f"{prefix}1" + "".join(_CHARSET[word] for word in [*words, *tail])


def decode(text: str) -> tuple[str, bytes]:
    """Return the prefix, as it was written, and the bytes of a Bech32 text.

    Raises:
        ValueError: mixed case, a wrong checksum, a character outside the alphabet, no prefix,
            or padding that is not zero.
    """
    if text not in (text.lower(), text.upper()):
        raise ValueError("mixed case")
    prefix, separator, rest = text.rpartition("1")
    if not separator or not prefix or len(rest) < _CHECKSUM_LENGTH:
        raise ValueError("no prefix or no checksum")
    if any(not _FIRST_PRINTABLE <= ord(character) <= _LAST_PRINTABLE for character in prefix):
        raise ValueError("a character outside the alphabet")
    try:
        words = [_VALUES[character] for character in rest.lower()]
    except KeyError:
        raise ValueError("a character outside the alphabet") from None
    if _polymod([*_expand(prefix.lower()), *words]) != 1:
        raise ValueError("wrong checksum")
    return prefix, _from_words(words[:-_CHECKSUM_LENGTH])


def _polymod(values: list[int]) -> int:
    checksum = 1
    for value in values:
        top = checksum >> 25
        checksum = (checksum & 0x1FFFFFF) << 5 ^ value
        for place, generator in enumerate(_GENERATOR):
            if top >> place & 1:
                checksum ^= generator
    return checksum


def _expand(prefix: str) -> list[int]:
    codes = prefix.encode("ascii")
    return [*(code >> 5 for code in codes), 0, *(code & 31 for code in codes)]


def _to_words(data: bytes) -> list[int]:
    spare = -len(data) * 8 % 5
    number = int.from_bytes(data, "big") << spare
    count = (len(data) * 8 + spare) // 5
    return [(number >> 5 * (count - 1 - place)) & 31 for place in range(count)]


def _from_words(words: list[int]) -> bytes:
    spare = len(words) * 5 % 8
    number = 0
    for word in words:
        number = number << 5 | word
    # More than four spare bits means a superfluous character; spare bits that are set, a second
    # spelling of the same key.
    if spare > 4 or number & ((1 << spare) - 1):
        raise ValueError("padding is not zero")
    return (number >> spare).to_bytes(len(words) * 5 // 8, "big")
