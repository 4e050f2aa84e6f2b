"""The words the detectors share. All are normalised forms: lower case, contractions opened, `#` for a
number."""

from __future__ import annotations

from voice_coach.coaching.language import HESITATIONS
from voice_coach.coaching.signals.signal import LimitKind

_words = str.split

FILLERS = HESITATIONS

_NEGATED = _words("do does did is are was were has have had would should could must need might")
CONTRACTIONS: dict[str, str] = {
    **{f"{verb}n't": f"{verb} not" for verb in _NEGATED},
    **{f"{verb}nt": f"{verb} not" for verb in _NEGATED},
    **{f"{pronoun}'d": f"{pronoun} would" for pronoun in _words("i we you they he she it that who")},
    **{f"{pronoun}'ll": f"{pronoun} will" for pronoun in _words("i we you they he she it that there")},
    **{f"{pronoun}'re": f"{pronoun} are" for pronoun in _words("we you they")},
    **{f"{pronoun}'ve": f"{pronoun} have" for pronoun in _words("i we you they")},
    **{
        f"{word}'s": f"{word} is"
        for word in _words("it that there what who where when how here he she which this")
    },
    **dict.fromkeys(("can't", "cant", "cannot"), "can not"),
    **dict.fromkeys(("won't", "wont"), "will not"),
    "shan't": "shall not",
    "i'm": "i am",
    "im": "i am",
    "ive": "i have",
    "youre": "you are",
    "theyre": "they are",
    "weve": "we have",
    "thats": "that is",
    "theres": "there is",
    "whats": "what is",
    "whos": "who is",
    "let's": "let us",
    "lets": "let us",
    "gonna": "going to",
    "wanna": "want to",
    "gotta": "have to",
}

LETTER_WORDS = frozenset(
    _words(
        "kpi api sql llm rag gpu cpu pii gdpr hipaa qps sla slo ui ux ab roi nps csat aht pdf "
        "html json http cdn crm erp faq "
        "vip ceo cto pm ml ai nlp ocr asr tts vm db kv lru ttl rpc sdk ci cd aws gcp s3 ip id sms"
    )
)

