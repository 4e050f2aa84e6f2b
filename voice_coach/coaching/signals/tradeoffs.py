"""Gain against price, what is dropped, and lists that drop nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from voice_coach.coaching.signals.dialogue import Dialogue, signal_at
from voice_coach.coaching.signals.drawing import is_tour
from voice_coach.coaching.signals.lexicon import STOP_WORDS
from voice_coach.coaching.signals.reading import Hit, Line, Reading
from voice_coach.coaching.signals.signal import Signal, SignalId

_ASKED_FOR_PRICE = (
    "(cost|costs|lose|loses|give away|give up|giving up|downside|drawback|trade|trade ?off|sacrifice|catch|price|pay for|at what|worse|risk|free)", "why not", "what (do|would) you (pay|lose|give)", "instead", "compared", "why (a|the|that|this|so|on|in)", "(bigger|smaller|larger) model", "which (is|one) better", "alternative", "(good or bad|worth it|or worse|too (strict|slow|expensive|much|long))", "(is|does|are|do|will|would) not (it|that|they|this) .. (slow|annoy\\w*|hurt|expensive|risky|hard|much|long|\\w+)", "(annoys?|not free|that way|slows?|isn|why use|why would)", "how much",
)  # fmt: skip
_PRICE = (
    "in (return|exchange)", "at the (price|cost|expense) of", "(the|that is the|is the|my|our) (bill|price|catch|downside|drawback|flip side|trade ?off)", "gives? up|give away|giving up|gave up", "loses?|losing|lost|lose", "costs?|costing", "throws? away|throw out", "sacrific\\w+", "pays? for|paid for|pay with|we pay", "trad(e|es|ed|ing)", "on the other (hand|side)",
    "but|though|although|while|whereas|however|yet", "blocked|rejects?|along with", "instead of", "for (an |one |that |the )?(extra|more|additional)", "{worse}", "against (that|it|this)", "buys? (us|me)|bought (us|me)|buy",
)  # fmt: skip
_EXPLICIT = (
    "in (return|exchange)", "at the (price|cost|expense) of", "the (bill|price|catch|downside|drawback|flip side)", "gives? up|give away|giving up|gave up", "throws? away|throw out", "sacrific\\w+", "trad(e|es|ing) .. (for|against|away)", "on the other (hand|side)", "the (longer|more|bigger|smaller|shorter|faster|higher|stricter|larger|deeper|lower|fewer|less) ... the (longer|more|bigger|smaller|shorter|faster|higher|slower|fewer|less|worse|harder|larger|lower)",
    "but .. (costs?|loses?|slower|longer|worse|more|less|fewer|harder|misses|dearer|takes|riskier|only|adds?|wait|waits)", "({better}) ... but ... ({worse}|would have|never|not)", "({worse}) ... but ... ({better})", "buys? (us|me|you) ... (for|costs?|but)", "costs? (us|me|you)? ?... but", "gain ... (lose|price|pay)", "(paid|pay|pays) for (it|that|this) with", "(more|fewer|less) ... but (more|fewer|less) \\w+", "(took|takes|take) .. # .. so that is", "more ... (but|while|though) .. (less|fewer|slower|worse)",
    "(closer|better|faster|quicker|cheaper|more|simpler|easier|nicer|richer|safer) ... but ... (longer|slower|more|less|fewer|worse|harder|costs?|found|some|lose|loses|wait)", "(we|you|i|they) (lose|give up|pay|sacrifice)",
)  # fmt: skip
_NOT_A_TRADE = ("(some|always a|always some|many|all the|the usual|every|any) .. trade ?offs?", "about the trade ?offs?", "trade ?offs? (are|is|were|was) (important|everywhere|hard|key)")
_CHANGE_ONLY = (
    "from # ... to #", "# .. (went|goes|rose|fell|dropped|grew) (up |down )?to #", "it was # .. before", "# .. before .. # .. after", "# .. against #", "(lifted|raised|cut|moved|lowered) .. from # ... to #",
)  # fmt: skip


def tradeoffs(dialogue: Dialogue, excluded: frozenset[int]) -> Iterator[Signal]:
    """Trade-offs, with numbers on both sides or without."""
    for reading in dialogue.candidate:
        if reading.index in excluded or is_tour(dialogue, reading) or reading.line.has(*_NOT_A_TRADE):
            continue
        asked = dialogue.asked(reading).has(*_ASKED_FOR_PRICE)
        quantified = _two_sides_in_numbers(reading, asked)
        if quantified is not None:
            yield signal_at(reading, SignalId.TRADEOFF_QUANTIFIED, quantified)
            continue
        named = reading.line.first(*_EXPLICIT)
        if named is not None and _is_about_the_design(reading, named, asked):
            yield signal_at(reading, SignalId.TRADEOFF_UNQUANTIFIED, named)


def _is_about_the_design(reading: Reading, named: Hit, asked: bool) -> bool:
    """People lose things in stories too; a comparison that weighs two sides needs both or the interviewer's question."""
    return asked or reading.line.has("{better}") and reading.line.has("{worse}") and not reading.line.has("my (uncle|aunt|cousin|friend)")


