# SPDX-License-Identifier: Apache-2.0
"""Look whether this computer can run the program, before anything is loaded that would crash.

Owns: the questions "is there a screen", "does Qt load" and "can the encryption library make our
keys". Loads Qt and the encryption library by name only, because merely importing them is the
question; must not know windows, workspaces or records.
"""

from __future__ import annotations

import builtins
import ctypes
import importlib
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop.errors import EncryptionUnsupported, NoDisplay, QtLibraryMissing

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Which Debian package brings a library that Qt's own wheels leave to the system.
DEBIAN_PACKAGES: Final[Mapping[str, str]] = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}

_LOADER_MESSAGE: Final = re.compile(r"(lib[\w.+-]+\.so[\w.]*): cannot open shared object file")


def has_display(environment: Mapping[str, str] = os.environ, *, system: str = sys.platform) -> bool:
    """Return whether a window could be seen here; only Linux is known to run without a screen."""
    if not system.startswith("linux"):
        return True
    return any(environment.get(n) for n in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def check_windows(
    environment: Mapping[str, str] = os.environ, *, system: str = sys.platform
) -> None:
    """Make sure that windows can be opened.

    Raises:
        NoDisplay: there is no screen to open a window on.
        QtLibraryMissing: Qt, or a system library under it, is not installed.
    """
    if not has_display(environment, system=system):
        raise NoDisplay
    try:
        qt = importlib.import_module("PySide6")
        importlib.import_module("PySide6.QtWidgets")
    except ImportError as fault:
        raise QtLibraryMissing(name=missing_library(str(fault))) from fault
    _take_out_import_hook()
    if system.startswith("linux"):
        _check_platform_plugins(Path(str(qt.__file__)).parent, environment)


def _take_out_import_hook() -> None:
    """Give Python its own ``import`` back, once Qt is loaded.

    PySide's reads the whole source of every module that is imported after it, and keeps it, to see
    whether the module asks for "features" of PySide (https://doc.qt.io/qtforpython-6/considerations.html).
    None of ours does. Without it the program starts sooner and needs 5 MB less.
    """
    plain = getattr(builtins, "__orig_import__", None)
    if plain is not None:
        builtins.__import__ = plain


def check_encryption() -> None:
    """Make sure that the encryption library knows ML-KEM, which every bundle needs.

    A library built against an older OpenSSL, as some systems ship it, does not.

    Raises:
        EncryptionUnsupported: it is missing or cannot make such keys.
    """
    try:
        module = importlib.import_module("cryptography.hazmat.backends.openssl.backend")
        supported = bool(module.backend.mlkem_supported())
    except (ImportError, AttributeError) as fault:
        raise EncryptionUnsupported from fault
    if not supported:
        raise EncryptionUnsupported


def missing_library(message: str) -> str:
    """Name the library that the loader's ``message`` complains of, and its Debian package."""
    found = _LOADER_MESSAGE.search(message)
    if found is None:
        return "Qt (PySide6)"
    library = found.group(1)
    package = DEBIAN_PACKAGES.get(library)
    return f"{library} (Debian package {package})" if package else library


def _check_platform_plugins(pyside: Path, environment: Mapping[str, str]) -> None:
    """Load the plugin that Qt will choose; Qt itself ends the process when it cannot."""
    complaints = []
    for name in _platform_names(environment):
        plugin = pyside / "Qt" / "plugins" / "platforms" / f"libq{name}.so"
        if not plugin.exists():
            # A plugin of the person's own choice and place: Qt knows where, we do not.
            return
        try:
            ctypes.CDLL(str(plugin))
        except OSError as fault:
            complaints.append(str(fault))
        else:
            return
    raise QtLibraryMissing(name=missing_library(complaints[0]))


def _platform_names(environment: Mapping[str, str]) -> tuple[str, ...]:
    chosen = environment.get("QT_QPA_PLATFORM")
    if chosen:
        return tuple(part.partition(":")[0] for part in chosen.split(";"))
    screens = (("WAYLAND_DISPLAY", "wayland"), ("DISPLAY", "xcb"))
    return tuple(name for variable, name in screens if environment.get(variable))
