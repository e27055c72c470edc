# SPDX-License-Identifier: Apache-2.0
"""The page of settings: what is chosen there holds at once, and secrets do not stay on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QScrollArea, QWidget

from desktop import __version__
from desktop.crypto import vault
from desktop.errors import SettingsNotSaved
from desktop.operations import desk, preferences, records, workspaces
from desktop.ui.application import Application
from desktop.ui.chosen import ChosenSettings
from desktop.ui.settings import SettingsPage
from desktop.ui.tasks import InlineRunner
from tests.ui.recorded import RecordedPrompts
from tests.ui.workspaces import PASSPHRASE, QUICK

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.ui.theme import Theme
    from tests.ui.workspaces import Pair

NEW = "a heron reads maps at noon"


@pytest.fixture
def chosen(qapp: QApplication, tmp_path: Path) -> Iterator[ChosenSettings]:
    made = ChosenSettings(path=tmp_path / "settings.json", runner=InlineRunner(), parent=qapp)
    yield made
    made.flush()
    made.setParent(None)


@pytest.fixture
def page(
    qtbot: QtBot,
    pair: Pair,
    chosen: ChosenSettings,
    theme: Theme,
    prompts: RecordedPrompts,
    monkeypatch: pytest.MonkeyPatch,
) -> SettingsPage:
    monkeypatch.setattr(vault, "calibrate", lambda: QUICK)
    made = SettingsPage(
        workspace=pair.volunteer, runner=InlineRunner(), prompts=prompts, theme=theme
    )
    qtbot.addWidget(made)
    made.resize(1100, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def pick(page: SettingsPage, name: str, value: object) -> None:
    box = page.boxes[name]
    box.setCurrentIndex(box.findData(value))


def secrets_on(page: SettingsPage) -> str:
    lines = [one.text() for one in page.findChildren(QLineEdit) if one is not page.folder]
    labels = [one.text() for one in (page.passphrase.choice.six, page.sheet.sheet.code)]
    return "".join(lines + labels)


def fill_in(page: SettingsPage, *, current: str) -> None:
    page.passphrase.begin.click()
    page.passphrase.current.line.setText(current)
    page.passphrase.choice.own.click()
    page.passphrase.choice.first.line.setText(NEW)
    page.passphrase.choice.again.line.setText(NEW)


def new_code(page: SettingsPage) -> str:
    page.sheet.begin.click()
    page.sheet.current.line.setText(PASSPHRASE)
    QTest.keyClick(page.sheet.current.line, Qt.Key.Key_Return)
    return "".join(page.sheet.sheet.code.text().split())


def prove(page: SettingsPage, code: str) -> None:
    groups = code.split("-")
    for index, line in zip((2, 5), page.sheet.sheet.lines, strict=True):
        line.setText(groups[index])


def test_it_shows_what_is_chosen(page: SettingsPage, chosen: ChosenSettings) -> None:
    shown = {name: box.currentText() for name, box in page.boxes.items()}
    assert shown == {
        "zoom_percent": "100 %",
        "colours": "The same as this computer",
        "idle_lock_minutes": "5 minutes",
    }

    # As with Ctrl and plus, or from a file that was changed by hand.
    chosen.choose("zoom_percent", 137)
    assert page.boxes["zoom_percent"].currentText() == "137 %"


def test_what_is_picked_is_chosen(page: SettingsPage, chosen: ChosenSettings) -> None:
    pick(page, "zoom_percent", 200)
    pick(page, "colours", "contrast")
    pick(page, "idle_lock_minutes", 1)

    assert (chosen.zoom, chosen.colours, chosen.minutes) == (200, "contrast", 1)
    assert page.boxes["idle_lock_minutes"].currentText() == "1 minute"
    offered = page.boxes["idle_lock_minutes"]
    assert [offered.itemData(n) for n in range(offered.count())] == list(range(1, 16))


def test_a_choice_that_could_not_be_saved_is_said(
    page: SettingsPage, chosen: ChosenSettings
) -> None:
    chosen.not_saved.emit(SettingsNotSaved())

    assert "settings-not-saved" in page.banner.slug.text()


def test_the_program_does_as_the_page_says(pair: Pair, qapp: QApplication, tmp_path: Path) -> None:
    application = Application(
        app=qapp,
        home=tmp_path / "home",
        folder=pair.volunteer.folder,
        runner=InlineRunner(),
        prompts=RecordedPrompts(),
        settings=tmp_path / "settings.json",
    )
    window = application.window
    window.show_workspace(pair.volunteer)
    assert window.workroom is not None
    window.workroom.show_page("settings")
    page = window.workroom.page("settings")
    assert isinstance(page, SettingsPage)

    pick(page, "zoom_percent", 150)
    pick(page, "idle_lock_minutes", 15)
    assert (application.theme.zoom, application.idle.minutes) == (150, 15)
    application.theme.zoom_in()
    assert page.boxes["zoom_percent"].currentText() == "175 %"

    application.theme.set_zoom(100)
    window.close()
    application.end()
    assert preferences.load(tmp_path / "settings.json")["idle_lock_minutes"] == 15


def test_the_passphrase_is_changed(page: SettingsPage, pair: Pair) -> None:
    fill_in(page, current=PASSPHRASE)
    assert page.passphrase.change.isEnabled()
    QTest.keyClick(page.passphrase.choice.again.line, Qt.Key.Key_Return)

    assert page.banner.message.text() == "Your passphrase is changed."
    assert secrets_on(page) == ""
    assert page.focusWidget() is page.passphrase.begin
    pair.volunteer.lock()
    workspaces.open_workspace(pair.volunteer.folder, NEW).lock()


def test_a_wrong_passphrase_changes_nothing(page: SettingsPage, pair: Pair) -> None:
    fill_in(page, current="not it")
    page.passphrase.change.click()

    assert "wrong-passphrase" in page.banner.slug.text()
    assert page.passphrase.current.text() == ""
    assert page.passphrase.choice.passphrase() == NEW
    assert page.focusWidget() is page.passphrase.current.line
    pair.volunteer.lock()
    workspaces.open_workspace(pair.volunteer.folder, PASSPHRASE).lock()


def test_it_is_not_changed_before_all_is_there(page: SettingsPage) -> None:
    page.passphrase.begin.click()
    assert len(page.passphrase.choice.six.text().split()) == 6
    QTest.keyClick(page.passphrase.choice.again.line, Qt.Key.Key_Return)
    assert not page.passphrase.change.isEnabled()

    page.passphrase.back.click()

    assert page.passphrase.area.isHidden()
    assert page.focusWidget() is page.passphrase.begin
    assert secrets_on(page) == ""


def test_a_new_sheet_takes_the_place_of_the_old(page: SettingsPage, pair: Pair) -> None:
    code = new_code(page)
    assert len(code.split("-")) == 9
    assert desk.is_sheet_due(pair.volunteer)
    assert not page.sheet.done.isEnabled()
    assert page.sheet.area.isHidden()
    prove(page, code)
    QTest.keyClick(page.sheet.sheet.lines[1], Qt.Key.Key_Return)

    assert not desk.is_sheet_due(pair.volunteer)
    assert page.banner.message.text() == "Your new recovery sheet is ready."
    assert secrets_on(page) == ""
    assert page.focusWidget() is page.sheet.begin
    pair.volunteer.lock()
    workspaces.recover(pair.volunteer.folder, code=code, new_passphrase=NEW).lock()


def test_a_wrong_passphrase_makes_no_sheet(page: SettingsPage) -> None:
    page.sheet.begin.click()
    QTest.keyClick(page.sheet.current.line, Qt.Key.Key_Return)
    page.sheet.current.line.setText("not it")
    page.sheet.make.click()

    assert "wrong-passphrase" in page.banner.slug.text()
    assert not desk.is_sheet_due(page.workspace)
    assert page.sheet.sheet.isHidden()
    assert page.focusWidget() is page.sheet.current.line


def test_nothing_secret_outlives_a_lock(page: SettingsPage) -> None:
    fill_in(page, current=PASSPHRASE)
    prove(page, new_code(page))
    assert secrets_on(page) != ""

    page.empty()

    assert secrets_on(page) == ""
    assert page.folder.text() == ""
    assert page.sheet.sheet.isHidden()


def test_the_workspace_gets_a_neutral_name(page: SettingsPage, pair: Pair) -> None:
    page.refresh()
    card = page.name
    assert not card.use.isEnabled()
    card.suggestions[0].click()
    assert card.line.text() == "Blue notebook"
    QTest.keyClick(card.line, Qt.Key.Key_Return)

    assert workspaces.kind_of(pair.volunteer.folder).label == "Blue notebook"
    assert "new name" in page.banner.message.text()
    assert not card.use.isEnabled()
    card.line.setText("half typ")
    page.refresh()
    assert card.line.text() == "half typ"
    page.empty()
    assert card.line.text() == ""
    page.refresh()
    assert card.line.text() == "Blue notebook"


def test_a_familys_name_is_no_name_for_a_workspace(page: SettingsPage, pair: Pair) -> None:
    records.save_draft(pair.volunteer, "family", {"known_as": "Asha"})
    page.name.line.setText("Visits to Asha")
    page.name.use.setEnabled(True)
    page.name.use.click()

    assert not workspaces.kind_of(pair.volunteer.folder).is_named
    assert "family" in page.name.problem.text()
    assert page.name.problem.isVisible()
    assert page.name.line.selectedText() == "Visits to Asha"


def test_it_says_what_this_program_is_and_where_records_are(page: SettingsPage, pair: Pair) -> None:
    texts = " ".join(one.text() for one in page.findChildren(QLabel))

    assert f"version {__version__}" in texts
    assert "Apache License 2.0" in texts
    assert page.folder.text() == str(pair.volunteer.folder)
    assert page.folder.isReadOnly()


def test_everything_can_be_reached_with_the_keyboard(page: SettingsPage) -> None:
    page.boxes["zoom_percent"].setFocus()
    reached: list[QWidget | None] = []
    while page.focusWidget() not in reached:
        reached.append(page.focusWidget())
        page.focusNextChild()

    wanted = [*page.boxes.values(), page.passphrase.begin, page.sheet.begin, page.folder]
    order = [reached.index(one) for one in wanted]
    assert order == sorted(order)


@pytest.mark.parametrize("is_open", [False, True])
def test_nothing_is_cut_at_twice_the_size(page: SettingsPage, theme: Theme, is_open: bool) -> None:
    if is_open:
        fill_in(page, current=PASSPHRASE)
        prove(page, new_code(page))
    theme.set_zoom(200)
    # What 1366 by 768 leaves beside the navigation.
    page.resize(900, 600)
    QApplication.sendPostedEvents()
    QApplication.processEvents()

    (area,) = page.findChildren(QScrollArea)
    inner = area.widget()
    assert inner is not None
    assert inner.width() <= area.viewport().width()
    parts = [one for one in inner.findChildren(QWidget) if one.isVisible()]
    assert [name_of(one) for one in parts if is_cut(one, inner)] == []


def name_of(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.accessibleName()}"


def is_cut(widget: QWidget, inner: QWidget) -> bool:
    if isinstance(widget, QComboBox) and widget.width() < widget.sizeHint().width():
        return True
    place = QRect(widget.mapTo(inner, QPoint(0, 0)), widget.size())
    return widget.width() < widget.minimumSizeHint().width() or not inner.rect().contains(place)
