# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import AlongsideError, BadJson, BundleTooLarge
from desktop.records import revision
from tests.records.samples import anything, words

BODY = '{"when":"2026-11-22","talked_about":"Nächte"}'.encode()
FIELDS: dict[str, Any] = {
    "id": "a" * 32,
    "record": "b" * 32,
    "kind": "visit-note",
    "schema": 1,
    "parents": ("c" * 32,),
    "author": "d" * 32,
    "device": "e" * 32,
    "at": "2026-11-22T10:15:30.123Z",
    "reason": "The date was wrong",
    "body": BODY,
}

ids = st.binary(min_size=16, max_size=16).map(bytes.hex)


def raw_line(body: bytes = BODY, **changes: object) -> bytes:
    """Make a line by hand; a change to ``...`` leaves the field out."""
    fields = FIELDS | {"body_sha256": hashlib.sha256(body).hexdigest()} | changes
    fields.pop("body")
    kept = {name: value for name, value in fields.items() if value is not ...}
    envelope = json.dumps(kept, separators=(",", ":"), ensure_ascii=False).encode()
    return envelope[:-1] + b',"body":' + body + b"}"


def test_the_line_is_as_documented() -> None:
    written = revision.write(**FIELDS)
    digest = hashlib.sha256(BODY).hexdigest()
    envelope = (
        f'{{"id":"{"a" * 32}","record":"{"b" * 32}","kind":"visit-note","schema":1,'
        f'"parents":["{"c" * 32}"],"author":"{"d" * 32}","device":"{"e" * 32}",'
        f'"at":"2026-11-22T10:15:30.123Z","reason":"The date was wrong","body_sha256":"{digest}"}}'
    ).encode()
    assert written.envelope == envelope
    assert written.envelope_sha256 == hashlib.sha256(envelope).hexdigest()
    assert written.body == BODY
    assert revision.line(written) == envelope[:-1] + b',"body":' + BODY + b"}"


@given(
    own=ids,
    parents=st.lists(ids, unique=True, max_size=4),
    reason=words.map(lambda text: f"{text}."),
    body=st.dictionaries(words, anything, max_size=5),
    ascii_only=st.booleans(),
)
def test_round_trip(
    *, own: str, parents: list[str], reason: str, body: dict[str, object], ascii_only: bool
) -> None:
    data = json.dumps(body, ensure_ascii=ascii_only).encode()
    parents = [parent for parent in parents if parent != own]
    written = revision.write(
        **FIELDS | {"id": own, "parents": tuple(parents), "reason": reason, "body": data}
    )
    line = revision.line(written)
    assert b"\n" not in line
    read = revision.read(line)
    assert read == written
    assert (read.id, read.parents, read.reason, read.body) == (own, tuple(parents), reason, data)
    assert revision.read_envelope(read.envelope).envelope_sha256 == written.envelope_sha256


def test_unknown_envelope_fields_survive() -> None:
    line = raw_line(site={"body": 1, "x": [',"body":{}}']}, later=None)
    read = revision.read(line)
    assert revision.line(read) == line
    assert b'"site":{"body":1' in read.envelope
    assert read.body == BODY


@pytest.mark.parametrize("body", [b"{}", b'{"a": "{\\"body\\":{}}"}', b'{"body":{"body":{}}}'])
def test_the_body_is_kept_byte_for_byte(body: bytes) -> None:
    read = revision.read(raw_line(body))
    assert read.body == body
    assert revision.line(read) == raw_line(body)


def test_a_first_version_needs_no_reason_and_may_have_one() -> None:
    assert revision.read(raw_line(parents=[], reason=None)).reason is None
    assert revision.read(raw_line(parents=[], reason="Handed in late")).reason == "Handed in late"


def test_a_kind_of_a_newer_version_is_read() -> None:
    assert revision.read(raw_line(kind="birth-plan2", schema=7)).kind == "birth-plan2"


BAD_FIELDS: list[dict[str, Any]] = [
    *({name: ...} for name in [*FIELDS, "body_sha256"] if name != "body"),
    *({name: None} for name in [*FIELDS, "body_sha256"] if name != "body"),
    *({name: 5} for name in [*FIELDS, "body_sha256"] if name not in ("body", "schema")),
    *(
        {name: wrong}
        for name in ("id", "record", "author", "device")
        for wrong in ("A" * 32, "a" * 31, "a" * 33, "a" * 32 + "\n", "g" * 32, "", "١" * 32)
    ),
    *({"kind": wrong} for wrong in ("", "Visit", "a--b", "-a", "a-", "a_b", "a\n", "a" * 65, "é")),
    *({"schema": wrong} for wrong in (0, -1, 65_536, True, 1.0, "1")),
    *(
        {"at": wrong}
        for wrong in (
            "2026-11-22T10:15:30Z",
            "2026-11-22T10:15:30.123+00:00",
            "2026-11-22 10:15:30.123Z",
            "2026-02-30T10:15:30.123Z",
            "0000-01-01T10:15:30.123Z",
            "2026-11-22T24:00:00.000Z",
            "2026-11-22T10:15:60.000Z",
            "2026-11-22T10:15:30.123Z\n",
            "٢026-11-22T10:15:30.123Z",
        )
    ),
    {"parents": ["c" * 31]},
    {"parents": ["c" * 32, "c" * 32]},
    {"parents": ["a" * 32]},
    {"parents": [5]},
    {"parents": "c" * 32},
    {"parents": {}},
    {"parents": [f"{number:032x}" for number in range(65)]},
    {"reason": "  "},
    {"reason": "x" * 2_001},
    {"reason": ""},
    {"parents": [], "reason": " "},
    {"body_sha256": "0" * 64},
    {"body_sha256": "0" * 63},
]


