# SPDX-License-Identifier: Apache-2.0
"""P7 and P8: from the start of the process to painted windows, and memory over a working hour."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from bench.table import Row, against_limit

if TYPE_CHECKING:
    from bench.stage import Stage

ROOT = Path(__file__).resolve().parent.parent
STARTS_A_ROUND = 3


def measure(stage: Stage) -> list[Row]:
    """Start a bare window and the program in turn; then unlock."""
    home = home_of(stage)
    bare: list[float] = []
    controls: list[float] = []
    ours: list[float] = []
    opened: list[float] = []
    for warm_up in (
        ("bare",),
        ("same-controls",),
        ("first-window", str(home)),
        ("unlocked", str(home)),
    ):
        child_of(stage, *warm_up)
    for _ in range(stage.scale.rounds * STARTS_A_ROUND):
        bare.append(child_of(stage, "bare")["painted"] * 1000)
        controls.append(child_of(stage, "same-controls")["painted"] * 1000)
        ours.append(child_of(stage, "first-window", str(home))["painted"] * 1000)
        opened.append(child_of(stage, "unlocked", str(home))["painted"] * 1000)
    return [
        against_limit(
            name="P7",
            what="start to painted unlock window, beside a bare window",
            ours=ours,
            limit=bare,
            unit="ms",
            at_most=1.25,
        ),
        against_limit(
            name="P7",
            what="… the least window with the same controls, beside a bare window",
            ours=controls,
            limit=bare,
            unit="ms",
            at_most=None,
        ),
        Row(
            name="P7",
            what=f"key derived to first page painted, {stage.scale.kept:,} records",
            ours=median(opened),
            unit="ms",
            at_most=150,
        ),
    ]


def measure_memory(stage: Stage) -> list[Row]:
    """Let a volunteer's window work for a condensed hour."""
    if not Path("/proc/self/statm").exists():
        return []  # only Linux says it so simply
    visits = stage.scale.visits
    found = child_of(stage, "memory", str(home_of(stage)), str(visits))["rss"]
    quarter = len(found) // 4
    late, early = found[-quarter:], found[quarter : 2 * quarter]
    return [
        Row(
            name="P8",
            what=f"memory, {stage.scale.kept:,} records, most of {visits} page visits",
            ours=max(found),
            unit="MB",
            at_most=110,
        ),
        Row(
            name="P8",
            what="… growth from the second quarter to the last",
            ours=max(0.0, median(late) - median(early)),
            unit="MB",
            at_most=3,
        ),
    ]


def home_of(stage: Stage, workspace: Path | None = None) -> Path:
    """Return a folder with one locked workspace in it, as the program's own folder would be.

    Args:
        stage: where.
        workspace: the one to be copied into it; by default that of a usual day.
    """
    chosen = stage.kept if workspace is None else workspace
    home = stage.folder / f"home-{chosen.name}"
    if not home.exists():
        home.mkdir()
        shutil.copytree(chosen, home / "workspace-1")
    return home


def child_of(stage: Stage, mode: str, *more: str) -> dict[str, Any]:
    """Run one child process, and return what it says."""
    settings = stage.folder / "settings"
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        "XDG_CONFIG_HOME": str(settings),
        "XDG_STATE_HOME": str(settings),
        "XDG_CACHE_HOME": str(settings),
        # Where the program is installed, Python has compiled it already.
        "PYTHONPYCACHEPREFIX": str(stage.folder / "compiled"),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    started = repr(time.clock_gettime(time.CLOCK_MONOTONIC))
    done = subprocess.run(  # noqa: S603 - this same Python, with fixed words
        [sys.executable, "-m", "bench.child", mode, started, *more],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1]) if done.stdout else {}
    if not said or "fault" in said:
        raise RuntimeError(f"{mode}: {said or done.stderr}")
    return said
