# SPDX-License-Identifier: Apache-2.0
"""The files of translators are complete, and the program speaks what is in them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, Qt, QTranslator

from desktop.ui import pseudo_locale, translation, words
from desktop.ui.pseudo_locale import PseudoTranslator, pseudo
from desktop.ui.window import TITLE
from tests import translatable
from tests.translatable import ROOT, TEMPLATE, TRANSLATIONS, Message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

#: Calls that put a text on the screen, by their last name, and which argument the text is.
SHOWS: Final = {
    "addAction": 0,
    "addItem": 0,
    "addTab": 1,
    "buddy_label": 0,
    "button": 0,
    "fitted": 0,
    "label": 0,
    "one_line": 0,
    "setAccessibleDescription": 0,
    "setAccessibleName": 0,
    "setPlaceholderText": 0,
    "setText": 0,
    "setTitle": 0,
    "setToolTip": 0,
    "setWhatsThis": 0,
    "setWindowTitle": 0,
    "set_text": 1,
    "set_tooltip": 1,
    "show_note": 0,
}
DAYS: Final = Message(context="status", text="%n days", is_plural=True)
PLAIN: Final = Message(context="states", text="Draft")


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    """Give the application, and take from it what a test has installed."""
    yield qapp
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        shiboken6.delete(translator)
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def translate_into(folder: Path, language: str, *, days: tuple[str, ...], draft: str) -> None:
    """Write a translation as Qt Linguist would, and compile it."""
    file = folder / f"alongside_{language}.ts"
    translatable.update(folder, {DAYS, PLAIN}, new=[language])
    tree = ET.parse(file)  # noqa: S314 - written by this test
    for message in tree.iter("message"):
        done = message.find("translation")
        assert done is not None
        done.attrib.pop("type", None)
        if message.get("numerus") == "yes":
            done.clear()
            for form in days:
                ET.SubElement(done, "numerusform").text = form
        else:
            done.text = draft
    tree.write(file, encoding="utf-8", xml_declaration=True)
    translatable.compile_all(folder, folder)


def days_text(count: int) -> str:
    say = QCoreApplication.translate
    return words.count_text(
        count, one=say("status", "1 day"), many=say("status", "%n days", None, count)
    )


def test_translators_can_see_every_text() -> None:
    assert translatable.in_program().complaints == []


def test_the_template_is_up_to_date() -> None:
    wanted = translatable.in_program().messages
    has = translatable.in_template(TRANSLATIONS / TEMPLATE)

    assert sorted(wanted - has) == [], "make translations"
    assert sorted(has - wanted) == [], "make translations"


def test_the_template_says_nothing_of_places_in_the_source() -> None:
    assert "<location" not in (TRANSLATIONS / TEMPLATE).read_text(encoding="utf-8")


def test_every_translation_is_compiled(tmp_path: Path) -> None:
    for made in translatable.compile_all(TRANSLATIONS, tmp_path):
        assert (TRANSLATIONS / made.name).read_bytes() == made.read_bytes(), "make translations"


@pytest.mark.parametrize(
    ("source", "messages"),
    [
        ("class A:\n def f(self):\n  return self.tr('x')", {Message("A", "x")}),
        ("def f():\n QCoreApplication.translate('c', ('x' ' y'))", {Message("c", "x y")}),
        ("say = QCoreApplication.translate\nsay('c', 'x')", {Message("c", "x")}),
        ("QT_TRANSLATE_NOOP('c', '''x\ny''')", {Message("c", "x\ny")}),
        ("words.translated('c', 'x')", {Message("c", "x")}),
        ("words.translated('c', field.label)", set()),
        ("QCoreApplication.translate('c', '%n x', None, n)", {Message("c", "%n x", True)}),
        ("painter.translate(x, y)\ntext.translate(table)", set()),
    ],
)
def test_texts_are_found(source: str, messages: set[Message]) -> None:
    found = translatable.in_source(source)

    assert (found.messages, found.complaints) == (messages, [])


@pytest.mark.parametrize(
    "source",
    [
        "class A:\n def f(self):\n  return self.tr(x)",
        "class A:\n def f(self):\n  return self.tr(f'{x}')",
        "class A:\n def f(self):\n  return self.tr('%n x', None, 3)",
        "class A:\n def f(self):\n  g(self.tr)",
        "tr('x')",
        "QCoreApplication.translate('c', x)",
        "QCoreApplication.translate('c', '%n x')",
        "QCoreApplication.translate('c', 'x', None, 3)",
        "f(QCoreApplication.translate)",
        "words.count_text(2, one=say('c', '1'), many=say('c', '{n}'))",
    ],
)
def test_a_text_that_translators_would_not_see_is_noticed(source: str) -> None:
    assert translatable.in_source(source).complaints


def _shown_as_it_stands(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        number = SHOWS.get(name)
        if number is None or len(node.args) <= number:
            continue
        texts = [
            part
            for part in _not_inside_calls(node.args[number])
            if isinstance(part, ast.Constant) and isinstance(part.value, str)
        ]
        for text in texts:
            if text.value != TITLE and any(c.isalpha() for c in str(text.value)):
                yield node.lineno, f"{name} is given {text.value!r}"


def _not_inside_calls(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    if not isinstance(node, ast.Call):
        for part in ast.iter_child_nodes(node):
            yield from _not_inside_calls(part)


def test_no_text_is_shown_as_it_stands_in_the_source() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {what}"
        for path in sorted((ROOT / "desktop" / "ui").glob("*.py"))
        for line, what in _shown_as_it_stands(ast.parse(path.read_text(encoding="utf-8")))
    ]

    assert found == []


@pytest.mark.parametrize(
    "source",
    ["plain.label('Text')", "box.setText(f'{n} days')", "button('a' if x else self.tr('b'))"],
)
def test_a_text_shown_as_it_stands_is_noticed(source: str) -> None:
    assert list(_shown_as_it_stands(ast.parse(source)))


def test_the_first_language_that_is_known_is_spoken(app: QApplication, tmp_path: Path) -> None:
    translate_into(tmp_path, "pl", days=("%n dzień", "%n dni", "%n dni."), draft="Szkic")

    language = translation.install(app, languages=["xx-YY", "pl-PL", "de"], folder=tmp_path)

    assert language == "pl"
    assert words.state_text("draft") == "Szkic"
    assert [days_text(count) for count in (2, 5, 21)] == ["2 dni", "5 dni.", "21 dni."]
    assert app.layoutDirection() is Qt.LayoutDirection.LeftToRight


def test_arabic_is_laid_out_from_right_to_left_and_has_all_its_forms(
    app: QApplication, tmp_path: Path
) -> None:
    forms = tuple(f"%n {name}" for name in ("zero", "one", "two", "few", "many", "other"))
    translate_into(tmp_path, "ar", days=forms, draft="مسودة")

    assert translation.install(app, languages=["ar-EG"], folder=tmp_path) == "ar"
    assert app.layoutDirection() is Qt.LayoutDirection.RightToLeft
    said = [days_text(count) for count in (0, 2, 3, 11, 100)]
    assert said == ["0 zero", "2 two", "3 few", "11 many", "100 other"]


@pytest.mark.parametrize("languages", [["en-GB", "pl"], ["C"], ["xx"], []])
def test_english_needs_nothing(app: QApplication, tmp_path: Path, languages: list[str]) -> None:
    translate_into(tmp_path, "pl", days=("%n", "%n", "%n"), draft="Szkic")

    assert translation.install(app, languages=languages, folder=tmp_path) == "en"
    assert app.findChildren(QTranslator) == []
    assert [days_text(count) for count in (0, 1, 2)] == ["0 days", "1 day", "2 days"]


def test_a_damaged_translation_is_passed_over(app: QApplication, tmp_path: Path) -> None:
    (tmp_path / "alongside_pl.qm").write_bytes(b"nothing that Qt knows")

    assert translation.install(app, languages=["pl"], folder=tmp_path) == "en"


def test_the_systems_languages_are_asked_by_default(app: QApplication) -> None:
    assert translation.install(app) in {"en", *(p.stem[10:] for p in TRANSLATIONS.glob("*.qm"))}


def test_the_made_up_language_keeps_what_translators_keep() -> None:
    text = pseudo("Save {name} as %n &files (*.age);;All")

    assert text.startswith("⟦")
    assert text.endswith("⟧")
    assert all(part in text for part in ("{name}", "%n", "&f", "(*.age);;"))
    assert len(text) - len("{name}%n(*.age);;") >= 1.3 * len("Save  as  &files All")


def test_the_made_up_language_can_be_written_from_right_to_left(qapp: QApplication) -> None:
    assert not any("a" <= character <= "z" for character in pseudo("Sealed", mirrored=True))
    made = pseudo_locale.install(qapp, mirrored=True)
    is_mirrored = qapp.isRightToLeft()
    said = words.state_text("draft")
    pseudo_locale.remove(qapp, made)

    assert is_mirrored
    assert said == pseudo("Draft", mirrored=True)
    assert words.state_text("draft") == "Draft"
    assert not qapp.isRightToLeft()


def test_what_belongs_to_qt_is_left_alone() -> None:
    translator = PseudoTranslator()

    assert translator.translate("QFileDialog", "Open") == "Open"
    assert translator.asked == set()
