# SPDX-License-Identifier: Apache-2.0
"""The hub's page of what was received: the unread first, and reading marks it read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QTabBar, QVBoxLayout, QWidget

from desktop.operations import records, review
from desktop.records.rows import RecordRow
from desktop.ui import plain, theme
from desktop.ui.controls import EmptyState
from desktop.ui.page import Target
from desktop.ui.record_asking import PAGE_SIZE
from desktop.ui.record_list import RecordsWording
from desktop.ui.records_page import RecordsPage, View
from desktop.ui.review_reader import ReviewReader

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtGui import QResizeEvent

    from desktop.operations.workspaces import Workspace
    from desktop.ui.prompts import Prompts
    from desktop.ui.record_list import Listed
    from desktop.ui.record_reader import Reading
    from desktop.ui.tasks import Runner

_UNREAD: Final = 0
_BESIDE: Final = 1_040
"""Pixels at 100 %: with as much room, the record stands beside the list."""


def wording() -> RecordsWording:
    """Return what the page says."""
    say = QCoreApplication.translate
    return RecordsWording(
        title=say("Review", "Review"),
        about=say(
            "Review",
            "Opening a record marks it as read by you. The volunteer is told next time you send.",
        ),
        new="",
        new_title="",
        empty=say(
            "Review", "Nothing has been received yet. Take in what volunteers sent in the Inbox."
        ),
        finish="",
        finished="",
        icon="review",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A record that was opened, when it arrived, and how many are not read yet."""

    reading: Reading
    received: str
    left: int


