"""The phrases of restatements, questions and approaches, in the mini-language of `reading.Line.has`."""

from __future__ import annotations

from voice_coach.coaching.signals.signal import QuestionKind

_words = str.split

FRAME = (
    "in my (own )?words",
    "in my way",
    "in other words",
    "(what|how) i (think|understand|understood|hear|heard|take)",
    "let me (say|put|restate|rephrase|play|check|make sure|repeat|start)",
    "if i (understand|understood|got|get|hear|heard|follow)",
    (
        "the (real |actual |core |underlying )?(problem|issue|pain|trouble|job|task|situation|"
        "story|question) (is|here|today|as i|seems|we)"
    ),
    "(it|this|that) is (really |basically |mostly |all )?about",
    "as i (see|understand|hear) it",
    "my understanding",
    "i read (it|this) as",
    "what you are (after|asking|trying)",
    "what this is",
    "i hear",
)
WANT = (
    "you (really |actually |just )?(want|would like|need|are looking for|are after|hope|wish)",
    "you want that",
    "they (want|need|would like)",
    "the (goal|aim|wish|point|idea|job|ask) is",
    "so that (they|people|{user})",
    "should be (able|as)",
    "what they (want|need)",
    "would (rather|love)",
    "(is|are) (looking for|after)",
    "want",
)
TROUBLE = (
    "stuck",
    "afraid",
    "scared",
    "wait|waits|waiting|waited",
    "hang up|hangs up",
    "late|later",
    "lost|lose|loses|losing",
    "angry|annoyed|upset|mad",
    "forget|forgets|forgotten",
    "can not",
    "alone",
    "nobody|no one",
    "again",
    "by hand|manually",
    "too (long|late|many|much|slow|hard|few)",
    "never",
    "only (knows|has|shows|finds|sees|gets)",
    "empty",
    "miss|misses|missed|missing",
    "slow|slowly",
    "tired|exhausted",
    "frustrat\\w+|confus\\w+|unsure|lonely|overwhelm\\w+|drown\\w*|buried",
    "wrong",
    "does not|do not|did not|is not|are not|will not",
    "not (come|know|find|get|have)",
    "struggle|struggles|struggling",
    "give up|gives up|leave|leaves|drop|quit",
    "complain|complains",
    "guess|guesses|guessing",
    "spend|spends|waste|wastes|burn|burns",
    "pile|piles|backlog",
    "instead of",
    "no idea|no clue|no time",
    "half the (day|time|night)",
    "thick|pages",
    (
        "hurts?|pain\\w*|fails?|failed|breaks?|broken|stands? still|idle|worse|worst|bad|badly|"
        "annoy\\w*|nags?|hates?|dislikes?|bother\\w*|suffer\\w*|hangs?|queue|queues"
    ),
    (
        "interrupt\\w*|blocked|trouble|mess|chaos|overload\\w*|swamp\\w*|tedious|boring|"
        "expensive|unhappy|unclear|vague|ignored?|useless|unread|outdated|dead|overdue|"
        "risk\\w*|blame|burn out|argue|argues|fight|stress\\w*|evaporate\\w*|disappear\\w*|"
        "vanish\\w*"
    ),
    "(hands?|gives?) (her|him|them) the answer|learns? nothing|knows? nothing",
    "all over again|from scratch|switched|somebody else|waiting|waits",
)
NOW = (
    "today",
    "right now",
    "at the moment",
    "currently",
    "these days",
    "now",
    "tonight",
    "every (day|morning|night|week|time)",
)
ANECDOTE = (
    (
        "my (uncle|aunt|cousin|friend|brother|sister|father|mother|dad|mum|mom|wife|husband|"
        "old|former|last|previous)"
    ),
    "a friend of mine",
    "when i was",
    "i used to",
    "in my (last|previous) (job|company|role)",
)
NOT_PROBING = (
    "make (any )?sense",
    "hear me",
    "(shall|should) i",
    "do you want me",
    "would you like me",
    "want me to",
    "you (do )?agree",
    "do you agree",
    "agree with",
    "you know what i mean",
    "do you follow",
    "with me",
    "(repeat|say) .. (question|again|that)",
    "what was the question",
    "how much time",
    ("(may|can|could) i (draw|start|begin|think|take|have a|go on|continue|sketch|add|finish|just)"),
    "is (that|this|it) (okay|ok|fine|clear|alright|all right|good|enough|what you)",
    "are you (there|still|with)",
    "ready",
    "who knows",
    "so what \\?",
    "now what",
    "any questions",
    "see what i mean",
    "does that (help|answer|work)",
    "sound (good|okay|fine|right)",
    "where (was|were) (i|we)",
    "is not it",
    "do not (you|we|they)",
    "(right|okay|ok|yes|no|true) \\?",
    "you (see|know) \\?",
    "can (you|we) (move|go) on",
    "what else",
    ("how (do|would|will|can|should) (i|we) (do|get|build|make|solve|handle|reach|go|start|fix|keep|design)"),
    "what (does|would|will|did) (that|this|it) (mean|buy|give|cost|do|bring|take)",
    "why (not|is that|that|this|so|do i|would i|then|do we|the|#)",
    "guess what",
)
ASKS_INDIRECTLY = (
    (
        "(ask|asking|wonder|wondering|curious|like to know|love to know|need to know|want to "
        "know|tell me) .. (how|what|who|when|which|if|whether|where)"
    ),
)
QUESTION_KINDS: dict[QuestionKind, tuple[str, ...]] = {
    QuestionKind.PRIVACY: (
        (
            "secret|confidential|privacy|private data|sensitive|pii|gdpr|hipaa|consent|anonymous|"
            "anonymi[sz]ed|personal data|data protection|legal|law|regulat\\w+|compliance|audited"
        ),
        "allowed",
        "rules .. (data|minors|children)|data of|under age|minors",
        "who (may|can|is allowed|gets|will|is) (see|to see|look|read|access)",
        (
            "(may|can|could|should|do) (we|it|i|they|the \\w+) (store|keep|use|know|see|send|share|"
            "log|record|train|leave|read|look)"
        ),
        "(leave|leaves|leaving) (the|our|your)",
        "(know|see) (where|who|what) .. (person|customer|user|patient|people)",
        "know about",
        "outside (the|your|our)",
        "on premise|on prem|in house|which (country|region)",
        "off limits",
    ),
    QuestionKind.TRAFFIC: (
        "when (is|does|do|are|would|will|did)",
        (
            "rush|peak|peaks|spike|spikes|bursts?|bunched|bunch|season|seasonal|busy|busiest|wave|"
            "waves|spread|steady|evenly|even"
        ),
        (
            "(evening|evenings|morning|mornings|weekend|weekends|night|nights|holidays?|christmas|"
            "december|january|summer|winter|monday|mondays|friday|fridays|quarter end|month end|"
            "all year|office hours|around the clock|night shift)"
        ),
        "time of (day|year|the day)",
        "at once|same time|all day|concurrent\\w*|traffic|what hours?|which (hours?|days?|months?)",
        "load look|in one go",
    ),
    QuestionKind.KPI: (
        (
            "kpi|metric|metrics|measure|measured|measuring|success|successful|figure|target|goal|"
            "north star|objective|win"
        ),
        (
            "what (do|would|will) (you|we|they) (count|look at|judge|track|watch|care|optimi[sz]e|"
            "want to (move|see|change|improve|achieve|fix))"
        ),
        "judge|judged",
        "what (counts|matters|moves)",
        ("(is|are) (it|the target|we|you|that) .. (fewer|more|less|lower|higher|shorter|faster) .. or"),
        "how (do|would|will) (you|we|they) (know|tell|judge)",
        "how (you|we|they) (would|will|do) (know|tell|judge)",
        "how (do|would|will) .. (see|decide|recogni[sz]e) .. (success|worked|works|good|better)",
        "what (is|would be) (better|good|a good|a win|the number|the one number|the outcome)",
        "business (case|result|outcome)",
        "want to (move|improve|raise|lower|reduce)",
        "which number",
        "(fewer|more|shorter|faster) .. or (fewer|more|shorter|faster)",
        "worth (it|more)",
        "what .. (hurts|hurting)",
        "decide (that|if|whether) it (worked|works)",
        "looking to (move|improve|cut|raise)",
        "finish line|good look like",
    ),
    QuestionKind.VOLUME: (
        "how many",
        "how much (traffic|volume|text|data|load)",
        "volume|volumes",
        "how (big|large) (is|are)",
        "(a|per) (day|week|month|year|hour)",
        "how often",
        "what (size|scale)",
        "number of (users|requests|calls|questions|documents|messages|tickets|\\w+) (per|a|each)",
        "how much (of it|is there|do you get|comes in)",
        "order of magnitude",
    ),
    QuestionKind.SEGMENT: (
        "which \\w+s (do|did|are|would)",
        (
            "who (is|are|does|do|uses|use|will use|would use|reads|types|asks|will|exactly|mostly|"
            "feels|suffers|sits|writes|calls|buys|searches|opens)"
        ),
        (
            "which (users?|customers?|people|team|teams|group|groups|market|markets|countries|"
            "languages?|kind of|segment|segments|patients|clients|drivers|sellers|half)"
        ),
        ("what (kind|sort|type) of (users?|customers?|people|person|buyers?|patients?|\\w+ers?|\\w+s)"),
        (
            "(is|are) (it|they|those|these|this|that|the \\w+|we) .. (for|people|users|kids|"
            "experts|beginners|professionals?|new|older|young|native|consumers?|adults|companies|"
            "small|big|students|trained|experienced|mostly)"
        ),
        "segment|persona|audience",
        "for whom",
        "what language",
        "experts? or|beginners? or|novices?|newcomers|first time|junior|senior",
    ),
}
SPOKEN_OPENERS = (
    "what (is|are|do|does|would|counts|kind|sort|matters|figure|number|share|else|hours|time)",
    "when (is|do|does|are|will)",
    (
        "how (many|much|often|big|large|fast|long|strict|sensitive|bunched|do you|would you|do "
        "they|is the|are the)"
    ),
    "who (is|are|does|do|uses|may|can|will|reads|sees|gets|mostly|exactly)",
    (
        "which (users|customers|people|number|figure|metric|ones?|language|languages|team|kind|"
        "hours|days|part)"
    ),
    "(do|did) (you|we|they|people|customers|all|most|many)",
    "are (we|you|they|there|those|these)",
    "is (it|there|any)",
    "(can|may|could|should) (we|it|they|the \\w+)",
    "where (does|do|is|are|may)",
    "for whom",
    "have (you|we) (got|any|a)",
)
WEAK_OPENERS = (
    "who \\w+s",
    "(is|are|does|do|has|will) (the|that|this|your|their|its|\\w+s)",
)
OPENER_FOLLOWS = frozenset(
    _words("and so but or okay also first second third ask then now well right know wonder . ?")
)
NEVER_BEFORE_OPENER = frozenset(
    _words(
        "know on of about matter depends the that than see shows show say says understand "
        "exactly matters me you think to what where who how is decide for with like"
    )
)
APPROACH_ASKED = (
    (
        "(how|where) (would|do|will|could|might) you (do|build|approach|go|start|begin|solve|"
        "tackle|design|make|handle|set|get)"
    ),
    "approach",
    "what (would|could|can|do|will) you (do|build|propose|suggest|offer)",
    "(your|the) (plan|idea|solution|design|proposal|concept|shape)",
    "how (do|would|will) you (do|build) it",
    "what (is|are) you building",
    "in one sentence|in a sentence|big picture|high level|in short",
    "talk me through",
    "how (does|would|will|could|should) .. work",
    "(what|the) .. (shape|solution|design|idea)",
    "so what do you do",
)
APPROACH_CUE = (
    "in (a|one|two|#) (sentences?|breath|line)",
    "my (idea|approach|plan|proposal|suggestion|thinking) (is|would be|in)",
    "(just )?the idea",
    "at a high level|high level|roughly|in short|in essence|broadly|big picture",
    "the (plan|approach|idea|shape|concept) (is|would be|in)",
    (
        "(i|we) (would|will) (say|have|let|build|do|go|take|keep|split|use|start|give|pair|put|"
        "make|draft|record)"
    ),
    "i (make|let|do|build|would)",
    "let (the|a|field|our|them|staff)",
    "what i would do|here is (the|my) (idea|approach|plan)",
)
ACTOR = (
    (
        "(model|assistant|system|rule|rules|person|human|agent|nurse|clerk|editor|writer|staff|"
        "reviewer|expert|experts|people|calendar|phone|server|servers|app|table|team|it|search|"
        "lookup|filter|template|templates|checker|classifier|pass|speech|text|audio|teacher|"
        "solver|data team|search|engine) ... (reads?|proposes?|pulls?|throws?|becomes?|turned|"
        "writes?|drafts?|picks?|offers?|answers?|fits?|handles?|makes?|suggests?|"
        "summari[sz]es?|shortens?|finds?|checks?|sends?|gives?|proposes?|marks?|flags?|sorts?|"
        "ranks?|decides?|does|fills?|explains?|turns?|matches?|rewrites?|translates?|reviews?|"
        "approves?|signs?|confirms?|routes?|passes|chooses?|sees|takes|covers?|print|prints)"
    ),
    "(written|checked|reviewed|approved|picked|drafted|made|prepared|signed|confirmed|answered|read) by",
    (
        "(record|recogni[sz]e|write|retrieve|look up|search|draft|classify|summari[sz]e|"
        "translate|extract|generate|cache|keep|have|route|rank|precompute|prepare|fetch|match|"
        "check|show|ground|cite|stream|split|answer)"
    ),
)
STEPS = (
    (
        "(then|and then|later|afterwards|first|before|after that|behind|finally|and|which|the "
        "rest|what is left|otherwise|only)"
    ),
)
OPTIONS = (
    "(you|we|one) could ... (you|we|one) could",
    "or ... or ... or",
    "whichever|take your pick|plenty of options|lots of options",
)
