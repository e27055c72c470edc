# SPDX-License-Identifier: Apache-2.0
"""The page of signposting lists."""

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

KIND: Final = "signposting-list"


def wording() -> RecordsWording:
    """Return what the page says."""
    say = QCoreApplication.translate
    return RecordsWording(
        title=say("SignpostingLists", "Signposting"),
        about=say("SignpostingLists", "Lists of local services, made for one family each."),
        new=say("SignpostingLists", "Make a list"),
        new_title=say("SignpostingLists", "New signposting list"),
        empty=say(
            "SignpostingLists",
            "No lists yet. Press “Make a list” to put services together for a family, "
            "and come back later to say what came of it.",
        ),
        finish=say("SignpostingLists", "Finish this list"),
        finished=say(
            "SignpostingLists", "The list is finished. It is on this laptop until it is sent."
        ),
        icon="signpost",
    )


class SignpostingPage(RecordsPage):
    """Lists of services for a family."""

    def __init__(
        self, *, workspace: Workspace, runner: Runner, prompts: Prompts, theme: Theme
    ) -> None:
        super().__init__(
            kind=KIND,
            wording=wording(),
            workspace=workspace,
            runner=runner,
            prompts=prompts,
            theme=theme,
        )
