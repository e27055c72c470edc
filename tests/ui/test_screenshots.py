# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from desktop.crypto import vault
from desktop.ui import screenshots
from desktop.ui.screenshots import VARIANTS
from tests.guide_pictures import PICTURES
from tests.ui.workspaces import QUICK

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from PySide6.QtWidgets import QApplication


def test_every_page_is_drawn_in_every_variant(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vault, "calibrate", lambda: QUICK)
    monkeypatch.setattr(screenshots, "VARIANTS", VARIANTS[-1:] + VARIANTS[:1])

    assert screenshots.main(["--out", str(tmp_path / "pictures")]) == 0

    names = {path.name for path in (tmp_path / "pictures").iterdir()}
    assert {f"{scene}.light.png" for scene in PICTURES.values()} <= names
    assert {
        "unlock.light.png",
        "first-run-role.right-to-left.png",
        "volunteer-visit-notes-problems.light.png",
        "volunteer-visit-notes-long-name.right-to-left.png",
        "volunteer-search.light.png",
        "hub-inbox-put-aside.light.png",
        "hub-conflicts-comparing.right-to-left.png",
        "empty-volunteer-today.light.png",
        "empty-hub-inbox.light.png",
    } <= names
    assert "empty-hub-inbox.right-to-left.png" not in names
    sizes = {
        (image.width(), image.height())
        for image in (QImage(str(tmp_path / "pictures" / name)) for name in sorted(names))
    }
    assert sizes == {(1366, 768)}
