# SPDX-License-Identifier: Apache-2.0
"""Errors have names that last, and say what happened, what is safe and what to do."""

from __future__ import annotations

import re
import string
from typing import TYPE_CHECKING

import pytest

import desktop.errors
from desktop.errors import AlongsideError, FieldProblem, RecordInvalid
from tests import errors_page, house_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

ERRORS = [error for _, members in errors_page.families() for error in members]


def placeholders(text: str) -> Iterator[str]:
    return (name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def test_the_page_is_what_the_classes_say() -> None:
    written = (house_rules.ROOT / "docs" / "errors.md").read_text(encoding="utf-8")

    assert written == errors_page.page(), "docs/errors.md is out of date: run `make docs`"


def test_no_slug_is_used_twice() -> None:
    slugs = [error.slug for error in ERRORS]

    assert sorted(slugs) == sorted(set(slugs))


def test_the_package_offers_every_error() -> None:
    offered = {getattr(desktop.errors, name) for name in desktop.errors.__all__}

    assert set(ERRORS) <= offered
    assert sorted(desktop.errors.__all__) == desktop.errors.__all__


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_says_everything(error: type[AlongsideError]) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", error.slug)
    assert error.message
    assert error.safe.endswith(".")
    assert error.advice.endswith((".", "!"))
    assert "|" not in error.message + error.safe + error.advice


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_can_be_told(error: type[AlongsideError]) -> None:
    if error is RecordInvalid:
        told: AlongsideError = RecordInvalid((FieldProblem("when", "is missing"),))
    else:
        wanted = {*placeholders(error.message), *placeholders(error.advice)}
        told = error(**dict.fromkeys(wanted, "3"))

    assert "{" not in str(told) + told.what_to_do()
