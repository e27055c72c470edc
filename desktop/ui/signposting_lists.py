# SPDX-License-Identifier: Apache-2.0
"""The page of signposting lists, with the hand-out of each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.operations import records
from desktop.records.fields import MAX_ITEMS
from desktop.reports import handouts
from desktop.ui import paper, plain, record_text, theme, words
from desktop.ui.controls import Chip, button, row_of
from desktop.ui.facts import Facts
from desktop.ui.handout import HandoutView
from desktop.ui.record_list import RecordsWording
from desktop.ui.record_reader import Reading, RecordReader
from desktop.ui.records_page import RecordsPage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QPushButton

    from desktop.operations.workspaces import Workspace
    from desktop.records.form import FormField
    from desktop.ui.models import ChipTone
    from desktop.ui.prompts import Prompts
    from desktop.ui.tasks import Runner
    from desktop.ui.theme import Theme

KIND: Final = "signposting-list"
SERVICES: Final = "services"
TONES: Final[Mapping[str, ChipTone]] = {
    "attended": "good",
    "helped": "good",
    "not-helped": "warn",
    "did-not-go": "warn",
}
"""How what came of a service is shown; the first steps on the way are calm."""


def wording() -> RecordsWording:
    """Return what the page says."""
    say = QCoreApplication.translate
    return RecordsWording(
        title=say("SignpostingLists", "Signposting"),
        about=say("SignpostingLists", "Lists of local services, made for one family each."),
        new=say("SignpostingLists", "Make a list"),
        new_title=say("SignpostingLists", "New signposting list"),
        empty=say(
            "SignpostingLists",
            "No lists yet. Press “Make a list” to put services together for a family, "
            "and come back later to say what came of it.",
        ),
        finish=say("SignpostingLists", "Finish this list"),
        finished=say(
            "SignpostingLists", "The list is finished. It is on this laptop until it is sent."
        ),
        icon="signpost",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ListReading(Reading):
    """A list, ready to be shown.

    Attributes:
        private: names that must not be on a hand-out.
    """

    private: tuple[str, ...]


def _service(fields: Sequence[FormField], service: Mapping[str, object]) -> QWidget:
    """Return one service to be read: its name, what came of it, and its particulars."""
    shown = QWidget()
    column = QVBoxLayout(shown)
    theme.spaced(column, spacing=theme.TIGHT)
    name, chip, facts = plain.label(style="strong"), Chip(), Facts()
    top = row_of(name, chip, spacing=theme.MEDIUM)
    top.setStretch(0, 1)
    column.addLayout(top)
    column.addWidget(facts)
    for field in fields:
        for line in record_text.lines_of((field,), service, families={}):
            if field.name == "name":
                plain.set_text(name, plain.isolated(line.text))
            elif field.name == "outcome":
                chip.show_state(line.text, TONES.get(str(service.get(field.name)), "calm"))
            else:
                facts.add(line.label, line.text)
    return shown


class ListReader(RecordReader):
    """A list on the screen.

    Signals:
        handout_requested: show it as a family would get it.
    """

    handout_requested = Signal()

    def own_actions(self) -> tuple[QPushButton, ...]:
        """Return the button that leads to the hand-out."""
        self.handout = button(self.tr("Hand-out…"), look="primary")
        self.handout.clicked.connect(self.handout_requested)
        return (self.handout,)

    def add_content(self, reading: Reading) -> None:
        """Add each service with what came of it, then the rest."""
        body = reading.detail.revision.body
        for field in reading.fields:
            services = body.get(field.name)
            if field.name == SERVICES and isinstance(services, list | tuple) and services:
                card = self._add_card(words.translated("records", field.section or field.label))
                card.content.setSpacing(theme.LARGE)
                for service in services[:MAX_ITEMS]:
                    if isinstance(service, dict):
                        card.add(_service(field.fields, service))
        others = tuple(field for field in reading.fields if field.name != SERVICES)
        self.add_fields(replace(reading, fields=others), reading.detail.revision)

    def show_record(self, reading: Reading) -> None:
        """Show a list; a hand-out is made of one that is agreed on and holds."""
        super().show_record(reading)
        detail = reading.detail
        is_withdrawn = detail.revision.body.get("withdrawn") is True
        self.handout.setVisible(len(detail.heads) == 1 and not is_withdrawn)


class SignpostingPage(RecordsPage):
    """Lists of services for a family."""

    def __init__(
        self, *, workspace: Workspace, runner: Runner, prompts: Prompts, theme: Theme
    ) -> None:
        super().__init__(
            kind=KIND,
            wording=wording(),
            workspace=workspace,
            runner=runner,
            prompts=prompts,
            theme=theme,
        )
        self.handout = HandoutView(theme=theme)
        self.views.addWidget(self.handout)
        self.handout.close_requested.connect(self._close_handout)
        self.handout.print_requested.connect(self._print)
        self.handout.pdf_requested.connect(self._save_pdf)
        self.handout.text_requested.connect(self._save_text)

    def where(self) -> dict[str, object]:
        """Return which list is open; its hand-out is a press away."""
        shown = self.reader.shown
        if self._shows_handout() and shown is not None:
            return {"view": "reading", "record": shown.detail.record}
        return super().where()

    def empty(self) -> None:
        """Hold nothing of what people wrote."""
        super().empty()
        self.handout.empty()

    def show_list(self) -> None:
        """Go back to the list of lists."""
        self.handout.empty()
        super().show_list()

    def _make_reader(self) -> RecordReader:
        reader = ListReader(can_write=self._can_write, at_hub=self._at_hub)
        reader.handout_requested.connect(self._show_handout)
        return reader

    def _read(self, record: str, *, mark: bool) -> Reading:
        reading = super()._read(record, mark=mark)
        private = {self.workspace.person.name}
        private.update(revision.author_name for revision in reading.detail.history)
        for family in reading.families:
            private.update(_names_of(records.show(self.workspace, family).revision.body))
        return ListReading(
            detail=reading.detail,
            fields=reading.fields,
            families=reading.families,
            side=reading.side,
            private=tuple(sorted(private)),
        )

    def _shows_handout(self) -> bool:
        return self.views.currentWidget() is self.handout

    def _show_handout(self) -> None:
        reading = self.reader.shown
        if not isinstance(reading, ListReading):
            return
        body = reading.detail.revision.body
        self.banner.clear()
        self.views.setCurrentWidget(self.handout)
        self.handout.show_handout(
            handouts.handout(
                body,
                label=self.workspace.programme.neutral_label,
                made_on=words.iso_day_text(str(body.get("made_on") or "")),
                private=reading.private,
                say=words.translated,
            )
        )

    def _close_handout(self) -> None:
        self.banner.clear()
        self.handout.empty()
        self.views.setCurrentWidget(self.reader)
        self.reader.back.setFocus()

    def _print(self) -> None:
        sheet, is_large = self.handout.sheet, self.handout.large.isChecked()
        if sheet is None:
            return
        outcome = self.prompts.print_pages(
            self,
            title=words.translated("handouts", handouts.TITLE),
            draw=lambda device: paper.draw_pages(sheet, device, large=is_large),
        )
        if outcome == "printed":
            self.banner.show_note(self.tr("The hand-out was sent to the printer."))
        elif outcome == "refused":
            self.banner.show_note(
                self.tr("The printer did not take it."),
                self.tr("Look whether it is switched on and has paper, and try once more."),
                tone="warn",
            )
        elif outcome == "no-printer":
            self.banner.show_note(
                self.tr("This computer has no printer."),
                self.tr("Save the hand-out as a PDF on a stick, and print it elsewhere."),
                tone="warn",
            )
            self.handout.pdf.setFocus()

    def _save_pdf(self) -> None:
        sheet, is_large = self.handout.sheet, self.handout.large.isChecked()
        path = self._ask_place("local-services.pdf", self.tr("PDF (*.pdf)"))
        if sheet is not None and path is not None:
            title = words.translated("handouts", handouts.TITLE)
            self._save(lambda: paper.save_pdf(sheet, path, title=title, large=is_large))

    def _save_text(self) -> None:
        sheet = self.handout.sheet
        path = self._ask_place("local-services.txt", self.tr("Plain text (*.txt)"))
        if sheet is not None and path is not None:
            self._save(lambda: paper.save_text(sheet, path))

    def _ask_place(self, name: str, kinds: str) -> Path | None:
        return self.prompts.save_file(
            self, title=self.tr("Save the hand-out"), name=name, kinds=kinds
        )

    def _save(self, work: Callable[[], None]) -> None:
        self.banner.clear()
        self.run(
            work,
            lambda _none: self.banner.show_note(self.tr("The hand-out is saved.")),
            busy=(self.handout.pdf, self.handout.text),
        )


def _names_of(family: Mapping[str, object]) -> Iterator[str]:
    """Yield what a family, and everybody in it, is called."""
    people = family.get("people")
    yield str(family.get("known_as") or "")
    for person in people if isinstance(people, list | tuple) else ():
        if isinstance(person, dict):
            yield str(person.get("called") or "")
