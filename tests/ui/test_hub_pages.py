# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from desktop.operations import hub, records, sending, workspaces
from desktop.ui.devices import DevicesPage
from desktop.ui.inbox import InboxPage
from tests.ui.workspaces import make_pair, write_note

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.ui.tasks import InlineRunner
    from desktop.ui.theme import Theme
    from tests.ui.recorded import RecordedPrompts
    from tests.ui.workspaces import Pair


@pytest.fixture
def inbox(
    pair: Pair, qtbot: QtBot, inline: InlineRunner, prompts: RecordedPrompts, theme: Theme
) -> InboxPage:
    page = InboxPage(workspace=pair.hub, runner=inline, prompts=prompts, theme=theme)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    return page


@pytest.fixture
def stick(pair: Pair, tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    write_note(pair.volunteer)
    sending.save_to_folder(pair.volunteer, folder)
    return folder


def test_files_are_looked_at_before_they_are_taken_in(
    inbox: InboxPage, stick: Path, prompts: RecordedPrompts, pair: Pair
) -> None:
    assert not inbox.bundle_table.isVisible()
    inbox.add_files.click()
    prompts.files = tuple(stick.rglob("*.age"))

    inbox.add_files.click()

    (row,) = inbox.bundles.rows
    assert (row.status, row.who, row.new) == ("would-import", "Sam Okafor", 1)
    assert inbox.summary.text().startswith("One file is ready to take in. Records: 1 new")
    assert records.list_records(pair.hub) == ()
    inbox.take_in.click()

    assert inbox.banner.message.text() == "One file was taken in."
    assert len(records.list_records(pair.hub)) == 1
    assert inbox.bundles.rows == ()
    assert inbox.aside_table.isHidden()


def test_a_folder_is_put_back_or_taken_in_twice(
    inbox: InboxPage, stick: Path, prompts: RecordedPrompts
) -> None:
    inbox.add_folder.click()
    prompts.folder = stick
    inbox.add_folder.click()
    inbox.put_back.click()
    assert inbox.bundles.rowCount() == 0

    inbox.add_folder.click()
    inbox.take_in.click()
    inbox.add_folder.click()
    assert [one.status for one in inbox.bundles.rows] == ["already-imported"]
    inbox.take_in.click()

    assert "Taken in before: 1" in inbox.banner.detail.text()


def test_a_damaged_file_is_put_aside_with_the_reason_and_the_next_step(
    inbox: InboxPage, stick: Path
) -> None:
    (path,) = stick.rglob("*.age")
    data = bytearray(path.read_bytes())
    data[-5] ^= 1
    path.write_bytes(data)

    inbox.preview((stick,))
    inbox.bundle_table.selectRow(0)
    assert "damaged" in inbox.explanation.text()
    inbox.take_in.click()
    inbox.aside_table.selectRow(0)

    assert inbox.tabs.tabText(1) == "Put aside (1)"
    assert "damaged" in inbox.aside_text.text()
    assert "sent again" in inbox.aside_text.text()
    assert "Put aside for a person to look at: 1" in inbox.banner.detail.text()


def test_an_import_is_undone_and_done_again(
    inbox: InboxPage, stick: Path, prompts: RecordedPrompts, pair: Pair
) -> None:
    inbox.preview((stick,))
    inbox.take_in.click()
    before = len(records.list_records(pair.hub))
    inbox.import_table.selectRow(0)
    prompts.yes = False
    inbox.undo.click()
    assert len(records.list_records(pair.hub)) == before
    prompts.yes = True
    inbox.undo.click()
    assert records.list_records(pair.hub) == ()

    inbox.import_table.selectRow(0)
    assert inbox.undo.text() == "Show these records again"
    inbox.undo.click()
    assert len(records.list_records(pair.hub)) == before
    inbox.empty()
    assert inbox.imports.rows == ()


def test_a_folder_without_sealed_files_says_so(inbox: InboxPage, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    inbox.preview((tmp_path / "empty",))

    assert inbox.summary.text() == "There are no sealed files there."


def test_files_can_be_dropped(inbox: InboxPage, stick: Path) -> None:
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
        inbox.drop.dragEnterEvent(event)
        return event

    def drop(mime: QMimeData) -> None:
        inbox.drop.dropEvent(
            QDropEvent(
                QPointF(1, 1),
                Qt.DropAction.CopyAction,
                mime,
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            )
        )

    assert enter(data).isAccepted()
    assert not enter(foreign).isAccepted()
    drop(foreign)
    assert inbox.bundles.rows == ()
    drop(data)
    assert len(inbox.bundles.rows) == 1


@pytest.fixture
def waiting(tmp_path: Path) -> Pair:
    made = make_pair(tmp_path, is_approved=False)
    sending.synchronise(made.volunteer)
    sending.synchronise(made.hub)
    return made


def devices_page(
    pair: Pair, qtbot: QtBot, inline: InlineRunner, prompts: RecordedPrompts, theme: Theme
) -> DevicesPage:
    page = DevicesPage(workspace=pair.hub, runner=inline, prompts=prompts, theme=theme)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    return page


def test_a_laptop_is_approved_by_its_words_and_switched_off(
    waiting: Pair, qtbot: QtBot, inline: InlineRunner, prompts: RecordedPrompts, theme: Theme
) -> None:
    page = devices_page(waiting, qtbot, inline, prompts, theme)
    assert page.words_frame.isVisible()
    assert waiting.words[0] in page.words.text()
    page.typed.returnPressed.emit()
    page.typed.setText("these are not the words at all no")
    page.approve.click()
    assert "words-differ" in page.banner.slug.text()

    page.typed.setText("  ".join(waiting.words).upper())
    page.approve.click()
    assert [row.state for row in hub.devices(waiting.hub)] == ["approved"]
    assert "approved" in page.banner.message.text()
    assert not page.words_frame.isVisible()
    page.revoke.click()
    page.table.selectRow(0)
    prompts.yes = False
    page.revoke.click()
    prompts.yes = True
    page.revoke.click()

    assert [row.state for row in hub.devices(waiting.hub)] == ["revoked"]
    page.empty()
    assert page.model.rows == ()
    waiting.lock()


def test_an_invitation_is_a_file_without_the_volunteers_name(
    pair: Pair,
    qtbot: QtBot,
    inline: InlineRunner,
    prompts: RecordedPrompts,
    theme: Theme,
    tmp_path: Path,
) -> None:
    page = devices_page(pair, qtbot, inline, prompts, theme)
    page.name.returnPressed.emit()
    assert prompts.asked == []
    page.name.setText("Alex Doe")
    page.invite.click()
    prompts.saved = tmp_path / "invitation.alongside"
    page.with_carriers.setChecked(False)
    page.invite.click()

    assert prompts.asked == ["invitation.alongside"] * 2
    view = workspaces.read_invitation(prompts.saved.read_bytes())
    assert view.person_name == "Alex Doe"
    assert page.name.text() == ""
    assert "invitation.alongside" in page.banner.message.text()


def test_a_hub_without_laptops_says_what_to_do(
    tmp_path: Path, qtbot: QtBot, inline: InlineRunner, prompts: RecordedPrompts, theme: Theme
) -> None:
    pair = make_pair(tmp_path, is_approved=False)
    page = devices_page(pair, qtbot, inline, prompts, theme)

    assert page.nobody.isVisible()
    assert not page.table.isVisible()
    pair.lock()
