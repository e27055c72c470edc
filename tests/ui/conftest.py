# SPDX-License-Identifier: Apache-2.0
"""What the tests of the windows share: a theme, prompts that answer, tasks that run at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.ui.tasks import InlineRunner, TaskRunner
from desktop.ui.theme import Scheme, Theme
from tests.ui.recorded import RecordedPrompts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(app=qapp, scheme=Scheme.LIGHT)
    yield made
    made.set_zoom(100)
    made.deleteLater()


@pytest.fixture
def prompts() -> RecordedPrompts:
    return RecordedPrompts()


@pytest.fixture
def inline() -> InlineRunner:
    return InlineRunner()


@pytest.fixture
def threads(qapp: QApplication) -> Iterator[TaskRunner]:
    runner = TaskRunner(workers=2)
    yield runner
    runner.close()
    runner.deleteLater()
