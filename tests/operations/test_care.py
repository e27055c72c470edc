# SPDX-License-Identifier: Apache-2.0
"""The doctor sees what is wrong, and says nothing that anybody wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.operations import care, records, sending, workspaces
from desktop.storage import trust
from desktop.storage.folder import WorkspaceFolder
from tests.pairs import PASSPHRASE, Pair, a_pair, make_volunteer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOTE = {"when": "2026-11-20", "how": "home", "talked_about": "Something private."}


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with a_pair(tmp_path) as made:
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

    assert checks[0] - checks[1] == {"concerns"}
    assert checks[1] - checks[0] == {"hub-words"}


def test_what_waits_too_long_is_noticed(pair: Pair) -> None:
    records.add(pair.volunteer, "visit-note", NOTE)
    pair.clock.move(days=care.OLDEST_DAYS)
    assert care.examine(pair.volunteer).ok

    pair.clock.move(days=1)

    found = wrong(care.examine(pair.volunteer))
    assert list(found) == ["outbox"]
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
    assert list(wrong(care.examine(pair.hub))) == ["concerns"]


def test_a_missing_programme_is_noticed(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trust, "newest_document", lambda *_: None)

    assert list(wrong(care.examine(pair.hub))) == ["programme"]
