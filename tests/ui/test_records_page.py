# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desktop.errors import DiskFull
from desktop.operations import records
from desktop.ui import families, record_asking, records_page, review, visit_notes
from desktop.ui.compare import CompareView
from desktop.ui.drafts import Mode
from desktop.ui.fields import TextBox
from desktop.ui.page import Target
from desktop.ui.records_page import RecordsPage, View
from tests.ui.workspaces import NOTE, exchange, write_note

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from desktop.operations.workspaces import Workspace
    from desktop.ui.tasks import InlineRunner
    from desktop.ui.theme import Theme
    from tests.ui.recorded import RecordedPrompts
    from tests.ui.workspaces import Pair

    MakePage = Callable[..., RecordsPage]


@pytest.fixture
def make_page(
    qtbot: QtBot, inline: InlineRunner, prompts: RecordedPrompts, theme: Theme
) -> MakePage:
    def make(workspace: Workspace, kind: str | None = visit_notes.KIND) -> RecordsPage:
        page = RecordsPage(
            kind=kind,
            wording=visit_notes.wording() if kind else review.wording(),
            workspace=workspace,
            runner=inline,
            prompts=prompts,
            theme=theme,
        )
        qtbot.addWidget(page)
        page.show()
        page.refresh()
        return page

    return make


def write(page: RecordsPage, text: str) -> None:
    """Type into the long text of the form."""
    (box,) = page.editor.form.fields.places["talked_about"].editor.findChildren(TextBox)
    QTest.keyClicks(box, text)


def fill(page: RecordsPage, **fields: object) -> None:
    page.editor.form.fill(NOTE | fields)
    write(page, "!")


def texts(page: RecordsPage) -> str:
    # Without the invisible places where a very long word may be broken.
    shown = "\n".join(one.text() for one in page.findChildren(QLabel) if one.text())
    return shown.replace("\u200b", "")


def open_first(page: RecordsPage) -> None:
    page.open_record(page.list.model.rows[0])


def test_a_new_note_is_saved_as_a_draft_and_finished(pair: Pair, make_page: MakePage) -> None:
    page = make_page(pair.volunteer)
    told: list[None] = []
    page.changed.connect(lambda: told.append(None))

    page.new.click()
    fill(page)
    page.editor.save_now()
    (draft,) = records.list_records(pair.volunteer, kind="visit-note")
    assert draft.state == "draft"
    assert "Draft saved" in page.editor.saved_line.text()
    page.editor.finish.click()

    (row,) = records.list_records(pair.volunteer, kind="visit-note")
    assert (row.record, row.state) == (draft.record, "sealed")
    assert [one.record for one in page.list.model.rows] == [row.record]
    assert page.views.currentIndex() == View.LIST
    assert "finished" in page.banner.message.text()
    assert told


def test_what_is_missing_is_shown_and_the_draft_is_kept(pair: Pair, make_page: MakePage) -> None:
    page = make_page(pair.volunteer)
    page.start_new()
    write(page, "Something")

    page.editor.finish.click()

    assert page.views.currentIndex() == View.FORM
    assert not page.editor.form.fields.places["how"].problem.isHidden()
    assert "not quite complete" in page.banner.message.text()
    (draft,) = records.list_records(pair.volunteer, kind="visit-note")
    write(page, " more")
    page.editor.save_now()
    assert records.show(pair.volunteer, draft.record).revision.body["talked_about"] == (
        "Something more"
    )


def test_what_makes_no_sense_is_not_sent_off(pair: Pair, make_page: MakePage) -> None:
    page = make_page(pair.volunteer)
    page.start_new()
    page.editor.form.fields.places["minutes"].editor.fill("an hour")

    page.editor.finish.click()

    assert not page.editor.form.fields.places["minutes"].problem.isHidden()


