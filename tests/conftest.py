"""No test of the command asks the network for pictures unless it says so."""

from __future__ import annotations

import os

os.environ.setdefault("PUBCONVERT_IMAGES", "link")
