# SPDX-License-Identifier: Apache-2.0
"""Reading JSON from anywhere without surprises (docs/bundle-format.md, "Strict JSON").

Owns what every JSON text of ours must satisfy beyond RFC 8259: UTF-8, one line, no name twice in
one object, finite numbers within 64 bits, no control characters but line feed and tab in text, no
lone surrogates, nesting of at most 64. Knows nothing of records.
"""

from __future__ import annotations

import json
import math
import re
from contextlib import suppress
from typing import Final, NoReturn

import msgspec

from desktop.errors import BadJson

MAX_DEPTH: Final = 64
MIN_INTEGER: Final = -(2**63)
MAX_INTEGER: Final = 2**63 - 1

# Characters that no text of ours may hold: they break lists, files, printers or encoders.
FORBIDDEN: Final = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff]")

_RAW_CONTROL: Final = re.compile(rb"[\x00-\x1f]")
# Escapes that may stand for a forbidden character. What merely looks like one costs a slower look.
_SUSPECT_ESCAPE: Final = re.compile(rb"\\[bfru]")
# A whole string (or what is left of one that never ends, so that the scan stays linear), or one
# opening or closing bracket.
_TOKEN: Final = re.compile(rb'"(?:[^"\\]|\\.)*+\\?(?:"|\Z)|[\[\]{}]')
_SAFE_DIGITS: Final = 18

# Everything but control characters, backslashes and opening brackets.
_HARMLESS: Final = bytes(byte for byte in range(0x20, 0x100) if byte not in b"\\{[")
_GOOD_ESCAPES: Final = frozenset({b"n", b'"', b"t"})
_DIGITS_AS_ZEROS: Final = bytes(0x30 if 0x30 <= byte <= 0x39 else byte for byte in range(256))
_LONG_NUMBER: Final = b"0" * (_SAFE_DIGITS + 1)
_DECODE: Final = msgspec.json.Decoder().decode
_ENCODE: Final = msgspec.json.Encoder().encode


def _constant(_name: str) -> NoReturn:
    raise BadJson


def _integer(digits: str) -> int:
    if len(digits) <= _SAFE_DIGITS:
        return int(digits)
    if len(digits) > _SAFE_DIGITS + 2:
        raise BadJson
    value = int(digits)
    if not MIN_INTEGER <= value <= MAX_INTEGER:
        raise BadJson
    return value


def _fraction(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise BadJson
    return value


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise BadJson
    return found


_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_constant=_constant,
    parse_int=_integer,
    parse_float=_fraction,
)


def _check_depth(data: bytes) -> None:
    if data.count(b"{") + data.count(b"[") <= MAX_DEPTH:
        return
    depth = 0
    for token in _TOKEN.finditer(data):
        mark = token[0]
        if mark in (b"{", b"["):
            depth += 1
            if depth > MAX_DEPTH:
                raise BadJson
        elif mark in (b"}", b"]"):
            depth -= 1


def check_texts(value: object) -> None:
    """Look at every text in ``value``, names of members included.

    Raises:
        BadJson: one holds a character that is not allowed.
    """
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            if FORBIDDEN.search(item):
                raise BadJson
        elif isinstance(item, dict):
            waiting.extend(item)
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)


def _is_plain(data: bytes) -> bool:
    """Tell whether nothing in ``data`` needs a closer look, as in most of what our encoder wrote.

    No control characters, no escapes but those for quotation marks, line feeds and tabs, no
    number that might be too long, and too few brackets to be nested too deep.
    """
    marks = data.translate(None, _HARMLESS)
    brackets = marks.count(b"{") + marks.count(b"[")
    escapes = marks.count(b"\\")
    if len(marks) != brackets + escapes or brackets > MAX_DEPTH:
        return False
    if escapes and not all(part[:1] in _GOOD_ESCAPES for part in data.split(b"\\")[1:]):
        return False
    return _LONG_NUMBER not in data.translate(_DIGITS_AS_ZEROS)


def loads(data: bytes) -> object:
    """Read one JSON text that is exactly one value.

    Args:
        data: UTF-8 bytes without a line break.

    Returns:
        The value, of ``dict``, ``list``, ``str``, ``int``, ``float``, ``bool`` and ``None``.

    Raises:
        BadJson: for anything that is not strict JSON as described at the top of this file.
    """
    if _is_plain(data):
        # What our encoder would write byte for byte can hold no name twice, no lone surrogate, no
        # number that is not finite: none of them would come back. Nearly twice as fast.
        with suppress(ValueError):
            plain: object = _DECODE(data)
            if _ENCODE(plain) == data:
                return plain
    return _loads_closely(data)


def _loads_closely(data: bytes) -> object:
    if _RAW_CONTROL.search(data):
        raise BadJson
    _check_depth(data)
    try:
        value: object = _DECODER.decode(data.decode("utf-8"))
    except ValueError:  # not UTF-8, or not JSON; both are kinds of ValueError
        raise BadJson from None
    if _SUSPECT_ESCAPE.search(data):
        check_texts(value)
    return value


def loads_object(data: bytes) -> dict[str, object]:
    """Read one JSON text that is exactly one object; otherwise like :func:`loads`."""
    value = loads(data)
    if not isinstance(value, dict):
        raise BadJson
    return value
