# SPDX-License-Identifier: Apache-2.0
"""An open workspace on the screen: navigation, search, the pages, and the line about sending.

Loaded only once a workspace is open. A page is made when it is first visited. Locking empties all
of it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.operations import desk
from desktop.ui import plain, tab_order, theme
from desktop.ui.catalogue import HOME_OF_KIND, NAVIGATION_ICON, places_for
from desktop.ui.controls import NextStep, button
from desktop.ui.copies_keeper import CopiesKeeper
from desktop.ui.fields import LineBox
from desktop.ui.help_now import HelpNowPage
from desktop.ui.icons import icon
from desktop.ui.page import COPIES, Target
from desktop.ui.search import SearchPage
from desktop.ui.sending import SendingPage
from desktop.ui.status import StatusLine

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desktop.errors import AlongsideError
    from desktop.operations.workspaces import Workspace
    from desktop.ui.catalogue import Place
    from desktop.ui.page import Page
    from desktop.ui.prompts import Prompts
    from desktop.ui.tasks import Runner

SENDING: Final = "sending"
SEARCH: Final = "search"
HELP: Final = "help"
SETTINGS: Final = "settings"
_LARGE_ZOOM: Final = 150


class Workroom(QWidget):
    """Everything about one open workspace.

    Signals:
        lock_requested: the person wants to lock it.
    """

    lock_requested = Signal()

    def __init__(
        self,
        *,
        workspace: Workspace,
        runner: Runner,
        prompts: Prompts,
        theme: theme.Theme,
        where: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__()
        self.workspace = workspace
        self._runner = runner
        self._prompts = prompts
        self._theme = theme
        self._made: dict[str, Page] = {}
        self._left_at = _pages_of(where or {})
        self._left = ""
        self.places = places_for(workspace.role)
        self.search = LineBox()
        self.navigation = QListWidget()
        self.pages = QStackedWidget()
        self.help = button(self.tr("Somebody in danger?"))
        self.lock = button(self.tr("Lock  (Ctrl+L)"))
        self.status = StatusLine(workspace=workspace, runner=runner)
        self.copies = CopiesKeeper(workspace=workspace, runner=runner, parent=self)
        self._lay_out()
        self._connect()
        self._fit()
        self._show_first(str((where or {}).get("page", "")))
        self.status.refresh()
        if workspace.role == "hub":
            self.copies.look_at_status()
        self._runner.start(
            lambda: desk.is_sheet_due(workspace),
            owner=self,
            done=self._ask_for_sheet,
            failed=lambda _error: None,  # the pages say what is wrong with the workspace
        )

    def _lay_out(self) -> None:
        self._side = QWidget()
        self._side.setProperty("look", "side")
        self._side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self._side)
        theme.spaced(column, margin=theme.MEDIUM)
        self.search.setPlaceholderText(self.tr("Search (Ctrl+F)"))
        self.search.setAccessibleName(self.tr("Search everything that is written here"))
        self.search.setClearButtonEnabled(True)
        self.navigation.setProperty("look", "navigation")
        self.navigation.setAccessibleName(self.tr("Pages"))
        self.navigation.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.navigation.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for place in self.places:
            self.navigation.addItem(QListWidgetItem(plain.one_line(place.title)))
        column.addWidget(self.search)
        column.addWidget(self.navigation, 1)
        self.hub_name = plain.label(plain.isolated(self.workspace.hub_name), style="small")
        column.addWidget(self.hub_name)
        column.addWidget(self.help)
        column.addWidget(self.lock)
        middle = QHBoxLayout()
        theme.spaced(middle, spacing=0)
        middle.addWidget(self._side)
        middle.addWidget(self.pages, 1)
        layout = QVBoxLayout(self)
        theme.spaced(layout, spacing=0)
        if self.workspace.practice:
            layout.addWidget(self._practice_strip())
        layout.addLayout(middle, 1)
        layout.addWidget(self.status)

    def _practice_strip(self) -> QFrame:
        strip = QFrame()
        strip.setProperty("look", "practice")
        row = QHBoxLayout(strip)
        theme.spaced(row, margin=theme.TIGHT)
        at_hub = self.workspace.role == "hub"
        text = (
            self.tr("Practice, a hub’s side: every family here is made up.")
            if at_hub
            else self.tr("Practice, a volunteer’s side: every family here is made up.")
        )
        row.addStretch(1)
        row.addWidget(plain.label(text, wrap=False))
        row.addStretch(1)
        return strip

    def _connect(self) -> None:
        self.navigation.currentRowChanged.connect(self._show_row)
        self.navigation.itemActivated.connect(lambda _item: self._enter_page())
        self.navigation.itemClicked.connect(lambda _item: self._leave_search())
        self.lock.clicked.connect(self.lock_requested)
        self.help.clicked.connect(lambda: self._show_aside(HELP))
        self.status.send_requested.connect(self._send)
        self.status.look_requested.connect(lambda: self.show_page(SENDING))
        self.status.copy_requested.connect(
            lambda: self.show_target(Target(page=SETTINGS, kind=COPIES))
        )
        self.copies.away_due.connect(self.status.offer_copy)
        self.copies.failed.connect(self._tell_no_copy)
        self._theme.changed.connect(self._fit)
        self.search.textEdited.connect(self._search)
        self.search.returnPressed.connect(self._enter_page)
        self.search.installEventFilter(self)
        for number in range(len(self.places)):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number + 1}"), self)
            shortcut.activated.connect(lambda row=number: self._go_to_row(row))
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self.start_search)
        # Tab goes from the navigation into the page, and comes to the lock last.
        self.lock.setProperty(tab_order.LAST, True)

    def page(self, name: str) -> Page:
        """Return the page of that name; it is made when it is first asked for."""
        if name not in self._made:
            page = self._make(name)
            self._made[name] = page
            self.pages.addWidget(page)
            page.changed.connect(self.status.refresh)
            if name == SETTINGS:
                page.changed.connect(self.copies.look_at_status)
            page.open_requested.connect(self.show_target)
            page.wide_requested.connect(self._widen)
        return self._made[name]

    def show_page(self, name: str) -> None:
        """Go to the page of that name."""
        names = [place.name for place in self.places]
        if name in names:
            row = names.index(name)
            if self.navigation.currentRow() == row:
                self._show(name)
            else:
                self.navigation.setCurrentRow(row)
        else:
            self._show(name)

    def show_target(self, target: Target) -> None:
        """Go to what another page sends the person to."""
        at_hub = self.workspace.role == "hub"
        page = target.page or HOME_OF_KIND[at_hub].get(target.kind, self.places[0].name)
        self.search.clear()
        self.show_page(page)
        self.page(page).show_target(replace(target, page=page))

    def start_search(self) -> None:
        """Go to the box that searches everything."""
        self._widen(False)
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def where(self) -> dict[str, object]:
        """Return where the person is, page by page: ids, names and numbers, never a text."""
        pages = {**self._left_at, **{name: page.where() for name, page in self._made.items()}}
        current = self._current()
        return {"page": self._left if current in _ASIDE else current, "pages": pages}

    def focus(self) -> None:
        """Put the focus where somebody begins, unless it is inside the page already."""
        if not self.pages.isAncestorOf(self.focusWidget() or self):
            self.navigation.setFocus()

    def pending_saves(self) -> tuple[Callable[[], object], ...]:
        """Return what is to be saved before the workspace is locked, to run on another thread."""
        return tuple(save for page in self._made.values() for save in page.pending_saves())

    def empty(self) -> None:
        """Hold and show nothing of what people wrote."""
        self.search.clear()
        for page in self._made.values():
            page.empty()
        self.status.empty()
        self.copies.stop()
        plain.forget_texts(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the search box, Down goes to what was found, and Escape back to where one was."""
        if watched is self.search and isinstance(event, QKeyEvent):
            is_press = event.type() == QEvent.Type.KeyPress
            if is_press and event.key() == Qt.Key.Key_Down:
                self._enter_page()
                return True
            if is_press and event.key() == Qt.Key.Key_Escape:
                self._leave_search()
                return True
        return super().eventFilter(watched, event)

    def _make(self, name: str) -> Page:
        make = _ASIDE.get(name) or self._place(name).make
        return make(
            workspace=self.workspace,
            runner=self._runner,
            prompts=self._prompts,
            theme=self._theme,
        )

    def _place(self, name: str) -> Place:
        return next(place for place in self.places if place.name == name)

    def _current(self) -> str:
        shown = self.pages.currentWidget()
        return next((name for name, page in self._made.items() if page is shown), "")

    def _show_first(self, name: str) -> None:
        known = {place.name for place in self.places}
        self.show_page(name if name in known else self.places[0].name)

    def _show_row(self, row: int) -> None:
        if row >= 0:
            self._show(self.places[row].name)

    def _go_to_row(self, row: int) -> None:
        self.search.clear()
        self.show_page(self.places[row].name)
        focused = self.window().focusWidget()
        if focused is None or not self.page(self._current()).isAncestorOf(focused):
            self._enter_page()

    def _show(self, name: str) -> None:
        page = self.page(name)
        if page is not self.pages.currentWidget():
            # Only the page that asked for the whole window has it.
            self._widen(False)
        self.pages.setCurrentWidget(page)
        # That page has its own button for it.
        self.status.offer_send(is_offered=name != SENDING)
        page.refresh()
        left_at = self._left_at.pop(name, None)
        if isinstance(left_at, dict):
            page.go_back_to(left_at)

    def _show_aside(self, name: str) -> None:
        if self._current() not in _ASIDE:
            self._left = self._current()
        self._show(name)

    def _search(self, typed: str) -> None:
        current = self._current()
        if not typed.strip():
            self._leave_search()
            return
        if current != SEARCH:
            self._show_aside(SEARCH)
        page = self.page(SEARCH)
        if isinstance(page, SearchPage):
            page.look_for(typed)

    def _leave_search(self) -> None:
        self.search.clear()
        if self._current() in _ASIDE:
            self.show_page(self._left)

    def _enter_page(self) -> None:
        for first in tab_order.stops(self.page(self._current()))[:1]:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def _send(self) -> None:
        self.show_page(SENDING)
        page = self.page(SENDING)
        if isinstance(page, SendingPage):
            # The button that was pressed is gone: the same one is here.
            page.send.setFocus()
            page.send_now()

    def _ask_for_sheet(self, is_due: bool) -> None:
        if is_due:
            self.page(self._current()).banner.show_note(
                self.tr("Your recovery sheet is not on paper."),
                self.tr("Without one, a forgotten passphrase closes this workspace for ever."),
                tone="warn",
                step=NextStep(
                    text=self.tr("Make one in Settings"), go=lambda: self.show_page(SETTINGS)
                ),
            )

    def _tell_no_copy(self, error: AlongsideError) -> None:
        banner = self.page(self._current()).banner
        if banner.isHidden():
            banner.show_fault(error)

    def _widen(self, is_wide: bool) -> None:
        self._side.setVisible(not is_wide)

    def _fit(self) -> None:
        colours = self._theme.colours
        size = self._theme.pixels(NAVIGATION_ICON)
        self.navigation.setIconSize(QSize(size, size))
        for row, place in enumerate(self.places):
            drawn = icon(place.icon, colour=colours.ink, chosen=colours.on_chosen, size=size)
            self.navigation.item(row).setIcon(drawn)
        self.lock.setIconSize(QSize(size, size))
        self.lock.setIcon(icon("lock", colour=colours.ink, size=size))
        self.help.setIconSize(QSize(size, size))
        self.help.setIcon(icon("phone", colour=colours.bad, size=size))
        # Large type needs the room for what can be pressed.
        self.hub_name.setVisible(self._theme.zoom < _LARGE_ZOOM)
        metrics = self.navigation.fontMetrics()
        widest = max(metrics.horizontalAdvance(place.title) for place in self.places)
        least = max(
            metrics.horizontalAdvance(text)
            for text in (self.search.placeholderText(), self.help.text(), self.lock.text())
        )
        room = size + max(widest, least) + self._theme.pixels(28) + 4 * theme.LARGE
        self._side.setFixedWidth(room)


_ASIDE: Final[dict[str, Callable[..., Page]]] = {SEARCH: SearchPage, HELP: HelpNowPage}
"""Pages that stand beside the navigation, and give back the place where one was."""


def _pages_of(where: Mapping[str, object]) -> dict[str, object]:
    pages = where.get("pages")
    return dict(pages) if isinstance(pages, dict) else {}
