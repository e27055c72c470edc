# SPDX-License-Identifier: Apache-2.0
"""The process asks the system to keep its memory to itself, and starts where it is refused."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from desktop import hardening

if TYPE_CHECKING:
    from pathlib import Path

# In a process of its own: what it asks for cannot be taken back.
_START = """
import ctypes, resource, sys
from desktop.__main__ import main
status = main(["--version"])
print(status, *resource.getrlimit(resource.RLIMIT_CORE))
if sys.platform.startswith("linux"):
    print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))  # PR_GET_DUMPABLE
"""


class Recorded:
    """A C library that notes what it is asked for."""

    def __init__(self) -> None:
        self.calls: list[tuple[object, ...]] = []

    def prctl(self, *arguments: object) -> int:
        self.calls.append(("prctl", *arguments))
        return 0

    def ptrace(self, *arguments: object) -> int:
        self.calls.append(("ptrace", *arguments))
        return 0


@pytest.fixture(autouse=True)
def _keep_the_limits_of_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hardening, "_forbid_core_dumps", lambda: None)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows neither limit")
def test_whoever_starts_the_program_leaves_no_core_dump(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _START], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    said = done.stdout.splitlines()[1:]
    assert said[0] == "0 0 0"
    if sys.platform.startswith("linux"):
        assert said[1] == "0"


@pytest.mark.parametrize(
    ("system", "asked"),
    [
        ("linux", [("prctl", 4, 0, 0, 0, 0)]),
        ("darwin", [("ptrace", 31, 0, None, 0)]),
        ("win32", []),
    ],
)
def test_each_system_is_asked_for_what_it_has(system: str, asked: list[object]) -> None:
    library = Recorded()
    hardening.harden(system=system, library=library)
    assert library.calls == asked


@pytest.mark.parametrize("fault", [OSError, ValueError, ImportError])
@pytest.mark.parametrize("system", ["linux", "darwin"])
def test_a_system_that_refuses_does_not_keep_the_program_from_starting(
    system: str, fault: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise fault

    monkeypatch.setattr(hardening, "_forbid_core_dumps", refuse)
    hardening.harden(system=system, library=object())
