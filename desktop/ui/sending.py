# SPDX-License-Identifier: Apache-2.0
"""The page of sending: what has got how far, the ways to send, and the receipts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.operations import sending
from desktop.ui import outcomes, plain, theme, words
from desktop.ui.approval import HubWordsCard, OwnWordsCard
from desktop.ui.column import Column
from desktop.ui.controls import Card, NextStep, button, scrolled
from desktop.ui.flow import FlowLayout
from desktop.ui.older_copy import OlderCopyCard
from desktop.ui.page import Page
from desktop.ui.prompts import Question
from desktop.ui.row_list import RowsList
from desktop.ui.sending_views import OutboxView, ReceiptsView, WaysView
from desktop.ui.status import MoodText, sending_advice, sending_mood, sending_text
from desktop.ui.tab_views import OpenTabs, follow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.operations.imports import ImportReport
    from desktop.operations.workspaces import Workspace
    from desktop.ui.prompts import Prompts
    from desktop.ui.tasks import Runner

_ON_ITS_WAY, _WAYS = 0, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """All that the page shows.

    Attributes:
        hub_words: the hub's words while they are not compared yet, else none.
        own_words: this laptop's words while it is not approved yet, else none.
    """

    status: sending.SendingStatus
    outbox: tuple[sending.OutboxRow, ...]
    carriers: tuple[sending.CarrierRow, ...]
    receipts: tuple[sending.ReceiptRow, ...]
    hub_words: tuple[str, ...]
    own_words: tuple[str, ...]


def find(workspace: Workspace) -> Found:
    """Ask for everything that the page shows."""
    status = sending.status(workspace)
    return Found(
        status=status,
        outbox=sending.outbox(workspace),
        carriers=sending.list_carriers(workspace),
        receipts=sending.receipts(workspace),
        hub_words=() if status.hub_words_checked else sending.hub_words(workspace),
        own_words=() if status.approved or status.switched_off else sending.own_words(workspace),
    )


class SendingPage(Page):
    """Sending, in a volunteer's workspace and in the hub's."""

    def __init__(
        self,
        *,
        workspace: Workspace,
        runner: Runner,
        prompts: Prompts,
        theme: theme.Theme,
    ) -> None:
        super().__init__(
            title=self.tr("Sending"),
            workspace=workspace,
            runner=runner,
            prompts=prompts,
            theme=theme,
        )
        self._at_hub = workspace.role == "hub"
        self._truth = MoodText(style="heading")
        self.truth = self._truth.text
        self.advice = plain.label(style="muted")
        self.send = button(self.tr("Send now"), look="primary")
        self.save = button(self.tr("Save to a file or stick…"))
        self.take = button(self.tr("Take in files…"))
        self.older_copy = OlderCopyCard()
        self.hub_words = HubWordsCard()
        self.own_words = OwnWordsCard()
        self.outbox = OutboxView(theme=theme, at_hub=self._at_hub)
        self.ways = WaysView(theme=theme)
        self.receipts = ReceiptsView(theme=theme)
        self.tabs = OpenTabs()
        self._put_together()
        self._connect()

    def _put_together(self) -> None:
        card = Card()
        card.add(self._truth, self.advice)
        buttons = QWidget()
        flow = FlowLayout(buttons, across=theme.SMALL)
        for one in (self.send, self.save, self.take):
            flow.addWidget(one)
        card.add(buttons)
        self.tabs.add(self.tr("On its way"), self.outbox)
        self.tabs.add(self.tr("Ways to send"), self.ways)
        self.tabs.add(self.tr("Receipts"), self.receipts)
        inner = Column(spacing=theme.LARGE)
        column = inner.content
        column.setContentsMargins(0, 0, theme.TIGHT, 0)
        for part in (card, self.older_copy, self.hub_words, self.own_words, self.tabs):
            column.addWidget(part)
        column.addStretch(1)
        area = scrolled(inner)
        for rows in inner.findChildren(RowsList):
            follow(area, rows)
        self.body.addWidget(area, 1)

    def _connect(self) -> None:
        self.older_copy.go_on_wanted.connect(self._go_on_from_here)
        self.hub_words.words_confirmed.connect(self._confirm_hub)
        self.send.clicked.connect(self.send_now)
        self.save.clicked.connect(self._save_to_folder)
        self.take.clicked.connect(self._take_in)
        self.ways.add_wanted.connect(self._add_carrier)
        self.ways.remove_wanted.connect(self._remove_carrier)
        self.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show what is true now."""
        workspace = self.workspace
        self.load(lambda: find(workspace), self._show)

    def empty(self) -> None:
        """Hold nothing."""
        super().empty()
        for view in (self.outbox, self.ways, self.receipts):
            view.show_rows(())
        self._truth.show_text("", icon=None, tone="calm")
        for one in (self.advice, self.own_words.words):
            plain.set_text(one, "")
        self.hub_words.show_words(())

    def where(self) -> dict[str, object]:
        """Return which of the views is open."""
        return {"tab": self.tabs.currentIndex()}

    def go_back_to(self, where: Mapping[str, object]) -> None:
        """Open the same view."""
        tab = where.get("tab")
        if isinstance(tab, int):
            self.tabs.setCurrentIndex(tab)

    def send_now(self) -> None:
        """Place what waits, and fetch what the other side left."""
        workspace = self.workspace
        self.run_long(
            lambda progress: sending.synchronise(workspace, progress=progress),
            self._show_round,
            text=self.tr("Sending…"),
            busy=(self.send, self.save, self.take),
        )

    def _show(self, found: Found) -> None:
        status = found.status
        icon, tone = sending_mood(status)
        self._truth.show_text(sending_text(status, at_hub=self._at_hub), icon=icon, tone=tone)
        advice = sending_advice(status, at_hub=self._at_hub)
        plain.set_text(self.advice, advice)
        self.advice.setVisible(bool(advice))
        self.older_copy.setVisible(status.older_copy)
        # One thing to do first: then it is to decide.
        theme.set_look(self.send, "ordinary" if status.older_copy else "primary")
        self.outbox.show_rows(found.outbox)
        self.ways.show_rows(found.carriers)
        self.receipts.show_rows(found.receipts)
        self.hub_words.show_words(found.hub_words)
        self.own_words.show_words(found.own_words)
        title = self.tr("On its way")
        if found.outbox:
            title = self.tr("On its way ({n})").format(n=len(found.outbox))
        self.tabs.setTabText(_ON_ITS_WAY, plain.button_text(title))

    def _go_on_from_here(self) -> None:
        wanted = Question(
            text=self.tr("Go on with the records on this computer?"),
            detail=self.tr(
                "Do this on one computer only, and put the other away. Nothing is lost: whatever "
                "your hub has and this computer has not, comes back by itself."
            ),
            yes=self.tr("Go on from here"),
        )
        if self.prompts.confirm(self, wanted):
            workspace = self.workspace
            self.run(
                lambda: sending.begin_anew(workspace),
                lambda _count: self._goes_on(),
                busy=(self.older_copy.go_on,),
            )

    def _goes_on(self) -> None:
        self.changed.emit()
        self.banner.show_note(
            self.tr("You go on from here."),
            self.tr("What has no receipt yet is sent once more."),
            step=NextStep(text=self.tr("Send now"), go=self.send_now),
        )

    def _confirm_hub(self, eight_words: str) -> None:
        workspace = self.workspace
        self.run(
            lambda: sending.confirm_hub_words(workspace, eight_words),
            lambda _none: self._hub_confirmed(),
        )

    def _hub_confirmed(self) -> None:
        self.changed.emit()
        self.banner.show_note(self.tr("The words are the same. You can send now."))

    def _show_round(self, report: sending.RoundReport) -> None:
        self.ways.note_problems(dict(report.problems))
        self.changed.emit()
        if report.problems:
            self.banner.show_note(
                *outcomes.problems_text(report),
                tone="bad",
                step=NextStep(text=self.tr("Try again"), go=self.send_now),
            )
            return
        message, detail = outcomes.round_text(report)
        self.banner.show_note(message, detail, tone="warn" if report.quarantined else "good")

    def _save_to_folder(self) -> None:
        folder = self.prompts.open_folder(self, title=self.tr("Where to save the sealed files"))
        if folder is None:
            return
        workspace = self.workspace
        self.run(
            lambda: sending.save_to_folder(workspace, folder),
            self._show_saved,
            busy=(self.save,),
        )

    def _show_saved(self, count: int) -> None:
        self.changed.emit()
        message = words.count_text(
            count,
            one=self.tr("1 sealed file was saved."),
            many=QCoreApplication.translate(
                "SendingPage", "%n sealed files were saved.", None, count
            ),
        )
        detail = self.tr(
            "Only the other side can open them. Hand them over on a stick or send them by e-mail."
        )
        if count == 0:
            message, detail = self.tr("There was nothing to save."), ""
        self.banner.show_note(message, detail)

    def _take_in(self) -> None:
        paths = self.prompts.open_files(
            self,
            title=self.tr("Files to take in"),
            kinds=self.tr("Sealed files (*.age);;All files (*)"),
        )
        if not paths:
            return
        workspace = self.workspace

        self.run_long(
            lambda progress: sending.take_in(workspace, paths, progress=progress),
            self._show_taken,
            text=self.tr("Taking in…"),
            busy=(self.send, self.save, self.take),
        )

    def _show_taken(self, report: ImportReport) -> None:
        self.changed.emit()
        message, detail = outcomes.report_text(report.bundles)
        self.banner.show_note(message, detail, tone=outcomes.report_tone(report.bundles))

    def _add_carrier(self) -> None:
        folder = self.prompts.open_folder(
            self, title=self.tr("A folder that both you and the other side can reach")
        )
        if folder is None:
            return
        workspace = self.workspace
        self.run(
            lambda: sending.add_carrier(workspace, f"folder:{folder}"),
            lambda _row: self.changed.emit(),
        )

    def _remove_carrier(self, row: sending.CarrierRow) -> None:
        wanted = Question(
            text=self.tr("Stop using this way to send?"),
            detail=self.tr("Nothing in the folder is deleted. You can add it again at any time."),
            yes=self.tr("Stop using it"),
        )
        if self.prompts.confirm(self, wanted):
            workspace, url = self.workspace, row.url
            self.run(
                lambda: sending.remove_carrier(workspace, url), lambda _none: self.changed.emit()
            )
