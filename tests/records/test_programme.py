# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import ProgrammeDamaged, ProgrammeUnknown
from desktop.records import programme
from tests.records.samples import COMMUNITY, GENERAL

if TYPE_CHECKING:
    from desktop.records.programme import Programme

SMALLEST = """
id = "small"
version = 1
title = "Small"
neutral_label = "Visits"
confidentiality = "discloses"
[supervision]
every_days = 28
[lists.contact-kinds]
home = "At home"
phone = "By telephone"
[lists.strands]
listening = "Listening"
"""


def test_the_packs_that_come_with_the_program() -> None:
    packs = programme.shipped()
    assert list(packs) == ["default", "birth-and-beyond-community-supporters"]
    for name in packs:
        assert programme.load(name).id == name
        assert programme.parse(programme.shipped_text(name)) == programme.load(name)


@pytest.mark.parametrize("pack", [GENERAL, COMMUNITY], ids=lambda pack: pack.id)
def test_packs_are_complete(pack: Programme) -> None:
    assert pack.version >= 1
    assert pack.about
    assert pack.neutral_label
    assert pack.confidentiality == "standard"
    assert pack.supervision.every_days == 28
    assert [meeting.every_days for meeting in pack.meetings] == [56]
    assert any(part.needed_before_match for part in pack.training)
    assert all(check.needed_before_match for check in pack.checks)
    assert pack.eligibility.questions
    assert len(pack.end_survey) == 4
    assert pack.answers
    assert all(measure.points for measure in pack.measures)


def test_what_was_published_about_training() -> None:
    core = [part for part in GENERAL.training if part.sessions == 15]
    assert [part.minutes for part in core] == [120]
    assert [part.sessions for part in COMMUNITY.training if "week" in part.title] == [8]
    assert [choice.value for choice in COMMUNITY.choices("sites")] == [
        "south-west-london",
        "peterborough",
        "sheffield-and-rotherham",
        "birmingham",
        "lincolnshire",
    ]


def test_two_programmes_are_never_abbreviated() -> None:
    for text in programme.shipped().values():
        assert "PiM" not in text


def test_choices_keep_their_order() -> None:
    pack = programme.parse(SMALLEST)
    assert pack.choices("contact-kinds") == (("home", "At home"), ("phone", "By telephone"))
    assert pack.choices("contact-kinds")[0].label == "At home"
    assert pack.choices("no-such-list") == ()
    assert pack.label("contact-kinds", "home") == "At home"
    assert pack.label("contact-kinds", "was-removed") == "was-removed"
    assert pack.label("no-such-list", "x") == "x"


def test_entries_of_a_newer_version_are_passed_over() -> None:
    newer = programme.parse("later = 1\n" + SMALLEST + "[another.table]\nx = 1\n")
    assert newer == programme.parse(SMALLEST.replace("\n", "\r\n"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('id = "small"', 'id = "Small"'),
        ('id = "small"', 'id = "small\\n"'),
        ('id = "small"', f'id = "{"a" * 65}"'),
        ('id = "small"', "id = 5"),
        ('id = "small"', ""),
        ("version = 1", "version = 0"),
        ("version = 1", "version = 1.0"),
        ('"Small"', '"Sm\\u0000all"'),
        ('"Small"', '""'),
        ('"discloses"', '"secret"'),
        ("every_days = 28", "every_days = 0"),
        ("every_days = 28", "every_days = 28\nevery_days = 29"),
        ('home = "At home"', 'Home = "At home"'),
        ("[lists.strands]", "[lists.Strands]"),
        ('listening = "Listening"', ""),
        ('listening = "Listening"', 'listening = ["Listening"]'),
        ("[lists.strands]", "[lists.strands"),
        ("version = 1", "version = 1\nmeasures = [{id='A', title='t', points=[]}]"),
        ("version = 1", "version = 1\nend_survey = [{id='a b', text='t'}]"),
        ("version = 1", "version = 1\nx = " + "[" * 5_000 + "]" * 5_000),
        ("version = 1", "version = 1 #" + "x" * programme.MAX_TEXT),
    ],
)
def test_damaged_packs_are_refused(old: str, new: str) -> None:
    assert old in SMALLEST
    with pytest.raises(ProgrammeDamaged):
        programme.parse(SMALLEST.replace(old, new))


@given(st.text(max_size=100))
def test_noise_is_refused(text: str) -> None:
    with pytest.raises(ProgrammeDamaged):
        programme.parse(text)


def test_an_unknown_programme() -> None:
    with pytest.raises(ProgrammeUnknown) as caught:
        programme.load("../default")
    assert str(caught.value.facts["known"]).startswith("default, birth-and-beyond")
