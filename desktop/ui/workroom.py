# SPDX-License-Identifier: Apache-2.0
"""An open workspace on the screen: navigation, the pages, and the line about sending.

Loaded only once a workspace is open. Locking empties all of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
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

from desktop.ui import (
    families,
    listening_sessions,
    plain,
    received,
    signposting_lists,
    theme,
    visit_notes,
)
from desktop.ui.controls import button
from desktop.ui.devices import DevicesPage
from desktop.ui.icons import icon
from desktop.ui.inbox import InboxPage
from desktop.ui.records_page import RecordsPage
from desktop.ui.sending import SendingPage
from desktop.ui.status import StatusLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.operations.workspaces import Workspace
    from desktop.ui.icons import IconName
    from desktop.ui.page import Page
    from desktop.ui.prompts import Prompts
    from desktop.ui.record_list import RecordsWording
    from desktop.ui.tasks import Runner

SENDING: Final = "sending"


@dataclass(frozen=True, slots=True)
class Place:
    """One page with its place in the navigation.

    Attributes:
        name: stable name, used for pictures of the pages.
        icon: its icon.
        page: the page itself.
        title: what the navigation says.
    """

    name: str
    icon: IconName
    page: Page
    title: str


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
    ) -> None:
        super().__init__()
        self.workspace = workspace
        self._runner = runner
        self._prompts = prompts
        self._theme = theme
        self.places = self._hub_places() if workspace.role == "hub" else self._volunteer_places()
        self.navigation = QListWidget()
        self.pages = QStackedWidget()
        self.lock = button(self.tr("Lock  (Ctrl+L)"))
        self.status = StatusLine(workspace=workspace, runner=runner)
        self._lay_out()
        self._connect()
        self._fit()
        self.navigation.setCurrentRow(0)
        self.status.refresh()

    def _volunteer_places(self) -> tuple[Place, ...]:
        return (
            self._records("visit-notes", "note", visit_notes.KIND, visit_notes.wording()),
            self._records(
                "listening-sessions",
                "listening",
                listening_sessions.KIND,
                listening_sessions.wording(),
            ),
            self._records(
                "signposting", "signpost", signposting_lists.KIND, signposting_lists.wording()
            ),
            self._records("families", "families", families.KIND, families.wording(at_hub=False)),
            self._sending(),
        )

    def _hub_places(self) -> tuple[Place, ...]:
        inbox = InboxPage(
            workspace=self.workspace,
            runner=self._runner,
            prompts=self._prompts,
            theme=self._theme,
        )
        devices = DevicesPage(
            workspace=self.workspace,
            runner=self._runner,
            prompts=self._prompts,
            theme=self._theme,
        )
        return (
            Place("inbox", "inbox", inbox, self.tr("Inbox")),
            self._records("records", "note", None, received.wording()),
            self._records("families", "families", families.KIND, families.wording(at_hub=True)),
            Place("devices", "devices", devices, self.tr("Volunteers’ laptops")),
            self._sending(),
        )

    def _records(
        self, name: str, icon_name: IconName, kind: str | None, wording: RecordsWording
    ) -> Place:
        page = RecordsPage(
            kind=kind,
            wording=wording,
            workspace=self.workspace,
            runner=self._runner,
            prompts=self._prompts,
            theme=self._theme,
        )
        return Place(name, icon_name, page, wording.title)

    def _sending(self) -> Place:
        page = SendingPage(
            workspace=self.workspace,
            runner=self._runner,
            prompts=self._prompts,
            theme=self._theme,
        )
        return Place(SENDING, "send", page, self.tr("Sending"))

    def _lay_out(self) -> None:
        side = QWidget()
        side.setProperty("look", "side")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(side)
        theme.spaced(column, margin=theme.SMALL)
        self.navigation.setProperty("look", "navigation")
        self.navigation.setAccessibleName(self.tr("Pages"))
        self.navigation.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.navigation.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for place in self.places:
            self.navigation.addItem(QListWidgetItem(plain.one_line(place.title)))
            self.pages.addWidget(place.page)
        column.addWidget(self.navigation, 1)
        column.addWidget(plain.label(plain.isolated(self.workspace.hub_name), style="small"))
        column.addWidget(self.lock)
        self._side = side
        middle = QHBoxLayout()
        theme.spaced(middle, spacing=0)
        middle.addWidget(side)
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
        side = (
            self.tr("a hub’s side")
            if self.workspace.role == "hub"
            else self.tr("a volunteer’s side")
        )
        text = self.tr("Practice, {side}: every family here is made up.").format(side=side)
        row.addStretch(1)
        row.addWidget(plain.label(text, wrap=False))
        row.addStretch(1)
        return strip

    def _connect(self) -> None:
        self.navigation.currentRowChanged.connect(self._show_page)
        self.navigation.itemActivated.connect(lambda _item: self._enter_page())
        self.lock.clicked.connect(self.lock_requested)
        self.status.send_requested.connect(self._send)
        self._theme.changed.connect(self._fit)
        for number, place in enumerate(self.places):
            place.page.changed.connect(self.status.refresh)
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number + 1}"), self)
            shortcut.activated.connect(lambda row=number: self.navigation.setCurrentRow(row))
        # Tab goes from the navigation into the page, and comes to the lock last.
        QWidget.setTabOrder(self.status.send, self.lock)

    def page(self, name: str) -> Page:
        """Return the page of that name."""
        return next(place.page for place in self.places if place.name == name)

    def show_page(self, name: str) -> None:
        """Go to the page of that name."""
        names = [place.name for place in self.places]
        self.navigation.setCurrentRow(names.index(name))

    def pending_saves(self) -> tuple[Callable[[], object], ...]:
        """Return what is to be saved before the workspace is locked, to run on another thread."""
        return tuple(save for place in self.places for save in place.page.pending_saves())

    def empty(self) -> None:
        """Hold and show nothing of what people wrote."""
        for place in self.places:
            place.page.empty()
        self.status.empty()
        plain.forget_texts(self)

    def _show_page(self, row: int) -> None:
        if row < 0:
            return
        page = self.places[row].page
        self.pages.setCurrentWidget(page)
        # That page has its own button for it.
        self.status.offer_send(is_offered=self.places[row].name != SENDING)
        page.refresh()

    def _enter_page(self) -> None:
        self.places[self.navigation.currentRow()].page.setFocus()
        self.focusNextChild()

    def _send(self) -> None:
        self.show_page(SENDING)
        page = self.page(SENDING)
        if isinstance(page, SendingPage):
            page.send_now()

    def _fit(self) -> None:
        colours = self._theme.colours
        size = self._theme.pixels(20)
        self.navigation.setIconSize(QSize(size, size))
        for row, place in enumerate(self.places):
            drawn = icon(place.icon, colour=colours.ink, chosen=colours.on_chosen, size=size)
            self.navigation.item(row).setIcon(drawn)
        self.lock.setIconSize(QSize(size, size))
        self.lock.setIcon(icon("lock", colour=colours.ink, size=size))
        metrics = self.navigation.fontMetrics()
        widest = max(metrics.horizontalAdvance(place.title) for place in self.places)
        self._side.setFixedWidth(widest + size + self._theme.pixels(20) + 4 * theme.LARGE)
