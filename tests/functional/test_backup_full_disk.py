# SPDX-License-Identifier: Apache-2.0
"""A disk that runs full while a backup is made or restored: named, and nothing is left of it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest

from tests.storage.test_faults import SMALL_DISK, on_a_disk_of_its_own

ROOT: Final = Path(__file__).resolve().parents[2]
CHILD: Final = (sys.executable, "-m", "tests.functional.full_backup_child")
OWN: Final = SMALL_DISK.replace("size=3m", "size=16m")
STICK: Final = SMALL_DISK.replace("size=3m", "size=6m")
SURVIVED: Final = {
    "making": {
        "slugs": ["", "disk-full"],
        "faults": True,
        "successes": True,
        "traces": [],
        "unchanged": True,
        "empty": [],
    },
    "restoring": {
        "slugs": ["", "disk-full"],
        "last": "",
        "traces": [],
        "restored": True,
    },
}
LIMITED: Final = {
    "slugs": ["disk-full", "disk-full", "disk-full"],
    "left": [[], []],
    "after": True,
}


def limited(folder: Path) -> dict[str, Any]:
    done = subprocess.run(
        (*CHILD, "limit", str(folder)), cwd=ROOT, check=True, stdout=subprocess.PIPE
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


@pytest.mark.skipif(sys.platform == "win32", reason="limits on files are POSIX's")
def test_files_that_may_not_grow(tmp_path: Path) -> None:
    assert limited(tmp_path) == LIMITED


@pytest.mark.skipif(sys.platform == "win32", reason="small disks are mounted as on Linux")
@pytest.mark.parametrize(("how", "disk"), [("own", OWN), ("stick", STICK)])
def test_ever_less_room(tmp_path: Path, how: str, disk: str) -> None:
    """Where no small disk can be mounted, a limit on the size of files stands in for it."""
    small = tmp_path / "small"
    small.mkdir()
    answer = on_a_disk_of_its_own(disk, small, *CHILD, how, str(small))
    if answer is None:
        assert limited(tmp_path) == LIMITED
    else:
        assert answer == SURVIVED
