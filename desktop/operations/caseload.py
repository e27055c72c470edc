# SPDX-License-Identifier: Apache-2.0
"""The families somebody supports: the list, one family's page, its timeline, the brief, today.

Everything is read from one snapshot, a page at a time. Nothing here draws a conclusion about
anybody: what is shown was written by a person, and a promise is open until there was a contact on
its day or later.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from desktop.operations.family_view import contact_of, family_of, promise_of, row_of
from desktop.operations.sending import SendingStatus, status_of
from desktop.operations.views import row_of as record_row_of
from desktop.records.caseload_rows import (
    Brief,
    FamilyRow,
    FamilyView,
    FollowUp,
    Promise,
    TimelineRow,
)
from desktop.records.kinds import KINDS, private
from desktop.records.signposting_list import waiting
from desktop.storage import caseload, lists

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.records.rows import RecordRow
    from desktop.storage.caseload import ListedBody, ListedFamily
    from desktop.storage.database import Connection
    from desktop.workspace import Workspace

__all__ = ["Brief", "FamilyRow", "FamilyView", "FollowUp", "Promise", "TimelineRow", "Today"]

MAX_LIMIT: Final = 1000
SUMMARY: Final = 160
"""Most characters of a timeline's summary."""
BRIEF_CONTACTS: Final = 3
SOON: Final = timedelta(days=7)
TODAY_FAMILIES: Final = 12
TODAY_DRAFTS: Final = 10
TODAY_FOLLOW_UPS: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """What one day asks for; each list is its beginning, beside how many there are.

    Attributes:
        day: the day, YYYY-MM-DD.
        families: those to think of first: promised contacts, then those not seen for longest.
        family_count: how many are being supported.
        promises: what was agreed where the next contact is past or within a week.
        drafts: what is not finished, the one saved last first.
        draft_count: how many drafts there are.
        follow_ups: contacts promised until a week from now, and signposting to ask about by
            today; the earliest first.
        follow_up_count: how many there are.
        conflicts: records with versions to decide between.
        needs_attention: records of which the other side could not use a version.
        sending: the truth about sending.
    """

    day: str
    families: tuple[FamilyRow, ...]
    family_count: int
    promises: tuple[Promise, ...]
    drafts: tuple[RecordRow, ...]
    draft_count: int
    follow_ups: tuple[FollowUp, ...]
    follow_up_count: int
    conflicts: int
    needs_attention: int
    sending: SendingStatus


def families(
    workspace: Workspace, *, limit: int = 50, after: str | None = None
) -> tuple[FamilyRow, ...]:
    """Return families. ``after``: id of the last row of the page before.

    First come those with an open promise, the earliest first; then those not seen for longest,
    those never seen before all; then those whose support has ended, then those withdrawn.

    Raises:
        RecordNotFound: ``after`` is not listed any more; begin again from the first page.
    """

    def work(connection: Connection) -> tuple[FamilyRow, ...]:
        found = caseload.page(connection, limit=_limit(limit), after=after)
        return _rows(connection, workspace, found)

    return workspace.read(work)


def family(workspace: Workspace, record: str) -> FamilyView:
    """Return what stands at the top of a family's page.

    Raises:
        RecordNotFound: the record is not here, or is no family.
    """
    return brief(workspace, record).family


def brief(workspace: Workspace, record: str) -> Brief:
    """Return what to have in mind before a visit.

    Raises:
        RecordNotFound: the record is not here, or is no family.
    """

    def work(connection: Connection) -> Brief:
        found = caseload.one(connection, record)
        row = _rows(connection, workspace, [found])[0]
        newest = caseload.contacts(connection, record, limit=BRIEF_CONTACTS)
        return Brief(
            family=family_of(found, row, newest, workspace.programme),
            contacts=tuple(contact_of(item, workspace.programme) for item in newest),
        )

    return workspace.read(work)


def timeline(
    workspace: Workspace, record: str, *, limit: int = 50, after: str | None = None
) -> tuple[TimelineRow, ...]:
    """Return everything about a family, the newest day first, drafts included.

    Args:
        workspace: where.
        record: id of the family's record; what belongs to a family that is not here yet is found.
        limit: the most rows.
        after: id of the last row of the page before.

    Raises:
        RecordNotFound: ``after`` is not listed any more; begin again from the first page.
    """

    def work(connection: Connection) -> tuple[TimelineRow, ...]:
        found = caseload.timeline(connection, record, limit=_limit(limit), after=after)
        return tuple(_timeline_row(item) for item in found)

    return workspace.read(work)


