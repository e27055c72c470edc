# SPDX-License-Identifier: Apache-2.0
"""Places where bundles are left and fetched. Carriers see opaque bytes and random names only."""
