# SPDX-License-Identifier: Apache-2.0
"""The window that asks for the passphrase. It says nothing about what is inside."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal

from desktop.errors import DamagedWorkspace
from desktop.ui import plain, theme, words
from desktop.ui.controls import NextStep
from desktop.ui.unlock_frame import UnlockFrame
from desktop.ui.workspace_choice import (
    Found,
    find_workspace,
    find_workspaces,
    passphrase_file,
    spoken,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from desktop.errors import AlongsideError
    from desktop.operations.backups import Restored
    from desktop.operations.workspaces import Workspace
    from desktop.ui.prompts import Prompts
    from desktop.ui.recovery_step import RecoveryStep
    from desktop.ui.restore_step import RestoreStep
    from desktop.ui.tasks import Runner


def _open(folder: Path, passphrase: str) -> Workspace:
    # Loaded late: this window is painted before the operations are, which takes a moment.
    from desktop.operations import workspaces

    return workspaces.open_workspace(folder, passphrase)


def _recover(folder: Path, *, code: str, new_passphrase: str) -> Workspace:
    from desktop.operations import workspaces

    return workspaces.recover(folder, code=code, new_passphrase=new_passphrase)


def _practice_passphrase(folder: Path) -> str:
    from desktop.operations import files

    file = passphrase_file(folder)
    return files.read_first_line(file) if file is not None else ""


class UnlockScreen(UnlockFrame):
    """Choose a workspace and unlock it.

    Signals:
        unlocked: a workspace was opened; carries it.
        setup_requested: the person wants to set up another one.
        return_requested: go back to what could not be saved; carries the passphrase.
    """

    unlocked = Signal(object)
    setup_requested = Signal()
    return_requested = Signal(str)

    def __init__(
        self,
        *,
        home: Path,
        folder: Path | None,
        runner: Runner,
        prompts: Prompts,
        theme: theme.Theme,
    ) -> None:
        super().__init__(theme=theme)
        self._home = home
        self._wanted = folder
        self._recovery: RecoveryStep | None = None
        self._restoring: RestoreStep | None = None
        self._runner = runner
        self._prompts = prompts
        self._connect()
        if folder is not None:
            self.chooser.add(Found(folder=folder, label=spoken(folder.name)))
        self._fit()
        self._offer()

    def _connect(self) -> None:
        self.unlock.clicked.connect(self._unlock)
        self.secret.line.returnPressed.connect(self._unlock)
        self.secret.line.textChanged.connect(lambda _text: self._offer())
        self.chooser.chosen_changed.connect(self._chosen)
        self.practice.clicked.connect(self._fill_in)
        self.other.clicked.connect(self._choose_folder)
        self.forgotten.clicked.connect(self._show_recovery)
        self.setup.clicked.connect(self.setup_requested)
        self.restore.clicked.connect(lambda: self.show_restoring())
        self.go_back.clicked.connect(self._go_back)
        self.return_secret.line.returnPressed.connect(self._go_back)

    @property
    def recovery(self) -> RecoveryStep:
        """The way in without the passphrase, made when it is first asked for."""
        if self._recovery is None:
            # Loaded late: most days nobody needs it.
            from desktop.ui.recovery_step import RecoveryStep

            made = RecoveryStep(runner=self._runner)
            made.go.clicked.connect(self._recover)
            made.back.clicked.connect(self._show_unlock)
            made.edited.connect(self._offer)
            self.steps.addWidget(made)
            self._recovery = made
        return self._recovery

    @property
    def restoring(self) -> RestoreStep:
        """The way back from a safety copy, made when it is first asked for."""
        if self._restoring is None:
            # Loaded late: may nobody ever need it.
            from desktop.ui.restore_step import RestoreStep

            made = RestoreStep(home=self._home, runner=self._runner, prompts=self._prompts)
            made.begun.connect(self.banner.clear)
            made.failed.connect(self.banner.show_fault)
            made.restored.connect(self._restored)
            made.back.clicked.connect(self._leave_restoring)
            self.steps.addWidget(made)
            self._restoring = made
        return self._restoring

    def look_for_workspaces(self) -> None:
        """Look for workspaces in the background; this loads the rest of the program as well."""
        home, wanted = self._home, self._wanted

        def find() -> tuple[Found, ...]:
            found = find_workspaces(home)
            if wanted is None or any(one.folder == wanted for one in found):
                return found
            return (find_workspace(wanted), *found)

        self._runner.start(
            find,
            owner=self,
            done=self._show_found,
            failed=self.banner.show_fault,
        )

    def prepare(self, message: str = "") -> None:
        """Be ready for a passphrase, with nothing left of the last one.

        With a message the window is busy, for example with locking, and takes none yet.
        """
        self.secret.clear()
        for step in (self._recovery, self._restoring):
            if step is not None:
                step.clear()
        self.return_secret.clear()
        self.banner.clear()
        self._way_back.hide()
        self._be_busy("")
        self._show_unlock()
        plain.set_text(self.busy_text, message)
        self._show_parts(is_asking=not message)

    def show_unsaved(self, error: AlongsideError) -> None:
        """Say that the last words could not be saved, and offer the way back to them.

        The workspace is still open, but whoever stands there now may be somebody else.
        """
        self._show_parts(is_asking=False)
        self.busy.hide()
        self.banner.show_fault(error)
        self.return_secret.clear()
        self._way_back.show()
        self.return_secret.setFocus()

    def _go_back(self) -> None:
        if self.return_secret.text():
            self.return_requested.emit(self.return_secret.text())

    def folder(self) -> Path | None:
        """Return the workspace that is chosen."""
        return self.chooser.chosen()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back from the recovery code with Escape; Enter opens."""
        shown = self.steps.currentWidget()
        aside = next((one for one in (self._recovery, self._restoring) if one is shown), None)
        if event.key() == Qt.Key.Key_Escape and aside is not None:
            aside.back.click()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and aside is not None:
            aside.go.click()
        else:
            super().keyPressEvent(event)

    def _show_found(self, found: tuple[Found, ...]) -> None:
        for one in found:
            self.chooser.add(one)
        if self._wanted is not None:
            self.chooser.choose(self._wanted)
        elif not self.secret.text():
            # Not under the hands of somebody who is typing already.
            self.chooser.choose_last_used()
        self._offer()

    def _choose_folder(self) -> None:
        folder = self._prompts.open_folder(self, title=self.tr("The folder of a workspace"))
        if folder is not None:
            self.chooser.add(Found(folder=folder, label=spoken(folder.name)))
            self.chooser.choose(folder)
            self.secret.setFocus()

    def _chosen(self) -> None:
        self.banner.clear()
        self._offer()

    def _offer(self) -> None:
        folder = self.folder()
        self.unlock.setEnabled(folder is not None and bool(self.secret.text()))
        self.practice.setVisible(folder is not None and passphrase_file(folder) is not None)
        if self._recovery is not None:
            self._recovery.go.setEnabled(folder is not None and self._recovery.is_ready)

    def _show_unlock(self) -> None:
        self._show_parts(is_asking=True)
        self.steps.setCurrentIndex(0)
        self.secret.setFocus()

    def _show_recovery(self) -> None:
        self.banner.clear()
        self.recovery.choice.suggest()
        self.recovery.show_name(self.chooser.chosen_label())
        self._links.hide()
        self.steps.setCurrentWidget(self.recovery)
        self.recovery.code.setFocus()

    def show_restoring(self, file: Path | None = None) -> None:
        """Lead the way back from a safety copy; one that is known already is shown at once."""
        self.banner.clear()
        self._show_parts(is_asking=True)
        self._links.hide()
        step = self.restoring
        self.steps.setCurrentWidget(step)
        step.choose.setFocus()
        if file is not None:
            step.show_file(file)

    def _leave_restoring(self) -> None:
        self.restoring.clear()
        self.banner.clear()
        if self.chooser.count():
            self._show_unlock()
        else:
            self.setup_requested.emit()

    def _restored(self, done: Restored) -> None:
        self.restoring.clear()
        folder = done.workspace
        self.chooser.add(Found(folder=folder, label=spoken(folder.name)))
        self.chooser.choose(folder)
        self._show_unlock()
        message = words.count_text(
            done.records,
            one=self.tr("1 record is back."),
            many=QCoreApplication.translate(
                "UnlockScreen", "%n records are back.", None, done.records
            ),
        )
        detail = self.tr(
            "They are in {name}. Unlock it with the passphrase of that time. What your hub has "
            "and this copy has not, comes back when you send."
        )
        self.banner.show_note(message, detail.format(name=plain.isolated(spoken(folder.name))))

    def _fill_in(self) -> None:
        folder = self.folder()
        if folder is not None:
            self._runner.start(
                lambda: _practice_passphrase(folder),
                owner=self,
                done=self._filled_in,
                failed=self._failed,
            )

    def _filled_in(self, passphrase: str) -> None:
        self.secret.line.setText(passphrase)
        self.unlock.setFocus()

    def _unlock(self) -> None:
        folder, passphrase = self.folder(), self.secret.text()
        if folder is not None and passphrase:
            self._begin()
            self._runner.start(
                lambda: _open(folder, passphrase),
                owner=self,
                done=self._opened,
                failed=self._failed,
            )

    def _recover(self) -> None:
        step, folder = self.recovery, self.folder()
        code, new = step.code.text(), step.choice.passphrase()
        if folder is not None and step.choice.is_ready:
            self._begin()
            self._runner.start(
                lambda: _recover(folder, code=code, new_passphrase=new),
                owner=self,
                done=self._opened,
                failed=self._failed,
            )

    def _begin(self) -> None:
        self.banner.clear()
        text = self.tr("Unlocking…")
        self._be_busy(text)
        if self._recovery is not None:
            self._recovery.say(text)

    def _opened(self, workspace: Workspace) -> None:
        self.prepare()
        self.unlocked.emit(workspace)

    def _failed(self, error: AlongsideError) -> None:
        self._be_busy("")
        if self._recovery is not None:
            self._recovery.say("")
        self.banner.show_fault(error, step=self._way_out(error))
        if self.steps.currentIndex() == 0:
            self.secret.line.selectAll()
            self.secret.setFocus()

    def _way_out(self, error: AlongsideError) -> NextStep | None:
        """Offer the newest good copy of a workspace that is damaged."""
        if not isinstance(error, DamagedWorkspace) or not error.offers_backup:
            return None
        file = Path(str(error.facts["backup"]))
        return NextStep(
            text=self.tr("Restore from this copy…"), go=lambda: self.show_restoring(file)
        )
