"""Voice, detector, recogniser and language model, each tried at its work."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from voice_coach.cli.examination import TEST_SENTENCE, Examination, Figures, Finding, Verdict
from voice_coach.errors import ModelError, VoiceError

if TYPE_CHECKING:
    from voice_coach.conversation.sound import Clip, Samples
    from voice_coach.conversation.words import Word
    from voice_coach.engines.protocols import EngineInfo, Recogniser, Voice

SECOND_SENTENCE = "Which constraint binds first?"
MOST_WRONG = 0.34
"""Share of the words that a recogniser may misread of a synthetic voice, before that is worth a warning."""
SLOW_VOICE_S, SLOW_MODEL_S = 1.0, 2.0
MODEL_WITHIN_S = 10.0


def check_voice(examination: Examination) -> Finding:
    """A sentence for the checks after it, and the time to the first sound of another one."""
    voice = examination.voice()
    try:
        voice.start()
        examination.spoken = voice.speak(TEST_SENTENCE)
        first_s, length_s = _first_audio_s(voice, SECOND_SENTENCE)
        info = voice.info
    finally:
        voice.close()
    says = f"{info.name} ({info.detail}), first sound after {first_s * 1000:.0f} ms."
    figures = {"first_audio_s": round(first_s, 3), "speech_s": round(length_s, 2), **_host(info)}
    if first_s > SLOW_VOICE_S:
        cure = "Each reply waits for that: choose a nearer server, or `--voice pyttsx3`."
        return Finding("voice", Verdict.WARNING, says, cure, figures)
    return Finding("voice", Verdict.OK, says, figures=figures)


def _first_audio_s(voice: Voice, text: str) -> tuple[float, float]:
    """Seconds to the first sound that could be played, and of all of it."""
    from voice_coach.conversation.sound import seconds_of
    from voice_coach.engines.protocols import StreamingVoice

    began_s, first_s, length = time.perf_counter(), 0.0, 0
    pieces = voice.stream(text, lambda: True) if isinstance(voice, StreamingVoice) else ()
    for piece in pieces or (voice.speak(text).samples,):
        first_s, length = first_s or time.perf_counter() - began_s, length + len(piece)
    return first_s, seconds_of(length)


def check_detector(examination: Examination) -> Finding:
    """Nothing in silence, speech in a spoken sentence."""
    from voice_coach.conversation.sound import FRAME_SAMPLES, silence
    from voice_coach.engines.speech_detector import LayeredDetector

    detector = LayeredDetector()
    at_rest = max(detector.hear(silence(FRAME_SAMPLES)) for _ in range(50))
    info = detector.info
    name = f"{info.name} {info.detail}".strip()
    if at_rest > 0.5:
        return Finding("speech detector", Verdict.FAILED, f"{name} takes silence for speech.", _REINSTALL)
    if examination.spoken is None:
        says = f"{name} hears no speech in silence; not tried on speech, since there is no voice."
        return Finding("speech detector", Verdict.WARNING, says, "Mend the voice first.")
    frames = _frames(examination.spoken)
    began_s = time.perf_counter()
    share = sum(detector.hear(frame) > 0.5 for frame in frames) / len(frames)
    figures = {
        "speech_share": round(share, 2),
        "us_per_frame": round((time.perf_counter() - began_s) / len(frames) * 1e6),
    }
    if share < 0.5:
        says = f"{name} takes only {share:.0%} of a spoken sentence for speech."
        return Finding("speech detector", Verdict.FAILED, says, _REINSTALL, figures)
    says = f"{name} heard {share:.0%} of a spoken sentence, and nothing in silence."
    return Finding("speech detector", Verdict.OK, says, figures=figures)


_REINSTALL = "Install the package again: pip install --force-reinstall voice-coach"


def _frames(clip: Clip) -> list[Samples]:
    from voice_coach.conversation.sound import FRAME_SAMPLES

    whole = len(clip.samples) // FRAME_SAMPLES * FRAME_SAMPLES
    return list(clip.samples[:whole].reshape(-1, FRAME_SAMPLES))


def check_recogniser(examination: Examination) -> Finding:
    """A known sentence as the voice says it, with the share of words that were misread."""
    notices: list[str] = []
    recogniser = examination.recogniser(notices.append)
    try:
        recogniser.start()
        heard = None if examination.spoken is None else _heard(recogniser, examination.spoken)
        info = recogniser.info
    finally:
        recogniser.close()
    remarks = " ".join([*notices[-1:], info.notice]).strip()
    says = f"{info.name} ({info.detail})"
    if heard is None:
        cure = f"{remarks} Mend the voice first.".strip()
        return Finding("recogniser", Verdict.WARNING, f"{says} starts; not tried on words.", cure)
    wrong, words, took_s = heard
    figures = {
        "word_error": round(wrong, 3),
        "took_s": round(took_s, 3),
        "heard": _as_text(words),
        **_host(info),
    }
    says = f"{says} misread {wrong:.0%} of a spoken sentence in {took_s:.1f} s."
    if not words:
        cure = f"{remarks} Try another voice (`voice-coach voices`), or another --stt.".strip()
        return Finding(
            "recogniser", Verdict.FAILED, f"{info.name} ({info.detail}) heard no word.", cure, figures
        )
    if wrong > MOST_WRONG and not remarks:
        remarks = (
            "A clearer voice (`voice-coach voices`) would tell more; if people fare no better, change --stt."
        )
    return Finding("recogniser", Verdict.WARNING if remarks else Verdict.OK, says, remarks, figures)


def _heard(recogniser: Recogniser, clip: Clip) -> tuple[float, tuple[Word, ...], float]:
    """Word error on the known sentence, its words, and how long that took."""
    import numpy as np
    from rapidfuzz.distance import Levenshtein

    from voice_coach.conversation.sound import RATE_HZ, Segment, seconds_of

    quiet = (np.random.default_rng(0).normal(0, 8.0, RATE_HZ // 2)).astype(np.int16)
    sound = np.concatenate([quiet, clip.samples, quiet])
    began_s = time.perf_counter()
    words = recogniser.transcribe(Segment(0, 0, sound, seconds_of(len(clip.samples))))
    took_s = time.perf_counter() - began_s
    said, heard = _plain(TEST_SENTENCE), _plain(_as_text(words))
    return Levenshtein.distance(said, heard) / len(said), words, took_s


def _as_text(words: tuple[Word, ...]) -> str:
    from voice_coach.conversation.words import text_of

    return text_of(words)


def _plain(text: str) -> list[str]:
    return [
        "".join(sign for sign in word if sign.isalnum()) for word in text.lower().replace("2", "two").split()
    ]


def check_demo(examination: Examination) -> Finding:
    """The voice of the demo's candidate, without which everything but the demo works."""
    from voice_coach.engines.flite_voice import FliteVoice

    voice = FliteVoice()
    try:
        voice.start()
    except VoiceError as failure:
        return Finding("demo", Verdict.WARNING, failure.message, failure.cure)
    finally:
        voice.close()
    return Finding("demo", Verdict.OK, f"{voice.info.name} speaks for the candidate.")


