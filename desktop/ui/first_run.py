# SPDX-License-Identifier: Apache-2.0
"""Setting up: a volunteer with an invitation, a hub, or practice. Works without a connection.

It puts the steps in order and calls the operations. The operations are loaded late, on the task
threads: this window is painted before them.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, Signal

from desktop.errors import OfflineFolderInUse
from desktop.ui import first_steps, making_steps, places, setting_up, theme
from desktop.ui.controls import button
from desktop.ui.step_frame import StepFrame
from desktop.ui.steps import Step

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from desktop.operations.practice import PracticePair
    from desktop.operations.workspaces import (
        HubCreated,
        InvitationView,
        VolunteerCreated,
        Workspace,
    )
    from desktop.ui.prompts import Prompts
    from desktop.ui.tasks import Runner

_HUB_STEPS: Final[tuple[type[Step], ...]] = (
    making_steps.HubStep,
    making_steps.PassphraseStep,
    making_steps.RecoveryStep,
    making_steps.WordsStep,
)
_VOLUNTEER_STEPS: Final[tuple[type[Step], ...]] = (
    first_steps.InvitationStep,
    first_steps.HubWordsStep,
    first_steps.ReadersStep,
    making_steps.PassphraseStep,
    making_steps.RecoveryStep,
    making_steps.WordsStep,
)


class FirstRun(StepFrame):
    """The way to a new workspace.

    Signals:
        made: a workspace is open behind the steps that are left.
        finished: the steps are done; carries the open workspace.
        cancelled: the person went back.
        restore_requested: the person has a safety copy.
    """

    made = Signal()
    finished = Signal(object)
    cancelled = Signal()
    restore_requested = Signal()

    def __init__(self, *, home: Path, runner: Runner, prompts: Prompts, theme: theme.Theme) -> None:
        super().__init__(
            theme=theme,
            cancel=QCoreApplication.translate("FirstRun", "I have a workspace already"),
        )
        self._home = home
        self._runner = runner
        self._prompts = prompts
        self._invitation = b""
        self._hub_words: str | None = None
        self._is_hub = False
        self._made: Workspace | None = None
        self._pair: tuple[PracticePair, str] | None = None
        self.setAcceptDrops(True)
        self.restore = button(self.tr("Restore from a safety copy…"), look="quiet")
        self.ways_out.insertWidget(1, self.restore)
        self.restore.clicked.connect(self.restore_requested)
        self.cancel.clicked.connect(self.cancelled)
        self._can_cancel = False

    # Each step is made when it is first needed: the first one has to be there at once.

    @cached_property
    def role(self) -> first_steps.RoleStep:
        """What is this computer for?"""
        step = self._added(first_steps.RoleStep(theme=self._theme))
        step.role_chosen.connect(self._choose_role)
        return step

    @cached_property
    def invitation(self) -> first_steps.InvitationStep:
        """The invitation file."""
        step = self._added(first_steps.InvitationStep())
        step.file_requested.connect(self._choose_invitation)
        step.next_requested.connect(lambda: self.show_step(self.hub_words))
        step.back_requested.connect(lambda: self.show_step(self.role))
        return step

    @cached_property
    def hub_words(self) -> first_steps.HubWordsStep:
        """The words of the hub."""
        step = self._added(first_steps.HubWordsStep())
        step.next_requested.connect(self._words_checked)
        step.later_requested.connect(self._words_later)
        step.back_requested.connect(lambda: self.show_step(self.invitation))
        return step

    @cached_property
    def readers(self) -> first_steps.ReadersStep:
        """Who can read what is written."""
        step = self._added(first_steps.ReadersStep(theme=self._theme))
        step.next_requested.connect(self._ask_passphrase)
        step.back_requested.connect(lambda: self.show_step(self.hub_words))
        return step

    @cached_property
    def hub(self) -> making_steps.HubStep:
        """A new hub."""
        step = self._added(making_steps.HubStep())
        step.folder_requested.connect(self._choose_offline_folder)
        step.next_requested.connect(self._ask_passphrase)
        step.back_requested.connect(lambda: self.show_step(self.role))
        return step

    @cached_property
    def passphrase(self) -> making_steps.PassphraseStep:
        """The passphrase."""
        step = self._added(making_steps.PassphraseStep(runner=self._runner))
        step.next_requested.connect(self._create)
        step.back_requested.connect(
            lambda: self.show_step(self.hub if self._is_hub else self.readers)
        )
        return step

    @cached_property
    def recovery(self) -> making_steps.RecoveryStep:
        """The recovery sheet."""
        step = self._added(making_steps.RecoveryStep(prompts=self._prompts, runner=self._runner))
        step.next_requested.connect(self._recovery_proved)
        return step

    @cached_property
    def words(self) -> making_steps.WordsStep:
        """The words of this device, or of this hub."""
        step = self._added(making_steps.WordsStep())
        step.next_requested.connect(self._finish)
        return step

    @cached_property
    def practice(self) -> making_steps.PracticeStep:
        """The practice pair."""
        step = self._added(making_steps.PracticeStep())
        step.side_chosen.connect(self._open_practice)
        return step

    def start(self, *, has_workspace: bool) -> None:
        """Begin, with nothing left of an earlier time."""
        self._invitation = b""
        self._hub_words = None
        self._is_hub = False
        for step in self.steps.pages():
            if isinstance(step, Step):
                step.empty()
        self._can_cancel = has_workspace
        self.show_step(self.role)

    @property
    def has_made(self) -> bool:
        """Whether a workspace is open behind the steps that are left."""
        return self._made is not None

    def close_made(self) -> None:
        """Lock a workspace that was made but not handed over yet, and show no code any more."""
        made, self._made = self._made, None
        if made is not None:
            self.recovery.empty()
            made.lock()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take an invitation file that is dropped."""
        if self._takes_drops() and setting_up.dropped(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read an invitation file that was dropped: whoever has one is a volunteer."""
        path = setting_up.dropped(event.mimeData())
        if self._takes_drops() and path is not None:
            event.acceptProposedAction()
            self._choose_role("volunteer")
            self._read(path)

    def _takes_drops(self) -> bool:
        return isinstance(self._current(), first_steps.RoleStep | first_steps.InvitationStep)

    def show_step(self, step: Step) -> None:
        """Show a step, and which one it is."""
        self.banner.clear()
        self._wait("")
        order = _HUB_STEPS if self._is_hub else _VOLUNTEER_STEPS
        number = order.index(type(step)) + 1 if type(step) in order else 0
        self.bar.show_step(number, len(order))
        self.cancel.setVisible(self._can_cancel and step is self.role)
        self.restore.setVisible(step is self.role)
        self.steps.setCurrentWidget(step)
        self._area.verticalScrollBar().setValue(0)
        step.start_at.setFocus()

    def _choose_role(self, role: str) -> None:
        self.banner.clear()
        self._is_hub = role == "hub"
        if role == "volunteer":
            self.show_step(self.invitation)
        elif role == "hub":
            self.show_step(self.hub)
            self._runner.start(
                setting_up.programmes, owner=self, done=self.hub.set_programmes, failed=self._failed
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
        self._read(chosen[0])

    def _read(self, path: Path) -> None:
        self.banner.clear()
        self._runner.start(
            lambda: setting_up.read_invitation(path),
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
            self.show_step(self.readers)

    def _words_later(self) -> None:
        self._hub_words = None
        self.show_step(self.readers)

    def _choose_offline_folder(self) -> None:
        folder = self._prompts.open_folder(self, title=self.tr("A new, empty folder on a stick"))
        if folder is None:
            return
        self.banner.clear()
        if setting_up.is_empty(folder):
            self.hub.set_folder(folder)
            return
        # Said now, and not after the passphrase was chosen.
        self.banner.show_fault(OfflineFolderInUse(name=folder.name))

    def _ask_passphrase(self) -> None:
        self.passphrase.choice.suggest()
        self.show_step(self.passphrase)

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
            lambda: setting_up.create_volunteer(
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
            lambda: setting_up.create_hub(
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
        self.made.emit()
        self.passphrase.choice.clear()
        self.show_step(self.recovery)
        self.recovery.show_code(code)

    def _recovery_proved(self) -> None:
        self.recovery.empty()
        self.show_step(self.words)
        made = self._made
        if made is not None:
            self._runner.start(
                lambda: setting_up.note_sheet_proved(made),
                owner=self,
                done=lambda _none: None,
                failed=self.banner.show_fault,
            )

    def _finish(self) -> None:
        made, self._made = self._made, None
        if made is not None:
            self.finished.emit(made)

    def _start_practice(self) -> None:
        home = self._home
        self._wait(self.tr("Making a volunteer and a hub with made-up families…"))
        self._runner.start(
            lambda: setting_up.make_practice(home),
            owner=self,
            done=self._practice_made,
            failed=self._failed,
        )

    def _practice_made(self, made: tuple[PracticePair, str]) -> None:
        self._pair = made
        self.practice.show_passphrase(made[1])
        self.show_step(self.practice)

    def _open_practice(self, side: str) -> None:
        if self._pair is None:
            return
        pair, passphrase = self._pair
        folder = pair.hub if side == "hub" else pair.volunteer
        self._wait(self.tr("Unlocking…"))
        self._runner.start(
            lambda: setting_up.open_workspace(folder, passphrase),
            owner=self,
            done=self.finished.emit,
            failed=self._failed,
        )
