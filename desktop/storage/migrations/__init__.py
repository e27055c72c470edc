# SPDX-License-Identifier: Apache-2.0
"""The migrations of the record file, run by desktop/storage/upgrade.py.

A migration is history: it writes everything out and imports nothing of this program, so that it
does the same in ten years as today. Each has a number, which is also PRAGMA user_version.
"""