def check_model(examination: Examination) -> Finding:
    """A short question, with the time to its first word and to its end."""
    from voice_coach.cli.choices import model_for
    from voice_coach.engines.protocols import Prompt

    model = model_for(examination.settings)
    if model is None:
        says = "None is configured; the interviewer follows its script."
        return Finding("language model", Verdict.OK, says)
    prompt = Prompt("You interview engineers. Ask in one sentence.", (("user", "Ask me about a queue."),), 60)
    began_s, first_s, flaw = 0.0, 0.0, ""
    try:
        model.check()
        began_s = time.perf_counter()
        for _ in model.stream(prompt, MODEL_WITHIN_S):
            first_s = first_s or time.perf_counter() - began_s
    except ModelError as failure:
        if not first_s:
            raise
        flaw = f"{failure.message} {failure.cure}"
    finally:
        whole_s, info = time.perf_counter() - began_s, model.info
        model.close()
    says = f"{info.detail} at {info.host}, first word after {first_s:.2f} s, all of it after {whole_s:.2f} s."
    figures = {"first_token_s": round(first_s, 3), "reply_s": round(whole_s, 3), **_host(info)}
    if flaw:
        cure = f"{flaw} Until then the script often speaks in its place."
        return Finding("language model", Verdict.WARNING, says, cure, figures)
    if first_s > SLOW_MODEL_S:
        cure = "The script will often speak in its place: choose a smaller model or a nearer server."
        return Finding("language model", Verdict.WARNING, says, cure, figures)
    return Finding("language model", Verdict.OK, says, figures=figures)


def _host(info: EngineInfo) -> Figures:
    return {"host": info.host} if info.host else {}
