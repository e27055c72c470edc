# SPDX-License-Identifier: Apache-2.0
"""Commands for keys over time: new keys for a workspace, and new keys for a hub."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from desktop.cli.call import PLACE, Verb, call, new_passphrase, opened, workspace_folder
from desktop.cli.call import passphrase as current_passphrase
from desktop.cli.output import fields_of, show
from desktop.errors import WorkspaceMissing

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.operations.hub_keys import Retired, Rotated
    from desktop.operations.workspaces import Workspace


def renew(new_file: Path | None) -> None:
    """Encrypt the workspace of this call again under new keys, and print its recovery code."""
    folder = workspace_folder()
    from desktop import preflight
    from desktop.operations import key_change, workspaces

    if not workspaces.kind_of(folder).exists:
        raise WorkspaceMissing
    preflight.check_encryption()
    renewed = key_change.renew(folder, current=current_passphrase(), new=new_passphrase(new_file))
    renewed.workspace.lock()
    code = renewed.recovery_code
    show(
        {"workspace": str(call().workspace), "changed": True, "recovery_code": code},
        [
            "Everything is encrypted again. Only the new passphrase opens it, and this new "
            "recovery code:",
            f"    {code}",
            "Write the code down and destroy the old sheet. Copies and backups that were made "
            "before still open with the old passphrase: destroy those that others could reach.",
        ],
    )


@click.command("rotate", cls=Verb, short_help="Give the hub new keys, or delete old ones.")
@click.option(
    "--root-key",
    type=PLACE,
    metavar="FILE",
    help="root-key.txt, from the stick that was made with the hub.",
)
@click.option("--signing", is_flag=True, help="Also sign with a new key from now on.")
@click.option(
    "--stolen",
    is_flag=True,
    help="As --signing, and what the old key signs counts no more: it is in wrong hands.",
)
@click.option("--retire", is_flag=True, help="Delete keys that were replaced 12 months ago.")
def rotate(root_key: Path | None, *, signing: bool, stolen: bool, retire: bool) -> None:
    """Give the hub new keys. Volunteers hear of them at their next round.

    What they have sealed for the old keys can still be opened for 12 months. With --retire keys
    that were replaced that long ago are deleted instead.
    """
    if retire and (signing or stolen):
        raise click.UsageError("--retire stands alone, or with --root-key.")
    if root_key is None and not retire:
        raise click.UsageError("Say where the root key is: --root-key FILE.")
    with opened() as workspace:
        if retire:
            _retire(workspace, root_key)
        elif root_key is not None:
            _rotate(workspace, root_key, signing=signing, stolen=stolen)


def _rotate(workspace: Workspace, root_key: Path, *, signing: bool, stolen: bool) -> None:
    from desktop.operations import hub_keys

    rotated = hub_keys.rotate(workspace, root_key=root_key, signing=signing, stolen=stolen)
    show(fields_of(rotated), _rotated_lines(rotated, signing=signing or stolen))


def _rotated_lines(rotated: Rotated, *, signing: bool) -> list[str]:
    what = "new keys, and signs with a new one" if signing else "new keys"
    for_whom = "1 computer" if rotated.devices == 1 else f"{rotated.devices} computers"
    return [
        f"The hub has {what}. That is version {rotated.version} of its list of keys.",
        f"It is queued for {for_whom}. Do a round (sync) to let it be known there.",
        "Put the stick with the root key away, and make a backup: older ones lack these keys.",
    ]


def _retire(workspace: Workspace, root_key: Path | None) -> None:
    from desktop.operations import hub_keys

    retired = hub_keys.retire(workspace, root_key=root_key)
    value: dict[str, Any] = {
        "retired": [fields_of(key) for key in retired.keys],
        "version": retired.version,
    }
    show(value, _retired_lines(retired))


def _retired_lines(retired: Retired) -> list[str]:
    if not retired.keys:
        return ["No key was replaced as long as 12 months ago. Nothing was deleted."]
    lines = [f"Deleted: {key.id}, replaced on {_day(key.retiring_since)}" for key in retired.keys]
    lines.append("What is sealed to them alone opens with the escrow key only.")
    return lines


def _day(moment: str | None) -> str:
    return (moment or "")[:10]
