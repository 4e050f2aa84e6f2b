"""The interview's own clock: session time less the time that the candidate has taken out of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Pauses:
    """What was taken out so far; all times are in samples."""

    taken: int = 0
    """By pauses that are over."""
    since: int | None = None
    """When the present pause began, None while the clock runs."""

    @property
    def on(self) -> bool:
        """Whether the clock stands still."""
        return self.since is not None

    def begin(self, t: int) -> None:
        """Stop the clock; one that stands already is left as it is."""
        self.since = t if self.since is None else self.since

    def end(self, t: int) -> int:
        """Let the clock go on; the length of the pause, 0 where there was none."""
        length = 0 if self.since is None else t - self.since
        self.since, self.taken = None, self.taken + length
        return length

    def until(self, t: int) -> int:
        """Everything taken out up to session time `t`."""
        return self.taken + (0 if self.since is None else t - self.since)

    def interview_time(self, t: int) -> int:
        """Session time as the interview counts it."""
        return t - self.until(t)
