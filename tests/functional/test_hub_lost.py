# SPDX-License-Identifier: Apache-2.0
"""The hub's computer is gone: from its backup, the carrier, the escrow key and the volunteers.

As docs/keys.md describes it. What can come back comes back, and the rest is named.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from desktop.operations import backups, care, gaps, hub, hub_keys, records, sending, workspaces
from desktop.operations.gaps import Gap
from tests.pairs import PASSPHRASE, Pair, a_pair, make_volunteer
from tests.sync.forged import objects, titles

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.operations.workspaces import VolunteerCreated, Workspace


@dataclass
class Scene:
    """A hub with two volunteers, and the place where its backup lies."""

    pair: Pair
    wanda: VolunteerCreated
    away: Path

    @property
    def vera(self) -> Workspace:
        return self.pair.volunteer

    def round_of(self, *workspaces: Workspace) -> None:
        for workspace in workspaces:
            sending.synchronise(workspace)

    def lose_the_hub(self) -> None:
        self.pair.hub.lock()
        shutil.rmtree(self.pair.hub.folder)

    def restore(self, folder: Path) -> Workspace:
        (backup,) = self.away.iterdir()
        clock = self.pair.clock
        made = backups.restore(backup, folder, passphrase=PASSPHRASE, clock=clock)
        return workspaces.open_workspace(made.workspace, PASSPHRASE, clock=clock)


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    away = tmp_path / "away"
    away.mkdir()
    with a_pair(tmp_path) as pair:
        wanda = make_volunteer(
            tmp_path / "wanda", pair.hub_created, pair.clock, name="Wanda", url=pair.url
        )
        with wanda.workspace as workspace:
            for each in (workspace, pair.hub):
                sending.synchronise(each)
            hub.approve(pair.hub, wanda.device, words=" ".join(wanda.words))
            for each in (pair.hub, workspace, pair.hub):
                sending.synchronise(each)
            yield Scene(pair, wanda, away)


def add(workspace: Workspace, name: str) -> None:
    records.add(workspace, "family", {"known_as": name})


def test_a_lost_hub_comes_back(scene: Scene, tmp_path: Path) -> None:
    vera, wanda, old = scene.vera, scene.wanda.workspace, scene.pair.hub
    root, escrow = scene.pair.hub_created.offline_files
    add(vera, "in the backup")
    scene.round_of(vera, old, vera)
    backups.make(old, scene.away, elsewhere=True)
    scene.pair.clock.move(hours=1)

    # After the backup: new keys, and records that the hub has acknowledged.
    hub_keys.rotate(old, root_key=root, signing=True)
    scene.round_of(old, vera, wanda, old)
    for name in ("acknowledged 1", "acknowledged 2"):
        add(vera, f"V {name}")
        add(wanda, f"W {name}")
        scene.round_of(vera, wanda, old, vera, wanda)
    assert all(row.state == "received" for row in records.list_records(vera))
    # And some that only lie on the carrier, sealed to keys that the backup does not have.
    add(vera, "V on the carrier")
    add(wanda, "W on the carrier")
    scene.round_of(vera, wanda)
    lost_number = len(objects(scene.pair.carrier, "to-hub"))
    assert lost_number >= 2
    scene.lose_the_hub()
    wanda.lock()  # her laptop is lost in the same fire
    scene.pair.clock.move(hours=1)

    with scene.restore(tmp_path / "newhub") as new:
        assert titles(new) == ["in the backup"]
        report = hub.import_files(new, [scene.pair.carrier], escrow_key=escrow)
        assert report.totals.waiting == lost_number
        names = {gap.name for gap in gaps.find(new)}
        assert names == {"Vera Volunteer", "Wanda"}
        hub_keys.rotate(new, root_key=root, signing=True)
        for _ in range(4):
            scene.round_of(new, vera)
        assert titles(new) == [
            "V acknowledged 1",
            "V acknowledged 2",
            "V on the carrier",
            "in the backup",
        ]
        assert all(row.state == "received" for row in records.list_records(vera))
        # What cannot come back is named.
        (gap,) = gaps.find(new)
        assert (gap.name, gap.device) == ("Wanda", scene.wanda.device)
        assert gap.last - gap.first >= 1
        check = next(c for c in care.examine(new).checks if c.check == "gaps")
        assert not check.ok
        assert check.advisory
        assert f"Files {gap.first} to {gap.last} of Wanda's computer" in check.detail
        # Life goes on.
        add(vera, "afterwards")
        scene.round_of(vera, new, vera)
        assert "afterwards" in titles(new)
        assert records.list_records(vera)[0].state == "received"


def test_one_file_that_is_missing(scene: Scene) -> None:
    vera, new = scene.vera, scene.pair.hub
    assert gaps.find(new) == ()
    for name in ("1.", "2.", "3.", "4."):
        add(vera, name)
        sending.synchronise(vera)
    files = {p.stat().st_mtime_ns: p for p in (scene.pair.carrier / "to-hub").iterdir()}
    in_order = [files[at] for at in sorted(files)]
    last = in_order.pop()
    second = in_order.pop(1)
    for path in in_order:
        path.rename(path.with_suffix(".hidden"))
    hub.import_files(new, [last])
    (gap,) = gaps.find(new)
    assert gap.last - gap.first == 2
    hub.import_files(new, [second])
    first, third = gaps.find(new)
    assert first == Gap(vera.device, "Vera Volunteer", gap.first, gap.first)
    assert gaps.sentence(first) == f"File {gap.first} of Vera Volunteer's computer has not come."
    assert gaps.sentence(gap) == (
        f"Files {gap.first} to {gap.last} of Vera Volunteer's computer have not come."
    )
    assert third.first == third.last == gap.last
