# SPDX-License-Identifier: Apache-2.0
"""A hub and a volunteer for the tests of the windows: real workspaces, with a quick passphrase."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop.crypto.vault import Argon2Parameters
from desktop.operations import hub, records, sending, workspaces

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.operations.workspaces import Workspace

PASSPHRASE: Final = "plum otter candle drift ninety vault"
QUICK: Final = Argon2Parameters(m=19456, t=2, p=1)
NOTE: Final = {
    "when": "2026-11-20",
    "how": "home",
    "minutes": 50,
    "talked_about": "Feeding at night.",
}


@dataclass(frozen=True)
class Pair:
    """Both sides, open, with a folder between them.

    Attributes:
        hub, volunteer: the open workspaces.
        carrier: the folder that both send through.
        words: of the volunteer's laptop.
        hub_words: of the hub.
    """

    hub: Workspace
    volunteer: Workspace
    carrier: Path
    words: tuple[str, ...]
    hub_words: tuple[str, ...]

    def lock(self) -> None:
        self.hub.lock()
        self.volunteer.lock()


def make_hub(
    root: Path, *, name: str = "Rowan Hub", staff: str = "Priya Shah"
) -> workspaces.HubCreated:
    return workspaces.create_hub(
        root / "hub",
        name=name,
        staff=staff,
        programme="default",
        offline_out=root / "offline",
        passphrase=PASSPHRASE,
        strength=QUICK,
    )


def make_pair(
    root: Path,
    *,
    compares_words: bool = True,
    is_approved: bool = True,
    hub_name: str = "Rowan Hub",
    staff: str = "Priya Shah",
    volunteer: str = "Sam Okafor",
) -> Pair:
    made = make_hub(root, name=hub_name, staff=staff)
    carrier = root / "carrier"
    carrier.mkdir()
    sending.add_carrier(made.workspace, f"folder:{carrier}")
    invited = hub.invite(made.workspace, name=volunteer)
    joined = workspaces.create_volunteer(
        root / "volunteer",
        invitation=invited.data,
        passphrase=PASSPHRASE,
        hub_words=" ".join(made.words) if compares_words else None,
        strength=QUICK,
    )
    pair = Pair(
        hub=made.workspace,
        volunteer=joined.workspace,
        carrier=carrier,
        words=joined.words,
        hub_words=made.words,
    )
    if is_approved:
        approve(pair)
    return pair


def approve(pair: Pair) -> None:
    sending.synchronise(pair.volunteer)
    sending.synchronise(pair.hub)
    (device,) = hub.devices(pair.hub)
    hub.approve(pair.hub, device.device, words=" ".join(pair.words))
    exchange(pair)


def exchange(pair: Pair) -> None:
    """Let both sides send and fetch until nothing is on its way."""
    for workspace in (pair.volunteer, pair.hub, pair.volunteer):
        sending.synchronise(workspace)


def write_note(workspace: Workspace, **fields: object) -> str:
    """Write a final visit note; return its record id."""
    return records.add(workspace, "visit-note", NOTE | fields).record


def open_copy(template: Path, root: Path, words: tuple[tuple[str, ...], tuple[str, ...]]) -> Pair:
    """Open a copy of a pair that was made and locked: quicker than making another."""
    carrier = root / "carrier"
    shutil.copytree(template, root, dirs_exist_ok=True)
    pair = Pair(
        hub=workspaces.open_workspace(root / "hub", PASSPHRASE),
        volunteer=workspaces.open_workspace(root / "volunteer", PASSPHRASE),
        carrier=carrier,
        words=words[0],
        hub_words=words[1],
    )
    for workspace in (pair.hub, pair.volunteer):
        for row in sending.list_carriers(workspace):
            sending.remove_carrier(workspace, row.url)
        sending.add_carrier(workspace, f"folder:{carrier}")
    return pair
