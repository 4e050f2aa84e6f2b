"""The committee's packet on the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Any

from voice_coach.cli.say import harmless, minutes_and_seconds
from voice_coach.sessions.identity import is_id

Scorecard = Mapping[str, Any]
_LEVELS = {1: "very weak", 2: "weak", 3: "strong", 4: "very strong", None: "not enough evidence"}
_WIDEST = 110
_LONGEST_QUOTE = 150
_OUTCOMES = {
    "reframed": "You agreed, and fixed goal and limits first",
    "obeyed": "You drew at once",
    "refused": "You refused",
    "answered": "You answered with substance",
    "thin": "No limit, number or choice was found in the answer",
    "not told": "The talk ended there",
}
_FACTS = {
    "kpi": "the KPI",
    "traffic": "the traffic",
    "segment": "who the users are",
    "volume": "how many there are",
    "budget": "the budget",
    "latency": "how fast it must be",
    "quality": "the quality bar",
}
_TRAPS_SHOWN = 4


def show_packet(scorecard: Scorecard) -> None:
    """Print it, styled where the terminal can, wrapped to its width."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)
    width = min(console.width, _WIDEST) if console.is_terminal else _WIDEST
    for indent, style, line in lines_of(scorecard):
        for piece in wrap(line, width - indent) or [""]:
            console.print(Text(" " * indent + piece, style=style))


Line = tuple[int, str, str]
"""Indentation, style, words."""


def lines_of(scorecard: Scorecard) -> Iterator[Line]:
    """The packet line by line, in the order in which a committee reads."""
    packet = scorecard["packet"]
    yield 0, "bold", f"Verdict: {words(scorecard['verdict'])}{_level(packet)}."
    yield from (((0, "yellow", notice),) if (notice := _text(scorecard["judge"].get("notice"))) else ())
    yield from (
        ((0, "yellow", heard),) if (heard := _text(scorecard.get("heard_by", {}).get("notice"))) else ()
    )
    yield from _reason("For", packet["for"])
    yield from _reason("Against", packet["against"])
    yield 0, "", _text(packet["would_change"])
    yield from _dimensions(scorecard)
    yield from _opening(scorecard)
    yield from _pressure(packet)
    yield from _numbers(scorecard)
    yield from _left_out(packet)
    yield from _hear_again(scorecard)
    yield from _practice(packet)
    yield from _delivery(scorecard["delivery"])
    yield from _how(scorecard)


def _level(packet: Mapping[str, Any]) -> str:
    return f", for a {_text(packet['level'])} role" if packet.get("level") else ""


def _reason(side: str, reason: Mapping[str, Any]) -> Iterator[Line]:
    yield 0, "", f"{side}: {_text(reason['sentence'])}"
    yield from _quotes(reason["evidence"][:1], 2)


def _quotes(evidence: Sequence[Mapping[str, Any]], indent: int) -> Iterator[Line]:
    for each in evidence:
        yield indent, "italic", quoted(each)


def quoted(evidence: Mapping[str, Any]) -> str:
    """A quote with its time."""
    return f'[{minutes_and_seconds(evidence["start_s"])}] "{short(_text(evidence["quote"]))}"'


