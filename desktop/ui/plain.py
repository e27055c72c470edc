# SPDX-License-Identifier: Apache-2.0
"""Text on the screen: the only place that makes labels, message boxes and tooltips.

Qt guesses whether a text is HTML, and opens the local files that such HTML names. Everything here
is therefore forced to plain text. This module knows nothing of records or pages.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox

Style = Literal[
    "body",
    "title",
    "heading",
    "strong",
    "muted",
    "small",
    "problem",
    "words",
    "field",
    "eyebrow",
    "figure",
    "code",
]

_FIRST_STRONG_ISOLATE: Final = "\u2068"
_POP_ISOLATE: Final = "\u2069"
_LEFT_MARK: Final = "\u200e"
_RIGHT_MARK: Final = "\u200f"
_MARK: Final = "\ufffd"
# Overrides, embeddings and isolates can make a sentence read as something else (Unicode TR 36).
# The plain left-to-right and right-to-left marks stay: honest Arabic and Hebrew text needs them.
_HOSTILE_BIDI: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LINE_ENDINGS: Final = {"\u2028": "\n", "\u2029": "\n", "\r": "\n", "\x0b": "\n", "\x0c": "\n"}
_MOST_MARKS: Final = 8
# A label ends its lines between words only; one long word would push all others out of sight.
_LONG_WORD: Final = re.compile(r"\S{25,}")
_PIECE: Final = 16
_BREAK: Final = "\u200b"
_OUR_MARKS: Final = dict.fromkeys(map(ord, (_BREAK, _FIRST_STRONG_ISOLATE, _POP_ISOLATE)))
_JOINER: Final = "\u200d"


def shown(text: str) -> str:
    """Return ``text`` fit to be displayed: hostile characters become a visible mark.

    Bidirectional overrides and control characters are replaced by U+FFFD, and a run of more than
    eight combining marks on one letter is cut there, so that no text can paint over its
    neighbours or stall the window. What is stored is never changed by this.
    """
    if text.isascii() and text.isprintable():
        return text
    kept: list[str] = []
    marks = 0
    for character in text.replace("\r\n", "\n"):
        category = unicodedata.category(character)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if marks > _MOST_MARKS:
            if marks == _MOST_MARKS + 1:
                kept.append(_MARK)
        elif character in _LINE_ENDINGS:
            kept.append(_LINE_ENDINGS[character])
        elif character in _HOSTILE_BIDI or (category in ("Cc", "Cs") and character not in "\n\t"):
            kept.append(_MARK)
        else:
            kept.append(character)
    return "".join(kept)


def one_line(text: str) -> str:
    """Return ``text`` fit to be displayed, on one line."""
    return " ".join(shown(text).split())


def isolated(text: str) -> str:
    """Return ``text`` on one line, isolated so that it cannot reorder the sentence around it."""
    return f"{_FIRST_STRONG_ISOLATE}{one_line(text)}{_POP_ISOLATE}"


def heading_text(text: str) -> str:
    """Return a name for a heading, isolated, that stands where headings stand in this language.

    Qt aligns a label by the first letter of its text, so that an Arabic name would stand at the
    other side of an English window.
    """
    is_mirrored = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    return f"{_RIGHT_MARK if is_mirrored else _LEFT_MARK}{isolated(text)}"


def shortened(text: str, *, most: int = 80) -> str:
    """Return ``text`` on one line, with at most ``most`` characters."""
    line = one_line(text)
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def fitted(text: str, *, most: int = 200) -> str:
    """Return a sentence with :func:`isolated` parts on one line, at most ``most`` characters."""
    line = " ".join(_allow_isolates(text).split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def label(text: str = "", *, style: Style = "body", wrap: bool = True) -> QLabel:
    """Return a label that shows ``text`` literally.

    Text that is wrapped can be selected with the mouse and the keyboard.
    """
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setOpenExternalLinks(False)
    made.setWordWrap(wrap)
    made.setProperty("look", style)
    if wrap:
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    set_text(made, text)
    return made


def set_text(target: QLabel, text: str) -> None:
    """Show ``text`` in a label, literally."""
    displayed = _allow_isolates(text)
    if target.wordWrap():
        displayed = _LONG_WORD.sub(_in_pieces, displayed)
    # With a buddy, Qt reads "&x" as an access key even in plain text.
    target.setText(displayed.replace("&", "&&") if target.buddy() is not None else displayed)


def as_written(shown_text: str) -> str:
    """Return a label's text without the invisible marks that :func:`set_text` put into it."""
    return shown_text.translate(_OUR_MARKS)


