# SPDX-License-Identifier: Apache-2.0
"""No file that a record names is opened: not by a page, not by a preview, not on paper.

The system itself is asked (inotify). That it would tell is shown with a label that may guess.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel

from desktop.reports.sheets import Block, Line, Sheet
from desktop.ui import paper
from tests.ui.writers import WRITERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from tests.ui.scenes import Scene
    from tests.ui.walks import Walker

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux has inotify; the windows are the same"
)
_IN_ACCESS: Final = 0x1
_IN_OPEN: Final = 0x20
_EVENT: Final = struct.Struct("iIII")


class Bait:
    """A picture, as short a path as can be, and whether anybody opened it."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="b"))
        self.path = self.folder / "a.png"
        picture = QImage(8, 8, QImage.Format.Format_RGB32)
        picture.fill(0)
        assert picture.save(str(self.path))
        self._library: Any = ctypes.CDLL(None)
        self._events = self._library.inotify_init1(os.O_NONBLOCK)
        mask = _IN_ACCESS | _IN_OPEN
        assert self._library.inotify_add_watch(self._events, bytes(self.path), mask) >= 0

    def was_opened(self) -> bool:
        try:
            return len(os.read(self._events, 4096)) >= _EVENT.size
        except BlockingIOError:
            return False

    def texts(self) -> tuple[str, ...]:
        """Return what names the file, in every way that something of Qt's could take for a name."""
        place, url = self.path, self.path.as_uri()
        return (
            f'<img src="{place}">',
            f"<img src={url}><b>",
            f"![x]({place})",
            f'<table background="{place}"><tr><td>x',
            f'<style>p{{background:url("{url}")}}</style><p>',
            f'<link rel=stylesheet href="{place}">',
            f'<object data="{url}"></object>',
            f'<a href="{url}">x</a><br>',
        )

    def write(self, text: str, limit: int) -> str:
        texts = self.texts()
        if limit >= 2_000:
            return "\n".join(texts)
        fitting = [one for one in texts if len(one) <= limit]
        return fitting[len(text) % len(fitting)] if fitting else text[:limit]

    def close(self) -> None:
        os.close(self._events)
        self.path.unlink()
        self.folder.rmdir()


@pytest.fixture(scope="module")
def made_bait(qapp: QApplication) -> Iterator[Bait]:
    bait = Bait()
    yield bait
    bait.close()


@pytest.fixture
def bait(made_bait: Bait, monkeypatch: pytest.MonkeyPatch) -> Bait:
    monkeypatch.setitem(
        cast("dict[str, Any]", WRITERS), f"bait-{made_bait.folder.name}", made_bait.write
    )
    made_bait.was_opened()
    return made_bait


def test_the_system_tells_of_a_label_that_guesses(bait: Bait, qtbot: QtBot) -> None:
    label = QLabel(bait.texts()[0])
    qtbot.addWidget(label)
    with qtbot.waitExposed(label):
        label.show()
    assert bait.was_opened()


@pytest.mark.parametrize("part", ["volunteer", "hub"])
def test_no_page_opens_a_file_that_a_record_names(walker: Walker, bait: Bait, part: str) -> None:
    opened: list[str] = []

    def look(scene: Scene) -> Iterator[str]:
        scene.root.grab()
        if bait.was_opened():
            opened.append(scene.name)
        yield from ()

    walker.walk(part, look, writing=f"bait-{bait.folder.name}")

    assert opened == []


def test_nothing_on_paper_opens_a_file_that_a_record_names(bait: Bait, tmp_path: Path) -> None:
    lines = tuple(Line(text, text) for text in bait.texts())
    blocks = tuple(Block(kind="entry", text=text, lines=lines) for text in bait.texts())
    for title in bait.texts():
        sheet = Sheet(title=title, blocks=blocks)
        assert paper.pdf(sheet, title=title, large=False)
        paper.save_pdf(sheet, tmp_path / "a.pdf", title=title, large=True)
        (tmp_path / "a.pdf").unlink()
    assert not bait.was_opened()
