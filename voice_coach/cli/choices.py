"""Which engines an interview gets, by its settings; the only place that builds them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from voice_coach.config import InterviewerChoice, Settings, VoiceChoice, speech_cache
from voice_coach.conversation.expected_talk import ANY_TALK, ExpectedTalk
from voice_coach.errors import ModelError

if TYPE_CHECKING:
    from voice_coach.engines.openai_endpoint import Endpoint
    from voice_coach.engines.protocols import LanguageModel, Recogniser, Voice


def recogniser_for(
    settings: Settings,
    vocabulary: Sequence[str],
    on_notice: Callable[[str], None],
    *,
    may_download: bool,
    talk: ExpectedTalk = ANY_TALK,
) -> Recogniser:
    """The recogniser, not started. Raises RecogniserError or ModelError where the wish cannot be met."""
    from voice_coach.engines.recognisers import choose_recogniser

    return choose_recogniser(
        settings.stt.value,
        may_download=may_download and not settings.offline,
        vocabulary=vocabulary,
        on_notice=on_notice,
        endpoint=_speech_endpoint(settings),
        talk=talk,
        cache=speech_cache(),
    )


def voice_for(settings: Settings) -> Voice:
    """The interviewer's voice, not started. Raises ModelError for an unusable key or address."""
    if settings.voice is VoiceChoice.OPENAI:
        from voice_coach.engines.openai_speech import OpenAIVoice

        return OpenAIVoice(_speech_endpoint(settings))
    from voice_coach.engines.pyttsx3_voice import Pyttsx3Voice

    return Pyttsx3Voice()


def model_for(settings: Settings) -> LanguageModel | None:
    """The model that words the moves, unchecked; None for the script. Raises ModelError."""
    if settings.interviewer is InterviewerChoice.SCRIPTED:
        return None
    if settings.has_endpoint:
        from voice_coach.engines.openai_endpoint import Endpoint
        from voice_coach.engines.openai_model import OpenAIModel

        return OpenAIModel(Endpoint(settings.base_url, settings.api_key, settings.model))
    if settings.interviewer is InterviewerChoice.LLM:
        raise ModelError(
            "No language model is configured.", "Set OPENAI_API_KEY, or OPENAI_BASE_URL (--base-url)."
        )
    return None


def _speech_endpoint(settings: Settings) -> Endpoint:
    """The same server, with its own usual models for speech."""
    from voice_coach.engines.openai_endpoint import Endpoint

    return Endpoint(settings.base_url, settings.api_key)
