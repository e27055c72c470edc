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
    assert list(fields)[:5] == ["family", "when", "started", "minutes", "how"]
    assert fields["family"].hint == "record:family"
    assert [name for name, field in fields.items() if field.required] == ["when", "how"]
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
    assert "      For £3.20 write 320." in lines
