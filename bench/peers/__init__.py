# SPDX-License-Identifier: Apache-2.0
"""What other programs take for the same job, where they are installed; never a figure by heart.

So far PouchDB with encryption: ``npm ci --prefix bench/peers/pouch`` installs it.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bench.stage import Stage

_POUCH: Final = Path(__file__).parent / "pouch"
_LONGEST: Final = 20_000
"""More records than this would take a peer longer than everything else here together."""


def carry(stage: Stage) -> str:
    """Say what the same records take from one encrypted store to another with PouchDB."""
    node = shutil.which("node")
    if node is None or not (_POUCH / "node_modules").is_dir():
        return "peer not installed here"
    if stage.scale.records > _LONGEST:
        return "peer not measured at this size"
    lines = stage.folder / "lines.jsonl"
    lines.write_bytes(b"\n".join(stage.lines))
    took: list[float] = []
    for number in range(stage.scale.rounds):
        place = stage.folder / f"pouch-{number}"
        place.mkdir()
        done = subprocess.run(  # noqa: S603 - a script of our own, with paths of our own
            [node, str(_POUCH / "carry.js"), str(lines), str(place)],
            capture_output=True,
            text=True,
            timeout=1200,
            check=False,
        )
        shutil.rmtree(place)
        if done.returncode:
            return "peer does not run here"
        took.append(float(json.loads(done.stdout)["seconds"]))
    return f"PouchDB + encryption {median(took):.1f} s"
