# SPDX-License-Identifier: Apache-2.0
"""A whole session in the windows, in which every text that is written holds a needle.

Started as ``python -m tests.functional.leaks_child FOLDER`` with a home and a folder for temporary
files of its own. It sets up, writes every kind of record, amends, searches, sends, receives,
prints, copies, meets a fault of our own, and locks with something half written. Answers with what
it saw; what it left on the disk is for whoever started it to look at.
"""

from __future__ import annotations

import gc
import json
import shutil
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from shiboken6 import isValid

from desktop.hardening import harden
from desktop.operations import hub, records, sending
from desktop.ui.application import Application
from desktop.ui.fields import TextBox
from desktop.ui.records_page import RecordsPage
from desktop.ui.search import SearchPage
from desktop.ui.signposting_lists import ListReader, SignpostingPage
from desktop.ui.tasks import InlineRunner
from tests.ui.full_pair import data_for
from tests.ui.recorded import RecordedPrompts
from tests.ui.windows import room_of
from tests.ui.workspaces import PASSPHRASE, make_pair

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.ui.workroom import Workroom
    from tests.ui.workspaces import Pair

NEEDLE: Final = "Nadelkissen"
PAGES: Final = {
    "families": "family",
    "visit-notes": "visit-note",
    "listening-sessions": "listening-session",
    "signposting": "signposting-list",
}
SMALLEST: Final = len(NEEDLE) + 3


