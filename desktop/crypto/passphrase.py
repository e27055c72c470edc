# SPDX-License-Identifier: Apache-2.0
"""Passphrases and recovery codes: offering them, judging them, and reading what was typed.

Owns the six words that are offered, the floor for a passphrase of somebody's own, and the
recovery code with its check letter. It must not know what they open.

A recovery code is 160 random bits as 32 characters of Crockford's base 32 (no I, L, O or U), and
one check letter of the same alphabet. Crockford's own check adds symbols (``*~$=U``) that are hard
to write down, so the check here is a sum in the field of 32 elements, in which the factors of
neighbours differ: one wrong character, or two neighbours exchanged, always shows.
docs/security.md describes it for whoever has to write it again.
"""

from __future__ import annotations

import functools
import os
import re
import secrets
import unicodedata
from typing import Final

from desktop.crypto.keys import word_list
from desktop.errors import RecoveryCodeMistyped, WeakPassphrase

RECOVERY_SIZE: Final = 20

_OFFERED_WORDS: Final = 6
_SHORTEST: Final = 10
_LOWEST_SCORE: Final = 3
# zxcvbn refuses more; what follows can only make a passphrase better.
_LONGEST_SCORED: Final = 72

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE_LENGTH: Final = 32
_GROUP: Final = 4
_READ_AS: Final = str.maketrans("OIL", "011")
_SEPARATORS: Final = re.compile(r"[\s\-‐‑‒–—―−.,_]+")
# x^5 + x^2 + 1 over the field of two elements; x runs through all 31 others than zero.
_FIELD: Final = 0b100101


def suggest() -> str:
    """Return six random words of the English BIP-39 list: 66 bits, easy to type."""
    return " ".join(secrets.choice(word_list()) for _ in range(_OFFERED_WORDS))


def score(passphrase: str) -> int:
    """Return how hard a passphrase is to guess, from 0 (at once) to 4 (not in a lifetime)."""
    # Loading its word lists takes a moment that every start of the program would pay.
    from zxcvbn import zxcvbn

    shown = unicodedata.normalize("NFC", passphrase)[:_LONGEST_SCORED]
    return int(zxcvbn(shown)["score"]) if shown else 0


def check(passphrase: str) -> None:
    """Accept a passphrase that somebody chose.

    Raises:
        WeakPassphrase: it has fewer than ten characters, or is easy to guess.
    """
    too_short = len(unicodedata.normalize("NFC", passphrase)) < _SHORTEST
    if too_short or score(passphrase) < _LOWEST_SCORE:
        raise WeakPassphrase


def normalise(passphrase: str) -> bytes:
    """Return the bytes that keys are derived from: NFC, then UTF-8.

    A Mac may send é as two characters and a PC as one; both must open the same workspace. Nothing
    is trimmed: a space at the start is part of the passphrase.
    """
    return unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")


def new_recovery_code() -> str:
    """Return a new code, as eight groups of four and a check letter, joined by hyphens."""
    return format_recovery_code(os.urandom(RECOVERY_SIZE))


def format_recovery_code(secret: bytes) -> str:
    """Write 20 bytes as a recovery code."""
    number = int.from_bytes(secret, "big")
    values = [number >> 5 * place & 31 for place in range(_CODE_LENGTH - 1, -1, -1)]
    text = "".join(_ALPHABET[value] for value in values)
    groups = [text[start : start + _GROUP] for start in range(0, _CODE_LENGTH, _GROUP)]
    return "-".join([*groups, _ALPHABET[_check_value(values)]])


def parse_recovery_code(text: str) -> bytes:
    """Return the 20 bytes of a code, however it was typed.

    Small letters, spaces and other separators do not matter; O is read as 0, and I and L as 1.

    Raises:
        RecoveryCodeMistyped: it has the wrong length, a foreign character, or the wrong check
            letter.
    """
    bare = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).upper().translate(_READ_AS)
    values = [_ALPHABET.find(character) for character in bare]
    if len(values) != _CODE_LENGTH + 1 or min(values) < 0:
        raise RecoveryCodeMistyped
    *content, check_value = values
    if _check_value(content) != check_value:
        raise RecoveryCodeMistyped
    number = functools.reduce(lambda total, value: total << 5 | value, content, 0)
    return number.to_bytes(RECOVERY_SIZE, "big")


def _check_value(values: list[int]) -> int:
    """Return the sum of ``values[i] * x^(i + 1)``; the check letter itself counts with x^0."""
    total = 0
    for value in reversed(values):
        total = _times_x(total ^ value)
    return total


def _times_x(value: int) -> int:
    doubled = value << 1
    return doubled ^ _FIELD if doubled & 32 else doubled
