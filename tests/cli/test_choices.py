"""Which engines the settings mean."""

from __future__ import annotations

import pytest

from voice_coach.cli import choices
from voice_coach.cli.choices import model_for, recogniser_for, voice_for
from voice_coach.config import InterviewerChoice, RecogniserChoice, Settings, VoiceChoice
from voice_coach.errors import ModelError

ENDPOINT = "http://localhost:9/v1"


def test_nothing_configured_means_the_script() -> None:
    assert model_for(Settings()) is None


def test_an_endpoint_alone_means_its_model() -> None:
    model = model_for(Settings(base_url=ENDPOINT, model="small"))
    assert model is not None
    assert model.info.host == "localhost"


def test_the_script_can_be_asked_for_beside_an_endpoint() -> None:
    assert model_for(Settings(base_url=ENDPOINT, interviewer=InterviewerChoice.SCRIPTED)) is None


def test_a_model_without_an_endpoint_is_one_sentence_with_the_setting() -> None:
    with pytest.raises(ModelError, match="OPENAI_BASE_URL"):
        model_for(Settings(interviewer=InterviewerChoice.LLM))


@pytest.mark.parametrize(
    ("choice", "name"),
    [(VoiceChoice.AUTO, "pyttsx3"), (VoiceChoice.PYTTSX3, "pyttsx3"), (VoiceChoice.OPENAI, "openai")],
)
def test_the_voice_is_the_systems_unless_another_is_asked_for(choice: VoiceChoice, name: str) -> None:
    assert voice_for(Settings(voice=choice, base_url=ENDPOINT)).info.name == name


@pytest.mark.parametrize(
    ("choice", "name"), [(RecogniserChoice.SPHINX, "sphinx"), (RecogniserChoice.OPENAI, "openai")]
)
def test_the_recogniser_is_the_one_that_was_asked_for(choice: RecogniserChoice, name: str) -> None:
    settings = Settings(stt=choice, base_url=ENDPOINT)
    assert recogniser_for(settings, (), print, may_download=False).info.name == name


def test_each_remote_engine_can_have_a_server_of_its_own() -> None:
    settings = Settings(
        stt=RecogniserChoice.OPENAI,
        voice=VoiceChoice.OPENAI,
        base_url="http://think.example/v1",
        stt_url="http://hear.example/v1",
        voice_url="http://speak.example/v1",
    )
    model = model_for(settings)
    assert model is not None
    assert model.info.host == "think.example"
    assert recogniser_for(settings, (), print, may_download=False).info.host == "hear.example"
    assert voice_for(settings).info.host == "speak.example"


def test_the_key_of_one_server_is_never_sent_to_another() -> None:
    elsewhere = Settings(
        base_url="http://think.example/v1", api_key="secret", stt_url="http://hear.example/v1"
    )
    assert choices._ears_endpoint(elsewhere).api_key == ""
    assert choices._mouth_endpoint(elsewhere).api_key == "secret"
    own = Settings(api_key="secret", stt_api_key="other", stt_url="http://hear.example/v1")
    assert choices._ears_endpoint(own).api_key == "other"
