"""The phrases of gain and price, ranking and lists, in the mini-language of `reading.Line.has`."""

from __future__ import annotations

ASKED_FOR_PRICE = (
    (
        "(cost|costs|lose|loses|give away|give up|giving up|downside|drawback|trade|trade ?off|"
        "sacrifice|catch|price|pay for|at what|worse|risk|free)"
    ),
    "why not",
    "what (do|would) you (pay|lose|give)",
    "instead",
    "compared",
    "why (a|the|that|this|so|on|in)",
    "(bigger|smaller|larger) model",
    "which (is|one) better",
    "alternative",
    "(good or bad|worth it|or worse|too (strict|slow|expensive|much|long))",
    (
        "(is|does|are|do|will|would) not (it|that|they|this) .. (slow|annoy\\w*|hurt|expensive|"
        "risky|hard|much|long|\\w+)"
    ),
    "(annoys?|not free|that way|slows?|isn|why use|why would)",
    "how much",
)
PRICE = (
    "in (return|exchange)",
    "at the (price|cost|expense) of",
    "(the|that is the|is the|my|our) (bill|price|catch|downside|drawback|flip side|trade ?off)",
    "gives? up|give away|giving up|gave up",
    "loses?|losing|lost|lose",
    "costs?|costing",
    "throws? away|throw out",
    "sacrific\\w+",
    "pays? for|paid for|pay with|we pay",
    "trad(e|es|ed|ing)",
    "on the other (hand|side)",
    "but|though|although|while|whereas|however|yet",
    "blocked|rejects?|along with",
    "instead of",
    "for (an |one |that |the )?(extra|more|additional)",
    "{worse}",
    "against (that|it|this)",
    "buys? (us|me)|bought (us|me)|buy",
)
EXPLICIT = (
    "in (return|exchange)",
    "at the (price|cost|expense) of",
    "the (bill|price|catch|downside|drawback|flip side)",
    "gives? up|give away|giving up|gave up",
    "throws? away|throw out",
    "sacrific\\w+",
    "trad(e|es|ing) .. (for|against|away)",
    "on the other (hand|side)",
    (
        "the (longer|more|bigger|smaller|shorter|faster|higher|stricter|larger|deeper|lower|"
        "fewer|less) ... the (longer|more|bigger|smaller|shorter|faster|higher|slower|fewer|"
        "less|worse|harder|larger|lower)"
    ),
    (
        "but .. (costs?|loses?|slower|longer|worse|more|less|fewer|harder|misses|dearer|takes|"
        "riskier|only|adds?|wait|waits)"
    ),
    "({better}) ... but ... ({worse}|would have|never|not)",
    "({worse}) ... but ... ({better})",
    "buys? (us|me|you) ... (for|costs?|but)",
    "costs? (us|me|you)? ?... but",
    "gain ... (lose|price|pay)",
    "(paid|pay|pays) for (it|that|this) with",
    "(more|fewer|less) ... but (more|fewer|less) \\w+",
    "(took|takes|take) .. # .. so that is",
    "more ... (but|while|though) .. (less|fewer|slower|worse)",
    (
        "(closer|better|faster|quicker|cheaper|more|simpler|easier|nicer|richer|safer) ... but "
        "... (longer|slower|more|less|fewer|worse|harder|costs?|found|some|lose|loses|wait)"
    ),
    "(we|you|i|they) (lose|give up|pay|sacrifice)",
)
NOT_A_TRADE = (
    "(some|always a|always some|many|all the|the usual|every|any) .. trade ?offs?",
    "about the trade ?offs?",
    "trade ?offs? (are|is|were|was) (important|everywhere|hard|key)",
)
CHANGE_ONLY = (
    "from # ... to #",
    "# .. (went|goes|rose|fell|dropped|grew) (up |down )?to #",
    "it was # .. before",
    "# .. before .. # .. after",
    "# .. against #",
    "(lifted|raised|cut|moved|lowered) .. from # ... to #",
)
CONTRASTS = (
    (
        "but|though|although|while|whereas|however|in return|in exchange|along with|instead of|"
        "on the other hand|for (one|an) (extra|more)|where the"
    ),
)
PAYS = (
    "(pay|pays|paid|paying) (for )?(it|that|this|them)? ?(with|in|by|for)?",
    "(cost|costs|costing) (us|me|you|them|about|roughly|around|an|#|\\w+ #)",
    (
        "(took|takes|take|takes|need|needs|eats|ate) .. # (s|ms|min|h|days|weeks|dollars|euros|"
        "cents|gb|percent|\\w+)"
    ),
    (
        "(stopped|lost|lose|loses|dropped|blocked|rejects?|rejected|missed|misses|thrown|"
        "throws|can not answer|could not|slower|longer|less|fewer|points less|every \\w+ good)"
    ),
)
GAINS = (
    (
        "(fell|fall|falls|drop|drops|dropped|went|goes|down|cut|cuts|rose|up|grew|improved?|"
        "better|correct|complete|right|works?|could|faster|safer|cheaper|fewer|saves?|saved|"
        "only|wrong|errors?|mistakes?|invented|unsafe)"
    ),
)
CHOOSES = (
    "(come|comes|goes|go) (first|second|last|before|next)",
    "(put|place|rank|set|take) .. (first|second|last|on top|above|ahead|before)",
    (
        "(my|our|the|all) (effort|focus|attention|priority|priorities|energy|time|work) (goes|"
        "go|is|are|stays|will|would|on)"
    ),
    ("(focus|concentrate|work|spend|bet|double down) (only |first |solely |just |mostly )?(on|for)"),
    (
        "(most|more) (important|critical|binding|urgent|painful|risky) .. (is|are|one|for me|"
        "constraint|limit|of)"
    ),
    "(number|priority) one|first (priority|is|place|comes)",
    (
        "(pick|choose|chose|carry|pursue|go after|go with) (the |these |those |only |just "
        ")?(two|# (of|that|which|and)|first|one|top|latency|cost|privacy|quality|speed|trust|"
        "safety)"
    ),
    (
        "(two|#|one|those|these) (decide|decides|matter|matters|make or break|count|make|drive|"
        "are the ones|really bind|bind)"
    ),
    "(matters|matter|counts|binds|weighs) (more|most|first|the most)",
    "top (two|#|one|priority)",
    "(keep|save|have) only (one|two|#)",
    "only (keep|do|have|save) (one|two|#)",
    "in (this|that) order",
    "(rank|ranking|order) (is|would be|them|these|those|:)?",
    "(rank|put|place|value|weigh) .. (above|over|before|ahead of|higher than)",
    "from (these|those|the (#|three|two)) i (take|pick|choose|keep)",
    "(above|before|over) (everything|all|anything|the rest|cost|price|speed|latency)",
    "(first|second|third) .. (then|second|third|last)",
    "(i|we) (work|care|fight|go|aim|optimi[sz]e|design|build) (for|on)",
    "into (a|the) .. and (the|a)",
    "(i|we) (would|will) (start|begin) with",
    "if i (can|could|had|have to) .. (only|one|choose|pick)",
    "wins",
)
DROPS = (
    "(nothing|none|no) (else|of that|of those|of it|more|other)",
    (
        "(let|leave|put|set|park|push|shelve|drop|cut|skip|ignore|postpone|defer|forget) (it|"
        "that|them|this|those|the \\w+|\\w+|the \\w+ \\w+) .. (rest|aside|away|out|later|off|"
        "for now|wait|go|for later|for last|down)"
    ),
    "(i|we) (drop|park|skip|ignore|shelve|cut|leave out|postpone|defer|let go|leave)",
    (
        "(drop|park|skip|shelve|cut|ignore|defer|postpone) (the|it|that|them|everything|all|"
        "both|cost|price|\\w+ing)"
    ),
    "out of scope|off the table|off the list|not (in|for) (version|v|the first|this)",
    "not (now|this (year|quarter|time)|yet|before|worry|touch|chase|pursue)",
    ("(the rest|everything else|the others?|all else|the third|the remaining|the other (two|three|one|#))"),
    (
        "tick it off|do not come back|not come back|does not decide|is one clause|put away|let "
        "it rest|live with"
    ),
    "comes? (last|later|after|second|third)",
    "(can|will|may|has to|have to|must) wait",
    (
        "(is|are) (secondary|slack|not binding|a nice to have|nice to have|noise|settled|"
        "solved|just a (contract|clause|purchase|bill))"
    ),
    ("(stop|stopped|not) (thinking|worrying|caring|spending)|as given|take (it|that) as given|ignore"),
    "i (leave|park|am parking|drop|skip) (them|it|that|this|the)",
    "(i am|we are|i) (parking|dropping|skipping|ignoring|leaving)",
    "i (would )?(not|never) (spend|touch|work|tune|bother)",
    "(last|later|third|not at all|only|nothing)",
)
WEAK_DROPS = ("(last|later|third|not at all|only|nothing)",)
NO_CHOICE = (
    "first of all there",
    "(like|want|love) (to have )?(everything|all of (it|them))",
    ("(can not|could not|hard to|difficult to|impossible to) (split|say|choose|pick|rank|decide|separate)"),
    "all (are|of them are|equally) (important|equal)",
    "everything (is|matters)",
    "both are|all of them",
    "whichever|whatever|any of (them|those)",
    "it depends",
)
ASKED_FOR_ORDER = (
    (
        "(first|priorit\\w+|effort|most|rank|binds?|only (do|one|have)|drop|choose|pick|focus|"
        "matters|decide|which (one|of|two)|trade)"
    ),
)
OPTION_CUES = (
    "(you|we|one|i|they) (could|can|might|may)",
    "or",
    ("there is (a lot|lots|plenty|always|much|so much)|there are (many|lots|plenty|a lot|so many|tons)"),
    "options?|knobs?|levers?|ways?|parameters?|settings?|techniques?|ideas",
    "whichever|whatever|take your pick|any of|all of (it|them|those)|mix all",
    "and so on|et cetera|etc|and the like|that kind of thing|you name it|stuff like",
    "something to (turn|tune|try)",
    "with (examples|\\w+s)",
    "(try|use|tune|turn|tweak|change|add)",
)
KNOBS = (
    (
        "temperature|top (k|p)|chunk (size|length|overlap)|overlap|prompt|prompts|prompt "
        "wording|embedding model|embeddings|fusion weights|confusion weights|weights|beam "
        "width|cache size|number of|re ?ranker|index type|fine tun\\w+|quanti[sz]\\w+|batch "
        "size|model size|context (length|window|size)|few shot|examples|distill\\w+|cach\\w+|"
        "bigger model|smaller model|training|training data|guardrails|retries|timeouts?|"
        "threads?|replicas|streaming|speculative decoding|rag|retrieval|lora|agents?|tools?|"
        "voice|checklist|translations?|tooltips|templates?|rules|feedback|ratings|reviews|tags|"
        "quiz|chat|dashboard|personali[sz]ation|search|summaries"
    ),
)
