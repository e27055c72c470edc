# SPDX-License-Identifier: Apache-2.0
"""The hub's page of devices: invite a volunteer, approve a laptop by its words, switch one off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout

from desktop.operations import files, hub, sending
from desktop.ui import plain, theme, words
from desktop.ui.controls import button, row_of
from desktop.ui.fields import LineBox
from desktop.ui.models import Face, RowsModel
from desktop.ui.page import Page
from desktop.ui.prompts import Question
from desktop.ui.row_list import RowsList
from desktop.wording import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.operations.workspaces import Workspace
    from desktop.ui.models import ChipTone
    from desktop.ui.prompts import Prompts
    from desktop.ui.tasks import Runner

_ALL_ROOM: Final = 1_000
_STATES: Final = {
    "waiting": QT_TRANSLATE_NOOP("devices", "Waiting for approval"),
    "approved": QT_TRANSLATE_NOOP("devices", "Approved"),
    "revoked": QT_TRANSLATE_NOOP("devices", "Switched off"),
}
_TONES: Final[dict[str, ChipTone]] = {"waiting": "warn", "approved": "good", "revoked": "calm"}


class VolunteersPage(Page):
    """Volunteers' laptops."""

    def __init__(
        self,
        *,
        workspace: Workspace,
        runner: Runner,
        prompts: Prompts,
        theme: theme.Theme,
    ) -> None:
        super().__init__(
            title=self.tr("Volunteers"),
            workspace=workspace,
            runner=runner,
            prompts=prompts,
            theme=theme,
        )
        self.model = RowsModel(_face, parent=self)
        self.table = RowsList(self.model, theme=theme, name=self.tr("Laptops"), opens=False)
        self.name = LineBox()
        self.name.setMaxLength(80)
        self.with_carriers = QCheckBox(self.tr("Tell the laptop this hub’s ways to send"))
        self.with_carriers.setAccessibleName(self.with_carriers.text())
        self.with_carriers.setChecked(True)
        self.invite = button(self.tr("Make an invitation file…"), look="primary")
        self.words_frame = QFrame()
        self.words_of = plain.label(style="strong")
        self.words = plain.label(style="words")
        self.typed = LineBox()
        self.approve = button(self.tr("Approve"), look="primary")
        self.nobody = plain.label(
            self.tr(
                "No laptops yet. Make an invitation file and give it to a volunteer; their laptop "
                "appears here when its first message arrives."
            ),
            style="muted",
        )
        self.revoke = button(self.tr("Switch off…"))
        self._put_together()

    def _put_together(self) -> None:
        invite = QFrame()
        invite.setProperty("look", "card")
        layout = QVBoxLayout(invite)
        theme.spaced(layout, margin=theme.LARGE)
        layout.addWidget(plain.label(self.tr("Invite a volunteer"), style="heading"))
        layout.addWidget(plain.buddy_label(self.tr("The volunteer’s name"), self.name))
        layout.addLayout(row_of(self.name, self.invite))
        layout.addWidget(self.with_carriers)
        self.body.addWidget(invite)
        self.body.addWidget(self.nobody)
        self.body.addWidget(self.table, _ALL_ROOM)
        self.words_frame.setProperty("look", "card")
        layout = QVBoxLayout(self.words_frame)
        theme.spaced(layout, margin=theme.LARGE)
        layout.addWidget(self.words_of)
        layout.addWidget(self.words)
        layout.addWidget(
            plain.buddy_label(
                self.tr("Ring the volunteer. Type the words they read out from their screen:"),
                self.typed,
            )
        )
        layout.addLayout(row_of(self.typed, self.approve))
        self.body.addWidget(self.words_frame)
        self.body.addLayout(row_of(None, self.revoke))
        # Takes the room when the table is hidden because it has no rows.
        self.body.addStretch(1)
        self.invite.clicked.connect(self._invite)
        self.name.returnPressed.connect(self._invite)
        self.name.textChanged.connect(self._offer_invite)
        self.table.row_chosen.connect(self._show_chosen)
        self.typed.textChanged.connect(self._offer_approve)
        self.typed.returnPressed.connect(self._approve)
        self.approve.clicked.connect(self._approve)
        self.revoke.clicked.connect(self._revoke)
        self._offer_invite()
        self._show_chosen()

    def refresh(self) -> None:
        """Show the laptops as they are now, those that wait chosen first."""
        workspace = self.workspace
        self.load(lambda: hub.devices(workspace), self._show)

    def empty(self) -> None:
        """Hold nothing."""
        super().empty()
        self.model.clear()
        self.name.clear()
        self._show_chosen()

    def _show(self, rows: tuple[hub.DeviceRow, ...]) -> None:
        self.model.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.revoke.setVisible(bool(rows))
        self.nobody.setVisible(not rows)
        waiting = [index for index, row in enumerate(rows) if row.state == "waiting"]
        if waiting:
            self.table.choose(waiting[0])

    def _chosen(self) -> hub.DeviceRow | None:
        chosen = self.table.chosen()
        return chosen if isinstance(chosen, hub.DeviceRow) else None

    def _show_chosen(self) -> None:
        row = self._chosen()
        is_waiting = row is not None and row.state == "waiting"
        self.words_frame.setVisible(is_waiting)
        self.typed.clear()
        plain.set_text(self.words_of, "")
        plain.set_text(self.words, "")
        if row is not None and is_waiting:
            plain.set_text(
                self.words_of,
                self.tr("The words of {name}’s laptop").format(name=plain.isolated(row.name)),
            )
            plain.set_text(self.words, words.words_text(row.words))
        self.revoke.setEnabled(row is not None and row.state == "approved")
        self._offer_approve()

    def _offer_invite(self) -> None:
        self.invite.setEnabled(bool(self.name.text().strip()))

    def _offer_approve(self) -> None:
        self.approve.setEnabled(bool(self.typed.text().strip()))

    def _invite(self) -> None:
        name = self.name.text().strip()
        if not name:
            return
        path = self.prompts.save_file(
            self,
            title=self.tr("Where to save the invitation"),
            # The name of the file must not name the volunteer.
            name=self.tr("invitation.alongside"),
            kinds=self.tr("Invitations (*.alongside)"),
        )
        if path is None:
            return
        workspace, with_carriers = self.workspace, self.with_carriers.isChecked()

        def work() -> Path:
            rows = sending.list_carriers(workspace) if with_carriers else ()
            invited = hub.invite(workspace, name=name, carriers=[row.url for row in rows])
            files.write_new(path, invited.data)
            return path

        self.run(work, self._show_invited, busy=(self.invite,))

    def _show_invited(self, path: Path) -> None:
        self.name.clear()
        self.changed.emit()
        self.banner.show_note(
            self.tr("The invitation is saved as {file}.").format(file=plain.isolated(path.name)),
            self.tr(
                "Give it to the volunteer by hand or by e-mail. It works once. When their laptop "
                "answers, it appears here and waits for you to compare the words."
            ),
        )

    def _approve(self) -> None:
        row, typed = self._chosen(), self.typed.text()
        if row is None or not typed.strip():
            return
        workspace, device = self.workspace, row.device
        self.run(
            lambda: hub.approve(workspace, device, words=typed),
            lambda done: self._tell(
                self.tr("{name}’s laptop is approved.").format(name=plain.isolated(done.name))
            ),
            busy=(self.approve,),
        )

    def _revoke(self) -> None:
        row = self._chosen()
        if row is None:
            return
        wanted = Question(
            text=self.tr("Switch off {name}’s laptop?").format(name=plain.isolated(row.name)),
            detail=self.tr(
                "From now on nothing it sends is used. What was received before stays. "
                "To let the volunteer go on, invite them again."
            ),
            yes=self.tr("Switch it off"),
        )
        if self.prompts.confirm(self, wanted):
            workspace, device = self.workspace, row.device
            self.run(
                lambda: hub.revoke(workspace, device),
                lambda done: self._tell(
                    self.tr("{name}’s laptop is switched off.").format(
                        name=plain.isolated(done.name)
                    )
                ),
            )

    def _tell(self, message: str) -> None:
        self.refresh()
        self.changed.emit()
        self.banner.show_note(message)


def _face(row: hub.DeviceRow) -> Face:
    return Face(
        title=row.name,
        chip=words.translated("devices", _STATES.get(row.state, row.state)),
        tone=_TONES.get(row.state, "calm"),
        icon="devices",
    )
