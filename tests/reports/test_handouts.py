# SPDX-License-Identifier: Apache-2.0
"""The hand-out: what stands on the paper, and above all what does not."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.records.signposting_list import Service
from desktop.reports.handouts import KEPT_OFF, TITLE, handout, on_paper
from desktop.reports.sheets import as_text

BODY: dict[str, object] = {
    "family": "0190c2f0aaaa7bbb8ccc123456789abc",
    "made_on": "2026-11-20",
    "title": "Around the corner",
    "covering_note": "Ask for a lift if you need one.",
    "follow_up": "2026-12-01",
    "services": [
        {
            "name": "Tuesday circle",
            "what_for": "Meeting other parents",
            "phone": "01632 960 123",
            "website": "https://example.org/circle",
            "when_open": "Tuesdays 10 to 12",
            "cost": "Free",
            "note": "needle-note",
            "outcome": "needle-outcome",
            "why_not": "needle-why",
        },
        {"name": "Baby bank"},
    ],
}


def text_of(body: dict[str, object], *private: str, label: str = "Family support") -> str:
    return as_text(handout(body, label=label, made_on="20 November 2026", private=private).sheet)


def test_what_stands_on_the_paper() -> None:
    text = text_of(BODY)

    for part in (
        "Around the corner",
        "Ask for a lift",
        "Tuesday circle",
        "Meeting other parents",
        "Telephone: 01632 960 123",
        "When it is open: Tuesdays 10 to 12",
        "Baby bank",
        "Put together by Family support, 20 November 2026.",
        "ring 999",
    ):
        assert part in text


def test_nothing_personal_stands_on_the_paper() -> None:
    text = text_of(BODY)

    assert "needle" not in text
    assert "0190c2f0" not in text
    assert "2026-12" not in text


def test_every_field_of_a_service_is_decided_about() -> None:
    named = {one.name for one in on_paper()} | KEPT_OFF | {"name"}

    assert named == {field.name for field in msgspec.structs.fields(Service)}
    assert not KEPT_OFF & {one.name for one in on_paper()}


@pytest.mark.parametrize(
    ("words", "private"),
    [
        ("For Siobhán and the little one.", "Siobhán Ní Dhomhnaill"),
        ("for SIOBHAN, with love", "Siobhán"),
        ("Ring J K first.", "J K"),
        ("From me, Jo Merriweather.", "Jo Merriweather"),
    ],
)
def test_words_that_name_somebody_are_left_out(words: str, private: str) -> None:
    made = handout({**BODY, "covering_note": words}, label="x", made_on="", private=(private,))

    assert made.left_out == (words,)
    assert words not in as_text(made.sheet)


def test_a_name_inside_another_word_is_chance() -> None:
    made = handout(BODY, label="x", made_on="", private=("Tues", "und", "", "e", "The family"))

    assert made.left_out == ()


def test_part_of_a_name_is_chance_in_the_name_of_a_service() -> None:
    body = {**BODY, "services": [{"name": "Blue Nursery"}, {"name": "For Blue Door, 2 pm"}]}

    made = handout(body, label="x", made_on="", private=("Blue Door",))

    assert made.left_out == ("For Blue Door, 2 pm",)
    assert "Blue Nursery" in as_text(made.sheet)


def test_mum_is_nobodys_name() -> None:
    body = {**BODY, "services": [{"name": "Mum and baby group"}]}

    made = handout(body, label="x", made_on="", private=("Mum", "The baby", "Mrs Baby"))

    assert made.left_out == ()


def test_a_list_with_nothing_on_it_says_so() -> None:
    text = text_of({})

    assert text.startswith(TITLE)
    assert "no services on this list yet" in text


def test_what_is_malformed_is_passed_over() -> None:
    body: dict[str, object] = {"title": 7, "services": ["x", {"name": ["y"]}, {"phone": "1"}]}

    assert "Telephone: 1" in text_of(body)
    assert "no services" in text_of({"services": "all"})


def test_wording_is_translated() -> None:
    made = handout(BODY, label="x", made_on="", say=lambda context, text: f"[{context}] {text}")

    text = as_text(made.sheet)
    assert "[records] Telephone: 01632 960 123" in text
    assert "[handouts] Put together by x." in text


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_and_any_name_give_a_sheet(text: str, name: str) -> None:
    body: dict[str, object] = {"covering_note": text, "services": [{"name": text}]}

    made = handout(body, label="x", made_on="", private=(name,))

    assert as_text(made.sheet).endswith("\n")