def test_a_full_disk_is_told_and_the_text_stays(
    pair: Pair, make_page: MakePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = make_page(pair.volunteer)
    page.start_new()
    fill(page)

    def full(*_args: object, **_more: object) -> None:
        raise DiskFull

    with monkeypatch.context() as patched:
        patched.setattr(records, "save_draft", full)
        page.editor.save_now()
        assert "no room" in page.banner.message.text()
        assert "disk-full" in page.banner.slug.text()
        assert "Not saved yet" in page.editor.saved_line.text()
        page.editor.finish.click()
    assert page.editor.form.data()["talked_about"] == "!Feeding at night."
    for save in page.pending_saves():
        save()

    (draft,) = records.list_records(pair.volunteer, kind="visit-note")
    assert draft.state == "draft"


def test_a_draft_is_opened_again_and_left(pair: Pair, make_page: MakePage) -> None:
    records.save_draft(pair.volunteer, "visit-note", {"talked_about": "So far."})
    page = make_page(pair.volunteer)

    open_first(page)
    write(page, "More. ")
    page.editor.back.click()

    (row,) = page.list.model.rows
    assert records.show(pair.volunteer, row.record).revision.body == {
        "talked_about": "More. So far."
    }
    open_first(page)
    page.editor.back.click()
    assert page.views.currentIndex() == View.LIST
    assert page.editor.mode is Mode.CLOSED


def test_a_draft_is_thrown_away_only_when_the_person_says_so(
    pair: Pair, make_page: MakePage, prompts: RecordedPrompts
) -> None:
    records.save_draft(pair.volunteer, "visit-note", {"talked_about": "So far."})
    page = make_page(pair.volunteer)
    open_first(page)

    prompts.yes = False
    page.editor.discard.click()
    assert len(records.list_records(pair.volunteer, kind="visit-note")) == 1
    prompts.yes = True
    page.editor.discard.click()

    assert records.list_records(pair.volunteer, kind="visit-note") == ()
    assert prompts.asked == ["Throw this draft away?"] * 2


def test_a_draft_that_could_not_be_thrown_away_goes_on_saving_itself(
    pair: Pair,
    make_page: MakePage,
    prompts: RecordedPrompts,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = make_page(pair.volunteer)
    page.new.click()
    fill(page)
    page.editor.save_now()
    with monkeypatch.context() as patched:
        patched.setattr(records, "discard", _full)
        page.editor.discard.click()
    assert prompts.asked
    assert page.views.currentIndex() == View.FORM

    write(page, "More. ")
    page.editor.save_now()

    assert "saved" in page.editor.saved_line.text()
    (row,) = records.list_records(pair.volunteer)
    kept = records.draft_fields(pair.volunteer, row.record)["talked_about"]
    assert "More. " in str(kept)


def test_another_form_does_not_push_out_what_was_just_written(
    pair: Pair, make_page: MakePage
) -> None:
    page = make_page(pair.volunteer)
    page.new.click()
    fill(page)

    page.show_target(Target(action="new"))

    assert page.editor.draft is None
    (row,) = records.list_records(pair.volunteer)
    kept = records.draft_fields(pair.volunteer, row.record)["talked_about"]
    assert "!" in str(kept)


def test_a_form_that_cannot_be_saved_stays(
    pair: Pair, make_page: MakePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = write_note(pair.volunteer)
    page = make_page(pair.volunteer)
    page.new.click()
    fill(page)
    monkeypatch.setattr(records, "save_draft", _full)

    for target in (Target(action="new"), Target(record=note)):
        page.show_target(target)

        assert page.views.currentIndex() == View.FORM
        assert "!" in str(page.editor.form.data()["talked_about"])
        assert DiskFull().message in texts(page)


def _full(*_args: object, **_options: object) -> None:
    raise DiskFull


def test_an_empty_new_note_leaves_nothing(pair: Pair, make_page: MakePage) -> None:
    page = make_page(pair.volunteer)

    page.start_new()
    page.editor.discard.click()

    assert page.list.model.rows == ()
    assert "No visit notes yet" in texts(page)


def test_a_final_note_is_read_with_its_family_and_versions(pair: Pair, make_page: MakePage) -> None:
    family = records.add(pair.volunteer, "family", {"known_as": "J. & baby"})
    hostile = '<img src="file:///etc/hostname"> \u202eabc'
    write_note(pair.volunteer, family=family.record, talked_about=hostile, expenses=480)
    page = make_page(pair.volunteer)

    open_first(page)

    shown = texts(page)
    assert "J. & baby" in shown
    assert "20 November 2026" in shown
    assert "50 minutes" in shown
    assert "£4.80" in shown
    assert '<img src="file:///etc/hostname"> \ufffdabc' in shown
    assert page.reader.chip.text() == "Only on this laptop"


def test_an_amendment_needs_a_reason_and_keeps_both_versions(
    pair: Pair, make_page: MakePage, prompts: RecordedPrompts
) -> None:
    record = write_note(pair.volunteer)
    page = make_page(pair.volunteer)
    open_first(page)
    page.reader.amend.click()
    assert page.editor.mode is Mode.AMENDMENT
    write(page, "More. ")

    page.editor.finish.click()
    assert "reason" in page.banner.message.text().lower()
    QTest.keyClicks(page.editor.reason, "Forgot this.")
    page.editor.finish.click()

    detail = records.show(pair.volunteer, record)
    assert [one.reason for one in detail.history] == [None, "Forgot this."]
    assert detail.revision.body["talked_about"] == "More. Feeding at night."
    open_first(page)
    assert "Forgot this." in texts(page)


def test_an_amendment_saves_itself_and_is_gone_on_with(pair: Pair, make_page: MakePage) -> None:
    record = write_note(pair.volunteer)
    page = make_page(pair.volunteer)
    open_first(page)
    page.reader.amend.click()
    QTest.keyClicks(page.editor.reason, "Forg")
    write(page, "More. ")
    page.editor.save_now()
    assert "not a new version yet" in page.editor.saved_line.text()
    page.editor.back.click()

    assert page.views.currentIndex() == View.LIST
    assert "Your change is kept" in page.banner.message.text()
    (row,) = records.list_records(pair.volunteer, kind="visit-note")
    assert row.state == "sealed"
    assert len(records.show(pair.volunteer, record).history) == 1
    open_first(page)
    page.reader.amend.click()
    assert page.editor.form.data()["talked_about"] == "More. Feeding at night."
    QTest.keyClicks(page.editor.reason, "ot.")
    page.editor.finish.click()
    detail = records.show(pair.volunteer, record)
    assert [one.reason for one in detail.history] == [None, "Forgot."]
    assert records.amendment_draft(pair.volunteer, record) is None


def test_an_amendment_left_as_it_opened_leaves_nothing(pair: Pair, make_page: MakePage) -> None:
    record = write_note(pair.volunteer)
    page = make_page(pair.volunteer)
    open_first(page)
    page.reader.amend.click()

    page.editor.back.click()

    assert not page.banner.isVisible()
    assert records.amendment_draft(pair.volunteer, record) is None


def test_a_change_is_thrown_away_only_when_the_person_says_so(
    pair: Pair, make_page: MakePage, prompts: RecordedPrompts
) -> None:
    record = write_note(pair.volunteer)
    page = make_page(pair.volunteer)
    open_first(page)
    page.reader.amend.click()
    write(page, "More. ")
    page.editor.save_now()

    prompts.yes = False
    page.editor.discard.click()
    assert records.amendment_draft(pair.volunteer, record) is not None
    prompts.yes = True
    page.editor.discard.click()

    assert prompts.asked == ["Throw this change away?"] * 2
    assert records.amendment_draft(pair.volunteer, record) is None
    assert len(records.show(pair.volunteer, record).history) == 1


def test_an_amendment_that_cannot_be_saved_is_kept_as_it_was_typed(
    pair: Pair, make_page: MakePage
) -> None:
    record = write_note(pair.volunteer)
    page = make_page(pair.volunteer)
    open_first(page)
    page.reader.amend.click()
    write(page, "More. ")

    page.editor.finish.click()

    assert page.views.currentIndex() == View.FORM
    kept = records.amendment_draft(pair.volunteer, record)
    assert kept is not None
    assert kept.data["talked_about"] == "More. Feeding at night."


def test_a_note_is_withdrawn_with_a_reason(
    pair: Pair, make_page: MakePage, prompts: RecordedPrompts
) -> None:
    write_note(pair.volunteer)
    page = make_page(pair.volunteer)
    open_first(page)

    prompts.words = None
    page.reader.withdraw.click()
    assert "Withdrawn" not in page.reader.chip.text()
    prompts.words = "Wrong family."
    page.reader.withdraw.click()

    assert page.reader.chip.text().startswith("Withdrawn · ")
    assert not page.reader.amend.isVisible()
    page.show_list()
    assert records.list_records(pair.volunteer)[0].withdrawn
    assert page.list.model.faces[0].chip.startswith("Withdrawn · ")


def test_two_versions_are_shown_and_one_is_chosen(
    pair: Pair, make_page: MakePage, prompts: RecordedPrompts
) -> None:
    family = records.add(pair.volunteer, "family", {"known_as": "J."}).record
    exchange(pair)
    records.amend(pair.volunteer, family, {"known_as": "J. here"}, reason="Mine.")
    records.amend(pair.hub, family, {"known_as": "J. there"}, reason="Theirs.")
    exchange(pair)
    exchange(pair)
    page = make_page(pair.volunteer, families.KIND)
    open_first(page)
    (compare,) = page.reader.findChildren(CompareView)
    assert not page.reader.amend.isVisible()

    compare.use_all[0].click()
    compare.keep.click()
    assert compare.problem.text()
    compare.reason.setText("It is the newer one.")
    compare.keep.click()

    assert len(records.show(pair.volunteer, family).heads) == 1
    assert page.reader.amend.isVisible()


def test_reading_at_the_hub_marks_it_read(pair: Pair, make_page: MakePage) -> None:
    record = write_note(pair.volunteer)
    exchange(pair)
    page = make_page(pair.hub, None)
    assert not page.new.isVisible()

    open_first(page)

    assert "Read by \u2068Priya Shah\u2069" in page.reader.state.text()
    assert not page.reader.amend.isVisible()
    exchange(pair)
    exchange(pair)
    assert [mark.name for mark in records.show(pair.volunteer, record).read_by] == ["Priya Shah"]


def test_older_records_are_shown_when_asked_for(
    pair: Pair, make_page: MakePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (records_page, record_asking):
        monkeypatch.setattr(module, "PAGE_SIZE", 2)
    for day in (1, 2, 3):
        write_note(pair.volunteer, when=f"2026-11-0{day}")
    page = make_page(pair.volunteer)

    asked: list[None] = []
    page.list.more_requested.connect(lambda: asked.append(None))
    counts = [page.list.model.rowCount()]
    for _ in range(3):
        page.list.rows.end_reached.emit()
        counts.append(page.list.model.rowCount())

    assert counts == [2, 3, 3, 3]
    assert len(asked) == 1


def test_a_row_is_opened_with_enter(pair: Pair, make_page: MakePage) -> None:
    write_note(pair.volunteer)
    page = make_page(pair.volunteer)
    page.list.focus_first()

    QTest.keyClick(page.list.rows, Qt.Key.Key_Down)
    QTest.keyClick(page.list.rows, Qt.Key.Key_Return)

    assert page.views.currentIndex() == View.READING


def test_nothing_is_left_after_emptying(pair: Pair, make_page: MakePage) -> None:
    write_note(pair.volunteer)
    page = make_page(pair.volunteer)
    open_first(page)
    page.start_new()
    write(page, "private words")

    page.empty()

    assert page.list.model.rows == ()
    assert page.editor.form.data() == {}
    assert "Feeding" not in texts(page)
    assert "private" not in "".join(box.toPlainText() for box in page.findChildren(TextBox))
