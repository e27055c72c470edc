# SPDX-License-Identifier: Apache-2.0
"""The page of listening sessions, with the timer that goes through a lock and a restart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication

from desktop.operations import desk
from desktop.ui import plain, reflections, session_time
from desktop.ui.controls import button, row_of
from desktop.ui.prompts import Question
from desktop.ui.record_list import RecordsWording
from desktop.ui.records_page import RecordsPage, View
from desktop.ui.reflections import ReflectionsPage
from desktop.ui.session_keeping import KIND, TIMER, SessionKeeper
from desktop.ui.session_timer import SessionTimer
from desktop.ui.theme import MEDIUM

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desktop.operations.workspaces import Workspace
    from desktop.ui.page import Target
    from desktop.ui.prompts import Prompts
    from desktop.ui.tasks import Runner
    from desktop.ui.theme import Theme

_MOST_MINUTES: Final = 1_440
"""What a session can take: a timer forgotten overnight has to be put right by hand."""
_LARGE_TYPE: Final = 150


def wording() -> RecordsWording:
    """Return what the page says."""
    say = QCoreApplication.translate
    return RecordsWording(
        title=say("ListeningSessions", "Listening sessions"),
        about=say("ListeningSessions", "What was said when you listened, in the parent’s words."),
        new=say("ListeningSessions", "Write up a session"),
        new_title=say("ListeningSessions", "New listening session"),
        empty=say(
            "ListeningSessions",
            "No listening sessions yet. Press “Write up a session” when you have listened "
            "to somebody and want to keep what mattered.",
        ),
        finish=say("ListeningSessions", "Finish this session"),
        finished=say(
            "ListeningSessions", "The session is finished. It is on this laptop until it is sent."
        ),
        icon="listening",
    )


class ListeningPage(RecordsPage):
    """What was said when somebody listened, the time it took, and what is only for oneself."""

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
        self.timer = SessionTimer(clock=workspace.clock)
        self._keeper = SessionKeeper(workspace)
        self.own = button(self.tr("Only for me…"))
        plain.set_tooltip(self.own, self.tr("Private reflections, kept on this laptop"))
        self.reflections = ReflectionsPage(
            workspace=workspace, runner=runner, prompts=prompts, theme=theme
        )
        self._is_known = False
        self._add_parts()

    def _add_parts(self) -> None:
        # Beside the sentence about the page, which gives way: at large type titles need their room.
        beside = row_of(self.about, self.own, spacing=MEDIUM)
        beside.setStretch(0, 1)
        self.body.insertLayout(self.body.indexOf(self.views), beside)
        self.body.insertWidget(self.body.indexOf(self.views), self.timer)
        self.views.addWidget(self.reflections)
        self.timer.changed.connect(self._keep)
        self.timer.write_requested.connect(self._write_down)
        self.timer.discard_requested.connect(self._forget)
        self.own.clicked.connect(self.show_own)
        self.banner.shown_changed.connect(self._make_room)
        self.theme.changed.connect(self._make_room)
        self.reflections.close_requested.connect(self.show_list)
        self.reflections.changed.connect(self.changed)
        self.reflections.wide_requested.connect(self.wide_requested)

    @property
    def is_own(self) -> bool:
        """Whether the private reflections are on show."""
        return self.views.currentWidget() is self.reflections

    def refresh(self) -> None:
        """Show what is true now, the timer included."""
        super().refresh()
        if self.is_own:
            self.reflections.refresh()
        workspace = self.workspace
        self.run(lambda: desk.recall(workspace, TIMER), self._show_kept)

    def show_own(self) -> None:
        """Show the private reflections."""
        self.banner.clear()
        self.views.setCurrentWidget(self.reflections)
        for part in (self.title, self.about, self.new, self.own, self.timer):
            part.hide()
        self.reflections.show_list()

    def show_target(self, target: Target) -> None:
        """Go to a session, or to a private reflection."""
        if target.kind == reflections.KIND:
            self.show_own()
            self.reflections.show_target(target)
        else:
            super().show_target(target)

    def pending_saves(self) -> tuple[Callable[[], object], ...]:
        """Return the saves that are due."""
        return (
            *super().pending_saves(),
            *self.reflections.pending_saves(),
            *self._keeper.pending(),
        )

    def empty(self) -> None:
        """Hold nothing."""
        super().empty()
        self._is_known = False
        self.timer.show_time(None)
        self.reflections.empty()

    def where(self) -> dict[str, object]:
        """Return where the person is, among the sessions or in what is their own."""
        if self.is_own:
            return {"view": "own", "own": self.reflections.where()}
        return super().where()

    def go_back_to(self, where: Mapping[str, object]) -> None:
        """Go to where the person was."""
        own = where.get("own")
        if where.get("view") != "own":
            super().go_back_to(where)
            return
        self.show_own()
        if isinstance(own, dict):
            self.reflections.go_back_to(own)

    def _show(self, view: View) -> None:
        super()._show(view)
        self.timer.setVisible(view is View.LIST)
        self._make_room()

    def _make_room(self) -> None:
        """At large type, a message takes the room of what explains the page."""
        is_list = self.views.currentIndex() == View.LIST
        is_tight = not self.banner.isHidden() and self.theme.zoom >= _LARGE_TYPE
        for part in (self.about, self.own):
            part.setVisible(is_list and not is_tight)
        self.timer.about.setVisible(not is_tight)

    def _show_kept(self, kept: Mapping[str, object]) -> None:
        # What was pressed meanwhile holds; the same is on its way into the workspace.
        if not self._is_known:
            self._is_known = True
            self.timer.show_time(session_time.from_dict(kept))

    def _keep(self) -> None:
        self._is_known = True
        self._keeper.note(self.timer.time)
        self.run(self._keeper.keep, lambda _none: None)

    def _forget(self) -> None:
        wanted = Question(
            text=self.tr("Forget this time?"),
            detail=self.tr("Nothing is written down then. Sessions written before stay."),
            yes=self.tr("Forget it"),
        )
        if self.prompts.confirm(self, wanted):
            self.timer.show_time(None)
            self.timer.start.setFocus()
            self._keep()

    def _write_down(self) -> None:
        """Make a draft of the time first, so that it cannot be lost, and then open it."""
        time, workspace = self.timer.time, self.workspace
        if time is None:
            return
        began = time.started.astimezone()
        data: dict[str, object] = {
            "when": began.date().isoformat(),
            "started": f"{began:%H:%M}",
            "minutes": min(time.minutes(workspace.clock()), _MOST_MINUTES),
        }

        def opened(draft: str) -> None:
            self.timer.show_time(None)
            self.changed.emit()
            self._open_by_id(draft)

        keeper = self._keeper
        self.run(
            lambda: keeper.write_down(data),
            opened,
            busy=(self.timer.write, self.timer.discard),
        )
