# SPDX-License-Identifier: Apache-2.0
"""Places, rounds, and bundles looked at or taken in by hand."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.cli import shapes

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.running import Shell


def test_places_are_added_listed_and_removed(shell: Shell) -> None:
    assert "no place to send to" in shell.at("hub", "carrier", "list").out

    added = shell.ask("hub", "carrier", "add", shell.url)
    assert (added["url"], added["added"]) == (shell.url, True)
    again = shell.ask("hub", "carrier", "add", f"  {shell.url}")
    assert (again["url"], again["added"]) == (shell.url, False)
    assert "is in the list already" in shell.at("hub", "carrier", "add", shell.url).out
    rows = shell.ask("hub", "carrier", "list")
    shapes.require(rows, "carrier list")
    assert shell.url in shell.at("hub", "carrier", "list").out

    removed = shell.ask("hub", "carrier", "remove", shell.url)
    assert removed == {"url": shell.url, "removed": True}
    assert shell.ask("hub", "carrier", "list") == []
    assert "error[carrier-not-found]" in shell.at("hub", "carrier", "remove", shell.url).err


def test_a_relative_place_counts_from_where_it_was_typed(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(shell.folder)

    assert shell.ask("hub", "carrier", "add", "folder:stick")["url"] == shell.url


@pytest.mark.parametrize("url", ["ftp://example.org", "stick", "folder:", "C:\\stick", "\x1b:x"])
def test_a_place_of_no_known_kind(shell: Shell, url: str) -> None:
    said = shell.at("hub", "carrier", "add", url)

    assert said.status == 1
    assert "error[carrier-unknown]" in said.err
    assert "\x1b" not in said.err


def test_a_round(shell: Shell) -> None:
    record = shell.add()["record"]

    placed = shell.ask("volunteer", "sync", "--carrier", shell.url)
    shapes.require(placed, "sync")
    assert (placed["placed"], placed["outbox"]) == (1, 1)
    assert shell.ask("volunteer", "record", "show", record)["state"] == "handed-over"
    taken = shell.ask("hub", "sync", "--carrier", shell.url)
    assert (taken["received"], taken["imported"]["new"], taken["receipts"]) == (1, 1, 1)
    told = shell.ask("volunteer", "sync", "--carrier", shell.url)
    assert (told["receipts"], told["outbox"]) == (1, 0)
    assert shell.ask("volunteer", "record", "show", record)["state"] == "received"


def test_a_round_is_told_to_people(shell: Shell) -> None:
    shell.add()

    first = shell.at("volunteer", "sync", "--carrier", shell.url)
    (shell.stick / "to-hub" / f"{'a' * 26}.age").write_bytes(b"damaged")
    second = shell.at("hub", "sync", "--carrier", shell.url)
    third = shell.at("volunteer", "sync")

    assert "Placed: 1. Fetched: 0." in first.out
    assert "Without a receipt yet: 1." in first.out
    assert "What came: 1 new" in second.out
    assert "Kept aside: 1." in second.out
    assert "Nothing waits for a receipt." in third.out


def test_what_has_no_receipt_is_offered_again(shell: Shell) -> None:
    shell.add()
    shell.ask("volunteer", "sync", "--carrier", shell.url)
    for bundle in (shell.stick / "to-hub").iterdir():
        bundle.unlink()

    assert shell.ask("volunteer", "sync")["placed"] == 0
    assert shell.ask("volunteer", "sync", "--send-again")["placed"] == 1


def test_there_is_no_place_to_send_to(shell: Shell) -> None:
    said = shell.at("volunteer", "sync", "--json")

    assert said.status == 1
    assert "error[no-carrier]" in said.err
    assert said.out == ""


def test_a_place_that_is_not_there(shell: Shell) -> None:
    away = f"folder:{shell.folder / 'away'}"

    alone = shell.at("volunteer", "sync", "--carrier", away, "--json")
    assert alone.status == 1
    assert "error[carrier-unreachable]" in alone.err
    shapes.require(alone.json, "sync")
    assert alone.json["problems"][0]["slug"] == "carrier-unreachable"

    shell.ask("volunteer", "carrier", "add", shell.url)
    beside = shell.at("volunteer", "sync", "--json")
    assert beside.status == 0
    assert "error[carrier-unreachable]" in beside.err
    assert [problem["carrier"] for problem in beside.json["problems"]] == [away]


def test_the_hub_whose_words_were_not_compared_is_mentioned(bare: Shell) -> None:
    bare.stick.mkdir()
    made = (
        ("hub", "hub", "create", "--name", "H", "--staff", "S", "--programme", "default"),
        ("hub", "hub", "invite", "--name", "Jo"),
    )
    bare.ask(*made[0], "--offline-out", bare.folder / "offline")
    bare.ask(*made[1], "--out", bare.folder / "i")
    bare.ask("jo", "volunteer", "create", "--invite", bare.folder / "i")

    said = bare.at("jo", "sync", "--carrier", bare.url)

    assert "warning: the hub's words have not been compared yet" in said.err
    health = bare.at("jo", "doctor", "--json")
    assert (health.status, health.json["ok"]) == (0, True)  # the workspace itself is whole
    bad = [check["check"] for check in health.json["checks"] if not check["ok"]]
    assert bad == ["hub-words"]


def test_a_computer_that_was_switched_off_is_told_so(shell: Shell) -> None:
    record = shell.add()["record"]
    shell.ask("volunteer", "sync", "--carrier", shell.url)
    shell.ask("hub", "sync", "--carrier", shell.url)
    (device,) = shell.ask("hub", "hub", "devices")
    said = shell.at("hub", "hub", "revoke", device["device"])
    assert "Do a round" in said.out
    shell.ask("hub", "sync")

    said = shell.at("volunteer", "sync")

    assert said.status == 0
    assert "was switched off at the hub" in said.err
    assert "Everything that you wrote is still here. Please ring your coordinator." in said.err
    assert shell.ask("volunteer", "record", "show", record)["state"] == "received"


def test_an_older_copy_is_told_so_and_begins_anew(shell: Shell) -> None:
    shutil.copytree(shell.folder / "volunteer", shell.folder / "copy")
    shell.add()
    shell.ask("volunteer", "sync", "--carrier", shell.url)
    shell.ask("hub", "sync", "--carrier", shell.url)

    said = shell.at("copy", "sync", "--carrier", shell.url)

    assert said.status == 0
    assert "error[older-copy]" in said.err
    begun = shell.ask("copy", "begin-anew")
    shapes.require(begun, "begin-anew")
    assert begun["outbox"] == 0
    assert "Begun anew. Waiting to be sent: 0." in shell.at("copy", "begin-anew").out
    assert shell.at("copy", "sync").err == ""


def answers(shell: Shell) -> Path:
    """Let the hub answer a note; return the folder on the stick with what it placed."""
    shell.add()
    shell.ask("volunteer", "sync", "--carrier", shell.url)
    shell.ask("hub", "sync", "--carrier", shell.url)
    (folder,) = (shell.stick / "to").iterdir()
    return folder


def test_a_volunteer_takes_in_bundles_from_a_stick(shell: Shell) -> None:
    folder = answers(shell)

    report = shell.ask("volunteer", "import", folder)

    shapes.require(report, "hub import")
    assert [item["status"] for item in report["bundles"]] == ["imported"]
    assert shell.ask("volunteer", "record", "list")[0]["state"] == "received"
    assert "already-imported" in shell.at("volunteer", "import", folder).out
    assert "error[wrong-role]" in shell.at("hub", "import", folder).err


def test_a_bundle_is_looked_at(shell: Shell) -> None:
    (bundle,) = answers(shell).iterdir()

    fields = shell.ask("volunteer", "bundle", "inspect", bundle)
    shapes.require(fields, "bundle inspect")
    assert '"kind": "receipt"' in shell.at("volunteer", "bundle", "inspect", bundle).out
    verdict = shell.ask("volunteer", "bundle", "verify", bundle)
    shapes.require(verdict, "bundle verify")
    assert verdict["ok"]
    assert "whole and genuine" in shell.at("volunteer", "bundle", "verify", bundle).out


def test_a_bundle_that_is_not_for_us_or_damaged(shell: Shell) -> None:
    (bundle,) = answers(shell).iterdir()
    damaged = shell.folder / "damaged.age"
    damaged.write_bytes(bundle.read_bytes()[:-1])

    for side, file, slug in (("hub", bundle, "not-for-us"), ("volunteer", damaged, "damaged")):
        verdict = shell.at(side, "bundle", "verify", file, "--json")
        assert verdict.status == 1
        shapes.require(verdict.json, "bundle verify")
        assert (verdict.json["ok"], verdict.json["slug"]) == (False, slug)
        inspected = shell.at(side, "bundle", "inspect", file, "--json")
        assert (inspected.status, inspected.out) == (1, "")
        assert f"error[{slug}]" in inspected.err


def test_what_is_no_file_is_not_opened(shell: Shell) -> None:
    os.mkfifo(shell.folder / "pipe.age")

    said = shell.at("volunteer", "bundle", "verify", shell.folder / "pipe.age")

    assert said.status == 1
    assert "error[not-a-file]" in said.err
