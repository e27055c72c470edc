# SPDX-License-Identifier: Apache-2.0
"""The process is killed while it makes or restores a backup: nothing half-done passes for whole."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from desktop.operations import backups, records
from tests.pairs import Pair, a_pair

ROOT: Final = Path(__file__).resolve().parents[2]
CHILD: Final = (sys.executable, "-m", "tests.functional.backup_child")


@pytest.fixture
def scene(tmp_path: Path) -> Path:
    """A locked pair; the volunteer has one record, three backups, and one on a stick."""
    folder = tmp_path / "scene"
    folder.mkdir()
    with a_pair(folder, approved=False) as pair:
        records.add(pair.volunteer, "family", {"known_as": "J."})
        _three_backups(pair)
        (folder / "away").mkdir()
        backups.make(pair.volunteer, folder / "away")
    return folder


def _three_backups(pair: Pair) -> None:
    for _ in range(3):
        pair.clock.move(days=2)
        (pair.volunteer.folder / "backups").mkdir(exist_ok=True)
        backups.make(pair.volunteer, pair.volunteer.folder / "backups")
    pair.clock.move(days=-6)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills copies of a process, made by fork")
@pytest.mark.parametrize(
    ("work", "every", "least"), [("stick", 4, 8), ("due", 5, 8), ("restore", 3, 8)]
)
def test_killed_at_many_steps(scene: Path, work: str, every: int, least: int) -> None:
    command = (*CHILD, work, str(scene), str(every))
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)
    answer = json.loads(done.stdout)
    assert answer["faults"] == []
    assert answer["kills"] >= least
