# SPDX-License-Identifier: Apache-2.0
"""What is kept on this computer: the workspace folder and its encrypted databases.

The only part of the program that imports the database driver, SQLAlchemy or Alembic. Knows
nothing of bundles on the wire, of passphrases or of windows.
"""
