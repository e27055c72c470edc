# SPDX-License-Identifier: Apache-2.0
"""What the person chose, while the program runs: applied at once, saved a moment later.

Must not know who follows which choice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from desktop.errors import AlongsideError
from desktop.operations import preferences
from desktop.ui.theme import Scheme

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.config import SettingValue
    from desktop.ui.tasks import Runner

ZOOM: Final = "zoom_percent"
MINUTES: Final = "idle_lock_minutes"
COLOURS: Final = "colours"
PAUSE_MS: Final = 500
"""Who presses Ctrl and plus three times writes one file, not three."""


class ChosenSettings(QObject):
    """The choices of this computer, read once.

    Signals:
        changed: a choice is another one now; carries its name.
        not_saved: a choice could not be saved, and holds until the program ends; carries the
            fault.
    """

    changed = Signal(str)
    not_saved = Signal(object)

    def __init__(self, *, path: Path, runner: Runner, parent: QObject) -> None:
        super().__init__(parent)
        self._path = path
        self._runner = runner
        self._values = preferences.load(path)
        self._unsaved: set[str] = set()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._save_soon)

    @classmethod
    def of_program(cls, *, runner: Runner, parent: QObject) -> ChosenSettings:
        """Return the choices that live with the application object.

        Where there are none, as when a page is shown by itself, they are read, for ``parent``.
        """
        app = QCoreApplication.instance()
        found = app.findChild(cls) if app is not None else None
        if isinstance(found, cls):
            return found
        return cls(path=preferences.default_path(), runner=runner, parent=parent)

    @property
    def zoom(self) -> int:
        """Size of text in per cent."""
        return int(self._values[ZOOM])

    @property
    def minutes(self) -> int:
        """After how long alone it locks."""
        return int(self._values[MINUTES])

    @property
    def colours(self) -> str:
        """Which colours: system, light, dark or contrast."""
        return str(self._values[COLOURS])

    @property
    def scheme(self) -> Scheme | None:
        """The set of colours; ``None`` follows the system."""
        return None if self.colours == "system" else Scheme(self.colours)

    def value(self, name: str) -> SettingValue:
        """Return what is chosen."""
        return self._values[name]

    def choose(self, name: str, value: SettingValue) -> None:
        """Take a choice. It is saved soon, in the background."""
        if self._values[name] == value:
            return
        self._values[name] = value
        self._unsaved.add(name)
        self._pause.start()
        self.changed.emit(name)

    def flush(self) -> None:
        """Save now what is not saved yet, before the program ends."""
        self._pause.stop()
        try:
            _save(self._path, self._take_unsaved())
        except AlongsideError as error:
            self.not_saved.emit(error)

    def _save_soon(self) -> None:
        path, values = self._path, self._take_unsaved()
        self._runner.start(
            lambda: _save(path, values),
            owner=self,
            done=lambda _none: None,
            failed=self.not_saved.emit,
        )

    def _take_unsaved(self) -> dict[str, SettingValue]:
        taken = {name: self._values[name] for name in sorted(self._unsaved)}
        self._unsaved.clear()
        return taken


def _save(path: Path, values: dict[str, SettingValue]) -> None:
    for name, value in values.items():
        preferences.save(path, name, value)
