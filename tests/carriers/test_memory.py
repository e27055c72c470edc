# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from desktop.errors import CarrierUnreachable
from tests.carriers.contract import FIRST, CarrierContract
from tests.carriers.memory import MemoryCarrier


class TestMemoryCarrier(CarrierContract):
    @pytest.fixture
    def carrier(self) -> MemoryCarrier:
        return MemoryCarrier()

    def test_it_can_be_taken_away(self, carrier: MemoryCarrier) -> None:
        carrier.reachable = False
        with pytest.raises(CarrierUnreachable):
            carrier.put_new("to-hub", FIRST, b"data")
        assert carrier.url == "memory:"
