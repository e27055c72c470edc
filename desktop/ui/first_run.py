# SPDX-License-Identifier: Apache-2.0
"""Setting up: a volunteer with an invitation, a hub, or practice. Works without a connection.

It puts the steps in order and calls the operations. The operations are loaded late, on the task
threads: this window is painted before them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.ui import first_steps, places, plain, theme
from desktop.ui.controls import Banner, button, row_of, scrolled

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.errors import AlongsideError
    from desktop.operations.practice import PracticePair
    from desktop.operations.workspaces import (
        HubCreated,
        InvitationView,
        VolunteerCreated,
        Workspace,
    )
    from desktop.ui.first_steps import Step
    from desktop.ui.prompts import Prompts
    from desktop.ui.tasks import Runner


def _read_invitation(path: Path) -> tuple[bytes, InvitationView]:
    from desktop.operations import files, workspaces

    data = files.read(path, limit=files.MAX_INVITATION)
    return data, workspaces.read_invitation(data)


def _programmes() -> tuple[tuple[str, str], ...]:
    from desktop.records import programme

    return tuple((one, programme.load(one).title) for one in programme.shipped())


def _create_volunteer(
    folder: Path, *, invitation: bytes, passphrase: str, hub_words: str | None
) -> VolunteerCreated:
    from desktop.operations import workspaces

    return workspaces.create_volunteer(
        folder, invitation=invitation, passphrase=passphrase, hub_words=hub_words
    )


def _create_hub(
    folder: Path, *, name: str, staff: str, programme: str, offline_out: Path, passphrase: str
) -> HubCreated:
    from desktop.operations import workspaces

    return workspaces.create_hub(
        folder,
        name=name,
        staff=staff,
        programme=programme,
        offline_out=offline_out,
        passphrase=passphrase,
    )


def _make_practice(folder: Path) -> tuple[PracticePair, str]:
    from desktop.operations import files, practice

    pair = practice.make_pair(folder)
    return pair, files.read_first_line(pair.passphrase_file)


def _open(folder: Path, passphrase: str) -> Workspace:
    from desktop.operations import workspaces

    return workspaces.open_workspace(folder, passphrase)


class FirstRun(QWidget):
    """The way to a new workspace.

    Signals:
        finished: a workspace is made and open; carries it.
        cancelled: the person went back.
    """

    finished = Signal(object)
    cancelled = Signal()

    def __init__(self, *, home: Path, runner: Runner, prompts: Prompts, theme: theme.Theme) -> None:
        super().__init__()
        self._home = home
        self._runner = runner
        self._prompts = prompts
        self._invitation = b""
        self._hub_words: str | None = None
        self._is_hub = False
        self._made: Workspace | None = None
        self._pair: tuple[PracticePair, str] | None = None
        self.setProperty("look", "page")
        self.banner = Banner()
        self.waiting = plain.label(style="muted")
        self.role = first_steps.RoleStep(theme=theme)
        self.invitation = first_steps.InvitationStep()
        self.hub_words = first_steps.HubWordsStep()
        self.hub = first_steps.HubStep()
        self.passphrase = first_steps.PassphraseStep(runner=runner)
        self.recovery = first_steps.RecoveryStep()
        self.words = first_steps.WordsStep()
        self.practice = first_steps.PracticeStep()
        self.steps = QStackedWidget()
        self.cancel = button(self.tr("I have a workspace already"), look="quiet")
        self._put_together()
        self._connect()

    def _put_together(self) -> None:
        for step in (
            self.role,
            self.invitation,
            self.hub_words,
            self.hub,
            self.passphrase,
            self.recovery,
            self.words,
            self.practice,
        ):
            self.steps.addWidget(step)
        column = QVBoxLayout()
        theme.spaced(column, spacing=theme.MEDIUM)
        column.addWidget(self.banner)
        column.addWidget(self.waiting)
        column.addWidget(self.steps)
        column.addLayout(row_of(self.cancel, None))
        column.addStretch(1)
        middle = QWidget()
        middle.setMaximumWidth(760)
        middle.setLayout(column)
        outer = QWidget()
        across = row_of(None, middle, None)
        across.setContentsMargins(theme.WIDE, 2 * theme.WIDE, theme.WIDE, theme.WIDE)
        across.setStretch(1, 8)
        across.setAlignment(middle, Qt.AlignmentFlag(0))
        outer.setLayout(across)
        layout = QVBoxLayout(self)
        theme.spaced(layout)
        layout.addWidget(scrolled(outer))

    def _connect(self) -> None:
        self.cancel.clicked.connect(self.cancelled)
        self.role.role_chosen.connect(self._choose_role)
        self.role.back.hide()
        self.invitation.file_requested.connect(self._choose_invitation)
        self.invitation.next_requested.connect(lambda: self._show(self.hub_words))
        self.invitation.back_requested.connect(lambda: self._show(self.role))
        self.hub_words.next_requested.connect(self._words_checked)
        self.hub_words.later_requested.connect(self._words_later)
        self.hub_words.back_requested.connect(lambda: self._show(self.invitation))
        self.hub.folder_requested.connect(self._choose_offline_folder)
        self.hub.next_requested.connect(self._ask_passphrase)
        self.hub.back_requested.connect(lambda: self._show(self.role))
        self.passphrase.next_requested.connect(self._create)
        self.passphrase.back_requested.connect(
            lambda: self._show(self.hub if self._is_hub else self.hub_words)
        )
        self.recovery.next_requested.connect(self._recovery_proved)
        self.words.next_requested.connect(self._finish)
        self.practice.side_chosen.connect(self._open_practice)

    def start(self, *, has_workspace: bool) -> None:
        """Begin, with nothing left of an earlier time."""
        self._invitation = b""
        self._hub_words = None
        self._is_hub = False
        self.passphrase.choice.clear()
        self.recovery.empty()
        self.cancel.setVisible(has_workspace)
        self._show(self.role)

    def close_made(self) -> None:
        """Lock a workspace that was made but not handed over yet: the window is closing."""
        if self._made is not None:
            self._made.lock()
            self._made = None

    def _show(self, step: Step) -> None:
        self.banner.clear()
        self._wait("")
        self.steps.setCurrentWidget(step)
        step.start_at.setFocus()

    def _wait(self, text: str) -> None:
        plain.set_text(self.waiting, text)
        self.steps.setEnabled(not text)

    def _failed(self, error: AlongsideError) -> None:
        self._wait("")
        self.banner.show_fault(error)

    def _choose_role(self, role: str) -> None:
        self.banner.clear()
        self._is_hub = role == "hub"
        if role == "volunteer":
            self._show(self.invitation)
        elif role == "hub":
            self._show(self.hub)
            self._runner.start(
                _programmes, owner=self, done=self.hub.set_programmes, failed=self._failed
            )
        else:
            self._start_practice()

    def _choose_invitation(self) -> None:
        chosen = self._prompts.open_files(
            self,
            title=self.tr("The invitation file from your hub"),
            kinds=self.tr("Invitations (*.alongside);;All files (*)"),
        )
        if not chosen:
            return
        path = chosen[0]
        self.banner.clear()
        self._runner.start(
            lambda: _read_invitation(path),
            owner=self,
            done=self._show_invitation,
            failed=self._failed,
        )

    def _show_invitation(self, read: tuple[bytes, InvitationView]) -> None:
        self._invitation, view = read
        self.invitation.show_invitation(view)
        self.hub_words.check.set_words(view.hub_words)

    def _words_checked(self) -> None:
        if self.hub_words.check.is_right:
            self._hub_words = self.hub_words.check.words()
            self._ask_passphrase()

    def _words_later(self) -> None:
        self._hub_words = None
        self._ask_passphrase()

    def _choose_offline_folder(self) -> None:
        folder = self._prompts.open_folder(self, title=self.tr("A new, empty folder on a stick"))
        if folder is not None:
            self.hub.set_folder(folder)

    def _ask_passphrase(self) -> None:
        self.passphrase.choice.suggest()
        self._show(self.passphrase)

    def _create(self) -> None:
        if not self.passphrase.choice.is_ready:
            return
        passphrase = self.passphrase.choice.passphrase()
        folder = places.new_folder(self._home)
        self.banner.clear()
        self._wait(self.tr("Making your workspace. This takes a few seconds…"))
        if self._is_hub:
            self._create_hub(folder, passphrase)
        else:
            self._create_volunteer(folder, passphrase)

    def _create_volunteer(self, folder: Path, passphrase: str) -> None:
        invitation, hub_words = self._invitation, self._hub_words
        self._runner.start(
            lambda: _create_volunteer(
                folder, invitation=invitation, passphrase=passphrase, hub_words=hub_words
            ),
            owner=self,
            done=self._volunteer_made,
            failed=self._failed,
        )

    def _create_hub(self, folder: Path, passphrase: str) -> None:
        offline = self.hub.folder
        if offline is None:
            return
        name, staff = self.hub.name.text().strip(), self.hub.staff.text().strip()
        programme = str(self.hub.programme.currentData())
        self._runner.start(
            lambda: _create_hub(
                folder,
                name=name,
                staff=staff,
                programme=programme,
                offline_out=offline,
                passphrase=passphrase,
            ),
            owner=self,
            done=self._hub_made,
            failed=self._failed,
        )

    def _volunteer_made(self, made: VolunteerCreated) -> None:
        self.words.show_words(
            about=self.tr(
                "Your coordinator has to approve this laptop. When your first message has "
                "arrived there, they ring you, and you read out these eight words:"
            ),
            eight=made.words,
            more=self.tr(
                "You can start to write at once. The words are also on the page “Sending” until "
                "the laptop is approved."
            ),
        )
        self._show_recovery(made.workspace, made.recovery_code)

    def _hub_made(self, made: HubCreated) -> None:
        names = ", ".join(path.name for path in made.offline_files)
        self.words.show_words(
            about=self.tr("These are the hub’s eight words. Volunteers ring and ask for them:"),
            eight=made.words,
            more=self.tr(
                "The two offline keys ({files}) are in the folder you chose. Take them off this "
                "computer now, and keep them in a safe place."
            ).format(files=names),
        )
        self._show_recovery(made.workspace, made.recovery_code)

    def _show_recovery(self, workspace: Workspace, code: str) -> None:
        self._made = workspace
        self.passphrase.choice.clear()
        self.cancel.hide()
        self._show(self.recovery)
        self.recovery.show_code(code)

    def _recovery_proved(self) -> None:
        self.recovery.empty()
        self._show(self.words)

    def _finish(self) -> None:
        made, self._made = self._made, None
        if made is not None:
            self.finished.emit(made)

    def _start_practice(self) -> None:
        folder = places.new_folder(self._home, stem="practice")
        self._wait(self.tr("Making a volunteer and a hub with made-up families…"))
        self._runner.start(
            lambda: _make_practice(folder),
            owner=self,
            done=self._practice_made,
            failed=self._failed,
        )

    def _practice_made(self, made: tuple[PracticePair, str]) -> None:
        self._pair = made
        self.practice.show_passphrase(made[1])
        self.cancel.hide()
        self._show(self.practice)

    def _open_practice(self, side: str) -> None:
        if self._pair is None:
            return
        pair, passphrase = self._pair
        folder = pair.hub if side == "hub" else pair.volunteer
        self._wait(self.tr("Unlocking…"))
        self._runner.start(
            lambda: _open(folder, passphrase),
            owner=self,
            done=self.finished.emit,
            failed=self._failed,
        )
