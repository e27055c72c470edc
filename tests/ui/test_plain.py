# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from desktop.ui import plain

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

IMAGE = '<img src="file:///etc/hostname"><b>bold</b>'


@pytest.mark.parametrize(
    ("written", "displayed"),
    [
        ("plain text", "plain text"),
        ("a\u202eb\u202cc", "a\ufffdb\ufffdc"),
        ("a\u2066b\u2069", "a\ufffdb\ufffd"),
        ("a\x00b\x1bc\x7f", "a\ufffdb\ufffdc\ufffd"),
        ("lone \ud800 surrogate", "lone \ufffd surrogate"),
        ("one\r\ntwo\u2029three\tfour", "one\ntwo\nthree\tfour"),
        ("عربي \u200f(نص)", "عربي \u200f(نص)"),
        ("e\u0301", "e\u0301"),
    ],
)
def test_hostile_characters_become_visible_marks(written: str, displayed: str) -> None:
    assert plain.shown(written) == displayed


def test_a_pile_of_combining_marks_is_cut_and_drawn_quickly(qtbot: QtBot) -> None:
    begun = time.monotonic()
    label = plain.label("a" + "\u0300" * 10_000 + "b")
    qtbot.addWidget(label)
    label.grab()

    assert label.text() == "a" + "\u0300" * 8 + "\ufffdb"
    assert time.monotonic() - begun < 1


def test_a_label_takes_nothing_for_html(qtbot: QtBot) -> None:
    label = plain.label(IMAGE)
    qtbot.addWidget(label)

    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text().replace("\u200b", "") == IMAGE


def test_a_very_long_word_can_be_broken_but_not_within_a_letter(qtbot: QtBot) -> None:
    label = plain.label("short " + "e\u0301" * 40)
    line = plain.label("w" * 40, wrap=False)
    for one in (label, line):
        qtbot.addWidget(one)

    pieces = label.text().removeprefix("short ").split("\u200b")
    assert "".join(pieces) == "e\u0301" * 40
    assert {piece[0] for piece in pieces} == {"e"}
    assert max(map(len, pieces)) <= 17
    assert line.text() == "w" * 40


def test_isolated_text_cannot_reorder_its_sentence(qtbot: QtBot) -> None:
    name = plain.isolated("עברית\u202e \n x")
    label = plain.label(f"From {name}, 3 notes")
    qtbot.addWidget(label)

    assert label.text() == "From \u2068עברית\ufffd x\u2069, 3 notes"


def test_an_isolate_that_is_never_closed_is_shown(qtbot: QtBot) -> None:
    label = plain.label("a\u2068b")
    qtbot.addWidget(label)

    assert label.text() == "a\ufffdb"


def test_an_ampersand_is_never_an_access_key(qtbot: QtBot) -> None:
    line = QLineEdit()
    qtbot.addWidget(line)
    label = plain.buddy_label("Mum & dad", line)
    qtbot.addWidget(label)

    assert label.text() == "Mum && dad"
    assert line.accessibleName() == "Mum & dad"
    assert plain.button_text("Mum & dad") == "Mum && dad"


def test_a_buddy_keeps_the_name_it_has(qtbot: QtBot) -> None:
    line = QLineEdit()
    line.setAccessibleName("Known already")
    qtbot.addWidget(line)
    qtbot.addWidget(plain.buddy_label("Other", line))

    assert line.accessibleName() == "Known already"


def test_a_tooltip_is_not_taken_for_html(qtbot: QtBot) -> None:
    line = QLineEdit()
    qtbot.addWidget(line)

    plain.set_tooltip(line, IMAGE)

    assert "<\u2060img" in line.toolTip()
    assert "<i" not in line.toolTip()
    assert line.accessibleDescription() == IMAGE


def test_a_message_box_takes_nothing_for_html(qtbot: QtBot) -> None:
    box = plain.message_box(None, title="Alongside", text=IMAGE, detail=IMAGE)
    qtbot.addWidget(box)

    texts = [one for one in box.findChildren(QLabel) if one.text()]
    assert {one.text() for one in texts} == {IMAGE}
    assert all(one.textFormat() is Qt.TextFormat.PlainText for one in texts)


def test_long_text_is_shortened() -> None:
    assert plain.shortened("word " * 100, most=20) == "word word word word…"


def test_texts_are_forgotten(qtbot: QtBot) -> None:
    label = plain.selectable(plain.label("private"))
    qtbot.addWidget(label)

    plain.forget_texts(label)

    assert label.text() == ""
