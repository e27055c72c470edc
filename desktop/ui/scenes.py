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
from desktop.ui.conflicts import ConflictsPage
from desktop.ui.inbox import InboxPage
from desktop.ui.listening_sessions import ListeningPage
from desktop.ui.page import COPIES, Target
from desktop.ui.records_page import RecordsPage
from desktop.ui.sending import SendingPage
from desktop.ui.signposting_lists import ListReader, SignpostingPage
from desktop.ui.volunteers import VolunteersPage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.ui.page import Page
    from desktop.ui.workroom import Workroom

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


def _family(room: Workroom, *, title: str) -> None:
    _reading(room, name="families", title=title)


def _conflict(room: Workroom) -> None:
    page = _page(room, name="conflicts")
    if isinstance(page, ConflictsPage) and page.list.model.rows:
        page.open_record(page.list.model.rows[0])


def _handout(room: Workroom) -> None:
    page = _reading(room, name="signposting")
    if isinstance(page, SignpostingPage) and isinstance(page.reader, ListReader):
        page.reader.handout.click()


def _timer(room: Workroom) -> None:
    page = _records(room, name="listening-sessions")
    if isinstance(page, ListeningPage):
        page.timer.start.click()


def _own(room: Workroom) -> None:
    page = _records(room, name="listening-sessions")
    if isinstance(page, ListeningPage):
        page.show_own()


def _just_write(room: Workroom) -> None:
    _form(room, name="listening-sessions").editor.only_writing.click()


def _inbox(room: Workroom, *, folder: Path) -> None:
    page = _page(room, name="inbox")
    if isinstance(page, InboxPage):
        page.preview((folder,))


def _inbox_tab(room: Workroom, *, number: int) -> None:
    page = _page(room, name="inbox")
    if isinstance(page, InboxPage):
        page.tabs.setCurrentIndex(number)


def _invite(room: Workroom) -> None:
    page = _page(room, name="volunteers")
    if isinstance(page, VolunteersPage):
        page.invite.click()


def _sending_tab(room: Workroom, *, number: int) -> None:
    page = _page(room, name="sending")
    if isinstance(page, SendingPage):
        page.tabs.setCurrentIndex(number)


def _copies(room: Workroom) -> None:
    room.show_target(Target(page="settings", kind=COPIES))


def _older_copy(room: Workroom) -> None:
    page = _page(room, name="sending")
    if isinstance(page, SendingPage):
        page.older_copy.show()


def _help(room: Workroom) -> None:
    room.help.click()


def of_volunteer() -> tuple[Scene, ...]:
    """Return every state of a volunteer's pages, with the practice families."""
    forms = ("families", "visit-notes", "listening-sessions", "signposting")
    return (
        *(Scene(f"{name}-form", partial(_form, name=name)) for name in forms),
        *(Scene(f"{name}-reading", partial(_reading, name=name)) for name in forms[1:]),
        Scene("families-reading", partial(_family, title="Amara")),
        Scene("families-long-name", partial(_family, title=LONG_NAME)),
        Scene("visit-notes-long-name", partial(_reading, name="visit-notes", title=LONG_NAME)),
        Scene("visit-notes-problems", partial(_problems, name="visit-notes")),
        Scene("visit-notes-amendment", partial(_amendment, name="visit-notes")),
        Scene("visit-notes-fault", partial(_fault, name="visit-notes")),
        Scene("listening-sessions-timer", _timer),
        Scene("listening-sessions-own", _own),
        Scene("listening-sessions-just-write", _just_write),
        Scene("signposting-hand-out", _handout),
        Scene("search", partial(_search, text="she")),
        Scene("search-nothing", partial(_search, text="zzzz")),
        Scene("sending-ways", partial(_sending_tab, number=1)),
        Scene("sending-receipts", partial(_sending_tab, number=2)),
        Scene("sending-older-copy", _older_copy),
        Scene("settings-safety-copies", _copies),
        Scene("help", _help),
    )


def of_hub(*, arrived: Path) -> tuple[Scene, ...]:
    """Return every state of a hub's pages; ``arrived`` is a folder with files to take in."""
    return (
        Scene("inbox-preview", partial(_inbox, folder=arrived)),
        Scene("inbox-put-aside", partial(_inbox_tab, number=1)),
        Scene("inbox-taken-in", partial(_inbox_tab, number=2)),
        Scene("review-reading", partial(_reading, name="review")),
        Scene("conflicts-comparing", _conflict),
        Scene("families-reading", partial(_reading, name="families", title="Amara")),
        Scene("volunteers-invite", _invite),
        Scene("search", partial(_search, text="she")),
        Scene("inbox-fault", partial(_fault, name="inbox")),
    )


def pages(room: Workroom) -> tuple[Scene, ...]:
    """Return every page as it is when one comes to it."""
    return tuple(Scene(place.name, partial(_page, name=place.name)) for place in room.places)
