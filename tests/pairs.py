# SPDX-License-Identifier: Apache-2.0
"""A hub and a volunteer that know each other, for tests of what passes between them."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from desktop.crypto.vault import Argon2Parameters
from desktop.operations import hub, sending, workspaces
from desktop.storage import exchange

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.operations.workspaces import HubCreated, VolunteerCreated, Workspace
    from desktop.storage.database import Connection
    from desktop.storage.exchange import SentBundle

# The least that a reader accepts: tests open hundreds of workspaces.
WEAKEST = Argon2Parameters(m=19456, t=2, p=1)
PASSPHRASE = "a lamp beside the quiet window"


class FakeClock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 10, 15, 30, 123000, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **amount: float) -> None:
        """Move it by an amount as ``timedelta`` takes it."""
        self.now += timedelta(**amount)


@dataclass
class Pair:
    """Both sides, and the folder that stands between them."""

    hub_created: HubCreated
    volunteer_created: VolunteerCreated
    carrier: Path
    clock: FakeClock

    @property
    def hub(self) -> Workspace:
        return self.hub_created.workspace

    @property
    def volunteer(self) -> Workspace:
        return self.volunteer_created.workspace

    @property
    def url(self) -> str:
        return f"folder:{self.carrier}"

    def approve(self) -> None:
        """Carry the enrolment to the hub and approve it by its words."""
        sending.synchronise(self.volunteer)
        sending.synchronise(self.hub)
        hub.approve(
            self.hub,
            self.volunteer_created.device,
            words=" ".join(self.volunteer_created.words),
        )
        self.round_trip()

    def round_trip(self) -> None:
        """One round at each side, the hub first and last."""
        sending.synchronise(self.hub)
        sending.synchronise(self.volunteer)
        sending.synchronise(self.hub)


def open_bundles(workspace: Workspace) -> tuple[SentBundle, ...]:
    """Return what the other side has not applied, with its bytes."""

    def work(connection: Connection) -> tuple[SentBundle, ...]:
        found = (
            exchange.find_bundle(connection, item.manifest_sha256)
            for item in exchange.open_bundles(connection)
        )
        return tuple(item for item in found if item is not None)

    return workspace.read(work)


def make_hub(folder: Path, clock: FakeClock) -> HubCreated:
    """Make a hub below ``folder``."""
    return workspaces.create_hub(
        folder / "hub",
        name="Riverside hub",
        staff="Ann Coordinator",
        programme="default",
        offline_out=folder / "offline",
        passphrase=PASSPHRASE,
        strength=WEAKEST,
        clock=clock,
    )


def make_volunteer(
    folder: Path, made: HubCreated, clock: FakeClock, *, name: str, url: str
) -> VolunteerCreated:
    """Invite a volunteer at the hub and make the workspace from the invitation."""
    invited = hub.invite(made.workspace, name=name, carriers=[url])
    return workspaces.create_volunteer(
        folder,
        invitation=invited.data,
        passphrase=PASSPHRASE,
        hub_words=" ".join(made.words),
        strength=WEAKEST,
        clock=clock,
    )


@contextmanager
def a_pair(folder: Path, *, approved: bool = True) -> Iterator[Pair]:
    """Make a hub and a volunteer with a folder between them; lock both at the end."""
    clock = FakeClock()
    carrier = folder / "stick"
    carrier.mkdir()
    made = make_hub(folder, clock)
    sending.add_carrier(made.workspace, f"folder:{carrier}")
    invited = make_volunteer(
        folder / "volunteer", made, clock, name="Vera Volunteer", url=f"folder:{carrier}"
    )
    pair = Pair(made, invited, carrier, clock)
    try:
        if approved:
            pair.approve()
        yield pair
    finally:
        invited.workspace.lock()
        made.workspace.lock()
