# SPDX-License-Identifier: Apache-2.0
"""Commands about records, with what they print for people and for programs."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from desktop.operations import records, workspaces
from tests.cli import shapes
from tests.cli.running import NOTE, Shell
from tests.pairs import PASSPHRASE

HOSTILE = "ملاحظة first line\nerror[fake]: second\tline ‮ with an override"


def test_a_record_is_added_and_shown(shell: Shell) -> None:
    added = shell.add({**NOTE, "minutes": 40, "strands": [{"strand": "listening", "minutes": 30}]})
    shapes.require(added, "record")
    assert (added["kind"], added["state"]) == ("visit-note", "sealed")

    shown = shell.ask("volunteer", "record", "show", added["record"])
    shapes.require(shown, "record show")
    assert shown["revision"]["body"]["talked_about"] == NOTE["talked_about"]
    assert shown["history"] == [shown["revision"]]
    assert shown["read_by"] == []

    said = shell.at("volunteer", "record", "show", added["record"])
    assert "What we talked about: We sat in the garden." in said.out
    assert "How you met: At home" in said.out
    assert "What kind of support: Listening" in said.out
    assert "state: final, only on this computer" in said.out
    assert "Vera Volunteer" in said.out


def test_every_answer_is_shown(shell: Shell) -> None:
    fields = {
        "known_as": "A. B.",
        "safe_to_ring": True,
        "safe_to_message": False,
        "goals": [{"goal": "Sleep", "score": 0}],
        "access_needs": ["step-free", "quiet-place"],
        "from_a_newer_version": [{"a": 1}, 2, ["three"]],
        "another": [1, 2],
    }
    record = shell.add(fields, kind="family")["record"]

    lines = shell.at("volunteer", "record", "show", record).out.splitlines()

    for line in (
        "  They said it is safe to ring: yes",
        "      Goal, in their own words: Sleep",
        "      Where they are now, 0 to 5: 0",
        "  What makes it easier to take part: No steps, A quiet place",
        "      a: 1",
        "      ?: 2",
        "      ?: three",
        "  another: 1, 2",
    ):
        assert line in lines
    assert not [line for line in lines if "send a message" in line]


def test_a_draft_is_shown(shell: Shell) -> None:
    file = shell.fields({"talked_about": "Half"})
    draft = shell.ask("volunteer", "record", "add", "visit-note", "--file", file, "--draft")

    said = shell.at("volunteer", "record", "show", draft["record"])

    assert "state: a draft" in said.out
    assert "What we talked about: Half" in said.out
    assert "Versions" not in said.out


def test_text_is_printed_for_people(shell: Shell) -> None:
    file = shell.fields()

    added = shell.at("volunteer", "record", "add", "visit-note", "--file", file)
    listed = shell.at("volunteer", "record", "list")

    assert "final, only on this computer" in added.out
    assert "sealed" in listed.out
    assert "20/11/2026" in listed.out


def test_fields_come_from_standard_input(shell: Shell) -> None:
    said = shell.at(
        "volunteer",
        "record",
        "add",
        "visit-note",
        "--file",
        "-",
        "--json",
        stdin=json.dumps(NOTE).encode(),
    )

    assert said.status == 0
    assert said.json["state"] == "sealed"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_fields_may_be_in_any_unicode_file(shell: Shell, encoding: str) -> None:
    file = shell.folder / "f.json"
    file.write_text(json.dumps({**NOTE, "agreed": "Café"}, ensure_ascii=False), encoding=encoding)

    added = shell.ask("volunteer", "record", "add", "visit-note", "--file", file)
    shown = shell.ask("volunteer", "record", "show", added["record"])

    assert shown["revision"]["body"]["agreed"] == "Café"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        "null",
        '{"a": NaN}',
        '{"a": 1, "a": 2}',
        '{"a": 1} {}',
        "[" * 100_000,
        '{"a": ' + "9" * 5000 + "}",
    ],
    ids=["empty", "list", "half", "null", "nan", "twice", "two", "deep", "long-number"],
)
def test_a_file_that_is_no_json_object(shell: Shell, text: str) -> None:
    shell.write("f.json", text)

    said = shell.at("volunteer", "record", "add", "visit-note", "--file", shell.folder / "f.json")

    assert said.status == 1
    assert "error[bad-input]: The file f.json" in said.err


def test_standard_input_that_is_no_json_object(shell: Shell) -> None:
    said = shell.at("volunteer", "record", "add", "family", "--file", "-", stdin=b"\xff\xfe")

    assert "error[bad-input]: The file standard input" in said.err


def test_a_file_that_is_not_there_or_too_large(shell: Shell) -> None:
    missing = shell.at("volunteer", "record", "add", "family", "--file", shell.folder / "none")
    folder = shell.at("volunteer", "record", "add", "family", "--file", shell.folder)
    shell.write("big.json", '{"notes": "' + "x" * 4_300_000 + '"}')
    large = shell.at("volunteer", "record", "add", "family", "--file", shell.folder / "big.json")

    assert "error[file-unreadable]: The file none" in missing.err
    assert "error[file-unreadable]" in folder.err
    assert "error[bad-input]" in large.err


def test_what_is_wrong_with_a_field_is_said_without_its_value(shell: Shell) -> None:
    file = shell.fields({"when": "SECRET", "how": "home"})

    said = shell.at("volunteer", "record", "add", "visit-note", "--file", file, "--json")

    assert said.status == 1
    assert said.err.startswith("error[record-invalid]: The record is not complete: when: ")
    assert "SECRET" not in said.err
    assert said.out == ""


@pytest.mark.parametrize(
    ("side", "kind", "slug"),
    [
        ("volunteer", "no-such-kind", "unknown-kind"),
        ("volunteer", "roster", "unknown-kind"),
    ],
)
def test_a_kind_that_cannot_be_written(shell: Shell, side: str, kind: str, slug: str) -> None:
    said = shell.at(side, "record", "add", kind, "--file", shell.fields())

    assert said.status == 1
    assert f"error[{slug}]" in said.err


def test_hostile_text_cannot_steer_the_terminal(shell: Shell) -> None:
    record = shell.add({**NOTE, "talked_about": HOSTILE, "unheard_of": {"\u202e": ["x"]}})["record"]

    shown = shell.at("volunteer", "record", "show", record)
    found = shell.at("volunteer", "search", "override")

    for said in (shown, found):
        assert "\u202e" not in said.out
        assert r"\u202e" in said.out
    assert not [line for line in shown.out.splitlines() if line.startswith("error[")]
    printed = shell.ask("volunteer", "record", "show", record)
    assert printed["revision"]["body"]["talked_about"] == HOSTILE


def test_long_texts_are_set_in(shell: Shell) -> None:
    record = shell.add({**NOTE, "agreed": "word " * 30})["record"]

    said = shell.at("volunteer", "record", "show", record)

    assert "  What we agreed:\n      word word" in said.out


def test_records_are_listed_in_pages(shell: Shell) -> None:
    records = [shell.add({**NOTE, "when": f"2026-11-0{day}"})["record"] for day in (1, 2, 3)]
    shell.add({"known_as": "A. B."}, kind="family")

    first = shell.ask("volunteer", "record", "list", "--kind", "visit-note", "--limit", "2")
    second = shell.ask(
        "volunteer", "record", "list", "--kind", "visit-note", "--after", first[-1]["record"]
    )

    shapes.require(first, "record list")
    assert [row["record"] for row in (*first, *second)] == records[::-1]
    after = shell.at("volunteer", "record", "list", "--after", "0" * 32)
    assert "error[record-not-found]" in after.err
    assert "error[unknown-kind]" in shell.at("volunteer", "record", "list", "--kind", "x").err


def test_an_empty_list_says_so(shell: Shell) -> None:
    assert shell.at("volunteer", "record", "list").out == "There are no records.\n"
    assert shell.ask("volunteer", "record", "list") == []


def test_the_family_is_named_in_lists(shell: Shell) -> None:
    family = shell.add({"known_as": "أم ليلى"}, kind="family")["record"]
    shell.add({**NOTE, "family": family})

    assert "· أم ليلى" in shell.at("volunteer", "record", "list").out


def test_a_draft_is_edited_and_finished(shell: Shell) -> None:
    file = shell.fields({"talked_about": "Half a"})
    draft = shell.ask("volunteer", "record", "add", "visit-note", "--file", file, "--draft")
    shapes.require(draft, "record")
    assert (draft["state"], draft["revision"]) == ("draft", "")
    shown = shell.ask("volunteer", "record", "show", draft["record"])
    shapes.require(shown, "record show")
    incomplete = shell.at("volunteer", "record", "finalise", draft["record"])
    assert "error[record-invalid]" in incomplete.err

    edited = shell.ask("volunteer", "record", "edit", draft["record"], "--file", shell.fields())
    assert (edited["record"], edited["state"]) == (draft["record"], "draft")
    final = shell.ask("volunteer", "record", "finalise", draft["record"])
    shapes.require(final, "record")
    assert final["state"] == "sealed"

    for command in (
        ("edit", draft["record"], "--file", shell.fields()),
        ("discard", draft["record"]),
    ):
        assert "error[already-final]" in shell.at("volunteer", "record", *command).err


def test_a_draft_is_thrown_away(shell: Shell) -> None:
    file = shell.fields({})
    drafts = [
        shell.ask("volunteer", "record", "add", "family", "--file", file, "--draft")["record"]
        for _ in range(2)
    ]

    discarded = shell.ask("volunteer", "record", "discard", drafts[0])
    said = shell.at("volunteer", "record", "discard", drafts[1])

    shapes.require(discarded, "record discard")
    assert "The draft is gone." in said.out
    assert shell.ask("volunteer", "record", "list") == []


def test_a_record_is_amended_and_withdrawn(shell: Shell) -> None:
    record = shell.add()["record"]
    file = shell.fields({**NOTE, "minutes": 5})

    amended = shell.ask(
        "volunteer", "record", "amend", record, "--file", file, "--reason", "Wrong minutes"
    )
    shapes.require(amended, "record")
    withdrawn = shell.ask("volunteer", "record", "withdraw", record, "--reason", "Not mine")
    shapes.require(withdrawn, "record")

    shown = shell.ask("volunteer", "record", "show", record)
    assert [item["reason"] for item in shown["history"]] == [None, "Wrong minutes", "Not mine"]
    assert "(withdrawn)" in shell.at("volunteer", "record", "list").out
    assert "because: Wrong minutes" in shell.at("volunteer", "record", "show", record).out


def test_a_reason_has_to_say_something(shell: Shell) -> None:
    record = shell.add()["record"]

    said = shell.at("volunteer", "record", "withdraw", record, "--reason", "  ")

    assert "error[reason-needed]" in said.err


@pytest.mark.parametrize("command", ["show", "finalise", "discard"])
@pytest.mark.parametrize("record", ["0" * 32, "x", "../../etc", "\x1b"])
def test_there_is_no_such_record(shell: Shell, command: str, record: str) -> None:
    assert "error[record-not-found]" in shell.at("volunteer", "record", command, record).err


def test_reading_is_for_the_hub(shell: Shell) -> None:
    record = shell.add()["record"]
    shell.rounds()

    read = shell.ask("hub", "record", "read", record)
    shapes.require(read, "record")
    assert read["state"] == "read"
    shell.rounds()
    shown = shell.ask("volunteer", "record", "show", record)
    assert [mark["name"] for mark in shown["read_by"]] == ["Ann Coordinator"]
    assert "read by Ann Coordinator" in shell.at("volunteer", "record", "show", record).out

    assert "error[wrong-role]" in shell.at("volunteer", "record", "read", record).err


def disagree(shell: Shell) -> str:
    """Change one family on both sides; return its record."""
    record: str = shell.add({"known_as": "A. B."}, kind="family")["record"]
    shell.rounds()
    for side in ("hub", "volunteer"):
        file = shell.fields({"known_as": f"A. B. as the {side} has it"})
        shell.ask(side, "record", "amend", record, "--file", file, "--reason", "Heard it so")
    shell.rounds()
    return record


def test_two_versions_are_decided_between(shell: Shell) -> None:
    record = disagree(shell)
    shown = shell.ask("hub", "record", "show", record)
    assert shown["state"] == "conflict"
    said = shell.at("hub", "record", "show", record)
    assert said.out.count("VERSION ") == 2
    assert "as the volunteer has it" in said.out
    heads = [head["revision"] for head in shown["heads"]]

    unknown = shell.at("hub", "record", "resolve", record, "--choose", "0" * 32, "--reason", "x")
    assert "error[revision-not-found]" in unknown.err
    amend = shell.at("hub", "record", "amend", record, "--file", shell.fields(), "--reason", "x")
    assert "error[in-conflict]" in amend.err
    chosen = shell.ask(
        "hub", "record", "resolve", record, "--choose", heads[1], "--reason", "Asked her"
    )
    shapes.require(chosen, "record")
    again = shell.at("hub", "record", "resolve", record, "--choose", heads[1], "--reason", "x")
    assert "error[not-in-conflict]" in again.err


def test_something_else_is_written_instead(shell: Shell) -> None:
    record = disagree(shell)
    file = shell.fields({"known_as": "Neither"})

    written = shell.ask(
        "volunteer", "record", "resolve", record, "--file", file, "--reason", "Asked her"
    )

    assert written["title"] == "Neither"


@pytest.mark.parametrize("options", [[], ["--choose", "x", "--file", "f.json"]])
def test_resolving_takes_either_a_version_or_a_file(bare: Shell, options: list[str]) -> None:
    said = bare.at("hub", "record", "resolve", "id", *options, "--reason", "x")

    assert said.status == 2
    assert "either --choose REVISION or --file FILE" in said.err


def test_the_schema_without_a_workspace(bare: Shell) -> None:
    kinds = bare("record", "schema", "--json").json
    shapes.require(kinds, "record schema")
    assert len(kinds) == 5
    assert "visit-note" in bare("record", "schema").out

    for kind in kinds:
        schema: Any = json.loads(bare("record", "schema", kind["kind"]).out)
        jsonschema.Draft202012Validator.check_schema(schema)
    assert "error[unknown-kind]" in bare("record", "schema", "roster").err


def test_the_schema_of_a_workspace(shell: Shell) -> None:
    schema = shell.ask("hub", "record", "schema", "visit-note")
    jsonschema.validate(NOTE, schema)
    writable = shell.ask("hub", "record", "schema")

    assert {"family", "signposting-list"} <= {kind["kind"] for kind in writable}


def test_searching(shell: Shell) -> None:
    record = shell.add({**NOTE, "agreed": "We try the café on Friday"})["record"]

    hits = shell.ask("volunteer", "search", "CAFE", "fri")
    shapes.require(hits, "search")
    assert [hit["record"] for hit in hits] == [record]
    assert record in shell.at("volunteer", "search", "garden").out
    for nothing in ("xyzzy", '"', "'); --", "\u202e"):
        assert shell.ask("volunteer", "search", nothing) == []
    assert shell.at("volunteer", "search", "xyzzy").out == "Nothing was found.\n"
    assert shell.ask("volunteer", "search", "--limit", "1", "garden")


def test_a_half_written_amendment_is_told_of_and_left_alone(shell: Shell) -> None:
    note, record = shell.fields(), shell.add(NOTE)["record"]
    with workspaces.open_workspace(shell.folder / "volunteer", PASSPHRASE) as workspace:
        records.save_amendment(workspace, record, {"agreed": "zebra"}, reason="")
    shown = shell.at("volunteer", "record", "show", record)
    assert "an amendment to it is half written, in the window" in shown.out
    assert "zebra" not in shown.out
    assert shell.ask("volunteer", "record", "show", record)["amending"]
    for attempt in (("edit", record, "--file", note), ("finalise", record), ("discard", record)):
        assert "error[already-final]" in shell.at("volunteer", "record", *attempt).err
    assert shell.ask("volunteer", "record", "list")[0]["amending"]
