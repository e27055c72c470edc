# SPDX-License-Identifier: Apache-2.0
"""The safety copies of a workspace: what there is, whether it is good, and saving one elsewhere.

It shows how the copies stand and says what the person wants. It calls no operation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop.ui import plain, theme, words
from desktop.ui.controls import Card, button, row_of
from desktop.ui.facts import Facts
from desktop.ui.letting_go import empty_layout
from desktop.ui.status import MoodText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.operations.backups import BackupStatus


class CopiesCard(Card):
    """How the safety copies stand, and one more in another place.

    Signals:
        save_wanted: save a copy to a folder; carries whether the folder is in another place
            although it looks as if it were not.
    """

    save_wanted = Signal(bool)

    def __init__(self) -> None:
        super().__init__(self.tr("Safety copies"))
        self.warning = MoodText(style="strong")
        self.elsewhere = QCheckBox(plain.button_text(self.tr("The folder is on another computer")))
        self.elsewhere.setAccessibleName(plain.one_line(self.elsewhere.text()))
        self.save = button(self.tr("Save a copy to a stick or folder…"))
        self._standing = QWidget()
        self._column = QVBoxLayout(self._standing)
        theme.spaced(self._column)
        self._lay_out()
        self.save.clicked.connect(lambda: self.save_wanted.emit(self.elsewhere.isChecked()))
        self.empty()

    def _lay_out(self) -> None:
        self.add(
            plain.label(
                self.tr(
                    "A safety copy (a backup) is one locked file with everything in it. One is "
                    "made by itself each day that you write, and the newest three are kept on "
                    "this laptop. They do not help when the laptop is lost: save one to a stick "
                    "now and then, and keep it somewhere else."
                ),
                style="muted",
            ),
            self.warning,
            self._standing,
            self.elsewhere,
            plain.label(
                self.tr(
                    "Tick it for a shared drive too, and for a folder that a program copies to "
                    "somewhere else. A stick needs no tick."
                ),
                style="small",
            ),
        )
        self.content.addLayout(row_of(self.save, None))

    def show_status(self, status: BackupStatus) -> None:
        """Show how the copies stand."""
        empty_layout(self._column)
        self._column.addWidget(Facts(_facts(status)))
        self._warn(status)

    def empty(self) -> None:
        """Hold nothing."""
        empty_layout(self._column)
        self.warning.show_text("", icon=None, tone="calm")
        self.warning.hide()
        self.elsewhere.setChecked(False)

    def _warn(self, status: BackupStatus) -> None:
        text = ""
        if status.test_failed:
            text = self.tr(
                "The newest copy did not pass its test. Save one to a stick now; a new one is "
                "also made by itself."
            )
        elif status.away_due:
            text = needs_copy_text()
        self.warning.show_text(text, icon="alert" if text else None, tone="warn")
        self.warning.setVisible(bool(text))


def needs_copy_text() -> str:
    """Return what a hub is told that has no good copy in another place."""
    return QCoreApplication.translate(
        "copies",
        "This hub has no good safety copy in another place. If this computer were lost, so would "
        "be what is in it.",
    )


def _facts(status: BackupStatus) -> Iterator[tuple[str, str]]:
    say = QCoreApplication.translate
    none = say("copies", "None yet")
    yield say("copies", "Last copy"), words.time_text(status.last_at) if status.last_at else none
    yield say("copies", "Kept on this laptop"), _kept_text(status) or none
    yield say("copies", "Tried out"), _tested_text(status)
    yield say("copies", "In another place"), _away_text(status) or none


def _kept_text(status: BackupStatus) -> str:
    return "\n".join(
        f"{words.short_time_text(row.made)} · {_records_text(row.records)}" for row in status.kept
    )


def _tested_text(status: BackupStatus) -> str:
    say = QCoreApplication.translate
    if status.test_failed:
        return say("copies", "The newest one could not be read back")
    if not status.tested_at:
        return say("copies", "Not yet")
    return say("copies", "{time}: everything could be read back").format(
        time=words.time_text(status.tested_at)
    )


def _away_text(status: BackupStatus) -> str:
    say = QCoreApplication.translate
    if not status.away_at:
        return ""
    at = words.time_text(status.away_at)
    if not status.away_tested_at:
        return say("copies", "{time}, not tried out yet").format(time=at)
    return say("copies", "{time}, and it could be read back").format(time=at)


def _records_text(count: int) -> str:
    say = QCoreApplication.translate
    return words.count_text(
        count,
        one=say("copies", "1 record"),
        many=say("copies", "%n records", None, count),
    )
