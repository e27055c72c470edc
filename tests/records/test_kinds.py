# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json
import re

import pytest
from hypothesis import given

from desktop.errors import BadJson, RecordInvalid, UnknownKind
from desktop.records import kinds, validation
from desktop.records.declaration import Kind, Spec, british_date
from tests.records.samples import (
    COMMUNITY,
    FAMILY,
    FAMILY_ID,
    GENERAL,
    SAMPLES,
    SESSION,
    SIGNPOSTS,
    VISIT,
    anything,
)

VISIBLE = kinds.visible()
HINTS = re.compile(
    "text|long-text|date|time|minutes|number|money|tick|choice|choices|list-of|record:family"
)
SHAPES = {
    "minutes": "number",
    "number": "number",
    "money": "number",
    "tick": "tick",
    "choices": "texts",
    "list-of": "items",
}


def every_spec(specs: tuple[Spec, ...]) -> list[Spec]:
    return [found for spec in specs for found in (spec, *every_spec(spec.items))]


def test_the_kinds() -> None:
    assert list(kinds.KINDS) == [
        "visit-note",
        "listening-session",
        "reflection",
        "signposting-list",
        "family",
        "reading-mark",
        "roster",
        "keyset",
        "programme",
        "returned",
    ]
    assert kinds.visible("hub") == tuple(kind for kind in VISIBLE if not kind.private)
    assert kinds.visible("volunteer") == VISIBLE
    assert all(kinds.kind(name) is kind for name, kind in kinds.KINDS.items())


def test_only_what_is_for_the_writer_alone_is_private() -> None:
    assert kinds.private() == ("reflection",)
    assert kinds.kind("reflection").roles == ("volunteer",)
    assert kinds.kind("reflection").prompts
    assert "Nobody sees this unless you share it" in kinds.kind("reflection").specs[1].field.help


def test_an_unknown_kind_names_those_that_people_write() -> None:
    with pytest.raises(UnknownKind) as caught:
        kinds.kind("poem")
    assert caught.value.facts["name"] == "poem"
    assert "visit-note, listening-session" in str(caught.value.facts["known"])
    assert "roster" not in str(caught.value.facts["known"])


@pytest.mark.parametrize("kind", VISIBLE, ids=lambda kind: kind.name)
def test_declarations_make_sense(kind: Kind) -> None:
    assert kind.title
    assert kind.plural
    assert kind.about
    assert kind.columns
    for spec in every_spec(kind.specs):
        field = spec.field
        assert field.label
        assert HINTS.fullmatch(field.hint), spec.name
        assert spec.shape == SHAPES.get(field.hint, "text")
        assert bool(field.choices) == (field.hint in ("choice", "choices"))
        assert (spec.shape == "number") == (field.maximum > 0)
        assert field.minimum <= field.maximum
        assert field.tense in ("", "past", "future")
        assert field.default in ("", "today")
        assert field.hint == "date" or not (field.tense or field.default)
        if field.choices and field.choices != "sites":
            assert GENERAL.choices(field.choices), field.choices
        if field.choices:
            assert COMMUNITY.choices(field.choices), field.choices


def test_what_every_kind_has_comes_last() -> None:
    assert {kind.specs[-1].name for kind in VISIBLE} == {"withdrawn"}


def test_titles_say_nothing_clinical() -> None:
    titles = {
        name: kinds.kind(name).title_of(json.dumps(body).encode(), GENERAL)
        for name, body in SAMPLES.items()
    }
    assert titles == {
        "visit-note": "22/11/2026 · At home",
        "listening-session": "20/11/2026 · By telephone",
        "signposting-list": "Things near the park",
        "family": "J. and the bump",
        "reflection": "22/11/2026",
    }


def test_titles_without_a_programme_and_of_attempts() -> None:
    visit = kinds.kind("visit-note")
    assert visit.title_of(VISIT | {"how": "other-place"}) == "22/11/2026 · other place"
    assert visit.title_of(VISIT | {"attempted": True}) == "22/11/2026 · home · did not meet"
    assert visit.title_of(VISIT | {"how": "gone"}, GENERAL) == "22/11/2026 · gone"


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("visit-note", "–"),
        ("listening-session", "–"),
        ("reflection", "–"),
        ("signposting-list", "Signposting list"),
        ("family", "Family without a name yet"),
    ],
)
def test_titles_of_empty_drafts(name: str, title: str) -> None:
    assert kinds.kind(name).title_of(b"{}") == title


