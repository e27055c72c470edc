# SPDX-License-Identifier: Apache-2.0
"""Whom to ring when somebody is in danger: one step away from every page, without a connection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.ui import plain, theme
from desktop.ui.controls import Card, scrolled
from desktop.ui.page import Page
from desktop.ui.urgent import UrgentNumbers

if TYPE_CHECKING:
    from desktop.operations.workspaces import Workspace
    from desktop.ui.prompts import Prompts
    from desktop.ui.tasks import Runner

_WIDEST = 900


class HelpNowPage(Page):
    """The numbers, and what to do next."""

    def __init__(
        self, *, workspace: Workspace, runner: Runner, prompts: Prompts, theme: theme.Theme
    ) -> None:
        super().__init__(
            title=self.tr("If somebody is in danger"),
            workspace=workspace,
            runner=runner,
            prompts=prompts,
            theme=theme,
        )
        numbers = UrgentNumbers()
        after = Card(self.tr("Then"))
        for text in (
            self.tr("Stay with them if it is safe for you."),
            self.tr("Ring the safeguarding lead of your hub, as your training says."),
            self.tr("Write down what you saw and heard, in their words, when there is time."),
            self.tr("Sending a note is not reporting: it may be read only days later."),
        ):
            after.add(plain.label(text))
        inner = Card(look="bare")
        inner.content.setContentsMargins(0, 0, 0, 0)
        for part in (numbers, after):
            part.setMaximumWidth(_WIDEST)
            inner.add(part)
        inner.content.addStretch(1)
        self.body.addWidget(scrolled(inner), 1)
