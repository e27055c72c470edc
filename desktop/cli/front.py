# SPDX-License-Identifier: Apache-2.0
"""The command ``alongside`` itself: the list of subjects, the window, and exit statuses.

Every fault ends here: known ones with their slug and advice, our own mistakes without any value
that a person may have written.
"""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING, Final

import click

from desktop.cli import (
    backups,
    bundles,
    care,
    hub,
    output,
    practice,
    records,
    sending,
    volunteer,
    window,
)
from desktop.cli.call import Subject, call
from desktop.errors import AlongsideError, Cancelled, InternalFault

if TYPE_CHECKING:
    from collections.abc import Sequence

DONE: Final = 0
REFUSED: Final = 1
MISTYPED: Final = 2


@click.group(
    cls=Subject,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="alongside", prog_name="alongside")
@click.pass_context
def alongside(context: click.Context) -> None:
    """Notes for volunteers who support families, and for the hub behind them.

    Without a command the window opens. --workspace, --passphrase-file and --json may stand before
    or after a command.
    """
    if context.invoked_subcommand is None:
        context.exit(window.open_window(call().workspace))


for _command in (
    practice.practice,
    hub.hub,
    volunteer.volunteer,
    records.record,
    records.search,
    sending.carrier,
    sending.take_in,
    sending.sync,
    sending.begin_anew,
    bundles.bundle,
    care.passphrase,
    care.recover,
    care.recovery_code,
    backups.backup,
    backups.restore,
    care.doctor,
):
    alongside.add_command(_command)


def run(arguments: Sequence[str]) -> int:
    """Carry out one command.

    Args:
        arguments: what follows the program's name.

    Returns:
        The exit status.
    """
    _speak_utf8()
    try:
        status = _carry_out(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever was reading has gone. Python would complain again when it flushes at the end.
        sys.stdout = io.StringIO()
        return REFUSED
    except SystemExit:  # the same, noticed by click
        return REFUSED
    return status


def _carry_out(arguments: Sequence[str]) -> int:
    try:
        status = alongside.main(args=list(arguments), prog_name="alongside", standalone_mode=False)
    except click.ClickException as mistake:
        _explain(mistake)
        return mistake.exit_code
    except click.Abort:
        output.complain(Cancelled())
        return REFUSED
    except AlongsideError as fault:
        output.complain(fault)
        return REFUSED
    except Exception as fault:  # the boundary: whatever it says may quote what a person wrote
        output.complain(InternalFault(kind=type(fault).__name__))
        return REFUSED
    return status if isinstance(status, int) else DONE


def _explain(mistake: click.ClickException) -> None:
    """Print what was mistyped, and how it should have been."""
    if isinstance(mistake, click.UsageError) and mistake.ctx is not None:
        for line in mistake.ctx.get_usage().splitlines():
            output.tell(line)
    output.tell(f"error: {mistake.format_message()}")


def _speak_utf8() -> None:
    """Print UTF-8 whatever the system's settings say; names do not fit into less."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
