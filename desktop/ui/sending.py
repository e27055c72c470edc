# SPDX-License-Identifier: Apache-2.0
"""The page of sending: what has got how far, the ways to send, and the receipts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from desktop.operations import sending
from desktop.ui import plain, theme, words
from desktop.ui.approval import HubWordsCard, OwnWordsCard
from desktop.ui.controls import button, row_of
from desktop.ui.models import Face, Row, RowsModel, joined
from desktop.ui.outcomes import receipt_text, receipt_tone, report_text, report_tone
from desktop.ui.page import Page
from desktop.ui.prompts import Question
from desktop.ui.record_text import kind_icon, kind_title
from desktop.ui.row_list import RowsList
from desktop.ui.status import sending_text

if TYPE_CHECKING:
    from desktop.operations.imports import ImportReport
    from desktop.operations.workspaces import Workspace
    from desktop.ui.prompts import Prompts
    from desktop.ui.tasks import Runner


_ALL_ROOM: Final = 1_000


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
        self.outbox = RowsModel(_outbox_face, parent=self)
        self.carriers = RowsModel(self._carrier_face, parent=self)
        self.receipts = RowsModel(self._receipt_face, parent=self)
        self.truth = plain.label(style="heading")
        self.advice = plain.label()
        self.send = button(self.tr("Send now"), look="primary")
        self.save = button(self.tr("Save to a folder or stick…"))
        self.take = button(self.tr("Take in files…"))
        self.add = button(self.tr("Add a folder…"))
        self.remove = button(self.tr("Remove"))
        self.nothing = plain.label(
            self.tr("Nothing waits here: everything that is finished has a receipt.")
        )
        self.hub_words = HubWordsCard()
        self.own_words = OwnWordsCard()
        self.tabs = QTabWidget()
        self._put_together()

    def _put_together(self) -> None:
        self.header.addWidget(self.send)
        self.body.addWidget(self.truth)
        self.body.addWidget(self.hub_words)
        self.body.addWidget(self.own_words)
        self.body.addWidget(self.tabs, 1)
        self.body.addLayout(row_of(self.save, self.take, None))
        self.outbox_table = self._table(self.outbox, self.tr("What is on its way"))
        self.carrier_table = self._table(self.carriers, self.tr("Ways to send"))
        self.receipt_table = self._table(self.receipts, self.tr("Receipts"))
        self._add_tab(
            self.tr("What is on its way"),
            self.tr("What is finished and has no receipt from the other side yet."),
            self.outbox_table,
            self.nothing,
            self.advice,
        )
        ways = QWidget()
        ways.setLayout(row_of(self.add, self.remove, None))
        self._add_tab(
            self.tr("Ways to send"),
            self.tr("A folder that both you and your hub can reach, or a stick."),
            self.carrier_table,
            ways,
        )
        self._add_tab(
            self.tr("Receipts"),
            self.tr("What the other side says it has received, signed by it."),
            self.receipt_table,
        )
        self.hub_words.words_confirmed.connect(self._confirm_hub)
        self.send.clicked.connect(self.send_now)
        self.save.clicked.connect(self._save_to_folder)
        self.take.clicked.connect(self._take_in)
        self.add.clicked.connect(self._add_carrier)
        self.remove.clicked.connect(self._remove_carrier)
        self.outbox_table.row_chosen.connect(self._show_advice)
        self.carrier_table.row_chosen.connect(self._offer_remove)
        self._offer_remove()

    def _table(self, model: RowsModel[Row], name: str) -> RowsList:
        return RowsList(model, theme=self.theme, name=name, opens=False)

    def _add_tab(self, title: str, about: str, *parts: QWidget) -> None:
        tab = QWidget()
        layout = QVBoxLayout(tab)
        theme.spaced(layout, spacing=theme.SMALL)
        layout.setContentsMargins(0, theme.MEDIUM, 0, 0)
        layout.addWidget(plain.label(about, style="muted"))
        for part in parts:
            layout.addWidget(part, _ALL_ROOM if isinstance(part, RowsList) else 0)
        # Takes the room when the table is hidden because it has no rows.
        layout.addStretch(1)
        self.tabs.addTab(tab, plain.button_text(title))

    def refresh(self) -> None:
        """Show what is true now."""
        workspace = self.workspace
        self.load(lambda: find(workspace), self._show)

    def empty(self) -> None:
        """Hold nothing."""
        super().empty()
        for model in (self.outbox, self.carriers, self.receipts):
            model.clear()
        for one in (self.truth, self.advice, self.own_words.words):
            plain.set_text(one, "")
        self.hub_words.show_words(())

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
        at_hub = self.workspace.role == "hub"
        plain.set_text(self.truth, sending_text(found.status, at_hub=at_hub))
        self.outbox.set_rows(found.outbox)
        self.carriers.set_rows(found.carriers)
        self.receipts.set_rows(found.receipts)
        self.hub_words.show_words(found.hub_words)
        self.own_words.show_words(found.own_words)
        self.outbox_table.setVisible(bool(found.outbox))
        self.nothing.setVisible(not found.outbox)
        self.receipt_table.setVisible(bool(found.receipts))
        self.carrier_table.setVisible(bool(found.carriers))

    def _confirm_hub(self, eight_words: str) -> None:
        workspace = self.workspace
        self.run(
            lambda: sending.confirm_hub_words(workspace, eight_words),
            lambda _none: self._hub_confirmed(),
        )

    def _hub_confirmed(self) -> None:
        self.refresh()
        self.changed.emit()
        self.banner.show_note(self.tr("The words are the same. You can send now."))

    def _show_round(self, report: sending.RoundReport) -> None:
        self.changed.emit()
        self.refresh()
        if report.problems:
            self.banner.show_fault(report.problems[0][1])
            return
        detail = self.tr("Files handed over: {placed}. Files fetched: {received}.").format(
            placed=report.placed, received=report.received
        )
        if report.quarantined:
            detail += " " + self.tr("Put aside for a person to look at: {n}.").format(
                n=report.quarantined
            )
        self.banner.show_note(
            self.tr("Done."), detail, tone="warn" if report.quarantined else "good"
        )

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
        self.refresh()
        message = words.count_text(
            count,
            one=self.tr("One sealed file was saved."),
            many=self.tr("{n} sealed files were saved."),
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
        self.refresh()
        self.banner.show_note(*report_text(report.bundles), tone=report_tone(report.bundles))

    def _add_carrier(self) -> None:
        folder = self.prompts.open_folder(
            self, title=self.tr("A folder that both you and the other side can reach")
        )
        if folder is None:
            return
        workspace = self.workspace
        self.run(
            lambda: sending.add_carrier(workspace, f"folder:{folder}"),
            lambda _row: self.refresh(),
        )

    def _remove_carrier(self) -> None:
        chosen = self.carrier_table.chosen()
        if not isinstance(chosen, sending.CarrierRow):
            return
        wanted = Question(
            text=self.tr("Stop using this way to send?"),
            detail=self.tr("Nothing in the folder is deleted. You can add it again at any time."),
            yes=self.tr("Stop using it"),
        )
        if self.prompts.confirm(self, wanted):
            workspace, url = self.workspace, chosen.url
            self.run(lambda: sending.remove_carrier(workspace, url), lambda _none: self.refresh())

    def _show_advice(self) -> None:
        chosen = self.outbox_table.chosen()
        advice = chosen.advice if isinstance(chosen, sending.OutboxRow) else None
        plain.set_text(self.advice, advice or "")
        self.advice.setVisible(bool(advice))

    def _offer_remove(self) -> None:
        self.remove.setEnabled(self.carrier_table.chosen() is not None)

    def _carrier_face(self, row: sending.CarrierRow) -> Face:
        added = self.tr("Added {time}").format(time=words.short_time_text(row.added_at))
        return Face(title=row.label, details=added, icon="folder")

    def _receipt_face(self, row: sending.ReceiptRow) -> Face:
        return Face(
            title=words.short_time_text(row.at),
            details=joined(
                self.tr("File number {n}").format(n=row.seq),
                self.tr("Records in it: {n}").format(n=row.records),
            ),
            chip=receipt_text(row.status),
            tone=receipt_tone(row.status),
            icon="receipt",
        )


def _outbox_face(row: sending.OutboxRow) -> Face:
    return Face(
        title=row.family_name or row.title,
        details=joined(
            kind_title(row.kind),
            row.title if row.family_name else "",
            words.short_time_text(row.since),
        ),
        chip=words.state_text(row.state),
        tone=words.state_tone(row.state),
        icon=kind_icon(row.kind),
    )
