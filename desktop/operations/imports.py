# SPDX-License-Identifier: Apache-2.0
"""What an import did, file by file, as windows and commands show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.storage import trust

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.storage.database import Connection
    from desktop.sync.outcomes import Outcome
    from desktop.workspace import Workspace


@dataclass(frozen=True, slots=True)
class BundleOutcome:
    """What became of one file.

    Attributes:
        file: its name outside; for display only.
        status: imported, already-imported, waiting, quarantined or would-import.
        slug: why it was not imported; None when it was.
        message: the same in words.
        advice: what is safe and what to do.
        who: the name of the sender, when the device is known.
        new, amended, duplicate, conflict: what it brought.
    """

    file: str
    status: str
    slug: str | None
    message: str | None
    advice: str | None
    who: str | None
    new: int
    amended: int
    duplicate: int
    conflict: int


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums of an import: bundles by status, and what they brought."""

    imported: int
    already_imported: int
    waiting: int
    quarantined: int
    would_import: int
    new: int
    amended: int
    duplicate: int
    conflict: int


@dataclass(frozen=True, slots=True)
class ImportReport:
    """A whole import. ``import_id`` is what it can be undone by; None for a preview."""

    bundles: tuple[BundleOutcome, ...]
    totals: Totals
    import_id: str | None


def report_of(
    workspace: Workspace, outcomes: Sequence[Outcome], *, intake_id: str | None
) -> ImportReport:
    """Turn the outcomes of one act of importing, or of a preview (None), into a report."""
    names = workspace.read(_names)
    rehearsed = intake_id is None
    bundles = tuple(_row(outcome, names, rehearsed=rehearsed) for outcome in outcomes)
    return ImportReport(bundles, _totals(bundles), intake_id)


def _names(connection: Connection) -> dict[str, str]:
    people = trust.people(connection)
    return {
        device.id: people[device.person].name
        for device in trust.devices(connection).values()
        if device.person in people
    }


def _row(outcome: Outcome, names: Mapping[str, str], *, rehearsed: bool) -> BundleOutcome:
    status = "would-import" if rehearsed and outcome.status == "imported" else outcome.status
    fault = outcome.fault
    return BundleOutcome(
        file=outcome.name,
        status=status,
        slug=outcome.slug,
        message=None if fault is None else str(fault),
        advice=None if fault is None else fault.what_to_do(),
        who=names.get(outcome.sender or ""),
        new=outcome.merged.new,
        amended=outcome.merged.amended,
        duplicate=outcome.merged.duplicate,
        conflict=outcome.merged.conflict,
    )


def _totals(bundles: Sequence[BundleOutcome]) -> Totals:
    def count(status: str) -> int:
        return sum(bundle.status == status for bundle in bundles)

    return Totals(
        imported=count("imported"),
        already_imported=count("already-imported"),
        waiting=count("waiting"),
        quarantined=count("quarantined"),
        would_import=count("would-import"),
        new=sum(bundle.new for bundle in bundles),
        amended=sum(bundle.amended for bundle in bundles),
        duplicate=sum(bundle.duplicate for bundle in bundles),
        conflict=sum(bundle.conflict for bundle in bundles),
    )
