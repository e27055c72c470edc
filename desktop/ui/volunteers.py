# SPDX-License-Identifier: Apache-2.0
"""The hub's page of volunteers: invite one, approve a laptop by its words, switch one off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox

from desktop.operations import files, hub, sending
from desktop.ui import plain, theme, words
from desktop.ui.column import Column
from desktop.ui.controls import Card, EmptyState, button, row_of, scrolled
from desktop.ui.fields import LineBox
from desktop.ui.laptop_card import LaptopCard
from desktop.ui.models import Face, RowsModel
from desktop.ui.page import Page, Target
from desktop.ui.prompts import Question
from desktop.ui.row_list import RowsList
from desktop.ui.tab_views import carded, follow
from desktop.wording import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.operations.workspaces import Workspace
    from desktop.ui.models import ChipTone
    from desktop.ui.prompts import Prompts
    from desktop.ui.tasks import Runner

_LONGEST_NAME: Final = 80
_STATES: Final = {
    "waiting": QT_TRANSLATE_NOOP("devices", "Waiting for approval"),
    "approved": QT_TRANSLATE_NOOP("devices", "Approved"),
    "revoked": QT_TRANSLATE_NOOP("devices", "Switched off"),
}
_TONES: Final[dict[str, ChipTone]] = {"waiting": "warn", "approved": "good", "revoked": "calm"}
_ORDER: Final = ("waiting", "approved", "revoked")


class InviteCard(Card):
    """The small step that invites somebody.

    Signals:
        invite_wanted: a name was typed; carries it.
        close_wanted: not now.
    """

    invite_wanted = Signal(str)
    close_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(self.tr("Invite a volunteer"))
        self.name = LineBox()
        self.name.setMaxLength(_LONGEST_NAME)
        self.with_carriers = QCheckBox(self.tr("Tell the laptop this hub’s ways to send"))
        self.with_carriers.setAccessibleName(self.with_carriers.text())
        self.with_carriers.setChecked(True)
        self.save = button(self.tr("Save the invitation file…"), look="primary")
        self.close_it = button(self.tr("Not now"), look="quiet")
        self.add(
            plain.label(
                self.tr(
                    "An invitation is a small file. Give it to the volunteer on a stick or by "
                    "e-mail; it is good for 14 days and for one laptop."
                ),
                style="muted",
            ),
            plain.buddy_label(self.tr("The volunteer’s name"), self.name),
            self.name,
            self.with_carriers,
        )
        self.content.addLayout(row_of(self.save, self.close_it, None))
        self.name.textChanged.connect(self._offer)
        self.name.returnPressed.connect(self._invite)
        self.save.clicked.connect(self._invite)
        self.close_it.clicked.connect(self.close_wanted)
        self._offer()

    def _offer(self) -> None:
        self.save.setEnabled(bool(self.name.text().strip()))

    def _invite(self) -> None:
        name = self.name.text().strip()
        if name:
            self.invite_wanted.emit(name)


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
        for part in (self.step, self._card, self.laptop):
            column.addWidget(part)
        column.addWidget(self.nobody, 1000)
        column.addStretch(1)
        area = scrolled(inner)
        follow(area, self.rows)
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

    def refresh(self) -> None:
        """Show the laptops as they are now, those that wait first."""
        workspace = self.workspace
        self.load(lambda: hub.devices(workspace), self._show)

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
        self.step.name.clear()
        self._show_chosen()

    def _show(self, rows: tuple[hub.DeviceRow, ...]) -> None:
        before = self._chosen()
        ordered = sorted(rows, key=lambda row: (_ORDER.index(row.state), row.name.casefold()))
        if before is not None and ordered == list(self.model.rows):
            self._go_to_words()
            return  # what somebody has begun to type stays
        known = {row.device for row in self.model.rows}
        self.model.set_rows(ordered)
        self._card.setVisible(bool(rows))
        self.nobody.setVisible(not rows)
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
            files.write_new(path, invited.data)
            return path

        self.run(work, self._show_invited, busy=(self.step.save,))

    def _show_invited(self, path: Path) -> None:
        self._close_step()
        self.changed.emit()
        self.banner.show_note(
            self.tr("The invitation is saved as {file}.").format(file=plain.isolated(path.name)),
            self.tr(
                "Give it to the volunteer by hand or by e-mail. It works once. When their laptop "
                "answers, it appears here and waits for you to compare the words."
            ),
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
        # The box that was typed in is about to go, and would take the focus with it.
        self.rows.setFocus()
        self._tell(
            self.tr("{name}’s laptop is approved.").format(name=plain.isolated(done.name)),
            self.tr("The laptop hears of it in the next round. What it had sent is taken in now."),
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
        self.refresh()
        self.changed.emit()
        self.banner.show_note(message, detail)

    def _face(self, row: hub.DeviceRow) -> Face:
        heard = self.tr("Nothing has arrived from it yet")
        if row.last_heard:
            heard = self.tr("Last heard of {time}").format(
                time=words.short_time_text(row.last_heard)
            )
        return Face(
            title=row.name,
            details=heard,
            chip=words.translated("devices", _STATES.get(row.state, row.state)),
            tone=_TONES.get(row.state, "calm"),
            icon="devices",
        )
