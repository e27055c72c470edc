# SPDX-License-Identifier: Apache-2.0
"""Why something did not go as it should: what happened, what is safe, what to do, the next step.

It shows what it is given. It knows no operation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.ui import plain, words
from desktop.ui.controls import Card, button, row_of

if TYPE_CHECKING:
    from desktop.ui.controls import NextStep


class ReasonCard(Card):
    """The reason for the row that is chosen; hidden while there is nothing to explain.

    Attributes:
        next: the button of the next step, hidden where none is offered.
    """

    def __init__(self) -> None:
        super().__init__(look="soft")
        self._step: NextStep | None = None
        self.message = plain.label(style="strong")
        self.detail = plain.label()
        self.files = plain.label(style="small")
        self.next = button("")
        self.next.clicked.connect(self._go)
        self.add(self.message, self.detail, self.files)
        self.content.addLayout(row_of(self.next, None))
        self.clear()

    def show_reason(
        self,
        slug: str,
        *,
        otherwise: str = "",
        files: str = "",
        step: NextStep | None = None,
    ) -> None:
        """Show a fault by its slug; one that is not known here is shown ``otherwise``.

        Args:
            slug: of the fault.
            otherwise: what a newer program said of it.
            files: which files, where that helps to find them.
            step: what to do next.
        """
        fault = words.known_fault(slug, otherwise=otherwise)
        self.show_text(
            fault.message, f"{fault.safe} {fault.advice}".strip(), files=files, step=step
        )

    def show_text(
        self, message: str, detail: str = "", *, files: str = "", step: NextStep | None = None
    ) -> None:
        """Show what is to be said."""
        self._step = step
        for part, text in ((self.message, message), (self.detail, detail), (self.files, files)):
            plain.set_text(part, text)
            part.setVisible(bool(text))
        self.next.setText(plain.button_text(step.text if step else ""))
        self.next.setAccessibleName(plain.one_line(step.text if step else ""))
        self.next.setVisible(step is not None)
        self.setVisible(bool(message or detail))

    def clear(self) -> None:
        """Show nothing."""
        self.show_text("")

    def _go(self) -> None:
        if self._step is not None:
            self._step.go()
