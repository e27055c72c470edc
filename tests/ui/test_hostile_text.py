# SPDX-License-Identifier: Apache-2.0
"""What people write is shown as they wrote it, whatever it is: never run, opened or obeyed.

Real workspaces hold markup, references to files and servers, characters that turn the order
round, piles of marks and lines without an end; in every field and in every name. Every page of
both sides is visited, and what Qt was given there is looked at.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from desktop.records.fields import LONG_TEXT
from desktop.ui.plain import Drawing
from tests.ui.texts import everything, label_of, texts_of
from tests.ui.writers import HOSTILE, MARKUP

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.ui.scenes import Scene
    from tests.ui.walks import Walker

BIDI: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067")
"""What turns the order of a text round; the isolates that the program adds are not among them."""
MOST_MARKS: Final = 8
MOST_ON_A_LINE: Final = 600
"""Letters in a place that shows one line: a list, a button, a tooltip."""
OBJECT: Final = "\ufffc"
"""What stands in a document for a picture."""


def marks_of(text: str) -> int:
    """Return how many marks stand on one letter at most."""
    most = run = 0
    for character in text:
        run = run + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        most = max(most, run)
    return most


def richness(widget: QWidget) -> Iterator[str]:
    """Yield where Qt could take a text for HTML."""
    if isinstance(widget, QLabel) and widget.textFormat() != Qt.TextFormat.PlainText:
        yield "guesses whether its text is HTML"
    if isinstance(widget, QMessageBox) and widget.textFormat() != Qt.TextFormat.PlainText:
        yield "guesses whether its text is HTML"
    if isinstance(widget, QTextEdit):
        yield "holds rich text"
    for which in (widget.toolTip(), widget.whatsThis(), widget.statusTip()):
        # A tooltip cannot be told to be plain; broken brackets are no markup.
        if which.count("<") != which.count("<\u2060"):
            yield "has a tooltip that Qt takes for HTML"
    for document in widget.findChildren(QTextDocument):
        if OBJECT in document.toRawText():
            yield "holds a picture"


def unruly(widget: QWidget) -> Iterator[str]:
    """Yield what is shown or said with characters that do harm, or without an end."""
    for what, text in texts_of(widget):
        if BIDI & set(text):
            yield f"{what} turns the order of the letters round"
        if any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t" for c in text):
            yield f"{what} has characters that nobody can see"
        if marks_of(text) > MOST_MARKS:
            yield f"{what} has {marks_of(text)} marks on one letter"
        if len(text) > _most_letters(widget, what):
            yield f"{what} has {len(text)} letters"


def _most_letters(widget: QWidget, what: str) -> int:
    is_page_of_text = isinstance(widget, QLabel) and widget.wordWrap()
    if isinstance(widget, Drawing):
        # A whole page of paper, read out.
        return 10 * LONG_TEXT
    # With the label of the field before it.
    return LONG_TEXT + 200 if is_page_of_text and what in ("text", "name") else MOST_ON_A_LINE


def unclosed(widget: QWidget) -> Iterator[str]:
    """Yield a text whose isolates do not come in pairs, so that they reach into what follows."""
    for what, text in texts_of(widget):
        if text.count("\u2068") != text.count("\u2069") and not text.endswith("…"):
            yield f"{what} opens an isolate that it does not close"


def checks_of(scene: Scene) -> Iterator[str]:
    for widget in everything(scene.root):
        for check in (richness, unruly, unclosed):
            for complaint in check(widget):
                yield f"{label_of(widget)}: {complaint}"


@pytest.mark.parametrize("writing", HOSTILE)
@pytest.mark.parametrize("part", ["volunteer", "hub"])
def test_hostile_text_does_nothing(walker: Walker, part: str, writing: str) -> None:
    found = walker.walk(part, checks_of, writing=writing)

    assert found == [], "\n" + "\n".join(found)


def test_markup_is_shown_as_it_was_written(walker: Walker) -> None:
    seen: set[str] = set()

    def collect(scene: Scene) -> Iterator[str]:
        for widget in everything(scene.root):
            seen.update(text for what, text in texts_of(widget) if what != "tooltip")
            if isinstance(widget, QPlainTextEdit):
                seen.add(widget.toPlainText())
            if isinstance(widget, QLineEdit):
                seen.add(widget.text())
        yield from ()

    walker.walk("volunteer", collect, writing="markup")

    for written in MARKUP:
        assert any(written[:60] in text for text in seen), written
