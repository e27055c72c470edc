# SPDX-License-Identifier: Apache-2.0
"""What only a hub does: inviting, approving, importing."""