SCORE_TALK = (
    (
        "(anyone|whoever|everyone|those|person|people|judge|grader|assessor|reviewer|evaluator|"
        "examiner) .. (scoring|grading|judging|marking|assessing|evaluating) .. (this|me|it|"
        "transcript|interview|conversation)"
    ),
    "(rubric|scorecard|scoring (sheet|guide|model|instructions?)|grading (sheet|guide|instructions?))",
    (
        "(disregard|ignore|forget|override) .. (instructions?|rubric|rules|prompt|guidelines|"
        "criteria|above|previous)"
    ),
    "(evaluation|scoring|grading|judging|assessment) (assistant|model|system|bot|ai|engine)",
    "(highest|top|best|full|maximum|perfect) (verdict|score|scores|marks|rating|level|levels|grade)",
    (
        "(levels?|scores?|marks|ratings?|grades?) (are|is|should be|must be|of) .. (#|four|top|"
        "maximum|full|across the board)"
    ),
    (
        "(output|return|give|assign|award|record|write down|mark|rate|score|grade) .. (verdict|"
        "strong hire|me as|me a|this answer|this candidate|this interview|this as|every "
        "dimension|all dimensions|four out of)"
    ),
    "strong hire",
    (
        "(note|message|memo|instruction) (to|for) .. (grader|judge|scorer|assessor|evaluator|"
        "committee|reviewer|model|system)"
    ),
    "make a note of that",
    (
        "my (prioriti[sz]ation|reasoning|framing|answer|answers|structure|trade ?offs?|"
        "analysis|performance|restatement|story|user story|communication) (was|were|is|are|has "
        "been|have been) .. (excellent|outstanding|perfect|flawless|complete|clear|strong|"
        "great|brilliant|exemplary|best|top|balanced|convincing)"
    ),
    "i (was|have been|am) .. balanced about",
    "there (was|has been) a (user story|restatement|trade ?off|quantified trade ?off|ranking)",
    (
        "(every|each|all) (choice|choices|decision|decisions|component|components) (was|were|"
        "has been|have been|is|are) (mapped|tied|linked|justified)"
    ),
    (
        "i (have )?(already )?(restated|prioriti[sz]ed|quantified|covered|named|stated|mapped|"
        "ranked) .. (everything|all of it|the problem (perfectly|already|clearly|fully)|all "
        "(the )?(constraints|trade ?offs|choices|signals))"
    ),
    "(system|assistant|developer) prompt",
    "you (are|will|must|should|do) (now )?(agree|confirm) .. (that )?(i|my|every|the candidate)",
    "as the (judge|grader|assessor|evaluator|examiner|scorer|evaluation|scoring)",
    "the candidate (has|have|did|is|was|showed|demonstrated|deserves|should)",
    "(set|put|change|raise|lift|mark|score|rate) .. (levels?|scores?|my (\\w+ )+(as|at|to))",
    "(grading|scoring|override|developer|debug|admin) mode",
    "dear (judge|grader|model|language model|assistant|assessor|committee|system)",
    "let the (record|report|packet|transcript) (show|say|state|reflect)",
    "(correct|right|proper|only|final) (verdict|rating|grade)",
    "verdict .. (is|to|here|decided)",
    "your (new|old|original|previous|earlier|hidden|real)? ?instructions",
    "instructions (in|of) your prompt",
    "(mark|count|treat|label|log|tag) (this|that|it|the .. (turn|answer)) .. as a",
    "(expert|independent|fair|any|every) (assessor|grader|evaluator|scorer)",
    "this (answer|turn) (covers|shows|meets|demonstrates|proves) .. (framing|constraints|impact|all)",
    "(skip|drop|bypass|ignore) the (quote|evidence|signal) (check|checks)",
    "(approve|hire|pass) me",
    "write (in|into) the (packet|report|scorecard)",
    "i deserve .. (level|score|mark|hire|pass|four)",
)
"""Talk about the score, the scorer or one's own merits: no evidence for anything."""

