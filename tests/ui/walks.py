# SPDX-License-Identifier: Apache-2.0
"""Walks through the whole program, one part at a time, and gathers what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QGuiApplication

from desktop.ui.window import TITLE
from tests.ui import scenes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    import pytest

    from desktop.ui.window import MainWindow
    from tests.ui.recorded import RecordedPrompts
    from tests.ui.scenes import Scene
    from tests.ui.workspaces import Pair

    Check = Callable[[Scene], Iterable[str]]
    Walk = Callable[..., list[str]]

PARTS: Final = ("entrance", "volunteer", "hub", "dialogs")
SIZE: Final = (1366, 768)


class Walker:
    """Opens the window and looks at every scene of one part of the program."""

    def __init__(
        self,
        *,
        make_window: Callable[..., MainWindow],
        open_full_pair: Callable[[str], Pair],
        folder: Path,
        monkeypatch: pytest.MonkeyPatch,
        prompts: RecordedPrompts,
    ) -> None:
        self._make_window = make_window
        self._open_full_pair = open_full_pair
        self._folder = folder
        self._monkeypatch = monkeypatch
        # Whatever is asked on the way, nothing is done.
        prompts.yes, prompts.words = False, None

    def walk(self, part: str, *checks: Check, writing: str = "cyrillic") -> list[str]:
        """Look at every scene of ``part``; return what the checks found, each once."""
        found: dict[str, str] = {}

        def look(scene: Scene) -> None:
            for check in checks:
                for complaint in check(scene):
                    found.setdefault(complaint, scene.name)

        # The program sets its own name when it starts; dialogs show it.
        QGuiApplication.setApplicationDisplayName(TITLE)
        window = self._make_window(self._folder)
        window.resize(*SIZE)
        if part == "dialogs":
            scenes.dialogs(window, self._monkeypatch, look)
        else:
            pair = self._open_full_pair(writing) if part != "entrance" else None
            for scene in self._scenes(window, part, pair):
                look(scene)
        if window.workroom is not None:
            window.lock()
        return [f"{scene}: {complaint}" for complaint, scene in found.items()]

    @staticmethod
    def _scenes(window: MainWindow, part: str, pair: Pair | None) -> Iterable[Scene]:
        if pair is None:
            return scenes.entrance(window)
        return scenes.workspace(window, pair.hub if part == "hub" else pair.volunteer)
