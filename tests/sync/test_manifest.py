# SPDX-License-Identifier: Apache-2.0
"""Validly signed manifests by a device that is approved and hostile."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.errors import AlongsideError, BadFormat, BadJson
from desktop.sync.bundle import read_lines, read_manifest
from desktop.sync.manifest import Manifest
from tests.sync.makers import EPOCH, inner, manifest, packed
from tests.sync.paperwork import JSON

if TYPE_CHECKING:
    from collections.abc import Iterator

BODY = packed(b'{"n":1}\n')
GOOD = manifest(BODY, after={"epoch": "ff" * 8, "seq": 1, "hash": "ab" * 32}, ack={"hub": 1})

WRONG: tuple[object, ...] = (
    None,
    True,
    False,
    0,
    -1,
    2**53,
    2**64,
    10**400,
    1.0,
    0.5,
    1e999,
    float("nan"),
    "",
    "0",
    "1",
    "hub\n",
    " hub",
    "HUB",
    "gzip\n",
    "a" * 31,
    "a" * 33,
    "A" * 32,
    "g" * 32,
    "a" * 32 + "\n",
    "０" * 32,
    "a" * 63,
    "A" * 64,
    "a" * 65,
    "a\0" * 16,
    "\ud800" * 32,
    "2026-11-22",
    "2026-13-22T10:15:30.123Z",
    "2026-11-22T10:15:30.123Z\n",
    "２026-11-22T10:15:30.123Z",
    "2026-11-22T10:15:30Z",
    "2026-11-22T10:15:30.123+00:00",
    [],
    {},
    [[]],
    [{}],
    [None],
    ["a" * 32, "a" * 32],
    ["b" * 32, "a" * 32],
    ["a" * 32] * 65,
    {"hub": -1},
    {"hub": True},
    {"hub": "1"},
    {"": 1},
    {"x": 1},
    {"epoch": EPOCH, "seq": 1, "hash": "ab" * 32},
    {"epoch": "ff" * 8, "seq": 0, "hash": "ab" * 32},
    {"epoch": "ff" * 8, "seq": 1},
    "x" * 10_000,
)
# Values of the list above that are good for a field after all.
FINE: dict[str, tuple[object, ...]] = {
    "seq": (),
    "body.len": (0,),
    "body.raw": (0,),
    "body.n": (0,),
    "ack": ({},),
}


def places() -> Iterator[tuple[str, ...]]:
    for name, value in GOOD.items():
        yield (name,)
        if isinstance(value, dict):
            for inside in value:
                yield (name, inside)


def changed(place: tuple[str, ...], value: object) -> dict[str, object]:
    whole: dict[str, object] = copy.deepcopy(GOOD)
    target = whole
    for name in place[:-1]:
        step = target[name]
        assert isinstance(step, dict)
        target = step
    target[place[-1]] = value
    return whole


def signed(text: str) -> bytes:
    return inner(text.encode("utf-8", "surrogatepass"), BODY)


def test_the_manifest_that_is_changed_below_is_good() -> None:
    assert read_lines(read_manifest(inner(GOOD, BODY))) == [b'{"n":1}']


@pytest.mark.parametrize("place", list(places()), ids=".".join)
def test_every_field_with_every_wrong_value(place: tuple[str, ...]) -> None:
    fine = FINE.get(".".join(place), ())
    if place == ("ack", "hub"):
        fine = (0,)
    for value in WRONG:
        if any(value == good and type(value) is type(good) for good in fine):
            continue
        with pytest.raises((BadFormat, BadJson)):
            read_manifest(signed(json.dumps(changed(place, value))))
        with pytest.raises((BadFormat, BadJson)):
            read_manifest(signed(json.dumps(changed(place, value), ensure_ascii=False)))


@pytest.mark.parametrize("place", list(places()), ids=".".join)
def test_every_field_missing_doubled_or_renamed(place: tuple[str, ...]) -> None:
    text = json.dumps(GOOD, separators=(",", ":"))
    key, value = place[-1], GOOD[place[0]]
    if len(place) == 2:
        assert isinstance(value, dict)
        value = value[key]
    field = f'"{key}":{json.dumps(value, separators=(",", ":"))}'
    assert field in text
    with pytest.raises(BadJson):
        read_manifest(signed(text.replace(field, f"{field},{field}")))
    escaped = f'"\\u{ord(key[0]):04x}{key[1:]}"'
    with pytest.raises(BadJson):
        read_manifest(signed(text.replace(field, f"{field},{escaped}:0")))
    with pytest.raises(BadFormat):
        read_manifest(signed(text.replace(field, field.replace(f'"{key}"', '"surprise"', 1))))
    without = text.replace(f"{field},", "").replace(f",{field}", "").replace(field, "")
    if place in {("after",), ("ack", "hub")}:
        assert read_manifest(signed(without))
    else:
        with pytest.raises(BadFormat):
            read_manifest(signed(without))


@pytest.mark.parametrize("place", [(), ("after",), ("ack",), ("body",)], ids=".".join)
def test_a_field_too_many(place: tuple[str, ...]) -> None:
    with pytest.raises(BadFormat):
        read_manifest(inner(changed((*place, "surprise"), 1), BODY))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "[]",
        "null",
        "1",
        '"text"',
        "{",
        "{}{}",
        "{} x",
        "nan",
        '{"v":NaN}',
        '{"v":-Infinity}',
        '{"v":1e999}',
        '{"v":' + "9" * 10_000 + "}",
        "[" * 10_000 + "]" * 10_000,
        '{"a":' * 3_000 + "1" + "}" * 3_000,
        '{"v":"\\ud800"}',
        '{"v":"\\u0000"}',
        '{"v":"\\u001f"}',
        '{"v":"\t"}',
        '{"v":"\\udc00\\ud800"}',
        "\ufeff{}",
        "{'v':1}",
        '{"v":01}',
        '{"v":+1}',
        '{"v":1,}',
        "\udcff",
    ],
)
def test_hostile_json(text: str) -> None:
    with pytest.raises((BadFormat, BadJson)):
        read_manifest(signed(text))


def test_the_first_of_a_chain_and_the_others() -> None:
    good = {key: value for key, value in GOOD.items() if key != "after"}
    assert read_manifest(inner({**good, "seq": 2, "prev": "a" * 64}, BODY)).manifest.seq == 2
    for wrong in (
        {**good, "seq": 2},
        {**good, "prev": "a" * 64},
        {**GOOD, "seq": 2, "prev": "a" * 64},
    ):
        with pytest.raises(BadFormat):
            read_manifest(inner(wrong, BODY))


@settings(max_examples=600)
@given(place=st.sampled_from(list(places())), value=JSON)
def test_any_json_in_any_field(place: tuple[str, ...], value: object) -> None:
    whole = signed(json.dumps(changed(place, value)))
    try:
        got = read_manifest(whole)
        read_lines(got)
    except AlongsideError:
        return
    assert isinstance(got.manifest, Manifest)


@settings(max_examples=600)
@given(data=st.data())
def test_any_bytes_changed_before_signing(data: st.DataObject) -> None:
    line = bytearray(json.dumps(GOOD).encode("ascii"))
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(line) - 1))
        end = start + data.draw(st.integers(0, 8))
        line[start:end] = data.draw(st.binary(max_size=6))
    try:
        read_lines(read_manifest(inner(bytes(line), BODY)))
    except AlongsideError:
        return


@settings(max_examples=500)
@given(st.binary(max_size=400))
def test_any_bytes_inside(whole: bytes) -> None:
    with pytest.raises(AlongsideError):
        read_lines(read_manifest(whole))
    with pytest.raises(AlongsideError):
        read_lines(read_manifest(b"ALONGSIDE/1\n{}\n" + whole))