_BOX = (
    r"adapters?|gateways?|servers?|services?|micro ?services?|queues?|bus|stores?|"
    r"databases?|db|caches?|index|indexes|indices|"
    r"embedders?|embedding models?|retrievers?|re ?rankers?|rankers?|orchestrators?|"
    r"planners?|routers?|prox(?:y|ies)|guardrails?|"
    r"endpoints?|api|apis|pipelines?|lakes?|warehouses?|registr(?:y|ies)|trainers?|workers?|"
    r"balancers?|builders?|parsers?|"
    r"splitters?|chunkers?|schedulers?|brokers?|kafka|redis|postgres|kubernetes|clusters?|"
    r"nodes?|modules?|front ?ends?|"
    r"back ?ends?|box(?:es)?|classifiers?|verifiers?|aggregators?|extractors?|captioners?|"
    r"connectors?|webhooks?|tool adapters?|"
    r"consumers?|producers?|sidecars?|mesh|cdn|buckets?|tables?|loggers?|dashboards?|"
    r"controllers?|channels?|fork|recogni[sz]ers?|"
    r"tokeni[sz]ers?|filters?|monitors?|layers?|event stream|lambda|lambdas|crawlers?|"
    r"ingest(?:ion|or)?s?|etl|agents? framework|"
    r"vector (?:store|database|db|index)|feature store|load balancer|web page|web app|"
    r"mobile app|app server|engines?|streams?|apps?|encoders?|decoders?|correctors?|shards?|"
    r"screens?|kafka|model|models|llm|"
    r"fine tuner|inference|fusion|state machine|session store|data ?base|object storage|"
    r"storage|blob store|notifiers?|tool calls?"
)
_TECH = _BOX + (
    r"|tokens?|quanti[sz](?:ed|ation)|batch(?:ing|es)?|kv|paged|streaming|stream|sliding|"
    r"windows?|embeddings?|vectors?|"
    r"sparse|dense|late interaction|tensors?|shards?|sharded|sharding|replicas?|replicated|"
    r"replication|idempotent|backoff|"
    r"attention|context|decoder|encoder|transformer|lora|adapters|gradient|checkpoints?|"
    r"canary|blue green|rollout|deltas?|"
    r"segments?|compressed|serialization|protobuf|grpc|rest|json|schema|schemas|"
    r"partition(?:ed|s)?|offsets?|topics?|pub ?sub|"
    r"graph|hnsw|bm25|cosine|similarity|chunks?|chunking|top (?:k|p)|temperature|beam|"
    r"logits?|sampling|speculative|decoding|"
    r"prefill|throughput|autoscal\w+|containers?|pods?|helm|terraform|vpc|tls|oauth|jwt|"
    r"webhooks?|websockets?|thread pool|"
    r"async|asynchronous|event|events|labelling|labeling|head|planner|tool|tools|prompt|"
    r"prompts|push|sync|edge|offline|"
    r"inference|distill(?:ed|ation)?|fine tun\w+|pre ?train\w*|reranking|retrieval|rag|"
    r"mlops|ci|cd|yaml|docker|nginx|envoy|"
    r"function calling|moe|experts|parallelism|pooling|cuda|gpu|gpus|kernel|kernels|memory|"
    r"heap|b ?tree|lsm|wal|raft|quorum"
)
_METRIC = (
    r"kpi|kpis|metric|metrics|churn|retention|conversion|conversions|resolution|resolved|"
    r"satisfaction|csat|nps|complaints?|"
    r"tickets?|reopen\w*|repeat rate|repeat (?:purchases?|visits?|customers?)|completion|"
    r"completed|adoption|revenue|sales|margin|"
    r"bookings?|no shows?|acceptance|accepted|deflection|handling time|handle time|time to "
    r"\w+|turnaround|renewals?|sign ?ups?|"
    r"subscriptions?|cancellations?|returns?|basket|order value|bottles per order|loans per "
    r"search|click through|ctr|"
    r"engagement|drop ?off|abandon\w*|escalations?|escalated|chargebacks?|refunds?|win rate|"
    r"pass rate|dropouts?|attendance|"
    r"first contact|first call|call volume|calls per|hours saved|time saved|productivity|"
    r"throughput per|readmissions?|"
    r"errors? per|share of|rate of|rework|overtime|standstill|downtime per|days to|minutes "
    r"per|hours per|per (?:case|agent|seller)"
)
_USER = (
    r"users?|customers?|people|person|patients?|agents?|clients?|readers?|shoppers?|"
    r"drivers?|nurses?|doctors?|teachers?|"
    r"students?|pupils?|kids|children|parents?|authors?|reviewers?|volunteers?|leads?|girl|"
    r"boy|girls|boys|colleagues?|neighbou?rs?|mechanics?|inspectors?|owners?|donors?|"
    r"passengers?|applicants?|sellers?|buyers?|"
    r"lawyers?|engineers?|developers?|clerks?|operators?|editors?|moderators?|staff|team|"
    r"teams|farmers?|guests?|visitors?|"
    r"members?|employees?|managers?|analysts?|technicians?|tenants?|citizens?|borrowers?|"
    r"callers?|writers?|journalists?|"
    r"pharmacists?|cooks?|recruiters?|learners?|tutors?|couriers?|residents?|families|woman|"
    r"man|lady|mother|father|somebody|"
    r"someone|anyone|everyone|they|he|she|her|him|his|their"
)
CLASSES: dict[str, str] = {
    "box": _BOX,
    "tech": _TECH,
    "metric": _METRIC,
    "user": _USER,
    "failure": (
        r"mistakes?|errors?|slips?|failures?|mishaps?|wrong \w+|false \w+|bad \w+|missed \w+|lost \w+|"
        r"failed \w+|second (?:mail|e ?mail|call|contact|visit|letter)|complaints?|returns?|refunds?|"
        r"no shows?|cancellations?|escalations?|chargebacks?|re ?works?|recalls?|fines?|breach(?:es)?|"
        r"outages?|appeals?|misses|repeat \w+"
    ),
    "money": r"dollars|euros|pounds|cents",
    "draw": r"draw|sketch|diagram|whiteboard|doodle",
    "drawing": r"drawing|sketch|diagram|picture|architecture|whiteboard|board|boxes|box|chart",
    "better": (
        r"faster|quicker|cheaper|better|safer|simpler|easier|shorter|smaller|lighter|more "
        r"(?:accurate|precise|reliable|complete|"
        r"relevant|helpful|natural|personal|flexible|trust|coverage|\w+)|fewer (?:errors|"
        r"mistakes|\w+)|less (?:\w+)|higher|lower"
    ),
    "worse": (
        r"slower|dearer|pricier|worse|longer|harder|bigger|larger|heavier|riskier|costs?|costly|"
        r"expensive|lose|loses|losing|lost|"
        r"gives? up|give away|giving up|sacrific\w+|less|fewer|misses|miss|waits?|slow|less "
        r"(?:\w+)|more (?:expensive|time|work|"
        r"waiting|effort|latency|memory|complex|money|mistakes|errors)|takes? (?:them |us |it "
        r")?(?:longer|more)|delay|delays|burden"
    ),
    "change": (
        r"rises?|rose|grows?|grew|drops?|dropped|falls?|fell|fall|cuts?|reduces?|reduced|"
        r"increases?|increased|improves?|improved|"
        r"lifts?|lifted|raises?|raised|lowers?|lowered|halves?|halved|doubles?|doubled|goes|go|"
        r"went|gets|moves?|moved|shrinks?|"
        r"shrank|climbs?|climbed|saves?|saved|brings?|brought|pushes|pushed|takes|took|gains?|"
        r"gained|up|down|becomes?|became|boosts?"
    ),
    "must": (
        r"must|has to|have to|needs? to|need|may not|may never|may ever|must not|must never|can "
        r"not|can never|should never"
    ),
    "prohibit": (
        r"must not|must never|may not|may never|may ever|can not|can never|never can|not "
        r"allowed to|not permitted|is forbidden|are forbidden|"
        r"is illegal|prohibited|not negotiable|non ?negotiable|under no circumstances|never|no "
        r"\w+ (?:\w+ )?(?:may|can|must|should)|"
        r"nobody|not leave|not go out|does not go out|do not go out|is off limits|are off "
        r"limits|is a no ?go"
    ),
    "limit_word": (
        r"limits?|constraints?|tight|hard (?:points?|limits?|things?|is this|rules?|lines?|"
        r"requirements?|constraints?)|walls?|binding|"
        r"binds?|ceilings?|budgets?|caps?|thresholds?|bounds?|deadlines?|requirements?|guard "
        r"?rails?|yardstick|non ?negotiables?|"
        r"red lines?|must haves?|conditions?|boundaries|boundary|restrictions?|sla|slo|treat as "
        r"hard|what binds"
    ),
    "goal_word": (
        r"goals?|limits?|constraints?|criteria|criterion|success|yardstick|requirements?|"
        r"targets?|metrics?|kpi|must prove|has to prove|"
        r"has to show|has show|must show|should show|needs to show|should prove|what matters|"
        r"what good looks like|walls|measure|measured|"
        r"deadline|budget|what it (?:is|has) .. for|what we (?:are )?(?:optimi[sz]ing|solving)|"
        r"what counts|purpose"
    ),
    "because": (
        r"because|because of|due to|owing to|since|thanks to|for the sake of|that is why|which "
        r"is why|the reason is|is there for|"
        r"are there for|given|with \w+ \w+ (?:\w+ )?in mind|in view of|so that|so|to (?:stay|"
        r"keep|meet|hold|hit|respect|satisfy|"
        r"honou?r|fit|comply|guarantee|avoid|protect|ensure|make sure)|which (?:keeps|holds|"
        r"meets|fits|satisfies|respects|gives)|"
        r"for the|get us through|gets us through|serves?|protects?|guarantees?|this way|that "
        r"way|driven by|forced by|follows from|"
        r"dictated by|comes from|answers the|buys us"
    ),
    "pay": (
        r"base|salary|salaries|package|total comp|compensation|all in|equity|bonus|sign on|"
        r"signing bonus|ote|pay|paid|earn|gross|"
        r"a year|per year|annual(?:ly)?|stock|options|rsus?|per month"
    ),
    "act": (
        r"asks?|types?|reads?|clicks?|taps?|opens?|texts|speaks?|says|dictates?|listens?|picks?|"
        r"confirms?|accepts?|sees|gets|sends?|"
        r"uploads?|searches|scans?|presses|selects?|chooses|takes|hears|finds|checks|approves?|"
        r"edits?|scrolls?|swipes?|pastes?|"
        r"shows?|answers?|signs|books|orders|calls|talks|points|looks|closes|hits|submits|holds|"
        r"copies|photographs|describes|tells|files"
    ),
    "clock": (
        r"(?:at|by|around|before|after|until|about|it is) (?:# clock|# in the|# (?:pm|am|o "
        r"?clock)|#|noon|midnight|dawn|night|lunch)|"
        r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|morning|evening|afternoon|"
        r"tonight|midnight|noon|"
        r"night|january|february|april|june|july|august|september|october|november|december|"
        r"yesterday|lunch|"
        r"tomorrow|today|o ?clock|raining|rain|snow|winter|summer|weekend|shift|breakfast|dinner|rush hour"
    ),
    "place": (
        r"van|kitchen|train|bus|car|hotel|desk|office|couch|sofa|ward|bed|bedside|classroom|"
        r"warehouse|platform|stairs|street|stop|"
        r"counter|garage|shop|home|phone|field|hospital|corridor|stove|table|queue|station|"
        r"airport|gate|cab|truck|yard|barn|roof|"
        r"porch|lobby|basement|workshop|floor"
    ),
    "sourced": (
        r"(?:in|from|during|after|by|according to) (?:a|an|the|our|my|that|last|this|same|one|"
        r"\w+) (?:[^ .?]+ ){0,3}?(?:trial|pilot|experiment|survey|study|sample|audit|dry run|"
        r"test|tests|mailing|rollout)|"
        r"(?:our|my|that|same|the) (?:[^ .?]+ ){0,2}?(?:trial|pilot|experiment|survey|study|"
        r"audit|field test|load test|a ?b test)|measured|we measured|i measured|timed|logged|"
        r"benchmark\w*|"
        r"in the surfer|in testing|"
        r"we tried|i tried|we tested|i tested|we ran|i ran|we counted|i counted|counted|price "
        r"list|price sheet|pricing page|"
        r"list price|invoice|invoices|quote from|vendor \w*|according to|from our logs|our logs|"
        r"the logs|from the dashboard|dashboard shows|"
        r"graded|judged by hand|labelled by hand|labeled by hand|checked by hand|rated by|on # "
        r"\w+|over # (?:weeks|days|months|hours)|"
        r"my estimate|i estimate|estimated|estimate|assuming|if we assume|back of the envelope|"
        r"my assumption|taken from|published|"
        r"report from|annual report|their report|documentation|data sheet|sampled|side by side|blind test|"
        r"the finance team|from finance|we had # \w+|i had # \w+|tried it on|tried this on|"
        r"tested it on|ran it on|"
        r"last (?:year|quarter|winter|summer|spring|autumn|month|week)"
    ),
}

