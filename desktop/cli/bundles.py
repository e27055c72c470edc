# SPDX-License-Identifier: Apache-2.0
"""Commands that look at a bundle without importing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from desktop.cli.call import PLACE, Subject, opened
from desktop.cli.output import as_json, show

if TYPE_CHECKING:
    from pathlib import Path


@click.group(cls=Subject)
def bundle() -> None:
    """Look at a bundle without importing it."""


@bundle.command("inspect")
@click.argument("file", type=PLACE)
def inspect(file: Path) -> None:
    """Print what a bundle says of itself, once its signature is verified."""
    from desktop.operations import bundles

    with opened() as workspace:
        fields = bundles.inspect_bundle(workspace, file)
    show(fields, as_json(fields).split("\n"))


@bundle.command("verify")
@click.argument("file", type=PLACE)
@click.pass_context
def verify(context: click.Context, file: Path) -> None:
    """Say whether a bundle is whole, genuine, for this workspace and from a known device."""
    from desktop.operations import bundles

    with opened() as workspace:
        verdict = bundles.verify_bundle(workspace, file)
    line = "This bundle is whole and genuine." if verdict.ok else verdict.message
    show({"ok": verdict.ok, "slug": verdict.slug, "message": verdict.message}, [line])
    context.exit(0 if verdict.ok else 1)
