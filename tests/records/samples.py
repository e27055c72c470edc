# SPDX-License-Identifier: Apache-2.0
"""Sample records, and strategies that make them from the declarations."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from hypothesis import strategies as st

from desktop.records import programme
from desktop.records.strict import MAX_INTEGER, MIN_INTEGER

if TYPE_CHECKING:
    from desktop.records.declaration import Kind, Spec

GENERAL: Final = programme.load("default")
COMMUNITY: Final = programme.load("birth-and-beyond-community-supporters")

FAMILY_ID: Final = "0192f3a4b5c67d8e9f00112233445566"

VISIT: Final[dict[str, Any]] = {
    "family": FAMILY_ID,
    "when": "2026-11-22",
    "started": "14:30",
    "minutes": 75,
    "how": "home",
    "present": ["mother", "baby"],
    "strands": [
        {"strand": "listening", "minutes": 45},
        {"strand": "signposting", "minutes": 30},
    ],
    "topics": ["sleep"],
    "talked_about": "Nights are long.\nThe health visitor comes on Friday – “finally”.",
    "agreed": "I look for a baby group near the park.",
    "written_with_her": True,
    "next_contact": "2026-11-29",
    "miles": 3.5,
    "expenses": 320,
    "check_in": "fine",
}
SESSION: Final[dict[str, Any]] = {
    "family": FAMILY_ID,
    "when": "2026-11-20",
    "how": "phone",
    "what_was_said": "“I have not slept.”",
    "reflection_shared": "How long should I wait in a silence?",
}
SIGNPOSTS: Final[dict[str, Any]] = {
    "family": FAMILY_ID,
    "made_on": "2026-11-21",
    "title": "Things near the park",
    "services": [
        {
            "name": "Little Acorns baby group",
            "phone": "01632 960123",
            "when_open": "Thursdays 10 to 12",
            "outcome": "told",
        },
        {"name": "Citizens Advice", "outcome": "did-not-go", "why_not": "waiting-list"},
    ],
}
FAMILY: Final[dict[str, Any]] = {
    "known_as": "J. and the bump",
    "safe_to_ring": True,
    "safe_times": "Weekdays, 10 to 2",
    "access_needs": ["interpreter"],
    "goals": [{"goal": "Meet another mum", "score": 2, "scored_on": "2026-11-01"}],
    "people": [{"called": "Sam", "role": "partner", "notes": "Works nights"}],
    "support_from": "2026-10-01",
}
REFLECTION: Final[dict[str, Any]] = {
    "when": "2026-11-22",
    "thoughts": "I wanted to fill every silence. Next time I count to ten.",
}
SAMPLES: Final = {
    "visit-note": VISIT,
    "listening-session": SESSION,
    "signposting-list": SIGNPOSTS,
    "family": FAMILY,
    "reflection": REFLECTION,
}

#: Text as people write it: no control characters but line feed and tab, no lone surrogates.
words = st.text(
    st.one_of(
        st.characters(exclude_categories=("Cs", "Cc")),
        st.sampled_from("\n\t\u2028\x7f"),
    ),
    max_size=40,
)
#: Anything that JSON can say, with numbers that fit 64 bits.
anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(MIN_INTEGER, MAX_INTEGER)
    | st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15)
    | words,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=8,
)


def _text(spec: Spec) -> st.SearchStrategy[Any]:
    hint = spec.field.hint
    if hint == "date":
        return st.dates(min_value=date(1000, 1, 1)).map(date.isoformat)
    if hint == "time":
        return st.times().map(lambda at: at.strftime("%H:%M"))
    if hint == "choice":
        return _choice(spec)
    if hint.startswith("record:"):
        return st.binary(min_size=16, max_size=16).map(bytes.hex)
    return words.map(lambda text: f"{text}x") if spec.field.required else words


def _choice(spec: Spec) -> st.SearchStrategy[Any]:
    values = [choice.value for choice in GENERAL.choices(spec.field.choices)]
    return st.sampled_from(values or ["some-where"])


def valid_value(spec: Spec) -> st.SearchStrategy[Any]:
    """Make acceptable values of one field."""
    if spec.shape == "tick":
        return st.booleans()
    if spec.shape == "number":
        return st.integers(spec.field.minimum, spec.field.maximum)
    if spec.shape == "text":
        return _text(spec)
    if spec.shape == "texts":
        return st.lists(_choice(spec), unique=True, max_size=3)
    return st.lists(valid_group(spec.items), max_size=3)


def valid_group(specs: tuple[Spec, ...]) -> st.SearchStrategy[dict[str, Any]]:
    """Make acceptable groups of fields."""
    required = {s.name: valid_value(s) for s in specs if s.field.required}
    optional = {
        s.name: valid_value(s) | st.sampled_from([None, ""]) for s in specs if not s.field.required
    }
    return st.fixed_dictionaries(required, optional=optional)


def valid_data(kind: Kind) -> st.SearchStrategy[dict[str, Any]]:
    """Make acceptable fields of one kind, some with fields that nobody knows."""
    return st.builds(
        lambda known, extra: {**extra, **known},
        valid_group(kind.specs),
        st.dictionaries(st.sampled_from(["newer_field", "Not A Name", "zz"]), anything, max_size=2),
    )
