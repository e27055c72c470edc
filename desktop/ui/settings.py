# SPDX-License-Identifier: Apache-2.0
"""The page of settings: how it looks, when it locks, the passphrase, the recovery sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import __version__, config
from desktop.operations import backups, desk, naming, workspaces
from desktop.ui import plain, theme, words
from desktop.ui.chosen import COLOURS, MINUTES, ZOOM, ChosenSettings
from desktop.ui.controls import Card, row_of, scrolled
from desktop.ui.copies_card import CopiesCard
from desktop.ui.fields import ChoiceBox, LineBox
from desktop.ui.name_card import NameCard
from desktop.ui.page import COPIES, Page
from desktop.ui.passphrase_change import NewSheet, PassphraseChange
from desktop.ui.theme import ZOOMS

if TYPE_CHECKING:
    from desktop.config import SettingValue
    from desktop.errors import AlongsideError
    from desktop.operations.workspaces import Workspace
    from desktop.ui.page import Target
    from desktop.ui.passphrase_change import OpeningCard
    from desktop.ui.prompts import Prompts
    from desktop.ui.tasks import Runner


class SettingsPage(Page):
    """What a person may choose. A choice holds at once; there is nothing to save."""

    def __init__(
        self,
        *,
        workspace: Workspace,
        runner: Runner,
        prompts: Prompts,
        theme: theme.Theme,
    ) -> None:
        super().__init__(
            title=self.tr("Settings"),
            workspace=workspace,
            runner=runner,
            prompts=prompts,
            theme=theme,
        )
        self.chosen = ChosenSettings.of_program(runner=runner, parent=self)
        self.boxes: dict[str, ChoiceBox] = {}
        self.passphrase = PassphraseChange(runner=runner)
        self.sheet = NewSheet(prompts=prompts, runner=runner)
        self.name = NameCard()
        self.copies = CopiesCard()
        self.folder = LineBox()
        self._put_together()
        self._connect()
        for name in self.boxes:
            self._show(name)

    def _put_together(self) -> None:
        self.body.addWidget(
            plain.label(
                self.tr("What you choose here holds at once; there is nothing to save."),
                style="muted",
            )
        )
        column = QWidget()
        layout = QVBoxLayout(column)
        theme.spaced(layout, spacing=theme.LARGE)
        for card in (
            self._looks(),
            self._locking(),
            self.copies,
            self.name,
            self.passphrase,
            self.sheet,
            self._about(),
        ):
            layout.addWidget(card)
        layout.addStretch(1)
        self._area = scrolled(column)
        self.body.addWidget(self._area, 1)

    def _connect(self) -> None:
        self.chosen.changed.connect(self._show)
        self.chosen.not_saved.connect(self.banner.show_fault)
        self.passphrase.change_requested.connect(self._change_passphrase)
        self.sheet.sheet_requested.connect(self._make_sheet)
        self.sheet.finished.connect(self._sheet_finished)
        self.name.name_wanted.connect(self._give_name)
        self.copies.save_wanted.connect(self._save_copy)

    def refresh(self) -> None:
        """Show the name that the workspace has, and how its safety copies stand."""
        workspace = self.workspace

        def look() -> tuple[str, backups.BackupStatus]:
            return naming.name_of(workspace.folder), backups.status(workspace)

        def show(found: tuple[str, backups.BackupStatus]) -> None:
            name, status = found
            self.name.show_name(name)
            self.copies.show_status(status)

        self.load(look, show)

    def show_target(self, target: Target) -> None:
        """Go to the safety copies."""
        if target.kind == COPIES:
            self.copies.save.setFocus()
            # Not before the page, which may have been made just now, is laid out.
            QTimer.singleShot(0, self, self._bring_copies_into_sight)

    def _bring_copies_into_sight(self) -> None:
        for part in (self.copies, self.copies.save):
            self._area.ensureWidgetVisible(part)

    def _looks(self) -> Card:
        card = Card(self.tr("How it looks"))
        self._add(card, ZOOM, [(size, self._size_text(size)) for size in ZOOMS])
        declared = config.setting(COLOURS)
        self._add(
            card,
            COLOURS,
            [(value, words.translated("config", text)) for value, text in declared.choices],
        )
        return card

    def _locking(self) -> Card:
        card = Card(self.tr("Locking"))
        declared = config.setting(MINUTES)
        minutes = range(declared.minimum, declared.maximum + 1)
        self._add(card, MINUTES, [(count, self._minutes_text(count)) for count in minutes])
        card.add(
            plain.label(
                self.tr("It also locks when the computer sleeps and when its screen is locked."),
                style="small",
            )
        )
        return card

    def _about(self) -> Card:
        card = Card(self.tr("About"))
        self.folder.setReadOnly(True)
        self.folder.setText(plain.one_line(str(self.workspace.folder)))
        self.folder.setCursorPosition(0)
        card.add(
            plain.selectable(plain.label(self.tr("Alongside, version {n}").format(n=__version__))),
            plain.label(
                self.tr(
                    "Free software under the Apache License 2.0. It comes without any warranty."
                ),
                style="muted",
            ),
            plain.buddy_label(self.tr("Where your records are"), self.folder),
            self.folder,
            plain.label(
                self.tr(
                    "Everything in this folder is encrypted. Never move or change parts of it."
                ),
                style="small",
            ),
        )
        return card

    def _add(self, card: Card, name: str, choices: list[tuple[SettingValue, str]]) -> None:
        declared = config.setting(name)
        box = ChoiceBox()
        # Few and short: all of them are shown in full, at any size of text.
        box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToContents)
        for value, text in choices:
            box.addItem(plain.shortened(text), value)
        box.currentIndexChanged.connect(lambda _index: self._choose(name))
        card.content.addSpacing(theme.SMALL)
        card.add(plain.buddy_label(words.translated("config", declared.label), box))
        card.content.addLayout(row_of(box, None))
        card.add(plain.label(words.translated("config", declared.help), style="small"))
        plain.set_tooltip(box, words.translated("config", declared.help))
        self.boxes[name] = box

    def _size_text(self, size: int) -> str:
        return self.tr("{n} %").format(n=size)

    def _minutes_text(self, count: int) -> str:
        return words.count_text(
            count,
            one=self.tr("1 minute"),
            many=QCoreApplication.translate("SettingsPage", "%n minutes", None, count),
        )

    def _choose(self, name: str) -> None:
        self.chosen.choose(name, self.boxes[name].currentData())

    def _show(self, name: str) -> None:
        """Show what is chosen, without telling anybody."""
        box, value = self.boxes[name], self.chosen.value(name)
        was_blocked = box.blockSignals(True)
        if box.findData(value) < 0:  # a size between our steps, from the file
            box.addItem(self._size_text(self.chosen.zoom), value)
        box.setCurrentIndex(box.findData(value))
        box.blockSignals(was_blocked)

    def empty(self) -> None:
        """Hold nothing that was typed, and no code."""
        super().empty()
        self.passphrase.close_again()
        self.sheet.close_again()
        self.folder.clear()
        self.name.empty()
        self.copies.empty()

    def _save_copy(self, is_elsewhere: bool) -> None:
        folder = self.prompts.open_folder(self, title=self.tr("Where to save the safety copy"))
        if folder is None:
            return
        workspace = self.workspace
        self.run_long(
            lambda progress: backups.make(
                workspace, folder, elsewhere=is_elsewhere, progress=progress
            ),
            self._copy_saved,
            text=self.tr("Making a safety copy…"),
            busy=(self.copies.save, self.copies.elsewhere),
        )

    def _copy_saved(self, made: backups.BackupMade) -> None:
        self.refresh()
        self.changed.emit()
        detail = self.tr("It was read back once, and everything is in it. Keep it somewhere else.")
        if not made.away:
            detail = self.tr(
                "It was read back once, and everything is in it. But it is on the same disk as "
                "your records, so it does not help when this computer is lost."
            )
        self.banner.show_note(
            self.tr("The safety copy is saved as {file}.").format(
                file=plain.isolated(made.file.name)
            ),
            detail,
            tone="good" if made.away else "warn",
        )

    def _give_name(self, typed: str) -> None:
        workspace = self.workspace
        self.banner.clear()

        def work() -> str | None:
            if naming.names_a_family(workspace, typed):
                return None
            return naming.give_name(workspace, typed)

        self.run(work, self._name_given, busy=(self.name.use, self.name.line))

    def _name_given(self, name: str | None) -> None:
        if name is None:
            self.name.show_family_found()
            return
        self.name.line.setText(name)
        self.name.show_name(name)
        self.banner.show_note(
            self.tr("This workspace has a new name."),
            self.tr("You see it when you unlock next time."),
        )

    def _change_passphrase(self) -> None:
        workspace, card = self.workspace, self.passphrase
        current, new = card.current.text(), card.choice.passphrase()
        self.banner.clear()
        self.run(
            lambda: workspaces.change_passphrase(workspace, current=current, new=new),
            lambda _none: self._passphrase_changed(),
            failed=lambda error: self._refused(card, error),
            busy=(card.area,),
        )

    def _passphrase_changed(self) -> None:
        self.passphrase.close_again()
        self.passphrase.begin.setFocus()
        self.banner.show_note(
            self.tr("Your passphrase is changed."),
            self.tr("Use the new one from now on. Your recovery sheet is still good."),
        )

    def _make_sheet(self) -> None:
        workspace, card = self.workspace, self.sheet
        passphrase = card.current.text()
        self.banner.clear()

        def make() -> str:
            workspaces.require_passphrase(workspace, passphrase)
            # First: should the computer sleep now, the old sheet is no good and nobody saw this.
            desk.note_sheet(workspace, is_due=True)
            return workspaces.new_recovery_code(workspace, passphrase=passphrase)

        self.run(
            make,
            card.show_code,
            failed=lambda error: self._refused(card, error),
            busy=(card.area,),
        )

    def _sheet_finished(self) -> None:
        workspace = self.workspace
        self.run(lambda: desk.note_sheet(workspace, is_due=False), lambda _none: None)
        self.banner.show_note(
            self.tr("Your new recovery sheet is ready."),
            self.tr("Destroy the old one: it no longer opens anything."),
        )

    def _refused(self, card: OpeningCard, error: AlongsideError) -> None:
        self.banner.show_fault(error)
        card.ask_again()
