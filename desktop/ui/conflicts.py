# SPDX-License-Identifier: Apache-2.0
"""The hub's page of records in two versions: see them side by side, and decide what holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.operations import review
from desktop.ui import plain, record_text, theme, words
from desktop.ui.column import Column
from desktop.ui.compare import CompareView, Decision, Side
from desktop.ui.controls import NextStep, button, row_of, scrolled
from desktop.ui.deciding import decide, find_side
from desktop.ui.page import Page, Target
from desktop.ui.record_list import Listed, RecordList, RecordsWording

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QKeyEvent

    from desktop.errors import AlongsideError
    from desktop.operations.workspaces import Workspace
    from desktop.ui.prompts import Prompts
    from desktop.ui.tasks import Runner

PAGE_SIZE = 50


def wording() -> RecordsWording:
    """Return what the page says."""
    say = QCoreApplication.translate
    return RecordsWording(
        title=say("Conflicts", "Two versions"),
        about=say(
            "Conflicts",
            "Records that were changed in two places before either side knew of the other. "
            "Nothing is lost: open one, and decide what holds.",
        ),
        new="",
        new_title="",
        empty=say(
            "Conflicts",
            "No record is in two versions. When somebody changes one in two places, you decide "
            "here which of them holds.",
        ),
        finish="",
        finished="",
        icon="compare",
    )


class ConflictsPage(Page):
    """Records that were changed in two places."""

    def __init__(
        self, *, workspace: Workspace, runner: Runner, prompts: Prompts, theme: theme.Theme
    ) -> None:
        said = wording()
        super().__init__(
            title=said.title, workspace=workspace, runner=runner, prompts=prompts, theme=theme
        )
        self._opened: Side | None = None
        self.about = plain.label(said.about, style="muted")
        self.list = RecordList(
            wording=said, theme=theme, at_hub=workspace.role == "hub", shows_kind=True
        )
        self.back = button(self.tr("‹ Back to the list"), look="back")
        self.heading = plain.label(style="title")
        self.compare = CompareView()
        self.views = QStackedWidget()
        self._put_together()

    def _put_together(self) -> None:
        inner = Column()
        column = inner.content
        column.setContentsMargins(0, 0, theme.TIGHT, 0)
        column.addWidget(self.heading)
        column.addWidget(self.compare)
        column.addStretch(1)
        self._area = scrolled(inner)
        reading = QWidget()
        layout = QVBoxLayout(reading)
        theme.spaced(layout)
        layout.addLayout(row_of(self.back, None))
        layout.addWidget(self._area, 1)
        self.views.addWidget(self.list)
        self.views.addWidget(reading)
        self.body.addWidget(self.about)
        self.body.addWidget(self.views, 1)
        self.back.clicked.connect(self.show_list)
        self.list.open_requested.connect(self.open_record)
        self.list.more_requested.connect(self._show_more)
        self.compare.decided.connect(self._decide)

    def refresh(self) -> None:
        """Show the records in two versions."""
        self.load(
            lambda: review.conflicts(self.workspace, limit=PAGE_SIZE),
            lambda rows: self.list.show_rows(rows, has_more=len(rows) == PAGE_SIZE),
        )

    def empty(self) -> None:
        """Hold nothing of what people wrote."""
        super().empty()
        self._opened = None
        self.list.model.clear()
        self.compare.empty()
        plain.set_text(self.heading, "")

    def where(self) -> dict[str, object]:
        """Return which record is open."""
        return {} if self._opened is None else {"record": self._opened.comparison.record}

    def go_back_to(self, where: Mapping[str, object]) -> None:
        """Open the same record again."""
        record = where.get("record")
        if isinstance(record, str):
            self._open(record, failed=lambda _error: None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the list with Escape."""
        if event.key() == Qt.Key.Key_Escape and self._opened is not None:
            self.show_list()
        else:
            super().keyPressEvent(event)

    def show_target(self, target: Target) -> None:
        """Open a record."""
        if target.record:
            self._open(target.record)

    def open_record(self, row: Listed) -> None:
        """Show the versions of a record."""
        self.banner.clear()
        self._open(row.record)

    def show_list(self) -> None:
        """Go back to the list."""
        self._opened = None
        self._show(0)
        self.compare.empty()
        self.refresh()
        self.list.focus_first()

    def _open(self, record: str, *, failed: Callable[[AlongsideError], None] | None = None) -> None:
        workspace = self.workspace
        self.run(lambda: find_side(workspace, record), self._show_side, failed=failed)

    def _show_side(self, side: Side) -> None:
        self._opened = side
        comparison = side.comparison
        names = tuple(side.families.values())
        title = record_text.title_text(comparison.title)
        if len(names) == 1:
            title = f"{plain.isolated(names[0])} · {plain.isolated(title)}"
        plain.set_text(self.heading, title)
        self.compare.show_comparison(side)
        self._area.verticalScrollBar().setValue(0)
        self._show(1)
        self.compare.focus_first()
        self.changed.emit()

    def _show(self, view: int) -> None:
        self.views.setCurrentIndex(view)
        self.title.setVisible(view == 0)
        self.about.setVisible(view == 0)

    def _show_more(self) -> None:
        rows = self.list.model.rows
        after = rows[-1].record if rows else None
        self.load(
            lambda: review.conflicts(self.workspace, limit=PAGE_SIZE, after=after),
            lambda older: self.list.add_rows(older, has_more=len(older) == PAGE_SIZE),
        )

    def _decide(self, decision: Decision) -> None:
        workspace = self.workspace

        def work() -> int:
            decide(workspace, decision)
            return review.count_conflicts(workspace)

        self.run(work, self._show_decided, busy=(self.compare.keep,))

    def _show_decided(self, left: int) -> None:
        self.show_list()
        self.changed.emit()
        if left:
            detail = words.count_text(
                left,
                one=self.tr("1 more record is in two versions."),
                many=QCoreApplication.translate(
                    "ConflictsPage", "%n more records are in two versions.", None, left
                ),
            )
            step = None
        else:
            detail = self.tr("No other record is in two versions.")
            step = NextStep(text=self.tr("Go to Review"), go=self._go_to_review)
        self.banner.show_note(
            self.tr("Decided. The volunteer gets it next time you send."), detail, step=step
        )
        if step is not None:
            self.banner.next.setFocus()

    def _go_to_review(self) -> None:
        self.open_requested.emit(Target(page="review"))
