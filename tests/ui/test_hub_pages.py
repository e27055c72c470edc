# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from desktop.errors import Cancelled
from desktop.operations import hub, records, sending, workspaces
from desktop.ui.inbox import InboxPage
from desktop.ui.page import Page, Target
from desktop.ui.volunteers import VolunteersPage
from tests.ui.workspaces import exchange, make_hub, make_pair, write_note

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.ui.row_list import RowsList
    from tests.ui.pages import ShowPage
    from tests.ui.recorded import RecordedPrompts
    from tests.ui.workspaces import Pair

P = TypeVar("P", bound=Page)
ENTER = Qt.Key.Key_Return


@pytest.fixture
def inbox(pair: Pair, show_page: ShowPage) -> InboxPage:
    return show_page(InboxPage, pair.hub)


@pytest.fixture
def stick(pair: Pair, tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    write_note(pair.volunteer)
    sending.save_to_folder(pair.volunteer, folder)
    return folder


def shown(rows: RowsList) -> list[tuple[str, str]]:
    """Return the title and the chip of each row of a list."""
    model = rows.model()
    return [(face.title, face.chip) for face in model.faces]  # type: ignore[attr-defined] # ours


def targets(page: Page) -> list[Target]:
    """Note where a page sends the person from now on."""
    wanted: list[Target] = []
    page.open_requested.connect(wanted.append)
    return wanted


def damage(folder: Path) -> None:
    (path,) = folder.rglob("*.age")
    data = bytearray(path.read_bytes())
    data[-5] ^= 1
    path.write_bytes(data)


def test_files_are_looked_at_before_they_are_taken_in(
    inbox: InboxPage, stick: Path, prompts: RecordedPrompts, pair: Pair
) -> None:
    assert not inbox.found.isVisible()
    inbox.drop.add_files.click()
    prompts.files = tuple(stick.rglob("*.age"))

    inbox.drop.add_files.click()

    assert inbox.found.summary.text() == "1 file from \u2068Sam Okafor\u2069: 1 new record."
    assert shown(inbox.found.rows) == [("Sam Okafor", "Ready to take in")]
    assert inbox.drop.text.isHidden()
    assert records.list_records(pair.hub) == ()
    assert inbox.take_in.hasFocus()
    QTest.keyClick(inbox.take_in, ENTER)

    assert inbox.banner.message.text() == "1 file was taken in."
    assert inbox.banner.detail.text() == "In them: 1 new record."
    assert len(records.list_records(pair.hub)) == 1
    assert not inbox.found.isVisible()
    assert not inbox.drop.text.isHidden()
    assert shown(inbox.taken_in.rows)[0][1] == "In use"


def test_what_was_taken_in_leads_to_the_next_step(
    inbox: InboxPage, stick: Path, pair: Pair
) -> None:
    wanted = targets(inbox)
    inbox.preview((stick,))
    inbox.take_in.click()

    assert inbox.banner.next.text() == "Review 1 record"
    assert inbox.banner.next.hasFocus()
    QTest.keyClick(inbox.banner.next, ENTER)

    assert wanted == [Target(page="review")]


def test_a_folder_is_put_back_or_taken_in_twice(
    inbox: InboxPage, stick: Path, prompts: RecordedPrompts
) -> None:
    inbox.drop.add_folder.click()
    prompts.folder = stick
    inbox.drop.add_folder.click()
    inbox.put_back.click()
    assert inbox.found.model.rowCount() == 0

    inbox.drop.add_folder.click()
    inbox.take_in.click()
    inbox.drop.add_folder.click()

    assert shown(inbox.found.rows) == [("Sam Okafor", "Was taken in before")]
    assert inbox.found.summary.text() == "1 file was taken in before."
    assert not inbox.take_in.isVisible()
    assert inbox.put_back.hasFocus()


def test_a_damaged_file_is_put_aside_with_the_reason_and_the_next_step(
    inbox: InboxPage, stick: Path
) -> None:
    damage(stick)
    inbox.preview((stick,))
    assert "cannot be used and will be put aside" in inbox.found.summary.text()
    assert shown(inbox.found.rows) == [("Sender not known", "Will be put aside")]
    assert "damaged" in inbox.found.reason.message.text()

    inbox.take_in.click()

    assert inbox.banner.message.text() == "Nothing was taken in."
    assert "Put aside for a person to look at: 1" in inbox.banner.detail.text()
    assert inbox.banner.next.text() == "See what was put aside"
    inbox.banner.next.click()
    assert inbox.tabs.currentWidget() is inbox.aside
    assert inbox.tabs.tabText(1) == "Put aside (1)"
    assert "damaged" in inbox.aside.reason.message.text()
    assert "sent again" in inbox.aside.reason.detail.text()
    assert ".age" in inbox.aside.reason.files.text()
    assert not inbox.aside.reason.next.isVisible()


def test_what_waits_for_approval_leads_to_the_volunteers(
    tmp_path: Path, show_page: ShowPage
) -> None:
    made = make_pair(tmp_path, is_approved=False)
    write_note(made.volunteer)
    sending.synchronise(made.volunteer)
    inbox = show_page(InboxPage, made.hub)
    wanted = targets(inbox)
    assert inbox.drop.fetch.isVisible()

    inbox.drop.fetch.click()

    assert "1 laptop waits to be approved." in inbox.banner.detail.text()
    assert inbox.banner.next.text() == "Compare the words"
    inbox.banner.next.click()
    inbox.tabs.setCurrentWidget(inbox.aside)
    assert shown(inbox.aside.rows)[0][1] == "Has to wait"
    inbox.aside.reason.next.click()
    assert wanted == [Target(page="volunteers")] * 2
    made.lock()


def test_an_import_is_undone_and_done_again(
    inbox: InboxPage, stick: Path, prompts: RecordedPrompts, pair: Pair
) -> None:
    inbox.preview((stick,))
    inbox.take_in.click()
    before = len(records.list_records(pair.hub))
    prompts.yes = False
    inbox.undo.click()
    assert len(records.list_records(pair.hub)) == before
    prompts.yes = True
    inbox.tabs.setCurrentIndex(2)
    inbox.undo.setFocus()
    inbox.undo.click()
    assert inbox.undo.hasFocus()
    assert records.list_records(pair.hub) == ()
    assert inbox.banner.message.text() == "1 version of a record is hidden now."
    assert shown(inbox.taken_in.rows)[0][1] == "Undone"

    assert inbox.undo.text() == "Show these records again"
    inbox.undo.click()
    assert len(records.list_records(pair.hub)) == before
    assert inbox.banner.message.text() == "The records are shown again."
    inbox.empty()
    assert inbox.taken_in.model.rows == ()


def test_an_undo_that_was_stopped_is_finished_later(
    inbox: InboxPage,
    stick: Path,
    pair: Pair,
    prompts: RecordedPrompts,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stopped(*_args: object, **_more: object) -> None:
        raise Cancelled

    inbox.preview((stick,))
    inbox.take_in.click()
    with monkeypatch.context() as patch:
        patch.setattr(hub, "undo_import", stopped)
        inbox.undo.click()
    assert inbox.banner.message.text() == "Stopped, as you asked."

    (row, *_) = hub.imports(pair.hub)
    half = hub.ImportRow(
        id=row.id, at=row.at, person=row.person, bundles=1, records=1, hidden=False, unfinished=True
    )
    inbox.taken_in.show_rows((half,))
    assert shown(inbox.taken_in.rows)[0][1] == "Half undone"
    assert inbox.undo.text() == "Finish undoing it"
    prompts.asked.clear()
    inbox.undo.click()
    assert prompts.asked == []
    assert records.list_records(pair.hub) == ()
    back = hub.ImportRow(
        id=row.id, at=row.at, person=row.person, bundles=1, records=1, hidden=True, unfinished=True
    )
    inbox.taken_in.show_rows((back,))
    assert inbox.undo.text() == "Finish showing them"


def test_a_folder_without_sealed_files_says_so(inbox: InboxPage, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    inbox.preview((tmp_path / "empty",))

    assert inbox.found.summary.text() == "There are no sealed files there."
    assert not inbox.take_in.isVisible()


def test_a_folder_that_is_not_there_is_told_and_forgotten(
    inbox: InboxPage, stick: Path, tmp_path: Path, prompts: RecordedPrompts
) -> None:
    (tmp_path / "gone").mkdir(mode=0o000)
    inbox.preview((tmp_path / "gone" / "x.age", stick))
    assert len(inbox.found.model.rows) == 2
    (tmp_path / "gone").rmdir()


def test_files_can_be_dropped_anywhere_on_the_page(inbox: InboxPage, stick: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(stick))])
    foreign = QMimeData()
    foreign.setUrls([QUrl("https://example.org/x.age")])

    def enter(mime: QMimeData) -> QDragEnterEvent:
        event = QDragEnterEvent(
            QPointF(1, 1).toPoint(),
            Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        event.ignore()
        inbox.dragEnterEvent(event)
        return event

    def drop(mime: QMimeData) -> None:
        inbox.dropEvent(
            QDropEvent(
                QPointF(1, 1),
                Qt.DropAction.CopyAction,
                mime,
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            )
        )

    assert inbox.acceptDrops()
    assert enter(data).isAccepted() is True
    assert inbox.drop.property("look") == "drop-ready"
    inbox.dragLeaveEvent(QDragLeaveEvent())
    assert inbox.drop.property("look") == "drop"
    assert not enter(foreign).isAccepted()
    inbox.tabs.setCurrentIndex(2)
    drop(foreign)
    assert inbox.found.model.rowCount() == 0
    drop(data)
    assert len(inbox.found.model.rows) == 1
    assert inbox.tabs.currentIndex() == 0


def test_fetching_takes_in_what_was_left(inbox: InboxPage, pair: Pair) -> None:
    write_note(pair.volunteer)
    sending.synchronise(pair.volunteer)

    inbox.drop.fetch.click()

    assert "1 file fetched." in inbox.banner.message.text()
    assert inbox.banner.next.text() == "Review 1 record"
    assert len(records.list_records(pair.hub)) == 1


def test_fetching_from_a_place_that_is_away_leads_to_sending(inbox: InboxPage, pair: Pair) -> None:
    wanted = targets(inbox)
    for file in sorted(pair.carrier.rglob("*"), reverse=True):
        file.rmdir() if file.is_dir() else file.unlink()
    pair.carrier.rmdir()

    inbox.drop.fetch.click()

    assert inbox.banner.message.text() == "1 way to send did not work."
    inbox.banner.next.click()
    assert wanted == [Target(page="sending")]


def test_the_inbox_is_found_again_as_it_was_left(inbox: InboxPage) -> None:
    inbox.tabs.setCurrentIndex(2)
    left_at = inbox.where()
    inbox.tabs.setCurrentIndex(0)

    inbox.go_back_to(left_at)
    assert inbox.tabs.currentIndex() == 2
    inbox.go_back_to({})
    assert inbox.tabs.currentIndex() == 2


@pytest.fixture
def waiting(tmp_path: Path) -> Iterator[Pair]:
    made = make_pair(tmp_path, is_approved=False)
    sending.synchronise(made.volunteer)
    sending.synchronise(made.hub)
    yield made
    made.lock()


@pytest.fixture
def volunteers(show_page: ShowPage, waiting: Pair) -> VolunteersPage:
    return show_page(VolunteersPage, waiting.hub)


def test_a_laptop_is_approved_by_its_words_and_switched_off(
    volunteers: VolunteersPage, waiting: Pair, prompts: RecordedPrompts
) -> None:
    page, laptop = volunteers, volunteers.laptop
    assert shown(page.rows) == [("Sam Okafor", "Waiting for approval")]
    assert laptop.typed.isVisible()
    # Whoever could read them here would copy them, and ring nobody.
    shown_texts = " ".join(one.text() for one in page.findChildren(QLabel))
    assert not any(word in shown_texts.split() for word in waiting.words)
    assert not laptop.approve.isEnabled()
    QTest.keyClick(laptop.typed, ENTER)
    assert page.banner.isHidden()
    laptop.typed.setText("these are not the words at all no")
    laptop.approve.click()
    assert "words-differ" in page.banner.slug.text()
    assert laptop.typed.text().startswith("these are not")

    laptop.typed.setText("  ".join(waiting.words).upper())
    QTest.keyClick(laptop.typed, ENTER)
    assert [row.state for row in hub.devices(waiting.hub)] == ["approved"]
    assert "approved" in page.banner.message.text()
    assert not laptop.typed.isVisible()
    prompts.yes = False
    laptop.revoke.click()
    assert [row.state for row in hub.devices(waiting.hub)] == ["approved"]
    prompts.yes = True
    laptop.revoke.click()

    assert [row.state for row in hub.devices(waiting.hub)] == ["revoked"]
    assert page.rows.hasFocus()
    assert "invite them again" in laptop.about.text()
    assert not laptop.revoke.isVisible()
    page.empty()
    assert page.model.rows == ()


def test_when_a_laptop_was_last_heard_of_is_said(pair: Pair, show_page: ShowPage) -> None:
    page = show_page(VolunteersPage, pair.hub)
    assert page.model.faces[0].details.startswith("Last heard from ")
    row = hub.DeviceRow(device="1", volunteer="2", name="Alex", state="waiting", words=())
    page.model.set_rows((row,))
    assert page.model.faces[0].details == "Nothing has arrived from it yet"


def test_what_was_typed_outlives_a_look_at_the_laptops(volunteers: VolunteersPage) -> None:
    volunteers.laptop.typed.setText("half of the wor")
    volunteers.refresh()
    assert volunteers.laptop.typed.text() == "half of the wor"


def test_a_laptop_that_comes_to_wait_is_chosen(
    pair: Pair,
    show_page: ShowPage,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = show_page(VolunteersPage, pair.hub)
    (old,) = page.model.rows
    new = hub.DeviceRow(device="1", volunteer="2", name="Alex", state="waiting", words=("a",))
    other = replace(old, name="Sam O.")
    for found, chosen in (((old, new), new), ((old,), old), ((other,), other)):
        monkeypatch.setattr(hub, "devices", lambda _workspace, found=found: found)
        page.refresh()
        assert page.rows.chosen() == chosen


def test_an_invitation_is_a_file_without_the_volunteers_name(
    pair: Pair,
    show_page: ShowPage,
    prompts: RecordedPrompts,
    tmp_path: Path,
) -> None:
    page = show_page(VolunteersPage, pair.hub)
    assert not page.step.isVisible()
    page.invite.setFocus()
    QTest.keyClick(page.invite, ENTER)
    assert page.step.name.hasFocus()
    QTest.keyClick(page.step.name, ENTER)
    assert prompts.asked == []
    QTest.keyClicks(page.step.name, "Alex Doe")
    QTest.keyClick(page.step.name, ENTER)
    assert page.step.isVisible()
    prompts.saved = tmp_path / "invitation.alongside"
    page.step.with_carriers.setChecked(False)
    page.step.save.click()

    assert prompts.asked == ["invitation.alongside"] * 2
    view = workspaces.read_invitation(prompts.saved.read_bytes())
    assert view.person_name == "Alex Doe"
    assert page.step.name.text() == ""
    assert not page.step.isVisible()
    assert page.invite.hasFocus()
    assert "invitation.alongside" in page.banner.message.text()


def test_an_invitation_need_not_be_made(pair: Pair, show_page: ShowPage) -> None:
    page = show_page(VolunteersPage, pair.hub)
    page.invite.click()
    QTest.keyClicks(page.step.name, "Alex")
    page.step.close_it.click()
    assert page.invite.isVisible()
    assert page.step.name.text() == ""


def test_a_hub_without_laptops_says_what_to_do(tmp_path: Path, show_page: ShowPage) -> None:
    with make_hub(tmp_path).workspace as alone:
        page = show_page(VolunteersPage, alone)

        assert page.nobody.isVisible()
        assert not page.rows.isVisible()
        assert not page.laptop.isVisible()
        assert not page.open_ones.isVisible()
        assert page.invite.isVisible()


def test_every_button_of_these_pages_says_what_it_does(
    inbox: InboxPage, stick: Path, pair: Pair
) -> None:
    inbox.preview((stick,))
    exchange(pair)
    visible = [one for one in inbox.findChildren(QPushButton) if one.isVisible()]
    assert visible
    assert all(one.accessibleName() for one in visible)
