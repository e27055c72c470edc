# SPDX-License-Identifier: Apache-2.0
"""Paper: pages, PDF files, plain text files and the preview; also with hostile text."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPdfWriter
from PySide6.QtTest import QTest

from desktop.errors import FolderUnreadable, ReadOnly
from desktop.operations import files
from desktop.reports.sheets import Block, Line, Sheet
from desktop.ui import paper
from desktop.ui.paper import A4, Pages
from desktop.ui.sheet_preview import SheetPreview

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication, QWidget
    from pytestqt.qtbot import QtBot

    from desktop.ui.theme import Theme

pytestmark = pytest.mark.usefixtures("qapp")

SERVICE = Block(
    kind="entry",
    text="Tuesday circle",
    lines=(Line("", "Meeting others"), Line("Telephone", "01632 960 123", strong=True)),
)
SHEET = Sheet(
    title="Local services",
    blocks=(
        Block(kind="heading", text="Near you"),
        SERVICE,
        Block(kind="rule"),
        Block(kind="code", text="ABCD-EFGH"),
        Block(kind="small", text="Times change."),
        Block(kind="heading", text="The end"),
    ),
)


def texts(pages: Pages) -> list[list[str]]:
    """Return the text of every line in its place, page by page."""
    found: list[list[str]] = []
    for page in pages._pages:
        found.append([])
        for placed in page:
            layout = placed.paragraph.layout
            if layout is not None:
                line = layout.lineAt(placed.line)
                whole = layout.text()
                found[-1].append(whole[line.textStart() : line.textStart() + line.textLength()])
    return found


def drawn(pages: Pages, number: int = 0) -> QImage:
    size = pages.size.toSize()
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    pages.draw(painter, number)
    painter.end()
    return image


def ink(image: QImage, *, left: bool) -> int:
    """Return how many dark pixels are in one half of a page."""
    half = image.width() // 2
    columns = range(half) if left else range(half, image.width())
    return sum(
        image.pixelColor(x, y).lightness() < 128 for x in columns for y in range(image.height())
    )


def many(count: int) -> Sheet:
    named = [replace(SERVICE, text=f"Circle {n}") for n in range(count)]
    return replace(SHEET, blocks=tuple(named))


def test_a_short_sheet_is_one_page() -> None:
    pages = Pages(SHEET, large=False)

    assert texts(pages) == [
        [
            "Local services",
            "Near you",
            "Tuesday circle",
            "Meeting others",
            "Telephone: 01632 960 123",
            "ABCD-EFGH",
            "Times change.",
            "The end",
        ]
    ]
    assert ink(drawn(pages), left=True) > 100


def test_an_entry_is_never_torn_apart() -> None:
    pages = texts(Pages(many(40), large=False))

    assert len(pages) > 1
    for lines in pages[1:]:
        assert lines[0].startswith("Circle")
    for lines in pages:
        assert lines[-1].startswith("Telephone")


def test_an_entry_longer_than_a_page_goes_on_overleaf() -> None:
    long = Block(kind="text", text="word " * 3000)
    pages = texts(Pages(Sheet(title="x", blocks=(long,)), large=False))

    assert len(pages) > 1
    assert sum(line.count("word") for lines in pages for line in lines) == 3000


def test_pages_are_numbered_when_there_are_several() -> None:
    pages = Pages(many(40), large=False)
    empty = Pages(Sheet(title="", blocks=()), large=False)
    foot = drawn(pages).copy(250, 760, 100, 60)

    assert foot != drawn(empty).copy(250, 760, 100, 60)


def test_large_print_takes_more_room() -> None:
    assert Pages(many(40), large=True).count > Pages(many(40), large=False).count
    assert paper._LARGE_BODY >= 16


def test_small_paper_takes_more_pages() -> None:
    small = QSizeF(A4.width() / 1.4, A4.height() / 1.4)

    assert Pages(many(20), large=False, size=small).count > Pages(many(20), large=False).count


def test_right_to_left_text_lies_on_the_right() -> None:
    arabic = Sheet(title="", blocks=(Block(kind="text", text="دعم"),))
    english = Sheet(title="", blocks=(Block(kind="text", text="help"),))
    fixed = replace(english, direction="right-to-left")

    sides = [
        (ink(image, left=True) > 0, ink(image, left=False) > 0)
        for image in (drawn(Pages(one, large=False)) for one in (arabic, english, fixed))
    ]

    assert sides == [(False, True), (True, False), (False, True)]


@pytest.mark.parametrize(
    ("text", "expected"), [("", False), ("12 a", False), ("(12) דעם", True), ("۱۲", False)]
)
def test_the_direction_of_a_paragraph(text: str, *, expected: bool) -> None:
    assert paper.is_right_to_left(text) is expected


def test_label_and_text_of_different_directions_are_kept_apart() -> None:
    lines = (Line("Telephone", "دعم"), Line("هاتف", "دعم"))
    pages = texts(Pages(Sheet(title="", blocks=(Block(kind="entry", lines=lines),)), large=False))

    assert pages == [["", "Telephone: \u2068دعم\u2069", "هاتف: دعم"]]


HOSTILE = '<img src="file:///etc/passwd"><b>bold</b>'


def test_hostile_text_is_drawn_literally_and_fast() -> None:
    tower = "a" + "\u0301" * 10_000
    lines = (Line(HOSTILE, HOSTILE), Line("Open", "\u202egnp.exe"), Line("", tower))
    sheet = Sheet(title=HOSTILE, blocks=(Block(kind="entry", text=tower, lines=lines),) * 20)
    began = time.perf_counter()
    data = paper.pdf(sheet, title="Local services", large=True)
    took = time.perf_counter() - began
    pages = Pages(sheet, large=False)

    shown = "".join(line for page in texts(pages) for line in page)
    assert HOSTILE in texts(pages)[0][0]
    assert "\u202e" not in shown
    assert "\u0301" * 9 not in shown
    assert len(data) > 1000
    assert took < 5


def test_a_pdf_says_nothing_of_what_is_on_it_in_its_own_data(tmp_path: Path) -> None:
    path = tmp_path / "local-services.pdf"

    paper.save_pdf(SHEET, path, title="Local services", large=False)

    data = path.read_bytes()
    assert data.startswith(b"%PDF")
    assert "Local services".encode("utf-16-be") in data
    assert str(tmp_path).encode() not in data
    assert [one.name for one in tmp_path.iterdir()] == ["local-services.pdf"]


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_device_that_takes_nothing_is_noticed(tmp_path: Path) -> None:
    nowhere = QPdfWriter(str(tmp_path / "gone" / "x.pdf"))

    assert not paper.draw_pages(SHEET, nowhere, large=False)


def test_a_plain_text_file(tmp_path: Path) -> None:
    path = tmp_path / "local-services.txt"
    sheet = replace(SHEET, blocks=(Block(kind="text", text="\u202eé"),))

    paper.save_text(sheet, path)

    assert path.read_text(encoding="utf-8") == "Local services\n==============\n\n\ufffdé\n"


def test_a_place_that_cannot_be_written_to_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(FolderUnreadable):
        paper.save_pdf(SHEET, tmp_path / "gone" / "x.pdf", title="x", large=False)

    def refuse(path: Path, data: bytes) -> None:
        raise ReadOnly

    monkeypatch.setattr(files, "write_new", refuse)
    with pytest.raises(ReadOnly):
        paper.save_text(SHEET, tmp_path / "x.txt")


def paper_of(preview: SheetPreview) -> QWidget:
    return preview._paper


@pytest.fixture
def preview(qtbot: QtBot, theme: Theme) -> SheetPreview:
    made = SheetPreview(theme=theme)
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    return made


def test_the_preview_shows_every_page_and_reads_it_out(
    preview: SheetPreview, qapp: QApplication, theme: Theme
) -> None:
    preview.show_sheet(many(40), large=False)
    qapp.processEvents()

    assert preview.page_count == Pages(many(40), large=False).count
    assert preview.text.startswith("Local services")
    assert "Circle 39" in preview.text
    image = preview.grab().toImage()
    assert image.pixelColor(image.width() // 2, 60).lightness() > 200
    widths = [paper_of(preview).width()]
    preview.resize(500, 400)
    widths.append(paper_of(preview).width())
    assert widths[0] > widths[1]
    theme.set_zoom(200)
    assert paper_of(preview).width() <= preview.viewport().width()


def test_the_preview_is_read_with_the_keyboard(preview: SheetPreview) -> None:
    preview.show_sheet(many(40), large=False)
    bar = preview.verticalScrollBar()
    places: list[int] = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_End, Qt.Key.Key_Home):
        QTest.keyClick(paper_of(preview), key)
        places.append(bar.value())

    assert 0 < places[0] < places[1] < places[2] == bar.maximum()
    assert places[3] == 0


def test_the_focus_on_the_preview_is_seen(preview: SheetPreview, qtbot: QtBot) -> None:
    preview.show_sheet(SHEET, large=False)
    paper_of(preview).clearFocus()
    without = preview.grab().toImage()
    with qtbot.waitActive(preview):
        preview.activateWindow()
    preview.setFocus()

    assert paper_of(preview).hasFocus()
    assert preview.grab().toImage() != without


def test_an_empty_preview_holds_nothing(preview: SheetPreview, qapp: QApplication) -> None:
    preview.show_sheet(SHEET, large=True)
    preview.empty()
    qapp.processEvents()

    assert preview.page_count == 0
    assert preview.text == ""
    assert not preview.grab().isNull()
