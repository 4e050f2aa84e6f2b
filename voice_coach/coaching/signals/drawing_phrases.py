"""The phrases of drawings, tours and refusals, in the mini-language of `reading.Line.has`."""

from __future__ import annotations

TOUR_CUES = (
    "then",
    "goes (in ?to|to|through|out)|go (in ?to|to|through)",
    "in ?to (a|an|the)",
    "feeds?|feeding",
    "next to|beside",
    "behind (it|them|that|this|the|a)",
    "in front( of)?",
    "on top( of)?",
    "from there",
    "(here|there) is|here (are|we have)",
    "(up|over|down) here|up there|down there",
    "on the (left|right)",
    "sits?",
    "between (them|all|the)",
    "(talks?|calls?|writes?|posts|publishes|pushes|hands) (in ?to|to|out)",
    "fans? out",
    "in the middle",
    "at the (end|bottom|top|front|back|edge|core)",
    "arrows?|lines?",
    "connected|connects",
    "hooks?|plugs?|wired",
    "followed by",
    "which (goes|feeds|writes|calls|ships|hits)",
    "and a|and an",
    "i (have|put|place|add|draw)",
    "joins|forks",
    "box(es)?",
)
REASONED = (
    (
        "because|because of|due to|constraint|constraints|limit|limits|kpi|budget|(so that|"
        "for) (users?|customers?|people|patients|they)|# (ms|s|cents|dollars|euros|percent)"
    ),
)
HUMAN = (
    (
        "users?|customers?|people|persons?|patients?|passengers?|drivers?|nurses?|doctors?|"
        "teachers?|students?|readers?|mechanics?|inspectors?|donors?|applicants?|employees?|"
        "staff|someone|somebody|everyone|she|he|her|him|his"
    ),
    "{metric}",
    "# (ms|s|min|h|percent|cents|dollars|euros|pounds|times|qps|points|percentile)",
    (
        "because|because of|so that|limit|limits|constraint|constraints|cost|costs|cheap|"
        "expensive|budget|privacy|latency|goal|wait|waiting|fast|quick|slow"
    ),
)
REQUESTS = (
    (
        "(please|now|just|quickly|kindly|let us|do|go ahead and|and|first|then|start by|begin "
        "by|so|okay|well|good|right|fine|actually|instead|straight away|settled|time to|like "
        "you to|want you to|ask you to|need you to|have you|would you|could you|can you|will "
        "you|why do not you|you mind|mind|love to see you|to see you|and just) {draw}(ing|"
        "ming)?"
    ),
    "[.?] {draw} (it|that|this|me|the|a|your|something|out|up|what)",
    (
        "{draw} (it|that|this|the \\w+|something|me \\w+|your \\w+|a \\w+) .. (on|now|please|"
        "for me|right away|straight away|first|quickly|up|out)"
    ),
    (
        "(could|can|would|will|may|might) (you|i|we|i have|i see|we have|we see|you do|you "
        "make|you give me|you show me|i get) .. (a|an|the|some|your)? ?(quick |rough |first |"
        "small |simple )?({drawing})"
    ),
    "(show|give|put|make|do|get|sketch) (me|us|it|that|up|something|this) .. ({drawing})",
    "(let|may|can) (me|us|i|we) see .. ({drawing})",
    (
        "(i would|i want|i need|we need|i should|we would) .. (like|love|want|need|see|have)? "
        "?.. (a|an|the|your) ({drawing})"
    ),
    "(grab|take|pick up|go to|use|step up to) .. (pen|marker|whiteboard|board|chalk)",
    "(on|onto|at|to) (the|a|that) (whiteboard|white board|board|paper)",
    "what (does|would|will) (the|your) (diagram|picture|drawing|sketch|architecture) look like",
    "boxes and (arrows|lines) (please|now)",
    "(architecture|diagram|sketch|drawing|boxes|picture) (first|please|now)",
)
NO_REQUEST = (
    (
        "(?<!why do )(not|never|no|without|(?<!why )do not|leave|skip|forget|instead of|rather than|"
        "stop|enough|"
        "before|after|until|later|less|put down|hold|no need|drop|past|than) .. ({drawing}|"
        "drawing|draw|sketching|sketch|drawings|sketches|diagrams|pictures)"
    ),
    "you can (draw|sketch) .. later",
    (
        "({draw}|{drawing}) .. (later|can wait|afterwards|is not needed|in a moment|another "
        "time|if you like|if you want|you drew|you made|you showed)"
    ),
    "you (drew|sketched|have drawn|have sketched|just drew)",
    "(in|on|from|of|about) your (sketch|drawing|diagram|picture)",
    ("draws? .. (attention|conclusion|conclusions|line between|from (the|our|their|your)|people|customers)"),
    "draws? on (the|our|their|your|past)",
    "get the picture|whole picture|big picture|bigger picture",
    "(like|as) you (drew|sketched|said)",
)
BARE_IMPERATIVE = (
    r"draw|sketch|diagram|whiteboard|draw (?:it|that|this|me)|show me (?:a|the|your) "
    r"(?:diagram|sketch|drawing|architecture|picture)"
)
DECLINES = (
    (
        "(i )?(will|would|do|am|can|could|shall|did) not .. (draw|drawing|sketch|sketching|"
        "diagram|whiteboard|do (that|it|drawings|diagrams|sketches|pictures|one|boxes))"
    ),
    "(would|will|had) rather (not|skip|leave|talk|stay|keep|do without|tell|say|explain)",
    "say no (to|there|here)",
    (
        "no (drawing|drawings|sketch|sketches|diagram|diagrams|picture|pictures|boxes) (from "
        "me|today|for|please|here|now|at|i)"
    ),
    (
        "not (going to|gonna|willing to|happy to|about to|here to|ready to) (draw|sketch|do|"
        "diagram|make|put|give)"
    ),
    "not drawing|not sketching",
    "(pass on|skip) (that|the|this|it|drawing|sketching)",
    "refuse|decline",
    (
        "(do not|does not|will not) (draw|sketch|do drawings|do diagrams|do sketches|do boxes|"
        "do pictures|believe in)"
    ),
    (
        "(drawing|drawings|sketching|sketches|diagrams|pictures|whiteboards?) (is|are) not "
        "(something|my|what|for|a thing|how|useful|needed|helpful)"
    ),
    "prefer not",
    "no (i|thanks|thank you|sorry|way|chance)",
    "without (a|any) (drawing|sketch|diagram|picture)",
    "i (do not|never) (draw|sketch)",
)
GOAL_CUES = (
    "{goal_word}",
    (
        "what (is|makes|would be) (good|a good|success)|(same|common) (picture|page|"
        "understanding)|what .. prove"
    ),
    (
        "(what|who) (it|the (drawing|sketch|picture|diagram|boxes)) .. (for|serve|serves|show|"
        "prove|answer|must|has)"
    ),
    "why .. (boxes|drawing|it|picture)",
    "numbers?",
    "# (s|ms|cents|dollars|percent|min)",
)
DEICTIC = (
    "(here|there) (is|are|goes|we have|you have|comes)",
    "(up|over|down|right) here",
    "on the (left|right|top|bottom)",
    "in the (middle|centre|center|corner)",
    "box(es)?",
    "arrow|arrows",
    "(next to|beside|behind|above|below|under|between|in front of) (it|that|them|the|this)",
    "(i|so i|i will|let me|we) (draw|put|start with|sketch|place|begin with|have)",
    "goes (to|into|in)",
    "then (the|a|an|there)",
    "into (a|the|an)",
    "talks to|connects|feeds|calls",
)
SAID_TO_BE_SETTLED = (
    "(now that|since|as|given) .. (settled|agreed|clear|fixed|done|established|sorted|covered)",
    "(limits|constraints|trade ?offs) .. (settled|agreed|clear|done|behind us)",
)

OWNS = ("have|has|got|use|uses|includes?|there (is|are)|(consists?|made up|built) (of|from)",)
"""What lists parts rather than saying what they do."""
