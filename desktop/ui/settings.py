# SPDX-License-Identifier: Apache-2.0
"""The page of settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.ui.page import Page

if TYPE_CHECKING:
    from desktop.operations.workspaces import Workspace
    from desktop.ui.prompts import Prompts
    from desktop.ui.tasks import Runner
    from desktop.ui.theme import Theme


class SettingsPage(Page):
    """What a person may choose."""

    def __init__(
        self, *, workspace: Workspace, runner: Runner, prompts: Prompts, theme: Theme
    ) -> None:
        super().__init__(
            title=self.tr("Settings"),
            workspace=workspace,
            runner=runner,
            prompts=prompts,
            theme=theme,
        )
