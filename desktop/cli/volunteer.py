# SPDX-License-Identifier: Apache-2.0
"""Commands for a volunteer: set up from an invitation, and compare the hub's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from desktop.cli.call import (
    PLACE,
    Subject,
    call,
    can_ask,
    hear_hub_words,
    new_passphrase,
    opened,
    workspace_folder,
)
from desktop.cli.output import show, tell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.operations.workspaces import VolunteerCreated


@click.group(cls=Subject)
def volunteer() -> None:
    """Set up a volunteer's workspace."""


@volunteer.command("create")
@click.option("--invite", required=True, type=PLACE, metavar="FILE", help="The invitation file.")
@click.option(
    "--hub-words",
    metavar="WORDS",
    help="The hub's eight words, as you heard them. In a terminal you are asked for three.",
)
def create(invite: Path, hub_words: str | None) -> None:
    """Make a workspace from an invitation in the folder named with --workspace.

    Needs no connection.
    """
    folder = workspace_folder()
    from desktop import preflight
    from desktop.operations import files, workspaces

    preflight.check_encryption()
    invitation = files.read(invite, limit=files.MAX_INVITATION)
    view = workspaces.read_invitation(invitation)
    if hub_words is None and can_ask():
        tell(f"An invitation from {view.hub_name} for {view.person_name}.")
        hub_words = hear_hub_words(view.hub_words)
    made = workspaces.create_volunteer(
        folder,
        invitation=invitation,
        passphrase=new_passphrase(call().passphrase_file),
        hub_words=hub_words,
    )
    made.workspace.lock()
    if not made.hub_words_checked:
        tell("warning: the hub's words were not compared. Hear them from your coordinator, then:")
        tell('  alongside volunteer confirm-hub --words "…"')
    value = {
        "workspace": str(folder),
        "device": made.device,
        "words": list(made.words),
        "hub_words": list(made.hub_words),
        "hub_words_checked": made.hub_words_checked,
        "recovery_code": made.recovery_code,
    }
    show(value, _created_lines(folder, made))


def _created_lines(folder: Path, made: VolunteerCreated) -> Iterator[str]:
    yield f"The workspace is ready in {folder}."
    yield "The words of this computer. Read them out to your coordinator, who then approves it:"
    yield f"    {' '.join(made.words)}"
    yield "The hub's words:"
    yield f"    {' '.join(made.hub_words)}"
    yield "Your recovery code, shown this once. Write it down and keep it away from this computer:"
    yield f"    {made.recovery_code}"


@volunteer.command("confirm-hub")
@click.option("--words", help="The hub's eight words, as you heard them.")
def confirm_hub(words: str | None) -> None:
    """Note that the hub's words, as you heard them, are the right ones."""
    from desktop.operations import sending

    if words is None and not can_ask():
        raise click.UsageError('Give the words that you heard: --words "w1 w2 …".')
    with opened() as workspace:
        workspace.require_role("volunteer")
        heard = words or hear_hub_words(sending.hub_words(workspace))
        sending.confirm_hub_words(workspace, heard)
    show({"hub_words_checked": True}, ["The words are the same. This is your hub."])
