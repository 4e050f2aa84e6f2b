"""How a word is said, in the sounds of pocketsphinx's dictionary (ARPAbet without stress).

Known words are looked up; the others are taken apart (endings, British spellings, compounds, letters), and
what is left is read by a small set of letter rules: a guess, but a guess that can be heard beats a word that
cannot be recognised at all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

Sounds = str
"""Sounds with blanks between them, e.g. `K EY`."""

LETTERS: Mapping[str, Sounds] = {
    "a": "EY", "b": "B IY", "c": "S IY", "d": "D IY", "e": "IY", "f": "EH F", "g": "JH IY",
    "h": "EY CH", "i": "AY", "j": "JH EY", "k": "K EY", "l": "EH L", "m": "EH M", "n": "EH N",
    "o": "OW", "p": "P IY", "q": "K Y UW", "r": "AA R", "s": "EH S", "t": "T IY", "u": "Y UW",
    "v": "V IY", "w": "D AH B AH L Y UW", "x": "EH K S", "y": "W AY", "z": "Z IY",
}  # fmt: skip

_SPELLINGS = (
    ("isation", "ization"), ("ise", "ize"), ("ising", "izing"), ("ised", "ized"), ("yse", "yze"),
    ("iser", "izer"), ("our", "or"), ("ogue", "og"), ("ller", "ler"), ("lled", "led"), ("lling", "ling"),
)  # fmt: skip
_HISSING = frozenset(("S", "Z", "SH", "ZH", "CH", "JH"))
_VOICELESS = frozenset(("P", "T", "K", "F", "TH"))
_HISSING_VOICELESS = frozenset(("S", "SH", "CH"))
_ENDINGS: tuple[tuple[str, tuple[str, ...], Sounds], ...] = (
    ("ing", ("", "e"), "IH NG"),
    ("er", ("", "e"), "ER"),
    ("ers", ("", "e"), "ER Z"),
    ("able", ("", "e"), "AH B AH L"),
    ("ability", ("able",), ""),
    ("less", ("",), "L AH S"),
    ("ness", ("",), "N AH S"),
    ("ly", ("",), "L IY"),
    ("or", ("e", ""), "ER"),
)
_SHORTEST_HALF = 3

_RULES = tuple(
    (re.compile(pattern), sounds)
    for pattern, sounds in (
        (r"tch", "CH"), (r"sch", "SH"), (r"ch", "CH"), (r"sh", "SH"), (r"th", "TH"),
        (r"ph", "F"), (r"ck", "K"), (r"wh", "W"), (r"^kn", "N"), (r"^wr", "R"),
        (r"ng(?=$|[^aeiou])", "NG"), (r"qu", "K W"), (r"tion", "SH AH N"), (r"sion", "ZH AH N"),
        (r"dge", "JH"), (r"igh", "AY"), (r"ee|ea|ie(?!t)", "IY"), (r"oo", "UW"),
        (r"oa|ow", "OW"), (r"ou", "AW"), (r"oi|oy", "OY"), (r"ai|ay|ei|ey(?!$)", "EY"),
        (r"au|aw", "AO"), (r"ar", "AA R"), (r"or", "AO R"), (r"er|ir|ur", "ER"),
        (r"a(?=[^aeiouwxy]e$)", "EY"), (r"i(?=[^aeiouwxy]e$)", "AY"),
        (r"o(?=[^aeiouwxy]e$)", "OW"), (r"u(?=[^aeiouwxy]e$)", "UW"), (r"(?<=[^aeiou])e$", ""),
        (r"ey$|y$|i$", "IY"), (r"a$", "AH"), (r"o$", "OW"), (r"c(?=[eiy])", "S"),
        (r"g(?=[eiy])", "JH"), (r"^y", "Y"), (r"x", "K S"), (r"^x", "Z"), (r"(.)(?=\1)", ""),
        (r"a", "AE"), (r"b", "B"), (r"c", "K"), (r"d", "D"), (r"e", "EH"), (r"f", "F"),
        (r"g", "G"), (r"h", "HH"), (r"i", "IH"), (r"j", "JH"), (r"k", "K"), (r"l", "L"),
        (r"m", "M"), (r"n", "N"), (r"o", "AA"), (r"p", "P"), (r"q", "K"), (r"r", "R"),
        (r"s", "S"), (r"t", "T"), (r"u", "AH"), (r"v", "V"), (r"w", "W"), (r"y", "IH"),
        (r"z", "Z"),
    )
)  # fmt: skip


def spelled(letters: str) -> Sounds:
    """An abbreviation said letter by letter; other characters are left out."""
    return " ".join(LETTERS[letter] for letter in letters.lower() if letter in LETTERS)


def sounds_of(word: str, known: Mapping[str, Sounds]) -> Sounds:
    """The sounds of a lower-case word: "" where it holds no letter."""
    return known.get(word) or _derived(word, known) or by_rules(word)


def by_rules(word: str) -> Sounds:
    """The sounds of a word by its letters alone; one without a vowel is spelled."""
    bare = re.sub(r"[^a-z]", "", word)
    if not re.search(r"[aeiouy]", bare):
        return spelled(bare)
    sounds, at = [], 0
    while at < len(bare):
        match, said = next((m, said) for rule, said in _RULES if (m := rule.match(bare, at)))
        sounds.append(said)
        at = match.end()
    return " ".join(filter(None, sounds))


def _derived(word: str, known: Mapping[str, Sounds]) -> Sounds:
    return (
        _respelled(word, known)
        or _plural(word, known)
        or _past(word, known)
        or _ended(word, known)
        or (_compound(word, known))
    )


def _respelled(word: str, known: Mapping[str, Sounds]) -> Sounds:
    for british, american in _SPELLINGS:
        for ending in ("", "s", "d"):
            if word.endswith(british + ending):
                return known.get(word.removesuffix(british + ending) + american + ending, "")
    return ""


def _plural(word: str, known: Mapping[str, Sounds]) -> Sounds:
    ending = next((each for each in ("'s", "s'", "s") if word.endswith(each)), None)
    stem = known.get(word.removesuffix(ending), "") if ending else ""
    if not stem:
        return ""
    last = stem.split()[-1]
    return f"{stem} {'AH Z' if last in _HISSING else 'S' if last in _VOICELESS else 'Z'}"


def _past(word: str, known: Mapping[str, Sounds]) -> Sounds:
    if not word.endswith("ed"):
        return ""
    stem = known.get(word[:-2]) or known.get(word[:-1]) or known.get(_single(word[:-2]), "")
    if not stem:
        return ""
    last = stem.split()[-1]
    if last in ("T", "D"):
        return f"{stem} AH D"
    return f"{stem} {'T' if last in _VOICELESS | _HISSING_VOICELESS else 'D'}"


def _ended(word: str, known: Mapping[str, Sounds]) -> Sounds:
    for ending, instead, said in _ENDINGS:
        if word.endswith(ending):
            bare = word.removesuffix(ending)
            for stem in (*(bare + each for each in instead), _single(bare)):
                if len(stem) >= _SHORTEST_HALF and stem in known:
                    return f"{known[stem]} {said}".strip()
    return ""


def _single(stem: str) -> str:
    """`batt` of `batting` as `bat`."""
    return stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] else stem


def _compound(word: str, known: Mapping[str, Sounds]) -> Sounds:
    """The two halves of `microservice`, the more even the better."""
    cuts = range(_SHORTEST_HALF, len(word) - _SHORTEST_HALF + 1)
    for cut in sorted(cuts, key=lambda at: abs(at - len(word) / 2)):
        second = known.get(word[cut:]) or _plural(word[cut:], known)
        if word[:cut] in known and second:
            return f"{known[word[:cut]]} {second}"
    return ""