LIMIT_TERMS: dict[LimitKind, str] = {
    LimitKind.LATENCY: (
        r"# (?:ms|s|min)|latency|seconds?|milliseconds?|fast|faster|quick|quicker|quickly|slow|"
        r"slower|wait|waits|waiting|delay|real time|"
        r"instant|instantly|response time|in time|hot|immediately|speed"
    ),
    LimitKind.COST: (
        r"# (?:cents|dollars|euros|pounds)|cost|costs|cheap|cheaper|budget|price|prices|money|"
        r"cents?|spend|expensive|afford|bill|dollars|euros"
    ),
    LimitKind.COMPLIANCE: (
        r"privacy|private|gdpr|hipaa|consent|regulat\w+|legal|law|laws|lawful|illegal|"
        r"compliance|compliant|confidential|secret|"
        r"personal data|data rule|health data|income data|customer data|patient data|under age|"
        r"age|minors?|licen[cs]e|lies since|"
        r"outside party|third party|third parties|outside the|leave the|leaves the|leave our|"
        r"leave|leaves|training|train|draining|"
        r"no tracking|tracking of|track|followed|follow one|names?|identity|anonym\w+|residen\w+|delete|"
        r"deleted|retention period|audit\w*|"
        r"(?:inside|within|outside|leave|leaves) (?:the|our|your)|pii|sensitive|wages?|bank "
        r"details|card numbers?|medical|diagnos\w+|reveal\w*|disclos\w+|leaks?|crooks|attackers|"
        r"minors|stored|store|share it|may see|read access|passport|secrecy|data protection|"
        r"works council|union|copyright"
    ),
    LimitKind.QUALITY: (
        r"wrong|right in|exact|exactly|correct|correctly|accura\w+|precis\w+|error|errors|"
        r"mistakes?|hallucinat\w+|invent\w*|made up|make up|"
        r"allergen\w*|truth|true|false|faithful\w*|quality|recall|did not happen|verbatim|as "
        r"spoken|reliable|safe|unsafe|"
        r"harmful|dangerous|misses|missed|trust|contradict\w*|right answer|sourced|cited|"
        r"citation|quote|proof|without the law|of the law|"
        r"wording|dose|dosage|noise|noisy|false alarms?|be right|right name|wrong name|"
        r"misquot\w+|garbage|final answer|sure|paragraph|pair of graphs|nonsense"
    ),
    LimitKind.AVAILABILITY: (
        r"offline|(?:no|missing|without|without a|bad|lost|drop|drops) network|network (?:is|"
        r"goes|drops)|dead spots?|connection|no signal|dead zone|reception|down|outage|uptime|"
        r"available|availability|# nines|# percent of the time|"
        r"fail ?over|fallback|always on|round the clock|internet|wifi|coverage|unreachable|keep "
        r"working|works without"
    ),
    LimitKind.SCALE: (
        r"# qps|# times|peaks?|load|scale|volume|concurrent|at once|same time|rush|spike|burst|"
        r"traffic|per (?:day|hour|minute|second)|"
        r"million|throughput|surge|backlog|ten fold|tenfold"
    ),
}
"""What a limit is about; a scenario's own constraints add to it."""

