# SPDX-License-Identifier: Apache-2.0
"""What a caseload needs of a body: what falls due, what counts, and what it says at a glance."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.records.kinds import KINDS
from desktop.records.signposting_list import waiting

DAY = "2026-11-08"


def due(kind: str, **fields: Any) -> str | None:
    return KINDS[kind].summary(fields).due


def active(kind: str, **fields: Any) -> bool | None:
    return KINDS[kind].summary(fields).active


def gist(kind: str, **fields: Any) -> str:
    declared = KINDS[kind]
    return declared.gist(declared.read(fields))


def test_what_a_contact_promises_falls_due() -> None:
    for kind in ("visit-note", "listening-session"):
        assert due(kind, next_contact=DAY) == DAY
        assert due(kind, next_contact="soon") is None
        assert due(kind) is None
        assert due(kind, next_contact=DAY, withdrawn=True) is None
    assert due("family", planned_ending=DAY) is None


def test_what_took_place_and_who_is_supported() -> None:
    assert active("visit-note") is True
    assert active("visit-note", attempted=True) is False
    assert active("listening-session") is True
    assert active("family") is True
    assert active("family", ended_on=DAY) is False
    assert active("signposting-list") is None
    for kind in ("visit-note", "listening-session", "family"):
        assert active(kind, withdrawn=True) is None


TOLD = {"name": "Library", "outcome": "told"}
NEW = {"name": "Pool"}
HELPED = {"name": "Choir", "outcome": "helped"}
BARRED = {"name": "Far away", "outcome": "contacted", "why_not": "too-far"}


@pytest.mark.parametrize(
    ("services", "follow_up", "expected"),
    [
        ([], "", None),
        ([], DAY, DAY),
        ([TOLD, HELPED], "", "2026-11-15"),
        ([NEW], "", "2026-11-15"),
        ([TOLD], DAY, DAY),
        ([HELPED, BARRED], "", None),
        ([HELPED, BARRED], DAY, None),
    ],
)
def test_a_list_is_due_until_somebody_knows_what_came_of_it(
    services: list[dict[str, str]], follow_up: str, expected: str | None
) -> None:
    fields = {"made_on": "2026-11-01", "services": services, "follow_up": follow_up}
    assert due("signposting-list", **fields) == expected
    assert due("signposting-list", **fields, withdrawn=True) is None


@pytest.mark.parametrize("made_on", ["", "soon", "2026-02-31", "9999-12-31"])
def test_a_day_that_is_none_makes_no_other(made_on: str) -> None:
    assert due("signposting-list", made_on=made_on, services=[NEW]) is None


def test_the_services_nobody_knows_about_yet() -> None:
    made = KINDS["signposting-list"].read({"services": [TOLD, HELPED, NEW, BARRED]})
    assert waiting(made) == ("Library", "Pool")


def test_what_is_seen_at_a_glance() -> None:
    assert gist("visit-note", talked_about="a", agreed="b") == "a"
    assert gist("visit-note", agreed="b") == "b"
    assert gist("listening-session", what_mattered="a", what_was_said="b", agreed="c") == "a"
    assert gist("listening-session", what_was_said="b", agreed="c") == "b"
    assert gist("listening-session", agreed="c") == "c"
    assert gist("signposting-list", services=[TOLD, NEW], covering_note="a") == "Library · Pool"
    assert gist("signposting-list", covering_note="a") == "a"
    assert gist("family", notes="a") == "a"
