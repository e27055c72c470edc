# SPDX-License-Identifier: Apache-2.0
"""Ask for the versions of a record that was changed in two places, and write down what holds.

Work for other threads; it knows no widget.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.operations import records, review
from desktop.ui import record_text
from desktop.ui.compare import Decision, Side

if TYPE_CHECKING:
    from desktop.operations.workspaces import Workspace
    from desktop.records.rows import RecordRow


def find_side(workspace: Workspace, record: str) -> Side:
    """Ask for the versions of a record; at a hub, whoever looks at them has read them."""
    comparison = review.compare(workspace, record)
    if workspace.role == "hub":
        records.mark_read(workspace, record)
    fields = records.form(workspace, comparison.kind)
    named = {
        family
        for version in comparison.versions
        for family in record_text.family_ids(fields, version.body)
    }
    families = {family: records.show(workspace, family).title for family in named}
    return Side(comparison=comparison, fields=fields, families=families)


def decide(workspace: Workspace, decision: Decision) -> RecordRow:
    """Write down what was decided."""
    return records.resolve(
        workspace,
        decision.record,
        choose=decision.choose or None,
        data=decision.data,
        reason=decision.reason,
        parents=decision.compared,
    )
