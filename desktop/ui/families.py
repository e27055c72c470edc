# SPDX-License-Identifier: Apache-2.0
"""The page of families."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication

from desktop.ui.record_list import RecordsWording
from desktop.ui.records_page import RecordsPage

if TYPE_CHECKING:
    from desktop.operations.workspaces import Workspace
    from desktop.ui.prompts import Prompts
    from desktop.ui.tasks import Runner
    from desktop.ui.theme import Theme

KIND: Final = "family"


def wording(*, at_hub: bool) -> RecordsWording:
    """Return what the page says."""
    say = QCoreApplication.translate
    nothing = say(
        "Families",
        "No families yet. Press “Add a family” to start. Initials, or a name they chose, "
        "are enough.",
    )
    return RecordsWording(
        title=say("Families", "Families"),
        about=say("Families", "Who is supported, and how it is safe to reach them."),
        new=say("Families", "Add a family"),
        new_title=say("Families", "New family"),
        empty=say("Families", "No families have been received yet.") if at_hub else nothing,
        finish=say("Families", "Save this family"),
        finished=say("Families", "The family is saved. It is on this laptop until it is sent."),
        icon="families",
    )


class FamiliesPage(RecordsPage):
    """The families, and how it is safe to reach them."""

    def __init__(
        self, *, workspace: Workspace, runner: Runner, prompts: Prompts, theme: Theme
    ) -> None:
        super().__init__(
            kind=KIND,
            wording=wording(at_hub=workspace.role == "hub"),
            workspace=workspace,
            runner=runner,
            prompts=prompts,
            theme=theme,
        )
