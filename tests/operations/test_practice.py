# SPDX-License-Identifier: Apache-2.0
"""The practice pair shows everything there is, and the main job notices what does not hold."""

from __future__ import annotations

import tomllib
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from desktop import config
from desktop.crypto import vault
from desktop.errors import DiskFull, WorkspaceExists
from desktop.operations import (
    care,
    hub,
    main_job,
    practice,
    practice_content,
    records,
    sending,
    workspaces,
)
from desktop.operations.practice import PracticePair, Step
from desktop.operations.practice_pair import HUB_NAME, STAFF, Calendar
from desktop.records import form, programme
from desktop.records.kinds import kind
from tests.pairs import WEAKEST

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.operations.workspaces import Workspace

TODAY = date(2026, 11, 22)
STATES = {"draft", "sealed", "handed-over", "received", "read", "conflict"}


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> PracticePair:
    return practice.make_pair(tmp_path_factory.mktemp("home") / "practice-1", strength=WEAKEST)


@pytest.fixture(autouse=True)
def quick_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let changed passphrases cost little too."""
    monkeypatch.setattr(vault, "calibrate", lambda: WEAKEST)


def opened(pair: PracticePair, side: str) -> Workspace:
    folder = pair.hub if side == "hub" else pair.volunteer
    return workspaces.open_workspace(folder, practice.passphrase_of(pair))


def entries() -> Iterator[practice_content.Entry]:
    for story in practice_content.stories(TODAY):
        yield story.family
        yield from story.records


def test_every_state_is_shown(pair: PracticePair) -> None:
    with opened(pair, "volunteer") as workspace:
        rows = records.list_records(workspace, limit=100)
        status = sending.status(workspace)
        health = care.examine(workspace)

    found = Counter(row.state for row in rows)
    assert set(found) == STATES
    assert found["conflict"] == 2
    assert {row.kind for row in rows} == {
        "family",
        "visit-note",
        "listening-session",
        "signposting-list",
    }
    assert status.unsent > 0
    assert status.handed_over > 0
    assert status.oldest_days == 6
    assert health.ok


def test_both_sides_are_marked_as_practice(pair: PracticePair) -> None:
    for side in ("volunteer", "hub"):
        with opened(pair, side) as workspace:
            assert workspace.practice
            assert workspace.hub_name == HUB_NAME


def test_the_hub_has_something_to_do(pair: PracticePair) -> None:
    with opened(pair, "hub") as workspace:
        kept = hub.quarantine(workspace)
        states = Counter(row.state for row in records.list_records(workspace, limit=100))
        waiting = hub.preview(workspace, [pair.carrier])

    assert [row.slug for row in kept] == ["damaged"]
    assert states["conflict"] == 2
    assert states["received"] > 0
    assert waiting.totals.would_import > 0
    assert waiting.totals.new > 0


def test_a_record_shows_who_read_it_and_how_it_changed(pair: PracticePair) -> None:
    with opened(pair, "volunteer") as workspace:
        details = [
            records.show(workspace, row.record)
            for row in records.list_records(workspace, limit=100)
        ]

    assert {mark.name for detail in details for mark in detail.read_by} == {STAFF}
    assert any(len(detail.history) == 2 for detail in details)
    days = {version.at[:10] for detail in details for version in detail.history}
    assert len(days) > 10, "the weeks in which it was written are really there"


def test_nothing_private_lies_beside_the_workspaces(pair: PracticePair) -> None:
    names = {path.name for path in pair.hub.parent.iterdir()}

    assert names == {"volunteer", "hub", "carrier", "offline", "passphrase.txt"}
    assert {path.name for path in pair.offline.iterdir()} == {
        "root-key.txt",
        "escrow-identity.txt",
    }


def test_a_pair_is_found_again(pair: PracticePair, tmp_path: Path) -> None:
    home = pair.hub.parent.parent

    assert practice.find_pair(home) == pair
    assert practice.new_folder(home) == home / "practice-2"
    assert practice.find_pair(tmp_path / "nowhere") is None


def test_a_pair_that_was_not_finished_is_not_taken_for_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise DiskFull

    monkeypatch.setattr("desktop.operations.practice_pair.Making.write_last", full)

    with pytest.raises(DiskFull):
        practice.make_pair(tmp_path / "practice-1", strength=WEAKEST)

    assert practice.find_pair(tmp_path) is None
    assert practice.new_folder(tmp_path) == tmp_path / "practice-2"


@pytest.mark.parametrize("make", [practice.make_pair, practice.run_main_job])
def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path, make: Any) -> None:
    (tmp_path / "letter").write_text("dear", encoding="utf-8")

    for folder in (tmp_path, tmp_path / "letter"):
        with pytest.raises(WorkspaceExists):
            make(folder, strength=WEAKEST)

    assert [path.name for path in tmp_path.iterdir()] == ["letter"]


def test_the_main_job_holds_from_end_to_end(tmp_path: Path) -> None:
    told: list[Step] = []

    steps, pair = practice.run_main_job(tmp_path / "try", on_step=told.append, strength=WEAKEST)

    assert [step for step in steps if not step.ok] == []
    assert list(steps) == told
    assert len({step.step for step in steps}) == len(steps) > 15
    for side in ("volunteer", "hub"):
        with opened(pair, side) as workspace:
            assert care.examine(workspace).ok


def test_the_main_job_stops_at_what_does_not_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "mark_read", lambda *_: None)

    steps, _ = practice.run_main_job(tmp_path / "try", strength=WEAKEST)

    assert [step.ok for step in steps] == [True] * (len(steps) - 1) + [False]
    assert steps[-1] == Step("see who has read", ok=False, detail="a record was read by []")


def test_a_fault_is_told_with_its_slug(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object, **_options: object) -> None:
        raise DiskFull

    monkeypatch.setattr(workspaces, "create_hub", full)

    steps, _ = practice.run_main_job(tmp_path / "try", strength=WEAKEST)

    assert [(step.ok, step.detail) for step in steps] == [
        (False, "error[disk-full]: There is no room left on the disk.")
    ]


def test_what_should_be_refused_and_is_not_is_noticed() -> None:
    with pytest.raises(main_job._Unexpected, match=r"it was not refused \(disk-full\)"):
        main_job._refused(DiskFull, lambda: None)


def test_every_entry_fits_its_kind() -> None:
    pack = programme.load(programme.DEFAULT)
    for entry in entries():
        declared = {field.name: field for field in form.form_fields(kind(entry.kind), pack)}
        for fields in (entry.fields, *(change.fields for change in entry.amended)):
            assert set(fields) <= set(declared), entry.fields
            for name, value in fields.items():
                inner = {field.name for field in declared[name].fields}
                for item in value if inner else ():
                    assert set(item) <= inner


def test_the_families_are_as_different_as_families_are() -> None:
    families = [story.family.fields for story in practice_content.stories(TODAY)]
    names = [str(family["known_as"]) for family in families]

    assert 6 <= len(names) <= 8
    assert any("\u0600" <= character <= "\u06ff" for name in names for character in name)
    assert max(map(len, names)) > 45
    assert {entry.stage for entry in entries()} == {
        "draft",
        "sealed",
        "handed-over",
        "received",
        "read",
    }


def test_no_number_and_no_address_is_anybodys() -> None:
    for path in (config.resources() / "practice").glob("*.toml"):
        for record in tomllib.loads(path.read_text(encoding="utf-8"))["records"]:
            for service in record["fields"].get("services", ()):
                # Numbers that Ofcom keeps for drama, and a name that RFC 2606 keeps for examples.
                assert service.get("phone", "01632 960").startswith("01632 960")
                assert service.get("website", "x.example.org").endswith(".example.org")


def test_dates_count_from_today() -> None:
    first = practice_content.stories(TODAY)[0].family.fields

    assert first["support_from"] == "2026-10-20"
    assert first["planned_ending"] == "2027-03-22"
    assert practice_content._dated("in 3 days", TODAY) == "in 3 days"
    assert practice_content._dated("today", TODAY) == "2026-11-22"


def test_the_calendar_never_runs_backwards() -> None:
    calendar = Calendar(since_days=3)

    seen = [calendar()]
    for days_ago in (2, 3, 0):
        calendar.go_to(days_ago)
        seen.append(calendar())

    assert seen == sorted(seen)
    assert (seen[-1] - seen[0]).days == 3
