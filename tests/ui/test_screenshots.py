# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from desktop.crypto import vault
from desktop.ui import screenshots
from desktop.ui.screenshots import VARIANTS
from tests.ui.workspaces import QUICK

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from PySide6.QtWidgets import QApplication


def test_every_page_is_drawn_in_every_variant(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vault, "calibrate", lambda: QUICK)
    monkeypatch.setattr(screenshots, "VARIANTS", VARIANTS[:1])

    assert screenshots.main(["--out", str(tmp_path / "pictures")]) == 0

    names = {path.name for path in (tmp_path / "pictures").iterdir()}
    assert {
        "unlock.light.png",
        "first-run-role.light.png",
        "volunteer-visit-notes.light.png",
        "volunteer-visit-notes-form.light.png",
        "volunteer-visit-notes-reading.light.png",
        "volunteer-sending.light.png",
        "hub-inbox.light.png",
        "hub-devices.light.png",
        "hub-records-reading.light.png",
    } <= names
    image = QImage(str(tmp_path / "pictures" / "unlock.light.png"))
    assert (image.width(), image.height()) == (1366, 768)
