# SPDX-License-Identifier: Apache-2.0
"""The page of visit notes."""

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

KIND: Final = "visit-note"


def wording() -> RecordsWording:
    """Return what the page says."""
    say = QCoreApplication.translate
    return RecordsWording(
        title=say("VisitNotes", "Visit notes"),
        about=say("VisitNotes", "One note for each contact with a family, or try at one."),
        new=say("VisitNotes", "Write a visit note"),
        new_title=say("VisitNotes", "New visit note"),
        empty=say(
            "VisitNotes",
            "No visit notes yet. Press “Write a visit note” after your next contact: "
            "it takes about two minutes, and works without a connection.",
        ),
        finish=say("VisitNotes", "Finish this note"),
        finished=say("VisitNotes", "The note is finished. It is on this laptop until it is sent."),
        icon="note",
    )


class VisitNotesPage(RecordsPage):
    """One note for each contact."""

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
