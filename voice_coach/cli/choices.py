"""Which engines an interview gets, by its settings; the only place that builds them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
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
    from voice_coach.engines.recognisers import Wish, choose_recogniser

    wish = Wish(
        settings.stt.value,
        model=settings.stt_model,
        device=settings.stt_device.value,
        vocabulary=vocabulary,
        talk=talk,
        endpoint=_ears_endpoint(settings),
        cache=speech_cache(),
        may_download=may_download and not settings.offline,
    )
    return choose_recogniser(wish, on_notice)


def voice_for(settings: Settings) -> Voice:
    """The interviewer's voice, not started. Raises ModelError for an unusable key or address."""
    local = _systems_voice(settings)
    if settings.voice is not VoiceChoice.OPENAI:
        return local
    from voice_coach.engines.openai_voice import OpenAIVoice
    from voice_coach.engines.stand_ins import VoiceWithStandIn

    remote = OpenAIVoice(_mouth_endpoint(settings), settings.voice_name)
    return VoiceWithStandIn(remote, _systems_voice(replace(settings, voice_name="")))


def _systems_voice(settings: Settings) -> Voice:
    from voice_coach.engines.pyttsx3_voice import Pyttsx3Voice, VoiceSettings

    return Pyttsx3Voice(VoiceSettings(settings.voice_name, settings.voice_rate, settings.voice_volume))


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


def _ears_endpoint(settings: Settings) -> Endpoint:
    """The server that recognises speech: its own, or the language model's with its usual speech model."""
    from voice_coach.engines.openai_endpoint import Endpoint

    key = settings.stt_api_key or (settings.api_key if not settings.stt_url else "")
    return Endpoint(
        settings.stt_url or settings.base_url,
        key,
        settings.stt_model,
        url_setting="stt_url (--stt-url)" if settings.stt_url else "OPENAI_BASE_URL",
        key_setting="VOICE_COACH_STT_API_KEY" if settings.stt_url else "OPENAI_API_KEY",
        model_setting="stt_model (--stt-model)",
    )


def _mouth_endpoint(settings: Settings) -> Endpoint:
    """The server that speaks, chosen in the same way."""
    from voice_coach.engines.openai_endpoint import Endpoint

    key = settings.voice_api_key or (settings.api_key if not settings.voice_url else "")
    return Endpoint(
        settings.voice_url or settings.base_url,
        key,
        settings.voice_model,
        url_setting="voice_url (--voice-url)" if settings.voice_url else "OPENAI_BASE_URL",
        key_setting="VOICE_COACH_VOICE_API_KEY" if settings.voice_url else "OPENAI_API_KEY",
        model_setting="voice_model",
    )
