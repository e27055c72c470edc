# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import ReasonNeeded, RecordInvalid
from desktop.records import kinds, strict, validation
from desktop.records.revision import MAX_REASON
from tests.records.samples import (
    COMMUNITY,
    FAMILY,
    GENERAL,
    SAMPLES,
    SIGNPOSTS,
    VISIT,
    valid_data,
    words,
)

if TYPE_CHECKING:
    from desktop.records.declaration import Kind

VISIBLE = kinds.visible()
VISIT_NOTE = kinds.kind("visit-note")
CANARY = "Kingfisher7"


def problems(data: Any, *, kind: Kind = VISIT_NOTE, partial: bool = False) -> list[tuple[str, str]]:
    with pytest.raises(RecordInvalid) as caught:
        validation.validate(kind, data, GENERAL, partial=partial)
    return [(problem.field, problem.text) for problem in caught.value.problems]


def fields_of(data: Any, *, kind: Kind = VISIT_NOTE) -> list[str]:
    return [field for field, _text in problems(data, kind=kind)]


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_are_kept_as_they_are(name: str) -> None:
    body = validation.validate(kinds.kind(name), SAMPLES[name], GENERAL)
    assert json.loads(body) == SAMPLES[name]
    assert body == json.dumps(json.loads(body), separators=(",", ":"), ensure_ascii=False).encode()
    assert validation.validate(kinds.kind(name), json.loads(body), GENERAL) == body


@pytest.mark.parametrize("kind", VISIBLE, ids=lambda kind: kind.name)
@given(data=st.data())
def test_what_is_acceptable_is_kept(kind: Kind, data: st.DataObject) -> None:
    filled = data.draw(valid_data(kind))
    body = validation.validate(kind, filled, GENERAL)
    assert strict.loads(body) == json.loads(body)
    assert validation.validate(kind, json.loads(body), GENERAL) == body
    names = {spec.name for spec in kind.specs}
    for name, value in filled.items():
        if name not in names:
            assert json.loads(body)[name] == value


def test_known_fields_come_first_and_unknown_ones_survive() -> None:
    body = validation.validate(
        VISIT_NOTE,
        {"zebra": [None, {"a": (1, 2.5, True)}], "how": "phone", "when": "2026-11-22"},
        GENERAL,
    )
    assert body == (b'{"when":"2026-11-22","how":"phone","zebra":[null,{"a":[1,2.5,true]}]}')


def test_what_is_empty_is_left_out() -> None:
    data = VISIT | {"started": "", "present": [], "topics": (), "strands": [], "miles": None}
    kept = json.loads(validation.validate(VISIT_NOTE, data, GENERAL))
    assert not {"started", "present", "topics", "strands", "miles"} & set(kept)


def test_whole_numbers_may_come_as_fractions() -> None:
    body = validation.validate(VISIT_NOTE, VISIT | {"minutes": 30.0, "miles": 2}, GENERAL)
    assert b'"minutes":30,' in body
    assert b'"miles":2,' in body


def test_any_mapping_will_do() -> None:
    read_only = MappingProxyType(VISIT | {"strands": [MappingProxyType({"strand": "practical"})]})
    body = validation.validate(VISIT_NOTE, read_only, GENERAL)
    assert b'"strands":[{"strand":"practical"}]' in body


def test_a_choice_without_a_list_is_any_plain_name() -> None:
    family = kinds.kind("family")
    assert validation.validate(family, FAMILY | {"site": "north-2"}, GENERAL)
    assert fields_of(FAMILY | {"site": "North side"}, kind=family) == ["site"]
    assert validation.validate(family, FAMILY | {"site": "birmingham"}, COMMUNITY)
    with pytest.raises(RecordInvalid):
        validation.validate(family, FAMILY | {"site": "north-2"}, COMMUNITY)


def test_every_problem_is_named() -> None:
    assert problems({"strands": [{"minutes": 5}], "minutes": "x", "next_contact": "soon"}) == [
        ("when", "Please fill this in."),
        ("how", "Please fill this in."),
        ("minutes", "This is not the kind of entry that belongs here."),
        ("strands.0.strand", "Please fill this in."),
        ("next_contact", "This is not a date. Write 2026-11-22."),
    ]


