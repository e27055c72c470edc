# SPDX-License-Identifier: Apache-2.0
"""Drafts save themselves, from the first keystroke on: of new records, and of amendments.

What a draft holds is for others to say (``T``). :class:`DraftKeeper` runs on the threads of the
task runner and knows no widget; :class:`Autosave` belongs to a form and decides when it is time.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from threading import Lock
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desktop.errors import AlongsideError
    from desktop.records.rows import RecordRow
    from desktop.ui.tasks import Runner

    SaveDraft = Callable[[Mapping[str, object], str | None], RecordRow]
    SaveAmendment = Callable[[Mapping[str, object], str], RecordRow]

T = TypeVar("T")
R = TypeVar("R")

PAUSE_MS: Final = 700
"""How long after the last keystroke a draft is saved."""
LONGEST_MS: Final = 5_000
"""How long somebody who never pauses may type before the draft is saved all the same."""


class Mode(Enum):
    """What the form is open for."""

    CLOSED = auto()
    DRAFT = auto()
    AMENDMENT = auto()


@dataclass(frozen=True, slots=True)
class Amendment:
    """What was typed so far of an amendment."""

    fields: Mapping[str, object]
    reason: str


class DraftKeeper(Generic[T]):
    """Saves the versions of one draft in order, from any thread.

    Only the first save makes a draft; a save that arrives late never overwrites a newer one.
    """

    def __init__(
        self, save: Callable[[T, str | None], RecordRow], *, draft: str | None = None
    ) -> None:
        self._save = save
        self._draft = draft
        self._lock = Lock()
        self._newest = 0
        self._closed = False

    @property
    def draft(self) -> str | None:
        """The record id of the draft, once it has one."""
        return self._draft

    def save(self, data: T, *, number: int) -> RecordRow | None:
        """Save version ``number`` of the draft; return ``None`` if a newer one is saved already.

        Raises:
            AlongsideError: whatever the operation raises; the version counts as not saved.
        """
        with self._lock:
            if self._closed or number <= self._newest:
                return None
            row = self._save(data, self._draft)
            self._draft, self._newest = row.record, number
            return row

    def covers(self, number: int) -> bool:
        """Say whether version ``number`` needs no saving: it is saved, or the draft has ended."""
        return self._closed or number <= self._newest

    def end(self, data: T, end: Callable[[str], R]) -> R:
        """Save the last words, then end the draft with ``end``; nothing is saved afterwards.

        Any other save waits for this. If it fails, the draft is there as before, and is saved
        again from then on.
        """
        with self._lock:
            self._draft = self._save(data, self._draft).record
            result = end(self._draft)
            self._closed = True
            return result

    def drop(self, drop: Callable[[str], object]) -> None:
        """Throw the draft away with ``drop``, if there is one; otherwise as :meth:`end`."""
        with self._lock:
            if self._draft is not None:
                drop(self._draft)
            self._closed = True


class Autosave(QObject, Generic[T]):
    """Saves the draft of a form a moment after the last change.

    Signals:
        saved: what is on the screen is saved as a draft.
        save_failed: it could not be saved; carries the fault.
    """

    saved = Signal()
    save_failed = Signal(object)

    def __init__(
        self,
        *,
        runner: Runner,
        collect: Callable[[], T],
        keeper: DraftKeeper[T],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.keeper = keeper
        self._runner = runner
        self._collect = collect
        self._number = 0
        self._saved_number = 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.save_now)
        self._longest = QTimer(self)
        self._longest.setSingleShot(True)
        self._longest.setInterval(LONGEST_MS)
        self._longest.timeout.connect(self.save_now)

    @property
    def has_unsaved(self) -> bool:
        """Something on the screen is not saved yet."""
        return self._number > self._saved_number and not self.keeper.covers(self._number)

    def note_change(self) -> None:
        """The person changed something."""
        self._number += 1
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()

    def save_now(self) -> None:
        """Save without waiting."""
        self._stop_timers()
        if not self.has_unsaved:
            return
        number, data = self._number, self._collect()
        self._runner.start(
            lambda: self.keeper.save(data, number=number),
            owner=self,
            done=lambda _row: self._note_saved(number),
            failed=self._note_failed,
        )

    def pending(self) -> Callable[[], object] | None:
        """Return the save that is still due, to be run on another thread, or ``None``."""
        self._stop_timers()
        if not self.has_unsaved:
            return None
        number, data, keeper = self._number, self._collect(), self.keeper
        return lambda: keeper.save(data, number=number)

    def hold(self) -> None:
        """Wait with saving until it is known what becomes of the draft.

        Until then what is on the screen counts as unsaved, so that a lock meanwhile waits as well.
        """
        self._stop_timers()
        self._number += 1

    def stop(self) -> None:
        """Save nothing any more."""
        self._stop_timers()
        self._saved_number = self._number

    def _stop_timers(self) -> None:
        self._pause.stop()
        self._longest.stop()

    def _note_saved(self, number: int) -> None:
        self._saved_number = max(self._saved_number, number)
        if not self.has_unsaved:
            self.saved.emit()

    def _note_failed(self, error: AlongsideError) -> None:
        self.save_failed.emit(error)