_CONTRASTS = ("but|though|although|while|whereas|however|in return|in exchange|along with|instead of|on the other hand|for (one|an) (extra|more)|where the",)
_PAYS = ("(pay|pays|paid|paying) (for )?(it|that|this|them)? ?(with|in|by|for)?", "(cost|costs|costing) (us|me|you|them|about|roughly|around|an|#|\\w+ #)", "(took|takes|take|takes|need|needs|eats|ate) .. # (s|ms|min|h|days|weeks|dollars|euros|cents|gb|percent|\\w+)", "(stopped|lost|lose|loses|dropped|blocked|rejects?|rejected|missed|misses|thrown|throws|can not answer|could not|slower|longer|less|fewer|points less|every \\w+ good)")
_GAINS = ("(fell|fall|falls|drop|drops|dropped|went|goes|down|cut|cuts|rose|up|grew|improved?|better|correct|complete|right|works?|could|faster|safer|cheaper|fewer|saves?|saved|only|wrong|errors?|mistakes?|invented|unsafe)",)
_LEAST_WEIGHT = 4


def _two_sides_in_numbers(reading: Reading, asked: bool) -> Hit | None:
    """Two different things measured in one turn, set against each other as gain and price."""
    line = reading.line
    measured = [n for n in reading.numbers if n.unit not in {"clock", "percentile", "years"}]
    measures = {n.unit for n in measured if n.unit}
    pivot = min(line.hits(*_PRICE), key=lambda h: h.at, default=None)
    if len(measured) < 2 or pivot is None or not measures:
        return None
    several = len(measures) >= 2 or len(measured) >= 3
    weight = 2 * asked + 2 * line.has(*_EXPLICIT) + line.has(*_CONTRASTS) + several + (line.has(*_PAYS) and line.has(*_GAINS))
    only_one_change = len(measured) == 2 and line.has(*_CHANGE_ONLY)
    return pivot if weight >= _LEAST_WEIGHT and several and not only_one_change else None


