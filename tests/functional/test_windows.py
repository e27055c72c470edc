# SPDX-License-Identifier: Apache-2.0
"""The main job through the windows: a hub and a volunteer are set up, a note goes its whole way.

Everything happens in the real application and its pages; only dialogs answer by themselves, and
tasks run at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest

from desktop.crypto import vault
from desktop.ui import words_check
from desktop.ui.application import Application
from desktop.ui.fields import TextBox
from desktop.ui.inbox import InboxPage
from desktop.ui.records_page import RecordsPage
from desktop.ui.sending import SendingPage
from desktop.ui.tasks import InlineRunner
from desktop.ui.theme import Scheme, Theme
from desktop.ui.volunteers import VolunteersPage
from tests.ui.recorded import RecordedPrompts
from tests.ui.windows import room_of
from tests.ui.workspaces import QUICK

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from desktop.ui.workroom import Workroom

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


class Person:
    """Somebody at a computer of their own, with the program open."""

    def __init__(self, *, app: QApplication, home: Path) -> None:
        self.prompts = RecordedPrompts()
        self.application = Application(
            app=app,
            home=home,
            runner=InlineRunner(),
            prompts=self.prompts,
            theme=Theme(app=app, scheme=Scheme.LIGHT),
        )
        self.window = self.application.window
        self.application.start()
        self.window.load_rest()

    @property
    def room(self) -> Workroom:
        return room_of(self.window)

    def sending(self) -> SendingPage:
        self.room.show_page("sending")
        page = self.room.page("sending")
        assert isinstance(page, SendingPage)
        return page

    def finish_setting_up(self) -> None:
        """Take the six words, write the recovery code down, open the workspace."""
        first = self.window.first_run
        choice = first.passphrase.choice
        choice.again.line.setText(choice.six.text())
        first.passphrase.next.click()
        groups = first.recovery.code.text().replace("\n", "").split("-")
        for index, line in zip((2, 5), first.recovery.lines, strict=True):
            line.setText(groups[index])
        first.recovery.next.click()
        first.words.next.click()

    def end(self) -> None:
        self.window.close()
        self.application.end()


@pytest.fixture
def people(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Person, Person]]:
    monkeypatch.setattr(vault, "calibrate", lambda: QUICK)
    coordinator = Person(app=qapp, home=tmp_path / "hub-home")
    volunteer = Person(app=qapp, home=tmp_path / "volunteer-home")
    yield coordinator, volunteer
    volunteer.end()
    coordinator.end()


def set_up_hub(coordinator: Person, offline: Path) -> tuple[str, ...]:
    """Set up a hub; return its words."""
    first = coordinator.window.first_run
    first.role.cards["hub"].click()
    first.hub.name.setText("Rowan Hub")
    first.hub.staff.setText("Priya Shah")
    coordinator.prompts.folder = offline
    first.hub.choose.click()
    first.hub.next.click()
    coordinator.finish_setting_up()
    return tuple(first.words.words.text().split())


def volunteers(coordinator: Person) -> VolunteersPage:
    coordinator.room.show_page("volunteers")
    page = coordinator.room.page("volunteers")
    assert isinstance(page, VolunteersPage)
    return page


def invite(coordinator: Person, path: Path) -> None:
    page = volunteers(coordinator)
    page.invite.click()
    page.step.name.setText("Sam Okafor")
    coordinator.prompts.saved = path
    page.step.save.click()


def set_up_volunteer(volunteer: Person, path: Path, hub_words: tuple[str, ...]) -> tuple[str, ...]:
    """Set up a volunteer; return the words of the laptop."""
    first = volunteer.window.first_run
    first.role.cards["volunteer"].click()
    volunteer.prompts.files = (path,)
    first.invitation.choose.click()
    first.invitation.next.click()
    for index, line in zip(words_check.ASKED, first.hub_words.check.lines, strict=True):
        line.setText(hub_words[index])
    first.hub_words.next.click()
    first.readers.next.click()
    volunteer.finish_setting_up()
    return tuple(first.words.words.text().split())


def approve(coordinator: Person, words: tuple[str, ...]) -> None:
    laptop = volunteers(coordinator).laptop
    laptop.typed.setText(" ".join(words))
    laptop.approve.click()


def write_note(volunteer: Person) -> None:
    volunteer.room.show_page("visit-notes")
    page = volunteer.room.page("visit-notes")
    assert isinstance(page, RecordsPage)
    page.new.click()
    fields = page.editor.form.fields.places
    fields["when"].editor.fill("2026-11-20")
    fields["how"].editor.fill("home")
    (box,) = fields["talked_about"].editor.findChildren(TextBox)
    QTest.keyClicks(box, "Feeding at night.")
    page.editor.finish.click()
    assert [face.chip for face in page.list.model.faces] == ["Only on this laptop"]


def take_in(coordinator: Person, carrier: Path) -> InboxPage:
    coordinator.room.show_page("inbox")
    inbox = coordinator.room.page("inbox")
    assert isinstance(inbox, InboxPage)
    inbox.preview((carrier / "to-hub",))
    inbox.take_in.click()
    return inbox


def test_a_note_is_written_sent_taken_in_and_its_receipt_comes_back(
    people: tuple[Person, Person], tmp_path: Path
) -> None:
    coordinator, volunteer = people
    carrier = tmp_path / "carrier"
    carrier.mkdir()

    hub_words = set_up_hub(coordinator, tmp_path / "offline")
    coordinator.prompts.folder = carrier
    coordinator.sending().ways.add.click()
    invite(coordinator, tmp_path / "invitation.alongside")
    words = set_up_volunteer(volunteer, tmp_path / "invitation.alongside", hub_words)
    assert volunteer.sending().own_words.isVisible()
    volunteer.sending().send.click()
    take_in(coordinator, carrier)
    approve(coordinator, words)
    coordinator.sending().send.click()
    volunteer.sending().send.click()
    assert volunteer.sending().own_words.isHidden()

    write_note(volunteer)
    assert "only on this laptop" in volunteer.room.status.text.text()
    volunteer.sending().send.click()
    assert [row.state for row in volunteer.sending().outbox.model.rows] == ["handed-over"]
    inbox = take_in(coordinator, carrier)
    assert inbox.banner.detail.text() == "In them: 1 new record."
    coordinator.sending().send.click()
    volunteer.sending().send.click()

    page = volunteer.sending()
    assert {face.chip for face in page.receipts.model.faces} == {"Received"}
    assert page.outbox.model.rows == ()
    assert "Everything finished has been received" in page.truth.text()
    notes = volunteer.room.page("visit-notes")
    assert isinstance(notes, RecordsPage)
    notes.refresh()
    assert [face.chip for face in notes.list.model.faces] == ["Received by the hub"]

    inbox.banner.next.click()
    received = coordinator.room.page("review")
    assert isinstance(received, RecordsPage)
    received.open_record(received.list.model.rows[0])
    coordinator.sending().send.click()
    volunteer.sending().send.click()
    notes.refresh()
    notes.open_record(notes.list.model.rows[0])
    assert "Read by \u2068Priya Shah\u2069" in notes.reader.state.text()
