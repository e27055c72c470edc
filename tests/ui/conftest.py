# SPDX-License-Identifier: Apache-2.0
"""What the tests of the windows share: a theme, prompts that answer, tasks that run at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.crypto import vault
from desktop.ui.tasks import InlineRunner, TaskRunner
from desktop.ui.theme import Scheme, Theme
from desktop.ui.window import MainWindow
from tests.ui.recorded import RecordedPrompts
from tests.ui.workspaces import QUICK, Pair, exchange, make_pair, open_copy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from desktop.ui.tasks import Runner
    from tests.ui.windows import MakeWindow

    MadePair = tuple[Path, tuple[tuple[str, ...], tuple[str, ...]]]


def pytest_itemcollected(item: pytest.Item) -> None:
    """Pass over what the offscreen platform says of itself whenever a window is shown."""
    item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints", extend=True))


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(app=qapp, scheme=Scheme.LIGHT)
    yield made
    made.set_zoom(100)
    made.deleteLater()


@pytest.fixture
def prompts() -> RecordedPrompts:
    return RecordedPrompts()


@pytest.fixture
def inline() -> InlineRunner:
    return InlineRunner()


@pytest.fixture
def threads(qapp: QApplication) -> Iterator[TaskRunner]:
    runner = TaskRunner(workers=2)
    yield runner
    runner.close()
    runner.deleteLater()


@pytest.fixture(scope="session")
def made_pair(tmp_path_factory: pytest.TempPathFactory) -> MadePair:
    """Make one approved pair, to be copied by each test that wants one."""
    root = tmp_path_factory.mktemp("pair")
    pair = make_pair(root)
    exchange(pair)
    pair.lock()
    return root, (pair.words, pair.hub_words)


@pytest.fixture
def pair(made_pair: MadePair, tmp_path: Path) -> Iterator[Pair]:
    template, words = made_pair
    opened = open_copy(template, tmp_path, words)
    yield opened
    opened.lock()


@pytest.fixture
def make_window(
    qtbot: QtBot,
    inline: InlineRunner,
    prompts: RecordedPrompts,
    theme: Theme,
    monkeypatch: pytest.MonkeyPatch,
) -> MakeWindow:
    monkeypatch.setattr(vault, "calibrate", lambda: QUICK)

    def make(home: Path, folder: Path | None = None, runner: Runner | None = None) -> MainWindow:
        window = MainWindow(
            home=home, folder=folder, runner=runner or inline, prompts=prompts, theme=theme
        )
        qtbot.addWidget(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        window.load_rest()
        return window

    return make
