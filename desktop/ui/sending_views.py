# SPDX-License-Identifier: Apache-2.0
"""The parts of the page of sending: what is on its way, the ways to send, receipts, the words.

Each view shows rows and says what the person chose. None of them calls an operation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.operations import sending
from desktop.ui import outcomes, plain, theme, words
from desktop.ui.controls import Card, Chip, EmptyState, button, row_of
from desktop.ui.models import Face, RowsModel, joined
from desktop.ui.reason import ReasonCard
from desktop.ui.record_text import kind_icon, kind_title, title_text
from desktop.ui.row_list import RowsList
from desktop.ui.tab_views import carded
from desktop.wording import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.errors import AlongsideError

STATES: Final = {
    "draft": QT_TRANSLATE_NOOP(
        "sending", "You are still writing it. Nobody else can see it, and it is not sent."
    ),
    "sealed": QT_TRANSLATE_NOOP(
        "sending", "It is finished and safe here, and nowhere else yet. Send it when you can."
    ),
    "handed-over": QT_TRANSLATE_NOOP(
        "sending",
        "It lies where the hub fetches it, or on a stick. The hub has not said yet that it has it.",
    ),
    "received": QT_TRANSLATE_NOOP(
        "sending", "The hub has it: its signed receipt for it is here. You have nothing to do."
    ),
    "read": QT_TRANSLATE_NOOP(
        "sending", "Somebody at the hub has opened and read it. Their name stands on the record."
    ),
}
_HUB_STATES: Final = {
    "sealed": QT_TRANSLATE_NOOP("sending", "It was written here and is not sent yet."),
    "handed-over": QT_TRANSLATE_NOOP(
        "sending", "It lies where the volunteer’s laptop fetches it. It has not said yet it has it."
    ),
}


def state_about(state: str, *, at_hub: bool) -> str:
    """Return what a state means, in a sentence or two; empty for one that needs more words."""
    wording = _HUB_STATES.get(state) if at_hub else None
    return words.translated("sending", wording or STATES.get(state, ""))


class OutboxView(QWidget):
    """What is finished and has no receipt yet; below it what the chosen one's state means."""

    def __init__(self, *, theme: theme.Theme, at_hub: bool) -> None:
        super().__init__()
        self._at_hub = at_hub
        self.model = RowsModel(self._face, parent=self)
        self.rows = RowsList(
            self.model, theme=theme, name=self.tr("What is on its way"), opens=False, fits=True
        )
        self.about = plain.label(
            self.tr("What is finished and has no receipt from the other side yet."), style="muted"
        )
        self.nothing = EmptyState(
            icon="tick",
            text=self.tr("Nothing waits here: everything that is finished has a receipt."),
            theme=theme,
        )
        self.reason = ReasonCard()
        self._card = carded(self.rows)
        self.states = StatesView()
        # The words are those of a volunteer's record; the hub's own need no explaining.
        _stacked(self, self.about, self.nothing, self._card, self.reason, self.states)
        self.states.setHidden(at_hub)
        self.rows.row_chosen.connect(self._explain)
        self.show_rows(())

    def show_rows(self, rows: Sequence[sending.OutboxRow]) -> None:
        """Show these, with the first that needs attention chosen."""
        self.model.set_rows(rows)
        self.about.setVisible(bool(rows))
        self._card.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        marked = [number for number, row in enumerate(rows) if row.state == "needs-attention"]
        if marked:
            self.rows.choose(marked[0])
        self._explain()

    def _explain(self) -> None:
        row = self.rows.chosen()
        if not isinstance(row, sending.OutboxRow):
            self.reason.clear()
        elif row.slug:
            self.reason.show_reason(row.slug, otherwise=row.advice or "")
        else:
            state = words.state_text(row.state, at_hub=self._at_hub)
            self.reason.show_text(state, state_about(row.state, at_hub=self._at_hub))

    def _face(self, row: sending.OutboxRow) -> Face:
        return Face(
            title=row.family_name or title_text(row.title),
            details=joined(
                kind_title(row.kind),
                title_text(row.title) if row.family_name else "",
                words.short_time_text(row.since),
            ),
            chip=words.state_text(row.state, at_hub=self._at_hub),
            tone=words.state_tone(row.state, at_hub=self._at_hub),
            icon=kind_icon(row.kind),
        )


