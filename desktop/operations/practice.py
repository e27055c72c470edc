# SPDX-License-Identifier: Apache-2.0
"""Practice: a volunteer and a hub with made-up families, to try everything without fear.

Owns making such a pair, finding one that was made before, and doing the whole main job with one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop.carriers.base import TO_HUB, open_carrier
from desktop.operations import files, hub, sending, workspaces
from desktop.operations.main_job import Step, do_main_job
from desktop.operations.practice_pair import CUT, FIRST_DAY, Making, PracticePair, places_in
from desktop.sync.bundle import MAX_FILE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.crypto.vault import Argon2Parameters

__all__ = [
    "PracticePair",
    "Step",
    "find_pair",
    "make_pair",
    "new_folder",
    "passphrase_of",
    "run_main_job",
]

_STEM: Final = "practice"
DAMAGED: Final = "cut-short.age"


def make_pair(folder: Path, *, strength: Argon2Parameters | None = None) -> PracticePair:
    """Make a hub and a volunteer with made-up families, records in every state, and some trouble.

    The hub has a file kept aside because it arrived damaged, and a bundle on the carrier that it
    has not fetched yet; two families have versions to decide between.

    Args:
        folder: new or empty.
        strength: of the key derivation; by default as strong as the computer can.

    Raises:
        WorkspaceExists: there is something in the folder.
        DiskFull, ReadOnly, DeviceGone: what was begun can be deleted.
    """
    making = Making(folder, strength=strength, since_days=FIRST_DAY)
    try:
        making.make_hub()
        making.make_volunteer(making.invite(), hub_words=" ".join(making.hub_made.words))
        sending.synchronise(making.volunteer)
        sending.synchronise(making.hub)
        making.approve()
        making.rounds()
        making.write_settled()
        making.rounds()
        making.mark_read()
        making.rounds()
        for family in making.disputed():
            making.disagree(family)
        making.rounds()
        _leave_trouble(making)
        making.write_last()
        # Last, so that a pair that was not finished is never taken for one that was.
        making.keep_passphrase()
    finally:
        making.close()
    return making.places


def _leave_trouble(making: Making) -> None:
    """Hand over the newest records, and give the hub a copy of that bundle that was cut short."""
    making.write_recent()
    sending.synchronise(making.volunteer)
    carrier = open_carrier(making.url)
    name = carrier.list(TO_HUB)[0].name
    data = carrier.get(TO_HUB, name, limit=MAX_FILE)
    damaged = making.places.carrier / DAMAGED
    files.write_new(damaged, data[:-CUT])
    hub.import_files(making.hub, [damaged])


def run_main_job(
    folder: Path,
    *,
    on_step: Callable[[Step], None] = lambda _step: None,
    strength: Argon2Parameters | None = None,
) -> tuple[tuple[Step, ...], PracticePair]:
    """Do the whole main job in a new pair, from setting up to recovery, and look at each step.

    Args:
        folder: new or empty.
        on_step: told about each step as it is done.
        strength: of the key derivation; by default as strong as the computer can.

    Returns:
        The steps, of which the last is the first that was not as it should be, if any was not;
        and where the pair lies, with its workspaces locked.

    Raises:
        WorkspaceExists: there is something in the folder.
        DiskFull, ReadOnly, DeviceGone: nothing was begun.
    """
    making = Making(folder, strength=strength)
    try:
        making.keep_passphrase()
        steps = do_main_job(making, on_step=on_step)
    finally:
        making.close()
    return steps, making.places


def find_pair(home: Path) -> PracticePair | None:
    """Return a pair that was made below ``home`` before, whole and ready, or None."""
    for folder in sorted(home.glob(f"{_STEM}*")):
        pair = places_in(folder)
        sides = (workspaces.kind_of(pair.volunteer), workspaces.kind_of(pair.hub))
        if pair.passphrase_file.is_file() and all(side.exists for side in sides):
            return pair
    return None


def new_folder(home: Path) -> Path:
    """Return a folder below ``home`` for a new pair; it does not exist yet."""
    number = 1
    while (home / f"{_STEM}-{number}").exists():
        number += 1
    return home / f"{_STEM}-{number}"


def passphrase_of(pair: PracticePair) -> str:
    """Return the passphrase that opens both workspaces. Raises FileUnreadable."""
    return files.read_first_line(pair.passphrase_file)
