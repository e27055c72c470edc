# SPDX-License-Identifier: Apache-2.0
"""The doctor sees what is wrong, and says nothing that anybody wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.errors import BackupDamaged, DatabaseDamaged
from desktop.operations import backups, care, records, sending, workspaces
from desktop.storage import trust
from desktop.storage.folder import WorkspaceFolder
from tests.pairs import PASSPHRASE, Pair, a_pair, make_volunteer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOTE = {"when": "2026-11-20", "how": "home", "talked_about": "Something private."}


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    """A pair with nothing to complain about: the hub has a backup in another place."""
    with a_pair(tmp_path) as made:
        backups.make(made.hub, tmp_path, elsewhere=True)
        yield made


def wrong(health: care.Health) -> dict[str, str]:
    return {check.check: check.detail for check in health.checks if not check.ok}


def test_all_is_well(pair: Pair) -> None:
    for workspace in (pair.hub, pair.volunteer):
        health = care.examine(workspace)
        assert health.ok
        assert not wrong(health)
        assert workspace.read(trust.all_meta)  # it can be used after that


def test_each_side_is_looked_at_in_its_own_way(pair: Pair) -> None:
    checks = [{check.check for check in care.examine(w).checks} for w in (pair.hub, pair.volunteer)]

    assert {"concerns", "away-backup"} <= checks[0] - checks[1]
    assert checks[1] - checks[0] == {"hub-words"}


def test_what_waits_too_long_is_noticed(pair: Pair) -> None:
    records.add(pair.volunteer, "visit-note", NOTE)
    pair.clock.move(days=care.OLDEST_DAYS)
    assert care.examine(pair.volunteer).ok

    pair.clock.move(days=1)

    found = wrong(care.examine(pair.volunteer))
    assert list(found) == ["outbox", "backup"]
    assert found["outbox"].startswith("1 without a receipt, the oldest 8 days")
    assert "private" not in str(found)


def test_words_that_were_not_compared_are_noticed(pair: Pair, tmp_path: Path) -> None:
    made = make_volunteer(
        tmp_path / "other", pair.hub_created, pair.clock, name="Other", url=pair.url
    )
    with made.workspace as workspace:
        workspace.write(lambda c: trust.set_meta(c, "hub_words_checked", "no"))

        assert list(wrong(care.examine(workspace))) == ["hub-words"]


def test_a_place_that_is_gone_is_noticed(pair: Pair) -> None:
    (pair.carrier / "to-hub").rename(pair.carrier.with_name("elsewhere"))
    assert care.examine(pair.volunteer).ok
    for left in pair.carrier.rglob("*.age"):
        left.unlink()
    for folder in sorted(pair.carrier.rglob("*"), reverse=True):
        folder.rmdir()
    pair.carrier.rmdir()

    assert list(wrong(care.examine(pair.volunteer))) == ["carriers"]


def test_no_place_is_no_fault(pair: Pair) -> None:
    sending.remove_carrier(pair.hub, pair.url)

    assert care.examine(pair.hub).ok


def test_a_header_that_is_cut_short_is_noticed(pair: Pair) -> None:
    workspaces.change_passphrase(pair.hub, current=PASSPHRASE, new=PASSPHRASE)
    header = WorkspaceFolder(pair.hub.folder).header
    header.write_bytes(header.read_bytes()[:100])

    assert list(wrong(care.examine(pair.hub))) == ["keys"]


def test_a_damaged_second_database_is_noticed(pair: Pair) -> None:
    concerns = WorkspaceFolder(pair.hub.folder).concerns
    damaged = bytearray(concerns.read_bytes())
    damaged[-2000] ^= 1
    concerns.write_bytes(damaged)
    assert list(wrong(care.examine(pair.hub))) == ["concerns"]

    concerns.unlink()
    assert next(iter(wrong(care.examine(pair.hub)))) == "concerns"


def test_a_missing_programme_is_noticed(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trust, "newest_document", lambda *_: None)

    assert list(wrong(care.examine(pair.hub))) == ["programme"]


def test_backups_that_are_missing_or_old_are_noticed(pair: Pair) -> None:
    records.add(pair.volunteer, "visit-note", NOTE)
    found = wrong(care.examine(pair.volunteer))
    assert found == {"backup": "None was made yet. One is made by itself with the next round."}
    backups.run_due(pair.volunteer)
    assert not wrong(care.examine(pair.volunteer))
    pair.clock.move(days=8)
    assert "backup" not in wrong(care.examine(pair.volunteer))  # it holds everything
    records.add(pair.volunteer, "visit-note", NOTE)
    found = wrong(care.examine(pair.volunteer))
    assert found["backup"] == "The newest is from 2026-11-22; 1 are kept."


def test_a_backup_that_failed_its_test_is_noticed(pair: Pair) -> None:
    made = backups.run_due(pair.volunteer)
    assert made is not None
    checks = {check.check: check for check in care.examine(pair.volunteer).checks}
    assert checks["backup-test"].detail == "A backup was restored as a test on 2026-11-22."
    made.file.write_bytes(made.file.read_bytes()[:-1])
    with pytest.raises(BackupDamaged):
        backups.test(pair.volunteer, made.file)

    found = wrong(care.examine(pair.volunteer))

    assert found["backup-test"].startswith("The newest backup could not be restored")
    assert care.examine(pair.volunteer).ok  # the workspace itself is whole


def test_a_hub_needs_a_backup_elsewhere(pair: Pair) -> None:
    pair.clock.move(days=30)
    found = wrong(care.examine(pair.hub))
    assert found["away-backup"].startswith("The last one in another place is from 2026-11-22.")
    pair.hub.write(lambda c: trust.set_meta(c, "backup_away_at", ""))
    found = wrong(care.examine(pair.hub))
    assert found["away-backup"].startswith("No backup was made on another disk")


def test_damage_that_another_look_meets_does_not_end_the_others(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(_workspace: object) -> None:
        raise DatabaseDamaged

    monkeypatch.setattr(sending, "status", damaged)

    health = care.examine(pair.volunteer)

    assert list(wrong(health)) == ["outbox"]
    assert not health.ok
    assert "backup" in {check.check for check in health.checks}
