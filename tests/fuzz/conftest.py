"""`--hypothesis-profile=fuzz` tries two thousand inputs where the suite tries a few, and others each time."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("fuzz", max_examples=2000, deadline=None)
