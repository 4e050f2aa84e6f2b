"""The process that pocketsphinx decodes in; started by `SphinxRecogniser`, the only file that imports it.

pocketsphinx holds the interpreter's lock while it decodes, which would stop the sound of the whole
program. Here it decodes the open segment as its sound comes in, so that closing it costs the tail only.

Requests: first `{"do":"load","terms":[…],"texts":[…],"cache":folder or null}` (or `"terms":null`, for general
English alone), then `{"do":"sound","id":n,"bytes":b}` with 16 kHz 16-bit samples behind it,
`{"do":"end","id":n}`, `{"do":"drop","id":n}`. Answers: `{"ready":true,"knows":"field"|"english"}`,
`{"id":n,"samples":k,"words":[[text, first frame, frame after the last, probability], …]}`, `{"error":"…"}`.
A frame is 10 ms.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from voice_coach.conversation.expected_talk import ExpectedTalk
from voice_coach.engines.child import Answer, Message, answer_requests
from voice_coach.engines.sphinx_language import SphinxLanguage, general_language, prepared_language

BYTES_PER_SAMPLE = 2
ABANDONED_AFTER_BYTES = 16_000 * BYTES_PER_SAMPLE
"""An open segment is given up once this much of a later one has come: nobody will ask for it."""

# Measured on people's voices (17 recordings) and flite's: the second (flat) pass gains 2 points of word
# error but makes the tail wait up to 3 s; 3000 states a frame instead of 30000 cost 0 to 3 points and save
# half of the time; the lattice pass gives the probabilities for a few milliseconds.
DECODER_OPTIONS: dict[str, Any] = {"fwdflat": False, "maxhmmpf": 3000}

MEAN_CEPSTRUM = "49.77,0.3,12.8,16.4,-1.6,0.45,1.45,0.97,-0.3,4.0,1.7,5.3,6.2"
"""Mean of the features of speech, measured on flite's voices; what each segment starts from.

The model's own start (40,3,-1) is far off and doubled the errors of a decoder's first segment; the
same start for every segment also makes its words independent of what came before, and of restarts.
"""

_NOT_A_WORD = re.compile(r"^(<.*>|\[.*\]|\+\+.*\+\+)$")
_VARIANT = re.compile(r"\(\d+\)$")
_SEARCH = "interview"


class Decoding:
    """One decoder, the segment that it works on, and the sound of later ones."""

    def __init__(self, decoder: Any, written: Mapping[str, str] | None = None) -> None:
        """`written` holds the words that are not written in lower case."""
        self._decoder = decoder
        self._written = written or {}
        self._current: int | None = None
        self._bytes = 0
        self._waiting: dict[int, bytearray] = {}

    def hear(self, segment: int, sound: bytes) -> None:
        """More of an open segment."""
        if self._current is None and not self._waiting:
            self._begin(segment)
        if segment == self._current:
            self._decode(sound)
            return
        self._waiting.setdefault(segment, bytearray()).extend(sound)
        if len(self._waiting[segment]) > ABANDONED_AFTER_BYTES:
            self._move_on_to(segment)

    def end(self, segment: int) -> Message:
        """Close a segment: what was said in it."""
        if segment != self._current:
            self._move_on_to(segment)
        self._decoder.end_utt()
        answer: Message = {"id": segment, "samples": self._bytes // BYTES_PER_SAMPLE, "words": self._words()}
        self._current = None
        self._begin_next()
        return answer

    def drop(self, segment: int) -> None:
        """Forget a segment."""
        self._waiting.pop(segment, None)
        if segment == self._current:
            self._give_up()
            self._begin_next()

    def _move_on_to(self, segment: int) -> None:
        self._give_up()
        for older in [waiting for waiting in self._waiting if waiting < segment]:
            del self._waiting[older]
        self._begin(segment)

    def _begin_next(self) -> None:
        if self._waiting:
            self._begin(min(self._waiting))

    def _begin(self, segment: int) -> None:
        self._decoder.start_utt()
        self._decoder.set_cmn(MEAN_CEPSTRUM)
        self._current, self._bytes = segment, 0
        self._decode(bytes(self._waiting.pop(segment, b"")))

    def _give_up(self) -> None:
        if self._current is not None:
            self._decoder.end_utt()
            self._current = None

    def _decode(self, sound: bytes) -> None:
        if sound:
            self._decoder.process_raw(sound)
            self._bytes += len(sound)

    def _words(self) -> list[list[object]]:
        return [
            [self._shown(found.word), found.start_frame, found.end_frame + 1, min(1.0, found.prob)]
            for found in self._decoder.seg() or ()
            if not _NOT_A_WORD.match(found.word)
        ]

    def _shown(self, entry: str) -> str:
        """A dictionary's entry as a word: `sql(2)` is SQL, and `k.` the letter k."""
        word = _VARIANT.sub("", entry)
        return self._written.get(word) or word.removesuffix(".") or word


def _serve(requests: Iterator[tuple[Message, bytes]], answer: Answer) -> None:
    try:
        decoding, knows = _loaded(next(requests)[0], lambda: answer({"mixing": True}))
    except (ImportError, OSError, RuntimeError, ValueError) as error:
        answer({"error": f"{type(error).__name__}: {error}"})
        return
    answer({"ready": True, "knows": knows})
    for request, sound in requests:
        _carry_out(decoding, request, sound, answer)


def _loaded(request: Message, on_mixing: Callable[[], None]) -> tuple[Decoding, str]:
    """A decoder for the expected talk; where that cannot be had, one for general English."""
    from pocketsphinx import get_model_path

    models = Path(get_model_path("en-us"))
    if request["terms"] is None:
        return Decoding(_decoder(general_language(models))), "english"
    with tempfile.TemporaryDirectory(prefix="voice-coach-") as passing:
        for cache in filter(None, (request["cache"], passing)):
            try:
                language = prepared_language(_talk_in(request), models, Path(str(cache)), on_mixing)
                return Decoding(_decoder(language), language.written), "field"
            except (OSError, RuntimeError, ValueError, MemoryError):
                continue  # no room or right to write there, or a model of another form
    return Decoding(_decoder(general_language(models))), "english"


def _talk_in(request: Message) -> ExpectedTalk:
    terms, texts = request["terms"], request["texts"]
    assert isinstance(terms, list)
    assert isinstance(texts, list)
    return ExpectedTalk(tuple(terms), tuple(texts))


def _decoder(language: SphinxLanguage) -> Any:
    from pocketsphinx import Decoder, NGramModel

    decoder = Decoder(loglevel="FATAL", lm=None, **DECODER_OPTIONS)
    for entry, sounds in language.readings:
        decoder.add_word(entry, sounds, False)
    decoder.add_lm(_SEARCH, NGramModel(decoder.config, decoder.logmath, str(language.model)))
    decoder.activate_search(_SEARCH)
    return decoder


def _carry_out(decoding: Decoding, request: Message, sound: bytes, answer: Answer) -> None:
    segment = int(str(request["id"]))
    match request["do"]:
        case "sound":
            decoding.hear(segment, sound)
        case "end":
            answer(decoding.end(segment))
        case "drop":
            decoding.drop(segment)


if __name__ == "__main__":
    answer_requests(_serve)
