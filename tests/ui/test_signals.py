# SPDX-License-Identifier: Apache-2.0
"""What Qt for Python does with our objects when a signal is sent (docs/adr/0011)."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal

TIMES = 50


class _Sender(QObject):
    plain = Signal()
    truth = Signal(bool)


def test_sending_signals_takes_no_references_away(qapp: object) -> None:
    sender = _Sender()
    before = sys.getrefcount(True)
    for _ in range(TIMES):
        sender.plain.emit()
        sender.truth.emit(True)
    # Once freed, the interpreter stops: a process of an evening's work sends thousands.
    assert sys.getrefcount(True) >= before - TIMES // 10