@pytest.mark.parametrize("changes", BAD_FIELDS, ids=repr)
def test_refuses_malformed_fields(changes: dict[str, Any]) -> None:
    with pytest.raises(BadJson):
        revision.read(raw_line(**changes))


@pytest.mark.parametrize("body", [b"[]", b"null", b'"text"', b"1", b"{", b"", b'{"a":1}}{'])
def test_the_body_has_to_be_an_object(body: bytes) -> None:
    with pytest.raises(BadJson):
        revision.read(raw_line(body))


def test_a_hash_in_capitals_is_refused() -> None:
    with pytest.raises(BadJson):
        revision.read(raw_line(body_sha256=hashlib.sha256(BODY).hexdigest().upper()))


GOOD = raw_line()
HOSTILE = {
    "body not last": GOOD[:-1] + b',"later":1}',
    "space after the body": GOOD[:-1] + b" }",
    "space before the body": GOOD.replace(b'"body":', b'"body": '),
    "space after the line": GOOD + b" ",
    "line feed after the line": GOOD + b"\n",
    "body under a spelt-out name": GOOD.replace(b',"body":', b',"\\u0062ody":'),
    "two bodies": GOOD[:-1] + b',"body":' + BODY + b"}",
    "two ids": GOOD.replace(b'{"id"', b'{"id":"x","id"'),
    "no body": GOOD.replace(b',"body":' + BODY, b""),
    "body only": b'{"body":{}}',
    "a list": b"[" + GOOD + b"]",
    "two lines in one": GOOD + GOOD,
    "NaN in an unknown field": GOOD.replace(b',"body":', b',"x":NaN,"body":'),
    "byte order mark": b"\xef\xbb\xbf" + GOOD,
    "cut short": GOOD[:-1],
    "empty": b"",
}


@pytest.mark.parametrize("line", HOSTILE.values(), ids=HOSTILE.keys())
def test_refuses_hostile_lines(line: bytes) -> None:
    with pytest.raises(BadJson):
        revision.read(line)


@pytest.mark.parametrize(
    "inside",
    [
        b'"a":1,"a":2',
        b'"a":"\\u0000"',
        b'"a":"\\ud800"',
        b'"a":Infinity',
        b'"a":1e999',
        b'"a":' + b"7" * 10_000,
        b'"a":' + b"[" * 64 + b"]" * 64,
        b'"a":"\xff"',
        b'"a":"\x01"',
    ],
)
def test_refuses_hostile_bodies_even_with_the_right_hash(inside: bytes) -> None:
    with pytest.raises(BadJson):
        revision.read(raw_line(b"{" + inside + b"}"))


@given(st.data())
def test_damage_is_refused_or_changes_nothing_silently(data: st.DataObject) -> None:
    """Whatever single byte changes, the line is refused or reads as exactly the changed bytes."""
    place = data.draw(st.integers(0, len(GOOD) - 1))
    damaged = bytearray(GOOD)
    damaged[place] = data.draw(st.integers(0, 255))
    line = bytes(damaged)
    try:
        read = revision.read(line)
    except AlongsideError:
        return
    assert revision.line(read) == line


@given(st.binary(max_size=200))
def test_noise_is_refused(noise: bytes) -> None:
    for reader in (revision.read, revision.read_envelope):
        with pytest.raises(BadJson):
            reader(noise)


def test_a_line_of_a_mebibyte_is_the_longest() -> None:
    room = revision.MAX_LINE - len(raw_line(b'{"a":""}'))
    longest = raw_line(b'{"a":"' + b"x" * room + b'"}')
    assert len(longest) == revision.MAX_LINE
    assert revision.line(revision.read(longest)) == longest
    with pytest.raises(BundleTooLarge):
        revision.read(raw_line(b'{"a":"' + b"x" * (room + 1) + b'"}'))
    with pytest.raises(BundleTooLarge):
        revision.read_envelope(b"x" * (revision.MAX_LINE + 1))


def test_an_erased_body_leaves_the_envelope_verifiable() -> None:
    written = revision.write(**FIELDS)
    erased = revision.read_envelope(written.envelope)
    assert erased.body is None
    assert erased.envelope_sha256 == written.envelope_sha256
    assert erased.body_sha256 == hashlib.sha256(BODY).hexdigest()
    with pytest.raises(ValueError, match="erased"):
        revision.line(erased)


@pytest.mark.parametrize(
    "envelope",
    [
        GOOD,
        b"[]",
        b"{}",
        revision.write(**FIELDS).envelope + b" ",
        revision.write(**FIELDS).envelope.replace(b'"schema":1', b'"schema":0'),
        revision.write(**FIELDS).envelope.replace(b"visit-note", b"Visit"),
    ],
)
def test_refuses_malformed_envelopes(envelope: bytes) -> None:
    with pytest.raises(BadJson):
        revision.read_envelope(envelope)


@pytest.mark.parametrize(
    "changes",
    [
        {"reason": None},
        {"reason": "\ud800"},
        {"reason": "a\x00b"},
        {"id": "a"},
        {"kind": "Visit"},
        {"at": "today"},
        {"body": b"[]"},
        {"body": b'{"a":1} '},
        {"body": b'{"a":1,"a":2}'},
        {"body": b'{\n"a":1}'},
    ],
    ids=repr,
)
def test_never_writes_what_would_not_be_read(changes: dict[str, Any]) -> None:
    with pytest.raises(BadJson):
        revision.write(**FIELDS | changes)


def test_never_writes_too_long_a_line() -> None:
    with pytest.raises(BundleTooLarge):
        revision.write(**FIELDS | {"body": b'{"a":"' + b"x" * revision.MAX_LINE + b'"}'})
