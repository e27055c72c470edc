# SPDX-License-Identifier: Apache-2.0
"""Invitations at the hub's page of volunteers, from the file that is saved to the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from desktop.operations import hub, sending
from desktop.storage.tables import invitation
from desktop.ui.volunteers import VolunteersPage
from tests.ui.workspaces import make_pair

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.operations.workspaces import Workspace
    from desktop.storage.database import Connection
    from desktop.ui.tasks import InlineRunner
    from desktop.ui.theme import Theme
    from tests.ui.recorded import RecordedPrompts
    from tests.ui.workspaces import Pair


@pytest.fixture
def make_page(
    qtbot: QtBot, inline: InlineRunner, prompts: RecordedPrompts, theme: Theme
) -> Callable[[Workspace], VolunteersPage]:
    def make(workspace: Workspace) -> VolunteersPage:
        page = VolunteersPage(workspace=workspace, runner=inline, prompts=prompts, theme=theme)
        qtbot.addWidget(page)
        page.resize(1100, 700)
        page.show()
        page.refresh()
        return page

    return make


@pytest.fixture
def waiting(tmp_path: Path) -> Iterator[Pair]:
    made = make_pair(tmp_path, is_approved=False)
    sending.synchronise(made.volunteer)
    sending.synchronise(made.hub)
    yield made
    made.lock()


def test_an_invitation_that_could_not_be_saved_is_not_waited_for(
    pair: Pair,
    make_page: Callable[[Workspace], VolunteersPage],
    prompts: RecordedPrompts,
    tmp_path: Path,
) -> None:
    page = make_page(pair.hub)
    page.invite.click()
    page.step.name.setText("Alex Doe")
    prompts.saved = tmp_path / "no such folder" / "invitation.alongside"
    page.step.save.click()

    assert page.banner.slug.text()
    assert hub.invitations(pair.hub) == ()
    assert page.step.name.text() == "Alex Doe"
    prompts.saved = tmp_path / "invitation.alongside"
    page.step.save.click()
    assert [row.name for row in hub.invitations(pair.hub)] == ["Alex Doe"]


def test_an_invitation_that_nobody_answered_is_listed_and_can_be_withdrawn(
    pair: Pair,
    make_page: Callable[[Workspace], VolunteersPage],
    prompts: RecordedPrompts,
) -> None:
    hub.invite(pair.hub, name="Alex Doe")
    page = make_page(pair.hub)
    open_ones = page.open_ones
    assert open_ones.isVisible()
    (face,) = open_ones.model.faces
    assert (face.title, face.chip) == ("Alex Doe", "Not answered yet")
    assert face.details.startswith("Good until ")

    prompts.yes = False
    open_ones.withdraw.click()
    assert len(hub.invitations(pair.hub)) == 1
    prompts.yes = True
    open_ones.withdraw.click()

    assert hub.invitations(pair.hub) == ()
    assert not open_ones.isVisible()
    assert "withdrawn" in page.banner.message.text()


def test_an_invitation_that_was_answered_meanwhile_is_not_withdrawn(
    waiting: Pair,
    make_page: Callable[[Workspace], VolunteersPage],
    prompts: RecordedPrompts,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (used,) = waiting.hub.read(_invitation_ids)
    row = hub.InvitationRow(
        id=used, volunteer="1", name="Sam", expires="2026-11-01T10:00:00.000Z", has_expired=True
    )
    with monkeypatch.context() as before:
        before.setattr(hub, "invitations", lambda _workspace: (row,))
        page = make_page(waiting.hub)
        assert page.open_ones.model.faces[0].chip == "Run out"
    prompts.yes = True
    page.open_ones.withdraw.click()

    assert "answered it meanwhile" in page.banner.message.text()
    assert not page.open_ones.isVisible()
    assert [row.state for row in hub.devices(waiting.hub)] == ["waiting"]


def _invitation_ids(connection: Connection) -> tuple[str, ...]:
    return tuple(connection.execute(select(invitation.c.id)).scalars())
