# SPDX-License-Identifier: Apache-2.0
"""The watch over leftovers does catch them, and lets tidy tests pass."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

pytest_plugins = ["pytester"]

CASES = """
import threading
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

gate = threading.Event()
kept = []

def test_tidy(qtbot):
    thread = threading.Thread(target=lambda: None)
    thread.start()
    widget = QWidget()
    qtbot.addWidget(widget)
    QTimer(widget).start(1000)
    QTimer().start(1000)
    cycle = QWidget()
    cycle.itself = cycle

def test_thread():
    kept.append(threading.Thread(target=gate.wait, name="idle"))
    kept[-1].start()

def test_timer(qapp):
    timer = QTimer(qapp, objectName="ticking")
    timer.start(1000)

def test_window(qapp):
    kept.append(QWidget(objectName="forgotten"))

def test_afterwards(qapp):
    gate.set()
"""


def test_leftovers_fail_the_test_that_left_them(pytester: pytest.Pytester) -> None:
    conftest = Path(__file__).with_name("conftest.py").read_text(encoding="utf-8")
    pytester.makeconftest(conftest.replace("GRACE_SECONDS = 5.0", "GRACE_SECONDS = 0.1"))
    pytester.makepyfile(CASES)

    result = pytester.runpytest_subprocess("-p", "no:randomly", "-p", "no:cacheprovider")

    result.assert_outcomes(passed=5, errors=3)
    result.stdout.fnmatch_lines(
        [
            "*left behind by this test: thread idle*",
            "*left behind by this test: running timer QTimer 'ticking'*",
            "*left behind by this test: window QWidget 'forgotten'*",
        ]
    )
