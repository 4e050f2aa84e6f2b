"""The process in which a model is tried on a device before the program relies on it.

A graphics library that does not fit ends the process instead of raising an error, so the trial is not
made at home. Requests: `{"do":"devices"}` answered by `{"cuda":n}`, and
`{"do":"try","folder":s,"device":s,"precision":s}` answered by `{"tail_s":f}` or `{"error":s}`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from voice_coach.engines.child import Answer, Message, answer_requests
from voice_coach.engines.whisper_library import cuda_devices, timed_tail_s


def _answer_to(request: Message) -> Message:
    if request["do"] == "devices":
        return {"cuda": cuda_devices()}
    folder, device, precision = (str(request[field]) for field in ("folder", "device", "precision"))
    return {"tail_s": timed_tail_s(Path(folder), device, precision)}


def _serve(requests: Iterator[tuple[Message, bytes]], answer: Answer) -> None:
    for request, _ in requests:
        try:
            answer(_answer_to(request))
        except Exception as error:  # a process's edge: graphics libraries raise what they like
            answer({"error": type(error).__name__})


if __name__ == "__main__":
    answer_requests(_serve)
