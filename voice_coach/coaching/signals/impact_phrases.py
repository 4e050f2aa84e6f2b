"""The phrases of people, moments, metrics and effects, in the mini-language of `reading.Line.has`."""

from __future__ import annotations

_words = str.split

SINGULAR = ("(he|she|her|his|him|herself|himself)",)
MOMENT = (
    "{clock}",
    "(on|in|at|from) (the|a|her|his) ({place})",
    "# (clock|min|years)",
    "(on|at) the phone",
    "(old|eighty|seventy|sixty|fifty) ?",
    "(day|minute|hour) later",
    "again",
    "on the line",
    "half past|quarter to|quarter past",
)
ACTS = ("{act}",)
INTRODUCES = (
    "(mr|mrs|ms|mister|miss|doctor|dr|nurse|professor|aunt|uncle) \\w+",
    "my (neighbou?r|mother|father|sister|brother|friend|colleague)",
    (
        "(a|one|this|our|take|picture|imagine|meet|say) .. (nurse|driver|teacher|student|"
        "mother|father|plumber|roofer|farmer|clerk|woman|man|girl|boy|widow|shopkeeper|owner|"
        "patient|customer|agent|inspector|electrician|parent|tenant|doctor|lawyer|seller|buyer|"
        "cook|mechanic|engineer|analyst|editor|baker|courier)"
    ),
    "(called|named|meet|picture|imagine|take) \\w+",
    "[a-z]{3,} (feels|notices) (it|this|that) .. (he|she|his|her)",
)
ASKED_FOR_PERSON = (
    "(who|whose|whom)",
    "(one|a) (person|patient|user|customer|reader|driver|nurse|agent|student|\\w+er)",
    "(picture|imagine|describe|tell me about) .. (one|a|someone|somebody|person)",
    "better day",
    "other end",
    "feels (this|it)",
)
NOT_THE_FEATURE = (
    "my (uncle|aunt|cousin)",
    "(used to|had a|was a|were a)",
    "(guests|people|users) in general",
)
GENERIC_METRIC_STEMS = frozenset(_words("share number rate today percent within after before every count"))
MOVES = (
    "from # ... to #( percent)?",
    "# ... (to|into) #",
    "# ... (went|goes|rose|fell|dropped|grew|climbed|came|come|go) (up |down )?to # .. ",
    "was # ... (now|after|is|against|then) #",
    "# .. before ... # .. after",
    "# .. against #",
    "against # ... with",
    "# .. (with|after) ... # .. (without|before)",
    "# .. (to|becomes?|reach|reaches|to become|to reach|to be) .. #",
    "(had|have|at|was|were) .. # percent ... (at|now|to|is|are) #",
)
"""From one number to another."""
VALUE_TODAY = (
    "(kpi|metric|success|goal|measure|count) ... #",
    "#( percent)? .. (today|now|at present|currently)",
)
"""How an interviewer says where the measure stands."""
_AHEAD = "(then|after|later|target|aim|expect|promise|hope|count on|should|would|will|end|reach|get|land)"
_NOW = "(now|today|currently|at present)"
MOVES_OF_A_KNOWN_MEASURE = (
    *MOVES,
    "# .. two .. #",
    "# .. (instead of|rather than|not|up from|down from|from|over|where) .. #",
    f"{_NOW} ... # ... {_AHEAD} ... #",
    f"# .. {_NOW} ... #",
    f"{_AHEAD} ... # ... {_NOW} .. #",
)
"""Of numbers one of which is known to be the measure's value today, less has to be said."""
LOSSES = (
    "{failure} ... (costs?|cause|takes|sets|loses?|means|burns?|worth|comes to|come to) .. # {money}",
    "{failure}(?: [^ ?]+){0,14} (at|times|by) # {money}",
    "# {money} .. (a|an|per|for|each|every|in) .. {failure}",
    "(lose|loses|losing|lost|burns?|burned) .. # {money}",
    "# {money} .. time .. (goes|is|are|get|gets) .. wrong",
    "(goes|go|is|are|get|gets) wrong ... costs? .. # {money}",
)
"""What a failure costs the business: money for every one of them, not what running the system costs."""
EFFECTS = (
    *MOVES,
    ("(a third|half|a quarter|two thirds|twice|# thirds|# quarters) (fewer|less|more|as many|of the)"),
    "by # (percent|points|times|min|days|h)",
    "# (percent|points) (fewer|less|more|higher|lower|better|faster|shorter|up|down|of)",
    "(saves?|saved|saving|gives? back|frees?|wins?) .. # (min|h|dollars|euros|days|\\w+)",
    "# (dollars|euros|pounds) (per year|per month|of (revenue|margin|sales))",
    "(halves?|halved|doubles?|doubled|triples?|tripled)",
    "# times (fewer|more|as many|less|the)",
    "(twice|half) (as many|the)",
)
CONSEQUENCES = (
    "(so|which means|that means|and so|then) .. (fewer|more|less) .. {metric}",
    "({change}) .. {metric}",
    "{metric} .. ({change})",
    "(fewer|more) .. {metric}",
    "{metric} .. (loses?|lost|suffers?|suffered|pays|is hurt|gets hurt|takes the hit)",
)
LINKS = (
    "(is|are|was|were) .. (for|about)",
    "(for|towards) (the|your|that|our|those)",
    (
        "(moves?|drives?|feeds|lifts?|raises?|lowers?|reduces?|cuts?|shows up in|counts "
        "towards|pays into|serves|helps|gets|brings|improves?|hurts|protects|keeps?) ..."
    ),
    "because|so|since|that is why|which",
)
CHOICE_NAMED = (
    ("(i|we) (put|place|chose|show|keep|use|let|make|send|write|mark|would|will|made|added|built)"),
    (
        "(is|are|was|sits?|appears?|comes?|goes|stays?|lands?) .. (for|inside|in|at|on|next|"
        "right|before|there)"
    ),
    (
        "(placement|marks?|button|draft|answers?|answer|stories|matching|filter|template|"
        "reminder|summary|offers?|text|message|letter|line|swap|note|warning|ranking|"
        "suggestion|moving|link|preview|first word|early|easy|choice|short|prepared|cited|"
        "citation|because|that is what|this is what)"
    ),
)
ASKED_FOR_EFFECT = (
    (
        "(what|how much|how|by how much) ... (do for|change|changes|move|moves|gain|gains|"
        "worth|effect|impact|improve|help|helps|bring|brings|for the business|get out of|buy|"
        "buys)"
    ),
    "by how much",
    "(kpi|metric|business|figure|bottom line)",
    "so what",
)
