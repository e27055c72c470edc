# SPDX-License-Identifier: Apache-2.0
"""The page of listening sessions."""

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

KIND: Final = "listening-session"


def wording() -> RecordsWording:
    """Return what the page says."""
    say = QCoreApplication.translate
    return RecordsWording(
        title=say("ListeningSessions", "Listening sessions"),
        about=say("ListeningSessions", "What was said when you listened, in the parent’s words."),
        new=say("ListeningSessions", "Write up a session"),
        new_title=say("ListeningSessions", "New listening session"),
        empty=say(
            "ListeningSessions",
            "No listening sessions yet. Press “Write up a session” when you have listened "
            "to somebody and want to keep what mattered.",
        ),
        finish=say("ListeningSessions", "Finish this session"),
        finished=say(
            "ListeningSessions", "The session is finished. It is on this laptop until it is sent."
        ),
        icon="listening",
    )


class ListeningPage(RecordsPage):
    """What was said when somebody listened."""

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