def today(workspace: Workspace, *, today: date) -> Today:
    """Return what one day asks for. ``today``: the day where the person is, not UTC's."""
    day, soon = today.isoformat(), (today + SOON).isoformat()

    def work(connection: Connection) -> Today:
        first = caseload.page(connection, limit=TODAY_FAMILIES)
        due = caseload.due(connection, by=soon, limit=TODAY_FOLLOW_UPS)
        promised = caseload.bodies(connection, [item.next_record for item in due])
        asked = caseload.follow_ups(connection, by=day, limit=TODAY_FOLLOW_UPS)
        # What somebody writes for themselves is not unfinished.
        unfinished = lists.drafts(connection, limit=TODAY_DRAFTS, but=private())
        planned = [_planned(item, promised[item.next_record], day) for item in due]
        to_ask = [_to_ask(item, day) for item in asked]
        return Today(
            day=day,
            families=tuple(r for r in _rows(connection, workspace, first) if _supported(r)),
            family_count=caseload.count_supported(connection),
            promises=tuple(_promises(due, promised, day))[:TODAY_FAMILIES],
            drafts=tuple(record_row_of(row) for row in unfinished),
            draft_count=lists.count_drafts(connection, but=private()),
            follow_ups=_first(planned, to_ask),
            follow_up_count=caseload.count_due(connection, by=soon)
            + caseload.count_follow_ups(connection, by=day),
            conflicts=lists.count_conflicts(connection),
            needs_attention=lists.count_attention(connection),
            sending=status_of(connection, now=workspace.clock()),
        )

    return workspace.read(work)


def _supported(row: FamilyRow) -> bool:
    return not row.ended and not row.withdrawn


def _rows(
    connection: Connection, workspace: Workspace, found: Sequence[ListedFamily]
) -> tuple[FamilyRow, ...]:
    drafts = caseload.count_drafts(connection, [item.row.id for item in found])
    return tuple(
        row_of(item, drafts=drafts.get(item.row.id, 0), programme=workspace.programme)
        for item in found
    )


def _timeline_row(item: ListedBody) -> TimelineRow:
    kind, row = KINDS[item.row.kind], item.row
    fields: Any = kind.glance(item.body or {})
    return TimelineRow(
        record=row.id,
        revision=row.shown,
        kind=row.kind,
        state=row.state,
        title=row.title,
        at=row.at,
        author=row.author,
        author_name=row.author_name or "",
        withdrawn=row.withdrawn,
        read_by=row.read_by or "",
        summary=one_line(kind.gist(fields)),
        minutes=getattr(fields, "minutes", None),
        attempted=getattr(fields, "attempted", False),
    )


def one_line(text: str, *, limit: int = SUMMARY) -> str:
    """Return the beginning of a text on one line, cut between two words where it can be."""
    line = " ".join(text[: limit * 4].split())
    if len(line) <= limit:
        return line
    start, _, _ = line[:limit].rpartition(" ")
    return f"{start or line[: limit - 1]}…"


def _planned(item: ListedFamily, promised: ListedBody, day: str) -> FollowUp:
    return FollowUp(
        record=promised.row.id,
        kind=promised.row.kind,
        title=promised.row.title,
        family=item.row.id,
        family_name=item.row.title,
        due=item.next_contact,
        overdue=item.next_contact < day,
    )


def _to_ask(item: ListedBody, day: str) -> FollowUp:
    row = item.row
    return FollowUp(
        record=row.id,
        kind=row.kind,
        title=row.title,
        family=row.family or "",
        family_name=row.family_title or "",
        due=item.due,
        overdue=item.due < day,
        waiting=waiting(KINDS[row.kind].glance(item.body or {})),
    )


def _first(planned: list[FollowUp], to_ask: list[FollowUp]) -> tuple[FollowUp, ...]:
    """Return the earliest of both; many of one kind leave room for half a list of the other."""
    half = TODAY_FOLLOW_UPS // 2
    contacts = planned[: max(half, TODAY_FOLLOW_UPS - len(to_ask))]
    both = [*contacts, *to_ask[: TODAY_FOLLOW_UPS - len(contacts)]]
    return tuple(sorted(both, key=lambda item: item.due))


def _promises(
    due: Sequence[ListedFamily], promised: dict[str, ListedBody], day: str
) -> list[Promise]:
    """Return what was agreed where a contact is due; where nothing was, there is nothing."""
    found = [promise_of(promised[item.next_record], item.row.title, day=day) for item in due]
    return [promise for promise in found if promise.agreed]


def _limit(asked: int) -> int:
    """Return how many rows to fetch: SQLite takes a negative limit for none at all."""
    return max(0, min(asked, MAX_LIMIT))
