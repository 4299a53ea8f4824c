"""A good source."""

from __future__ import annotations

GOOD = """---
title: The ferry ledger
author: Anna Lindgren
date: 2024-02-29
license: CC-BY-4.0
source: https://example.org/ferry
---

Every fare was written *down*.
"""
