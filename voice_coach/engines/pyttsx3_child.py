"""The process that pyttsx3 speaks in; started by `Pyttsx3Voice`, the only file that imports it.

Requests: `{"do":"voices"}`, or `{"do":"open","voice":s}` once and then
`{"do":"speak","text":s,"path":s,"rate_wpm":n}`.
Answers: `{"voices":[{"name":s,"id":s,"languages":[s]}]}`, `{"voice":name,"driver":s}`, `{"done":path}`, or
`{"error":s,"missing":bool}`. The caller validates the file: this library calls much a success that is none.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from voice_coach.engines.child import Answer, Message, answer_requests

# Names and ids of the plain American voice on the three systems, best first.
_USUAL = ("en-us", "english (america)", "samantha", "alex", "zira", "david")
_SPOKEN_LANGUAGE = "en"
_LOOK_EVERY_S = 0.01
_RESTS_FOR_S = 0.2


def chosen_voice(voices: Sequence[Any], wanted: str) -> Any | None:
    """The voice whose name or id contains `wanted`, or a usual English one; None where there is none."""
    if wanted:
        return next((voice for voice in voices if wanted.lower() in _label(voice)), None)
    for usual in _USUAL:
        exact = [voice for voice in voices if _label(voice).endswith(usual) or usual in voice.name.lower()]
        if exact:
            return exact[0]
    return next((voice for voice in voices if _speaks_english(voice)), None)


def _described(voice: Any) -> Message:
    languages = [str(language) for language in voice.languages or ()]
    return {"name": voice.name, "id": voice.id, "languages": languages}


def _label(voice: Any) -> str:
    return f"{voice.name} {voice.id}".lower()


def _speaks_english(voice: Any) -> bool:
    return any(str(language).lower().startswith(_SPOKEN_LANGUAGE) for language in voice.languages or ())


class Speaking:
    """One fresh engine a request: a reused one hangs on macOS and loses text when texts are queued."""

    def __init__(self, settings: Message) -> None:
        self._settings = settings
        self._voice_id = ""

    def open(self) -> Message:
        """Find the voice. The answer names it, or says what is missing."""
        import pyttsx3

        engine = pyttsx3.init()
        wanted = str(self._settings["voice"])
        voice = chosen_voice(engine.getProperty("voices"), wanted)
        if voice is None:
            return {
                "error": f"no voice called {wanted!r}" if wanted else "no English voice",
                "missing": False,
            }
        self._voice_id = voice.id
        return {"voice": voice.name, "driver": getattr(engine, "driver_name", "")}

    def voices(self) -> Message:
        """What the system offers."""
        import pyttsx3

        engine = pyttsx3.init()
        return {"voices": [_described(voice) for voice in engine.getProperty("voices")]}

    def speak(self, text: str, path: str, rate_wpm: int) -> Message:
        """Write the speech into a fresh file."""
        import pyttsx3

        engine = pyttsx3.init()
        engine.setProperty("voice", self._voice_id)
        engine.setProperty("rate", rate_wpm)
        finished = threading.Event()
        engine.connect("finished-utterance", lambda **_: finished.set())
        engine.save_to_file(text, path)
        engine.runAndWait()
        _await_file(Path(path), finished)
        return {"done": path}


def _await_file(path: Path, finished: threading.Event) -> None:
    """Wait for the end of the writing; the parent kills this process when that takes too long.

    With espeak, `runAndWait` returns before the file is written whenever synthesis takes more than
    about 10 ms (measured with pyttsx3 2.99). Drivers that tell no end are done when the file rests.
    """
    size, rested_s = 0, 0.0
    while rested_s < _RESTS_FOR_S and not finished.wait(_LOOK_EVERY_S):
        grown = path.stat().st_size if path.exists() else 0
        rested_s = rested_s + _LOOK_EVERY_S if grown == size and size else 0.0
        size = grown


def _serve(requests: Iterator[tuple[Message, bytes]], answer: Answer) -> None:
    speaking: Speaking | None = None
    for request, _ in requests:
        try:
            if request["do"] == "voices":
                answer(Speaking(request).voices())
            elif speaking is None:
                speaking = Speaking(request)
                answer(speaking.open())
            else:
                answer(
                    speaking.speak(str(request["text"]), str(request["path"]), int(str(request["rate_wpm"])))
                )
        except (OSError, ImportError) as error:  # the system's synthesiser is not installed
            answer({"error": str(error), "missing": True})
        except Exception as error:  # a process's edge: drivers raise whatever their system gives them
            answer({"error": f"{type(error).__name__}: {error}", "missing": False})


if __name__ == "__main__":
    answer_requests(_serve)
