"""A session in Markdown: the packet first, then who said what and when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from voice_coach.sessions.scorecards import an_object, number, objects, text

_NAMES = {"c": "Candidate", "i": "Interviewer"}
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!&])")


def markdown(view: Mapping[str, Any]) -> str:
    """The whole text, from the value of the review page."""
    return (
        "\n".join([*_head(view), *_packet(an_object(view["scorecard"])), *_peers(view), *_talk(view)]) + "\n"
    )


def clock(seconds: float) -> str:
    """A time as `m:ss`."""
    whole = max(0, int(seconds))
    return f"{whole // 60}:{whole % 60:02d}"


def _head(view: Mapping[str, Any]) -> Iterator[str]:
    yield f"# {_said(view['title'])}"
    yield ""
    started = view["started_at"][:16].replace("T", " ")
    yield f"{started}, {view['mode']}, {clock(view['duration_s'])}, `{view['id']}`"
    for missing in view["missing"]:
        yield f"\n> {_said(missing)}"


def _packet(card: Mapping[str, Any]) -> Iterator[str]:
    if not card:
        return
    packet = an_object(card.get("packet"))
    yield f"\n## Verdict: {_words(card.get('verdict')) or 'none'}\n"
    for side in ("for", "against"):
        reason = an_object(packet.get(side))
        yield f"**{side.capitalize()}.** {_said(reason.get('sentence'))}\n"
        yield from _quotes(objects(reason.get("evidence"))[:1])
    yield f"**What would change it.** {_said(packet.get('would_change'))}\n"
    yield "| dimension | level | why | what would have raised it |\n|---|---|---|---|"
    for each in objects(card.get("dimensions")):
        level = each.get("level") if each.get("level") in (1, 2, 3, 4) else "-"
        cells = (_words(each.get("id")), str(level), _said(each.get("sentence")), _said(each.get("advice")))
        yield f"| {' | '.join(cells)} |"
    for each in objects(card.get("dimensions")):
        quotes = list(_quotes(objects(each.get("evidence"))))
        if quotes:
            yield f"\n### {_words(each.get('id')).capitalize()}\n"
            yield from quotes
    yield from _next(objects(packet.get("practise_next")))


def _next(steps: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if steps:
        yield "\n## Practise next\n"
    for place, step in enumerate(steps, 1):
        yield f"{place}. {_words(step.get('drill'))}: {_said(step.get('why'))}"


def _peers(view: Mapping[str, Any]) -> Iterator[str]:
    for form in view["peers"]:
        peer, verdict = _said(form["peer"]) or "a peer", _words(form["verdict"]) or "no verdict"
        yield f"\n## Second opinion: {peer}, {verdict}\n"
        for each in form["dimensions"]:
            yield f"- {_words(each['id'])}: {each['level'] or '-'} {_said(each['why'])}".rstrip()


def _talk(view: Mapping[str, Any]) -> Iterator[str]:
    for note in view["notes"]:
        yield f"\n> Note at {clock(note['t_s'])}: {_said(note['text'])}"
    yield "\n## What was said\n"
    for turn in view["turns"]:
        cut = " *(cut off)*" if turn.get("cut") else ""
        yield f"**[{clock(turn['s'])}] {_NAMES[turn['w']]}:** {_said(turn['x'])}{cut}\n"


def _quotes(evidence: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for each in evidence:
        yield f"> [{clock(number(each.get('start_s')) or 0.0)}] “{_said(each.get('quote'))}”\n"


def _words(name: object) -> str:
    return _said(text(name).replace("_", " "))


def _said(value: object) -> str:
    """Text on one line in which nothing is markup."""
    return _SPECIAL.sub(r"\\\1", " ".join(text(value).split()))
