"""What a session is called: `20261123-180211-support-replies-3f9a`."""

from __future__ import annotations

import re
import secrets
from datetime import datetime

_ID = re.compile(r"(\d{8}-\d{6})-(?:([a-z0-9]+(?:-[a-z0-9]+)*)-)?[0-9a-f]{4}")
_STAMP = "%Y%m%d-%H%M%S"
_LONGEST_SLUG = 40


def new_id(started_at: datetime, scenario_id: str) -> str:
    """A fresh id: local start time, scenario, four random hex digits."""
    parts = (started_at.strftime(_STAMP), slug(scenario_id), secrets.token_hex(2))
    return "-".join(part for part in parts if part)


def is_id(name: str) -> bool:
    """Whether `name` has the form of a session id, so can name a folder and nothing else."""
    return _ID.fullmatch(name) is not None


def slug(text: str) -> str:
    """Lower-case ASCII letters, digits and single dashes, at most 40 characters; "" where none are left."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower())[:_LONGEST_SLUG].strip("-")


def started_at_of(session_id: str) -> datetime:
    """The start that an id tells, in the local time zone. Raises ValueError where it is none."""
    match = _ID.fullmatch(session_id)
    if match is None:
        raise ValueError(f"{session_id!r} is not a session id")
    return datetime.strptime(match[1], _STAMP).astimezone()


def scenario_of(session_id: str) -> str:
    """The scenario that an id tells, "" where it tells none."""
    match = _ID.fullmatch(session_id)
    return (match[2] or "") if match else ""
