# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import BadJson
from desktop.records import strict
from tests.records.samples import anything, words

BAD = {
    "empty": b"",
    "two values": b"{} {}",
    "not JSON": b"{'a':1}",
    "trailing comma": b"[1,]",
    "unfinished": b'{"a":',
    "unfinished text": b'"abc',
    "not UTF-8": b'"\xff"',
    "UTF-16": '"a"'.encode("utf-16"),
    "byte order mark": b"\xef\xbb\xbf{}",
    "encoded surrogate": b'"\xed\xa0\x80"',
    "line feed": b"{\n}",
    "carriage return": b"[1,\r2]",
    "tab": b"[1,\t2]",
    "raw NUL": b'"a\x00b"',
    "NaN": b'{"a":NaN}',
    "Infinity": b"[Infinity]",
    "minus Infinity": b"[-Infinity]",
    "too large a fraction": b"[1e999]",
    "too negative a fraction": b"[-1e999]",
    "ten thousand digits": b"[" + b"9" * 10_000 + b"]",
    "one past the largest": b"[9223372036854775808]",
    "one past the smallest": b"[-9223372036854775809]",
    "same name twice": b'{"a":1,"a":1}',
    "same name twice, spelt otherwise": b'{"a":1,"\\u0061":1}',
    "same name twice, deep down": b'[{"b":[{"a":1,"c":2,"a":3}]}]',
    "escaped NUL": b'"a\\u0000b"',
    "escaped backspace": b'"\\b"',
    "escaped form feed": b'["\\f"]',
    "escaped carriage return": b'{"a":"\\r"}',
    "escaped escape": b'"\\u001B"',
    "control character in a name": b'{"\\u0007":1}',
    "lone high surrogate": b'"\\ud800"',
    "lone low surrogate": b'{"a":["\\uDFFF"]}',
    "surrogates the wrong way round": b'"\\udc00\\ud800"',
    "65 lists": b"[" * 65 + b"]" * 65,
    "65 objects": b'{"a":' * 65 + b"1" + b"}" * 65,
    "a hundred thousand lists": b"[" * 100_000,
    "deep after a text with brackets": b'["]]]]","\\"]",' + b"[" * 64 + b"]" * 65,
}


@pytest.mark.parametrize("data", BAD.values(), ids=BAD.keys())
def test_refuses(data: bytes) -> None:
    with pytest.raises(BadJson):
        strict.loads(data)


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (b" {} ", {}),
        (b"[9223372036854775807,-9223372036854775808]", [2**63 - 1, -(2**63)]),
        (b"[123456789012345678,-0,1.5e3]", [123456789012345678, 0, 1500.0]),
        (b'"\\n\\t\\\\u0000\\\\b"', "\n\t\\u0000\\b"),
        (b'"\\ud83d\\ude00"', "\U0001f600"),
        ('"naïve \u2028\x7f"'.encode(), "naïve \u2028\x7f"),
        (b"[" * 64 + b"]" * 64, json.loads("[" * 64 + "]" * 64)),
        (b'["' + b"[{" * 200 + b'"]', ["[{" * 200]),
        (b"[" + b",".join([b"[]"] * 200) + b"]", [[]] * 200),
        (b'["\\"[' + b"[" * 80 + b'\\\\",{}]', ['"[' + "[" * 80 + "\\", {}]),
        (b'[null,true,{"a":"\\u00e9"}]', [None, True, {"a": "é"}]),
    ],
)
def test_accepts(data: bytes, value: object) -> None:
    assert strict.loads(data) == value


def test_the_depth_of_hostile_text_is_found_in_one_pass() -> None:
    """Texts that never end must not make the scan start over at each quotation mark."""
    with pytest.raises(BadJson):
        strict.loads(b"[" * 60 + b'\\"{' * 200_000)


@given(anything)
def test_reads_what_json_writes(value: Any) -> None:
    text = json.dumps(value, ensure_ascii=False).encode()
    escaped = json.dumps(value).encode()
    assert strict.loads(text) == strict.loads(escaped) == value


def both_ways(data: bytes) -> list[object]:
    """Return what the quick way in and the close look make of a text: the value, or None."""
    found: list[object] = []
    for read in (strict.loads, strict._loads_closely):
        try:
            found.append(repr(read(data)))
        except BadJson:
            found.append(None)
    return found


@given(anything)
def test_the_quick_way_reads_what_our_encoder_wrote(value: Any) -> None:
    data = msgspec.json.encode(value)
    quick, close = both_ways(data)
    assert quick == close
    assert quick is not None


@given(anything, st.integers(0), st.binary(max_size=3))
def test_the_quick_way_lets_nothing_else_in(value: Any, place: int, foreign: bytes) -> None:
    """One to three bytes put into a good text, as somebody might who looks for a gap."""
    data = msgspec.json.encode(value)
    place %= len(data) + 1
    quick, close = both_ways(data[:place] + foreign + data[place:])
    assert quick == close


@pytest.mark.parametrize(
    "data",
    [
        b'{"a":1,"a":1}',
        b'{"a":{"b":1,"b":1}}',
        b"[9223372036854775808]",
        b"[-9223372036854775809]",
        b"[1e999]",
        b"[NaN]",
        b'["\\u0000"]',
        b'["\\ud800"]',
        b'["\\u001b"]',
        b'["\\b"]',
        b'["\\\\b"]',
        b'["a\nb"]',
        b"[" * 65 + b"]" * 65,
        b'"\xed\xa0\x80"',
        b'["\\',
        b"[1]x",
        b"",
        b"[00]",
        b"[1.10]",
        b"[0.1e1]",
        b'{"a":123456789012345678901234567890}',
    ],
)
def test_both_ways_agree_on(data: bytes) -> None:
    quick, close = both_ways(data)
    assert quick == close


@given(words)
def test_texts_of_people_pass(text: str) -> None:
    strict.check_texts([{text: text}])


def test_an_object_is_an_object() -> None:
    assert strict.loads_object(b'{"a":1}') == {"a": 1}
    with pytest.raises(BadJson):
        strict.loads_object(b"[]")
