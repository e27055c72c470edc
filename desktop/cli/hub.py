# SPDX-License-Identifier: Apache-2.0
"""Commands for hub staff: set up, invite, approve, switch off, import, undo, quarantine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from desktop.cli import keys
from desktop.cli.call import PLACE, Subject, call, can_ask, new_passphrase, opened, workspace_folder
from desktop.cli.output import fields_of, local_time, paragraphs, show, table
from desktop.errors import FileUnreadable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from desktop.operations.hub import DeviceRow, ImportRow, QuarantineRow
    from desktop.operations.imports import ImportReport
    from desktop.operations.workspaces import HubCreated


@click.group(cls=Subject)
def hub() -> None:
    """Set up and run a hub."""


@hub.command("create")
@click.option("--name", required=True, help="What volunteers see the hub called.")
@click.option("--staff", required=True, metavar="PERSON", help="The first person who works here.")
@click.option("--programme", required=True, metavar="ID", help="For example: default.")
@click.option(
    "--offline-out",
    required=True,
    type=PLACE,
    metavar="DIR",
    help="New or empty folder for the keys that must be kept apart from this computer.",
)
def create(name: str, staff: str, programme: str, offline_out: Path) -> None:
    """Make a new hub in the folder named with --workspace."""
    folder = workspace_folder()
    from desktop import preflight
    from desktop.operations import workspaces

    preflight.check_encryption()
    made = workspaces.create_hub(
        folder,
        name=name,
        staff=staff,
        programme=programme,
        offline_out=offline_out,
        passphrase=new_passphrase(call().passphrase_file),
    )
    made.workspace.lock()
    value = {
        "workspace": str(folder),
        "hub": made.hub,
        "words": list(made.words),
        "recovery_code": made.recovery_code,
        "offline_files": [str(path) for path in made.offline_files],
    }
    show(value, _created_lines(folder, made))


def _created_lines(folder: Path, made: HubCreated) -> Iterator[str]:
    yield f"The hub is ready in {folder}."
    yield "The hub's words, to be read out to every new volunteer:"
    yield f"    {' '.join(made.words)}"
    yield "Its recovery code, shown this once. Write it down and lock it away:"
    yield f"    {made.recovery_code}"
    yield "These keys are kept nowhere else. Copy them to two sticks and lock those away:"
    for path in made.offline_files:
        yield f"    {path}"


@hub.command("invite")
@click.option("--name", required=True, metavar="VOLUNTEER", help="Name of the volunteer.")
@click.option("--out", required=True, type=PLACE, metavar="FILE", help="New file to write.")
@click.option(
    "--carrier",
    "carriers",
    multiple=True,
    metavar="URL",
    help="Where the volunteer's program will send; by default the hub's own list.",
)
def invite(name: str, out: Path, carriers: tuple[str, ...]) -> None:
    """Write an invitation file, good for 14 days and one computer."""
    from desktop.operations import files
    from desktop.operations import hub as operations

    if out.exists():
        raise click.BadParameter("There is already a file of that name.", param_hint="--out")
    files.require_folder_of(out)
    with opened() as workspace:
        invited = operations.invite(workspace, name=name, carriers=carriers or None)
        files.write_new(out, invited.data)
    show(
        {"invite": str(out), "volunteer": invited.volunteer},
        [
            f"The invitation is in {out}. It is good for 14 days and for one computer.",
            "Give it to the volunteer, and read out the hub's words by voice, not in a message.",
        ],
    )


@hub.command("devices")
def devices() -> None:
    """List the volunteers' computers with the words by which they are approved."""
    from desktop.operations import hub as operations

    with opened() as workspace:
        rows = operations.devices(workspace)
    lines = [line for row in rows for line in _device_lines(row)]
    show([fields_of(row) for row in rows], lines or ["No volunteer has answered yet."])


def _device_lines(row: DeviceRow) -> tuple[str, str]:
    return f"{row.device}  {row.state}  {row.name}", f"    {' '.join(row.words)}"


@hub.command("approve")
@click.argument("device")
@click.option("--words", help="The eight words that the volunteer read out.")
def approve(device: str, words: str | None) -> None:
    """Approve a DEVICE by the eight words that its volunteer read out to you."""
    from desktop.operations import hub as operations

    if words is None and not can_ask():
        raise click.UsageError('Give the words that you heard: --words "w1 w2 …".')
    with opened() as workspace:
        heard = words or click.prompt("The eight words, as you hear them", err=True)
        row = operations.approve(workspace, device, words=heard)
    show(fields_of(row), [f"{row.name} is approved. Do a round (sync) so that they hear of it."])


