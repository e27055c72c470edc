# SPDX-License-Identifier: Apache-2.0
"""What holds for every command: the workspace, the passphrase, JSON or text, and asking people.

The three global options may stand before or after the command. A passphrase comes from a file or
is asked for; it never comes from an argument, where other programs could see it.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from desktop.errors import PassphraseNeeded, WordsDiffer, WorkspaceMissing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.operations.workspaces import Workspace

#: An existing or a new place; what is there is for the operations to say.
PLACE: Final = click.Path(path_type=Path)
WORDS_ASKED: Final = 3
_META: Final = "alongside."


@dataclass(frozen=True, slots=True)
class Call:
    """The global options of this call."""

    workspace: Path | None
    passphrase_file: Path | None
    as_json: bool


class Verb(click.Command):
    """A command that takes the global options."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params.extend(_global_options())


class Subject(click.Group):
    """A group of commands that takes the global options too."""

    command_class = Verb
    group_class = type

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params.extend(_global_options())


def _global_options() -> Sequence[click.Option]:
    return (
        click.Option(
            ["--workspace"],
            type=PLACE,
            metavar="DIR",
            help="Folder of the workspace.",
            expose_value=False,
            callback=_remember,
        ),
        click.Option(
            ["--passphrase-file"],
            type=PLACE,
            metavar="FILE",
            help="File whose first line is the passphrase. Without it you are asked.",
            expose_value=False,
            callback=_remember,
        ),
        click.Option(
            ["--json", "as_json"],
            is_flag=True,
            help="Print JSON and nothing else.",
            expose_value=False,
            callback=_remember,
        ),
    )


def _remember(context: click.Context, option: click.Parameter, value: object) -> None:
    if value:
        context.meta[f"{_META}{option.name}"] = value


def call() -> Call:
    """Return the global options of the command that runs."""
    found = click.get_current_context().meta
    return Call(
        workspace=found.get(f"{_META}workspace"),
        passphrase_file=found.get(f"{_META}passphrase_file"),
        as_json=bool(found.get(f"{_META}as_json")),
    )


def workspace_folder() -> Path:
    """Return the folder that was named with --workspace.

    Raises:
        click.UsageError: none was.
    """
    folder = call().workspace
    if folder is None:
        raise click.UsageError("Say which workspace: --workspace DIR.")
    return folder


@contextmanager
def opened() -> Iterator[Workspace]:
    """Unlock the workspace for one command, and lock it afterwards.

    Raises:
        PassphraseNeeded: there is no file for it and nobody to ask.
        WorkspaceMissing, WrongPassphrase and others: as for opening a workspace.
    """
    with opened_by() as (workspace, _given):
        yield workspace


@contextmanager
def opened_by() -> Iterator[tuple[Workspace, str]]:
    """Unlock the workspace as :func:`opened` does, and give the passphrase that opened it too."""
    folder = workspace_folder()
    from desktop import preflight
    from desktop.operations import workspaces

    if not workspaces.kind_of(folder).exists:
        raise WorkspaceMissing  # before anybody types a passphrase for nothing
    preflight.check_encryption()
    given = passphrase()
    with workspaces.open_workspace(folder, given) as workspace:
        if workspace.practice and not call().as_json:
            click.echo("Practice: nothing in this workspace is real.", err=True)
        yield workspace, given


def can_ask() -> bool:
    """Return whether a person sits at a terminal."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def passphrase() -> str:
    """Return the passphrase of the workspace, from its file or from the person."""
    return _passphrase(call().passphrase_file)


def new_passphrase(file: Path | None) -> str:
    """Return a new passphrase, from ``file`` or typed twice."""
    if file is None and can_ask():
        from desktop.operations import workspaces

        suggested = workspaces.suggest_passphrase()
        click.echo(f"A good one would be: {suggested}", err=True)
    return _passphrase(file, label="New passphrase", twice=True)


def _passphrase(file: Path | None, *, label: str = "Passphrase", twice: bool = False) -> str:
    if file is not None:
        from desktop.operations import files

        found = files.read_first_line(file)
        if not found:
            raise PassphraseNeeded
        return found
    if not can_ask():
        raise PassphraseNeeded
    typed: str = click.prompt(label, hide_input=True, confirmation_prompt=twice, err=True)
    return typed


def hear_hub_words(words: Sequence[str]) -> str:
    """Ask for three of the hub's words, chosen at random, as the coordinator says them.

    Returns:
        All eight words.

    Raises:
        WordsDiffer: one of the three is another word; the right ones were not shown.
    """
    from secrets import SystemRandom

    places = sorted(SystemRandom().sample(range(len(words)), WORDS_ASKED))
    click.echo(
        "Ring your coordinator on a number that you already have, and ask for the hub's words.",
        err=True,
    )
    heard = [click.prompt(f"Word {place + 1} of {len(words)}", err=True) for place in places]
    if any(
        said.strip().casefold() != words[place].casefold()
        for said, place in zip(heard, places, strict=True)
    ):
        raise WordsDiffer
    return " ".join(words)