BAD: list[dict[str, Any]] = [
    {"when": ""},
    {"when": None},
    {"when": "22/11/2026"},
    {"when": "2026-02-30"},
    {"when": "2026-11-22\n"},
    {"when": "0000-01-01"},
    {"when": "20261122"},
    {"when": "٢٠٢٦-11-22"},
    {"when": 20261122},
    {"how": "by-pigeon"},
    {"how": ["home"]},
    {"started": "24:00"},
    {"started": "9:30"},
    {"started": "09:30\n"},
    {"minutes": -1},
    {"minutes": 1441},
    {"minutes": 1.5},
    {"minutes": True},
    {"minutes": "75"},
    {"minutes": 2**63},
    {"minutes": 10**400},
    {"minutes": 1e300},
    {"minutes": float("nan")},
    {"miles": float("inf")},
    {"miles": float("-inf")},
    {"miles": 2000.1},
    {"attempted": "yes"},
    {"attempted": 1},
    {"withdrawn": "yes"},
    {"family": "J."},
    {"family": "A" * 32},
    {"family": "a" * 32 + "\n"},
    {"present": "mother"},
    {"present": ["mother", "mother"]},
    {"present": ["stranger"]},
    {"present": [5]},
    {"present": [None]},
    {"present": ["mother"] * 101},
    {"strands": {"strand": "listening"}},
    {"strands": ["listening"]},
    {"strands": [{}]},
    {"strands": [{"strand": "listening", "minutes": -1}]},
    {"strands": [{"strand": "listening", "newer": "\x07"}]},
    {"strands": [{"strand": "listening"}] * 21},
    {"talked_about": "x" * 20_001},
    {"talked_about": "a\x00b"},
    {"talked_about": "a\r\nb"},
    {"talked_about": "\ud800"},
    {"talked_about": ["x"]},
    {"accompanied_to": "x" * 201},
    {"newer": "\x1b"},
    {"newer": {"a": ["\udfff"]}},
    {"newer": {"\x00": 1}},
    {"newer": {"x" * 201: 1}},
    {"newer": 2**63},
    {"newer": -(2**63) - 1},
    {"newer": [1e19]},
    {"x" * 201: 1},
    {"new\x00er": 1},
]
#: Values that JSON cannot even say.
NEVER_JSON: list[dict[Any, Any]] = [
    {"newer": float("nan")},
    {"newer": [float("inf")]},
    {"newer": b"bytes"},
    {"newer": {1: 2}},
    {"newer": {1, 2}},
    {"newer": NotImplemented},
    {"talked_about": b"bytes"},
    {"minutes": 3 + 4j},
    {5: "x"},
    {None: "x"},
]


@pytest.mark.parametrize("changes", BAD + NEVER_JSON, ids=lambda value: repr(value)[:60])
def test_refuses(changes: dict[Any, Any]) -> None:
    [problem, *_rest] = problems(VISIT | changes)
    assert problem[0].split(".")[0] in (*VISIT, *changes, "?")
    assert problem[1]


def test_needed_text_has_to_show_something() -> None:
    assert fields_of({"known_as": " \n\u2003"}, kind=kinds.kind("family")) == ["known_as"]
    blank = SIGNPOSTS | {"services": [{"name": "\t"}]}
    assert fields_of(blank, kind=kinds.kind("signposting-list")) == ["services.0.name"]


@pytest.mark.parametrize(
    "changes",
    [
        {"when": CANARY},
        {"how": CANARY},
        {"present": [CANARY]},
        {"family": CANARY},
        {"talked_about": f"{CANARY}\x00"},
        {"minutes": CANARY},
        {CANARY: "\x00"},
        {f"{CANARY}\x00": 1},
        {"newer": {f"{CANARY}\x00": f"{CANARY}\x00"}},
        {"strands": [{CANARY: "\x00"}]},
        {"strands": [{"strand": CANARY}]},
    ],
)
def test_problems_never_repeat_what_was_written(changes: dict[str, Any]) -> None:
    with pytest.raises(RecordInvalid) as caught:
        validation.validate(VISIT_NOTE, VISIT | changes, GENERAL)
    told = f"{caught.value!s} {caught.value.facts} {caught.value.problems}"
    assert CANARY not in told


def test_nesting_has_an_end() -> None:
    def nested(depth: int) -> Any:
        value: Any = 1
        for _ in range(depth):
            value = [value]
        return value

    assert validation.validate(VISIT_NOTE, VISIT | {"newer": nested(16)}, GENERAL)
    assert problems(VISIT | {"newer": nested(17)}) == [("newer", "This is nested too deeply.")]
    circle: list[Any] = []
    circle.append(circle)
    assert problems(VISIT | {"newer": circle}) == [("newer", "This is nested too deeply.")]


def test_problems_are_counted_to_a_hundred() -> None:
    assert len(problems(VISIT | {f"newer_{number}": "\x00" for number in range(500)})) == 100


def test_a_record_has_a_largest_size() -> None:
    assert problems(VISIT | {"newer": "x" * validation.MAX_BODY}) == [
        ("?", "The record is too long altogether.")
    ]
    many = {"services": [{"name": "x" * 200, "note": "é" * 2_000}] * 100}
    body = validation.validate(kinds.kind("signposting-list"), SIGNPOSTS | many, GENERAL)
    assert len(body) > 400_000


