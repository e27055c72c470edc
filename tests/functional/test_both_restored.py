# SPDX-License-Identifier: Apache-2.0
"""First the laptop is restored from an older backup, then the hub: what both had comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.operations import backups, records, sending, workspaces
from tests.pairs import PASSPHRASE, a_pair
from tests.sync.forged import held, titles

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.workspace import Workspace


def rounds(*sides: Workspace) -> None:
    for _ in range(5):
        for side in sides:
            sending.synchronise(side)


def test_what_the_laptop_has_only_from_the_hub_goes_back_to_it(tmp_path: Path) -> None:
    away = tmp_path / "away"
    away.mkdir()
    with a_pair(tmp_path) as pair:
        records.add(pair.volunteer, "family", {"known_as": "A."})
        rounds(pair.volunteer, pair.hub)
        of_laptop = backups.make(pair.volunteer, away).file
        of_hub = backups.make(pair.hub, away, elsewhere=True).file
        records.add(pair.volunteer, "family", {"known_as": "B."})
        rounds(pair.volunteer, pair.hub)
        pair.volunteer.lock()
        backups.restore(of_laptop, tmp_path / "laptop", passphrase=PASSPHRASE, clock=pair.clock)
        with workspaces.open_workspace(tmp_path / "laptop", PASSPHRASE, clock=pair.clock) as laptop:
            rounds(laptop, pair.hub)
            assert sorted(titles(laptop)) == ["A.", "B."]

            pair.hub.lock()
            backups.restore(of_hub, tmp_path / "hub-again", passphrase=PASSPHRASE, clock=pair.clock)
            again = tmp_path / "hub-again"
            with workspaces.open_workspace(again, PASSPHRASE, clock=pair.clock) as hub:
                assert titles(hub) == ["A."]
                rounds(hub, laptop)
                assert sorted(titles(hub)) == ["A.", "B."]
                assert not held(hub)
            states = {row.title: row.state for row in records.list_records(laptop)}
            assert states == {"A.": "received", "B.": "received"}
            assert sending.status(laptop).unsent == 0
