# SPDX-License-Identifier: Apache-2.0
"""What this computer lacks is said by name, before anything crashes."""

from __future__ import annotations

import ctypes
import importlib
import subprocess
import sys
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from desktop import preflight
from desktop.errors import EncryptionUnsupported, NoDisplay, QtLibraryMissing

if TYPE_CHECKING:
    from pathlib import Path

EGL_MISSING = "libEGL.so.1: cannot open shared object file: No such file or directory"


@pytest.mark.parametrize("variable", ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
def test_linux_has_a_screen_when_something_says_so(variable: str) -> None:
    assert preflight.has_display({variable: ":0"}, system="linux")
    assert not preflight.has_display({variable: ""}, system="linux")


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_elsewhere_there_always_is_a_screen(system: str) -> None:
    assert preflight.has_display({}, system=system)


def test_no_screen_is_said_before_qt_is_loaded() -> None:
    with pytest.raises(NoDisplay):
        preflight.check_windows({}, system="linux")


def test_windows_work_here() -> None:
    preflight.check_windows({"QT_QPA_PLATFORM": "offscreen"})


def test_a_missing_library_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(name: str) -> ModuleType:
        raise ImportError(EGL_MISSING)

    monkeypatch.setattr(importlib, "import_module", load)

    with pytest.raises(QtLibraryMissing) as caught:
        preflight.check_windows({"DISPLAY": ":0"}, system="linux")

    assert "libEGL.so.1 (Debian package libegl1)" in str(caught.value)


@pytest.mark.parametrize(
    ("message", "name"),
    [
        (EGL_MISSING, "libEGL.so.1 (Debian package libegl1)"),
        ("libodd-2.so.7: cannot open shared object file: No such file", "libodd-2.so.7"),
        ("No module named 'PySide6'", "Qt (PySide6)"),
    ],
)
def test_the_loaders_words_are_understood(message: str, name: str) -> None:
    assert preflight.missing_library(message) == name


@pytest.fixture
def pyside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in for an installed Qt whose ``xcb`` plugin cannot be loaded on this computer."""
    plugins = tmp_path / "Qt" / "plugins" / "platforms"
    plugins.mkdir(parents=True)
    (plugins / "libqxcb.so").write_bytes(b"")
    (plugins / "libqwayland.so").write_bytes(b"")
    found = SimpleNamespace(__file__=str(tmp_path / "__init__.py"))
    monkeypatch.setattr(importlib, "import_module", lambda name: found)
    return plugins


def test_a_window_system_that_cannot_be_loaded_is_found_before_qt_gives_up(pyside: Path) -> None:
    with pytest.raises(QtLibraryMissing):
        preflight.check_windows({"DISPLAY": ":0"}, system="linux")


def test_one_working_window_system_is_enough(pyside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def load(path: str) -> None:
        if path.endswith("libqwayland.so"):
            raise OSError("libwayland-client.so.0: cannot open shared object file")

    monkeypatch.setattr(ctypes, "CDLL", load)

    preflight.check_windows({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, system="linux")


def test_a_platform_of_the_persons_own_choice_is_left_to_qt(pyside: Path) -> None:
    preflight.check_windows({"QT_QPA_PLATFORM": "own:size=1x1;xcb"}, system="linux")


def test_other_systems_bring_what_qt_needs(pyside: Path) -> None:
    preflight.check_windows({}, system="darwin")


def test_the_encryption_library_here_is_good_enough() -> None:
    preflight.check_encryption()


@pytest.mark.parametrize(
    "library",
    [
        SimpleNamespace(backend=SimpleNamespace(mlkem_supported=lambda: False)),
        SimpleNamespace(backend=SimpleNamespace()),
    ],
)
def test_an_encryption_library_without_ml_kem_is_refused(
    library: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib, "import_module", lambda name: library)

    with pytest.raises(EncryptionUnsupported):
        preflight.check_encryption()


def test_asking_loads_neither_qt_nor_the_encryption_library() -> None:
    program = (
        "import sys, desktop.preflight as p; p.has_display(); "
        "sys.exit(any(m.partition('.')[0] in ('PySide6', 'cryptography') for m in sys.modules))"
    )

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
