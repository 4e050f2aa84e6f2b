"""The words of a reply as they are spoken, for those who read along."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from voice_coach.conversation.events import Tag
from voice_coach.conversation.heard import likely_samples, words_heard


class Caption:
    """Follows what is prepared and what is played; tells what of the present reply was heard so far."""

    def __init__(self) -> None:
        self._texts: dict[Tag, dict[int, str]] = {}
        self._lengths: dict[int, int] = {}
        self._is_growing: set[int] = set()
        self.tag: Tag | None = None
        """The reply that is being played."""

    def prepare(self, tag: Tag, clause: int, text: str) -> None:
        """A clause is being turned into sound."""
        self._texts.setdefault(tag, {})[clause] = text

    def play(self, tag: Tag, clause: int, clip_samples: int, *, more: bool = False) -> None:
        """A clause, or a piece of it, was queued; one of another reply starts that reply."""
        if tag != self.tag:
            self.tag, self._lengths, self._is_growing = tag, {}, set()
        self._lengths[clause] = self._lengths.get(clause, 0) + clip_samples
        (self._is_growing.add if more else self._is_growing.discard)(clause)

    def forget(self, tag: Tag) -> None:
        """A reply is over, or void."""
        self._texts.pop(tag, None)
        if tag == self.tag:
            self.tag = None

    def so_far(self, heard_samples: Sequence[int]) -> str:
        """The words of the present reply of which `heard_samples` were emitted, clause by clause."""
        texts = {} if self.tag is None else self._texts.get(self.tag, {})
        rows = zip(sorted(self._lengths), heard_samples, strict=False)
        said = (
            words_heard(texts.get(clause, ""), self._length(clause, texts), heard) for clause, heard in rows
        )
        return " ".join(filter(None, said))

    def _length(self, clause: int, texts: Mapping[int, str]) -> int:
        so_far = self._lengths[clause]
        return max(so_far, likely_samples(texts.get(clause, ""))) if clause in self._is_growing else so_far
