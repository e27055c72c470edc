# SPDX-License-Identifier: Apache-2.0
"""A disk that takes nothing, while somebody writes: the words stay, and are saved when it can be.

The disk really takes nothing: the system lets no file of this process grow. Where it cannot be
made to (Windows), the fault itself is raised.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from desktop.errors import DeviceGone, DiskFull, ReadOnly
from desktop.operations import records
from desktop.ui import visit_notes
from desktop.ui.records_page import RecordsPage, View
from tests.functional.full_child import no_growth
from tests.ui.test_records_page import fill, write
from tests.ui.workspaces import write_note

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from desktop.errors import AlongsideError
    from desktop.ui.tasks import InlineRunner
    from desktop.ui.theme import Theme
    from tests.ui.recorded import RecordedPrompts
    from tests.ui.workspaces import Pair


@pytest.fixture
def page(
    pair: Pair, qtbot: QtBot, inline: InlineRunner, prompts: RecordedPrompts, theme: Theme
) -> RecordsPage:
    made = RecordsPage(
        workspace=pair.volunteer,
        runner=inline,
        prompts=prompts,
        theme=theme,
        kind=visit_notes.KIND,
        wording=visit_notes.wording(),
    )
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@contextmanager
def nothing_fits(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if os.name == "posix":
        with no_growth():
            yield
        return

    def refuse(*_args: object, **_more: object) -> None:
        raise DiskFull

    with monkeypatch.context() as patched:
        patched.setattr(records, "save_draft", refuse)
        patched.setattr(records, "finalise", refuse)
        yield


def states(pair: Pair) -> list[str]:
    return [row.state for row in records.list_records(pair.volunteer, kind=visit_notes.KIND)]


def test_typed_words_stay_on_the_screen_and_are_saved_when_there_is_room(
    pair: Pair, page: RecordsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    acknowledged = write_note(pair.volunteer, talked_about="before")
    pair.volunteer.maintain(lambda database: database.checkpoint())
    page.refresh()
    page.start_new()
    fill(page)
    write(page, " And more")
    typed = page.editor.form.data()["talked_about"]
    with nothing_fits(monkeypatch):
        page.editor.save_now()
        assert "disk-full" in page.banner.slug.text()
        assert DiskFull.message in page.banner.message.text()
        assert DiskFull.safe in page.banner.detail.text()
        assert "Not saved yet" in page.editor.saved_line.text()
        page.editor.finish.click()
        assert page.views.currentIndex() == View.FORM
        assert page.editor.form.data()["talked_about"] == typed
        assert states(pair) == ["sealed"]
    assert records.show(pair.volunteer, acknowledged).revision.body["talked_about"] == "before"

    page.editor.finish.click()

    assert states(pair) == ["sealed", "sealed"]
    bodies = {
        str(records.show(pair.volunteer, row.record).revision.body["talked_about"])
        for row in records.list_records(pair.volunteer, kind=visit_notes.KIND)
    }
    assert bodies == {"before", typed}
    assert pair.volunteer.maintain(lambda database: database.check()) == ()


@pytest.mark.parametrize("fault", [ReadOnly, DeviceGone])
def test_a_disk_that_cannot_be_written_to_keeps_nobody_from_their_words(
    pair: Pair,
    page: RecordsPage,
    monkeypatch: pytest.MonkeyPatch,
    fault: type[AlongsideError],
) -> None:
    """Read-only, and errors of the disk itself; that each gets its name is in tests/storage."""

    def refuse(*_args: object, **_more: object) -> None:
        raise fault

    page.start_new()
    fill(page)
    with monkeypatch.context() as patched:
        patched.setattr(records, "save_draft", refuse)
        patched.setattr(records, "finalise", refuse)
        page.editor.save_now()
        page.editor.finish.click()
        assert fault.slug in page.banner.slug.text()
        assert page.views.currentIndex() == View.FORM
    assert page.editor.form.data()["talked_about"] == "!Feeding at night."
    page.editor.finish.click()
    assert states(pair) == ["sealed"]