_CHOOSES = (
    "(come|comes|goes|go) (first|second|last|before|next)", "(put|place|rank|set|take) .. (first|second|last|on top|above|ahead|before)", "(my|our|the|all) (effort|focus|attention|priority|priorities|energy|time|work) (goes|go|is|are|stays|will|would|on)",
    "(focus|concentrate|work|spend|bet|double down) (only |first |solely |just |mostly )?(on|for)", "(most|more) (important|critical|binding|urgent|painful|risky) .. (is|are|one|for me|constraint|limit|of)", "(number|priority) one|first (priority|is|place|comes)", "(pick|choose|chose|carry|pursue|go after|go with) (the |these |those |only |just )?(two|# (of|that|which|and)|first|one|top|latency|cost|privacy|quality|speed|trust|safety)",
    "(two|#|one|those|these) (decide|decides|matter|matters|make or break|count|make|drive|are the ones|really bind|bind)", "(matters|matter|counts|binds|weighs) (more|most|first|the most)", "top (two|#|one|priority)", "(keep|save|have) only (one|two|#)", "only (keep|do|have|save) (one|two|#)", "in (this|that) order", "(rank|ranking|order) (is|would be|them|these|those|:)?", "(rank|put|place|value|weigh) .. (above|over|before|ahead of|higher than)", "from (these|those|the (#|three|two)) i (take|pick|choose|keep)", "(above|before|over) (everything|all|anything|the rest|cost|price|speed|latency)", "(first|second|third) .. (then|second|third|last)", "(i|we) (work|care|fight|go|aim|optimi[sz]e|design|build) (for|on)", "into (a|the) .. and (the|a)", "(i|we) (would|will) (start|begin) with", "if i (can|could|had|have to) .. (only|one|choose|pick)", "wins",
)  # fmt: skip
_DROPS = (
    "(nothing|none|no) (else|of that|of those|of it|more|other)", "(let|leave|put|set|park|push|shelve|drop|cut|skip|ignore|postpone|defer|forget) (it|that|them|this|those|the \\w+|\\w+|the \\w+ \\w+) .. (rest|aside|away|out|later|off|for now|wait|go|for later|for last|down)", "(i|we) (drop|park|skip|ignore|shelve|cut|leave out|postpone|defer|let go|leave)", "(drop|park|skip|shelve|cut|ignore|defer|postpone) (the|it|that|them|everything|all|both|cost|price|\\w+ing)", "out of scope|off the table|off the list|not (in|for) (version|v|the first|this)", "not (now|this (year|quarter|time)|yet|before|worry|touch|chase|pursue)", "(the rest|everything else|the others?|all else|the third|the remaining|the other (two|three|one|#))",
    "tick it off|do not come back|not come back|does not decide|is one clause|put away|let it rest|live with", "comes? (last|later|after|second|third)", "(can|will|may|has to|have to|must) wait", "(is|are) (secondary|slack|not binding|a nice to have|nice to have|noise|settled|solved|just a (contract|clause|purchase|bill))", "(stop|stopped|not) (thinking|worrying|caring|spending)|as given|take (it|that) as given|ignore", "i (leave|park|am parking|drop|skip) (them|it|that|this|the)", "(i am|we are|i) (parking|dropping|skipping|ignoring|leaving)", "i (would )?(not|never) (spend|touch|work|tune|bother)", "(last|later|third|not at all|only|nothing)",
)  # fmt: skip
_WEAK_DROPS = ("(last|later|third|not at all|only|nothing)",)
_NO_CHOICE = (
    "first of all there", "(like|want|love) (to have )?(everything|all of (it|them))", "(can not|could not|hard to|difficult to|impossible to) (split|say|choose|pick|rank|decide|separate)", "all (are|of them are|equally) (important|equal)", "everything (is|matters)", "both are|all of them", "whichever|whatever|any of (them|those)", "it depends",
)  # fmt: skip
_ASKED_FOR_ORDER = (
    "(first|priorit\\w+|effort|most|rank|binds?|only (do|one|have)|drop|choose|pick|focus|matters|decide|which (one|of|two)|trade)",
)


def priorities(dialogue: Dialogue, excluded: frozenset[int]) -> Iterator[Signal]:
    """Turns that rank or narrow explicitly and leave the rest."""
    for reading in dialogue.candidate:
        if reading.index in excluded or is_tour(dialogue, reading) or reading.line.has(*_NO_CHOICE):
            continue
        chosen, dropped = reading.line.first(*_CHOOSES), [s for s in _DROPS if reading.line.has(s)]
        asked = dialogue.asked(reading).has(*_ASKED_FOR_ORDER)
        if chosen is not None and dropped and (asked or _ranks_limits(reading, dropped)):
            yield signal_at(reading, SignalId.PRIORITISED, chosen)


