# SPDX-License-Identifier: Apache-2.0
"""The language of the windows: the first of the system's that this program speaks.

English is in the source and needs no file. It knows files of translations, never any wording.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

from desktop.config import resources

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

SOURCE_LANGUAGE: Final = "en"


def install(
    app: QApplication, *, languages: Sequence[str] | None = None, folder: Path | None = None
) -> str:
    """Speak the first language of the system that there is a translation for; return its name.

    The layout runs in that language's direction, and Qt's own dialogs speak it too where Qt
    comes with it. Where English is wanted before any language that we have, nothing is loaded.

    Args:
        app: the application.
        languages: wanted languages, best first, such as ``pl-PL``; by default the system's.
        folder: where the files ``alongside_<language>.qm`` are; by default with the program's.
    """
    place = folder or resources() / "translations"
    for name in _names(QLocale.system().uiLanguages() if languages is None else languages):
        if name.partition("_")[0] in (SOURCE_LANGUAGE, "C"):
            return SOURCE_LANGUAGE
        # Looked for by ourselves: Qt would go on to shorter and other names than we asked for.
        file = place / f"alongside_{name}.qm"
        if file.is_file() and _use(app, name, file):
            return name
    return SOURCE_LANGUAGE


def _names(languages: Sequence[str]) -> Iterator[str]:
    """Yield the name of each language with its country, then without."""
    for language in languages:
        whole = language.replace("-", "_")
        yield whole
        if "_" in whole:
            yield whole.partition("_")[0]


def _use(app: QApplication, name: str, file: Path) -> bool:
    ours, of_qt = QTranslator(app), QTranslator(app)
    if not ours.load(str(file)):
        return False
    if of_qt.load(f"qtbase_{name}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(of_qt)
    # Asked first: the one installed last.
    app.installTranslator(ours)
    app.setLayoutDirection(QLocale(name).textDirection())
    return True
