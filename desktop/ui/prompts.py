# SPDX-License-Identifier: Apache-2.0
"""Every dialog, file chooser and message goes through one object, which tests replace.

Only here may a window wait inside another. File choosers leave no trace of what was chosen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QPagedPaintDevice
    from PySide6.QtWidgets import QWidget

Printing = Literal["printed", "cancelled", "no-printer", "refused"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with two answers.

    Attributes:
        text: the question.
        detail: what happens then, and what is safe.
        yes: what the button says that does it.
    """

    text: str
    detail: str
    yes: str


class Prompts(Protocol):
    """What the pages may ask a person in a window of its own."""

    def confirm(self, parent: QWidget, question: Question) -> bool:
        """Ask a question; closing the window means no."""
        ...

    def reason(self, parent: QWidget, *, text: str, label: str, yes: str) -> str | None:
        """Ask for a few words; ``None`` when the person thought better of it."""
        ...

    def tell(self, parent: QWidget, *, text: str, detail: str) -> None:
        """Tell something that must be seen before going on."""
        ...

    def open_files(self, parent: QWidget, *, title: str, kinds: str) -> tuple[Path, ...]:
        """Let the person choose files that exist."""
        ...

    def open_folder(self, parent: QWidget, *, title: str) -> Path | None:
        """Let the person choose a folder."""
        ...

    def save_file(self, parent: QWidget, *, title: str, name: str, kinds: str) -> Path | None:
        """Let the person choose where a new file goes."""
        ...

    def print_pages(
        self, parent: QWidget, *, title: str, draw: Callable[[QPagedPaintDevice], bool]
    ) -> Printing:
        """Let the person choose a printer, and draw on its paper.

        ``title`` stands in the printer's queue, where others read it; ``draw`` says whether the
        printer took the pages.
        """
        ...

    def take_away(self) -> None:
        """Close whatever is being asked, as if the person had thought better of it."""
        ...


class WindowPrompts:
    """Prompts in windows on the screen. How they are made is loaded with the first of them."""

    def confirm(self, parent: QWidget, question: Question) -> bool:
        """Ask a question; the safe answer is the one that Enter gives."""
        from desktop.ui import dialogs

        return dialogs.confirm(parent, question)

    def reason(self, parent: QWidget, *, text: str, label: str, yes: str) -> str | None:
        """Ask for a few words."""
        from desktop.ui import dialogs

        return dialogs.reason(parent, text=text, label=label, yes=yes)

    def tell(self, parent: QWidget, *, text: str, detail: str) -> None:
        """Tell something."""
        from desktop.ui import dialogs

        dialogs.tell(parent, text=text, detail=detail)

    def open_files(self, parent: QWidget, *, title: str, kinds: str) -> tuple[Path, ...]:
        """Let the person choose files."""
        from desktop.ui import dialogs

        return dialogs.choose_files(parent, title=title, kinds=kinds)

    def open_folder(self, parent: QWidget, *, title: str) -> Path | None:
        """Let the person choose a folder."""
        from desktop.ui import dialogs

        return dialogs.choose_folder(parent, title=title)

    def save_file(self, parent: QWidget, *, title: str, name: str, kinds: str) -> Path | None:
        """Let the person choose where a new file goes; asks before another is replaced."""
        from desktop.ui import dialogs

        return dialogs.choose_new_file(parent, title=title, name=name, kinds=kinds)

    def print_pages(
        self, parent: QWidget, *, title: str, draw: Callable[[QPagedPaintDevice], bool]
    ) -> Printing:
        """Let the person choose a printer, and draw on its paper."""
        from desktop.ui import dialogs

        return dialogs.print_pages(parent, title=title, draw=draw)

    def take_away(self) -> None:
        """Close every dialog and open list: nothing may stand over a locked window."""
        from desktop.ui import dialogs

        dialogs.take_away()
