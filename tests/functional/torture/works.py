# SPDX-License-Identifier: Apache-2.0
"""The operations that are tortured: how each is prepared, and what is done until the kill.

Each is done by the program's own operations, in a process of its own. Must not know how that
process ends, nor how the result is judged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop.operations import hub, records, sending
from tests.functional.torture import writing

if TYPE_CHECKING:
    from desktop.workspace import Workspace
    from tests.functional.torture.stage import Stage
    from tests.functional.torture.telling import Facts

STEPS: Final = 5


# How they are prepared -------------------------------------------------------------------------


def nothing(stage: Stage) -> Facts:
    return {}


def a_few_drafts(stage: Stage) -> Facts:
    with stage.open("volunteer") as volunteer:
        for _ in range(2):
            word = writing.new_word(stage.chance)
            records.save_draft(volunteer, "family", writing.text_with(stage.chance, word))
    return {}


def bundles_on_the_stick(stage: Stage) -> Facts:
    """Three bundles that the hub has not seen; an amendment among what they hold."""
    bundles = []
    with stage.open("volunteer") as volunteer:
        for _ in range(3):
            made = [add_one(stage, volunteer) for _ in range(2)]
            fields = writing.text_with(stage.chance, writing.new_word(stage.chance))
            amended = records.amend(volunteer, made[0][0], fields, reason=writing.WHY).revision
            sending.synchronise(volunteer)
            bundles.append([*(revision for _record, revision in made), amended])
    return {"bundles": bundles}


def add_one(stage: Stage, workspace: Workspace) -> tuple[str, str]:
    word = writing.new_word(stage.chance)
    row = records.add(workspace, "family", writing.text_with(stage.chance, word))
    return row.record, row.revision


def receipts_due(stage: Stage) -> Facts:
    """The hub has taken in three bundles, read and amended something; nothing went back yet."""
    facts = bundles_on_the_stick(stage)
    with stage.open("hub") as at_hub:
        hub.import_files(at_hub, [stage.folder / "stick"])
        rows = records.list_records(at_hub)
        records.mark_read(at_hub, rows[0].record)
    return facts


def imported(stage: Stage) -> Facts:
    facts = bundles_on_the_stick(stage)
    with stage.open("hub") as at_hub:
        hub.import_files(at_hub, [stage.folder / "stick"])
        facts["import"] = hub.imports(at_hub)[0].id
    return facts


# What is done ----------------------------------------------------------------------------------


def save(stage: Stage) -> None:
    with stage.open("volunteer") as volunteer:
        writer = stage.writer(volunteer)
        stage.tell.ready()
        for _ in range(STEPS):
            stage.chance.choice((writer.add, writer.add, writer.finalise))()


def amend(stage: Stage) -> None:
    with stage.open("volunteer") as volunteer:
        writer = stage.writer(volunteer)
        stage.tell.ready()
        for _ in range(STEPS):
            stage.chance.choice((writer.amend, writer.amend, writer.withdraw))()


def autosave(stage: Stage) -> None:
    with stage.open("volunteer") as volunteer:
        writer = stage.writer(volunteer)
        choices = (writer.draft, writer.amendment, writer.discard, *[writer.draft_again] * 4)
        stage.tell.ready()
        for _ in range(STEPS + 3):
            stage.chance.choice(choices)()


def seal(stage: Stage) -> None:
    """Write, and save what is unsent onto a stick by hand."""
    with stage.open("volunteer") as volunteer:
        writer = stage.writer(volunteer)
        stage.tell.ready()
        for _ in range(2):
            writer.add()
            writer.amend()
            stage.tell.begin(act="save to a folder")
            sending.save_to_folder(volunteer, stage.folder / "stick")
            stage.tell.done()


def place(stage: Stage) -> None:
    """Write, and leave it on the stick, twice."""
    with stage.open("volunteer") as volunteer:
        writer = stage.writer(volunteer)
        stage.tell.ready()
        for _ in range(2):
            writer.add()
            writer.amend()
            one_round(stage, volunteer)


def one_round(stage: Stage, workspace: Workspace) -> None:
    stage.tell.begin(act="round")
    report = sending.synchronise(workspace)
    if report.problems:
        raise report.problems[0][1]
    stage.tell.done()


def take_in(stage: Stage) -> None:
    """Import what lies on the stick, twice."""
    with stage.open("hub") as at_hub:
        stage.tell.ready()
        for _ in range(2):
            stage.tell.begin(act="import")
            hub.import_files(at_hub, [stage.folder / "stick"])
            stage.tell.done(imported=stage.facts["bundles"])


def receipt(stage: Stage) -> None:
    """Let the hub answer, and the volunteer hear it and answer in turn."""
    stage.tell.ready()
    for role in ("hub", "volunteer", "hub"):
        with stage.open(role) as workspace:
            one_round(stage, workspace)


def undo(stage: Stage) -> None:
    """Undo an import, take the undoing back, and undo it again."""
    with stage.open("hub") as at_hub:
        stage.tell.ready()
        for redo in (False, True, False):
            stage.tell.begin(hidden=not redo)
            hub.undo_import(at_hub, stage.facts["import"], redo=redo)
            stage.tell.done()


def lock(stage: Stage) -> None:
    """Write a little and lock, again and again."""
    stage.tell.ready()
    states = None
    for _ in range(3):
        workspace = stage.open("volunteer")
        writer = stage.writer(workspace)
        writer.states = states or writer.states
        for write in (writer.draft_again, writer.add):
            write()
        states = writer.states
        stage.tell.begin(act="lock")
        workspace.lock()
        stage.tell.done()
