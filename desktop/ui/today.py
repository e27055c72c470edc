# SPDX-License-Identifier: Apache-2.0
"""The page that a volunteer begins with: what there is to do, and what is not sent yet."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.operations import caseload
from desktop.ui import plain, theme, words
from desktop.ui.columns import TwoColumns
from desktop.ui.controls import Card, button, row_of, scrolled
from desktop.ui.families import family_face
from desktop.ui.models import Face, RowsModel, joined
from desktop.ui.page import Page, Target
from desktop.ui.record_text import kind_icon, kind_title, title_text
from desktop.ui.row_list import RowsList
from desktop.ui.status import sending_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QPushButton

    from desktop.operations.caseload import Today
    from desktop.operations.workspaces import Workspace
    from desktop.records.caseload_rows import FamilyRow, FollowUp, Promise
    from desktop.records.rows import RecordRow
    from desktop.ui.prompts import Prompts
    from desktop.ui.tasks import Runner

Row = TypeVar("Row")


class RowsCard(Card, Generic[Row]):
    """A heading with a few rows below it, or a sentence when there are none."""

    def __init__(
        self, title: str, *, nothing: str, model: RowsModel[Row], theme: theme.Theme
    ) -> None:
        super().__init__(title)
        self.model = model
        self.rows = RowsList(model, theme=theme, name=title, fits=True)
        self.nothing = plain.label(nothing, style="muted")
        self.more = button("", look="quiet")
        self._more = QWidget()
        self._more.setLayout(row_of(self.more, None))
        self.add(self.nothing, self.rows, self._more)
        self.rows.hide()
        self._more.hide()

    def show_rows(self, rows: tuple[Row, ...], *, more: str = "") -> None:
        """Show these rows; ``more`` is the text of a button that leads to all of them."""
        self.model.set_rows(rows)
        self.rows.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self.more.setText(plain.button_text(more))
        self.more.setAccessibleName(plain.one_line(more))
        self._more.setVisible(bool(more))


class TodayPage(Page):
    """What there is to do today."""

    def __init__(
        self,
        *,
        workspace: Workspace,
        runner: Runner,
        prompts: Prompts,
        theme: theme.Theme,
        today: Callable[[], date] = date.today,
    ) -> None:
        super().__init__(
            title=self.tr("Today"),
            workspace=workspace,
            runner=runner,
            prompts=prompts,
            theme=theme,
        )
        self._today = today
        self.day = plain.label(style="muted")
        self.note = button(self.tr("Write a visit note"), look="primary")
        self.coming = self._card(
            self.tr("Coming up"),
            nothing=self.tr("Nothing is due this week."),
            face=_coming_face,
        )
        self.families = self._card(
            self.tr("Families I support"),
            nothing=self.tr(
                "No families yet. Your first step: add a family on the page “Families”."
            ),
            face=family_face,
        )
        self.drafts = self._card(
            self.tr("Not finished yet"),
            nothing=self.tr("Nothing is half written."),
            face=_draft_face,
        )
        self.attention = Card(self.tr("Needs you"), look="banner-bad")
        self.attention_text = plain.label()
        self.decide = button(self.tr("Look at them"))
        self.unsent = Card(self.tr("Sending"))
        self.unsent_text = plain.label()
        self.send = button(self.tr("Send now"))
        self._put_together()

    def _card(self, title: str, *, nothing: str, face: Callable[[Row], Face]) -> RowsCard[Row]:
        return RowsCard(
            title, nothing=nothing, model=RowsModel(face, parent=self), theme=self.theme
        )

    def _put_together(self) -> None:
        self.header.addWidget(self.note)
        self.body.addWidget(self.day)
        self.attention.add(self.attention_text, _alone(self.decide))
        self.attention.hide()
        self.unsent.add(self.unsent_text, _alone(self.send))
        columns = TwoColumns()
        for part in (self.coming, self.families):
            columns.first.addWidget(part)
        for other in (self.attention, self.drafts, self.unsent):
            columns.second.addWidget(other)
        columns.first.addStretch(1)
        columns.second.addStretch(1)
        self.area = scrolled(columns)
        self.body.addWidget(self.area, 1)
        self.note.clicked.connect(self._write_note)
        self.decide.clicked.connect(lambda: self._go("families"))
        self.send.clicked.connect(lambda: self._go("sending"))
        self.families.more.clicked.connect(self._all_families)
        for card in (self.coming, self.families, self.drafts):
            card.rows.open_requested.connect(self._open)

    def refresh(self) -> None:
        """Show what is true now."""
        workspace, today = self.workspace, self._today()
        plain.set_text(self.day, words.weekday_text(today))
        self.load(lambda: caseload.today(workspace, today=today), self._show)

    def empty(self) -> None:
        """Hold nothing."""
        super().empty()
        for card in (self.coming, self.families, self.drafts):
            card.show_rows(())

    def _show(self, found: Today) -> None:
        # A promised contact stands there as what was agreed, or alone where nothing was.
        agreed = {one.record for one in found.promises}
        others = (one for one in found.follow_ups if one.record not in agreed)
        coming: list[Promise | FollowUp] = [*found.promises, *others]
        self.coming.show_rows(tuple(sorted(coming, key=_due)))
        hidden = found.family_count - len(found.families)
        more = self.tr("All {n} families").format(n=found.family_count) if hidden > 0 else ""
        self.families.show_rows(found.families, more=more or self._first_step(found))
        self.drafts.show_rows(found.drafts)
        plain.set_text(self.unsent_text, sending_text(found.sending))
        self.send.setVisible(bool(found.sending.unsent))
        self._show_attention(found)

    def _first_step(self, found: Today) -> str:
        return "" if found.families else self.tr("Add a family")

    def _show_attention(self, found: Today) -> None:
        say = QCoreApplication.translate
        parts = []
        if found.conflicts:
            parts.append(
                words.count_text(
                    found.conflicts,
                    one=self.tr("One record was changed in two places. Please decide."),
                    many=say(
                        "Today",
                        "%n records were changed in two places. Please decide.",
                        None,
                        found.conflicts,
                    ),
                )
            )
        if found.needs_attention:
            parts.append(
                words.count_text(
                    found.needs_attention,
                    one=self.tr("The hub could not use one record."),
                    many=say(
                        "Today", "The hub could not use %n records.", None, found.needs_attention
                    ),
                )
            )
        plain.set_text(self.attention_text, " ".join(parts))
        self.attention.setVisible(bool(parts))

    def _write_note(self) -> None:
        self.open_requested.emit(Target(kind="visit-note", action="new"))

    def _all_families(self) -> None:
        has_some = bool(self.families.model.rows)
        action: Literal["open", "new"] = "open" if has_some else "new"
        self.open_requested.emit(Target(page="families", kind="family", action=action))

    def _go(self, page: str) -> None:
        self.open_requested.emit(Target(page=page))

    def _open(self, row: FamilyRow | FollowUp | Promise | RecordRow) -> None:
        kind = getattr(row, "kind", "family")
        self.open_requested.emit(Target(kind=kind, record=row.record))


def _alone(only: QPushButton) -> QWidget:
    holder = QWidget()
    holder.setLayout(row_of(only, None))
    return holder


def _due(row: Promise | FollowUp) -> str:
    return getattr(row, "due", "") or getattr(row, "next_contact", "")


def _coming_face(row: Promise | FollowUp) -> Face:
    say = QCoreApplication.translate
    waiting = getattr(row, "waiting", ())
    text = getattr(row, "agreed", "") or say("Today", "Next contact")
    if waiting:
        text = say("Today", "Ask how it went: {services}").format(services=", ".join(waiting))
    day = words.day_or_time_text(_due(row))
    return Face(
        title=row.family_name,
        details=text,
        chip=say("Today", "Overdue: {day}").format(day=day) if row.overdue else day,
        tone="bad" if row.overdue else "calm",
        icon=kind_icon(row.kind),
    )


def _draft_face(row: RecordRow) -> Face:
    return Face(
        title=row.family_name or title_text(row.title),
        details=joined(kind_title(row.kind), title_text(row.title) if row.family_name else ""),
        icon=kind_icon(row.kind),
    )
