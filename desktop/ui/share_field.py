# SPDX-License-Identifier: Apache-2.0
"""The editor of how time was shared out: one box for minutes beside each choice.

It draws a list of entries that hold one choice and one number of minutes each. It knows no kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui import plain, reading, theme
from desktop.ui.fields import Editor, LineBox
from desktop.ui.flow import FlowLayout
from desktop.ui.reading import NotUnderstoodError, Reading
from desktop.ui.words import translated

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.records.form import FormField

_COLUMNS: Final = 8


def is_shared_time(field: FormField) -> bool:
    """Return whether a field is a list of entries of one choice and its minutes."""
    return [inner.hint for inner in field.fields] == ["choice", "minutes"]


class ShareEditor(Editor):
    """Minutes for each choice, side by side. What has no box is kept as it is."""

    def __init__(self, field: FormField) -> None:
        super().__init__()
        choice, minutes = field.fields
        self._choice, self._minutes = choice.name, minutes.name
        self._some = self.tr("some")
        self.lines: dict[str, LineBox] = {}
        self._known: dict[str, dict[str, object]] = {}
        self._kept: list[object] = []
        flow = FlowLayout(across=theme.LARGE)
        self.box.addLayout(flow)
        heading = translated("records", field.label)
        for value, text in choice.choices:
            flow.addWidget(self._part(value, translated("records", text), heading))
        self.together = plain.label(style="small")
        self.box.addWidget(self.together)
        self.together.hide()
        if self.lines:
            self.setFocusProxy(next(iter(self.lines.values())))

    def read(self) -> Reading:
        """Return the entries, in the order of the choices, and after them what has no box."""
        entries = [entry for value in self.lines if (entry := self._entry(value))]
        is_understood = all(self._is_understood(line.text()) for line in self.lines.values())
        return Reading([*entries, *self._kept] or None, is_understood=is_understood)

    def fill(self, value: object | None) -> None:
        """Show these entries."""
        self._known, self._kept = {}, []
        for entry in value if isinstance(value, list | tuple) else ():
            named = entry.get(self._choice) if isinstance(entry, dict) else None
            if isinstance(named, str) and named in self.lines and named not in self._known:
                self._known[named] = entry
            else:
                self._kept.append(entry)
        for choice, line in self.lines.items():
            line.setText(self._shown(self._known.get(choice)))
        self._add_up()

    def explain_wrong(self) -> str:
        """Return an example of what to type."""
        return self.tr("Write the minutes as a number, for example 45, or 1h 30.")

    def _part(self, value: str, text: str, heading: str) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        theme.spaced(column, spacing=theme.TIGHT)
        line = LineBox(columns=_COLUMNS)
        line.setPlaceholderText(self.tr("minutes"))
        line.setAccessibleName(
            plain.one_line(self.tr("{what}: {which}, minutes").format(what=heading, which=text))
        )
        line.textEdited.connect(self._note_edit)
        line.editingFinished.connect(lambda: self._tidy(line))
        label = plain.buddy_label(text, line, style="body")
        label.setWordWrap(False)
        column.addWidget(label)
        column.addWidget(line)
        self.lines[value] = line
        return part

    def _note_edit(self) -> None:
        self._add_up()
        self.edited.emit()

    def _tidy(self, line: LineBox) -> None:
        minutes = self._read_one(line.text())
        if isinstance(minutes, int):
            line.setText(str(minutes))

    def _add_up(self) -> None:
        read = (self._read_one(line.text()) for line in self.lines.values())
        minutes = [one for one in read if isinstance(one, int)]
        self.together.setVisible(len(minutes) > 1)
        say = QCoreApplication.translate
        plain.set_text(self.together, say("ShareEditor", "%n minutes together", None, sum(minutes)))

    def _shown(self, entry: Mapping[str, object] | None) -> str:
        if entry is None:
            return ""
        minutes = entry.get(self._minutes)
        return self._some if minutes is None else str(minutes)

    def _entry(self, value: str) -> dict[str, object]:
        """Return the entry of one choice; an empty one where nothing is filled in."""
        text = self.lines[value].text().strip()
        known = self._known.get(value, {})
        more = {name: one for name, one in known.items() if name != self._minutes}
        if not text:
            # What a newer version noted there is kept, even without minutes.
            return more if more.keys() - {self._choice} else {}
        entry: dict[str, object] = more | {self._choice: value}
        minutes = self._read_one(text)
        return entry if minutes is None else entry | {self._minutes: minutes}

    def _read_one(self, text: str) -> int | str | None:
        """Return minutes, ``None`` for some or none at all, or what was typed if unclear."""
        clean = text.strip()
        if not clean or clean.casefold() == self._some.casefold():
            return None
        try:
            return reading.read_minutes(clean)
        except NotUnderstoodError:
            return clean

    def _is_understood(self, text: str) -> bool:
        return not isinstance(self._read_one(text), str)
