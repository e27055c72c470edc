# SPDX-License-Identifier: Apache-2.0
"""Every text that a person sees or hears goes through Qt's translation.

In the made-up language each translated text stands in brackets, and what people wrote is in
Cyrillic. So a Latin letter outside brackets is a text that nobody could translate.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from desktop.crypto.keys import word_list
from desktop.errors import fault_of
from desktop.ui import pseudo_locale
from desktop.ui.row_list import RowsList
from desktop.ui.search import SearchPage
from desktop.ui.window import TITLE
from tests.translatable import TEMPLATE, TRANSLATIONS, in_template
from tests.ui.scenes import EXAMPLE_CODE, EXAMPLE_WORDS
from tests.ui.texts import label_of, own_widgets, texts_of
from tests.ui.walks import PARTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication

    from desktop.ui.pseudo_locale import PseudoTranslator
    from tests.ui.scenes import Scene
    from tests.ui.walks import Walker

_LETTERS: Final = re.compile(r"[A-Za-zÀ-ɏ]+")
_PATH: Final = re.compile(r"\S*[/\\]\S*")
_SLUG: Final = re.compile(r"[a-z]+(?:-[a-z]+)+|damaged")
_KEYS: Final = re.compile(r"Ctrl\+\w")


@pytest.fixture
def translator(qapp: QApplication) -> Iterator[PseudoTranslator]:
    made = pseudo_locale.install(qapp)
    yield made
    pseudo_locale.remove(qapp, made)


def outside_brackets(text: str) -> str:
    """Return what of a text is not in brackets; one that was cut short counts to its end."""
    kept, depth = [], 0
    for character in text:
        if character == pseudo_locale.OPENING:
            depth += 1
        elif character == pseudo_locale.CLOSING:
            depth = max(depth - 1, 0)
        elif not depth:
            kept.append(character)
    return "".join(kept)


def is_of_its_own(text: str) -> bool:
    """Say whether a text belongs to no language: a path, a fault's name, check words, a code."""
    if (
        text == TITLE
        or "".join(text.split()) == EXAMPLE_CODE
        or set(text.split()) <= {*word_list(), *EXAMPLE_WORDS}
    ):
        return True
    return bool(_SLUG.fullmatch(text)) and bool(fault_of(text).slug)


def is_what_was_found(widget: QWidget) -> bool:
    """Say whether a list shows bits of the text that is searched, which are as they were kept."""
    return isinstance(widget, RowsList) and has_above(widget, SearchPage)


def has_above(widget: QWidget, kind: type[QWidget]) -> bool:
    above = widget.parentWidget()
    return above is not None and (isinstance(above, kind) or has_above(above, kind))


def untranslated(widget: QWidget) -> Iterator[str]:
    is_of_words = isinstance(widget, QLabel) and widget.property("look") == "words"
    if is_of_words or is_what_was_found(widget):
        return
    for what, text in texts_of(widget):
        left = _PATH.sub("", outside_brackets(text)).strip(" .:\n")
        if _LETTERS.search(left) and not is_of_its_own(left):
            yield f"{label_of(widget)}: {what} {text[:80]!r}"


@pytest.mark.parametrize("part", PARTS)
def test_every_text_can_be_translated(
    walker: Walker, translator: PseudoTranslator, part: str
) -> None:
    def check(scene: Scene) -> Iterator[str]:
        for widget in own_widgets(scene.root):
            yield from untranslated(widget)

    found = walker.walk(part, check)

    assert found == [], "\n" + "\n".join(found)


@pytest.mark.parametrize("part", PARTS)
def test_translators_are_given_every_text_that_is_looked_up(
    walker: Walker, translator: PseudoTranslator, part: str
) -> None:
    walker.walk(part, lambda _scene: ())

    # A text may be looked up for a subclass, and found for the class that it stands in.
    known = {message.text for message in in_template(TRANSLATIONS / TEMPLATE)}
    # Parts of titles are looked up too, and may be what somebody wrote, or a date.
    asked = {text for _context, text in translator.asked if _LETTERS.search(text)}
    assert sorted(asked - known) == []
