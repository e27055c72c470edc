# SPDX-License-Identifier: Apache-2.0
"""What somebody is told whose workspace is an older copy, or is in use on two computers.

It says so and says what the person wants. It calls no operation.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from desktop.ui import plain, theme
from desktop.ui.controls import button, row_of


class OlderCopyCard(QFrame):
    """Nothing new is sent before a person has decided to go on from here.

    Signals:
        go_on_wanted: go on with this one.
    """

    go_on_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "banner-warn")
        self.go_on = button(self.tr("Go on from here…"), look="primary")
        self.go_on.clicked.connect(self.go_on_wanted)
        layout = QVBoxLayout(self)
        theme.spaced(layout, margin=theme.MEDIUM)
        layout.addWidget(
            plain.label(
                self.tr("This is an older copy of your records, or a second one."), style="strong"
            )
        )
        layout.addWidget(
            plain.label(
                self.tr(
                    "Your hub has had something that is not here: perhaps a safety copy was "
                    "restored, or the same workspace is used on another computer. Everything "
                    "that is here stays, and nothing was overwritten. Nothing new is sent for now."
                )
            )
        )
        layout.addWidget(
            plain.label(
                self.tr(
                    "Decide which computer you go on with, and put the other away. If it is this "
                    "one, press the button: then everything is sent that has not been received."
                )
            )
        )
        layout.addLayout(row_of(self.go_on, None))
        self.hide()
