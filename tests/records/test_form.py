# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.records import form, kinds
from tests.records.samples import COMMUNITY, GENERAL

if TYPE_CHECKING:
    from desktop.records.declaration import Kind

VISIBLE = kinds.visible()


def named(fields: tuple[form.FormField, ...]) -> dict[str, form.FormField]:
    return {field.name: field for field in fields}


def test_the_visit_note() -> None:
    fields = named(form.form_fields(kinds.kind("visit-note"), GENERAL))
    assert list(fields)[:5] == ["family", "when", "how", "started", "minutes"]
    assert fields["family"].hint == "record:family"
    assert [name for name, field in fields.items() if field.required] == ["when", "how"]
    assert (fields["when"].default, fields["when"].tense) == ("today", "past")
    assert fields["next_contact"].tense == "future"
    assert fields["how"].choices[0] == ("home", "At home")
    assert fields["minutes"].maximum == 1440
    assert fields["miles"].decimals == 1
    assert fields["talked_about"].hint == "long-text"
    assert fields["talked_about"].limit == 20_000
    assert fields["accompanied_to"].limit == 200
    assert fields["present"].hint == "choices"
    assert fields["when"].column
    strands = fields["strands"]
    assert (strands.hint, strands.limit) == ("list-of", 20)
    assert [(inner.name, inner.required) for inner in strands.fields] == [
        ("strand", True),
        ("minutes", False),
    ]
    assert strands.fields[0].choices == GENERAL.choices("strands")


@pytest.mark.parametrize("kind", VISIBLE, ids=lambda kind: kind.name)
def test_nobody_is_asked_what_is_hidden_or_cannot_be_chosen(kind: Kind) -> None:
    for field in form.form_fields(kind, GENERAL):
        assert field.name != "withdrawn"
        assert bool(field.choices) == (field.hint in ("choice", "choices"))
        assert bool(field.fields) == (field.hint == "list-of")


@pytest.mark.parametrize("kind", VISIBLE, ids=lambda kind: kind.name)
def test_every_form_has_parts_and_each_part_is_in_one_place(kind: Kind) -> None:
    sections = [field.section for field in form.form_fields(kind, GENERAL)]
    parts = [name for n, name in enumerate(sections) if n == 0 or sections[n - 1] != name]

    assert all(parts)
    assert len(set(parts)) == len(parts)


def test_only_a_date_begins_with_today() -> None:
    begun = [
        (kind.name, field.name)
        for kind in VISIBLE
        for field in form.form_fields(kind, GENERAL)
        if field.default
    ]

    assert begun == [
        ("visit-note", "when"),
        ("listening-session", "when"),
        ("reflection", "when"),
        ("signposting-list", "made_on"),
    ]


def test_a_site_is_asked_where_there_are_sites() -> None:
    family = kinds.kind("family")
    assert "site" not in named(form.form_fields(family, GENERAL))
    assert len(named(form.form_fields(family, COMMUNITY))["site"].choices) == 5


def test_help_for_the_command_line() -> None:
    text = form.describe(kinds.kind("visit-note"), GENERAL)
    lines = text.splitlines()
    assert lines[0] == "Visit note (visit-note)"
    assert "  when: Date (needed)" in lines
    assert "      home, elsewhere, phone, video, message, group, accompanied" in lines
    assert "      strand: What kind of support (needed)" in lines
    assert "          listening, information, signposting, practical" in lines
    assert "      In pence: 320 for £3.20." in lines
    assert lines.index("  [The contact]") < lines.index("  [And you?]")
