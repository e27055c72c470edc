# SPDX-License-Identifier: Apache-2.0
"""What the inbox shows: what was found in files, what was put aside, what was taken in.

Each view shows rows and says what the person chose. None of them calls an operation.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.errors import UnknownDevice, WaitingForApproval
from desktop.operations import hub
from desktop.ui import outcomes, plain, theme, words
from desktop.ui.controls import EmptyState, NextStep, button, row_of
from desktop.ui.models import Face, RowsModel, joined
from desktop.ui.outcomes import Group
from desktop.ui.reason import ReasonCard
from desktop.ui.row_list import RowsList
from desktop.ui.tab_views import carded, tab_view

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.operations.imports import BundleOutcome
    from desktop.ui.models import ChipTone

_MOST_NAMES: Final = 6
_NEEDS_APPROVAL: Final = (UnknownDevice.slug, WaitingForApproval.slug)
"""What goes on by itself once the laptop is approved on the page of volunteers."""


class FoundView(QWidget):
    """What taking files in would bring, by sender, and the decision.

    Signals:
        take_in_wanted: take these in.
        put_back_wanted: not now.
    """

    take_in_wanted = Signal()
    put_back_wanted = Signal()

    def __init__(self, *, theme: theme.Theme) -> None:
        super().__init__()
        self.model = RowsModel(self._face, parent=self)
        self.rows = RowsList(
            self.model, theme=theme, name=self.tr("What was found"), opens=False, fits=True
        )
        self.summary = plain.label(style="heading")
        self.take_in = button(self.tr("Take these in"), look="primary")
        self.put_back = button(self.tr("Not now"), look="quiet")
        self.reason = ReasonCard()
        self._card = carded(self.rows)
        self._lay_out()
        self.take_in.clicked.connect(self.take_in_wanted)
        self.put_back.clicked.connect(self.put_back_wanted)
        self.rows.row_chosen.connect(self._explain)
        self.show_files((), is_looked_at=False)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        theme.spaced(layout, spacing=theme.MEDIUM)
        layout.addWidget(self.summary)
        layout.addLayout(row_of(self.take_in, self.put_back, None))
        layout.addWidget(self._card)
        layout.addWidget(self.reason)

    def show_files(self, bundles: Sequence[BundleOutcome], *, is_looked_at: bool) -> None:
        """Show what these files hold; ``is_looked_at``: somebody asked to look, even if at none."""
        groups = outcomes.grouped(bundles)
        self.model.set_rows(groups)
        plain.set_text(self.summary, outcomes.found_text(bundles) if is_looked_at else "")
        brings = any(one.status != "already-imported" for one in bundles)
        self.take_in.setVisible(brings)
        self.put_back.setVisible(is_looked_at)
        self._card.setVisible(bool(groups))
        self.setVisible(is_looked_at)
        at_fault = [number for number, group in enumerate(groups) if group.slug]
        if at_fault:
            self.rows.choose(at_fault[0])
        else:
            self.reason.clear()

    def _explain(self) -> None:
        group = self.rows.chosen()
        if isinstance(group, Group) and group.slug:
            self.reason.show_reason(
                group.slug, otherwise=group.message, files=self._names(group.bundles)
            )
        else:
            self.reason.clear()

    def _names(self, bundles: Sequence[BundleOutcome]) -> str:
        names = [plain.isolated(_file_name(one.file)) for one in bundles[:_MOST_NAMES]]
        text = ", ".join(names)
        if len(bundles) > _MOST_NAMES:
            text += " …"
        return self.tr("Files: {names}").format(names=text)

    def _face(self, group: Group) -> Face:
        details = [outcomes.files_text(len(group.bundles))]
        if group.slug:
            details.append(words.known_fault(group.slug, otherwise=group.message).message)
        else:
            details.append(outcomes.counts_text(outcomes.figures_of(group.bundles)))
        return Face(
            title=group.who or self.tr("Sender not known"),
            details=joined(*details),
            chip=outcomes.outcome_text(group.status, is_expected=True),
            tone=outcomes.outcome_tone(group.status),
            icon="people" if group.who else "help",
        )


class AsideView(QWidget):
    """Files that could not be used yet, with the reason and the next step of the chosen one.

    Signals:
        volunteers_wanted: go to where laptops are approved.
    """

    volunteers_wanted = Signal()

    def __init__(self, *, theme: theme.Theme) -> None:
        super().__init__()
        self.model = RowsModel(self._face, parent=self)
        self.rows = RowsList(
            self.model, theme=theme, name=self.tr("Put aside"), opens=False, fits=True
        )
        self.about = plain.label(
            self.tr(
                "Files that could not be used as they came. Each is kept here as it was; "
                "choose one to see why, and what to do."
            ),
            style="muted",
        )
        self.nothing = EmptyState(
            icon="tick",
            text=self.tr("Nothing is put aside. Every file could be used."),
            theme=theme,
        )
        self.reason = ReasonCard()
        self._card = carded(self.rows)
        layout = QVBoxLayout(self)
        _bare(layout)
        layout.addWidget(
            tab_view(self.about, self.nothing, self._card, self.reason, fills=self.nothing)
        )
        self.rows.row_chosen.connect(self._explain)
        self.show_rows(())

    def show_rows(self, rows: Sequence[hub.QuarantineRow]) -> None:
        """Show these files."""
        self.model.set_rows(rows)
        self.about.setVisible(bool(rows))
        self._card.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self.rows.choose_first()
        self._explain()

    def _explain(self) -> None:
        row = self.rows.chosen()
        if not isinstance(row, hub.QuarantineRow):
            self.reason.clear()
            return
        step = None
        if row.slug in _NEEDS_APPROVAL:
            step = NextStep(
                text=self.tr("Go to Volunteers to compare the words"),
                go=self.volunteers_wanted.emit,
            )
        self.reason.show_reason(
            row.slug,
            otherwise=row.message,
            files=self.tr("File: {name}").format(name=plain.isolated(_file_name(row.file))),
            step=step,
        )

    def _face(self, row: hub.QuarantineRow) -> Face:
        return Face(
            title=words.known_fault(row.slug, otherwise=row.message).message,
            details=joined(
                row.sender or self.tr("Sender not known"), words.short_time_text(row.at)
            ),
            chip=outcomes.outcome_text(row.status),
            tone=outcomes.outcome_tone(row.status),
            icon="alert" if row.status == "quarantined" else "clock",
        )


class TakenInView(QWidget):
    """What was taken in, each as one import that can be undone, or done again.

    Signals:
        undo_wanted: undo the chosen one, or show its records again; carries the row.
    """

    undo_wanted = Signal(object)

    def __init__(self, *, theme: theme.Theme) -> None:
        super().__init__()
        self.model = RowsModel(self._face, parent=self)
        self.rows = RowsList(
            self.model, theme=theme, name=self.tr("What was taken in"), opens=False, fits=True
        )
        self.about = plain.label(
            self.tr("An import can be undone as a whole: its records are hidden, not erased."),
            style="muted",
        )
        self.nothing = EmptyState(
            icon="inbox",
            text=self.tr("Nothing has been taken in yet. What you take in is listed here."),
            theme=theme,
        )
        self.undo = button(self.tr("Undo this import…"))
        self._head = QWidget()
        head = row_of(self.about, self.undo)
        head.setStretch(0, 1)
        self._head.setLayout(head)
        self._card = carded(self.rows)
        layout = QVBoxLayout(self)
        _bare(layout)
        layout.addWidget(tab_view(self._head, self.nothing, self._card, fills=self.nothing))
        self.rows.row_chosen.connect(self._offer_undo)
        self.undo.clicked.connect(self._ask)
        self.show_rows(())

    def show_rows(self, rows: Sequence[hub.ImportRow]) -> None:
        """Show these imports."""
        known = {row.id for row in self.model.rows}
        self.rows.show_again(rows, key=lambda row: row.id)
        if rows and rows[0].id not in known:
            self.rows.choose(0)  # what was taken in just now is what somebody may want to undo
        self._head.setVisible(bool(rows))
        self._card.setVisible(bool(rows))
        self.nothing.setVisible(not rows)

    def _offer_undo(self) -> None:
        row = self.rows.chosen()
        self.undo.setEnabled(isinstance(row, hub.ImportRow))
        text = self.tr("Undo this import…")
        if isinstance(row, hub.ImportRow):
            text = self._undo_text(row)
        self.undo.setText(plain.button_text(text))
        self.undo.setAccessibleName(plain.one_line(text))

    def _undo_text(self, row: hub.ImportRow) -> str:
        if row.unfinished:
            return self.tr("Finish showing them") if row.hidden else self.tr("Finish undoing it")
        return self.tr("Show these records again") if row.hidden else self.tr("Undo this import…")

    def _ask(self) -> None:
        row = self.rows.chosen()
        if isinstance(row, hub.ImportRow):
            self.undo_wanted.emit(row)

    def _face(self, row: hub.ImportRow) -> Face:
        chip, tone = self._state(row)
        return Face(
            title=words.short_time_text(row.at),
            details=joined(
                row.person,
                outcomes.files_text(row.bundles),
                outcomes.records_text(row.records),
            ),
            chip=chip,
            tone=tone,
            icon="undo" if row.hidden else "inbox",
        )

    def _state(self, row: hub.ImportRow) -> tuple[str, ChipTone]:
        if row.unfinished:
            return self.tr("Half undone"), "warn"
        return (self.tr("Undone"), "calm") if row.hidden else (self.tr("In use"), "good")


def _bare(layout: QVBoxLayout) -> None:
    """Give a view no margins of its own: what it holds has them."""
    theme.spaced(layout, spacing=0)


def _file_name(file: str) -> str:
    return plain.shortened(Path(file).name, most=40)
