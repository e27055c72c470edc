# SPDX-License-Identifier: Apache-2.0
"""The floors do complain: about gaps, about files nobody measured, about names of nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests import coverage_floors

if TYPE_CHECKING:
    from pathlib import Path

FILES = (
    "desktop/records/family.py",
    "desktop/crypto/age.py",
    "desktop/sync/bundle.py",
    *(name for name in coverage_floors.COMPLETE if name.endswith(".py")),
    "desktop/cli.py",
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    return tmp_path


def measured(
    percent: float = 100.0,
    *,
    lines: tuple[int, ...] = (),
    branches: tuple[tuple[int, int], ...] = (),
) -> dict[str, Any]:
    return {
        "summary": {"percent_covered": percent},
        "missing_lines": list(lines),
        "missing_branches": [list(branch) for branch in branches],
    }


def short(root: Path, **changed: dict[str, Any] | None) -> list[coverage_floors.Shortfall]:
    files = dict.fromkeys(FILES, measured()) | {
        next(file for file in FILES if file.endswith(f"/{name}.py")): value
        for name, value in changed.items()
    }
    report = {"files": {str(root / name): file for name, file in files.items() if file}}
    return list(coverage_floors.shortfalls(report, root=root))


def test_everything_covered_is_enough(root: Path) -> None:
    assert short(root) == []


def test_one_line_is_too_much_where_everything_counts(root: Path) -> None:
    (found,) = short(root, age=measured(99.999, lines=(3, 4, 5, 9)))

    assert (found.path, found.needed, found.where) == ("desktop/crypto/age.py", 100.0, "3-5, 9")


def test_one_branch_is_too_much_where_everything_counts(root: Path) -> None:
    (found,) = short(root, journal=measured(100.0, branches=((7, 9), (7, -1))))

    assert found.where == "7->9, 7->exit"


def test_elsewhere_the_floor_counts(root: Path) -> None:
    assert short(root, cli=measured(85.0, lines=(1,))) == []
    assert [found.path for found in short(root, cli=measured(84.9, lines=(1,)))] == [
        "desktop/cli.py"
    ]


def test_a_file_that_nothing_measured_is_short(root: Path) -> None:
    (found,) = short(root, cli=None)

    assert found.where == "not in the coverage report"


@pytest.mark.parametrize("name", ["desktop/storage/journal.py", "desktop/sync/bundle.py"])
def test_the_list_may_not_name_what_is_not_there(root: Path, name: str) -> None:
    (root / name).unlink()

    assert "no such source" in short(root)[0].where


def test_the_answer_can_be_read_and_fails_the_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "coverage.json"
    report.write_text(json.dumps({"files": {}, "totals": {"percent_covered": 0.0}}))

    assert coverage_floors.main([str(report)]) == 1
    assert "desktop/wording.py" in capsys.readouterr().out
