# SPDX-License-Identifier: Apache-2.0
"""The page of listening sessions."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication

from desktop.ui.record_list import RecordsWording

KIND: Final = "listening-session"


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
        dated=True,
    )
