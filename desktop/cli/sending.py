# SPDX-License-Identifier: Apache-2.0
"""Commands that send and fetch: the list of places, one round, bundles from a stick."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from desktop.cli.backups import run_due
from desktop.cli.call import PLACE, Subject, Verb, opened
from desktop.cli.hub import import_lines, import_value, require_there
from desktop.cli.output import complain, fields_of, local_time, show, table, tell
from desktop.errors import CarrierExists, OlderCopy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.operations.sending import CarrierRow, RoundReport
    from desktop.operations.workspaces import Workspace


@click.group(cls=Subject)
def carrier() -> None:
    """The places where bundles are left and fetched."""


@carrier.command("add")
@click.argument("url")
def add(url: str) -> None:
    """Add a place by its URL, such as folder:PATH. It need not be there now."""
    with opened() as workspace:
        row, added = _added(workspace, url)
    line = f"Added {row.label}." if added else f"{row.label} is in the list already."
    show(fields_of(row, added=added), [line])


def _added(workspace: Workspace, url: str) -> tuple[CarrierRow, bool]:
    """Add a place; one that an invitation had brought already is no reason to fail."""
    from desktop.operations import sending

    try:
        return sending.add_carrier(workspace, url), True
    except CarrierExists:
        return sending.find_carrier(workspace, url), False


@carrier.command("list")
def list_carriers() -> None:
    """List the places."""
    from desktop.operations import sending

    with opened() as workspace:
        rows = sending.list_carriers(workspace)
    lines = table([(row.url, local_time(row.added_at)) for row in rows])
    show([fields_of(row) for row in rows], lines or ["There is no place to send to yet."])


@carrier.command("remove")
@click.argument("url")
def remove(url: str) -> None:
    """Remove a place by its URL. What has no receipt is offered at the next one."""
    from desktop.operations import sending

    with opened() as workspace:
        row = sending.find_carrier(workspace, url)
        sending.remove_carrier(workspace, url)
    show({"url": row.url, "removed": True}, [f"Removed {row.label}."])


@click.command("import", cls=Verb, short_help="Take in bundles from a stick or an e-mail.")
@click.argument("paths", nargs=-1, required=True, type=PLACE, metavar="PATH…")
def take_in(paths: tuple[Path, ...]) -> None:
    """Take in bundles from a stick or an e-mail: files, or folders that hold some."""
    from desktop.operations import sending

    require_there(paths)
    with opened() as workspace:
        workspace.require_role("volunteer")
        report = sending.take_in(workspace, paths)
    show(import_value(report), import_lines(report))


@click.command("sync", cls=Verb, short_help="Do one round: fetch, take in, place.")
@click.option("--carrier", metavar="URL", help="Only this place; it is added if it is new.")
@click.option("--send-again", is_flag=True, help="Offer again what has no receipt.")
@click.pass_context
def sync(context: click.Context, carrier: str | None, *, send_again: bool) -> None:
    """Do one round: fetch and take in what is there, and place what waits to be sent."""
    from desktop.operations import sending

    with opened() as workspace:
        report = sending.synchronise(workspace, carrier=carrier, send_again=send_again)
        places = 1 if carrier is not None else len(sending.list_carriers(workspace))
        status = sending.status(workspace)
        waiting = workspace.role == "hub" and _somebody_waits(workspace)
        run_due(workspace)
    show(_round_value(report), _round_lines(report))
    for url, fault in report.problems:
        tell(f"{url}:")
        complain(fault)
    if waiting:
        tell("A new computer waits to be approved: see hub devices.")
    if status.older_copy:
        complain(OlderCopy())
    if status.switched_off:
        tell("warning: this computer was switched off at the hub, which uses nothing new from it.")
        tell("Everything that you wrote is still here. Please ring your coordinator.")
    if not status.hub_words_checked:
        tell("warning: the hub's words have not been compared yet (volunteer confirm-hub).")
    # A place that fails does not make the others fail; only when none worked was it refused.
    if report.problems and len(report.problems) == places:
        context.exit(1)


@click.command("begin-anew", cls=Verb, short_help="Go on from an older copy of a workspace.")
def begin_anew() -> None:
    """Go on from what is here, after an older copy was put back or the folder was copied.

    What has no receipt yet is sent once more. Put the other computer away first, if there is one.
    """
    from desktop.operations import sending

    with opened() as workspace:
        left = sending.begin_anew(workspace)
    show({"outbox": left}, [f"Begun anew. Waiting to be sent: {left}. Do a round (sync)."])


def _somebody_waits(workspace: Workspace) -> bool:
    from desktop.operations import hub

    return any(row.state == "waiting" for row in hub.devices(workspace))


def _round_value(report: RoundReport) -> dict[str, object]:
    return {
        "placed": report.placed,
        "received": report.received,
        "outbox": report.outbox,
        "quarantined": report.quarantined,
        "receipts": report.receipts,
        "imported": {
            "new": report.new,
            "amended": report.amended,
            "duplicate": report.duplicate,
            "conflict": report.conflict,
        },
        "problems": [
            {"carrier": url, "slug": fault.slug, "message": str(fault)}
            for url, fault in report.problems
        ],
    }


def _round_lines(report: RoundReport) -> Iterator[str]:
    yield f"Placed: {report.placed}. Fetched: {report.received}. Receipts: {report.receipts}."
    yield (
        f"What came: {report.new} new, {report.amended} amended, {report.duplicate} already here, "
        f"{report.conflict} in conflict."
    )
    if report.quarantined:
        yield f"Kept aside: {report.quarantined}."
    yield (
        f"Without a receipt yet: {report.outbox}."
        if report.outbox
        else "Nothing waits for a receipt."
    )
