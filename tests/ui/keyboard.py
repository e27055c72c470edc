# SPDX-License-Identifier: Apache-2.0
"""Somebody at the keyboard: keys go where the focus is, and each one is counted."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


class Typist:
    """Presses keys.

    Attributes:
        pressed: how many keys were pressed, apart from free text.
        written: how many letters of free text were typed.
    """

    def __init__(self) -> None:
        self.pressed = 0
        self.written = 0

    @property
    def at(self) -> QWidget:
        """Where keys go now."""
        target = QApplication.activePopupWidget() or QApplication.focusWidget()
        assert target is not None
        return target

    def press(self, *keys: Qt.Key, ctrl: bool = False, alt: bool = False) -> None:
        """Press keys one after the other."""
        modifier = Qt.KeyboardModifier.NoModifier
        if ctrl:
            modifier = Qt.KeyboardModifier.ControlModifier
        if alt:
            modifier = Qt.KeyboardModifier.AltModifier
        for key in keys:
            QTest.keyClick(self.at, key, modifier)
            self.pressed += 1

    def tab(self, times: int = 1) -> None:
        """Go on to the next field."""
        self.press(*[Qt.Key.Key_Tab] * times)

    def keys(self, text: str) -> None:
        """Type a few letters or digits that choose something."""
        for letter in text:
            QTest.keyClicks(self.at, letter)
            self.pressed += 1

    def write(self, text: str) -> None:
        """Write free text."""
        QTest.keyClicks(self.at, text)
        self.written += len(text)