def _in_pieces(word: re.Match[str]) -> str:
    """Return a very long word with invisible places where its line may end."""
    kept: list[str] = []
    length = 0
    for character in word.group():
        is_mark = unicodedata.category(character).startswith("M") or character == _JOINER
        if length >= _PIECE and not is_mark:
            kept.append(_BREAK)
            length = 0
        kept.append(character)
        length += 1
    return "".join(kept)


def _allow_isolates(text: str) -> str:
    """Clean a text but keep the isolates that :func:`isolated` put there, in matching pairs."""
    parts = text.split(_FIRST_STRONG_ISOLATE)
    if len(parts) == 1:
        return shown(text)
    done = [shown(parts[0])]
    for part in parts[1:]:
        inner, closed, rest = part.partition(_POP_ISOLATE)
        if closed:
            done.append(f"{_FIRST_STRONG_ISOLATE}{shown(inner)}{_POP_ISOLATE}{shown(rest)}")
        else:
            done.append(_MARK + shown(inner))
    return "".join(done)


def selectable(target: QLabel) -> QLabel:
    """Let a person select and copy a label's text, and return the label."""
    target.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return target


def forget_texts(target: QWidget) -> None:
    """Empty a label, or every label inside a widget, so that no text outlives what it showed."""
    labels = [target] if isinstance(target, QLabel) else target.findChildren(QLabel)
    for one in labels:
        one.clear()


def buddy_label(text: str, target: QWidget, *, style: Style = "field") -> QLabel:
    """Return the label of a control; clicking it or its screen reader name leads to ``target``."""
    made = label("", style=style)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
    made.setBuddy(target)
    set_text(made, text)
    if not target.accessibleName():
        target.setAccessibleName(one_line(text))
    return made


def button_text(text: str) -> str:
    """Return ``text`` for a button, tab or menu, where an ampersand would become an access key."""
    return one_line(text).replace("&", "&&")


def set_tooltip(target: QWidget, text: str) -> None:
    """Give a control a tooltip and an accessible description, both literal.

    A tooltip has no plain text mode, so a text that Qt would take for HTML is broken apart by
    putting a word joiner after each opening bracket.
    """
    clean = one_line(text)
    target.setToolTip(clean.replace("<", "<\u2060"))
    target.setAccessibleDescription(clean)


def message_box(parent: QWidget | None, *, title: str, text: str, detail: str = "") -> QMessageBox:
    """Return a message box, not yet shown, whose texts are literal."""
    # Loaded late: the first window asks nothing in a box.
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(one_line(title))
    box.setText(_allow_isolates(text))
    # Shown by a label of its own that follows the format above since Qt 5.
    box.setInformativeText(_allow_isolates(detail))
    for inner in box.findChildren(QLabel):
        inner.setTextFormat(Qt.TextFormat.PlainText)
    return box


class Drawing(QLabel):
    """Something that its heir draws, and that a screen reader reads out as a text.

    It takes the focus, so that it can be come to and scrolled with the keyboard.
    """

    def __init__(self, *, name: str) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(one_line(name))

    def set_reading(self, text: str) -> None:
        """Let a screen reader read this out."""
        self.setAccessibleDescription(shown(text))

    def reading(self) -> str:
        """Return what a screen reader reads out."""
        return self.accessibleDescription()