class Session:
    """One person at the window, who writes needles."""

    def __init__(self, app: QApplication, root: Path) -> None:
        self.count = 0
        self.prompts = RecordedPrompts()
        self.root = root
        self.pair: Pair = make_pair(root / "workspaces")
        self.pair.volunteer.lock()
        self.application = Application(
            app=app,
            home=root / "workspaces",
            folder=root / "workspaces" / "volunteer",
            runner=InlineRunner(),
            prompts=self.prompts,
        )
        self.window = self.application.window

    def say(self, text: str, limit: int) -> str:
        """Return a needle of its own in place of any text that has room for one."""
        if limit < SMALLEST:
            return text[:limit]
        self.count += 1
        return f"{NEEDLE}{self.count:03}"[:limit]

    @property
    def room(self) -> Workroom:
        return room_of(self.window)

    def page(self, name: str) -> RecordsPage:
        self.room.show_page(name)
        found = self.room.page(name)
        assert isinstance(found, RecordsPage)
        return found

    def unlock(self) -> None:
        self.application.start()
        self.window.load_rest()
        self.window.unlock.secret.line.setText(PASSPHRASE)
        self.window.unlock.unlock.click()

    def write_everything(self) -> None:
        """Write one record of each kind through its form, then amend it."""
        for name, kind in PAGES.items():
            page = self.page(name)
            page.start_new()
            data = data_for(self.room.workspace, kind, self.say)
            for field, place in page.editor.form.fields.places.items():
                if field in data:
                    place.editor.fill(data[field])
            page.editor.finish.click()
            (row,) = [
                row
                for row in records.list_records(self.room.workspace, kind=kind)
                if row.state != "draft"
            ]
            words = data_for(self.room.workspace, kind, self.say)
            reason = self.say("reason", 200)
            records.amend(self.room.workspace, row.record, words, reason=reason)
            page.refresh()
            page.open_record(page.list.model.rows[0])

    def search(self) -> None:
        QTest.keyClicks(self.room.search, NEEDLE)
        page = self.room.page("search")
        assert isinstance(page, SearchPage)
        assert page.model.rows

    def send_and_receive(self) -> None:
        volunteer = self.room.workspace
        sending.synchronise(volunteer)
        hub.import_files(self.pair.hub, [self.pair.carrier / "to-hub"])
        for row in records.list_records(self.pair.hub):
            records.mark_read(self.pair.hub, row.record)
        sending.synchronise(self.pair.hub)
        sending.synchronise(volunteer)

    def print_handout(self) -> None:
        """Save the hand-out where the person says: the one place where text may be."""
        page = self.page("signposting")
        assert isinstance(page, SignpostingPage)
        page.open_record(page.list.model.rows[0])
        assert isinstance(page.reader, ListReader)
        page.reader.handout.click()
        self.prompts.saved = self.root / "chosen" / "local-services.pdf"
        page.handout.pdf.click()
        page.handout.print.click()
        page.handout.back.click()

    def choose_something(self) -> None:
        """Choose larger type, which is kept outside the workspace."""
        self.application.theme.set_zoom(125)
        self.application.chosen.flush()

    def fail_inside(self) -> None:
        """Let something of our own fail with what somebody wrote in its message."""

        def fail() -> None:
            raise ValueError(self.say("fault", 100))

        QTimer.singleShot(0, fail)
        # Now, while the page is shown: it fails as a slot does, with Qt's loop above it.
        QApplication.processEvents()

    def half_write_and_lock(self) -> None:
        page = self.page("visit-notes")
        page.start_new()
        (box,) = page.editor.form.fields.places["talked_about"].editor.findChildren(TextBox)
        QTest.keyClicks(box, self.say("half", 100))
        box.selectAll()
        box.copy()
        assert NEEDLE in QGuiApplication.clipboard().text()
        QTest.keyClick(self.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        # Lets go of what the lock put off, as the next turn of the program's own loop does.
        QApplication.processEvents()


def every_object() -> Iterator[QObject]:
    """Yield every object of Qt that is alive, held by Python or by another object."""
    seen: set[int] = set()
    roots = [one for one in gc.get_objects() if isinstance(one, QObject) and isValid(one)]
    roots += QApplication.topLevelWidgets()
    for root in roots:
        for one in (root, *root.findChildren(QObject)):
            if id(one) not in seen:
                seen.add(id(one))
                yield one


def properties_of(one: QObject) -> Iterator[str]:
    """Yield every text that an object keeps in a property."""
    about = one.metaObject()
    for number in range(about.propertyCount()):
        described = about.property(number)
        if str(described.typeName()) in ("QString", "QStringList"):
            yield str(described.read(one))
    for name in (bytes(found.data()).decode() for found in one.dynamicPropertyNames()):
        if not name.startswith("_"):  # of Qt and PySide, which Python cannot always read
            yield str(one.property(name))


def texts_in(one: QObject) -> Iterator[str]:
    """Yield every text that an object keeps anywhere; what could be undone is undone."""
    yield from properties_of(one)
    if isinstance(one, QTextDocument):
        yield one.toPlainText()
        if one.isUndoAvailable():
            one.undo()
            yield one.toPlainText()
    if isinstance(one, QLineEdit) and one.isUndoAvailable():
        one.undo()
        yield one.text()
    for rows in ("faces", "rows"):
        yield repr(getattr(one, rows, ""))


def left_in_memory() -> list[str]:
    """Return the classes of what still holds a needle."""
    gc.collect()
    return sorted(
        {
            f"{type(one).__name__} {one.objectName()}"
            for one in every_object()
            if any(NEEDLE in text for text in texts_in(one))
        }
    )


def main(root: Path) -> None:
    harden()
    (root / "chosen").mkdir()
    app = QApplication(sys.argv[:1])
    session = Session(app, root)
    session.unlock()
    session.write_everything()
    session.search()
    before = sum(NEEDLE in text for one in every_object() for text in properties_of(one))
    session.send_and_receive()
    session.print_handout()
    session.fail_inside()
    session.choose_something()
    # As a thief finds it who takes the computer away while it is open: with its log, and its tmp.
    for place in ("workspaces", "tmp"):
        if (root / place).is_dir():
            shutil.copytree(root / place, root / "taken while open" / place)
    session.half_write_and_lock()
    clipboard = QGuiApplication.clipboard()
    answer: dict[str, Any] = {
        "needles": session.count,
        "holders before": before,
        "holders": left_in_memory(),
        "clipboard": clipboard.text() + clipboard.text(clipboard.Mode.Selection),
        "reports": [text for text in session.prompts.asked if "ValueError" in text],
        "printed": len(session.prompts.printed),
        "locked": session.window.workroom is None,
    }
    session.window.close()
    session.application.end()
    session.pair.hub.lock()
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]))
    except Exception:  # the program has taken over what Python does with it
        traceback.print_exc()
        raise