def test_titles_are_one_short_line() -> None:
    title = kinds.kind("family").title_of({"known_as": " A\n\tB " + "x" * 500})
    assert title.startswith("A B x")
    assert len(title) == 120


def test_british_dates() -> None:
    assert british_date("2026-11-22") == "22/11/2026"
    assert british_date("22 Nov") == "22 Nov"
    assert british_date("") == "–"


def test_days_and_families() -> None:
    visit, session = kinds.kind("visit-note"), kinds.kind("listening-session")
    signposts, family = kinds.kind("signposting-list"), kinds.kind("family")
    assert visit.when_of(VISIT) == "2026-11-22"
    assert session.when_of(SESSION) == "2026-11-20"
    assert signposts.when_of(SIGNPOSTS) == "2026-11-21"
    assert family.when_of(FAMILY) == "2026-10-01"
    assert visit.when_of({}) is None
    for kind, body in ((visit, VISIT), (session, SESSION), (signposts, SIGNPOSTS)):
        assert kind.family_of(body) == FAMILY_ID
        assert kind.family_of({}) is None
    assert family.family_of(FAMILY) is None


def test_withdrawn() -> None:
    visit = kinds.kind("visit-note")
    assert visit.withdrawn_of(b'{"withdrawn":true}')
    assert not visit.withdrawn_of(b"{}")
    assert not visit.withdrawn_of({"withdrawn": "yes"})
    assert not kinds.kind("reading-mark").withdrawn_of({"revision": "a" * 32})


def test_search_finds_words_and_nothing_else() -> None:
    text = kinds.kind("signposting-list").search_text(SIGNPOSTS)
    assert "Little Acorns baby group\n01632 960123\nThursdays 10 to 12" in text
    assert FAMILY_ID not in text
    assert "did-not-go" not in text
    assert kinds.kind("visit-note").search_text(b"{}") == ""


@pytest.mark.parametrize("kind", VISIBLE, ids=lambda kind: kind.name)
def test_the_struct_of_a_body(kind: Kind) -> None:
    body = json.dumps(SAMPLES[kind.name]).encode()
    found = validation.decode(kind, body)
    assert found == kind.read(SAMPLES[kind.name])
    assert isinstance(found, kind.struct)


def test_a_strange_body_gives_what_fits() -> None:
    odd = {
        "when": 5,
        "how": "home",
        "minutes": 12.0,
        "miles": 2,
        "expenses": "3.2",
        "attempted": "yes",
        "present": ["mother", 5],
        "strands": [{"strand": "listening", "minutes": 1.5}, "x", {"minutes": 4}],
        "topics": "sleep",
        "talked_about": None,
        "newer": {},
    }
    kind = kinds.kind("visit-note")
    found = kind.read(json.dumps(odd).encode())
    assert (found.when, found.how, found.minutes, found.miles) == ("", "home", 12, 2)
    assert (found.expenses, found.attempted, found.present) == (None, False, ("mother",))
    assert [(s.strand, s.minutes) for s in found.strands] == [("listening", None), ("", 4)]
    assert (found.topics, found.talked_about) == ((), "")
    assert kind.read(odd) == found
    assert kind.read({"miles": 2.5}).miles == 2.5


@pytest.mark.parametrize("kind", VISIBLE, ids=lambda kind: kind.name)
@given(data=anything)
def test_lists_and_search_take_any_body(kind: Kind, data: object) -> None:
    filled = {spec.name: data for spec in kind.specs}
    body = json.dumps(filled).encode()
    assert isinstance(kind.title_of(body, GENERAL), str)
    assert isinstance(kind.search_text(body), str)
    assert kind.when_of(body) is None or isinstance(kind.when_of(body), str)
    assert kind.read(body) == kind.read(filled)


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"when":"\\u0000"'])
def test_what_is_not_an_object_is_refused(body: bytes) -> None:
    kind = kinds.kind("visit-note")
    with pytest.raises(BadJson):
        kind.title_of(body)
    with pytest.raises(RecordInvalid):
        validation.decode(kind, body)


@pytest.mark.parametrize("written", ["2026-11-22\n", "soon", "‮2026-11-22", "2026-11-2", ""])
def test_only_a_day_counts_as_the_day_of_a_record(written: str) -> None:
    assert kinds.kind("visit-note").when_of({"when": written}) is None
    assert kinds.kind("visit-note").when_of({"when": "2026-11-22"}) == "2026-11-22"
