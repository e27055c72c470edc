# SPDX-License-Identifier: Apache-2.0
"""What is loaded before the first window is painted: by its structure, not by a clock."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

START = """
import pathlib, sys
from desktop import __main__, preflight

check = preflight.check_windows

def checked():
    check()
    from desktop.ui import application

    def tell():
        import linecache

        read = (f"source of {name}" for name in linecache.cache if "desktop" in name)
        sys.stdout.write("\\n".join([*sys.modules, *read]))
        sys.stdout.flush()
        application.QApplication.quit()

    application.default_home = lambda: pathlib.Path(sys.argv[1])
    application.Application._go_on = lambda self: tell()

preflight.check_windows = checked
sys.exit(__main__.main([]))
"""

HEAVY = {
    "alembic",
    "click",
    "concurrent.futures",
    "cryptography",
    "desktop.cli",
    "desktop.crypto",
    "desktop.operations.workspaces",
    "desktop.records",
    "desktop.storage",
    "desktop.ui.dialogs",
    "desktop.ui.fields",
    "desktop.ui.first_run",
    "desktop.ui.idle",
    "desktop.ui.recovery_step",
    "desktop.ui.session_watch",
    "desktop.ui.workroom",
    "desktop.workspace",
    "email",
    "importlib.metadata",
    "msgspec",
    "PySide6.QtDBus",
    "PySide6.QtPrintSupport",
    "sqlalchemy",
    "sqlcipher3",
    "zxcvbn",
}


def test_the_unlock_window_is_painted_before_anything_heavy_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "workspace-1").mkdir()
    ended = subprocess.run(
        (sys.executable, "-c", START, str(tmp_path)),
        cwd=Path(__file__).resolve().parents[2],
        env={
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "XDG_CONFIG_HOME": str(tmp_path),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(ended.stdout.split("\n"))

    assert {"desktop.ui.unlock", "PySide6.QtWidgets"} <= loaded
    assert loaded & HEAVY == set()
    # PySide's own import would have read, and kept, the source of each of our modules.
    assert not [name for name in loaded if name.startswith("source of")]
