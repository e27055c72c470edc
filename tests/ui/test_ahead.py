# SPDX-License-Identifier: Apache-2.0
"""What an open workspace needs first is there before the passphrase is typed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

DONE = """
import gc, pathlib, sys
from PySide6.QtCore import QTimer
from desktop import __main__, preflight

check = preflight.check_windows

def checked():
    check()
    from desktop.ui import ahead, application

    get_ready = ahead.get_ready

    def tell(theme):
        get_ready(theme)
        from desktop.records.kinds import KINDS
        from desktop.ui import icons

        read = all("_texts" in vars(kind) for kind in KINDS.values())
        drawn = icons._drawn.cache_info().currsize
        sys.stdout.write("\\n".join([*sys.modules, f"{read=}", f"{drawn > 40=}"]))
        sys.stdout.write(f"\\n{gc.get_freeze_count() > 10_000=}")
        sys.stdout.flush()
        QTimer.singleShot(0, application.QApplication.quit)

    ahead.get_ready = tell
    application.default_home = lambda: pathlib.Path(sys.argv[1])

preflight.check_windows = checked
sys.exit(__main__.main([]))
"""


def test_it_is_loaded_read_drawn_and_settled(tmp_path: Path) -> None:
    (tmp_path / "workspace-1").mkdir()
    ended = subprocess.run(
        (sys.executable, "-c", DONE, str(tmp_path)),
        cwd=Path(__file__).resolve().parents[2],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    found = set(ended.stdout.split("\n"))

    assert {"desktop.ui.today", "desktop.ui.inbox", "desktop.ui.session_watch"} <= found
    assert {"read=True", "drawn > 40=True", "gc.get_freeze_count() > 10_000=True"} <= found
