# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json
from typing import Any

import pytest

from desktop.errors import BadJson
from desktop.records import control, kinds

MARK = {"revision": "a" * 32}
SIGNED = {"document": '{"version":1}', "signature": "U1NIU0lH"}
PACK = {"id": "general", "version": 3, "text": "id = 'general'\n"}
SAMPLES: list[tuple[str, dict[str, Any]]] = [
    ("reading-mark", MARK),
    ("roster", SIGNED),
    ("keyset", SIGNED),
    ("programme", PACK),
]


def struct_of(name: str) -> type[control.Control]:
    struct = kinds.kind(name).struct
    assert issubclass(struct, control.Control)
    return struct


@pytest.mark.parametrize(("name", "body"), SAMPLES)
def test_round_trip(name: str, body: dict[str, Any]) -> None:
    struct = struct_of(name)
    found = control.decode(struct, json.dumps(body).encode())
    assert json.loads(control.encode(found)) == body
    assert control.decode(struct, control.encode(found)) == found


@pytest.mark.parametrize(("name", "body"), SAMPLES)
def test_nothing_unknown_missing_or_doubled_is_accepted(name: str, body: dict[str, Any]) -> None:
    struct = struct_of(name)
    text = json.dumps(body)
    first = next(iter(body))
    wrong = [
        json.dumps(body | {"more": 1}),
        json.dumps({key: value for key, value in body.items() if key != first}),
        text[:-1] + f', "{first}": {json.dumps(body[first])}}}',
        json.dumps(body | {first: 5}),
        json.dumps(body | {first: ""}) if name != "programme" else json.dumps(PACK | {"text": ""}),
        json.dumps(body | {first: "\x00"}),
        text + " x",
        "[]",
        "",
    ]
    for line in wrong:
        with pytest.raises(BadJson):
            control.decode(struct, line.encode())


@pytest.mark.parametrize("revision", ["A" * 32, "a" * 31, "a" * 32 + "\n", "g" * 32])
def test_a_mark_names_a_revision(revision: str) -> None:
    with pytest.raises(BadJson):
        control.decode(control.ReadingMark, json.dumps({"revision": revision}).encode())
    with pytest.raises(ValueError, match="32 hex"):
        control.ReadingMark(revision=revision)


@pytest.mark.parametrize("text", ["\ud800", "a\x00", ""])
def test_never_encodes_what_would_be_refused(text: str) -> None:
    with pytest.raises(BadJson):
        control.encode(control.Roster(document=text, signature="x"))


@pytest.mark.parametrize(("name", "body"), SAMPLES)
def test_as_kinds_they_are_not_for_people(name: str, body: dict[str, Any]) -> None:
    kind = kinds.kind(name)
    assert not kind.visible
    assert kind.roles == ("hub",)
    assert kind.specs == ()
    assert kind.columns == ()
    assert kind.title_of(json.dumps(body).encode()) == kind.title_of(body) == kind.title
    assert kind.search_text(body) == ""
    assert kind.when_of(body) is None
    with pytest.raises(BadJson):
        kind.read(b'{"more":1}')