def short(quote: str) -> str:
    """A quote that fits the screen."""
    return quote if len(quote) <= _LONGEST_QUOTE else quote[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"


def _heading(name: str) -> Iterator[Line]:
    yield 0, "", ""
    yield 0, "bold", name


def _dimensions(scorecard: Scorecard) -> Iterator[Line]:
    if all(each["level"] is None for each in scorecard["dimensions"]):
        yield 0, "", _text(scorecard["dimensions"][0]["sentence"])
        return
    yield from _heading("Dimension by dimension")
    dissent = scorecard["judge"].get("dissent") or {}
    for each in scorecard["dimensions"]:
        level = each["level"]
        mark = "" if level is None else f" ({level} of 4)"
        yield 0, "bold", f"{words(each['id']).capitalize()}: {_LEVELS[level]}{mark}"
        yield 2, "", _text(each["sentence"])
        yield from _quotes(each["evidence"], 2)
        if each["advice"]:
            yield 2, "cyan", f"What would have raised it: {_text(each['advice'])}"
        if each["id"] in dissent:
            yield (
                2,
                "yellow",
                f"Dissent: the opinions were {_and([_numeral(n) for n in dissent[each['id']]])}.",
            )


def _numeral(level: int | None) -> str:
    return "none" if level is None else str(level)


def _opening(scorecard: Scorecard) -> Iterator[Line]:
    opening = scorecard["opening"]
    yield from _heading("The opening")
    said, covered, missing = opening["restatement"], opening["covered"], opening["not_covered"]
    restated = "not restated"
    if said:
        restated = f"restated at {minutes_and_seconds(said['t_s'])} in {said['length_s']:.0f} s"
    asked = f"asked about {_and(covered)}" if covered else "none of the three questions was asked"
    left_out = f"; left out: {_and(missing)}" if covered and missing else ""
    yield 0, "", f"The problem was {restated}; {asked}{left_out}."
    constraint, box = scorecard["first_constraint_s"], scorecard["first_diagram_s"]
    yield 0, "", f"First constraint: {_at(constraint)}. First component: {_at(box)}."


def _at(seconds: float | None) -> str:
    return "none" if seconds is None else minutes_and_seconds(seconds)


def _pressure(packet: Mapping[str, Any]) -> Iterator[Line]:
    moments = packet["pressure_moments"]
    if moments or packet["hints_used"]:
        yield from _heading("Under pressure")
    for each in moments:
        outcome = _OUTCOMES.get(each["outcome"], _text(each["outcome"]))
        if each["kind"] == "sketch" and each["outcome"] == "answered":
            outcome = "You answered"
        lost = each["kind"] == "sketch" and not each["recovered"] and each["answer_turn"] is not None
        back = ", and reasoning did not come back soon" if lost else ""
        yield 0, "", f"[{minutes_and_seconds(each['t_s'])}] {_text(each['request'])}"
        yield 2, "", f"{outcome}{back}."
    if packet["hints_used"]:
        yield 0, "", f"Hints used: {packet['hints_used']}."


def _numbers(scorecard: Scorecard) -> Iterator[Line]:
    told = [(n, n["check"] or n["trap"]) for n in scorecard["numbers"] if n["check"] or n["trap"]]
    if told:
        yield from _heading("Numbers to look at again")
    for number, problem in told[:_TRAPS_SHOWN]:
        yield 0, "", f'[{minutes_and_seconds(number["t_s"])}] "{_text(number["quote"])}": {_text(problem)}'


def _left_out(packet: Mapping[str, Any]) -> Iterator[Line]:
    facts, limits = packet.get("not_asked") or (), packet.get("limits_not_named") or ()
    if facts or limits:
        yield from _heading("What was there to be found")
    for limit in limits:
        yield 0, "", f"A limit that binds and was never named: {_text(limit['says'])}."
    for fact in facts:
        yield 0, "", f"Never asked, {_FACTS.get(fact['fact'], words(fact['fact']))}: {_text(fact['answer'])}"


def _hear_again(scorecard: Scorecard) -> Iterator[Line]:
    moment = scorecard["packet"]["hear_again"]
    if not moment:
        return
    yield from _heading("Worth hearing again")
    yield 0, "", _text(moment["why"])
    yield 2, "italic", quoted(moment)
    if is_id(scorecard["session"] or ""):
        at = minutes_and_seconds(moment["start_s"])
        yield 2, "dim", f"voice-coach replay {_text(scorecard['session'])} --at {at}"


def _practice(packet: Mapping[str, Any]) -> Iterator[Line]:
    yield from _heading("Practise next")
    for index, step in enumerate(packet["practise_next"], 1):
        yield 0, "", f"{index}. {_text(step['drill'])} (for {words(step['dimension'])}). {_text(step['why'])}"
        if step.get("example"):
            yield 3, "italic", f'A strong candidate: "{_text(step["example"])}"'


def _delivery(delivery: Mapping[str, Any]) -> Iterator[Line]:
    yield from _heading("How it sounded (no part of the verdict)")
    told = [
        f"{delivery['wpm']} words a minute" if delivery["wpm"] else "",
        f"{delivery['talk_share']:.0%} of the talking" if delivery["talk_share"] is not None else "",
        f"longest stretch {delivery['longest_monologue_s']:.0f} s" if delivery["longest_monologue_s"] else "",
        f"{len(delivery['pauses'])} long pauses" if delivery["pauses"] else "",
        f"{delivery['fillers_per_min']} fillers a minute" if delivery["fillers_per_min"] is not None else "",
        f"answers began after {delivery['response_delay_s']:.1f} s" if delivery["response_delay_s"] else "",
    ]
    yield 0, "", ", ".join(filter(None, told)) + "."


def _how(scorecard: Scorecard) -> Iterator[Line]:
    judge = scorecard["judge"]
    counted = Counter(words(signal["id"]) for signal in scorecard["signals"])
    yield from _heading("How this was judged")
    told = ", ".join(f"{name} {count}" for name, count in counted.items())
    yield 0, "", f"Counted: {told or 'nothing'}."
    if judge["kind"] == "llm":
        model = f"{_text(judge['model'])} at {_text(judge['host'])}"
        yield 0, "", f"Beside the rules, {judge['opinions']} opinions of {model}."
    for departure in judge.get("departures") or ():
        yield 2, "", _departure(departure)
    if scorecard["dropped_quotes"]:
        yield 0, "", f"{scorecard['dropped_quotes']} quotes were not in the transcript and are left out."
    yield 0, "dim", _text(judge["caution"])


def _departure(departure: Mapping[str, Any]) -> str:
    name = words(departure["dimension"]).capitalize()
    return (
        f"{name}: rules {departure['rules']}, model {departure['proposed']}, given {departure['given']}. "
        f"{_text(departure['why'])}"
    )


def words(name: str) -> str:
    """An id as a person reads it."""
    return harmless(name).replace("_", " ").replace("tradeoff", "trade-off").replace("kpi", "KPI")


def _and(names: Sequence[str]) -> str:
    said = [words(name) for name in names]
    return " and ".join(filter(None, [", ".join(said[:-1]), said[-1]])) if said else "nothing"


def _text(value: object) -> str:
    return harmless(str(value)) if value else ""
