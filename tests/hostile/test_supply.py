# SPDX-License-Identifier: Apache-2.0
"""Nothing is installed but what was looked at: each package by the hashes of its files."""

from __future__ import annotations

import re

from tests.hostile.names import ROOT


def test_everything_is_installed_by_its_hash() -> None:
    lines = (ROOT / "locks" / "develop.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    packages = [line for line in lines.splitlines() if line and not line.lstrip().startswith("#")]
    assert len(packages) > 20
    for package in packages:
        assert re.match(r"[\w.-]+(?:\[[\w,-]+\])?==\S+", package), package
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", package), package
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "--require-hashes --only-binary :all: -r locks/develop.txt" in makefile
