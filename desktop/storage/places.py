# SPDX-License-Identifier: Apache-2.0
"""Where bundles are left and fetched: the carriers, and which object there is which bundle of ours.

The name of an object is kept before it is written, so that trying again writes the same one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select, text

from desktop.storage.exchange import mark_handed_over
from desktop.storage.tables import carrier, placement

if TYPE_CHECKING:
    from desktop.storage.database import Connection


@dataclass(frozen=True, slots=True)
class CarrierEntry:
    """One place where bundles are left and fetched."""

    id: int
    url: str
    added_at: str


@dataclass(frozen=True, slots=True)
class Placement:
    """One object of a carrier that is, or is about to be, one of our bundles."""

    bundle: str
    carrier: int
    name: str
    placed_at: str | None


def plan_placement(connection: Connection, item: Placement) -> None:
    """Keep the name under which a bundle is about to be placed."""
    connection.execute(
        placement.insert(),
        {"bundle": item.bundle, "carrier": item.carrier, "name": item.name, "placed_at": None},
    )


def drop_plan(connection: Connection, item: Placement) -> None:
    """Forget a name under which nothing was placed, because another object has it."""
    connection.execute(
        placement.delete().where(
            placement.c.bundle == item.bundle,
            placement.c.carrier == item.carrier,
            placement.c.name == item.name,
            placement.c.placed_at.is_(None),
        )
    )


def placements(connection: Connection, bundle: str) -> tuple[Placement, ...]:
    """Return where a bundle was or is to be placed, the oldest first."""
    rows = connection.execute(
        text(
            "SELECT bundle, carrier, name, placed_at FROM placement"
            " WHERE bundle = :bundle ORDER BY rowid"
        ),
        {"bundle": bundle},
    )
    return tuple(Placement(*row) for row in rows)


def mark_placed(connection: Connection, item: Placement, *, at: str) -> None:
    """Note that an object was written: its records are handed over (not yet received)."""
    connection.execute(
        placement.update()
        .where(
            placement.c.bundle == item.bundle,
            placement.c.carrier == item.carrier,
            placement.c.name == item.name,
        )
        .values(placed_at=at)
    )
    mark_handed_over(connection, item.bundle)


def add_carrier(connection: Connection, url: str, *, at: str) -> CarrierEntry | None:
    """Add a carrier; return None when it is there already."""
    if any(c.url == url for c in carriers(connection)):
        return None
    connection.execute(carrier.insert(), {"url": url, "added_at": at})
    return next(c for c in carriers(connection) if c.url == url)


def carriers(connection: Connection) -> tuple[CarrierEntry, ...]:
    """Return the carriers in the order in which they were added."""
    return tuple(
        CarrierEntry(row.id, row.url, row.added_at)
        for row in connection.execute(select(carrier).order_by(carrier.c.id))
    )


def remove_carrier(connection: Connection, url: str) -> bool:
    """Remove a carrier with its placements and what was seen there; return whether it was known."""
    return connection.execute(carrier.delete().where(carrier.c.url == url)).rowcount > 0
