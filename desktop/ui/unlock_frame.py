# SPDX-License-Identifier: Apache-2.0
"""The parts of the window that asks for the passphrase, and how they are laid out.

It knows no workspace and opens nothing.
"""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui import plain, theme
from desktop.ui.controls import Banner, Card, button, row_of, scrolled
from desktop.ui.flow import FlowLayout
from desktop.ui.icons import pixmap
from desktop.ui.passphrase import SecretLine
from desktop.ui.steps import WIDEST, StepStack
from desktop.ui.urgent import UrgentNumbers
from desktop.ui.workspace_choice import WorkspaceChoice


class UnlockFrame(QWidget):
    """Everything that is on that window before somebody presses something."""

    def __init__(self, *, theme: theme.Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("look", "page")
        self._make_parts()
        self._put_together()
        theme.changed.connect(self._fit)

    def _make_parts(self) -> None:
        self.picture = plain.label(wrap=False)
        self.chooser = WorkspaceChoice(theme=self._theme)
        self.secret = SecretLine(name=self.tr("Passphrase"))
        self.unlock = button(self.tr("Unlock"), look="primary")
        self.practice = button(self.tr("Fill in the practice passphrase"), look="quiet")
        self.other = button(self.tr("Open another folder…"), look="quiet")
        self.forgotten = button(self.tr("I have forgotten my passphrase"), look="quiet")
        self.setup = button(self.tr("Set up another workspace"), look="quiet")
        self.restore = button(self.tr("Restore from a safety copy…"), look="quiet")
        self.return_secret = SecretLine(name=self.tr("Passphrase"))
        self.go_back = button(self.tr("Go back to what I was writing"), look="primary")
        self._way_back = Card()
        self.banner = Banner()
        self.message = plain.label(style="muted")
        self.urgent = UrgentNumbers()
        self.steps = StepStack()
        self.busy = Card(look="soft")
        self.busy_text = plain.label(style="strong")
        self.busy.add(self.busy_text)
        self._links = QWidget()
        self._middle = QWidget()

    def _put_together(self) -> None:
        self.steps.addWidget(self._unlock_step())
        column = QVBoxLayout(self._middle)
        theme.spaced(column, spacing=theme.MEDIUM)
        column.addStretch(1)
        column.addLayout(self._name())
        column.addWidget(self.banner)
        self._way_back.add(
            plain.buddy_label(self.tr("Passphrase"), self.return_secret.line), self.return_secret
        )
        self._way_back.content.addLayout(row_of(self.go_back, None))
        column.addWidget(self._way_back)
        column.addWidget(self.busy)
        column.addWidget(self.steps)
        column.addWidget(self._links)
        column.addStretch(2)
        column.addWidget(self.urgent)
        outer = QWidget()
        across = row_of(None, self._middle, None)
        across.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.WIDE)
        across.setStretch(1, 8)
        outer.setLayout(across)
        # Else Qt takes the height that the texts would have in the narrowest column.
        outer.setMinimumHeight(1)
        layout = QVBoxLayout(self)
        theme.spaced(layout)
        layout.addWidget(scrolled(outer))
        self._way_back.hide()

    def _name(self) -> QHBoxLayout:
        return row_of(
            self.picture,
            plain.label("Alongside", style="title", wrap=False),
            None,
            spacing=theme.MEDIUM,
        )

    def _unlock_step(self) -> QWidget:
        card = Card()
        card.add(
            self.chooser, plain.buddy_label(self.tr("Passphrase"), self.secret.line), self.secret
        )
        card.content.addLayout(row_of(self.practice, None))
        card.content.addSpacing(theme.SMALL)
        go = row_of(self.unlock, self.message, spacing=theme.MEDIUM)
        go.setStretch(1, 1)
        card.content.addLayout(go)
        flow = FlowLayout(self._links, across=theme.MEDIUM)
        for link in (self.forgotten, self.other, self.setup, self.restore):
            flow.addWidget(link)
        return card

    def _fit(self) -> None:
        self._middle.setMaximumWidth(self._theme.pixels(WIDEST))
        size = self._theme.pixels(32)
        colour = self._theme.colours.accent
        self.picture.setPixmap(pixmap("alongside", colour=colour, size=size, scale=1))

    def _show_parts(self, *, is_asking: bool) -> None:
        self.busy.setVisible(not is_asking)
        self.steps.setVisible(is_asking)
        self._links.setVisible(is_asking)

    def _be_busy(self, message: str) -> None:
        plain.set_text(self.message, message)
        for part in (self.steps, self._links):
            part.setEnabled(not message)
