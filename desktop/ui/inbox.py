# SPDX-License-Identifier: Apache-2.0
"""The hub's inbox: look at what arrived, take it in, see what was put aside, undo an import."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QUrl, Signal
from PySide6.QtWidgets import QFrame, QTabWidget, QVBoxLayout, QWidget

from desktop.operations import hub
from desktop.operations.imports import BundleOutcome
from desktop.ui import plain, theme, words
from desktop.ui.controls import button, row_of
from desktop.ui.models import Face, Row, RowsModel, joined
from desktop.ui.outcomes import (
    counts_text,
    outcome_text,
    outcome_tone,
    report_text,
    report_tone,
)
from desktop.ui.page import Page
from desktop.ui.prompts import Question
from desktop.ui.row_list import RowsList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from desktop.operations.imports import ImportReport
    from desktop.operations.workspaces import Workspace
    from desktop.ui.prompts import Prompts
    from desktop.ui.tasks import Runner


_ALL_ROOM: Final = 1_000


class DropArea(QFrame):
    """A place to drop files and folders on.

    Signals:
        paths_dropped: carries a tuple of paths.
    """

    paths_dropped = Signal(tuple)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "drop")
        self.setAcceptDrops(True)
        self.setAccessibleName(self.tr("Place to drop files"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome local files."""
        if _local_paths(event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand over what was dropped."""
        paths = _local_paths(event.mimeData().urls())
        if paths:
            event.acceptProposedAction()
            self.paths_dropped.emit(paths)


def _local_paths(urls: Sequence[QUrl]) -> tuple[Path, ...]:
    return tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile())


class InboxPage(Page):
    """What volunteers sent."""

    def __init__(
        self,
        *,
        workspace: Workspace,
        runner: Runner,
        prompts: Prompts,
        theme: theme.Theme,
    ) -> None:
        super().__init__(
            title=self.tr("Inbox"),
            workspace=workspace,
            runner=runner,
            prompts=prompts,
            theme=theme,
        )
        self._paths: tuple[Path, ...] = ()
        self.bundles = RowsModel(self._bundle_face, parent=self)
        self.aside = RowsModel(self._aside_face, parent=self)
        self.imports = RowsModel(self._import_face, parent=self)
        self.drop = DropArea()
        self.add_files = button(self.tr("Add files…"))
        self.add_folder = button(self.tr("Add a folder…"))
        self.take_in = button(self.tr("Take these in"), look="primary")
        self.put_back = button(self.tr("Not now"))
        self.summary = plain.label(style="strong")
        self.explanation = plain.label()
        self.aside_text = plain.label()
        self.no_aside = plain.label(self.tr("Nothing is put aside."))
        self.no_imports = plain.label(self.tr("Nothing has been taken in yet."))
        self.undo = button(self.tr("Undo this import…"))
        self.tabs = QTabWidget()
        self._put_together()

    def _put_together(self) -> None:
        self.bundle_table = self._table(self.bundles, self.tr("Files to take in"))
        self.aside_table = self._table(self.aside, self.tr("Put aside"))
        self.import_table = self._table(self.imports, self.tr("What was taken in"))
        drop = QVBoxLayout(self.drop)
        theme.spaced(drop, margin=theme.LARGE)
        drop.addWidget(
            plain.label(
                self.tr("Drop sealed files or folders from volunteers here, or choose them:")
            )
        )
        drop.addLayout(row_of(self.add_files, self.add_folder, None))
        self._decision = QWidget()
        decision = row_of(self.take_in, self.put_back, None)
        self._decision.setLayout(decision)
        self._undo_row = QWidget()
        self._undo_row.setLayout(row_of(self.undo, None))
        self._add_tab(
            self.tr("To take in"),
            self.drop,
            self.summary,
            self.bundle_table,
            self.explanation,
            self._decision,
        )
        self._add_tab(
            self.tr("Put aside"),
            plain.label(
                self.tr("Files that could not be used. Nothing in them was used or lost."),
                style="muted",
            ),
            self.no_aside,
            self.aside_table,
            self.aside_text,
        )
        self._add_tab(
            self.tr("What was taken in"),
            plain.label(
                self.tr("An import can be undone: its records are hidden, not erased."),
                style="muted",
            ),
            self.no_imports,
            self.import_table,
            self._undo_row,
        )
        self.body.addWidget(self.tabs, 1)
        self._connect()
        self._show_preview(())

    def _connect(self) -> None:
        self.drop.paths_dropped.connect(self.preview)
        self.add_files.clicked.connect(self._choose_files)
        self.add_folder.clicked.connect(self._choose_folder)
        self.take_in.clicked.connect(self._take_in)
        self.put_back.clicked.connect(self._forget)
        self.bundle_table.row_chosen.connect(self._explain_bundle)
        self.aside_table.row_chosen.connect(self._explain_aside)
        self.import_table.row_chosen.connect(self._offer_undo)
        self.undo.clicked.connect(self._undo)
        self._explain_aside()
        self._offer_undo()

    def _table(self, model: RowsModel[Row], name: str) -> RowsList:
        return RowsList(model, theme=self.theme, name=name, opens=False)

    def _add_tab(self, title: str, *parts: QWidget) -> None:
        tab = QWidget()
        layout = QVBoxLayout(tab)
        theme.spaced(layout, spacing=theme.SMALL)
        layout.setContentsMargins(0, theme.MEDIUM, 0, 0)
        for part in parts:
            layout.addWidget(part, _ALL_ROOM if isinstance(part, RowsList) else 0)
        # Takes the room when the table is hidden because it has no rows.
        layout.addStretch(1)
        self.tabs.addTab(tab, plain.button_text(title))

    def refresh(self) -> None:
        """Show what was put aside and what was taken in."""
        workspace = self.workspace
        self.load(lambda: (hub.quarantine(workspace), hub.imports(workspace)), self._show_known)

    def empty(self) -> None:
        """Hold nothing."""
        super().empty()
        self._paths = ()
        for model in (self.bundles, self.aside, self.imports):
            model.clear()
        self._show_preview(())

    def preview(self, paths: tuple[Path, ...]) -> None:
        """Show what taking these files in would bring, without doing it."""
        self._paths = tuple(dict.fromkeys((*self._paths, *paths)))
        workspace, wanted = self.workspace, self._paths
        self.run_long(
            lambda _progress: hub.preview(workspace, wanted),
            lambda report: self._show_preview(report.bundles),
            text=self.tr("Looking at the files…"),
            busy=(self.add_files, self.add_folder),
        )

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
        self.run_long(
            lambda progress: hub.import_files(workspace, wanted, progress=progress),
            self._show_report,
            text=self.tr("Taking in…"),
            busy=(self.take_in, self.put_back, self.add_files, self.add_folder),
        )

    def _forget(self) -> None:
        self._paths = ()
        self._show_preview(())

    def _show_report(self, report: ImportReport) -> None:
        self._forget()
        self.refresh()
        self.changed.emit()
        self.banner.show_note(*report_text(report.bundles), tone=report_tone(report.bundles))

    def _show_preview(self, bundles: tuple[BundleOutcome, ...]) -> None:
        self.bundles.set_rows(bundles)
        ready = sum(one.status == "would-import" for one in bundles)
        text = ""
        if bundles:
            text = words.count_text(
                ready,
                one=self.tr("One file is ready to take in."),
                many=self.tr("{n} files are ready to take in."),
            )
            text += " " + counts_text(bundles)
        elif self._paths:
            text = self.tr("There are no sealed files there.")
        plain.set_text(self.summary, text)
        self.summary.setVisible(bool(text))
        self._decision.setVisible(bool(bundles))
        self.bundle_table.setVisible(bool(bundles))
        self._explain_bundle()

    def _show_known(
        self, known: tuple[tuple[hub.QuarantineRow, ...], tuple[hub.ImportRow, ...]]
    ) -> None:
        aside, imports = known
        self.aside.set_rows(aside)
        self.imports.set_rows(imports)
        self.aside_table.setVisible(bool(aside))
        self.import_table.setVisible(bool(imports))
        self._undo_row.setVisible(bool(imports))
        self.no_aside.setVisible(not aside)
        self.no_imports.setVisible(not imports)
        title = self.tr("Put aside")
        if aside:
            title = self.tr("Put aside ({n})").format(n=len(aside))
        self.tabs.setTabText(1, plain.button_text(title))

    def _explain_bundle(self) -> None:
        row = self.bundle_table.chosen()
        text = ""
        if isinstance(row, BundleOutcome) and row.slug:
            text = words.fault_line(row.slug, otherwise=row.message or "")
        plain.set_text(self.explanation, text)
        self.explanation.setVisible(bool(text))

    def _explain_aside(self) -> None:
        row = self.aside_table.chosen()
        text = ""
        if isinstance(row, hub.QuarantineRow):
            text = words.fault_line(row.slug, otherwise=row.message)
        plain.set_text(self.aside_text, text)
        self.aside_text.setVisible(bool(text))

    def _offer_undo(self) -> None:
        row = self.import_table.chosen()
        is_import = isinstance(row, hub.ImportRow)
        self.undo.setEnabled(is_import)
        is_hidden = isinstance(row, hub.ImportRow) and bool(row.hidden)
        text = self.tr("Show these records again") if is_hidden else self.tr("Undo this import…")
        self.undo.setText(plain.button_text(text))
        self.undo.setAccessibleName(text)

    def _undo(self) -> None:
        row = self.import_table.chosen()
        if not isinstance(row, hub.ImportRow):
            return
        wanted = Question(
            text=self.tr("Undo this import?"),
            detail=self.tr(
                "Its records are hidden everywhere. Nothing is erased, the volunteer’s receipt "
                "stands, and you can show them again here."
            ),
            yes=self.tr("Undo it"),
        )
        redo = bool(row.hidden)
        if not redo and not self.prompts.confirm(self, wanted):
            return
        workspace, which = self.workspace, row.id
        self.run(
            lambda: hub.undo_import(workspace, which, redo=redo),
            lambda _done: self._show_undone(redo=redo),
            busy=(self.undo,),
        )

    def _show_undone(self, *, redo: bool) -> None:
        self.refresh()
        self.changed.emit()
        text = (
            self.tr("The records are shown again.") if redo else self.tr("The records are hidden.")
        )
        self.banner.show_note(text)

    def _bundle_face(self, row: BundleOutcome) -> Face:
        return Face(
            title=row.who or self.tr("From somebody who is not known here"),
            details=joined(counts_text((row,)), _file_name(row.file)),
            chip=outcome_text(row.status),
            tone=outcome_tone(row.status),
            icon="file",
        )

    def _aside_face(self, row: hub.QuarantineRow) -> Face:
        return Face(
            title=words.known_fault(row.slug, otherwise=row.message).message,
            details=joined(
                row.sender or self.tr("Sender not known"),
                words.short_time_text(row.at),
                _file_name(row.file),
            ),
            chip=outcome_text(row.status),
            tone=outcome_tone(row.status),
            icon="file",
        )

    def _import_face(self, row: hub.ImportRow) -> Face:
        return Face(
            title=words.short_time_text(row.at),
            details=joined(
                row.person,
                self.tr("Files: {n}").format(n=row.bundles),
                self.tr("Records: {n}").format(n=row.records),
            ),
            chip=self.tr("Undone") if row.hidden else self.tr("In use"),
            tone="calm" if row.hidden else "good",
            icon="inbox",
        )


def _file_name(file: str) -> str:
    return plain.shortened(Path(file).name, most=24)