def _ranks_limits(reading: Reading, dropped: list[str]) -> bool:
    firm = any(phrase not in _WEAK_DROPS for phrase in dropped)
    return firm and len(reading.line.words) >= 12 and not reading.line.has("my (uncle|aunt|cousin|friend)")


_OPTION_CUES = (
    "(you|we|one|i|they) (could|can|might|may)", "or", "there is (a lot|lots|plenty|always|much|so much)|there are (many|lots|plenty|a lot|so many|tons)", "options?|knobs?|levers?|ways?|parameters?|settings?|techniques?|ideas", "whichever|whatever|take your pick|any of|all of (it|them|those)|mix all", "and so on|et cetera|etc|and the like|that kind of thing|you name it|stuff like", "something to (turn|tune|try)", "with (examples|\\w+s)", "(try|use|tune|turn|tweak|change|add)",
)  # fmt: skip
_KNOBS = (
    "temperature|top (k|p)|chunk (size|length|overlap)|overlap|prompt|prompts|prompt wording|embedding model|embeddings|fusion weights|confusion weights|weights|beam width|cache size|number of|re ?ranker|index type|fine tun\\w+|quanti[sz]\\w+|batch size|model size|context (length|window|size)|few shot|examples|distill\\w+|cach\\w+|bigger model|smaller model|training|training data|guardrails|retries|timeouts?|threads?|replicas|streaming|speculative decoding|rag|retrieval|lora|agents?|tools?|voice|checklist|translations?|tooltips|templates?|rules|feedback|ratings|reviews|tags|quiz|chat|dashboard|personali[sz]ation|search|summaries",
)  # fmt: skip
_LEAST_OPTIONS = 4


def laundry_lists(dialogue: Dialogue, excluded: frozenset[int]) -> Iterator[Signal]:
    """Four or more options in a row with neither ranking nor numbers."""
    for reading in dialogue.candidate:
        if reading.index in excluded or is_tour(dialogue, reading) or len(reading.numbers) > 1 or _drops_them(reading):
            continue
        where = _listed(reading) if reading.is_punctuated else _piled(reading)
        if where is not None:
            yield signal_at(reading, SignalId.LAUNDRY_LIST, where)


def _drops_them(reading: Reading) -> bool:
    return reading.line.has("none of (that|those|them|it)", "not (now|this year|this quarter)", "nothing else", "out of scope", "(come|comes) first", "because (of )?the")


def _listed(reading: Reading) -> Line | None:
    """Written text: a sentence with four or more short items between commas that reads like options."""
    for sentence in reading.sentences:
        if sentence.ends_as_question or sentence.numbers:
            continue
        items = _items(sentence)
        cues = sum(1 for cue in _OPTION_CUES if sentence.has(cue))
        if len(items) >= _LEAST_OPTIONS and cues + sentence.count(*_KNOBS) >= 2:
            return sentence
    return None


def _items(sentence: Line) -> list[str]:
    text = sentence.text[sentence.tokens[0].start : sentence.tokens[-1].end]
    parts = [p for p in re.split(r",|\bor\b|\band\b", text) if p.strip()]
    return [p for p in parts if len(p.split()) <= 6]


_PILE_WORDS = 9
_PILE_STOP_SHARE = 0.34


def _piled(reading: Reading) -> Line | None:
    """Recognised text has no commas: a list is a stretch nearly without the small words that make sentences."""
    tokens = reading.line.tokens
    cues = sum(1 for cue in _OPTION_CUES if reading.line.has(cue))
    knobs = len({hit.found for hit in reading.line.hits(*_KNOBS)})
    could = reading.line.count("(you|we|one|i) (could|can|might)")
    for first in range(max(1, len(tokens) - _PILE_WORDS + 1)):
        window = Line(tokens[first : first + _PILE_WORDS], reading.line.text, ())
        small = sum(1 for word in window.words if word in STOP_WORDS)
        if len(window.words) >= 7 and small / len(window.words) <= _PILE_STOP_SHARE and (knobs >= _LEAST_OPTIONS or cues + could >= 4):
            return window
    return None
