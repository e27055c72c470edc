# SPDX-License-Identifier: Apache-2.0
"""A test that was left out is seen, and in CI it is a failure."""

from __future__ import annotations

import pytest

from tests import outside_programs


@pytest.mark.parametrize("value", [None, "", "0", "false"])
def test_at_a_desk_it_is_left_out(value: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    if value is None:
        monkeypatch.delenv("CI", raising=False)
    else:
        monkeypatch.setenv("CI", value)
    with pytest.raises(pytest.skip.Exception, match="Node is not here"):
        outside_programs.leave_out(outside_programs.NODE_IS_ABSENT)


@pytest.mark.parametrize("value", ["true", "1"])
def test_in_ci_it_is_a_failure(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", value)
    with pytest.raises(pytest.fail.Exception, match="Node is not here"):
        outside_programs.leave_out(outside_programs.NODE_IS_ABSENT)
