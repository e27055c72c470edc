# SPDX-License-Identifier: Apache-2.0
"""What the tests of the windows share: a theme, prompts that answer, tasks that run at once."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from desktop.crypto import vault
from desktop.ui.tasks import InlineRunner, TaskRunner
from desktop.ui.theme import Scheme, Theme
from desktop.ui.window import MainWindow
from tests.ui.full_pair import make_full_pair
from tests.ui.recorded import RecordedPrompts
from tests.ui.walks import Walker
from tests.ui.workspaces import QUICK, Pair, exchange, make_pair, open_copy
from tests.ui.writers import WRITERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from desktop.operations.workspaces import Workspace
    from desktop.ui.tasks import Runner
    from tests.ui.pages import P, ShowPage
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
def show_page(
    qtbot: QtBot, inline: InlineRunner, prompts: RecordedPrompts, theme: Theme
) -> ShowPage:
    def show(
        kind: type[P],
        workspace: Workspace,
        *,
        size: tuple[int, int] = (1100, 700),
        dressed: bool = False,
    ) -> P:
        page = kind(workspace=workspace, runner=inline, prompts=prompts, theme=theme)  # type: ignore[call-arg] # a page of its own has no title to be given
        qtbot.addWidget(page)
        if dressed:
            theme.dress(page)
        page.resize(*size)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        page.refresh()
        return page

    return show


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


@pytest.fixture(scope="session")
def full_pairs(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], MadePair]:
    """Make a pair with something on every page once for each kind of writing."""

    @cache
    def make(writing: str) -> MadePair:
        root = tmp_path_factory.mktemp(writing)
        pair = make_full_pair(root, WRITERS[writing])
        pair.lock()
        return root, (pair.words, pair.hub_words)

    return make


@pytest.fixture
def open_full_pair(
    full_pairs: Callable[[str], MadePair], tmp_path: Path
) -> Iterator[Callable[[str], Pair]]:
    """Open a copy of a full pair, by the name of the writing in it."""
    opened: list[Pair] = []

    def open_one(writing: str) -> Pair:
        template, words = full_pairs(writing)
        opened.append(open_copy(template, tmp_path, words))
        return opened[-1]

    yield open_one
    for pair in opened:
        pair.lock()


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


@pytest.fixture
def walker(
    make_window: MakeWindow,
    open_full_pair: Callable[[str], Pair],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    prompts: RecordedPrompts,
) -> Walker:
    return Walker(
        make_window=make_window,
        open_full_pair=open_full_pair,
        folder=tmp_path,
        monkeypatch=monkeypatch,
        prompts=prompts,
    )
