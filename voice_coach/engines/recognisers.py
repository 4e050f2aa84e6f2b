"""Which recogniser runs: the accurate one where its model can be had, otherwise the one that needs none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from voice_coach.conversation.expected_talk import ANY_TALK, ExpectedTalk
from voice_coach.engines.live_model import CPU, CUDA, LiveChoice, LiveModels, Place, Trials
from voice_coach.engines.model_hub import ModelHub
from voice_coach.engines.openai_endpoint import Endpoint
from voice_coach.engines.openai_speech import OpenAIRecogniser
from voice_coach.engines.protocols import Recogniser
from voice_coach.engines.sphinx_recogniser import SphinxRecogniser
from voice_coach.engines.stand_ins import RecogniserWithStandIn
from voice_coach.engines.whisper_recogniser import LIVE_MODEL, WhisperRecogniser
from voice_coach.errors import RecogniserError, UsageError

CHOICE_NAME = "live-model.json"

Notify = Callable[[str], None]
"""Told a sentence that the user should read."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked of a recogniser."""

    name: str = "auto"
    """auto, whisper, sphinx or openai."""
    model: str = ""
    """Of Whisper; "" for what suits this machine."""
    device: str = "auto"
    """auto, cpu or cuda."""
    vocabulary: Sequence[str] = ()
    """Terms for the accurate recognisers, which get by with few words."""
    talk: ExpectedTalk = ANY_TALK
    """The same and more for Sphinx."""
    endpoint: Endpoint | None = None
    cache: Path | None = None
    """Where measurements and what Sphinx makes of a scenario are kept; None: nothing is measured or kept."""
    may_download: bool = False


def choose_recogniser(
    wish: Wish, on_notice: Notify, hub: ModelHub | None = None, trials: Trials | None = None
) -> Recogniser:
    """The recogniser for a wish; the caller still calls `start()`.

    `auto` takes Whisper where its model is in the cache or the hub answers within 3 s, otherwise
    Sphinx, and says why; what that means is in the notice of its `info`. Behind one on a server stands
    the best local one.

    Raises UsageError for another name, RecogniserError where the wish cannot be met, and, for openai,
    ModelError for an unusable key or address.
    """
    choosing = _Choosing(wish, on_notice, hub or ModelHub(), trials or Trials())
    match wish.name:
        case "auto":
            return choosing.best()
        case "whisper":
            return choosing.whisper()
        case "sphinx":
            return choosing.sphinx()
        case "openai":
            remote = OpenAIRecogniser(wish.endpoint or Endpoint(), wish.vocabulary)
            return RecogniserWithStandIn(remote, choosing.stand_in)
    raise UsageError(
        f"There is no recogniser called {wish.name!r}.", "Choose auto, whisper, sphinx or openai."
    )


NO_CUDA = (
    "The graphics card cannot be used for recognition, so the processor does it. It needs NVIDIA's driver, "
    "cuBLAS 12 and cuDNN 9 (`pip install nvidia-cublas-cu12 nvidia-cudnn-cu12`)."
)


@dataclass(frozen=True, slots=True)
class _Choosing:
    wish: Wish
    notify: Notify
    hub: ModelHub
    trials: Trials

    def sphinx(self) -> SphinxRecogniser:
        return SphinxRecogniser(self.wish.talk, self.wish.cache, tell=self.notify)

    def whisper(self) -> WhisperRecogniser:
        """Whisper with the model that suits, fetched where that is allowed. Raises RecogniserError."""
        choice = self._live_choice()
        if self.wish.device == "cuda" and choice.place == CPU:
            self.notify(NO_CUDA)
        whisper = WhisperRecogniser(
            choice.model, place=choice.place, vocabulary=self.wish.vocabulary, hub=self.hub
        )
        if self.wish.may_download:
            whisper.prepare(self.notify)
        return whisper

    def best(self) -> Recogniser:
        is_here = self.hub.cached(self._known_model()) is not None
        if not is_here and not (self.wish.may_download and self.hub.reachable()):
            far = ", and its hub cannot be reached" if self.wish.may_download else ""
            return self._small_one(f"The accurate speech model is not on this machine{far}.")
        try:
            whisper = self.whisper()
            whisper.start()
        except RecogniserError as failure:
            return self._small_one(failure.message)
        return whisper

    def stand_in(self) -> Recogniser:
        """The best that needs no network, started. Raises RecogniserError."""
        wish = replace(self.wish, model=self._known_model(), device="cpu", may_download=False)
        here = _Choosing(wish, lambda _: None, self.hub, self.trials).best()
        here.start()
        return here

    def _small_one(self, why: str) -> SphinxRecogniser:
        self.notify(f"{why} The small offline one takes its place.")
        return self.sphinx()

    def _live_choice(self) -> LiveChoice:
        wish = self.wish
        if wish.model or wish.cache is None:
            return LiveChoice(wish.model or LIVE_MODEL, self._place(), 0.0)
        return self._models(wish.cache).choose(wish.device, self.notify, may_download=wish.may_download)

    def _known_model(self) -> str:
        wish = self.wish
        known = None if wish.model or wish.cache is None else self._models(wish.cache).here(wish.device)
        return known or wish.model or LIVE_MODEL

    def _models(self, cache: Path) -> LiveModels:
        return LiveModels(cache / CHOICE_NAME, self.hub, self.trials)

    def _place(self) -> Place:
        """Where a model that was named runs; a graphics card is tried before it is relied on."""
        if self.wish.device == "cpu" or not self.trials.has_cuda():
            return CPU
        folder = self.hub.cached(self.wish.model or LIVE_MODEL)
        works = folder is not None and self.trials.tail_s(folder, CUDA) is not None
        return CUDA if works else CPU
