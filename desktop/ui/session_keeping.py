# SPDX-License-Identifier: Apache-2.0
"""Where the time of a listening session is kept while it runs, and how it becomes a draft.

Presses follow each other faster than they are written, and each is written on a thread of its own.
So what is written is always the newest, one after the other, whatever order the threads run in.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Final

from desktop.errors import AlreadyFinal, RecordNotFound
from desktop.operations import desk, records

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desktop.operations.workspaces import Workspace
    from desktop.ui.session_time import SessionTime

KIND: Final = "listening-session"
TIMER: Final = "listening-timer"


class SessionKeeper:
    """Keeps the newest time in the workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._lock = Lock()
        self._newest: Mapping[str, object] = {}
        self._is_kept = True
        self._draft: str | None = None
        """The draft that a writing down made which was then cut short."""

    def note(self, time: SessionTime | None) -> None:
        """Take note of a press; :meth:`keep` writes it."""
        newest = {} if time is None else time.to_dict()
        if newest.get("started") != self._newest.get("started"):
            self._draft = None  # another session
        self._newest, self._is_kept = newest, False

    def keep(self) -> None:
        """Write the newest time; called on another thread.

        Raises:
            WorkspaceLocked, DiskFull, ReadOnly, DeviceGone: the one before is kept.
        """
        with self._lock:
            newest = self._newest
            desk.remember(self._workspace, TIMER, newest)
            self._is_kept = newest is self._newest

    def pending(self) -> tuple[Callable[[], object], ...]:
        """Return the save that is due before the workspace is locked, to run on another thread."""
        return () if self._is_kept else (self.keep,)

    def write_down(self, data: Mapping[str, object]) -> str:
        """Make a draft of the time, forget the time, and return the record id of the draft.

        Called on another thread. Doing it again after a fault goes on with the same draft.

        Raises:
            RecordInvalid, WorkspaceLocked, DiskFull, ReadOnly, DeviceGone: the time is still kept.
        """
        with self._lock:
            self._draft = self._save(data)
            desk.remember(self._workspace, TIMER, {})
            self._newest, self._is_kept = {}, True
            draft, self._draft = self._draft, None
            return draft

    def _save(self, data: Mapping[str, object]) -> str:
        try:
            return records.save_draft(self._workspace, KIND, data, draft=self._draft).record
        except (RecordNotFound, AlreadyFinal):
            # Somebody finished it or threw it away meanwhile: this is another one.
            return records.save_draft(self._workspace, KIND, data).record
