# SPDX-License-Identifier: Apache-2.0
"""The calm reminder that a hub has no good safety copy in another place."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from desktop.ui import theme
from desktop.ui.controls import button
from desktop.ui.copies_card import needs_copy_text
from desktop.ui.status import MoodText


class CopyNag(QFrame):
    """It stays until there is one, stands in nobody's way, and has its next step beside it.

    Signals:
        save_wanted: go to where a copy is saved.
    """

    save_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "banner-warn")
        self.text = MoodText()
        self.text.show_text(needs_copy_text(), icon="alert", tone="warn")
        self.save = button(self.tr("Save one now"))
        self.save.clicked.connect(self.save_wanted)
        row = QHBoxLayout(self)
        theme.spaced(row, margin=theme.SMALL, spacing=theme.MEDIUM)
        row.addWidget(self.text, 1)
        row.addWidget(self.save)
        self.hide()
