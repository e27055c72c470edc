# SPDX-License-Identifier: Apache-2.0
"""Commands that look after a workspace: its passphrase, its recovery, its health."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from desktop.cli import keys
from desktop.cli.call import (
    PLACE,
    Verb,
    call,
    new_passphrase,
    opened,
    opened_by,
    workspace_folder,
)
from desktop.cli.output import fields_of, show

if TYPE_CHECKING:
    from pathlib import Path

_NEW = click.option(
    "--new-passphrase-file",
    "new_file",
    type=PLACE,
    metavar="FILE",
    help="File whose first line is the new passphrase.",
)


@click.command("passphrase", cls=Verb)
@_NEW
@click.option(
    "--new-keys",
    is_flag=True,
    help="Encrypt everything again: for when somebody else knew the passphrase.",
)
def passphrase(new_file: Path | None, *, new_keys: bool) -> None:
    """Change the passphrase of a workspace.

    With --new-keys everything is encrypted again under new keys, and there is a new recovery code.
    """
    if new_keys:
        keys.renew(new_file)
        return
    from desktop.operations import workspaces

    with opened_by() as (workspace, current):
        workspaces.change_passphrase(workspace, current=current, new=new_passphrase(new_file))
        folder = workspace.folder
    show({"workspace": str(folder), "changed": True}, ["The passphrase is changed."])


@click.command("recovery-code", cls=Verb)
def recovery_code() -> None:
    """Print a new recovery code. The old one opens nothing any more."""
    from desktop.operations import workspaces

    with opened_by() as (workspace, current):
        code = workspaces.new_recovery_code(workspace, passphrase=current)
    show(
        {"recovery_code": code},
        [code, "Write it down and keep it away from the computer. The old one is of no use now."],
    )


@click.command("recover", cls=Verb, short_help="Open a workspace with its recovery code.")
@click.option(
    "--recovery-code-file",
    "code_file",
    required=True,
    type=PLACE,
    metavar="FILE",
    help="File whose first line is the recovery code.",
)
@_NEW
def recover(code_file: Path, new_file: Path | None) -> None:
    """Open a workspace with its recovery code and give it a new passphrase.

    The new one comes from --new-passphrase-file, or from --passphrase-file, or you are asked.
    """
    folder = workspace_folder()
    from desktop import preflight
    from desktop.errors import WorkspaceMissing
    from desktop.operations import files, workspaces

    if not workspaces.kind_of(folder).exists:
        raise WorkspaceMissing
    preflight.check_encryption()
    code = files.read_first_line(code_file)
    new = new_passphrase(new_file or call().passphrase_file)
    with workspaces.recover(folder, code=code, new_passphrase=new) as workspace:
        role = workspace.role
    show(
        {"workspace": str(folder), "role": role, "recovered": True},
        ["The workspace is open to the new passphrase. The recovery code stays as it is."],
    )


@click.command("doctor", cls=Verb, short_help="Look whether all is well with a workspace.")
@click.pass_context
def doctor(context: click.Context) -> None:
    """Look whether everything is well with a workspace.

    The exit status is 1 if the workspace itself is not whole. What a person should see to (LOOK)
    does not count as that.
    """
    from desktop.operations import care

    with opened() as workspace:
        report = care.examine(workspace)
    lines = [
        f"{'ok  ' if check.ok else 'LOOK' if check.advisory else 'NOT '} {check.check}: "
        f"{check.detail}"
        for check in report.checks
    ]
    show({"ok": report.ok, "checks": [fields_of(check) for check in report.checks]}, lines)
    context.exit(0 if report.ok else 1)
