# SPDX-License-Identifier: Apache-2.0
"""The made-up families of a practice pair, as they are written in resources/practice.

Owns reading them. A date in them counts from today (``-3 days``, ``today``, ``+14 days``), so that
they never grow old. Does not know how they come into a workspace.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any, Final, Literal

import msgspec

from desktop import config

_DAY: Final = re.compile(r"([+-]\d{1,3}) days|today")

#: How far a record has come when the pair is ready; the families themselves have been received.
Stage = Literal["read", "received", "handed-over", "sealed", "draft"]


class Change(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A later version of a record: the fields that change, and why."""

    reason: str
    fields: dict[str, Any]
    days_ago: int = 0


class Disagreement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Two changes made on the same day, one on each side, without knowing of each other."""

    days_ago: int
    volunteer: Change
    hub: Change


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One record, when it was written, and how far it has come."""

    days_ago: int
    fields: dict[str, Any]
    kind: str = "family"
    stage: Stage = "received"
    amended: tuple[Change, ...] = ()
    conflict: Disagreement | None = None


class Story(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One family with everything that was written about it, in order."""

    family: Entry
    records: tuple[Entry, ...]


def stories(today: date) -> tuple[Story, ...]:
    """Return the families, with their dates counted from ``today``."""
    folder = config.resources() / "practice"
    return tuple(
        msgspec.convert(
            _dated(msgspec.toml.decode(path.read_text(encoding="utf-8")), today), Story, strict=True
        )
        for path in sorted(folder.glob("*.toml"))
    )


def _dated(value: Any, today: date) -> Any:
    """Return ``value`` with every text that is a day put as a date (YYYY-MM-DD)."""
    if isinstance(value, dict):
        return {name: _dated(inner, today) for name, inner in value.items()}
    if isinstance(value, list):
        return [_dated(inner, today) for inner in value]
    found = _DAY.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return value
    return (today + timedelta(days=int(found[1] or 0))).isoformat()
