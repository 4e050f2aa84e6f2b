"""What simulated candidates say beside a scenario's own lines.

Slots: a-e are words of the vocabulary, `says` and `name` belong to a limit,
and the free fillings."""

from __future__ import annotations


def _lines(text: str) -> tuple[str, ...]:
    return tuple(" ".join(line.split()) for line in text.strip().splitlines() if line.strip())


FILLINGS: dict[str, tuple[str, ...]] = {
    "share": (
        "5 percent",
        "8 percent",
        "10 percent",
        "12 percent",
        "15 percent",
        "a fifth",
        "a quarter",
        "a third",
    ),
    "span": ("one week", "two weeks", "three weeks", "a month", "six weeks", "one quarter"),
    "cases": ("100 cases", "150 cases", "200 cases", "300 cases", "500 cases", "1,000 cases"),
    "person": (
        "a new colleague",
        "an experienced one",
        "the person who waits",
        "the team lead",
        "someone in a hurry",
        "a sceptical user",
    ),
    "moment": (
        "on Monday at nine",
        "late on Friday",
        "in the busiest hour",
        "on the first day",
        "right after lunch",
        "at the end of a shift",
    ),
    "adjective": (
        "fast",
        "cheap",
        "scalable",
        "robust",
        "reliable",
        "efficient",
        "responsive",
        "secure",
        "accurate",
        "performant",
    ),
    "thing": (
        "the answer",
        "the whole flow",
        "the first version",
        "the experience",
        "the back end",
        "what people see",
        "the hard part",
        "the rest",
    ),
    "step": ("one", "two", "three", "four", "five", "six", "seven"),
    "learned": ("95", "99", "99.9", "99.99"),
    "order_verb": ("want to hear", "have in your notes", "would accept", "were given", "are looking for"),
    "verb": ("check", "measure", "count", "test", "watch", "verify"),
    "number": ("10", "15", "20", "25", "30", "40", "50"),
}