NAMES = [*sorted({s.name for kind in VISIBLE for s in kind.specs}), "strand", "name", "goal"]
some_name = st.sampled_from(NAMES)
any_leaf = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.complex_numbers()
    | st.binary(max_size=3)
    | st.text(st.characters(), max_size=5)
    | st.sampled_from(["home", "2026-11-22", "listening", "10:00", "\ud800", 2**70])
)
any_value = st.recursive(
    any_leaf,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner)
        | st.dictionaries(some_name | st.text(max_size=5) | st.integers(), inner, max_size=3)
    ),
    max_leaves=6,
)
any_filled = st.dictionaries(some_name, any_value, max_size=6) | st.dictionaries(
    st.text(st.characters(), max_size=5) | st.none(), any_value, max_size=3
)


@pytest.mark.parametrize("kind", VISIBLE, ids=lambda kind: kind.name)
@given(filled=any_filled, partial=st.booleans())
def test_never_raises_anything_else(*, kind: Kind, filled: Any, partial: bool) -> None:
    try:
        body = validation.validate(kind, filled, GENERAL, partial=partial)
    except RecordInvalid:
        return
    strict.loads_object(body)
    kind.title_of(body, GENERAL)
    validation.decode(kind, body)


@pytest.mark.parametrize("kind", VISIBLE, ids=lambda kind: kind.name)
@given(data=st.data())
def test_a_draft_takes_whatever_can_be_typed(kind: Kind, data: st.DataObject) -> None:
    typed: dict[str, Any] = {}
    for spec in kind.specs:
        if spec.shape in ("text", "number") and data.draw(st.booleans()):
            typed[spec.name] = data.draw(words)
    body = validation.validate(kind, typed, GENERAL, partial=True)
    assert json.loads(body) == {name: value for name, value in typed.items() if value != ""}
    assert isinstance(validation.decode(kind, body), kind.struct)


def test_half_a_draft() -> None:
    typed = {
        "when": "22/1",
        "minutes": "7o",
        "miles": 99_999,
        "how": "",
        "present": ["mother", "mother", "nobody"],
        "strands": [{}, {"minutes": 1.5}, {"strand": "lis"}],
        "family": "not chosen yet",
        "attempted": True,
    }
    body = validation.validate(VISIT_NOTE, typed, GENERAL, partial=True)
    assert json.loads(body) == {name: value for name, value in typed.items() if value != ""}
    found = validation.decode(VISIT_NOTE, body)
    assert (found.when, found.minutes, found.attempted) == ("22/1", None, True)
    assert validation.validate(VISIT_NOTE, {}, GENERAL, partial=True) == b"{}"


@pytest.mark.parametrize("name", ["talked_about", "accompanied_to", "minutes"])
def test_a_draft_takes_a_text_that_has_to_be_shortened_still(name: str) -> None:
    typed = {name: "x" * 20_001}
    assert json.loads(validation.validate(VISIT_NOTE, typed, GENERAL, partial=True)) == typed
    assert name in [field for field, _text in problems(VISIT | typed)]


@pytest.mark.parametrize(
    "changes",
    [
        {"talked_about": "\x00"},
        {"when": 5},
        {"minutes": []},
        {"minutes": 2**63},
        {"attempted": "x"},
        {"strands": "x"},
        {"strands": ["x"]},
        {"present": [5]},
        {"newer": "\ud800"},
    ],
    ids=repr,
)
def test_a_draft_is_still_text_that_can_be_kept(changes: dict[str, Any]) -> None:
    assert problems(changes, partial=True)


def test_a_reason_is_needed_and_kept_without_spaces_around_it() -> None:
    assert validation.check_reason(" the wrong day\n") == "the wrong day"
    assert validation.check_reason(f" {'x' * MAX_REASON} ") == "x" * MAX_REASON
    for nothing in ("", " \n\t "):
        with pytest.raises(ReasonNeeded):
            validation.check_reason(nothing)


def test_a_reason_that_is_half_typed_is_kept_as_it_is() -> None:
    for typed in ("", " ", " the wr", "x" * MAX_REASON):
        assert validation.check_reason(typed, partial=True) == typed


@pytest.mark.parametrize("partial", [False, True])
@pytest.mark.parametrize("typed", ["x" * (MAX_REASON + 1), "a\0b", "\ud800"])
def test_a_reason_that_cannot_be_kept(typed: str, *, partial: bool) -> None:
    with pytest.raises(RecordInvalid) as caught:
        validation.check_reason(typed, partial=partial)
    assert [problem.field for problem in caught.value.problems] == ["reason"]
