# SPDX-License-Identifier: Apache-2.0
"""The line at the bottom of the window, which always tells the truth about sending."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.operations import sending
from desktop.ui import plain, theme, words
from desktop.ui.controls import button, row_of
from desktop.ui.icons import pixmap

if TYPE_CHECKING:
    from desktop.errors import AlongsideError
    from desktop.operations.sending import SendingStatus
    from desktop.operations.workspaces import Workspace
    from desktop.ui.icons import IconName
    from desktop.ui.models import ChipTone
    from desktop.ui.tasks import Runner, Task

REFRESH_MS: Final = 60_000


def sending_text(status: SendingStatus, *, at_hub: bool = False) -> str:
    """Return where everything is, in one line."""
    say = QCoreApplication.translate
    if status.switched_off:
        return say(
            "status",
            "This laptop was switched off at the hub. Everything that you wrote is still here. "
            "Please ring your coordinator.",
        )
    if status.older_copy:
        return say(
            "status",
            "This is an older copy of your records, or a second one. Nothing new is sent for now.",
        )
    parts: list[str] = []
    if status.needs_attention:
        parts.append(
            words.count_text(
                status.needs_attention,
                one=say("status", "1 record needs attention"),
                many=say("status", "%n records need attention", None, status.needs_attention),
            )
        )
    if status.unsent:
        parts.append(_unsent_text(status, at_hub=at_hub))
    if status.handed_over:
        parts.append(
            words.count_text(
                status.handed_over,
                one=say("status", "1 handed over, no receipt yet"),
                many=say("status", "%n handed over, no receipt yet", None, status.handed_over),
            )
        )
    if status.unanswered and not status.unsent:
        parts.append(
            words.count_text(
                status.unanswered,
                one=say("status", "Answers for 1 laptop are not sent yet"),
                many=say(
                    "status", "Answers for %n laptops are not sent yet", None, status.unanswered
                ),
            )
        )
    if not status.approved:
        parts.append(
            say("status", "Not approved by your hub yet: send once, and they will ring you")
        )
    if parts:
        return " · ".join(parts)
    if status.last_receipt_at is not None:
        return say("status", "Everything finished has been received. Last receipt: {time}.").format(
            time=words.time_text(status.last_receipt_at)
        )
    return say("status", "Nothing is waiting to be sent.")


def _unsent_text(status: SendingStatus, *, at_hub: bool) -> str:
    say = QCoreApplication.translate
    if at_hub:
        one = say("status", "1 thing to send")
        many = say("status", "%n things to send", None, status.unsent)
    else:
        one = say("status", "1 record only on this laptop")
        many = say("status", "%n records only on this laptop", None, status.unsent)
    text = words.count_text(status.unsent, one=one, many=many)
    if not status.oldest_days:
        return text
    age = words.count_text(
        status.oldest_days,
        one=say("status", "1 day"),
        many=say("status", "%n days", None, status.oldest_days),
    )
    return say("status", "{text}, oldest {age}").format(text=text, age=age)


def sending_mood(status: SendingStatus) -> tuple[IconName, ChipTone]:
    """Return the picture and the tone that go with :func:`sending_text`."""
    if status.switched_off or status.older_copy or status.needs_attention:
        return "alert", "bad"
    if status.unsent or status.unanswered or not status.approved:
        return "send", "warn"
    if status.handed_over:
        return "clock", "calm"
    return "tick", "good"


def sending_advice(status: SendingStatus, *, at_hub: bool = False) -> str:
    """Return what to do next about what :func:`sending_text` says; empty when nothing."""
    say = QCoreApplication.translate
    if status.switched_off:
        return ""
    if status.older_copy:
        return say("status", "Decide below which computer you go on with.")
    if status.needs_attention:
        return say("status", "Choose a record marked “Needs attention” below to see what to do.")
    if not status.hub_words_checked:
        return say("status", "Nothing is sent before you have compared the hub’s words below.")
    if status.unsent and not status.has_carrier:
        return say(
            "status", "There is no way to send yet. Add one below, or save to a file or stick."
        )
    if status.unsent:
        return say("status", "Send now, or save to a file or stick and hand that over.")
    if status.handed_over and not at_hub:
        return say("status", "A receipt comes back once the hub has taken it in.")
    return ""


class MoodText(QWidget):
    """A sentence with a picture before it, in the tone of what it says.

    Attributes:
        text: the sentence.
    """

    def __init__(self, *, style: plain.Style = "body") -> None:
        super().__init__()
        self._icon: IconName | None = None
        self.picture = plain.label(wrap=False)
        self.text = plain.label(style=style)
        row = row_of(self.picture, self.text)
        row.setStretch(1, 1)
        row.setAlignment(self.picture, Qt.AlignmentFlag.AlignTop)
        self.setLayout(row)

    def show_text(self, text: str, *, icon: IconName | None, tone: ChipTone) -> None:
        """Say this, with a picture."""
        self._icon = icon
        plain.set_text(self.text, text)
        theme.set_look(self.picture, f"tone-{tone}")
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the picture again when colours or the type size change."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self._draw()
        super().changeEvent(event)

    def _draw(self) -> None:
        if self._icon is None:
            self.picture.clear()
            return
        self.picture.ensurePolished()
        self.text.ensurePolished()
        size = self.text.fontMetrics().height()
        colour = self.picture.palette().windowText().color().name()
        self.picture.setPixmap(pixmap(self._icon, colour=colour, size=size, scale=1))


class StatusLine(QFrame):
    """Asks where everything is, and says so. It is never blank.

    Signals:
        send_requested: send now.
        look_requested: show what needs attention.
        copy_requested: go to where a safety copy is saved.
    """

    send_requested = Signal()
    look_requested = Signal()
    copy_requested = Signal()

    def __init__(self, *, workspace: Workspace, runner: Runner) -> None:
        super().__init__()
        self._workspace = workspace
        self._runner = runner
        self._asking: Task | None = None
        self._is_offered = True
        self._has_unsent = False
        self.setProperty("look", "status")
        self._needs_attention = False
        self._line = MoodText()
        self.text = self._line.text
        self.text.setAccessibleDescription(self.tr("Where everything is"))
        self.send = button(self.tr("Send now"))
        self.send.clicked.connect(self.send_requested)
        self.look = button(self.tr("See what to do"))
        self.look.clicked.connect(self.look_requested)
        self.copy = button(self.tr("No safety copy elsewhere"), look="quiet")
        self.copy.clicked.connect(self.copy_requested)
        self.copy.hide()
        self._offer()
        self._line.show_text(self.tr("Looking where everything is…"), icon="clock", tone="calm")
        layout = QVBoxLayout(self)
        theme.spaced(layout, margin=theme.SMALL)
        row = row_of(self._line, self.copy, self.look, self.send)
        row.setAlignment(self._line, Qt.AlignmentFlag.AlignVCenter)
        row.setContentsMargins(theme.LARGE, 0, theme.LARGE, 0)
        row.setStretch(0, 1)
        layout.addLayout(row)
        self._timer = QTimer(self)
        self._timer.setInterval(REFRESH_MS)
        self._timer.timeout.connect(self.refresh)
        self._timer.start()

    def refresh(self) -> None:
        """Ask again."""
        if self._asking is not None:
            self._asking.cancel()
        workspace = self._workspace
        self._asking = self._runner.start(
            lambda: sending.status(workspace), owner=self, done=self._show, failed=self._show_fault
        )

    def offer_send(self, *, is_offered: bool) -> None:
        """Offer the next step while there is one, or never."""
        self._is_offered = is_offered
        self._offer()

    def offer_copy(self, is_due: bool) -> None:
        """Say that a hub has no good safety copy in another place, or that all is well."""
        self.copy.setVisible(is_due)

    def empty(self) -> None:
        """Say nothing, and ask no more."""
        self._timer.stop()
        self._line.show_text("", icon=None, tone="calm")

    def _offer(self) -> None:
        self.look.setVisible(self._is_offered and self._needs_attention)
        self.send.setVisible(self._is_offered and self._has_unsent and not self._needs_attention)

    def _show(self, status: SendingStatus) -> None:
        icon, tone = sending_mood(status)
        text = sending_text(status, at_hub=self._workspace.role == "hub")
        self._line.show_text(text, icon=icon, tone=tone)
        self._needs_attention = bool(status.needs_attention) or status.older_copy
        has_something = bool(status.unsent or status.unanswered) or not status.approved
        self._has_unsent = has_something and not status.switched_off
        self._offer()

    def _show_fault(self, error: AlongsideError) -> None:
        # An old line would be a lie: say that it is not known, and why.
        message = words.fault_text(error).message
        self._line.show_text(
            self.tr("What is sent cannot be seen just now. {why}").format(why=message),
            icon="alert",
            tone="bad",
        )
