# SPDX-License-Identifier: Apache-2.0
"""The command that makes a practice pair, and opens it or does the whole main job with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from desktop.cli.call import PLACE, Verb, call
from desktop.cli.output import fields_of, show, tell, visible

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.operations.practice import PracticePair, Step


@click.command("practice", cls=Verb)
@click.option(
    "--headless",
    type=PLACE,
    metavar="DIR",
    help="Open no window: do the whole main job in this new or empty folder and say what happened.",
)
@click.pass_context
def practice(context: click.Context, headless: Path | None) -> None:
    """Try everything with a volunteer, a hub and made-up families.

    Without --headless the window opens; the pair is made the first time and kept after that.
    """
    if headless is None:
        context.exit(_in_the_window())
    context.exit(0 if _headless(headless) else 1)


def _headless(folder: Path) -> bool:
    from desktop.operations import practice as operations

    as_json = call().as_json

    def say(step: Step) -> None:
        if not as_json:
            click.echo(visible(f"{'ok ' if step.ok else 'NOT'}  {step.step}: {step.detail}"))

    steps, pair = operations.run_main_job(folder, on_step=say)
    ok = all(step.ok for step in steps)
    value = {
        "ok": ok,
        "steps": [fields_of(step) for step in steps],
        **{name: str(place) for name, place in fields_of(pair).items()},
    }
    lines = ["", *_where(pair)] if ok else ["", "It stopped there. This should not happen."]
    show(value, lines)
    return ok


def _where(pair: PracticePair) -> tuple[str, ...]:
    return (
        "Nothing in it is real. Look around, then delete the folder:",
        f"  volunteer   {pair.volunteer}",
        f"  hub         {pair.hub}",
        f"  carrier     {pair.carrier}",
        f"  offline     {pair.offline}",
        f"  passphrase  {pair.passphrase_file}",
    )


def _in_the_window() -> int:
    from desktop.cli import window

    window.require_window()  # before a pair is made for nothing
    from desktop.operations import practice as operations
    from desktop.ui import application

    pair = operations.find_pair(application.default_home())
    if pair is None:
        tell("Making a volunteer and a hub with made-up families. It takes a few seconds.")
        pair = operations.make_pair(operations.new_folder(application.default_home()))
    passphrase = operations.passphrase_of(pair)
    tell(f"The passphrase of both practice workspaces is: {passphrase}")
    return window.open_window(pair.volunteer)
