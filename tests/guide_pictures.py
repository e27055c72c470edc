# SPDX-License-Identifier: Apache-2.0
"""Copy the pictures that the guides use, made small, from where ``make screenshots`` puts them::

python tests/guide_pictures.py build/screenshots docs/guide/pictures
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

PICTURES: Final = {
    "passphrase": "first-run-passphrase",
    "today": "volunteer-today",
    "visit-note": "volunteer-visit-notes-form",
    "listening": "volunteer-listening-sessions-timer",
    "family": "volunteer-families-reading",
    "hand-out": "volunteer-signposting-hand-out",
    "sending": "volunteer-sending",
    "volunteers": "hub-volunteers-invite",
    "inbox": "hub-inbox-preview",
    "review": "hub-review-reading",
    "compare": "hub-conflicts-comparing",
}
"""Name in the guide, and name of the scene."""

_MOST_COMPRESSED: Final = 0
_PLAIN_AREAS: Final = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither


def copy(source: Path, target: Path) -> None:
    """Write every picture with a palette: a third of the size, and the same to look at."""
    target.mkdir(parents=True, exist_ok=True)
    for name, scene in PICTURES.items():
        image = QImage(str(source / f"{scene}.light.png"))
        small = image.convertToFormat(QImage.Format.Format_Indexed8, _PLAIN_AREAS)
        if not small.save(str(target / f"{name}.png"), quality=_MOST_COMPRESSED):
            raise SystemExit(f"{scene} was not drawn: run make screenshots first")


if __name__ == "__main__":
    copy(Path(sys.argv[1]), Path(sys.argv[2]))
