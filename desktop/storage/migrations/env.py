# SPDX-License-Identifier: Apache-2.0
"""Run by Alembic: hand it the connection, which is inside the caller's transaction."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
