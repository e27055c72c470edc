# SPDX-License-Identifier: Apache-2.0
"""A hub and a volunteer with made-up families: how the pair comes into being, step by step.

Everything goes through the same operations that people use, with real keys at full strength; only
the clock is moved, so that the weeks in which it was all written are really there. Does not know
who wants the pair, nor whether its steps turned out as they should.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from desktop.errors import WorkspaceExists
from desktop.operations import files, hub, practice_content, records, sending, workspaces
from desktop.records.programme import DEFAULT
from desktop.storage.faults import system_faults

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from desktop.crypto.vault import Argon2Parameters
    from desktop.operations.practice_content import Change, Entry, Story
    from desktop.operations.workspaces import HubCreated, VolunteerCreated
    from desktop.records.rows import RecordRow
    from desktop.workspace import Workspace

HUB_NAME: Final = "Lanternhouse Families (practice)"
STAFF: Final = "Rosa Whitfield"
VOLUNTEER: Final = "Jo Merriweather"
FIRST_DAY: Final = 35
#: What was written before this many days ago has gone all the way.
SETTLED_DAY: Final = 9
LAST_ROUND_DAY: Final = 2
#: Bytes that are missing at the end of a bundle that was cut short.
CUT: Final = 64


@dataclass(frozen=True, slots=True)
class PracticePair:
    """Where the parts of a practice pair lie."""

    volunteer: Path
    hub: Path
    carrier: Path
    offline: Path
    passphrase_file: Path


def places_in(folder: Path) -> PracticePair:
    """Return where the parts of a pair lie below a folder."""
    return PracticePair(
        volunteer=folder / "volunteer",
        hub=folder / "hub",
        carrier=folder / "carrier",
        offline=folder / "offline",
        passphrase_file=folder / "passphrase.txt",
    )


class Calendar:
    """A clock that can be set to a day in the past, and never runs backwards."""

    def __init__(self, *, since_days: int) -> None:
        """Begin so many days ago; with none, every day is today."""
        self.today = datetime.now(UTC)
        self._now = self.today - timedelta(days=since_days)

    def __call__(self) -> datetime:
        """Return the time; each look is one second later than the one before."""
        self._now += timedelta(seconds=1)
        return self._now

    def go_to(self, days_ago: int) -> None:
        """Go forward to so many days ago; a day that is past already changes nothing."""
        self._now = max(self._now, self.today - timedelta(days=days_ago))


class Making:
    """A practice pair in the making. Call :meth:`close` at the end, whatever happened.

    Attributes:
        places: where its parts lie.
        passphrase: opens both workspaces.
        hub_made, volunteer_made: what setting up returned, once it was done.
        written: each entry with the record that it became.
    """

    hub_made: HubCreated
    volunteer_made: VolunteerCreated

    def __init__(
        self, folder: Path, *, strength: Argon2Parameters | None, since_days: int = 0
    ) -> None:
        """Begin in a new or empty folder. Raises WorkspaceExists, ReadOnly, DiskFull.

        Args:
            folder: where.
            strength: of the key derivation.
            since_days: how long ago the hub is to be made.
        """
        self.places = places_in(folder)
        self.passphrase = workspaces.suggest_passphrase()
        self.calendar = Calendar(since_days=since_days)
        self.written: list[tuple[Entry, RecordRow]] = []
        self._families: dict[str, str] = {}
        self._strength = strength
        self._open: list[Workspace] = []
        with system_faults():
            if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
                raise WorkspaceExists
            self.places.carrier.mkdir(mode=0o700, parents=True)

    @cached_property
    def stories(self) -> tuple[Story, ...]:
        """The families."""
        return practice_content.stories(self.calendar.today.date())

    @property
    def hub(self) -> Workspace:
        """The hub's workspace."""
        return self.hub_made.workspace

    @property
    def volunteer(self) -> Workspace:
        """The volunteer's workspace, as it was opened last."""
        return self._open[-1]

    @property
    def url(self) -> str:
        """Address of the folder between the two."""
        return f"folder:{self.places.carrier}"

    def keep_passphrase(self) -> None:
        """Write the passphrase into its file."""
        files.write_new(self.places.passphrase_file, f"{self.passphrase}\n".encode())

    def make_hub(self) -> None:
        """Make the hub and tell it of the folder between the two."""
        self.hub_made = workspaces.create_hub(
            self.places.hub,
            name=HUB_NAME,
            staff=STAFF,
            programme=DEFAULT,
            offline_out=self.places.offline,
            passphrase=self.passphrase,
            strength=self._strength,
            practice=True,
            clock=self.calendar,
        )
        self._open.append(self.hub)
        sending.add_carrier(self.hub, self.url)

    def invite(self) -> bytes:
        """Return an invitation for the volunteer."""
        return hub.invite(self.hub, name=VOLUNTEER).data

    def make_volunteer(self, invitation: bytes, *, hub_words: str) -> None:
        """Make the volunteer's workspace from an invitation."""
        self.volunteer_made = workspaces.create_volunteer(
            self.places.volunteer,
            invitation=invitation,
            passphrase=self.passphrase,
            hub_words=hub_words,
            strength=self._strength,
            practice=True,
            clock=self.calendar,
        )
        self.use_volunteer(self.volunteer_made.workspace)

    def use_volunteer(self, workspace: Workspace) -> None:
        """Go on with a volunteer's workspace that was opened anew."""
        workspace.clock = self.calendar
        self._open.append(workspace)

    def approve(self) -> None:
        """Approve the volunteer's computer by its words."""
        hub.approve(self.hub, self.volunteer_made.device, words=" ".join(self.volunteer_made.words))

    def rounds(self) -> None:
        """Carry everything both ways until nothing is left to carry."""
        for workspace in (self.volunteer, self.hub, self.volunteer, self.hub):
            sending.synchronise(workspace)

    def write_settled(self) -> None:
        """Write what was written before :data:`SETTLED_DAY`, in the order of its days."""
        self._write(
            event
            for event in self._events()
            if event[0] >= SETTLED_DAY and event[1].stage in ("read", "received")
        )
        self.calendar.go_to(SETTLED_DAY)

    def write_recent(self) -> None:
        """Write what was written after that and is to be handed over."""
        self._write(
            event
            for event in self._events()
            if event[0] < SETTLED_DAY and event[1].stage not in ("sealed", "draft")
        )
        self.calendar.go_to(LAST_ROUND_DAY)

    def write_last(self) -> None:
        """Write what is to stay on the volunteer's computer: final, or not finished."""
        self._write(event for event in self._events() if event[1].stage in ("sealed", "draft"))

    def _events(self) -> list[tuple[int, Entry, Change | None, Story]]:
        """Return every act of writing with its day, the earliest first."""
        found: list[tuple[int, Entry, Change | None, Story]] = []
        for story in self.stories:
            for entry in (story.family, *story.records):
                found.append((entry.days_ago, entry, None, story))
                found += [(change.days_ago, entry, change, story) for change in entry.amended]
        return sorted(found, key=lambda event: -event[0])

    def _write(self, events: Iterator[tuple[int, Entry, Change | None, Story]]) -> None:
        for days_ago, entry, change, story in events:
            self.calendar.go_to(days_ago)
            if change is not None:
                self.amend(self.volunteer, self.record_of(entry), change)
                continue
            fields = dict(entry.fields)
            if entry is not story.family:
                fields["family"] = self.record_of(story.family)
            act = records.save_draft if entry.stage == "draft" else records.add
            self.written.append((entry, act(self.volunteer, entry.kind, fields)))

    def record_of(self, entry: Entry) -> str:
        """Return the record that an entry became."""
        return next(row.record for written, row in self.written if written is entry)

    def amend(self, workspace: Workspace, record: str, change: Change) -> RecordRow:
        """Change some fields of a record in one of the two workspaces."""
        body: Mapping[str, Any] = records.show(workspace, record).revision.body
        return records.amend(workspace, record, {**body, **change.fields}, reason=change.reason)

    def mark_read(self) -> int:
        """Let the hub read what is to be read; return how many records those are."""
        chosen = [row.record for entry, row in self.written if entry.stage == "read"]
        for record in chosen:
            records.mark_read(self.hub, record)
        return len(chosen)

    def disputed(self) -> Sequence[Entry]:
        """Return the families about which the two sides come to disagree."""
        return [story.family for story in self.stories if story.family.conflict is not None]

    def disagree(self, family: Entry) -> None:
        """Change one family on both sides before either has heard of the other's change."""
        if family.conflict is not None:
            record = self.record_of(family)
            self.calendar.go_to(family.conflict.days_ago)
            self.amend(self.volunteer, record, family.conflict.volunteer)
            self.amend(self.hub, record, family.conflict.hub)

    def reopen(self, passphrase: str) -> None:
        """Lock the volunteer's workspace and open it again. Raises WrongPassphrase."""
        self.volunteer.lock()
        self.use_volunteer(workspaces.open_workspace(self.places.volunteer, passphrase))

    def close(self) -> None:
        """Lock every workspace that was opened."""
        for workspace in self._open:
            workspace.lock()
