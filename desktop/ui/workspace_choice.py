# SPDX-License-Identifier: Apache-2.0
"""Choosing one of the workspaces on this computer, by neutral names and nothing else.

It finds them as well. What is inside a workspace is not known here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from desktop.ui import places, plain, theme
from desktop.ui.icons import icon

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.operations.workspaces import WorkspaceCard
    from desktop.ui.icons import IconName

_BESIDE: Final = "passphrase.txt"
"""Lies beside a practice pair, in the open: every family there is made up."""
_SIDES: Final = ("hub", "volunteer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A workspace on this computer.

    Attributes:
        folder: where it is.
        label: its neutral name.
        is_practice: every family in it is made up.
        used: when something in its folder changed last, in seconds since 1970.
    """

    folder: Path
    label: str
    is_practice: bool = False
    used: float = 0.0


def find_workspaces(home: Path) -> tuple[Found, ...]:
    """Return the workspaces on this computer; loads the operations."""
    from desktop.operations import workspaces

    found: list[Found] = []
    for folder in places.folders(home):
        card = workspaces.kind_of(folder)
        if card.exists:
            found.append(
                Found(
                    folder=folder,
                    label=_label_of(card, home),
                    is_practice=passphrase_file(folder) is not None,
                    used=_changed(folder),
                )
            )
    return tuple(found)


def find_workspace(folder: Path) -> Found:
    """Return the workspace in a folder that somebody named; loads the operations."""
    from desktop.operations import workspaces

    return Found(folder=folder, label=_label_of(workspaces.kind_of(folder), folder.parent))


def _label_of(card: WorkspaceCard, home: Path) -> str:
    if card.is_named:
        return card.label
    if card.folder.parent != home:
        return f"{spoken(card.folder.parent.name)}: {card.label}"
    return spoken(card.label)


def spoken(name: str) -> str:
    """Return the name of a folder as one would say it: “workspace-1” is “Workspace 1”."""
    said = name.replace("-", " ")
    return said[:1].upper() + said[1:]


def passphrase_file(folder: Path) -> Path | None:
    """Return the file with the passphrase of a practice workspace; ``None`` for a real one."""
    file = folder.parent / _BESIDE
    try:
        has_both = all((folder.parent / side).is_dir() for side in _SIDES)
        return file if folder.name in _SIDES and has_both and file.is_file() else None
    except OSError:
        return None


def _changed(folder: Path) -> float:
    try:
        return folder.stat().st_mtime
    except OSError:
        return 0.0


class WorkspaceChoice(QWidget):
    """The workspaces as large rows, one of them chosen; a single one is only named.

    Signals:
        chosen_changed: another one is chosen now.
    """

    chosen_changed = Signal()

    def __init__(self, *, theme: theme.Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows: list[tuple[Found, QRadioButton]] = []
        self._group = QButtonGroup(self)
        self.single = plain.label(style="heading")
        self._column = QVBoxLayout(self)
        self._lay_out()
        theme.changed.connect(self._draw)

    def _lay_out(self) -> None:
        theme.spaced(self._column, spacing=theme.SMALL)
        self._column.addWidget(self.single)
        self.setAccessibleName(self.tr("Workspace"))

    def count(self) -> int:
        """Return how many there are."""
        return len(self._rows)

    def labels(self) -> tuple[str, ...]:
        """Return their names, in order."""
        return tuple(found.label for found, _row in self._rows)

    def chosen(self) -> Path | None:
        """Return the folder of the one that is chosen."""
        return next((found.folder for found, row in self._rows if row.isChecked()), None)

    def chosen_label(self) -> str:
        """Return the name of the one that is chosen."""
        return next((found.label for found, row in self._rows if row.isChecked()), "")

    def add(self, found: Found) -> None:
        """Offer one more; the first is chosen. One that is there already may have a new name."""
        for number, (one, row) in enumerate(self._rows):
            if one.folder == found.folder:
                self._rows[number] = (found, row)
                row.setText(plain.button_text(plain.shortened(self._text(found))))
                self._draw()
                return
        row = QRadioButton(plain.button_text(plain.shortened(self._text(found))))
        row.setProperty("look", "choice")
        row.toggled.connect(self._tell)
        self._rows.append((found, row))
        self._group.addButton(row)
        self._column.addWidget(row)
        self._draw()
        if len(self._rows) == 1:
            row.setChecked(True)

    def choose(self, folder: Path) -> None:
        """Choose one."""
        for found, row in self._rows:
            if found.folder == folder:
                row.setChecked(True)

    def choose_last_used(self) -> None:
        """Choose the one that was used last."""
        if self._rows:
            self.choose(max((found for found, _row in self._rows), key=lambda one: one.used).folder)

    def _text(self, found: Found) -> str:
        if not found.is_practice:
            return found.label
        return self.tr("{name} (made-up families)").format(name=found.label)

    def _tell(self, is_chosen: bool) -> None:
        if is_chosen:
            self.chosen_changed.emit()

    def _draw(self) -> None:
        size = self._theme.pixels(22)
        is_single = len(self._rows) == 1
        self.single.setVisible(is_single)
        for found, row in self._rows:
            name: IconName = "practice" if found.is_practice else "folder"
            row.setIcon(icon(name, colour=self._theme.colours.accent, size=size))
            row.setIconSize(QSize(size, size))
            row.setVisible(not is_single)
            if is_single:
                plain.set_text(self.single, plain.shortened(self._text(found)))
