# SPDX-License-Identifier: Apache-2.0
"""What was found for the words in the search box, as they are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QStackedWidget

from desktop.operations import searching
from desktop.ui import plain, theme, words
from desktop.ui.controls import EmptyState
from desktop.ui.models import Face, RowsModel, joined
from desktop.ui.page import Page, Target
from desktop.ui.record_text import kind_icon, kind_title, title_text
from desktop.ui.row_list import RowsList

if TYPE_CHECKING:
    from desktop.operations.workspaces import Workspace
    from desktop.records.rows import SearchHit
    from desktop.ui.prompts import Prompts
    from desktop.ui.tasks import Runner

MOST: Final = 50


class SearchPage(Page):
    """Everything that holds the words."""

    def __init__(
        self,
        *,
        workspace: Workspace,
        runner: Runner,
        prompts: Prompts,
        theme: theme.Theme,
    ) -> None:
        super().__init__(
            title=self.tr("Search"),
            workspace=workspace,
            runner=runner,
            prompts=prompts,
            theme=theme,
        )
        self.about = plain.label(style="muted")
        self.model = RowsModel(_face, parent=self)
        self.hits = RowsList(self.model, theme=theme, name=self.tr("What was found"))
        self.nothing = EmptyState(
            icon="search",
            text=self.tr(
                "Nothing was found. Try the beginning of a word, or fewer words. "
                "Accents and capital letters do not matter."
            ),
            theme=theme,
        )
        self.views = QStackedWidget()
        self.views.addWidget(self.nothing)
        self.views.addWidget(self.hits)
        self.body.addWidget(self.about)
        self.body.addWidget(self.views, 1)
        self.hits.open_requested.connect(self._open)

    def look_for(self, typed: str) -> None:
        """Show what holds these words."""
        workspace = self.workspace
        self.load(lambda: searching.as_typed(workspace, typed, limit=MOST), self._show)

    def empty(self) -> None:
        """Hold nothing."""
        super().empty()
        self.model.clear()
        plain.set_text(self.about, "")

    def _show(self, found: searching.Found) -> None:
        self.model.set_rows(found.hits)
        self.views.setCurrentIndex(1 if found.hits else 0)
        self.hits.choose_first()
        plain.set_text(self.about, self._about(found))

    def _about(self, found: searching.Found) -> str:
        say = QCoreApplication.translate
        count = len(found.hits)
        if not count:
            return ""
        if found.instead_of:
            meant = ", ".join(plain.isolated(word) for _, word in found.instead_of)
            return self.tr("Nothing is written like that. Shown instead: {words}").format(
                words=meant
            )
        if count == MOST:
            return say(
                "SearchPage", "The newest %n are shown. Type more to find fewer.", None, MOST
            )
        return words.count_text(
            count,
            one=self.tr("One found. Press Enter to go to the list."),
            many=say("SearchPage", "%n found. Press Enter to go to the list.", None, count),
        )

    def _open(self, hit: SearchHit) -> None:
        self.open_requested.emit(Target(kind=hit.kind, record=hit.record))


def _face(hit: SearchHit) -> Face:
    place = joined(kind_title(hit.kind), words.day_or_time_text(hit.at), hit.snippet)
    title = title_text(hit.title)
    if hit.family_name:
        title = joined(hit.family_name, title)
    return Face(title=title, details=place, icon=kind_icon(hit.kind))
