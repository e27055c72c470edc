# SPDX-License-Identifier: Apache-2.0
"""Copies of one pair, for tests that need many: opening a copy is quicker than making another."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.operations import workspaces
from tests.pairs import PASSPHRASE, FakeClock, Pair

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def a_copy(pair: Pair, source: Path, folder: Path) -> Iterator[Pair]:
    """Copy a locked pair, which lies in ``source``, into ``folder``, and open it there.

    The place between the two is the original's: for tests in which nothing is sent.
    """
    clock = FakeClock()
    for name in ("hub", "volunteer"):
        shutil.copytree(source / name, folder / name)
    with (
        workspaces.open_workspace(folder / "hub", PASSPHRASE, clock=clock) as hub,
        workspaces.open_workspace(folder / "volunteer", PASSPHRASE, clock=clock) as volunteer,
    ):
        yield Pair(
            replace(pair.hub_created, workspace=hub),
            replace(pair.volunteer_created, workspace=volunteer),
            pair.carrier,
            clock,
        )