class WaysView(QWidget):
    """The ways to send; below them what went wrong with the chosen one.

    Signals:
        add_wanted: add a folder.
        remove_wanted: stop using the chosen one; carries the row.
    """

    add_wanted = Signal()
    remove_wanted = Signal(object)

    def __init__(self, *, theme: theme.Theme) -> None:
        super().__init__()
        self._problems: dict[str, AlongsideError] = {}
        self.model = RowsModel(self._face, parent=self)
        self.rows = RowsList(
            self.model, theme=theme, name=self.tr("Ways to send"), opens=False, fits=True
        )
        self.about = plain.label(
            self.tr("A folder that both you and the other side can reach, or a stick."),
            style="muted",
        )
        self.nothing = EmptyState(
            icon="folder",
            text=self.tr(
                "There is no way to send yet. Add a shared folder, or save to a file or stick."
            ),
            theme=theme,
        )
        self.add = button(self.tr("Add a folder…"))
        self.remove = button(self.tr("Stop using it…"))
        self.reason = ReasonCard()
        self._card = carded(self.rows)
        buttons = QWidget()
        buttons.setLayout(row_of(self.add, self.remove, None))
        _stacked(self, self.about, self.nothing, self._card, buttons, self.reason)
        self.add.clicked.connect(self.add_wanted)
        self.remove.clicked.connect(self._ask)
        self.rows.row_chosen.connect(self._show_chosen)
        self.show_rows(())

    def note_problems(self, problems: Mapping[str, AlongsideError]) -> None:
        """Remember which ways did not work the last time; shown with the next rows."""
        self._problems = dict(problems)

    def show_rows(self, rows: Sequence[sending.CarrierRow]) -> None:
        """Show these ways, with the first that did not work chosen."""
        self.model.set_rows(rows)
        self._card.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self.remove.setVisible(bool(rows))
        marked = [number for number, row in enumerate(rows) if row.url in self._problems]
        if marked:
            self.rows.choose(marked[0])
        self._show_chosen()

    def _show_chosen(self) -> None:
        row = self.rows.chosen()
        self.remove.setEnabled(isinstance(row, sending.CarrierRow))
        problem = self._problems.get(row.url) if isinstance(row, sending.CarrierRow) else None
        if problem is None:
            self.reason.clear()
            return
        text = words.fault_text(problem)
        self.reason.show_text(text.message, f"{text.safe} {text.advice}".strip())

    def _ask(self) -> None:
        row = self.rows.chosen()
        if isinstance(row, sending.CarrierRow):
            self.remove_wanted.emit(row)

    def _face(self, row: sending.CarrierRow) -> Face:
        is_away = row.url in self._problems
        return Face(
            title=row.label,
            details=self.tr("Added {time}").format(time=words.short_time_text(row.added_at)),
            chip=self.tr("Did not work") if is_away else "",
            tone="bad" if is_away else "calm",
            icon="folder",
        )


class ReceiptsView(QWidget):
    """What the other side says it has received."""

    def __init__(self, *, theme: theme.Theme) -> None:
        super().__init__()
        self.model = RowsModel(self._face, parent=self)
        self.rows = RowsList(
            self.model, theme=theme, name=self.tr("Receipts"), opens=False, fits=True
        )
        self.about = plain.label(
            self.tr("What the other side says it has received, signed by it."), style="muted"
        )
        self.nothing = EmptyState(
            icon="receipt",
            text=self.tr("There are no receipts yet. The first comes back after you have sent."),
            theme=theme,
        )
        self.reason = ReasonCard()
        self._card = carded(self.rows)
        _stacked(self, self.about, self.nothing, self._card, self.reason)
        self.rows.row_chosen.connect(self._explain)
        self.show_rows(())

    def show_rows(self, rows: Sequence[sending.ReceiptRow]) -> None:
        """Show these receipts."""
        self.model.set_rows(rows)
        self.about.setVisible(bool(rows))
        self._card.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self._explain()

    def _explain(self) -> None:
        row = self.rows.chosen()
        if isinstance(row, sending.ReceiptRow) and row.slug:
            self.reason.show_reason(row.slug)
        else:
            self.reason.clear()

    def _face(self, row: sending.ReceiptRow) -> Face:
        return Face(
            title=words.short_time_text(row.at),
            details=joined(
                self.tr("File {n}").format(n=row.seq),
                outcomes.records_text(row.records),
            ),
            chip=outcomes.receipt_text(row.status),
            tone=outcomes.receipt_tone(row.status),
            icon="receipt",
        )


class StatesView(QWidget):
    """The five states of a record, in the order in which it goes through them, folded away."""

    def __init__(self) -> None:
        super().__init__()
        self.fold = button(self.tr("What do these words mean?"), look="quiet")
        self.fold.setCheckable(True)
        self.card = Card()
        for state in STATES:
            chip = Chip()
            chip.show_state(words.state_text(state), words.state_tone(state))
            self.card.add(chip, plain.label(state_about(state, at_hub=False)))
            self.card.content.addSpacing(theme.SMALL)
        holder = QWidget()
        holder.setLayout(row_of(self.fold, None))
        _stacked(self, holder, self.card)
        self.card.hide()
        self.fold.toggled.connect(self.card.setVisible)


def _stacked(view: QWidget, *parts: QWidget) -> None:
    layout = QVBoxLayout(view)
    theme.spaced(layout, spacing=theme.MEDIUM)
    for part in parts:
        layout.addWidget(part)
