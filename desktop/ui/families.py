# SPDX-License-Identifier: Apache-2.0
"""The page of families."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication

from desktop.ui.record_list import RecordsWording

KIND: Final = "family"


def wording(*, at_hub: bool) -> RecordsWording:
    """Return what the page says."""
    say = QCoreApplication.translate
    nothing = say(
        "Families",
        "No families yet. Press “Add a family” to start. Initials, or a name they chose, "
        "are enough.",
    )
    return RecordsWording(
        title=say("Families", "Families"),
        about=say("Families", "Who is supported, and how it is safe to reach them."),
        new=say("Families", "Add a family"),
        new_title=say("Families", "New family"),
        empty=say("Families", "No families have been received yet.") if at_hub else nothing,
        finish=say("Families", "Save this family"),
        finished=say("Families", "The family is saved. It is on this laptop until it is sent."),
    )
