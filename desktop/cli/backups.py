# SPDX-License-Identifier: Apache-2.0
"""Commands for backups: make one, restore one; and the automatic one that comes with a round."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from desktop.cli.call import PLACE, Verb, opened, passphrase, workspace_folder
from desktop.cli.output import complain, show, tell
from desktop.errors import AlongsideError, WrongPassphrase, WrongRecoveryCode

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.operations.workspaces import Workspace


@click.command("backup", cls=Verb, short_help="Make a backup, and restore it once as a test.")
@click.argument("folder", type=PLACE, metavar="DIR")
@click.option("--elsewhere", is_flag=True, help="DIR is in another place, although on this disk.")
def backup(folder: Path, *, elsewhere: bool) -> None:
    """Make a backup in the folder DIR: on a stick, or in another place.

    It is encrypted as the workspace is. It is restored once, into a private folder, before it
    counts.
    """
    from desktop.operations import backups

    with opened() as workspace:
        made = backups.make(workspace, folder, elsewhere=elsewhere)
    records = "1 record" if made.records == 1 else f"{made.records} records"
    lines = [f"{made.file}: {records}, restored once as a test."]
    if not made.away:
        lines.append("It is on the same disk as the workspace. Keep one on a stick too.")
    value = {
        "file": str(made.file),
        "records": made.records,
        "verified": made.verified,
        "away": made.away,
    }
    show(value, lines)


@click.command("restore", cls=Verb, short_help="Restore a backup into a new folder.")
@click.argument("file", type=PLACE, metavar="FILE")
@click.option(
    "--recovery-code-file",
    "code_file",
    type=PLACE,
    metavar="FILE",
    help="File whose first line is the recovery code, in place of the passphrase.",
)
def restore(file: Path, code_file: Path | None) -> None:
    """Restore the backup FILE into the new folder that --workspace names.

    It opens with the passphrase, and the recovery code, of the day when it was made.
    """
    folder = workspace_folder()
    from desktop import preflight
    from desktop.errors import WorkspaceExists
    from desktop.operations import backups, files, workspaces

    if workspaces.kind_of(folder).exists:
        raise WorkspaceExists
    backups.look(file)  # before anybody types a passphrase for nothing
    preflight.check_encryption()
    try:
        if code_file is not None:
            code = files.read_first_line(code_file)
            restored = backups.restore(file, folder, recovery_code=code)
        else:
            restored = backups.restore(file, folder, passphrase=passphrase())
    except (WrongPassphrase, WrongRecoveryCode):
        tell("A backup opens with the passphrase and the recovery code of the day it was made.")
        raise
    lines = [
        f"Restored into {restored.workspace}. Records: {restored.records}.",
        "The next round tells the other side, and what it is missing is sent again.",
    ]
    if code_file is not None:
        lines.append("Give it a new passphrase with recover; the code stays as it is.")
    show(
        {
            "workspace": str(restored.workspace),
            "records": restored.records,
            "epoch": restored.epoch,
        },
        lines,
    )


def run_due(workspace: Workspace) -> None:
    """Make the automatic backup if one is due. What goes wrong is told and stops nothing."""
    from desktop.operations import backups

    try:
        backups.run_due(workspace)
    except AlongsideError as fault:
        tell("The automatic backup was not made:")
        complain(fault)
