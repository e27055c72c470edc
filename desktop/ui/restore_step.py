# SPDX-License-Identifier: Apache-2.0
"""Restoring a workspace from a safety copy: which file, what opens it, where it goes.

Loaded when somebody wants it. Nothing that is there already is ever touched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from desktop.operations import backups
from desktop.operations.progress import Progress
from desktop.ui import places, plain, theme, words
from desktop.ui.controls import Card, ProgressStrip, button, row_of
from desktop.ui.fields import LineBox
from desktop.ui.flow import FlowLayout
from desktop.ui.passphrase import SecretLine

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.errors import AlongsideError
    from desktop.ui.prompts import Prompts
    from desktop.ui.tasks import Runner, Task


class RestoreStep(Card):
    """One page: the copy, the passphrase or the recovery code of that time, and the place.

    Signals:
        restored: a workspace is there; carries a :class:`~desktop.operations.backups.Restored`.
        failed: nothing was restored; carries the fault.
        begun: something was pressed, so that an older message no longer holds.
    """

    restored = Signal(object)
    failed = Signal(object)
    begun = Signal()

    def __init__(self, *, home: Path, runner: Runner, prompts: Prompts) -> None:
        super().__init__(self.tr("Restore from a safety copy"))
        self._home = home
        self._runner = runner
        self._prompts = prompts
        self._file: Path | None = None
        self._folder: Path | None = None
        self._task: Task | None = None
        self.choose = button(self.tr("Choose the safety copy…"))
        self.about = plain.label(style="muted")
        self.secret = SecretLine(name=self.tr("Passphrase of that time"))
        self.code = LineBox()
        self.use_code = button("", look="quiet")
        self.place = plain.label(style="muted")
        self.elsewhere = button(self.tr("Put it somewhere else…"), look="quiet")
        self.progress = ProgressStrip()
        self.go = button(self.tr("Restore it"), look="primary")
        self.back = button(self.tr("Back"), look="quiet")
        self._with_passphrase: tuple[QWidget, ...] = (
            plain.buddy_label(self.tr("Passphrase of that time"), self.secret.line),
            self.secret,
        )
        self._with_code: tuple[QWidget, ...] = (
            plain.buddy_label(self.tr("The recovery code on your recovery sheet"), self.code),
            self.code,
        )
        self._has_code = False
        self._lay_out()
        self._connect()
        self.clear()

    def _lay_out(self) -> None:
        self.add(
            plain.label(
                self.tr(
                    "Everything in the copy is put into a new folder and counted. The workspace "
                    "that you have stays as it is."
                ),
                style="muted",
            )
        )
        self.content.addLayout(row_of(self.choose, None))
        self.add(self.about)
        self.add(*self._with_passphrase, *self._with_code)
        self.content.addLayout(row_of(self.use_code, None))
        self.add(self.place)
        self.content.addLayout(row_of(self.elsewhere, None))
        self.add(self.progress)
        buttons = QWidget()
        flow = FlowLayout(buttons, across=theme.SMALL)
        for one in (self.go, self.back):
            flow.addWidget(one)
        self.add(buttons)

    def _connect(self) -> None:
        self.choose.clicked.connect(self._choose_file)
        self.elsewhere.clicked.connect(self._choose_folder)
        self.use_code.clicked.connect(lambda: self._ask_for(code=not self._has_code))
        self.go.clicked.connect(self.restore)
        for line in (self.secret.line, self.code):
            line.textChanged.connect(lambda _text: self._offer())

    @property
    def is_busy(self) -> bool:
        """It is being restored."""
        return self._task is not None

    def clear(self) -> None:
        """Hold nothing, and stop what is under way."""
        if self._task is not None:
            self._task.cancel()
        self._end()
        self._file = self._folder = None
        self.secret.clear()
        self.code.clear()
        plain.set_text(self.about, "")
        self._ask_for(code=False)

    def show_file(self, file: Path) -> None:
        """Show what a safety copy says of itself."""
        self.begun.emit()
        self._runner.start(
            lambda: backups.look(file),
            owner=self,
            done=lambda view: self.show_view(file, view),
            failed=self.failed.emit,
        )

    def restore(self) -> None:
        """Restore what is chosen."""
        file, folder = self._file, self._folder
        if file is None or folder is None or not self.go.isEnabled():
            return
        passphrase = None if self._has_code else self.secret.text()
        code = self.code.text() if self._has_code else None
        progress = Progress()
        self.begun.emit()
        self._hold(True)
        self.progress.watch(progress, self.tr("Checking the safety copy…"))
        task = self._runner.start(
            lambda: backups.restore(
                file, folder, passphrase=passphrase, recovery_code=code, progress=progress
            ),
            owner=self,
            done=self._show_restored,
            failed=self._fail,
            progress=progress,
        )
        # Where tasks run at once it has ended by now.
        self._task = task if not self.progress.isHidden() else None

    def show_view(self, file: Path, view: backups.BackupView) -> None:
        """Show what a safety copy says of itself, and ask what opens it."""
        self._file = file
        self._folder = places.new_folder(self._home)
        say = QCoreApplication.translate
        count = words.count_text(
            view.records,
            one=say("copies", "1 record"),
            many=say("copies", "%n records", None, view.records),
        )
        whose = self.tr("a hub’s") if view.role == "hub" else self.tr("a volunteer’s")
        plain.set_text(
            self.about,
            self.tr("{file}: {whose} copy of {time}, with {count}.").format(
                file=plain.isolated(file.name),
                whose=whose,
                time=words.time_text(view.made),
                count=count,
            ),
        )
        self._show_place()
        self._ask_for(code=self._has_code)
        self._opener().setFocus()

    def _show_place(self) -> None:
        if self._folder is not None:
            plain.set_text(
                self.place,
                self.tr("It goes into a new folder: {folder}").format(
                    folder=plain.isolated(str(self._folder))
                ),
            )

    def _ask_for(self, *, code: bool) -> None:
        self._has_code = code
        is_known = self._file is not None
        for part in (*self._with_passphrase, *self._with_code, *self._asked()):
            is_other = part in (self._with_passphrase if code else self._with_code)
            part.setVisible(is_known and not is_other)
        text = (
            self.tr("Use the passphrase instead")
            if code
            else self.tr("I have forgotten that passphrase: use the recovery code")
        )
        self.use_code.setText(plain.button_text(text))
        self.use_code.setAccessibleName(plain.one_line(text))
        self._offer()
        if is_known:
            self._opener().setFocus()

    def _asked(self) -> tuple[QWidget, ...]:
        return (self.use_code, self.place, self.elsewhere)

    def _opener(self) -> QWidget:
        return self.code if self._has_code else self.secret

    def _offer(self) -> None:
        typed = self.code.text() if self._has_code else self.secret.text()
        self.go.setEnabled(self._file is not None and bool(typed.strip()) and not self.is_busy)

    def _hold(self, is_held: bool) -> None:
        opened = (*self._with_passphrase, *self._with_code, *self._asked())
        for part in (self.choose, *opened, self.back, self.go):
            part.setEnabled(not is_held)

    def _end(self) -> None:
        self._task = None
        self.progress.finish()
        self._hold(False)
        self._offer()

    def _show_restored(self, done: backups.Restored) -> None:
        self._end()
        self.restored.emit(done)

    def _fail(self, error: AlongsideError) -> None:
        self._end()
        self.failed.emit(error)
        self._opener().setFocus()

    def _choose_file(self) -> None:
        chosen = self._prompts.open_files(
            self,
            title=self.tr("The safety copy"),
            kinds=self.tr("Safety copies (backup-*.alongside);;All files (*)"),
        )
        if chosen:
            self.show_file(chosen[0])

    def _choose_folder(self) -> None:
        folder = self._prompts.open_folder(self, title=self.tr("A new, empty folder"))
        if folder is not None:
            self._folder = folder
            self._show_place()
