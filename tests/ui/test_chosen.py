# SPDX-License-Identifier: Apache-2.0
"""Choices are followed at once, saved soon, and there when the program starts again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest

from desktop.errors import SettingsNotSaved
from desktop.operations import preferences
from desktop.ui.application import Application
from desktop.ui.chosen import ChosenSettings
from desktop.ui.tasks import InlineRunner
from desktop.ui.theme import Scheme
from tests.ui.recorded import RecordedPrompts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


@pytest.fixture
def chosen(path: Path, qapp: QApplication) -> Iterator[ChosenSettings]:
    made = ChosenSettings(path=path, runner=InlineRunner(), parent=qapp)
    yield made
    made.setParent(None)


def program(qapp: QApplication, path: Path) -> Application:
    return Application(
        app=qapp,
        home=path.parent / "home",
        runner=InlineRunner(),
        prompts=RecordedPrompts(),
        settings=path,
    )


def test_a_choice_is_told_at_once_and_saved_after_a_pause(
    chosen: ChosenSettings, path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(chosen.changed) as told:
        chosen.choose("zoom_percent", 150)
    assert told.args == ["zoom_percent"]
    assert chosen.zoom == 150
    assert not path.exists()

    with qtbot.waitSignal(chosen._pause.timeout):
        chosen._pause.setInterval(0)

    assert preferences.load(path)["zoom_percent"] == 150


def test_the_same_choice_again_is_none(chosen: ChosenSettings, path: Path) -> None:
    chosen.choose("zoom_percent", 100)
    chosen.flush()

    assert not path.exists()


def test_all_choices_of_a_moment_are_saved(chosen: ChosenSettings, path: Path) -> None:
    chosen.choose("zoom_percent", 150)
    chosen.choose("zoom_percent", 175)
    chosen.choose("colours", "dark")
    chosen.flush()

    found = preferences.load(path)
    assert (found["zoom_percent"], found["colours"]) == (175, "dark")
    assert chosen.scheme is Scheme.DARK


@pytest.mark.parametrize("at_the_end", [True, False])
def test_a_choice_that_cannot_be_saved_holds_and_is_told(
    qapp: QApplication, tmp_path: Path, qtbot: QtBot, at_the_end: bool
) -> None:
    chosen = ChosenSettings(path=tmp_path, runner=InlineRunner(), parent=qapp)
    with qtbot.waitSignal(chosen.not_saved) as told:
        chosen.choose("idle_lock_minutes", 9)
        if at_the_end:
            chosen.flush()
        else:
            chosen._pause.setInterval(0)
    assert told.args is not None
    assert isinstance(told.args[0], SettingsNotSaved)

    assert chosen.minutes == 9
    chosen.setParent(None)


def test_there_is_one_for_the_program(chosen: ChosenSettings, qapp: QApplication) -> None:
    assert ChosenSettings.of_program(runner=InlineRunner(), parent=qapp) is chosen


def test_a_page_by_itself_reads_its_own() -> None:
    preferences.save(preferences.default_path(), "zoom_percent", 125)
    page = QObject()

    made = ChosenSettings.of_program(runner=InlineRunner(), parent=page)

    assert (made.parent(), made.zoom, made.scheme) == (page, 125, None)


def test_the_program_starts_as_it_was_chosen(qapp: QApplication, path: Path) -> None:
    for name, value in (("zoom_percent", 150), ("colours", "dark"), ("idle_lock_minutes", 2)):
        preferences.save(path, name, value)

    started = program(qapp, path)
    found = (started.theme.zoom, started.theme.scheme, started.idle.minutes)
    started.theme.set_zoom(100)
    started.end()

    assert found == (150, Scheme.DARK, 2)
    assert preferences.load(path)["zoom_percent"] == 100


def test_the_program_follows_and_keeps_what_is_chosen(qapp: QApplication, path: Path) -> None:
    started = program(qapp, path)
    started.chosen.choose("colours", "contrast")
    assert started.theme.scheme is Scheme.CONTRAST
    started.chosen.choose("idle_lock_minutes", 15)
    assert started.idle.minutes == 15
    started.chosen.choose("zoom_percent", 200)
    assert started.theme.zoom == 200

    started.theme.zoom_out()
    started.end()

    assert preferences.load(path)["zoom_percent"] == 175
    started.theme.set_zoom(100)
    assert preferences.load(path)["zoom_percent"] == 175


def test_the_size_set_with_the_keyboard_is_kept(
    qapp: QApplication, path: Path, qtbot: QtBot
) -> None:
    started = program(qapp, path)
    with qtbot.waitActive(started.window):
        started.window.show()
    QTest.keyClick(started.window, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    started.window.close()
    started.end()

    assert preferences.load(path)["zoom_percent"] == 110
    started.theme.set_zoom(100)
