# SPDX-License-Identifier: Apache-2.0
"""The page of signposting lists."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication

from desktop.ui.record_list import RecordsWording

KIND: Final = "signposting-list"


def wording() -> RecordsWording:
    """Return what the page says."""
    say = QCoreApplication.translate
    return RecordsWording(
        title=say("SignpostingLists", "Signposting"),
        about=say("SignpostingLists", "Lists of local services, made for one family each."),
        new=say("SignpostingLists", "Make a list"),
        new_title=say("SignpostingLists", "New signposting list"),
        empty=say(
            "SignpostingLists",
            "No lists yet. Press “Make a list” to put services together for a family, "
            "and come back later to say what came of it.",
        ),
        finish=say("SignpostingLists", "Finish this list"),
        finished=say(
            "SignpostingLists", "The list is finished. It is on this laptop until it is sent."
        ),
    )
