# SPDX-License-Identifier: Apache-2.0
"""Each case and each threat names its proofs, and each of these exists."""

from __future__ import annotations

import re
from typing import Final

import pytest

from tests.hostile.cases import CASES, COUNT
from tests.hostile.names import ROOT, exists

PAGE: Final = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
THREATS: Final = tuple(f"T{number}" for number in range(1, 25))
_TEST: Final = re.compile(r"`(tests/[\w/.]+\.py(?:::\w+)+)`")


def row_of(threat: str) -> str:
    """Return the line of the table of threats that begins with this one."""
    found = [line for line in PAGE.splitlines() if line.startswith(f"| {threat} ")]
    assert len(found) == 1, f"{threat} has {len(found)} lines"
    return found[0]


def test_no_case_has_gone_missing() -> None:
    assert list(CASES) == [f"H{number:02}" for number in range(1, COUNT + 1)]


@pytest.mark.parametrize("number", CASES)
def test_a_case_is_proved_by_tests_that_exist(number: str) -> None:
    case = CASES[number]
    assert [name for name in case.proofs if not exists(name)] == []
    assert case.proofs or case.missing
    # What is missing is told to whoever reads about the security of the program.
    assert not case.missing or re.search(rf"\b{number}\b", PAGE), f"{number} is not in the docs"


@pytest.mark.parametrize("threat", THREATS)
def test_a_threat_has_a_control_and_a_test_that_exists(threat: str) -> None:
    row = row_of(threat)
    _, _number, about, control, proof, _ = row.split("|")
    assert about.strip()
    assert control.strip()
    names = _TEST.findall(proof)
    assert names or "open" in proof or "out of reach" in proof, f"{threat} names no test"
    assert [name for name in names if not exists(name)] == []


def test_every_test_that_the_page_names_exists() -> None:
    assert [name for name in _TEST.findall(PAGE) if not exists(name)] == []


def test_what_does_not_exist_is_found_out() -> None:
    assert exists("tests/hostile/test_cases.py::test_no_case_has_gone_missing")
    assert exists("tests/sync/test_bundle.py::TestDamage::test_every_truncation")
    for name in (
        "tests/hostile/test_cases.py::test_that_nobody_wrote",
        "tests/hostile/test_cases.py::row_of",
        "tests/hostile/nowhere.py::test_x",
        "tests/hostile/test_cases.py",
    ):
        assert not exists(name)
