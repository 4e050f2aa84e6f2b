"""What was prepared before it was sure, and how much of that work nobody ever heard."""

from __future__ import annotations

from dataclasses import dataclass, field

from voice_coach.conversation import commands as do
from voice_coach.conversation.events import Composed, Event, Tag, Transcribed, Voiced
from voice_coach.conversation.sound import seconds_of


@dataclass(slots=True)
class Work:
    """What was done for a reply, or for many."""

    clauses: int = 0
    words: int = 0
    clips: int = 0
    samples: int = 0

    def add(self, other: Work) -> None:
        """Count the other's, too."""
        self.clauses += other.clauses
        self.words += other.words
        self.clips += other.clips
        self.samples += other.samples


@dataclass(slots=True)
class Speculation:
    """Follows commands and events; counts the work of each revision until it is void or heard."""

    asked: int = 0
    """Replies that were asked for."""
    void: int = 0
    recognitions: int = 0
    wordless: int = 0
    """Segments in which no word was recognised: a cough, a door."""
    unheard_samples: int = 0
    """Of replies that were cut, what had been synthesised and was not heard."""
    done: Work = field(default_factory=Work)
    wasted: Work = field(default_factory=Work)
    _underway: dict[Tag, Work] = field(default_factory=dict)

    def note_command(self, command: do.Command) -> None:
        """Something is to be done, or is not wanted any more."""
        match command:
            case do.Compose(tag):
                self.asked += 1
                self._underway[tag] = Work()
            case do.Transcribe():
                self.recognitions += 1
            case do.Conclude():
                self._underway.pop(command.tag, None)
                self.unheard_samples += sum(command.clip_samples) - sum(command.heard_samples)

    def note_event(self, event: Event) -> None:
        """Something was done; what comes for a reply that is void is wasted at once."""
        match event:
            case Composed(tag=tag, text=text) if text:
                self._add(tag, Work(clauses=1, words=len(text.split())))
            case Voiced(tag=tag, clip=clip, more=more):
                self._add(tag, Work(clips=int(not more), samples=len(clip.samples)))
            case Transcribed(words=()):
                self.wordless += 1

    def _add(self, tag: Tag, work: Work) -> None:
        self.done.add(work)
        self._underway.get(tag, self.wasted).add(work)

    def give_up(self, tag: Tag) -> Work:
        """The reply is void: what had been done for it."""
        work = self._underway.pop(tag, None)
        if work is None:
            return Work()
        self.void += 1
        self.wasted.add(work)
        return work

    def row(self) -> dict[str, object]:
        """All of it, as the log has it."""
        return {
            "recognitions": self.recognitions,
            "recognitions_without_words": self.wordless,
            "replies": self.asked,
            "replies_void": self.void,
            "phrasings": self.done.clauses,
            "phrasings_void": self.wasted.clauses,
            "words": self.done.words,
            "words_void": self.wasted.words,
            "syntheses": self.done.clips,
            "syntheses_void": self.wasted.clips,
            "sound_s": round(seconds_of(self.done.samples), 3),
            "sound_void_s": round(seconds_of(self.wasted.samples), 3),
            "sound_unheard_s": round(seconds_of(self.unheard_samples), 3),
        }
