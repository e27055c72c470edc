# SPDX-License-Identifier: Apache-2.0
"""Prompts that answer by themselves, and note what was asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QPdfWriter

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QPagedPaintDevice
    from PySide6.QtWidgets import QWidget

    from desktop.ui.prompts import Printing, Question


@dataclass
class RecordedPrompts:
    """Answers as a test has arranged; ``asked`` is every question and message, in order.

    The printer prints into ``printed``, a PDF for each time.
    """

    yes: bool = True
    words: str | None = "Because it was wrong."
    files: tuple[Path, ...] = ()
    folder: Path | None = None
    saved: Path | None = None
    printing: Printing = "printed"
    printed: list[bytes] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def confirm(self, parent: QWidget, question: Question) -> bool:
        self.asked.append(question.text)
        return self.yes

    def reason(self, parent: QWidget, *, text: str, label: str, yes: str) -> str | None:
        self.asked.append(text)
        return self.words

    def tell(self, parent: QWidget, *, text: str, detail: str) -> None:
        self.asked.append(f"{text}\n{detail}")

    def open_files(self, parent: QWidget, *, title: str, kinds: str) -> tuple[Path, ...]:
        self.asked.append(title)
        return self.files

    def open_folder(self, parent: QWidget, *, title: str) -> Path | None:
        self.asked.append(title)
        return self.folder

    def save_file(self, parent: QWidget, *, title: str, name: str, kinds: str) -> Path | None:
        self.asked.append(name)
        return self.saved

    def print_pages(
        self, parent: QWidget, *, title: str, draw: Callable[[QPagedPaintDevice], bool]
    ) -> Printing:
        self.asked.append(title)
        if self.printing == "printed":
            buffer = QBuffer()
            buffer.open(QIODevice.OpenModeFlag.WriteOnly)
            draw(QPdfWriter(buffer))
            self.printed.append(bytes(buffer.data().data()))
        return self.printing

    def take_away(self) -> None:
        """Nothing is ever left open."""
