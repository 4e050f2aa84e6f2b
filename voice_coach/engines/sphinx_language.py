"""The language model of the offline recogniser: the general one with the field's and the scenario's mixed in.

Mixing takes some seconds, so the result is kept in a cache folder, in two files a scenario. They may be
deleted at any time: they are made again. The second file is written last and vouches for the first.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from voice_coach.conversation.expected_talk import ExpectedTalk
from voice_coach.engines.field_language import (
    PHRASES_FILE,
    WORDS_FILE,
    FieldLanguage,
    field_language,
    read_dictionary,
)
from voice_coach.engines.ngrams import counted, mixed
from voice_coach.engines.sphinx_model_file import read_trigrams, write_trigrams

SHARE = 0.4
"""How much of the say the field's language has against the general one; see `bench/recognition.py`."""
KEPT = 4
"""Scenarios whose models stay in the cache; each takes 27 MB."""

_FORM = 1
"""Raised when the same ingredients are mixed in another way, so that nothing old is taken from a cache."""
_MODEL, _DICTIONARY = "en-us.lm.bin", "cmudict-en-us.dict"


@dataclass(frozen=True, slots=True)
class SphinxLanguage:
    """What a decoder is to load."""

    model: Path
    readings: tuple[tuple[str, str], ...]
    """Entries to add to its dictionary."""
    written: dict[str, str]
    """Words that are not written in lower case."""


def general_language(models: Path) -> SphinxLanguage:
    """The language model as it came, from the folder of the wheel's models."""
    return SphinxLanguage(models / _MODEL, (), {})


def prepared_language(
    talk: ExpectedTalk, models: Path, cache: Path, on_mixing: Callable[[], None] = lambda: None
) -> SphinxLanguage:
    """The mixed language, from the cache where it holds it; `on_mixing` is called where it has to be made.

    Raises OSError where the cache cannot be written, ValueError for a general model of an unknown form.
    """
    key = _key(talk, models)
    kept = _kept(cache, key)
    if kept is None:
        on_mixing()
        kept = _made(talk, models, cache, key)
        _drop_oldest(cache)
    return kept


def _made(talk: ExpectedTalk, models: Path, cache: Path, key: str) -> SphinxLanguage:
    language = field_language(talk, read_dictionary(models / _DICTIONARY))
    cache.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=cache, prefix="making-")
    os.close(handle)
    making = Path(name)
    try:
        _write_mixed(language, models / _MODEL, making)
        check = zlib.crc32(making.read_bytes())
        making.replace(cache / f"{key}.bin")
        making.write_text(json.dumps([check, language.readings, dict(language.written)]), encoding="utf-8")
        making.replace(cache / f"{key}.json")
    finally:
        making.unlink(missing_ok=True)
    return SphinxLanguage(cache / f"{key}.bin", language.readings, dict(language.written))


def _write_mixed(language: FieldLanguage, general_model: Path, path: Path) -> None:
    general = read_trigrams(general_model)
    more = {word for line, _ in language.lines for word in line} - set(general.words)
    ours = counted(language.lines, (*general.words, *sorted(more)))
    write_trigrams(mixed(general, ours, SHARE), path)


def _kept(cache: Path, key: str) -> SphinxLanguage | None:
    model, words = cache / f"{key}.bin", cache / f"{key}.json"
    try:
        check, readings, written = json.loads(words.read_text(encoding="utf-8"))
        if zlib.crc32(model.read_bytes()) != check:
            return None
        words.touch()
    except (OSError, ValueError):
        return None
    return SphinxLanguage(model, tuple((word, sounds) for word, sounds in readings), written)


def _drop_oldest(cache: Path) -> None:
    def age(words: Path) -> float:
        return -words.stat().st_mtime

    with suppress(OSError):  # another program may be tidying up as well
        for words in sorted(cache.glob("*.json"), key=age)[KEPT:]:
            words.unlink(missing_ok=True)
            words.with_suffix(".bin").unlink(missing_ok=True)


def _key(talk: ExpectedTalk, models: Path) -> str:
    ingredients: Sequence[object] = (
        _FORM,
        SHARE,
        asdict(talk),
        PHRASES_FILE.read_text(encoding="utf-8"),
        WORDS_FILE.read_text(encoding="utf-8"),
        (models / _MODEL).stat().st_size,
    )
    return hashlib.sha256(json.dumps(ingredients).encode()).hexdigest()[:24]
