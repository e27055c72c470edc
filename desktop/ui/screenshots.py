# SPDX-License-Identifier: Apache-2.0
"""Pictures of every page in every state: ``python -m desktop.ui.screenshots --out DIR``.

They are drawn without a screen, at 1366 × 768, from the practice data and from a pair of
workspaces in which nothing is written yet: light, dark, high contrast, at 200 %, and from right to
left in a made-up language. Files are named by side, scene and variant.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from desktop.operations import files, hub, practice, sending, workspaces
from desktop.operations.backups import BackupView
from desktop.ui import pseudo_locale, scenes
from desktop.ui.chosen import ChosenSettings
from desktop.ui.prompts import WindowPrompts
from desktop.ui.tasks import InlineRunner
from desktop.ui.theme import Scheme, Theme
from desktop.ui.window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.operations.workspaces import Workspace
    from desktop.ui.scenes import Scene

_ROUNDS: Final = 5
WIDTH: Final = 1366
HEIGHT: Final = 768
_EIGHT: Final = ("alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel")
_COPY: Final = Path("backup-20261122-101530.alongside")
_VIEW: Final = BackupView("2026-11-22T10:15:30.123Z", 128, "volunteer", 4_000_000)
_CODE: Final = "ABCD-EFGH-JKMN-PQRS-TVWX-YZ01-2345-6789-A"


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to draw every page.

    Attributes:
        name: ends the names of the files.
        scheme: the set of colours.
        zoom: size of text in per cent.
        mirrored: from right to left, in a made-up language.
    """

    name: str
    scheme: Scheme
    zoom: int
    mirrored: bool = False


LIGHT: Final = Variant("light", Scheme.LIGHT, 100)
LARGE: Final = Variant("zoom200", Scheme.LIGHT, 200)
VARIANTS: Final = (
    LIGHT,
    Variant("dark", Scheme.DARK, 100),
    Variant("contrast", Scheme.CONTRAST, 100),
    LARGE,
    Variant("right-to-left", Scheme.LIGHT, 100, mirrored=True),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """An open workspace of which every page is drawn.

    Attributes:
        prefix: begins the names of the files.
        workspace: stays open.
        scenes: states beyond the pages as one comes to them.
        variants: the ways in which it is drawn.
    """

    prefix: str
    workspace: Workspace
    scenes: tuple[Scene, ...] = ()
    variants: tuple[Variant, ...] = VARIANTS


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
    for _ in range(_ROUNDS):
        # Layouts inside layouts settle one after the other, from the outside in.
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def take_all(
    *, app: QApplication, home: Path, sides: Sequence[Side], out: Path
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
        translator = pseudo_locale.install(app, mirrored=True) if variant.mirrored else None
        for camera in _cameras(home, out, theme, variant, ""):
            _take_entrance(camera)
            taken += camera.taken
        for side in sides:
            if variant in side.variants:
                for camera in _cameras(home, out, theme, variant, f"{side.prefix}-"):
                    _take_side(camera, side)
                    taken += camera.taken
        if translator is not None:
            pseudo_locale.remove(app, translator)
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
    window.unlock.show_restoring()
    window.unlock.restoring.show_view(_COPY, _VIEW)
    camera.take("restoring")
    first = window.first_run
    window.screens.setCurrentWidget(first)
    first.start(has_workspace=True)
    first.hub_words.check.set_words(_EIGHT)
    first.recovery.show_code(_CODE)
    first.words.show_words(about="", eight=_EIGHT, more="")
    first.passphrase.choice.suggest()
    for name, step in (
        ("role", first.role),
        ("invitation", first.invitation),
        ("hub-words", first.hub_words),
        ("readers", first.readers),
        ("new-hub", first.hub),
        ("passphrase", first.passphrase),
        ("recovery-code", first.recovery),
        ("device-words", first.words),
        ("practice", first.practice),
    ):
        first.show_step(step)
        camera.take(f"first-run-{name}")


def _take_side(camera: Camera, side: Side) -> None:
    window = camera.window
    window.show_workspace(side.workspace)
    room = window.workroom
    if room is None:
        return
    for scene in (*scenes.pages(room), *side.scenes):
        scene.show(room)
        camera.take(scene.name)


def _full(stack: ExitStack, home: Path) -> Iterator[Side]:
    """Yield both sides of the practice pair, and leave files for the hub to take in."""
    pair = practice.make_pair(home / "practice")
    passphrase = files.read_first_line(pair.passphrase_file)
    open_one = workspaces.open_workspace
    volunteer = stack.enter_context(open_one(pair.volunteer, passphrase))
    at_hub = stack.enter_context(open_one(pair.hub, passphrase))
    yield Side(prefix="volunteer", workspace=volunteer, scenes=scenes.of_volunteer())
    yield Side(prefix="hub", workspace=at_hub, scenes=scenes.of_hub(arrived=pair.carrier))


def _empty(stack: ExitStack, home: Path) -> Iterator[Side]:
    """Yield a hub and a volunteer's laptop on their first day: nothing is written yet."""
    passphrase = workspaces.suggest_passphrase()
    made = workspaces.create_hub(
        home / "new" / "hub",
        name="Rowan Street",
        staff="Priya Shah",
        programme="default",
        offline_out=home / "new" / "offline",
        passphrase=passphrase,
    )
    at_hub = stack.enter_context(made.workspace)
    carrier = home / "new" / "shared"
    carrier.mkdir()
    sending.add_carrier(at_hub, f"folder:{carrier}")
    invited = hub.invite(at_hub, name="Sam Okafor")
    volunteer = stack.enter_context(
        workspaces.create_volunteer(
            home / "new" / "volunteer", invitation=invited.data, passphrase=passphrase
        ).workspace
    )
    variants = (LIGHT, LARGE)
    yield Side(prefix="empty-hub", workspace=at_hub, variants=variants)
    yield Side(prefix="empty-volunteer", workspace=volunteer, variants=variants)


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the workspaces in a temporary folder and draw every page of them."""
    parser = argparse.ArgumentParser(description="Draw every page into PNG files.")
    parser.add_argument("--out", type=Path, required=True, help="folder for the files")
    chosen = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(app, QApplication):
        return 1
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        home = Path(folder)
        # Found by the page of settings: nobody's own choices belong into the pictures.
        chosen_settings = ChosenSettings(
            path=home / "settings.json", runner=InlineRunner(), parent=app
        )
        sides = (*_empty(stack, home), *_full(stack, home))
        take_all(app=app, home=home, sides=sides, out=chosen.out)
        chosen_settings.setParent(None)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
