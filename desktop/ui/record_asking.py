# SPDX-License-Identifier: Apache-2.0
"""What a page of records asks of the workspace: its list, one record, the families to choose from.

All of it is work for other threads: nothing here touches a widget.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop.operations import records
from desktop.records.kinds import KINDS
from desktop.ui import record_text
from desktop.ui.deciding import find_side
from desktop.ui.namesakes import told_apart
from desktop.ui.page import Page
from desktop.ui.record_reader import Reading
from desktop.ui.words import translated

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.errors import AlongsideError
    from desktop.operations.workspaces import Workspace
    from desktop.records.form import FormField
    from desktop.records.rows import RecordRow
    from desktop.ui.drafts import SaveAmendment
    from desktop.ui.fields import Choices
    from desktop.ui.prompts import Prompts
    from desktop.ui.record_list import Listed
    from desktop.ui.tasks import Runner
    from desktop.ui.theme import Theme

PAGE_SIZE: Final = 50
MOST_FAMILIES: Final = 200
FAMILY: Final = "family"


class AskingPage(Page):
    """A page about the records of one kind; with ``kind=None``, of every kind."""

    def __init__(
        self,
        *,
        kind: str | None,
        title: str,
        workspace: Workspace,
        runner: Runner,
        prompts: Prompts,
        theme: Theme,
    ) -> None:
        super().__init__(
            title=title, workspace=workspace, runner=runner, prompts=prompts, theme=theme
        )
        self.kind = kind
        self._at_hub = workspace.role == "hub"
        self._can_write = kind in {view.name for view in records.kinds(workspace)}
        self._fields: dict[str, tuple[FormField, ...]] = {}

    def _prompts_of(self, kind: str | None) -> tuple[str, ...]:
        """Return the questions that may help to begin writing."""
        declared = KINDS.get(kind or "")
        found = declared.prompts if declared is not None else ()
        return tuple(translated("records", one) for one in found)

    def _rows(self, *, after: str | None = None) -> Sequence[Listed]:
        """Return a page of the list; called on another thread."""
        return records.list_records(self.workspace, kind=self.kind, limit=PAGE_SIZE, after=after)

    def _families(self) -> Choices:
        if self.kind is None:
            return ()
        if not any(one.hint == f"record:{FAMILY}" for one in self._fields_of(self.kind)):
            return ()
        rows = records.list_records(self.workspace, kind=FAMILY, limit=MOST_FAMILIES)
        return told_apart(row for row in rows if row.state != "draft")

    def _fields_of(self, kind: str) -> tuple[FormField, ...]:
        if kind not in self._fields:
            self._fields[kind] = records.form(self.workspace, kind)
        return self._fields[kind]

    def _save_draft(self, data: Mapping[str, object], draft: str | None) -> RecordRow:
        if self.kind is None:
            raise AssertionError(self.kind)
        return records.save_draft(self.workspace, self.kind, data, draft=draft)

    def _read(self, record: str, *, mark: bool) -> Reading:
        detail = records.show(self.workspace, record)
        if mark and self._at_hub and detail.state == "received":
            records.mark_read(self.workspace, record)
            detail = records.show(self.workspace, record)
        fields = self._fields_of(detail.kind)
        named = {one for head in detail.heads for one in record_text.family_ids(fields, head.body)}
        titles = {one: records.show(self.workspace, one).title for one in named}
        side = None
        if self._can_write and len(detail.heads) > 1:
            side = find_side(self.workspace, record)
        return Reading(detail=detail, fields=fields, families=titles, side=side)

    def _amendment_keeper(self, record: str, parents: tuple[str, ...]) -> SaveAmendment:
        workspace = self.workspace

        def keep(fields: Mapping[str, object], reason: str) -> RecordRow:
            return records.save_amendment(workspace, record, fields, reason=reason, parents=parents)

        return keep

    def _pass_over(self, error: AlongsideError) -> None:
        """Stay on the list: what was open is no longer there."""
        del error