STOP_WORDS = frozenset(
    _words(
        "a an the and or but so if of to in on at by for with from as is are was were be been "
        "it its this that these those there here "
        "i we you they he she him her them me us my your our their his not no never must may "
        "can has have had do does did will would "
        "should could than then one two three first second third also just only very more most "
        "less much many each every all any some "
        "same other what which who when where how why because since about into over under out "
        "up down off without within before after "
        "put get gets go goes going come comes make makes made say says said know want think "
        "need thing things work works time people "
        "hard limit limits constraint constraints point points rule rules us like well good "
        "okay yes right really even still may "
        "answer answers data user users model today because ever nobody anything something "
        "nothing second seconds cent cents percent"
    )
)

ORDER_CUES = (
    "first|before|beforehand|prior to|up front|upfront",
    "then (i|we) (will|can|would|draw|sketch|do)",
    ("(but|only) (i|let|one|a|two|give|allow) ... (first|before|say|agree|fix|check|name|settle|pin|write)"),
    "once (we|i|you|that|those|these|they)",
    "as soon as|after (we|i|that|this)",
    "so that (the|it|we|i|my) (sketch|drawing|diagram|it|picture)?",
    "(only )?want (to )?(agree|fix|settle|check|pin|name|be sure|make sure)",
    "(start|begin) with (the|what|success|a|two|one|who)",
    "or it is|or else|otherwise",
    "on (the|top of the) (page|board|corner)",
    "at the top",
)
"""Words that put something before the drawing."""
