"""The phrases of limits and the reasons they give, in the mini-language of `reading.Line.has`."""

from __future__ import annotations

BOUND = (
    (
        "(must|has to|have to|needs to|need to|is to|may not (take|cost)|should) ... # (ms|s|"
        "min|h|cents|dollars|euros|pounds|percent|qps|times|nines|tokens|days|gb|mb|\\w+)"
    ),
    (
        "(at most|no more than|not more than|less than|fewer than) (one|#) (\\w+ )?(in|of|out "
        "of) (#|every|a hundred)"
    ),
    (
        "(under|below|within|at most|no more than|not more than|no longer than|less than|max|"
        "maximum|maximum of|up to|inside|at least|no less than|no slower than|not above|not "
        "over|cap of|ceiling of|budget of|limit of|limit is|budget is|cap is|capped at|limited "
        "to) (about )?# (ms|s|min|h|cents|dollars|euros|pounds|percent|qps|nines|tokens)"
    ),
    (
        "# (ms|s|min|h|cents|dollars|euros|pounds|percent|qps|times|nines) .. (not longer|not "
        "more|at most|or less|tops|max|maximum|or (people|they|users|customers|the|it|we|she|"
        "he) (leave|leaves|give|gives|hang|hangs|drop|drops|lose|loses|walk)|is (the|a|one|our|"
        "my) .. ({limit_word})|ceiling|limit|budget|cap)"
    ),
)
PROHIBITIONS = (
    (
        "(must not|must never|may not|may never|may ever|never may|can never|never can|not "
        "ever|never ever|not allowed|not permitted|is forbidden|are forbidden|is illegal|"
        "prohibited|not negotiable|non negotiable|under no circumstances|off limits|out of "
        "bounds|a no ?go|should never|shall (not|never))"
    ),
    (
        "can not( ever| simply)? (leave|leaves|be (?!sure|bothered)\\w+|go (out|down|over|"
        "above|beyond)|exceed|take (longer|more)|cost|store|share|send|see|keep|reveal|show|"
        "expose|disclose|afford|invent|touch|contain|follow|track|use|miss|bend|happen|move|"
        "get (it|this|that) wrong|lose)"
    ),
    (
        "(nothing|none|no one|nobody|no \\w+|not a single \\w+|not one \\w+|never a \\w+) .. "
        "(sees|gets|learns|knows|may|can|must|should|is allowed|are allowed|leaves?|goes? out|"
        "gets? out|is sent|are sent|is stored|are stored|is kept|ever)"
    ),
    (
        "(never|no longer) (gives? away|leaves?|sees?|shows?|stores?|keeps?|sends?|invents?|"
        "reveals?|exceeds?|drops?|goes? (out|over)|leaks?|says|tells)"
    ),
    "only .. (if|with|after|once) .. (consent|approved|approval|permission|human|signs?|checked)",
    "does not (go out|leave|ship|get out)",
    (
        "(stay|stays|remain|remains|kept|keep) (inside|in house|on premise|on prem|with us|"
        "within|private|secret|confidential|on (the|our|their|your) (device|own|phone|site)|in "
        "(the|your|our) (country|eu|building|hospital|bank|region|company|house))"
    ),
    "(worse|more bad) than (none|no|nothing|saying nothing|silence)",
)
DEMANDS = (
    (
        "(must|has to|have to|needs? to) (be|work|run|stay|match|hold|come|carry|name|cite|"
        "quote|contain|keep|always|still|survive|remain|also be|all be|function|have|show|go "
        "through)"
    ),
)
NOT_ABOUT_THE_PROBLEM = (
    "(i|you) (must|have to|need to|can not|may not|could not|can never|never)",
    (
        "we (have to|need to) (talk|ask|know|see|decide|say|choose|start|look|discuss|check|"
        "think|agree|draw|trade)"
    ),
    "must (say|admit|be honest|confess|have)",
    "nobody (asked|knows|told)",
    (
        "can not (say|tell|promise|split|know|think|judge|remember|answer|do everything|have "
        "everything|see why)"
    ),
    "never (heard|said|mind|seen|tried|worked|did|had|been|know)",
    "(draw|drawing|sketch|diagram|boxes)",
    "has to do with",
    "have to admit|to be (honest|fair|clear)",
    "no (idea|problem|doubt|question|worries|need)",
    "need to be (said|clear|careful)",
    "(it|that|which) (was|were|had)",
)
LIMITS_FOLLOW = (
    (
        "(#|two|three|four|several|a few|my|our|hard|these|those|following|both) (\\w+ "
        ")?(limits|constraints|walls|requirements|hard points|points|red lines|conditions|"
        "guard ?rails|boundaries|must haves|rules|lines|ceilings)"
    ),
    ("what (binds|is binding|is hard|is tight|can not move|i would treat as hard|i (would )?treat as)"),
    "({limit_word}) (is|are)",
    ("(is|are|as) (one|another|a|the|my|our) (first|second|third|next|last|hard|real|main)? ?({limit_word})"),
    ("(things|points|ones) (are|is|that are) (tight|hard|fixed|binding|not negotiable|non negotiable)"),
    "hard is this",
    "({limit_word}) on the (page|board)",
    "(first|second|third) (limit|constraint)",
)
LIMITS_ASKED = (
    (
        "(which|what|any|your|the|name|list|give) .. (limits?|constraints?|binds?|binding|hard|"
        "requirements?|must|boundar\\w+|tight|non negotiable)"
    ),
)
LISTED_NEGATION = ("(no|nobody|never|without|nothing|zero) \\w+",)
ONE_IN = ("(one|#) (\\w+ )?(in|of|out of) (#|every|a hundred)", "in # (of|in|out of)")
LISTED_NUMBER = ("# (ms|s|min|cents|dollars|euros|pounds|qps|times|nines|percent)", *ONE_IN)
PAST_OR_CHANGE = (
    ("(was|were|went|took|measured|tried|tested|dropped|fell|rose|cut|got|gave|said|saw|had) .. # \\w+"),
    "from # ... to #",
    "# .. (before|earlier|last|against) .. #",
    "(trial|pilot|experiment|test)",
)
SET_ASIDE = ("i (will |would |can )?(ignore|park|skip|drop|leave|put)", "for now", "let it rest")
AS_A_REASON = (
    "(because|since|due to|so that|for|given) .. \\w+",
    "(this|that) way",
    "(so|and) .. (nobody|no one|nothing) .. (finds|can|is)",
)
STRONG_LINKS = (
    "because of",
    "due to",
    "owing to",
    "thanks to",
    "in view of",
    "with .. in mind",
    "(dictated|driven|forced|required|demanded|caused) by",
    (
        "(to|that|which|and|it|this) (stay|stays|keep|keeps|meet|meets|hold|holds|hit|hits|"
        "respect|respects|satisfy|satisfies|honou?rs?|fits?|complies|comply|guarantees?|"
        "protects?|serves?|ensures?|satisfies)"
    ),
    "gets? us through",
    "(for|given) the",
    "(is|are) (there )?for",
    "is there because|are there because",
    "the (\\w+ )?(rule|limit|constraint)",
    "(quick|fast|cheap|small|safe|short|light|exact|private) enough",
)
WEAK_LINKS = (
    (
        "because|since|so|so that|as|which means|that way|hence|therefore|that is why|which is "
        "why|this way|follows from"
    ),
)
BACKWARD_LINKS = ("this way|that way|that is why|which is why|hence|therefore",)
CHOICE = (
    (
        "(i|we) (would|will|can|could|use|put|choose|pick|take|go|keep|run|cache|store|send|"
        "let|make|do|have|precompute|host|chose|picked|prefer|want|stream|route|split|serve)"
    ),
    "(is|are|sits?|runs?|lives?|goes|stays?) (there|on|in|at|inside|before|behind|next|between)",
    "on (the|our)",
    (
        "(model|table|filter|cache|answers?|text|rule|index|check|human|person|phone|server|"
        "template|templates|writer|store|prepared|own|small|smaller|local|self hosted)"
    ),
    ("only|gets?|sees|linked|keeps?|writes?|reads?|always|never|stream\\w*|cach\\w+|precomput\\w+|host\\w*"),
)
NOT_A_CHOICE = (
    "(first|second|third) for me",
    "my (effort|focus|priority|priorities)",
    "(put|leave|let) .. (away|aside|rest|out)",
    "tick it off",
)
TRADE_QUESTION = (
    (
        "(cost|costs|lose|give away|give up|downside|price|trade|worse|pay for|sacrifice|earn|"
        "salary|first|priorit\\w+|effort|matters most|drop)"
    ),
)
