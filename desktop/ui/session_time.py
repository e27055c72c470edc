# SPDX-License-Identifier: Apache-2.0
"""How long a session has lasted: its start, its pauses and its end, as times of the clock.

Pure values: no widget, no timer, no clock of its own. Nothing ticks while the program is closed;
what is kept is when things happened, so a session goes on through a lock or a restart.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_MOST_PAUSES: Final = 200

Pause = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionTime:
    """One session. Times carry their zone.

    Attributes:
        started: when it began.
        pauses: the pauses that are over.
        paused_at: since when it rests, if it does.
        ended_at: when it ended, if it did.
    """

    started: datetime
    pauses: tuple[Pause, ...] = ()
    paused_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def is_paused(self) -> bool:
        """Whether it rests."""
        return self.paused_at is not None and self.ended_at is None

    @property
    def is_running(self) -> bool:
        """Whether time passes."""
        return self.paused_at is None and self.ended_at is None

    def pause(self, now: datetime) -> SessionTime:
        """Rest from now on."""
        return replace(self, paused_at=now) if self.is_running else self

    def go_on(self, now: datetime) -> SessionTime:
        """Take it up again."""
        if self.paused_at is None or self.ended_at is not None:
            return self
        pauses = (*self.pauses, (self.paused_at, now))[:_MOST_PAUSES]
        return replace(self, pauses=pauses, paused_at=None)

    def end(self, now: datetime) -> SessionTime:
        """End it; a pause that is not over ended it already."""
        return self if self.ended_at is not None else replace(self, ended_at=self.paused_at or now)

    def minutes(self, now: datetime) -> int:
        """Return whole minutes without the pauses; never less than none, whatever the clock did."""
        until = self.ended_at or self.paused_at or now
        rested = sum((max(end - begin, timedelta()) for begin, end in self.pauses), timedelta())
        return max(0, int((until - self.started - rested).total_seconds() // 60))

    def to_dict(self) -> dict[str, object]:
        """Return it as it is kept: times in RFC 3339, UTC."""
        return {
            "started": _text(self.started),
            "pauses": [[_text(begin), _text(end)] for begin, end in self.pauses],
            "paused_at": _text(self.paused_at) if self.paused_at else None,
            "ended_at": _text(self.ended_at) if self.ended_at else None,
        }


def from_dict(kept: Mapping[str, object]) -> SessionTime | None:
    """Return what was kept; ``None`` when that is no session."""
    started = _moment(kept.get("started"))
    if started is None:
        return None
    pauses = kept.get("pauses")
    return SessionTime(
        started=started,
        pauses=tuple(filter(None, map(_pause, pauses if isinstance(pauses, list) else []))),
        paused_at=_moment(kept.get("paused_at")),
        ended_at=_moment(kept.get("ended_at")),
    )


def _pause(kept: object) -> Pause | None:
    if not isinstance(kept, list) or len(kept) != 2:
        return None
    begin, end = _moment(kept[0]), _moment(kept[1])
    return (begin, end) if begin is not None and end is not None else None


def _moment(kept: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(kept) if isinstance(kept, str) else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
