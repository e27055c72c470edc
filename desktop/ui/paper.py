# SPDX-License-Identifier: Apache-2.0
"""Paper: lays a sheet out on pages and draws them, on a printer, in a PDF, or in a preview.

Text is laid out plainly, never as HTML: nothing in it can name a file or change what surrounds it.
It knows sheets, and must not know what is on them.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QBuffer,
    QCoreApplication,
    QIODevice,
    QLineF,
    QMarginsF,
    QPointF,
    QRectF,
    QSizeF,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
    QTextLayout,
    QTextOption,
)

from desktop.reports.sheets import Block, Sheet, as_text, line_text
from desktop.ui import plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

A4: Final = QSizeF(595.0, 842.0)
"""Width and height of the usual paper, in points (ISO 216: 210 mm × 297 mm)."""

_FINENESS: Final = 4.0
"""Units to the point. Pages are laid out in units, so that every device breaks lines alike."""
_MARGIN: Final = 54.0
_FOOT: Final = 30.0
_INK: Final = QColor("#000000")
_RULE_INK: Final = QColor("#777777")
_BODY: Final = 11.5
_LARGE_BODY: Final = 18.0
"""Type sizes in points; large print begins at 16 (RNIB, “Clear print and large print”)."""
_SIZES: Final = {"title": 1.7, "heading": 1.25, "small": 0.87, "code": 1.7}
_GAPS: Final = {"title": 0.9, "heading": 0.5, "rule": 0.8, "entry": 0.9, "code": 1.0}
_INDENT: Final = 14.0


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """One paragraph, laid out; a rule has no layout. ``height`` is in units."""

    layout: QTextLayout | None
    height: float


@dataclass(frozen=True, slots=True)
class _Group:
    """Paragraphs that stay on one page where they fit."""

    paragraphs: tuple[_Paragraph, ...]
    height: float
    gap: float


@dataclass(frozen=True, slots=True)
class _Placed:
    """One line of a paragraph, or a rule, in its place on a page; in units."""

    paragraph: _Paragraph
    line: int
    top: float


def clean(sheet: Sheet) -> Sheet:
    """Return a sheet whose texts are fit to be shown: no overrides, no towers of marks."""
    blocks = tuple(
        Block(
            kind=block.kind,
            text=plain.shown(block.text),
            lines=tuple(
                replace(one, label=plain.one_line(one.label), text=plain.shown(one.text))
                for one in block.lines
            ),
        )
        for block in sheet.blocks
    )
    return replace(sheet, title=plain.one_line(sheet.title), blocks=blocks)


def is_right_to_left(text: str) -> bool:
    """Say whether a paragraph runs from right to left: by its first letter that has a direction.

    This is rule P2 of the Unicode Bidirectional Algorithm (Unicode Standard Annex 9).
    """
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


class Pages:
    """A sheet on pages of one size.

    Attributes:
        sheet: what is on them, fit to be shown.
        size: of a page, in points.
    """

    def __init__(self, sheet: Sheet, *, large: bool, size: QSizeF = A4) -> None:
        self.sheet = clean(sheet)
        self.size = size
        self._body = (_LARGE_BODY if large else _BODY) * _FINENESS
        self._width = (size.width() - 2 * _MARGIN) * _FINENESS
        self._bottom = (size.height() - _MARGIN - _FOOT) * _FINENESS
        self._pages = self._paginate()

    @property
    def count(self) -> int:
        """How many pages there are; at least one."""
        return len(self._pages)

    def draw(self, painter: QPainter, number: int) -> None:
        """Draw a page, counted from 0, where a point is one unit of the painter."""
        painter.save()
        painter.scale(1 / _FINENESS, 1 / _FINENESS)
        painter.setPen(_INK)
        left = _MARGIN * _FINENESS
        for placed in self._pages[number]:
            layout = placed.paragraph.layout
            if layout is None:
                painter.setPen(QPen(_RULE_INK, _FINENESS * 0.75))
                painter.drawLine(QLineF(left, placed.top, left + self._width, placed.top))
                painter.setPen(_INK)
            else:
                line = layout.lineAt(placed.line)
                line.draw(painter, QPointF(left, placed.top - line.y()))
        self._draw_foot(painter, number)
        painter.restore()

    def _draw_foot(self, painter: QPainter, number: int) -> None:
        if self.count == 1:
            return
        text = QCoreApplication.translate("Paper", "Page {n} of {all}").format(
            n=number + 1, all=self.count
        )
        painter.setFont(_font(self._body * _SIZES["small"]))
        top = self._bottom + _FOOT * _FINENESS / 2
        room = QRectF(_MARGIN * _FINENESS, top, self._width, _FOOT * _FINENESS)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignHCenter), text)

    def _paginate(self) -> tuple[tuple[_Placed, ...], ...]:
        pages: list[list[_Placed]] = [[]]
        first = _MARGIN * _FINENESS
        y = first
        for group in self._groups():
            if pages[-1]:
                y += group.gap
                # A group moves on as a whole, unless no page could hold it.
                if y + group.height > self._bottom and first + group.height <= self._bottom:
                    pages.append([])
                    y = first
            for paragraph in group.paragraphs:
                for number, height in _lines(paragraph):
                    if y + height > self._bottom and pages[-1]:
                        pages.append([])
                        y = first
                    pages[-1].append(_Placed(paragraph, number, y))
                    y += height
        return tuple(tuple(page) for page in pages)

    def _groups(self) -> Iterator[_Group]:
        yield self._group("title", (self._paragraph(self.sheet.title, "title", bold=True),))
        waiting: tuple[_Paragraph, ...] = ()
        for block in self.sheet.blocks:
            paragraphs = tuple(self._paragraphs(block))
            if block.kind == "heading":
                # A heading goes where what it is about goes.
                waiting += paragraphs
                continue
            yield self._group(block.kind, waiting + paragraphs)
            waiting = ()
        if waiting:
            yield self._group("heading", waiting)

    def _group(self, kind: str, paragraphs: tuple[_Paragraph, ...]) -> _Group:
        height = sum(one.height for one in paragraphs)
        return _Group(paragraphs, height, self._body * _GAPS.get(kind, 0.6))

    def _paragraphs(self, block: Block) -> Iterator[_Paragraph]:
        if block.kind == "rule":
            yield _Paragraph(None, _FINENESS)
            return
        is_bold = block.kind in ("heading", "strong", "entry", "code")
        if block.text:
            yield self._paragraph(block.text, block.kind, bold=is_bold)
        for line in block.lines:
            text = line_text(line)
            if line.label and is_right_to_left(line.label) != is_right_to_left(line.text):
                # Each keeps its own direction. Elsewhere no isolates: few fonts have them.
                text = line_text(replace(line, text=f"\u2068{line.text}\u2069"))
            yield self._paragraph(text, "text", bold=line.strong, indent=_INDENT * _FINENESS)

    def _paragraph(
        self, text: str, kind: str, *, bold: bool = False, indent: float = 0.0
    ) -> _Paragraph:
        font = _font(self._body * _SIZES.get(kind, 1.0), bold=bold, even=kind == "code")
        layout = QTextLayout(text.replace("\n", "\u2028"), font)
        layout.setTextOption(self._option(text))
        layout.setCacheEnabled(True)
        height = _break_lines(layout, width=self._width - indent, indent=indent)
        return _Paragraph(layout, height)

    def _option(self, text: str) -> QTextOption:
        fixed = self.sheet.direction
        mirrored = is_right_to_left(text) if fixed == "auto" else fixed == "right-to-left"
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(
            Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight
        )
        option.setAlignment(Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft)
        return option


def _font(pixels: float, *, bold: bool = False, even: bool = False) -> QFont:
    family = QFontDatabase.SystemFont.FixedFont if even else QFontDatabase.SystemFont.GeneralFont
    font = QFontDatabase.systemFont(family)
    font.setPixelSize(max(1, round(pixels)))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    return font


def _break_lines(layout: QTextLayout, *, width: float, indent: float) -> float:
    """Lay a paragraph out below 0 and return its height; an indent is at the leading edge."""
    is_mirrored = layout.textOption().textDirection() == Qt.LayoutDirection.RightToLeft
    y = 0.0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0.0 if is_mirrored else indent, y))
        y += line.height() * 1.12
    layout.endLayout()
    return y


def _lines(paragraph: _Paragraph) -> Iterator[tuple[int, float]]:
    layout = paragraph.layout
    if layout is None:
        yield 0, paragraph.height
        return
    count = layout.lineCount()
    for number in range(count):
        yield number, paragraph.height / count


def draw_pages(sheet: Sheet, device: QPagedPaintDevice, *, large: bool) -> bool:
    """Draw a sheet on a printer or into a file, on whatever paper it has.

    Returns:
        Whether the device took it; a printer may refuse.
    """
    device.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)
    paper = device.pageLayout()
    pages = Pages(sheet, large=large, size=paper.fullRect(QPageLayout.Unit.Point).size())
    painter = QPainter()
    if not painter.begin(device):
        return False
    # Where a printer cannot print to the edge, its own margin is inside ours.
    printable = paper.paintRect(QPageLayout.Unit.Point)
    scale = device.logicalDpiX() / 72
    painter.scale(scale, scale)
    painter.translate(-printable.left(), -printable.top())
    is_taken = True
    for number in range(pages.count):
        is_taken = is_taken and (number == 0 or device.newPage())
        pages.draw(painter, number)
    return painter.end() and is_taken


def pdf(sheet: Sheet, *, title: str, large: bool) -> bytes:
    """Return a sheet as a PDF; ``title`` is in the file's own data, so it has to be neutral."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setResolution(300)
    writer.setTitle(plain.one_line(title))
    writer.setCreator("Alongside")
    draw_pages(sheet, writer, large=large)
    buffer.close()
    return bytes(buffer.data().data())


def save_pdf(sheet: Sheet, path: Path, *, title: str, large: bool) -> None:
    """Write a sheet as a PDF, whole or not at all. Other threads than the windows' may call this.

    Raises:
        DiskFull, ReadOnly, DeviceGone, FolderUnreadable: nothing was written.
    """
    from desktop.operations import files

    files.write_new(path, pdf(sheet, title=title, large=large))


def save_text(sheet: Sheet, path: Path) -> None:
    """Write a sheet as a plain text file (UTF-8), whole or not at all.

    Raises:
        DiskFull, ReadOnly, DeviceGone, FolderUnreadable: nothing was written.
    """
    from desktop.operations import files

    files.write_new(path, as_text(clean(sheet)).encode())
