# SPDX-License-Identifier: Apache-2.0
"""Invitations that nobody has answered yet: listed, and withdrawn."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from desktop.errors import InvitationUsed, WrongRole
from desktop.hub.enrolment import GOOD_FOR
from desktop.operations import hub, sending, workspaces
from desktop.storage.tables import invitation
from tests.pairs import PASSPHRASE, WEAKEST, a_pair

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.pairs import Pair


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with a_pair(tmp_path) as made:
        yield made


def test_only_those_without_an_answer_are_listed(pair: Pair) -> None:
    assert hub.invitations(pair.hub) == ()  # the one of the pair was answered
    invited = hub.invite(pair.hub, name="Alex Doe")
    (row,) = hub.invitations(pair.hub)
    assert (row.id, row.volunteer, row.name, row.has_expired) == (
        invited.invitation,
        invited.volunteer,
        "Alex Doe",
        False,
    )
    now = pair.hub.clock()
    pair.hub.clock = lambda: now + GOOD_FOR + timedelta(seconds=1)
    (row,) = hub.invitations(pair.hub)
    assert row.has_expired


def test_a_withdrawn_invitation_lets_no_laptop_in(pair: Pair, tmp_path: Path) -> None:
    invited = hub.invite(pair.hub, name="Alex Doe")
    hub.withdraw_invitation(pair.hub, invited.invitation)
    hub.withdraw_invitation(pair.hub, invited.invitation)  # doing it again does nothing
    assert hub.invitations(pair.hub) == ()

    made = workspaces.create_volunteer(
        tmp_path / "late", invitation=invited.data, passphrase=PASSPHRASE, strength=WEAKEST
    )
    with made.workspace as late:
        folder = tmp_path / "by hand"
        folder.mkdir()
        sending.save_to_folder(late, folder)
        report = hub.import_files(pair.hub, [folder])

    assert {one.slug for one in report.bundles} == {"unknown-device"}
    assert len(hub.devices(pair.hub)) == 1


def test_one_that_was_answered_is_not_withdrawn(pair: Pair) -> None:
    (used,) = pair.hub.read(lambda c: c.execute(invitation.select()).all())
    with pytest.raises(InvitationUsed):
        hub.withdraw_invitation(pair.hub, used.id)
    assert [row.state for row in hub.devices(pair.hub)] == ["approved"]


def test_a_volunteer_has_no_invitations(pair: Pair) -> None:
    with pytest.raises(WrongRole):
        hub.invitations(pair.volunteer)
    with pytest.raises(WrongRole):
        hub.withdraw_invitation(pair.volunteer, "x")
