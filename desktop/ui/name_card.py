# SPDX-License-Identifier: Apache-2.0
"""The name that a workspace goes by where the passphrase is asked for.

It shows a name and says which one the person wants. It calls no operation.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.operations import naming
from desktop.ui import plain, theme, words
from desktop.ui.controls import Card, button, row_of
from desktop.ui.fields import LineBox
from desktop.ui.flow import FlowLayout


class NameCard(Card):
    """A line for the name, a few that would do, and why it has to be neutral.

    Signals:
        name_wanted: use this name; carries it, cleaned of nothing.
    """

    name_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__(self.tr("Name of this workspace"))
        self._known = ""
        self.line = LineBox()
        self.line.setMaxLength(naming.LONGEST)
        self.problem = plain.label(style="problem")
        self.use = button(self.tr("Use this name"))
        self.suggestions = tuple(
            button(words.translated("naming", one), look="quiet") for one in naming.SUGGESTIONS
        )
        self._lay_out()
        self.line.textEdited.connect(lambda _text: self._offer())
        self.line.returnPressed.connect(self._want)
        self.use.clicked.connect(self._want)
        self.show_name("")

    def _lay_out(self) -> None:
        self.add(
            plain.label(
                self.tr(
                    "It is shown where the passphrase is asked for, so anybody who has this "
                    "computer can read it. Choose a name that says nothing about your work, and "
                    "never the name of a family."
                ),
                style="muted",
            ),
            plain.buddy_label(self.tr("Name"), self.line),
            self.line,
            self.problem,
        )
        offered = QWidget()
        flow = FlowLayout(offered, across=theme.SMALL)
        flow.addWidget(plain.label(self.tr("For example:"), style="small", wrap=False))
        for one in self.suggestions:
            one.clicked.connect(lambda _=False, chosen=one: self._suggest(chosen.text()))
            flow.addWidget(one)
        self.add(offered)
        self.content.addLayout(row_of(self.use, None))

    def show_name(self, name: str) -> None:
        """Show the name that the workspace has, unless somebody is typing another."""
        if self.line.text() == self._known:
            self.line.setText(name)
        self._known = name
        self._say("")
        self._offer()

    def show_family_found(self) -> None:
        """Say that a family is called that, and go back to the line."""
        self._say(
            self.tr("A family is called that. Choose a name that says nothing to a stranger.")
        )
        self.line.setFocus()
        self.line.selectAll()

    def empty(self) -> None:
        """Hold nothing that was typed."""
        self._known = ""
        self.line.clear()
        self._say("")

    def _suggest(self, name: str) -> None:
        self.line.setText(name)
        self._offer()
        self.line.setFocus()

    def _offer(self) -> None:
        self.use.setEnabled(self.line.text().strip() != self._known)

    def _want(self) -> None:
        if self.use.isEnabled():
            self._say("")
            self.name_wanted.emit(self.line.text())

    def _say(self, text: str) -> None:
        plain.set_text(self.problem, text)
        self.problem.setVisible(bool(text))
