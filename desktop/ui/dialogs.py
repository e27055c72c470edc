# SPDX-License-Identifier: Apache-2.0
"""The dialogs, file choosers and messages that the prompts show: made, run and taken away.

Loaded when the first one is shown. Only the prompts may open them. Each belongs to the window
rather than to the page that asks: a page goes with a lock, and would take it along while it runs.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QCoreApplication, QSettings, QStandardPaths, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QMessageBox,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.ui import plain, theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPagedPaintDevice
    from PySide6.QtPrintSupport import QPrinter

    from desktop.ui.prompts import Printing, Question


def confirm(parent: QWidget, question: Question) -> bool:
    """Ask a question; the safe answer is the one that Enter gives."""
    box = plain.message_box(
        parent.window(), title=_title(), text=question.text, detail=question.detail
    )
    yes = box.addButton(plain.button_text(question.yes), QMessageBox.ButtonRole.AcceptRole)
    no = box.addButton(
        QCoreApplication.translate("Prompts", "Go back"), QMessageBox.ButtonRole.RejectRole
    )
    box.setDefaultButton(no)
    box.setEscapeButton(no)
    box.exec()
    chosen = box.clickedButton() is yes
    shiboken6.delete(box)
    return chosen


def reason(parent: QWidget, *, text: str, label: str, yes: str) -> str | None:
    """Ask for a few words."""
    box = QPlainTextEdit()
    box.setTabChangesFocus(True)
    box.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
    dialog = _AskDialog(parent, text=text, label=label, yes=yes, control=box)
    box.textChanged.connect(lambda: dialog.allow(bool(box.toPlainText().strip())))
    answer = box.toPlainText().strip() if dialog.exec() else None
    shiboken6.delete(dialog)
    return answer


def tell(parent: QWidget, *, text: str, detail: str) -> None:
    """Tell something."""
    box = plain.message_box(parent.window(), title=_title(), text=text, detail=detail)
    box.addButton(QCoreApplication.translate("Prompts", "Close"), QMessageBox.ButtonRole.AcceptRole)
    box.exec()
    shiboken6.delete(box)


def choose_files(parent: QWidget, *, title: str, kinds: str) -> tuple[Path, ...]:
    """Let the person choose files."""
    dialog = _file_dialog(parent, title=title, kinds=kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    return _chosen(dialog)


def choose_folder(parent: QWidget, *, title: str) -> Path | None:
    """Let the person choose a folder."""
    dialog = _file_dialog(parent, title=title, kinds="")
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return next(iter(_chosen(dialog)), None)


def choose_new_file(parent: QWidget, *, title: str, name: str, kinds: str) -> Path | None:
    """Let the person choose where a new file goes; asks before another is replaced."""
    dialog = _file_dialog(parent, title=title, kinds=kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setDefaultSuffix(Path(name).suffix.removeprefix("."))
    dialog.selectFile(name)
    return next(iter(_chosen(dialog)), None)


def print_pages(
    parent: QWidget, *, title: str, draw: Callable[[QPagedPaintDevice], bool]
) -> Printing:
    """Let the person choose a printer, and draw on its paper."""
    # Loaded late: most days nothing is printed.
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    if not QPrinterInfo.availablePrinterNames():
        return "no-printer"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(plain.one_line(title))
    if not _choose_printer(parent, printer):
        return "cancelled"
    failed = (QPrinter.PrinterState.Aborted, QPrinter.PrinterState.Error)
    is_drawn = draw(printer) and printer.printerState() not in failed
    return "printed" if is_drawn else "refused"


def _choose_printer(parent: QWidget, printer: QPrinter) -> bool:
    from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog

    dialog = QPrintDialog(printer, parent.window())
    # A file is saved with the page's own button, which says where it is safe to.
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, False)
    is_chosen = bool(dialog.exec())
    shiboken6.delete(dialog)
    return is_chosen


def take_away() -> None:
    """Close every dialog and every list that is open above a window."""
    for one in QApplication.topLevelWidgets():
        if one.isHidden():
            continue
        if isinstance(one, QDialog):
            one.reject()
        elif one.windowType() == Qt.WindowType.Popup:
            one.close()


class _AskDialog(QDialog):
    """A text, one labelled control and two buttons."""

    def __init__(
        self, parent: QWidget, *, text: str, label: str, yes: str, control: QWidget
    ) -> None:
        super().__init__(parent.window())
        self.setWindowTitle(_title())
        self.setMinimumWidth(460)
        buttons = QDialogButtonBox()
        self._yes = buttons.addButton(
            plain.button_text(yes), QDialogButtonBox.ButtonRole.AcceptRole
        )
        buttons.addButton(
            QCoreApplication.translate("Prompts", "Go back"),
            QDialogButtonBox.ButtonRole.RejectRole,
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        theme.spaced(layout, margin=theme.WIDE, spacing=theme.SMALL)
        layout.addWidget(plain.label(text))
        layout.addSpacing(theme.SMALL)
        layout.addWidget(plain.buddy_label(label, control))
        layout.addWidget(control)
        layout.addSpacing(theme.SMALL)
        layout.addWidget(buttons)
        control.setFocus()
        self.allow(False)

    def allow(self, allowed: bool) -> None:
        """Let the person go on, or not yet."""
        self._yes.setEnabled(allowed)


def _title() -> str:
    # The same neutral name everywhere: a title is read by shoulder-surfers and by the task bar.
    return QGuiApplication.applicationDisplayName() or "Alongside"


def _file_dialog(parent: QWidget, *, title: str, kinds: str) -> QFileDialog:
    dialog = QFileDialog(parent.window(), plain.one_line(title))
    # The system's own choosers note what was opened (recent files, jump lists); Qt's does not
    # once its few settings are wiped.
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setHistory([])
    home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.HomeLocation)
    dialog.setDirectory(home)
    if kinds:
        dialog.setNameFilter(kinds)
    return dialog


def _chosen(dialog: QFileDialog) -> tuple[Path, ...]:
    chosen = tuple(Path(name) for name in dialog.selectedFiles()) if dialog.exec() else ()
    # The dialog writes its history when it is destroyed, so it goes first.
    shiboken6.delete(dialog)
    forget_file_history()
    return chosen


def forget_file_history() -> None:
    """Wipe what Qt's file choosers note about folders and files."""
    settings = QSettings(QSettings.Scope.UserScope, "QtProject")
    for group in ("FileDialog", "Qt"):
        settings.remove(group)
    settings.sync()
