# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from desktop.errors import RecordInvalid
from desktop.records import kinds, schema, validation
from tests.records.samples import COMMUNITY, FAMILY, GENERAL, SAMPLES, VISIT, anything, valid_data
from tests.records.test_validation import BAD

if TYPE_CHECKING:
    from desktop.records.declaration import Kind

VISIBLE = kinds.visible()
VALIDATORS = {
    kind.name: Draft202012Validator(
        schema.json_schema(kind, GENERAL),
        format_checker=Draft202012Validator.FORMAT_CHECKER,
    )
    for kind in VISIBLE
}


def accepted(kind: Kind, data: dict[str, Any]) -> bool:
    try:
        validation.validate(kind, data, GENERAL)
    except RecordInvalid:
        return False
    return True


@pytest.mark.parametrize("kind", VISIBLE, ids=lambda kind: kind.name)
@pytest.mark.parametrize("pack", [GENERAL, COMMUNITY], ids=lambda pack: pack.id)
def test_they_are_schemas(kind: Kind, pack: Any) -> None:
    made = schema.json_schema(kind, pack)
    Draft202012Validator.check_schema(made)
    assert made["title"] == kind.title
    assert list(made["properties"]) == [spec.name for spec in kind.specs]


def test_a_choice_carries_its_label() -> None:
    how = schema.json_schema(kinds.kind("visit-note"), GENERAL)["properties"]["how"]
    assert how["title"] == "How you met"
    assert {"const": "home", "title": "At home"} in how["oneOf"]


def test_a_sum_of_money_is_explained_in_pence() -> None:
    costs = schema.json_schema(kinds.kind("visit-note"), GENERAL)["properties"]["expenses"]
    assert costs["description"] == "In pence: 320 for £3.20."
    assert costs["anyOf"][0]["type"] == "integer"


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_agree(name: str) -> None:
    VALIDATORS[name].validate(SAMPLES[name])


@pytest.mark.parametrize(
    "changes",
    [
        *(case for case in BAD if "nan" not in repr(case) and "inf" not in repr(case)),
        {"miles": 3.0, "minutes": 5.0},
        {"minutes": None, "present": "", "strands": None, "attempted": None},
        {"family": "", "started": "", "next_contact": None, "check_in": ""},
        {"newer": {"deep": [1, None, {"text": "a\nb\tc \x7f"}]}},
        {"newer": 2**63 - 1},
        {"strands": [{"strand": "listening", "newer": [1.5]}]},
    ],
    ids=lambda value: repr(value)[:60],
)
def test_what_one_refuses_the_other_refuses(changes: dict[str, Any]) -> None:
    kind = kinds.kind("visit-note")
    data = VISIT | changes
    assert VALIDATORS["visit-note"].is_valid(data) == accepted(kind, data)


@pytest.mark.parametrize(
    ("known_as", "site"),
    [
        ("J.", "north"),
        ("", "north"),
        (" \n", "north"),
        ("\u2003", ""),
        (None, "north"),
        ("x" * 61, None),
        ("J.", "North"),
        ("J.", "north\n"),
        ("J.", "a" * 65),
        ("J.\x00", ""),
    ],
)
def test_families_agree(known_as: str | None, site: str | None) -> None:
    kind = kinds.kind("family")
    data = FAMILY | {"known_as": known_as, "site": site}
    assert VALIDATORS["family"].is_valid(data) == accepted(kind, data)


@pytest.mark.parametrize("kind", VISIBLE, ids=lambda kind: kind.name)
@given(data=st.data())
def test_they_agree_on_what_is_acceptable(kind: Kind, data: st.DataObject) -> None:
    filled = data.draw(valid_data(kind))
    assert accepted(kind, filled)
    VALIDATORS[kind.name].validate(filled)


@pytest.mark.parametrize("kind", VISIBLE, ids=lambda kind: kind.name)
@given(data=st.data())
def test_they_agree_when_one_thing_is_changed(kind: Kind, data: st.DataObject) -> None:
    filled = copy.deepcopy(SAMPLES[kind.name])
    place: Any = filled
    while True:
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else [0]))
        if not isinstance(place[key], dict | list) or not place[key] or data.draw(st.booleans()):
            break
        place = place[key]
    odd = st.sampled_from(["", " ", "home", "2026-11-22", "2026-13-01", "10:15", {}, [], [{}], -1])
    place[key] = data.draw(anything | odd)
    assert VALIDATORS[kind.name].is_valid(filled) == accepted(kind, filled)
