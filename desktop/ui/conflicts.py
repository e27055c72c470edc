# SPDX-License-Identifier: Apache-2.0
"""The hub's page of records in two versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.ui.record_list import RecordsWording
from desktop.ui.records_page import RecordsPage

if TYPE_CHECKING:
    from desktop.operations.workspaces import Workspace
    from desktop.ui.prompts import Prompts
    from desktop.ui.tasks import Runner
    from desktop.ui.theme import Theme


def wording() -> RecordsWording:
    """Return what the page says."""
    say = QCoreApplication.translate
    return RecordsWording(
        title=say("Conflicts", "Two versions"),
        about=say(
            "Conflicts",
            "What volunteers have sent. Opening a record marks it as read by you, "
            "and the volunteer is told.",
        ),
        new="",
        new_title="",
        empty=say(
            "Conflicts", "Nothing has been received yet. Take in what volunteers sent in the Inbox."
        ),
        finish="",
        finished="",
        icon="review",
    )


class ConflictsPage(RecordsPage):
    """Records that were changed in two places."""

    def __init__(
        self, *, workspace: Workspace, runner: Runner, prompts: Prompts, theme: Theme
    ) -> None:
        super().__init__(
            kind=None,
            wording=wording(),
            workspace=workspace,
            runner=runner,
            prompts=prompts,
            theme=theme,
        )
