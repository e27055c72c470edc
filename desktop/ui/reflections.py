# SPDX-License-Identifier: Apache-2.0
"""Private reflections: written for oneself, shared with a supervisor only when one wants to.

They stay drafts, on this laptop; making one final is what shares it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, Signal

from desktop.ui import plain
from desktop.ui.controls import button, row_of
from desktop.ui.drafts import Mode
from desktop.ui.models import Face
from desktop.ui.prompts import Question
from desktop.ui.record_editor import RecordEditor
from desktop.ui.record_list import RecordsWording, record_face
from desktop.ui.record_text import NO_DATE
from desktop.ui.records_page import RecordsPage, View
from desktop.ui.theme import MEDIUM

if TYPE_CHECKING:
    from desktop.operations.workspaces import Workspace
    from desktop.records.rows import RecordRow
    from desktop.ui.prompts import Prompts
    from desktop.ui.tasks import Runner
    from desktop.ui.theme import Theme

KIND: Final = "reflection"


def wording() -> RecordsWording:
    """Return what the page says."""
    say = QCoreApplication.translate
    return RecordsWording(
        title=say("Reflections", "Only for me"),
        about=say(
            "Reflections",
            "What you write here stays on this laptop. Nobody else sees it unless you share it.",
        ),
        new=say("Reflections", "Write for myself"),
        new_title=say("Reflections", "Only for me"),
        empty=say(
            "Reflections",
            "Nothing here yet. Press “Write for myself” when something stays with you.",
        ),
        finish=say("Reflections", "Share with my supervisor…"),
        finished=say("Reflections", "Your supervisor can read it once it is sent."),
        icon="lock",
    )


def face(row: RecordRow) -> Face:
    """Return what a reflection shows in the list: whether it is still the writer's own."""
    shown = record_face(row, at_hub=False, shows_kind=False)
    say = QCoreApplication.translate
    own = row.state == "draft"
    state = say("Reflections", "Only for me") if own else shown.chip
    details = "" if own else say("Reflections", "Shared with my supervisor")
    title = row.title if row.title != NO_DATE else say("Reflections", "Without a date")
    return Face(title=title, details=details, chip=state, tone=shown.tone)


class ReflectionEditor(RecordEditor):
    """The form of a reflection: it never speaks of sending."""

    def draft_title(self, *, is_new: bool) -> str:
        """Return the heading."""
        del is_new
        return self.tr("Only for me")

    def draft_begun(self) -> str:
        """Return what is said before anything is written."""
        return self.tr("What you write is saved by itself, on this laptop, only for you.")

    def draft_saved(self) -> str:
        """Return what is said once it is saved."""
        return self.tr("Saved at {time}, on this laptop, only for you.")


class ReflectionsPage(RecordsPage):
    """The reflections, inside the page of listening sessions.

    Signals:
        close_requested: back to the sessions.
    """

    close_requested = Signal()

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
            face=face,
        )
        self.body.setContentsMargins(0, 0, 0, 0)
        self.back = button(self.tr("Back to the sessions"), look="quiet")
        self.back.clicked.connect(self.close_requested)
        beside = row_of(self.about, self.back, spacing=MEDIUM)
        beside.setStretch(0, 1)
        self.body.insertLayout(self.body.indexOf(self.views), beside)
        self.editor.discard.setText(plain.button_text(self.tr("Throw it away")))

    def _make_editor(self) -> RecordEditor:
        return ReflectionEditor(
            fields=self._fields_of(KIND),
            wording=self._wording,
            runner=self.runner,
            save_draft=self._save_draft,
            prompts=self._prompts_of(KIND),
        )

    def _show(self, view: View) -> None:
        super()._show(view)
        self.back.setVisible(view is View.LIST)

    def _finish(self) -> None:
        if self.editor.mode is Mode.DRAFT and self.editor.form.check():
            wanted = Question(
                text=self.tr("Share this with your supervisor?"),
                detail=self.tr(
                    "It is then a record like any other: it goes to your hub with the next "
                    "sending, and cannot be taken back."
                ),
                yes=self.tr("Share it"),
            )
            if not self.prompts.confirm(self, wanted):
                return
        super()._finish()
