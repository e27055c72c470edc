# SPDX-License-Identifier: Apache-2.0
"""What is done to keys and backups until the kill, and how that is prepared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.operations import backups, key_change, sending, workspaces
from tests.functional.torture import writing
from tests.functional.torture.stage import ROLES, Stage
from tests.functional.torture.works import add_one, one_round
from tests.pairs import PASSPHRASE, FakeClock

if TYPE_CHECKING:
    from desktop.workspace import Workspace
    from tests.functional.torture.telling import Facts


def keys_alone(stage: Stage) -> Facts:
    """Nothing is written; whether the recovery code opens is looked at, too."""
    return {"keys": True}


def change_passphrase(stage: Stage) -> None:
    with stage.open("volunteer") as volunteer:
        stage.tell.ready()
        current = PASSPHRASE
        for _ in range(3):
            new = f"{stage.chance.randrange(10**9)} stones on the shore"
            stage.tell.begin(passphrase=new)
            workspaces.change_passphrase(volunteer, current=current, new=new)
            stage.tell.done()
            current = new


def new_code(stage: Stage) -> None:
    with stage.open("volunteer") as volunteer:
        stage.tell.ready()
        for _ in range(3):
            stage.tell.begin(act="new code")
            code = workspaces.new_recovery_code(volunteer, passphrase=PASSPHRASE)
            stage.tell.done(code=code)


def elsewhere(stage: Stage) -> Facts:
    (stage.folder / "elsewhere").mkdir()
    return {}


def back_up(stage: Stage) -> None:
    """Make backups of both, by hand and as the program does by itself."""
    stage.tell.ready()
    with stage.open("volunteer") as volunteer:
        writer = stage.writer(volunteer)
        writer.add()
        _make_backup(stage, volunteer, writer.states)
        writer.amend()
        stage.tell.begin(act="backup")
        due = backups.run_due(volunteer)
        file = None if due is None else due.file.relative_to(stage.folder).as_posix()
        stage.tell.done(backup=file, states=writer.states)
    with stage.open("hub") as at_hub:
        _make_backup(stage, at_hub, writing.observe(at_hub))


def _make_backup(stage: Stage, workspace: Workspace, states: dict[str, writing.State]) -> None:
    stage.tell.begin(act="backup")
    made = backups.make(workspace, stage.folder / "elsewhere", elsewhere=True)
    stage.tell.done(backup=made.file.relative_to(stage.folder).as_posix(), states=states)


def a_backup(stage: Stage) -> Facts:
    """Make a backup, then write more, some of which the hub receives."""
    elsewhere(stage)
    with stage.open("volunteer") as volunteer:
        made = backups.make(volunteer, stage.folder / "elsewhere", elsewhere=True)
        backed_up = writing.observe(volunteer)
        add_one(stage, volunteer)
        sending.synchronise(volunteer)
        with stage.open("hub") as at_hub:
            sending.synchronise(at_hub)
        sending.synchronise(volunteer)
        add_one(stage, volunteer)
    file = made.file.relative_to(stage.folder).as_posix()
    return {"backup": file, "backed_up": backed_up}


def restore(stage: Stage) -> None:
    """Restore the backup into a new folder, and go on there."""
    stage.tell.ready()
    stage.tell.begin(act="restore")
    folder = stage.folder / "restored"
    file = stage.folder / stage.facts["backup"]
    backups.restore(file, folder, passphrase=PASSPHRASE, clock=FakeClock())
    stage.tell.done(restored=True)
    with stage.open("restored") as restored:
        stage.facts["before"] = stage.facts["backed_up"]
        writer = stage.writer(restored)
        writer.add()
        one_round(stage, restored)
        writer.add()


def whose_keys(stage: Stage) -> Facts:
    """Both kinds of workspace get new keys, in turn: a hub has a second database."""
    return {"keys": True, "role": ROLES[stage.seed % 2]}


def new_keys(stage: Stage) -> None:
    """Give a workspace new keys, twice, and write in between."""
    stage.tell.ready()
    role = stage.facts["role"]
    current, states = PASSPHRASE, None
    for _ in range(2):
        new = f"{stage.chance.randrange(10**9)} stones on the shore"
        stage.tell.begin(passphrase=new, act="new keys")
        renewed = key_change.renew(stage.folder / role, current=current, new=new, clock=FakeClock())
        stage.tell.done(code=renewed.recovery_code)
        current = new
        with renewed.workspace as workspace:
            if role == "volunteer":
                writer = stage.writer(workspace)
                writer.states = states or writer.states
                writer.add()
                states = writer.states
