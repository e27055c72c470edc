# SPDX-License-Identifier: Apache-2.0
"""A desk for every hostile test: an approved pair of its own, copied from one that is made once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.hostile.desk import make_template, open_desk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.hostile.desk import Desk


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("hostile")
    make_template(root)
    return root


@pytest.fixture
def desk(template: Path, tmp_path: Path) -> Iterator[Desk]:
    with open_desk(template, tmp_path) as opened:
        yield opened
