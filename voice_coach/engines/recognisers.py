"""Which recogniser runs: the accurate one where its model can be had, otherwise the one that needs none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from voice_coach.conversation.expected_talk import ANY_TALK, ExpectedTalk
from voice_coach.engines.model_hub import ModelHub
from voice_coach.engines.openai_endpoint import Endpoint
from voice_coach.engines.openai_speech import OpenAIRecogniser
from voice_coach.engines.protocols import Recogniser
from voice_coach.engines.sphinx_recogniser import SphinxRecogniser
from voice_coach.engines.whisper_recogniser import LIVE_MODEL, WhisperRecogniser
from voice_coach.errors import RecogniserError, UsageError

Notify = Callable[[str], None]
"""Told a sentence that the user should read."""


def choose_recogniser(
    name: str,
    *,
    may_download: bool,
    vocabulary: Sequence[str],
    on_notice: Notify,
    model: str = LIVE_MODEL,
    endpoint: Endpoint | None = None,
    hub: ModelHub | None = None,
    talk: ExpectedTalk = ANY_TALK,
    cache: Path | None = None,
) -> Recogniser:
    """The recogniser for `name` (auto, whisper, sphinx, openai); the caller still calls `start()`.

    `vocabulary` is for the accurate ones, which get by with few words; `talk` is for Sphinx, which keeps
    what it makes of it in `cache`.

    `auto` takes Whisper where its model is in the cache or the hub answers within 3 s, otherwise
    Sphinx, and says why; what that means is in the notice of its `info`.

    Raises UsageError for another name, RecogniserError where the wish cannot be met, and, for openai,
    ModelError for an unusable key or address.
    """
    whisper = WhisperRecogniser(model, vocabulary=vocabulary, hub=hub)
    sphinx = SphinxRecogniser(talk, cache)
    match name:
        case "auto":
            return _best(whisper, sphinx, hub or ModelHub(), may_download, on_notice)
        case "whisper":
            return _prepared(whisper, may_download, on_notice)
        case "sphinx":
            return sphinx
        case "openai":
            return OpenAIRecogniser(endpoint or Endpoint(), vocabulary)
    raise UsageError(f"There is no recogniser called {name!r}.", "Choose auto, whisper, sphinx or openai.")


def _prepared(whisper: WhisperRecogniser, may_download: bool, on_notice: Notify) -> WhisperRecogniser:
    if may_download:
        whisper.prepare(on_notice)
    return whisper


def _best(
    whisper: WhisperRecogniser,
    sphinx: SphinxRecogniser,
    hub: ModelHub,
    may_download: bool,
    on_notice: Notify,
) -> Recogniser:
    if not whisper.is_here and not (may_download and hub.reachable()):
        where = (
            "not on this machine, and its hub cannot be reached" if may_download else "not on this machine"
        )
        return _offline(sphinx, f"The accurate speech model is {where}.", on_notice)
    try:
        whisper.prepare(on_notice)
        whisper.start()
    except RecogniserError as failure:
        return _offline(sphinx, failure.message, on_notice)
    return whisper


def _offline(sphinx: SphinxRecogniser, why: str, on_notice: Notify) -> SphinxRecogniser:
    on_notice(f"{why} The small offline one takes its place.")
    return sphinx
