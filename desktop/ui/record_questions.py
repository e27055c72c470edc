# SPDX-License-Identifier: Apache-2.0
"""What a page of records asks before something goes, and says of a form that is not ready."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.ui.prompts import Question
from desktop.ui.words import translated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget

    from desktop.errors import FieldProblem
    from desktop.ui.prompts import Prompts


def discard_question(*, is_amendment: bool) -> Question:
    """Return what is asked before what was typed is thrown away."""
    say = QCoreApplication.translate
    yes = say("RecordsPage", "Throw it away")
    if is_amendment:
        return Question(
            text=say("RecordsPage", "Throw this change away?"),
            detail=say(
                "RecordsPage", "The record stays as it was. What you have typed here is gone."
            ),
            yes=yes,
        )
    return Question(
        text=say("RecordsPage", "Throw this draft away?"),
        detail=say(
            "RecordsPage", "What is written in it is gone then. Nothing of it was ever sent."
        ),
        yes=yes,
    )


def ask_why_withdrawn(parent: QWidget, prompts: Prompts) -> str | None:
    """Ask why a record is withdrawn; return the reason, or None when it is not."""
    say = QCoreApplication.translate
    return prompts.reason(
        parent,
        text=say(
            "RecordsPage",
            "Withdraw a record that was written by mistake. It is marked as withdrawn, and your "
            "hub decides what happens with it.",
        ),
        label=say("RecordsPage", "Why are you withdrawing it?"),
        yes=say("RecordsPage", "Withdraw it"),
    )


def where_to_look(homeless: Iterable[FieldProblem]) -> str:
    """Return what to do about an incomplete form; ``homeless``: problems without a field."""
    say = QCoreApplication.translate
    text = say("RecordsPage", "Look at the fields marked below. Everything you wrote is saved.")
    return " ".join([text, *(translated("records", problem.text) for problem in homeless)])