ELABORATIONS = _lines(
    """
    I would {verb} that on {cases} before anyone relies on it.
    For {person} it shows {moment}, and that is where I would look first.
    If it costs us more than {share}, I take it back.
    It leaves about {share} in reserve for a bad day.
    I give it {span}, with {cases} read by hand, and then we decide with numbers.
    The price is roughly {share} more work for {person}, which I accept because of {name}.
    I expect it to hold {moment} too, but I would {verb} it over {span} to be sure.
    What I leave out for it touches maybe {share} of cases.
    The first sign of trouble would come from {person}, {moment}, long before a dashboard shows it.
    I prefer that to the bigger version, because {person} understands it at once.
    My assumption is {share}, and I would {verb} it with {cases} in {span}.
    Without it we would notice {moment}, and {person} would be the first to say so.
    I would rather lose {share} of coverage than touch the limit on {name}.
    So I {verb} {cases} every week, because averages hide what happens {moment}.
    It's the cheaper half of the work and brings, in my estimate, more than {share} of the effect.
    If {person} disagrees, I show the {cases} and let the numbers speak.
    That decision is easy to undo within {span}, so I would not spend long on it.
    The alternative was to wait {span}, and {person} cannot.
    There is a second reason, which is {name}, but it alone would not carry it.
    I would tell {person} openly what it does not do.
    After {span} I would ask the same question again, with {cases} in hand.
    I have seen it fail {moment}, so that is the first thing I would {verb}.
    On {name} it changes nothing, which is why I dare to do it early.
    If only {share} of people use it after {span}, I stop it.
    Two people can build that in {span}, in my estimate.
    What convinces me is simple: {person} saves time {moment}.
    I would write the number on the wall, so that {person} can see it move.
    In case that is too slow, I give up {share} of coverage first, and nothing else.
    """
)
CONSIDERATIONS = _lines(
    """
    I would decide that by {says}. If both ways keep it, the cheaper one wins, and I would look at \
    {cases} to be sure.
    The way I see it, {says} is the wall, so I accept about {share} less of everything else.
    There are two ways, and only one of them keeps {says} {moment}. I take that one.
    For {person} I would do it by hand at first, for {span}, and automate it once {cases} look alike.
    Start with the worst case: {moment}, with {share} more than usual. If {says} holds there, it holds \
    everywhere.
    I would rather be wrong about {share} of cases than miss {says}, because that one we cannot explain.
    What decides it for me is {name}. Everything else we can put right within {span}.
    I would draw the line where {person} stops believing it, and I would find that line with {cases}.
    Half of it can wait. The half that touches {name} cannot, since {says} is what we promised.
    I would show it to {person} first and count how often they overrule it. Above {share} it goes back.
    The risk sits with {name}, so I would keep a way back that works within {span}.
    For me the order is clear: {name} before comfort, and comfort before coverage.
    Before I build anything there, I would {verb} how often it happens {moment}. Below {share} I leave it.
    The honest answer is that I expect {share}, and that {cases} would tell us whether it is half of that.
    If we miss {says}, {person} notices {moment}, so that is where I would put the alarm.
    I would split it by risk: the harmless cases go through, and about {share} get a second look.
    """
)
MAPPED = _lines(
    """
    I choose {lever} because of {says}. Without it we would miss that in about {share} of cases, by my \
    estimate.
    {lever} serves {says}, and nothing else. If that limit went away, I would drop it after {span}.
    It is there so that {says} holds {moment}. I would {verb} it on {cases} first.
    The reason for {lever} is {name}. It costs us maybe {share} more effort, and I accept that.
    Because {says} is the hard one, {lever} stays, and the simpler way would only work for {person}.
    I take {lever} to keep {says}, since I assume {share} of cases come close to that limit.
    """
)
STILL_HOLDS = _lines(
    """
    Yes, {quote} still holds, because {says} has not moved. I would {verb} it again after {span}.
    It holds with one change: for {person} I would be stricter, since {says} is missed there first.
    I would put {quote} lower today. What we discussed about {name} weighs more.
    {quote} stays, but as an assumption, until we {verb} it on {cases}.
    In the meantime I would treat {quote} as the worst case, because {says} allows no surprise.
    To be precise, {quote} was meant for an ordinary day, and {moment} I expect about {share} more.
    """
)
PUT_RIGHT = _lines(
    """
    You are right, it is {truth}. The direction stays, but I would promise less, because the effect is \
    smaller than I said.
    Yes, {truth} is correct, I mixed up the base. It does not change the order of the limits.
    Let me correct that to {truth}. I would {verb} it on {cases} before I repeat it.
    Indeed, {truth}. Then the gain is worth about {share} less, and I would still do it.
    """
)
TOURS = _lines(
    """
    So here is the {a}, it sits in front of the {b}, and then the {c} talks to the {d}.
    First there is the {a}. It feeds the {b}, next to it the {c}, and behind that the {d} and the {e}.
    On the left I put the {a}, an arrow goes into the {b}, and the {c} is in the middle with the {d}.
    The {a} calls the {b}, then the {c} passes everything to the {d}, and on top there is the {e}.
    Then a {a} goes through the {b} into the {c}, and at the bottom there is the {d}.
    Let me add the {a} here. It connects to the {b} and the {c}, and the {d} sits behind it.
    In this box is the {a}, in the next box the {b}, and the {c} flows into the {d} and the {e}.
    Up here the {a}, down here the {b}, with the {c} and the {d} on the right side.
    """
)
BRUSHED_ASIDE = _lines(
    """
    We can tune that later. What matters is that the {a} talks to the {b} and the {c}.
    It will be pretty fast, I think. Behind the {a} comes the {b}, and that scales.
    Maybe {number} percent, something like that. Anyway, the {a} goes into the {b}.
    Latency is a detail of the {a}. Let me finish the picture with the {b} and the {c}.
    Sure, cost matters. That is why there is a {a} next to the {b}.
    I would say {number} percent, and then the {a} is connected to the {b}.
    That depends on the {a}. With a good {b} it is quick and cheap.
    """
)
SHRUGS = _lines(
    """
    That is what one hears in general about {a} and {b}.
    Everybody who uses {a} gets that, I believe.
    It is common practice with {a}, as far as I know.
    I would have to look that up. The {a} is standard, and {b} is too.
    The users, I suppose. They get a better experience through {a}.
    Honestly, I do not know. I read about {a} and {b} somewhere.
    Everyone is happier, because {a} makes it modern.
    It comes with {a}, so that should be fine for them.
    """
)
WEAK_SUMMARIES = _lines(
    """
    In short, we have {a}, {b} and {c}, and that gives us a very scalable platform.
    To sum up: {a} in the middle, {b} around it, and {c} for everything else.
    My decision is {a} together with {b}. It is robust and future proof.
    """
)
LISTS = _lines(
    """
    There are many options: you could use {a}, {b}, {c}, {d}, or {e}.
    One could do {a}, also {b}, then {c}, and of course {d} or {e}.
    I would look at {a}, {b}, {c} and {d}, and maybe {e} as well.
    Several things come to mind: {a}, {b}, {c}, {d}. All of them help.
    You can always try {a} or {b}. Then there is {c}, there is {d}, and {e} too.
    The usual knobs are {a}, {b}, {c}, {d} and {e}. It depends.
    Some teams prefer {a}, others {b}, {c} or {d}. I like to keep them all open.
    We might combine {a} with {b}, add {c}, and later {d} and {e}.
    """
)
HEDGES = _lines(
    """
    It depends. With {a} it could be quite fast, with {b} a bit slower.
    Around {number} percent, perhaps, if you count {a} and {b}.
    That is hard to say before we tried {a}, {b} and {c}.
    Somewhere near {number}, I guess, with {a} more, with {b} less.
    Every team gets other numbers with {a}. It should be cheaper with {b}.
    """
)
STRETCHES = _lines(
    """
    We run {a} with an asynchronous {b}, and the activations of {c} are sharded over the interconnect \
    while {d} amortises the overhead of {e} across heterogeneous kernels.
    The {a} exposes a versioned interface towards {b}, so {c} becomes idempotent and {d} can be composed \
    declaratively with {e} under eventual consistency.
    On top of {a} I would layer {b} with speculative prefetch, pipeline parallelism in {c}, and a \
    contrastive objective for {d} in the spirit of {e}.
    Architecturally the {a} decouples {b} from {c} through a backpressure-aware substrate, with {d} as a \
    projection and {e} as its dual.
    Modern {a} implies tensor parallel {b}, paged attention in {c}, and a low-rank adaptation of {d}, \
    orchestrated by {e} over a service mesh.
    The embedding manifold behind {a} is normalised by {b}, whereas {c} regularises the posterior of {d} \
    and {e} marginalises over latent intents.
    """
)
MUTTERS = _lines(
    """
    Hm. I am not sure.
    I don't know, maybe {a}.
    Let me think about that.
    I have no idea, sorry.
    Perhaps {a}. Or {b}.
    Could you say that again?
    It is hard to say.
    I would use {a}, I think.
    No, nothing more from me.
    How much time is left?
    Probably {a}, but I cannot say why.
    Can we skip this one?
    Well. {a}, and then {b}.
    """
)
