# SPDX-License-Identifier: Apache-2.0
"""The hub's inbox: look at what arrived, take it in, see what was put aside, undo an import."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QTabWidget

from desktop.operations import backups, hub, sending
from desktop.ui import outcomes, plain, words
from desktop.ui.controls import NextStep
from desktop.ui.copy_nag import CopyNag
from desktop.ui.drop_area import DropArea, local_paths
from desktop.ui.inbox_views import AsideView, FoundView, TakenInView
from desktop.ui.page import COPIES, Page, Target
from desktop.ui.prompts import Question
from desktop.ui.tab_views import tab_view

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent

    from desktop.operations.imports import ImportReport
    from desktop.operations.progress import Progress
    from desktop.operations.sending import RoundReport
    from desktop.operations.workspaces import Workspace
    from desktop.ui.prompts import Prompts
    from desktop.ui.tasks import Runner
    from desktop.ui.theme import Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the page shows that is here already.

    Attributes:
        aside: files that could not be used.
        imports: what was taken in.
        can_fetch: there is a way to send, from which files can be fetched.
        needs_copy: there is no good safety copy in another place.
    """

    aside: tuple[hub.QuarantineRow, ...]
    imports: tuple[hub.ImportRow, ...]
    can_fetch: bool
    needs_copy: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What came in, for the sentence about it and the next step.

    Attributes:
        message, detail: what came of it.
        is_well: every file could be used.
        to_review: records that are new or amended.
        conflicts: records that now have two versions.
        aside: files that were put aside.
        laptops: laptops that wait for approval.
    """

    message: str
    detail: str
    is_well: bool
    to_review: int
    conflicts: int
    aside: int
    laptops: int


class InboxPage(Page):
    """What volunteers sent."""

    def __init__(
        self,
        *,
        workspace: Workspace,
        runner: Runner,
        prompts: Prompts,
        theme: Theme,
    ) -> None:
        super().__init__(
            title=self.tr("Inbox"),
            workspace=workspace,
            runner=runner,
            prompts=prompts,
            theme=theme,
        )
        self._paths: tuple[Path, ...] = ()
        self.setAcceptDrops(True)
        self.nag = CopyNag()
        self.drop = DropArea(theme=theme)
        self.found = FoundView(theme=theme)
        self.aside = AsideView(theme=theme)
        self.taken_in = TakenInView(theme=theme)
        self.take_in = self.found.take_in
        self.put_back = self.found.put_back
        self.undo = self.taken_in.undo
        self.tabs = QTabWidget()
        self._put_together()

    def _put_together(self) -> None:
        self._area = tab_view(self.drop, self.found, fills=self.drop)
        self.tabs.addTab(self._area, plain.button_text(self.tr("To take in")))
        self.tabs.addTab(self.aside, plain.button_text(self.tr("Put aside")))
        self.tabs.addTab(self.taken_in, plain.button_text(self.tr("What was taken in")))
        self.body.addWidget(self.nag)
        self.body.addWidget(self.tabs, 1)
        self.drop.fetch.hide()
        self.nag.save_wanted.connect(
            lambda: self.open_requested.emit(Target(page="settings", kind=COPIES))
        )
        self.drop.files_wanted.connect(self._choose_files)
        self.drop.folder_wanted.connect(self._choose_folder)
        self.drop.fetch_wanted.connect(self._fetch)
        self.found.take_in_wanted.connect(self._take_in)
        self.found.put_back_wanted.connect(self._forget)
        self.aside.volunteers_wanted.connect(lambda: self._go_to("volunteers"))
        self.taken_in.undo_wanted.connect(self._undo)
        self.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show what was put aside and what was taken in."""
        workspace = self.workspace

        def look() -> Known:
            return Known(
                aside=hub.quarantine(workspace),
                imports=hub.imports(workspace),
                can_fetch=bool(sending.list_carriers(workspace)),
                needs_copy=backups.status(workspace).away_due,
            )

        self.load(look, self._show_known)

    def empty(self) -> None:
        """Hold nothing."""
        super().empty()
        self._forget()
        self.aside.show_rows(())
        self.taken_in.show_rows(())

    def where(self) -> dict[str, object]:
        """Return which of the three views is open."""
        return {"tab": self.tabs.currentIndex()}

    def go_back_to(self, where: Mapping[str, object]) -> None:
        """Open the same view."""
        tab = where.get("tab")
        if isinstance(tab, int):
            self.tabs.setCurrentIndex(tab)

    def preview(self, paths: tuple[Path, ...]) -> None:
        """Show what taking these files in would bring, without doing it."""
        wanted = tuple(dict.fromkeys((*self._paths, *paths)))
        workspace = self.workspace
        self.tabs.setCurrentIndex(0)

        def show(report: ImportReport) -> None:
            self._paths = wanted
            self._show_found(report)

        self.run_long(
            lambda _progress: hub.preview(workspace, wanted),
            show,
            text=self.tr("Looking at the files…"),
            busy=self._ways_in(),
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome local files anywhere on the page."""
        if local_paths(event.mimeData().urls()) and self.drop.isEnabled():
            event.acceptProposedAction()
            self.drop.show_welcome(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Look as before."""
        super().dragLeaveEvent(event)
        self.drop.show_welcome(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at what was dropped."""
        self.drop.show_welcome(False)
        paths = local_paths(event.mimeData().urls())
        if paths:
            event.acceptProposedAction()
            self.preview(paths)

    def _ways_in(self) -> tuple[DropArea, ...]:
        return (self.drop,)

    def _choose_files(self) -> None:
        paths = self.prompts.open_files(
            self,
            title=self.tr("Sealed files from volunteers"),
            kinds=self.tr("Sealed files (*.age);;All files (*)"),
        )
        if paths:
            self.preview(paths)

    def _choose_folder(self) -> None:
        folder = self.prompts.open_folder(self, title=self.tr("A folder of sealed files"))
        if folder is not None:
            self.preview((folder,))

    def _take_in(self) -> None:
        workspace, wanted = self.workspace, self._paths

        def work(progress: Progress) -> Brought:
            report = hub.import_files(workspace, wanted, progress=progress)
            return _brought_by_import(report, laptops=_waiting_laptops(workspace))

        self.run_long(
            work,
            self._show_taken_in,
            text=self.tr("Taking in…"),
            busy=(self.take_in, self.put_back, *self._ways_in()),
        )

    def _fetch(self) -> None:
        workspace = self.workspace

        def work(progress: Progress) -> tuple[RoundReport, Brought]:
            report = sending.synchronise(workspace, progress=progress)
            return report, _brought_by_round(report, laptops=_waiting_laptops(workspace))

        self.run_long(work, self._show_fetched, text=self.tr("Fetching…"), busy=self._ways_in())

    def _forget(self) -> None:
        self._paths = ()
        self.found.show_files((), is_looked_at=False)
        self.drop.set_compact(False)
        self._area.verticalScrollBar().setValue(0)

    def _show_found(self, report: ImportReport) -> None:
        self.found.show_files(report.bundles, is_looked_at=True)
        self.drop.set_compact(True)
        if self.take_in.isVisible():
            self.take_in.setFocus()
        else:
            self.put_back.setFocus()

    def _show_taken_in(self, brought: Brought) -> None:
        self._forget()
        self.changed.emit()
        self._show_brought(brought)

    def _show_fetched(self, result: tuple[RoundReport, Brought]) -> None:
        report, brought = result
        self.changed.emit()
        if report.problems:
            self.banner.show_note(
                *outcomes.problems_text(report),
                tone="bad",
                step=NextStep(text=self.tr("Go to Sending"), go=lambda: self._go_to("sending")),
            )
        else:
            self._show_brought(brought)

    def _show_brought(self, brought: Brought) -> None:
        detail = brought.detail
        if brought.laptops:
            detail += " " + words.count_text(
                brought.laptops,
                one=self.tr("1 laptop waits to be approved."),
                many=QCoreApplication.translate(
                    "InboxPage", "%n laptops wait to be approved.", None, brought.laptops
                ),
            )
        step = self._next_step(brought)
        self.banner.show_note(
            brought.message,
            detail.strip(),
            tone="good" if brought.is_well else "warn",
            step=step,
        )
        if step is not None:
            self.banner.next.setFocus()

    def _next_step(self, brought: Brought) -> NextStep | None:
        if brought.to_review:
            text = words.count_text(
                brought.to_review,
                one=self.tr("Review 1 record"),
                many=QCoreApplication.translate(
                    "InboxPage", "Review %n records", None, brought.to_review
                ),
            )
            return NextStep(text=text, go=lambda: self._go_to("review"))
        if brought.conflicts:
            return NextStep(
                text=self.tr("Compare the two versions"), go=lambda: self._go_to("conflicts")
            )
        if brought.laptops:
            return NextStep(text=self.tr("Compare the words"), go=lambda: self._go_to("volunteers"))
        if brought.aside:
            return NextStep(
                text=self.tr("See what was put aside"), go=lambda: self.tabs.setCurrentIndex(1)
            )
        return None

    def _go_to(self, page: str) -> None:
        self.open_requested.emit(Target(page=page))

    def _show_known(self, known: Known) -> None:
        self.aside.show_rows(known.aside)
        self.taken_in.show_rows(known.imports)
        self.drop.fetch.setVisible(known.can_fetch)
        self.nag.setVisible(known.needs_copy)
        title = self.tr("Put aside")
        if known.aside:
            title = self.tr("Put aside ({n})").format(n=len(known.aside))
        self.tabs.setTabText(1, plain.button_text(title))

    def _undo(self, row: hub.ImportRow) -> None:
        wanted = Question(
            text=self.tr("Undo this import?"),
            detail=self.tr(
                "Its records are hidden everywhere. Nothing is erased, the volunteer’s receipt "
                "stands, and you can show them again here."
            ),
            yes=self.tr("Undo it"),
        )
        redo = row.hidden
        if not redo and not row.unfinished and not self.prompts.confirm(self, wanted):
            return
        workspace, which = self.workspace, row.id
        self.run_long(
            lambda progress: hub.undo_import(workspace, which, redo=redo, progress=progress),
            lambda done: self._show_undone(done, redo=redo),
            text=self.tr("Showing the records again…") if redo else self.tr("Hiding the records…"),
            busy=(self.undo, *self._ways_in()),
        )

    def _show_undone(self, done: hub.Undone, *, redo: bool) -> None:
        self.changed.emit()
        if redo:
            self.banner.show_note(self.tr("The records are shown again."))
            return
        text = words.count_text(
            done.hidden,
            one=self.tr("1 version of a record is hidden now."),
            many=QCoreApplication.translate(
                "InboxPage", "%n versions of records are hidden now.", None, done.hidden
            ),
        )
        self.banner.show_note(
            text, self.tr("Nothing was erased. You can show them again in the list below.")
        )


# Work for other threads: nothing below touches a widget.


def _waiting_laptops(workspace: Workspace) -> int:
    return sum(row.state == "waiting" for row in hub.devices(workspace))


def _brought_by_import(report: ImportReport, *, laptops: int) -> Brought:
    message, detail = outcomes.report_text(report.bundles)
    totals = report.totals
    return Brought(
        message=message,
        detail=detail,
        is_well=outcomes.report_tone(report.bundles) == "good",
        to_review=totals.new + totals.amended,
        conflicts=totals.conflict,
        aside=totals.quarantined + totals.waiting,
        laptops=laptops,
    )


def _brought_by_round(report: RoundReport, *, laptops: int) -> Brought:
    message, detail = outcomes.round_text(report)
    return Brought(
        message=message,
        detail=detail,
        is_well=not report.quarantined,
        to_review=report.new + report.amended,
        conflicts=report.conflict,
        aside=report.quarantined,
        laptops=laptops,
    )
