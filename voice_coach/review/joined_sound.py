"""A recording in several WAV files, answered as the one WAV file that it will become."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from http import HTTPStatus

from starlette.responses import Response, StreamingResponse

from voice_coach.conversation.sound import RATE_HZ
from voice_coach.sessions.sound import frames_of
from voice_coach.sessions.wav import FRAME_BYTES, HEADER_BYTES, Part, end_of, header_of

_ONE_RANGE = re.compile(r"bytes=(\d{1,15})-(\d{0,15})")
_PIECE_FRAMES = 4 * RATE_HZ


def joined_sound(parts: Sequence[Part], wanted: str | None) -> Response:
    """The whole, or the bytes of one `Range`; another kind of range is as if none had been asked for."""
    size = HEADER_BYTES + end_of(parts) * FRAME_BYTES
    found = _ONE_RANGE.fullmatch(wanted or "")
    first = int(found[1]) if found else 0
    last = min(size - 1, int(found[2])) if found and found[2] else size - 1
    if first > last:
        refused = {"content-range": f"bytes */{size}"}
        return Response(status_code=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers=refused)
    headers = {"accept-ranges": "bytes", "content-length": str(last + 1 - first)}
    if found:
        headers["content-range"] = f"bytes {first}-{last}/{size}"
    status = HTTPStatus.PARTIAL_CONTENT if found else HTTPStatus.OK
    return StreamingResponse(_bytes(parts, first, last + 1), status, headers, "audio/wav")


def _bytes(parts: Sequence[Part], first: int, end: int) -> Iterator[bytes]:
    if first < HEADER_BYTES:
        yield header_of(0, end_of(parts))[first:end]
    position = max(first, HEADER_BYTES) - HEADER_BYTES
    while position < end - HEADER_BYTES:
        frame = position // FRAME_BYTES
        piece = frames_of(parts, frame, min(end_of(parts), frame + _PIECE_FRAMES)).astype("<i2").tobytes()
        skipped = position - frame * FRAME_BYTES
        sent = piece[skipped : skipped + end - HEADER_BYTES - position]
        yield sent
        position += len(sent)
