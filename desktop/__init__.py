# SPDX-License-Identifier: Apache-2.0
"""Alongside: offline-first notes for perinatal peer support, and for the hub behind them."""

from typing import Final

__version__: Final = "0.1.0"
