# SPDX-License-Identifier: Apache-2.0
"""Who may import whom, as pyproject.toml says it: down only, and each library in one place."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LINT = (
    "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
)


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LINT], cwd=folder, check=False, capture_output=True, text=True
    )


def test_every_import_keeps_to_the_layers() -> None:
    result = lint_imports(ROOT)

    assert result.returncode == 0, result.stdout + result.stderr


def test_an_import_upwards_is_noticed(tmp_path: Path) -> None:
    package = tmp_path / "desktop"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "errors.py").write_text("import desktop.operations\nimport cryptography\n")
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = [
        layer
        for contract in settings["tool"]["importlinter"]["contracts"]
        if contract["type"] == "layers"
        for row in contract["layers"]
        for layer in row.replace("(", "").replace(")", "").split(" | ")
    ]
    for layer in layers:
        place = package / f"{layer.removeprefix('desktop.')}.py"
        place.touch()
    (tmp_path / "pyproject.toml").write_text(
        (ROOT / "pyproject.toml").read_text(encoding="utf-8"), encoding="utf-8"
    )

    result = lint_imports(tmp_path)

    assert result.returncode == 1
    assert "desktop.errors -> desktop.operations" in result.stdout
    assert "desktop.errors -> cryptography" in result.stdout


def test_every_part_has_a_layer() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    rows = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    layered = {part for row in rows for part in row.split(" | ")}

    parts = {
        f"desktop.{place.stem}"
        for place in (ROOT / "desktop").iterdir()
        if (place.suffix == ".py" and place.stem != "__init__") or any(place.glob("*.py"))
    }

    assert parts <= layered
