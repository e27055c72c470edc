# SPDX-License-Identifier: Apache-2.0
"""The hub's page of volunteers: invite one, approve a laptop by its words, switch one off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop.errors import InvitationUsed
from desktop.operations import files, hub, sending
from desktop.ui import plain, theme, words
from desktop.ui.column import Column
from desktop.ui.controls import EmptyState, button, scrolled
from desktop.ui.invitations import InvitationsCard, InviteCard
from desktop.ui.laptop_card import LaptopCard
from desktop.ui.models import Face, RowsModel
from desktop.ui.page import Page, Target
from desktop.ui.prompts import Question
from desktop.ui.row_list import RowsList
from desktop.ui.tab_views import carded, follow
from desktop.wording import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.errors import AlongsideError
    from desktop.operations.workspaces import Workspace
    from desktop.ui.models import ChipTone
    from desktop.ui.prompts import Prompts
    from desktop.ui.tasks import Runner

_STATES: Final = {
    "waiting": QT_TRANSLATE_NOOP("devices", "Waiting for approval"),
    "approved": QT_TRANSLATE_NOOP("devices", "Approved"),
    "revoked": QT_TRANSLATE_NOOP("devices", "Switched off"),
}
_TONES: Final[dict[str, ChipTone]] = {"waiting": "warn", "approved": "good", "revoked": "calm"}
_ORDER: Final = ("waiting", "approved", "revoked")


class VolunteersPage(Page):
    """Volunteers and their laptops."""

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
        self.invite = button(self.tr("Invite a volunteer…"), look="primary")
        self.step = InviteCard()
        self.model = RowsModel(self._face, parent=self)
        self.rows = RowsList(
            self.model, theme=theme, name=self.tr("Laptops"), opens=False, fits=True
        )
        self.laptop = LaptopCard()
        self.open_ones = InvitationsCard(theme=theme)
        self.nobody = EmptyState(
            icon="devices",
            text=self.tr(
                "No laptops yet. Invite a volunteer and give them the file; their laptop appears "
                "here when its first message arrives."
            ),
            theme=theme,
        )
        self._card = carded(self.rows)
        self._wants_words = False
        self._put_together()

    def _put_together(self) -> None:
        self.header.addWidget(self.invite)
        inner = Column(spacing=theme.LARGE)
        column = inner.content
        column.setContentsMargins(0, 0, theme.TIGHT, 0)
        for part in (self.step, self._card, self.laptop, self.open_ones):
            column.addWidget(part)
        column.addWidget(self.nobody, 1000)
        column.addStretch(1)
        area = scrolled(inner)
        for rows in (self.rows, self.open_ones.rows):
            follow(area, rows)
        self.body.addWidget(area, 1)
        self.step.hide()
        self.nobody.hide()
        self._card.hide()
        self.invite.clicked.connect(self._open_step)
        self.step.close_wanted.connect(self._close_step)
        self.step.invite_wanted.connect(self._invite)
        self.rows.row_chosen.connect(self._show_chosen)
        self.laptop.approve_wanted.connect(self._approve)
        self.laptop.revoke_wanted.connect(self._revoke)
        self.open_ones.withdraw_wanted.connect(self._withdraw)

    def refresh(self) -> None:
        """Show the laptops as they are now, those that wait first."""
        workspace = self.workspace
        self.load(lambda: (hub.devices(workspace), hub.invitations(workspace)), self._show)

    def show_target(self, target: Target) -> None:
        """Go to where the words that somebody hears are typed, once a laptop waits for them."""
        del target
        self._wants_words = True
        self._go_to_words()

    def empty(self) -> None:
        """Hold nothing."""
        super().empty()
        self._wants_words = False
        self.model.clear()
        self.open_ones.show_rows(())
        self.step.name.clear()
        self._show_chosen()

    def _show(self, found: tuple[tuple[hub.DeviceRow, ...], tuple[hub.InvitationRow, ...]]) -> None:
        rows, invitations = found
        self.open_ones.show_rows(invitations)
        before = self._chosen()
        ordered = sorted(rows, key=lambda row: (_ORDER.index(row.state), row.name.casefold()))
        if before is not None and ordered == list(self.model.rows):
            self._go_to_words()
            return  # what somebody has begun to type stays
        known = {row.device for row in self.model.rows}
        self.model.set_rows(ordered)
        self._card.setVisible(bool(rows))
        self.nobody.setVisible(not rows and not invitations)
        # One that waits and was not here before comes first, then the one that was chosen.
        wanted = [row.device for row in ordered if row.state == "waiting"]
        wanted = [device for device in wanted if device not in known]
        if before is not None:
            wanted.append(before.device)
        devices = [row.device for row in ordered]
        self.rows.choose(devices.index(wanted[0]) if wanted and wanted[0] in devices else 0)
        self._go_to_words()

    def _go_to_words(self) -> None:
        if self._wants_words and self.laptop.typed.isVisible():
            self._wants_words = False
            self.laptop.typed.setFocus()

    def _chosen(self) -> hub.DeviceRow | None:
        chosen = self.rows.chosen()
        return chosen if isinstance(chosen, hub.DeviceRow) else None

    def _show_chosen(self) -> None:
        self.laptop.show_laptop(self._chosen())

    def _open_step(self) -> None:
        self.banner.clear()
        self.step.show()
        self.invite.hide()
        self.step.name.setFocus()

    def _close_step(self) -> None:
        self.step.name.clear()
        self.step.hide()
        self.invite.show()
        self.invite.setFocus()

    def _invite(self, name: str) -> None:
        path = self.prompts.save_file(
            self,
            title=self.tr("Where to save the invitation"),
            # The name of the file must not name the volunteer.
            name=self.tr("invitation.alongside"),
            kinds=self.tr("Invitations (*.alongside)"),
        )
        if path is None:
            return
        workspace, with_carriers = self.workspace, self.step.with_carriers.isChecked()

        def work() -> Path:
            rows = sending.list_carriers(workspace) if with_carriers else ()
            invited = hub.invite(workspace, name=name, carriers=[row.url for row in rows])
            try:
                files.write_new(path, invited.data)
            except BaseException:
                # Nobody holds it, so nobody should wait for its answer.
                hub.withdraw_invitation(workspace, invited.invitation)
                raise
            return path

        self.run(work, self._show_invited, busy=(self.step.save,))

    def _show_invited(self, path: Path) -> None:
        self._close_step()
        self.refresh()
        self.changed.emit()
        self.banner.show_note(
            self.tr("The invitation is saved as {file}.").format(file=plain.isolated(path.name)),
            self.tr(
                "Give it to the volunteer by hand or by e-mail. It works once. When their laptop "
                "answers, it appears here and waits for you to compare the words."
            ),
        )

    def _withdraw(self, row: hub.InvitationRow) -> None:
        name = plain.isolated(row.name)
        wanted = Question(
            text=self.tr("Withdraw {name}’s invitation?").format(name=name),
            detail=self.tr(
                "Its file is worth nothing from then on, whoever holds it. You can invite them "
                "again at any time."
            ),
            yes=self.tr("Withdraw it"),
        )
        if self.prompts.confirm(self, wanted):
            workspace = self.workspace
            self.run(
                lambda: hub.withdraw_invitation(workspace, row.id),
                lambda _none: self._tell(
                    self.tr("{name}’s invitation is withdrawn.").format(name=name)
                ),
                failed=self._show_answered,
                busy=(self.open_ones.withdraw,),
            )

    def _show_answered(self, error: AlongsideError) -> None:
        if not isinstance(error, InvitationUsed):
            self.banner.show_fault(error)
            return
        self.refresh()
        self.banner.show_note(
            self.tr("A laptop has answered it meanwhile."),
            self.tr("It is in the list above. If it should not be there, switch it off."),
            tone="warn",
        )

    def _approve(self, typed: str) -> None:
        row = self._chosen()
        if row is None:
            return
        workspace, device = self.workspace, row.device
        self.run(
            lambda: hub.approve(workspace, device, words=typed),
            self._show_approved,
            busy=(self.laptop.approve,),
        )

    def _show_approved(self, done: hub.DeviceRow) -> None:
        self._tell(
            self.tr("{name}’s laptop is approved.").format(name=plain.isolated(done.name)),
            self.tr("The laptop hears of it next time you send. What it had sent is taken in now."),
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
                busy=(self.laptop.revoke,),
            )

    def _tell(self, message: str, detail: str = "") -> None:
        # What was pressed or typed in is about to go, and would take the focus with it.
        (self.rows if self.rows.isVisible() else self.invite).setFocus()
        self.refresh()
        self.changed.emit()
        self.banner.show_note(message, detail)

    def _face(self, row: hub.DeviceRow) -> Face:
        heard = self.tr("Nothing has arrived from it yet")
        if row.last_heard:
            heard = self.tr("Last heard from {time}").format(
                time=words.short_time_text(row.last_heard)
            )
        return Face(
            title=row.name,
            details=heard,
            chip=words.translated("devices", _STATES.get(row.state, row.state)),
            tone=_TONES.get(row.state, "calm"),
            icon="devices",
        )
