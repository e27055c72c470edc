# SPDX-License-Identifier: Apache-2.0
"""Words, controls, places, idle time, faults: the parts that every page uses."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.errors import DiskFull, FolderUnreadable
from desktop.operations.progress import Progress
from desktop.ui import controls, icons, outcomes, places, record_text, words
from desktop.ui.controls import Banner, ProgressStrip
from desktop.ui.faults import FaultWindow
from desktop.ui.flow import FlowLayout

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot

    from tests.ui.recorded import RecordedPrompts


def test_times_are_said_the_british_way() -> None:
    assert words.day_text(date(2026, 11, 2)) == "2 November 2026"
    assert words.time_text("2026-11-22T12:05:00.000Z").startswith("22 November 2026, ")
    assert words.short_time_text("2026-11-22T12:05:00.000Z").startswith("22 Nov 2026, ")
    assert words.short_time_text("2026-11-22") == "22 Nov 2026"
    assert words.iso_day_text("2026-11-22") == "22 November 2026"


def test_what_is_no_time_is_shown_as_it_is() -> None:
    assert words.time_text("soon") == "soon"
    assert words.short_time_text("soon") == "soon"
    assert words.iso_day_text("soon") == "soon"
    assert words.days_since("soon") == 0


def test_days_are_counted_and_never_negative() -> None:
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)

    assert words.days_since("2026-11-20T11:00:00Z", now=now) == 2
    assert words.days_since("2027-01-01T00:00:00Z", now=now) == 0


def test_faults_and_states_are_said_in_words() -> None:
    text = words.fault_text(FolderUnreadable(name="stick"))

    assert text.message == "The folder stick cannot be read."
    assert words.known_fault("disk-full").slug == "disk-full"
    assert words.known_fault("from-the-future", otherwise="As given.").message == "As given."
    assert "no room" in words.fault_line("disk-full")
    assert words.state_text("sealed") == "Only on this laptop"
    assert words.state_text("received", at_hub=True) == "Not yet read"
    assert words.state_text("unheard-of") == "unheard-of"
    assert words.state_tone("received", at_hub=True) == "warn"
    assert words.state_tone("unheard-of") == "calm"
    assert record_text.kind_title("unheard-of") == "unheard-of"
    assert outcomes.outcome_text("unheard-of") == "unheard-of"
    assert outcomes.receipt_tone("unheard-of") == "calm"
    assert outcomes.report_text(())[0] == "There was nothing to take in here."
    assert outcomes.report_tone(()) == "warn"


def test_a_banner_says_what_happened_what_is_safe_and_what_to_do(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)

    banner.show_fault(DiskFull())
    assert banner.message.text() == "There is no room left on the disk."
    assert "safe" in banner.detail.text()
    assert "Free some space" in banner.detail.text()
    assert banner.slug.text() == "Name of this fault: disk-full"
    close = banner.dismiss
    close.click()

    assert banner.isHidden()
    assert banner.message.text() == ""
    banner.show_note("Done.")
    assert banner.slug.text() == ""
    assert banner.detail.isHidden()


def test_progress_is_polled_and_can_be_stopped(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(controls, "POLL_MS", 1)
    strip, progress = ProgressStrip(), Progress()
    qtbot.addWidget(strip)
    strip.poll()
    strip.watch(progress, "Working…")
    progress.total = 4
    progress.step("Half way", done=2)

    qtbot.waitUntil(lambda: strip.bar.value() == 2)
    assert strip.bar.maximum() == 4
    assert strip.text.text() == "Half way"
    with qtbot.waitSignal(strip.cancel_requested):
        strip.stop.click()
    assert progress.cancelled
    assert not strip.stop.isEnabled()
    strip.finish()
    assert strip.isHidden()
    strip.stop.setEnabled(True)
    strip.stop.click()


def test_short_things_stand_side_by_side_and_wrap(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    flow = FlowLayout(widget)
    parts = [QPushButton(f"Part {n}") for n in range(4)]
    for part in parts:
        flow.addWidget(part)
    hidden = QPushButton("Hidden")
    flow.addWidget(hidden)
    hidden.hide()
    widget.resize(2_000, 400)
    widget.grab()
    assert len({part.y() for part in parts}) == 1

    narrow = flow.heightForWidth(10)
    assert narrow > flow.heightForWidth(2_000)
    widget.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    widget.grab()
    assert parts[0].x() > parts[1].x()
    assert flow.sizeHint() == flow.minimumSize()
    assert flow.itemAt(99) is None
    assert flow.takeAt(99) is None
    assert flow.takeAt(0) is not None
    assert flow.expandingDirections() == Qt.Orientation(0)
    assert flow.hasHeightForWidth()


def test_workspaces_get_neutral_names(tmp_path: Path) -> None:
    assert places.folders(tmp_path / "missing") == ()
    first = places.new_folder(tmp_path)
    first.mkdir()
    (first / "inner").mkdir()

    assert first.name == "workspace-1"
    assert places.new_folder(tmp_path).name == "workspace-2"
    assert places.folders(tmp_path) == (first, first / "inner")


def fail(private: str) -> None:
    raise ValueError(private)


def test_a_bug_is_told_once_per_kind_and_without_values(
    prompts: RecordedPrompts, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    before = sys.excepthook
    window = FaultWindow(prompts=prompts, window=lambda: widget)
    window.install()
    needle = "needle that somebody wrote"
    for _ in range(2):
        try:
            icons.icon("lock", colour="not\ud800ascii")
        except UnicodeEncodeError as fault:
            sys.excepthook(type(fault), fault, fault.__traceback__)
        try:
            fail(needle)
        except ValueError as fault:
            sys.excepthook(type(fault), fault, fault.__traceback__)
    window.remove()

    assert sys.excepthook is before
    assert len(prompts.asked) == 2
    assert "UnicodeEncodeError" in prompts.asked[0]
    assert "desktop/ui/icons.py:" in prompts.asked[0]
    assert needle not in "".join(prompts.asked)
    assert "safe" in prompts.asked[0]


def test_control_c_is_no_bug(prompts: RecordedPrompts, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, _fault, _trace: seen.append(kind))
    window = FaultWindow(prompts=prompts, window=lambda: None)

    window.note(KeyboardInterrupt, KeyboardInterrupt(), None)
    window.note(ValueError, ValueError(), None)

    assert seen == [KeyboardInterrupt]
    assert prompts.asked == []
