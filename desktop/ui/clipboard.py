# SPDX-License-Identifier: Apache-2.0
"""What is copied here: text alone, kept out of clipboard histories, and gone after a minute.

It knows no page. Whatever part of the window a text was copied from, the guard sees it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMimeData, QObject, Qt, QTimer
from PySide6.QtGui import QClipboard, QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from desktop.ui import plain

if TYPE_CHECKING:
    from collections.abc import Callable

KEPT_MS: Final = 60_000
"""How long a copied text stays on the clipboard."""

_MODES: Final = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)
_OURS: Final = "application/x-copied-here"
_COPYING: Final = frozenset({"edit-cut", "edit-copy"})
"""Qt's names for these in the menu of a line."""
_COPIES: Final = (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Cut)


def plain_copy(text: str) -> QMimeData:
    """Return a clipboard entry: text alone, marked so that clipboard histories leave it out.

    The marks are those of KDE's Klipper, of nspasteboard.org for macOS, and of Windows
    (https://learn.microsoft.com/windows/win32/dataxchg/clipboard-formats).
    """
    data = QMimeData()
    data.setText(text)
    data.setData("x-kde-passwordManagerHint", b"secret")
    data.setData("application/x-nspasteboard-concealed-type", b"1")
    data.setData(
        'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"',
        b"\1\0\0\0",
    )
    data.setData(_OURS, b"1")
    return data


def clear_clipboard() -> None:
    """Empty the clipboard of what was copied here; what other programs put there stays."""
    for mode in _modes():
        if _is_ours(mode):
            QGuiApplication.clipboard().clear(mode)


class SecretEdit(QLineEdit):
    """A line whose text cannot be copied, not even while it is shown."""

    def clear(self) -> None:
        """Hold nothing; what was typed does not come back with Undo, as after Qt's own."""
        self.setText("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pass over the keys that copy and cut."""
        if any(event.matches(keys) for keys in _COPIES):
            event.accept()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what the menu of a line offers, without copying and cutting."""
        menu = self.createStandardContextMenu()
        for action in menu.actions():
            if action.objectName() in _COPYING:
                menu.removeAction(action)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())


class ClipboardGuard(QObject):
    """Looks after everything that is copied in the program, while the program runs.

    Lines and labels of Qt put their text on the clipboard themselves, so it is marked there, in
    the same moment.
    """

    def __init__(
        self,
        *,
        parent: QObject | None = None,
        owns: Callable[[QClipboard.Mode], bool] | None = None,
    ) -> None:
        super().__init__(parent)
        self._owns = owns or _owns
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.setInterval(KEPT_MS)
        self._timer.timeout.connect(clear_clipboard)
        QGuiApplication.clipboard().changed.connect(self._look_at)

    def close(self) -> None:
        """Empty the clipboard of what was copied here, and guard no more."""
        QGuiApplication.clipboard().changed.disconnect(self._look_at)
        self._timer.stop()
        clear_clipboard()

    def _look_at(self, mode: QClipboard.Mode) -> None:
        if mode not in _modes() or not self._owns(mode):
            return
        clipboard = QGuiApplication.clipboard()
        text = clipboard.text(mode)
        if not text:
            return
        if isinstance(QApplication.focusWidget(), SecretEdit):
            # Where selecting is copying, as under X11.
            clipboard.clear(mode)
        elif _is_marked(mode):
            self._timer.start()
        else:
            is_label = isinstance(QApplication.focusWidget(), QLabel)
            written = plain.as_written(text) if is_label else text
            clipboard.setMimeData(plain_copy(written), mode)


def _modes() -> tuple[QClipboard.Mode, ...]:
    if QGuiApplication.clipboard().supportsSelection():
        return _MODES
    return _MODES[:1]


def _owns(mode: QClipboard.Mode) -> bool:
    clipboard = QGuiApplication.clipboard()
    if mode == QClipboard.Mode.Selection:
        return clipboard.ownsSelection()
    return clipboard.ownsClipboard()


def _is_ours(mode: QClipboard.Mode) -> bool:
    return _owns(mode) or _is_marked(mode)


def _is_marked(mode: QClipboard.Mode) -> bool:
    held = QGuiApplication.clipboard().mimeData(mode)
    return held is not None and held.hasFormat(_OURS)
