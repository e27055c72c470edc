# SPDX-License-Identifier: Apache-2.0
"""The line at the bottom of the window, which always tells the truth about sending."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from desktop.operations import sending
from desktop.ui import plain, theme, words
from desktop.ui.controls import button, row_of

if TYPE_CHECKING:
    from desktop.errors import AlongsideError
    from desktop.operations.sending import SendingStatus
    from desktop.operations.workspaces import Workspace
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
    parts: list[str] = []
    if status.needs_attention:
        parts.append(
            words.count_text(
                status.needs_attention,
                one=say("status", "1 record needs attention"),
                many=say("status", "{n} records need attention"),
            )
        )
    if status.unsent:
        parts.append(_unsent_text(status, at_hub=at_hub))
    if status.handed_over:
        parts.append(
            words.count_text(
                status.handed_over,
                one=say("status", "1 handed over, no receipt yet"),
                many=say("status", "{n} handed over, no receipt yet"),
            )
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
        one, many = say("status", "1 thing to send"), say("status", "{n} things to send")
    else:
        one = say("status", "1 record only on this laptop")
        many = say("status", "{n} records only on this laptop")
    text = words.count_text(status.unsent, one=one, many=many)
    if not status.oldest_days:
        return text
    age = words.count_text(
        status.oldest_days,
        one=say("status", "1 day"),
        many=say("status", "{n} days"),
    )
    return say("status", "{text}, oldest {age}").format(text=text, age=age)


class StatusLine(QFrame):
    """Asks where everything is, and says so.

    Signals:
        send_requested: send now.
    """

    send_requested = Signal()

    def __init__(self, *, workspace: Workspace, runner: Runner) -> None:
        super().__init__()
        self._workspace = workspace
        self._runner = runner
        self._asking: Task | None = None
        self._is_offered = True
        self._has_unsent = False
        self.setProperty("look", "status")
        self.text = plain.label()
        self.text.setAccessibleName(self.tr("Where everything is"))
        self.send = button(self.tr("Send now"))
        self.send.clicked.connect(self.send_requested)
        self.send.hide()
        layout = QVBoxLayout(self)
        theme.spaced(layout, margin=theme.SMALL)
        row = row_of(self.text, self.send)
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
        """Offer the button while something is unsent, or never."""
        self._is_offered = is_offered
        self.send.setVisible(is_offered and self._has_unsent)

    def empty(self) -> None:
        """Say nothing, and ask no more."""
        self._timer.stop()
        plain.set_text(self.text, "")

    def _show(self, status: SendingStatus) -> None:
        plain.set_text(self.text, sending_text(status, at_hub=self._workspace.role == "hub"))
        self._has_unsent = bool(status.unsent)
        self.send.setVisible(self._is_offered and self._has_unsent)

    def _show_fault(self, error: AlongsideError) -> None:
        # An old line would be a lie: say that it is not known, and why.
        message = words.fault_text(error).message
        plain.set_text(
            self.text, self.tr("What is sent cannot be seen just now. {why}").format(why=message)
        )
