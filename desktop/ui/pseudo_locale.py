# SPDX-License-Identifier: Apache-2.0
"""A made-up language that shows what a translation will meet: for tests and for pictures.

Every text that goes through Qt's translation becomes longer and stands in brackets, so that one
that does not can be seen at once. Written from right to left, it is in Hebrew letters.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTranslator

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

OPENING: Final = "⟦"
CLOSING: Final = "⟧"
LONGER: Final = 0.35
"""How much longer than English a translation may be: common for German, Polish or French."""

_KEPT: Final = re.compile(r"\{[^{}]*\}|%L?n|%L?\d+|&\w|\(\*[^()]*\)|;;|\n")
"""Placeholders, access keys and the patterns of file choosers, which translators keep."""
_ACCENTED: Final = str.maketrans(
    "AaBbCcDdEeFfGgHhIiJjKkLlMmNnOoPpQqRrSsTtUuVvWwXxYyZz",
    "ÅåƁƀÇçÐðÉéƑƒĜĝĤĥÎîĴĵĶķĻļḾɱÑñÖöÞþǪǫŔŕŠšŢţÛûṼṽŴŵẊẋÝýŽž",
)
_HEBREW: Final = str.maketrans(
    "AaBbCcDdEeFfGgHhIiJjKkLlMmNnOoPpQqRrSsTtUuVvWwXxYyZz",
    "אאבבצצדדעעפפגגההייזזככללממננווףףקקררססטטוועעששחחייזז",
)
_PADDING: Final = " and some more that makes it as long as in another language"


class PseudoTranslator(QTranslator):
    """Translates everything that is ours into the made-up language.

    Attributes:
        mirrored: from right to left.
        asked: every text that was looked up, with its context.
    """

    def __init__(self, *, mirrored: bool = False) -> None:
        super().__init__()
        self.mirrored = mirrored
        self.asked: set[tuple[str, str]] = set()

    def translate(
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        """Return ``text`` in the made-up language; what belongs to Qt stays as it is."""
        del disambiguation, n
        # Qt's own contexts are the names of its classes, ours never begin with a Q.
        if context.startswith("Q"):
            return text
        self.asked.add((context, text))
        return pseudo(text, mirrored=self.mirrored)

    def isEmpty(self) -> bool:
        """Say that there is something to look up."""
        return False


def pseudo(text: str, *, mirrored: bool = False) -> str:
    """Return ``text`` in the made-up language; placeholders and access keys are kept."""
    longer = text + _padding(len(_KEPT.sub("", text)))
    letters = _HEBREW if mirrored else _ACCENTED
    done, at = [], 0
    for kept in _KEPT.finditer(longer):
        done += [longer[at : kept.start()].translate(letters), kept.group()]
        at = kept.end()
    done.append(longer[at:].translate(letters))
    return f"{OPENING}{''.join(done)}{CLOSING}"


def install(app: QApplication, *, mirrored: bool = False) -> PseudoTranslator:
    """Speak the made-up language until :func:`remove`."""
    translator = PseudoTranslator(mirrored=mirrored)
    app.installTranslator(translator)
    way = Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight
    app.setLayoutDirection(way)
    return translator


def remove(app: QApplication, translator: PseudoTranslator) -> None:
    """Speak English again."""
    app.removeTranslator(translator)
    app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def _padding(length: int) -> str:
    wanted = round(length * LONGER + 0.5)
    return (_PADDING * (wanted // len(_PADDING) + 1))[:wanted].rstrip()
