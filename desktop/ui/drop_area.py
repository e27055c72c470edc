# SPDX-License-Identifier: Apache-2.0
"""A large, friendly place for files and folders: drop them there, or choose them.

It knows paths, and nothing of what is in them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QLayoutItem, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui import plain, theme
from desktop.ui.controls import button
from desktop.ui.flow import FlowLayout
from desktop.ui.icons import icon, pixmap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QUrl
    from PySide6.QtWidgets import QPushButton

    from desktop.ui.icons import IconName

_ACROSS: Final = theme.SMALL


class DropArea(QFrame):
    """Says what to drop, and has a button for each other way.

    While files are being looked at it is small (``compact``): its buttons alone.

    Signals:
        files_wanted: choose files.
        folder_wanted: choose a folder.
        fetch_wanted: fetch what lies where files are left.
    """

    files_wanted = Signal()
    folder_wanted = Signal()
    fetch_wanted = Signal()

    def __init__(self, *, theme: theme.Theme) -> None:
        super().__init__()
        self._theme = theme
        self._is_compact = False
        self.setProperty("look", "drop")
        self.picture = plain.label(wrap=False)
        self.text = plain.label(self.tr("Drop sealed files or folders here"), style="heading")
        self.about = plain.label(
            self.tr(
                "From a stick or an e-mail. Nothing is taken in before you have seen what it is."
            ),
            style="muted",
        )
        self.add_files = button(self.tr("Add files…"))
        self.add_folder = button(self.tr("Add a folder…"))
        self.fetch = button(self.tr("Fetch now"))
        plain.set_tooltip(
            self.fetch, self.tr("Fetch what volunteers left where this hub’s files are left.")
        )
        self.buttons = QWidget()
        flow = CentredFlow(self.buttons, across=_ACROSS)
        for one in (self.add_files, self.add_folder, self.fetch):
            flow.addWidget(one)
        self._lay_out()
        self.add_files.clicked.connect(self.files_wanted)
        self.add_folder.clicked.connect(self.folder_wanted)
        self.fetch.clicked.connect(self.fetch_wanted)
        theme.changed.connect(self._draw)
        self._draw()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        theme.spaced(layout, margin=theme.LARGE)
        layout.addStretch(2)
        for part in (self.picture, self.text, self.about):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(part)
        layout.addSpacing(theme.SMALL)
        layout.addWidget(self.buttons)
        layout.addStretch(3)

    @property
    def is_compact(self) -> bool:
        """Only the buttons are on show."""
        return self._is_compact

    def set_compact(self, is_compact: bool) -> None:
        """Show only the buttons, or the large place."""
        self._is_compact = is_compact
        for part in (self.picture, self.text, self.about):
            part.setVisible(not is_compact)
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Preferred, policy.Maximum if is_compact else policy.Preferred)

    def show_welcome(self, is_welcome: bool) -> None:
        """Look as if it would take what is being dragged, or not."""
        theme.set_look(self, "drop-ready" if is_welcome else "drop")

    def _draw(self) -> None:
        colours, size = self._theme.colours, self._theme.pixels(48)
        self.picture.setPixmap(pixmap("inbox", colour=colours.accent, size=size, scale=1))
        small = self._theme.pixels(18)
        pictures: tuple[tuple[QPushButton, IconName], ...] = (
            (self.add_files, "file"),
            (self.add_folder, "folder"),
            (self.fetch, "inbox"),
        )
        for one, name in pictures:
            one.setIconSize(QSize(small, small))
            one.setIcon(icon(name, colour=colours.accent, size=small))


class CentredFlow(FlowLayout):
    """Items side by side in the middle, wrapped where there is too little room."""

    def setGeometry(self, rect: QRect) -> None:
        """Put every item in its place, and each line in the middle."""
        super().setGeometry(rect)
        lines: dict[int, list[QLayoutItem]] = {}
        for index in range(self.count()):
            item = self.itemAt(index)
            if item is not None and not item.isEmpty():
                lines.setdefault(item.geometry().top(), []).append(item)
        for line in lines.values():
            left = min(item.geometry().left() for item in line)
            right = max(item.geometry().right() for item in line)
            shift = (rect.left() + rect.right() - left - right) // 2
            for item in line:
                item.setGeometry(item.geometry().translated(shift, 0))


def local_paths(urls: Sequence[QUrl]) -> tuple[Path, ...]:
    """Return the files and folders of this computer among what is dragged."""
    return tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile())
