# SPDX-License-Identifier: Apache-2.0
"""The hub's page of everything that was received; reading a record marks it read."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.ui.record_list import RecordsWording


def wording() -> RecordsWording:
    """Return what the page says."""
    say = QCoreApplication.translate
    return RecordsWording(
        title=say("Received", "Records"),
        about=say(
            "Received",
            "Everything volunteers have sent. Opening a record marks it as read by you, "
            "and the volunteer is told.",
        ),
        new="",
        new_title="",
        empty=say(
            "Received", "Nothing has been received yet. Take in what volunteers sent in the Inbox."
        ),
        finish="",
        finished="",
    )
