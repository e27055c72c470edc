# SPDX-License-Identifier: Apache-2.0
"""Commands about records: write, list, show, change, decide between versions, search."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from desktop.cli.call import Subject, Verb, call, opened
from desktop.cli.output import fields_of, local_time, show, state_words, table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from desktop.records.rows import RecordRow

# A dash stands for standard input.
JSON_FILE = click.Path(path_type=Path, allow_dash=True)
REASON = "Why, in a few words; it is kept with the record."


@click.group(cls=Subject)
def record() -> None:
    """Write, read and change records."""


def _file_option(*, required: bool = True) -> Callable[[Any], Any]:
    return click.option(
        "--file",
        "file",
        type=JSON_FILE,
        required=required,
        metavar="FILE",
        help="JSON with the fields, as record schema KIND describes them; - reads standard input.",
    )


def _fields(file: Path) -> Mapping[str, object]:
    from desktop.operations import files

    if str(file) == "-":
        return files.read_object(sys.stdin.buffer)
    return files.read_object(file)


def _result(row: RecordRow) -> None:
    value = fields_of(row)
    show(value, [f"{row.title}", f"  {row.kind} {row.record}", f"  {state_words(row.state)}"])


@record.command("add")
@click.argument("kind")
@_file_option()
@click.option("--draft", is_flag=True, help="Keep it as a draft, which need not be complete.")
def add(kind: str, file: Path, *, draft: bool) -> None:
    """Write a new record of a KIND and make it final."""
    from desktop.operations import records

    fields = _fields(file)
    with opened() as workspace:
        write = records.save_draft if draft else records.add
        _result(write(workspace, kind, fields))


@record.command("edit")
@click.argument("draft", metavar="ID")
@_file_option()
def edit(draft: str, file: Path) -> None:
    """Write over a draft. A final record is changed with record amend."""
    from desktop.operations import records

    fields = _fields(file)
    with opened() as workspace:
        kind = records.show(workspace, draft).kind
        _result(records.save_draft(workspace, kind, fields, draft=draft))


@record.command("list")
@click.option("--kind", help="Only records of this kind.")
@click.option(
    "--limit", type=click.IntRange(1, 1000), default=50, show_default=True, help="How many at most."
)
@click.option("--after", metavar="ID", help="Begin after this record, the last of the page before.")
def list_records(kind: str | None, limit: int, after: str | None) -> None:
    """List records, the newest first."""
    from desktop.operations import records

    with opened() as workspace:
        rows = records.list_records(workspace, kind=kind, limit=limit, after=after)
    show([fields_of(row) for row in rows], _list_lines(rows))


def _list_lines(rows: Sequence[RecordRow]) -> list[str]:
    if not rows:
        return ["There are no records."]
    return table(
        [
            (
                row.record,
                row.state,
                local_time(row.at),
                row.kind,
                row.title
                + (f" · {row.family_name}" if row.family_name else "")
                + (" (withdrawn)" if row.withdrawn else ""),
            )
            for row in rows
        ]
    )


@record.command("show")
@click.argument("record_id", metavar="ID")
def show_record(record_id: str) -> None:
    """Show a record with every version of it."""
    from desktop.cli.record_text import record_lines
    from desktop.operations import records

    with opened() as workspace:
        detail = records.show(workspace, record_id)
        form = records.form(workspace, detail.kind)
    show(fields_of(detail), record_lines(detail, form))


@record.command("amend")
@click.argument("record_id", metavar="ID")
@_file_option()
@click.option("--reason", required=True, help=REASON)
def amend(record_id: str, file: Path, reason: str) -> None:
    """Write a new version of a final record. The old one stays readable."""
    from desktop.operations import records

    fields = _fields(file)
    with opened() as workspace:
        _result(records.amend(workspace, record_id, fields, reason=reason))


@record.command("withdraw")
@click.argument("record_id", metavar="ID")
@click.option("--reason", required=True, help=REASON)
def withdraw(record_id: str, reason: str) -> None:
    """Withdraw a record that was written or sent by mistake. Nothing is erased."""
    from desktop.operations import records

    with opened() as workspace:
        _result(records.withdraw(workspace, record_id, reason=reason))


@record.command("finalise")
@click.argument("draft", metavar="ID")
def finalise(draft: str) -> None:
    """Make a draft final."""
    from desktop.operations import records

    with opened() as workspace:
        _result(records.finalise(workspace, draft))


@record.command("discard")
@click.argument("draft", metavar="ID")
def discard(draft: str) -> None:
    """Throw a draft away."""
    from desktop.operations import records

    with opened() as workspace:
        records.discard(workspace, draft)
    show({"record": draft, "discarded": True}, ["The draft is gone."])


@record.command("read")
@click.argument("record_id", metavar="ID")
def read(record_id: str) -> None:
    """Note at the hub that you have read a record; its writer is told."""
    from desktop.operations import records

    with opened() as workspace:
        _result(records.mark_read(workspace, record_id))


@record.command("resolve")
@click.argument("record_id", metavar="ID")
@click.option("--choose", metavar="REVISION", help="The version that holds.")
@_file_option(required=False)
@click.option("--reason", required=True, help=REASON)
def resolve(record_id: str, choose: str | None, file: Path | None, reason: str) -> None:
    """Decide between versions that differ: choose one, or write what should hold instead."""
    from desktop.operations import records

    if (choose is None) == (file is None):
        raise click.UsageError("Give either --choose REVISION or --file FILE.")
    data = None if file is None else _fields(file)
    with opened() as workspace:
        _result(records.resolve(workspace, record_id, choose=choose, data=data, reason=reason))


@record.command("schema")
@click.argument("kind", required=False)
def schema(kind: str | None) -> None:
    """Print the JSON Schema of a KIND, or list the kinds.

    With --workspace the choices are those of its programme, else those of the plain default.
    """
    from desktop.operations import records

    if call().workspace is None:
        _show_schema(records.kinds(None), None if kind is None else records.schema(None, kind))
        return
    with opened() as workspace:
        found = None if kind is None else records.schema(workspace, kind)
        _show_schema(records.kinds(workspace), found)


def _show_schema(kinds: Sequence[Any], found: dict[str, object] | None) -> None:
    if found is not None:
        from desktop.cli.output import as_json

        show(found, as_json(found).split("\n"))
        return
    show(
        [{"kind": k.name, "title": k.title, "roles": list(k.roles)} for k in kinds],
        table([(k.name, k.title, ", ".join(k.roles)) for k in kinds]),
    )


@click.command("search", cls=Verb)
@click.argument("text", nargs=-1, required=True)
@click.option(
    "--limit", type=click.IntRange(1, 1000), default=50, show_default=True, help="How many at most."
)
def search(text: tuple[str, ...], limit: int) -> None:
    """Find records by words, each as a beginning of a word."""
    from desktop.operations import records

    with opened() as workspace:
        hits = records.search(workspace, " ".join(text), limit=limit)
    lines: list[str] = []
    for hit in hits:
        lines += [f"{hit.record}  {hit.kind}  {hit.title}", f"    {' '.join(hit.snippet.split())}"]
    show([fields_of(hit) for hit in hits], lines or ["Nothing was found."])
