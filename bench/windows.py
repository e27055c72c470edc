# SPDX-License-Identifier: Apache-2.0
"""Qt without a screen, for the rows that need windows."""

from __future__ import annotations

import os

from PySide6.QtWidgets import QApplication


def application() -> QApplication:
    """Return the one application of this process, made where there need be no screen."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QApplication(["bench"])
