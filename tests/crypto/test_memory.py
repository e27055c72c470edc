# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import ctypes
import os
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from desktop.crypto import memory

if TYPE_CHECKING:
    from pathlib import Path


def windows(answer: int) -> Any:
    """The part of Windows that is asked: it fills in the structure that it is given."""

    def status(reference: Any) -> int:
        filled = ctypes.cast(reference, ctypes.POINTER(memory._MemoryStatus)).contents
        assert filled.length == 64
        filled.available = 3 * 1024**3
        return answer

    return SimpleNamespace(kernel32=SimpleNamespace(GlobalMemoryStatusEx=status))


def test_this_computer_says_something() -> None:
    available = memory.available_memory()
    assert available is None or available > 0


def test_linux_says_what_is_available(tmp_path: Path) -> None:
    report = tmp_path / "meminfo"
    report.write_text("MemTotal:       16 kB\nMemAvailable:    2048 kB\nBuffers: 1 kB\n")
    assert memory._linux(report) == 2 * 1024**2


def test_another_report_says_nothing(tmp_path: Path) -> None:
    report = tmp_path / "meminfo"
    assert memory._linux(report) is None
    report.write_text("MemTotal: 16 kB\n")
    assert memory._linux(report) is None


def test_windows_says_what_is_available(monkeypatch: pytest.MonkeyPatch) -> None:
    assert memory._windows(windows(1)) == 3 * 1024**3
    assert memory._windows(windows(0)) is None
    monkeypatch.setattr(ctypes, "windll", windows(1), raising=False)
    assert memory._windows() == 3 * 1024**3
    monkeypatch.delattr(ctypes, "windll")
    assert memory._windows() is None


def test_elsewhere_half_of_the_memory_is_taken_to_be_free(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = {"SC_PHYS_PAGES": 1000, "SC_PAGE_SIZE": 4096}
    monkeypatch.setattr(os, "sysconf", sizes.__getitem__, raising=False)
    assert memory._half_of_all() == 2_048_000


@pytest.mark.parametrize("fault", [ValueError, OSError])
def test_a_system_that_does_not_know(
    fault: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(name: str) -> int:
        raise fault

    monkeypatch.setattr(os, "sysconf", refuse, raising=False)
    assert memory._half_of_all() is None
    monkeypatch.delattr(os, "sysconf")
    assert memory._half_of_all() is None


def test_nobody_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_linux", "_windows", "_half_of_all"):
        monkeypatch.setattr(memory, name, lambda: None)
    assert memory.available_memory() is None
