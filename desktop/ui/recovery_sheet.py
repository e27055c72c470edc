# SPDX-License-Identifier: Apache-2.0
"""The recovery sheet: the code in large groups, printed or saved, and proved by typing two of them.

Setting up and the settings show it. It must not know what the code opens.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.reports.sheets import Block, Sheet
from desktop.ui import paper, plain, theme, words
from desktop.ui.controls import Card, button
from desktop.ui.fields import LineBox
from desktop.ui.flow import FlowLayout
from desktop.ui.prompts import Question

if TYPE_CHECKING:
    from desktop.errors import AlongsideError
    from desktop.reports.sheets import BlockKind
    from desktop.ui.prompts import Prompts
    from desktop.ui.tasks import Runner

PROVED: Final = (2, 5)
"""The groups of the recovery code that have to be typed: the third and the sixth."""

FILE_NAME: Final = "sheet-to-keep.pdf"
_ROW: Final = 4
"""Groups to a row, on the screen and on paper."""
# Crockford's base 32 has no I, L, O or U; these are read as what they look like.
_READ_AS: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})


def recovery_sheet(code: str) -> Sheet:
    """Return the sheet of a code. Nothing on it says who it belongs to, or to which programme."""
    say = QCoreApplication.translate
    rows: tuple[tuple[BlockKind, str], ...] = (
        ("heading", say("RecoverySheet", "What this is")),
        (
            "text",
            say(
                "RecoverySheet",
                "This code opens a workspace of the program Alongside when its passphrase is "
                "forgotten. Nobody else has it, and nobody can look it up.",
            ),
        ),
        ("code", grouped(code)),
        (
            "small",
            say(
                "RecoverySheet",
                "There are only capitals and digits. What looks like O is always the digit 0, "
                "and what looks like I is always the digit 1.",
            ),
        ),
        ("heading", say("RecoverySheet", "Where to keep it")),
        (
            "text",
            say(
                "RecoverySheet",
                "With your papers at home, in a place that can be locked. Never with the laptop, "
                "never as a photograph, never in an e-mail. Whoever has this sheet and the laptop "
                "can open what is written there.",
            ),
        ),
        ("heading", say("RecoverySheet", "How to use it")),
        (
            "text",
            say(
                "RecoverySheet",
                "Open the program, press “I have forgotten my passphrase”, type the code, and "
                "choose a new passphrase. The code still works afterwards.",
            ),
        ),
        ("rule", ""),
        ("small", say("RecoverySheet", "A mark to know it by (write by hand): ................")),
    )
    return Sheet(
        title=say("RecoverySheet", "A sheet to keep safe"),
        blocks=tuple(Block(kind=kind, text=text) for kind, text in rows),
    )


def grouped(code: str) -> str:
    """Return a code in rows of four groups, the check letter at the end of the last row."""
    groups = code.split("-")
    check = groups[2 * _ROW :]
    rows = [groups[:_ROW], groups[_ROW : 2 * _ROW] + check]
    return "-\n".join("-".join(row) for row in rows if row)


class RecoverySheet(QWidget):
    """A recovery code, ways to put it on paper, and the proof that it is there.

    Signals:
        proved_changed: whether the two groups are right has changed, or may have.
        go_on_requested: both are right, and the person pressed Enter.
    """

    proved_changed = Signal()
    go_on_requested = Signal()

    def __init__(self, *, prompts: Prompts, runner: Runner) -> None:
        super().__init__()
        self._prompts = prompts
        self._runner = runner
        self._code = ""
        self.code = plain.selectable(plain.label(style="code"))
        self.print = button(self.tr("Print it…"))
        self.save = button(self.tr("Save it as a PDF on a stick…"))
        self.said = plain.label(style="strong")
        self.lines = tuple(LineBox(columns=8) for _ in PROVED)
        self.verdicts = tuple(plain.label(style="small") for _ in PROVED)
        self._lay_out()
        self.print.clicked.connect(self._print)
        self.save.clicked.connect(self._save)
        for number, line in enumerate(self.lines):
            line.textChanged.connect(lambda _text, one=number: self._judge(one))
            line.returnPressed.connect(lambda one=number: self._go_on(one))

    def _lay_out(self) -> None:
        card = Card()
        buttons = FlowLayout(across=theme.SMALL)
        buttons.addWidget(self.print)
        buttons.addWidget(self.save)
        card.add(self.code)
        card.content.addLayout(buttons)
        card.add(
            plain.label(
                self.tr(
                    "Or write it down by hand. Do not keep it on this computer, and do not "
                    "photograph it: whoever finds it there can open the workspace."
                ),
                style="small",
            ),
            self.said,
        )
        layout = QVBoxLayout(self)
        theme.spaced(layout, spacing=theme.MEDIUM)
        layout.addWidget(card)
        layout.addWidget(
            plain.label(
                self.tr("To be sure that you have it, type two groups from your paper:"),
                style="strong",
            )
        )
        asked = FlowLayout(across=theme.WIDE)
        for part in self._asked():
            asked.addWidget(part)
        layout.addLayout(asked)
        for verdict in self.verdicts:
            layout.addWidget(verdict)
            verdict.hide()
        self.said.hide()

    def _asked(self) -> tuple[QWidget, ...]:
        parts: list[QWidget] = []
        for index, line in zip(PROVED, self.lines, strict=True):
            part = QWidget()
            column = QVBoxLayout(part)
            theme.spaced(column, spacing=theme.TIGHT)
            column.addWidget(plain.buddy_label(self._name(index), line))
            column.addWidget(line)
            parts.append(part)
        return tuple(parts)

    @property
    def is_proved(self) -> bool:
        """Both groups were typed right."""
        return all(self._is_right(number) for number in range(len(PROVED)))

    def show_code(self, code: str) -> None:
        """Show a code, and nothing typed."""
        self._code = code
        plain.set_text(self.code, grouped(code))
        self._say("")
        for line in self.lines:
            line.clear()
        self.proved_changed.emit()

    def empty(self) -> None:
        """Hold nothing."""
        self.show_code("")

    def _name(self, index: int) -> str:
        return self.tr("Group {n}").format(n=index + 1)

    def _is_right(self, number: int) -> bool:
        groups = self._code.split("-")
        typed = "".join(self.lines[number].text().split()).upper().translate(_READ_AS)
        index = PROVED[number]
        return index < len(groups) and typed == groups[index]

    def _judge(self, number: int) -> None:
        text, look = "", "body"
        group = self._name(PROVED[number])
        if self._is_right(number):
            text = self.tr("{group} is right.").format(group=group)
        elif len("".join(self.lines[number].text().split())) >= _ROW:
            look = "problem"
            text = self.tr("{group} is not like that. Look at your paper again.").format(
                group=group
            )
        verdict = self.verdicts[number]
        theme.set_look(verdict, look)
        plain.set_text(verdict, text)
        verdict.setVisible(bool(text))
        self.lines[number].setAccessibleDescription(text)
        self.proved_changed.emit()

    def _go_on(self, number: int) -> None:
        others = (one for one in range(len(PROVED)) if not self._is_right(one))
        wrong = next(others, None)
        if wrong is None:
            self.go_on_requested.emit()
        elif wrong != number:
            self.lines[wrong].setFocus()

    def _say(self, text: str) -> None:
        plain.set_text(self.said, text)
        self.said.setVisible(bool(text))

    def _print(self) -> None:
        sheet = recovery_sheet(self._code)
        outcome = self._prompts.print_pages(
            self,
            title=sheet.title,
            draw=lambda device: paper.draw_pages(sheet, device, large=False),
        )
        if outcome == "printed":
            self._say(self.tr("It was sent to the printer. Take the sheet from there now."))
        elif outcome == "refused":
            self._say(
                self.tr("The printer did not take it. Look at the printer, and try once more.")
            )
        elif outcome == "no-printer":
            self._say(
                self.tr(
                    "This computer has no printer. Write the code down by hand, or save the sheet "
                    "on a stick."
                )
            )

    def _save(self) -> None:
        path = self._prompts.save_file(
            self,
            title=self.tr("Save the sheet on a stick, not on this computer"),
            name=FILE_NAME,
            kinds=self.tr("PDF (*.pdf)"),
        )
        if path is None or (_is_on_this_computer(path) and not self._insist()):
            return
        sheet = recovery_sheet(self._code)
        self._runner.start(
            lambda: paper.save_pdf(sheet, path, title=sheet.title, large=False),
            owner=self,
            done=lambda _none: self._say(self.tr("The sheet is saved.")),
            failed=self._show_fault,
        )

    def _insist(self) -> bool:
        return self._prompts.confirm(
            self,
            Question(
                text=self.tr("This place is on this computer. Save the sheet here all the same?"),
                detail=self.tr(
                    "Whoever uses this computer could open the workspace with it. A stick that "
                    "you keep elsewhere is safe."
                ),
                yes=self.tr("Save it here"),
            ),
        )

    def _show_fault(self, error: AlongsideError) -> None:
        fault = words.fault_text(error)
        self._say(f"{fault.message} {fault.advice}")


def _is_on_this_computer(path: Path) -> bool:
    """Say whether a place is on the disk that holds the person's own files, or beside them."""
    try:
        return path.parent.stat().st_dev == Path.home().stat().st_dev
    except OSError:
        # Saving will say what is wrong with the place.
        return False