class ReviewPage(RecordsPage):
    """What volunteers sent, to be read one after the other."""

    reader: ReviewReader

    def __init__(
        self, *, workspace: Workspace, runner: Runner, prompts: Prompts, theme: theme.Theme
    ) -> None:
        self._view = View.LIST
        super().__init__(
            kind=None,
            wording=wording(),
            workspace=workspace,
            runner=runner,
            prompts=prompts,
            theme=theme,
        )

    def _make_reader(self) -> ReviewReader:
        return ReviewReader(can_write=False, at_hub=True)

    def _put_together(self) -> None:
        super()._put_together()
        self.filter = QTabBar()
        self.filter.setDrawBase(False)
        self.filter.setExpanding(False)
        self.filter.setAccessibleName(self.tr("Which records are shown"))
        self.filter.addTab(plain.button_text(self.tr("Not yet read")))
        self.filter.addTab(plain.button_text(self.tr("Everything")))
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        theme.spaced(side, spacing=theme.SMALL)
        side.addWidget(self.filter)
        side.addWidget(self.list, 1)
        # The stack that they came from had hidden what it did not show.
        self.list.show()
        self._reading = QWidget()
        self._places = QStackedLayout(self._reading)
        self._invitation = EmptyState(
            icon="review", text=self.tr("Choose a record to read it here."), theme=self.theme
        )
        self._places.addWidget(self._invitation)
        self._places.addWidget(self.reader)
        both = QWidget()
        row = QHBoxLayout(both)
        theme.spaced(row, spacing=theme.WIDE)
        row.addWidget(self._side, 2)
        row.addWidget(self._reading, 3)
        self.views.insertWidget(View.LIST, both)
        self.views.setCurrentIndex(View.LIST)
        self.list.stand_in = self.filter
        self.filter.currentChanged.connect(lambda _tab: self._change_filter())
        self.reader.next_wanted.connect(self.open_next)
        self.reader.compare_wanted.connect(self._compare)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            self._add_key(keys, self.open_next)
        self._add_key("Escape", self.show_list)
        self._arrange()

    def _add_key(self, keys: str, action: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(action)

    @property
    def is_beside(self) -> bool:
        """There is room to read beside the list."""
        return self.width() >= self.theme.pixels(_BESIDE)

    def refresh(self) -> None:
        """Show what is not read yet, or everything, and how many there are."""

        def look() -> tuple[Sequence[Listed], int]:
            return self._rows(), review.count_unread(self.workspace)

        def show(found: tuple[Sequence[Listed], int]) -> None:
            rows, left = found
            self._note_left(left)
            self._say_what_is_missing()
            self.list.show_rows(rows, has_more=len(rows) == PAGE_SIZE)
            self._arrange()

        self.load(look, show)

    def where(self) -> dict[str, object]:
        """Return what is shown, and which record is open."""
        shown = self.reader.shown
        place: dict[str, object] = {"filter": self.filter.currentIndex()}
        if self._view is View.READING and shown is not None:
            place["record"] = shown.detail.record
        return place

    def go_back_to(self, where: Mapping[str, object]) -> None:
        """Open the same record again."""
        chosen, record = where.get("filter"), where.get("record")
        if isinstance(chosen, int):
            self.filter.setCurrentIndex(chosen)
        if isinstance(record, str):
            self._open_by_id(record, failed=self._pass_over)

    def open_next(self) -> None:
        """Open the one that has waited longest of those that are not read yet."""
        workspace = self.workspace
        self.run(lambda: review.unread(workspace, limit=1), self._open_first)

    def _compare(self, record: str) -> None:
        self.open_requested.emit(Target(page="conflicts", record=record))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the record beside the list, or in its place."""
        super().resizeEvent(event)
        self._arrange()

    def _rows(self, *, after: str | None = None) -> Sequence[Listed]:
        if self.filter.currentIndex() == _UNREAD:
            return review.unread(self.workspace, limit=PAGE_SIZE, after=after)
        return super()._rows(after=after)

    def _open_first(self, rows: tuple[RecordRow, ...]) -> None:
        if rows:
            self.open_record(rows[0])
            return
        self.show_list()
        self.banner.show_note(self.tr("Everything is read."))

    def _read(self, record: str, *, mark: bool) -> Reading:
        reading = super()._read(record, mark=False)
        if not mark or reading.detail.state == "draft" or self._is_read_by_me(reading):
            return reading
        records.mark_read(self.workspace, record)
        return super()._read(record, mark=False)

    def _is_read_by_me(self, reading: Reading) -> bool:
        me, detail = self.workspace.person.id, reading.detail
        if all(version.author == me for version in detail.heads):
            return True
        return len(detail.heads) == 1 and any(mark.person == me for mark in detail.read_by)

    def _show_reading(self, reading: Reading) -> None:
        workspace, revision = self.workspace, reading.detail.revision.revision

        def look() -> Opened:
            return Opened(
                reading=reading,
                received=review.received_at(workspace, revision),
                left=review.count_unread(workspace),
            )

        self.run(look, self._show_opened)

    def _show_opened(self, opened: Opened) -> None:
        self.reader.received = opened.received
        self._note_left(opened.left)
        super()._show_reading(opened.reading)
        self._mark_row(opened.reading)

    def _show(self, view: View) -> None:
        self._view = view
        self._arrange()

    def _arrange(self) -> None:
        is_reading, is_beside = self._view is View.READING, self.is_beside
        is_list = is_beside or not is_reading
        self._side.setVisible(is_list)
        # Beside an empty list there is nothing to choose.
        can_choose = is_beside and self.list.model.rowCount() > 0
        self._reading.setVisible(can_choose or is_reading)
        self._places.setCurrentIndex(1 if is_reading else 0)
        self.reader.back.setVisible(not is_beside)
        self.title.setVisible(is_list)
        self.about.setVisible(is_list)

    def _change_filter(self) -> None:
        self._show(View.LIST)
        self.reader.empty()
        self.refresh()

    def _note_left(self, left: int) -> None:
        text = self.tr("Not yet read")
        if left:
            text = self.tr("Not yet read ({n})").format(n=left)
        self.filter.setTabText(_UNREAD, plain.button_text(text))
        self.reader.offer_next(left)

    def _say_what_is_missing(self) -> None:
        text = self._wording.empty
        if self.filter.currentIndex() == _UNREAD:
            text = self.tr("Everything is read. What comes in next is shown here.")
        plain.set_text(self.list.nothing.text, text)

    def _mark_row(self, reading: Reading) -> None:
        """Let the list say at once that it is read."""
        for number, row in enumerate(self.list.model.rows):
            if isinstance(row, RecordRow) and row.record == reading.detail.record:
                self.list.model.put_row(number, replace(row, state=reading.detail.state))
                self.list.rows.choose(number)
