# SPDX-License-Identifier: Apache-2.0
"""What is drawn for the pictures: every page in every state that people meet.

A scene brings an open workspace's pages into one state. It calls what a person could press, and
knows nothing of files, colours or sizes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from desktop.errors import DiskFull
from desktop.ui.records_page import RecordsPage

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desktop.ui.page import Page
    from desktop.ui.workroom import Workroom

Show = "Callable[[Workroom], object]"

LONG_NAME: Final = "Wilhelmina"
"""The beginning of the longest name among the practice families."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One state of one page.

    Attributes:
        name: names the picture.
        show: brings it on the screen.
    """

    name: str
    show: Callable[[Workroom], object]


def _page(room: Workroom, *, name: str) -> Page:
    room.show_page(name)
    return room.page(name)


def _records(room: Workroom, *, name: str) -> RecordsPage:
    page = _page(room, name=name)
    if not isinstance(page, RecordsPage):
        raise TypeError(name)
    page.show_list()
    return page


def _reading(room: Workroom, *, name: str, title: str = "") -> RecordsPage:
    """Open the first final record, or the one whose family or title begins like this."""
    page = _records(room, name=name)
    pairs = zip(page.list.model.rows, page.list.model.faces, strict=True)
    rows = [row for row, face in pairs if face.title.startswith(title) and face.chip != "Draft"]
    if rows:
        page.open_record(rows[0])
    return page


def _form(room: Workroom, *, name: str) -> RecordsPage:
    page = _records(room, name=name)
    page.start_new()
    return page


def _problems(room: Workroom, *, name: str) -> None:
    """Press the button that finishes a form in which something is missing."""
    page = _form(room, name=name)
    page.editor.form.fill({})
    page.editor.finish.click()


def _amendment(room: Workroom, *, name: str) -> None:
    _reading(room, name=name).reader.amend.click()


def _search(room: Workroom, *, text: str) -> None:
    room.search.setText(text)
    room.search.textEdited.emit(text)


def _fault(room: Workroom, *, name: str) -> None:
    _page(room, name=name).banner.show_fault(DiskFull())


def scenes(**shows: Callable[[Workroom], object]) -> tuple[Scene, ...]:
    """Return scenes by name; an underscore in a name becomes a hyphen."""
    return tuple(Scene(name.replace("_", "-"), show) for name, show in shows.items())


def pages(room: Workroom) -> tuple[Scene, ...]:
    """Return every page as it is when one comes to it."""
    return tuple(Scene(place.name, partial(_page, name=place.name)) for place in room.places)
