# SPDX-License-Identifier: Apache-2.0
"""What travels between a device and its hub: bundles, signed documents and their exchange."""
