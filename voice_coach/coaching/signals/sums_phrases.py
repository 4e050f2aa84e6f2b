"""The phrases of claims about numbers and their sources, in the mini-language of `reading.Line.has`."""

from __future__ import annotations

RATIO_WORDS = {
    "double": 2.0,
    "doubles": 2.0,
    "doubled": 2.0,
    "doubling": 2.0,
    "twice": 2.0,
    "triple": 3.0,
    "triples": 3.0,
    "tripled": 3.0,
    "threefold": 3.0,
    "half": 0.5,
    "halves": 0.5,
    "halved": 0.5,
    "halving": 0.5,
    "a third": 1 / 3,
    "a quarter": 0.25,
    "three quarters": 0.75,
    "# quarters": 0.75,
    "two thirds": 2 / 3,
    "# thirds": 2 / 3,
}
RATIO_GAIN = (
    "double",
    "doubles",
    "doubled",
    "doubling",
    "twice",
    "triple",
    "triples",
    "tripled",
    "threefold",
)
CLAIM = (
    (
        "(so|which is|that is|which makes|that makes|i e|meaning|which means|that means|in "
        "other words|hence|a|an|by|nearly|almost|about|roughly|around|some|(cut|raise|lift|"
        "drop|reduce|reduces|cuts|saves|save|improve|lower|improves|grew|rose|fell|gain|"
        "saving) (it|that|them|us)?) (by |of |a |an |about |roughly |almost |nearly |around |"
        "over |some |more than )*# (percent|points)"
    ),
    (
        "(so|which is|that is|meaning|makes|improvement|reduction|increase|drop|gain|saving) "
        ".. # (percent|points)"
    ),
    (
        "# (percent|points) (less|fewer|more|lower|higher|faster|cheaper|better|shorter|"
        "reduction|drop|cut|increase|saving|improvement|off|up|down|gain|slower|decrease|rise)"
    ),
)
RATIO_CLAIM = (
    (
        "(which is|that is|so|which makes|that makes|basically|nearly|almost|about|roughly|"
        "more than|it|a|we|that) (it |them |that |is |a |by |of |about |nearly |almost |cut |"
        "cuts |cuts it |cuts it by |in )*(double|doubles|doubled|doubling|twice|triple|triples|"
        "tripled|threefold|half|halves|halved|halving|a third|two thirds|# thirds|a quarter|"
        "three quarters|# quarters)( less| fewer| off| more| lower| as much| as many)?"
    ),
    (
        "(three quarters|# quarters|a third|# thirds|two thirds|half|a quarter) (less|fewer|"
        "off|lower|gone|of it gone)"
    ),
)
DIFFERENCE_CLAIM = (
    (
        "# (ms|s|min|h|days|weeks|cents|dollars|euros|pounds) (longer|shorter|more|less|fewer|"
        "faster|slower|cheaper|dearer|saved|quicker|extra)"
    ),
)
PRODUCT = (
    "# (?:[a-z]+ )?(?:[a-z]+ )?(?:times|by|at|x|for|multiplied by) # (?:[a-z]+ )?(?:[a-z]+ "
    ")?(?:[a-z]+ )?(?:is|makes|equals|gives|comes to|that is|are|so|which is) (?:about |"
    "roughly |around |nearly )?#"
)
NO_SOURCE = (
    "(everybody|everyone|people|they|one) (knows?|says?|hears?|said|agrees?)",
    (
        "one hears|as one hears|it is well known|well known|common knowledge|i read somewhere|"
        "i heard|i have heard|i think i read|always said|rule of thumb people|let us say|gut "
        "feeling|i would guess|just a guess|out of thin air|i made (it|that) up|i would think"
    ),
)