@hub.command("revoke")
@click.argument("device")
def revoke(device: str) -> None:
    """Switch a DEVICE off: what it sends from now on is kept aside."""
    from desktop.operations import hub as operations

    with opened() as workspace:
        row = operations.revoke(workspace, device)
    line = f"The computer of {row.name} is switched off. Do a round (sync) so that they hear of it."
    show(fields_of(row), [line])


@hub.command("import")
@click.argument("paths", nargs=-1, required=True, type=PLACE, metavar="PATH…")
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@click.option(
    "--escrow-key",
    type=PLACE,
    metavar="FILE",
    help="escrow-identity.txt, to open what the hub's own keys cannot open.",
)
def import_files(paths: tuple[Path, ...], *, dry_run: bool, escrow_key: Path | None) -> None:
    """Import bundles: files, or folders that hold some. The files are left as they are."""
    from desktop.operations import gaps
    from desktop.operations import hub as operations

    require_there(paths)
    with opened() as workspace:
        act = operations.preview if dry_run else operations.import_files
        report = act(workspace, paths, escrow_key=escrow_key)
        missing = gaps.find(workspace)
    value = {**import_value(report), "gaps": [fields_of(gap) for gap in missing]}
    show(value, [*import_lines(report), *map(gaps.sentence, missing)])


def require_there(paths: Sequence[Path]) -> None:
    """Raise FileUnreadable for a name that was mistyped; what is there is for the import to say."""
    for path in paths:
        if not path.exists() and not path.is_symlink():
            raise FileUnreadable(name=path.name)


def import_value(report: ImportReport) -> dict[str, object]:
    """Return an import as it is printed in JSON."""
    bundles = []
    for bundle in report.bundles:
        fields = fields_of(bundle)
        bundles.append({**fields, "from": fields.pop("who")})
    totals = {name.replace("_", "-"): n for name, n in fields_of(report.totals).items()}
    return {"import": report.import_id, "bundles": bundles, "totals": totals}


def import_lines(report: ImportReport) -> Iterator[str]:
    """Yield an import for reading, file by file."""
    for bundle in report.bundles:
        yield f"{bundle.file}: {bundle.status}" + (f", from {bundle.who}" if bundle.who else "")
        if bundle.message:
            yield from paragraphs(f"{bundle.message}\n{bundle.advice}")
    totals = report.totals
    yield (
        f"{totals.new} new, {totals.amended} amended, {totals.duplicate} already here, "
        f"{totals.conflict} in conflict"
    )
    if report.import_id and totals.imported:
        yield f"To take it back: hub undo {report.import_id}"


hub.add_command(keys.rotate)


@hub.command("imports")
def imports() -> None:
    """List the imports that can be undone, the newest first."""
    from desktop.operations import hub as operations

    with opened() as workspace:
        rows = operations.imports(workspace)
    lines = table(
        [
            (
                row.id,
                local_time(row.at),
                f"{row.bundles} bundles, {row.records} records",
                row.person + _undo_words(row),
            )
            for row in rows
        ]
    )
    value = []
    for row in rows:
        fields = fields_of(row)
        value.append({"import": fields.pop("id"), **fields})
    show(value, lines or ["Nothing has been imported yet."])


def _undo_words(row: ImportRow) -> str:
    if row.unfinished:
        return f" ({'redo' if row.hidden else 'undo'} it again: that is not finished)"
    return " (undone)" if row.hidden else ""


@hub.command("undo")
@click.argument("import_id", metavar="IMPORT")
@click.option("--redo", is_flag=True, help="Show what was hidden again.")
def undo(import_id: str, *, redo: bool) -> None:
    """Hide everything that one IMPORT brought. Nothing is erased."""
    from desktop.operations import hub as operations

    with opened() as workspace:
        undone = operations.undo_import(workspace, import_id, redo=redo)
    done = "shown again" if redo else "hidden"
    show(
        {"import": undone.import_id, "hidden": undone.hidden},
        [f"{undone.hidden} entries are {done}."],
    )


@hub.command("quarantine")
def quarantine() -> None:
    """List the files that were kept aside or wait, with the reason and what to do."""
    from desktop.operations import hub as operations

    with opened() as workspace:
        workspace.require_role("hub")
        rows = operations.quarantine(workspace)
    value = []
    for row in rows:
        fields = fields_of(row)
        value.append({**fields, "from": fields.pop("sender")})
    show(value, list(_quarantine_lines(rows)) or ["Nothing was kept aside."])


def _quarantine_lines(rows: Sequence[QuarantineRow]) -> Iterator[str]:
    for row in rows:
        sender = f", from {row.sender}" if row.sender else ""
        yield f"{row.file}: {row.status}, {local_time(row.at)}{sender}"
        yield from paragraphs(f"{row.message}\n{row.advice}")
