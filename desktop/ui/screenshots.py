# SPDX-License-Identifier: Apache-2.0
"""Pictures of every page, from the practice data: ``python -m desktop.ui.screenshots --out DIR``.

They are drawn without a screen, at 1366 × 768, in light, dark and at 200 %. Files are named by
page and variant.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from desktop.operations import files, practice, workspaces
from desktop.ui.prompts import WindowPrompts
from desktop.ui.records_page import RecordsPage
from desktop.ui.tasks import InlineRunner
from desktop.ui.theme import Scheme, Theme
from desktop.ui.window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.operations.workspaces import Workspace

WIDTH: Final = 1366
HEIGHT: Final = 768


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to draw every page."""

    name: str
    scheme: Scheme
    zoom: int


VARIANTS: Final = (
    Variant("light", Scheme.LIGHT, 100),
    Variant("dark", Scheme.DARK, 100),
    Variant("contrast", Scheme.CONTRAST, 100),
    Variant("zoom200", Scheme.LIGHT, 200),
)


class Camera:
    """Draws the window into files.

    Attributes:
        taken: the files written so far.
    """

    def __init__(self, *, window: MainWindow, out: Path, prefix: str, variant: str) -> None:
        self.window = window
        self._out = out
        self._prefix = prefix
        self._variant = variant
        self.taken: list[Path] = []

    def take(self, name: str) -> None:
        """Draw what the window shows now."""
        path = self._out / f"{self._prefix}{name}.{self._variant}.png"
        settle()
        self.window.grab().save(str(path))
        self.taken.append(path)


def settle() -> None:
    """Let layouts and deletions that were put off happen now."""
    for _ in range(3):
        QCoreApplication.sendPostedEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def take_all(
    *, app: QApplication, home: Path, sides: Sequence[tuple[Workspace, str]], out: Path
) -> tuple[Path, ...]:
    """Draw every page of every side in every variant; return the files written.

    The workspaces stay open.
    """
    out.mkdir(parents=True, exist_ok=True)
    theme = Theme(app=app, scheme=Scheme.LIGHT)
    taken: list[Path] = []
    for variant in VARIANTS:
        theme.set_scheme(variant.scheme)
        theme.set_zoom(variant.zoom)
        for camera in _cameras(home, out, theme, variant, ""):
            _take_entrance(camera)
            taken += camera.taken
        for workspace, prefix in sides:
            for camera in _cameras(home, out, theme, variant, f"{prefix}-"):
                _take_workspace(camera, workspace)
                taken += camera.taken
    return tuple(taken)


def _cameras(
    home: Path, out: Path, theme: Theme, variant: Variant, prefix: str
) -> Iterator[Camera]:
    window = MainWindow(
        home=home, folder=None, runner=InlineRunner(), prompts=WindowPrompts(), theme=theme
    )
    window.resize(WIDTH, HEIGHT)
    window.show()
    window.load_rest()
    yield Camera(window=window, out=out, prefix=prefix, variant=variant.name)
    if window.workroom is not None:
        window.workroom.empty()
    # Not closed: that would lock the workspace, which the next variant needs.
    window.hide()
    window.deleteLater()
    settle()


def _take_entrance(camera: Camera) -> None:
    window = camera.window
    camera.take("unlock")
    window.unlock.forgotten.click()
    camera.take("recovery")
    window.screens.setCurrentWidget(window.first_run)
    first = window.first_run
    first.start(has_workspace=True)
    example = ("alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel")
    first.hub_words.check.set_words(example)
    first.recovery.show_code("ABCD-EFGH-JKMN-PQRS-TVWX-YZ01-2345-6789-A")
    first.words.show_words(about="", eight=example, more="")
    first.passphrase.choice.suggest()
    for name, step in (
        ("role", first.role),
        ("invitation", first.invitation),
        ("hub-words", first.hub_words),
        ("new-hub", first.hub),
        ("passphrase", first.passphrase),
        ("recovery-code", first.recovery),
        ("device-words", first.words),
    ):
        first.steps.setCurrentWidget(step)
        camera.take(f"first-run-{name}")


def _take_workspace(camera: Camera, workspace: Workspace) -> None:
    window = camera.window
    window.show_workspace(workspace)
    workroom = window.workroom
    if workroom is None:
        return
    for place in workroom.places:
        workroom.show_page(place.name)
        camera.take(place.name)
        page = workroom.page(place.name)
        if isinstance(page, RecordsPage):
            _take_records(camera, place.name, page)


def _take_records(camera: Camera, name: str, page: RecordsPage) -> None:
    final = [row for row in page.list.model.rows if row.state != "draft"]
    if final:
        page.open_record(final[0])
        camera.take(f"{name}-reading")
        page.show_list()
    if page.new.isVisible():
        page.start_new()
        camera.take(f"{name}-form")
        page.show_list()


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the practice pair in a temporary folder and draw every page of it."""
    parser = argparse.ArgumentParser(description="Draw every page into PNG files.")
    parser.add_argument("--out", type=Path, required=True, help="folder for the files")
    chosen = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(app, QApplication):
        return 1
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        pair = practice.make_pair(home / "practice")
        passphrase = files.read_first_line(pair.passphrase_file)
        with (
            workspaces.open_workspace(pair.volunteer, passphrase) as volunteer,
            workspaces.open_workspace(pair.hub, passphrase) as hub,
        ):
            sides = ((volunteer, "volunteer"), (hub, "hub"))
            take_all(app=app, home=home, sides=sides, out=chosen.out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
