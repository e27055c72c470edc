# SPDX-License-Identifier: Apache-2.0
"""Whether a test that is named somewhere exists, told without running or importing it."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]


def exists(name: str) -> bool:
    """Say whether ``file::test`` or ``file::Class::test`` is a test of this project."""
    file, *parts = name.split("::")
    return bool(parts) and "::".join(parts) in _tests_in(ROOT / file)


@cache
def _tests_in(path: Path) -> frozenset[str]:
    if not path.is_file():
        return frozenset()
    found: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.ClassDef):
            inside = (one for one in node.body if isinstance(one, ast.FunctionDef))
            found |= {f"{node.name}::{one.name}" for one in inside}
    return frozenset(name for name in found if name.rpartition("::")[2].startswith("test_"))
