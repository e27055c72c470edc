# SPDX-License-Identifier: Apache-2.0
"""Safety copies in the windows: how they stand, saving one, being reminded, made by themselves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel

from desktop.errors import BackupNotMade, Cancelled, DiskFull, WorkspaceLocked
from desktop.operations import backups
from desktop.ui import plain
from desktop.ui.copies_card import CopiesCard
from desktop.ui.copies_keeper import AGAIN_MS, FIRST_MS, CopiesKeeper
from desktop.ui.inbox import InboxPage
from desktop.ui.page import COPIES, Target
from desktop.ui.settings import SettingsPage
from desktop.ui.status import StatusLine
from tests.ui.workspaces import write_note

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.ui.tasks import InlineRunner
    from tests.ui.pages import ShowPage
    from tests.ui.recorded import RecordedPrompts
    from tests.ui.workspaces import Pair

NOTHING = backups.BackupStatus(
    last_at=None,
    kept=(),
    tested_at=None,
    test_failed=False,
    away_at=None,
    away_tested_at=None,
    away_due=False,
)
AT = "2026-11-22T10:15:30.123Z"


@pytest.fixture
def settings(pair: Pair, show_page: ShowPage) -> SettingsPage:
    page = show_page(SettingsPage, pair.hub)
    assert isinstance(page, SettingsPage)
    return page


def said(card: CopiesCard) -> str:
    labels = [one for one in card.findChildren(QLabel) if not one.isHidden()]
    return plain.as_written("\n".join(one.text() for one in labels))


def test_before_the_first_copy_it_says_that_there_is_none(qtbot: QtBot) -> None:
    card = CopiesCard()
    qtbot.addWidget(card)
    card.show()
    card.show_status(NOTHING)

    assert said(card).count("None yet") == 3
    assert "Not yet" in said(card)
    assert not card.warning.isVisible()
    card.empty()
    assert "None yet" not in said(card)


def test_it_says_which_copies_there_are_and_that_they_are_good(
    qtbot: QtBot, tmp_path: Path
) -> None:
    card = CopiesCard()
    qtbot.addWidget(card)
    card.show()
    rows = tuple(
        backups.BackupRow(file=tmp_path, made=AT, records=count, size=1) for count in (12, 1)
    )
    card.show_status(
        replace(NOTHING, last_at=AT, kept=rows, tested_at=AT, away_at=AT, away_tested_at=AT)
    )

    text = said(card)
    assert "12 records" in text
    assert "1 record\n" in text
    assert text.count("could be read back") == 2
    card.show_status(replace(NOTHING, away_at=AT))
    assert "not tried out yet" in said(card)


def test_what_is_wrong_stands_out_with_what_to_do(qtbot: QtBot) -> None:
    card = CopiesCard()
    qtbot.addWidget(card)
    card.show()
    card.show_status(replace(NOTHING, away_due=True))
    assert card.warning.isVisible()
    assert "in another place" in card.warning.text.text()
    card.show_status(replace(NOTHING, away_due=True, test_failed=True, tested_at=AT))
    assert "did not pass its test" in card.warning.text.text()
    assert "could not be read back" in said(card)
    card.show_status(NOTHING)
    assert not card.warning.isVisible()


def test_a_copy_is_saved_where_the_person_says(
    settings: SettingsPage, pair: Pair, prompts: RecordedPrompts, tmp_path: Path
) -> None:
    copies = settings.copies
    assert copies.warning.isVisible()
    copies.save.click()
    assert list(tmp_path.glob("*.alongside")) == []
    prompts.folder = tmp_path
    copies.save.click()

    (file,) = tmp_path.glob("backup-*.alongside")
    assert backups.look(file).role == "hub"
    assert file.name in plain.as_written(settings.banner.message.text())
    # The same disk, and nobody said that it is elsewhere.
    assert "same disk" in settings.banner.detail.text()
    assert settings.banner.property("look") == "banner-warn"
    assert copies.warning.isVisible()


def test_a_copy_elsewhere_ends_the_reminders(
    settings: SettingsPage,
    pair: Pair,
    show_page: ShowPage,
    prompts: RecordedPrompts,
    tmp_path: Path,
) -> None:
    inbox = show_page(InboxPage, pair.hub)
    assert isinstance(inbox, InboxPage)
    assert inbox.nag.isVisible()
    wanted: list[Target] = []
    inbox.open_requested.connect(wanted.append)
    inbox.nag.save.click()
    assert wanted == [Target(page="settings", kind=COPIES)]
    settings.activateWindow()
    settings.show_target(wanted[0])
    assert settings.focusWidget() is settings.copies.save
    prompts.folder = tmp_path
    settings.copies.elsewhere.setChecked(True)
    settings.copies.save.click()

    assert settings.banner.property("look") == "banner-good"
    assert not settings.copies.warning.isVisible()
    inbox.refresh()
    assert not inbox.nag.isVisible()
    settings.empty()
    assert not settings.copies.elsewhere.isChecked()


def test_a_copy_that_cannot_be_made_is_told(
    settings: SettingsPage,
    prompts: RecordedPrompts,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_args: object, **_more: object) -> None:
        raise BackupNotMade

    monkeypatch.setattr(backups, "make", refuse)
    prompts.folder = tmp_path
    settings.copies.save.click()
    assert BackupNotMade.slug in settings.banner.slug.text()
    assert settings.copies.save.isEnabled()
    assert settings.progress.isHidden()


def test_copies_that_are_due_make_themselves(
    pair: Pair, inline: InlineRunner, qtbot: QtBot
) -> None:
    holder = QObject()
    keeper = CopiesKeeper(workspace=pair.hub, runner=inline, parent=holder)
    assert keeper._timer.interval() == FIRST_MS
    write_note(pair.hub)
    told: list[bool] = []
    keeper.away_due.connect(told.append)
    keeper.look()

    assert len(backups.status(pair.hub).kept) == 1
    assert told == [True]
    assert keeper._timer.interval() == AGAIN_MS
    keeper.look()
    assert len(backups.status(pair.hub).kept) == 1
    keeper.look_at_status()
    assert told == [True] * 3
    keeper.stop()
    assert not keeper._timer.isActive()


def test_what_hinders_a_copy_is_told_unless_it_is_the_lock(
    pair: Pair, inline: InlineRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    holder = QObject()
    keeper = CopiesKeeper(workspace=pair.hub, runner=inline, parent=holder)
    told: list[object] = []
    keeper.failed.connect(told.append)
    for fault in (DiskFull(), Cancelled(), WorkspaceLocked()):

        def refuse(*_args: object, fault: Exception = fault, **_more: object) -> None:
            raise fault

        monkeypatch.setattr(backups, "run_due", refuse)
        keeper.look()
    assert [type(one) for one in told] == [DiskFull]
    keeper.stop()


def test_the_line_at_the_bottom_reminds_as_well(
    pair: Pair, inline: InlineRunner, qtbot: QtBot
) -> None:
    line = StatusLine(workspace=pair.hub, runner=inline)
    qtbot.addWidget(line)
    line.show()
    assert not line.copy.isVisible()
    line.offer_copy(True)
    assert line.copy.isVisible()
    with qtbot.waitSignal(line.copy_requested):
        line.copy.click()
    line.offer_copy(False)
    assert not line.copy.isVisible()
    line.empty()
