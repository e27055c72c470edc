# SPDX-License-Identifier: Apache-2.0
"""What has not come: numbers of bundles that a hub knows of and does not have, by volunteer.

A hub that was restored from a backup, or a stick that was lost, leaves such gaps. Volunteers fill
them by themselves as far as they still can; what stays is for a person to know.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop.storage import chains, trust

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.storage.database import Connection
    from desktop.storage.trust import KnownDevice
    from desktop.workspace import Workspace

_STREAM: Final = "hub"


@dataclass(frozen=True, slots=True)
class Gap:
    """Files of one device that have not come, although a later one has.

    Attributes:
        device: whose they are.
        name: of the volunteer.
        first, last: their numbers; the same where it is one file.
    """

    device: str
    name: str
    first: int
    last: int


def find(workspace: Workspace) -> tuple[Gap, ...]:
    """Return what has not come, device by device, in the order of the numbers. Raises WrongRole."""
    workspace.require_role("hub")
    return workspace.read(_gaps)


def sentence(gap: Gap) -> str:
    """Return a gap in plain English."""
    if gap.first == gap.last:
        return f"File {gap.first} of {gap.name}'s computer has not come."
    return f"Files {gap.first} to {gap.last} of {gap.name}'s computer have not come."


def _gaps(connection: Connection) -> tuple[Gap, ...]:
    people = trust.people(connection)
    found: list[Gap] = []
    for device in trust.devices(connection).values():
        if device.role != "volunteer":
            continue
        name = people[device.person].name if device.person in people else device.id
        for first, last in _missing(connection, device):
            found.append(Gap(device=device.id, name=name, first=first, last=last))
    return tuple(found)


def _missing(connection: Connection, device: KnownDevice) -> Iterator[tuple[int, int]]:
    memory = chains.memories(connection, stream=_STREAM).get(device.id)
    for epoch in chains.chain_ends(connection, device=device.id, stream=_STREAM):
        end = chains.chain_end(connection, device=device.id, epoch=epoch, stream=_STREAM)
        numbers = chains.missing_numbers(
            connection,
            device=device.id,
            epoch=epoch,
            stream=_STREAM,
            high=0 if end is None else end[0],
        )
        # What a device still knew when it began to count anew, it sends again by itself.
        lost = [n for n in numbers if memory is None or not memory.remembers(epoch, n)]
        yield from _runs(lost)


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of each run of numbers without a gap."""
    start = previous = None
    for number in numbers:
        if start is None or previous is None:
            start = number
        elif number != previous + 1:
            yield start, previous
            start = number
        previous = number
    if start is not None and previous is not None:
        yield start, previous
